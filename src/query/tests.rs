use proptest::prelude::*;

use super::*;
use crate::model::Date;
use crate::model::{Entry, EntryRef, ReviewId, Score as RatingScore};
use crate::model::{Kind, Person, Rating, Review};
use crate::text::Glyphs;
use std::path::Path;

fn library(reviews: &[Review]) -> Library {
    let mut library = Library::default();
    for (number, review) in reviews.iter().enumerate() {
        let mut review = review.clone();
        review.place.path = number.to_string().into();
        library.put(Entry::new(&review, Path::new("").into(), 0));
    }
    library
}

fn titled(title: &str) -> Review {
    Review { title: title.into(), ..Review::default() }
}

fn cleo() -> Review {
    let cast = Person { name: "Corinne Marchand".into(), role: Some("Cléo".into()) };
    let mut review = Review {
        year: Some(1962),
        kind: Kind::Film,
        directors: vec!["Agne\u{300}s Varda".into()],
        cast: vec![cast],
        genres: vec!["drame".into()],
        tags: vec!["new wave".into(), "slow cinema".into()],
        rating: Some(Rating { written: "7/10".into(), score: RatingScore::Word(None) }),
        ..titled("Cléo de 5 à 7")
    };
    review.author.name = Some("headphones".into());
    review
}

/// The titles that pass, the best first.
fn passing(library: &Library, query: &str) -> Vec<String> {
    let (query, mut scratch) = (Query::parse(query, None), Scratch::default());
    let mut search = query.search(library, &mut scratch);
    let score = |(_, entry): (ReviewId, EntryRef<'_>)| {
        Some((search.relevance(entry)?, entry.title().to_owned()))
    };
    let mut passing: Vec<_> = library.iter().filter_map(score).collect();
    passing.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    passing.into_iter().map(|(_, title)| title).collect()
}

fn reason(review: &Review, query: &str) -> (Vec<u32>, Vec<String>) {
    let library = library(std::slice::from_ref(review));
    let entry = library.get(ReviewId(0)).unwrap();
    let reason = Query::parse(query, None).reason(entry, entry.title(), &mut Scratch::default());
    (reason.graphemes, reason.fields.iter().map(ToString::to_string).collect())
}

#[test]
fn words_are_found_by_their_beginning_in_every_field() {
    let library = library(&[cleo()]);
    for query in [
        "",
        "cleo",
        "CLÉO",
        "cle\u{301}o",
        "Ｃｌｅ",
        "7",
        "varda",
        "agnès",
        "agnes",
        "1962",
        "196",
        "film",
        "dram",
        "march",
        "wav",
        "slow",
        "head",
        "7/1",
        "cle varda 19 wave",
    ] {
        assert_eq!(passing(&library, query).len(), 1, "{query}");
    }
    for query in [
        "leo",
        "arda",
        "962",
        "ave",
        "0",
        "godard",
        "cleo godard",
        "1963",
        "vardanew",
        "unrated",
        "plot",
    ] {
        assert!(passing(&library, query).is_empty(), "{query}");
    }
    assert_eq!(passing(&self::library(&[titled("Alien")]), "unrated"), ["Alien"]);
}

#[test]
fn letters_are_scattered_in_titles_only_and_from_four_on() {
    let library = library(&[titled("Dr. Strangelove"), cleo(), titled("Ballerina")]);
    assert_eq!(passing(&library, "strlove"), ["Dr. Strangelove"]);
    assert_eq!(passing(&library, "balerina"), ["Ballerina"]);
    assert_eq!(passing(&library, "lerina"), ["Ballerina"]);
    for query in ["stl", "rin", "vrda", "corinnem"] {
        assert!(passing(&library, query).is_empty(), "{query}");
    }
}

#[test]
fn japanese_has_no_beginnings_of_words() {
    let library = library(&[titled("東京物語"), titled("かぎ")]);
    assert_eq!(passing(&library, "物語"), ["東京物語"]);
    assert!(passing(&library, "かき").is_empty());
}

#[test]
fn the_title_comes_first_and_scattered_letters_last() {
    let library = library(&[
        titled("Wonder Arvid"),
        Review { directors: vec!["Ward".into()], ..titled("Alien") },
        titled("The Warden"),
        titled("Warden"),
    ]);
    assert_eq!(passing(&library, "ward"), ["Warden", "The Warden", "Alien", "Wonder Arvid"]);
}

