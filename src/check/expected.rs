//! The sections that a review should have: those that the others of its folder have, where there are
//! enough of them, else those that its kind of work asks for.
//!
//! In every function `folder` holds the indices, within `files`, of the reviews of one folder.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::habits::MIN_REVIEWS_FOR_HABIT;
use super::summary::{CrossFileFindings, FileSummary, HeadingLine};
use crate::format::headings;
use crate::model::{Kind, SectionKey};
use crate::text::phrase::{in_words, whole};
use crate::text::{Code, Phrase, expected, own_words};

/// With so many other reviews of a kind, what they have decides in place of the kind.
const MIN_REVIEWS_FOR_OWN_SECTIONS: usize = 8;

/// Reports the sections that reviews lack. `misspelt` says which section a file meant by a heading
/// that is reported already.
pub(super) fn sections(
    files: &[FileSummary],
    folder: &[usize],
    misspelt: &HashSet<(usize, SectionKey)>,
    found: &mut CrossFileFindings,
) {
    let mut kinds: BTreeMap<&Kind, Vec<usize>> = BTreeMap::new();
    for &at in folder {
        let kind = &files[at].kind;
        kinds.entry(if kind.is_filmed() { &Kind::Film } else { kind }).or_default().push(at);
    }
    for of_kind in kinds.values() {
        let habit = SectionHabit::of(files, of_kind);
        for &at in of_kind {
            let file = &files[at];
            let lacks = |(index, key): &(usize, &SectionKey)| {
                !file.sections[*index] && !misspelt.contains(&(at, (*key).clone()))
            };
            let standard = SectionKey::STANDARD.iter().enumerate();
            let lacking = standard.filter(lacks).map(|(_, key)| key);
            let missing: Vec<&SectionKey> =
                lacking.filter(|key| habit.expects(file, key)).collect();
            let all = file.kind.sections();
            if file.is_strict && all.len() > 1 && missing.len() == all.len() {
                let mismatch = expected(own_words(format!("the sections {}", in_words(&missing))));
                found.push((at, file.title.finding(Code::MissingSection, mismatch)));
                continue;
            }
            for key in missing {
                let mismatch = expected(habit.section(key));
                found.push((at, file.title.finding(Code::MissingSection, mismatch)));
            }
        }
    }
}

/// Whether sections with headings of the author's own stand in the place of the one that is missing:
/// of all, of action, or of both that are in the middle.
fn is_replaced(file: &FileSummary, key: &SectionKey, having: usize) -> bool {
    match key {
        SectionKey::Action => file.own_sections > 0,
        SectionKey::Performances if having < 3 => file.own_sections > 1,
        _ => having == 0 && file.own_sections > 1,
    }
}

/// Which sections the reviews of one kind in a folder have.
struct SectionHabit<'f> {
    /// How many other reviews there are.
    others: usize,
    /// How many have each of [`SectionKey::STANDARD`].
    having: [usize; 4],
    /// The headings of all.
    headings: Vec<&'f HeadingLine>,
}

impl<'f> SectionHabit<'f> {
    fn of(files: &'f [FileSummary], of_kind: &[usize]) -> Self {
        let having = |index: usize| of_kind.iter().filter(|&&at| files[at].sections[index]).count();
        Self {
            others: of_kind.len() - 1,
            having: [0, 1, 2, 3].map(having),
            headings: of_kind.iter().flat_map(|&at| &files[at].headings).collect(),
        }
    }

    /// Whether `file`, which lacks the section, should have it.
    fn expects(&self, file: &FileSummary, key: &SectionKey) -> bool {
        let is_usual = self.is_usual(key);
        if self.others >= MIN_REVIEWS_FOR_OWN_SECTIONS {
            return is_usual;
        }
        let having = file.sections.iter().filter(|has| **has).count();
        if file.is_strict {
            return file.kind.sections().contains(key) && !is_replaced(file, key, having);
        }
        // In other formats authors choose their own sections; a review of a film that has all but
        // one seems to have forgotten it, unless that is what many films have nothing of.
        let has_most = *key != SectionKey::Action && having == 3;
        file.kind.is_filmed() && (has_most || (self.others >= MIN_REVIEWS_FOR_HABIT && is_usual))
    }

    fn is_usual(&self, key: &SectionKey) -> bool {
        self.count(key) * 4 >= self.others * 3
    }

    fn count(&self, key: &SectionKey) -> usize {
        let index = SectionKey::STANDARD.iter().position(|standard| standard == key);
        index.map_or(0, |index| self.having[index])
    }

    /// The section in the words of a message, under the heading that the author gives it elsewhere.
    fn section(&self, key: &SectionKey) -> Phrase {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for heading in
            self.headings.iter().filter(|heading| headings::known(&heading.text) == Some(key))
        {
            *counts.entry(&heading.text).or_default() += 1;
        }
        let usual = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        let usual = usual.filter(|(heading, count)| {
            *count >= MIN_REVIEWS_FOR_HABIT && Some(*heading) != key.heading()
        });
        let phrase = match usual {
            None => own_words(format!("a section `{key}`")).into(),
            Some((heading, _)) => {
                let mut lines = self.headings.iter().filter(|line| &*line.text == heading);
                let quoted = whole(heading).in_prose();
                Phrase::from("a section ")
                    .then(quoted.covered_if(lines.any(|line| line.is_covered)))
            }
        };
        if self.others < MIN_REVIEWS_FOR_HABIT || !self.is_usual(key) {
            return phrase;
        }
        let (count, others) = (self.count(key), self.others);
        phrase.then(own_words(format!(", as {count} of {others} others in this folder have")))
    }
}
