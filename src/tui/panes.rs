//! The division of the screen, decided in one place for drawing, keys and mouse.

use ratatui::layout::Rect;

use crate::page::review::MEASURE_COLUMNS;

/// The least columns in which the side pane and the text stand side by side.
const TWO_PANES_COLUMNS: u16 = 100;
/// Columns that the text needs beside the side pane, with its margins.
const TEXT_PANE_COLUMNS: u16 = 80;
/// The least and the most columns of the side pane, the dividing line included.
const SIDE_PANE_COLUMNS: (u16, u16) = (28, 44);
/// Blank columns between the dividing line and the text.
const MARGIN_COLUMNS: u16 = 3;
/// The least rows with a section bar and a footer.
const BAR_ROWS: u16 = 12;
/// The least rows with blank rows around bar and footer.
const BLANK_ROWS: u16 = 16;
/// The least columns and rows; a smaller screen shows only a notice.
const MIN_SCREEN_CELLS: (u16, u16) = (20, 5);
/// Rows of the side pane above its first line.
pub(crate) const SIDE_HEAD_ROWS: u16 = 2;
/// The least columns of the text that can be asked for.
const MIN_TEXT_COLUMNS: u16 = 24;

/// Which parts a screen is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A side pane and the text; the side pane where there is room for one of them.
    #[default]
    SideFirst,
    /// A side pane and the text; the text where there is room for one of them.
    TextFirst,
    Text,
    /// The text without section bar and footer.
    BareText,
}

/// What the division of the screen depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PaneInputs {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    /// The parts of the screen.
    pub(crate) shape: Shape,
    /// By how many columns the text is to differ from the usual measure.
    pub(crate) measure: i16,
}

/// The division of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The side pane, if it is seen.
    pub(crate) side: Option<Rect>,
    /// The column of the dividing line.
    pub(crate) divider: Option<u16>,
    /// The pane of the review, if it is seen.
    pub(crate) review: Option<Rect>,
    /// The columns of the text, within the pane of the review.
    pub(crate) text: Rect,
    /// Whether side pane and text stand side by side.
    pub(crate) wide: bool,
    /// Whether there is a section bar.
    pub(crate) bar: bool,
    /// Whether blank rows separate the parts.
    pub(crate) airy: bool,
    /// The row of the footer.
    pub(crate) footer: Option<Rect>,
}

impl Panes {
    /// Divides the screen; `None` if it is too small for anything but a notice.
    #[must_use]
    pub(crate) fn new(inputs: &PaneInputs) -> Option<Self> {
        let PaneInputs { columns, rows, shape, .. } = *inputs;
        if columns < MIN_SCREEN_CELLS.0 || rows < MIN_SCREEN_CELLS.1 {
            return None;
        }
        let footer = (rows >= BAR_ROWS && shape != Shape::BareText)
            .then(|| Rect::new(0, rows - 1, columns, 1));
        let airy = rows >= BLANK_ROWS;
        let height = rows - u16::from(footer.is_some()) - u16::from(footer.is_some() && airy);
        let wide =
            columns >= TWO_PANES_COLUMNS && matches!(shape, Shape::SideFirst | Shape::TextFirst);
        let panes = Self { footer, airy, wide, bar: footer.is_some(), ..Self::default() };
        if wide {
            let list =
                (columns - TEXT_PANE_COLUMNS).clamp(SIDE_PANE_COLUMNS.0, SIDE_PANE_COLUMNS.1);
            let pane = Rect::new(list, 0, columns - list, height);
            return Some(Self {
                side: Some(Rect::new(0, 0, list - 1, height)),
                divider: Some(list - 1),
                review: Some(pane),
                text: text(inputs, pane, MARGIN_COLUMNS.min(pane.width / 8).max(1)),
                ..panes
            });
        }
        let pane = Rect::new(0, 0, columns, height);
        let text = text(inputs, pane, 1);
        let text = Rect { x: pane.x + (pane.width - text.width) / 2, ..text };
        let (side, review) =
            if shape == Shape::SideFirst { (Some(pane), None) } else { (None, Some(pane)) };
        Some(Self { side, review, text, ..panes })
    }
}

fn text(inputs: &PaneInputs, pane: Rect, margin: u16) -> Rect {
    let room = pane.width.saturating_sub(margin + 1).max(1);
    let wanted =
        (MEASURE_COLUMNS as i16).saturating_add(inputs.measure).max(MIN_TEXT_COLUMNS as i16);
    let width = room.min(wanted.unsigned_abs());
    Rect::new(pane.x + margin, pane.y, width, pane.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panes(columns: u16, rows: u16, shape: Shape) -> Panes {
        Panes::new(&PaneInputs { columns, rows, shape, ..PaneInputs::default() }).unwrap()
    }

    #[test]
    fn the_drawn_screens() {
        let wide = panes(120, 36, Shape::SideFirst);
        assert_eq!(
            (wide.side.unwrap().width, wide.divider, wide.text.x, wide.text.width),
            (39, Some(39), 43, 72)
        );
        let usual = panes(80, 24, Shape::TextFirst);
        assert_eq!((usual.side, usual.text.x, usual.text.width), (None, 4, 72));
        let narrow = panes(60, 20, Shape::TextFirst);
        assert_eq!((narrow.text.x, narrow.text.width), (1, 58));
        assert_eq!(panes(80, 11, Shape::TextFirst).footer, None);
    }

    #[test]
    fn everything_lies_on_the_screen() {
        for columns in 0..260 {
            for rows in [0, 4, 5, 6, 11, 12, 15, 16, 24, 70] {
                for shape in [Shape::SideFirst, Shape::TextFirst, Shape::Text, Shape::BareText] {
                    for measure in [-100, 0, 100] {
                        let inputs = PaneInputs { columns, rows, shape, measure };
                        let Some(panes) = Panes::new(&inputs) else { continue };
                        let screen = Rect::new(0, 0, columns, rows);
                        for part in [panes.side, panes.review, Some(panes.text), panes.footer]
                            .into_iter()
                            .flatten()
                        {
                            assert_eq!(part.intersection(screen), part, "{inputs:?}");
                        }
                    }
                }
            }
        }
    }
}
