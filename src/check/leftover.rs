//! Notes to oneself, and gaps that were to be filled.

use std::sync::LazyLock;

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::context::{Cx, MOST, line_before};
use crate::markup::opens_code;
use crate::text::{Code, Span, expected, quote};

/// What authors leave for themselves, to be filled in later.
static NOTES: LazyLock<[Finder<'static>; 5]> =
    LazyLock::new(|| ["TODO", "FIXME", "TKTK", "TK TK", "Lorem ipsum"].map(Finder::new));

/// What stands beside a Spanish or Portuguese "TODO", which is a word like any other.
const ROMANCE: [&str; 40] = [
    "lo", "el", "la", "los", "las", "un", "una", "es", "está", "o", "os", "as", "é", "em", "um",
    "uma", "mundo", "esto", "eso", "isso", "muy", "de", "del", "que", "por", "con", "com", "para",
    "y", "e", "en", "se", "su", "al", "dio", "más", "mas", "muito", "não", "todo",
];

/// Tags of HTML that may have words after them.
const TAGS: [&str; 14] = [
    "a", "audio", "button", "details", "dialog", "form", "iframe", "img", "input", "li", "ol",
    "option", "script", "video",
];

/// Gaps of a single word; other single words in angle brackets are tags.
const GAPS: [&str; 9] =
    ["placeholder", "todo", "tbd", "tba", "name", "director", "year", "rating", "film"];

pub(super) fn check(cx: &mut Cx<'_>) {
    let text = cx.source.text();
    let range = cx.range();
    let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
    let mut found: Vec<Span> = Vec::new();
    for word in NOTES.iter() {
        let places = word.find_iter(bytes).map(|at| range.start + at);
        let spans = places.map(|at| Span::new(at, at + word.needle().len()));
        found.extend(spans.filter(|&span| is_note(text, span)));
    }
    let each = |byte| memchr_iter(byte, bytes).map(|at| range.start + at);
    found.extend(each(b'<').filter_map(|at| gap(text, at)));
    found.extend(each(b'[').filter_map(|at| bracketed(text, at)));
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    // `[TODO]` is found twice.
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found.truncate(10 * MOST);
    found.retain(|span| !is_aside(cx, span.start));
    for span in found {
        let left = quote(&text[span.start..span.end]);
        cx.report(Code::LeftOver, span, expected("finished text").found(left));
    }
}

fn is_note(text: &str, span: Span) -> bool {
    let (head, tail) = (&text[..span.start], &text[span.end..]);
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    if head.ends_with(joined) || tail.starts_with(joined) {
        return false;
    }
    if &text[span.start..span.end] != "TODO" {
        return true;
    }
    let marked = tail.starts_with([':', ']', ')', '(']);
    let rest: String = tail.chars().take_while(|c| *c != '\n').take(60).collect();
    let is_romance = |words: &str| {
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.any(|word| ROMANCE.contains(&&*word.to_lowercase()))
    };
    marked || !(is_romance(line_before(text, span.start)) || is_romance(&rest))
}

/// `<your verdict>`, where no tag of HTML is meant.
fn gap(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at + 1..)?;
    let end =
        rest.bytes().take(60).position(|byte| matches!(byte, b'>' | b'\n' | b'<' | b'=' | b'/'))?;
    let inner = rest.get(..end).filter(|_| rest.as_bytes()[end] == b'>')?;
    let worded = inner.starts_with(char::is_alphabetic)
        && inner.chars().all(|c| c.is_alphanumeric() || " -_'’,.?".contains(c));
    let first = inner.split([' ', '-', '_']).next().unwrap_or_default().to_lowercase();
    let several = inner.trim().contains(' ') && !TAGS.contains(&&*first);
    let single = GAPS.contains(&&*inner.to_lowercase());
    (worded && (several || single)).then(|| Span::new(at, at + end + 2))
}

/// `[insert the year]`, `[TK]`: brackets that are no link.
fn bracketed(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at + 1..)?;
    let head = rest.as_bytes().get(..2)?.to_ascii_lowercase();
    if !matches!(&*head, b"in" | b"yo" | b"pl" | b"tk") {
        return None;
    }
    let end = rest.bytes().take(60).position(|byte| matches!(byte, b']' | b'\n' | b'['))?;
    let inner = rest.get(..end).filter(|_| rest.as_bytes()[end] == b']')?;
    let is_link = rest.as_bytes().get(end + 1).is_some_and(|next| b"([:".contains(next));
    let lower = inner.to_lowercase();
    let is_gap = ["insert ", "your "].iter().any(|word| lower.starts_with(word))
        || lower == "placeholder"
        || inner == "TK";
    (is_gap && !is_link).then(|| Span::new(at, at + end + 2))
}

/// Whether nobody but the author sees what stands at `at`: in a comment, or shown as code.
fn is_aside(cx: &Cx<'_>, at: usize) -> bool {
    let head = cx.source.text().get(cx.range().start..at).unwrap_or_default();
    let line = line_before(cx.source.text(), at);
    let fields = cx.subject.fields.last().map_or(0, |entry| entry.node.span.end);
    let own_comment = (cx.is_strict() || at < fields) && line.trim_start().starts_with('#');
    let trailing = cx.is_strict()
        && line
            .rsplit_once('#')
            .is_some_and(|(code, _)| code.contains('=') && code.matches('"').count() % 2 == 0);
    let html = head.rfind("<!--").is_some_and(|open| !head[open..].contains("-->"));
    own_comment || trailing || html || opens_code(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_no_tags() {
        for text in ["<your verdict here>", "<placeholder>", "<insert title>"] {
            assert!(gap(text, 0).is_some(), "{text}");
        }
        for text in
            ["<b>", "<br/>", "<details open>", "<img src=x>", "< 3 and 4 >", "<https://a.b>", "<3"]
        {
            assert_eq!(gap(text, 0), None, "{text}");
        }
        assert!(bracketed("[insert year]", 0).is_some() && bracketed("[TK]", 0).is_some());
        assert!(bracketed("[your film](a)", 0).is_none() && bracketed("[index]", 0).is_none());
    }

    #[test]
    fn a_note_is_not_a_word() {
        let note = |text: &str| {
            let at = text.find("TODO").unwrap();
            is_note(text, Span::new(at, at + 4))
        };
        assert!(
            note("TODO: write") && note("a\nTODO write this") && note("see (TODO)") && note("TODO")
        );
        assert!(
            note("A man goes. TODO check the name.") && note("Good TODO.") && note("But TODO.")
        );
        assert!(!note("lo dio TODO por ella") && !note("TODO lo que") && !note("TODOS"));
    }
}
