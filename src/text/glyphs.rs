//! What a terminal draws with: the characters of our own signs, and the cells that any text takes.
//!
//! Wrapping, cutting and drawing all measure with [`Glyphs`], so that they agree.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::words::beginning;

/// The characters that our own signs are drawn with, and how wide the terminal draws others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// `★★★½☆`
    #[default]
    Unicode,
    /// `***+-`
    Ascii,
    /// `***+-` too; characters of ambiguous width, such as `★` and `“`, take two cells.
    Wide,
}

/// A character as people count them, which may be several of Unicode's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cluster<'a> {
    pub(crate) text: &'a str,
    /// The terminal cells that it takes.
    pub(crate) cells: usize,
}

impl Cluster<'_> {
    /// Whether terminals disagree on its width, because some count characters where others count
    /// clusters, or ignore joiners and variation selectors.
    pub(crate) fn is_uncertain(&self) -> bool {
        let mut chars = self.text.chars();
        let is_plain_mark =
            |c: char| c.width() == Some(0) && !matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        chars.next().and_then(char::width) != Some(self.cells) || !chars.all(is_plain_mark)
    }
}

impl Glyphs {
    /// The width of `text` in terminal cells.
    #[must_use]
    pub fn width(self, text: &str) -> usize {
        if text.is_ascii() {
            text.len()
        } else {
            self.clusters(text).map(|cluster| cluster.cells).sum()
        }
    }

    /// The clusters of `text`, from first to last.
    pub(crate) fn clusters(self, text: &str) -> impl Iterator<Item = Cluster<'_>> {
        text.graphemes(true).map(move |text| Cluster { text, cells: self.cells(text) })
    }

    /// The cells of one cluster.
    fn cells(self, cluster: &str) -> usize {
        if cluster.len() == 1 {
            return 1;
        }
        let is_wide = self == Self::Wide;
        let width_of_char = if is_wide { char::width_cjk } else { char::width };
        let mut chars = cluster.chars();
        let first = chars.next().unwrap_or_default();
        // The widest that any terminal makes of it: many ignore that a selector asks for a narrower
        // shape, or heed it after any character, draw half of a flag like a whole one, or give every
        // letter of a cluster a cell. Pictures that are joined are drawn as one.
        let least = match width_of_char(first).unwrap_or(1) {
            1 if matches!(first, '\u{1f1e6}'..='\u{1f1ff}') => 2,
            1 if chars.clone().any(|c| c == '\u{fe0f}') => 2,
            cells => cells,
        };
        if chars.as_str().is_empty() {
            return least;
        }
        let letters = cluster.chars().filter(|c| width_of_char(*c) == Some(1)).count();
        let whole = if is_wide { cluster.width_cjk() } else { cluster.width() };
        whole.max(least).max(letters)
    }

    /// The cells by which a character widens a text at most, whatever stands before it.
    pub(crate) fn most_cells(self, c: char) -> usize {
        match c {
            // Asks for the wide shape of the character before it.
            '\u{fe0f}' => 1,
            _ => self.cells(c.encode_utf8(&mut [0; 4])),
        }
    }

    /// Cuts `text` between clusters to fit in `columns`, with an ellipsis at the end if anything is
    /// cut off. The result may be one column short, because a wide character is not split.
    #[must_use]
    pub(crate) fn fit(self, text: &str, columns: usize) -> String {
        let head = visible_head(text, columns);
        if head.len() == text.len() && self.width(text) <= columns {
            return text.to_owned();
        }
        if columns == 0 {
            return String::new();
        }
        let mut out = String::new();
        let mut used = 0;
        for cluster in self.clusters(head) {
            used += cluster.cells;
            if used > columns - 1 {
                break;
            }
            out.push_str(cluster.text);
        }
        // A bracket of which only the beginning is left would promise more.
        let is_loose = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{');
        out.truncate(out.trim_end_matches(is_loose).len());
        out.push(self.ellipsis());
        out
    }

    /// Cuts `text` at its beginning to fit in `columns`: the end of a path says most.
    #[must_use]
    pub(crate) fn fit_end(self, text: &str, columns: usize) -> String {
        if self.width(text) <= columns {
            return text.to_owned();
        }
        let Some(room) = columns.checked_sub(1) else { return String::new() };
        let end = text.get(self.start_of_end(text, room)..).unwrap_or_default();
        format!("{}{end}", self.ellipsis())
    }

    /// The byte from which the rest of `text` fits in `columns`.
    #[must_use]
    pub(crate) fn start_of_end(self, text: &str, columns: usize) -> usize {
        let mut left = self.width(text);
        let before = self.clusters(text).take_while(|cluster| {
            let is_cut = left > columns;
            left = left.saturating_sub(cluster.cells);
            is_cut
        });
        before.map(|cluster| cluster.text.len()).sum()
    }

    /// Whether our own signs are ASCII.
    pub(crate) const fn is_ascii(self) -> bool {
        matches!(self, Self::Ascii | Self::Wide)
    }

    /// What a covered cell shows.
    #[must_use]
    pub(crate) const fn cover(self) -> char {
        if self.is_ascii() { 'x' } else { '░' }
    }

    pub(crate) const fn ellipsis(self) -> char {
        if self.is_ascii() { '~' } else { '…' }
    }

    /// Our own words and signs in these characters.
    #[must_use]
    pub(crate) fn signs(self, ours: &str) -> Cow<'_, str> {
        if self.is_ascii() { Cow::Owned(ascii(ours)) } else { Cow::Borrowed(ours) }
    }
}

