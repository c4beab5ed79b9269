//! A rating in the text that contradicts the one in the field.

use std::sync::LazyLock;

use memchr::{memchr3_iter, memmem, memrchr3_iter};

use super::Subject;
use super::context::Cx;
use crate::format::passages::Passage;
use crate::format::rating;
use crate::format::value::KeyValue;
use crate::model::scale::COMMON_SCALES;
use crate::model::{Field, Markup, Rating, SectionKey};
use crate::text::lines::lines;
use crate::text::near::is_slip;
use crate::text::word_set::WordSet;
use crate::text::words::{beginning, word_list};
use crate::text::{Code, Diagnostic, Phrase, Span, expected, quote};

/// A longer line is prose and not a rating.
const MAX_RATING_LINE_BYTES: usize = 80;

/// A longer sentence of letters alone is prose.
const MAX_GRADE_BYTES: usize = 3;

/// How much longer a rating line may be before `#` and quotation marks around it are trimmed.
const MAX_SIGNS_BYTES: usize = 16;

pub(super) fn check(cx: &mut Cx<'_>) {
    let Some(rating) = cx.review.rating.as_ref() else { return };
    let found = in_text(cx);
    let other = match found.last() {
        // More than two ratings are of something else, such as each part of a series.
        Some(_) if found.len() > 2 => None,
        Some(_) if have_one_label(cx, &found) => {
            found.into_iter().find(|(other, _)| !agree(rating, other))
        }
        Some(_) if found.iter().any(|(other, _)| agree(rating, other)) => in_prose(cx, rating),
        Some((other, span)) => Some((other.clone(), *span)),
        None => in_prose(cx, rating),
    };
    if let Some((other, span)) = other {
        let own = quote(&rating.written).at(cx.place_of(Field::Rating));
        let place = match cx.field(Field::Rating) {
            Some(_) => ", the rating in the field",
            None => ", the rating of the review",
        };
        let mismatch = expected(Phrase::from(own).then(place));
        cx.report(Code::RatingDiffers, span, mismatch.found(quote(&other.written)));
    }
}

/// Whether there are two lines, with the same words before their ratings.
fn have_one_label(cx: &Cx<'_>, found: &[(Rating, Span)]) -> bool {
    let label = |(_, span): &(Rating, Span)| {
        let line = cx.source.text().get(span.start..span.end)?;
        line.split_once(':').map(|(label, _)| label.trim().to_lowercase())
    };
    matches!(found, [one, other] if label(one).is_some() && label(one) == label(other))
}

/// Words before a rating of the work in a sentence, in lower case.
const GIVING: &[&str] = word_list!(
    "give it|giving it|gave it|give this|giving this|rate it|rate this|rating it|my rating|\
     it gets|gebe ich|gebe ihm|ich gebe|ich vergebe|le doy|le pongo|lui donne|lui mets|je mets|\
     je donne|minha nota|dou|gli do|il mio voto"
);

/// All of them, also at the beginning of a sentence. Where no case is folded the search is several
/// times faster.
static ALL_GIVING: LazyLock<WordSet> = LazyLock::new(|| {
    let large = GIVING.iter().map(|words| words[..1].to_uppercase() + &words[1..]);
    WordSet::new(GIVING.iter().map(|words| (*words).to_owned()).chain(large))
});

/// Numbers in words, with the blank before them.
const NUMBERS: [&str; 7] = [" half a", " one", " two", " three", " four", " five", " zero"];

/// The longest way from those words to the rating.
const MAX_GIVING_BYTES: usize = 60;
/// As far as a rating may reach behind those words. A line may hold many of them, and is not looked
/// at to its end for each.
const MAX_REACH_BYTES: usize = MAX_GIVING_BYTES + 2 * MAX_RATING_LINE_BYTES;
/// More are of several works, and are not compared.
const MAX_GIVEN: usize = 8;

