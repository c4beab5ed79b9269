//! Where the fields at the head of a text stand, and in which language they are written. Fields
//! whose fences are missing, or are other lines than they should be, are known by their names.

use serde::de::IgnoredAny;

use super::fences::{Edge, Fence, Language, is_unseen};
use super::header_lines::{Fields, first_line, has_known, is_field, is_known, line_at};
use super::yaml_lines;
use crate::text::Span;
use crate::text::lines::lines;

/// Where the fields stand, and where the body begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Header {
    /// The language of the fields.
    pub(super) kind: Language,
    pub(super) opening: Edge,
    pub(super) inner: Span,
    pub(super) closing: Edge,
    /// Where the text below the fields begins.
    pub(super) body: usize,
    /// Whether text stands above the fields, which belongs to the body.
    pub(super) is_late: bool,
}

/// How many fields that we know show that others are meant as fields, too.
const MIN_KNOWN_FIELDS: usize = 2;

/// The fields at the head of `text`; none where it begins with a text, or with a rule.
pub(super) fn header(text: &str) -> Option<Header> {
    let start = first_line(text);
    at_start(text, start).or_else(|| in_comment(text)).or_else(|| below_text(text, start))
}

/// Whether the text begins with a fence.
pub(super) fn is_fenced(text: &str) -> bool {
    let (_, line) = line_at(text, first_line(text));
    matches!(Fence::of(line), Some((Fence::Exact(_), _)))
}

/// Whether the text begins with fields between fences, in a file whose name says nothing of them.
pub(super) fn has_fields(text: &str) -> bool {
    header(text)
        .is_some_and(|it| !it.is_late && it.opening != Edge::Missing && it.closing != Edge::Missing)
}

/// The header that begins at byte `start`.
fn at_start(text: &str, start: usize) -> Option<Header> {
    let (next, line) = line_at(text, start);
    if line.starts_with('{') {
        return json(text, start).or_else(|| by_names(text, Edge::Missing, start));
    }
    let Some((fence, length)) = Fence::of(line) else {
        return by_names(text, Edge::Missing, start);
    };
    let span = Span::new(start, start + length);
    if let Some(doubled) = doubled(text, span, next) {
        return Some(doubled);
    }
    match fence {
        Fence::Exact(language) => {
            let opening = Edge::Fence(language, span);
            let is_indented = text[..start].ends_with([' ', '\t']);
            match closed(text, opening, language, next, is_indented) {
                Some(end) => end,
                None => closed_by_other(text, opening, language, next).or_else(|| {
                    let fields = Fields::of(text, next);
                    (fields.count > 0).then(|| header_of(&fields, text, opening))
                }),
            }
        }
        Fence::Near => {
            let words = line[length..].trim_start();
            let inner = if is_known(words) { start + line.len() - words.len() } else { next };
            by_names(text, Edge::Near(span), inner)
        }
    }
}

/// The header whose opening fence, at `first`, has another one below it, as in a block of code.
fn doubled(text: &str, first: Span, next: usize) -> Option<Header> {
    let (inner, line) = line_at(text, next);
    Fence::of(line)?;
    let opening = Edge::Near(Span::new(first.start, next + line.len()));
    let mut header = by_names(text, opening, inner)?;
    let (body, line) = line_at(text, header.body);
    if Fence::of(line).is_some() {
        header.body = body;
    }
    Some(header)
}

/// The header whose fields go on up to the fence of the same language as the one above them, if
/// there is one; `Some(None)` where what stands between are no fields.
fn closed(
    text: &str,
    opening: Edge,
    language: Language,
    inner: usize,
    is_indented: bool,
) -> Option<Option<Header>> {
    let (below, closing) = lines(&text[inner..]).find(|(_, line)| {
        // What is indented may be a text that is the value of a field.
        let line_itself = if is_indented { line.trim() } else { line.trim_end() };
        match Fence::of(line_itself) {
            Some((Fence::Exact(found), _)) => found == language,
            _ => language == Language::Yaml && line_itself == "...",
        }
    })?;
    let end = inner + below;
    let fields = Fields::of(text, inner);
    // A text of several lines that is not closed goes on beyond the fence.
    let below = text.get(fields.end..end);
    let is_rule =
        fields.end_in_text && fields.count > 0 && below.is_some_and(|below| !has_known(below));
    if is_rule {
        return Some(Some(header_of(&fields, text, opening)));
    }
    let fields = &text[inner..end];
    let kind = written_in(fields, language);
    let header = Header {
        kind,
        opening,
        inner: Span::new(inner, end),
        closing: Edge::Fence(language, Span::new(end, end + closing.trim_end().len())),
        body: end + closing.len(),
        is_late: false,
    };
    Some(holds_fields(fields, kind).then_some(header))
}

