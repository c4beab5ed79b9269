//! Which reviews of a library pass a query. What reviews share, such as names and tags, is searched
//! once for each different text, and each review only asks which of them were found.

use std::collections::HashSet;
use std::path::Path;

use super::fields::{FieldName, Flag, Property, ValueType};
use super::lex::Op;
use super::tree::{Condition, Node};
use super::value::{Extent, Value, extent_of};
use super::word::{Scratch, Text, Word};
use super::{Holding, Query};
use crate::format::blind::covers_facet;
use crate::model::interner::{TextId, TextSet};
use crate::model::{EntryRef, FacetRole, Guess, Library, RatingSet, ReviewId, VoiceId, Voices};
use crate::text::fold::{fold, fold_into};

/// How well a review passes; the greater is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relevance {
    /// Whether no word of the query is scattered.
    is_whole: bool,
    points: u32,
}

/// A query prepared for one library.
#[derive(Debug)]
pub struct Search<'a> {
    test: Option<Test<'a>>,
    scratch: &'a mut Scratch,
}

impl<'a> Search<'a> {
    pub(super) fn new(query: &'a Query, library: &Library, scratch: &'a mut Scratch) -> Self {
        // Only then each entry knows which voices stand beside it.
        library.voices();
        Self {
            test: query.root.as_ref().map(|root| Test::new(root, library, &query.holding)),
            scratch,
        }
    }

    /// How well a review passes; `None` if it does not.
    #[must_use]
    pub fn relevance(&mut self, entry: EntryRef<'_>) -> Option<Relevance> {
        let mut subject = Subject { entry, scratch: self.scratch, is_title_folded: false };
        let points = match &self.test {
            Some(test) => test.points(&mut subject)?,
            None => Points::default(),
        };
        Some(points.relevance())
    }
}

/// What the words of a query are worth.
#[derive(Clone, Copy, Debug, Default)]
struct Points {
    whole: u32,
    /// Of the scattered words, if there are any.
    scattered: Option<u32>,
}

impl Points {
    /// Of a word that a title, one of its words, or another field begins with.
    const AT_TITLE: Self = Self::whole(3);
    const IN_TITLE: Self = Self::whole(2);
    const IN_OTHER_FIELD: Self = Self::whole(1);

    const fn whole(points: u32) -> Self {
        Self { whole: points, scattered: None }
    }

    fn and(self, other: Self) -> Self {
        let scattered = match (self.scattered, other.scattered) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
        };
        Self { whole: self.whole + other.whole, scattered }
    }

    fn relevance(self) -> Relevance {
        let points = self.scattered.unwrap_or(self.whole);
        Relevance { is_whole: self.scattered.is_none(), points }
    }
}

/// The review that is looked at.
struct Subject<'e, 's> {
    entry: EntryRef<'e>,
    scratch: &'s mut Scratch,
    /// Whether the scratch holds its title.
    is_title_folded: bool,
}

impl Subject<'_, '_> {
    fn fold_title(&mut self) {
        if !self.is_title_folded {
            self.scratch.title.clear();
            fold_into(&mut self.scratch.title, self.entry.title());
            self.is_title_folded = true;
        }
    }

    /// The folded path of the file, from the folder that was given.
    fn path(&mut self, folders: &[String]) -> &str {
        let path = &mut self.scratch.other;
        path.clear();
        path.push_str(folders.get(self.entry.folder_index()).map_or("", String::as_str));
        fold_into(path, &self.entry.file_name().to_string_lossy());
        path
    }
}

