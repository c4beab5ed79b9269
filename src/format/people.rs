//! Names of people, as lists and as running text.

use super::plain_text::wiki_link;
use crate::model::Person;

/// Words within a name that begin with a small letter.
const PARTICLES: &[&str] = &[
    "de", "von", "van", "der", "den", "da", "di", "do", "dos", "du", "del", "della", "la", "le",
    "el", "al", "bin", "ibn", "ter", "ten", "zu", "y", "e",
];

/// Splits a list of names in one string: lines, bullets, commas, `and`.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_start_matches(['-', '*', '•']).trim_start();
        for part in parts(line) {
            if let (true, Some(last)) = (is_suffix(part.trim()), names.last_mut()) {
                let last: &mut String = last;
                last.push_str(", ");
                last.push_str(part.trim());
                continue;
            }
            let halves = part.split(" & ").flat_map(halves);
            let found = halves.map(name).filter(|name| !name.is_empty());
            names.extend(found.map(str::to_owned));
        }
    }
    names
}

/// Splits at commas, but not within parentheses: `Leo Stern (Tom, the captain)`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';' | '、' | '，')
    })
}

pub(super) fn by_comma(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '、', '，']).map(name);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Whether a part behind a comma belongs to the name before it: `Vale, Jr.`
fn is_suffix(part: &str) -> bool {
    matches!(part, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | "Esq." | "M.D." | "Ph.D.")
}

/// Words for "and".
const CONJUNCTIONS: [&str; 9] =
    [" and ", " und ", " et ", " y ", " e ", " och ", " og ", " и ", " / "];

/// Splits `A B and C D`, but not `Joel and Ethan Coen`, who share a name.
fn halves(text: &str) -> Vec<&str> {
    let text = text.trim();
    let text = text.strip_prefix("and ").unwrap_or(text);
    let parts = CONJUNCTIONS.into_iter().find_map(|and| text.split_once(and));
    match parts {
        Some((left, right)) if left.contains(' ') && right.contains(' ') => vec![left, right],
        _ => vec![text],
    }
}

/// A name without the marks of a wiki link.
pub(crate) fn name(text: &str) -> &str {
    let text = text.trim();
    match wiki_link(text) {
        Some((shown, "")) => shown.trim(),
        _ => text,
    }
}

/// `NAME as ROLE`, `NAME (ROLE)`, or a name alone.
pub(crate) fn person(text: &str) -> Person {
    let (who, role) = match [" as ", " als "].iter().find_map(|word| text.split_once(word)) {
        Some((who, role)) if !who.trim().is_empty() && !role.trim().is_empty() => (who, Some(role)),
        _ => bracketed_role(text).map_or((text, None), |(who, role)| (who, Some(role))),
    };
    Person { name: name(who).to_owned(), role: role.map(|role| name(role).to_owned()) }
}

/// Splits `Mia Koch (Nina)`. What begins with a small letter or a figure is a remark on the name:
/// `(voice)`, `(1950–2020)`.
fn bracketed_role(text: &str) -> Option<(&str, &str)> {
    let (who, role) = text.trim().strip_suffix(')')?.split_once(" (")?;
    let is_role = role.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !role.contains(['(', ')'])
        && !is_suffix(role);
    let is_name = who.trim().contains(' ');
    (is_role && is_name).then_some((who, role))
}

/// What stands before the names of directors in running text.
const DIRECTED_BY: [&str; 15] = [
    "directed by",
    "dir.",
    "unter der regie von",
    "von regisseur",
    "von regisseurin",
    "inszeniert von",
    "diretto da",
    "diretta da",
    "per la regia di",
    "réalisé par",
    "réalisée par",
    "dirigido por",
    "dirigida por",
    "realizado por",
    "realizada por",
];

/// What stands between the names of directors and those of the cast.
const WITH: [&str; 7] = ["con ", "mit ", "avec ", "com ", "with ", "e con ", "et avec "];

/// The directors and the cast that running text names: `directed by … and starring …`, and in other
/// languages `diretta da …, con …`.
pub(crate) fn directors_and_cast(text: &str) -> (Vec<Person>, Vec<Person>) {
    let mut found = DIRECTED_BY.iter().map(|label| after(text, label));
    let (directors, rest) = found.find(|(people, _)| !people.is_empty()).unwrap_or_default();
    let (mut cast, _) = after(text, "starring");
    if cast.is_empty() {
        let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        let with = WITH.iter().find_map(|with| rest.strip_prefix(with));
        cast = with.map(|rest| listed(rest).0).unwrap_or_default();
    }
    (directors, cast)
}

