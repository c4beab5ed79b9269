//! The review on the screen: its page, the place in it, and the search.

use std::collections::HashMap;
use std::sync::Arc;

use super::find::Find;
use super::stale::StaleReason;
use crate::jobs::{Job, LARGE_TEXT_BYTES, LoadedPage};
use crate::model::{Review, ReviewId, SectionKey};
use crate::page::find::Wanted;
use crate::page::{self, Options, Page, Paragraph};
use crate::state::TextPlace;
use crate::tui::message::Effect;
use crate::tui::scroll::Rows;

/// A place in a review that outlives a change of width or of the text around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadingPosition {
    /// The section of the paragraph at the top of the view, and its number there.
    section: usize,
    number: usize,
    /// The paragraph's source, by which it is found again.
    source: String,
    /// Lines of it above the view; without a paragraph, lines of the header.
    lines: usize,
    /// Lines in view above it: blank ones, or its section's heading.
    above: usize,
    /// Whether the position is in the text rather than in the header.
    in_body: bool,
    /// Whether it is the heading of the section.
    at_heading: bool,
}

/// Where to begin in a review that is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Start {
    /// Where it was left.
    #[default]
    AsLeft,
    Top,
    /// In the section of this key, if it has one.
    Section(SectionKey),
    At(ReadingPosition),
    /// At a paragraph, by the numbers of its section and of itself within that.
    Paragraph {
        section: usize,
        number: usize,
    },
}

/// How a review is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arriving {
    pub(crate) start: Start,
    /// What is searched for in it.
    pub(crate) wanted: Option<Wanted>,
}

/// A review that is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its id in the library.
    pub id: ReviewId,
    /// The review.
    pub review: Arc<Review>,
    /// Its page.
    pub page: Arc<Page>,
    /// How the page is laid out.
    pub(crate) options: Options,
    /// Whether its ratings are covered.
    pub(crate) is_blind: bool,
}

/// A page of more lines is let go before another one takes its place: the two of them would take
/// more memory than the program is to use.
const MAX_LINES_BESIDE_OTHERS: usize = 1_000_000;

impl Shown {
    pub(super) fn is_huge(&self) -> bool {
        self.page.body.len() > MAX_LINES_BESIDE_OTHERS
    }
}

/// The state of the review pane.
#[derive(Debug, Default)]
pub struct Reader {
    /// The review, once it is read.
    pub shown: Option<Shown>,
    /// Lines scrolled out of view.
    pub scroll: usize,
    /// Whether covered text is shown.
    pub(crate) uncovered: bool,
    /// The search in the text.
    pub find: Option<Find>,
    /// Whether the end was reached and the next review is offered.
    pub(crate) offered: bool,
    /// Whether the last line of the text was in view since the review was opened.
    has_reached_end: bool,
    /// Why the page shows an older text than the file's; `None` if it does not.
    pub stale: Option<StaleReason>,
    /// The number of the last request for a page; answers to earlier ones are ignored.
    pub(crate) ticket: u64,
    /// The review that was requested and has not arrived yet.
    pub(crate) awaited: Option<ReviewId>,
    /// How the requested review is opened.
    pub(crate) arriving: Arriving,
    /// The paragraph that was just changed, as long as it is tinted.
    pub(crate) tinted: Option<usize>,
    /// The number of the last tint; the end of an earlier one is ignored.
    pub(crate) tint: u64,
    /// The number of the last request to lay out a large page again.
    pub(crate) layout: u64,
    /// The number of the last search on a large page.
    pub(super) searches: u64,
    /// The layout that this request asks for.
    pub(crate) asked: Option<Options>,
    /// The rows above the text when the scroll was last in agreement with them.
    pub(crate) above: usize,
    places: HashMap<ReviewId, ReadingPosition>,
    /// Reviews that were read before they were asked for, the newest last.
    ahead: Vec<(ReviewId, LoadedPage)>,
}

/// Most reviews that are kept ready: the next and the previous one, and one that was asked for
/// from an earlier position.
const MAX_PAGES_AHEAD: usize = 3;

