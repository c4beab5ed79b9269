//! A review laid out as a page.

use std::borrow::Cow;

use super::address::addresses;
use super::facts::{Fact, FactsForm};
use super::footer::Byline;
use super::stars::{self, RatingForm};
use super::wrap::wrap_long;
use super::{Line, Link, Page, Paragraph, Role, Run, SectionMark};
use crate::markup::{self, Block, BlockKind, Face, LinkTarget, cover};
use crate::model::{Field, Review, Section, SectionKey};
use crate::text::mask::mask;
use crate::text::{Address, Audience, Clean, Glyphs, Spoilers};

mod column;
mod extra;
mod head;
mod long_cover;

pub(super) use column::Column;
use long_cover::{CoveredPassages, LastCover};

/// How a page is to be laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// The columns of the text.
    pub width: usize,
    /// Whether covered text is shown.
    pub uncovered: bool,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// Whether the line of kind, genres and reading time is left out below the title.
    pub title_only: bool,
    /// Whether no blank line stands between the heading of a section and its text.
    pub tight_headings: bool,
    /// Where the facts stand.
    pub facts: FactsForm,
    /// The key or the option that shows what is covered; empty where there is none.
    pub reveal_key: String,
    /// Whether the page stands beside the author's editor: the bar has the names that stand there,
    /// and what is wrong is said on the desk.
    pub is_draft: bool,
}

/// The usual width of the text in columns; in longer lines the eye loses the next one.
pub(crate) const MEASURE_COLUMNS: usize = 72;

/// The most links that a page lists. A list of more is of no use, and takes memory; beyond it an
/// address stands in the text.
const MAX_LINKS: usize = 2_000;

/// Lays out a review.
#[must_use]
pub fn review(review: &Review, options: &Options) -> Page {
    let visible = visible(review, options);
    let (whole, review) = (review, &*visible);
    let mut layout = Layout::new(options);
    layout.head(review);
    for section in &review.sections {
        layout.section(section);
    }
    layout.author(review);
    layout.facts_pane(review);
    layout.shortened_facts();
    // What stands elsewhere is decided by what is written, whether that is covered or not.
    layout.extra(whole);
    layout.card();
    // Folded covers had more lines than are left.
    layout.page.body.shrink_to_fit();
    layout.page
}

/// Lays out the sections of this key alone, below the title and without their headings; `None` where
/// there is none.
#[must_use]
pub(crate) fn sections(review: &Review, key: &SectionKey, options: &Options) -> Option<Page> {
    let mut sections = review.sections.iter().filter(|section| section.key == *key).peekable();
    sections.peek()?;
    let mut layout = Layout::new(options);
    layout.title(&visible(review, options));
    for section in sections {
        layout.section(&Section { heading: None, ..section.clone() });
    }
    Some(layout.page)
}

/// The review with its fields as they may be seen.
fn visible<'r>(review: &'r Review, options: &Options) -> Cow<'r, Review> {
    match options.uncovered {
        true => Cow::Borrowed(review),
        false => cover::fields(review, options.glyphs),
    }
}

struct Layout<'a> {
    page: Page,
    options: &'a Options,
    width: usize,
    /// What could not be shown whole where it belongs.
    shortened: Vec<Fact>,
    /// The cover with which the body ends.
    last_cover: LastCover,
    /// The line of the body with which the block begins that is being laid out.
    block_start: usize,
    /// How much more text is laid out.
    left_bytes: usize,
}

impl Options {
    /// Who reads the messages on the page.
    const fn audience(&self) -> Audience {
        Audience { spoilers: Spoilers::told_if(self.uncovered), glyphs: self.glyphs }
    }
}

impl<'a> Layout<'a> {
    fn new(options: &'a Options) -> Self {
        Self {
            page: Page { glyphs: options.glyphs, ..Page::default() },
            options,
            width: options.width.max(1),
            last_cover: LastCover::default(),
            block_start: 0,
            left_bytes: usize::MAX,
            shortened: Vec::new(),
        }
    }
}

