//! The grammar of ratings, one for fields, lines, headings and titles:
//!
//! ```text
//! rating  = ["~" | about] score [remark]
//! score   = "(" score ")" and other brackets | stars [over] [score] | amount [unit] [over [unit]] [stars] | amount "%"
//!         | grade | word
//! amount  = number [fraction] | fraction | number in words ["and a half"]
//! over    = ("/" | "out of" | "of" | ...) (amount | stars)
//! remark  = "(" over or any words ")" | ("." | "!" | picture | "-" words)...
//! ```

use super::amount::Unit;
use super::emphasis::without_emphasis;
use super::reader::{Reader, is_one_of};
use super::signs::Signs;
use super::tokens::{Family, Sign, Token, tokens};
use super::words::{ABOUT, WORDS};
use crate::model::{Score, Stars};

/// A text that is nothing but a rating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Notation {
    pub(super) score: Score,
    pub(super) form: Form,
    /// Whether words follow that are no part of the rating.
    pub(super) has_remark: bool,
}

/// How a rating is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// A number alone, which may be anything.
    Number,
    /// A number with its scale, a unit or a percent sign.
    Amount,
    Signs(Signs),
    Grade {
        is_signed: bool,
    },
    Word,
}

/// What may stand around a rating.
pub(super) const BRACKETS: [(char, char); 7] =
    [('(', ')'), ('[', ']'), ('"', '"'), ('“', '”'), ('«', '»'), ('「', '」'), ('【', '】')];

/// Most words of a remark behind a rating; more are a sentence.
pub(super) const MAX_REMARK_WORDS: usize = 6;

/// Reads `text`, which must be a rating and nothing else.
pub(super) fn read(text: &str) -> Option<Notation> {
    let word = || {
        let text = text.trim().trim_end_matches(['.', '!']).to_lowercase();
        let score = Score::Word(None);
        WORDS.contains(&&*text).then_some(Notation { score, form: Form::Word, has_remark: false })
    };
    let text = without_emphasis(text);
    Reader { rest: &tokens(&text)? }.rating().or_else(word)
}

/// The scale that a note names: `out of 5`, `/10`, `of five`.
pub(super) fn scale(text: &str) -> Option<f64> {
    let tokens = tokens(text)?;
    let mut reader = Reader { rest: &tokens };
    reader.over().filter(|out_of| *out_of > 0.0 && reader.rest.is_empty())
}

