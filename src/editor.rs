//! Floor 4: opening a file at a line in the user's editor.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// How an editor is given a line.
enum Style {
    /// `+12 file`, as in vi
    Plus,
    /// `file:12`
    Colon,
    /// `--goto file:12`
    Goto,
    None,
}

/// The style of a program, by its name; `None` for those that are not known.
fn style(program: &str) -> Style {
    match program {
        "vi" | "vim" | "nvim" | "gvim" | "view" | "vis" | "nano" | "pico" | "emacs"
        | "emacsclient" | "kak" | "ne" | "joe" | "jed" | "mg" | "micro" | "gedit" => Style::Plus,
        "hx" | "helix" | "subl" | "zed" | "lapce" => Style::Colon,
        "code" | "code-insiders" | "codium" | "cursor" => Style::Goto,
        _ => Style::None,
    }
}

/// The command that opens `path` at `line` in the editor that `$VISUAL` or `$EDITOR` names. No
/// shell is asked: the variable is words, which quotes may hold together.
///
/// # Errors
///
/// When neither names one; in words for people.
pub(crate) fn command(
    var: impl Fn(&str) -> Option<OsString>,
    path: &Path,
    line: u32,
) -> Result<Command, String> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(var);
    let words = named.map(|value| words(&value.to_string_lossy())).find(|words| !words.is_empty());
    let words = words.ok_or("expected an editor in $VISUAL or $EDITOR, found neither set")?;
    let (program, arguments) = words.split_first().ok_or("expected an editor, found none")?;
    let mut command = Command::new(program);
    command.args(arguments);
    // A name that begins with a dash would be taken for an option.
    let path = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let stem = Path::new(program).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut placed = OsString::from(&path);
    placed.push(format!(":{line}"));
    match style(&stem) {
        Style::Plus => command.arg(format!("+{line}")).arg(&path),
        Style::Colon => command.arg(placed),
        Style::Goto => command.arg("--goto").arg(placed),
        Style::None => command.arg(&path),
    };
    Ok(command)
}

/// Parts a text at its blanks; quotes hold together what stands between them.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(editor: &str) -> Vec<String> {
        let var = |name: &str| (name == "EDITOR").then(|| OsString::from(editor));
        let command = command(var, Path::new("-a b.toml"), 12).unwrap();
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        words.map(|word| word.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn each_editor_gets_the_line_in_its_own_syntax() {
        assert_eq!(opened("vim"), ["vim", "+12", "./-a b.toml"]);
        assert_eq!(opened("/usr/bin/hx"), ["/usr/bin/hx", "./-a b.toml:12"]);
        assert_eq!(opened("code --wait"), ["code", "--wait", "--goto", "./-a b.toml:12"]);
        assert_eq!(opened("'my editor' -x"), ["my editor", "-x", "./-a b.toml"]);
    }

    #[test]
    fn no_editor_is_said() {
        let empty = |_: &str| Some(OsString::new());
        assert!(command(empty, Path::new("a"), 1).unwrap_err().contains("$VISUAL or $EDITOR"));
    }
}