/// The header whose fields go on up to the fence of the other language, with nothing but fields
/// between them.
fn closed_by_other(text: &str, opening: Edge, language: Language, inner: usize) -> Option<Header> {
    let is_fence = |line: &str| matches!(Fence::of(line.trim_end()), Some((Fence::Exact(_), _)));
    let (below, closing) = lines(&text[inner..]).find(|(_, line)| is_fence(line))?;
    let end = inner + below;
    let fields = &text[inner..end];
    let kind = written_in(fields, language);
    let is_of_fields = |line: &str| {
        line.trim().is_empty()
            || line.starts_with(['#', '[', ']', ' ', '\t', '-'])
            || is_field(line.trim(), kind)
    };
    let has_fields = fields.lines().any(|line| is_field(line.trim(), kind));
    (has_fields && fields.lines().all(is_of_fields)).then(|| Header {
        kind,
        opening,
        inner: Span::new(inner, end),
        closing: Edge::Near(Span::new(end, end + closing.trim_end().len())),
        body: end + closing.len(),
        is_late: false,
    })
}

/// The header whose fields, from byte `inner` on, are ones that we know. Without anything above or
/// below them, a title has to be among them: labels may begin a text.
fn by_names(text: &str, opening: Edge, inner: usize) -> Option<Header> {
    let (_, first) = line_at(text, inner);
    let is_open = is_known(first) || first.trim_start().starts_with('{');
    let fields = is_open.then(|| Fields::of(text, inner))?;
    let is_set_off = opening != Edge::Missing || fields.closing != Edge::Missing;
    let is_meant = fields.known >= MIN_KNOWN_FIELDS && (is_set_off || fields.have_title);
    is_meant.then(|| header_of(&fields, text, opening))
}

/// The header that is the only content of a comment at the beginning of a text.
fn in_comment(text: &str) -> Option<Header> {
    let start = text.len() - text.trim_start_matches(is_unseen).len();
    let (_, line) = line_at(text, start);
    line.starts_with("<!-").then(|| at_start(text, start)).flatten()
}

/// The header below the first lines of a text: fields between fences all of which we know. Below a
/// heading they may be meant to be read as text, unless a title is among them.
fn below_text(text: &str, start: usize) -> Option<Header> {
    const MAX_LINES_ABOVE: usize = 5;
    let mut at = start;
    let mut has_heading = false;
    for _ in 0..MAX_LINES_ABOVE {
        let (next, line) = line_at(text, at);
        has_heading |= line.starts_with('#');
        if let Some((Fence::Exact(language), length)) = Fence::of(line) {
            let fields = Fields::of(text, next);
            let closes = matches!(fields.closing, Edge::Fence(found, _) if found == language);
            let are_known = fields.known == fields.count && fields.known >= MIN_KNOWN_FIELDS;
            if closes && are_known && (fields.have_title || !has_heading) {
                let opening = Edge::Fence(language, Span::new(at, at + length));
                return Some(Header { is_late: true, ..header_of(&fields, text, opening) });
            }
        }
        at = next;
    }
    None
}

/// An object in JSON at byte `start`, which nothing follows on its last line. To YAML it is a map.
fn json(text: &str, start: usize) -> Option<Header> {
    let mut objects = serde_json::Deserializer::from_str(&text[start..]).into_iter::<IgnoredAny>();
    objects.next()?.ok()?;
    let end = start + objects.byte_offset();
    let (body, line) = line_at(text, end);
    let header = Header {
        kind: Language::Yaml,
        opening: Edge::Fence(Language::Yaml, Span::new(start, start)),
        inner: Span::new(start, end),
        closing: Edge::Fence(Language::Yaml, Span::new(end, end)),
        body,
        is_late: false,
    };
    (line.trim().is_empty() && text[start..end].contains(':')).then_some(header)
}

/// The header that fields are. Its fences are to be of one language.
fn header_of(fields: &Fields, text: &str, opening: Edge) -> Header {
    let fenced = match opening {
        Edge::Fence(language, _) => Some(language),
        _ => None,
    };
    let kind = written_in(&text[fields.start..fields.end], fenced.unwrap_or_default());
    let closing = match fields.closing {
        Edge::Fence(language, span) if language != fenced.unwrap_or(kind) => Edge::Near(span),
        closing => closing,
    };
    let inner = Span::new(fields.start, fields.end);
    Header { kind, opening, inner, closing, body: fields.body, is_late: false }
}

