//! Slips in the prose: words that come twice, letters of a wrong encoding, marks that are not closed.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3};

use super::context::{Cx, MAX_FINDINGS_PER_CODE, line_before, text_before};
use crate::markup::opens_code;
use crate::model::Markup;
use crate::text::lines::lines;
use crate::text::phrase::whole;
use crate::text::words::word_list;
use crate::text::{Code, Mismatch, Phrase, Span, expected, own_words, quote};

/// Words that nobody writes twice in a row, in English and in the languages of many blogs.
const NEVER_DOUBLED: &[&str] = word_list!(
    "the|a|an|of|to|and|with|for|at|as|by|but|or|from|be|been|this|these|those|his|its|their|our|\
     your|he|she|they|we|i|him|them|into|than|it|if|when|while|because|which|who|also|only|some|\
     would|could|should|about|between|films|movies|scene|scenes|plot|character|characters|director|\
     de|el|en|un|los|con|por|y|le|les|et|des|dans|du|pour|par|sur|avec|mais|au|aux|sans|cette|und|\
     ein|eine|mit|von|nicht|ist|auf|zum|zur|im|am|wird|wurde|aber|um|uma|com|do|os|em|una|al|del|\
     las|pero|il|di|gli|della|che|per|och|на|в|и|с|к|по|из|от|для|что|фильм"
);

/// Verbs that are right twice in a row where one ends a clause: "What it is is a farce."
const VERBS: &[&str] = word_list!("is|was|are|were|has");

/// Words that begin such a clause.
const BEGIN_CLAUSES: &[&str] = word_list!(
    "what|who|how|where|why|whatever|whoever|as|way|all|that|thing|problem|point|trouble|truth"
);

/// Words that a name may begin with in a lower case: "les films de de Funès".
const PARTICLES: &[&str] = word_list!("de|von|di|del|le");

/// Of one character.
const MAX_UTF8_BYTES: usize = 4;

/// How much of a word is pointed at.
const MAX_WORD_CHARS: usize = 40;

/// What is found before it is reported. A file may be nothing but doubled words, so no more is kept
/// than is reported.
struct Findings<'t> {
    text: &'t str,
    found: Vec<(Code, Span, Mismatch)>,
    counts: HashMap<Code, usize>,
}

impl<'t> Findings<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new(), counts: HashMap::new() }
    }

    fn push(&mut self, (code, span, mismatch): (Code, Span, Mismatch)) {
        let count = self.counts.entry(code).or_default();
        if *count < MAX_FINDINGS_PER_CODE && !opens_code(line_before(self.text, span.start)) {
            *count += 1;
            self.found.push((code, span, mismatch));
        }
    }
}

pub(super) fn check(cx: &mut Cx<'_>) {
    let text = cx.source.text();
    let mut found = Findings::new(text);
    let range = cx.range();
    let has_notes = is_any_star_behind_a_word(text.get(range.clone()).unwrap_or_default());
    for passage in cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        doubled(written, passage.range.start, &mut found);
        if passage.section.markup == Markup::Markdown {
            unclosed_marks(written, passage.range.start, has_notes, &mut found);
        }
    }
    garbled(text.get(range.clone()).unwrap_or_default(), range.start, &mut found);
    for (code, span, mismatch) in found.found {
        cx.report(code, span, mismatch);
    }
}