/// The names after the first `label` in running text, and what follows them.
fn after<'t>(text: &'t str, label: &str) -> (Vec<Person>, &'t str) {
    let lower = text.to_ascii_lowercase();
    let found = lower.match_indices(label).find(|(at, _)| {
        let before = lower[..*at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
            && lower[at + label.len()..].starts_with(char::is_whitespace)
    });
    found.map_or_else(Default::default, |(at, _)| listed(text[at + label.len()..].trim_start()))
}

/// The names that `text` begins with, and what follows them.
fn listed(text: &str) -> (Vec<Person>, &str) {
    let mut rest = text;
    let mut people = Vec::new();
    while let Some((whole, after)) = whole_name(rest) {
        let (role, after) = role(after);
        rest = after;
        let name = |name: &str| name.to_owned();
        match two_names(whole) {
            Some((one, other)) => {
                people.push(Person { name: name(one), role: None });
                people.push(Person { name: name(other), role });
            }
            None => people.push(Person { name: name(whole), role }),
        }
        let Some(after) = separator(rest) else { break };
        if leading_name(after).is_none() {
            break;
        }
        rest = after;
    }
    (people, rest)
}

/// The name that `text` begins with, with what follows a comma in it, and the rest. `Joel and Ethan
/// Coen` share one.
fn whole_name(text: &str) -> Option<(&str, &str)> {
    let (name, mut rest) = leading_name(text)?;
    if let Some((suffix, after)) = rest.strip_prefix(", ").and_then(leading_name)
        && is_suffix(suffix)
    {
        rest = after;
    }
    let shared = [" and ", " & "].iter().find_map(|and| rest.strip_prefix(and));
    if let Some((other, after)) = shared.and_then(leading_name)
        && !name.contains(' ')
        && other.contains(' ')
    {
        rest = after;
    }
    Some((&text[..text.len() - rest.len()], rest))
}

/// Two full names that `e` or `y` joins, which is a part of others.
fn two_names(text: &str) -> Option<(&str, &str)> {
    let halves = [" e ", " y "].iter().find_map(|and| text.split_once(and));
    halves.filter(|(one, other)| one.contains(' ') && other.contains(' '))
}

/// The role after a name: `as Rooney`, `in the lead role of Rooney`, `(Rooney)`.
fn role(text: &str) -> (Option<String>, &str) {
    const MAX_ROLE_BYTES: usize = 60;
    if let Some((role, after)) = text.strip_prefix(" (").and_then(|inner| inner.split_once(')'))
        && role.len() <= MAX_ROLE_BYTES
        && role.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit())
    {
        return (Some(role.to_owned()), after);
    }
    for label in [" as ", " in the lead role of ", " in the role of ", " in the title role of "] {
        if let Some((role, after)) = text.strip_prefix(label).and_then(leading_name) {
            return (Some(role.to_owned()), after);
        }
    }
    (None, text)
}

fn separator(text: &str) -> Option<&str> {
    const SEPARATORS: [&str; 9] =
        [", and ", ", ", " and ", " & ", " und ", " e ", " ed ", " et ", " y "];
    SEPARATORS.iter().find_map(|separator| text.strip_prefix(separator))
}

/// The name that `text` begins with, and the rest: words with a capital letter, and particles
/// between them.
pub(super) fn leading_name(text: &str) -> Option<(&str, &str)> {
    const MAX_NAME_BYTES: usize = 120;
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let core = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        let initial = bare.ends_with('.') && (core.len() <= 4 && core != bare) && is_initial(core);
        let kept = if initial { bare } else { core };
        if core.starts_with(|c: char| c.is_uppercase() || is_caseless(c)) {
            end = at + kept.len();
        } else if end == 0 || !PARTICLES.contains(&bare) {
            break;
        }
        if kept.len() < bare.len() || end > MAX_NAME_BYTES {
            break;
        }
        at += word.len();
    }
    (end > 0).then(|| (&text[..end], &text[end..]))
}

/// `J.`, `J.J.`, `Jr.`: a full stop that ends no sentence.
fn is_initial(core: &str) -> bool {
    core.chars().count() == 1 || core.contains('.') || matches!(core, "Jr" | "Sr" | "Dr" | "St")
}

