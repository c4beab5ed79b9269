//! `rushes man`: the manual page, in roff.

use std::io::{self, Write};

use clap::{Command, ValueEnum};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::Status;
use crate::query::manual;
use crate::tui::action;

#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// The page
    #[arg(value_name = "PAGE", value_enum, default_value_t)]
    pub(super) page: ManPage,
}

/// The pages of the manual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ManPage {
    /// rushes(1), the program
    #[default]
    Rushes,
    /// rushes-query(7), the query language
    Query,
}

const ENVIRONMENT: [(&str, &str); 9] = [
    ("VISUAL, EDITOR", "The editor that is opened, the first of them that is set."),
    ("NO_COLOR", "No colours, unless it is empty."),
    ("CLICOLOR_FORCE", "Colours even where stdout is no terminal, unless it is empty or 0."),
    (
        "XDG_STATE_HOME",
        "Where the reader keeps what it remembers, in rushes/state.log; else below ~/.local/state.",
    ),
    (
        "XDG_CACHE_HOME",
        "Where the texts of a large library are kept for searches, in rushes/texts; else below ~/.cache.",
    ),
    ("COLORTERM", "Whether the terminal shows 16 million colours: truecolor or 24bit."),
    ("COLORFGBG", "The colours of the terminal, by whose background the theme is chosen."),
    ("TERM", "The name of the terminal; a dumb one shows lists and no reader."),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "The locale; in Japanese, Korean and Chinese --wide is the default.",
    ),
];

const EXIT_STATUS: [(&str, &str); 3] = [
    ("0", "All went well."),
    ("1", "Something named, or in a folder named, could not be read, or `check` found errors."),
    ("2", "The command line was not understood."),
];

pub(super) fn run(of: ManPage, program: Command) -> io::Result<Status> {
    let mut page = Vec::new();
    match of {
        ManPage::Rushes => write(program, &mut page)?,
        ManPage::Query => write_query(&mut page)?,
    }
    let page = String::from_utf8_lossy(&page);
    let mut out = io::stdout().lock();
    out.write_all(ascii(&page).as_bytes())?;
    out.flush()?;
    Ok(Status::Done)
}

/// Writes one page for the program and all its commands, since one page can be read before anything
/// is installed.
fn write(mut program: Command, page: &mut Vec<u8>) -> io::Result<()> {
    program.build();
    let commands: Vec<Command> =
        program.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    // Not the crate's own title line: it leaves out an empty date and so moves what follows it.
    let version = program.get_version().unwrap_or_default();
    writeln!(page, ".TH rushes 1 \"\" \"rushes {version}\" \"User Commands\"")?;
    let man = Man::new(program);
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    write_terms(page, "COMMANDS", commands.iter().map(described))?;
    for command in commands {
        write_options(command, page)?;
    }
    let keys = action::documented_keys();
    write_terms(page, "KEYS", keys.map(|(keys, words)| (keys.join("  "), words.to_owned())))?;
    let fixed = |(term, words): (&str, &str)| (term.to_owned(), words.to_owned());
    write_terms(page, "ENVIRONMENT", ENVIRONMENT.into_iter().map(fixed))?;
    write_terms(page, "EXIT STATUS", EXIT_STATUS.into_iter().map(fixed))
}

/// Writes the page of the query language.
fn write_query(page: &mut Vec<u8>) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(page, ".TH rushes-query 7 \"\" \"rushes {version}\" \"Queries\"")?;
    let mut roff = Roff::new();
    roff.control("SH", ["NAME"]);
    roff.text([roman("rushes-query - the language in which reviews are asked for")]);
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold("rushes list -q 'director:varda rating>=4 -draft sort:-rating'")]);
    roff.to_writer(page)?;
    let fixed = |(term, words): &(&str, &str)| ((*term).to_owned(), (*words).to_owned());
    write_terms(page, "SIGNS", manual::SIGNS.iter().map(fixed))?;
    let fields = manual::documented_fields();
    write_terms(page, "FIELDS", fields.map(|(term, words)| (term.to_owned(), words.to_owned())))?;
    write_terms(page, "IS AND HAS", manual::documented_flags())?;
    write_terms(page, "VALUES", manual::VALUES.iter().map(fixed))
}

/// The name of a command and what it does.
fn described(command: &Command) -> (String, String) {
    let about = command.get_about().map(ToString::to_string);
    (command.get_name().to_owned(), about.unwrap_or_default())
}

/// Writes a section of the arguments that only this command has.
fn write_options(command: Command, page: &mut Vec<u8>) -> io::Result<()> {
    let heading = format!("Arguments of {}", command.get_name());
    let command = command.mut_args(|arg| {
        let is_everywhere = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(is_everywhere).help_heading(heading.clone())
    });
    Man::new(command).render_options_section(page)
}

/// Writes a section of terms and what each means.
fn write_terms(
    page: &mut Vec<u8>,
    heading: &str,
    terms: impl Iterator<Item = (String, String)>,
) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    for (term, words) in terms {
        roff.control("TP", []);
        roff.text([bold(term)]);
        roff.text([roman(words)]);
    }
    roff.to_writer(page)
}

/// Escapes what is not ASCII, since not every program that reads roff expects UTF-8.
fn ascii(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    for c in page.chars() {
        match c {
            '\0'..='\x7f' => text.push(c),
            _ => text.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    text
}
