//! Names in the text that are nearly those of the cast or the directors.

use std::collections::HashSet;
use std::ops::Range;

use super::context::Cx;
use crate::model::{Markup, Review};
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

/// A word that differs from a name in more letters, or is longer or shorter by more bytes, is no
/// misspelling of it.
const MAX_SLIPS: usize = 2;

/// Parts of a name that many people have: another name may follow them.
const TITLES: &[&str] = word_list!(
    "mr|mrs|ms|miss|dr|doctor|professor|sir|lord|lady|king|queen|prince|princess|president|captain|\
     major|colonel|general|sergeant|lieutenant|agent|detective|inspector|officer|father|mother|\
     sister|brother|uncle|aunt|saint|the|de|la|le|el|der|herr|frau|madame|monsieur|don"
);

pub(super) fn check(cx: &mut Cx<'_>) {
    let names = Names::of(cx.review);
    if names.parts.is_empty() {
        return;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    let text = cx.source.text();
    for passage in cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        for word in large_words(written).filter(|word| names.begins_any(&written[word.clone()])) {
            if seen.len() > MAX_WORDS || !seen.insert(&written[word.clone()]) {
                continue;
            }
            if let Some(part) = names.meant(written, word.clone()) {
                let start = passage.range.start;
                found.push((Span::new(start + word.start, start + word.end), part));
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let right = right(cx.review);
    found.retain(|(span, _)| !right.contains(&fold(&text[span.start..span.end])));
    for (span, part) in found {
        let wanted = Phrase::from(quote(part).at(span)).then(", as in the fields");
        let written = quote(&text[span.start..span.end]).at(span);
        let mismatch = expected(wanted).found(written).replace(span, whole(part));
        cx.report(Code::NameTypo, span, mismatch);
    }
}

/// The names of directors and of the cast, and those of their roles.
fn people(review: &Review) -> impl Iterator<Item = &String> {
    let names = review.directors.iter().chain(review.cast.iter().map(|person| &person.name));
    names.chain(review.cast.iter().filter_map(|person| person.role.as_ref()))
}

/// All words of the fields, folded, which are right as they are.
fn right(review: &Review) -> HashSet<String> {
    let own = [Some(&review.title), review.headline.as_ref(), review.author.name.as_ref()];
    let others = review.creators.iter().chain(&review.tags).chain(&review.genres);
    let values = review.extra.iter().map(|(_, value)| value);
    let texts = own.into_iter().flatten().chain(others).chain(values).chain(people(review));
    texts.flat_map(|text| words(text)).map(fold).collect()
}

/// The words of a text that begin with a large letter.
fn large_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    std::iter::from_fn(move || {
        loop {
            let start = end + first_of(text.as_bytes().get(end..)?, may_begin_name)?;
            let first = text[start..].chars().next()?;
            let length = length_of_word(&text[start..]);
            end = start + length.max(first.len_utf8());
            if first.is_uppercase() && !text[..start].ends_with(char::is_alphabetic) {
                return Some(start..start + length);
            }
        }
    })
}

/// Most bytes are small letters, and need no decoding.
fn may_begin_name(byte: u8) -> bool {
    byte.is_ascii_uppercase() || !byte.is_ascii()
}

/// The place of the first byte that `is_sought`. All bytes of a chunk are asked at once, without
/// branches, so that the compiler can vectorise it.
fn first_of(bytes: &[u8], is_sought: fn(u8) -> bool) -> Option<usize> {
    const CHUNK: usize = 32;
    let has_any = |chunk: &&[u8]| chunk.iter().fold(false, |any, byte| any | is_sought(*byte));
    let start = bytes.chunks(CHUNK).take_while(|chunk| !has_any(chunk)).count() * CHUNK;
    let at = bytes.get(start..)?.iter().position(|byte| is_sought(*byte))?;
    Some(start + at)
}

/// How many bytes of `text`, from its beginning, are a word.
fn length_of_word(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
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

    /// The word of `text` at `range`.
    fn at(text: &str, range: Range<usize>) -> Word<'_> {
        let (start, head) = (range.start, &text[..range.start]);
        let gap = &head[head.trim_end_matches(|c: char| !c.is_alphabetic()).len()..];
        Word { text: &text[range], start, gap }
    }

    /// The word before and the one behind it, if only a blank is between.
    fn joined<'t>(&self, text: &'t str) -> [Option<Word<'t>>; 2] {
        let end = self.start + self.text.len();
        let head = &text[..self.start - self.gap.len()];
        let before = head.trim_end_matches(char::is_alphabetic).len()..head.len();
        let behind = text[end..].starts_with([' ', '\n']).then(|| {
            let start = end + 1;
            Word::at(text, start..start + length_of_word(&text[start..]))
        });
        let before = (self.is_joined() && !before.is_empty()).then(|| Word::at(text, before));
        [before, behind.filter(|word| !word.text.is_empty())]
    }

    /// Whether it begins a sentence, and is large for that.
    fn is_first(&self) -> bool {
        self.start == self.gap.len()
            || self.gap.len() > 1 && self.gap.contains('\n')
            || self.gap.contains(['.', '!', '?', '"', '“', ':'])
    }
}