/// The beginning of `text`: as much of it as can be seen in `columns`, and more. What is drawn again
/// and again may not cost time in proportion to a text of any length.
#[must_use]
pub(crate) fn visible_head(text: &str, columns: usize) -> &str {
    /// The longest clusters of emoji take less.
    const MAX_CELL_BYTES: usize = 64;
    beginning(text, columns.saturating_add(1).saturating_mul(MAX_CELL_BYTES))
}

/// Our own words and signs in ASCII.
fn ascii(text: &str) -> String {
    let sign = |c| match c {
        '│' => '|',
        '┃' => '#',
        '─' => '-',
        '━' => '=',
        '▌' => '>',
        '▏' => ':',
        '✎' => 'd',
        '●' => 'o',
        '◆' => 'b',
        '•' => '*',
        '·' | '–' | '—' => '-',
        '…' => '~',
        '░' => 'x',
        '“' | '”' => '"',
        '×' | '✗' => 'x',
        '≠' => '/',
        '≡' => '=',
        '↑' | '▲' => '^',
        '↓' => 'v',
        '←' => '<',
        '→' => '>',
        other => other,
    };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_clusters() {
        let fit = |text, columns| Glyphs::Unicode.fit(text, columns);
        assert_eq!(fit("Ballerina", 9), "Ballerina");
        assert_eq!(fit("Ballerina", 5), "Ball…");
        assert_eq!(fit("東京物語", 6), "東京…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("ab", 0), "");
        assert_eq!(fit("東京物語 (Tokyo Story)", 11), "東京物語…");
        assert_eq!(fit(&"é".repeat(1000), 3), "éé…");
        assert_eq!(Glyphs::Ascii.fit("Ballerina", 5), "Ball~");
        assert_eq!(Glyphs::Wide.fit("“Ballerina”", 5), "“Ba~");
    }

    #[test]
    fn paths_are_cut_at_their_beginning() {
        let fit = |glyphs: Glyphs, columns| glyphs.fit_end("reviews/ballerina.toml", columns);
        assert_eq!(fit(Glyphs::Unicode, 30), "reviews/ballerina.toml");
        assert_eq!(fit(Glyphs::Unicode, 15), "…ballerina.toml");
        assert_eq!(fit(Glyphs::Ascii, 15), "~ballerina.toml");
        assert_eq!(Glyphs::Unicode.fit_end("👩‍👩‍👧/a", 3), "…/a");
    }

    #[test]
    fn a_cluster_has_one_width() {
        let widths = |text| [Glyphs::Unicode, Glyphs::Wide].map(|glyphs| glyphs.width(text));
        assert_eq!(widths("⚠"), [1, 1]);
        assert_eq!(widths("⚠\u{fe0f}"), [2, 2]);
        assert_eq!(widths("1\u{fe0f}\u{20e3}"), [2, 2]);
        assert_eq!(widths("⌚\u{fe0e}"), [2, 2]);
        assert_eq!(widths("🇫🇷👩‍👩‍👧‍👦👍🏽"), [6, 6]);
        assert_eq!(widths("ｶ\u{ff9e}"), [2, 2]);
        assert_eq!(widths("★“é”"), [4, 7]);
        assert_eq!(widths("\u{200b}\u{301}"), [0, 0]);
    }

    #[test]
    fn terminals_agree_on_letters_with_accents_and_on_little_else() {
        let uncertain = |text| {
            let clusters = Glyphs::Unicode.clusters(text).filter(Cluster::is_uncertain);
            clusters.map(|cluster| cluster.text).collect::<Vec<_>>()
        };
        assert!(uncertain("Cléo e\u{301} 東京 ที่ 😀 각 \u{1112}\u{1161}\u{11ab}").is_empty());
        for text in
            ["⚠\u{fe0f}", "⌚\u{fe0e}", "🇫🇷", "👍🏽", "👩‍👧", "1\u{fe0f}\u{20e3}", "ខ្មែ", "ｶ\u{ff9e}"]
        {
            assert_eq!(uncertain(text), [text]);
        }
    }
}
