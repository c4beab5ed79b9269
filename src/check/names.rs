//! Names in the text that are nearly those of the cast or the directors.

use std::collections::{HashMap, HashSet};

use super::context::Cx;
use crate::model::Markup;
use crate::text::fold::fold;
use crate::text::phrase::whole;
use crate::text::words::word_list;
use crate::text::{Code, Phrase, Span, expected, quote};

/// How many parts of names are looked for.
const MAX_NAME_PARTS: usize = 100;

/// How many different words of a text are compared with them.
const MAX_WORDS: usize = 5_000;

/// A shorter name is similar to too many words.
const MIN_PART_CHARS: usize = 5;

/// A letter that is doubled or not is a slip in shorter ones too, beside another part of the name.
const MIN_DOUBLED_CHARS: usize = 3;

/// A word alone, without another part of the name beside it, may be any word below this length.
const MIN_LONE_CHARS: usize = 6;

/// From here on two letters may be wrong.
const MIN_CHARS_FOR_TWO_SLIPS: usize = 8;

/// Parts of a name that many people have: another name may follow them.
const TITLES: &[&str] = word_list!(
    "mr|mrs|ms|miss|dr|doctor|professor|sir|lord|lady|king|queen|prince|princess|president|captain|\
     major|colonel|general|sergeant|lieutenant|agent|detective|inspector|officer|father|mother|\
     sister|brother|uncle|aunt|saint|the|de|la|le|el|der|herr|frau|madame|monsieur|don"
);

pub(super) fn check(cx: &mut Cx<'_>) {
    let names = Names::of(cx);
    if names.parts.is_empty() {
        return;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    let text = cx.source.text();
    for passage in cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        let (mut words, mut before) = (words(written).peekable(), None);
        while let Some(word) = words.next() {
            let beside = [before.replace(word), words.peek().copied()];
            if !word.is_large() || seen.len() > MAX_WORDS || !seen.insert(word.text) {
                continue;
            }
            if let Some(part) = names.meant(&word, beside) {
                let start = passage.range.start + word.start;
                found.push((Span::new(start, start + word.text.len()), part));
            }
        }
    }
    for (span, part) in found {
        let wanted = Phrase::from(quote(&part).at(span)).then(", as in the fields");
        let written = quote(&text[span.start..span.end]).at(span);
        let mismatch = expected(wanted).found(written).replace(span, whole(&part));
        cx.report(Code::NameTypo, span, mismatch);
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
struct Word<'t> {
    text: &'t str,
    start: usize,
    /// What stands between the word before and this one.
    gap: &'t str,
}

impl Word<'_> {
    fn is_large(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether only a blank stands between the word before and this one. A line may end within a name.
    fn is_joined(&self) -> bool {
        matches!(self.gap, " " | "\n")
    }

    /// Whether it begins a sentence, and is large for that.
    fn is_first(&self) -> bool {
        self.start == self.gap.len()
            || self.gap.len() > 1 && self.gap.contains('\n')
            || self.gap.contains(['.', '!', '?', '"', '“', ':'])
    }
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_of_word = |c: char| c.is_alphabetic();
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(is_of_word)?;
        let length = text[start..].find(|c| !is_of_word(c)).unwrap_or(text.len() - start);
        let gap = &text[end..start];
        end = start + length;
        Some(Word { text: &text[start..end], start, gap })
    })
}

/// A part of a name in the fields.
struct Part {
    folded: String,
    written: String,
    /// The number of the person whose name it is of.
    person: usize,
    is_last: bool,
}

struct Names {
    parts: Vec<Part>,
    /// All words of the fields, folded, which are right as they are.
    right: HashSet<String>,
    /// The persons that have a part, by its folded form.
    persons: HashMap<String, Vec<usize>>,
}

impl Names {
    fn of(cx: &Cx<'_>) -> Self {
        let review = cx.review;
        let people = review.directors.iter().chain(review.cast.iter().map(|person| &person.name));
        let roles = review.cast.iter().filter_map(|person| person.role.as_ref());
        let mut names = Self { parts: Vec::new(), right: HashSet::new(), persons: HashMap::new() };
        for (person, name) in people.chain(roles).enumerate() {
            let of_name: Vec<Word<'_>> = words(name).collect();
            for (at, word) in of_name.iter().enumerate() {
                let folded = fold(word.text);
                if !TITLES.contains(&&*folded) {
                    names.persons.entry(folded.clone()).or_default().push(person);
                }
                names.right.insert(folded.clone());
                let is_long = word.text.chars().count() >= MIN_DOUBLED_CHARS;
                if is_long && word.is_large() && names.parts.len() < MAX_NAME_PARTS {
                    let (written, is_last) = (word.text.to_owned(), at + 1 == of_name.len());
                    names.parts.push(Part { folded, written, person, is_last });
                }
            }
        }
        let own = [Some(&review.title), review.headline.as_ref(), review.author.name.as_ref()];
        let others = review.creators.iter().chain(&review.tags).chain(&review.genres);
        let values = review.extra.iter().map(|(_, value)| value);
        for text in own.into_iter().flatten().chain(others).chain(values) {
            names.right.extend(words(text).map(|word| fold(word.text)));
        }
        names
    }

