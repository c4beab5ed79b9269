//! Who plays whom, in running text: `Mia Koch as Nina`, `Mia Koch shines as Nina`, `Nina (Mia Koch)`.
//! A name is believed where the post speaks of the same person elsewhere too.

use super::people::leading_name;
use crate::model::Person;
use crate::text::words::{beginning, word_list};

/// Longer passages are read up to here, and names are looked for in so much of a post.
const MAX_PASSAGE_BYTES: usize = 16_384;
const MAX_POST_BYTES: usize = 262_144;

/// So many places are looked at, each of which takes a look at the post.
const MAX_PLACES: usize = 64;

/// Words that begin a sentence or a title with a capital letter, and no name of a person.
const NO_NAMES: [&str; 34] = [
    "A", "Also", "An", "And", "As", "At", "Based", "Best", "But", "By", "For", "From", "He", "Her",
    "His", "I", "If", "In", "It", "My", "No", "On", "Our", "Part", "She", "So", "That", "The",
    "Their", "They", "This", "We", "When", "With",
];

/// Words before a place, a title or a prize, and hardly ever before a person.
const WORDS_BEFORE_THINGS: [&str; 14] = [
    "a", "an", "at", "for", "from", "in", "into", "near", "on", "the", "to", "via", "won", "works",
];

/// Words after a role that let a name stand for one: anything else may be a verb, as in `as Maria
/// walks home`.
const WORDS_AFTER_ROLE: [&str; 9] =
    ["alongside", "and", "but", "in", "opposite", "who", "whose", "while", "with"];

/// Words of which one stands between an actor and `as`.
const WORDS_OF_ACTING: &[&str] = word_list!(
    "appears|brilliant|cast|charms|convinces|delivers|excels|excellent|great|impresses|part|\
     performance|returns|role|shines|stars|superb|terrific|turn|wonderful"
);

/// Words in a sentence that lists a cast, of which nobody need be named elsewhere.
const WORDS_OF_LISTS: [&str; 5] = ["cast", "co-stars", "co-starring", "starring", "supporting"];

/// The people of whom `passage` says whom they play. `post` is the text that it is taken from.
pub(super) fn find(passage: &str, post: &str) -> Vec<Person> {
    let (passage, post) = (beginning(passage, MAX_PASSAGE_BYTES), beginning(post, MAX_POST_BYTES));
    let acting = |sentence| {
        let places = str::match_indices(sentence, " as ");
        places.map(move |(at, _)| acting(sentence, at, post))
    };
    let bracketed = |sentence| {
        let places = str::match_indices(sentence, " (");
        places.map(move |(at, _)| bracketed(sentence, at, post))
    };
    let places = sentences(passage).flat_map(|it| acting(it).chain(bracketed(it)));
    places.take(MAX_PLACES).flatten().collect()
}

/// Sentences end behind a full stop that no initial has.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';', '!', '?']).flat_map(|line| {
        let mut start = 0;
        let mut parts = Vec::new();
        for (at, _) in line.match_indices(". ") {
            let word = line[start..at].rsplit(' ').next().unwrap_or_default();
            if word.chars().count() > 2 && !matches!(word, "Jr" | "Sr" | "Dr" | "Mrs") {
                parts.push(&line[start..at]);
                start = at + 2;
            }
        }
        parts.push(&line[start..]);
        parts
    })
}

/// `NAME as ROLE`, and `NAME delivers a fine performance as ROLE` from the start of a sentence.
fn acting(sentence: &str, at: usize, post: &str) -> Option<Person> {
    let (head, tail) = (&sentence[..at], &sentence[at + " as ".len()..]);
    let (role, after) = leading_name(tail)?;
    if is_no_name(role) && !role.starts_with("The ") || !ends_role(after) {
        return None;
    }
    let beside = trailing_name(head);
    // As a subject it stands alone there already.
    let own = usize::from(beside.is_none());
    let (name, before) = beside.or_else(|| subject(head))?;
    if ends_before_thing(before) {
        return None;
    }
    let mut words = sentence.split_whitespace().map(str::to_lowercase);
    let is_listed = words.any(|word| WORDS_OF_LISTS.contains(&&*word));
    let is_known = is_listed || count_alone(name, post) > own || count_alone(role, post) > 0;
    is_known.then(|| person(name, role))
}

/// `ROLE (NAME)`, and `NAME (ROLE)`.
fn bracketed(sentence: &str, at: usize, post: &str) -> Option<Person> {
    let inside = sentence[at + " (".len()..].split_once(')')?.0;
    let (within, rest) = leading_name(inside)?;
    if !rest.is_empty() || is_no_name(within) {
        return None;
    }
    let (outside, before) = last_name(&sentence[..at])?;
    if is_no_name(outside) || ends_before_thing(before) {
        return None;
    }
    let (name, role) = match (is_full(outside), is_full(within)) {
        (_, true) => (within, outside),
        (true, false) => (outside, within),
        (false, false) => return None,
    };
    (count_alone(name, post) > 0 && count_alone(role, post) > 0).then(|| person(name, role))
}

fn person(name: &str, role: &str) -> Person {
    Person { name: name.to_owned(), role: Some(role.to_owned()) }
}

