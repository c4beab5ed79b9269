//! Floor 3: lines and screens as pictures that look the same in every browser, whatever fonts it
//! has: text is fitted to a grid of cells, and stars, rules, bars and covers are drawn as shapes.

mod piece;

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier, Style};

use crate::markup::Face;
use crate::page::{Line, Role};
use crate::text::Glyphs;
use crate::text::glyphs::Cluster;
use crate::theme::Theme;
use piece::Piece;

/// Width and height of a cell, in pixels like all lengths here.
const CELL: (f64, f64) = (9.0, 20.0);
const FONT_SIZE: f64 = 15.0;
/// How much higher a row is whose text is twice as large.
const LARGE_CELL_HEIGHT: f64 = 14.0;
/// The width of the border around the cells.
const MARGIN: f64 = 18.0;

const FONTS: &str = "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',\
                     'Noto Sans Mono CJK JP',monospace";

/// Stars of five points around the middle of a cell, a little narrower than the cell: a full one, and
/// the outline of one.
const STAR: &str =
    "M0-5.4 1.22-1.88 4.95-1.81 1.98.44 3.06 4.01 0 1.88-3.06 4.01-1.98.44-4.95-1.81-1.22-1.88z";
const HOLLOW_STAR: &str = "M0-5.9 1.4-2.1 5.4-2 2.2.5 3.4 4.4 0 2.1-3.4 4.4-2.2.5-5.4-2-1.4-2.1z\
                           M0-4.3-1-1.2-4.1-1.1-1.6.7-2.5 3.3 0 1.5 2.5 3.3 1.6.7 4.1-1.1 1-1.2z";

/// What is drawn.
#[derive(Debug)]
pub struct Picture<'a> {
    /// What it shows, in a few words.
    pub title: &'a str,
    /// The same in all words, for those who do not see it; may be empty.
    pub description: &'a str,
    /// Of the widest row.
    pub columns: usize,
    /// The cells of each row, from left to right.
    pub rows: Vec<Vec<Cell>>,
    /// How many cells of the first row are drawn twice as large, over the blank ones behind them.
    pub large_cells: usize,
}

/// A character as people count them.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The character.
    pub text: String,
    /// The columns that it takes.
    pub columns: usize,
    /// The index of its style.
    pub look: usize,
}

/// What looks are drawn in.
#[derive(Clone, Debug)]
pub struct Colours {
    /// The style of an empty cell.
    pub ground: Style,
    /// The style of each look.
    pub looks: Vec<Style>,
}

/// Draws lines of a page, a title at its beginning twice as large, in the light colours of ours, or in
/// the dark ones for those who prefer them.
#[must_use]
pub fn of_lines(lines: &[Line], title: &str, glyphs: Glyphs) -> String {
    let mut looks: Vec<(Role, Face)> = Vec::new();
    let mut rows = Vec::new();
    for line in lines {
        let mut row = Vec::new();
        for run in &line.runs {
            let look = index_in(&mut looks, (run.role, run.face));
            let drawn = glyphs.drawn(run);
            let cell = |cluster: Cluster<'_>| Cell {
                text: cluster.text.to_owned(),
                columns: cluster.cells,
                look,
            };
            row.extend(glyphs.clusters(&drawn).map(cell));
        }
        rows.push(row);
    }
    let words: Vec<String> = lines.iter().map(|line| line.text().trim_end().to_owned()).collect();
    let columns = lines.iter().map(|line| line.width(glyphs)).max().unwrap_or_default();
    let description = &words.join("\n");
    let first = lines.first().and_then(|line| line.runs.first());
    let is_large = first.is_some_and(|run| run.role == Role::Title);
    let large_cells = first.filter(|_| is_large).map_or(0, |run| run.text.as_str().chars().count());
    let picture = Picture { title, description, columns, rows, large_cells };
    let colours = |theme: Theme| Colours {
        ground: theme.ground(),
        looks: looks.iter().map(|(role, face)| theme.style(*role, *face)).collect(),
    };
    let [light, dark] = Theme::light_and_dark().map(colours);
    draw(&picture, &light, Some(&dark))
}

/// The index of an item, which is added where it is not there yet.
pub fn index_in<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    let known = items.iter().position(|known| *known == item);
    known.unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}

