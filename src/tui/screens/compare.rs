//! Two reviews beside each other, or one below the other on a narrow screen.

mod areas;
mod draw;

use std::sync::Arc;

use super::{Hint, Next, Outcome, Screen};
use crate::jobs::{Answer, ComparedReviews, Job, ShownAs, WantedReview};
use crate::model::{EntryRef, ReviewId};
use crate::page::compare::{CompareOptions, ComparisonPage, Place, Side};
use crate::page::{FactsForm, Options, Role};
use crate::text::phrase::{grouped, plural};
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::changed::why_vanished;
use crate::tui::shared::chooser::Chooser;
use crate::tui::shared::reader::is_large;
use crate::tui::shared::reading::edit_at;
use crate::tui::widgets::{self, paint::Painter};
use areas::Areas;

/// Lines that stay in view when scrolling by a page.
const OVERLAP_LINES: usize = 2;

/// Two reviews, and the place in both.
#[derive(Debug)]
pub(crate) struct CompareScreen {
    ids: [ReviewId; 2],
    compared: Option<ComparedReviews>,
    /// What was asked for last.
    asked: Option<Request>,
    ticket: u64,
    /// The side that the keys act on.
    side: Side,
    uncovered: [bool; 2],
    /// Rows scrolled out of view below the titles.
    scroll: usize,
    /// Where the page was, while no page is there.
    place: Option<Place>,
}

/// What a page depends on.
#[derive(Clone, Debug, PartialEq)]
struct Request {
    options: CompareOptions,
    /// What is known of the file of each review.
    files: [Option<FileState>; 2],
}

/// The digest of a file, and how its ratings are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
struct FileState {
    digest: u64,
    shown_as: ShownAs,
}

/// Marks the chosen review to be compared, or opens the comparison with the one that is marked.
pub(super) fn mark(shared: &mut Shared) -> Outcome {
    let Some(ids) = shared.mark_to_compare() else { return Outcome::default() };
    // Three pages of large reviews would take more memory than the program is to use.
    shared.let_go_of_huge();
    // The keys stay with the review from which the comparison is opened.
    let is_first = shared.list.selected() == Some(ids[0]);
    let side = if is_first { Side::First } else { Side::Second };
    Next::Open(Box::new(CompareScreen::new(ids, side))).into()
}

impl CompareScreen {
    const fn new(ids: [ReviewId; 2], side: Side) -> Self {
        Self {
            ids,
            compared: None,
            asked: None,
            ticket: 0,
            side,
            uncovered: [false; 2],
            scroll: 0,
            place: None,
        }
    }

    fn request(&self, shared: &Shared) -> Option<Request> {
        let areas = Areas::new(shared)?;
        let options = CompareOptions {
            page: Options {
                width: usize::from(areas.width()),
                uncovered: false,
                title_only: false,
                facts: FactsForm::Hidden,
                ..shared.options()
            },
            uncovered: self.uncovered,
            arrangement: areas.arrangement,
            voices: shared.compared_voices(self.ids),
        };
        let files = self.ids.map(|id| {
            let entry = shared.library.get(id)?;
            Some(FileState { digest: entry.digest(), shown_as: ShownAs::of(entry) })
        });
        Some(Request { options, files })
    }

    /// Lays the page out anew, or asks for it, if what it depends on has changed.
    fn update(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(request) = self.request(shared) else { return Vec::new() };
        if self.asked.as_ref() == Some(&request) {
            return Vec::new();
        }
        let has_same_files = self.asked.as_ref().is_some_and(|asked| asked.files == request.files);
        let options = request.options.clone();
        if !has_same_files && request.files.iter().flatten().any(|file| file.shown_as.is_blind) {
            // The page may show ratings that are covered now.
            self.place = self.place().or(self.place);
            self.compared = None;
        }
        self.asked = Some(request);
        if let Some(compared) = self.compared.as_ref().filter(|_| has_same_files)
            && !compared.reviews.iter().any(|review| is_large(review))
        {
            let reviews = compared.reviews.clone();
            self.ticket += 1;
            self.show(ComparedReviews::new(reviews, options), shared);
            return Vec::new();
        }
        let wanted = self.ids.map(|id| shared.library.get(id).map(WantedReview::of));
        let [Some(first), Some(second)] = wanted else { return Vec::new() };
        if self.compared.as_ref().is_some_and(|it| it.reviews.iter().any(|one| is_large(one))) {
            // Two layouts of large texts would take more memory than the program is to use.
            self.place = self.place().or(self.place);
            self.compared = None;
        }
        self.ticket += 1;
        let (ticket, wanted) = (self.ticket, Box::new([first, second]));
        vec![Effect::Run(Job::Compare { ticket, wanted, options })]
    }

    /// Shows a page at the same place.
    fn show(&mut self, compared: ComparedReviews, shared: &Shared) {
        let place = self.place().or(self.place.take());
        let row = place.and_then(|place| compared.page.row_of(&place));
        self.compared = Some(compared);
        self.scroll_to(row.unwrap_or(self.scroll), shared);
    }

    fn page(&self) -> Option<&ComparisonPage> {
        self.compared.as_ref().map(|compared| &*compared.page)
    }

