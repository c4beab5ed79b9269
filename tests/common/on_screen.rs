//! What a reader of the shipped reviews has in front of them.

use rushes::tui::app::Appearance;
use rushes::tui::keymap::ScreenName;

use super::drive::{Driver, shipped};

pub(crate) fn look() -> Appearance {
    Appearance { name: "reviews".into(), mouse: true, ..Appearance::default() }
}

/// The shipped reviews, after these keys.
pub(crate) fn after(keys: &str, size: (u16, u16)) -> Driver {
    let mut driver = Driver::open(&shipped(), look(), size);
    driver.press(keys);
    driver
}

pub(crate) fn has(driver: &Driver, text: &str) -> bool {
    driver.rows().iter().any(|row| row.contains(text))
}

pub(crate) fn screen(driver: &Driver) -> ScreenName {
    driver.app.screen().name()
}

/// The title of the review on the screen.
pub(crate) fn title(driver: &Driver) -> String {
    driver.app.shared.reader.shown.as_ref().map(|shown| shown.review.title.clone()).expect("a page")
}
