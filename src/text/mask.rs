//! Masking covered text.

use super::Glyphs;

/// Replaces every cell of `text` that is not blank by the sign of a cover. The width does not
/// change, so that nothing moves when the text is uncovered.
#[must_use]
pub(crate) fn mask(text: &str, glyphs: Glyphs) -> String {
    let mut out = String::with_capacity(text.len());
    for cluster in glyphs.clusters(text) {
        if cluster.text.chars().all(char::is_whitespace) {
            out.push_str(cluster.text);
        } else {
            out.extend(std::iter::repeat_n(glyphs.cover(), cluster.cells));
        }
    }
    out
}

/// What stands for a rating that is covered, however it is written.
#[must_use]
pub(crate) fn covered_rating(glyphs: Glyphs) -> String {
    const CELLS: usize = 3;
    glyphs.cover().to_string().repeat(CELLS)
}

/// Whether a rating is covered.
#[must_use]
pub(crate) fn is_covered_rating(written: &str) -> bool {
    [Glyphs::Unicode, Glyphs::Ascii].iter().any(|glyphs| covered_rating(*glyphs) == written)
}
