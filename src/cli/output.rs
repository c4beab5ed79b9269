//! stdout, and what it can show.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::{ColorChoice, Look};
use crate::text::{Audience, Glyphs, Spoilers};

/// The width of a page where neither the terminal nor an option says one.
const DEFAULT_COLUMNS: usize = 80;

#[derive(Debug)]
pub(super) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    /// Whether to use colour and other looks.
    pub(super) color: bool,
    pub(super) glyphs: Glyphs,
    pub(super) is_terminal: bool,
    /// The width of the terminal; `None` if stdout is not one.
    pub(super) columns: Option<usize>,
}

impl Output {
    pub(super) fn new(look: Look) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let size = is_terminal.then(|| crossterm::terminal::size().ok()).flatten();
        Self {
            to: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            color: wants_color(look.color, |name| env::var_os(name), is_terminal),
            glyphs: glyphs(look, |name| env::var_os(name)),
            is_terminal,
            columns: size.map(|(columns, _)| usize::from(columns)).filter(|&columns| columns > 0),
        }
    }

    /// Whether stdout is a terminal that the full-screen reader can use.
    pub(super) fn can_show_reader() -> bool {
        io::stdout().is_terminal() && !is_dumb(&|name| env::var_os(name))
    }

    pub(super) const fn audience(&self, spoilers: Spoilers) -> Audience {
        Audience { spoilers, glyphs: self.glyphs }
    }

    pub(super) fn page_columns(&self) -> usize {
        self.columns.unwrap_or(DEFAULT_COLUMNS)
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

/// The characters to draw with, by the options and the locale.
pub(super) fn glyphs(look: Look, var: impl Fn(&str) -> Option<OsString>) -> Glyphs {
    match look {
        _ if look.wide || is_east_asian(&var) => Glyphs::Wide,
        _ if look.ascii => Glyphs::Ascii,
        _ => Glyphs::Unicode,
    }
}

/// Whether the language of the locale is one in which characters of ambiguous width are wide.
fn is_east_asian(var: &impl Fn(&str) -> Option<OsString>) -> bool {
    let mut locales = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(var);
    let locale = locales.find(|value| !value.is_empty()).unwrap_or_default();
    let locale = locale.to_string_lossy();
    matches!(locale.split(['_', '.', '@']).next(), Some("ja" | "ko" | "zh"))
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

    fn among(vars: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    fn auto(vars: &[(&str, &str)], is_terminal: bool) -> bool {
        wants_color(ColorChoice::Auto, among(vars), is_terminal)
    }

    #[test]
    fn characters_follow_the_options_and_the_locale() {
        let look = Look { color: ColorChoice::Auto, ascii: false, wide: false };
        let of = |vars: &[(&str, &str)]| glyphs(look, among(vars));
        assert_eq!(of(&[]), Glyphs::Unicode);
        for locale in ["ja_JP.UTF-8", "ko", "zh_TW.UTF-8", "zh@x"] {
            assert_eq!(of(&[("LANG", locale)]), Glyphs::Wide, "{locale}");
        }
        assert_eq!(of(&[("LANG", "kok_IN.UTF-8")]), Glyphs::Unicode);
        assert_eq!(of(&[("LC_CTYPE", "ja_JP"), ("LANG", "de_DE")]), Glyphs::Wide);
        assert_eq!(of(&[("LC_ALL", "C"), ("LC_CTYPE", "ja_JP")]), Glyphs::Unicode);
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "ja_JP")]), Glyphs::Wide);
        let asked = |look| glyphs(look, among(&[]));
        assert_eq!(asked(Look { ascii: true, ..look }), Glyphs::Ascii);
        assert_eq!(asked(Look { wide: true, ..look }), Glyphs::Wide);
        assert_eq!(asked(Look { wide: true, ascii: true, ..look }), Glyphs::Wide);
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
