//! Which reviews pass a query.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use rushes::model::{Date, Library};
use rushes::query::{Query, Scratch};
use rushes::store;

const TODAY: Date = Date::day(2026, 3, 31);

/// A dozen reviews.
const REVIEWS: [&str; 12] = [
    "title = 'Cléo de 5 à 7'\nyear = 1962\ndirectors = ['Agnès Varda']\ncast = ['Corinne Marchand']
     tags = ['new wave', 'slow cinema']\nrating = 4\ndate = 2025-06-14\nauthor = { name = 'Kim' }
     [sections]\nplot = 'one two three four five six'\nverdict = 'seven eight'",
    "title = 'Alien'\nyear = 1979\ndirectors = ['Ridley Scott']\ngenres = ['science fiction', 'horror']
     rating = '9/10'\ndate = 2026-03-25\nposter = 'alien.jpg'",
    "title = 'Touch of Evil'\nyear = 1958\ndirectors = ['Orson Welles']\ntags = ['noir']
     rating = '8.2/10'\nwatched = 2025-12-31\nurl = 'https://example.org/touch'",
    "title = 'Blade Runner'\nyear = 1982\ntags = ['neo-noir', 'war']\nrating = 'B+'\ndate = '2025-06'",
    "title = 'Dead or Alive'\nyear = 1999\ndraft = true\ndate = '2024-05'",
    "title = 'Four Ways'\nkind = 'book'\nyear = 1974\ncreators = ['Ursula K. Le Guin']\nrating = '87%'
     [sections]\n'World Building' = 'one two'",
    "title = 'Beowulf'\nkind = 'book'\nrating = 'DNF'",
    "title = '東京物語 (Tokyo Story)'\nyear = 1953\ndirectors = ['Yasujirō Ozu']\nrating = '★★★½'
     author = { name = 'Ana' }",
    "title = 'Spider-Man'\nyear = 2002\ntags = ['warsaw']\nspoilers = ['plot']\n[sections]\nplot = 'He did.'",
    "title = 'Mission: Impossible'\nyear = 1996\nrating = 0\ncast = ['Kim Novak as Kim']",
    "title = 'War and Peace'\nyear = 1966\nrating = 5\nauthor = { name = 'Kim' }",
    "title = 'Zardoz'\nyear = 1974\nrating = '11/10'\ntags = [",
];

fn library(texts: &[&str]) -> Library {
    let mut library = Library::default();
    for (number, text) in texts.iter().enumerate() {
        let age = if number < 6 { "old" } else { "new" };
        let path = format!("{age}-{number:x}.toml");
        let text = store::read_stream(Path::new(&path), text.as_bytes());
        store::load_alone(Path::new(&path), text).entries().for_each(|entry| {
            library.put(entry);
        });
    }
    library
}

/// Which of the reviews pass, by their number in hexadecimal.
fn passing(library: &Library, query: &str) -> String {
    let (query, mut scratch) = (Query::parse(query, Some(TODAY)), Scratch::default());
    let mut search = query.search(library, &mut scratch);
    let passing =
        (0..).zip(library.iter()).filter(|(_, (_, entry))| search.relevance(*entry).is_some());
    passing.fold(String::new(), |mut out, (number, _)| {
        let _ = write!(out, "{number:x}");
        out
    })
}