impl Reader {
    /// Keeps a review that may be asked for next.
    pub(crate) fn keep_ahead(&mut self, id: ReviewId, loaded: LoadedPage) {
        self.ahead.retain(|(other, _)| *other != id);
        if self.ahead.len() >= MAX_PAGES_AHEAD {
            self.ahead.remove(0);
        }
        self.ahead.push((id, loaded));
    }

    /// Whether a review is kept ready in this layout.
    #[must_use]
    pub(crate) fn is_ahead(&self, id: ReviewId, options: &Options) -> bool {
        self.ahead.iter().any(|(other, loaded)| *other == id && loaded.options == *options)
    }

    /// Takes a review that was read ahead in this layout.
    pub(crate) fn take_ahead(&mut self, id: ReviewId, options: &Options) -> Option<LoadedPage> {
        let fits =
            |(other, loaded): &(ReviewId, LoadedPage)| *other == id && loaded.options == *options;
        let index = self.ahead.iter().position(fits)?;
        Some(self.ahead.remove(index).1)
    }

    /// Drops what was read ahead, since it may be out of date.
    pub(crate) fn forget_ahead(&mut self) {
        self.ahead.clear();
    }

    /// Shows a page that was read for `id`.
    pub(crate) fn receive(&mut self, shown: Shown, rows: impl Fn(&Page) -> Rows) -> Option<Effect> {
        let same = self.shown.as_ref().is_some_and(|before| before.id == shown.id);
        let place = if same { self.place(&rows) } else { self.places.get(&shown.id).cloned() };
        self.awaited = None;
        let page = Arc::clone(&shown.page);
        if !same {
            self.find = None;
            self.offered = false;
            self.has_reached_end = false;
        }
        self.stale = None;
        self.shown = Some(shown);
        self.asked = None;
        let rows = rows(&page);
        self.above = rows.header;
        self.scroll = place.map_or(0, |place| self.scroll_to(&place, &page, &rows));
        let arriving = std::mem::take(&mut self.arriving);
        self.arrive(arriving, &rows)
    }

    /// Goes to where the review is to be begun, and searches for what is wanted in it.
    pub(super) fn arrive(&mut self, arriving: Arriving, rows: &Rows) -> Option<Effect> {
        let Arriving { start, wanted } = arriving;
        let page = Arc::clone(&self.shown.as_ref()?.page);
        match start {
            Start::AsLeft => {}
            Start::Top => self.scroll = 0,
            Start::At(position) => self.scroll = self.scroll_to(&position, &page, rows),
            Start::Paragraph { section, number } => {
                let of_section = page.paragraphs_of(section);
                let paragraph = page.paragraphs.get(of_section.start + number);
                let line = paragraph.map_or(0, |paragraph| paragraph.lines().start);
                self.scroll = rows.scroll_for(line);
            }
            Start::Section(key) => {
                if let Some(index) = page.sections.iter().position(|section| section.key == key) {
                    self.go_to_section(index, rows);
                }
            }
        }
        match wanted {
            Some(wanted) => self.search(wanted, rows),
            None => self.search_again(),
        }
    }

    /// Whether some of the review is covered, and so not searched.
    pub(crate) fn has_covers(&self) -> bool {
        let page = self.shown.as_ref().map(|shown| &shown.page);
        page.is_some_and(|page| page.sections.iter().any(|section| section.covered))
    }

    /// Keeps the text in place when the number of rows above it has changed.
    pub(crate) fn stay(&mut self, rows: &Rows) {
        if self.scroll >= self.above {
            self.scroll = self.scroll - self.above + rows.header;
        }
        self.scroll = self.scroll.min(rows.furthest());
        self.above = rows.header;
    }

    /// Lets go of a page that takes much memory, before another one is laid out; remembers its place.
    pub(super) fn let_go_of_huge(&mut self, rows: impl Fn(&Page) -> Rows) {
        if self.shown.as_ref().is_some_and(Shown::is_huge) {
            self.keep_place(rows);
            self.shown = None;
        }
    }

