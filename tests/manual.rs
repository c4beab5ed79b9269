//! What is printed for other programs to read: the manual for `man`, completions for shells.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use rushes::tui::action::TABLE;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

/// What `rushes ARGS` prints on stdout.
fn rushes(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rushes")).args(args).output();
    let output = output.expect("rushes runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{args:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// Gives `input` to a program, if it is installed.
fn feed(program: &[&str], input: &str) -> Option<Output> {
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let text = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("no panic").expect("the program reads");
    Some(output)
}

/// The names of the commands, by the help.
fn commands() -> Vec<String> {
    let help = rushes(&["--help"]);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let names = list.lines().map_while(|line| line.strip_prefix("  "));
    let names = names.filter_map(|line| line.split(' ').next()).map(str::to_owned);
    names.filter(|name| name != "help").collect()
}

/// The long options of a command, or of the program.
fn options(command: Option<&str>) -> BTreeSet<String> {
    let args: Vec<&str> = command.into_iter().chain(["--help"]).collect();
    let help = rushes(&args);
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with('-'));
    let words = lines.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    words.map(str::to_owned).collect()
}

/// The text of a page without its macros and escapes, one line for each line of the source.
fn plain(page: &str) -> Vec<String> {
    let text = page.lines().filter(|line| !line.starts_with(['.', '\'']));
    let text = text.map(|line| {
        let mut line = line.to_owned();
        for (escape, character) in [
            ("\\fB", ""),
            ("\\fI", ""),
            ("\\fR", ""),
            ("\\fP", ""),
            ("\\&", ""),
            ("\\-", "-"),
            ("\\*(Aq", "'"),
            ("\\[u2190]", "←"),
            ("\\[u2191]", "↑"),
            ("\\[u2192]", "→"),
            ("\\[u2193]", "↓"),
        ] {
            line = line.replace(escape, character);
        }
        line
    });
    text.collect()
}

#[test]
fn the_manual_is_well_formed() {
    const MACROS: [&str; 9] = ["TH", "SH", "TP", "IP", "RS", "RE", "br", "ie", "el"];
    let page = rushes(&["man"]);
    assert!(page.is_ascii());
    let mut open = 0;
    for line in page.lines() {
        let Some(name) = line.strip_prefix('.') else { continue };
        let name = name.split(' ').next().unwrap_or_default();
        assert!(MACROS.contains(&name), "{line}");
        open += i32::from(name == "RS") - i32::from(name == "RE");
        assert!(open >= 0, "{line}");
    }
    assert_eq!(open, 0);
    let title = page.lines().find(|line| line.starts_with(".TH")).expect("a title");
    assert!(title.starts_with(".TH rushes 1 \"\" \"rushes "), "{title}");
    for heading in ["NAME", "SYNOPSIS", "OPTIONS", "COMMANDS", "KEYS", "ENVIRONMENT"] {
        assert!(page.contains(&format!("\n.SH {heading}\n")), "{heading}");
    }
}

#[test]
fn formatters_have_nothing_to_object_to() {
    let page = rushes(&["man"]);
    for formatter in
        [&["groff", "-man", "-Tutf8", "-ww", "-z"][..], &["mandoc", "-man", "-Tlint", "-Wwarning"]]
    {
        let Some(output) = feed(formatter, &page) else { continue };
        let words = [output.stdout, output.stderr].concat();
        assert_eq!(String::from_utf8_lossy(&words), "", "{formatter:?}");
    }
}

#[test]
fn the_manual_has_every_key_command_and_option() {
    let page = rushes(&["man"]);
    let text = plain(&page);
    for binding in TABLE {
        let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
        let row = [keys.join("  "), binding.words.to_owned()];
        assert!(text.windows(2).any(|lines| lines == row), "{row:?}");
    }
    for command in commands() {
        assert!(text.contains(&command), "{command}");
        for option in options(Some(&command)) {
            let is_there =
                text.iter().any(|line| line.split([' ', ',']).any(|word| word == option));
            assert!(is_there, "{command} {option}");
        }
    }
}

#[test]
fn completions_have_every_command_and_option() {
    for shell in SHELLS {
        let script = rushes(&["completions", shell]);
        let option_in = |option: &str| match shell {
            "fish" => script.contains(&format!("-l {}", option.trim_start_matches('-'))),
            _ => script.contains(option),
        };
        for option in options(None) {
            assert!(option_in(&option), "{shell}: {option}");
        }
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
            for option in options(Some(&command)) {
                assert!(option_in(&option), "{shell}: {command} {option}");
            }
        }
        // The scripts of the other shells complete names only.
        if ["bash", "zsh", "fish"].contains(&shell) {
            for theme in ["terminal", "paper", "projector"] {
                assert!(script.contains(theme), "{shell}: {theme}");
            }
        }
    }
}

#[test]
fn shells_read_their_completions() {
    for (shell, parse) in [
        ("bash", &["bash", "-n"][..]),
        ("zsh", &["zsh", "-n"]),
        ("fish", &["fish", "--no-execute"]),
    ] {
        let Some(output) = feed(parse, &rushes(&["completions", shell])) else { continue };
        assert!(output.status.success(), "{shell}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}");
    }
}

#[test]
fn bash_completes() {
    let ask = "\nCOMP_WORDS=(rushes sch) COMP_CWORD=1\n_rushes rushes sch rushes\n\
               echo \"${COMPREPLY[@]}\"\n\
               COMP_WORDS=(rushes list --sort ra) COMP_CWORD=3\n_rushes rushes ra --sort\n\
               echo \"${COMPREPLY[@]}\"\n";
    let script = rushes(&["completions", "bash"]) + ask;
    let Some(output) = feed(&["bash", "--norc"], &script) else { return };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "schema\nrating\n");
}
