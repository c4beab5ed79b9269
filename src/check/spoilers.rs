//! Spoilers that are not covered: `spoilers` names a section that does not exist, or the text warns
//! of spoilers and covers nothing. The second is only a note, because a program cannot be sure what
//! prose means by "spoiler".

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::context::{Cx, line_before};
use crate::format::headings::SectionNames;
use crate::format::spoilers::is_general;
use crate::format::value::Value;
use crate::markup::{cover, spoiler};
use crate::model::{Field, Markup, Section};
use crate::text::near::nearest;
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, quote};

/// Words after "spoilers" that make it a warning.
const WARNING_AFTER: [&str; 14] = [
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

/// Words before "spoilers" that make it a warning.
const WARNING_BEFORE: [&str; 14] = [
    "beware of",
    "beware",
    "warning",
    "caution",
    "attention",
    "achtung",
    "here be",
    "contains",
    "contain",
    "full of",
    "cuidado con los",
    "осторожно",
    "внимание",
    "дальше",
];

/// Warnings in languages that write them as one word or without spaces.
const ONE_WORD_WARNINGS: [&str; 4] = ["ネタバレ注意", "ネタバレあり", "剧透警告", "Spoilerwarnung"];

/// The word without its first letter, whose case varies, and how many bytes that letter has. Rarer
/// spellings are not found.
const SPELLINGS: [(&str, usize); 4] = [("poiler", 1), ("POILER", 1), ("пойлер", 2), ("ПОЙЛЕР", 2)];

/// Every warning contains one of these, so that most texts are passed over quickly. An ASCII warning
/// contains one of [`SPELLINGS`].
static NEEDLES: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let one_word = ONE_WORD_WARNINGS.into_iter().filter(|words| !words.is_ascii());
    SPELLINGS.into_iter().map(|(word, _)| word).chain(one_word).map(Finder::new).collect()
});

/// Words that turn a warning into its opposite, as in "no spoilers".
const NEGATIONS: [&str; 16] = [
    "no", "not", "non", "without", "avoid", "avoiding", "avoids", "free", "any", "never", "zero",
    "sans", "ohne", "sin", "sem", "без",
];

/// With how many sections a name is compared that might be a misspelling of one.
const MAX_COMPARED_SECTIONS: usize = 1000;

pub(super) fn check(cx: &mut Cx<'_>) {
    unknown_names(cx);
    uncovered(cx);
}

/// Reports names in `spoilers` that no section has, so that all but the verdict is covered.
fn unknown_names<'a>(cx: &mut Cx<'a>) {
    let Some(node) = cx.field(Field::Spoilers).map(|entry| &entry.node) else { return };
    let one = std::slice::from_ref(node);
    let names = node.list().unwrap_or(one).iter();
    let names = names.filter(|name| {
        name.value == Value::Text && name.truth().is_none() && !is_general(&name.text)
    });
    let known = SectionNames::of(&cx.review.sections);
    for name in names.filter(|name| !name.is_blank()) {
        let text = name.text.trim();
        if known.has(text) {
            continue;
        }
        if cx.is_full(Code::UnknownSection) {
            return;
        }
        let names = |it: &'a Section| it.heading.as_deref().into_iter().chain([it.key.as_str()]);
        let mut sections = cx.review.sections.iter().take(MAX_COMPARED_SECTIONS);
        let near = sections.find_map(|it| Some((nearest(text, names(it))?, it)));
        let found = quote(text).in_prose();
        let mismatch = expected("the name of a section to cover").found(found);
        let mismatch = match near {
            Some((near, section)) => {
                let near = whole(near).in_prose();
                // A name that the page shows tells nothing.
                let is_shown = cover::heading(section).iter().all(|run| !run.covered);
                let near = if is_shown { near } else { near.at(cx.line_of(section)) };
                cx.suggest(mismatch, name.span, text, near)
            }
            None => mismatch,
        };
        cx.report(Code::UnknownSection, name.span, mismatch);
    }
}

