//! Signs, words, quotations and conditions on fields, each with its place.

use std::ops::Range;

use super::fields::FieldName;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// The bytes of the query that it takes.
    pub(super) at: Range<usize>,
    pub(super) kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    /// `-` before something, or `NOT`.
    Not,
    Text(Piece),
    /// A name that is known and something that could stand before a value, but no value: with a
    /// blank behind it, it is a word of a title such as *Cast: Away*.
    BareName {
        name: FieldName,
        op: Op,
        is_last: bool,
    },
    Field {
        name: FieldName,
        op: Op,
        pieces: Vec<Piece>,
    },
}

/// A word or a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    /// What it says, without marks.
    pub(super) text: String,
    pub(super) quoted: Quoted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    /// Its end is still to be typed.
    Open,
    Closed,
}

/// How a field is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Is,
    /// Is the value as a whole; of what has an order that is the same as [`Self::Is`].
    Equals,
    IsNot,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Op {
    /// Every way to write one; the longer before those that they begin with.
    const WRITTEN: [(&'static str, Self); 12] = [
        (":>=", Self::AtLeast),
        (":<=", Self::AtMost),
        (":>", Self::Greater),
        (":<", Self::Less),
        ("!=", Self::IsNot),
        ("==", Self::Equals),
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        (">", Self::Greater),
        ("<", Self::Less),
        (":", Self::Is),
        ("=", Self::Is),
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Is => ":",
            Self::Equals => "==",
            Self::IsNot => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// The tokens of a query. Every text has some.
pub(super) fn tokens(query: &str) -> Vec<Token> {
    let mut lexer = Lexer { query, at: 0 };
    std::iter::from_fn(|| lexer.next()).collect()
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

/// Whether a word ends before `c`.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}

impl<'q> Lexer<'q> {
    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token> {
        self.at = self.query.len() - self.rest().trim_start().len();
        let start = self.at;
        let kind = match self.rest().chars().next()? {
            '(' => self.sign(TokenKind::Open),
            ')' => self.sign(TokenKind::Close),
            '"' => TokenKind::Text(self.piece(ends_word)),
            '-' if self.rest()[1..].starts_with(char::is_whitespace) => {
                self.at += 1;
                let text = "-".to_owned();
                TokenKind::Text(Piece { at: start..self.at, text, quoted: Quoted::Closed })
            }
            '-' => self.sign(TokenKind::Not),
            _ => match self.field() {
                Some(field) => field,
                None => self.word(),
            },
        };
        Some(Token { at: start..self.at, kind })
    }

    fn sign(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn word(&mut self) -> TokenKind {
        let piece = self.piece(ends_word);
        match piece.text.as_str() {
            "AND" => TokenKind::And,
            "OR" | "|" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            _ => TokenKind::Text(piece),
        }
    }

    /// A quotation, or the characters up to one before which `is_end` is true.
    fn piece(&mut self, is_end: fn(char) -> bool) -> Piece {
        let start = self.at;
        let Some(quotation) = self.rest().strip_prefix('"') else {
            let rest = self.rest();
            let text = rest[..rest.find(is_end).unwrap_or(rest.len())].to_owned();
            self.at += text.len();
            return Piece { at: start..self.at, text, quoted: Quoted::No };
        };
        let mut text = String::new();
        let mut chars = quotation.char_indices();
        let mut quoted = Quoted::Open;
        while let Some((_, c)) = chars.next() {
            match c {
                '"' => {
                    quoted = Quoted::Closed;
                    break;
                }
                '\\' if chars.as_str().starts_with(['"', '\\']) => {
                    text.extend(chars.next().map(|(_, c)| c));
                }
                c => text.push(c),
            }
        }
        self.at = self.query.len() - chars.as_str().len();
        Piece { at: start..self.at, text, quoted }
    }

    /// A condition on a field, if a name that is known stands here.
    fn field(&mut self) -> Option<TokenKind> {
        let rest = self.rest();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_name(c))?;
        let (written, behind) = rest.split_at(end);
        let (sign, op) = Op::WRITTEN.into_iter().find(|(sign, _)| behind.starts_with(sign))?;
        let name = FieldName::named(written)?;
        self.at += end + sign.len();
        if self.rest().is_empty() || self.rest().starts_with(|c| ends_word(c) && c != '"') {
            let is_last = !self.rest().starts_with(char::is_whitespace);
            return Some(TokenKind::BareName { name, op, is_last });
        }
        let mut pieces = Vec::new();
        loop {
            pieces.push(self.piece(|c| ends_word(c) || c == ','));
            if !self.rest().starts_with(',') {
                return Some(TokenKind::Field { name, op, pieces });
            }
            self.at += 1;
        }
    }
}
