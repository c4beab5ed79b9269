//! Notes to oneself such as `TODO`, and placeholders that were not filled in.

use std::sync::LazyLock;

use memchr::memchr_iter;
use memchr::memmem::{self, Finder};

use super::context::{Cx, MAX_FINDINGS_PER_CODE, line_before};
use crate::markup::opens_code;
use crate::text::words::word_list;
use crate::text::{Code, Span, expected, quote};

static NOTES: LazyLock<[Finder<'static>; 7]> =
    LazyLock::new(|| ["TODO", "FIXME", "TKTK", "TK", "XXX", "???", "Lorem ipsum"].map(Finder::new));

/// In Spanish and Portuguese "todo" means "all"; one of these words beside it shows that language.
const SPANISH_PORTUGUESE_WORDS: [&str; 40] = [
    "lo", "el", "la", "los", "las", "un", "una", "es", "está", "o", "os", "as", "é", "em", "um",
    "uma", "mundo", "esto", "eso", "isso", "muy", "de", "del", "que", "por", "con", "com", "para",
    "y", "e", "en", "se", "su", "al", "dio", "más", "mas", "muito", "não", "todo",
];

const BEGINNING_SENTENCES: &[&str] = word_list!(
    "A|An|The|I|It|He|She|They|We|You|This|That|There|Here|In|On|At|As|For|If|When|What|But|And|So|\
     Then|Perhaps|My|His|Her|Its|Not|No|One|Add|Write|Check"
);

/// HTML tags with attributes that need no value, which would look like a placeholder of several words.
const TAGS_WITH_BARE_ATTRIBUTES: [&str; 14] = [
    "a", "audio", "button", "details", "dialog", "form", "iframe", "img", "input", "li", "ol",
    "option", "script", "video",
];

/// Placeholders of a single word; other single words in angle brackets are taken for tags.
const ONE_WORD_PLACEHOLDERS: [&str; 9] =
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
    found.extend(each(b'<').filter_map(|at| angle_placeholder(text, at)));
    found.extend(each(b'[').filter_map(|at| bracket_placeholder(text, at)));
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    // `[TODO]` is found as a note and as a placeholder.
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found.truncate(10 * MAX_FINDINGS_PER_CODE);
    let mut comments = CommentScan { text, seen: range.start, is_open: false };
    found.retain(|span| !(comments.is_open_at(span.start) || is_comment_or_code(cx, span.start)));
    for span in found {
        let left = quote(&text[span.start..span.end]);
        cx.report(Code::LeftOver, span, expected("finished text").found(left));
    }
}

fn is_note(text: &str, span: Span) -> bool {
    let ends_word = |c: char| c.is_alphanumeric() || matches!(c, '?' | '!');
    let (head, tail) = (&text[..span.start], &text[span.end..]);
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    if head.ends_with(joined) || tail.starts_with(joined) {
        return false;
    }
    match &text[span.start..span.end] {
        "TODO" => {}
        "TK" | "XXX" => return is_no_name(head, tail),
        // Behind a word it is a question.
        "???" => {
            let ends = |c: char| c.is_alphanumeric() || matches!(c, '?' | '!' | '.' | ')' | '…');
            return !head.ends_with(ends) && !tail.starts_with(ends_word);
        }
        _ => return true,
    }
    let marked = tail.starts_with([':', ']', ')', '(']);
    let rest: String = tail.chars().take_while(|c| *c != '\n').take(60).collect();
    let is_spanish_or_portuguese = |words: &str| {
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.any(|word| SPANISH_PORTUGUESE_WORDS.contains(&&*word.to_lowercase()))
    };
    marked
        || begins_sentence(head) && tail.trim_start().starts_with(char::is_uppercase)
        || !(is_spanish_or_portuguese(line_before(text, span.start))
            || is_spanish_or_portuguese(&rest))
}

/// Whether `TK` or `XXX` stands alone and not beside a name or a word that it may belong to: "TK
/// Carter", "Super Bowl XXX".
fn is_no_name(head: &str, tail: &str) -> bool {
    let before = head.rsplit([' ', '\n', '\t']).find(|word| !word.is_empty()).unwrap_or_default();
    let is_large = |word: &str| word.starts_with(char::is_uppercase);
    let is_joined =
        head.ends_with(['-', '.', '\'', '’', '/']) || tail.starts_with(['-', '\'', '’', '/']);
    let is_first = begins_sentence(head);
    let after = tail.strip_prefix(' ').unwrap_or_default();
    // Such a word is no name.
    let first = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_word = first == "I" || is_first && BEGINNING_SENTENCES.contains(&first);
    let is_of_name = !is_first && is_large(before) || is_large(after) && !is_word;
    !is_joined && !is_of_name
}

/// Whether a sentence, or what stands between marks, begins behind `head`.
fn begins_sentence(head: &str) -> bool {
    let head = head.trim_end_matches([' ', '\t']);
    head.is_empty() || head.ends_with(['\n', '.', '!', '?', ':', '(', '[', '"', '='])
}