/// A rating in a sentence such as "I give it 3/5", if it is the only one and not that of the review.
fn in_prose(cx: &Cx<'_>, rating: &Rating) -> Option<(Rating, Span)> {
    let mut found: Vec<(Rating, Span)> = Vec::new();
    let last = cx.passages.len().saturating_sub(1);
    let passages = cx.passages.iter().enumerate();
    for (at, passage) in passages.filter(|(_, it)| it.section.markup != Markup::Raw) {
        let text = cx.source.text().get(passage.range.clone()).unwrap_or_default();
        if is_of_work(passage, at == last) {
            found.extend(lone_sentences(text, passage.range.start));
        }
        for (_, giving) in ALL_GIVING.find_iter(text) {
            let start = giving.end;
            let is_joined = text[..giving.start].ends_with(char::is_alphanumeric);
            let rest = beginning(&text[start..], MAX_REACH_BYTES);
            let sentence = rest.split(['\n', '!', '?']).next().unwrap_or_default();
            // "Ich gebe zu" admits something.
            if is_joined
                || ["zu,", "zu "].iter().any(|it| sentence.trim_start().starts_with(it))
                || sentence.starts_with(char::is_alphanumeric)
            {
                continue;
            }
            if let Some((from, to, other)) = grade(sentence).or_else(|| scaled(sentence)) {
                let offset = passage.range.start + start;
                found.push((other, Span::new(offset + from, offset + to)));
            }
            if found.len() > MAX_GIVEN {
                return None;
            }
        }
    }
    // The last sentence of a paragraph may have such words.
    found.sort_by_key(|(_, span)| *span);
    found.dedup_by(|later, before| later.1.start < before.1.end);
    let only = if found.len() == 1 { found.pop() } else { None };
    only.filter(|(other, _)| !agree(rating, other))
}

/// The grade that a sentence begins with, as in "I give it" and "a B+", and where it stands.
fn grade(sentence: &str) -> Option<(usize, usize, Rating)> {
    let inner = sentence.trim_start();
    let from = sentence.len() - inner.len();
    let article = ["a ", "an "].into_iter().find(|article| inner.starts_with(article))?;
    let rest = &inner[article.len()..];
    let letter = rest.chars().next().filter(|c| ('A'..='F').contains(c))?;
    let sign = rest[1..].chars().next().filter(|c| matches!(c, '+' | '-' | '−'));
    let length = letter.len_utf8() + sign.map_or(0, char::len_utf8);
    let is_end = rest[length..].chars().next().is_none_or(|c| ".,;:)".contains(c));
    let read = is_end.then(|| rating::field(&rest[..length])).flatten()?;
    let from = from + article.len();
    Some((from, from + length, read))
}

/// The first `3/5`, `3 out of 5` or `three stars` in a sentence, and where it stands.
fn scaled(sentence: &str) -> Option<(usize, usize, Rating)> {
    let from = sentence
        .find(|c: char| c.is_ascii_digit() || c == '★')
        .into_iter()
        .chain(NUMBERS.iter().filter_map(|number| sentence.find(number).map(|at| at + 1)))
        .min()?;
    if from > MAX_GIVING_BYTES {
        return None;
    }
    // The longest beginning that is a rating and more than a number.
    let rest = &sentence[from..];
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    let ends: Vec<usize> = ends.take(MAX_RATING_LINE_BYTES / 2).collect();
    ends.into_iter().rev().find_map(|to| {
        let text = rest[..to].trim_end();
        let read = rating::field(text).filter(|read| read.bare().is_none())?;
        // Words may rate a part of the work: "one star for the piano".
        let is_whole = || rest[text.len()..].chars().next().is_none_or(|c| ".,;:)".contains(c));
        if text.starts_with(char::is_alphabetic) && !is_whole() {
            return None;
        }
        Some((from, from + text.len(), read))
    })
}

