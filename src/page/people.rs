//! Who made a work and who is in it, in a sentence.

use crate::model::Review;

/// The makers and the cast of a work.
pub(super) fn people(review: &Review) -> String {
    let mut text = if review.directors.is_empty() {
        String::new()
    } else {
        format!("Directed by {}", listed(&review.directors))
    };
    if !review.creators.is_empty() {
        let verb = if text.is_empty() { "By " } else { ", by " };
        text = format!("{text}{verb}{}", listed(&review.creators));
    }
    let cast: Vec<String> = review
        .cast
        .iter()
        .map(|person| match &person.role {
            Some(role) => format!("{} as {role}", person.name),
            None => person.name.clone(),
        })
        .collect();
    match (text.is_empty(), cast.is_empty()) {
        (_, true) => text,
        (true, false) => format!("With {}", listed(&cast)),
        (false, false) => format!("{text}, with {}", listed(&cast)),
    }
}

/// `a, b and c`
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}
