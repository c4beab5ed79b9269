//! The language for people: what the manual and the documents say of it, from the tables of fields.

use super::fields::{FIELDS, FLAGS, FieldName};

/// Every sign with what it means.
pub const SIGNS: [(&str, &str); 11] = [
    ("alien scott", "both words, in any order; AND may stand between them"),
    ("alien OR heat", "either; | may stand for OR, which binds less tightly than a space"),
    ("-noir", "not this; so does NOT. Only at the beginning of a word: spider-man is one word"),
    ("(alien OR heat) -noir", "parentheses hold a part together"),
    ("\"slow cinema\"", "these words next to each other, as whole words"),
    ("tag:noir,western", "a field, and one of these values; no space in between"),
    ("tag==noir", "the value as a whole: neo-noir is another one"),
    ("tag:noir tag:war", "a field twice must match twice"),
    ("rating>=4", "compared by <, <=, >, >=, != or : (also =); rating:>=4 is the same"),
    ("year:1960..1969", "a range with both ends; one of them may be missing"),
    ("sort:-rating,title", "by rating, the greatest first, then by title"),
];

/// The values of fields that are no words, with what they mean.
pub const VALUES: [(&str, &str); 9] = [
    ("4", "a rating in stars of five"),
    ("8/10, 80%, B+, ★★★½", "a rating in another notation; all are compared exactly"),
    ("1962", "a year, in four digits"),
    ("1960s", "ten years"),
    ("2025, 2025-06", "a whole year or month: date:2025 finds all that lies within"),
    ("2025-06-14", "a day"),
    ("7d, 2w, 3m, 1y", "so many days, weeks, months or years ago; alone, since then"),
    ("date, title, year, rating", "what sort: takes"),
    ("300", "a number of words"),
];

/// Every field: an example, and what it is about.
pub fn documented_fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    FIELDS.iter().map(|row| (row.example, row.words))
}

/// Every value of `is:` and `has:`, and what it means.
pub fn documented_flags() -> impl Iterator<Item = (String, String)> {
    FLAGS.iter().map(|(field, name, _, words)| {
        let verb = if *field == FieldName::Has { "has" } else { "is" };
        (format!("{}:{name}", field.as_str()), format!("{verb} {words}"))
    })
}
