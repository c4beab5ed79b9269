//! The fields that say what is to be covered. In doubt all but the verdict is: a value that names
//! nothing we know, and a field in a table where it does not belong.

use super::assembly::{Assembly, SpoilerField};
use super::candidate::{Candidate, FieldOutcome, wrong_type};
use super::people::by_comma;
use super::toml_lines::is_header;
use super::value::{KeyValue, Node, Value};
use crate::model::{Field, FieldType};
use crate::text::near::is_slip;
use crate::text::spoilers::{denies_spoilers, names_spoilers};
use crate::text::words::word_list;
use crate::text::{Code, Phrase, expected, quote};

/// What a field says.
enum Setting {
    All,
    Nothing,
    /// The sections of these names.
    Sections(Vec<String>),
}

/// Words for all sections, in lower case.
const ALL: &[&str] =
    word_list!("all|full|everything|heavy|major|complete|total|whole|ja|oui|sí|да|全部|あり");

/// Words for none, in lower case.
const NOTHING: &[&str] = word_list!(
    "none|nothing|no spoilers|no spoiler|spoiler-free|spoiler free|spoilerfree|free|zero|n/a|-|0|\
     nein|non|нет|keine|ninguno|なし"
);

/// Whether a value is a word for all sections or for none, rather than the name of one.
pub(crate) fn is_general(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ALL.contains(&&*text) || NOTHING.contains(&&*text) || denies_spoilers(&text)
}

/// Whether a key names spoilers, be it misspelt.
pub(super) fn is_about_spoilers(key: &str) -> bool {
    let may_be_slip = key.starts_with(['s', 'S']);
    names_spoilers(key)
        || may_be_slip && ["spoilers", "spoiler"].iter().any(|known| is_slip(key, known))
}

/// Whether a value covers what it is said of. In doubt it does.
pub(super) fn covers(node: &Node) -> bool {
    !matches!(value(node), Setting::Nothing)
}

/// Takes a field about spoilers.
pub(super) fn take(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    let is_usual = matches!(node.value, Value::Bool(_) | Value::Text | Value::List(_));
    if assembly.is_strict() && !is_usual {
        wrong_type(assembly, candidate, FieldType::Spoilers.expected());
    }
    let key = candidate.path.rsplit('.').next().unwrap_or_default();
    match setting(key, node) {
        Setting::All => assembly.review.spoilers = true,
        Setting::Nothing => {}
        Setting::Sections(names) => assembly.spoilers.extend(names),
    }
    // Only the whole file shows whether what it says are names of sections.
    assembly.spoiler_fields.push(SpoilerField {
        path: candidate.path.clone(),
        span: candidate.key_span,
        names: names_in(node).into_iter().filter(|name| !is_general(name)).collect(),
        written: node.flat(),
    });
    FieldOutcome::Taken
}

fn names_in(node: &Node) -> Vec<String> {
    match &node.value {
        _ if node.truth().is_some() => Vec::new(),
        Value::Text => by_comma(&node.text),
        Value::List(items) => items.iter().flat_map(names_in).collect(),
        Value::Map(entries) => entries.iter().flat_map(|entry| names_in(&entry.node)).collect(),
        _ => Vec::new(),
    }
}

fn setting(key: &str, node: &Node) -> Setting {
    let said = value(node);
    match (denies_spoilers(key), said) {
        (true, Setting::All) => Setting::Nothing,
        (true, Setting::Nothing) => Setting::All,
        (true, Setting::Sections(_)) => Setting::All,
        (false, said) => said,
    }
}

fn value(node: &Node) -> Setting {
    match &node.value {
        _ if node.is_blank() => Setting::Nothing,
        _ if node.truth() == Some(true) => Setting::All,
        _ if node.truth() == Some(false) => Setting::Nothing,
        Value::Number(number) if *number == 0.0 => Setting::Nothing,
        Value::Text => sections(by_comma(&node.text)),
        Value::List(items) => sections(items.iter().map(Node::flat).collect()),
        Value::Map(entries) => {
            // `{plot}`, and a list without its dashes.
            let is_named = |entry: &&KeyValue| entry.node.is_blank() || covers(&entry.node);
            sections(entries.iter().filter(is_named).map(|entry| entry.key.clone()).collect())
        }
        _ => Setting::All,
    }
}

fn sections(names: Vec<String>) -> Setting {
    let is_nothing = |name: &String| {
        let name = name.trim().to_lowercase();
        name.is_empty() || NOTHING.contains(&&*name) || denies_spoilers(&name)
    };
    if names.iter().all(is_nothing) {
        return Setting::Nothing;
    }
    match names.iter().any(|name| ALL.contains(&&*name.trim().to_lowercase())) {
        true => Setting::All,
        false => Setting::Sections(names),
    }
}

/// Honours the fields about spoilers in a table that does not have them, and reports them.
pub(super) fn take_misplaced(
    assembly: &mut Assembly<'_>,
    table: &str,
    owner: Option<Field>,
    entries: &[KeyValue],
) {
    for entry in entries {
        let node = &entry.node;
        let path = || format!("{table}.{}", entry.key);
        // In the table of sections a text is a section.
        let is_section = owner == Some(Field::Sections)
            && (node.map().is_some() || node.value == Value::Text && node.truth().is_none());
        if is_section {
            continue;
        }
        if is_about_spoilers(&entry.key) {
            let (field, key_span) = (Field::Spoilers, entry.key_span);
            let candidate = Candidate { field, rank: 0, path: path(), key_span, node };
            take(assembly, &candidate);
            report_misplaced(assembly, table, entry);
        } else if let Some(map) = node.map() {
            take_misplaced(assembly, &path(), owner, map);
        }
    }
}

/// Reports a field of the review that stands in a table.
pub(super) fn report_misplaced(assembly: &mut Assembly<'_>, table: &str, entry: &KeyValue) {
    let header = if assembly.is_strict() { format!("[{table}]") } else { table.to_owned() };
    // Above a later table it would stand in the one before that.
    let above = assembly.source.text().get(..entry.key_span.start).unwrap_or_default();
    let begins_table = |line: &&str| line.starts_with("[[") || is_header(line);
    let first = above.lines().map(str::trim).find(begins_table);
    let first = first.filter(|_| assembly.is_strict()).unwrap_or(&header);
    let wanted = quote(&entry.key).at(entry.key_span);
    let wanted = Phrase::from(wanted).then(" above ").then(quote(first));
    let mismatch = expected(wanted)
        .found(Phrase::from("it in ").then(quote(&header)))
        .help(Phrase::from("move it above ").then(quote(first)));
    assembly.report(Code::MisplacedField, entry.key_span, mismatch);
}
