//! Lines of a page, packed: a file of 8 MiB can have eight million.

use std::num::NonZeroU16;
use std::ops::Range;

use super::{Line, Role, Run};
use crate::markup::Face;
use crate::text::Clean;

/// Lines in one buffer. A [`Line`] takes hundreds of bytes; packed, it takes four, and eight for
/// each of its runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The texts of all runs, one after the other.
    text: Clean,
    runs: Vec<PackedRun>,
    /// For each line, how many runs there are up to its end.
    run_counts: Vec<u32>,
    /// The lines that [`Line::joins_next`], in order.
    joining: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PackedRun {
    /// Where its text ends.
    end: u32,
    /// The number of its link, counted from 1.
    link: Option<NonZeroU16>,
    role: Role,
    face: PackedFace,
}

impl Lines {
    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.run_counts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.run_counts.is_empty()
    }

    /// The line with this index, from 0.
    #[must_use]
    pub fn line(&self, index: usize) -> Option<Line> {
        (index < self.len()).then(|| self.unpacked(index))
    }

    /// The lines, from first to last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Line> + ExactSizeIterator {
        (0..self.len()).map(|index| self.unpacked(index))
    }

    /// The texts and the roles of a line's runs.
    pub(super) fn runs(&self, index: usize) -> impl Iterator<Item = (&str, Role)> {
        let text = self.text.as_str();
        self.packed_runs(index)
            .map(move |(run, place)| (text.get(place).unwrap_or_default(), run.role))
    }

    /// The text of all lines from `range`, without breaks between them.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> &str {
        let end = self.text_end(self.run_count(range.end));
        self.text.as_str().get(self.text_end(self.run_count(range.start))..end).unwrap_or_default()
    }

    /// Whether [`Line::joins_next`].
    #[must_use]
    pub(super) fn joins_next(&self, index: usize) -> bool {
        self.joining.binary_search(&as_u32(index)).is_ok()
    }

    #[must_use]
    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.packed_runs(index).next().is_none()
    }

    pub(super) fn push(&mut self, line: &Line) {
        for run in &line.runs {
            self.push_run(run);
        }
        self.end_line(line.joins_next);
    }

    pub(super) fn push_blank(&mut self) {
        self.end_line(false);
    }

    /// Adds a run to the line that [`Self::end_line`] will end.
    pub(super) fn push_run(&mut self, run: &Run) {
        self.text.append(&run.text);
        let number = run.link.and_then(|link| u16::try_from(link + 1).ok());
        self.runs.push(PackedRun {
            end: as_u32(self.text.as_str().len()),
            link: number.and_then(NonZeroU16::new),
            role: run.role,
            face: run.face.into(),
        });
    }

    pub(super) fn end_line(&mut self, joins_next: bool) {
        if joins_next {
            self.joining.push(as_u32(self.len()));
        }
        self.run_counts.push(as_u32(self.runs.len()));
    }

    pub(super) fn extend(&mut self, lines: &[Line]) {
        lines.iter().for_each(|line| self.push(line));
    }

    /// Puts `lines` in the place of those in `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, lines: &[Line]) {
        let after: Vec<Line> = (range.end..self.len()).map(|index| self.unpacked(index)).collect();
        self.truncate(range.start);
        self.extend(lines);
        self.extend(&after);
    }

    fn truncate(&mut self, len: usize) {
        let runs = self.run_count(len);
        self.text.truncate(self.text_end(runs));
        self.runs.truncate(runs);
        self.run_counts.truncate(len);
        self.joining.truncate(self.joining.partition_point(|line| (*line as usize) < len));
    }

    /// Gives back the memory that is kept for more lines.
    pub(super) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.run_counts.shrink_to_fit();
    }

    fn unpacked(&self, index: usize) -> Line {
        let run = |(run, place): (&PackedRun, Range<usize>)| Run {
            text: self.text.part(place),
            role: run.role,
            face: run.face.into(),
            link: run.link.map(|number| usize::from(number.get()) - 1),
        };
        let runs = self.packed_runs(index).map(run).collect();
        Line { runs, joins_next: self.joins_next(index) }
    }

    /// The runs of a line with the places of their texts.
    fn packed_runs(&self, index: usize) -> impl Iterator<Item = (&PackedRun, Range<usize>)> {
        let (first, end) = (self.run_count(index), self.run_count(index + 1));
        let mut start = self.text_end(first);
        self.runs.get(first..end).unwrap_or_default().iter().map(move |run| {
            let place = start..run.end as usize;
            start = place.end;
            (run, place)
        })
    }

    /// How many runs the lines before `line` have.
    fn run_count(&self, line: usize) -> usize {
        let before = line.min(self.len()).checked_sub(1);
        before.map_or(0, |before| self.run_counts[before] as usize)
    }

    /// Where the text of the first `runs` runs ends.
    fn text_end(&self, runs: usize) -> usize {
        let last = runs.checked_sub(1).and_then(|last| self.runs.get(last));
        last.map_or(0, |run| run.end as usize)
    }
}

/// A [`Face`] in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PackedFace(u8);

impl From<Face> for PackedFace {
    fn from(face: Face) -> Self {
        let Face { emphasis, strong, struck, code } = face;
        let bit = |bits: u8, is_set: bool| bits << 1 | u8::from(is_set);
        Self([emphasis, strong, struck, code].into_iter().fold(0, bit))
    }
}

impl From<PackedFace> for Face {
    fn from(PackedFace(bits): PackedFace) -> Self {
        let is_set = |at: u8| bits >> at & 1 == 1;
        Self { emphasis: is_set(3), strong: is_set(2), struck: is_set(1), code: is_set(0) }
    }
}

impl FromIterator<Line> for Lines {
    fn from_iter<I: IntoIterator<Item = Line>>(lines: I) -> Self {
        let mut packed = Self::default();
        lines.into_iter().for_each(|line| packed.push(&line));
        packed
    }
}

/// A place or a number as a page holds it. No file that is read reaches the limit.
pub(super) fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_as_they_were() {
        let face = Face { strong: true, code: true, ..Face::default() };
        let link = Run { text: "d".into(), role: Role::Link, face, link: Some(7) };
        let lines = [
            Line::blank(),
            Line::new(vec![Run::new("aé", Role::Body), Run::new("c", Role::Code)]),
            Line::blank(),
            Line { joins_next: true, ..Line::new(vec![link]) },
        ];
        let packed: Lines = lines.iter().cloned().collect();
        assert!(packed.iter().eq(lines));
        assert_eq!((packed.len(), packed.line(4)), (4, None));
        assert_eq!((packed.text(0..4), packed.text(1..2), packed.text(2..9)), ("aécd", "aéc", "d"));
        assert!(packed.is_blank(0) && !packed.is_blank(1));
    }

    /// What a page of a large file costs depends on it.
    #[test]
    fn a_run_is_small() {
        assert_eq!(size_of::<PackedRun>(), 8);
    }
}
