//! Floor 3: the look of each role. Colour is decided here, last and in one place.

use ratatui::style::{Color, Modifier, Style};

use crate::markup::Face;
use crate::page::Role;

/// A look for every role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name by which it is chosen.
    pub name: &'static str,
    colours: Colours,
}

/// Where a theme's colours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colours {
    /// There are none.
    None,
    /// The 16 colours that the terminal has names for.
    Terminal,
    /// Its own.
    Own(Palette),
}

/// The colours of a theme that brings its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Palette {
    background: Color,
    text: Color,
    dim: Color,
    faint: Color,
    accent: Color,
    star: Color,
    error: Color,
    warning: Color,
}

/// The theme for those who want no colour, and for terminals that have none.
pub const WITHOUT_COLOUR: Theme = Theme { name: "plain", colours: Colours::None };

/// The themes, the default first. It takes the terminal's own colours, so it is right on light and
/// on dark without asking.
pub const THEMES: [Theme; 3] = [
    Theme { name: "terminal", colours: Colours::Terminal },
    Theme {
        name: "paper",
        colours: Colours::Own(Palette {
            background: Color::Rgb(0xfb, 0xf7, 0xef),
            text: Color::Rgb(0x2a, 0x26, 0x20),
            dim: Color::Rgb(0x74, 0x6c, 0x5f),
            faint: Color::Rgb(0xcf, 0xc6, 0xb6),
            accent: Color::Rgb(0x9a, 0x34, 0x4c),
            star: Color::Rgb(0xa8, 0x71, 0x00),
            error: Color::Rgb(0xb0, 0x2a, 0x1e),
            warning: Color::Rgb(0x8a, 0x5a, 0x00),
        }),
    },
    Theme {
        name: "projector",
        colours: Colours::Own(Palette {
            background: Color::Rgb(0x17, 0x17, 0x1b),
            text: Color::Rgb(0xdc, 0xd8, 0xd0),
            dim: Color::Rgb(0x8f, 0x8b, 0x84),
            faint: Color::Rgb(0x46, 0x45, 0x4a),
            accent: Color::Rgb(0x8f, 0xb4, 0xd8),
            star: Color::Rgb(0xe6, 0xb4, 0x50),
            error: Color::Rgb(0xf0, 0x7a, 0x6a),
            warning: Color::Rgb(0xe0, 0xa8, 0x60),
        }),
    },
];

impl Default for Theme {
    fn default() -> Self {
        THEMES[0]
    }
}

impl Theme {
    /// The theme of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        THEMES.into_iter().find(|theme| theme.name.eq_ignore_ascii_case(name))
    }

    /// Whether it needs a terminal that shows 16 million colours.
    #[must_use]
    pub const fn is_true_colour(&self) -> bool {
        matches!(self.colours, Colours::Own(_))
    }

    /// The look of an empty cell.
    #[must_use]
    pub fn ground(&self) -> Style {
        match self.colours {
            Colours::Own(palette) => Style::new().fg(palette.text).bg(palette.background),
            Colours::None | Colours::Terminal => Style::new(),
        }
    }

    /// The look of `role`, with emphasis and the like.
    ///
    /// Nothing is told by colour alone: what matters is bold, dim, underlined or reversed as well,
    /// or is a sign of its own.
    #[must_use]
    pub fn style(&self, role: Role, face: Face) -> Style {
        let mut style = match &self.colours {
            Colours::Own(palette) => palette.style(role),
            Colours::Terminal => of_terminal(role),
            Colours::None => of_terminal(role).fg(Color::Reset),
        };
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

/// The looks that both kinds of themes share.
fn shape(role: Role) -> Style {
    match role {
        Role::Title | Role::Heading | Role::Current | Role::Key | Role::Error => {
            Style::new().bold()
        }
        Role::Link => Style::new().underlined(),
        Role::Quote => Style::new().italic(),
        Role::Match => Style::new().bold().underlined(),
        Role::MatchCurrent => Style::new().bold().reversed(),
        _ => Style::new(),
    }
}

fn of_terminal(role: Role) -> Style {
    let style = shape(role);
    match role {
        Role::Dim | Role::Fact | Role::EmptyStar | Role::Rule | Role::Covered | Role::Code => {
            style.dim()
        }
        Role::Star => style.fg(Color::Yellow),
        Role::Accent
        | Role::Current
        | Role::RuleRead
        | Role::Match
        | Role::MatchCurrent
        | Role::Changed => style.fg(Color::Magenta),
        Role::Error => style.fg(Color::Red),
        Role::Warning => style.fg(Color::Yellow),
        _ => style,
    }
}

impl Palette {
    fn style(&self, role: Role) -> Style {
        let colour = match role {
            Role::Dim
            | Role::Fact
            | Role::EmptyStar
            | Role::Code
            | Role::Handle
            | Role::Covered => self.dim,
            Role::Rule => self.faint,
            Role::Star => self.star,
            Role::Accent
            | Role::Current
            | Role::RuleRead
            | Role::Match
            | Role::MatchCurrent
            | Role::Changed
            | Role::Link => self.accent,
            Role::Error => self.error,
            Role::Warning => self.warning,
            Role::Body | Role::Title | Role::Heading | Role::Rating | Role::Quote | Role::Key => {
                self.text
            }
        };
        shape(role).fg(colour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ratio of two colours' luminance by WCAG 2.2: 4.5 is enough for text.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |colour: Color| {
            let Color::Rgb(r, g, b) = colour else { panic!("a palette is of true colours") };
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
    fn palettes_can_be_read() {
        for theme in THEMES {
            let Colours::Own(palette) = theme.colours else { continue };
            let Palette { background, text, dim, accent, error, warning, star, .. } = palette;
            for colour in [text, dim, accent, error, warning] {
                assert!(contrast(colour, background) >= 4.5, "{colour:?} on {background:?}");
            }
            // Stars are large shapes.
            assert!(contrast(star, background) >= 3.0);
        }
    }
}
