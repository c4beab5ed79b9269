//! Marks of emphasis around ratings, of which asterisks may be stars.

use std::borrow::Cow;

use super::is_clear_sign;
use super::tokens::{Family, Sign, Token, ascii, sign, tokens};

/// The text without marks of emphasis, if it has figures or signs beside them. Two figures that marks
/// part stay apart.
pub(super) fn without_emphasis(text: &str) -> Cow<'_, str> {
    let is_figure = |c: char| ascii(c).is_ascii_digit();
    if !text.contains(|c| is_figure(c) || is_clear_sign(c)) || counts_asterisks(text) {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    for part in text.split(|c| c == '_' || sign(c).is_some_and(|it| it.family == Family::Asterisk))
    {
        if bare.ends_with(is_figure) && part.starts_with(is_figure) {
            bare.push(' ');
        }
        bare.push_str(part);
    }
    Cow::Owned(bare)
}

/// Whether asterisks stand for stars in a text with figures: `***/5`, `(***1/2)`.
fn counts_asterisks(text: &str) -> bool {
    let Some(tokens) = tokens(text) else { return false };
    let is_asterisk =
        |it: &Token<'_>| matches!(it, Token::Sign(Sign { family: Family::Asterisk, .. }));
    let mut tokens = tokens.iter().skip_while(|it| matches!(it, Token::Mark(_))).peekable();
    let is_counted = tokens.next_if(|it| is_asterisk(it)).is_some();
    let behind = tokens.find(|it| !is_asterisk(it));
    match behind {
        Some(Token::Mark('/')) => is_counted,
        // `***1/2***` is half of something, in bold and italics.
        Some(Token::Fraction(_)) => is_counted && !tokens.next().is_some_and(is_asterisk),
        _ => false,
    }
}
