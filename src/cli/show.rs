//! `rushes show`: printing reviews as the reader shows them.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::catalogue::{Catalogue, Lookup};
use super::input::{Input, Inputs, load_file};
use super::json;
use super::options::{Asked, Look};
use super::output::Output;
use super::{Status, paint, talk};
use crate::model::{Library, Review, ReviewId, SectionKey, Sort};
use crate::page::review::MEASURE_COLUMNS;
use crate::page::{self, Options};
use crate::query::{Query, Scratch};
use crate::store::{AuthorDefaultsCache, Loaded, Root, RootKind, SiblingScales};
use crate::text::words::slug;
use crate::text::{Audience, Code, Diagnostic, Spoilers};

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

/// The key of a section, or its heading.
fn section(text: &str) -> Result<SectionKey, &'static str> {
    let key = slug(text);
    if key.is_empty() { Err("expected the name of a section") } else { Ok(SectionKey::from(&*key)) }
}

/// In terminal columns.
const MAX_LEFT_MARGIN: usize = 4;

/// Prints the reviews in the order of the paths, those of a folder newest first.
pub(super) fn run(args: &ShowArgs, look: Look) -> io::Result<Status> {
    let inputs = Inputs::find(&args.paths);
    let query = args.asked.query_with_hints_said();
    let mut printer = Printer {
        out: Output::new(look),
        args,
        lookup: Lookup::of([&query], Spoilers::told_if(args.spoilers)),
        query,
        has_printed: false,
        problems: Vec::new(),
        status: if inputs.missing.is_empty() { Status::Done } else { Status::Failed },
    };
    let (author_cache, mut siblings) = (AuthorDefaultsCache::default(), SiblingScales::default());
    for input in inputs.all {
        match input {
            Input::Text(loaded) => printer.print_file(&loaded, &[])?,
            Input::Root(root) if root.kind == RootKind::File => {
                let loaded = load_file(&root, &author_cache, &mut siblings);
                printer.print_file(&loaded, &[root])?;
            }
            folder @ Input::Root(_) => printer.print_folder(folder, &author_cache)?,
        }
    }
    let of_authors = author_cache.problems().into_iter().map(|(path, why)| (path.into(), why));
    printer.problems.extend(of_authors);
    printer.report_problems();
    printer.out.flush()?;
    Ok(printer.status)
}

struct Printer<'a> {
    out: Output,
    args: &'a ShowArgs,
    /// What the query asks for beyond entries.
    lookup: Lookup,
    query: Query,
    /// Whether a page was printed, so that the next one needs a rule before it.
    has_printed: bool,
    /// What could not be read in folders, and the findings about `author.toml` files.
    problems: Vec<(Arc<Path>, Diagnostic)>,
    status: Status,
}

impl Printer<'_> {
    fn audience(&self) -> Audience {
        self.out.audience(Spoilers::told_if(self.args.spoilers))
    }

    fn print_folder(
        &mut self,
        folder: Input,
        author_cache: &AuthorDefaultsCache,
    ) -> io::Result<()> {
        let inputs = Inputs { all: vec![folder], missing: Vec::new() };
        let catalogue = Catalogue::read(inputs, &self.lookup);
        if catalogue.is_empty() && catalogue.problems.is_empty() {
            talk::say(&catalogue.nothing_found());
        }
        self.problems.extend_from_slice(&catalogue.problems);
        for id in catalogue.passing(&self.query, Sort::default()) {
            if let Some(review) = catalogue.review(id, author_cache) {
                self.print(&review)?;
            }
        }
        Ok(())
    }

    /// Reports each problem once: what two folders share is found twice.
    fn report_problems(&mut self) {
        let mut reported = HashSet::new();
        for (path, diagnostic) in &self.problems {
            if diagnostic.code == Code::Unreadable {
                self.status = Status::Failed;
            }
            if reported.insert((path, diagnostic.line, diagnostic.code)) {
                talk::report(path, diagnostic, self.audience());
            }
        }
    }

    /// Prints the reviews of a file that pass the query, in their order there.
    fn print_file(&mut self, loaded: &Loaded, roots: &[Root]) -> io::Result<()> {
        let mut library = Library::default();
        let reviews: Vec<(&Review, ReviewId)> =
            loaded.reviews().map(|review| (review, library.put(loaded.entry(review)))).collect();
        self.lookup.recall(&mut library, roots);
        let mut holding = self.lookup.holding();
        for (review, id) in &reviews {
            self.lookup.in_review(review).into_iter().for_each(|held| holding.add(held, [*id]));
        }
        let query = self.query.with_holding(holding);
        let mut scratch = Scratch::default();
        let mut search = query.search(&library, &mut scratch);
        let mut passes =
            |id: ReviewId| library.get(id).is_some_and(|entry| search.relevance(entry).is_some());
        let passing: Vec<&Review> =
            reviews.into_iter().filter(|(_, id)| passes(*id)).map(|(review, _)| review).collect();
        passing.into_iter().try_for_each(|review| self.print(review))
    }

    fn print(&mut self, review: &Review) -> io::Result<()> {
        for diagnostic in &review.diagnostics {
            talk::report(&review.place.path, diagnostic, self.audience());
        }
        if review.broken().is_some() {
            self.status = Status::Failed;
        }
        let spoilers = Spoilers::told_if(self.args.spoilers);
        let columns = self.args.width.map_or(self.out.page_columns(), usize::from);
        if let Some(key) = &self.args.section {
            return self.print_section(review, key, columns);
        }
        if self.args.json {
            return json::write(&mut self.out, review, spoilers);
        }
        if self.has_printed {
            let rule = self.out.glyphs.signs("─");
            writeln!(self.out, "\n{}\n", rule.repeat(columns))?;
        }
        self.has_printed = true;
        let (options, margin) = layout(&self.out, columns, spoilers);
        let page = page::review(review, &options);
        page.lines().try_for_each(|line| paint::line(&mut self.out, &line, margin))
    }

    /// Prints one section below the title of its review, if it has it.
    fn print_section(
        &mut self,
        review: &Review,
        key: &SectionKey,
        columns: usize,
    ) -> io::Result<()> {
        let spoilers = Spoilers::told_if(self.args.spoilers);
        let (options, margin) = layout(&self.out, columns, spoilers);
        let Some(page) = page::review::sections(review, key, &options) else { return Ok(()) };
        if self.args.json {
            let mut review = review.clone();
            review.sections.retain(|section| section.key == *key);
            return json::write(&mut self.out, &review, spoilers);
        }
        if self.has_printed {
            writeln!(self.out)?;
        }
        self.has_printed = true;
        let mut lines = page.head.iter().chain(page.body.iter());
        lines.try_for_each(|line| paint::line(&mut self.out, &line, margin))
    }
}

/// How a page is laid out for so many columns, and the columns at its left.
fn layout(out: &Output, columns: usize, spoilers: Spoilers) -> (Options, usize) {
    let width = columns.saturating_sub(2).clamp(1, MEASURE_COLUMNS);
    let margin = columns.saturating_sub(width) / 2;
    let options = Options {
        width,
        uncovered: spoilers == Spoilers::Told,
        glyphs: out.glyphs,
        reveal_key: "--spoilers".to_owned(),
        ..Options::default()
    };
    (options, margin.min(MAX_LEFT_MARGIN))
}