impl Layout<'_> {
    /// Runs of a heading or a headline, to be covered once they are wrapped.
    fn line(&self, runs: Vec<markup::Inline>, role: Role) -> Vec<Run> {
        let covered = |run: &markup::Inline| run.covered && !self.options.uncovered;
        let role_of = |run: &markup::Inline| if covered(run) { Role::Covered } else { role };
        runs.into_iter().map(|run| Run::new(run.text.as_str(), role_of(&run))).collect()
    }

    fn fit(&self, text: &str, columns: usize) -> Clean {
        Clean::new(self.options.glyphs.fit(Clean::new(text).as_str(), columns))
    }

    fn wrap(&self, runs: &[Run], columns: usize) -> Vec<Line> {
        wrap_long(runs, columns, self.options.glyphs)
    }

    fn section(&mut self, section: &Section) {
        let covered = section.covered && !self.options.uncovered;
        if !self.page.body.is_empty() {
            self.page.body.push_blank();
        }
        let first = self.page.body.len();
        let heading = cover::heading(section);
        let mut has_cover = section.covered || heading.iter().any(|run| run.covered);
        let heading = self.line(heading, Role::Heading);
        let mut some_covered = covered || heading.iter().any(|run| run.role == Role::Covered);
        let name = section_name(section, self.options.audience(), self.options.is_draft);
        if heading.iter().any(|run| !run.text.as_str().trim().is_empty()) {
            let rating = self.aspect(section, &name);
            self.heading(&heading, &rating);
        }
        let before = self.page.paragraphs.len();
        for body in markup::read(section) {
            if self.left_bytes == 0 {
                self.rest_left_out();
                break;
            }
            let bytes = body.blocks.iter().map(|block| block.source.len() + 1).sum();
            self.left_bytes = self.left_bytes.saturating_sub(bytes);
            let mut links = Links { targets: &body.links, numbers: vec![None; body.links.len()] };
            for block in &body.blocks {
                let last = self.page.body.len().checked_sub(1);
                let is_first = self.page.paragraphs.len() == before;
                let follows = if is_first { self.options.tight_headings } else { block.tight };
                if !follows && last.is_some_and(|last| !self.page.body.is_blank(last)) {
                    self.page.body.push_blank();
                }
                has_cover |= block.holds_covered || block.runs.iter().any(|run| run.covered);
                some_covered |= self.block(block, &mut links, covered);
            }
        }
        self.end_cover();
        let end = self.page.body.len();
        self.page.sections.push(SectionMark {
            key: section.key.clone(),
            name,
            covered: some_covered,
            has_cover,
            lines: first..end.max(first),
            words: section.words(),
        });
    }

    /// Says that the rest of a section is not laid out.
    fn rest_left_out(&mut self) {
        let words = Run::new("the rest stands on the page of this review alone", Role::Hint);
        let lines = self.wrap(&[words], self.width);
        self.page.body.push_blank();
        self.page.body.extend(&lines);
    }

    /// A heading, with the rating of its aspect at the right edge.
    fn heading(&mut self, runs: &[Run], rating: &[Run]) {
        let room = self.columns_beside(rating);
        let mut lines = self.wrap(runs, room);
        self.cover(&mut lines);
        if let Some(first) = lines.first_mut().filter(|_| !rating.is_empty()) {
            first.push_right(self.width, rating, self.options.glyphs);
        }
        self.page.body.extend(&lines);
        if !self.options.tight_headings {
            self.page.body.push_blank();
        }
    }

    /// The rating of the section with this name, for the right edge of its heading.
    fn aspect(&mut self, section: &Section, name: &Clean) -> Vec<Run> {
        let Some(rating) = &section.rating else { return Vec::new() };
        let form = RatingForm::of_aspect(self.width);
        let shown = stars::of_aspect(rating, form, self.width / 2, self.options.glyphs);
        if !shown.is_whole {
            let written = stars::as_written(rating).unwrap_or_default();
            let text = format!("{name} {written}");
            self.shortened.push(Fact::new(Field::Ratings, "Rating", &text));
        }
        shown.runs
    }

    /// Lays out one block; whether any of it is covered.
    fn block(&mut self, block: &Block, links: &mut Links<'_>, all_covered: bool) -> bool {
        self.block_start = self.page.body.len();
        let margin = Margin::of(block, self.width, self.options.glyphs);
        let mut some_covered = block.holds_covered && !self.options.uncovered;
        if block.kind == BlockKind::Rule {
            let rule = Run::new("─".repeat(margin.room.min(8)), Role::Rule);
            self.body_line(&Line::new(vec![rule]), &margin);
        }
        let mut shown = Vec::new();
        for (index, run) in block.runs.iter().enumerate() {
            let covered = (run.covered || all_covered) && !self.options.uncovered;
            for (part, text) in run.text.split('\n').enumerate() {
                if part > 0 {
                    self.body_lines(&std::mem::take(&mut shown), &margin);
                }
                if !text.is_empty() {
                    some_covered |= covered;
                    self.run(block, run, text, covered, links, &mut shown);
                }
            }
            if block.runs.get(index + 1).is_none_or(|next| next.link != run.link) && !covered {
                self.unlisted_address(run, links, &mut shown);
            }
        }
        self.body_lines(&shown, &margin);
        let lines = self.block_start..self.page.body.len();
        let paragraph = Paragraph::new(lines, block.source.clone(), some_covered);
        self.page.paragraphs.push(paragraph);
        some_covered
    }

    /// Adds the lines of a block.
    fn body_lines(&mut self, runs: &[Run], margin: &Margin) {
        let mut passages = CoveredPassages::of(runs);
        for mut line in self.wrap(runs, margin.room) {
            self.note_cover(&line, &mut passages);
            self.cover(std::slice::from_mut(&mut line));
            self.body_line(&line, margin);
        }
    }

    fn body_line(&mut self, line: &Line, margin: &Margin) {
        let body = &mut self.page.body;
        let indent = if body.len() == self.block_start { &margin.first } else { &margin.further };
        for run in margin.bars.iter().chain(indent).chain(&line.runs) {
            body.push_run(run);
        }
        body.end_line(line.joins_next);
    }

    /// Adds the part `text` of a block's run.
    fn run(
        &mut self,
        block: &Block,
        run: &markup::Inline,
        text: &str,
        covered: bool,
        links: &mut Links<'_>,
        shown: &mut Vec<Run>,
    ) {
        let text = Clean::new(text);
        if run.between {
            shown.push(Run::new(text, Role::Dim));
            return;
        }
        if covered {
            shown.push(Run::new(text, Role::Covered));
            return;
        }
        let target = run.link.and_then(|link| links.get_mut(link));
        let link = target.map(|(number, target)| {
            let is_shown = self.may_show(target);
            if is_shown && number.is_none() {
                *number = self.link(&text, Address::new(&target.address));
            }
            (*number, number.is_some() || !is_shown)
        });
        let role = match block.kind {
            BlockKind::Heading => Role::Heading,
            _ if run.face.code => Role::Code,
            _ if link.is_some_and(|(_, is_drawn)| is_drawn) => Role::Link,
            BlockKind::Code => Role::Code,
            _ if block.quote > 0 => Role::Quote,
            _ => Role::Body,
        };
        if let Some((link, _)) = link {
            shown.push(Run { text, role, face: run.face, link });
            return;
        }
        self.open_text(text.as_str(), role, run.face, shown);
    }

    /// Adds text that is no part of a link, with the addresses in it as links.
    fn open_text(&mut self, text: &str, role: Role, face: Face, shown: &mut Vec<Run>) {
        for (piece, address) in addresses(text) {
            let piece = Clean::new(piece);
            let link = self.link(&piece, address);
            let role = if link.is_some() { Role::Link } else { role };
            shown.push(Run { text: piece, role, face, link });
        }
    }

    /// Whether the address of a link may be seen; it may tell what its covered words would.
    const fn may_show(&self, target: &LinkTarget) -> bool {
        !target.covered || self.options.uncovered
    }

    /// Adds the address of a link that is not in the list of links because that is full.
    fn unlisted_address(&self, run: &markup::Inline, links: &mut Links<'_>, shown: &mut Vec<Run>) {
        if let Some((None, target)) = run.link.and_then(|link| links.get_mut(link))
            && self.may_show(target)
            && self.page.links.len() >= MAX_LINKS
            && Address::new(&target.address).is_some()
        {
            shown.push(Run::new(format!(" ({})", target.address), Role::Link));
        }
    }

    /// Masks covered text. This is done after wrapping, since masked text would break at other
    /// places, and lines would move when it is shown.
    fn cover(&self, lines: &mut [Line]) {
        let runs = lines.iter_mut().flat_map(|line| &mut line.runs);
        for run in runs.filter(|run| run.role == Role::Covered) {
            let covered = mask(run.text.as_str(), self.options.glyphs);
            run.text = Clean::new(covered);
        }
    }

    /// Adds a link to the list, where there is an address to follow; none where the list is full.
    fn link(&mut self, label: &Clean, address: Option<Address>) -> Option<usize> {
        let (number, address) = (self.page.links.len(), address?);
        if number >= MAX_LINKS {
            return None;
        }
        self.page.links.push(Link { label: label.clone(), address });
        Some(number)
    }

    /// Takes the author, with links after those of the text.
    fn author(&mut self, review: &Review) {
        let mut author = Byline::of(review, self.options.uncovered, self.options.glyphs);
        for contact in &mut author.contacts {
            contact.link = self.link(&contact.label(), contact.address.clone());
        }
        self.page.author = author;
    }

    /// The author's card at the end of the page.
    fn card(&mut self) {
        let card = self.page.author.card(self.width, self.options.glyphs);
        if !card.is_empty() {
            self.page.body.push_blank();
            self.page.body.push_blank();
            self.page.body.extend(&card);
        }
    }
}