#[test]
fn a_match_is_explained() {
    let fields = |query: &str| reason(&cleo(), query).1;
    for (query, field) in [
        ("slow", "tag: slow cinema"),
        ("agnes", "director: Agne\u{300}s Varda"),
        ("corinne", "cast: Corinne Marchand"),
        ("dram", "genre: drame"),
        ("fil", "kind: film"),
        ("headp", "author: headphones"),
        ("1962", "year: 1962"),
        ("7/1", "rating: 7/10"),
    ] {
        assert_eq!(fields(query), [field], "{query}");
    }
    assert_eq!(fields("cleo wave 19"), ["tag: new wave", "year: 1962"]);
    assert_eq!(reason(&titled("Alien"), "unr").1, ["unrated"]);
}

#[test]
fn matched_letters_are_counted_in_graphemes() {
    let graphemes = |title: &str, query: &str| reason(&titled(title), query).0;
    assert_eq!(graphemes("東京物語 (Tokyo Story)", "tokyo"), [6, 7, 8, 9, 10]);
    assert_eq!(graphemes("Le\u{301}a ß", "lea ss"), [0, 1, 2, 4]);
    assert_eq!(graphemes("Dr. Strangelove", "strlove"), [4, 5, 6, 11, 12, 13, 14]);
    assert_eq!(graphemes("Wave", "zzz"), [0; 0]);
}

proptest! {
    #[test]
    fn a_word_passes_if_a_word_begins_with_it(
        title in "[ab-]{0,6}( [ab]{0,3}){0,2}", tag in "[ab ]{0,5}", name in "[ab']{0,5}", word in "[ab]{1,3}",
    ) {
        let review = Review {
            tags: vec![tag.clone()], directors: vec![name.clone()], ..titled(&title)
        };
        let words = [title, tag, name].join(" ");
        let expected = words.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(&word));
        prop_assert_eq!(passing(&library(&[review]), &word).len(), usize::from(expected));
    }
}

/// Words, signs and values of which queries are made.
const PIECES: [&str; 46] = [
    "alien",
    "Cléo",
    "and",
    "OR",
    "AND",
    "NOT",
    "|",
    "-",
    "--",
    "(",
    ")",
    "\"",
    "\"new wave\"",
    "\\",
    " ",
    " ",
    " ",
    ",",
    "..",
    "tag:",
    "title:noir",
    "director:\"le guin\",kim",
    "year:",
    "1962",
    "1960s",
    "year>=1990",
    "-0700",
    "rating",
    ">=",
    ":",
    "!=",
    "8/10",
    "B+",
    "rating:\"4 stars\"..5",
    "rating:\"<b>4/5\"",
    "tag:,<x",
    "date:7d",
    "date:2025-06..",
    "is:draft",
    "has:link,year",
    "sort:-rating,title",
    "sort:",
    "is:read",
    "text:x",
    "directer:x",
    "\u{301}",
];

fn today() -> Option<Date> {
    Some(Date::day(2026, 3, 31))
}

proptest! {
    #[test]
    fn what_is_printed_is_the_same_query(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..14),
    ) {
        let query = Query::parse(&pieces.concat(), today());
        let printed = query.to_string();
        let again = Query::parse(&printed, today());
        prop_assert_eq!((&again.root, &again.sort), (&query.root, &query.sort), "{}", printed);
        prop_assert_eq!(&again.problems, &[], "{}", printed);
        prop_assert_eq!(again.to_string(), printed);
    }

    #[test]
    fn every_part_of_a_text_is_a_query(text in "[a-z:><=,.()\"\\\\|\\- é0-9]{0,40}") {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let query = Query::parse(&text[..end], today());
            for remark in query.problems.iter().chain(&query.hints) {
                prop_assert!(text[..end].get(remark.at.clone()).is_some(), "{:?}", remark);
                prop_assert!(!remark.with_caret(&text[..end], Glyphs::default()).is_empty());
            }
            prop_assert!(!query.explain().is_empty());
        }
    }
}

