//! The only way for text from a file to the terminal.
//!
//! Cleaning happens after the last decode, because `&#27;`, `\u001b` and `%1b` become control
//! characters only then. Whatever is shown is a [`Clean`], which only this module can make.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// More combining marks on one character would spill over the neighbouring lines.
const MAX_MARKS_PER_CELL: usize = 4;

/// Text without control characters, bidirectional controls or tag characters, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(String);

impl Clean {
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Self(clean(text.as_ref()).into_owned())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Appends text after cleaning it.
    pub(crate) fn push(&mut self, text: &str) {
        self.0.push_str(&clean(text));
    }

    /// Appends text that is clean already.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Keeps the first `len` bytes.
    pub(crate) fn truncate(&mut self, len: usize) {
        if self.0.is_char_boundary(len) {
            self.0.truncate(len);
        }
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    /// The part at `range`, in bytes; empty where there is none.
    #[must_use]
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_owned())
    }

    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        match clean(&text) {
            Cow::Borrowed(_) => Self(text),
            Cow::Owned(cleaned) => Self(cleaned),
        }
    }
}

/// Cleans one line of text, borrowing it when there is nothing to do.
///
/// C0 controls become their Unicode pictures, C1 controls U+FFFD, a tab two spaces; bidirectional
/// controls, tag characters and invisible line separators are removed, and so are variation
/// selectors without a character before them, which would change the width of what is there instead.
#[must_use]
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !needs_cleaning(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut marks, mut base) = (0, ' ');
    for c in text.chars() {
        match c {
            '\t' => out.push_str("  "),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
            // What stood apart stands together now.
            _ if is_unseen_control(c) || is_stray_selector(base, c) => continue,
            _ if is_zero_width(c) => {
                marks += 1;
                if marks <= MAX_MARKS_PER_CELL {
                    out.push(c);
                }
                continue;
            }
            _ => out.push(c),
        }
        (marks, base) = (0, c);
    }
    Cow::Owned(out)
}

/// The name of a blank that is not the ordinary one, or of a character that nobody sees, and
/// whether it takes room.
#[must_use]
pub(crate) fn unseen_name(c: char) -> Option<(&'static str, bool)> {
    Some(match c {
        '\u{a0}' => ("a no-break space", true),
        '\u{202f}' => ("a narrow no-break space", true),
        '\u{3000}' => ("a full-width space", true),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => ("a special space", true),
        '\u{2028}' | '\u{2029}' | '\u{85}' => ("a line separator", true),
        '\u{200b}' | '\u{2060}' => ("a space without width", false),
        '\u{200c}' | '\u{200d}' => ("a joiner that is not seen", false),
        '\u{feff}' => ("a byte order mark", false),
        '\u{ad}' => ("a soft hyphen", false),
        c if is_unseen_control(c) => ("a control character that is not seen", false),
        _ => return None,
    })
}

/// Whether `c` selects a variation of a blank, or of nothing: `base` is the last character with a
/// width of its own.
fn is_stray_selector(base: char, c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}') && base.is_whitespace()
}

fn needs_cleaning(text: &str) -> bool {
    let (mut marks, mut base) = (0, ' ');
    text.chars().any(|c| {
        (marks, base) = if is_zero_width(c) { (marks + 1, base) } else { (0, c) };
        marks > MAX_MARKS_PER_CELL
            || c.is_control()
            || is_unseen_control(c)
            || is_stray_selector(base, c)
    })
}

/// Whether `c` is drawn in the cell before it. Joiners and variation selectors count too, since a
/// pile of them is as unreadable as a pile of accents; the vowels of Hangul, which have no width
/// either, do not.
fn is_zero_width(c: char) -> bool {
    c >= '\u{300}' && c.width() == Some(0) && !matches!(c, '\u{1160}'..='\u{11ff}')
}

/// Whether `c` affects the text around it and is invisible: bidirectional controls, line separators,
/// tag characters and the byte order mark. JSON output escapes them.
#[must_use]
pub(crate) const fn is_unseen_control(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(clean("Cléo de 5 à 7"), Cow::Borrowed(_)));
        assert!(matches!(clean("東京物語 ★★★½"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_become_pictures() {
        assert_eq!(clean("a\u{1b}[31mb\u{7f}\u{9b}\n\0"), "a␛[31mb␡\u{fffd}␊␀");
        assert_eq!(clean("a\tb"), "a  b");
    }

    #[test]
    fn unseen_controls_are_removed() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{e0041}d\u{feff}"), "abcd");
        assert_eq!(clean("a\u{61c}b\u{200e}c\u{200f}d\u{2028}e\u{2029}f"), "abcdef");
    }

    #[test]
    fn a_selector_with_nothing_before_it_is_removed() {
        assert_eq!(clean("\u{fe0f}a\u{fe0f} \u{fe0e}\u{202e}\u{fe0f}"), "a\u{fe0f} ");
        assert_eq!(Clean::from("\u{fe0f}a".to_owned()).as_str(), "a");
    }

    #[test]
    fn marks_are_capped() {
        let zalgo = format!("e{}x", "\u{301}".repeat(50));
        assert_eq!(clean(&zalgo), format!("e{}x", "\u{301}".repeat(MAX_MARKS_PER_CELL)));
        let apart = format!("e{}x", "\u{301}\u{202e}".repeat(50));
        assert_eq!(clean(&apart), clean(&zalgo));
    }
}
