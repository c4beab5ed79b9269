//! What all screens share: the library, the list, the review that is read, and how it all looks.
//!
//! Nothing here knows a clock, a file or a channel, nor which screen is open.

pub(crate) mod chooser;
pub(crate) mod list;
pub(crate) mod prompt;
pub(crate) mod reader;

mod blind;
mod bookmarks;
pub(crate) mod changed;
mod compared;
mod draft;
mod filter;
pub(crate) mod find;
pub(crate) mod fulltext;
mod live;
mod notices;
pub(crate) mod reading;
mod related;
mod remembering;
mod resuming;
mod saved;
mod search;
mod settings;
mod stale;
mod typing;
mod voices;

use std::collections::{HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use crate::jobs::{Job, LoadedPage, ShownAs, Side};
use crate::model::{Date, EntryRef, Library, ReviewFiles, ReviewId, ReviewKey, Sort, VoiceFolder};
use crate::page::list::RowLines;
use crate::page::{FactsForm, Options, Page, Role};
use crate::query::SavedQuery;
use crate::state::{RealPaths, State};
use crate::text::{Clean, Glyphs};
use crate::theme::{Background, Theme};

use super::action::Action;
use super::key::Key;
use super::keymap::{Keymap, ScreenName};
use super::message::Effect;
use super::panes::{PaneInputs, Panes, Shape};
use super::scroll::Rows;
use chooser::{Choice, Chooser};
use fulltext::TextSearch;
use list::{List, ListRows};
pub(crate) use notices::Notice;
use prompt::Prompt;
use reader::{Arriving, Reader};

/// How far a walk has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WalkState {
    /// Whether it is going on.
    pub(crate) running: bool,
    /// Files it skipped that could have been reviews.
    pub(crate) skipped: usize,
    /// Whether the user asked for it.
    pub(crate) asked_for: bool,
    /// Whether another walk is to follow this one.
    again: bool,
    /// The reviews it found; the others are removed when it ends.
    seen: HashSet<ReviewId>,
    /// Reviews that changed during the walk: what it read of them may be older.
    newer: HashSet<ReviewKey>,
}

/// The review with which the reader goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resuming {
    /// Which review.
    pub key: ReviewKey,
    /// Whether it has the focus: the list waits behind it.
    pub is_open: bool,
}

/// How the reader is to look and behave from the start.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// What the list is called.
    pub name: Clean,
    /// The folders that were given, if there are several.
    pub voices: Vec<VoiceFolder>,
    /// The theme.
    pub theme: Theme,
    /// Whether the terminal shows 16 million colours.
    pub true_colour: bool,
    /// What is known of the terminal's background.
    pub background: Background,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// What keys do.
    pub keymap: Keymap,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The notice shown at the start.
    pub greeting: Option<String>,
    /// The review that is opened, where one file was named: the list waits behind it.
    pub opening: Option<ReviewKey>,
    /// The review with which the reader goes on where it was left.
    pub resuming: Option<Resuming>,
    /// What the list is sorted by from the start.
    pub sort: Sort,
    /// By how many columns the text differs from the usual measure from the start.
    pub measure: i16,
    /// The query by which the list is filtered from the start.
    pub query: String,
    /// From when a query counts back, as in `date:7d`.
    pub today: Option<Date>,
    /// The queries that an empty filter offers.
    pub saved: Vec<SavedQuery>,
    /// What is wrong with a file of settings or the query; shown at the start in place of the
    /// greeting.
    pub warning: Option<String>,
    /// Whether ratings are covered from the start.
    pub is_blind: bool,
    /// What is remembered from before.
    pub state: State,
    /// Where the files that were given really are.
    pub paths: RealPaths,
}