/// Draws a picture in these colours, or in the others for those who prefer dark ones.
#[must_use]
pub fn draw(picture: &Picture<'_>, colours: &Colours, dark: Option<&Colours>) -> String {
    let (columns, rows) = (picture.columns as f64, picture.rows.len() as f64);
    let above = if picture.large_cells > 0 { LARGE_CELL_HEIGHT } else { 0.0 };
    let (width, height) = (columns * CELL.0 + 2.0 * MARGIN, above + rows * CELL.1 + 2.0 * MARGIN);
    let mut css = css(colours);
    if let Some(dark) = dark {
        let _ = write!(css, "@media(prefers-color-scheme:dark){{\n{}}}\n", self::css(dark));
    }
    let title = escaped(picture.title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t\">\n<title id=\"t\">{title}</title>\n"
    );
    if !picture.description.is_empty() {
        let _ = writeln!(out, "<desc>{}</desc>", escaped(picture.description));
    }
    let _ = write!(
        out,
        "<style>\n@media screen{{svg{{max-width:100%;height:auto}}}}\ntext{{font-family:{FONTS};font-size:{FONT_SIZE}px;white-space:pre}}\n\
         rect{{shape-rendering:crispEdges}}\n{css}</style>\n\
         <defs><path id=\"s\" d=\"{STAR}\"/><path id=\"h\" d=\"{HOLLOW_STAR}\"/></defs>\n\
         <rect class=\"g\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" \
         style=\"shape-rendering:auto\" stroke=\"#7f7f7f\" stroke-opacity=\".35\"/>\n\
         <g transform=\"translate({MARGIN} {})\">\n",
        width - 1.0,
        height - 1.0,
        MARGIN + above,
    );
    for (y, row) in picture.rows.iter().enumerate() {
        let (large, row) =
            row.split_at(if y == 0 { picture.large_cells.min(row.len()) } else { 0 });
        Piece::all_of(large, 0).iter().for_each(|piece| piece.draw_large(&mut out));
        for piece in Piece::all_of(row, large.iter().map(|cell| cell.columns).sum()) {
            let has_ground = has_ground(piece.look, colours)
                || dark.is_some_and(|dark| has_ground(piece.look, dark));
            piece.draw(&mut out, y as f64 * CELL.1, has_ground);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Whether cells of a look have another ground than empty ones.
fn has_ground(look: usize, colours: &Colours) -> bool {
    let style = colours.looks.get(look).copied().unwrap_or_default();
    let [_, back] = front_and_back(style, colours.ground);
    back != front_and_back(Style::new(), colours.ground)[1]
}

/// The rules of the ground (`g`), of each look (`l0`) and of its own ground (`b0`).
fn css(colours: &Colours) -> String {
    let mut css = format!(".g{{fill:{}}}\n", front_and_back(Style::new(), colours.ground)[1]);
    for (index, style) in colours.looks.iter().enumerate() {
        let [front, back] = front_and_back(*style, colours.ground);
        let _ = write!(css, ".l{index}{{fill:{front}");
        for (modifier, rule) in [
            (Modifier::BOLD, ";font-weight:700"),
            (Modifier::ITALIC, ";font-style:italic"),
            (Modifier::UNDERLINED, ";text-decoration:underline"),
            (Modifier::CROSSED_OUT, ";text-decoration:line-through"),
            (Modifier::DIM, ";opacity:.6"),
        ] {
            if style.add_modifier.contains(modifier) {
                css.push_str(rule);
            }
        }
        css.push_str("}\n");
        if has_ground(index, colours) {
            let _ = writeln!(css, ".b{index}{{fill:{back}}}");
        }
    }
    css
}

/// The colours of a style on this ground.
fn front_and_back(style: Style, ground: Style) -> [String; 2] {
    let colour = |own: Option<Color>, ground: Option<Color>, usual: &str| match own
        .filter(|colour| *colour != Color::Reset)
        .or(ground)
    {
        Some(Color::Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => usual.to_owned(),
    };
    let front = colour(style.fg, ground.fg, "#ffffff");
    let back = colour(style.bg, ground.bg, "#000000");
    if style.add_modifier.contains(Modifier::REVERSED) { [back, front] } else { [front, back] }
}

/// A text as XML has it. What is no character there, not even escaped, is replaced.
fn escaped(text: &str) -> String {
    let is_none = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    let characters = text.replace(is_none, "\u{fffd}");
    html_escape::encode_double_quoted_attribute(&characters).into_owned()
}
