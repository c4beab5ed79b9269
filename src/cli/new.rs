//! `rushes new`: creating the file of a new review.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{Status, talk};
use crate::draft::{self, Draft, NameStyle, Refused, Sample, Shape, Title};
use crate::editor;
use crate::format::headings::words;
use crate::format::{self, FORMATS, Format};
use crate::model::{Author, Kind, Review};
use crate::store::{self, AuthorDefaultsCache, Loaded, Root, RootKind};
use crate::text::phrase::excerpt;
use crate::text::{Audience, Clean};

#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// The title of the work; a year in parentheses at its end is the work's
    #[arg(value_name = "TITLE", required = true)]
    pub(super) title: Vec<String>,

    /// The year of the work
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i16).range(1000..=2999))]
    pub(super) year: Option<i16>,

    /// The folder for the file; it is made if the one above it is there. Else ./reviews if that is
    /// there, or the folder of a site that has reviews, such as ./_posts; else this folder
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

/// The path of the schema that a new file refers to with `--schema`.
const SCHEMA_PATH: &str = "./review.schema.json";

/// Creates the file, prints its path, and opens it with `--edit`.
pub(super) fn run(args: &NewArgs) -> io::Result<Status> {
    // A missing editor is reported before the file is created.
    let ready = if args.edit { editor_command(Path::new("")).map(drop) } else { Ok(()) };
    let path = match ready.and_then(|()| begin(args)) {
        Ok(path) => path,
        Err(words) => {
            talk::say(&words);
            return Ok(Status::Failed);
        }
    };
    let mut out = io::stdout().lock();
    writeln!(out, "{}", Clean::new(path.to_string_lossy()))?;
    out.flush()?;
    drop(out);
    if args.edit
        && let Err(words) = edit(&path)
    {
        talk::say(&words);
        return Ok(Status::Failed);
    }
    Ok(Status::Done)
}

fn editor_command(path: &Path) -> Result<Command, String> {
    editor::command(|name| env::var_os(name), path, 1)
}

/// Opens the file and waits for the editor to exit.
fn edit(path: &Path) -> Result<(), String> {
    let mut command = editor_command(path)?;
    if !io::stdout().is_terminal() {
        // stdout carries the path, for the program that reads it.
        command.stdout(Stdio::from(io::stderr()));
    }
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("expected `{program}` to succeed, found {status}")),
        Err(error) => Err(format!("expected to run `{program}`, found: {error}")),
    }
}

/// Creates the file and prints the next step; an error says why there is no file.
fn begin(args: &NewArgs) -> Result<PathBuf, String> {
    let title = Title::new(&args.title.join(" "), args.year)
        .ok_or("expected a title, found nothing that can be seen")?;
    let folder = folder(args);
    let others = store::reviews_in(&folder);
    let others: Vec<Sample<'_>> = others.iter().flat_map(Loaded::samples).collect();
    let kind = Kind::new(&args.kind);
    let format = args.format.or(args.schema.then_some(&format::TOML));
    let shape = Shape::of(&others, &kind, format);
    if args.schema && *shape.format != format::TOML {
        return Err("expected `--schema` with TOML only: no other format has a place for it".into());
    }
    let others: Vec<&Review> = others.iter().map(|other| other.review).collect();
    let (author, scale) = author_of(&folder);
    let draft = Draft {
        parts: shape.outline(&kind, &others),
        today: store::today(),
        author: author.is_empty().then(|| draft::usual_author(&others)),
        scale,
        schema: args.schema.then(|| SCHEMA_PATH.to_owned()),
        manner: shape.manner,
        title,
        kind,
    };
    let begun = draft.begin(shape.format).map_err(|refused| match refused {
        Refused::NeverWritten => "expected a format that is written, found one that is only read: \
                                  `--format toml` is written"
            .to_owned(),
        Refused::Misread { as_title } => format!(
            "expected a title that this format leaves whole, found `{}`, which would be read as \
             `{}`: `--format toml` keeps it",
            excerpt(draft.title.as_str()),
            excerpt(&as_title)
        ),
    })?;
    create_folder(&folder)?;
    let path = create(&folder, &draft, shape.format, shape.name, &begun.text)?;
    talk::say(&next_step(&path, begun.passed_over.as_deref()));
    if args.schema && !folder.join(SCHEMA_PATH).exists() {
        let schema = shell_word(&folder.join("review.schema.json"));
        talk::say(&format!("the schema it names is made by `rushes schema review > {schema}`"));
    }
    Ok(path)
}

/// What the `author.toml` files of the folder say of a new file. What is wrong with them is reported.
fn author_of(folder: &Path) -> (Author, Option<f64>) {
    let author_cache = AuthorDefaultsCache::default();
    let found = store::author_of(folder, &author_cache).unwrap_or_default();
    for (path, diagnostic) in author_cache.problems() {
        talk::report(&path, &diagnostic, Audience::READER);
    }
    found
}