    /// The part of a name that `word` was meant to be, given the words beside it.
    fn meant(&self, word: &Word<'_>, beside: [Option<Word<'_>>; 2]) -> Option<String> {
        let length = word.text.chars().count();
        if length + 1 < MIN_DOUBLED_CHARS {
            return None;
        }
        let folded = fold(word.text);
        if self.right.contains(&folded) {
            return None;
        }
        let first = folded.chars().next();
        let near = self.parts.iter().filter(|part| part.folded.chars().next() == first);
        let mut near = near.filter(|part| part.folded != folded);
        let [before, after] = beside;
        let before = before.filter(|_| word.is_joined());
        let after = after.filter(Word::is_joined);
        near.find_map(|part| {
            let is_own = |other: &Word<'_>| {
                let persons = self.persons.get(&fold(other.text));
                persons.is_some_and(|persons| persons.contains(&part.person))
            };
            let neighbours = [before, after];
            let is_name = |other: &&Word<'_>| other.is_large() && !other.is_first();
            let mut large = neighbours.iter().flatten().filter(is_name);
            let has_own = neighbours.iter().flatten().any(is_own);
            // Another name beside it makes it somebody else's.
            let has_other = large.any(|other| !is_own(other));
            let is_doubled = is_doubled(&folded, &part.folded);
            let is_exchanged = is_exchanged(&folded, &part.folded);
            let is_sure = is_doubled || is_exchanged || length >= MIN_CHARS_FOR_TWO_SLIPS;
            let is_lone = !has_own
                && !has_other
                && part.is_last
                && length >= if is_exchanged { MIN_PART_CHARS } else { MIN_LONE_CHARS }
                && (word.is_joined() || is_sure);
            let is_long = length.min(part.folded.chars().count()) + 1 >= MIN_PART_CHARS;
            let is_meant = has_own && is_doubled && !has_other
                || has_own && is_long && is_nearly(&folded, &part.folded)
                || is_lone && is_near(&folded, &part.folded);
            is_meant.then(|| part.written.clone())
        })
    }
}

/// The same for a word beside another part of the name, which may be more different.
fn is_nearly(word: &str, name: &str) -> bool {
    let length = word.chars().count().min(name.chars().count());
    let allowed = if length > MIN_LONE_CHARS { 2 } else { 1 };
    let is_ending = name.starts_with(word) || word.starts_with(name);
    is_near(word, name)
        || !is_ending
            && word.len().abs_diff(name.len()) <= 2
            && strsim::osa_distance(word, name) <= allowed
}

/// Whether a word and a name differ in one letter that is doubled in one of them.
fn is_doubled(word: &str, name: &str) -> bool {
    let single = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.dedup();
        letters
    };
    word.chars().count().abs_diff(name.chars().count()) == 1 && single(word) == single(name)
}

/// Whether a word has the letters of a name, two of them exchanged.
fn is_exchanged(word: &str, name: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    strsim::osa_distance(word, name) == 1 && sorted(word) == sorted(name)
}

/// Whether a word is a name with a letter or two wrong, and not the name with an ending.
fn is_near(word: &str, name: &str) -> bool {
    let length = word.chars().count().min(name.chars().count());
    if word.len().abs_diff(name.len()) > 2 || name.starts_with(word) {
        return false;
    }
    if word.starts_with(name) {
        return is_doubled(word, name);
    }
    let allowed = if length >= MIN_CHARS_FOR_TWO_SLIPS { 2 } else { 1 };
    // Other languages change the end of a name.
    let same = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    same + 1 < length && strsim::osa_distance(word, name) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_an_ending_is_no_slip() {
        for (word, name) in [("wisemans", "wiseman"), ("reeves", "reeve"), ("mario", "maria")] {
            assert!(!is_near(word, name), "{word}");
        }
        for (word, name) in [
            ("wisman", "wiseman"),
            ("wisemann", "wiseman"),
            ("reevse", "reeves"),
            ("huston", "hutson"),
        ] {
            assert!(is_near(word, name), "{word}");
        }
    }
}