/// The links of a piece of text.
struct Links<'a> {
    targets: &'a [LinkTarget],
    /// The index of each in the links of the page, once it is one of them.
    numbers: Vec<Option<usize>>,
}

impl Links<'_> {
    fn get_mut(&mut self, link: usize) -> Option<(&mut Option<usize>, &LinkTarget)> {
        Some((self.numbers.get_mut(link)?, self.targets.get(link)?))
    }
}

/// What stands to the left of a block's text: the bars of quotations, and the indent of a list with
/// its marker.
struct Margin {
    bars: Option<Run>,
    /// The indent of the first line.
    first: Option<Run>,
    /// The indent of the other lines.
    further: Option<Run>,
    /// The columns that are left for the text.
    room: usize,
}

impl Margin {
    /// At least a quarter of `columns` is left for the text.
    fn of(block: &Block, columns: usize, glyphs: Glyphs) -> Self {
        let bars = glyphs.signs("│ ").repeat(block.quote.min(columns / 8));
        let marker = glyphs.signs(block.marker.as_deref().unwrap_or_default());
        let marker_columns = glyphs.width(&marker);
        let indent = block.indent.max(marker_columns).min(columns / 2);
        let room = columns.saturating_sub(glyphs.width(&bars) + indent).max(1);
        let blank = |columns: usize| " ".repeat(columns);
        let first = format!("{}{marker}", blank(indent.saturating_sub(marker_columns)));
        let run = |text: String, role| (!text.is_empty()).then(|| Run::new(text, role));
        Self {
            bars: run(bars, Role::Rule),
            first: run(first, Role::Dim).filter(|_| indent > 0),
            further: run(blank(indent), Role::Dim),
            room,
        }
    }
}