    fn place(&self) -> Option<Place> {
        self.page()?.place(self.scroll, self.side)
    }

    /// Rows in which the page moves.
    fn height(shared: &Shared) -> usize {
        Areas::new(shared).map_or(0, |areas| usize::from(areas.moving().height))
    }

    /// The row at which the page ends at the bottom of the view.
    fn end(&self, shared: &Shared) -> usize {
        self.page().map_or(0, |page| page.row_count().saturating_sub(Self::height(shared)))
    }

    fn scroll_to(&mut self, row: usize, shared: &Shared) {
        let Some(page) = self.page() else { return };
        let last = page.section_count().checked_sub(1);
        let last = last.map_or(0, |last| page.row_of_section(last, Side::Second));
        let row = row.min(self.end(shared).max(last));
        let side = page.side_at(row);
        self.scroll = row;
        self.side = side.unwrap_or(self.side);
    }

    fn scroll_by(&mut self, by: isize, shared: &Shared) {
        self.scroll_to(self.scroll.saturating_add_signed(by), shared);
    }

    fn turn(&mut self, direction: isize, part: usize, shared: &Shared) {
        let page = (Self::height(shared).saturating_sub(OVERLAP_LINES) / part).max(1);
        let by = direction * isize::try_from(page).unwrap_or(1);
        // A page beyond the end would show nothing new.
        let row = self.scroll.saturating_add_signed(by).min(self.end(shared).max(self.scroll));
        self.scroll_to(row, shared);
    }

    fn next_section(&mut self, forward: bool, shared: &mut Shared) {
        let Some(page) = self.page() else { return };
        let current = page.section_at(self.scroll);
        let begins = page.first_row_of_section(current);
        let next = match forward {
            true if self.scroll < begins => current,
            true => current + 1,
            false if self.scroll > begins => current,
            false => current.saturating_sub(1),
        };
        if next >= page.section_count() {
            return shared.say("this is the last section", Role::Dim);
        }
        let row = page.first_row_of_section(next);
        self.scroll_to(row, shared);
    }

    fn section(&mut self, number: usize, shared: &mut Shared) {
        let Some(page) = self.page() else { return };
        let count = page.section_count();
        if number > count {
            let words = format!("both reviews together have {}", plural(count, "section"));
            return shared.say(words, Role::Dim);
        }
        let row = page.first_row_of_section(number.saturating_sub(1));
        self.scroll_to(row, shared);
    }

    /// Gives the keys to a side; where one review stands below the other, in the same section.
    fn choose(&mut self, side: Side, shared: &Shared) {
        self.side = side;
        let Some(page) = self.page().filter(|page| page.side_at(self.scroll).is_some()) else {
            return;
        };
        let row = page.row_of_section(page.section_at(self.scroll), side);
        self.scroll_to(row, shared);
    }

    /// Compares the first review with what the next voice writes of its work; where there is none, goes
    /// back to the list for another one.
    fn compare_another(&mut self, shared: &mut Shared) -> Outcome {
        let [first, second] = self.ids;
        if let Some(next) = shared.next_voice(first, second) {
            *self = Self { ticket: self.ticket, ..Self::new([first, next], Side::Second) };
            return Outcome::default();
        }
        if shared.library.compared().is_none() {
            shared.library_mut().set_compared(Some(first));
        }
        let mut effects = shared.close_text_search();
        effects.extend(shared.show_selected());
        shared.say_marked();
        Outcome { effects, next: Next::CloseAll }
    }

    fn reveal(&mut self, shared: &mut Shared) {
        let at = usize::from(self.side == Side::Second);
        let Some(page) = self.page() else { return };
        let sections = &self.side.of(&page.pages).sections;
        if !self.uncovered[at] && !sections.iter().any(|section| section.covered) {
            return shared.say("nothing is covered in this review", Role::Dim);
        }
        self.uncovered[at] = !self.uncovered[at];
    }

    /// What is done with the review that has the keys; `None` for any other action.
    fn act_on_review(&self, shared: &mut Shared, action: Action) -> Option<Vec<Effect>> {
        let compared = self.compared.as_ref()?;
        let review = Arc::clone(self.side.of(&compared.reviews));
        let comparison = Arc::clone(&compared.page);
        let page = self.side.of(&comparison.pages);
        let (section, paragraph) = comparison.paragraph_at(self.scroll, self.side);
        Some(match action {
            Action::CopyParagraph => shared.copy_paragraph_of(&review, page, paragraph),
            Action::CopyLink => {
                shared.copy_address(review.url.clone(), *self.side.of(&self.uncovered))
            }
            Action::Edit => {
                let path = review.place.path.clone();
                match shared.line_of_fault(*self.side.of(&self.ids)) {
                    Some(line) => vec![Effect::Edit { path, line, text: String::new() }],
                    None => vec![edit_at(&review, page, section, paragraph)],
                }
            }
            Action::Links if page.links.is_empty() => {
                shared.say("this review has no links", Role::Dim);
                Vec::new()
            }
            Action::Links => {
                shared.chooser = Some(Chooser::of_links(&page.links, 0, shared.appearance.glyphs));
                Vec::new()
            }
            _ => return None,
        })
    }

