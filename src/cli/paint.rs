//! A page on stdout: the same lines as on the screen.

use std::io::{self, Write};

use ratatui::style::{Color, Modifier, Style};

use super::output::Output;
use crate::page::Line;
use crate::theme::Theme;

/// Writes a line after a margin, without the blanks at its end.
pub(super) fn line(out: &mut Output, line: &Line, margin: usize) -> io::Result<()> {
    let theme = Theme::default();
    if !line.runs.is_empty() {
        write!(out, "{:margin$}", "")?;
    }
    let end = line.runs.iter().rposition(|run| !run.text.as_str().trim().is_empty());
    for run in line.runs.iter().take(end.map_or(0, |end| end + 1)) {
        let codes = if out.color { codes(theme.style(run.role, run.face)) } else { String::new() };
        let text = out.glyphs.drawn(run);
        if codes.is_empty() {
            write!(out, "{text}")?;
        } else {
            write!(out, "\x1b[{codes}m{text}\x1b[0m")?;
        }
    }
    writeln!(out)
}

/// The parameters of SGR (ECMA-48, 8.3.117) for a look in the terminal's own colours.
fn codes(style: Style) -> String {
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let mut codes: Vec<&str> = modifiers
        .into_iter()
        .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
        .map(|(_, code)| code)
        .collect();
    codes.extend(match style.fg {
        Some(Color::Red) => Some("31"),
        Some(Color::Yellow) => Some("33"),
        Some(Color::Magenta) => Some("35"),
        _ => None,
    });
    codes.join(";")
}
