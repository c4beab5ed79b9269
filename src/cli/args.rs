//! The grammar of the command line; each command has its own arguments in its file. Doc comments of
//! arguments are the text of `--help`.

use clap::{Parser, Subcommand};

use super::check::CheckArgs;
use super::compare::CompareArgs;
use super::completions::CompletionsArgs;
use super::list::ListArgs;
use super::man::ManArgs;
use super::new::NewArgs;
use super::options::Look;
use super::queries::QueriesArgs;
use super::read::{PreviewArgs, ReadArgs};
use super::schema::SchemaArgs;
use super::search::SearchArgs;
use super::show::ShowArgs;
use super::state::StateArgs;
use super::stats::StatsArgs;
use super::year::YearArgs;

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

    #[command(flatten)]
    pub(super) reader: ReadArgs,
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
        assert_eq!(args.reader.paths.len(), 2);
    }
}
