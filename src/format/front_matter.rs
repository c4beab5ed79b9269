//! The fields at the head of a Markdown file.

use super::assembly::Assembly;
use super::fences::{self, Head, Language};
use super::value::{KeyValue, too_many_values};
use super::{fields, toml, yaml, yaml_slips};
use crate::text::phrase::whole;
use crate::text::{Code, Mismatch, Phrase, Span, expected, quote};

/// Reads the fields at the head of the file; gives them back, and where the body begins.
pub(super) fn read(assembly: &mut Assembly<'_>) -> (Vec<KeyValue>, usize) {
    let text = assembly.source.text();
    let Some(head) = fences::head(text) else {
        if let Some(first) = fences::without_opening(text) {
            let at = Span::new(first.start, first.start);
            let mismatch =
                expected("`---` on a line above these fields").replace(at, whole("---\n"));
            assembly.report(Code::WrongFence, first, mismatch);
        } else if let Some(late) = fences::late(text) {
            let mismatch = expected("these fields at the top of the file").found("text above them");
            assembly.report(Code::WrongFence, late, mismatch);
        }
        return (Vec::new(), 0);
    };
    let inner = &text[head.inner.start..head.inner.end];
    if !head.closed {
        let (start, _) = fences::first_line(text);
        let fence = text[start..].lines().next().unwrap_or_default().trim_end();
        let (span, mismatch) = match fences::nearly_closed(text, head.body) {
            Some(near) => {
                let found = quote(&text[near.start..near.end]);
                (near, expected(quote(fence)).found(found).replace(near, whole(fence)))
            }
            None => {
                let end = head.inner.start + inner.trim_end().len();
                let wanted = Phrase::from(quote(fence)).then(" at the end of the fields");
                let missing = whole(&format!("\n{fence}"));
                let mismatch = expected(wanted).found("the end of the file");
                let mismatch = mismatch.replace(Span::new(end, end), missing);
                (Span::new(start, start + fence.len()), mismatch)
            }
        };
        assembly.report(Code::Syntax, span, mismatch);
    }
    if head.kind != head.fenced {
        let (start, end) = fences::first_line(text);
        let wanted = Phrase::from(quote(head.kind.fence())).then(" around these fields");
        let found = quote(text[start..end].trim());
        assembly.report(Code::WrongFence, Span::new(start, end), expected(wanted).found(found));
    }
    let (entries, fault) = match head.kind {
        Language::Yaml => yaml_fields(assembly, inner, head),
        Language::Toml => {
            let read = toml::read(inner, head.inner.start);
            let fault = read.fault.map(|fault| (fault.span, fault.mismatch, fault.rest));
            (read.entries, fault)
        }
    };
    fields::apply(assembly, &entries);
    if let Some((span, mismatch, rest)) = fault {
        if head.closed {
            assembly.report(Code::Syntax, span, mismatch);
        }
        // A field that was not understood may have covered the body.
        assembly.review.spoilers |= assembly.not_understood(rest, head.inner.end);
    }
    (entries, head.body)
}

type FieldsFault = (Span, Mismatch, usize);

fn yaml_fields(
    assembly: &mut Assembly<'_>,
    inner: &str,
    head: Head,
) -> (Vec<KeyValue>, Option<FieldsFault>) {
    let end = yaml::end_of_readable(inner);
    let inner = end.map_or(inner, |end| &inner[..end]);
    let mut read = yaml::read(inner, head.inner.start);
    if read.fault.is_none() {
        for span in yaml_slips::mend(inner, head.inner.start, &mut read.entries) {
            let written = assembly.source.text().get(span.start..span.end).unwrap_or_default();
            let mismatch = expected("quotes around a text like this").found(quote(written));
            assembly.report(Code::UnquotedText, span, mismatch);
        }
    }
    if let Some(twice) = read.twice.filter(|_| head.closed) {
        assembly.report(Code::RepeatedField, twice.span, twice.mismatch);
    }
    if let Some(end) = end.map(|end| head.inner.start + end) {
        let mismatch = too_many_values(yaml::MAX_ITEMS);
        return (read.entries, Some((Span::new(end, end), mismatch, end)));
    }
    // Everything was read line by line, so nothing is left over.
    let end = head.inner.end;
    (read.entries, read.fault.map(|fault| (fault.span, fault.mismatch, end)))
}