/// The language of fields between fences of `fenced`: some take the fences of the other one. Where
/// both are there, the first line decides, and one line alone is a slip.
fn written_in(inner: &str, fenced: Language) -> Language {
    let other = match fenced {
        Language::Yaml => Language::Toml,
        Language::Toml => Language::Yaml,
    };
    let lines = || inner.lines().map(str::trim);
    let first = lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    if !first.is_some_and(|line| is_own_field(line, other)) {
        return fenced;
    }
    let second = lines().filter(|line| is_own_field(line, other)).nth(1);
    let has_own = lines().any(|line| is_own_field(line, fenced));
    if has_own && second.is_none() { fenced } else { other }
}

/// Whether a line is a field of one language and not of the other.
fn is_own_field(line: &str, kind: Language) -> bool {
    let name = line.split(['=', ':']).next().unwrap_or_default();
    let rest = &line[name.len()..];
    let is_name = !name.trim().is_empty() && !name.trim().contains(['{', '[', '"']);
    match kind {
        Language::Toml => is_name && rest.starts_with('=') && !rest.starts_with("=="),
        Language::Yaml => is_name && (rest.starts_with(": ") || rest.trim_end() == ":"),
    }
}

/// Two rules around a paragraph are no front matter.
fn holds_fields(inner: &str, kind: Language) -> bool {
    let lacks_blanks = kind == Language::Yaml && yaml_lines::lacks_blanks(inner);
    inner.trim().is_empty() || lacks_blanks || inner.lines().any(|line| is_field(line.trim(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_between_all_kinds_of_fences() {
        for (text, opening, closing, body) in [
            ("---\ntitle: A\n---\nB", "---", "---", "B"),
            ("--\ntitle: A\nyear: 1998\n--\nB", "--", "--", "B"),
            ("***\ntitle: A\nyear: 1998\n---\nB", "***", "---", "B"),
            ("```yaml\ntitle: A\nyear: 1998\n```\nB", "```yaml", "```", "B"),
            ("```\n---\ntitle: A\nyear: 1998\n---\n```\nB", "```\n---", "---", "B"),
            ("--- # fields\ntitle: A\nyear: 1998\n---\nB", "---", "---", "B"),
            ("--- title: A\nyear: 1998\n---\nB", "---", "---", "B"),
            ("---\ntitle: A\n--- B", "---", "---", " B"),
            ("---\ntitle: A\n\nB\n\n---\n\nC", "---", "", "\nB\n\n---\n\nC"),
            ("<!--\ntitle: A\nyear: 1998\n-->\nB", "<!--", "-->", "B"),
            ("title: A\nyear: 1998\n\nB", "", "", "\nB"),
            ("title = 'A'\nyear = 1998\n+++\nB", "", "+++", "B"),
        ] {
            let header = header(text).expect(text);
            let written = |edge| match edge {
                Edge::Fence(_, span) | Edge::Near(span) => &text[span.start..span.end],
                Edge::Missing => "",
            };
            let found = (written(header.opening), written(header.closing), &text[header.body..]);
            assert_eq!(found, (opening, closing, body), "{text}");
        }
    }

    #[test]
    fn a_text_of_several_lines_may_have_blank_lines_and_headings() {
        let text = "---\ntitle: A\nnote: >-\n  B.\n\n\n  ## C\n\n  D\ncover: e.png\n---\nF";
        let header = header(text).expect("fields");
        assert_eq!(&text[header.body..], "F");
        assert!(matches!(header.closing, Edge::Fence(..)));
        let unfenced = "title: A\nyear: 1998\nnote: |\n  B.\n\n  # C\n\nD";
        let header = super::header(unfenced).expect("fields");
        assert_eq!(&unfenced[header.body..], "\nD");
    }

    #[test]
    fn an_open_text_does_not_reach_beyond_its_fence() {
        let text = "+++\ntitle = '''A\n+++\n\nB\n'''\n\nC\n";
        assert_eq!(header(text).map(|header| &text[header.body..]), Some("\nB\n'''\n\nC\n"));
    }

    #[test]
    fn a_text_is_no_header() {
        for text in [
            "",
            "---\n",
            "---\n\nA boat.\n\n---\n\nB",
            "***\n\nTitle: a word for many things.\n\n***",
            "Title: A\n\nA boat.",
            "Director: A\nCast: B\n\nA boat.",
            "```yaml\nport: 80\nhost: a\n```\n",
            "# A\n\n---\nyear: 1998\nrating: 4/5\n---\n\nB",
            "<!-- title: A -->\nB",
        ] {
            assert_eq!(header(text), None, "{text}");
        }
    }
}
