//! What stands where covered text is not told.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a covered cell shows.
pub(crate) const COVER: char = '░';

/// The same where only ASCII is wanted.
pub(crate) const ASCII_COVER: char = 'x';

/// `text` behind `cover`: every cell that is not blank becomes one, so that uncovering it moves
/// nothing.
#[must_use]
pub(crate) fn mask(text: &str, cover: char) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        if grapheme.chars().all(char::is_whitespace) {
            out.push_str(grapheme);
        } else {
            out.extend(std::iter::repeat_n(cover, grapheme.width()));
        }
    }
    out
}
