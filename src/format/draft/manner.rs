//! How an author lays out files, as far as other files show it.

use std::collections::HashMap;

use super::quote::{list, quote};
use crate::format::fences::Language;
use crate::format::group::Group;
use crate::format::value::{KeyValue, Node, Value};
use crate::format::{Format, header, outline, rating};
use crate::model::field::normal;
use crate::model::{Field, Kind, Review};
use crate::text::Source;

/// A longer value of a field is not copied into a new file.
const MAX_COPIED_BYTES: usize = 80;

/// With fewer files there is no habit.
const MIN_FILES_FOR_HABIT: usize = 2;

/// What stands for a rating that is not given yet; checks report it as left over.
const UNKNOWN: &str = "???";

/// A review of the same author, with the file that it was read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample<'a> {
    pub(crate) review: &'a Review,
    pub(crate) source: &'a Source,
    pub(crate) fields: &'a [KeyValue],
}

/// How an author lays out files. The default is for an author of whom nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manner {
    /// The fields that the files usually have, in order; `None` where nothing is known.
    pub(crate) fields: Option<Vec<FieldHabit>>,
    /// The language of fields in Markdown.
    pub(crate) language: Language,
    /// Whether the field for the title holds the year of the work, too.
    pub(crate) has_year_in_title: bool,
    pub(crate) heading: HeadingStyle,
    pub(crate) rating_line: Option<RatingLine>,
    pub(crate) people_line: Option<PeopleLine>,
}

/// A field that the files usually have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldHabit {
    /// Its name, after those of the tables around it.
    pub(crate) path: Vec<String>,
    pub(crate) field: Option<Field>,
    pub(crate) is_list: bool,
    /// Its value in the last of the files, where that is short.
    pub(crate) example: Option<String>,
    /// Whether all files have that value.
    pub(crate) is_constant: bool,
}

/// How Markdown marks the heading of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HeadingStyle {
    Level(u8),
    Bold,
}

impl Default for HeadingStyle {
    fn default() -> Self {
        Self::Level(2)
    }
}

/// The line of a text that gives the rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RatingLine {
    /// The line, with a sign in place of the rating.
    pub(crate) text: String,
    /// Whether it stands below the text, not above it.
    pub(crate) is_last: bool,
}

/// Which people the text names in its first paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PeopleLine {
    pub(crate) has_cast: bool,
}

impl PeopleLine {
    /// The line in the form that is read as people.
    pub(crate) fn text(self) -> String {
        let cast = if self.has_cast { format!(", starring {UNKNOWN}") } else { String::new() };
        format!("Directed by {UNKNOWN}{cast}.")
    }
}

impl Manner {
    /// What most of the samples in `format` have in common, for a review of a `kind` of work.
    #[must_use]
    pub(crate) fn of(samples: &[Sample<'_>], kind: &Kind, format: &Format) -> Self {
        let is_alike = |sample: &&Sample<'_>| sample.review.format == format.id;
        let samples: Vec<Sample<'_>> = samples.iter().filter(is_alike).copied().collect();
        if samples.len() < MIN_FILES_FOR_HABIT {
            return Self::default();
        }
        let texts = || samples.iter().map(Text::of);
        let languages = texts().filter_map(|text| text.language);
        let language = most_frequent(languages).unwrap_or_default();
        let mut fields = fields(&samples);
        if samples.iter().any(|sample| sample.review.kind != *kind) {
            let is_of_kind =
                |habit: &&mut FieldHabit| matches!(habit.field, Some(Field::Kind | Field::Type));
            fields.iter_mut().filter(is_of_kind).for_each(|habit| habit.is_constant = false);
        }
        let has_directors = |sample: &Sample<'_>| !sample.review.directors.is_empty();
        let has_cast = |sample: &Sample<'_>| !sample.review.cast.is_empty();
        let is_field = |wanted| fields.iter().any(|habit| habit.field == Some(wanted));
        let people_line = (most(&samples, has_directors) && !is_field(Field::Directors))
            .then(|| PeopleLine { has_cast: most(&samples, has_cast) && !is_field(Field::Cast) });
        Self {
            language,
            has_year_in_title: most(&samples, has_year_in_title),
            heading: most_frequent(texts().filter_map(|text| text.heading_style()))
                .unwrap_or_default(),
            rating_line: rating_line(&samples),
            people_line,
            fields: Some(fields),
        }
    }

    /// Whether the author writes the section of this heading in a field.
    #[must_use]
    pub(crate) fn has_in_field(&self, heading: &str) -> bool {
        let is_prose = |habit: &&FieldHabit| habit.field == Some(Field::Prose);
        let mut prose = self.fields.iter().flatten().filter(is_prose);
        prose.any(|habit| habit.path.last().is_some_and(|key| normal(key) == normal(heading)))
    }
}

/// Whether more than half of the items are so.
pub(crate) fn most<T>(items: &[T], is_so: impl Fn(&T) -> bool) -> bool {
    items.iter().filter(|item| is_so(item)).count() * 2 > items.len()
}

fn most_frequent<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for (at, item) in items.enumerate() {
        counts.entry(item).or_insert((0, usize::MAX - at)).0 += 1;
    }
    // Of equals the first.
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(item, _)| item)
}

