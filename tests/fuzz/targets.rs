//! What is fuzzed. A target takes any bytes and panics where a promise is broken. The test beside
//! this file and the fuzzer in `fuzz/` run the same ones.

use std::ops::Range;
use std::path::Path;

use rushes::check;
use rushes::draft::{self, Draft, Manner, Title};
use rushes::format::{self, FORMATS, Format, Parsed};
use rushes::fulltext::{FoldedText, Hit, Passage, passages};
use rushes::model::{Author, Date, Entry, Kind, Library, Rating, Review};
use rushes::page::compare::{Arrangement, CompareOptions, compare};
use rushes::page::{self, Options, Page, Paragraph, find};
use rushes::query::{Query, Scratch};
use rushes::text::{Audience, Diagnostic, Glyphs, Severity, Source, Span, Spoilers, Terms};

use super::shown::{MIN_PAGE_COLUMNS, SECRET, calm, fault, stands_for_a_cover};

/// One thing to fuzz.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// The extensions of the files that its inputs are made from.
    pub(crate) extensions: &'static [&'static str],
    /// Whether its inputs are single lines of those files.
    pub(crate) is_of_lines: bool,
    pub(crate) run: fn(&[u8]),
}

pub(crate) static TARGETS: [Target; 9] = [
    Target { name: "toml", extensions: &["toml"], is_of_lines: false, run: toml },
    Target { name: "markdown", extensions: &["md"], is_of_lines: false, run: markdown },
    Target { name: "front_matter", extensions: &["md"], is_of_lines: false, run: front_matter },
    Target { name: "plain", extensions: &["txt"], is_of_lines: false, run: plain },
    Target { name: "rating", extensions: &["toml", "md", "txt"], is_of_lines: true, run: rating },
    Target { name: "query", extensions: &["query"], is_of_lines: true, run: query },
    Target { name: "search", extensions: &["toml", "md", "txt"], is_of_lines: false, run: search },
    Target { name: "page", extensions: &["toml", "md", "txt"], is_of_lines: false, run: page },
    Target {
        name: "compare",
        extensions: &["toml", "md", "txt"],
        is_of_lines: false,
        run: compare_halves,
    },
];

/// How many pairs of parentheses a query may have within each other.
const MAX_QUERY_DEPTH: usize = 50;

/// The target called `name`.
pub(crate) fn named(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).expect("a target")
}

fn toml(input: &[u8]) {
    let (_, parsed) = parse_and_check(&text(input), &format::TOML);
    write_and_read_back(&parsed.review);
}

fn markdown(input: &[u8]) {
    let (source, parsed) = parse_and_check(&text(input), &format::MARKDOWN);
    for review in parsed.reviews() {
        assert!(review.place.line as usize <= source.text().lines().count().max(1));
    }
}

/// A query is printed in a form that says the same, and its negation passes all other reviews.
fn query(input: &[u8]) {
    let text = text(input);
    let parse = |text: &str| Query::parse(text, Some(Date::day(2026, 3, 31)));
    let plain = parse(&text).to_string();
    assert_eq!(parse(&plain).to_string(), plain, "{text:?}");
    assert!(!parse(&text).explain().is_empty());
    let mut library = Library::default();
    for (number, review) in [
        "title = 'Alien'\nyear = 1979\nrating = '9/10'\ntags = ['neo noir']\ndate = 2026-03-25",
        "title = 'Cléo'\nkind = 'book'\ndraft = true\ncreators = ['Agnès Varda']\nwatched = '2025-06'",
    ]
    .into_iter()
    .enumerate()
    {
        let parsed = format::parse(&Source::new("a.toml", review.to_owned()), &format::TOML);
        let mut review = parsed.review;
        review.place.path = format!("{number}.toml").into();
        library.put(Entry::new(&review, Path::new("").into(), 0));
    }
    let passing = |text: &str| {
        let (query, mut scratch) = (parse(text), Scratch::default());
        let mut search = query.search(&library, &mut scratch);
        let passes = library.iter().map(|(_, entry)| search.relevance(entry).is_some());
        passes.collect::<Vec<bool>>()
    };
    let others: Vec<bool> = passing(&format!("-({plain})")).into_iter().map(|one| !one).collect();
    // A query that is nested as deeply as it may be has no negation.
    let may_be_nested = plain.matches('(').count() < MAX_QUERY_DEPTH;
    if may_be_nested && !plain.is_empty() && !plain.starts_with("sort:") {
        assert_eq!(passing(&plain), others, "{plain:?}");
    }
}

