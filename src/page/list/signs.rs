//! The signs before a title.

use crate::model::EntryRef;
use crate::page::{Role, Run};

/// A sign before a title.
struct Sign {
    text: &'static str,
    role: Role,
    /// Whether it is about what the reader remembers, not about the file.
    is_mark: bool,
    holds: fn(EntryRef<'_>) -> bool,
}

/// Every sign, the most important first.
const SIGNS: [Sign; 6] = [
    BROKEN,
    Sign { text: "≡", is_mark: true, role: Role::Accent, holds: |entry| entry.is_compared() },
    Sign { text: "✎", is_mark: false, role: Role::Accent, holds: |entry| entry.traits().draft },
    Sign { text: "●", is_mark: true, role: Role::Accent, holds: |entry| entry.shows_unread() },
    Sign {
        text: "◆", is_mark: true, role: Role::Accent, holds: |entry| entry.marks().bookmarked
    },
    COVERED,
];
const BROKEN: Sign =
    Sign { text: "!", is_mark: false, role: Role::Error, holds: |entry| entry.fault().is_some() };
const COVERED: Sign =
    Sign {
        text: "░", is_mark: false, role: Role::Covered, holds: |entry| entry.traits().spoilers
    };

impl Sign {
    fn run(&self) -> Run {
        Run::new(self.text, self.role)
    }
}

/// Whether the file of `entry` is the reason for a sign before its title.
pub(super) fn has_any_of_file(entry: EntryRef<'_>) -> bool {
    SIGNS.iter().any(|sign| !sign.is_mark && (sign.holds)(entry))
}

/// The only sign of a row that is too narrow for the others.
pub(super) fn broken(entry: EntryRef<'_>) -> Option<Run> {
    (BROKEN.holds)(entry).then(|| BROKEN.run())
}

/// The sign of a row of one line.
pub(super) fn first(entry: EntryRef<'_>) -> Option<Run> {
    SIGNS.iter().find(|sign| (sign.holds)(entry)).map(Sign::run)
}

/// The signs of a row of two lines. That of covered text always stands on the second.
pub(super) fn first_two(entry: EntryRef<'_>) -> [Option<Run>; 2] {
    let holds = |sign: &&Sign| (sign.holds)(entry);
    let is_covered = |sign: &&Sign| sign.text == COVERED.text;
    let mut others = SIGNS.iter().filter(holds).filter(|sign| !is_covered(sign));
    let first = others.next();
    let second = SIGNS.iter().filter(holds).find(is_covered).or_else(|| others.next());
    [first, second].map(|sign| sign.map(Sign::run))
}
