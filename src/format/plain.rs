//! Posts in plain text: a title, short lines as headings, a rating, and the author at the end.

use super::assembly::{Assembly, MAX_SECTIONS};
use super::closing::{self, PlainLine, PlainLines, close};
use super::sections::under;
use super::{
    Format, Parsed, facts, fields, header, headings, people, rating, rating_line, roles, title,
};
use crate::markup::spoiler::{self, is_line_mark};
use crate::model::{Aspect, Field, FormatId, Markup, Section, SectionKey, TITLE_LINE};
use crate::text::spoilers::{Announcement, announcements, may_warn, speaks_of_spoilers};
use crate::text::{Source, Span};

mod write;

/// A post in plain text, which every text can be.
pub static FORMAT: Format = Format {
    id: FormatId::new("plain"),
    title: "Plain text",
    summary: "Plain text",
    extensions: &["txt", "text"],
    detect: |_| true,
    is_strict: false,
    bare_scale: None,
    read: parse,
    write: Some(write::write),
};

/// Reads a review in plain text.
fn parse(source: &Source) -> Parsed {
    // Some editors add `.txt` to every name.
    if header::has_fields(source.text()) {
        return (super::MARKDOWN.read)(source);
    }
    let mut assembly = Assembly::new(source, &FORMAT);
    // It has none, but its folder tells something.
    fields::apply(&mut assembly, &[]);
    let post = Post::new(source);
    let body = post.take_title(&mut assembly);
    let lines = post.lines.from(body).map(|(_, line)| (line.span, line.text));
    let rating = rating_line::choose(&mut assembly, lines);
    let rating = rating.and_then(|span| post.lines.from(body).find(|(_, line)| line.span == span));
    let after = rating.as_ref().map(|(_, line)| line.span);
    let rating = rating.map(|(at, _)| at);
    rating_line::given(&mut assembly, post.last(body));
    let tail = closing::start(&post.lines, body, rating);
    let first = post.people(&mut assembly, body);
    post.sections(&mut assembly, body..tail, rating);
    post.roles(&mut assembly, &first);
    close(&mut assembly, &post.lines, tail, after);
    assembly.finish(Vec::new())
}

/// So many lines about the author are passed over at the end.
const MAX_CLOSING_LINES: usize = 8;

struct Post<'t> {
    source: &'t Source,
    lines: PlainLines<'t>,
    /// Whether blank lines separate paragraphs; else every line is one.
    spaced: bool,
}

impl<'t> Post<'t> {
    fn new(source: &'t Source) -> Self {
        let lines = PlainLines::of(source.text());
        let spaced = lines.from(1).any(|(_, line)| line.after_blank);
        Self { source, lines, spaced }
    }

    /// Reads the title from the first line. Returns the index of the line at which the text begins,
    /// which is the first line where that is a sentence.
    fn take_title(&self, assembly: &mut Assembly<'_>) -> usize {
        let Some(first) = self.lines.get(0) else { return 0 };
        // A rating in words may be a title: "Seven Stars".
        let is_figure = |c: char| c.is_ascii_digit() || rating::is_sign(c);
        let is_rating = first.text.contains(is_figure) && rating::line(first.text).is_some();
        if is_rating || headings::known(first.text).is_some() {
            return 0;
        }
        let (headline, sentence) = title::first_line(unmarked(first.text));
        if headline.title.is_empty() {
            return 0;
        }
        assembly.take_beside_title(&headline);
        let review = &mut assembly.review;
        review.title = headline.title;
        if headline.shortened {
            review.headline = Some(first.text.to_owned());
        } else if !sentence {
            assembly.keep(first.span, TITLE_LINE, first.text.to_owned());
        }
        usize::from(!sentence)
    }

