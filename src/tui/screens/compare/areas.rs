//! How two reviews share the screen.

use ratatui::layout::Rect;

use crate::page::compare::{Arrangement, Side};
use crate::tui::shared::Shared;

/// The least rows with both titles where one review stands below the other.
const MIN_ROWS_FOR_TITLES: u16 = 10;

/// Where the parts of a comparison stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Areas {
    pub(super) arrangement: Arrangement,
    /// The text of each review, the rows of the titles included.
    pub(super) texts: [Rect; 2],
    /// The line between the reviews.
    pub(super) divider: Option<Rect>,
    /// Whether the bar of the focus stands beside a title.
    has_bar: bool,
    title_rows: u16,
}

impl Areas {
    /// `None` on a screen that is too small.
    pub(super) fn new(shared: &Shared) -> Option<Self> {
        let panes = shared.panes()?;
        let has_bar = panes.has_focus_bar();
        let Some((texts, divider)) = panes.halves(shared.measure) else {
            let title_rows = if panes.rows < MIN_ROWS_FOR_TITLES { 1 } else { 2 };
            let (arrangement, texts) = (Arrangement::Stacked, [panes.text; 2]);
            return Some(Self { arrangement, texts, divider: None, has_bar, title_rows });
        };
        let bottom = panes.footer.map_or(panes.rows, |footer| footer.y);
        let divider = Some(Rect::new(divider, 0, 1, bottom));
        Some(Self { arrangement: Arrangement::Beside, texts, divider, has_bar, title_rows: 1 })
    }

    /// The columns of one review.
    pub(super) const fn width(&self) -> u16 {
        self.texts[0].width
    }

    /// The row of a title; where there is but one row for both, only the review with the focus has it.
    pub(super) fn title(&self, side: Side, focus: Side) -> Option<Rect> {
        let text = side.of(&self.texts);
        let y = match (self.arrangement, self.title_rows) {
            (Arrangement::Beside, _) => text.y,
            (Arrangement::Stacked, 1) if side != focus => return None,
            (Arrangement::Stacked, 1) => text.y,
            (Arrangement::Stacked, _) => text.y + u16::from(side == Side::Second),
        };
        Some(Rect { y, height: 1, ..*text })
    }

    /// The column of the bar beside a title.
    pub(super) fn bar(&self, title: Rect) -> Option<u16> {
        self.has_bar.then(|| title.x.saturating_sub(2))
    }

    /// The rows below the titles.
    pub(super) fn moving(&self) -> Rect {
        let text = self.texts[0];
        let y = text.y + self.title_rows;
        Rect { y, height: text.height.saturating_sub(self.title_rows), ..text }
    }
}