/// The state that does not belong to one screen.
#[derive(Debug, Default)]
pub struct Shared {
    /// Every review that is known.
    pub library: Arc<Library>,
    /// The list of reviews.
    pub list: List,
    /// The review that is read.
    pub reader: Reader,
    related: related::Related,
    /// The list that is open above the page.
    pub chooser: Option<Chooser>,
    pub(crate) prompt: Option<Prompt>,
    /// The index of the saved query that the filter was, at least before it was edited.
    saved_query: Option<usize>,
    /// The notice in the last row.
    pub notice: Option<Notice>,
    /// Failures that are shown one after the other, a key for each.
    waiting_failures: VecDeque<Clean>,
    /// How many notices were shown that go by themselves.
    passing_notices: u64,
    /// The search through all texts that is open.
    pub text_search: Option<TextSearch>,
    /// The files of the reviews that are searched, and the state of the library in which they were so.
    review_files: Option<(u64, Arc<ReviewFiles>)>,
    /// The texts that the filter asks for.
    sifting: Option<filter::Sifting>,
    /// How often texts were asked for; answers to earlier requests are ignored.
    sifts: u64,
    /// How far the walk has come.
    pub(crate) walk: WalkState,
    pub(crate) appearance: Appearance,
    /// What is being written to the log of the state, the oldest first.
    remembering: VecDeque<remembering::Pending>,
    /// The request for the review with which the reader goes on, before a walk finds it.
    resuming: Option<u64>,
    /// Whether that review was not there: the list has the focus then.
    pub(super) has_lost_review: bool,
    /// The number of the last request to add to the log.
    requests_to_remember: u64,
    /// What can be undone, the last of it last.
    undoable: Vec<remembering::Undoable>,
    /// Whether it was said that nothing can be remembered.
    has_failed_to_remember: bool,
    /// Whether one draft is previewed, rather than a library read.
    pub(crate) is_preview: bool,
    /// By how many columns the text differs from the usual measure.
    pub(crate) measure: i16,
    /// Columns and rows of the terminal.
    pub(crate) size: (u16, u16),
    /// The screen that is open.
    pub(crate) screen: ScreenName,
    /// The parts that it is made of.
    pub(crate) shape: Shape,
    /// Files that were broken or missing, to be read again after a delay.
    waiting: HashSet<PathBuf>,
    /// Whether the user has chosen anything yet.
    pub(super) touched: bool,
}

impl Shared {
    /// The state at the start, before anything is known.
    #[must_use]
    pub(crate) fn new(appearance: Appearance, size: (u16, u16)) -> Self {
        let walk = WalkState { running: true, ..WalkState::default() };
        let greeting = appearance.greeting.as_deref().map(|text| (text, Role::Dim));
        let warning = appearance.warning.as_deref().map(|text| (text, Role::Warning));
        let notice = warning.or(greeting);
        let notice =
            notice.map(|(text, role)| Notice { text: Clean::new(text), role, ticket: None });
        let mut list = List::default();
        list.today = appearance.today;
        let (typed, measure) = (appearance.query.clone(), appearance.measure);
        let mut library = Library::default();
        library.set_voices(appearance.voices.clone());
        library.set_blind(appearance.is_blind);
        list.sort_by(&library, appearance.sort);
        let library = Arc::new(library);
        let mut shared =
            Self { appearance, library, list, walk, notice, measure, size, ..Self::default() };
        shared.filter_at_start(&typed);
        if shared.notice.is_none() && shared.waits_for_ratings() {
            shared.say("what the list asks of ratings waits: they are covered", Role::Dim);
        }
        shared
    }

    /// The library, to be changed. A worker that still counts it keeps it as it is.
    pub(super) fn library_mut(&mut self) -> &mut Library {
        Arc::make_mut(&mut self.library)
    }

    /// The key that does `action` on the open screen, as it is written in the help.
    #[must_use]
    pub(crate) fn key_for(&self, action: Action) -> Option<Key> {
        self.appearance.keymap.keys(self.screen, action).next()
    }

    /// Words that name the key for `action` before them; nothing where it has none.
    #[must_use]
    pub(crate) fn with_key(&self, action: Action, words: &str) -> String {
        self.key_for(action).map(|key| format!("{key} {words}")).unwrap_or_default()
    }