    /// Takes people from the first paragraph only: further down a name may be anybody's.
    /// Returns what of it is not covered.
    fn people(&self, assembly: &mut Assembly<'_>, body: usize) -> String {
        const MAX_PARAGRAPH_CHARS: usize = 4096;
        let paragraph = self
            .lines
            .from(body)
            .take_while(|(at, line)| *at == body || (self.spaced && !line.after_blank));
        // Each line has a character at least.
        let text: Vec<&str> =
            paragraph.take(MAX_PARAGRAPH_CHARS).map(|(_, line)| line.text).collect();
        let text = text.join("\n");
        let text =
            text.char_indices().nth(MAX_PARAGRAPH_CHARS).map_or(&*text, |(end, _)| &text[..end]);
        let open = open_head(text).replace('\n', " ");
        let text = text.replace('\n', " ");
        let (directors, cast) = people::directors_and_cast(&text);
        assembly.evidence.work |= !directors.is_empty() || !cast.is_empty();
        assembly.review.directors = directors.into_iter().map(|person| person.name).collect();
        assembly.review.cast = cast;
        open
    }

    /// The last line but for those about the author.
    fn last(&self, body: usize) -> Option<(Span, &str)> {
        let last = self.lines.from(body).rev().take(MAX_CLOSING_LINES);
        let mut last = last.map(|(_, line)| (line.span, line.text));
        last.find(|(_, text)| !closing::is_contact(text))
    }

    /// Takes roles from the first paragraph and from what is said of the performances, of what is a
    /// review anyway.
    fn roles(&self, assembly: &mut Assembly<'_>, first: &str) {
        let review = &assembly.review;
        if review.rating.is_none() && review.directors.is_empty() && review.cast.is_empty() {
            return;
        }
        let sections = review.sections.iter().filter(|section| !section.covered);
        let mut performances = sections.filter(|section| section.key == SectionKey::Performances);
        let performances = performances.next().map_or("", |section| open_head(&section.text));
        let post = self.source.text();
        let mut found = roles::find(first, post);
        found.extend(roles::find(performances, post));
        for person in found {
            let cast = &mut assembly.review.cast;
            let known = cast.iter_mut().find(|known| known.name == person.name);
            match known {
                Some(known) => known.role = known.role.take().or(person.role),
                None if assembly.review.directors.contains(&person.name) => {}
                None => cast.push(person),
            }
        }
    }

    fn sections(
        &self,
        assembly: &mut Assembly<'_>,
        range: std::ops::Range<usize>,
        rating: Option<usize>,
    ) {
        let mut open = OpenSection { start: range.start, heading: None };
        for (at, line) in self.lines.within(range.clone()) {
            let is_crowded = assembly.review.sections.len() >= MAX_SECTIONS;
            if !is_crowded && self.is_heading(at, range.end, rating) {
                assembly.review.sections.extend(self.section(&open, at, rating));
                open = OpenSection { start: at + 1, heading: Some((at, line.text)) };
            }
        }
        assembly.review.sections.extend(self.section(&open, range.end, rating));
        let last = assembly.review.sections.len().checked_sub(1);
        assembly.crowded = last.filter(|last| *last >= MAX_SECTIONS);
    }

    fn section(
        &self,
        open: &OpenSection<'_>,
        end: usize,
        rating: Option<usize>,
    ) -> Option<Section> {
        let lines = || {
            let lines = self.lines.within(open.start..end);
            lines.filter(|(at, _)| Some(*at) != rating)
        };
        let first = lines().next().map(|(at, _)| at);
        let at = match open.heading {
            Some((at, heading)) if first.is_some() || !rating::is_label(heading) => at,
            Some(_) => return None,
            None => first?,
        };
        let heading = open.heading.map(|(_, heading)| heading.to_owned());
        let intro = || (SectionKey::Intro, None);
        let (key, rating) = heading.as_deref().map_or_else(intro, under);
        Some(Section {
            key,
            heading,
            rating,
            text: self.text(|| lines().map(|(_, line)| line)),
            markup: Markup::Literal,
            line: self.source.line_of(self.lines.get(at)?.span.start),
            ..Section::default()
        })
    }

