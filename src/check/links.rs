//! Links without a target, and links and pictures whose file is not there.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use memchr::memchr_iter;

use super::context::{Cx, MAX_FINDINGS_PER_CODE, line_before};
use crate::format::passages::Passage;
use crate::markup::opens_code;
use crate::model::Markup;
use crate::text::phrase::whole;
use crate::text::{Code, Mismatch, Phrase, Span, expected, quote};

/// How far a link may reach from `[` to `]`, in bytes.
const MAX_LINK_TEXT_BYTES: usize = 300;

/// Files that a review shows or leads to, by their extensions.
const EXTENSIONS: [&str; 13] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "md", "markdown", "toml", "txt", "pdf",
    "org",
];

type Findings = Vec<(Code, Span, Mismatch)>;

pub(super) fn check(cx: &mut Cx<'_>) {
    let mut found = Findings::new();
    let text = cx.source.text();
    let defined = LazyCell::new(|| definitions(text));
    for passage in cx.passages.iter().filter(|it| it.section.markup == Markup::Markdown) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        empty_links(passage, written, &mut found);
        broken_links(passage, written, &mut found);
        missing_files(cx, passage, written, &mut found);
        // In a file of several reviews this would read the whole file once for each of them.
        if cx.review.place.lines.is_none() {
            undefined_links(&defined, passage, written, &mut found);
        }
    }
    for (code, span, mismatch) in found {
        cx.report(code, span, mismatch);
    }
}

/// Reports links and pictures whose file is not beside the review.
fn missing_files(cx: &Cx<'_>, passage: &Passage<'_>, written: &str, found: &mut Findings) {
    let Some(exists) = cx.subject.environment.exists else { return };
    let Some(folder) = cx.review.place.path.parent() else { return };
    for link in links(written, *b"()", b")\n", 400) {
        if opening(written, link.close).is_none_or(|open| is_code(written, open)) {
            continue;
        }
        let Some(path) = local_file(link.target, folder, exists) else { continue };
        if found.len() >= MAX_FINDINGS_PER_CODE {
            return;
        }
        if !exists(&path) {
            let start = passage.range.start + link.close + 2;
            let span = Span::new(start, start + link.target.len());
            let nothing = Phrase::from("nothing at ").then(quote(link.target).at(span));
            found.push((
                Code::MissingFile,
                span,
                expected("a file beside this one").found(nothing),
            ));
        }
    }
}

/// The file that the target of a link names. None of what only a site's own tools can find.
fn local_file(target: &str, folder: &Path, exists: fn(&Path) -> bool) -> Option<PathBuf> {
    let target = target.trim().trim_start_matches('<').split(['#', '?', '>']).next()?;
    // A title in quotes may follow.
    let target = target.split(" \"").next()?.trim().replace("%20", " ");
    let is_special = target.starts_with(['/', '\\', '@', '~', '{', '.'])
        && !target.starts_with("./")
        && !target.starts_with("../");
    if target.is_empty() || is_special || target.contains([':', '{', '$', '<']) {
        return None;
    }
    let extension = Path::new(&target).extension()?.to_str()?.to_ascii_lowercase();
    if !EXTENSIONS.contains(&&*extension) {
        return None;
    }
    // A path through folders may begin at that of the site.
    let is_beside = target.starts_with('.')
        || !target.contains('/')
        || target.split('/').next().is_some_and(|first| exists(&folder.join(first)));
    is_beside.then(|| folder.join(target))
}

/// Reports `[text]()`, and the first `[text](#)`, which stands for one that is to be filled in.
fn empty_links(passage: &Passage<'_>, written: &str, found: &mut Findings) {
    let mut has_stand_in = false;
    for link in links(written, *b"()", b")\n", 200) {
        let target = link.target.trim();
        let is_stand_in = target == "#" && !has_stand_in;
        has_stand_in |= is_stand_in;
        if !(matches!(target, "" | "<>") || is_stand_in) {
            continue;
        }
        if let Some(open) = opening(written, link.close).filter(|&open| !is_code(written, open)) {
            let wanted = "an address between the parentheses";
            found.push(leads_nowhere(passage, open, &link, wanted));
        }
        if found.len() >= MAX_FINDINGS_PER_CODE {
            return;
        }
    }
}

