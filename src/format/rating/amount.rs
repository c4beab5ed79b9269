//! Numbers with what they count and the scale they are on.

use super::reader::{Reader, is_one_of};
use super::tokens::{Family, Fill, Sign, Token};
use super::words::{NUMBERS, OVER, POINTS, STARS};

impl Reader<'_, '_> {
    /// A number in figures or in words; whether it is in words.
    pub(super) fn amount(&mut self) -> Option<(f64, bool)> {
        let is_negative = matches!(self.rest, [Token::Mark('-'), Token::Number(_), ..]);
        if is_negative || matches!(self.rest, [Token::Mark('+'), Token::Number(_), ..]) {
            self.rest = &self.rest[1..];
        }
        match *self.rest {
            [Token::Number(value), ref rest @ ..] => {
                self.rest = rest;
                let value = value + self.fraction().unwrap_or_default();
                Some((if is_negative { -value } else { value }, false))
            }
            [Token::Fraction(value), ref rest @ ..] => {
                self.rest = rest;
                Some((value, false))
            }
            [Token::Word(word), ref rest @ ..] => {
                let word = word.to_lowercase();
                let at = NUMBERS.iter().position(|name| *name == word)?;
                self.rest = rest;
                let whole = u32::try_from(at).map(f64::from).ok()?;
                let half = if self.takes_words(&["and", "a", "half"]) { 0.5 } else { 0.0 };
                Some((whole + half, true))
            }
            _ => None,
        }
    }

    pub(super) fn fraction(&mut self) -> Option<f64> {
        let (Token::Fraction(value), rest) = self.rest.split_first()? else { return None };
        self.rest = rest;
        Some(*value)
    }

    pub(super) fn unit(&mut self) -> Option<Unit> {
        if let [Token::Sign(Sign { family: Family::Star, fill: Fill::Full }), rest @ ..] = self.rest
        {
            self.rest = rest;
            return Some(Unit::Stars { plural: true });
        }
        let word = self.next_word()?;
        let unit = if is_one_of(word, STARS) {
            Unit::Stars { plural: !word.eq_ignore_ascii_case("star") }
        } else if is_one_of(word, POINTS) {
            Unit::Points
        } else {
            return None;
        };
        self.rest = &self.rest[1..];
        Some(unit)
    }

    /// The scale behind a number: `/10`, `out of five`, `/ ★★★★★`.
    pub(super) fn over(&mut self) -> Option<f64> {
        let before = self.rest;
        let between = self.takes_mark('/')
            || self.takes_words(&["out", "of"])
            || self.next_word().is_some_and(|word| is_one_of(word, OVER)) && {
                self.rest = &self.rest[1..];
                true
            };
        let out_of = between.then(|| {
            self.amount().map(|(out_of, _)| out_of).or_else(|| Some(f64::from(self.row()?.count())))
        });
        if out_of.flatten().is_none() {
            self.rest = before;
        }
        out_of.flatten()
    }
}

pub(super) enum Unit {
    Stars { plural: bool },
    Points,
}
