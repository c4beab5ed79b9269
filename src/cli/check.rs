//! `rushes check`: findings about reviews, for their author.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use clap::ValueEnum;

use super::catalogue::{Catalogue, Lookup};
use super::input::{Input, Inputs};
use super::options::{Asked, Look};
use super::output::Output;
use super::{Status, json, talk};
use crate::check::{self, Environment, FileSummary, Headings};
use crate::model::ReviewKey;
use crate::store::{self, AUTHOR_FILE, Found, Loaded, Root, RootKind};
use crate::text::phrase::plural;
use crate::text::{Audience, Clean, Code, Diagnostic, Severity, Spoilers, by_path};

mod human;
mod progress;

use progress::Progress;

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

/// Checks the files that were given and prints the findings, sorted by path.
pub(super) fn run(args: &CheckArgs, look: Look) -> io::Result<Status> {
    let inputs = Inputs::find_own(&args.paths);
    let missing = !inputs.missing.is_empty();
    let query = args.asked.query_with_hints_said();
    // Whether a bare rating matches is known once all files were read.
    let lookup = Lookup::of([&query], Spoilers::told_if(args.spoilers));
    let asked =
        (!args.asked.is_all()).then(|| Catalogue::read(inputs.clone(), &lookup).keys(&query));
    let mut checked = Checked::read(inputs, asked.as_ref(), args.publish);
    checked.choose(&args.only, &args.allow);
    let mut out = Output::new(look);
    // A person at the terminal is taken for the author, who may see spoilers; others may not.
    let is_writer = args.format == Report::Human && out.is_terminal;
    let spoilers = Spoilers::told_if(args.spoilers || is_writer);
    match args.format {
        Report::Human => human::print(&mut out, &checked, spoilers)?,
        Report::Json => {
            for (path, finding) in &checked.findings {
                json::write_finding(&mut out, path, finding, spoilers)?;
            }
        }
        Report::Github => {
            let to = out.audience(spoilers);
            for (path, finding) in &checked.findings {
                writeln!(out, "{}", annotation(path, finding, to))?;
            }
        }
    }
    let summary = checked.summary();
    if args.format == Report::Human {
        if let Some(by_code) = checked.by_code() {
            writeln!(out, "{by_code}")?;
        }
        writeln!(out, "{summary}")?;
    }
    out.flush()?;
    if args.format != Report::Human {
        talk::say(&summary);
    }
    // A build that checks nothing has most likely been given the wrong path.
    let is_idle = args.strict && checked.reviews == 0 && checked.authors.is_empty();
    if is_idle && !missing {
        talk::say("expected at least one review, found none to check");
    }
    let failed = missing
        || is_idle
        || checked.count(Severity::Error) > 0
        || (args.strict && checked.count(Severity::Warning) > 0);
    Ok(if failed { Status::Failed } else { Status::Done })
}

/// A workflow command of GitHub Actions, which must be a single line.
fn annotation(path: &Path, finding: &Diagnostic, to: Audience) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let property = |text: &str| {
        let text = Clean::new(text).to_string().replace('%', "%25");
        text.replace(':', "%3A").replace(',', "%2C")
    };
    let file = property(&path.to_string_lossy());
    let (line, column, code) = (finding.line, finding.column, finding.code.as_str());
    let message = Clean::from(finding.message(to)).to_string().replace('%', "%25");
    format!("::{level} file={file},line={line},col={column},title={code}::{message}")
}

/// The findings, and what the rules about several files need.
#[derive(Default)]
struct Checked {
    reviews: usize,
    findings: Vec<(Arc<Path>, Diagnostic)>,
    /// Summaries for the rules about several files.
    summaries: Vec<FileSummary>,
    /// The paths without links of the `author.toml` files that were checked.
    authors: HashSet<PathBuf>,
    headings: Headings,
    /// Input that is not a file, kept since it cannot be read again to quote a line.
    texts: HashMap<Arc<Path>, Loaded>,
}