/// Whether no section has more than one line with a rating, and nothing above the sections has any: such
/// are those of several works, or of what each section is about.
pub(super) fn rates_each_section(cx: &Cx<'_>) -> bool {
    cx.passages.iter().all(|passage| {
        let text = cx.source.text().get(passage.range.clone()).unwrap_or_default();
        let is_rating = |line: &&str| may_hold_rating(line) && rating::line(bare(line)).is_some();
        let count = text.lines().filter(is_rating).count();
        count <= usize::from(passage.section.heading.is_some())
    })
}

/// Whether the file says anything about its rating, if only that there is none.
pub(super) fn is_mentioned(subject: &Subject<'_>) -> bool {
    let is_rating = |entry: &KeyValue| match Field::find(&entry.key) {
        Some((field, _)) => field == Field::Rating,
        // A misspelt field is reported as such, and not as missing too.
        None => is_slip(&entry.key, "rating"),
    };
    let is_unclear =
        |finding: &Diagnostic| matches!(finding.code, Code::SeveralRatings | Code::RatingUnclear);
    // One that stands in the wrong table is reported there.
    let is_misplaced = |finding: &Diagnostic| {
        let key = subject.source.text().get(finding.span.start..finding.span.end);
        finding.code == Code::MisplacedField && key.and_then(Field::named) == Some(Field::Rating)
    };
    subject.fields.iter().any(is_rating)
        || subject.review.diagnostics.iter().any(|one| is_unclear(one) || is_misplaced(one))
        || is_to_fill_in(subject)
}

/// Whether a line such as `Rating: ???/5` is left over, as it stands in a new review.
fn is_to_fill_in(subject: &Subject<'_>) -> bool {
    let text = subject.source.text();
    let own = text.get(subject.review.range(subject.source)).unwrap_or_default();
    let is_gap = |line: &str| {
        let given = line.split_once(':');
        given.is_some_and(|(label, it)| it.trim().starts_with("???") && rating::is_label(label))
    };
    memmem::find(own.as_bytes(), b"???").is_some() && own.lines().any(is_gap)
}

/// Where the rating stands: its field, else its line in the text, else the title.
pub(super) fn place(cx: &Cx<'_>) -> Span {
    let written = cx.review.rating.as_ref().map(|rating| &*rating.written);
    let line = || in_text(cx).into_iter().rev().find(|(other, _)| Some(&*other.written) == written);
    let field = cx.field(Field::Rating).map(|entry| entry.node.span);
    field.or_else(|| Some(line()?.1)).unwrap_or_else(|| cx.place_of(Field::Title))
}

/// The lines of the text that hold only a rating, if it is a rating of the work as a whole.
fn in_text(cx: &Cx<'_>) -> Vec<(Rating, Span)> {
    let mut found = Vec::new();
    let last = cx.passages.len().saturating_sub(1);
    for (at, passage) in cx.passages.iter().enumerate() {
        if passage.section.markup == Markup::Raw {
            continue;
        }
        let is_of_work = is_of_work(passage, at == last);
        let text = cx.source.text().get(passage.range.clone()).unwrap_or_default();
        if !may_hold_rating(text) {
            continue;
        }
        for (start, line) in lines(text) {
            // Skips prose, which is most lines, before the slower trimming.
            let is_short = line.trim_ascii().len() <= MAX_RATING_LINE_BYTES + MAX_SIGNS_BYTES;
            let bare = if is_short { bare(line) } else { "" };
            if (3..=MAX_RATING_LINE_BYTES).contains(&bare.len()) && may_hold_rating(bare) {
                let rating = rating::overall(bare)
                    .or_else(|| is_of_work.then(|| rating::line(bare)).flatten());
                let blank = line.len() - line.trim_start().len();
                let start = passage.range.start + start;
                let span = Span::new(start + blank, start + line.trim_end().len());
                found.extend(rating.map(|rating| (rating, span)));
            }
        }
    }
    found
}

