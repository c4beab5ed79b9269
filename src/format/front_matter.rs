//! The fields at the head of a Markdown file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::assembly::Assembly;
use super::draft;
use super::fences::{Edge, Language};
use super::header::{self, Header};
use super::header_lines::undressed;
use super::spoilers::is_about_spoilers;
use super::value::{KeyValue, Node, Value, too_many_values};
use super::{fields, toml, yaml, yaml_slips};
use crate::model::Field;
use crate::text::lines::{blanked, line_end};
use crate::text::phrase::whole;
use crate::text::{Code, Mismatch, Phrase, Span, expected, quote};

/// The text without the fields at its head.
pub(super) struct Body<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where it begins in the file.
    pub(super) start: usize,
}

/// Reads the fields at the head of the file; gives them back, and the text without them.
pub(super) fn read<'s>(assembly: &mut Assembly<'s>) -> (Vec<KeyValue>, Body<'s>) {
    let text = assembly.source.text();
    let bare = undressed(text);
    let dressed = header::header(&bare).filter(|it| bare != text && !it.is_late);
    let Some(header) = dressed.or_else(|| header::header(text)) else {
        return (Vec::new(), Body { text: Cow::Borrowed(text), start: 0 });
    };
    if dressed.is_some() {
        let wanted = expected("these fields between `---` lines");
        let first = Span::new(header.inner.start, line_end(text, header.inner.start));
        assembly.report(Code::WrongFence, first, wanted.found("them set as text"));
    } else {
        report_fences(assembly, header);
    }
    let read_from: &str = if dressed.is_some() { &bare } else { text };
    let inner = &read_from[header.inner.start..header.inner.end];
    let FieldsRead { entries, faults } = match header.kind {
        Language::Yaml => yaml_fields(assembly, inner, header),
        Language::Toml => toml_fields(inner, header.inner),
    };
    let mut unread = Vec::new();
    for (span, mismatch, lines) in faults {
        if header.closing != Edge::Missing {
            assembly.report(Code::Syntax, span, mismatch);
        }
        unread.push(lines);
    }
    fields::apply(assembly, &entries);
    for Range { start, end } in unread {
        // A field that was not understood may have covered the body.
        let is_said = start == end && entries.iter().any(|it| is_about_spoilers(&it.key));
        assembly.review.spoilers |= assembly.not_understood(start, end) && !is_said;
    }
    (entries, body(text, header))
}

/// The text below the header. If text stands above it, too, all of that, with blanks in the header's
/// place, so that every byte keeps its own.
fn body(text: &str, header: Header) -> Body<'_> {
    let below = &text[header.body..];
    match header.opening {
        Edge::Fence(_, span) if header.is_late => {
            let blanks = blanked(&text[span.start..header.body]);
            let whole = format!("{}{blanks}{below}", &text[..span.start]);
            Body { text: Cow::Owned(whole), start: 0 }
        }
        _ => Body { text: Cow::Borrowed(below), start: header.body },
    }
}

/// Reports fences that are not what they should be, each with the line to write.
fn report_fences(assembly: &mut Assembly<'_>, header: Header) {
    let text = assembly.source.text();
    let fence = header.kind.fence();
    let of_fields = |place: &'static str| expected(Phrase::from(quote(fence)).then(place));
    let quoted = |span: Span| quote(text.get(span.start..span.end).unwrap_or_default());
    let (span, wanted) = match header.opening {
        Edge::Fence(_, span) if header.is_late => {
            (span, expected("these fields at the top of the file").found("text above them"))
        }
        Edge::Fence(language, span) if language != header.kind => {
            let wanted = of_fields(" around these fields").found(quoted(span));
            // One edit is not enough where both fences are those of the other language.
            let is_one = matches!(header.closing, Edge::Near(_));
            let wanted = if is_one { wanted.replace(span, whole(fence)) } else { wanted };
            return assembly.report(Code::WrongFence, span, wanted);
        }
        Edge::Fence(language, span) => {
            report_odd_fence(assembly, language, span);
            return report_closing(assembly, header);
        }
        Edge::Near(span) => {
            let wanted = of_fields(" above these fields").found(quoted(span));
            (span, wanted.replace(span, whole(fence)))
        }
        Edge::Missing => {
            let start = Span::new(header.inner.start, header.inner.start);
            let place = match header.closing {
                Edge::Missing => " above and below these fields",
                _ => " on a line above these fields",
            };
            (start, of_fields(place).replace(start, whole(&format!("{fence}\n"))))
        }
    };
    assembly.report(Code::WrongFence, span, wanted);
    report_closing(assembly, header);
}

