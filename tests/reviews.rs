//! The reviews that come with the program are what the program expects of a review.

use std::fs;
use std::path::{Path, PathBuf};

use rushes::model::Review;
use rushes::store::{self, AuthorDefaultsCache, Root};

/// Every file, its rating as written, and the rating in half stars.
const REVIEWS: [(&str, Option<&str>, Option<u8>); 13] = [
    ("ballerina.toml", Some("3.5"), Some(7)),
    ("carnival-of-souls.txt", Some("2.5/5"), Some(5)),
    ("cleo-de-5-a-7.toml", Some("4"), Some(8)),
    ("dr-strangelove.md", Some("4/5"), Some(8)),
    ("frankenstein.toml", Some("7/10"), Some(7)),
    ("his-girl-friday.toml", None, None),
    ("night-of-the-living-dead.toml", Some("3"), Some(6)),
    ("plan-9-from-outer-space.txt", Some("1 out of 5 stars"), Some(2)),
    ("reefer-madness.toml", Some("1.5"), Some(3)),
    ("sherlock-jr.toml", Some("4.5"), Some(9)),
    ("the-general.md", Some("★★★★★"), Some(10)),
    ("the-phantom-of-the-opera.toml", Some("C"), Some(4)),
    ("tokyo-story.toml", Some("4.5"), Some(9)),
];

const SECTIONS: [&str; 4] = ["plot", "performances", "action", "verdict"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reviews")
}

fn each() -> impl Iterator<Item = (&'static str, Review)> {
    let root = Root::new(&folder()).expect("the reviews are there");
    let names = REVIEWS.into_iter().map(|(name, ..)| name);
    names.map(move |name| {
        (name, store::load(&folder().join(name), &root, &AuthorDefaultsCache::default()).review)
    })
}

#[test]
fn the_list_above_is_whole() {
    let names = fs::read_dir(folder()).expect("the reviews are there");
    let names =
        names.map(|entry| entry.expect("a name").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != store::AUTHOR_FILE).collect();
    names.sort();
    assert_eq!(names, REVIEWS.map(|(name, ..)| name));
}

#[test]
fn nothing_is_wrong_with_them() {
    for (name, review) in each() {
        assert_eq!(review.diagnostics, [], "{name}");
        // A post's own lines that became fields are kept beside them.
        let lines = ["title_line", "rating_line"];
        let field = review.extra.iter().find(|(field, _)| !lines.contains(&field.as_str()));
        assert_eq!(field, None, "{name}");
    }
}

#[test]
fn they_have_the_sections_that_every_review_has() {
    for (name, review) in each() {
        let keys: Vec<&str> = review.sections.iter().map(|section| section.key.as_str()).collect();
        let expected: Vec<&str> =
            keys.iter().copied().filter(|key| SECTIONS.contains(key)).collect();
        assert_eq!(expected, SECTIONS, "{name} has {keys:?}");
        assert!(review.sections.iter().all(|section| !section.text.trim().is_empty()), "{name}");
    }
}

#[test]
fn they_are_as_long_as_a_review() {
    for (name, review) in each() {
        assert!((300..=700).contains(&review.words()), "{name} has {} words", review.words());
    }
}

#[test]
fn they_are_rated_as_their_authors_wrote() {
    for ((name, review), (_, written, halves)) in each().zip(REVIEWS) {
        assert_eq!(review.rating.as_ref().map(|rating| rating.written.as_str()), written, "{name}");
        assert_eq!(review.stars().map(rushes::model::Stars::halves), halves, "{name}");
    }
}

#[test]
fn they_name_the_work_and_who_made_it() {
    for (name, review) in each() {
        assert!(!review.title.is_empty() && review.year.is_some(), "{name}");
        assert!(!review.makers().is_empty(), "{name}");
        assert!(review.author.signoff.is_some(), "{name} has the house's sign-off or its own");
    }
}

/// The first review of the project has every part that a review can have.
#[test]
fn ballerina_has_its_people_headings_and_handles() {
    let (_, review) = each().next().expect("it is the first");
    let cast: Vec<(&str, Option<&str>)> =
        review.cast.iter().map(|person| (person.name.as_str(), person.role.as_deref())).collect();
    assert_eq!((review.title.as_str(), review.year), ("Ballerina", Some(2024)));
    assert_eq!(cast[0], ("Ana de Armas", Some("Rooney")));
    assert_eq!(cast[3], ("Norman Reedus", None));
    let headings: Vec<&str> =
        review.sections.iter().filter_map(|section| section.heading.as_deref()).collect();
    assert_eq!(
        headings[..3],
        ["Plot Overview", "Performances and Characters", "Action and Aesthetics"]
    );
    assert!(review.sections[1].covered && !review.sections[2].covered);
    let handles: Vec<(&str, &str)> =
        review.author.handles.iter().map(|handle| (&*handle.platform, &*handle.handle)).collect();
    assert_eq!(handles, [("instagram", "headphonesthoughts"), ("x", "headphonesTblog")]);
}
