//! Whom a plain post names as playing whom. Each line of `tests/fixtures/people` has a first
//! paragraph, behind `//` the rest of the post, and behind `==` who is in its cast.

use std::fs;

use rushes::format;
use rushes::text::Source;

/// How many posts there are at least that name nobody.
const MIN_POSTS_WITHOUT: usize = 100;

#[test]
fn a_cast_is_found_in_every_language_and_nowhere_else() {
    let (mut without, mut wrong) = (0, Vec::new());
    let files = fs::read_dir("tests/fixtures/people").expect("the posts are there");
    for file in files {
        let path = file.expect("it can be listed").path();
        for line in fs::read_to_string(&path).expect("it can be read").lines() {
            let (post, expected) = line.split_once(" == ").unwrap_or((line, ""));
            let (first, rest) = post.split_once(" // ").expect("a first paragraph, and a rest");
            let text = format!("The Boat (1999)\n\n{first}\n\n{rest}\n\nRating: 4/5\n");
            let source = Source::new("post.txt", text);
            let review = format::parse(&source, &format::PLAIN).review;
            assert!(review.rating.is_some(), "{line}");
            let of_person = |person: &rushes::model::Person| match &person.role {
                Some(role) => format!("{} as {role}", person.name),
                None => person.name.clone(),
            };
            let cast = review.cast.iter().map(of_person).collect::<Vec<_>>().join(", ");
            without += usize::from(expected.is_empty());
            if cast != expected {
                wrong.push(format!("{line}\n    has {cast:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(without >= MIN_POSTS_WITHOUT, "{without}");
}
