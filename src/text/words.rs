//! Words in a form in which different spellings of a name are equal, and characters that count as
//! words or as parts of letters.

use unicode_width::UnicodeWidthChar;

use super::clean::is_unseen_control;

/// Letters and digits of any script in lower case, with a single `-` for everything between them.
#[must_use]
pub(crate) fn slug(text: &str) -> String {
    spaced(text).replace(' ', "-")
}

/// The words of `text` in lower case with single spaces; `&` counts as "and".
#[must_use]
pub(crate) fn words(text: &str) -> String {
    if text.contains('&') { spaced(&text.replace('&', " and ")) } else { spaced(text) }
}

fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || is_mark(c) {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether `c` is a combining mark, and so part of the letter before it. Joiners and variation
/// selectors have no width either, but only change how a character is drawn.
pub(crate) fn is_mark(c: char) -> bool {
    let is_selector = matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}');
    c >= '\u{300}' && c.width() == Some(0) && !is_selector && !is_unseen_control(c)
}

/// How many Han and kana characters there are. They are written without spaces, and in texts count
/// as half a word each.
pub(crate) fn ideographs(text: &str) -> usize {
    let is_ideograph = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    text.chars().filter(is_ideograph).count()
}
