//! What has happened, and what is asked for: the two languages between the application and the
//! world. Both are plain data, so a session is a list of messages that can be played again.

use std::path::PathBuf;
use std::sync::Arc;

use super::key::Key;
use crate::model::usual::Usual;
use crate::model::{Entry, Review, ReviewId};
use crate::page::{Options, Page};
use crate::text::Diagnostic;

/// Something that has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Pasted(String),
    /// Something on the screen was clicked.
    Clicked(Target),
    /// The wheel was turned over something: lines down, or up where negative.
    Scrolled(Target, i32),
    /// The terminal has another size.
    Resized {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// A walk came by reviews.
    Found(Vec<Entry>),
    /// A walk has ended.
    WalkEnded {
        /// How many files it passed over that could have been reviews.
        skipped: usize,
    },
    /// A folder that is new was read to its end.
    FolderRead,
    /// A review was read for the page.
    Loaded(Box<Loaded>),
    /// A review was read that may be asked for next.
    LoadedAhead(Box<Loaded>),
    /// A large page was laid out again.
    LaidOut {
        /// Which request this answers.
        ticket: u64,
        /// The page.
        page: Arc<Page>,
    },
    /// The system lost count of changes: everything is to be read again.
    LostTrack,
    /// The system watches no folders: they are looked at every now and then; said once.
    Polling,
    /// Not every folder can be watched; said once.
    WatchLimited,
    /// A changed file was read.
    Reread {
        /// The file.
        path: PathBuf,
        /// What it is now.
        now: Reread,
        /// Whether bad news has waited already.
        waited: bool,
    },
    /// A wait for bad news to pass is over.
    Waited {
        /// The file.
        path: PathBuf,
    },
    /// A draft was looked through.
    Inspected {
        /// What is wrong with it.
        problems: Vec<Diagnostic>,
        /// What its author usually writes, where other reviews show it.
        usual: Option<Usual>,
        /// The line of the file at which the text of each section begins.
        lines: Vec<u32>,
    },
    /// A change has been pointed out long enough.
    TintOver {
        /// Which tint.
        ticket: u64,
    },
    /// The program is back in the foreground.
    Resumed,
    /// Something asked for could not be done; in words for people.
    Failed(String),
}

/// A review that was read for the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Which request this answers; 0 for one that nobody waits for.
    pub ticket: u64,
    /// The review.
    pub review: Arc<Review>,
    /// Its page.
    pub page: Arc<Page>,
    /// How the page is laid out.
    pub options: Options,
    /// What the list keeps of it.
    pub entry: Entry,
}

/// What a changed file is now.
#[derive(Clone, Debug, PartialEq)]
pub enum Reread {
    /// A review that reads well.
    Good(Box<Entry>, Arc<Review>),
    /// A review that is broken, and whether a walk would list it.
    Bad(Box<Entry>, bool),
    /// No review, or gone.
    Gone,
    /// An author's file: reviews beside and below it may have changed.
    Author,
    /// A folder, which may hold reviews.
    Folder,
}

/// Something on the screen that the mouse can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A review in the list.
    Row(ReviewId),
    /// The list.
    List,
    /// A problem on the author's desk.
    Problem(usize),
    /// The text of the review.
    Text,
    /// A section in the bar.
    Section(usize),
    /// A link of the page.
    Link(usize),
    /// A line of what is open above the page.
    Choice(usize),
    /// The key hint that opens the help.
    Help,
    /// The key hint that goes back.
    Back,
}

/// Something to be done outside the application.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Go through the folders again.
    Walk,
    /// Go through one folder that is new.
    WalkFolder(PathBuf),
    /// Read a review and lay it out.
    Load {
        /// Told back in the answer.
        ticket: u64,
        /// The file.
        path: PathBuf,
        /// The scale of its bare ratings, where it is known.
        scale: Option<f64>,
        /// How it is to be laid out.
        options: Options,
    },
    /// Read a review that may be asked for next, when there is nothing else to do.
    LoadAhead {
        /// The file.
        path: PathBuf,
        /// The scale of its bare ratings, where it is known.
        scale: Option<f64>,
        /// How it is to be laid out.
        options: Options,
    },
    /// Lay out a large review.
    LayOut {
        /// Told back in the answer.
        ticket: u64,
        /// The review.
        review: Arc<Review>,
        /// How it is to be laid out.
        options: Options,
    },
    /// Read a file that has changed.
    Reread {
        /// The file.
        path: PathBuf,
        /// Whether bad news has waited already.
        waited: bool,
    },
    /// Look a draft through for what is wrong with it.
    Inspect {
        /// The file.
        path: PathBuf,
    },
    /// Send [`Message::TintOver`] when a change has been pointed out long enough.
    Tint {
        /// Told back.
        ticket: u64,
    },
    /// Send [`Message::Waited`] when the time for bad news to pass is over.
    Wait {
        /// The file.
        path: PathBuf,
    },
    /// Open an address with the system's program for it.
    OpenAddress(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Open the author's editor on a file.
    Edit {
        /// The file.
        path: PathBuf,
        /// A line at or above the place.
        line: u32,
        /// What stands at the place, to be looked for from that line on.
        text: String,
    },
    /// Take the mouse or let go of it.
    UseMouse(bool),
    /// Draw everything again.
    Redraw,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// End the program.
    Quit,
}