/// A part of a query, prepared for one library.
#[derive(Debug)]
enum Test<'q> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// A word in any field, or scattered in the title.
    Word {
        word: &'q Word,
        /// `None` if no text has the word.
        texts: Option<TextSet>,
        ratings: RatingSet,
    },
    /// One of these texts in one of these roles.
    Facet {
        roles: &'static [FacetRole],
        texts: TextSet,
    },
    Title(Vec<&'q Text>, Op),
    /// One of these voices, by their indices: that of the review, or one beside it.
    Voice {
        property: Property,
        is_meant: Vec<bool>,
    },
    File {
        texts: Vec<&'q Text>,
        op: Op,
        /// See [`folded_folders`].
        folders: Vec<String>,
    },
    Numbers {
        property: Property,
        op: Op,
        extents: Vec<Extent>,
    },
    Flags(Vec<Flag>),
    /// The reviews that hold one of these texts.
    FullText(Vec<&'q HashSet<ReviewId>>),
}

impl<'q> Test<'q> {
    fn new(node: &'q Node, library: &Library, holding: &'q Holding) -> Self {
        let several =
            |nodes: &'q [Node]| nodes.iter().map(|node| Self::new(node, library, holding));
        match node {
            Node::All(nodes) => Self::all(several(nodes).collect()),
            Node::Any(nodes) => Self::Any(several(nodes).collect()),
            Node::Not(node) => Self::Not(Box::new(Self::new(node, library, holding))),
            Node::Text(text) => {
                let word = |word: &'q Word| {
                    let texts = library.texts_with_word(&word.finder);
                    let texts = Some(texts).filter(|texts| !texts.is_empty());
                    let ratings = library.ratings_with_word(&word.finder);
                    Self::Word { word, texts, ratings }
                };
                Self::all(text.words.iter().map(word).collect())
            }
            Node::Condition(condition) => Self::condition(condition, library, holding),
        }
    }

    /// All of `tests`, those first that decide most quickly.
    fn all(mut tests: Vec<Self>) -> Self {
        tests.sort_by_key(Self::cost);
        Self::All(tests)
    }

    /// What it takes to decide it, to be compared with that of others.
    fn cost(&self) -> u8 {
        match self {
            Self::Flags(_) | Self::Numbers { .. } | Self::Voice { .. } | Self::FullText(_) => 0,
            Self::Facet { .. } => 1,
            Self::Title(..) => 2,
            Self::Word { .. } => 3,
            Self::File { .. } => 4,
            Self::Not(test) => test.cost(),
            Self::All(tests) | Self::Any(tests) => {
                tests.iter().map(Self::cost).max().unwrap_or_default()
            }
        }
    }

    fn condition(condition: &'q Condition, library: &Library, holding: &'q Holding) -> Self {
        let Condition { field, op, values } = condition;
        let FieldName::Property(property) = *field else {
            let flag = |value: &Value| match value {
                Value::Flag(flag) => Some(*flag),
                _ => None,
            };
            let test = match field {
                FieldName::FullText => {
                    let ids = condition.texts().filter_map(|terms| holding.ids(&terms));
                    Self::FullText(ids.collect())
                }
                _ => Self::Flags(values.iter().filter_map(flag).collect()),
            };
            return if *op == Op::IsNot { Self::Not(Box::new(test)) } else { test };
        };
        if property.value_type() != ValueType::Words {
            let extents = values.iter().filter_map(|value| value.extent(*op)).collect();
            return Self::Numbers { property, op: *op, extents };
        }
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let test = match property {
            Property::Title => Self::Title(texts.collect(), *op),
            Property::Voice | Property::Beside => {
                let is_meant = meant_voices(&texts.collect::<Vec<_>>(), *op, library);
                Self::Voice { property, is_meant }
            }
            Property::File => {
                let folders = folded_folders(library);
                Self::File { texts: texts.collect(), op: *op, folders }
            }
            _ => {
                let shared = texts.filter_map(|text| shared_texts(text, *op, library));
                let texts = shared.reduce(|one, other| one.or(&other)).unwrap_or_default();
                Self::Facet { roles: property.roles(), texts }
            }
        };
        // Where there is no value, nothing can be said of it.
        match op {
            Op::IsNot => {
                let has_value = Self::Flags(vec![Flag::Has(property)]);
                Self::All(vec![has_value, Self::Not(Box::new(test))])
            }
            _ => test,
        }
    }

    /// What the review is worth; `None` if it does not pass.
    fn points(&self, subject: &mut Subject<'_, '_>) -> Option<Points> {
        match self {
            Self::All(tests) => {
                let mut points = Points::default();
                for test in tests {
                    points = points.and(test.points(subject)?);
                }
                Some(points)
            }
            Self::Any(tests) => {
                let passed = tests.iter().filter_map(|test| test.points(subject));
                passed.max_by_key(|points| points.relevance())
            }
            Self::Not(test) => test.points(subject).is_none().then(Points::default),
            Self::Word { word, texts, ratings } => {
                word_points(word, texts.as_ref(), ratings, subject)
            }
            test => test.passes(subject).then(Points::default),
        }
    }

    /// Whether the review passes a condition on a field.
    fn passes(&self, subject: &mut Subject<'_, '_>) -> bool {
        let entry = subject.entry;
        match self {
            Self::Facet { roles, texts } => entry.facet_ids().any(|(role, text, _)| {
                texts.contains(text) && roles.contains(&role) && !covers_facet(entry, role, text)
            }),
            Self::Title(texts, op) => {
                subject.fold_title();
                texts.iter().any(|text| is_found(text, *op, &subject.scratch.title))
            }
            Self::Voice { property, is_meant } => {
                let is_meant = |voice: VoiceId| is_meant.get(voice.index()) == Some(&true);
                match property {
                    Property::Beside => entry.voices_beside().any(is_meant),
                    _ => entry.voice().is_some_and(is_meant),
                }
            }
            Self::File { texts, op, folders } => {
                let path = subject.path(folders);
                texts.iter().any(|text| is_found(text, *op, path))
            }
            Self::Numbers { property, op, extents } => {
                extent_of(*property, entry).is_some_and(|own| match op {
                    Op::IsNot => !extents.iter().any(|extent| is(Op::Is, own, *extent)),
                    op => extents.iter().any(|extent| is(*op, own, *extent)),
                })
            }
            Self::Flags(flags) => flags.iter().any(|flag| flag.is_true_of(entry)),
            Self::FullText(holding) => holding.iter().any(|ids| ids.contains(&entry.id())),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Word { .. } => {
                self.points(subject).is_some()
            }
        }
    }
}

