//! Cells that are drawn together, as text or as a shape.

use std::fmt::Write as _;

use super::{CELL, Cell, escaped};

/// The distance from the top of a cell to the baseline of its text.
const BASELINE: f64 = 14.5;

/// What a piece of a row is drawn as.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Blank,
    Letters,
    /// Letters that may come from another font than the Latin ones, each of so many columns.
    OtherLetters(usize),
    /// One character that no letter may stand beside, such as an emoji.
    Sign,
    Star,
    HollowStar,
    Cover,
    Rule(Thickness),
    Wall(Thickness),
    /// A bar along the left edge of a cell, of this many eighths of its width.
    Bar(u8),
    /// A block on the floor of a cell, of this many eighths of its height.
    Block(u8),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Thickness {
    Light,
    Heavy,
}

impl Thickness {
    const fn pixels(self) -> f64 {
        match self {
            Self::Light => 1.0,
            Self::Heavy => 2.0,
        }
    }
}

impl Shape {
    fn of(cell: &Cell) -> Self {
        match &*cell.text {
            " " => Self::Blank,
            "★" => Self::Star,
            "☆" => Self::HollowStar,
            "░" => Self::Cover,
            "─" => Self::Rule(Thickness::Light),
            "━" => Self::Rule(Thickness::Heavy),
            "│" => Self::Wall(Thickness::Light),
            "┃" => Self::Wall(Thickness::Heavy),
            "▌" => Self::Bar(4),
            "▏" => Self::Bar(1),
            "▁" => Self::Block(1),
            "▂" => Self::Block(2),
            "▃" => Self::Block(3),
            "▄" => Self::Block(4),
            "▅" => Self::Block(5),
            "▆" => Self::Block(6),
            "▇" => Self::Block(7),
            "█" => Self::Block(8),
            text if text.chars().all(|c| c <= '\u{17f}' || "–—‘’“”…·".contains(c)) => {
                Self::Letters
            }
            text if text.chars().next().is_some_and(char::is_alphabetic) => {
                Self::OtherLetters(cell.columns)
            }
            _ => Self::Sign,
        }
    }

    /// Whether a cell of this shape is drawn together with those before it. A single blank between
    /// words is.
    fn joins(self, before: &Piece) -> bool {
        match (before.shape, self) {
            (Self::Letters | Self::OtherLetters(_), Self::Blank) => !before.text.ends_with(' '),
            (Self::Sign | Self::Star | Self::HollowStar | Self::Bar(_), _) => false,
            (one, other) => one == other,
        }
    }
}

/// Cells of one look that stand beside each other.
#[derive(Debug)]
pub(super) struct Piece {
    column: usize,
    columns: usize,
    text: String,
    shape: Shape,
    pub(super) look: usize,
}

impl Piece {
    /// The pieces of a row, from left to right, of which the first begins in this column.
    pub(super) fn all_of(row: &[Cell], mut column: usize) -> Vec<Self> {
        let mut pieces: Vec<Self> = Vec::new();
        for cell in row {
            let shape = Shape::of(cell);
            match pieces.last_mut() {
                Some(last) if last.look == cell.look && shape.joins(last) => {
                    last.columns += cell.columns;
                    last.text.push_str(&cell.text);
                }
                _ => pieces.push(Self {
                    column,
                    columns: cell.columns,
                    text: cell.text.clone(),
                    shape,
                    look: cell.look,
                }),
            }
            column += cell.columns;
        }
        pieces
    }

    /// Draws the piece into a row whose top is at `y`, on a ground of its own if it has one.
    pub(super) fn draw(&self, out: &mut String, y: f64, has_ground: bool) {
        let (x, width) = (self.column as f64 * CELL.0, self.columns as f64 * CELL.0);
        let middle = y + CELL.1 / 2.0;
        let look = self.look;
        let mut rect = |class: &str, x: f64, y: f64, width: f64, height: f64| {
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
            );
        };
        if has_ground {
            rect(&format!("b{look}"), x, y, width, CELL.1);
        }
        let class = format!("l{look}");
        match self.shape {
            Shape::Blank => {}
            Shape::Letters | Shape::OtherLetters(_) | Shape::Sign => self.letters(out, x, y),
            Shape::Star | Shape::HollowStar => {
                let star = if self.shape == Shape::Star { "s" } else { "h" };
                let x = x + CELL.0 / 2.0;
                let _ = writeln!(
                    out,
                    "<use href=\"#{star}\" x=\"{x}\" y=\"{middle}\" class=\"{class}\"/>"
                );
            }
            Shape::Cover => {
                let (x, y, width, height) = (x + 0.5, y + 3.0, width - 1.0, CELL.1 - 6.0);
                let _ = writeln!(
                    out,
                    "<rect class=\"{class}\" fill-opacity=\".3\" x=\"{x}\" y=\"{y}\" \
                     width=\"{width}\" height=\"{height}\"/>"
                );
            }
            Shape::Rule(thick) => {
                rect(&class, x, middle - thick.pixels() / 2.0, width, thick.pixels());
            }
            Shape::Wall(thick) => {
                let pixels = thick.pixels();
                rect(&class, x + (CELL.0 - pixels) / 2.0, y, pixels, CELL.1);
            }
            Shape::Bar(eighths) => rect(&class, x, y, CELL.0 * f64::from(eighths) / 8.0, CELL.1),
            Shape::Block(eighths) => {
                let height = CELL.1 * f64::from(eighths) / 8.0;
                rect(&class, x, y + CELL.1 - height, width, height);
            }
        }
    }

    /// Draws the text of the first row twice as large.
    pub(super) fn draw_large(&self, out: &mut String) {
        out.push_str("<g transform=\"scale(2)\">");
        self.letters(out, self.column as f64 * CELL.0, BASELINE / 2.0 - BASELINE);
        out.push_str("</g>");
    }

    /// Text, stretched to its columns.
    fn letters(&self, out: &mut String, x: f64, y: f64) {
        let text = self.text.trim_end();
        let blanks = self.text.len() - text.len();
        let width = (self.columns - blanks.min(self.columns)) as f64 * CELL.0;
        let (look, y) = (self.look, y + BASELINE);
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
             class=\"l{look}\">{}</text>",
            escaped(text)
        );
    }
}
