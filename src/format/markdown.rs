//! Markdown: fields at the head, sections under headings.

use std::ops::Range;

use super::assembly::{Assembly, MAX_SECTIONS};
use super::sections::under;
use super::spoiler_warning::cover_from_heading;
use super::{
    Format, Parsed, claims, front_matter, header, headings, outline, rating, rating_line,
    recognise, title, work,
};
use crate::markup::spoiler::{self, Passages};
use crate::model::words::count_words;
use crate::model::{FormatId, Markup, Section, SectionKey};
use crate::text::lines::{line_end, line_start, trimmed};
use crate::text::spoilers::speaks_of_spoilers;
use crate::text::{Source, Span};
use outline::{Heading, MAX_HEADINGS};

mod several;
mod write;

/// Markdown, with front matter or without.
pub static FORMAT: Format = Format {
    id: FormatId::new("markdown"),
    title: "Markdown",
    summary: "Markdown with YAML at its head",
    extensions: &["md", "markdown", "mdx"],
    detect: header::is_fenced,
    is_strict: false,
    bare_scale: None,
    read: parse,
    write: Some(write::write),
};

/// Reads a review in Markdown, or several.
fn parse(source: &Source) -> Parsed {
    let mut assembly = Assembly::new(source, &FORMAT);
    let (fields, written) = front_matter::read(&mut assembly);
    let body = MarkdownBody { source, text: &written.text, offset: written.start };
    let found = outline::headings(body.text);
    if let Some(items) = several::items(&assembly, &body, &found) {
        return several::read(assembly, fields, &body, items);
    }
    body.read(&mut assembly, found);
    assembly.finish(fields)
}

/// The text below the front matter, or a part of it.
struct MarkdownBody<'t> {
    source: &'t Source,
    text: &'t str,
    /// Where it stands in the file.
    offset: usize,
}

struct Cut {
    /// Where its heading begins, and where its text does.
    start: usize,
    text: usize,
    heading: String,
}

impl<'t> MarkdownBody<'t> {
    fn part(&self, place: Range<usize>) -> Self {
        let offset = self.offset + place.start;
        let text = self.text.get(place).unwrap_or_default();
        Self { text, offset, ..*self }
    }

    /// Reads one review, given all headings of the text.
    fn read(&self, assembly: &mut Assembly<'_>, mut found: Vec<Heading>) {
        let has_all_headings = found.len() < MAX_HEADINGS;
        let title = self.take_title(assembly, &mut found);
        let lines = outline::prose_lines(self.text);
        let lines = lines.map(|line| (self.span(&line), &self.text[line]));
        let lines = lines.filter(|(_, line)| !is_indented_code(line));
        let rating = rating_line::choose(assembly, lines);
        let text = self.text.trim_end();
        let last = line_start(text, text.len())..text.len();
        rating_line::given(assembly, Some((self.span(&last), &text[last])));
        let rating = rating.map(|span| (span.start - self.offset, span.end - self.offset));
        let mut cuts = self.cuts(found, title.as_ref());
        let is_crowded = cuts.len() > MAX_SECTIONS || !has_all_headings;
        cuts.truncate(MAX_SECTIONS);
        let mut sections = self.sections(cuts, title, rating);
        note_reviews(assembly, &sections);
        if assembly.review.rating.is_none() {
            assembly.evidence.listing = recognise::is_listing(self.text);
            assembly.evidence.index = claims::is_index(&assembly.review.title, self.text);
        }
        drop_repeated(assembly, self.text);
        assembly.evidence.prose = assembly.review.sections.len();
        assembly.review.sections.append(&mut sections);
        assembly.crowded = assembly.review.sections.len().checked_sub(1).filter(|_| is_crowded);
    }

    /// Removes the title from the headings: the first of them, if it is the only one of its level and
    /// none is higher. Below an H1 that level is one of sections, unless it says the title again.
    fn take_title(&self, assembly: &mut Assembly<'_>, found: &mut Vec<Heading>) -> Option<Heading> {
        let Some(first) = found.first() else { return self.take_bold_title(assembly) };
        let names_work = || title::read(&first.text).title == assembly.review.title;
        if found[1..].iter().any(|heading| heading.level <= first.level)
            || first.level > 1 && (found.len() == 1 || !names_work())
        {
            return None;
        }
        let known = !assembly.review.title.is_empty();
        let late = !self.text[..first.start].trim().is_empty();
        let section = late || headings::known(&first.text).is_some();
        let titles = [Some(&assembly.review.title), assembly.review.headline.as_ref()];
        let repeats = titles.into_iter().flatten().any(|title| *title == first.text);
        if known && !repeats && (section || assembly.review.headline.is_some()) {
            return None;
        }
        let heading = found.remove(0);
        if !known {
            work::set_title(assembly, &heading.text);
        } else if !repeats && !heading.text.contains("{{") {
            work::set_headline(assembly, &heading.text);
        }
        Some(heading)
    }

    /// The title that a first line in bold is, where nothing else gives one.
    fn take_bold_title(&self, assembly: &mut Assembly<'_>) -> Option<Heading> {
        if !assembly.review.title.is_empty() {
            return None;
        }
        let start = self.text.len() - self.text.trim_start().len();
        let end = line_end(self.text, start);
        let text = outline::bold_heading(&self.text[start..end])?;
        if headings::known(text).is_some() || text.ends_with(':') || speaks_of_spoilers(text) {
            return None;
        }
        work::set_title(assembly, text);
        Some(Heading { start, end, level: 1, text: text.to_owned() })
    }

