//! What can be done with the open review.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::find::NOT_SEARCHED;
use super::reader::{Arriving, Start};
use super::{Effect, Shared};
use crate::markup::cover::mask_line;
use crate::model::{Review, ReviewId};
use crate::page::{Page, Role};
use crate::text::phrase::{excerpt, grouped, plural};
use crate::text::{Clean, Glyphs};
use crate::tui::action::Action;

/// Lines that stay in view when scrolling by a page, so that the reader keeps the place.
const OVERLAP_LINES: usize = 2;

/// The longest text that is copied. Some terminals drop a clipboard sequence of more than 100,000
/// bytes, and base64 makes four bytes of three.
const MAX_COPIED_BYTES: usize = 74_994;

impl Shared {
    /// Whether the requested review has arrived; shows a notice if not.
    pub(in crate::tui) fn has_review(&mut self) -> bool {
        let shown = self.reader.shown.as_ref().map(|shown| shown.id);
        let has = shown.is_some() && self.reader.awaited.is_none_or(|id| Some(id) == shown);
        if !has {
            self.say_no_review();
        }
        has
    }

    /// Says that there is no review yet or none at all.
    fn say_no_review(&mut self) {
        let is_coming = self.reader.awaited.is_some() || self.is_resuming();
        let words = if is_coming { "the review is still opening" } else { "no review is open" };
        self.say(words, Role::Dim);
    }

    /// Scrolls the text by `by` lines, until its last paragraph stands at the top.
    pub(in crate::tui) fn scroll_text(&mut self, by: isize) {
        let rows = self.rows();
        self.reader.scroll_by(by, rows.furthest());
    }

    /// Scrolls to where the text ends at the bottom.
    pub(in crate::tui) fn go_to_end(&mut self) {
        self.reader.scroll = self.rows().end();
        self.reader.offered = false;
    }

    /// Scrolls the text by a part of a page, until its end is in view.
    pub(in crate::tui) fn turn(&mut self, direction: isize, part: usize) -> Vec<Effect> {
        let rows = self.rows();
        let at_end = self.reader.scroll >= rows.end();
        if direction > 0 && part == 1 && at_end {
            return self.go_on();
        }
        let page = (rows.moving().saturating_sub(OVERLAP_LINES) / part).max(1);
        self.reader.scroll_by(direction * isize::try_from(page).unwrap_or(1), rows.end());
        Vec::new()
    }

    /// At the end of a text: offers the next review, and goes there when asked again.
    fn go_on(&mut self) -> Vec<Effect> {
        let next =
            self.list.shown().get(self.list.cursor() + 1).and_then(|&id| self.library.get(id));
        let Some(next) = next else {
            self.say("this is the end of the last review", Role::Dim);
            return Vec::new();
        };
        if self.reader.offered {
            self.list.step(1);
            return self.show_selected();
        }
        let again = self.with_key(Action::PageDown, "again");
        let words = format!("{again}: {}", next.title());
        self.reader.offered = true;
        self.say(words, Role::Key);
        Vec::new()
    }

    pub(in crate::tui) fn next_review(&mut self, by: isize) -> Vec<Effect> {
        let before = self.list.selected();
        let rows = self.rows();
        let section = self.reader.section(&rows);
        let page = self.reader.shown.as_ref().map(|shown| &shown.page);
        let key =
            page.and_then(|page| page.sections.get(section)).map(|section| section.key.clone());
        let in_body = self.reader.scroll > 0;
        // The review before may not have arrived yet, nor its search have begun.
        let wanted = self.reader.find.as_ref().map(|find| find.wanted.clone());
        let wanted = wanted.or_else(|| self.reader.arriving.wanted.clone());
        self.list.step(by);
        if self.list.selected() == before {
            let words = if by > 0 { "this is the last review" } else { "this is the first review" };
            self.say(words, Role::Dim);
            return Vec::new();
        }
        // From a text that fits on the screen, the next one opens where it was left.
        let start = match key.filter(|_| in_body) {
            Some(key) => Start::Section(key),
            None if rows.end() > 0 => Start::Top,
            None => Start::AsLeft,
        };
        self.open_selected(Arriving { start, wanted })
    }

    pub(in crate::tui) fn next_section(&mut self, by: isize) {
        let rows = self.rows();
        let count = self.reader.shown.as_ref().map_or(0, |shown| shown.page.sections.len());
        if count == 0 {
            return;
        }
        // From the header, the first section is the next one only if something stands before it.
        let next = self.reader.section(&rows).saturating_add_signed(by);
        if next >= count {
            return self.say("this is the last section", Role::Dim);
        }
        self.reader.go_to_section(next, &rows);
    }

    pub(in crate::tui) fn section(&mut self, number: usize) {
        let rows = self.rows();
        let count = self.reader.shown.as_ref().map_or(0, |shown| shown.page.sections.len());
        if number > count {
            let words = format!("this review has {}", plural(count, "section"));
            return self.say(words, Role::Dim);
        }
        self.reader.go_to_section(number.saturating_sub(1), &rows);
    }

    pub(in crate::tui) fn next_match(&mut self, forward: bool) -> Vec<Effect> {
        let rows = self.rows();
        if self.reader.next_match(forward, &rows) {
            return Vec::new();
        }
        if self.reader.find.is_none()
            && let Some(effects) = self.next_passage(forward)
        {
            return effects;
        }
        let words = match &self.reader.find {
            Some(find) if self.reader.has_covers() => {
                format!("“{}” not found · {NOT_SEARCHED}", find.wanted.as_str())
            }
            Some(find) => format!("“{}” not found", find.wanted.as_str()),
            None => {
                let begins = self.with_key(Action::Search, "in a review finds text");
                format!("no search is open: {begins}")
            }
        };
        self.say(words, Role::Dim);
        Vec::new()
    }