/// Letters of scripts without capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directors_and_cast_are_found_in_several_languages() {
        for (text, director, cast) in [
            (
                "Un drama dirigido por Ana Ruiz, con Eva Sol Mar y Leo Paz.",
                "Ana Ruiz",
                &["Eva Sol Mar", "Leo Paz"][..],
            ),
            ("Diretta da Ugo Neri, con Ada Blu e Pio Oro.", "Ugo Neri", &["Ada Blu", "Pio Oro"]),
            ("Réalisé par Léa Roi, avec Max Bon et Eva Sol.", "Léa Roi", &["Max Bon", "Eva Sol"]),
            (
                "Ein Krimi von Regisseur Jan Kurz mit Eva Lang und Max Breit.",
                "Jan Kurz",
                &["Eva Lang", "Max Breit"],
            ),
            ("Um drama realizado por Rui Sá, com paciência.", "Rui Sá", &[]),
            ("Directed by José Ortega y Gasset with care.", "José Ortega y Gasset", &[]),
        ] {
            let names = |people: Vec<Person>| -> Vec<String> {
                people.into_iter().map(|person| person.name).collect()
            };
            let (directors, found) = directors_and_cast(text);
            assert_eq!(names(directors), [director], "{text}");
            assert_eq!(names(found), cast, "{text}");
        }
    }

    #[test]
    fn a_role_may_stand_in_brackets() {
        let show = |text| {
            let Person { name, role } = person(text);
            format!("{name} | {}", role.unwrap_or_default())
        };
        for (text, expected) in [
            ("Mia Koch (Nina)", "Mia Koch | Nina"),
            ("Mia Koch (The Guard)", "Mia Koch | The Guard"),
            ("Mia Koch (voice)", "Mia Koch (voice) | "),
            ("Mia Koch (1950–2020)", "Mia Koch (1950–2020) | "),
            ("Mia Koch (Jr.)", "Mia Koch (Jr.) | "),
            ("Nina (Mia) Koch", "Nina (Mia) Koch | "),
            ("Boat (Band)", "Boat (Band) | "),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_are_split() {
        assert_eq!(split("Joel and Ethan Coen"), ["Joel and Ethan Coen"]);
        assert_eq!(
            split("Lana Wachowski and Lilly Wachowski"),
            ["Lana Wachowski", "Lilly Wachowski"]
        );
        assert_eq!(split("Ana Ruiz und Mia Koch"), ["Ana Ruiz", "Mia Koch"]);
        assert_eq!(split("Santiago Ramón y Cajal"), ["Santiago Ramón y Cajal"]);
        assert_eq!(split("[[Ann Hui]], [[p/Tsui|Tsui Hark]]"), ["Ann Hui", "Tsui Hark"]);
        assert_eq!(split("- Ann Hui\n- Tsui Hark"), ["Ann Hui", "Tsui Hark"]);
        assert_eq!(split("Robert Vale, Jr., Ann Hui"), ["Robert Vale, Jr.", "Ann Hui"]);
    }

    #[test]
    fn running_text_names_people() {
        let text = "A film directed by J.J. van der Abrams and starring Ana de Armas in the lead \
                    role of Rooney, Robert Downey Jr. as Tony, and Zoë Kravitz. Set in Rome.";
        let names = |label| -> Vec<_> {
            after(text, label).0.into_iter().map(|p| (p.name, p.role.unwrap_or_default())).collect()
        };
        assert_eq!(names("directed by"), [("J.J. van der Abrams".into(), String::new())]);
        assert_eq!(
            names("starring"),
            [
                ("Ana de Armas".to_owned(), "Rooney".to_owned()),
                ("Robert Downey Jr.".to_owned(), "Tony".to_owned()),
                ("Zoë Kravitz".to_owned(), String::new()),
            ]
        );
        let names =
            |text| after(text, "starring").0.into_iter().map(|p| p.name).collect::<Vec<_>>();
        assert_eq!(
            names("starring Robert Vale, Jr. and Mia Koch"),
            ["Robert Vale, Jr.", "Mia Koch"]
        );
        assert_eq!(names("starring Ana and Eva Ruiz."), ["Ana and Eva Ruiz"]);
        assert_eq!(
            after("starring Mia Koch (Nina), Leo Stern (Max), and Tom Vale (1998)", "starring").0,
            [
                Person { name: "Mia Koch".into(), role: Some("Nina".into()) },
                Person { name: "Leo Stern".into(), role: Some("Max".into()) },
                Person { name: "Tom Vale".into(), role: None },
            ]
        );
    }
}
