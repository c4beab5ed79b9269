//! The names of marks, which forums, elements of HTML and shortcodes have in common.

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

    /// Whether it covers all that follows where nothing closes it.
    pub(super) const fn needs_no_end(self) -> bool {
        self.index < SPOILERS
    }
}
