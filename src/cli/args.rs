//! The arguments of the command line. Doc comments here are the text of `--help`.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::format::{self, FORMATS, Format};
use crate::model::{SectionKey, Sort, SortKey};
use crate::query::Query;
use crate::store;
use crate::text::words::slug;
use crate::text::{Code, Glyphs, Terms};
use crate::theme::Theme;

/// Read reviews as reviews: a film, a rating, an author, named sections.
#[derive(Debug, Parser)]
#[command(name = "rushes", version, max_term_width = 100, subcommand_value_name = "COMMAND")]
#[command(
    after_help = "Write ./list for a folder that is named like a command. Reserved for commands to \
                  come: config, export, import, lsp, pick, publish, themes."
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) look: Look,

    /// The colours of the reader; by default those that suit the terminal's background
    #[arg(long, value_name = "NAME", value_parser = theme(), ignore_case = true)]
    pub(super) theme: Option<Theme>,

    /// Leave the mouse to the terminal
    #[arg(long)]
    pub(super) no_mouse: bool,

    /// Begin as if nothing were remembered
    #[arg(long)]
    pub(super) fresh: bool,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Files or folders to read. By default ./reviews, else this folder if it holds a review, else
    /// a built-in sample
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// The themes by their names.
fn theme() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::names()).map(|name| Theme::named(&name).unwrap_or_default())
}

/// The look of the output, for every command.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Look {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(super) color: ColorChoice,

    /// Draw with ASCII only: `***+` for stars
    #[arg(long, global = true)]
    pub(super) ascii: bool,

    /// Draw for a terminal that gives characters of ambiguous width, such as ★, two cells; the
    /// default where the locale is Japanese, Korean or Chinese. Draws with ASCII too
    #[arg(long, global = true)]
    pub(super) wide: bool,
}

/// Which reviews are asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Only reviews that match, as in 'director:varda rating>=4'; repeatable: a review must match
    /// every one
    #[arg(short, long = "query", value_name = "QUERY", value_parser = query, allow_hyphen_values = true)]
    queries: Vec<Query>,
}

impl Asked {
    /// The queries as one; empty if all reviews are asked for.
    pub(super) fn query(&self) -> Query {
        Query::joined(&self.queries)
    }

    pub(super) const fn is_all(&self) -> bool {
        self.queries.is_empty()
    }
}

/// Parses a query; the error shows where it is wrong.
fn query(text: &str) -> Result<Query, String> {
    let query = Query::parse(text, Some(store::today()));
    match query.problems.first() {
        None => Ok(query),
        Some(problem) => Err(problem.with_caret(text, Glyphs::default())),
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// In a terminal that has colours, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read a draft beside your editor: drawn again at every save, with what is still wrong
    Preview(PreviewArgs),
    /// Print reviews as the reader shows them
    Show(ShowArgs),
    /// List reviews, one a line
    List(ListArgs),
    /// Search the texts of reviews
    Search(SearchArgs),
    /// Print two reviews beside each other, section by section
    Compare(CompareArgs),
    /// Count reviews: their ratings, dates, makers and more
    Stats(StatsArgs),
    /// Print a year of reviews on one page, or draw it as a picture
    Year(YearArgs),
    /// List the saved queries with how many reviews match each
    Queries(QueriesArgs),
    /// Check reviews for what their author should look at again
    Check(CheckArgs),
    /// Begin a review: make a file to be filled in
    New(NewArgs),
    /// Print the JSON Schema of a review or of author.toml, for editors
    Schema(SchemaArgs),
    /// Say where the reader keeps what it remembers, or remove that
    State(StateArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, with the keys of the reader, or that of the query language
    Man(ManArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct PreviewArgs {
    /// The draft; it need not exist yet
    #[arg(value_name = "FILE")]
    pub(super) path: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Files or folders; `-` is stdin
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// Print only this section of each review, below title and rating: verdict, plot, or another
    #[arg(long, value_name = "SECTION", value_parser = section)]
    pub(super) section: Option<SectionKey>,

    /// The width of the page in columns; else the terminal's, 80 in a pipe
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,

    /// Uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,
}

#[derive(Debug, Default, clap::Args)]
pub(super) struct ListArgs {
    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Say in words what the query asks for, and list nothing
    #[arg(long, requires = "queries")]
    pub(super) explain: bool,

    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// What to sort by, unless the query says so
    #[arg(long, value_name = "KEY", value_enum, default_value_t)]
    pub(super) sort: SortBy,

    /// Sort in the other direction; undated and unrated reviews stay last
    #[arg(long)]
    pub(super) reverse: bool,

    /// Uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,

    /// List the files that are passed over instead, and why
    #[arg(long)]
    pub(super) skipped: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    /// What to search for: words by their beginnings, phrases in quotation marks, as in
    /// 'fire "a long take"'
    #[arg(value_name = "TEXT", value_parser = terms, allow_hyphen_values = true)]
    pub(super) text: Terms,

    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Print one JSON object a line, for each passage
    #[arg(long)]
    pub(super) json: bool,

    /// Search what is covered too, and uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Two files with a review each, or FILE:LINE for one of several; `-` is stdin
    #[arg(value_name = "PATH", required = true, num_args = 2)]
    pub(super) paths: Vec<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,

    /// The width of the page in columns; else the terminal's, 80 in a pipe. From 100 columns the
    /// reviews stand side by side
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,

    /// Uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct StatsArgs {
    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A review is of the year of its date, or of the day when the work was seen where it \
                  has no date, as in `-q date:2025`. The picture needs no font and no other file, and \
                  follows the light or dark colours of whoever looks at it."
)]
pub(super) struct YearArgs {
    /// The year in which the reviews were written
    #[arg(value_name = "YEAR", value_parser = year)]
    pub(super) year: i16,

    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// What to make: text, or an SVG on stdout, as in `--to svg > 2025.svg`
    #[arg(long, value_name = "FORM", value_enum, default_value_t, conflicts_with = "json")]
    pub(super) to: YearForm,

    /// Print one JSON object, as `stats --json` has it and a few names more
    #[arg(long)]
    pub(super) json: bool,

    /// The width of the page in columns, at most 76; else the terminal's, or 76
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
}

/// The years of dates in queries.
const YEARS: RangeInclusive<i16> = 1000..=2999;

/// What `rushes year` makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum YearForm {
    #[default]
    Text,
    Svg,
}

/// A year that a query can ask for.
fn year(text: &str) -> Result<i16, &'static str> {
    let year = text.parse().ok().filter(|year| YEARS.contains(year) && text.len() == 4);
    year.ok_or("expected a year from 1000 to 2999, such as 2025")
}

/// The key of a section, or its heading.
fn section(text: &str) -> Result<SectionKey, &'static str> {
    let key = slug(text);
    if key.is_empty() { Err("expected the name of a section") } else { Ok(SectionKey::from(&*key)) }
}

