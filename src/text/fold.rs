//! Letters as they are compared: without case and accents.

use nucleo_matcher::chars;

#[must_use]
pub(crate) fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return if c.is_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
        c => chars::to_lower_case(chars::normalize(c)),
    }
}

#[must_use]
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}