    /// Takes the page off the screen until it is read again; the search in it goes on then.
    pub(super) fn let_go(&mut self, rows: impl Fn(&Page) -> Rows) {
        self.keep_place(rows);
        self.arriving.wanted = self.find.take().map(|find| find.wanted);
        self.shown = None;
        // A layout of it that is being made is not wanted any more.
        self.layout += 1;
    }

    fn keep_place(&mut self, rows: impl Fn(&Page) -> Rows) {
        if let (Some(shown), Some(place)) = (&self.shown, self.place(&rows)) {
            self.places.insert(shown.id, place);
        }
    }

    /// Lays the page out again for `options`, keeping the place; a large one is left to the worker.
    pub(crate) fn lay_out(
        &mut self,
        options: Options,
        rows: impl Fn(&Page) -> Rows,
    ) -> Option<Effect> {
        let shown = self.shown.as_ref().filter(|shown| shown.options != options)?;
        if self.asked.as_ref() == Some(&options) {
            return None;
        }
        if is_large(&shown.review) {
            self.layout += 1;
            self.asked = Some(options.clone());
            let review = Arc::clone(&shown.review);
            let ticket = self.layout;
            return Some(Effect::Run(Job::LayOut { ticket, review, options }));
        }
        let page = Arc::new(page::review(&shown.review, &options));
        self.replace_page(&page, options, rows)
    }

    /// Replaces the layout of the same review, keeping the place.
    pub(crate) fn replace_page(
        &mut self,
        page: &Arc<Page>,
        options: Options,
        rows: impl Fn(&Page) -> Rows,
    ) -> Option<Effect> {
        let place = self.place(&rows);
        let shown = self.shown.as_mut()?;
        shown.page = Arc::clone(page);
        shown.options = options;
        self.asked = None;
        let rows = rows(page);
        self.above = rows.header;
        self.scroll = place.map_or(0, |place| self.scroll_to(&place, page, &rows));
        self.search_again()
    }

    /// Remembers the place, for when the review is shown again.
    pub(crate) fn leave(&mut self, rows: impl Fn(&Page) -> Rows) {
        self.keep_place(rows);
        self.uncovered = false;
        self.find = None;
        self.offered = false;
    }

    /// The section at the top of the view, which the section bar marks.
    #[must_use]
    pub fn section(&self, rows: &Rows) -> usize {
        let top = rows.body_in_view(self.scroll).start;
        self.shown.as_ref().map_or(0, |shown| shown.page.section_at(top))
    }

    /// Goes to a section; the first begins with the header.
    pub(crate) fn go_to_section(&mut self, index: usize, rows: &Rows) {
        let Some(section) = self.shown.as_ref().and_then(|shown| shown.page.sections.get(index))
        else {
            return;
        };
        self.scroll = if index == 0 { 0 } else { rows.scroll_for(section.lines.start) };
        self.offered = false;
    }

    /// Scrolls by `by` lines, down to `furthest` at most.
    pub(crate) fn scroll_by(&mut self, by: isize, furthest: usize) {
        let furthest = furthest.max(self.scroll);
        self.scroll = self.scroll.saturating_add_signed(by).min(furthest);
        self.offered = false;
    }

    /// The first paragraph at the top of the view, of the section there.
    #[must_use]
    pub fn paragraph(&self, rows: &Rows) -> Option<usize> {
        let page = &self.shown.as_ref()?.page;
        page.paragraph_in_section_at(rows.body_in_view(self.scroll).start)
    }

    /// Where the review on the screen is read, however it is laid out; `None` at its beginning.
    #[must_use]
    pub(crate) fn text_place(&self, rows: impl Fn(&Page) -> Rows) -> Option<TextPlace> {
        let place = self.place(rows).filter(|place| place.in_body)?;
        let is_heading = place.above > 0 && place.number == 0;
        let paragraph = if is_heading { 0 } else { place.number + 1 };
        Some(TextPlace { section: place.section + 1, paragraph })
    }