/// What to search for.
fn terms(text: &str) -> Result<Terms, &'static str> {
    let terms = Terms::parse(text);
    if terms.is_empty() { Err("expected words to search for") } else { Ok(terms) }
}

#[derive(Debug, clap::Args)]
pub(super) struct QueriesArgs {
    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

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

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Files or folders; `-` is stdin. By default ./reviews, else this folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// How to print what is found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Report,

    /// Report also what is left to do before the reviews are published
    #[arg(long)]
    pub(super) publish: bool,

    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,

    /// Report only findings of these codes
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = code, hide_possible_values = true)]
    pub(super) only: Vec<Code>,

    /// Report no findings of these codes
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = code, hide_possible_values = true)]
    pub(super) allow: Vec<Code>,

    /// Uncover spoilers also where the output goes to a file or a program
    #[arg(long)]
    pub(super) spoilers: bool,
}

/// The code of a finding.
fn code(text: &str) -> Result<Code, String> {
    let mut codes = Code::ALL.iter().copied();
    codes
        .find(|code| code.as_str() == text.trim())
        .ok_or_else(|| "expected the code of a finding, such as missing-section".to_owned())
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Report {
    /// For people, with the line and what is wrong in it
    #[default]
    Human,
    /// One JSON object a line
    Json,
    /// Annotations for a run of GitHub Actions
    Github,
}

impl ListArgs {
    /// The arguments of `rushes list PATHS` without other options than a query.
    pub(super) fn of(paths: &[PathBuf], asked: &Asked) -> Self {
        Self { paths: paths.to_owned(), asked: asked.clone(), ..Self::default() }
    }

    pub(super) fn order(&self) -> Sort {
        Sort { key: self.sort.into(), is_reversed: self.reverse }
    }
}

/// [`SortKey`] as a value of `--sort`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Newest first; undated last, by title
    #[default]
    Date,
    Title,
    /// The work's year, newest first
    Year,
    Rating,
}

impl From<SortBy> for SortKey {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Date => Self::Date,
            SortBy::Title => Self::Title,
            SortBy::Year => Self::Year,
            SortBy::Rating => Self::Rating,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// The title of the work; a year in parentheses at its end is the work's
    #[arg(value_name = "TITLE", required = true)]
    pub(super) title: Vec<String>,

    /// The year of the work
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i16).range(1000..=2999))]
    pub(super) year: Option<i16>,

    /// The folder for the file; it is made if the one above it is there. Else ./reviews if that is
    /// there, else this folder
    #[arg(long, value_name = "DIR")]
    pub(super) into: Option<PathBuf>,

    /// The format of the file. Else that of most reviews in the folder, or toml
    #[arg(long, value_name = "FORMAT", value_parser = new_format())]
    pub(super) format: Option<&'static Format>,

    /// The kind of work: film, series, book, album, game, play, or a word of your own
    #[arg(long, value_name = "KIND", default_value = "film")]
    pub(super) kind: String,

    /// Name the schema in the file's first line, for editors that check TOML
    #[arg(long)]
    pub(super) schema: bool,

    /// Open the file in $VISUAL or $EDITOR
    #[arg(long)]
    pub(super) edit: bool,
}

/// The formats that `new` can write, each named by its usual extension.
fn new_format() -> impl TypedValueParser<Value = &'static Format> {
    let written = || FORMATS.into_iter().filter(|format| format.write.is_some());
    let names = written().map(|format| PossibleValue::new(format.extension()).help(format.summary));
    PossibleValuesParser::new(names).map(move |name| {
        written().find(|format| format.extension() == name).unwrap_or(&format::TOML)
    })
}

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// What the schema is of
    #[arg(value_name = "WHAT", value_enum, default_value_t)]
    pub(super) of: SchemaOf,
}

#[derive(Debug, clap::Args)]
pub(super) struct StateArgs {
    #[command(subcommand)]
    pub(super) command: StateCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum StateCommand {
    /// Print the path of the file
    Path,
    /// Remove the file: what was read, bookmarks, places, order, theme
    Clear {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    #[default]
    Review,
    Author,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_may_stand_on_either_side_of_a_command() {
        for words in [["rushes", "--ascii", "list", "a"], ["rushes", "list", "a", "--ascii"]] {
            let args = Args::try_parse_from(words).unwrap();
            assert!(args.look.ascii && matches!(args.command, Some(Command::List(_))));
        }
    }

    #[test]
    fn a_command_is_the_first_word_only() {
        let args = Args::try_parse_from(["rushes", "reviews", "list"]).unwrap();
        assert!(args.command.is_none());
        assert_eq!(args.paths.len(), 2);
    }
}
