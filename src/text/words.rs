//! The words of a text, without what two spellings of one name differ in.

use unicode_width::UnicodeWidthChar;

use super::clean::is_unseen_control;

/// Lower-case letters and digits of any script, every other run a single `-`.
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

/// A combining mark is part of its letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') || (c > '\u{36f}' && c.width() == Some(0) && !is_steering(c))
}

const fn is_steering(c: char) -> bool {
    is_unseen_control(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}
