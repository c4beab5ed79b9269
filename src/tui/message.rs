//! Messages go to the application, effects come from it. Both are plain data, so a session can be
//! replayed from its messages.

use std::path::PathBuf;

use super::action::Action;
use super::key::Key;
use crate::jobs::{Answer, Job};
use crate::model::{Entry, ReviewId};
use crate::text::Address;

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
    /// A walk found reviews.
    Found(Vec<Entry>),
    /// A walk has ended.
    WalkEnded {
        /// How many files it skipped that could have been reviews.
        skipped: usize,
    },
    /// A folder that is new was read to its end.
    FolderRead,
    /// A job was done.
    Answered(Answer),
    /// The system lost track of changes: everything is to be read again.
    LostTrack,
    /// The system cannot watch folders, so they are polled; sent once.
    Polling,
    /// Not every folder can be watched; sent once.
    WatchLimited,
    /// The delay after which a broken or missing file is read again is over.
    Waited {
        /// The file.
        path: PathBuf,
    },
    /// The tint of a changed paragraph is over.
    TintOver {
        /// Which tint.
        ticket: u64,
    },
    /// The time for which a notice of success is shown is over.
    NoticePassed {
        /// Which notice.
        ticket: u64,
    },
    /// The program is back in the foreground.
    Resumed,
    /// An effect failed; a message for the user.
    Failed(String),
}

/// Something on the screen that the mouse can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A review in the list.
    Row(ReviewId),
    /// The heading of the group that begins with this review.
    Group(ReviewId),
    /// A review that the facts of another one name.
    Related(ReviewId),
    /// The side pane.
    Side,
    /// Something that only the open screen knows, by its number.
    Item(usize),
    /// The text of the review.
    Text,
    /// A section in the bar.
    Section(usize),
    /// A link of the page.
    Link(usize),
    /// A line of the open chooser.
    Choice(usize),
    /// A key that is named in the last row.
    Press(Key),
    /// Words that stand for an action.
    Do(Action),
}

/// Something to be done outside the application.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Go through the folders again.
    Walk,
    /// Go through one folder that is new.
    WalkFolder(PathBuf),
    /// Run a job on another thread and send its answer.
    Run(Job),
    /// Send [`Message::TintOver`] after the time for which a change is tinted.
    Tint {
        /// Which tint.
        ticket: u64,
    },
    /// Send [`Message::NoticePassed`] after the time for which a notice of success is shown.
    PassNotice {
        /// Which notice.
        ticket: u64,
    },
    /// Send [`Message::Waited`] after a delay: a broken or missing file may be half saved.
    Wait {
        /// The file.
        path: PathBuf,
    },
    /// Open an address with the system's program for it.
    OpenAddress(Address),
    /// Put a text on the clipboard.
    Copy(String),
    /// Open the author's editor on a file.
    Edit {
        /// The file.
        path: PathBuf,
        /// A line at or above the place.
        line: u32,
        /// The text at the place, to be searched for from that line on.
        text: String,
    },
    /// Capture or release the mouse.
    UseMouse(bool),
    /// Draw everything again.
    Redraw,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// End the program.
    Quit,
}