impl Checked {
    /// Checks the reviews in `asked`, or else all of them and `author.toml` files too.
    fn read(inputs: Inputs, asked: Option<&HashSet<ReviewKey>>, is_last_look: bool) -> Self {
        let roots = inputs.roots();
        let environment = Loaded::environment(is_last_look);
        let progress = Progress::new();
        let checked = Mutex::new(Self::default());
        let lock = || checked.lock().unwrap_or_else(PoisonError::into_inner);
        let problems = store::walk(&roots, &AtomicBool::new(false), &|found| match found {
            Found::Review(loaded) if loaded.review.place.path.ends_with(AUTHOR_FILE) => {
                if asked.is_none() {
                    let author = AuthorFile::check(&Arc::from(&*loaded.review.place.path));
                    lock().add_author(author);
                }
            }
            Found::Review(loaded) => {
                let reviews = check_file(&loaded, environment, asked);
                let mut checked = lock();
                checked.add(&loaded, reviews);
                progress.show(checked.reviews);
            }
            Found::Skipped { path, .. } if path.ends_with(AUTHOR_FILE) && asked.is_none() => {
                let author = AuthorFile::check(&path);
                lock().add_author(author);
            }
            Found::Unreadable { path, diagnostic } => lock().findings.push((path, diagnostic)),
            Found::Skipped { .. } | Found::Folder(_) => {}
        });
        let mut checked = checked.into_inner().unwrap_or_else(PoisonError::into_inner);
        checked.read_neighbours(&roots, environment);
        for input in inputs.all {
            if let Input::Text(loaded) = input {
                checked.add(&loaded, check_file(&loaded, environment, asked));
                checked.texts.insert(Arc::from(&*loaded.review.place.path), *loaded);
            }
        }
        progress.clear();
        let problems = problems.into_iter().filter(|_| asked.is_none());
        checked.finish(problems.map(|(path, why)| (Arc::from(path), why)));
        checked
    }

    /// Reads the other reviews in the folders of the files that were given, which show the author's
    /// habits.
    fn read_neighbours(&mut self, roots: &[Root], environment: Environment) {
        let known: HashSet<Arc<Path>> =
            self.summaries.iter().map(|kept| Arc::clone(&kept.key.path)).collect();
        let mut seen = HashSet::new();
        let files = roots.iter().filter(|root| root.kind == RootKind::File);
        for root in files.filter(|root| seen.insert(root.path.parent())) {
            for loaded in store::beside(&root.path, root) {
                if !known.contains(&*loaded.review.place.path) {
                    loaded
                        .summaries(environment)
                        .for_each(|summary| self.add_summary(Some(summary)));
                }
            }
        }
    }

    fn add(&mut self, loaded: &Loaded, reviews: impl Iterator<Item = CheckedReview>) {
        for CheckedReview { findings, summary, is_asked } in reviews {
            self.reviews += usize::from(is_asked);
            self.add_summary(summary);
            if !findings.is_empty() {
                let path: Arc<Path> = Arc::from(&*loaded.review.place.path);
                self.findings.extend(findings.into_iter().map(|one| (Arc::clone(&path), one)));
            }
        }
    }

    fn add_summary(&mut self, summary: Option<FileSummary>) {
        if let Some(mut summary) = summary {
            summary.share(&mut self.headings);
            self.summaries.push(summary);
        }
    }

    fn add_author(&mut self, author: AuthorFile) {
        self.authors.extend(author.real);
        let of_file = |one| (Arc::clone(&author.path), one);
        self.findings.extend(author.findings.into_iter().map(of_file));
    }