/// The name of a section in the bar and beside passages: short for the ones that every review has,
/// unless it is to stand as its author wrote it.
#[must_use]
pub(crate) fn section_name(section: &Section, to: Audience, is_as_written: bool) -> Clean {
    const MAX_NAME_COLUMNS: usize = 24;
    let is_usual = SectionKey::NAMED.contains(&section.key) && !is_as_written;
    let shown = |run: markup::Inline| {
        let text = Clean::new(run.text);
        let is_masked = run.covered && to.spoilers == Spoilers::Covered;
        if is_masked { mask(text.as_str(), to.glyphs) } else { text.to_string() }
    };
    let name: String = match section.heading {
        Some(_) if !is_usual => cover::heading(section).into_iter().map(shown).collect(),
        _ => section.key.as_str().replace('-', " "),
    };
    Clean::new(to.glyphs.fit(Clean::new(capitalised(&name)).as_str(), MAX_NAME_COLUMNS))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_low_screen_a_text_follows_its_heading_at_once() {
        let section = |heading: &str| Section {
            heading: Some(heading.into()),
            text: "One.\n\nTwo.".into(),
            ..Section::default()
        };
        let whole = Review { sections: vec![section("Plot"), section("End")], ..Review::default() };
        let body = |tight_headings| {
            let options = Options { width: 40, tight_headings, ..Options::default() };
            let body = review(&whole, &options).body;
            body.iter().map(|line| line.text()).collect::<Vec<_>>().join("/")
        };
        assert_eq!(body(true), "Plot/One.//Two.//End/One.//Two.");
        assert_eq!(body(false), "Plot//One.//Two.//End//One.//Two.");
    }

    #[test]
    fn uncovering_moves_nothing() {
        let section = Section {
            text: "He ||goes to *東京* and|| stays for the rest of it.".into(),
            ..Section::default()
        };
        let whole = Review { sections: vec![section], ..Review::default() };
        for width in [10, 20, 40] {
            let covered = Options { width, ..Options::default() };
            let open = Options { uncovered: true, ..covered.clone() };
            let widths = |options: &Options| {
                let body = review(&whole, options).body;
                body.iter().map(|line| line.width(options.glyphs)).collect::<Vec<_>>()
            };
            assert_eq!(widths(&covered), widths(&open));
        }
        let ascii = Options { width: 60, glyphs: Glyphs::Ascii, ..Options::default() };
        let page = review(&whole, &ascii);
        let first = page.body.text(0..1);
        assert!(first.starts_with("He xxxx xx xxxx xxx stays"), "{first}");
    }
}