/// Reports `[text](https://a.example and` and `[text] (https://a.example)`.
fn broken_links(passage: &Passage<'_>, written: &str, found: &mut Findings) {
    for close in memchr_iter(b']', written.as_bytes()) {
        let rest = &written[close + 1..];
        let Some(target) = rest.trim_start_matches(' ').strip_prefix('(') else { continue };
        let blanks = rest.len() - target.len() - 1;
        let is_web = ["http://", "https://", "www."].iter().any(|start| target.starts_with(start));
        let Some(open) = opening(written, close).filter(|_| is_web) else { continue };
        let length = target.find([' ', '\t', '\n', ')']).unwrap_or(target.len());
        let behind = target[length..].trim_start();
        let is_open = !behind.starts_with([')', '"', '\'', '(']);
        // `[sic]`, `[…]` and `[1]` stand before brackets, too.
        let is_note = written[open + 1..close].chars().filter(|c| c.is_alphabetic()).count() < 4;
        if is_code(written, open) || found.len() >= MAX_FINDINGS_PER_CODE {
            continue;
        }
        let start = passage.range.start;
        let end = start + close + 1 + blanks + 1 + length;
        let mismatch = if blanks == 0 && is_open {
            expected("`)` behind the address").replace(Span::new(end, end), whole(")"))
        } else if blanks == 1 && !is_open && !is_note {
            let blank = Span::new(start + close + 1, start + close + 2);
            expected("`(` directly behind `]`").found("a space").replace(blank, whole(""))
        } else {
            continue;
        };
        found.push((Code::LinkWithoutTarget, Span::new(start + open, end), mismatch));
    }
}

/// Reports `[text][name]` where no line of the file defines the name.
fn undefined_links(
    defined: &impl Deref<Target = HashSet<String>>,
    passage: &Passage<'_>,
    written: &str,
    found: &mut Findings,
) {
    for link in links(written, *b"[]", b"]\n[", 100) {
        let name = link.target;
        let Some(open) = opening(written, link.close) else { continue };
        // `[[a]][[b]]` are two wiki links, `[^1]` is a footnote.
        let wiki = open > 0 && written.as_bytes()[open - 1] == b'[';
        if wiki
            || name.starts_with('^')
            || !name.contains(char::is_alphabetic)
            || is_code(written, open)
        {
            continue;
        }
        if !defined.contains(&name.trim().to_lowercase()) {
            let wanted = "a line with the address for this name";
            found.push(leads_nowhere(passage, open, &link, wanted));
        }
        if found.len() >= MAX_FINDINGS_PER_CODE {
            return;
        }
    }
}

/// A link from the `]` after its text onwards.
struct LinkTail<'t> {
    /// The position of that `]`.
    close: usize,
    /// The text between the marks after it.
    target: &'t str,
    /// One past the closing mark.
    end: usize,
}

/// The links whose target stands between the two `marks`. The target ends at the first of `stops`
/// within `reach` bytes; a stop other than the closing mark means that it is not a link.
fn links<'t>(
    text: &'t str,
    marks: [u8; 2],
    stops: &'t [u8],
    reach: usize,
) -> impl Iterator<Item = LinkTail<'t>> {
    let bytes = text.as_bytes();
    let closings = memchr_iter(b']', bytes).filter(move |at| bytes.get(at + 1) == Some(&marks[0]));
    closings.filter_map(move |close| {
        let rest = &text[close + 2..];
        let end = rest.bytes().take(reach).position(|byte| stops.contains(&byte))?;
        let is_closed = rest.as_bytes()[end] == marks[1];
        is_closed.then(|| LinkTail { close, target: &rest[..end], end: close + end + 3 })
    })
}

fn leads_nowhere(
    passage: &Passage<'_>,
    open: usize,
    link: &LinkTail<'_>,
    wanted: &'static str,
) -> (Code, Span, Mismatch) {
    let start = passage.range.start;
    (Code::LinkWithoutTarget, Span::new(start + open, start + link.end), expected(wanted))
}

/// The `[` that belongs to the `]` at `close`.
fn opening(text: &str, close: usize) -> Option<usize> {
    let head = text.get(..close)?;
    let mut depth = 0_usize;
    for (at, byte) in head.bytes().enumerate().rev().take(MAX_LINK_TEXT_BYTES) {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_code(text: &str, at: usize) -> bool {
    opens_code(line_before(text, at))
}

/// The names that lines such as `[name]: address` define.
fn definitions(file: &str) -> HashSet<String> {
    let label = |line: &str| {
        let (label, _) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        Some(label.trim().to_lowercase())
    };
    file.lines().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_beside_the_review_are_looked_for() {
        let exists: fn(&Path) -> bool = |path| path.ends_with("stills");
        let looked_for = |target: &str| local_file(target, Path::new("a"), exists).is_some();
        for picture in ["still.jpg", "./b/still.PNG", "../a b.webp", "stills/a.jpg \"A still\""] {
            assert!(looked_for(picture), "{picture}");
        }
        for other in ["https://a.org/b.jpg", "/b.jpg", "images/b.jpg", "{{ url }}.jpg", "b", ""] {
            assert!(!looked_for(other), "{other}");
        }
        assert!(looked_for("other.md") && looked_for("../other.md#plot"));
        assert!(!looked_for("../other/") && !looked_for("other.html"));
    }
}