/// Finds `the the`.
fn doubled(text: &str, offset: usize, found: &mut Findings<'_>) {
    let bytes = text.as_bytes();
    let (mut start, mut before) = (0, 0..0);
    for word in bytes.split(|byte| *byte <= b' ') {
        let word = start..start + word.len();
        start = word.end + 1;
        if word.is_empty() {
            continue;
        }
        let first = std::mem::replace(&mut before, word.clone());
        // Nearly all words are told apart by their first letters.
        let letter = |range: &Range<usize>| bytes[range.start].to_ascii_lowercase();
        if first.is_empty() || letter(&first) != letter(&word) {
            continue;
        }
        let (first_at, at) = (first.start, word.start);
        let (first, word) = (&text[first], &text[word]);
        let bare = word.trim_end_matches(|c: char| ".,;:!?)\r".contains(c));
        if first.trim_end().eq_ignore_ascii_case(bare)
            && !bare.starts_with(char::is_uppercase)
            && text[first_at..at].matches('\n').count() < 2
            && is_slip(bare, text_before(text, first_at), &text[at + bare.len()..])
        {
            let span = Span::new(offset + first_at, offset + at + bare.len());
            let first = first.trim_end();
            let wanted = Phrase::from(quote(first).at(span)).then(" once");
            let both = quote(&text[first_at..at + bare.len()]).at(span);
            let mismatch = expected(wanted).found(both).replace(span, whole(first));
            found.push((Code::DoubledWord, span, mismatch));
        }
    }
}

/// Whether a word was written twice by mistake, given the text around both.
fn is_slip(word: &str, before: &str, after: &str) -> bool {
    let word = &*word.to_ascii_lowercase();
    if !NEVER_DOUBLED.contains(&word) && !VERBS.contains(&word) {
        return false;
    }
    let is_plain = |c: char| c.is_alphabetic();
    let after = after.trim_start();
    let next = after.split(|c| !is_plain(c)).next().unwrap_or_default();
    let sentence = before.rsplit(['.', '!', '?', ';']).next().unwrap_or_default();
    let mut earlier = sentence.rsplit(|c| !is_plain(c)).filter(|it| !it.is_empty());
    let is_before = |it: &str| it.eq_ignore_ascii_case(word);
    // What stands there three times is meant: "und und und".
    if is_before(next) || earlier.clone().next().is_some_and(is_before) {
        return false;
    }
    let is_name = PARTICLES.contains(&word) && next.starts_with(char::is_uppercase);
    let begins_clause = |it: &str| BEGIN_CLAUSES.contains(&&*it.to_ascii_lowercase());
    // "Who is is" has nothing that a clause could be about.
    !is_name
        && (!VERBS.contains(&word)
            || earlier.next().is_some_and(|it| it == "who")
            || !earlier.any(begins_clause))
}

/// Finds UTF-8 that was read as Windows-1252: `â€™` for an apostrophe, `Ã©` for `é`.
fn garbled(text: &str, offset: usize, found: &mut Findings<'_>) {
    let mut end = 0;
    // The first byte of `Ã`, `Â` and `â`; and of `Ð` and `Ñ`, which begin Cyrillic letters.
    for at in memchr_iter(0xc3, text.as_bytes()) {
        if at < end {
            continue;
        }
        let rest = &text[at..];
        let Some((taken, meant)) = misread(rest) else { continue };
        end = at + taken;
        let span = Span::new(offset + at, offset + end);
        let wanted = Phrase::from(quote(&meant).at(span));
        let mismatch = expected(wanted)
            .found(quote(&rest[..taken]).at(span))
            .help("UTF-8 was read in another encoding on the way")
            .replace(span, whole(&meant));
        found.push((Code::Mojibake, span, mismatch));
    }
}

/// The bytes of the misread letters that `text` begins with, and what was meant by them.
fn misread(text: &str) -> Option<(usize, String)> {
    if !text.starts_with(['Ã', 'Â', 'â', 'Ð', 'Ñ']) {
        return None;
    }
    let (mut taken, mut meant) = (0, String::new());
    while let Some((length, c)) = misread_char(&text[taken..]) {
        taken += length;
        meant.push(c);
    }
    (taken > 0).then_some((taken, meant))
}