    /// Where sections begin: at the headings of the highest level, or at bold lines where there
    /// are none.
    fn cuts(&self, found: Vec<Heading>, title: Option<&Heading>) -> Vec<Cut> {
        let highest = found.iter().map(|heading| heading.level).min();
        match highest {
            Some(level) => found
                .into_iter()
                .filter(|heading| heading.level == level)
                .map(|h| Cut { start: h.start, text: h.end, heading: h.text })
                .collect(),
            None => self.bold_cuts(title.map_or(0, |title| title.end)),
        }
    }

    fn bold_cuts(&self, from: usize) -> Vec<Cut> {
        let lines = outline::prose_lines(self.text).filter(|line| line.start >= from);
        let bold = lines.filter_map(|line| {
            let heading = outline::bold_heading(&self.text[line.clone()])?;
            Some(Cut { start: line.start, text: line.end, heading: heading.to_owned() })
        });
        bold.collect()
    }

    fn sections(
        &self,
        cuts: Vec<Cut>,
        title: Option<Heading>,
        rating: Option<(usize, usize)>,
    ) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let passages = spoiler::find(self.text);
        let starts: Vec<usize> = cuts.iter().map(|cut| cut.start).collect();
        let end_of = |index: usize| starts.get(index).copied().unwrap_or(self.text.len());
        let titled = title.as_ref().map_or(0, |title| title.end);
        let intro = self.intro(end_of(0), title, rating);
        sections.extend(intro.map(|intro| within(intro, &passages, 0..end_of(0), titled)));
        for (index, Cut { start, text: below, heading }) in cuts.into_iter().enumerate() {
            let end = end_of(index + 1);
            let text = self.slice(below, end, rating);
            let rated = rating.is_some_and(|(at, _)| at == start);
            if text.is_empty() && (rated || rating::is_label(&heading)) {
                continue;
            }
            let (key, rating) = under(&heading);
            let (heading, line) = (Some(heading), self.line(start));
            let section = Section { key, heading, text, rating, line, ..Section::default() };
            sections.push(within(section, &passages, start..end, below));
        }
        sections
    }

    /// The text before the first section, apart from the title.
    fn intro(
        &self,
        end: usize,
        title: Option<Heading>,
        rating: Option<(usize, usize)>,
    ) -> Option<Section> {
        let (before, after) = match title {
            Some(title) => (self.slice(0, title.start, rating), title.end),
            None => (String::new(), 0),
        };
        let mut text = self.slice(after, end.max(after), rating);
        let start = if before.is_empty() { after } else { 0 };
        if !before.is_empty() {
            text = trimmed(&format!("{before}\n\n{text}"));
        }
        let blank = self.text[start..].len() - self.text[start..].trim_start().len();
        let line = self.line(start + blank);
        let key = SectionKey::Intro;
        (!text.is_empty()).then(|| Section { key, text, line, ..Section::default() })
    }

    /// The source from `start` to `end` without the line that became the rating.
    fn slice(&self, start: usize, end: usize, rating: Option<(usize, usize)>) -> String {
        let text = self.text.get(start..end).unwrap_or_default();
        match rating.filter(|&(from, to)| start <= from && to <= end) {
            Some((from, to)) => {
                let (head, tail) = (&self.text[start..from], &self.text[to..end]);
                trimmed(&format!("{}\n{tail}", head.trim_end_matches('\n')))
            }
            None => trimmed(text),
        }
    }

    fn span(&self, line: &Range<usize>) -> Span {
        Span::new(line.start + self.offset, line.end + self.offset)
    }

    fn line(&self, at: usize) -> u32 {
        self.source.line_of(self.offset + at)
    }
}

/// Notes a section that is called a review, and the kind of work that its heading tells.
fn note_reviews(assembly: &mut Assembly<'_>, sections: &[Section]) {
    let headings = sections.iter().filter_map(|section| section.heading.as_deref());
    let named = headings.filter(|heading| claims::is_review_heading(heading));
    for heading in named {
        assembly.evidence.shaped = true;
        if let Some(kind) = claims::kind_named(heading) {
            assembly.evidence.deduce(&mut assembly.review, kind);
        }
    }
}

/// Whether a line is indented as code is, and is no HTML, which is indented as well.
fn is_indented_code(line: &str) -> bool {
    (line.starts_with("    ") || line.starts_with('\t')) && !line.trim_start().starts_with('<')
}

/// Covers a section that begins or ends within a covered passage: its own text, which begins at
/// `text`, does not hold both marks.
fn within(mut section: Section, passages: &Passages, place: Range<usize>, text: usize) -> Section {
    let starts_covered = passages.runs_over(place.start);
    let own = || spoiler::find(&section.text);
    let cut_off = passages.runs_over(place.end) && !own().reach(section.text.len());
    section.covered |= cut_off || passages.runs_over(text);
    if starts_covered {
        cover_from_heading(&mut section);
    }
    section
}

/// Drops the sections from fields whose text the body repeats.
fn drop_repeated(assembly: &mut Assembly<'_>, body: &str) {
    // Few files have more than two such fields; a hostile one may have thousands.
    const MAX_COMPARED_SECTIONS: usize = 4;
    // Fewer words may stand in any text without being said again.
    const MIN_WORDS: usize = 3;
    let mut compared = 0;
    assembly.review.sections.retain(|section| {
        compared += 1;
        let raw = section.markup == Markup::Raw;
        let is_short = || count_words(&section.text) < MIN_WORDS;
        compared > MAX_COMPARED_SECTIONS
            || raw
            || section.text.is_empty()
            || !body.contains(&section.text)
            || is_short() && !body.lines().any(|line| line.trim() == section.text)
    });
}