/// Where generators of sites keep posts.
const FOLDERS_OF_SITES: [&str; 9] = [
    "_reviews",
    "_posts",
    "content/reviews",
    "content/posts",
    "content/blog",
    "src/content/reviews",
    "src/content/posts",
    "src/content/blog",
    "posts",
];

/// The folder of `--into`, else `reviews` if it exists; else the one in which a site keeps its reviews,
/// where there are none in the current folder, which is the empty path.
fn folder(args: &NewArgs) -> PathBuf {
    let (here, reviews) = (Path::new(""), Path::new("reviews"));
    let has_reviews = |folder: &Path| !store::reviews_in(folder).is_empty();
    let of_site = || {
        let mut folders = FOLDERS_OF_SITES.iter().map(Path::new).filter(|folder| folder.is_dir());
        folders.find(|folder| has_reviews(folder)).filter(|_| !has_reviews(here)).unwrap_or(here)
    };
    let usual = || if reviews.is_dir() { reviews } else { of_site() };
    args.into.clone().unwrap_or_else(|| usual().to_owned())
}

/// Creates the folder, but not its parents: if they are missing the path is probably a typo.
fn create_folder(folder: &Path) -> Result<(), String> {
    match store::create_folder(folder) {
        Ok(true) => talk::say(&format!("made the folder {}", folder.display())),
        Ok(false) => {}
        Err(error) => {
            let found = match error.kind() {
                io::ErrorKind::NotFound => "no folder to make it in".to_owned(),
                io::ErrorKind::AlreadyExists => "something else of that name".to_owned(),
                _ => error.to_string(),
            };
            return Err(format!("{}: expected a folder, found {found}", folder.display()));
        }
    }
    Ok(())
}

/// Creates the file, named after the title, with the year added if another work has that name.
fn create(
    folder: &Path,
    draft: &Draft,
    format: &Format,
    style: NameStyle,
    text: &str,
) -> Result<PathBuf, String> {
    let title = &draft.title;
    let mut refusal = String::new();
    for name in style.names(title, draft.today) {
        let path = folder.join(style.path(&name, format.extension()));
        if let Some(own) = path.parent().filter(|own| *own != folder) {
            store::create_folder(own)
                .map_err(|error| format!("{}: expected a folder, found: {error}", own.display()))?;
        }
        match store::create(&path, text) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let there = review_at(&path);
                let same = there.as_ref().is_some_and(|there| is_same(there, title));
                refusal = taken(&path, there.as_ref(), same, title);
                if same {
                    break;
                }
            }
            Err(error) => {
                let path = path.display();
                return Err(format!("{path}: expected to make a file, found: {error}"));
            }
        }
    }
    Err(refusal)
}

fn review_at(path: &Path) -> Option<Review> {
    let root = Root::new(path).ok().filter(|root| root.kind == RootKind::File)?;
    Some(store::load(path, &root, &AuthorDefaultsCache::default()).review)
}

/// Whether the review is of the same work: the title is the same, and the year if both have one.
fn is_same(there: &Review, title: &Title) -> bool {
    let years = there.year.zip(title.year().map(i32::from));
    words(&there.title) == words(title.as_str()) && years.is_none_or(|(there, here)| there == here)
}

/// The error for a name that is taken, with the way out.
fn taken(path: &Path, there: Option<&Review>, same: bool, title: &Title) -> String {
    let path = shell_word(path);
    let Some(there) = there else {
        return format!("{path}: expected no file, found something else of that name");
    };
    let advice = match (same, title.year()) {
        (true, Some(_)) => format!("`rushes {path}` opens it"),
        (true, None) => format!("`rushes {path}` opens it, `--year N` begins that of another work"),
        (false, None) => "`--year N` gives the new one another name".to_owned(),
        (false, Some(_)) => "`--into DIR` puts the new one elsewhere".to_owned(),
    };
    let title = excerpt(&there.title);
    let year = there.year.map(|year| format!(" ({year})")).unwrap_or_default();
    format!("{path}: expected no file, found a review of {title}{year}, left as it is; {advice}")
}

/// The message about the next step.
fn next_step(path: &Path, passed_over: Option<&str>) -> String {
    let path = shell_word(path);
    match passed_over {
        None => {
            format!("a new review: `rushes preview {path}` shows it as its readers will see it")
        }
        Some(reason) => format!(
            "a new review: `rushes preview {path}` shows it; a list of its folder passes it over until \
             more is in it ({reason})"
        ),
    }
}

/// A path as a word of a POSIX shell, cleaned for the terminal. Letters of all scripts stay without
/// quotes.
fn shell_word(path: &Path) -> String {
    let path = Clean::new(path.to_string_lossy()).to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