/// The bytes of the letters that `text` begins with and that stand for one character, and that
/// character.
fn misread_char(text: &str) -> Option<(usize, char)> {
    let (mut taken, mut bytes) = (0, Vec::new());
    for c in text.chars().take(MAX_UTF8_BYTES) {
        bytes.push(windows_1252(c)?);
        taken += c.len_utf8();
        match std::str::from_utf8(&bytes) {
            Ok(meant) => return Some((taken, meant.chars().next()?)),
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

/// The byte from 0x80 up that Windows-1252 shows as `c`.
fn windows_1252(c: char) -> Option<u8> {
    const BELOW_A0: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        _ => {
            let at = BELOW_A0.iter().position(|shown| *shown == c)?;
            u8::try_from(0x80 + at).ok()
        }
    }
}

/// Finds `**`, `*` and `_` that open and are not closed in their paragraph, and `**` that only closes.
fn unclosed_marks(text: &str, offset: usize, has_notes: bool, found: &mut Findings<'_>) {
    let bytes = text.as_bytes();
    if memchr3(b'*', b'_', b'`', bytes).or_else(|| memchr(b'~', bytes)).is_none() {
        return;
    }
    code_fence(text, offset, found);
    let mut start = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n').chain([""]) {
        let bare = line.trim_start();
        let is_item = ["- ", "* ", "+ ", "#", ">", "|"].iter().any(|mark| bare.starts_with(mark))
            || bare.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ");
        if bare.is_empty() || is_item {
            block(&text[start..end], offset + start, has_notes, found);
            start = end + if is_item { line.len() - bare.len() } else { line.len() };
        }
        end += line.len();
    }
}

/// Finds the fence of a block of code that is never closed.
fn code_fence(text: &str, offset: usize, found: &mut Findings<'_>) {
    let mut open: Option<(&str, usize)> = None;
    for (start, line) in lines(text) {
        let bare = line.trim();
        let start = start + line.len() - line.trim_start().len();
        let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) else {
            continue;
        };
        open = match open {
            None if !bare[mark.len()..].contains('`') => Some((mark, start)),
            Some((known, _)) if known == mark => None,
            open => open,
        };
    }
    if let Some((mark, start)) = open {
        let span = Span::new(offset + start, offset + start + mark.len());
        let wanted = own_words(format!("a second {mark} below the code"));
        found.push((Code::UnclosedMark, span, expected(wanted)));
    }
}

/// A star behind a word refers to a note, which begins with one.
fn is_any_star_behind_a_word(text: &str) -> bool {
    text.match_indices('*').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_some_and(|c| c.is_alphanumeric() || ".,!?".contains(c))
            && after.is_none_or(|c| c.is_whitespace() || ",.;:)".contains(c))
    })
}

/// A mark in a paragraph, and what it can do there.
struct Delimiter {
    at: usize,
    mark: &'static str,
    opens: bool,
    closes: bool,
}

fn block(text: &str, offset: usize, has_notes: bool, found: &mut Findings<'_>) {
    let is_special =
        text.starts_with('|') || text.contains(['`', '\\', '<']) || text.contains("***");
    if is_special || !text.contains(['*', '_']) {
        return;
    }
    let all = delimiters(text);
    for mark in ["**", "__", "*", "_"] {
        let mut open: Option<usize> = None;
        for one in all.iter().filter(|one| one.mark == mark) {
            let stray = match open {
                Some(_) if one.closes => {
                    open = None;
                    None
                }
                _ if one.opens => open.replace(one.at),
                None if mark == "**" => Some(one.at),
                _ => None,
            };
            if let Some(at) = stray {
                report_mark(text, offset, at, mark, found);
                // What follows may be the half that a blank keeps from closing it.
                open = None;
                break;
            }
        }
        let is_note = |at: usize| has_notes && text[..at].trim().is_empty() && mark == "*";
        if let Some(at) = open.filter(|at| !is_note(*at)) {
            report_mark(text, offset, at, mark, found);
        }
    }
}

