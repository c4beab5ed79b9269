//! The voices of a library: whose reviews they are, where the folders of several critics are read at
//! once. Each of these folders is a voice, and the reviews of one work by several voices belong
//! together.

use std::cmp::Reverse;
use std::path::Path;
use std::sync::Arc;

use super::Spread;
use super::key::ReviewId;
use crate::text::Clean;

/// The number of a voice, in the order in which their folders were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct VoiceId(u16);

impl VoiceId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A folder that was given beside others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceFolder {
    /// Its own name.
    pub name: String,
    /// Its path as it was given.
    pub given: String,
    /// The paths under which a walk may come by it: one that was given above it spells it otherwise.
    pub paths: Vec<Arc<Path>>,
}

/// The voice of the deepest folder that holds `path`.
pub(super) fn voice_of(folders: &[VoiceFolder], path: &Path) -> Option<VoiceId> {
    let depth = |folder: &VoiceFolder| {
        let above = folder.paths.iter().filter(|above| path.starts_with(above));
        above.map(|above| above.components().count()).max()
    };
    let voices = (0..).map(VoiceId).zip(folders);
    let voices = voices.filter_map(|(voice, folder)| Some((depth(folder)?, Reverse(voice))));
    voices.max().map(|(_, Reverse(voice))| voice)
}

/// One voice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Voice {
    /// The name of the author where all reviews that name one name the same, else that of the folder.
    /// No two voices have the same name.
    pub(crate) name: Clean,
    /// The first word of the name, where that is enough to tell the voices apart; else the same.
    pub(crate) short_name: Clean,
    /// How it rates.
    pub(crate) spread: Spread,
}

/// The voices of a library, and the works of which several of them have written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Voices {
    pub(super) all: Vec<Voice>,
    /// The reviews of each of these works, one work after the other: by voice, the newest first.
    pub(super) reviews: Vec<(ReviewId, VoiceId)>,
    /// Where each work begins in `reviews`, and the end of the last.
    pub(super) starts: Vec<usize>,
    /// For each review one more than the index of its work; 0 for a work of one voice.
    pub(super) work_of: Vec<u32>,
}

impl Voices {
    /// Every voice, in the order in which their folders were given.
    pub(crate) fn all(&self) -> &[Voice] {
        &self.all
    }

    pub(crate) fn get(&self, voice: VoiceId) -> Option<&Voice> {
        self.all.get(voice.index())
    }

    /// The index of the work of a review, if several voices have written of it.
    fn work(&self, id: ReviewId) -> Option<usize> {
        (*self.work_of.get(id.0 as usize)? as usize).checked_sub(1)
    }

    /// Whether both reviews are of one work, of which several voices have written.
    pub(crate) fn are_of_one_work(&self, a: ReviewId, b: ReviewId) -> bool {
        self.work(a).is_some_and(|work| self.work(b) == Some(work))
    }

    /// The reviews of each work of which several voices have written: by voice, the newest first.
    pub(crate) fn works(&self) -> impl Iterator<Item = &[(ReviewId, VoiceId)]> {
        (0..self.starts.len().saturating_sub(1)).map(|work| self.reviews_of(work))
    }

    fn reviews_of(&self, work: usize) -> &[(ReviewId, VoiceId)] {
        let start = |work: usize| self.starts.get(work).copied().unwrap_or_default();
        self.reviews.get(start(work)..start(work + 1)).unwrap_or_default()
    }

    /// The reviews of the same work as `id`, itself among them; none if no other voice wrote of it.
    pub(crate) fn of_same_work(&self, id: ReviewId) -> &[(ReviewId, VoiceId)] {
        self.work(id).map_or(&[], |work| self.reviews_of(work))
    }

    /// For each review of a list with those of a work together, the first one there of its work.
    pub(crate) fn first_of_work(&self, together: &[ReviewId]) -> Vec<ReviewId> {
        let first = |first: &mut Option<ReviewId>, id: &ReviewId| {
            let same = first.filter(|first| self.are_of_one_work(*first, *id));
            *first = same.or(Some(*id));
            *first
        };
        together.iter().scan(None, first).collect()
    }

    /// Puts the reviews of a work together, where the first of them stands; else the order stays.
    pub(crate) fn together(&self, ids: &[ReviewId]) -> Vec<ReviewId> {
        const NONE: usize = usize::MAX;
        // From the last to the first, so that each work ends up with its first review, and each
        // review with the next one of its work.
        let mut first_of = vec![NONE; self.starts.len()];
        let mut next = vec![NONE; ids.len()];
        for (at, &id) in ids.iter().enumerate().rev() {
            if let Some(first) = self.work(id).and_then(|work| first_of.get_mut(work)) {
                next[at] = std::mem::replace(first, at);
            }
        }
        let mut together = Vec::with_capacity(ids.len());
        for (at, &id) in ids.iter().enumerate() {
            match self.work(id).and_then(|work| first_of.get(work)) {
                Some(&first) if first != at => {}
                _ => {
                    let mut at = at;
                    while let Some(&id) = ids.get(at) {
                        together.push(id);
                        at = next[at];
                    }
                }
            }
        }
        together
    }
}