/// For each voice whether its name is found by one of `texts`.
fn meant_voices(texts: &[&Text], op: Op, library: &Library) -> Vec<bool> {
    let voices = library.voices().map(Voices::all).unwrap_or_default();
    let is_meant = |name: &str| texts.iter().any(|text| is_found(text, op, name));
    voices.iter().map(|voice| is_meant(&fold(voice.name.as_str()))).collect()
}

/// The folded path of each folder from its root, with the slash that a file name follows.
fn folded_folders(library: &Library) -> Vec<String> {
    let folded = |(root, path): (&Path, &Path)| {
        let mut folded = fold(&path.strip_prefix(root).unwrap_or(path).to_string_lossy());
        if !folded.is_empty() {
            folded.push('/');
        }
        folded
    };
    library.folders().map(folded).collect()
}

/// Whether the folded text of a field is found by `text`.
pub(super) fn is_found(text: &Text, op: Op, folded: &str) -> bool {
    if op == Op::Equals { text.is_all_of(folded) } else { text.is_in(folded) }
}

/// The texts of a library in which all words of `text` are, or no others.
fn shared_texts(text: &Text, op: Op, library: &Library) -> Option<TextSet> {
    if op == Op::Equals {
        return Some(library.texts_of_words(&text.whole()));
    }
    let of_words = text.words.iter().map(|word| library.texts_with_word(&word.finder));
    of_words.reduce(|one, other| one.and(&other))
}

fn word_points(
    word: &Word,
    texts: Option<&TextSet>,
    ratings: &RatingSet,
    subject: &mut Subject<'_, '_>,
) -> Option<Points> {
    subject.fold_title();
    let Subject { entry, scratch, .. } = subject;
    let Scratch { matcher, chars, title, other } = &mut **scratch;
    let is_in_facet = || {
        let is_found = |texts: &TextSet, (role, text, _): (FacetRole, TextId, u32)| {
            let is_meant = texts.contains(text) && role.filtered_as().is_some();
            is_meant && !covers_facet(*entry, role, text)
        };
        texts.is_some_and(|texts| entry.facet_ids().any(|facet| is_found(texts, facet)))
    };
    match word.finder.find(title) {
        Some(0) => Some(Points::AT_TITLE),
        Some(_) => Some(Points::IN_TITLE),
        None if is_in_facet() => Some(Points::IN_OTHER_FIELD),
        None if entry.has_rating_in(ratings)
            || word.begins_year(*entry, other)
            || word.says_unrated(*entry) =>
        {
            Some(Points::IN_OTHER_FIELD)
        }
        None => {
            let points = word.scattered(title, matcher, chars)?;
            Some(Points { whole: 0, scattered: Some(points) })
        }
    }
}

/// Compares what a review has, which may be known only roughly, with a value.
fn is(op: Op, own: Extent, value: Extent) -> bool {
    // An end without a limit lies beyond everything.
    let is_within = |low: Option<i64>, high: Option<i64>| {
        low.is_none_or(|low| own.low.is_some_and(|own| own >= low))
            && high.is_none_or(|high| own.high.is_some_and(|own| own <= high))
    };
    match op {
        Op::Is | Op::Equals => is_within(value.low, value.high),
        Op::IsNot => !is_within(value.low, value.high),
        Op::AtLeast => is_within(value.low, None),
        Op::AtMost => is_within(None, value.high),
        Op::Greater => value.high.is_some_and(|high| own.low.is_some_and(|own| own > high)),
        Op::Less => value.low.is_some_and(|low| own.high.is_some_and(|own| own < low)),
    }
}

impl Flag {
    fn is_true_of(self, entry: EntryRef<'_>) -> bool {
        let traits = entry.traits();
        match self {
            Self::Draft => traits.draft,
            Self::Rated => entry.written_rating().is_some(),
            // A rating may stand behind what is broken.
            Self::Unrated => entry.written_rating().is_none() && entry.fault().is_none(),
            Self::Broken => entry.fault().is_some(),
            Self::Spoilers => traits.spoilers,
            Self::Poster => traits.poster,
            Self::Link => traits.link,
            Self::Read => entry.marks().read,
            Self::Unread => !entry.marks().read,
            Self::Bookmarked => entry.marks().bookmarked,
            Self::Noted => entry.marks().noted,
            Self::Guessed => matches!(entry.marks().guess, Guess::Of(_)),
            Self::Blind => entry.covers_rating(),
            Self::Has(property) => property.is_in(entry),
        }
    }
}