    pub(in crate::tui) fn reveal(&mut self) {
        if !self.reader.has_covers() && !self.reader.uncovered {
            return self.say("nothing is covered in this review", Role::Dim);
        }
        self.reader.uncovered = !self.reader.uncovered;
    }

    pub(in crate::tui) fn copy_paragraph(&mut self) -> Vec<Effect> {
        let paragraph = self.reader.paragraph(&self.rows());
        let Some(shown) = &self.reader.shown else { return Vec::new() };
        let (review, page) = (Arc::clone(&shown.review), Arc::clone(&shown.page));
        self.copy_paragraph_of(&review, &page, paragraph)
    }

    /// Copies the paragraph with this index.
    pub(in crate::tui) fn copy_paragraph_of(
        &mut self,
        review: &Review,
        page: &Page,
        paragraph: Option<usize>,
    ) -> Vec<Effect> {
        let Some(paragraph) = paragraph.and_then(|index| page.paragraphs.get(index)) else {
            self.say("there is no paragraph here", Role::Dim);
            return Vec::new();
        };
        if paragraph.covered {
            let shows = self.with_key(Action::Reveal, "shows it");
            let copies = self.with_key(Action::CopyParagraph, "copies it");
            self.say(format!("this paragraph is covered: {shows}, then {copies}"), Role::Warning);
            return Vec::new();
        }
        let section = review.sections.get(page.section_of(paragraph));
        let text =
            section.and_then(|section| section.text.get(paragraph.source())).unwrap_or_default();
        let text: Vec<String> = text.lines().map(|line| Clean::new(line).to_string()).collect();
        let text = text.join("\n");
        let quoted = format!("“{}”", excerpt(&text.replace('\n', " ")));
        self.copy(text, &quoted)
    }

    /// Shows a review that another one names, without the filter if that hides it.
    pub(in crate::tui) fn show_related(&mut self, id: ReviewId) -> Vec<Effect> {
        let mut effects = match self.list.shown().contains(&id) {
            true => Vec::new(),
            false => self.filter(""),
        };
        self.list.select(id);
        effects.extend(self.show_selected());
        effects
    }

    /// Opens the editor at `line`, else at the line for which the file is broken, else at the
    /// paragraph or section at the top of the view; where the text is not seen, at the head of the
    /// review.
    pub(in crate::tui) fn edit(&mut self, line: Option<u32>) -> Vec<Effect> {
        let Some(shown) = &self.reader.shown else {
            self.say_no_review();
            return Vec::new();
        };
        if let Some(line) = line.or_else(|| self.line_of_fault(shown.id)) {
            let path = shown.review.place.path.clone();
            return vec![Effect::Edit { path, line, text: String::new() }];
        }
        let rows = self.rows();
        let section = self.sees_review().then(|| self.reader.section(&rows));
        let paragraph = self.reader.paragraph(&rows);
        vec![edit_at(&shown.review, &shown.page, section, paragraph)]
    }

    /// The line of the fault for which a file cannot be read to its end.
    pub(in crate::tui) fn line_of_fault(&self, id: ReviewId) -> Option<u32> {
        self.library.get(id)?.fault().map(|fault| fault.line)
    }

    pub(in crate::tui) fn copy_link(&mut self) -> Vec<Effect> {
        let url = self.reader.shown.as_ref().and_then(|shown| shown.review.url.clone());
        self.copy_address(url, self.reader.uncovered)
    }

    /// Copies the address of a review, covered unless that was uncovered.
    pub(in crate::tui) fn copy_address(
        &mut self,
        url: Option<String>,
        uncovered: bool,
    ) -> Vec<Effect> {
        let Some(url) = url else {
            self.say("this review gives no address (url)", Role::Dim);
            return Vec::new();
        };
        let url = if uncovered { url } else { mask_line(&url, Glyphs::Unicode) };
        let url = Clean::new(url).to_string();
        let quoted = url.clone();
        self.copy(url, &quoted)
    }

    /// Copies `text`, which the last row calls `name`, as far as terminals accept it.
    pub(in crate::tui) fn copy(&mut self, mut text: String, name: &str) -> Vec<Effect> {
        let all = text.len();
        if all <= MAX_COPIED_BYTES {
            self.say_done(format!("copied {name}"));
            return vec![Effect::Copy(text)];
        }
        let starts = text.grapheme_indices(true).map(|(start, _)| start);
        let end = starts.take_while(|start| *start <= MAX_COPIED_BYTES).last().unwrap_or(0);
        text.truncate(end);
        let words = format!("copied the first {} of {} bytes", grouped(end), grouped(all));
        self.say(words, Role::Warning);
        vec![Effect::Copy(text)]
    }
}

/// Opens the editor at a paragraph of a section, else at the section, else at the head of the review.
pub(in crate::tui) fn edit_at(
    review: &Review,
    page: &Page,
    section: Option<usize>,
    paragraph: Option<usize>,
) -> Effect {
    let (mut line, mut text) = (review.place.line, String::new());
    if let Some(section) = section.and_then(|index| review.sections.get(index)) {
        let paragraph = paragraph.and_then(|index| page.paragraphs.get(index));
        let source = paragraph.and_then(|paragraph| section.text.get(paragraph.source()));
        line = section.line;
        text = source.and_then(|source| source.lines().next()).unwrap_or_default().to_owned();
    }
    Effect::Edit { path: review.place.path.clone(), line, text }
}
