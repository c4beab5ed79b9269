//! Draws a screen as an SVG that looks the same in every browser, whatever fonts it has: text is
//! fitted to the grid of cells, and stars, rules and covers are drawn as shapes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// Width and height of a cell, in pixels like all lengths here.
const CELL: (f64, f64) = (9.0, 20.0);
const FONT_SIZE: f64 = 15.0;
/// The distance from the top of a cell to the baseline of its text.
const BASELINE: f64 = 14.5;
/// The width of the border around the screen.
const MARGIN: f64 = 18.0;

const FONTS: &str = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', \
                     'Noto Sans Mono CJK JP', monospace";

/// A star of five points around the middle of a cell, a little narrower than the cell.
const STAR: &str = "M0.00 -5.40 1.22 -1.88 4.95 -1.81 1.98 0.44 3.06 4.01 0.00 1.88 -3.06 4.01 -1.98 0.44 -4.95 -1.81 -1.22 -1.88z";

/// Draws `screen`; cells that set no colour have those of `ground`.
pub(crate) fn draw(screen: &Buffer, ground: Style, title: &str) -> String {
    let (columns, rows) = (f64::from(screen.area.width), f64::from(screen.area.height));
    let (width, height) = (columns * CELL.0 + 2.0 * MARGIN, rows * CELL.1 + 2.0 * MARGIN);
    let back = colour(ground.bg, "#000000");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n\
         <style>text{{font-family:{FONTS};font-size:{FONT_SIZE}px;white-space:pre}}</style>\n\
         <defs><path id=\"s\" d=\"{STAR}\"/></defs>\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{back}\" \
         stroke=\"#7f7f7f\" stroke-opacity=\".35\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n",
        width - 1.0,
        height - 1.0,
    );
    for y in 0..screen.area.height {
        let mut line = Row { out: &mut out, y: f64::from(y) * CELL.1, ground };
        let mut open: Option<Piece> = None;
        let mut x = 0;
        while x < screen.area.width {
            let Some(cell) = screen.cell((x, y)) else { break };
            let piece = Piece::of(cell, x);
            x += piece.cells.max(1);
            open = match open {
                Some(mut before) if before.takes(&piece) => {
                    before.append(&piece);
                    Some(before)
                }
                before => {
                    before.iter().for_each(|before| line.put(before));
                    Some(piece)
                }
            };
        }
        open.iter().for_each(|piece| line.put(piece));
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// What a piece of a row is drawn as.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Blank,
    Letters,
    /// One character that may come from a fallback font, with another width.
    Foreign,
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

#[derive(Clone, Copy, PartialEq)]
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

/// Adjacent cells of one style that are drawn together.
struct Piece {
    x: u16,
    cells: u16,
    text: String,
    shape: Shape,
    style: Style,
}

impl Piece {
    fn of(cell: &Cell, x: u16) -> Self {
        let text = cell.symbol();
        let shape = match text {
            " " => Shape::Blank,
            "★" => Shape::Star,
            "☆" => Shape::HollowStar,
            "░" => Shape::Cover,
            "─" => Shape::Rule(Thickness::Light),
            "━" => Shape::Rule(Thickness::Heavy),
            "│" => Shape::Wall(Thickness::Light),
            "┃" => Shape::Wall(Thickness::Heavy),
            "▌" => Shape::Bar(4),
            "▏" => Shape::Bar(1),
            "▁" => Shape::Block(1),
            "▂" => Shape::Block(2),
            "▃" => Shape::Block(3),
            "▄" => Shape::Block(4),
            "▅" => Shape::Block(5),
            "▆" => Shape::Block(6),
            "▇" => Shape::Block(7),
            "█" => Shape::Block(8),
            _ if text.chars().all(|c| c <= '\u{17f}' || "–—‘’“”…·".contains(c)) => {
                Shape::Letters
            }
            _ => Shape::Foreign,
        };
        let cells = u16::try_from(text.width()).unwrap_or(1);
        Self { x, cells, text: text.to_owned(), shape, style: cell.style() }
    }

    /// Whether `next` belongs to this piece. A single blank between words does.
    fn takes(&self, next: &Self) -> bool {
        let joins = match (self.shape, next.shape) {
            (Shape::Letters, Shape::Blank) => !self.text.ends_with(' '),
            (Shape::Foreign | Shape::Star | Shape::HollowStar | Shape::Bar(_), _) => false,
            (one, other) => one == other,
        };
        joins && self.style == next.style
    }

    fn append(&mut self, next: &Self) {
        self.cells += next.cells;
        self.text.push_str(&next.text);
    }
}

/// The row that is drawn.
struct Row<'a> {
    out: &'a mut String,
    y: f64,
    ground: Style,
}

impl Row<'_> {
    fn put(&mut self, piece: &Piece) {
        let reversed = piece.style.add_modifier.contains(Modifier::REVERSED);
        let front =
            colour(piece.style.fg.filter(|c| *c != Color::Reset).or(self.ground.fg), "#ffffff");
        let ground = colour(self.ground.bg, "#000000");
        let back =
            colour(piece.style.bg.filter(|c| *c != Color::Reset).or(self.ground.bg), "#000000");
        let (front, back) = if reversed { (back, front) } else { (front, back) };
        let (x, width) = (f64::from(piece.x) * CELL.0, f64::from(piece.cells) * CELL.0);
        let (y, middle) = (self.y, self.y + CELL.1 / 2.0);
        if back != ground {
            self.rect(x, y, width, CELL.1, &back);
        }
        match piece.shape {
            Shape::Blank => {}
            Shape::Letters | Shape::Foreign => self.letters(piece, x, &front),
            Shape::Star | Shape::HollowStar => {
                let look = if piece.shape == Shape::Star {
                    format!("fill=\"{front}\"")
                } else {
                    format!("fill=\"none\" stroke=\"{front}\"")
                };
                let x = x + CELL.0 / 2.0;
                let _ = writeln!(self.out, "<use href=\"#s\" x=\"{x}\" y=\"{middle}\" {look}/>");
            }
            Shape::Cover => {
                let veil = format!("{front}\" fill-opacity=\".3");
                self.rect(x + 0.5, y + 3.0, width - 1.0, CELL.1 - 6.0, &veil);
            }
            Shape::Rule(thick) => {
                self.rect(x, middle - thick.pixels() / 2.0, width, thick.pixels(), &front);
            }
            Shape::Wall(thick) => {
                let x = x + (CELL.0 - thick.pixels()) / 2.0;
                self.rect(x, y, thick.pixels(), CELL.1, &front);
            }
            Shape::Bar(eighths) => {
                self.rect(x, y, CELL.0 * f64::from(eighths) / 8.0, CELL.1, &front);
            }
            Shape::Block(eighths) => {
                let height = CELL.1 * f64::from(eighths) / 8.0;
                self.rect(x, y + CELL.1 - height, width, height, &front);
            }
        }
    }

    fn letters(&mut self, piece: &Piece, x: f64, front: &str) {
        let text = piece.text.trim_end();
        let width = text.width() as f64 * CELL.0;
        let mut look = String::new();
        for (modifier, words) in [
            (Modifier::BOLD, " font-weight=\"700\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
            (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
            (Modifier::DIM, " opacity=\".6\""),
        ] {
            if piece.style.add_modifier.contains(modifier) {
                look.push_str(words);
            }
        }
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let y = self.y + BASELINE;
        let _ = writeln!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{front}\"{look}>{text}</text>"
        );
    }

    fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
        );
    }
}

fn colour(colour: Option<Color>, usual: &str) -> String {
    match colour {
        Some(Color::Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => usual.to_owned(),
    }
}