/// Finds a placeholder such as `<your verdict>` at the `<` at `at`; tags are none.
fn angle_placeholder(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at + 1..)?;
    let end =
        rest.bytes().take(60).position(|byte| matches!(byte, b'>' | b'\n' | b'<' | b'=' | b'/'))?;
    let inner = rest.get(..end).filter(|_| rest.as_bytes()[end] == b'>')?;
    let worded = inner.starts_with(char::is_alphabetic)
        && inner.chars().all(|c| c.is_alphanumeric() || " -_'’,.?".contains(c));
    let first = inner.split([' ', '-', '_']).next().unwrap_or_default().to_lowercase();
    let several = inner.trim().contains(' ') && !TAGS_WITH_BARE_ATTRIBUTES.contains(&&*first);
    let single = ONE_WORD_PLACEHOLDERS.contains(&&*inner.to_lowercase());
    (worded && (several || single)).then(|| Span::new(at, at + end + 2))
}

/// Finds a placeholder such as `[insert the year]` or `[TK]` at the `[` at `at`; links are none.
fn bracket_placeholder(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at + 1..)?;
    let head = rest.as_bytes().get(..2)?.to_ascii_lowercase();
    if !matches!(&*head, b"in" | b"yo" | b"pl" | b"tk") {
        return None;
    }
    let end = rest.bytes().take(60).position(|byte| matches!(byte, b']' | b'\n' | b'['))?;
    let inner = rest.get(..end).filter(|_| rest.as_bytes()[end] == b']')?;
    let is_link = rest.as_bytes().get(end + 1).is_some_and(|next| b"([:".contains(next));
    let lower = inner.to_lowercase();
    let is_placeholder = ["insert ", "your "].iter().any(|word| lower.starts_with(word))
        || lower == "placeholder"
        || inner == "TK";
    (is_placeholder && !is_link).then(|| Span::new(at, at + end + 2))
}

/// Finds out which places are in a comment of HTML, asked from one place to the next.
struct CommentScan<'t> {
    text: &'t str,
    /// Up to where comments were looked for, and whether one is open there.
    seen: usize,
    is_open: bool,
}

impl CommentScan<'_> {
    fn is_open_at(&mut self, at: usize) -> bool {
        while let Some(rest) = self.text.as_bytes().get(self.seen..at) {
            let mark: &[u8] = if self.is_open { b"-->" } else { b"<!--" };
            let Some(found) = memmem::find(rest, mark) else { break };
            self.seen += found + mark.len();
            self.is_open = !self.is_open;
        }
        // A mark that `at` cuts in two is found the next time.
        self.seen = self.seen.max(at.saturating_sub(3));
        self.is_open
    }
}

/// Whether `at` is in a comment of the fields, which readers do not see, or in code.
fn is_comment_or_code(cx: &Cx<'_>, at: usize) -> bool {
    let line = line_before(cx.source.text(), at);
    let fields = cx.subject.fields.last().map_or(0, |entry| entry.node.span.end);
    let own_comment = (cx.is_strict() || at < fields) && line.trim_start().starts_with('#');
    let trailing = cx.is_strict()
        && line
            .rsplit_once('#')
            .is_some_and(|(code, _)| code.contains('=') && code.matches('"').count() % 2 == 0);
    own_comment || trailing || opens_code(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_no_tags() {
        for text in ["<your verdict here>", "<placeholder>", "<insert title>"] {
            assert!(angle_placeholder(text, 0).is_some(), "{text}");
        }
        for text in
            ["<b>", "<br/>", "<details open>", "<img src=x>", "< 3 and 4 >", "<https://a.b>", "<3"]
        {
            assert_eq!(angle_placeholder(text, 0), None, "{text}");
        }
        assert!(
            bracket_placeholder("[insert year]", 0).is_some()
                && bracket_placeholder("[TK]", 0).is_some()
        );
        assert!(
            bracket_placeholder("[your film](a)", 0).is_none()
                && bracket_placeholder("[index]", 0).is_none()
        );
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
        assert!(note("e balla. TODO Ha scritto un libro."));
        assert!(!note("lo dio TODO por ella") && !note("TODO lo que") && !note("TODOS"));
    }

    #[test]
    fn marks_for_what_is_to_come_are_no_names_and_no_questions() {
        let note = |text: &str, mark: &str| {
            let at = text.find(mark).unwrap();
            is_note(text, Span::new(at, at + mark.len()))
        };
        for (text, mark) in [
            ("He plays TK, the captain.", "TK"),
            ("TK: name of the ship", "TK"),
            ("at XXX the boat sinks", "XXX"),
            ("XXX check this", "XXX"),
            ("XXX A small film", "XXX"),
            ("TK Perhaps the dog", "TK"),
            ("and XXX I've stopped", "XXX"),
            ("played by ???, who", "???"),
            ("director: ???", "???"),
        ] {
            assert!(note(text, mark), "{text}");
        }
        for (text, mark) in [
            ("With TK Carter in it", "TK"),
            ("as in Super Bowl XXX this year", "XXX"),
            ("an XXX-rated film", "XXX"),
            ("What???", "???"),
            ("Why????", "???"),
        ] {
            assert!(!note(text, mark), "{text}");
        }
    }
}