fn delimiters(text: &str) -> Vec<Delimiter> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['*', '_']).map(|at| from + at) {
        let rest = &text[at..];
        let mark =
            ["**", "__", "*", "_"].into_iter().find(|mark| rest.starts_with(mark)).unwrap_or("_");
        from = at + mark.len();
        let before = text[..at].chars().next_back();
        let after = text[from..].chars().next();
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_sign =
            |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let can_open = !is_blank(after) && (is_blank(before) || is_sign(before));
        let can_close = !is_blank(before) && (is_blank(after) || is_sign(after));
        // Between letters, as in M*A*S*H or in an address, it is no mark.
        if can_open || can_close {
            let opens = can_open && !after.is_some_and(|c| ".,;:!?)]".contains(c));
            // A row of them is a blank to be filled in.
            let opens = opens && (mark != "__" || after.is_some_and(char::is_alphanumeric));
            all.push(Delimiter { at, mark, opens, closes: can_close });
        }
    }
    all
}

fn report_mark(text: &str, offset: usize, at: usize, mark: &'static str, found: &mut Findings<'_>) {
    let start = at + mark.len();
    let word = text[start..].chars().take_while(|c| !c.is_whitespace()).take(MAX_WORD_CHARS);
    let end = start + word.map(char::len_utf8).sum::<usize>();
    let span = Span::new(offset + at, offset + end);
    let mismatch = expected(own_words(format!("a second `{mark}` in this paragraph")))
        .help("the mark is shown as it is");
    found.push((Code::UnclosedMark, span, mismatch));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str, find: impl Fn(&str, &mut Findings)) -> Vec<String> {
        let mut found = Findings::new(text);
        find(text, &mut found);
        found.found.iter().map(|(_, span, _)| text[span.start..span.end].to_owned()).collect()
    }

    #[test]
    fn only_words_that_are_never_doubled_are_slips() {
        for (text, slips) in [
            ("It is the the best.", vec!["the the"]),
            ("The the best of\nof all.", vec!["The the", "of\nof"]),
            ("He had had that that The The made, very very well.", vec![]),
            ("the\n\nthe end", vec![]),
            ("Blut und und und, les films de de Funès, what it is is a film.", vec![]),
            ("Il joue de de mauvais rôles. The film is is long.", vec!["de de", "is is"]),
            ("A father who is is young. It was was long.", vec!["is is", "was was"]),
            ("Who it was was not clear, and the film as it is is long.", vec![]),
            ("Not not funny, a movie movie, ah non non, se para para mirar, ab und zu zu.", vec![]),
            ("a, a and b", vec![]),
        ] {
            assert_eq!(spans(text, |text, found| doubled(text, 0, found)), slips, "{text}");
        }
    }

    #[test]
    fn misread_letters_are_known_and_others_are_not() {
        for (text, slips) in [
            ("donâ€™t", vec!["â€™"]),
            ("un cafÃ© noir", vec!["Ã©"]),
            ("Ð¤Ð¸Ð»ÑŒÐ¼", vec!["Ð¤Ð¸Ð»ÑŒÐ¼"]),
            ("ÃÃ©Ã", vec!["Ã©"]),
            ("São Paulo, SÃO, âge, Â, château, Ñandú, Ð", vec![]),
        ] {
            assert_eq!(spans(text, |text, found| garbled(text, 0, found)), slips, "{text}");
        }
        assert_eq!(misread("Ã©"), Some((4, "é".into())));
    }

    #[test]
    fn marks_that_are_not_closed() {
        for (text, slips) in [
            ("A **bold word.", vec!["**bold"]),
            ("A bold** word.", vec!["**"]),
            ("An *odd word, _and this.", vec!["*odd", "_and"]),
            ("*All* is **well**, _here_ and **there**.", vec![]),
            ("Good*, 5 * 3, M*A*S*H, snake_case, f*ck.\n\n*On a Tuesday", vec![]),
            ("* a list\n* and *more\n", vec!["*more"]),
            ("**Cast:** Ana\n**Two", vec!["**Two"]),
            ("**«Bold»** and (*this*), *that*.", vec![]),
        ] {
            let found = spans(text, |text, found| {
                unclosed_marks(text, 0, is_any_star_behind_a_word(text), found);
            });
            assert_eq!(found, slips, "{text}");
        }
    }
}