/// A search for the first line in what stands below it: each paragraph that it finds shows what was
/// found, and a word that a paragraph shows is found in it.
fn search(input: &[u8]) {
    let text = text(input);
    let (typed, below) = text.split_once('\n').unwrap_or((&text, ""));
    let secret = format!("---\ntitle: A\n---\n\n## Plot\n\n{} ||{SECRET}||\n", calm(below));
    for file in [below, &secret] {
        let parsed = format::parse(&Source::new("a", file.to_owned()), &format::MARKDOWN);
        for review in parsed.reviews() {
            for typed in [typed, "a", SECRET] {
                let passages = found(review, typed);
                assert!(file == below || typed != SECRET || passages.is_empty(), "{passages:?}");
                passages.iter().take(9).for_each(|passage| assert_passage(passage, review));
            }
        }
    }
}

fn found(review: &Review, typed: &str) -> Vec<Passage> {
    let terms = Terms::parse(typed);
    let hits = FoldedText::of(review, Spoilers::Covered).hits(&terms);
    let found = passages(review, &terms, &hits, Spoilers::Covered);
    assert!(found.iter().map(place).eq(hits), "a passage for each hit of {typed:?}");
    found
}

const fn place(passage: &Passage) -> Hit {
    Hit { section: passage.section, paragraph: passage.paragraph }
}

fn assert_passage(passage: &Passage, review: &Review) {
    let text = passage.text.as_str();
    let mut end = 0;
    for range in &passage.found {
        assert!(range.start >= end && text.get(range.clone()).is_some(), "{passage:?}");
        end = range.end;
    }
    assert!(end > 0, "{passage:?}");
    let is_plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // The last word may be cut.
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.pop();
    if let Some(word) = words.into_iter().rfind(is_plain) {
        let is_it = |other: &Passage| place(other) == place(passage);
        assert!(found(review, word).iter().any(is_it), "{word:?} is in {passage:?}");
    }
}

/// The fields before a text, in both of their languages.
fn front_matter(input: &[u8]) {
    let text = text(input);
    // The fields of a fixture that is a whole file, or everything.
    let fields = text.split("\n---\n").next().unwrap_or_default();
    let fields = fields.trim_start_matches("---\n");
    for fence in ["---", "+++"] {
        let file = format!("{fence}\n{fields}\n{fence}\n\n## Plot\n\nA lake.\n");
        parse_and_check(&file, &format::MARKDOWN);
    }
}

fn plain(input: &[u8]) {
    parse_and_check(&text(input), &format::PLAIN);
}

/// A rating on a line of a text, and as the value of a field, which is read the same when what was
/// understood of it is written again.
fn rating(input: &[u8]) {
    let written = text(input).replace(['\n', '\r'], " ");
    let line = format!("A review of Reeds\n\n{written}\n\nA lake, and a ferry on it.\n");
    let (_, on_line) = parse_and_check(&line, &format::PLAIN);
    if let Some(rating) = &on_line.review.rating {
        assert_written(rating, &line);
    }
    let field = |value: &str| {
        let file = format!("title = 'A'\nrating = '''\n{value}'''\n");
        parse_and_check(&file, &format::TOML).1.review.rating
    };
    // What TOML takes in no text would make another file of it.
    let value = written.replace(|c: char| c == '\'' || c.is_ascii_control() && c != '\t', "");
    if let Some(rating) = field(&value) {
        assert_written(&rating, &value);
        let again = field(&rating.written).map(|again| again.score);
        assert_eq!(again, Some(rating.score), "of {:?}", rating.written);
    }
}