    /// Adapts to another size of the terminal.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        let followed = self.list.in_view(self.list_layout());
        self.size = size;
        match followed {
            true => self.list.follow(self.list_layout()),
            // No rows are left empty below the last review.
            false => self.list.scroll(0, self.list_layout()),
        }
    }

    /// The division of the screen; `None` if it is too small.
    #[must_use]
    pub(crate) fn panes(&self) -> Option<Panes> {
        self.panes_in(self.shape)
    }

    /// The same if the screen had these parts.
    pub(super) fn panes_in(&self, shape: Shape) -> Option<Panes> {
        let (columns, rows) = self.size;
        Panes::new(&PaneInputs { columns, rows, shape, measure: self.measure })
    }

    /// The use of the rows by the page on the screen.
    #[must_use]
    pub fn rows(&self) -> Rows {
        match &self.reader.shown {
            Some(shown) => self.measure_rows()(&shown.page),
            None => Rows::default(),
        }
    }

    /// Measures a page by the screen as it is now.
    fn measure_rows(&self) -> impl Fn(&Page) -> Rows + use<> {
        let panes = self.panes();
        move |page| panes.map_or_else(Rows::default, |panes| Rows::new(page, &panes))
    }

    /// Whether the review is on the screen.
    pub(super) fn sees_review(&self) -> bool {
        self.panes().is_some_and(|panes| panes.review.is_some())
    }

    /// Rows of the side pane below its heading.
    #[must_use]
    pub(crate) fn list_rows(&self) -> usize {
        let Some(panes) = self.panes() else { return 0 };
        let height = panes.side.map_or(0, |side| side.height);
        usize::from(height.saturating_sub(panes.heading_rows))
    }

    /// How the list uses its rows on the screen as it is now.
    #[must_use]
    pub(crate) fn list_layout(&self) -> ListRows {
        /// The least rows of a screen with headings for the groups of a list.
        const MIN_ROWS_FOR_GROUPS: u16 = 18;
        let height = self.list_rows();
        let groups = if self.size.1 < MIN_ROWS_FOR_GROUPS { 0 } else { self.list.groups() };
        let is_beside = self.panes().is_some_and(|panes| panes.wide);
        let lines = match is_beside {
            true => RowLines::fitting(self.list.all(), groups, height),
            false => RowLines::One,
        };
        ListRows { height, lines, is_grouped: groups > 0 && self.list.filter.is_empty() }
    }

    /// How pages are laid out on the screen as it is now.
    pub(super) fn options(&self) -> Options {
        let panes = self.panes();
        Options {
            width: panes.map_or(1, |panes| usize::from(panes.text.width)),
            uncovered: self.reader.uncovered,
            glyphs: self.appearance.glyphs,
            title_only: panes.is_some_and(|panes| panes.is_title_alone()),
            tight_headings: panes.is_some_and(|panes| panes.has_tight_headings()),
            facts: panes.map_or_else(FactsForm::default, |panes| panes.facts_form()),
            reveal_key: self.appearance.keymap.reveal_key(),
            is_draft: self.is_preview,
        }
    }

    /// Adapts the page and the scroll to the screen after any message.
    pub(super) fn sync_layout(&mut self) -> Vec<Effect> {
        // On a screen that is too small for a page, the place is kept.
        if self.panes().is_none() {
            return Vec::new();
        }
        let rows = self.rows();
        self.reader.stay(&rows);
        let options = self.options();
        if let Some(id) = self.other_cover() {
            // It may have been asked for as it was before, and is not shown so.
            self.reader.awaited = None;
            return self.ask_for(id);
        }
        let huge = self.reader.shown.as_ref().filter(|shown| shown.is_huge());
        if let Some(id) = huge.filter(|shown| shown.options != options).map(|shown| shown.id) {
            return self.ask_for(id);
        }
        let measure = self.measure_rows();
        let effect = self.reader.lay_out(options, measure);
        let rows = self.rows();
        self.reader.scroll = self.reader.scroll.min(rows.furthest());
        self.relate();
        let mut effects: Vec<Effect> = effect.into_iter().collect();
        effects.extend(self.read_to_its_end());
        effects
    }

    /// The review on the screen, if its rating is shown as it is not to be. A rating that is to be
    /// covered is taken off the screen at once.
    fn other_cover(&mut self) -> Option<ReviewId> {
        let shown = self.reader.shown.as_ref()?;
        let (id, is_blind) = (shown.id, shown.is_blind);
        let is_other = self.library.get(id).is_some_and(|it| it.covers_rating() != is_blind);
        if is_other && !is_blind {
            self.reader.let_go(self.measure_rows());
        }
        is_other.then_some(id)
    }

    /// Asks for the chosen review, unless it is shown already.
    pub(super) fn show_selected(&mut self) -> Vec<Effect> {
        self.open_selected(Arriving::default())
    }

    /// Asks for the chosen review, unless it is shown already, to be opened in this way.
    fn open_selected(&mut self, arriving: Arriving) -> Vec<Effect> {
        self.list.follow(self.list_layout());
        let Some(id) = self.list.selected() else {
            self.reader.leave(self.measure_rows());
            self.reader.shown = None;
            self.reader.awaited = None;
            self.reader.ticket += 1;
            return Vec::new();
        };
        let wanted = self.reader.awaited.or(self.reader.shown.as_ref().map(|shown| shown.id));
        if wanted == Some(id) {
            return Vec::new();
        }
        let mut effects = self.remember_place();
        self.reader.leave(self.measure_rows());
        // Set before the request: a review that was read ahead is shown at once.
        self.reader.arriving = arriving;
        effects.extend(self.load(id));
        effects
    }

    /// Shows a review that was read ahead, else asks for it.
    fn load(&mut self, id: ReviewId) -> Vec<Effect> {
        let digest = self.library.get(id).map(EntryRef::digest);
        let is_blind = self.library.get(id).is_some_and(EntryRef::covers_rating);
        let ahead = self.reader.take_ahead(id, &self.options());
        let fits = |it: &LoadedPage| Some(it.entry.digest) == digest && it.is_blind == is_blind;
        if let Some(loaded) = ahead.filter(fits) {
            self.reader.ticket += 1;
            return self.show(loaded);
        }
        self.ask_for(id)
    }

    /// Asks for a review, whether it is shown or not.
    fn ask_for(&mut self, id: ReviewId) -> Vec<Effect> {
        let Some(entry) = self.library.get(id) else { return Vec::new() };
        let job = Job::Load {
            ticket: self.reader.ticket + 1,
            key: entry.key(),
            shown_as: ShownAs::of(entry),
            options: self.options(),
        };
        self.reader.ticket += 1;
        self.reader.awaited = Some(id);
        self.reader.let_go_of_huge(self.measure_rows());
        vec![Effect::Run(job)]
    }

    /// Asks for the reviews that are likely to be opened next, so that they open at once.
    fn look_ahead(&self) -> Vec<Effect> {
        if self.walk.running {
            return Vec::new();
        }
        let (cursor, options) = (self.list.cursor(), self.options());
        let near = [(Side::Next, cursor.checked_add(1)), (Side::Previous, cursor.checked_sub(1))];
        near.into_iter()
            .filter_map(|(side, index)| {
                let id = *self.list.shown().get(index?)?;
                let entry = self.library.get(id).filter(|_| !self.reader.is_ahead(id, &options))?;
                let (key, shown_as) = (entry.key(), ShownAs::of(entry));
                let options = options.clone();
                Some(Effect::Run(Job::LoadAhead { side, key, shown_as, options }))
            })
            .collect()
    }

    /// Lets go of a page that takes much memory, to be read again when it is shown.
    pub(super) fn let_go_of_huge(&mut self) {
        self.reader.let_go_of_huge(self.measure_rows());
    }

    /// Performs the choice of the selected line in the open list.
    pub(super) fn choose(&mut self) -> Option<Choice> {
        self.chooser.take().and_then(|chooser| chooser.chosen())
    }

    /// Opens the list of links at the one with this index.
    pub(super) fn choose_link(&mut self, index: usize) {
        let Some(shown) = &self.reader.shown else { return };
        if shown.page.links.is_empty() {
            return self.say("this review has no links", Role::Dim);
        }
        self.chooser = Some(Chooser::of_links(&shown.page.links, index, self.appearance.glyphs));
    }
}
