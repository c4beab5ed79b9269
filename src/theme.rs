//! Floor 3: the style of each role. No other module decides colours.
//!
//! A theme is a file in TOML: see `theme/terminal.toml` and the others beside it.

mod parse;

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};

use crate::markup::Face;
use crate::page::Role;

pub(crate) use parse::ThemeError;

/// A look for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    ground: Style,
    roles: [Style; Role::COUNT],
    is_colourless: bool,
}

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug)]
struct BuiltIn {
    name: &'static str,
    source: &'static str,
}

/// The themes that come with the program, the default first. A file is parsed when its theme is
/// asked for.
const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn { name: "terminal", source: include_str!("theme/terminal.toml") },
    BuiltIn { name: "paper", source: include_str!("theme/paper.toml") },
    BuiltIn { name: "projector", source: include_str!("theme/projector.toml") },
];

/// Parsed once, since every command needs it.
static DEFAULT: LazyLock<Theme> =
    LazyLock::new(|| BUILT_IN[0].parse().unwrap_or_else(|| Theme::plain(BUILT_IN[0].name)));

impl BuiltIn {
    /// The parsed theme; a test makes sure that every built-in file parses.
    fn parse(self) -> Option<Theme> {
        Theme::parse(self.name, self.source).ok()
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal().clone()
    }
}

impl Theme {
    /// Reads a theme from its file.
    ///
    /// # Errors
    ///
    /// The first fault in the file, with its line.
    pub(crate) fn parse(name: &str, source: &str) -> Result<Self, ThemeError> {
        parse::parse(name, source)
    }

    /// The default, in the terminal's own colours.
    #[must_use]
    pub(crate) fn terminal() -> &'static Self {
        &DEFAULT
    }

    /// The names of the themes that come with the program, the default first.
    pub(crate) fn names() -> impl ExactSizeIterator<Item = &'static str> {
        BUILT_IN.iter().map(|theme| theme.name)
    }

    /// The theme of this name that comes with the program.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        BUILT_IN.iter().find(|theme| theme.name.eq_ignore_ascii_case(name))?.parse()
    }

    /// The default without its colours, for users who want none and terminals that have none.
    #[must_use]
    pub fn without_colour() -> Self {
        let theme = Self::default();
        let roles = theme.roles.map(|style| style.fg(Color::Reset).bg(Color::Reset));
        Self { name: "plain".to_owned(), ground: Style::new(), roles, is_colourless: true }
    }

    fn plain(name: &str) -> Self {
        let roles = [Style::new(); Role::COUNT];
        Self { name: name.to_owned(), ground: Style::new(), roles, is_colourless: false }
    }

    /// The name by which it is chosen.
    #[must_use]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether this is the theme without colours.
    #[must_use]
    pub(crate) const fn is_colourless(&self) -> bool {
        self.is_colourless
    }

    /// Whether it needs a terminal that shows 16 million colours.
    #[must_use]
    pub(crate) fn is_true_colour(&self) -> bool {
        let styles = self.roles.iter().chain([&self.ground]);
        let mut colours = styles.flat_map(|style| [style.fg, style.bg]).flatten();
        colours.any(|colour| matches!(colour, Color::Rgb(..)))
    }

    /// The look of an empty cell.
    #[must_use]
    pub const fn ground(&self) -> Style {
        self.ground
    }

    /// The look of `role`, with emphasis and the like.
    #[must_use]
    pub(crate) fn style(&self, role: Role, face: Face) -> Style {
        let mut style = self.roles[role as usize];
        for (on, modifier) in [
            (face.emphasis, Modifier::ITALIC),
            (face.strong, Modifier::BOLD),
            (face.struck, Modifier::CROSSED_OUT),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ratio of two colours' luminance by WCAG 2.2: 4.5 is enough for text.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |colour: Color| {
            let Color::Rgb(r, g, b) = colour else { panic!("{colour} is no true colour") };
            let linear = |c: u8| {
                let c = f64::from(c) / 255.0;
                if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_theme_that_comes_with_the_program_is_right_and_whole() {
        for BuiltIn { name, source } in BUILT_IN {
            assert_eq!(Theme::parse(name, source).map(|theme| theme.name), Ok(name.to_owned()));
            for role in Role::ALL {
                assert!(source.contains(&format!("\n{} = ", role.name())), "{name}: {role:?}");
            }
        }
        assert_eq!(Theme::named("PAPER").map(|theme| theme.name), Some("paper".to_owned()));
        assert_eq!(Theme::named("noir"), None);
    }

    #[test]
    fn palettes_can_be_read() {
        for name in Theme::names().skip(1) {
            let theme = Theme::named(name).unwrap();
            let background = theme.ground.bg.unwrap();
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Rule) {
                let colour = theme.style(role, Face::default()).fg.unwrap();
                // Stars are large shapes; rules carry nothing.
                let least = if role == Role::Star { 3.0 } else { 4.5 };
                assert!(contrast(colour, background) >= least, "{name}: {role:?}");
            }
        }
    }

    #[test]
    fn nothing_is_said_by_colour_alone() {
        let meaningful = [Role::Title, Role::Heading, Role::Match, Role::MatchCurrent, Role::Error];
        for theme in Theme::names().map(|name| Theme::named(name).unwrap()) {
            for role in meaningful {
                let style = theme.style(role, Face::default());
                assert!(!style.add_modifier.is_empty(), "{}: {role:?}", theme.name);
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        let theme = Theme::without_colour();
        for role in Role::ALL {
            let style = theme.style(role, Face::default());
            assert_eq!((style.fg, style.bg), (Some(Color::Reset), Some(Color::Reset)));
        }
        assert!(!theme.is_true_colour() && theme.is_colourless());
    }
}
