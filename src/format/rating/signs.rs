//! Rows of signs: stars with halves, fractions and empty ones.

use super::reader::Reader;
use super::tokens::{Family, Fill, Sign, Token};

/// A row of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Signs {
    full: u32,
    half: u32,
    empty: u32,
    fraction: f64,
    pub(super) family: Option<Family>,
    /// Whether a scale is named behind them.
    pub(super) has_scale: bool,
}

impl Signs {
    /// How many signs there are, whatever they are.
    pub(super) const fn count(&self) -> u32 {
        self.full + self.half + self.empty
    }

    /// Whether the row is more than full signs: an ornament never is.
    pub(super) fn is_graded(&self) -> bool {
        self.half > 0 || self.empty > 0 || self.fraction > 0.0 || self.has_scale
    }

    /// Whether the row is one full star, which may be a label.
    pub(super) fn is_one_star(&self) -> bool {
        self.count() == 1 && self.full == 1 && self.family == Some(Family::Star)
    }

    pub(super) fn value(&self) -> f64 {
        f64::from(self.full) + f64::from(self.half) / 2.0 + self.fraction
    }

    /// The scale that the row shows by its empty signs, else the usual one.
    pub(super) fn out_of(&self) -> f64 {
        let total = self.count() + u32::from(self.fraction > 0.0);
        match total {
            3.. if self.empty > 0 => f64::from(total),
            ..=5 => 5.0,
            6..=10 => 10.0,
            _ => f64::from(total),
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn row(&mut self) -> Option<Signs> {
        let mut signs = Signs::default();
        // `½★` is half a star.
        if let [Token::Fraction(half), Token::Sign(Sign { family, fill: Fill::Full }), rest @ ..] =
            self.rest
            && !matches!(rest.first(), Some(Token::Sign(_)))
        {
            self.rest = rest;
            return Some(Signs { fraction: *half, family: Some(*family), ..signs });
        }
        while let Some(token) = self.rest.first() {
            match token {
                Token::Sign(sign) if signs.family.is_none_or(|it| it == sign.family) => {
                    signs.family = Some(sign.family);
                    match sign.fill {
                        Fill::Full => signs.full += 1,
                        Fill::Half => signs.half += 1,
                        Fill::Empty => signs.empty += 1,
                    }
                }
                Token::Fraction(value) if signs.full > 0 && signs.fraction == 0.0 => {
                    signs.fraction = *value;
                }
                // `½☆☆☆☆`
                Token::Fraction(value) if signs == Signs::default() && self.empty_follows() => {
                    signs.fraction = *value;
                }
                // Half moons and half circles stand between stars too.
                Token::Sign(Sign { fill: Fill::Half, .. }) if signs.half == 0 => signs.half += 1,
                _ => break,
            }
            self.rest = &self.rest[1..];
        }
        let halves = signs.half + u32::from(signs.fraction > 0.0);
        let is_row = signs.full + signs.empty > 0 && halves <= 1 && signs.count() <= 20;
        is_row.then_some(signs)
    }

    fn empty_follows(&self) -> bool {
        matches!(self.rest.get(1), Some(Token::Sign(Sign { fill: Fill::Empty, .. })))
    }
}