/// A query and the reviews that pass it.
const QUERIES: [(&str, &str); 124] = [
    ("", "0123456789ab"),
    // Values as a whole.
    ("tag==noir", "2"),
    ("tag==\"neo-noir\"", "3"),
    ("tag==\"New  Wave\"", "0"),
    ("tag==new", ""),
    ("tag==NOIR,war", "23"),
    ("-tag==noir has:tag", "038"),
    ("by==\"agnes varda\"", "0"),
    ("by==varda", ""),
    ("title==alien", "1"),
    ("title==dead", ""),
    ("file==old-1.toml", "1"),
    ("is==draft year==1999", "4"),
    ("section==plot", "08"),
    // Half stars, as they are shown.
    ("stars:4.5", "15"),
    ("stars>=4 stars<4.5", "023"),
    ("-has:stars", "468b"),
    // Words, phrases and operators.
    ("alien", "1"),
    ("ali", "14"),
    ("kim", "09a"),
    ("cleo varda", "0"),
    ("alien varda", ""),
    ("alien AND ridley", "1"),
    ("alien OR cleo", "01"),
    ("alien | cleo", "01"),
    ("alien or cleo", ""),
    ("dead or alive", "4"),
    ("war and peace", "a"),
    ("alien OR cleo varda", "01"),
    ("(alien OR cleo) varda", "0"),
    ("-alien -cleo -touch -blade -dead", "56789ab"),
    ("NOT (alien OR cleo OR touch OR blade OR dead)", "56789ab"),
    ("-(war OR kim) year:1900s", ""),
    ("--alien", "1"),
    ("NOT -alien", "1"),
    ("spider-man", "8"),
    ("man -spider", ""),
    ("\"war\"", "3a"),
    ("war", "38a"),
    ("\"new wave\"", "0"),
    ("\"new wav\"", ""),
    ("\"new wav", "0"),
    ("\"wave new\"", ""),
    ("\"Mission: Impossible\"", "9"),
    ("Mission: Impossible", "9"),
    ("東京", "7"),
    ("\"京物\"", "7"),
    ("blde", "3"),
    ("\"blde\"", ""),
    // Fields of words.
    ("title:war", "a"),
    ("titel:war", "a"),
    ("director:varda,ozu", "07"),
    ("director:\"agnes varda\"", "0"),
    ("director:kim", ""),
    ("cast:kim", "9"),
    ("people:kim", "9"),
    ("people:guin,scott", "15"),
    ("by:guin,scott", "15"),
    ("author:kim", "0a"),
    ("author:kim -cast:marchand", "a"),
    ("tag:noir", "23"),
    ("tag:\"noir\"", "23"),
    ("tag:war", "38"),
    ("tag:\"war\"", "3"),
    ("tag:noir tag:war", "3"),
    ("tag:noir,warsaw", "238"),
    ("tag!=noir", "08"),
    ("-tag:noir", "01456789ab"),
    ("TAG:noir", "23"),
    ("tags:noir", "23"),
    ("genre:horror", "1"),
    ("genre:\"science fiction\",x", "1"),
    ("kind:book", "56"),
    ("-kind:film", "56"),
    ("section:plot", "08"),
    ("section:world", "5"),
    ("file:new", "6789ab"),
    ("file:\"old-3\"", "3"),
    ("file:toml -file:old", "6789ab"),
    // Ratings: 0 is 4, 1 is 4.5, 2 is 4.1, 3 is B+ (4), 5 is 87%, 7 is 3.5, 9 is 0, a is 5 stars, and b
    // is 11/10.
    ("rating:4", "03"),
    ("rating=4", "03"),
    ("rating!=4", "12579ab"),
    ("rating>=4", "01235ab"),
    ("rating:>=4", "01235ab"),
    ("rating>4", "125ab"),
    ("rating<4", "79"),
    ("rating<=4", "0379"),
    ("rating:4..", "01235ab"),
    ("rating:..4", "0379"),
    ("rating:3.5..4", "037"),
    ("rating>=8/10", "01235ab"),
    ("rating>=90%", "1ab"),
    ("rating:87%", "5"),
    ("rating>=B+", "01235ab"),
    ("rating:★★★½", "7"),
    ("rating:\"3.5 out of 5\"", "7"),
    ("rating:0", "9"),
    ("rating:3.5,5", "7a"),
    ("-rating>=4", "46789"),
    ("is:rated -rating>=4", "679"),
    ("is:rated", "0123567 9ab"),
    ("is:unrated", "48"),
    ("dnf", "6"),
    // Years.
    ("year:1962", "0"),
    ("1962", "0"),
    ("year:1960s", "0a"),
    ("year:1962..1974", "05ab"),
    ("year:1950s..1962", "027"),
    ("year>=1996", "489"),
    ("year<1958", "7"),
    ("year!=1974", "012347 89a"),
    ("has:year year:..1960", "27"),
    ("-has:year", "6"),
    // Dates: 0 is 14 June 2025, 1 is 25 March 2026, 2 is 31 December 2025, 3 is June 2025, 4 is May
    // 2024.
    ("date:2025", "023"),
    ("date:2025-06", "03"),
    ("date:2025-06-14", "0"),
    ("date:2024", "4"),
    ("date:2024-01", ""),
    ("date>2025-06", "12"),
    ("date>=2025-06", "0123"),
    ("date<2025-06", "4"),
    ("date<=2025-06", "034"),
    ("date:2024..2025-06", "034"),
    ("date:7d", "1"),
];

#[test]
fn a_query_finds_what_it_says() {
    let library = library(&REVIEWS);
    for (query, expected) in QUERIES.into_iter().chain(MORE) {
        assert_eq!(passing(&library, query), expected.replace(' ', ""), "{query}");
    }
}