/// Reports the end of the fields if it is not what it should be.
fn report_closing(assembly: &mut Assembly<'_>, header: Header) {
    let text = assembly.source.text();
    let (fence, code) = match header.opening {
        Edge::Fence(language, _) => (language.fence(), Code::Syntax),
        _ => (header.kind.fence(), Code::WrongFence),
    };
    match header.closing {
        Edge::Fence(language, span) => report_odd_fence(assembly, language, span),
        Edge::Near(span) => {
            let written = text.get(span.start..span.end).unwrap_or_default();
            let mismatch = if written == fence {
                let wanted = expected(Phrase::from(quote(fence)).then(" alone on its line"));
                let end = Span::new(span.end, span.end);
                wanted.found("text behind it").replace(end, whole("\n\n"))
            } else {
                expected(quote(fence)).found(quote(written)).replace(span, whole(fence))
            };
            assembly.report(code, span, mismatch);
        }
        // Reported with the one above them.
        Edge::Missing if header.opening == Edge::Missing => {}
        Edge::Missing => {
            let inner = text.get(header.inner.start..header.inner.end).unwrap_or_default();
            let end = header.inner.start + inner.trim_end().len();
            let at = match header.opening {
                Edge::Fence(_, span) => span,
                _ => Span::new(end, end),
            };
            let wanted = expected(Phrase::from(quote(fence)).then(" at the end of the fields"));
            let is_at_end = end == text.trim_end().len();
            let wanted = if is_at_end { wanted.found("the end of the file") } else { wanted };
            let missing = whole(&format!("\n{fence}"));
            assembly.report(code, at, wanted.replace(Span::new(end, end), missing));
        }
    }
}

/// Reports four dashes, or the long one that a phone makes of three. `...` ends fields as well.
fn report_odd_fence(assembly: &mut Assembly<'_>, language: Language, span: Span) {
    let written = assembly.source.text().get(span.start..span.end).unwrap_or_default().trim();
    if !matches!(written, "" | "...") && written != language.fence() {
        let wanted = expected(quote(language.fence())).found(quote(written));
        let wanted = wanted.replace(span, whole(language.fence()));
        assembly.report(Code::WrongFence, span, wanted);
    }
}

/// The fields, and what is wrong with them: where, what, and the lines that are not understood.
struct FieldsRead {
    entries: Vec<KeyValue>,
    faults: Vec<(Span, Mismatch, Range<usize>)>,
}

fn toml_fields(inner: &str, place: Span) -> FieldsRead {
    let toml::TomlFields { entries, faults } = toml::read(inner, place.start);
    let faults = faults.into_iter().map(|fault| (fault.span, fault.mismatch, fault.unread));
    FieldsRead { entries, faults: faults.collect() }
}

fn yaml_fields(assembly: &mut Assembly<'_>, inner: &str, header: Header) -> FieldsRead {
    let end = yaml::end_of_readable(inner);
    let inner = end.map_or(inner, |end| &inner[..end]);
    let mut read = yaml::read(inner, header.inner.start);
    if read.fault.is_none() {
        for span in yaml_slips::mend(inner, header.inner.start, &mut read.entries) {
            let written = assembly.source.text().get(span.start..span.end).unwrap_or_default();
            let curly = yaml_slips::in_curly_quotes(written);
            let new = whole(&draft::quote::quote(curly.unwrap_or(written)));
            let wanted = match curly {
                Some(_) => Phrase::from(new.clone()).then(" in straight quotes"),
                None => "quotes around a text like this".into(),
            };
            let mismatch = expected(wanted).found(quote(written)).replace(span, new);
            assembly.report(Code::UnquotedText, span, mismatch);
        }
    }
    if header.closing == Edge::Missing {
        join_people(&mut read.entries);
    } else if let Some(twice) = read.twice {
        assembly.report(Code::RepeatedField, twice.span, twice.mismatch);
    }
    let last = header.inner.end;
    let faults = match end.map(|end| header.inner.start + end) {
        Some(end) => vec![(Span::new(end, end), too_many_values(yaml::MAX_ITEMS), end..last)],
        // Everything was read line by line, so nothing is left over.
        None => read.fault.into_iter().map(|it| (it.span, it.mismatch, last..last)).collect(),
    };
    FieldsRead { entries: read.entries, faults }
}

/// Makes one list of the people whom several lines name: such a log is no YAML, which knows a field
/// once.
fn join_people(entries: &mut Vec<KeyValue>) {
    use Field::{Author, Cast, Creators, Directors};
    let mut first: HashMap<Field, usize> = HashMap::new();
    let mut joined: Vec<KeyValue> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        let field = Field::named(&entry.key).filter(|_| entry.node.value == Value::Text);
        let field = field.filter(|field| matches!(field, Author | Cast | Creators | Directors));
        match field.and_then(|field| first.insert(field, joined.len())) {
            Some(at) => {
                let span = Span::new(joined[at].node.span.start, entry.node.span.end);
                let nothing = Node::scalar(Value::Null, "", span);
                let before = std::mem::replace(&mut joined[at].node, nothing);
                let mut people = match before.value {
                    Value::List(people) => people,
                    _ => vec![before],
                };
                people.push(entry.node);
                joined[at].node = Node::collection(Value::List(people), span);
                first.extend(field.map(|field| (field, at)));
            }
            None => joined.push(entry),
        }
    }
    *entries = joined;
}