fn assert_written(rating: &Rating, text: &str) {
    // Emphasis, tags and entities are left out of it, and nothing is added but a blank that keeps
    // figures apart.
    let mut rest = html_escape::decode_html_entities(text).chars().collect::<Vec<_>>().into_iter();
    let mut signs = rating.written.chars().filter(|c| *c != ' ');
    let is_there = signs.all(|c| rest.any(|other| other == c));
    assert!(
        is_there || text.contains(&rating.written),
        "{:?} was written otherwise",
        rating.written
    );
    assert!(rating.stars().is_none_or(|stars| stars.halves() <= 10));
}

/// A review of any format at any width. The last two bytes choose them, so that any file is an
/// input.
fn page(input: &[u8]) {
    let (input, [shape, columns]) = input.split_last_chunk::<2>().unwrap_or((input, &[0, 72]));
    let columns = 1 + usize::from(*columns) % 140;
    let format = FORMATS[usize::from(*shape) % FORMATS.len()];
    let text = text(input);
    let source = Source::new("a", text.clone());
    let glyphs = [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Wide][usize::from(*shape >> 4) % 3];
    let options = |uncovered| {
        let reveal_key = "s".to_owned();
        Options { width: columns, uncovered, glyphs, reveal_key, ..Options::default() }
    };
    for review in format::parse(&source, format).reviews() {
        let covered = page::review(review, &options(false));
        assert_page(&covered, review, &options(false));
        let open = page::review(review, &options(true));
        assert_page(&open, review, &options(true));
        // On a narrower page the line that stands for a cover is broken.
        let is_folded =
            columns < MIN_PAGE_COLUMNS || covered.body.iter().any(|line| stands_for_a_cover(&line));
        if !is_folded {
            // The fields below the text are masked before they are wrapped, and may break elsewhere.
            assert!(places(&covered).eq(places(&open)), "uncovering moves a paragraph");
        }
    }
    let middle = (0..=text.len() / 2).rfind(|at| text.is_char_boundary(*at));
    let (before, after) = text.split_at(middle.unwrap_or_default());
    let (before, after) = (calm(before), calm(after));
    let passage =
        format!("---\ntitle: A\nrating: 3/5\n---\n\n## Plot\n\n{before} ||{SECRET}|| {after}\n");
    assert_covered(&passage, &format::MARKDOWN, &options(false));
    let section = format!(
        "title = 'A'\nspoilers = ['plot']\n[sections]\nplot = \"\"\"{} {SECRET} {}\"\"\"\n",
        before.replace('"', " "),
        after.replace('"', " "),
    );
    assert_covered(&section, &format::TOML, &options(false));
}

