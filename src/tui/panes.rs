//! The division of the screen, decided in one place for drawing, keys and mouse.

use ratatui::layout::Rect;

use crate::page::review::MEASURE_COLUMNS;
use crate::page::{FactsForm, PaneSize};

/// The least columns in which list and review stand side by side.
const TWO_PANES_COLUMNS: u16 = 100;
/// The least columns in which the facts of the review stand beside it.
const THREE_PANES_COLUMNS: u16 = 160;
/// The least columns of the side pane beside the review, which else takes a third.
const MIN_SIDE_COLUMNS: u16 = 36;
/// The least and the most columns of the side pane where there are three panes.
const SIDE_OF_THREE_COLUMNS: (u16, u16) = (44, 60);
/// The least and the most columns of the facts.
const FACTS_COLUMNS: (u16, u16) = (36, 48);
/// The columns for the review and the two rules, before the facts grow.
const REVIEW_OF_THREE_COLUMNS: u16 = 80;
/// The least columns at the left and right of the text beside other panes.
const PANE_MARGINS: (u16, u16) = (3, 2);
/// The same of a pane at the left edge of the screen.
const HALF_MARGINS: (u16, u16) = (2, 2);
/// The same where the review stands alone in at least [`ROOMY_COLUMNS`].
const ROOMY_MARGINS: (u16, u16) = (3, 1);
/// The same on narrower screens; there is a column for the focus bar.
const NARROW_MARGINS: (u16, u16) = (2, 1);
/// The same where there is no focus bar.
const LEAST_MARGINS: (u16, u16) = (1, 1);
/// The least columns of a review that stands alone and has wider margins.
const ROOMY_COLUMNS: u16 = 64;

/// The least rows with a focus bar beside the title of the review.
const FOCUS_BAR_ROWS: u16 = 6;
/// The least rows with a footer.
const FOOTER_ROWS: u16 = 8;
/// The least rows with a section bar of one row.
const BAR_ROWS: u16 = 10;
/// The least rows with a blank row above the text.
const TEXT_BLANK_ROWS: u16 = 10;
/// The least rows with a blank row below the heading of the list, and below those in a text.
const HEADING_BLANK_ROWS: u16 = 14;
/// The least rows with kind, genres and reading time below the title.
const ABOUT_ROWS: u16 = 18;
/// The least rows with facts in one row, and in a table.
const FACTS_ROWS: (u16, u16) = (20, 28);
/// The least rows with a section bar of two rows, and with groups in the list.
const TWO_BAR_ROWS: u16 = 18;
/// The least rows with a blank row above the footer.
const FOOTER_BLANK_ROWS: u16 = 20;
/// The least rows with a blank row at the top.
const TOP_BLANK_ROWS: u16 = 36;

/// The least rows of the strip below a draft.
const MIN_STRIP_ROWS: u16 = 3;

/// The least columns and rows; a smaller screen shows only a notice.
const MIN_SCREEN_CELLS: (u16, u16) = (20, 5);
/// The least columns of the text that can be asked for.
const MIN_TEXT_COLUMNS: u16 = 24;

/// Which parts a screen is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// The list, with the review and its facts beside it where there is room.
    #[default]
    List,
    /// The review, with the list and its facts beside it where there is room.
    Review,
    /// A draft, with the author's desk beside it where there is room, else with a strip below it.
    Desk {
        /// The rows of the strip, if there is room for so many.
        strip_rows: u16,
    },
    /// The text alone.
    Text,
    /// The text without section bar and footer.
    BareText,
    /// One pane that the screen divides itself.
    Whole,
}

/// The pane that the keys go to. The facts never have the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    Side,
    #[default]
    Review,
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

/// The division of the screen. The panes lie below the blank row at the top and above the one at
/// the footer; the dividing lines reach through both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The list or the author's desk, if it is seen.
    pub(crate) side: Option<Rect>,
    /// The dividing lines, at the right of the side pane and at the left of the facts.
    pub(crate) dividers: [Option<Rect>; 2],
    /// The pane of the review, if it is seen.
    pub(crate) review: Option<Rect>,
    /// The pane of the review's facts, if there is one.
    pub(crate) facts: Option<Rect>,
    /// The columns of the text, within the pane of the review.
    pub(crate) text: Rect,
    /// The pane that the keys go to.
    pub(crate) focus: Focus,
    /// Whether side pane and text stand side by side.
    pub(crate) wide: bool,
    /// Where the focus bar stands beside the title of the review.
    pub(crate) focus_bar: Option<u16>,
    /// The rows of the side pane from its heading to its first line.
    pub(crate) heading_rows: u16,
    /// The most rows of the section bar.
    pub(crate) bar_rows: u16,
    /// Whether a blank row stands above the text.
    pub(crate) text_blank: bool,
    /// The author's desk as a strip below the review, if it is seen.
    pub(crate) strip: Option<Rect>,
    /// The pane of a screen that has but one.
    pub(crate) whole: Option<Rect>,
    /// The row of the footer.
    pub(crate) footer: Option<Rect>,
    /// The rows of the screen, without those of the strip.
    pub(crate) rows: u16,
}