/// A sample's text below its fields.
struct Text<'a> {
    language: Option<Language>,
    body: &'a str,
}

impl<'a> Text<'a> {
    fn of(sample: &Sample<'a>) -> Self {
        let text = sample.source.text();
        match header::header(text) {
            Some(header) => Self { language: Some(header.kind), body: &text[header.body..] },
            None => Self { language: None, body: text },
        }
    }

    /// How it marks its sections: a single heading of the first level is the title.
    fn heading_style(&self) -> Option<HeadingStyle> {
        let headings = outline::headings(self.body);
        let titles = headings.iter().filter(|heading| heading.level == 1).count();
        let levels = headings.iter().map(|heading| heading.level);
        let level = levels.filter(|level| titles > 1 || *level > 1).min();
        let is_bold = || {
            let mut lines = outline::prose_lines(self.body).map(|line| &self.body[line]);
            lines.any(|line| outline::bold_heading(line).is_some())
        };
        level.map(HeadingStyle::Level).or_else(|| is_bold().then_some(HeadingStyle::Bold))
    }

    /// The line that is the rating, and whether it stands in the second half.
    fn rating_line(&self) -> Option<RatingLine> {
        let lines: Vec<&str> = self.body.lines().filter(|line| !line.trim().is_empty()).collect();
        let found = lines.iter().enumerate().rev().find_map(|(at, line)| {
            let rating = rating::overall(line).or_else(|| rating::line(line))?;
            Some((at, line.trim(), rating.written))
        });
        let (at, line, written) = found?;
        let is_of_value = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let rest = written.trim_start_matches(is_of_value);
        let rest = if rest.len() < written.len() { rest } else { "" };
        // A line is written anew where the rating is not spelled in it as it was read.
        let text = match line.contains(&*written) {
            true => line.replacen(&*written, &format!("{UNKNOWN}{rest}"), 1),
            false => format!("{UNKNOWN}{rest}"),
        };
        Some(RatingLine { text, is_last: at * 2 >= lines.len() })
    }
}

fn rating_line(samples: &[Sample<'_>]) -> Option<RatingLine> {
    let is_rated_by_field = |sample: &Sample<'_>| {
        leaves(sample.fields).iter().any(|leaf| leaf.field == Some(Field::Rating))
    };
    let lines = samples.iter().map(|sample| {
        let is_line = sample.review.rating.is_some() && !is_rated_by_field(sample);
        is_line.then(|| Text::of(sample).rating_line()).flatten()
    });
    let lines: Vec<Option<RatingLine>> = lines.collect();
    let is_last = most(&lines, |line| line.as_ref().is_some_and(|line| line.is_last));
    let is_usual = most(&lines, Option::is_some);
    let last = lines.into_iter().rev().flatten().next();
    last.filter(|_| is_usual).map(|line| RatingLine { is_last, ..line })
}