/// The first half of a file beside the second one, and that beside a review with a secret. The last
/// three bytes choose formats, columns and arrangement.
fn compare_halves(input: &[u8]) {
    let (input, [shape, cut, columns]) =
        input.split_last_chunk::<3>().unwrap_or((input, &[0, 128, 50]));
    let text = text(input);
    let at = text.len() * usize::from(*cut) / 255;
    let at = (0..=at).rfind(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let (first, second) = text.split_at(at);
    let review = |text: &str, choice: u8| {
        let format = FORMATS[usize::from(choice) % FORMATS.len()];
        format::parse(&Source::new("a", text.to_owned()), format).review
    };
    let reviews = [review(first, *shape), review(second, *shape >> 2)];
    let secret = format!(
        "---\ntitle: \"||{SECRET}||\"\nrating: 3/5\nratings: {{ \"||{SECRET}||\": 4 }}\n---\n\n\
         ## Plot ||{SECRET}||\n\nA ||{SECRET}|| b\n"
    );
    let secret = format::parse(&Source::new("a.md", secret), &format::MARKDOWN).review;
    let arrangement = if *shape & 64 == 0 { Arrangement::Beside } else { Arrangement::Stacked };
    let glyphs = [Glyphs::Unicode, Glyphs::Wide][usize::from(*shape >> 7)];
    let width = MIN_PAGE_COLUMNS + usize::from(*columns) % 60;
    let page = Options { width, glyphs, ..Options::default() };
    let options = CompareOptions { page, arrangement, ..CompareOptions::default() };
    let most = match arrangement {
        Arrangement::Beside => 2 * width + 8,
        Arrangement::Stacked => width + 2,
    };
    for [first, second] in [[&reviews[0], &reviews[1]], [&secret, &reviews[1]]] {
        for line in compare([first, second], &options).lines() {
            let text = line.text();
            assert!(line.width(glyphs) <= most, "{text:?} in {most} columns");
            let is_own = text.contains(SECRET)
                && input.windows(SECRET.len()).any(|it| it == SECRET.as_bytes());
            assert!(is_own || !text.contains(SECRET), "{text}");
        }
    }
}

fn places(page: &Page) -> impl Iterator<Item = Range<usize>> {
    page.paragraphs.iter().map(Paragraph::lines)
}

/// The secret in `file` is on no page, in no match, in no copy that does not say that it is covered,
/// and in no finding.
fn assert_covered(file: &str, format: &Format, options: &Options) {
    let (_, parsed) = parse_and_check(file, format);
    for review in parsed.reviews() {
        let page = page::review(review, options);
        let shown: String = page.lines().map(|line| line.text()).collect();
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(find::find(&page, SECRET).is_empty());
        for paragraph in page.paragraphs.iter().filter(|paragraph| !paragraph.covered) {
            let section = &review.sections[page.section_of(paragraph)];
            let source = &section.text[paragraph.source()];
            assert!(!source.contains(SECRET), "{source}");
        }
    }
}

fn assert_page(page: &Page, review: &Review, options: &Options) {
    if options.width >= MIN_PAGE_COLUMNS {
        assert_eq!(fault(page, options.width, options.glyphs), None);
    }
    for paragraph in &page.paragraphs {
        let text = &review.sections[page.section_of(paragraph)].text;
        assert!(text.get(paragraph.source()).is_some(), "{paragraph:?}");
    }
}

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// Parses `text` and checks it; every place that a finding names is in the text.
fn parse_and_check(text: &str, format: &Format) -> (Source, Parsed) {
    let source = Source::new("a", text.to_owned());
    let parsed = format::parse(&source, format);
    let of_format = parsed.reviews().flat_map(|review| &review.diagnostics);
    of_format.for_each(|finding| assert_place(finding, &source));
    let of_check = check::parsed(&source, &parsed);
    of_check.iter().for_each(|finding| assert_place(finding, &source));
    (source, parsed)
}

fn assert_place(finding: &Diagnostic, source: &Source) {
    let message = finding.message(Audience::READER);
    assert!(!message.is_empty() && !message.contains(SECRET), "{message}");
    let is_within = |Span { start, end }: Span| source.text().get(start..end).is_some();
    let edit = finding.edit.as_ref().map(|edit| edit.span);
    for span in edit.into_iter().chain([finding.span]) {
        assert!(is_within(span), "{:?} is at {span:?}: {message}", finding.code);
    }
    assert_eq!(finding.line, source.line_of(finding.span.start), "{message}");
}

/// What a new file says of a review reads back.
fn write_and_read_back(review: &Review) {
    let year = review.year.and_then(|year| i16::try_from(year).ok());
    let year = year.filter(|year| (1000..3000).contains(year));
    let Some(title) = Title::new(&review.title, year) else { return };
    let Author { name, signoff, .. } = review.author.clone();
    let author = Author { name, signoff, ..Author::default() };
    let draft = Draft {
        title,
        kind: Kind::Film,
        today: Date::day(2026, 3, 2),
        parts: draft::outline(&Kind::Film, &[]),
        author: Some(author.clone()),
        scale: None,
        schema: None,
        manner: Manner::default(),
    };
    let begun = draft.begin(&format::TOML).expect("our own format takes every title");
    let source = Source::new("a.toml", begun.text);
    let again = format::parse(&source, &format::TOML).review;
    let errors = again.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{}", source.text());
    assert_eq!(
        (&*again.title, again.year),
        (draft.title.as_str(), draft.title.year().map(i32::from))
    );
    assert_eq!((again.author.name, again.author.signoff), (author.name, author.signoff));
}
