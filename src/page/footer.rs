//! Where an author is to be found: handles, an address, a website.

use super::{Line, Role, Run, address, wrap};
use crate::model::Author;
use crate::text::{Address, Clean, Glyphs};

/// What stands between two items, in any characters.
const SEPARATOR: &str = " · ";
const SEPARATOR_COLUMNS: usize = 3;

/// One thing of the footer, which can be opened and copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FooterItem {
    /// The text in the row at the bottom of the screen.
    pub(crate) short: Clean,
    /// Its width in cells.
    pub(crate) columns: usize,
    /// The text at the end of a page and in the list of links.
    pub(crate) full: Clean,
    /// Where it leads, where that is known.
    pub(crate) address: Option<Address>,
    /// Its number among the links of its page, where it has one.
    pub(crate) link: Option<usize>,
}

impl FooterItem {
    fn new(short: Clean, full: Clean, address: Option<Address>, glyphs: Glyphs) -> Self {
        Self { columns: glyphs.width(short.as_str()), short, full, address, link: None }
    }
}

/// The footer of a review by `author`, what matters most first.
#[must_use]
pub(crate) fn items(author: &Author, glyphs: Glyphs) -> Vec<FooterItem> {
    let handles = author.handles.iter().map(|handle| {
        let text = format!("{} @{}", handle.platform, handle.handle.trim_start_matches('@'));
        let text = Clean::new(text.trim());
        let address = handle.url().as_deref().and_then(Address::new);
        FooterItem::new(text.clone(), text, address, glyphs)
    });
    let website = author.website.iter().map(|website| {
        let shown = Clean::new(address::without_scheme(website));
        FooterItem::new(shown.clone(), shown, Address::of_website(website), glyphs)
    });
    let email = author.email.iter().map(|email| {
        let address = Address::of_mailbox(email);
        FooterItem::new(Clean::new("e-mail"), Clean::new(email), address, glyphs)
    });
    handles.chain(website).chain(email).collect()
}

/// The first items, as many as fit in `columns`: the e-mail address is the last, and goes first.
#[must_use]
pub(crate) fn fitting(items: &[FooterItem], columns: usize) -> &[FooterItem] {
    let mut taken = 0;
    let fits = |item: &&FooterItem| {
        let between = if taken == 0 { 0 } else { SEPARATOR_COLUMNS };
        taken += between + item.columns;
        taken <= columns
    };
    &items[..items.iter().take_while(fits).count()]
}

/// The whole footer as lines of text, for the end of a page.
pub(super) fn lines(items: &[FooterItem], columns: usize, glyphs: Glyphs) -> Vec<Line> {
    wrap::wrap_long(&joined(items.iter().map(|item| &item.full)), columns, glyphs)
}

/// Texts with dots between them.
fn joined<'a>(texts: impl Iterator<Item = &'a Clean>) -> Vec<Run> {
    let mut runs = Vec::new();
    for text in texts {
        if !runs.is_empty() {
            runs.push(Run::new(SEPARATOR, Role::Dim));
        }
        runs.push(Run { text: text.clone(), role: Role::Handle, ..Run::default() });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Handle;

    #[test]
    fn the_e_mail_goes_first() {
        let handle = |platform: &str| Handle { platform: platform.into(), handle: "a".into() };
        let author = Author {
            email: Some("a@b.c".into()),
            handles: vec![handle("x"), handle("instagram")],
            ..Author::default()
        };
        let items = items(&author, Glyphs::Unicode);
        let shown = |columns| -> String {
            let fitting = fitting(&items, columns);
            let runs = joined(fitting.iter().map(|item| &item.short));
            runs.iter().map(|run| run.text.to_string()).collect()
        };
        assert_eq!(shown(80), "x @a · instagram @a · e-mail");
        assert_eq!(shown(20), "x @a · instagram @a");
        assert_eq!(shown(12), "x @a");
        assert_eq!(shown(2), "");
    }
}