const MORE: [(&str, &str); 21] = [
    ("date:5d", ""),
    ("date:6d", "1"),
    ("date:3m", "12"),
    ("date:1y", "0123"),
    ("date<3m", "034"),
    ("date>6d", ""),
    ("date:1y..3m", "023"),
    ("watched:2025", "2"),
    ("-has:date", "56789ab"),
    // What a review is and has.
    ("words>=6", "0"),
    ("words:8", "0"),
    ("words:1..2", "58b"),
    ("is:draft", "4"),
    ("is:spoilery", "8"),
    ("has:spoilers", "8"),
    ("has:poster,link", "12"),
    ("is:broken", "b"),
    ("has:director,by,section", "0125 78b"),
    // What is unfinished or wrong is left out.
    ("alien rating>= (", "1"),
    ("alien OR", "1"),
    ("tag:noir, )", "23"),
];

#[test]
fn text_of_titles_that_look_like_operators_is_found() {
    let library = library(&["title = 'OR'", "title = 'Cast: Away'", "title = '(500) Days'"]);
    for (query, expected) in [
        ("\"OR\"", "0"),
        ("cast: away", "1"),
        ("(500) days", "2"),
        ("500 days", "2"),
        ("- away", ""),
    ] {
        assert_eq!(passing(&library, query), expected, "{query}");
    }
}

/// What a review says, as far as the property below asks.
#[derive(Clone, Debug)]
struct Facts {
    title: String,
    tags: Vec<String>,
    year: Option<u16>,
    /// In half stars.
    rating: Option<u8>,
    date: Option<Period>,
    is_draft: bool,
}

impl Facts {
    fn file(&self) -> String {
        let Self { title, tags, is_draft, .. } = self;
        let mut text = format!("title = '{title}'\ntags = {tags:?}\ndraft = {is_draft}\n");
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let _ = writeln!(text, "{name} = {value}");
            }
        };
        line("year", self.year.map(|year| year.to_string()));
        line("rating", self.rating.map(|halves| format!("'{halves}/10'")));
        line("date", self.date.map(|date| format!("'{}'", date.text())));
        text
    }
}

/// A day, or a month.
#[derive(Clone, Copy, Debug)]
struct Period(u16, u8, Option<u8>);

impl Period {
    fn text(self) -> String {
        let Self(year, month, day) = self;
        let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
        format!("{year}-{month:02}{day}")
    }

    fn first(self) -> (u16, u8, u8) {
        (self.0, self.1, self.2.unwrap_or(1))
    }

    fn last(self) -> (u16, u8, u8) {
        (self.0, self.1, self.2.unwrap_or(31))
    }
}

/// A query that the test writes and understands by itself.
#[derive(Clone, Debug)]
enum Asked {
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
    Title(String),
    Tags(Vec<String>, bool),
    Year(&'static str, u16),
    Decade(u16),
    Rating(&'static str, u8),
    Ratings(u8, u8),
    Date(&'static str, Period),
    Draft,
}

impl Asked {
    fn text(&self) -> String {
        let joined = |parts: &[Self], with: &str| {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("({})", part.text())).collect();
            parts.join(with)
        };
        match self {
            Self::All(parts) => joined(parts, " "),
            Self::Any(parts) => joined(parts, " OR "),
            Self::Not(part) => format!("-({})", part.text()),
            Self::Title(word) => format!("title:{word}"),
            Self::Tags(tags, false) => format!("tag:{}", tags.join(",")),
            Self::Tags(tags, true) => format!("tag:\"{}\"", tags.join("\",\"")),
            Self::Year(op, year) => format!("year{op}{year}"),
            Self::Decade(year) => format!("year:{year}s"),
            Self::Rating(op, halves) => format!("rating{op}{}", f64::from(*halves) / 2.0),
            Self::Ratings(from, to) => format!("rating:{from}/10..{to}/10"),
            Self::Date(op, period) => format!("date{op}{}", period.text()),
            Self::Draft => "is:draft".to_owned(),
        }
    }

    fn is_true_of(&self, facts: &Facts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.is_true_of(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.is_true_of(facts)),
            Self::Not(part) => !part.is_true_of(facts),
            Self::Title(word) => facts.title.split(' ').any(|part| part.starts_with(word.as_str())),
            Self::Tags(tags, is_whole) => {
                facts.tags.iter().flat_map(|tag| tag.split(' ')).any(|part| {
                    tags.iter().any(|tag| {
                        if *is_whole { part == tag } else { part.starts_with(tag.as_str()) }
                    })
                })
            }
            Self::Year(op, year) => facts.year.is_some_and(|own| compares(own, op, *year)),
            Self::Decade(year) => facts.year.is_some_and(|own| own / 10 == year / 10),
            Self::Rating(op, halves) => facts.rating.is_some_and(|own| compares(own, op, *halves)),
            Self::Ratings(from, to) => facts.rating.is_some_and(|own| from <= &own && &own <= to),
            Self::Date(op, asked) => facts.date.is_some_and(|own| {
                let is_within = asked.first() <= own.first() && own.last() <= asked.last();
                match *op {
                    ":" => is_within,
                    "!=" => !is_within,
                    "<" => own.last() < asked.first(),
                    "<=" => own.last() <= asked.last(),
                    ">" => own.first() > asked.last(),
                    _ => own.first() >= asked.first(),
                }
            }),
            Self::Draft => facts.is_draft,
        }
    }
}

fn compares<T: PartialOrd + Copy>(own: T, op: &str, asked: T) -> bool {
    match op {
        ":" => own == asked,
        "!=" => own != asked,
        "<" => own < asked,
        "<=" => own <= asked,
        ">" => own > asked,
        _ => own >= asked,
    }
}

fn op() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![":", "!=", "<", "<=", ">", ">="])
}

