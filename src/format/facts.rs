//! Facts that a text lists: `Director: Ana Ruiz`, in a line of its own, beside others in one, in a list
//! or in a table. They stay in the text, and fill in what no field tells.

use std::str::Split;

use super::people::{by_comma, leading_name, person, split};
use super::plain_text::shown;
use super::recognise::Evidence;
use super::{dates, headings, rating};
use crate::markup::spoiler::{Passages, is_delimiter_row};
use crate::model::field::normal;
use crate::model::{Aspect, Field, Kind, Person, Rating, Review, Score, Section};
use crate::text::words::word_list;

/// A longer line is no list of facts.
const MAX_LINE_BYTES: usize = 2_000;

/// A longer label is a sentence.
const MAX_LABEL_BYTES: usize = 40;
const MAX_LABEL_WORDS: usize = 4;

/// A longer name is a sentence.
const MAX_NAME_WORDS: usize = 5;

/// So many lines are looked at; the facts of a work stand near an end of a text or under a heading.
const MAX_LINES: usize = 2_000;

/// Where ratings come from that are not the author's own.
const SOURCES: &[&str] = word_list!(
    "imdb|tmdb|letterboxd|metacritic|metascore|rotten|tomatometer|rt|douban|豆瓣|goodreads|kinopoisk|\
     кинопоиск|allociné|filmaffinity|mal|trakt|rym|critics|critic|audience|users|user|average"
);

/// Takes the facts that the review's text lists, and gives back the ratings of aspects among them. What
/// is covered, by the marks in `passages` or otherwise, is not looked at.
pub(super) fn read(
    review: &mut Review,
    evidence: &mut Evidence,
    passages: &[Passages],
) -> Vec<Aspect> {
    let is_open = |(section, marked): &(&Section, &Passages)| {
        !section.covered && section.covered_parts.is_empty() && !marked.cover()
    };
    let open = review.sections.iter().zip(passages).filter(is_open);
    let runs: Vec<Run> = open.flat_map(|(section, _)| Run::all(&section.text)).collect();
    let mut aspects = Vec::new();
    for run in runs {
        aspects.extend(run.aspects());
        run.give(review, evidence);
    }
    // Several make a review of a post whose title is that of a work. Two teams are rated as well.
    evidence.work |= evidence.dated && aspects.len() > 1 && aspects.iter().any(is_aspect);
    aspects
}

/// What a line rates, if it rates anything by its name: `Acting: 4/5`. It may be no aspect.
pub(super) fn rated(line: &str) -> Option<Aspect> {
    let mut run = Run::default();
    run.take(line);
    run.rated.pop()
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= MAX_LABEL_BYTES
        && label.split_whitespace().count() <= MAX_LABEL_WORDS
}

fn aspect(label: &str, value: &str) -> Option<Aspect> {
    let field = Field::named(label);
    let may_be = matches!(field, None | Some(Field::Prose | Field::Directors | Field::Cast));
    let rating = rating::line(value).filter(|_| may_be && !is_of_whole(label))?;
    (!names_source(label) && matches!(rating.score, Score::Scaled { .. }))
        .then(|| Aspect { name: label.to_owned(), rating })
}

/// Whether a label stands before the rating of the whole.
fn is_of_whole(label: &str) -> bool {
    rating::is_label(label) || label.eq_ignore_ascii_case("overall")
}

fn names_source(text: &str) -> bool {
    headings::words(text).split(' ').any(|word| SOURCES.contains(&word))
}

/// Whether the name of something that is rated, or the rating, is that of an aspect for sure.
fn is_aspect(Aspect { name, rating }: &Aspect) -> bool {
    headings::is_aspect(name) || rating.written.contains(rating::is_sign)
}

/// Facts in lines that follow each other, apart from blank ones.
#[derive(Default)]
struct Run {
    /// The fields that we know, each with what its label stands before.
    facts: Vec<(Field, String)>,
    /// What is rated.
    rated: Vec<Aspect>,
    /// How many labels there are, known or not.
    labels: usize,
}

impl Run {
    /// The runs of facts in a text, without those in code.
    fn all(text: &str) -> Vec<Self> {
        let mut runs = vec![Self::default()];
        let mut is_code = false;
        let lines: Vec<&str> = text.lines().map(str::trim).take(MAX_LINES).collect();
        for (at, line) in lines.iter().enumerate() {
            is_code ^= line.starts_with("```");
            let run = runs.last_mut().filter(|_| !is_code && line.len() <= MAX_LINE_BYTES);
            let taken = run.is_some_and(|run| run.take_table(&lines[at..]) || run.take(line));
            if !line.is_empty() && !taken {
                runs.retain(|run| !run.facts.is_empty() || !run.rated.is_empty());
                runs.push(Self::default());
            }
        }
        runs
    }

    /// Adds the facts of a table that `lines` begin with, whose head names them and which has one row.
    fn take_table(&mut self, lines: &[&str]) -> bool {
        /// A table with fewer columns may list other things.
        const MIN_KNOWN: usize = 3;
        let [head, below, row, rest @ ..] = lines else { return false };
        let is_one_row = head.starts_with('|')
            && is_delimiter_row(below)
            && row.starts_with('|')
            && row.len() <= MAX_LINE_BYTES
            && !rest.first().is_some_and(|line| line.starts_with('|'));
        if !is_one_row {
            return false;
        }
        let (head, row) = (shown(head), shown(row));
        let names = || head.split('|').map(str::trim);
        let is_meant = names().filter(|name| Field::named(name).is_some()).count() >= MIN_KNOWN;
        for (name, value) in names().zip(row.split('|')).filter(|_| is_meant) {
            self.add(name, value);
        }
        is_meant
    }