/// Reports a text that warns of spoilers and covers nothing.
fn uncovered(cx: &mut Cx<'_>) {
    let text = cx.source.text();
    let own = text.get(cx.range()).unwrap_or_default();
    let is_ascii = own.is_ascii();
    let mut needles = NEEDLES.iter().filter(|it| !is_ascii || it.needle().is_ascii());
    let mentioned = needles.any(|it| it.find(own.as_bytes()).is_some());
    if !mentioned || cx.review.covers() {
        return;
    }
    let places = cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw);
    let found = places.filter_map(|passage| {
        let span = warning(text.get(passage.range.clone())?)?;
        let span = Span::new(span.start + passage.range.start, span.end + passage.range.start);
        // Every other sign of plain text stands for itself.
        let remedy = match passage.section.markup {
            Markup::Markdown => "`||…||` or `spoilers` covers it",
            Markup::Literal | Markup::Raw => "`!spoilers` alone on a line covers what follows it",
        };
        Some((span, remedy))
    });
    // Looking for covered passages takes the longest, so it comes last.
    let found = found.min_by_key(|(span, _)| *span);
    if let Some((span, remedy)) = found.filter(|_| !has_covered_passages(cx)) {
        let mismatch = expected("what follows to be covered").found("it shown").help(remedy);
        cx.report(Code::SpoilersShown, span, mismatch);
    }
}

fn has_covered_passages(cx: &Cx<'_>) -> bool {
    let sections = cx.review.sections.iter();
    let mut markdown = sections.filter(|section| section.markup == Markup::Markdown);
    markdown.any(|section| spoiler::find(&section.text).cover())
}

/// The first word that warns of spoilers.
fn warning(text: &str) -> Option<Span> {
    if let Some(span) = one_word_warning(text) {
        return Some(span);
    }
    let places = SPELLINGS.iter().flat_map(|(word, first)| {
        memmem::find_iter(text.as_bytes(), word).filter_map(|at| at.checked_sub(*first))
    });
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.into_iter().find_map(|at| warning_at(text, at))
}

fn one_word_warning(text: &str) -> Option<Span> {
    let find = |word: &&str| Some((memmem::find(text.as_bytes(), word.as_bytes())?, word.len()));
    ONE_WORD_WARNINGS.iter().find_map(find).map(|(at, len)| Span::new(at, at + len))
}

/// The word at `at` if it is "spoiler" and announces some.
fn warning_at(text: &str, at: usize) -> Option<Span> {
    let head = text.get(..at)?;
    let word = text.get(at..)?;
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let name = word[..end].to_lowercase();
    let is_spoiler = matches!(&*name, "spoiler" | "spoilers") || name.starts_with("спойлер");
    if !is_spoiler || head.ends_with(char::is_alphabetic) {
        return None;
    }
    let span = Span::new(at, at + end);
    let before = clause_before(head).to_lowercase();
    let after: String = word[end..].chars().take(32).flat_map(char::to_lowercase).collect();
    let words = || before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let negated = words()
        .any(|word| NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
        || after.starts_with("-free")
        || after.trim_start().starts_with("free");
    if negated {
        return None;
    }
    let following = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let direct = after.trim_start_matches([' ', '*', '_', ':']).len() == following.len();
    let follows = direct && WARNING_AFTER.iter().any(|words| following.starts_with(words));
    let bare = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let leads = WARNING_BEFORE.iter().any(|words| bare.ends_with(words));
    (follows || leads || is_alone(head, &word[end..])).then_some(span)
}

/// The end of the clause in `head`, at most 61 characters.
fn clause_before(head: &str) -> &str {
    let line = line_before(head, head.len());
    let start = line.rfind(['.', '!', '?', ';']).map_or(0, |at| at + 1);
    let clause = line.get(start..).unwrap_or_default();
    let mut chars = clause.char_indices().rev();
    chars.nth(60).map_or(clause, |(at, _)| clause.get(at..).unwrap_or_default())
}

/// Whether the word between `head` and `tail` has a line or brackets to itself.
fn is_alone(head: &str, tail: &str) -> bool {
    let mark = |c: char| "*_#>[](){}!:.-–— \t\"".contains(c);
    let before = line_before(head, head.len());
    let bracketed = before.ends_with(['[', '(']) && tail.starts_with([']', ')']);
    let mut after = tail.chars().take_while(|c| *c != '\n');
    bracketed || (before.chars().all(mark) && after.all(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_distinguished_from_mentions() {
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
            "Осторожно, спойлеры!",
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
            "Без спойлеров.",
        ] {
            assert_eq!(warning(text), None, "{text}");
        }
    }
}
