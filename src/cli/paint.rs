//! Printing lines of a page in the theme of the output.

use std::io::{self, Write};

use anstyle::{Ansi256Color, AnsiColor, Effects, RgbColor};
use ratatui::style::{Color, Modifier, Style};

use super::output::Output;
use crate::page::Line;

/// Writes a line after a margin, without trailing blanks.
pub(super) fn line(out: &mut Output, line: &Line, margin: usize) -> io::Result<()> {
    if !line.runs.is_empty() {
        write!(out, "{:margin$}", "")?;
    }
    let end = line.runs.iter().rposition(|run| !run.text.as_str().trim().is_empty());
    for run in line.runs.iter().take(end.map_or(0, |end| end + 1)) {
        let theme = out.theme.as_ref();
        let style = theme.map_or(Style::new(), |theme| theme.style(run.role, run.face));
        let (style, text) = (ansi(style), out.glyphs.drawn(run));
        write!(out, "{style}{text}{style:#}")?;
    }
    writeln!(out)
}

/// Converts a style, which then prints as escape sequences.
fn ansi(style: Style) -> anstyle::Style {
    let effects = [
        (Modifier::BOLD, Effects::BOLD),
        (Modifier::DIM, Effects::DIMMED),
        (Modifier::ITALIC, Effects::ITALIC),
        (Modifier::UNDERLINED, Effects::UNDERLINE),
        (Modifier::REVERSED, Effects::INVERT),
        (Modifier::CROSSED_OUT, Effects::STRIKETHROUGH),
    ];
    let effects = effects
        .into_iter()
        .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
        .fold(Effects::new(), |all, (_, effect)| all | effect);
    anstyle::Style::new()
        .effects(effects)
        .fg_color(style.fg.and_then(ansi_colour))
        .bg_color(style.bg.and_then(ansi_colour))
}

/// Converts a colour; `None` is the terminal's default.
const fn ansi_colour(colour: Color) -> Option<anstyle::Color> {
    let named = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(anstyle::Color::Rgb(RgbColor(r, g, b))),
        Color::Indexed(index) => return Some(anstyle::Color::Ansi256(Ansi256Color(index))),
        Color::Black => AnsiColor::Black,
        Color::Red => AnsiColor::Red,
        Color::Green => AnsiColor::Green,
        Color::Yellow => AnsiColor::Yellow,
        Color::Blue => AnsiColor::Blue,
        Color::Magenta => AnsiColor::Magenta,
        Color::Cyan => AnsiColor::Cyan,
        Color::Gray => AnsiColor::White,
        Color::DarkGray => AnsiColor::BrightBlack,
        Color::LightRed => AnsiColor::BrightRed,
        Color::LightGreen => AnsiColor::BrightGreen,
        Color::LightYellow => AnsiColor::BrightYellow,
        Color::LightBlue => AnsiColor::BrightBlue,
        Color::LightMagenta => AnsiColor::BrightMagenta,
        Color::LightCyan => AnsiColor::BrightCyan,
        Color::White => AnsiColor::BrightWhite,
    };
    Some(anstyle::Color::Ansi(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_reaches_the_terminal() {
        let look = |style| ansi(style).to_string();
        assert_eq!(look(Style::new()), "");
        assert_eq!(look(Style::new().fg(Color::Reset)), "");
        assert_eq!(look(Style::new().fg(Color::Cyan).bold()), "\u{1b}[1m\u{1b}[36m");
        assert_eq!(look(Style::new().bg(Color::LightBlue)), "\u{1b}[104m");
        assert_eq!(look(Style::new().fg(Color::Rgb(1, 2, 3)).dim()), "\u{1b}[2m\u{1b}[38;2;1;2;3m");
        assert_eq!(look(Style::new().crossed_out().reversed()), "\u{1b}[7m\u{1b}[9m");
    }
}
