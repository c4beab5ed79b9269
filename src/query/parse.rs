//! From tokens to a tree. Nothing fails: what cannot be understood, or is not typed yet, is left out
//! and becomes a [`Remark`].

use std::ops::Range;

use super::fields::{FieldName, Flag, Property, ValueType, sort_name};
use super::lex::{Op, Piece, Quoted, Token, TokenKind, tokens};
use super::tree::{Condition, Node};
use super::value::{Bound, Value, expected_flag};
use super::word::Text;
use super::{Query, Remark};
use crate::model::{Date, Sort, SortKey};
use crate::text::fold::fold;
use crate::text::phrase::excerpt;

/// Of parentheses within each other; the parser and the evaluation call themselves for each.
const MAX_DEPTH: usize = 50;
/// Every review is compared with each of them.
const MAX_TERMS: usize = 200;

pub(super) fn parse(text: &str, today: Option<Date>, is_blind: bool) -> Query {
    let tokens = tokens(text);
    let mut parser = Parser {
        // What stands on both sides of such a parenthesis is written in parentheses again.
        depth: usize::from(has_end_without_beginning(&tokens)),
        tokens: tokens.into_iter().peekable(),
        end: text.len(),
        today,
        is_blind,
        negations: 0,
        terms: 0,
        query: Query::default(),
    };
    let mut parts = Vec::new();
    while parser.tokens.peek().is_some() {
        parts.extend(parser.any());
        // Only a parenthesis without a beginning ends the whole before the end of the text.
        if let Some(token) = parser.tokens.next() {
            parser.leave_out(token.at, "a ( before this )");
        }
    }
    Query { root: Node::all(parts), ..parser.query }
}

/// Whether a parenthesis ends that never began.
fn has_end_without_beginning(tokens: &[Token]) -> bool {
    let mut open = 0_isize;
    tokens.iter().any(|token| {
        open += match token.kind {
            TokenKind::Open => 1,
            TokenKind::Close => -1,
            _ => 0,
        };
        open < 0
    })
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    /// The end of the text.
    end: usize,
    today: Option<Date>,
    /// Whether ratings are covered.
    is_blind: bool,
    depth: usize,
    /// How many negations there are around the place.
    negations: usize,
    terms: usize,
    query: Query,
}

impl Parser {
    fn leave_out(&mut self, at: Range<usize>, expected: impl AsRef<str>) {
        let words = format!("expected {}", expected.as_ref());
        self.query.problems.push(Remark { at, words });
    }

    fn hint(&mut self, at: Range<usize>, words: String) {
        self.query.hints.push(Remark { at, words });
    }

    /// How much was understood and left out so far: unchanged if nothing was typed.
    fn progress(&self) -> (usize, usize) {
        (self.terms, self.query.problems.len())
    }

    /// Parts with `OR` between them.
    fn any(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        let mut or_before = None;
        loop {
            let start = self.progress();
            parts.extend(self.all());
            let is_missing = self.progress() == start;
            let or = self.tokens.next_if(|token| token.kind == TokenKind::Or).map(|or| or.at);
            match (or_before, &or) {
                (Some(at), _) if is_missing => self.leave_out(at, "something after OR"),
                (None, Some(at)) if is_missing => {
                    self.leave_out(at.clone(), "something before OR");
                }
                _ => {}
            }
            if or.is_none() {
                return Node::any(parts);
            }
            or_before = or;
        }
    }

