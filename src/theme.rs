//! Floor 3: the style of each role. No other module decides colours.
//!
//! A theme is a file in TOML: see `theme/terminal.toml` and the others beside it.

mod background;
mod parse;

use ratatui::style::{Color, Modifier, Style};

use crate::markup::Face;
use crate::page::Role;

pub use background::Background;
pub(crate) use parse::ThemeError;

/// A style for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    ground: Style,
    roles: [Style; Role::COUNT],
    /// The roles that look different where the terminal's background is known to be dark.
    on_dark: Vec<(Role, Style)>,
    is_colourless: bool,
}

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug)]
struct BuiltIn {
    name: &'static str,
    /// The background of a terminal in which it is the default theme.
    suits: Background,
    source: &'static str,
}

/// The themes that come with the program. The first is the default where the background is unknown or
/// another one cannot be shown. A file is parsed when its theme is asked for.
const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn {
        name: "terminal",
        suits: Background::Unknown,
        source: include_str!("theme/terminal.toml"),
    },
    BuiltIn { name: "paper", suits: Background::Light, source: include_str!("theme/paper.toml") },
    BuiltIn {
        name: "projector",
        suits: Background::Dark,
        source: include_str!("theme/projector.toml"),
    },
];

impl BuiltIn {
    /// The parsed theme; a test makes sure that every built-in file parses.
    fn parse(self) -> Option<Theme> {
        Theme::parse(self.name, self.source).ok()
    }
}

impl Default for Theme {
    fn default() -> Self {
        BUILT_IN[0].parse().unwrap_or_else(|| Self::plain(BUILT_IN[0].name))
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

    /// The names of the themes that come with the program.
    pub(crate) fn names() -> impl ExactSizeIterator<Item = &'static str> {
        BUILT_IN.iter().map(|theme| theme.name)
    }

    /// The theme of this name that comes with the program.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        BUILT_IN.iter().find(|theme| theme.name.eq_ignore_ascii_case(name))?.parse()
    }

    /// The theme of a reader who names none: that for the background, if the terminal can show it.
    #[must_use]
    pub(crate) fn suited(background: Background, true_colour: bool) -> Self {
        let suited = BUILT_IN.iter().find(|theme| theme.suits == background);
        let suited = suited.and_then(|theme| theme.parse());
        let shown = suited.filter(|theme| true_colour || !theme.is_true_colour());
        shown.unwrap_or_default().on(background)
    }

    /// The palette of ours for a light ground and that for a dark one.
    #[must_use]
    pub(crate) fn light_and_dark() -> [Self; 2] {
        [Background::Light, Background::Dark].map(|background| Self::suited(background, true))
    }

    /// The theme as it looks on a terminal with this background.
    #[must_use]
    pub(crate) fn on(mut self, background: Background) -> Self {
        if background == Background::Dark {
            for (role, style) in &self.on_dark {
                self.roles[*role as usize] = *style;
            }
        }
        self
    }

    /// The default without its colours, for users who want none and terminals that have none.
    #[must_use]
    pub fn without_colour() -> Self {
        let Self { name: _, ground, roles, on_dark: _, is_colourless: _ } = Self::default();
        let roles = roles.map(|style| style.fg(Color::Reset).bg(Color::Reset));
        Self { name: "plain".to_owned(), ground, roles, on_dark: Vec::new(), is_colourless: true }
    }

    fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ground: Style::new(),
            roles: [Style::new(); Role::COUNT],
            on_dark: Vec::new(),
            is_colourless: false,
        }
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

    /// The style of an empty cell.
    #[must_use]
    pub const fn ground(&self) -> Style {
        self.ground
    }

    /// The style of `role`, with emphasis and the like.
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
        for BuiltIn { name, source, .. } in BUILT_IN {
            assert_eq!(Theme::parse(name, source).map(|theme| theme.name), Ok(name.to_owned()));
            for role in Role::ALL {
                assert!(source.contains(&format!("\n{} = ", role.name())), "{name}: {role:?}");
            }
        }
        assert_eq!(Theme::named("PAPER").map(|theme| theme.name), Some("paper".to_owned()));
        assert_eq!(Theme::named("noir"), None);
    }

    #[test]
    fn palettes_of_our_own_have_contrast() {
        let palettes = || Theme::names().filter_map(Theme::named).filter(Theme::is_true_colour);
        assert_eq!(palettes().count(), 2);
        for theme in palettes() {
            // Rules carry nothing.
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Rule) {
                let style = theme.ground().patch(theme.style(role, Face::default()));
                assert!(!style.add_modifier.contains(Modifier::DIM), "{}: {role:?}", theme.name);
                // The ratio is the same where a text is reversed.
                let found = contrast(style.fg.unwrap(), style.bg.unwrap());
                // An empty star says only that no star is there.
                let least = if role == Role::EmptyStar { 3.0 } else { 4.5 };
                assert!(found >= least, "{}: {role:?} has {found:.2}", theme.name);
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let grey = Color::Rgb(0x77, 0x77, 0x77);
        assert!((contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
        assert!((contrast(grey, Color::Rgb(255, 255, 255)) - 4.48).abs() < 0.01);
    }

    /// The dim attribute and named colours may be hard to read, so no word of a review has them.
    #[test]
    fn words_are_in_the_default_foreground_of_a_terminal() {
        let shapes = [Role::Star, Role::RuleRead, Role::Accent, Role::Error];
        let passed_over =
            [Role::Count, Role::Aside, Role::Unfocused, Role::EmptyStar, Role::Covered, Role::Rule];
        for background in [Background::Unknown, Background::Light, Background::Dark] {
            let theme = Theme::suited(background, false);
            assert_eq!((theme.name(), theme.ground()), ("terminal", Style::new()));
            for role in Role::ALL {
                let style = theme.style(role, Face::default());
                let is_coloured = style.fg.is_some() || style.bg.is_some();
                assert!(!is_coloured || shapes.contains(&role), "{role:?} has a colour");
                let is_dim = style.add_modifier.contains(Modifier::DIM);
                assert_eq!(is_dim, passed_over.contains(&role), "{role:?}");
            }
            let stars = theme.style(Role::Star, Face::default());
            let yellow = (background == Background::Dark).then_some(Color::Yellow);
            assert_eq!(stars, Style { fg: yellow, ..Style::new().bold() }, "{background:?}");
        }
    }

    #[test]
    fn the_background_chooses_the_theme() {
        let chosen = |background, true_colour| Theme::suited(background, true_colour).name;
        assert_eq!(chosen(Background::Dark, true), "projector");
        assert_eq!(chosen(Background::Light, true), "paper");
        assert_eq!(chosen(Background::Unknown, true), "terminal");
        assert_eq!(chosen(Background::Dark, false), "terminal");
        assert_eq!(chosen(Background::Light, false), "terminal");
    }

    #[test]
    fn a_heading_is_no_title() {
        let named = Theme::names().filter_map(Theme::named);
        for theme in named.chain([Theme::without_colour()]) {
            let [title, heading] =
                [Role::Title, Role::Heading].map(|role| theme.style(role, Face::default()));
            assert_ne!(title, heading, "{}", theme.name);
        }
    }

    #[test]
    fn nothing_is_said_by_colour_alone() {
        let meaningful =
            [Role::Title, Role::Heading, Role::Match, Role::MatchCurrent, Role::Meant, Role::Error];
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