fn period() -> impl Strategy<Value = Period> {
    (2024..2026u16, 1..4u8, prop::option::of(1..4u8))
        .prop_map(|(year, month, day)| Period(year, month, day))
}

fn facts() -> impl Strategy<Value = Facts> {
    (
        "[ab]{1,3}( [ab]{1,2})?",
        prop::collection::vec("[ab]{1,2}( [ab]{1,2})?", 0..3),
        prop::option::of(1958..1963u16),
        prop::option::of(0..=10u8),
        prop::option::of(period()),
        any::<bool>(),
    )
        .prop_map(|(title, tags, year, rating, date, is_draft)| Facts {
            title,
            tags,
            year,
            rating,
            date,
            is_draft,
        })
}

fn asked() -> impl Strategy<Value = Asked> {
    let leaf = prop_oneof![
        "[ab]{1,2}".prop_map(Asked::Title),
        (prop::collection::vec("[ab]{1,2}", 1..3), any::<bool>())
            .prop_map(|(tags, is_whole)| Asked::Tags(tags, is_whole)),
        (op(), 1958..1963u16).prop_map(|(op, year)| Asked::Year(op, year)),
        prop::sample::select(vec![1950, 1960]).prop_map(Asked::Decade),
        (op(), 0..=10u8).prop_map(|(op, halves)| Asked::Rating(op, halves)),
        (0..=10u8, 0..=10u8).prop_map(|(from, to)| Asked::Ratings(from, to)),
        (op(), period()).prop_map(|(op, period)| Asked::Date(op, period)),
        Just(Asked::Draft),
    ];
    leaf.prop_recursive(3, 12, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 1..4).prop_map(Asked::All),
            prop::collection::vec(part.clone(), 1..4).prop_map(Asked::Any),
            part.prop_map(|part| Asked::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn a_query_passes_what_its_words_say(
        facts in prop::collection::vec(facts(), 1..8), asked in asked(),
    ) {
        let texts: Vec<String> = facts.iter().map(Facts::file).collect();
        let library = library(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let numbers = (0..).zip(&facts).filter(|(_, facts)| asked.is_true_of(facts));
        let expected: String = numbers.map(|(number, _)| format!("{number:x}")).collect();
        let text = asked.text();
        prop_assert_eq!(passing(&library, &text), expected, "{}", text);
        let plain = Query::parse(&text, Some(TODAY)).to_string();
        prop_assert_eq!(passing(&library, &plain), passing(&library, &text), "{} is {}", text, plain);
    }
}

/// Queries as they are typed, right and wrong.
const TYPED: &str = include_str!("fixtures/queries/typed.query");

#[test]
fn every_beginning_of_a_query_is_one_and_printed_plainly() {
    let library = library(&REVIEWS);
    let all = passing(&library, "");
    assert!(TYPED.lines().count() > 200);
    for typed in TYPED.lines() {
        let ends = typed.char_indices().map(|(at, _)| at).chain([typed.len()]);
        for text in ends.map(|end| &typed[..end]) {
            let plain = Query::parse(text, Some(TODAY)).to_string();
            assert_eq!(Query::parse(&plain, Some(TODAY)).to_string(), plain, "{text}");
            let (is, is_not) =
                (passing(&library, &plain), passing(&library, &format!("-({plain})")));
            let negated = |c: &char| !is.contains(*c);
            if !plain.is_empty() && !plain.starts_with("sort:") {
                assert_eq!(is_not, all.chars().filter(negated).collect::<String>(), "{plain}");
            }
        }
    }
}