impl Panes {
    /// Divides the screen; `None` if it is too small for anything but a notice.
    #[must_use]
    pub(crate) fn new(inputs: &PaneInputs) -> Option<Self> {
        let PaneInputs { columns, rows, shape, .. } = *inputs;
        if columns < MIN_SCREEN_CELLS.0 || rows < MIN_SCREEN_CELLS.1 {
            return None;
        }
        let bare = shape == Shape::BareText;
        let footer = (rows >= FOOTER_ROWS && !bare).then(|| Rect::new(0, rows - 1, columns, 1));
        let strip = strip(inputs);
        // The rows that are left decide which parts the review has.
        let rows = rows - strip.map_or(0, |strip| strip.height);
        let top = u16::from(rows >= TOP_BLANK_ROWS);
        let has_blank = footer.is_some() && strip.is_none() && rows >= FOOTER_BLANK_ROWS;
        let below = u16::from(footer.is_some()) + u16::from(has_blank);
        let area = Rect::new(0, top, columns, rows - below - top);
        let strip = strip.map(|strip| Rect { y: area.bottom(), ..strip });
        let panes = Self {
            strip,
            footer,
            heading_rows: 1 + u16::from(rows >= HEADING_BLANK_ROWS),
            bar_rows: match rows {
                _ if bare => 0,
                TWO_BAR_ROWS.. => 2,
                BAR_ROWS.. => 1,
                _ => 0,
            },
            text_blank: rows >= TEXT_BLANK_ROWS,
            rows,
            ..Self::default()
        };
        let panes = match shape {
            Shape::List | Shape::Review | Shape::Desk { .. } if columns >= TWO_PANES_COLUMNS => {
                panes.side_by_side(inputs, area)
            }
            _ => panes.one_at_a_time(inputs, area),
        };
        let focus_bar = panes.has_focus_bar().then(|| panes.text.x.saturating_sub(2));
        Some(Self { focus_bar: focus_bar.filter(|_| panes.review.is_some()), ..panes })
    }

    /// Whether there are enough rows for a bar that shows the focus beside a title.
    #[must_use]
    pub(crate) const fn has_focus_bar(&self) -> bool {
        self.rows >= FOCUS_BAR_ROWS
    }

    /// Whether nothing stands between the title of a review and its text or section bar.
    #[must_use]
    pub(crate) const fn is_title_alone(&self) -> bool {
        self.rows < ABOUT_ROWS
    }

    /// Whether no blank row stands between the heading of a section and its text.
    #[must_use]
    pub(crate) const fn has_tight_headings(&self) -> bool {
        self.rows < HEADING_BLANK_ROWS
    }

    /// The columns and rows of the facts, within their pane.
    #[must_use]
    pub(crate) fn facts_text(&self) -> Option<Rect> {
        let facts = self.facts?;
        let width = facts.width.saturating_sub(PANE_MARGINS.0 + PANE_MARGINS.1);
        Some(Rect { x: facts.x + PANE_MARGINS.0, width, ..facts })
    }

    #[must_use]
    pub(crate) fn facts_size(&self) -> Option<PaneSize> {
        let Rect { width, height, .. } = self.facts_text()?;
        Some(PaneSize { columns: usize::from(width), rows: usize::from(height) })
    }

    /// Where the facts of a review stand.
    #[must_use]
    pub(crate) fn facts_form(&self) -> FactsForm {
        if let Some(size) = self.facts_size() {
            return FactsForm::Pane(size);
        }
        match self.rows {
            rows if rows >= FACTS_ROWS.1 => FactsForm::Table,
            rows if rows >= FACTS_ROWS.0 => FactsForm::Row,
            _ => FactsForm::Hidden,
        }
    }

    /// Where the texts of two reviews stand side by side, and the column of the line between them;
    /// `None` where there is room for one only.
    #[must_use]
    pub(crate) fn halves(&self, measure: i16) -> Option<([Rect; 2], u16)> {
        let whole = self.whole.filter(|whole| whole.width >= TWO_PANES_COLUMNS)?;
        let divider = whole.x + (whole.width - 1) / 2;
        let pane = |x, end| Rect { x, width: end - x, ..self.text };
        let left = text(pane(whole.x, divider), HALF_MARGINS, measure);
        let right = text(pane(divider + 1, whole.right()), PANE_MARGINS, measure);
        let width = left.width.min(right.width);
        Some(([left, right].map(|text| Rect { width, ..text }), divider))
    }