fn has_year_in_title(sample: &Sample<'_>) -> bool {
    let is_title = |field| matches!(field, Some(Field::Title | Field::WorkTitle));
    sample.review.year.is_some_and(|year| {
        let end = format!("({year})");
        let leaves = leaves(sample.fields);
        let mut titles = leaves.iter().filter(|leaf| is_title(leaf.field));
        titles.any(|leaf| leaf.node.text.trim().ends_with(&end))
    })
}

/// A field of a file that is no table of fields.
struct Leaf<'a> {
    path: Vec<&'a str>,
    field: Option<Field>,
    node: &'a Node,
}

/// The fields in order, also those in tables that only group them.
fn leaves(fields: &[KeyValue]) -> Vec<Leaf<'_>> {
    fn collect<'a>(entries: &'a [KeyValue], above: &[&'a str], found: &mut Vec<Leaf<'a>>) {
        for entry in entries {
            let path = [above, &[&*entry.key]].concat();
            match entry.node.map() {
                Some(inner) if Group::named(&entry.key).is_some() => collect(inner, &path, found),
                Some(_) => {}
                None => {
                    let field = Field::named(&entry.key);
                    found.push(Leaf { path, field, node: &entry.node });
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(fields, &[], &mut found);
    found
}

/// The fields that most of the samples have, in their usual order, those of one table together.
fn fields(samples: &[Sample<'_>]) -> Vec<FieldHabit> {
    struct Seen<'a> {
        last: Leaf<'a>,
        places: f64,
        values: Vec<Option<String>>,
    }
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for sample in samples {
        for (place, leaf) in leaves(sample.fields).into_iter().enumerate() {
            let (place, value) = (place as f64, copied(leaf.node));
            match seen.iter_mut().find(|one| one.last.path == leaf.path) {
                Some(one) => {
                    one.last = leaf;
                    one.places += place;
                    one.values.push(value);
                }
                None => seen.push(Seen { last: leaf, places: place, values: vec![value] }),
            }
        }
    }
    seen.retain(|one| one.values.len() * 2 > samples.len());
    let place = |one: &Seen<'_>| one.places / one.values.len() as f64;
    seen.sort_by(|a, b| place(a).total_cmp(&place(b)));
    let mut ranks: HashMap<Vec<&str>, usize> = HashMap::new();
    for (rank, one) in seen.iter().enumerate() {
        for depth in 1..=one.last.path.len() {
            ranks.entry(one.last.path[..depth].to_vec()).or_insert(rank);
        }
    }
    seen.sort_by_key(|one| {
        let depths = 1..=one.last.path.len();
        depths.map(|depth| ranks.get(&one.last.path[..depth]).copied()).collect::<Vec<_>>()
    });
    let habit = |one: Seen<'_>| FieldHabit {
        path: one.last.path.iter().map(ToString::to_string).collect(),
        field: one.last.field,
        is_list: one.last.node.list().is_some(),
        is_constant: one.values.len() > 1 && one.values.windows(2).all(|pair| pair[0] == pair[1]),
        example: one.values.into_iter().next_back().flatten(),
    };
    seen.into_iter().map(habit).collect()
}

/// A value as a new file would have it; `None` where it is long, a table, or nothing.
fn copied(node: &Node) -> Option<String> {
    let text = match &node.value {
        Value::Null | Value::Map(_) => return None,
        Value::Text => quote(&node.text),
        Value::Number(_) | Value::Bool(_) | Value::Date => node.text.clone(),
        Value::List(items) => {
            let texts = items.iter().map(|item| (item.value == Value::Text).then_some(&*item.text));
            list(&texts.collect::<Option<Vec<&str>>>()?)
        }
    };
    (text.len() <= MAX_COPIED_BYTES).then_some(text)
}
