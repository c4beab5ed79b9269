//! Reading a theme's file.

use std::borrow::Cow;
use std::fmt;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Theme;
use crate::page::Role;
use crate::text::Clean;

/// What is wrong with a theme's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThemeError {
    pub(crate) line: usize,
    /// What was expected and what was found.
    pub(crate) message: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ThemeError {}

/// The colours that a terminal has names for.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

type ThemeItem<'a> = Spanned<DeValue<'a>>;

struct Parser<'a> {
    source: &'a str,
    palette: Vec<(String, Color)>,
}

pub(super) fn parse(name: &str, source: &str) -> Result<Theme, ThemeError> {
    let mut parser = Parser { source, palette: Vec::new() };
    let table = DeTable::parse(source).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        parser.error(at, error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    for (key, item) in table.get_ref() {
        if !["palette", "ground", "roles", "roles-on-dark"].contains(&key.get_ref().as_ref()) {
            let what = "`palette`, `ground`, `roles` or `roles-on-dark`";
            return Err(parser.unknown(what, key.get_ref(), key.span().start));
        }
        if key.get_ref() == "palette" {
            for (name, colour) in parser.table(item)? {
                let colour = parser.colour(colour)?;
                parser.palette.push((name.get_ref().to_string(), colour));
            }
        }
    }
    let mut theme = Theme::plain(name);
    if let Some(ground) = table.get_ref().get("ground") {
        theme.ground = parser.style(ground)?;
    }
    if let Some(roles) = table.get_ref().get("roles") {
        let roles = parser.roles(roles)?;
        if let Some((_, body)) = roles.iter().find(|(role, _)| *role == Role::Body) {
            theme.roles = [*body; Role::COUNT];
        }
        for (role, style) in roles {
            theme.roles[role as usize] = style;
        }
    }
    if let Some(roles) = table.get_ref().get("roles-on-dark") {
        theme.on_dark = parser.roles(roles)?;
    }
    Ok(theme)
}

impl Parser<'_> {
    fn table<'t, 'i>(&self, item: &'t ThemeItem<'i>) -> Result<&'t DeTable<'i>, ThemeError> {
        match item.get_ref() {
            DeValue::Table(table) => Ok(table),
            other => Err(self.mismatch("a table", item.span().start, other)),
        }
    }

    fn roles(&self, item: &ThemeItem<'_>) -> Result<Vec<(Role, Style)>, ThemeError> {
        let role = |(key, item): (&Spanned<Cow<'_, str>>, &ThemeItem<'_>)| {
            let name = key.get_ref();
            let role = Role::ALL.into_iter().find(|role| role.name() == name);
            let unknown = || self.unknown("a role such as `title`", name, key.span().start);
            Ok((role.ok_or_else(unknown)?, self.style(item)?))
        };
        self.table(item)?.iter().map(role).collect()
    }

    /// The name of a colour alone, or a table of colours and modifiers.
    fn style(&self, item: &ThemeItem<'_>) -> Result<Style, ThemeError> {
        if let DeValue::String(_) = item.get_ref() {
            return Ok(Style::new().fg(self.colour(item)?));
        }
        let mut style = Style::new();
        for (key, item) in self.table(item)? {
            let name = key.get_ref().as_ref();
            let modifier = MODIFIERS.iter().find(|(known, _)| *known == name);
            style = match (name, modifier, item.get_ref()) {
                ("fg", ..) => style.fg(self.colour(item)?),
                ("bg", ..) => style.bg(self.colour(item)?),
                (_, Some((_, modifier)), DeValue::Boolean(true)) => style.add_modifier(*modifier),
                (_, Some(_), DeValue::Boolean(false)) => style,
                (_, Some(_), other) => {
                    return Err(self.mismatch("true or false", item.span().start, other));
                }
                (_, None, _) => {
                    let names = MODIFIERS.map(|(name, _)| format!("`{name}`")).join(", ");
                    let what = format!("`fg`, `bg`, {names}");
                    return Err(self.unknown(&what, name, key.span().start));
                }
            };
        }
        Ok(style)
    }

    fn colour(&self, item: &ThemeItem<'_>) -> Result<Color, ThemeError> {
        const EXPECTED: &str = "a colour such as `#a1b2c3`, `red` or one of the palette";
        let DeValue::String(name) = item.get_ref() else {
            return Err(self.mismatch(EXPECTED, item.span().start, item.get_ref()));
        };
        let known = self.palette.iter().find(|(known, _)| known == name).map(|(_, colour)| *colour);
        let known = known.or_else(|| hex(name));
        let named = || COLOURS.iter().find(|(known, _)| known == name).map(|(_, colour)| *colour);
        known.or_else(named).ok_or_else(|| self.unknown(EXPECTED, name, item.span().start))
    }

    fn mismatch(&self, expected: &str, at: usize, found: &DeValue<'_>) -> ThemeError {
        let found = found.type_str();
        let article = if found.starts_with(['a', 'i']) { "an" } else { "a" };
        self.error(at, format!("expected {expected}, found {article} {found}"))
    }

    fn unknown(&self, expected: &str, found: &str, at: usize) -> ThemeError {
        self.error(at, format!("expected {expected}, found `{}`", Clean::new(found)))
    }

    fn error(&self, at: usize, message: String) -> ThemeError {
        let before = self.source.get(..at).unwrap_or(self.source);
        ThemeError { line: before.matches('\n').count() + 1, message }
    }
}

/// Parses `#rrggbb`.
fn hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)?;
    u32::from_str_radix(digits, 16).ok().map(Color::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::Face;

    #[test]
    fn a_theme_of_a_few_lines() {
        let text = "[palette]\nink = \"#102030\"\n[ground]\nbg = \"bright-white\"\n[roles]\n\
                    body = \"ink\"\nkey = { fg = \"green\", bold = true, dim = false }\n";
        let theme = parse("mine", text).unwrap();
        let look = |role| theme.style(role, Face::default());
        assert_eq!(theme.ground(), Style::new().bg(Color::White));
        assert_eq!(look(Role::Title), Style::new().fg(Color::Rgb(0x10, 0x20, 0x30)));
        assert_eq!(look(Role::Key), Style::new().fg(Color::Green).bold());
        assert!(theme.is_true_colour());
    }

    #[test]
    fn an_error_names_its_line() {
        let wrong = [
            ("[roles]\ntitel = \"red\"", "line 2: expected a role such as `title`, found `titel`"),
            (
                "\ncolors = 1",
                "line 2: expected `palette`, `ground`, `roles` or \
                 `roles-on-dark`, found `colors`",
            ),
            (
                "[roles]\nbody = \"#12345\"",
                "line 2: expected a colour such as `#a1b2c3`, `red` or one of the palette, found \
                 `#12345`",
            ),
            ("[roles]\nbody = 3", "line 2: expected a table, found an integer"),
            ("[roles]\nkey = { bold = 1 }", "line 2: expected true or false, found an integer"),
            (
                "[roles]\n\nkey = { bald = true }",
                "line 3: expected `fg`, `bg`, `bold`, `dim`, `italic`, `underlined`, `reversed`, \
                 `crossed-out`, found `bald`",
            ),
        ];
        for (text, words) in wrong {
            assert_eq!(parse("mine", text).unwrap_err().to_string(), words, "{text}");
        }
        assert_eq!(parse("mine", "[roles]\nbody = \"red").unwrap_err().line, 2);
    }
}