impl<'t> Reader<'_, 't> {
    fn rating(&mut self) -> Option<Notation> {
        self.skip(|token| matches!(token, Token::Mark('~' | '≈')));
        while let [Token::Word(word), rest @ ..] = self.rest
            && is_one_of(word, ABOUT)
            && matches!(rest.first(), Some(Token::Number(_) | Token::Word(_)))
        {
            self.rest = rest;
        }
        let (score, form) = self.score()?;
        let (score, has_remark) = self.remark(score)?;
        let has_year = matches!(score, Score::Scaled { out_of, .. } if is_year(out_of));
        (!has_year).then_some(Notation { score, form, has_remark })
    }

    fn score(&mut self) -> Option<(Score, Form)> {
        for (open, close) in BRACKETS {
            if self.takes_mark(open) {
                let inner = self.score()?;
                return self.takes_mark(close).then_some(inner);
            }
        }
        self.signs().or_else(|| self.counted()).or_else(|| self.grade())
    }

    /// Signs in a row, with a scale or the same rating in figures behind them.
    fn signs(&mut self) -> Option<(Score, Form)> {
        let before = self.rest;
        let mut signs = self.row()?;
        let over = self.over();
        signs.has_scale = over.is_some();
        let mut score =
            Score::Scaled { value: signs.value(), out_of: over.unwrap_or_else(|| signs.out_of()) };
        let here = self.rest;
        // Figures are more exact than signs, if they mean the same.
        let is_label = signs.is_one_star() && over.is_none();
        match self.counted() {
            // `★4`: the star says what the figure counts.
            Some((Score::Bare(value), _)) if is_label && (0.0..=5.0).contains(&value) => {
                signs.has_scale = true;
                score = Score::Scaled { value, out_of: 5.0 };
            }
            Some((figures @ Score::Scaled { .. }, _)) if is_label => {
                signs.has_scale = true;
                score = figures;
            }
            Some((figures @ Score::Scaled { .. }, _)) if over.is_none() => {
                signs.has_scale = true;
                if are_near(figures, score) {
                    score = figures;
                }
            }
            _ => self.rest = here,
        }
        let is_single_picture =
            matches!(signs.family, Some(Family::Picture(_))) && signs.count() < 2 && over.is_none();
        if is_single_picture {
            self.rest = before;
            return None;
        }
        Some((score, Form::Signs(signs)))
    }

    /// A number with what it counts and the scale it is on.
    fn counted(&mut self) -> Option<(Score, Form)> {
        let before = self.rest;
        let counted = self.amount().and_then(|(value, in_words)| {
            if self.takes_mark('%') {
                let score = Score::Scaled { value, out_of: 100.0 };
                return Some((score, Form::Amount));
            }
            let unit = self.unit();
            if let Some(out_of) = self.over() {
                self.unit();
                let is_scale = out_of > 0.0;
                let score = Score::Scaled { value, out_of };
                return is_scale.then_some((score, Form::Amount));
            }
            match unit {
                Some(Unit::Stars { plural }) => {
                    let is_count = !in_words || plural || value == 1.0;
                    let out_of = if value <= 5.0 { 5.0 } else { 10.0 };
                    let score = Score::Scaled { value, out_of };
                    is_count.then_some((score, Form::Amount))
                }
                // A number in words is prose.
                _ if in_words => None,
                _ => Some((Score::Bare(value), Form::Number)),
            }
        });
        if counted.is_none() {
            self.rest = before;
        }
        counted
    }

    /// A grade from `A+` to `F`.
    fn grade(&mut self) -> Option<(Score, Form)> {
        let (Token::Word(word), rest) = self.rest.split_first()? else { return None };
        let mut chars = word.chars();
        let (Some(letter), None) = (chars.next(), chars.next()) else { return None };
        let sign = match rest.first() {
            Some(Token::Mark(sign @ ('+' | '–'))) => Some(*sign),
            _ => None,
        };
        let halves = halves(letter.to_ascii_uppercase(), sign)?;
        self.rest = &rest[usize::from(sign.is_some())..];
        let score = Score::Word(Some(Stars::from_halves(halves)));
        Some((score, Form::Grade { is_signed: sign.is_some() }))
    }

    /// What follows the score: a scale in parentheses, which may belong to it, and words that do not.
    /// `None` where the text goes on otherwise.
    fn remark(&mut self, mut score: Score) -> Option<(Score, bool)> {
        loop {
            if self.rest.is_empty() {
                return Some((score, false));
            }
            if self.takes_mark('(') || self.takes_mark('[') {
                score = self.scale_in_note(score)?;
                let end = self.rest.iter().position(|it| matches!(it, Token::Mark(')' | ']')))?;
                // A title has its year in parentheses, a rating has none.
                let has_year = |it: &Token<'_>| matches!(it, Token::Number(year) if is_year(*year));
                if end == 1 && self.rest.first().is_some_and(has_year) {
                    return None;
                }
                self.rest = &self.rest[end + 1..];
            } else if self.takes_mark('–') || self.takes_mark('—') {
                let words = self.rest.iter().filter(|it| matches!(it, Token::Word(_))).count();
                let is_words = self.rest.iter().all(|it| {
                    matches!(it, Token::Word(_) | Token::Mark('.' | '!' | ',' | '\'' | '’'))
                });
                return (is_words && (1..=MAX_REMARK_WORDS).contains(&words))
                    .then_some((score, true));
            } else if let Some((_, Form::Signs(signs))) = self.signs() {
                // The same rating again, in signs; asterisks here are emphasis.
                if signs.family == Some(Family::Asterisk) {
                    return None;
                }
            } else {
                let is_trailing = |it: &Token<'_>| {
                    let is_picture =
                        matches!(it, Token::Sign(Sign { family: Family::Picture(_), .. }));
                    matches!(it, Token::Mark('.' | '!' | '?' | ',' | ';' | '。' | '！'))
                        || is_picture
                };
                let (first, rest) = self.rest.split_first()?;
                if !is_trailing(first) {
                    return None;
                }
                self.rest = rest;
            }
        }
    }

    /// The score on the scale that a note names: `3 stars (out of 4)`.
    fn scale_in_note(&mut self, score: Score) -> Option<Score> {
        let here = self.rest;
        let of_note = self.over().filter(|_| matches!(self.rest.first(), Some(Token::Mark(')'))));
        if of_note.is_none() {
            self.rest = here;
        }
        Some(match (score, of_note) {
            (Score::Scaled { value, .. } | Score::Bare(value), Some(out_of)) if out_of > 0.0 => {
                Score::Scaled { value, out_of }
            }
            _ => score,
        })
    }
}

/// Whether two scores differ by less than a star of five.
fn are_near(a: Score, b: Score) -> bool {
    let share = |score| match score {
        Score::Scaled { value, out_of } => Some(value / out_of),
        _ => None,
    };
    matches!((share(a), share(b)), (Some(a), Some(b)) if (a - b).abs() < 0.2)
}

/// Whether a number is the year of a work.
fn is_year(number: f64) -> bool {
    (1870.0..=2100.0).contains(&number) && number.fract() == 0.0
}

/// The half stars that a grade stands for.
const fn halves(letter: char, sign: Option<char>) -> Option<u8> {
    Some(match (letter, sign) {
        ('A', None | Some('+')) => 10,
        ('A', _) => 9,
        ('B', Some('+')) => 8,
        ('B', None) => 7,
        ('B', _) => 6,
        ('C', Some('+')) => 5,
        ('C', None) => 4,
        ('C', _) => 3,
        ('D', None | Some('+')) => 2,
        ('D', _) | ('F', _) => 1,
        _ => return None,
    })
}
