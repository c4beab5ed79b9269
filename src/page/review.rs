//! A review laid out as a page.

use std::borrow::Cow;

use super::address::addresses;
use super::stars;
use super::wrap::wrap;
use super::{Line, Link, Page, Paragraph, Role, Run, SectionMark, footer};
use crate::markup::{self, Block, BlockKind, LinkTarget, cover};
use crate::model::{Review, Section, SectionKey};
use crate::text::mask::mask;
use crate::text::{Address, Audience, Clean, Glyphs, Spoilers};

mod head;

/// How a page is to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The columns of the text.
    pub width: usize,
    /// Whether covered text is shown.
    pub uncovered: bool,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// The words beside a covered heading that say how to show it.
    pub hint: String,
}

/// The usual width of the text in columns; in longer lines the eye loses the next one.
pub(crate) const MEASURE_COLUMNS: usize = 72;

/// Lays out a review.
#[must_use]
pub fn review(review: &Review, options: &Options) -> Page {
    let width = options.width.max(1);
    let told = match options.uncovered {
        true => Cow::Borrowed(review),
        false => cover::fields(review, options.glyphs),
    };
    let review = &*told;
    let mut layout =
        Layout { page: Page { width, glyphs: options.glyphs, ..Page::default() }, options, width };
    layout.title(review);
    layout.facts(review);
    for (index, section) in review.sections.iter().enumerate() {
        layout.section(index, section);
    }
    layout.signature(review);
    layout.footer(review);
    layout.page
}

struct Layout<'a> {
    page: Page,
    options: &'a Options,
    width: usize,
}

impl Options {
    /// Who reads the messages on the page.
    const fn audience(&self) -> Audience {
        Audience { spoilers: Spoilers::told_if(self.uncovered), glyphs: self.glyphs }
    }
}

