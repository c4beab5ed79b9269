//! A text that warns of spoilers and covers none. It is only suggested to cover them: what is
//! meant by "spoiler" in prose nobody can be sure of.

use memchr::memmem;

use super::look::Look;
use crate::markup::spoiler;
use crate::model::Markup;
use crate::text::{Code, Span};

/// What may follow the word where spoilers follow.
const AFTER: [&str; 14] = [
    "ahead",
    "follow",
    "below",
    "from here",
    "beyond this",
    "past this",
    "after this",
    "incoming",
    "coming up",
    "to come",
    "alert",
    "warning",
    "begin",
    "start",
];

/// What may stand before it.
const BEFORE: [&str; 13] = [
    "beware of",
    "beware",
    "beware,",
    "warning:",
    "warning,",
    "caution:",
    "attention",
    "achtung",
    "here be",
    "contains",
    "contain",
    "full of",
    "cuidado con los",
];

/// Warnings in which the word is another one.
const FOREIGN: [&str; 6] = [
    "ネタバレ注意",
    "ネタバレあり",
    "剧透警告",
    "осторожно, спойлер",
    "дальше спойлер",
    "spoilerwarnung",
];

/// Words that say there are none.
const NONE: [&str; 16] = [
    "no", "not", "non", "without", "avoid", "avoiding", "avoids", "free", "any", "never", "zero",
    "sans", "ohne", "sin", "sem", "don't",
];

pub(super) fn look(look: &mut Look<'_>) {
    if look.review.covers() {
        return;
    }
    let places = look.passages.iter().filter(|passage| passage.section.markup != Markup::Raw);
    let text = look.source.text();
    let found = places.filter_map(|passage| {
        let span = warning(text.get(passage.range.clone())?)?;
        Some(Span::new(span.start + passage.range.start, span.end + passage.range.start))
    });
    // Whether anything is covered is asked last: it takes the longest.
    if let Some(span) = found.min().filter(|_| !has_passages(look)) {
        let message =
            "expected what follows to be covered, found it shown: `||…||` or `spoilers` covers it";
        look.report(Code::SpoilersShown, span, message);
    }
}

fn has_passages(look: &Look<'_>) -> bool {
    let sections = look.review.sections.iter();
    let mut markdown = sections.filter(|section| section.markup == Markup::Markdown);
    markdown.any(|section| !spoiler::find(&section.text).found.is_empty())
}

/// The word that warns of spoilers.
fn warning(text: &str) -> Option<Span> {
    if let Some(span) = foreign(text) {
        return Some(span);
    }
    // The letters that upper and lower case spell most often; rarer spellings are let pass.
    let spellings = ["poiler", "POILER"];
    let places = spellings.iter().flat_map(|word| memmem::find_iter(text.as_bytes(), word));
    let mut places: Vec<usize> = places.filter_map(|at| at.checked_sub(1)).collect();
    places.sort_unstable();
    places.into_iter().find_map(|at| judge(text, at))
}

fn foreign(text: &str) -> Option<Span> {
    if text.is_ascii() && !text.contains("poilerwarnung") {
        return None;
    }
    let lower = text.to_lowercase();
    let found = FOREIGN.iter().find_map(|words| Some((lower.find(words)?, words.len())));
    // Letters may change their length in lower case; then the place is the beginning.
    let (at, len) = found?;
    let fits = text.get(at..at + len).is_some() && lower.len() == text.len();
    Some(if fits { Span::new(at, at + len) } else { Span::new(0, 0) })
}

/// Whether the word at `at` announces spoilers.
fn judge(text: &str, at: usize) -> Option<Span> {
    let head = text.get(..at)?;
    let word = text.get(at..)?;
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    if !matches!(&*word[..end].to_lowercase(), "spoiler" | "spoilers")
        || head.ends_with(char::is_alphabetic)
    {
        return None;
    }
    let span = Span::new(at, at + end);
    let before = clause_before(head).to_lowercase();
    let after: String = word[end..].chars().take(32).flat_map(char::to_lowercase).collect();
    let words = || before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let negated = words()
        .any(|word| NONE.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
        || after.starts_with("-free")
        || after.trim_start().starts_with("free");
    if negated {
        return None;
    }
    let following = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let direct = after.trim_start_matches([' ', '*', '_', ':']).len() == following.len();
    let follows = direct && AFTER.iter().any(|words| following.starts_with(words));
    let bare = before.trim().trim_end_matches(|c: char| "*_[(\"".contains(c)).trim_end().to_owned();
    let leads = BEFORE.iter().any(|words| bare.ends_with(words));
    (follows || leads || is_alone(head, &word[end..])).then_some(span)
}

/// What stands before the word in its clause.
fn clause_before(head: &str) -> &str {
    let start = head.rfind(['.', '!', '?', ';', '\n']).map_or(0, |at| at + 1);
    let clause = head.get(start..).unwrap_or_default();
    let mut chars = clause.char_indices().rev();
    chars.nth(60).map_or(clause, |(at, _)| clause.get(at..).unwrap_or_default())
}

/// Whether the word has a line for itself, or brackets.
fn is_alone(head: &str, tail: &str) -> bool {
    let mark = |c: char| "*_#>[](){}!:.-–— \t\"".contains(c);
    let before = head.rsplit('\n').next().unwrap_or_default();
    let after = tail.lines().next().unwrap_or_default();
    let bracketed = before.ends_with(['[', '(']) && after.starts_with([']', ')']);
    bracketed || (before.chars().all(mark) && after.chars().all(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_told_from_mentions() {
        for text in [
            "It's all spoilers from here, so stop.",
            "Beware, spoilers ahead.",
            "**beware, spoilers ahead**",
            "**Spoilers follow.**",
            "This review contains spoilers.",
            "SPOILERS!",
            "Text.\n\n[spoilers]\n",
            "Spoiler alert: he lives.",
            "Achtung, Spoiler!",
            "以下、ネタバレ注意。",
        ] {
            assert!(warning(text).is_some(), "{text}");
        }
        for text in [
            "A fridge of spoiled milk.",
            "I will say it without spoilers.",
            "One joke completely spoils the end.",
            "This review contains no spoilers.",
            "No spoilers ahead.",
            "A spoiler-free verdict.",
            "Spoiler free, as ever.",
            "The trailer is a spoiler.",
            "The car has a rear spoiler.",
            "I don't think there are spoilers below.",
            "There won't be spoilers ahead",
        ] {
            assert_eq!(warning(text), None, "{text}");
        }
    }
}