    /// The lines as they stand, without the blanks around them.
    fn text<'l, L>(&self, lines: impl Fn() -> L) -> String
    where
        L: DoubleEndedIterator<Item = PlainLine<'l>>,
    {
        // A paragraph broken into lines, which would be taken for one paragraph each where no
        // blank line shows otherwise.
        let broken = self.spaced
            && lines().skip(1).all(|line| !line.after_blank)
            && lines().rev().skip(1).all(|line| line.text.chars().count() >= 40);
        let mut text = String::new();
        for line in lines() {
            if !text.is_empty() {
                text.push_str(if line.after_blank {
                    "\n\n"
                } else if broken && !is_line_mark(line.text) {
                    " "
                } else {
                    "\n"
                });
            }
            text.push_str(line.text);
        }
        text
    }

    /// A short line without a full stop that stands above text.
    fn is_heading(&self, at: usize, end: usize, rating: Option<usize>) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if Some(at) == rating || !could_be_heading(line.text) || self.is_rated(at) {
            return false;
        }
        let next = (at + 1..end).find(|next| Some(*next) != rating);
        let next = next.and_then(|next| self.lines.get(next));
        if headings::known(line.text).is_some() {
            return line.text.starts_with(|c: char| !c.is_lowercase());
        }
        let Some(next) = next else { return false };
        let begins = line.text.starts_with(|c: char| !c.is_lowercase());
        if begins && speaks_of_spoilers(line.text) {
            return true;
        }
        let is_separate = !self.spaced || line.after_blank && next.after_blank;
        is_separate && !could_be_heading(next.text)
    }

    /// Whether a line rates an aspect in a list of such, or names a rating: `Acting: 4/5` alone may
    /// be the heading of what is said about it.
    fn is_rated(&self, at: usize) -> bool {
        let rated = |at: usize| facts::rated(self.lines.get(at)?.text);
        let is_named = |aspect: Aspect| aspect.name.split(' ').any(rating::is_label);
        let around = [at.checked_sub(1), Some(at + 1)];
        rated(at).is_some_and(|aspect| {
            is_named(aspect) || around.into_iter().flatten().any(|at| rated(at).is_some())
        })
    }
}

/// What stands in a text before a mark or a warning covers the rest.
fn open_head(text: &str) -> &str {
    let marked = spoiler::find(text).found.first().map(|passage| passage.outer.start);
    let warned = announcements(text).iter().find_map(Announcement::begins);
    let end = marked.into_iter().chain(warned).min();
    &text[..end.unwrap_or(text.len())]
}

/// A first line without the marks of a heading, and without a label that says what it is.
fn unmarked(line: &str) -> &str {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let line = line[hashes..].strip_prefix(' ').filter(|_| hashes > 0).unwrap_or(line).trim();
    let bold = ["**", "__"].iter().find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark));
    let line = bold.unwrap_or(line);
    let is_title =
        |label: &str| matches!(Field::named(label), Some(Field::Title | Field::WorkTitle));
    let labelled = line.split_once(": ").filter(|(label, _)| is_title(label));
    labelled.map_or(line, |(_, title)| title)
}

/// The section that is being read.
struct OpenSection<'t> {
    start: usize,
    /// The line of its heading, and the heading.
    heading: Option<(usize, &'t str)>,
}

fn could_be_heading(text: &str) -> bool {
    let short =
        text.len() <= 240 && text.chars().count() <= 60 && text.split_whitespace().count() <= 9;
    short
        && text.starts_with(|c: char| c.is_alphanumeric() || "¿¡(".contains(c))
        && text.contains(char::is_alphabetic)
        && !text.ends_with(['.', ',', ';', '…', '。', '"', '”', '-'])
        && rating::line(text).is_none()
        && rating::overall(text).is_none()
        && !closing::is_contact(text)
        && !tells_spoilers(text)
}

/// Whether a line warns of spoilers and tells them: `Spoiler: he dies`.
fn tells_spoilers(line: &str) -> bool {
    // A bracket may be closed on the next line.
    let closed = format!("{line})");
    let tells = |start: usize| closed[start..].contains(char::is_alphanumeric);
    may_warn(line) && announcements(&closed).iter().any(|said| said.begins().is_some_and(tells))
}
