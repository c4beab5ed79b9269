//! Which key does what on which screen.

/// The screens by the names that a keymap has for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScreenName {
    /// The list of reviews.
    Library,
    /// A review that is read.
    Review,
    /// A draft with the author's desk.
    Desk,
}
