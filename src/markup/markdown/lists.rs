//! The numbers and bullets of lists.

use std::ops::Range;

use super::BlockBuilder;

/// A numbered list with which a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndedList {
    next: u64,
    /// What stands behind its numbers.
    sign: u8,
}

impl BlockBuilder<'_> {
    /// The number that the list at `range` begins with: the next one, if it goes on with the list of
    /// the piece before.
    pub(super) fn first_number(&mut self, first: u64, range: &Range<usize>) -> u64 {
        if !self.lists.is_empty() {
            return first;
        }
        let list = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        self.sign = list.iter().copied().find(|byte| matches!(byte, b'.' | b')')).unwrap_or(0);
        let before = self.list_before.filter(|list| list.sign == self.sign);
        let is_first = self.body.blocks.is_empty() && self.quote == 0;
        before.filter(|_| is_first).map_or(first, |list| list.next)
    }

    pub(super) fn item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "• ".to_owned(),
        };
        self.marker = Some(marker);
    }

    pub(super) fn end_list(&mut self) {
        if let [Some(next)] = self.lists[..] {
            let list = EndedList { next, sign: self.sign };
            self.ended = Some((list, self.body.blocks.len()));
        }
        self.lists.pop();
        self.tight = !self.lists.is_empty();
    }
}
