//! The parts of a written rating: numbers, signs, words and marks.

/// A rating has few parts. A text of more is none, and is looked at no further.
const MAX_TOKENS: usize = 32;

/// One part of a text that may be a rating. Blanks, tags and variation selectors are none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// A number without a sign before it: `3.5`, `3,5`, `.5`.
    Number(f64),
    /// What a fraction adds to the number before it: `½`, or `1/2` behind a number or signs.
    Fraction(f64),
    /// One of several signs in a row, such as `★` or `◐`.
    Sign(Sign),
    Word(&'t str),
    /// Any other character, in the form of its ASCII twin where it has one. A `-` is a minus sign,
    /// which a number follows; elsewhere it is a dash.
    Mark(char),
}

/// A sign of which several make a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) family: Family,
    pub(super) fill: Fill,
}

/// Signs that stand in a row with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Star,
    /// Hearts, circles, squares and the like, which serve as ornaments as well.
    Shape,
    /// `*`, which serves as emphasis and as a rule as well.
    Asterisk,
    /// Any other picture, which is a sign only where it is repeated.
    Picture(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    Full,
    Half,
    Empty,
}

/// The parts of `text`; `None` where it has too many to be a rating.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if tokens.len() == MAX_TOKENS {
            return None;
        }
        let after = &rest[c.len_utf8()..];
        if c.is_whitespace() || is_invisible(c) {
            rest = after;
        } else if let Some((value, tail)) = number(rest) {
            let fraction = tokens.last().is_some_and(is_countable).then(|| half(value, tail));
            match fraction.flatten() {
                Some(tail) => {
                    tokens.push(Token::Fraction(0.5));
                    rest = tail;
                }
                None => {
                    tokens.push(Token::Number(value));
                    rest = tail;
                }
            }
        } else if let Some(fraction) = vulgar_fraction(c) {
            tokens.push(Token::Fraction(fraction));
            rest = after;
        } else if let Some(tail) = after_tag(rest) {
            rest = tail;
        } else if let Some(sign) = sign(c) {
            tokens.push(Token::Sign(sign));
            rest = after;
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !is_in_word(c)).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            tokens.push(Token::Word(word));
            rest = tail;
        } else {
            let is_dash = ascii(c) == '-' && number(after).is_none();
            tokens.push(Token::Mark(if is_dash { '–' } else { ascii(c) }));
            rest = after;
        }
    }
    Some(tokens)
}

/// Whether the fraction behind a token belongs to it: `3 1/2`, `*** 1/2`.
const fn is_countable(token: &Token<'_>) -> bool {
    matches!(token, Token::Number(_) | Token::Sign(Sign { fill: Fill::Full, .. }))
}

/// What follows the half that begins with the number `value`.
fn half(value: f64, tail: &str) -> Option<&str> {
    let mut chars = tail.chars();
    let slash = chars.next().map(ascii) == Some('/');
    let two = chars.next().map(ascii) == Some('2');
    let ends = !chars.clone().next().is_some_and(|c| ascii(c).is_ascii_digit());
    (value == 1.0 && slash && two && ends).then_some(chars.as_str())
}

/// The number that `text` begins with, and what follows it. Digits may be full-width.
fn number(text: &str) -> Option<(f64, &str)> {
    const MAX_NUMBER_CHARS: usize = 12;
    let mut digits = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let is_point = matches!(ascii(c), '.' | ',');
        let digit_follows = after.starts_with(|c| ascii(c).is_ascii_digit());
        match ascii(c) {
            digit if digit.is_ascii_digit() => digits.push(digit),
            _ if is_point && digit_follows && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        rest = after;
    }
    let fits = (1..=MAX_NUMBER_CHARS).contains(&digits.len());
    Some((fits.then(|| digits.parse().ok()).flatten()?, rest))
}

/// What follows the HTML tag that `text` begins with.
pub(super) fn after_tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let (_, tail) =
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| name.split_once('>'))??;
    Some(tail)
}

const fn vulgar_fraction(c: char) -> Option<f64> {
    Some(match c {
        '¼' => 0.25,
        '⅓' => 1.0 / 3.0,
        '½' => 0.5,
        '⅔' => 2.0 / 3.0,
        '¾' => 0.75,
        _ => return None,
    })
}

pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// The ASCII twin of a full-width character, of a fraction slash or of a minus sign.
pub(super) const fn ascii(c: char) -> char {
    match c {
        // Full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xff01 + 0x21) as u8 as char,
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2212}' => '-',
        _ => c,
    }
}

pub(super) const fn sign(c: char) -> Option<Sign> {
    use Family::{Asterisk, Picture, Shape, Star};
    use Fill::{Empty, Full, Half};
    let (family, fill) = match c {
        '★' | '⭐' | '🌟' | '✪' | '✯' | '✮' | '✭' | '⭑' | '🍿' | '🌕' => {
            (Star, Full)
        }
        '☆' | '✩' | '⚝' | '⭒' | '🌑' => (Star, Empty),
        '⯨' | '⯪' | '🌗' | '🌓' => (Star, Half),
        '●' | '⬤' | '❤' | '♥' | '■' | '◆' | '♦' | '⬛' => (Shape, Full),
        '○' | '◯' | '⚪' | '🤍' | '♡' | '□' | '◇' | '♢' | '⬜' => (Shape, Empty),
        '◐' | '◑' | '⬖' | '⬗' => (Shape, Half),
        '*' | '＊' => (Asterisk, Full),
        '\u{1f300}'..='\u{1faff}' => (Picture(c), Full),
        _ => return None,
    };
    Some(Sign { family, fill })
}

/// Whether a word goes on with `c`.
fn is_in_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’') || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_belong_to_what_stands_before_them() {
        use Token::{Fraction, Mark, Number};
        let of = |text| tokens(text).unwrap();
        assert_eq!(of("3 1/2"), [Number(3.0), Fraction(0.5)]);
        assert_eq!(of("1/2"), [Number(1.0), Mark('/'), Number(2.0)]);
        assert_eq!(of("3 1/20"), [Number(3.0), Number(1.0), Mark('/'), Number(20.0)]);
        assert_eq!(of("７，５／１０"), [Number(7.5), Mark('/'), Number(10.0)]);
        assert_eq!(of("<b>8</b>."), [Number(8.0), Mark('.')]);
        assert_eq!(tokens(&"1 ".repeat(40)), None);
    }
}
