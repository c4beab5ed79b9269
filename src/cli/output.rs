//! stdout, and what it can show.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::options::{ColorChoice, Look};
use crate::text::{Audience, Glyphs, Spoilers};
use crate::theme::{Background, Theme};

/// The width of a page where neither the terminal nor an option says one.
const DEFAULT_COLUMNS: usize = 80;

#[derive(Debug)]
pub(super) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    /// How text is styled; `None` where it is to be plain.
    pub(super) theme: Option<Theme>,
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
            theme: styling(look.color, |name| env::var_os(name), is_terminal).theme(),
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

/// What may be written besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Styling {
    None,
    /// Bold, dim, underlined and the like.
    Attributes,
    /// Attributes and colours.
    Colours,
}

impl Styling {
    /// The theme for what is printed. It has no palette of ours, since the background is not ours.
    fn theme(self) -> Option<Theme> {
        match self {
            Self::None => None,
            Self::Attributes => Some(Theme::without_colour()),
            Self::Colours => Some(Theme::suited(background(), false)),
        }
    }
}

/// The terminal's background, if the environment tells it.
pub(super) fn background() -> Background {
    let told = env::var("COLORFGBG").ok();
    told.map_or(Background::Unknown, |value| Background::of_colorfgbg(&value))
}

/// How to style what goes to stdout, by the option and the environment.
pub(super) fn styling(
    choice: ColorChoice,
    var: impl Fn(&str) -> Option<OsString>,
    is_terminal: bool,
) -> Styling {
    match choice {
        ColorChoice::Always => return Styling::Colours,
        ColorChoice::Never => return Styling::None,
        ColorChoice::Auto => {}
    }
    let value = |name| var(name).filter(|value| !value.is_empty());
    let has_attributes = is_terminal && !is_dumb(&var);
    let is_forced = value("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let has_colours = is_forced || has_attributes && !is_monochrome(&var);
    match value("NO_COLOR") {
        None if has_colours => Styling::Colours,
        _ if has_attributes => Styling::Attributes,
        _ => Styling::None,
    }
}

/// Whether the name of the terminal is that of one without colours.
fn is_monochrome(var: &impl Fn(&str) -> Option<OsString>) -> bool {
    var("TERM").is_some_and(|term| {
        let term = term.to_string_lossy();
        let is_video_terminal = term
            .strip_prefix("vt")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        is_video_terminal || term.ends_with("-mono") || term.ends_with("-m")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(vars: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    fn auto(vars: &[(&str, &str)], is_terminal: bool) -> Styling {
        styling(ColorChoice::Auto, among(vars), is_terminal)
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
        use Styling::{Attributes, Colours, None};
        for (vars, in_terminal, elsewhere) in [
            (&[("TERM", "xterm")][..], Colours, None),
            (&[("TERM", "dumb")], None, None),
            (&[("TERM", "vt220")], Attributes, None),
            (&[("TERM", "xterm-mono")], Attributes, None),
            (&[("NO_COLOR", "1")], Attributes, None),
            (&[("NO_COLOR", "1"), ("TERM", "dumb")], None, None),
            (&[("NO_COLOR", "")], Colours, None),
            (&[("CLICOLOR_FORCE", "1")], Colours, Colours),
            (&[("CLICOLOR_FORCE", "")], Colours, None),
            (&[("CLICOLOR_FORCE", "0")], Colours, None),
            (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], Attributes, None),
        ] {
            assert_eq!(auto(vars, true), in_terminal, "{vars:?}");
            assert_eq!(auto(vars, false), elsewhere, "{vars:?}");
        }
        let asked = |choice, is_terminal| styling(choice, among(&[("NO_COLOR", "1")]), is_terminal);
        assert_eq!(asked(ColorChoice::Always, false), Colours);
        assert_eq!(asked(ColorChoice::Never, true), None);
    }
}