    /// Parts with `AND` or a blank between them.
    fn all(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        let start = self.progress();
        while let Some(token) = self.tokens.peek() {
            match token.kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => {
                    let at = token.at.clone();
                    self.tokens.next();
                    let is_last = self.tokens.peek().is_none_or(|token| {
                        matches!(token.kind, TokenKind::Or | TokenKind::Close | TokenKind::And)
                    });
                    if is_last {
                        self.leave_out(at, "something after AND");
                    } else if self.progress() == start {
                        self.leave_out(at, "something before AND");
                    }
                }
                _ => parts.extend(self.not()),
            }
        }
        Node::all(parts)
    }

    fn not(&mut self) -> Option<Node> {
        let before = self.negations;
        let mut last = None;
        while let Some(not) = self.tokens.next_if(|token| token.kind == TokenKind::Not) {
            self.negations += 1;
            last = Some(not.at);
        }
        let is_negated = (self.negations - before) % 2 == 1;
        let node = match self.tokens.peek().map(|token| &token.kind) {
            None | Some(TokenKind::Close | TokenKind::And | TokenKind::Or) => {
                if let Some(at) = last {
                    self.leave_out(at, "something that is not to match");
                }
                None
            }
            Some(_) => self.atom(),
        };
        self.negations = before;
        if is_negated { node.map(Node::not) } else { node }
    }

    fn atom(&mut self) -> Option<Node> {
        let Token { at, kind } = self.tokens.next()?;
        self.terms += match &kind {
            TokenKind::Field { pieces, .. } => pieces.len(),
            // Counted are what is within: the plain form may have more parentheses.
            TokenKind::Open => 0,
            _ => 1,
        };
        if self.terms > MAX_TERMS {
            self.give_up(at, format!("at most {MAX_TERMS} words and conditions"));
            return None;
        }
        match kind {
            TokenKind::Open if self.depth == MAX_DEPTH => {
                self.give_up(at, format!("at most {MAX_DEPTH} parentheses within each other"));
                None
            }
            TokenKind::Open => self.group(at),
            TokenKind::Text(piece) => self.text(piece),
            TokenKind::BareName { name, op, is_last } => self.bare_name(at, name, op, is_last),
            TokenKind::Field { name, op, pieces } => self.field(at, name, op, pieces),
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not => None,
        }
    }

    /// Leaves out everything from here on.
    fn give_up(&mut self, at: Range<usize>, expected: String) {
        self.leave_out(at.start..self.end, expected);
        self.tokens.by_ref().for_each(drop);
    }

    /// What stands in parentheses. The one at the end may be missing.
    fn group(&mut self, at: Range<usize>) -> Option<Node> {
        self.depth += 1;
        let start = self.progress();
        let node = self.any();
        self.depth -= 1;
        let end = self.tokens.next_if(|token| token.kind == TokenKind::Close);
        if self.progress() == start {
            let end = end.map_or(at.end, |end| end.at.end);
            self.leave_out(at.start..end, "something within the parentheses");
        }
        node
    }

    fn text(&mut self, piece: Piece) -> Option<Node> {
        if piece.quoted != Quoted::No {
            return self.phrase(&piece).map(Node::Text);
        }
        if let Some((name, _)) = piece.text.split_once(':')
            && let Some(near) = FieldName::nearest(name)
        {
            let name = excerpt(name);
            self.hint(
                piece.at,
                format!("no field is called `{name}`, so it is text; did you mean `{near}:`?"),
            );
        }
        Text::word(&piece.text).map(Node::Text)
    }

    fn phrase(&mut self, piece: &Piece) -> Option<Text> {
        let text = Text::phrase(&piece.text, piece.quoted == Quoted::Open);
        if text.is_none() {
            self.leave_out(piece.at.clone(), "words within the quotation marks");
        }
        text
    }

    /// A name without a value: more is to be typed, or it is a word of a title.
    fn bare_name(
        &mut self,
        at: Range<usize>,
        name: FieldName,
        op: Op,
        is_last: bool,
    ) -> Option<Node> {
        if is_last || op != Op::Is {
            let expected = format!("a value, as in {}", name.example());
            self.leave_out(at, expected);
            return None;
        }
        let name = name.as_str();
        self.hint(
            at,
            format!("`{name}:` is text here; as a field, its value follows without a space"),
        );
        Text::word(name).map(Node::Text)
    }

    fn field(
        &mut self,
        at: Range<usize>,
        name: FieldName,
        op: Op,
        pieces: Vec<Piece>,
    ) -> Option<Node> {
        let is_ordered = match name {
            FieldName::Property(property) => property.value_type() != ValueType::Words,
            _ => false,
        };
        let is_of_words = matches!(name, FieldName::Property(_)) && !is_ordered;
        let op = if op == Op::Equals && !is_of_words { Op::Is } else { op };
        let is_equality = matches!(op, Op::Is | Op::IsNot | Op::Equals);
        if !(is_ordered || is_equality) || (name == FieldName::Sort && op != Op::Is) {
            self.leave_out(at, without_order(name));
            return None;
        }
        if matches!(name, FieldName::Property(property) if self.waits(property)) {
            self.wait(at);
            return None;
        }
        let mut values = Vec::new();
        for piece in pieces {
            let is_plain = piece.quoted == Quoted::No;
            if is_plain && piece.text.is_empty() {
                self.leave_out(at.clone(), "a value on both sides of the comma");
                continue;
            }
            if is_plain && !is_ordered && piece.text.starts_with(['<', '>']) {
                self.leave_out(at.clone(), without_order(name));
                continue;
            }
            match name {
                FieldName::Property(property) => values.extend(self.value(property, op, piece)),
                FieldName::Is | FieldName::Has => values.extend(self.flag(name, &piece)),
                FieldName::Sort => self.sort(&piece),
                FieldName::FullText => values.extend(self.words(&piece)),
            }
        }
        let condition = Condition { field: name, op, values };
        (!condition.values.is_empty()).then_some(Node::Condition(condition))
    }

    /// Whether a condition on a property waits until ratings are uncovered.
    const fn waits(&self, property: Property) -> bool {
        self.is_blind && matches!(property, Property::Rating | Property::Stars)
    }

    fn wait(&mut self, at: Range<usize>) {
        self.query.waits = true;
        self.hint(at, "this waits: ratings are covered".to_owned());
    }

    fn value(&mut self, property: Property, op: Op, piece: Piece) -> Option<Value> {
        let of = property.value_type();
        if of == ValueType::Words {
            return self.words(&piece);
        }
        let read = |text: &str| Bound::read(of, text, self.today);
        let range = piece.text.split_once("..").filter(|_| piece.quoted == Quoted::No);
        let value = match range {
            None => read(&piece.text).map(Value::One),
            Some(_) if !matches!(op, Op::Is | Op::IsNot) => Err("one value here, not a range"),
            Some(("", "")) => Err("a value at one end of the range at least"),
            Some((from, to)) => {
                let end = |text: &str| Some(read(text)).filter(|_| !text.is_empty()).transpose();
                end(from).and_then(|from| Ok(Value::Range(from, end(to)?)))
            }
        };
        value.map_err(|expected| self.leave_out(piece.at, expected)).ok()
    }

    /// A word or a phrase.
    fn words(&mut self, piece: &Piece) -> Option<Value> {
        let text = match piece.quoted {
            Quoted::No => Text::word(&piece.text),
            _ => self.phrase(piece),
        };
        text.map(Value::Text)
    }

    fn flag(&mut self, field: FieldName, piece: &Piece) -> Option<Value> {
        let name = fold(&piece.text);
        let flag = Flag::named(field, &name);
        match flag {
            None => self.leave_out(piece.at.clone(), expected_flag(field)),
            Some(flag) if flag.is_of(|property| self.waits(property)) => {
                self.wait(piece.at.clone());
                return None;
            }
            Some(_) => {}
        }
        flag.map(Value::Flag)
    }

    fn sort(&mut self, piece: &Piece) {
        if self.negations > 0 {
            return self.leave_out(piece.at.clone(), "sort: outside of what is not to match");
        }
        let folded = fold(&piece.text);
        let (name, is_descending) =
            folded.strip_prefix('-').map_or((&*folded, false), |name| (name, true));
        let key = SortKey::ALL.into_iter().find(|key| sort_name(*key) == name);
        let Some(key) = key else {
            let names = SortKey::ALL.map(sort_name).join(", ");
            return self
                .leave_out(piece.at.clone(), format!("one of {names}, or - and one of them"));
        };
        if key == SortKey::Rating && self.waits(Property::Rating) {
            return self.wait(piece.at.clone());
        }
        let sort = Sort::directed(key, is_descending);
        if !self.query.sort.iter().any(|known| known.key == key) {
            self.query.sort.push(sort);
        }
    }
}

/// What is expected in place of a comparison by order.
fn without_order(name: FieldName) -> String {
    let name = name.as_str();
    format!("{name}:, since {name} has no order")
}