    /// Adds the facts of a line; false if it has none.
    fn take(&mut self, line: &str) -> bool {
        if is_delimiter_row(line) || line == "\\" {
            return true;
        }
        let before = self.labels;
        if line.starts_with('|') {
            let row = shown(line);
            let mut cells = row.split('|').skip(1);
            self.add(cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        } else if line.contains([':', '：']) {
            let line = shown(line);
            let are_facts = |mut parts: Split<'_, &str>| parts.all(|part| part.contains(':'));
            // A slash may also stand between two people.
            let slash = if are_facts(line.split(" / ")) { " / " } else { "|" };
            for part in line.split(['|', '·', '•']).flat_map(|part| part.split(slash)) {
                if let Some((label, value)) = part.split_once([':', '：']) {
                    self.add(label, value);
                }
            }
        } else if let Some((label, value)) =
            line.strip_prefix("**").and_then(|it| it.split_once("** "))
            && Field::named(label).is_some_and(|field| field != Field::Prose)
        {
            self.add(label, &shown(value));
        }
        self.labels > before
    }

    /// Adds a value behind a label, which a list or a picture may stand before.
    fn add(&mut self, label: &str, value: &str) {
        let label = label.split('(').next().unwrap_or_default();
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        let value = value.trim().trim_end_matches(['\\', ',']).trim_end();
        // The head of a table has names of fields below each other.
        if is_label(label) && !value.is_empty() && Field::named(value).is_none() {
            self.labels += 1;
            self.rated.extend(aspect(label, value));
            let is_stars = matches!(&*normal(label), "stars" | "star");
            let field = match Field::named(label) {
                // The stars of a film may be its actors.
                Some(Field::Rating) if is_stars && rating::line(value).is_none() => {
                    Some(Field::Cast)
                }
                None if is_of_whole(label) => Some(Field::Rating),
                field => field.filter(|field| *field != Field::Prose),
            };
            self.facts.extend(field.map(|field| (field, value.to_owned())));
        }
    }

    /// What is rated, where that is an aspect, or several things are rated on one scale.
    fn aspects(&self) -> Vec<Aspect> {
        let scale = |aspect: &Aspect| match aspect.rating.score {
            Score::Scaled { out_of, .. } => Some(out_of.to_bits()),
            _ => None,
        };
        let are_alike =
            |of: &Aspect| self.rated.iter().filter(|it| scale(it) == scale(of)).count() > 1;
        self.rated.iter().filter(|it| is_aspect(it) || are_alike(it)).cloned().collect()
    }

    /// Fills in the fields of the review that are empty. A single label may begin a sentence.
    fn give(self, review: &mut Review, evidence: &mut Evidence) {
        let is_list = self.facts.len() + self.rated.len() > 1;
        let has = |field: Field| self.facts.iter().any(|(it, _)| *it == field);
        if is_list && has(Field::Isbn) {
            evidence.work = true;
            evidence.deduce(review, Kind::Book);
        } else if is_list && has(Field::Artist) {
            evidence.deduce(review, Kind::Album);
        }
        let is_made_by_author = matches!(review.kind, Kind::Book | Kind::Album);
        for (field, value) in &self.facts {
            let people = || people(value, is_list);
            let names = || people().into_iter().map(|person| person.name).collect();
            match field {
                Field::Directors if review.directors.is_empty() => review.directors = names(),
                Field::Cast if review.cast.is_empty() => review.cast = people(),
                Field::Author | Field::Artist
                    if self.labels > 1 && is_made_by_author && review.creators.is_empty() =>
                {
                    review.creators = names();
                }
                Field::Creators if is_list && review.creators.is_empty() => {
                    review.creators = names();
                }
                Field::Year if is_list && review.year.is_none() => {
                    review.year = dates::parse(value).map(|date| i32::from(date.year));
                }
                Field::Title | Field::WorkTitle if is_list && review.title.is_empty() => {
                    review.title.clone_from(value);
                }
                Field::Rating if is_list && review.rating.is_none() => {
                    review.rating = own_rating(value);
                }
                Field::Watched if is_list && review.watched.is_none() => {
                    review.watched = dates::parse(value);
                }
                Field::Genres if is_list && review.genres.is_empty() => {
                    review.genres = by_comma(value);
                }
                _ => {}
            }
        }
    }
}

/// The rating of the author that stands behind a label. A greater number without a scale may be an age.
fn own_rating(value: &str) -> Option<Rating> {
    const MAX_BARE: f64 = 10.0;
    let rating = rating::field(value).filter(|_| !names_source(value))?;
    let is_likely = match rating.score {
        Score::Scaled { value, out_of } => value <= out_of,
        Score::Bare(value) => (0.0..=MAX_BARE).contains(&value),
        Score::Word(stars) => stars.is_some(),
    };
    is_likely.then_some(rating)
}

/// The people that a text names, if it does nothing else. In a list a name may be in small letters.
fn people(text: &str, is_list: bool) -> Vec<Person> {
    let people: Vec<Person> = split(text).iter().map(|name| person(name)).collect();
    let is_name = |person: &Person| {
        let name = &*person.name;
        let words = name.split_whitespace().count();
        let is_whole = leading_name(name).is_some_and(|(_, rest)| rest.is_empty());
        words <= MAX_NAME_WORDS
            && !name.contains(|c: char| c.is_ascii_digit())
            && (is_whole || is_list && words > 1)
    };
    if people.iter().all(is_name) { people } else { Vec::new() }
}
