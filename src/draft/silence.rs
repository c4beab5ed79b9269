//! The line by which an author allows a finding, so that it is no longer reported.

use crate::format::allowed::allowed;
use crate::format::registry;
use crate::format::value::KeyValue;
use crate::model::FormatId;
use crate::text::{Code, Source};

/// Where a draft can hold the codes that its author allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Silence {
    /// Among its fields in TOML.
    Toml,
    /// Among its fields in YAML.
    Yaml,
    /// In a list that it has already.
    List,
    /// Only in the `author.toml` of its folder.
    #[default]
    AuthorFile,
}

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AllowLine {
    pub(crate) text: String,
    pub(crate) place: &'static str,
}

impl Silence {
    /// Where a draft of this format and text can hold the codes.
    #[must_use]
    pub(crate) fn of(format: FormatId, source: &Source, fields: &[KeyValue]) -> Self {
        let text = source.text().trim_start_matches('\u{feff}').trim_start();
        if !allowed(fields).is_empty() {
            Self::List
        } else if registry::of(format).is_strict || text.starts_with("+++") {
            Self::Toml
        } else if text.starts_with("---") && !fields.is_empty() {
            Self::Yaml
        } else {
            Self::AuthorFile
        }
    }

    /// The line that allows findings of this code; `None` if nothing allows what breaks a file.
    #[must_use]
    pub(crate) fn line(self, code: Code) -> Option<AllowLine> {
        if matches!(
            code,
            Code::Unreadable | Code::TooLarge | Code::Encoding | Code::Syntax | Code::Empty
        ) {
            return None;
        }
        let code = code.as_str();
        let (text, place) = match self {
            Self::Toml => (format!("check.allow = [\"{code}\"]"), "goes above the first `[`"),
            Self::Yaml => (format!("check: {{ allow: [{code}] }}"), "goes into the front matter"),
            Self::List => (format!("\"{code}\""), "goes into the list `allow`"),
            Self::AuthorFile => {
                (format!("check.allow = [\"{code}\"]"), "goes to the top of author.toml")
            }
        };
        Some(AllowLine { text, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::format::{self, Format};

    fn line(text: &str, format: &Format) -> AllowLine {
        let source = Source::new("a", text.to_owned());
        let parsed = format::parse(&source, format);
        let silence = Silence::of(parsed.review.format, &source, &parsed.fields);
        silence.line(Code::LeftOver).unwrap()
    }

    fn left_over(text: &str, format: &Format) -> usize {
        let source = Source::new("a", text.to_owned());
        let found = check::parsed(&source, &format::parse(&source, format));
        found.iter().filter(|finding| finding.code == Code::LeftOver).count()
    }

    #[test]
    fn the_line_allows_the_finding() {
        let toml = "title = \"A\"\nLINE[sections]\nplot = \"TODO the end.\"\n";
        let yaml = "---\ntitle: A\nLINE---\n\n## Plot\n\nTODO the end.\n";
        let front = "+++\ntitle = \"A\"\nLINE+++\n\n## Plot\n\nTODO the end.\n";
        for (text, format) in
            [(toml, &format::TOML), (yaml, &format::MARKDOWN), (front, &format::MARKDOWN)]
        {
            let without = text.replace("LINE", "");
            assert_eq!(left_over(&without, format), 1, "{without}");
            let line = line(&without, format);
            let with = text.replace("LINE", &format!("{}\n", line.text));
            assert_eq!(left_over(&with, format), 0, "{with}");
        }
    }

    #[test]
    fn a_list_is_added_to_and_a_text_without_fields_has_none() {
        let list = "title = \"A\"\n[check]\nallow = [\"no-rating\"]\n";
        assert_eq!(line(list, &format::TOML).text, "\"left-over\"");
        let plain = line("A (2020)\n\nTODO the end.\n", &format::PLAIN);
        assert!(plain.place.contains("author.toml"));
        assert_eq!(Silence::Toml.line(Code::Syntax), None);
    }
}
