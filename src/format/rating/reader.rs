//! The tokens of a rating that are not read yet.

use super::tokens::Token;

pub(super) struct Reader<'a, 't> {
    pub(super) rest: &'a [Token<'t>],
}

impl<'t> Reader<'_, 't> {
    pub(super) fn next_word(&self) -> Option<&'t str> {
        match self.rest.first()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn takes_mark(&mut self, mark: char) -> bool {
        let is_next = self.rest.first() == Some(&Token::Mark(mark));
        self.rest = &self.rest[usize::from(is_next)..];
        is_next
    }

    pub(super) fn takes_words(&mut self, words: &[&str]) -> bool {
        let is_next = self.rest.len() >= words.len()
            && self.rest.iter().zip(words).all(|(token, wanted)| {
                matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted))
            });
        self.rest = &self.rest[if is_next { words.len() } else { 0 }..];
        is_next
    }

    pub(super) fn skip(&mut self, is_skipped: impl Fn(&Token<'_>) -> bool) {
        while self.rest.first().is_some_and(&is_skipped) {
            self.rest = &self.rest[1..];
        }
    }
}

pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    let lower = word.to_lowercase();
    words.contains(&&*lower)
}
