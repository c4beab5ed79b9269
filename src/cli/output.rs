//! stdout, and what it is able to show.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::{ColorChoice, Look};
use crate::page::stars::Glyphs;
use crate::text::{Audience, Spoilers};

/// The columns of a page where nobody says how many there are.
const COLUMNS: usize = 80;

#[derive(Debug)]
pub(super) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    /// Whether to use colour and other looks.
    pub(super) color: bool,
    /// The characters to draw with.
    pub(super) glyphs: Glyphs,
    /// Whether a person sees at once what is written.
    pub(super) is_terminal: bool,
    /// The columns of the terminal, if it is one.
    pub(super) columns: Option<usize>,
}

impl Output {
    pub(super) fn new(look: Look) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let size = is_terminal.then(|| crossterm::terminal::size().ok()).flatten();
        Self {
            to: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            color: wants_color(look.color, |name| env::var_os(name), is_terminal),
            glyphs: if look.ascii { Glyphs::Ascii } else { Glyphs::Unicode },
            is_terminal,
            columns: size.map(|(columns, _)| usize::from(columns)).filter(|&columns| columns > 0),
        }
    }

    /// Whether stdout is a terminal that the reader can draw on.
    pub(super) fn is_for_reading() -> bool {
        io::stdout().is_terminal() && !is_dumb(&|name| env::var_os(name))
    }

    /// Who reads what is written: somebody who has asked for what is covered, or not.
    pub(super) const fn audience(&self, spoilers: Spoilers) -> Audience {
        Audience { spoilers, is_ascii: matches!(self.glyphs, Glyphs::Ascii) }
    }

    /// The columns of a page.
    pub(super) fn page_columns(&self) -> usize {
        self.columns.unwrap_or(COLUMNS)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn is_dumb(var: &impl Fn(&str) -> Option<OsString>) -> bool {
    var("TERM").is_some_and(|term| term == "dumb")
}

fn wants_color(
    choice: ColorChoice,
    var: impl Fn(&str) -> Option<OsString>,
    is_terminal: bool,
) -> bool {
    let is_set = |name| var(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if is_set("NO_COLOR") => false,
        ColorChoice::Auto if is_set("CLICOLOR_FORCE") => {
            var("CLICOLOR_FORCE").is_some_and(|value| value != "0") || is_terminal && !is_dumb(&var)
        }
        ColorChoice::Auto => is_terminal && !is_dumb(&var),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(vars: &[(&str, &str)], is_terminal: bool) -> bool {
        let var = |name: &str| {
            vars.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        wants_color(ColorChoice::Auto, var, is_terminal)
    }

    #[test]
    fn colour_follows_the_terminal_and_the_environment() {
        assert!(auto(&[("TERM", "xterm")], true));
        assert!(!auto(&[("TERM", "xterm")], false));
        assert!(!auto(&[("TERM", "dumb")], true));
        assert!(!auto(&[("NO_COLOR", "1")], true));
        assert!(auto(&[("NO_COLOR", "")], true));
        assert!(auto(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!auto(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!auto(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
    }
}