    /// Why what is shown of a review is not what its file says now.
    fn remark(&self, shared: &Shared) -> Option<String> {
        let compared = self.compared.as_ref()?;
        self.ids.iter().zip(&compared.reviews).zip(&compared.page.pages).find_map(
            |((&id, review), page)| {
                let title = page.title_line.runs.first().map_or("", |run| run.text.as_str());
                match shared.library.get(id).map(EntryRef::fault) {
                    None => Some(format!("! {title} is gone: last text")),
                    Some(Some(fault)) if review.broken().is_none() => {
                        Some(format!("! {title}: last good text · line {} is broken", fault.line))
                    }
                    _ => None,
                }
            },
        )
    }
}

impl Screen for CompareScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Compare
    }

    fn shape(&self) -> Shape {
        Shape::Whole
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        match action {
            Action::MoveDown => self.scroll_by(1, shared),
            Action::MoveUp => self.scroll_by(-1, shared),
            Action::PageDown => self.turn(1, 1, shared),
            Action::PageUp => self.turn(-1, 1, shared),
            Action::HalfDown => self.turn(1, 2, shared),
            Action::HalfUp => self.turn(-1, 2, shared),
            Action::First => self.scroll_to(0, shared),
            Action::Last => self.scroll_to(self.end(shared), shared),
            Action::NextSection => self.next_section(true, shared),
            Action::PreviousSection => self.next_section(false, shared),
            Action::Section(number) => self.section(number, shared),
            Action::NextReview | Action::PreviousReview => self.choose(self.side.other(), shared),
            Action::Reveal => self.reveal(shared),
            Action::Wider => return shared.widen().into(),
            Action::Narrower => return shared.narrow().into(),
            Action::Open => shared.show_help(),
            Action::Search | Action::NextMatch | Action::PreviousMatch => {
                shared.say("a comparison is not searched: find words in one review", Role::Dim);
            }
            Action::Compare => return self.compare_another(shared),
            Action::Back | Action::Out | Action::Leave => {
                return Outcome { effects: shared.show_selected(), next: Next::Close };
            }
            action => return self.act_on_review(shared, action).unwrap_or_default().into(),
        }
        Outcome::default()
    }

    fn answered(&mut self, shared: &mut Shared, answer: &Answer) -> Outcome {
        let Answer::Compared { ticket, compared } = answer else { return Outcome::default() };
        if *ticket != self.ticket {
            return Outcome::default();
        }
        let mut compared = (**compared).clone();
        // What a slip made of a file, or left of it, is not shown in place of what was understood.
        if let Some(before) = &self.compared {
            let mut is_kept = false;
            for (now, before) in compared.reviews.iter_mut().zip(&before.reviews) {
                let is_worse = now.not_understood().is_some() && before.not_understood().is_none();
                if is_worse || why_vanished(before, now).is_some() {
                    (*now, is_kept) = (Arc::clone(before), true);
                }
            }
            if is_kept {
                compared = ComparedReviews::new(compared.reviews, compared.options);
            }
        }
        self.show(compared, shared);
        Outcome::default()
    }

    fn refresh(&mut self, shared: &Shared) -> Vec<Effect> {
        self.update(shared)
    }

    fn resized(&mut self, shared: &Shared) -> Vec<Effect> {
        let effects = self.update(shared);
        self.scroll_to(self.scroll, shared);
        effects
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        if let Target::Item(index) = target {
            let side = if index == 0 { Side::First } else { Side::Second };
            self.choose(side, shared);
        }
        Outcome::default()
    }

    fn wheel(&mut self, shared: &mut Shared, _target: Target, lines: isize) {
        self.scroll_by(lines, shared);
    }

    fn hints(&self, shared: &Shared) -> &'static [Hint; 3] {
        const SECTION: Hint = (Action::NextSection, "next section");
        const ANOTHER: Hint = (Action::Compare, "another");
        const HELP: Hint = (Action::Help, "keys");
        let in_view = self.scroll..self.scroll + Self::height(shared);
        match self.page() {
            Some(page) if page.has_cover(in_view, self.side) => {
                &[SECTION, (Action::Reveal, "reveal"), HELP]
            }
            _ => &[SECTION, ANOTHER, HELP],
        }
    }

    fn place(&self, shared: &Shared, _panes: &Panes) -> String {
        if let Some(remark) = self.remark(shared) {
            return remark;
        }
        match self.page().map(ComparisonPage::section_count) {
            None | Some(0) => "compare 2 reviews".to_owned(),
            Some(count) => {
                let section = self.page().map_or(0, |page| page.section_at(self.scroll));
                format!("compare · {} of {}", grouped(section + 1), plural(count, "section"))
            }
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, _panes: &Panes) {
        let Some(areas) = Areas::new(shared) else { return };
        if let Some(line) = areas.divider {
            widgets::divider(painter, line, &(0..0));
        }
        match self.page() {
            Some(page) => self.draw_page(painter, page, &areas),
            None => self.draw_titles(painter, shared, &areas),
        }
    }
}