fn is_no_name(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    NO_NAMES.contains(&first) || name.contains(|c: char| c.is_ascii_digit())
}

/// Whether the last word of `text` stands before a place, a title or a prize.
fn ends_before_thing(text: &str) -> bool {
    let last = text.trim_end().rsplit(' ').next().unwrap_or_default();
    WORDS_BEFORE_THINGS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Whether a name has a first and a last part.
fn is_full(name: &str) -> bool {
    let parts = name.split(' ').filter(|part| part.starts_with(char::is_uppercase));
    parts.count() >= 2
}

/// Whether what follows a role ends it.
fn ends_role(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else {
        return after.is_empty() || after.starts_with([',', '.', ':', ')', '…', '—', '–']);
    };
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    WORDS_AFTER_ROLE.contains(&word) || rest.starts_with(['(', '—', '–', '-'])
}

/// The whole name at the end of `text`, and what stands before it.
fn trailing_name(text: &str) -> Option<(&str, &str)> {
    let (name, before) = last_name(text)?;
    (is_full(name) && !is_no_name(name)).then_some((name, before))
}

/// The longest name at the end of `text`, and what stands before it.
fn last_name(text: &str) -> Option<(&str, &str)> {
    const MAX_WORDS: usize = 5;
    let starts =
        text.char_indices().rev().filter(|(at, _)| text[..*at].ends_with([' ', '(', '"', '“']));
    let starts = starts.map(|(at, _)| at).chain([0]).take(MAX_WORDS);
    let whole =
        starts.filter(|at| leading_name(&text[*at..]).is_some_and(|(_, rest)| rest.is_empty()));
    let start = whole.filter(|at| text[*at..].starts_with(char::is_uppercase)).min()?;
    Some((&text[start..], &text[..start]))
}

/// The name with which a sentence begins, if what follows tells of acting and names nobody else.
fn subject(head: &str) -> Option<(&str, &str)> {
    let (name, rest) = leading_name(head)?;
    let mut words = rest.split_whitespace();
    let is_plain = !rest.contains(|c: char| c.is_uppercase() || c == ',');
    let acts = words.any(|word| WORDS_OF_ACTING.contains(&word));
    (is_full(name) && !is_no_name(name) && is_plain && acts).then_some((name, ""))
}

/// How often the post has the name at a place where it is neither in brackets, nor before some, nor
/// beside `as`.
fn count_alone(name: &str, post: &str) -> usize {
    let stands_alone = |(at, _): &(usize, &str)| {
        let (before, after) = (&post[..*at], &post[*at + name.len()..]);
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '(')
            && !after.starts_with(char::is_alphanumeric)
            && !before.ends_with(" as ")
            && !after.starts_with(" (")
            && !after.starts_with(" as ")
    };
    post.match_indices(name).filter(stands_alone).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(passage: &str, more: &str) -> Vec<String> {
        let people = find(passage, &format!("{passage}\n{more}"));
        let text =
            |person: Person| format!("{} as {}", person.name, person.role.unwrap_or_default());
        people.into_iter().map(text).collect()
    }

    #[test]
    fn roles_are_found_in_running_text() {
        for (passage, more, expected) in [
            ("Mia Koch as Nina is the heart.", "Nina runs.", &[][..]),
            ("The heart is Mia Koch as Nina.", "Nina runs.", &["Mia Koch as Nina"][..]),
            ("Mia Koch shines as Nina, and knows it.", "Nina runs.", &["Mia Koch as Nina"]),
            (
                "J. J. van der Berg gives a fine turn as Max in the end.",
                "Max runs.",
                &["J. J. van der Berg as Max"],
            ),
            ("Nina (Mia Koch) runs.", "Nina runs, and Mia Koch does too.", &["Mia Koch as Nina"]),
            ("Mia Koch (Nina) runs.", "Nina runs, and Mia Koch does too.", &["Mia Koch as Nina"]),
            ("The supporting cast has Leo Stern as The Guard.", "", &["Leo Stern as The Guard"]),
        ] {
            assert_eq!(found(passage, more), expected, "{passage}");
        }
    }

    #[test]
    fn what_is_no_role_is_not_taken() {
        for (passage, more) in [
            ("Mia Koch shines as Nina.", "Nobody else is named."),
            ("Maria Ruiz walks home as Leo sings.", "Leo and Maria Ruiz."),
            ("We see Maria Ruiz as Leo sings.", "Leo and Maria Ruiz."),
            ("It is As Good as It Gets.", "As Good as It Gets."),
            ("It is good, as Variety says.", "Variety says so."),
            ("Shot in New York as Gotham City.", "New York is Gotham City."),
            ("He won Best Actor (Cannes) for it.", "Best Actor, in Cannes."),
            ("The Shining (1980) is better.", "The Shining."),
            ("It opens in Veracruz (Mexico).", "Veracruz is in Mexico."),
            ("Martin Vale (The Boat) produced.", "Martin Vale and The Boat."),
            ("Nina (Spoilers) runs.", "Nina. Spoilers."),
        ] {
            assert!(found(passage, more).is_empty(), "{passage}: {:?}", found(passage, more));
        }
    }
}
