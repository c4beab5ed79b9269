//! Sets of paragraphs, which are numbered through all texts of a search.

use std::ops::Range;

/// A set of paragraphs: a bit for each, up to the last that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParagraphSet(Vec<u64>);

impl ParagraphSet {
    pub(crate) fn insert(&mut self, paragraph: u32) {
        let index = (paragraph / u64::BITS) as usize;
        if index >= self.0.len() {
            self.0.resize(index + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(index) {
            *bits |= 1 << (paragraph % u64::BITS);
        }
    }

    /// How many bytes it takes.
    pub(crate) const fn bytes(&self) -> usize {
        size_of::<u64>() * self.0.len()
    }

    /// Adds all that are in another set.
    pub(crate) fn extend(&mut self, other: &Self) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits |= other);
    }

    /// The first of at most 64 paragraphs in `range`, as the lowest bit and those above it.
    fn bits(&self, range: &Range<u32>) -> u64 {
        let index = (range.start / u64::BITS) as usize;
        let shift = range.start % u64::BITS;
        let word = |index: usize| self.0.get(index).copied().unwrap_or(0);
        let above = word(index + 1).checked_shl(u64::BITS - shift).unwrap_or(0);
        let bits = word(index) >> shift | above;
        let wanted = range.end.saturating_sub(range.start);
        if wanted >= u64::BITS { bits } else { bits & ((1 << wanted) - 1) }
    }

    /// Whether any of `range` is in it.
    fn holds_any(&self, range: &Range<u32>) -> bool {
        pieces(range).any(|piece| self.bits(&piece) != 0)
    }
}

/// Parts of `range` of at most 64 paragraphs.
fn pieces(range: &Range<u32>) -> impl Iterator<Item = Range<u32>> + use<> {
    let end = range.end;
    range.clone().step_by(u64::BITS as usize).map(move |start| start..end)
}

/// Of the paragraphs of one text: how many hold all terms, each of which is in the paragraphs of
/// `holding`; where none does, but the whole text, how many hold any.
pub(crate) fn count_hits(holding: &[ParagraphSet], text: &Range<u32>) -> usize {
    if !holding.iter().all(|term| term.holds_any(text)) {
        return 0;
    }
    let (mut all, mut any) = (0, 0);
    for piece in pieces(text) {
        let bits = || holding.iter().map(|term| term.bits(&piece));
        all += bits().fold(u64::MAX, |all, bits| all & bits).count_ones() as usize;
        any += bits().fold(0, |any, bits| any | bits).count_ones() as usize;
    }
    if all > 0 { all } else { any }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paragraphs: &[u32]) -> ParagraphSet {
        let mut set = ParagraphSet::default();
        paragraphs.iter().for_each(|paragraph| set.insert(*paragraph));
        set
    }

    #[test]
    fn hits_are_counted_within_a_text() {
        let (fire, hose) = (set(&[0, 62, 63, 64, 65, 200]), set(&[62, 65, 199]));
        let count = |range| count_hits(&[fire.clone(), hose.clone()], &range);
        assert_eq!(count(0..300), 2);
        assert_eq!(count(63..66), 1);
        assert_eq!(count(199..201), 2);
        assert_eq!((count(0..62), count(200..201), count(64..64)), (0, 0, 0));
        assert_eq!(count_hits(&[fire], &(1..1000)), 5);
    }
}
