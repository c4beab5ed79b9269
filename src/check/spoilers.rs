//! Spoilers that are not covered: `spoilers` names a section that does not exist, or the text warns
//! of spoilers and covers nothing. The second is only a note, because a program cannot be sure what
//! prose means by "spoiler".

use super::context::Cx;
use super::sections::{is_table_misspelt, misspelt_keys};
use crate::format::headings::{SectionNames, key};
use crate::format::spoilers::is_general;
use crate::format::value::Value;
use crate::markup::cover;
use crate::model::{Field, Markup, Section};
use crate::text::near::nearest;
use crate::text::phrase::whole;
use crate::text::spoilers::{announcements, may_warn};
use crate::text::{Code, Span, expected, quote};

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
    if is_table_misspelt(cx) {
        return;
    }
    let known = SectionNames::of(&cx.review.sections);
    for name in names.filter(|name| !name.is_blank()) {
        let text = name.text.trim();
        if known.has(text) {
            continue;
        }
        if cx.is_full(Code::UnknownSection) {
            return;
        }
        // The name is right, and the heading is reported.
        let key = key(text);
        if misspelt_keys(cx).contains(&key) || cx.meant_headings.has(&key) {
            continue;
        }
        // A heading that was made from the key stands nowhere in the file.
        let names = |it: &'a Section| {
            let heading = it.heading.as_deref();
            let is_made = heading.is_some_and(|it_is| cx.within(cx.line_of(it), it_is).is_none());
            let key = it.key.as_str();
            let of_key = is_made.then_some(key).into_iter();
            of_key.chain(heading).chain([key]).collect::<Vec<&str>>()
        };
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
    if !may_warn(own) || cx.review.covers() {
        return;
    }
    let places = cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw);
    let found = places.filter_map(|passage| {
        let said = announcements(text.get(passage.range.clone())?);
        let warning = said.into_iter().find(|it| it.begins().is_some())?.sentence;
        let start = passage.range.start;
        let span = Span::new(start + warning.start, start + warning.end);
        // Every other sign of plain text stands for itself.
        let remedy = match passage.section.markup {
            Markup::Markdown => "`||…||` or `spoilers` covers it",
            Markup::Literal | Markup::Raw => "`!spoilers` alone on a line covers what follows it",
        };
        Some((span, remedy))
    });
    if let Some((span, remedy)) = found.min_by_key(|(span, _)| *span) {
        let mismatch = expected("what follows to be covered").found("it shown").help(remedy);
        cx.report(Code::SpoilersShown, span, mismatch);
    }
}
