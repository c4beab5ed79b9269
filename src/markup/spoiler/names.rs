//! The names of marks, which forums, elements of HTML and shortcodes have in common.

use super::strip_prefix_ignoring_case;
use crate::text::words::word_list;

/// The first of them say that what they hold is covered. Others may mean something else, and count
/// where something closes them.
const NAMES: &[&str] = word_list!(
    "spoiler|spoilers|spoilertext|spoil|hide|hidden|sp|sblock|spoilerblock|collapse|expand|\
     toggle|cut|fold|rot13|blur|details"
);

const SPOILERS: usize = 4;

/// The name of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkName {
    /// Its place among all names.
    pub(super) index: usize,
}

impl MarkName {
    pub(super) const COUNT: usize = NAMES.len();

    pub(super) fn of(name: &str) -> Option<Self> {
        NAMES.iter().position(|it| it.eq_ignore_ascii_case(name)).map(|index| Self { index })
    }

    /// The name that a label begins with, which ends where its argument begins. No more of the label
    /// is looked at, since a text may be all brackets.
    pub(super) fn starting(label: &str) -> Option<(Self, &str)> {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | ':' | '|');
        NAMES.iter().enumerate().find_map(|(index, name)| {
            let after = strip_prefix_ignoring_case(label, name)?;
            let is_whole = after.is_empty() || after.starts_with(is_end);
            is_whole.then(|| (Self { index }, &label[..name.len()]))
        })
    }

    /// Whether it covers all that follows where nothing closes it.
    pub(super) const fn needs_no_end(self) -> bool {
        self.index < SPOILERS
    }
}
