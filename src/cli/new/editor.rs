//! The editor that its user has named.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program with its words, from `$VISUAL` or `$EDITOR`.
#[derive(Debug)]
pub(super) struct Editor {
    words: Vec<String>,
}

impl Editor {
    /// Finds the editor. No shell is asked: the words are parted as one would, and that is all.
    pub(super) fn find() -> Result<Self, String> {
        let of = |name: &'static str| {
            let value = env::var(name).ok().filter(|value| !value.trim().is_empty())?;
            Some((name, value))
        };
        let Some((name, value)) = of("VISUAL").or_else(|| of("EDITOR")) else {
            return Err("expected an editor in $VISUAL or $EDITOR, found none: nothing was made; \
                        without `--edit` the file is made and not opened"
                .to_owned());
        };
        match words(&value).filter(|words| words.first().is_some_and(|word| !word.is_empty())) {
            Some(words) => Ok(Self { words }),
            None => Err(format!("expected a program in ${name}, found `{value}`")),
        }
    }

    /// Opens `path` and waits until the editor is left.
    pub(super) fn open(&self, path: &Path) -> Result<(), String> {
        let [program, words @ ..] = self.words.as_slice() else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(words).arg(unmistakable(path));
        if !io::stdout().is_terminal() {
            // stdout is data, which is the path.
            command.stdout(Stdio::from(io::stderr()));
        }
        let status = command
            .status()
            .map_err(|error| format!("expected to run `{program}`, found: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("`{program}` ended with {status}")) }
    }
}

/// A path that no program takes for an option.
fn unmistakable(path: &Path) -> std::path::PathBuf {
    let dash = path.as_os_str().as_encoded_bytes().starts_with(b"-");
    if dash { Path::new(".").join(path) } else { path.to_owned() }
}

/// The words of a command line, with quotation marks and backslashes as in a shell. None where a
/// quotation is not closed.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '\\') => word.get_or_insert_default().push(chars.next()?),
            (Some('"'), '\\') if chars.peek().is_some_and(|next| "\"\\$`".contains(*next)) => {
                word.get_or_insert_default().extend(chars.next());
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_in_a_shell() {
        let show = |line| words(line).map(|words| words.join("|"));
        for (line, expected) in [
            ("vim", Some("vim")),
            ("  code  --wait ", Some("code|--wait")),
            ("'my editor' -c \"set ft=toml\"", Some("my editor|-c|set ft=toml")),
            (r#"a\ b "c\"d" 'e\f' "g\h""#, Some(r#"a b|c"d|e\f|g\h"#)),
            ("a'b'\"c\"", Some("abc")),
            ("vim ''", Some("vim|")),
            ("'vim", None),
            ("vim \\", None),
            ("$(reboot); x", Some("$(reboot);|x")),
        ] {
            assert_eq!(show(line).as_deref(), expected, "{line}");
        }
    }
}