/// The words of a name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// A word of a name in the fields.
struct Part<'a> {
    folded: String,
    written: &'a str,
    /// The number of the person whose name it is of.
    person: usize,
    is_last: bool,
}

impl Part<'_> {
    /// Whether it is long enough that a word which is nearly the same is a slip.
    fn is_sought(&self) -> bool {
        self.written.starts_with(char::is_uppercase)
            && self.written.chars().nth(MIN_DOUBLED_CHARS - 1).is_some()
    }
}

struct Names<'a> {
    parts: Vec<Part<'a>>,
    /// A bit for each letter of ASCII that a part begins with.
    initials: u32,
}

impl<'a> Names<'a> {
    fn of(review: &'a Review) -> Self {
        let mut parts = Vec::new();
        for (person, name) in people(review).enumerate() {
            let first = parts.len();
            for written in words(name).take(MAX_NAME_PARTS - parts.len()) {
                parts.push(Part { folded: fold(written), written, person, is_last: false });
            }
            if let Some(last) = parts.get_mut(first..).and_then(<[Part<'_>]>::last_mut) {
                last.is_last = true;
            }
        }
        let firsts = parts.iter().filter_map(|part| part.folded.bytes().next());
        let initials = firsts.fold(0, |initials, first| initials | initial(first));
        Self { parts, initials }
    }

    /// Whether a name in the fields may begin with the letter that a word begins with.
    fn begins_any(&self, word: &str) -> bool {
        let is_initial = |first: u8| !first.is_ascii() || self.initials & initial(first) != 0;
        word.bytes().next().is_some_and(is_initial)
    }

    /// The part of a name that the word at `range` was meant to be.
    fn meant(&self, text: &str, range: Range<usize>) -> Option<&'a str> {
        let folded = fold(&text[range.clone()]);
        let length = text[range.clone()].chars().count();
        if length + 1 < MIN_DOUBLED_CHARS {
            return None;
        }
        let first = folded.chars().next();
        let may_be = |part: &&Part<'_>| {
            part.folded.chars().next() == first
                && part.folded.len().abs_diff(folded.len()) <= MAX_SLIPS
                && part.is_sought()
                && (1..=MAX_SLIPS).contains(&strsim::osa_distance(&part.folded, &folded))
        };
        let mut near = self.parts.iter().filter(may_be).peekable();
        near.peek()?;
        let word = Word::at(text, range);
        let neighbours = word.joined(text);
        near.find_map(|part| {
            let is_own = |other: &Word<'_>| {
                let folded = fold(other.text);
                let mut own = self.parts.iter().filter(|it| it.person == part.person);
                own.any(|it| it.folded == folded) && !TITLES.contains(&&*folded)
            };
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
            is_meant.then_some(part.written)
        })
    }
}

/// The bit of a letter of ASCII, whatever its case.
fn initial(letter: u8) -> u32 {
    1 << (letter & 31)
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
