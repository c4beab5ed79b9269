//! The background of the terminal, where the environment tells it.

/// What is known of the terminal's background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// The environment does not tell it.
    #[default]
    Unknown,
    /// Dark, with light text.
    Dark,
    /// Light, with dark text.
    Light,
}

impl Background {
    /// Reads the value of `COLORFGBG`, in which some terminals leave the numbers of their colours:
    /// `15;0` or `15;default;0`, the background last.
    ///
    /// The terminal itself is not asked, since its answer would be read as typed keys.
    #[must_use]
    pub(crate) fn of_colorfgbg(value: &str) -> Self {
        let last = value.rsplit_once(';').map(|(_, last)| last.parse::<u8>());
        match last {
            Some(Ok(0..=6 | 8)) => Self::Dark,
            Some(Ok(7 | 9..=15)) => Self::Light,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_is_the_background() {
        for (value, expected) in [
            ("15;0", Background::Dark),
            ("7;8", Background::Dark),
            ("12;default;6", Background::Dark),
            ("0;15", Background::Light),
            ("0;default;7", Background::Light),
            ("0;11", Background::Light),
            ("", Background::Unknown),
            ("15", Background::Unknown),
            ("15;", Background::Unknown),
            ("default;default", Background::Unknown),
            ("15;0;", Background::Unknown),
            ("0;16", Background::Unknown),
            ("0;-1", Background::Unknown),
            ("0;256", Background::Unknown),
        ] {
            assert_eq!(Background::of_colorfgbg(value), expected, "{value:?}");
        }
    }
}