impl Layout<'_> {
    /// Where the author is to be found, as links after those of the text.
    fn footer(&mut self, review: &Review) {
        let page = &mut self.page;
        page.footer = footer::items(&review.author);
        for item in &mut page.footer {
            let Some(address) = item.address.clone() else { continue };
            item.link = Some(page.links.len());
            page.links.push(Link { label: item.full.clone(), address });
        }
    }

    /// Runs of a heading or a headline, to be covered once they are wrapped.
    fn line(&self, runs: Vec<markup::Inline>, role: Role) -> Vec<Run> {
        let covered = |run: &markup::Inline| run.covered && !self.options.uncovered;
        let role_of = |run: &markup::Inline| if covered(run) { Role::Covered } else { role };
        runs.into_iter().map(|run| Run::new(run.text.as_str(), role_of(&run))).collect()
    }

    fn sign(&self, ours: &'static str) -> Cow<'static, str> {
        self.options.glyphs.signs(ours)
    }

    fn fit(&self, text: &str, columns: usize) -> Clean {
        Clean::new(self.options.glyphs.fit(Clean::new(text).as_str(), columns))
    }

    fn width_of(&self, text: &str) -> usize {
        self.options.glyphs.width(text)
    }

    fn wrap(&self, runs: &[Run], columns: usize) -> Vec<Line> {
        wrap(runs, columns, self.options.glyphs)
    }

    fn section(&mut self, index: usize, section: &Section) {
        let covered = section.covered && !self.options.uncovered;
        let start = self.page.body.len();
        if start > 0 {
            self.page.body.push(Line::blank());
            self.page.body.push(Line::blank());
        }
        let first = self.page.body.len();
        let heading = self.line(cover::heading(section), Role::Heading);
        let mut some_covered = covered || heading.iter().any(|run| run.role == Role::Covered);
        let name = self.bar_name(section, &heading);
        if heading.iter().any(|run| !run.text.as_str().trim().is_empty()) {
            self.heading(heading, section, covered);
        }
        let body = markup::read(&section.text, section.markup);
        let mut links = vec![None; body.links.len()];
        for (number, block) in body.blocks.iter().enumerate() {
            let last = self.page.body.last().is_none_or(|line| line.runs.is_empty());
            let follows = block.tight && number > 0;
            if !follows && !last {
                self.page.body.push(Line::blank());
            }
            some_covered |= self.block(index, number, block, &body.links, &mut links, covered);
        }
        let end = self.page.body.len();
        self.page.sections.push(SectionMark {
            key: section.key.clone(),
            name,
            covered: some_covered,
            lines: first..end.max(first),
        });
    }

    /// The name of a section in the bar: short for the ones that every review has.
    fn bar_name(&self, section: &Section, heading: &[Run]) -> Clean {
        const MAX_BAR_NAME_COLUMNS: usize = 24;
        let usual = SectionKey::NAMED.contains(&section.key);
        let mut line = Line::new(heading.to_vec());
        self.cover(std::slice::from_mut(&mut line));
        let is_key = usual || section.heading.is_none();
        let name = if is_key { section.key.to_string() } else { line.text() };
        self.fit(&capitalised(&name), MAX_BAR_NAME_COLUMNS)
    }

    fn heading(&mut self, mut runs: Vec<Run>, section: &Section, covered: bool) {
        if let Some(stars) = section.rating.as_ref().and_then(crate::model::Rating::stars) {
            runs.push(Run::new("  ", Role::Body));
            runs.extend(stars::runs(stars, self.options.glyphs));
        }
        let mut lines = self.wrap(&runs, self.width);
        self.cover(&mut lines);
        if covered && let Some(last) = lines.last_mut() {
            let hint = Run::new(&*self.options.glyphs.signs(&self.options.hint), Role::Dim);
            let at = self.width.saturating_sub(self.width_of(hint.text.as_str()));
            if last.width(self.options.glyphs) < at {
                last.push_at(at, hint, self.options.glyphs);
            }
        }
        self.page.body.extend(lines);
        self.page.body.push(Line::blank());
    }

    /// Lays out one block; whether any of it is covered.
    fn block(
        &mut self,
        section: usize,
        number: usize,
        block: &Block,
        targets: &[LinkTarget],
        links: &mut [Option<usize>],
        all_covered: bool,
    ) -> bool {
        let start = self.page.body.len();
        let paragraph = self.page.paragraphs.len();
        let lead = self.sign("│ ").repeat(block.quote);
        let marker = self.options.glyphs.signs(block.marker.as_deref().unwrap_or_default());
        let indent = block.indent.max(self.width_of(&marker)).min(self.width / 2);
        let room = self.width.saturating_sub(self.width_of(&lead) + indent).max(1);
        let mut some_covered = block.holds_covered && !self.options.uncovered;
        let mut lines = Vec::new();
        if block.kind == BlockKind::Rule {
            lines.push(Line::new(vec![Run::new("─".repeat(room.min(8)), Role::Rule)]));
        }
        for runs in hard_lines(block) {
            let mut shown = Vec::new();
            for run in runs {
                let covered = (run.covered || all_covered) && !self.options.uncovered;
                some_covered |= covered;
                self.run(block, &run, covered, targets, links, &mut shown);
            }
            lines.extend(self.wrap(&shown, room));
        }
        self.cover(&mut lines);
        for (index, mut line) in lines.into_iter().enumerate() {
            let mut runs = Vec::with_capacity(line.runs.len() + 2);
            if !lead.is_empty() {
                runs.push(Run::new(lead.as_str(), Role::Rule));
            }
            if indent > 0 {
                let marker = if index == 0 { &*marker } else { "" };
                let blank = " ".repeat(indent.saturating_sub(self.width_of(marker)));
                runs.push(Run::new(format!("{blank}{marker}"), Role::Dim));
            }
            runs.append(&mut line.runs);
            self.page.body.push(Line { runs, paragraph: Some(paragraph), ..line });
        }
        let lines = start..self.page.body.len();
        let source = block.source.clone();
        self.page.paragraphs.push(Paragraph {
            section,
            number,
            lines,
            source,
            covered: some_covered,
        });
        some_covered
    }

    fn run(
        &mut self,
        block: &Block,
        run: &markup::Inline,
        covered: bool,
        targets: &[LinkTarget],
        links: &mut [Option<usize>],
        shown: &mut Vec<Run>,
    ) {
        let text = Clean::new(&run.text);
        if run.between {
            shown.push(Run::new(text, Role::Dim));
            return;
        }
        if covered {
            shown.push(Run::new(text, Role::Covered));
            return;
        }
        let target = run.link.and_then(|link| Some((links.get_mut(link)?, targets.get(link)?)));
        let link = target.map(|(slot, target)| {
            // The address may give away the covered words of its link.
            let is_shown = !target.covered || self.options.uncovered;
            if is_shown && slot.is_none() {
                *slot = self.link(&text, Address::new(&target.address));
            }
            (*slot, slot.is_some() || !is_shown)
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
        for (piece, address) in addresses(text.as_str()) {
            let piece = Clean::new(piece);
            let link = self.link(&piece, address);
            let role = if link.is_some() { Role::Link } else { role };
            shown.push(Run { text: piece, role, face: run.face, link });
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

    /// Adds a link, where there is an address to follow.
    fn link(&mut self, label: &Clean, address: Option<Address>) -> Option<usize> {
        self.page.links.push(Link { label: label.clone(), address: address? });
        Some(self.page.links.len() - 1)
    }

    fn signature(&mut self, review: &Review) {
        let name = review.author.name.as_ref().map(|name| format!("{}{name}", self.sign("— ")));
        let texts: Vec<&String> = review.author.signoff.iter().chain(&name).collect();
        if texts.is_empty() {
            return;
        }
        self.page.body.push(Line::blank());
        self.page.body.push(Line::blank());
        for text in texts {
            for line in text.lines() {
                let lines = self.wrap(&[Run::new(line, Role::Fact)], self.width);
                self.page.body.extend(lines);
            }
        }
    }
}

/// The runs of a block, parted where a line must end.
fn hard_lines(block: &Block) -> Vec<Vec<markup::Inline>> {
    let mut lines = vec![Vec::new()];
    for run in &block.runs {
        for (index, text) in run.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if !text.is_empty()
                && let Some(line) = lines.last_mut()
            {
                let (face, link, covered, between) = (run.face, run.link, run.covered, run.between);
                line.push(markup::Inline { text: text.to_owned(), face, link, covered, between });
            }
        }
    }
    lines
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncovering_moves_nothing() {
        let section = Section {
            text: "He ||goes to *東京* and|| stays for the rest of it.".into(),
            ..Section::default()
        };
        let whole = Review { sections: vec![section], ..Review::default() };
        for width in [10, 20, 40] {
            let covered =
                Options { width, uncovered: false, glyphs: Glyphs::Unicode, hint: String::new() };
            let open = Options { uncovered: true, ..covered.clone() };
            let widths = |options: &Options| {
                review(&whole, options)
                    .body
                    .iter()
                    .map(|line| line.width(options.glyphs))
                    .collect::<Vec<_>>()
            };
            assert_eq!(widths(&covered), widths(&open));
        }
        let page = review(
            &whole,
            &Options { width: 60, uncovered: false, glyphs: Glyphs::Ascii, hint: String::new() },
        );
        assert!(
            page.body[0].text().starts_with("He xxxx xx xxxx xxx stays"),
            "{}",
            page.body[0].text()
        );
    }
}