    /// Sets where a review is opened that was not shown yet.
    pub(crate) fn recall_place(&mut self, id: ReviewId, place: TextPlace) {
        let TextPlace { section, paragraph } = place;
        self.places.entry(id).or_insert_with(|| ReadingPosition {
            section: section.saturating_sub(1),
            number: paragraph.saturating_sub(1),
            in_body: true,
            at_heading: paragraph == 0,
            ..ReadingPosition::default()
        });
    }

    /// Whether the last line of the text is in view, for the first time since the review was opened.
    pub(crate) fn reaches_end(&mut self, rows: &Rows) -> bool {
        let Some(shown) = &self.shown else { return false };
        let last = shown.page.paragraphs.last().map_or(rows.body, |last| last.lines().end);
        let reaches = !self.has_reached_end && rows.body_in_view(self.scroll).end >= last;
        self.has_reached_end |= reaches;
        reaches
    }

    pub(super) fn place(&self, rows: impl Fn(&Page) -> Rows) -> Option<ReadingPosition> {
        let shown = self.shown.as_ref()?;
        let rows = rows(&shown.page);
        if self.scroll < rows.header {
            return Some(ReadingPosition { lines: self.scroll, ..ReadingPosition::default() });
        }
        let first = rows.body_in_view(self.scroll).start;
        let index = shown.page.paragraph_at(first)?;
        let paragraph = shown.page.paragraphs.get(index)?;
        let section = shown.page.section_of(paragraph);
        let lines = paragraph.lines();
        Some(ReadingPosition {
            section,
            number: index - shown.page.paragraphs_of(section).start,
            source: shown.review.sections.get(section)?.text.get(paragraph.source())?.to_owned(),
            lines: first.saturating_sub(lines.start),
            above: lines.start.saturating_sub(first),
            in_body: true,
            at_heading: false,
        })
    }

    /// How far to scroll to be at `place`: at the paragraph of the same text, else of the same
    /// number in its section.
    fn scroll_to(&self, place: &ReadingPosition, page: &Page, rows: &Rows) -> usize {
        if !place.in_body {
            return place.lines.min(rows.furthest());
        }
        if place.at_heading
            && let Some(section) = page.sections.get(place.section)
        {
            return rows.scroll_for(section.lines.start);
        }
        let Some(shown) = &self.shown else { return 0 };
        let paragraph = paragraph_of(place, page, &shown.review)
            .or_else(|| {
                let of_section = page.paragraphs_of(place.section);
                let last = of_section.clone().next_back()?;
                Some((of_section.start + place.number).min(last))
            })
            .and_then(|index| page.paragraphs.get(index));
        let Some(paragraph) = paragraph else { return self.scroll.min(rows.furthest()) };
        let of_paragraph = paragraph.lines();
        let lines = place.lines.min(of_paragraph.len().saturating_sub(1));
        rows.scroll_for((of_paragraph.start + lines).saturating_sub(place.above))
    }
}

/// The paragraph that has the text of `place`; of several, the one that is nearest to it.
fn paragraph_of(place: &ReadingPosition, page: &Page, review: &Review) -> Option<usize> {
    let found = (0..page.sections.len()).flat_map(|section| {
        let of_section = page.paragraphs_of(section);
        let first = of_section.start;
        let text = review.sections.get(section).map_or("", |section| section.text.as_str());
        let is_same = move |index: &usize| {
            let source = page.paragraphs.get(*index).map(Paragraph::source);
            source.and_then(|source| text.get(source)) == Some(place.source.as_str())
        };
        let near = move |index: usize| {
            (section.abs_diff(place.section), (index - first).abs_diff(place.number), index)
        };
        of_section.filter(is_same).map(near)
    });
    found.min().map(|(.., index)| index)
}

/// Whether laying out a review takes longer than a frame.
pub(in crate::tui) fn is_large(review: &Review) -> bool {
    review.sections.iter().map(|section| section.text.len()).sum::<usize>() > LARGE_TEXT_BYTES
}
