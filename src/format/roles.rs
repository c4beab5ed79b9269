//! Who plays whom, in running text: `Mia Koch as Nina`, `Mia Koch shines as Nina`, `Nina (Mia Koch)`,
//! and the same in other languages. A name is believed where the post speaks of the same person
//! elsewhere too.

use std::ops::Range;
use std::sync::LazyLock;

use super::people::leading_name;
use crate::model::Person;
use crate::text::word_set::WordSet;
use crate::text::words::beginning;
use words::{
    ENDS_OF_NOUNS, NO_NAMES, NOUNS, THINGS, WORDS_AFTER_ROLE, WORDS_BEFORE_NOUNS,
    WORDS_BEFORE_PLACES, WORDS_BEFORE_THINGS, WORDS_OF_ACTING, WORDS_OF_JOINING, WORDS_OF_LISTS,
};

mod words;

/// Longer passages are read up to here, and names are looked for in so much of a post.
const MAX_PASSAGE_BYTES: usize = 16_384;
const MAX_POST_BYTES: usize = 262_144;

/// So many places are looked at, each of which takes a look at the post.
const MAX_PLACES: usize = 64;

/// What may stand between an actor and a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// `as`, which may begin a clause too.
    As,
    /// Words that also liken one thing to another.
    Like,
    /// Words that say nothing else, or a verb.
    Role,
    /// A bracket around either.
    Bracket,
}

/// What links an actor and a role, and how.
const LINKS: [(&str, Link); 36] = [
    (" as ", Link::As),
    (" (", Link::Bracket),
    (" als ", Link::Like),
    (" como ", Link::Like),
    (" in the role of ", Link::Role),
    (" in der Rolle der ", Link::Like),
    (" in der Rolle des ", Link::Like),
    (" in der Rolle von ", Link::Like),
    (" verkörpert ", Link::Like),
    (" nei panni di ", Link::Role),
    (" nei panni del ", Link::Role),
    (" nei panni della ", Link::Role),
    (" nel ruolo di ", Link::Role),
    (" nel ruolo del ", Link::Role),
    (" nel ruolo della ", Link::Role),
    (" nella parte di ", Link::Role),
    (" interpreta ", Link::Role),
    (" veste i panni di ", Link::Role),
    (" dans le rôle de ", Link::Role),
    (" dans le rôle d'", Link::Role),
    (" dans le rôle d’", Link::Role),
    (" dans la peau de ", Link::Role),
    (" dans la peau d'", Link::Role),
    (" dans la peau d’", Link::Role),
    (" incarne ", Link::Role),
    (" interprète ", Link::Role),
    (" campe ", Link::Role),
    (" en el papel de ", Link::Role),
    (" en la piel de ", Link::Role),
    (" interpreta a ", Link::Role),
    (" encarna a ", Link::Role),
    (" da vida a ", Link::Role),
    (" no papel de ", Link::Role),
    (" na pele de ", Link::Role),
    (" dá vida a ", Link::Role),
    (" encarna ", Link::Role),
];

static LINKING: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(LINKS.iter().map(|(words, _)| words)));

/// The people of whom `passage` says whom they play. `post` is the text that it is taken from.
pub(super) fn find(passage: &str, post: &str) -> Vec<Person> {
    let (passage, post) = (beginning(passage, MAX_PASSAGE_BYTES), beginning(post, MAX_POST_BYTES));
    let places = sentences(passage).flat_map(|sentence| {
        let links = LINKING.find_iter(sentence);
        links.map(move |(index, place)| (sentence, place, LINKS[index].1))
    });
    let people = places.take(MAX_PLACES).filter_map(|(sentence, place, link)| match link {
        Link::As => acting(sentence, place.start, post),
        Link::Bracket => bracketed(sentence, place.start, post),
        Link::Like | Link::Role => linked(sentence, place, link, post),
    });
    people.collect()
}

/// `NAME als ROLE`, `NAME nei panni di ROLE`, and `NAME überzeugt als ROLE` from the start of a
/// sentence.
fn linked(sentence: &str, place: Range<usize>, link: Link, post: &str) -> Option<Person> {
    let (head, tail) = (&sentence[..place.start], &sentence[place.end..]);
    let (role, after) = leading_name(tail)?;
    // What follows the role may be a verb, but no part of another word.
    if is_no_name(role) || after.starts_with(['-', '/', '\'', '’']) {
        return None;
    }
    let (name, before) =
        last_name(head).filter(|(name, _)| is_full(name)).or_else(|| subject(head))?;
    let is_likened = head.split(' ').any(|word| word.eq_ignore_ascii_case("tanto"));
    if ends_before_thing(before) || is_likened || is_thing(role) {
        return None;
    }
    let is_role_known = is_role_known(role, post);
    let is_own =
        |name: &&str| !is_no_name(name) && !is_noun_of(name) && name.split(' ').count() == 2;
    let name = twice(name, post).or_else(|| Some(name).filter(is_own).filter(|_| is_role_known))?;
    let is_sure = link == Link::Role && !role.split(' ').any(|word| is_noun(word, post));
    (is_role_known || is_sure).then(|| person(name, role))
}