    /// Adds the findings about several files and those about `author.toml`, and sorts all.
    fn finish(&mut self, problems: impl Iterator<Item = (Arc<Path>, Diagnostic)>) {
        let cross_file = check::cross_file(&mut self.summaries);
        let paths =
            cross_file.into_iter().map(|(at, one)| (Arc::clone(&self.summaries[at].key.path), one));
        self.findings.extend(paths);
        // An `author.toml` above the folder that was given; those within it were checked already.
        let is_new = |path: &Path| path.canonicalize().map_or(true, |p| !self.authors.contains(&p));
        self.findings.extend(problems.filter(|(path, _)| is_new(path)));
        self.findings.sort_by(|(path, one), (other_path, other)| {
            by_path(path, other_path).then_with(|| check::by_importance(one, other))
        });
        self.findings
            .dedup_by(|(path, one), (before, other)| path == before && check::is_same(one, other));
        check::report_once(&mut self.findings, &self.summaries);
    }

    /// Keeps the findings of the codes that are asked for.
    fn choose(&mut self, only: &[Code], allow: &[Code]) {
        self.findings.retain(|(_, one)| {
            (only.is_empty() || only.contains(&one.code)) && !allow.contains(&one.code)
        });
    }

    /// How many findings there are of each code, the most frequent first; none where there is one.
    fn by_code(&self) -> Option<String> {
        let mut counts: HashMap<Code, usize> = HashMap::new();
        for (_, finding) in &self.findings {
            *counts.entry(finding.code).or_default() += 1;
        }
        let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(code, count)| (Reverse(count), code));
        let parts = counts.iter().map(|(code, count)| format!("{count} {}", code.as_str()));
        let parts: Vec<String> = parts.collect();
        (parts.len() > 1).then(|| parts.join(", "))
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(_, finding)| finding.severity == severity).count()
    }

    /// `12 reviews, 1 error, 3 warnings`
    fn summary(&self) -> String {
        let mut parts = vec![
            plural(self.reviews, "review"),
            plural(self.count(Severity::Error), "error"),
            plural(self.count(Severity::Warning), "warning"),
        ];
        let notes = self.count(Severity::Note);
        parts.extend((notes > 0).then(|| plural(notes, "note")));
        parts.join(", ")
    }
}

/// The findings about one review, and its summary for the rules about several.
struct CheckedReview {
    findings: Vec<Diagnostic>,
    summary: Option<FileSummary>,
    /// Whether it is more than context for others.
    is_asked: bool,
}

fn check_file(
    loaded: &Loaded,
    environment: Environment,
    asked: Option<&HashSet<ReviewKey>>,
) -> impl Iterator<Item = CheckedReview> {
    loaded.reviews().map(move |review| {
        let is_asked = asked.is_none_or(|asked| asked.contains(&review.key()));
        let subject = loaded.subject(review, environment);
        let root = || Arc::clone(&loaded.root);
        let (findings, summary) = match subject {
            Some(subject) if is_asked => check::file(&subject, root()),
            Some(subject) => (Vec::new(), check::context_only(&subject, root())),
            None if is_asked => (review.diagnostics.clone(), None),
            None => (Vec::new(), None),
        };
        CheckedReview { findings, summary, is_asked }
    })
}

/// An `author.toml` that was checked.
struct AuthorFile {
    path: Arc<Path>,
    real: Option<PathBuf>,
    findings: Vec<Diagnostic>,
}

impl AuthorFile {
    fn check(path: &Arc<Path>) -> Self {
        let findings = match store::read(path) {
            Ok(text) => check::author(&text.source).into_iter().chain(text.flaw).collect(),
            Err(problem) => vec![problem],
        };
        Self { path: Arc::clone(path), real: path.canonicalize().ok(), findings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{expected, quote};

    #[test]
    fn an_annotation_is_one_line() {
        let mismatch = expected("50%").found(quote("a\n::error::b\u{1b}[2J"));
        let found = Diagnostic::whole_file(Code::Syntax, mismatch);
        assert_eq!(
            annotation(Path::new("a,b:c\n.md"), &found, Audience::READER),
            "::error file=a%2Cb%3Ac␊.md,line=1,col=1,title=syntax::expected 50%25, found `a␊::error::b␛[2J`"
        );
    }
}