    fn side_by_side(self, inputs: &PaneInputs, area: Rect) -> Self {
        let (side, facts) = side_and_facts(area.width);
        let facts_with_divider = facts.map_or(0, |facts| facts + 1);
        let pane = |x, width| Rect { x, width, ..area };
        let review = pane(side + 1, area.width - side - 1 - facts_with_divider);
        let bottom = self.footer.map_or(self.rows, |row| row.y);
        let divider = |x| Rect::new(x, 0, 1, bottom);
        Self {
            side: Some(pane(0, side)),
            dividers: [Some(divider(side)), facts.map(|_| divider(review.right()))],
            review: Some(review),
            facts: facts.map(|facts| pane(area.width - facts, facts)),
            text: text(review, PANE_MARGINS, inputs.measure),
            focus: if inputs.shape == Shape::List { Focus::Side } else { Focus::Review },
            wide: true,
            ..self
        }
    }

    fn one_at_a_time(self, inputs: &PaneInputs, area: Rect) -> Self {
        let margins = match area.width {
            _ if self.rows < FOCUS_BAR_ROWS => LEAST_MARGINS,
            ROOMY_COLUMNS.. => ROOMY_MARGINS,
            _ => NARROW_MARGINS,
        };
        let panes = Self { text: text(area, margins, inputs.measure), ..self };
        match inputs.shape {
            Shape::List => Self { side: Some(area), focus: Focus::Side, ..panes },
            Shape::Whole => {
                Self { whole: Some(Rect { y: 0, height: area.bottom(), ..area }), ..panes }
            }
            Shape::Review | Shape::Desk { .. } | Shape::Text | Shape::BareText => {
                Self { review: Some(area), focus: Focus::Review, ..panes }
            }
        }
    }
}

/// The strip below a draft, at row 0. It takes at most a third of the screen, and no fewer rows than
/// it needs to say something.
fn strip(inputs: &PaneInputs) -> Option<Rect> {
    let Shape::Desk { strip_rows } = inputs.shape else { return None };
    let height = strip_rows.min(inputs.rows / 3);
    let is_seen = inputs.columns < TWO_PANES_COLUMNS && height >= MIN_STRIP_ROWS;
    is_seen.then(|| Rect::new(0, 0, inputs.columns, height))
}

/// The columns of the side pane beside a review, and of the facts if there is a pane for them.
fn side_and_facts(columns: u16) -> (u16, Option<u16>) {
    if columns < THREE_PANES_COLUMNS {
        return ((columns / 3).max(MIN_SIDE_COLUMNS), None);
    }
    let review_and_facts = REVIEW_OF_THREE_COLUMNS + FACTS_COLUMNS.0;
    let side = (columns - review_and_facts).clamp(SIDE_OF_THREE_COLUMNS.0, SIDE_OF_THREE_COLUMNS.1);
    let facts = (columns - side - REVIEW_OF_THREE_COLUMNS).clamp(FACTS_COLUMNS.0, FACTS_COLUMNS.1);
    (side, Some(facts))
}