/// The longest full name at the end of `name` that the post has twice: a noun may stand before it.
fn twice<'n>(name: &'n str, post: &str) -> Option<&'n str> {
    let starts = name.match_indices(' ').map(|(at, _)| at + 1);
    let mut tails = std::iter::once(0).chain(starts).map(|start| &name[start..]);
    let is_name = |name: &str| is_full(name) && !is_no_name(name) && !is_noun_of(name);
    tails.find(|tail| is_name(tail) && occurrences(tail, post).nth(1).is_some())
}

/// Whether any word of a role is that of somebody who does something elsewhere in the post. Where
/// the role is a single word, which may be any noun, it must stand there twice.
fn is_role_known(role: &str, post: &str) -> bool {
    const MIN_CHARS: usize = 3;
    let others = if role.contains(' ') { 1 } else { 2 };
    let mut words = role.split(' ').filter(|word| word.starts_with(char::is_uppercase));
    words.any(|word| {
        word.chars().count() >= MIN_CHARS
            && !is_noun(word, post)
            && occurrences(word, post).nth(others).is_some()
            && acts(word, post)
    })
}

/// Whether the post has a name as a subject anywhere.
fn acts(name: &str, post: &str) -> bool {
    occurrences(name, post).any(|at| is_subject(post, at, at + name.len()))
}

/// Whether a name begins a sentence, or a part of one, and a verb may follow it.
fn is_subject(post: &str, start: usize, end: usize) -> bool {
    let (before, after) = (post[..start].trim_end(), &post[end..]);
    let last = before.rsplit(' ').next().unwrap_or_default();
    let begins = before.is_empty()
        || before.ends_with(['.', '!', '?', ',', ';', ':'])
        || post[..start].ends_with('\n')
        || ["und", "e", "et", "y", "and"].contains(&last);
    let next = after.strip_prefix(' ').and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    begins && next.starts_with(char::is_lowercase) && !WORDS_OF_JOINING.contains(&next)
}

/// Whether a name has a word that is one of [`THINGS`].
fn is_thing(name: &str) -> bool {
    name.split(' ').any(|word| THINGS.contains(&word))
}

/// Whether the first word of a name is a noun, such as the name of a trade.
fn is_noun_of(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    is_noun_by_form(first)
}

fn is_noun_by_form(word: &str) -> bool {
    const MIN_BYTES: usize = 7;
    NOUNS.contains(&word)
        || word.len() >= MIN_BYTES && ENDS_OF_NOUNS.iter().any(|end| word.ends_with(end))
        // Initials have a full stop.
        || !word.contains(|c: char| c.is_lowercase() || c == '.')
}

/// Whether a word is a noun, by its form or by what stands before it anywhere.
fn is_noun(word: &str, post: &str) -> bool {
    is_noun_by_form(word)
        || occurrences(word, post).any(|at| {
            let before = post[..at].trim_end();
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let is_in_link = before.ends_with(" Rolle der") || before.ends_with(" Rolle des");
            before.len() < at
                && !last.is_empty()
                && !is_in_link
                && WORDS_BEFORE_NOUNS.iter().any(|it| last.eq_ignore_ascii_case(it))
        })
}

/// Where the post has a name, not as a part of a longer word.
fn occurrences<'p>(name: &'p str, post: &'p str) -> impl Iterator<Item = usize> + 'p {
    let places = post.match_indices(name).map(|(at, _)| at);
    places.filter(move |at| {
        !post[..*at].ends_with(char::is_alphanumeric)
            && !post[at + name.len()..].starts_with(char::is_alphanumeric)
    })
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
    let is_place = |at: usize| {
        let last = post[..at].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next();
        last.is_some_and(|last| WORDS_BEFORE_PLACES.contains(&&*last.to_lowercase()))
    };
    let is_one_word = !role.contains(' ');
    if is_noun_of(name)
        || is_thing(name)
        || is_thing(role)
        || is_one_word
            && (is_noun(role, post) || !acts(role, post) || occurrences(role, post).any(is_place))
    {
        return None;
    }
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