#[test]
fn what_is_left_out_is_named_with_its_place() {
    for (text, problems) in [
        ("alien", &[][..]),
        ("alien OR", &[("OR", "something after OR")]),
        ("OR alien", &[("OR", "something before OR")]),
        ("a OR OR b", &[("OR", "something after OR")]),
        ("sort:title OR alien", &[]),
        ("(sort:title)", &[]),
        ("AND a", &[("AND", "something before AND")]),
        ("a AND OR b", &[("AND", "something after AND")]),
        ("-", &[("-", "something that is not to match")]),
        ("- ", &[]),
        ("a NOT", &[("NOT", "something that is not to match")]),
        ("()", &[("()", "something within the parentheses")]),
        ("(a", &[]),
        ("a) b", &[(")", "a ( before this )")]),
        ("\"\"", &[("\"\"", "words within the quotation marks")]),
        ("year:", &[("year:", "a value, as in year:1960s")]),
        ("(year>=)", &[("year>=", "a value, as in year:1960s")]),
        ("rating:x", &[("x", "a rating such as 4, 8/10, 80%, B+ or ★★★½")]),
        ("rating:99", &[("99", "at most 5 stars; another scale is named, as in 8/10")]),
        ("rating>=3..4", &[("3..4", "one value here, not a range")]),
        ("rating:..", &[("..", "a value at one end of the range at least")]),
        ("tag>noir", &[("tag>noir", "tag:, since tag has no order")]),
        ("tag:noir,<war", &[("tag:noir,<war", "tag:, since tag has no order")]),
        ("tag:a,", &[("tag:a,", "a value on both sides of the comma")]),
        (
            "is:x",
            &[(
                "x",
                "one of draft, unrated, rated, broken, spoilery, unread, read, marked, guessed, blind",
            )],
        ),
        ("sort:x", &[("x", "one of date, title, year, rating, or - and one of them")]),
        ("-sort:title", &[("title", "sort: outside of what is not to match")]),
        ("text:x", &[]),
        ("text>x", &[("text>x", "text:, since text has no order")]),
        ("date:20000y", &[("20000y", "a date within the calendar")]),
        (
            "date:2025-13",
            &[(
                "2025-13",
                "a date such as 2025, 2025-06 or 2025-06-14, or a time such as 7d, 2w, 3m or 1y",
            )],
        ),
    ] {
        let found = Query::parse(text, today()).problems;
        let found: Vec<_> = found.iter().map(|one| (&text[one.at.clone()], &*one.words)).collect();
        let expected = |(at, words): &(&'static str, &str)| (*at, format!("expected {words}"));
        let expected: Vec<_> = problems.iter().map(expected).collect();
        let expected: Vec<_> = expected.iter().map(|(at, words)| (*at, words.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_query_may_be_as_long_and_as_deep_as_anybody_types() {
    let deep = "(".repeat(60) + "alien";
    assert_eq!(Query::parse(&deep, None).problems.len(), 1);
    assert!(Query::parse(&("(".repeat(40) + "alien"), None).problems.is_empty());
    for long in
        ["a ".repeat(100_000), "tag:".to_owned() + &"a,".repeat(100_000), "-".repeat(100_001) + "a"]
    {
        let query = Query::parse(&long, None);
        assert!(query.problems.len() <= 1 && query.to_string().len() < 1000);
    }
}

#[test]
fn a_file_is_found_by_its_path_below_the_root() {
    let mut library = Library::default();
    let mut review = titled("Alien");
    review.place.path = "all/old/ripley.toml".into();
    let id = library.put(Entry::new(&review, Path::new("all").into(), 0));
    for (query, expected) in
        [("file:old", 1), ("file:\"old/ripley\"", 1), ("file:all", 0), ("file:ley", 0)]
    {
        assert_eq!(passing(&library, query).len(), expected, "{query}");
    }
    assert_eq!(id, ReviewId(0));
}

#[test]
fn several_queries_are_joined_as_one() {
    let queries = ["alien OR heat", "-is:draft sort:-rating", "sort:title"];
    let queries = queries.map(|query| Query::parse(query, None));
    assert_eq!(Query::joined(&queries).to_string(), "(alien OR heat) -is:draft sort:-rating,title");
    assert!(Query::joined(&[]).is_empty());
}

#[test]
fn words_rank_what_they_find_and_fields_do_not() {
    let is_ranked = |query: &str| Query::parse(query, None).is_ranked();
    assert!(is_ranked("alien") && is_ranked("\"alien\" OR -heat"));
    assert!(!is_ranked("alien year:1979") && !is_ranked("alien sort:title") && !is_ranked(""));
}

#[test]
fn what_is_nested_as_deep_as_may_be_is_printed_so() {
    for beginning in ["", "a) ", "a | b) c) "] {
        for depth in [48, 49, 50, 51] {
            let text = format!("{beginning}{}d", "b | c (".repeat(depth));
            let printed = Query::parse(&text, today()).to_string();
            assert_eq!(Query::parse(&printed, today()).to_string(), printed, "{text}");
        }
    }
}