/// The columns of the text in the middle of its pane.
fn text(pane: Rect, margins: (u16, u16), measure: i16) -> Rect {
    let room = pane.width.saturating_sub(margins.0 + margins.1).max(1);
    let wanted = (MEASURE_COLUMNS as i16).saturating_add(measure).max(MIN_TEXT_COLUMNS as i16);
    let width = room.min(wanted.unsigned_abs());
    let x = pane.x + ((pane.width - width) / 2).max(margins.0);
    Rect { x, width, ..pane }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: [Shape; 7] = [
        Shape::List,
        Shape::Review,
        Shape::Desk { strip_rows: 3 },
        Shape::Desk { strip_rows: 8 },
        Shape::Text,
        Shape::BareText,
        Shape::Whole,
    ];

    fn panes(columns: u16, rows: u16, shape: Shape) -> Panes {
        Panes::new(&PaneInputs { columns, rows, shape, ..PaneInputs::default() }).unwrap()
    }

    /// The columns of list, review, text and facts.
    fn widths(columns: u16) -> (u16, u16, u16, Option<u16>) {
        let panes = panes(columns, 40, Shape::List);
        let width = |pane: Option<Rect>| pane.map(|pane| pane.width);
        let (Some(side), Some(review)) = (width(panes.side), width(panes.review)) else {
            panic!("side by side")
        };
        (side, review, panes.text.width, width(panes.facts))
    }

    #[test]
    fn the_drawn_widths() {
        assert_eq!(widths(100), (36, 63, 58, None));
        assert_eq!(widths(120), (40, 79, 72, None));
        assert_eq!(widths(159), (53, 105, 72, None));
        assert_eq!(widths(160), (44, 78, 72, Some(36)));
        assert_eq!(widths(170), (54, 78, 72, Some(36)));
        assert_eq!(widths(200), (60, 90, 72, Some(48)));
        assert_eq!(widths(250), (60, 140, 72, Some(48)));
    }

    #[test]
    fn a_text_alone_has_the_drawn_margins() {
        let margins = |columns, rows| {
            let text = panes(columns, rows, Shape::Review).text;
            (text.x, columns - text.right())
        };
        assert_eq!(margins(99, 24), (13, 14));
        assert_eq!(margins(80, 24), (4, 4));
        assert_eq!(margins(64, 24), (3, 1));
        assert_eq!(margins(63, 24), (2, 1));
        assert_eq!(margins(60, 20), (2, 1));
        assert_eq!(margins(20, 6), (2, 1));
        assert_eq!(margins(20, 5), (1, 1));
    }

    #[test]
    fn the_drawn_rows() {
        let rows = |rows| {
            let panes = panes(80, rows, Shape::Review);
            let review = panes.review.unwrap();
            (panes.focus_bar.is_some(), panes.bar_rows, review.y, rows - review.bottom())
        };
        assert_eq!(rows(5), (false, 0, 0, 0));
        assert_eq!(rows(6), (true, 0, 0, 0));
        assert_eq!(rows(8), (true, 0, 0, 1));
        assert_eq!(rows(10), (true, 1, 0, 1));
        assert_eq!(rows(18), (true, 2, 0, 1));
        assert_eq!(rows(20), (true, 2, 0, 2));
        assert_eq!(rows(36), (true, 2, 1, 2));
    }

    #[test]
    fn a_strip_leaves_two_thirds_to_the_page() {
        let strip = |columns, rows, strip_rows| {
            let panes = panes(columns, rows, Shape::Desk { strip_rows });
            panes.strip.map_or(0, |strip| strip.height)
        };
        assert_eq!((strip(80, 24, 3), strip(80, 24, 8), strip(80, 20, 8)), (3, 8, 6));
        assert_eq!((strip(40, 12, 3), strip(40, 9, 3), strip(40, 8, 3)), (3, 3, 0));
        assert_eq!((strip(20, 5, 8), strip(100, 24, 8), strip(80, 24, 0)), (0, 0, 0));
        let panes = panes(80, 24, Shape::Desk { strip_rows: 8 });
        let rows = |area: Option<Rect>| area.map(|area| (area.y, area.height));
        assert_eq!((rows(panes.review), rows(panes.strip)), (Some((0, 15)), Some((15, 8))));
        assert!(panes.is_title_alone() && panes.focus == Focus::Review);
    }

    #[test]
    fn the_measure_replaces_the_usual_one() {
        let width = |columns, measure| {
            let inputs = PaneInputs { columns, rows: 24, shape: Shape::Review, measure };
            Panes::new(&inputs).unwrap().text.width
        };
        assert_eq!((width(250, 20), width(120, 20), width(120, -20)), (92, 74, 52));
        assert_eq!((width(80, 20), width(80, -100)), (76, MIN_TEXT_COLUMNS));
    }

    #[test]
    fn the_parts_lie_on_the_screen_and_apart() {
        for (columns, rows) in (0..260).flat_map(|columns| (0..40).map(move |rows| (columns, rows)))
        {
            let inputs = SHAPES.into_iter().flat_map(|shape| {
                [-100, 0, 100].map(|measure| PaneInputs { columns, rows, shape, measure })
            });
            for inputs in inputs {
                let Some(panes) = Panes::new(&inputs) else { continue };
                let screen = Rect::new(0, 0, columns, rows);
                let Panes { side, review, facts, strip, whole, footer, .. } = panes;
                let [left, right] = panes.dividers;
                let parts = [side, left, review, right, facts, strip, whole, footer];
                let parts: Vec<Rect> = parts.into_iter().flatten().collect();
                for (index, part) in parts.iter().enumerate() {
                    assert_eq!(part.intersection(screen), *part, "{inputs:?}");
                    let mut others = parts[index + 1..].iter();
                    assert!(others.all(|other| !other.intersects(*part)), "{inputs:?}");
                }
                let pane = review.or(side).or(whole).unwrap();
                assert_eq!(panes.text.intersection(pane), panes.text, "{inputs:?}");
                assert_eq!(panes.wide, side.is_some() && review.is_some());
            }
        }
    }
}