/// Whether a line with a rating rates the work. In other sections it rates that section, unless it says
/// "overall".
fn is_of_work(passage: &Passage<'_>, is_last: bool) -> bool {
    let key = &passage.section.key;
    is_last || matches!(key, SectionKey::Intro | SectionKey::Verdict | SectionKey::Closing)
}

/// The ratings that are the first or the last sentence of a paragraph.
fn lone_sentences(text: &str, offset: usize) -> impl Iterator<Item = (Rating, Span)> {
    lines(text).flat_map(move |(start, line)| {
        let line = line.trim_end().trim_end_matches('.');
        let bytes = line.as_bytes();
        let is_stop = |at: &usize| bytes.get(at + 1) == Some(&b' ');
        // Beyond that a sentence is too long.
        let tail = bytes.len().saturating_sub(MAX_RATING_LINE_BYTES + 2);
        let head = &bytes[..bytes.len().min(MAX_RATING_LINE_BYTES + 1)];
        let first = memchr3_iter(b'.', b'!', b'?', head).find(is_stop);
        let last =
            memrchr3_iter(b'.', b'!', b'?', &bytes[tail..]).map(|at| at + tail).find(is_stop);
        let last = last.map(|stop| stop + 2..line.len());
        let sentences = [first.map(|stop| 0..stop), last].into_iter().flatten();
        let ratings = sentences.filter_map(move |sentence| {
            let at = Span::new(offset + start + sentence.start, offset + start + sentence.end);
            let sentence = line.get(sentence).filter(|it| it.len() <= MAX_RATING_LINE_BYTES)?;
            may_rate(sentence).then(|| Some((rating::line(sentence)?, at))).flatten()
        });
        ratings.collect::<Vec<_>>()
    })
}

/// Whether a sentence may be a rating: nearly none is, and reading one takes much longer.
fn may_rate(sentence: &str) -> bool {
    let is_number = |number: &str| {
        let number = number.trim_start();
        sentence.get(..number.len()).is_some_and(|first| first.eq_ignore_ascii_case(number))
    };
    sentence.len() <= MAX_GRADE_BYTES
        || !sentence.starts_with(|c: char| c.is_ascii_alphanumeric())
        || may_hold_rating(sentence)
        || NUMBERS.iter().any(|number| is_number(number))
}

/// The line without quotation marks around it and the `#` of a heading.
fn bare(line: &str) -> &str {
    line.trim().trim_matches('"').trim_start_matches('#').trim()
}

/// Whether `text` has a digit, the first byte of a star, or a colon as after a label. Without
/// branches, so that the compiler can vectorise it.
fn may_hold_rating(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_digit() | (byte == 0xe2) | (byte == b':');
    text.bytes().fold(false, |found, byte| found | is_sign(byte))
}

/// Whether two ratings can be the same one, possibly rounded to another scale.
fn agree(a: &Rating, b: &Rating) -> bool {
    // Half a step of a scale of ten, with room for the error of floating point.
    const TOLERANCE: f64 = 0.051;
    let (Some(value), Some(other)) = (a.value(), b.value()) else {
        // A grade and a number cannot be compared, two grades can.
        return a.value().is_some() != b.value().is_some() || a.stars() == b.stars();
    };
    if value.to_bits() == other.to_bits() {
        return true;
    }
    match (a.out_of(), b.out_of()) {
        (Some(of), Some(other_of)) if of.to_bits() == other_of.to_bits() => false,
        (Some(of), Some(other_of)) => (value / of - other / other_of).abs() <= TOLERANCE,
        // One has no scale yet: any common scale may turn out to be it.
        (None, Some(of)) => {
            COMMON_SCALES.iter().any(|scale| (value / scale - other / of).abs() <= TOLERANCE)
        }
        (Some(of), None) => {
            COMMON_SCALES.iter().any(|scale| (value / of - other / scale).abs() <= TOLERANCE)
        }
        (None, None) => false,
    }
}
