//! The fields of a new review, a line for each, in the languages that agree on most of it.

use super::manner::FieldHabit;
use super::quote::{list, quote, remarked};
use super::{Draft, fields_of};
use crate::format::fences::Language;
use crate::model::{Author, Field, Kind};

impl FieldLine {
    /// The table that it stands in; none of the first level.
    fn table(&self) -> &[String] {
        self.path.split_last().map_or(&[], |(_, table)| table)
    }
}

/// The rating that a comment gives as an example where the author's own is not known.
pub(crate) struct RatingExample {
    pub(crate) value: String,
    pub(crate) remark: String,
}

/// A field of the new file. What is not known yet is a comment, so that nothing untrue is said.
struct FieldLine {
    path: Vec<String>,
    value: String,
    is_comment: bool,
    remark: String,
}

/// The fields of the work and of the post, in the order and under the names that the author is used
/// to.
pub(crate) fn fields(draft: &Draft, language: Language, rating: &RatingExample) -> String {
    let lines: Vec<FieldLine> = match &draft.manner.fields {
        Some(habits) => {
            let habits = with_needed(draft, habits);
            habits.iter().map(|habit| line(draft, habit)).collect()
        }
        None => usual(draft, language, rating),
    };
    let mut out = String::new();
    match language {
        Language::Toml => write_toml(&lines, &mut out),
        Language::Yaml => write_yaml(&lines.iter().collect::<Vec<_>>(), 0, "", &mut out),
    }
    out
}

/// Whether the file has fields at all: authors of posts without any give the title in the text.
pub(crate) fn has_fields(draft: &Draft) -> bool {
    let has_own = |habits: &Vec<FieldHabit>| !habits.is_empty() || draft.kind != Kind::Film;
    draft.manner.fields.as_ref().is_none_or(has_own)
}

/// The fields of an author of whom nothing is known.
fn usual(draft: &Draft, language: Language, rating: &RatingExample) -> Vec<FieldLine> {
    let is_toml = language == Language::Toml;
    let plain = |remark: &str| if is_toml { remark.to_owned() } else { remark.replace('"', "") };
    let mut habits = vec![(Field::Title, "")];
    habits.extend((draft.kind != Kind::Film).then_some((Field::Kind, "")));
    let year = if draft.title.year().is_some() { "" } else { "when it came out" };
    habits.push((Field::Year, year));
    habits.extend(draft.people());
    habits.extend([
        (Field::Genres, ""),
        (Field::Rating, &*rating.remark),
        (Field::Date, "when it is published"),
        (Field::Watched, ""),
        (Field::Draft, "until you are done"),
        (Field::Spoilers, "sections to cover; ||a few words|| are covered in the text"),
    ]);
    let lines = habits.into_iter().map(|(field, remark)| {
        let example = match field {
            Field::Year => Some("1999".to_owned()),
            Field::Rating => Some(rating.value.clone()),
            Field::Spoilers if is_toml => Some("[\"plot\"]".to_owned()),
            Field::Spoilers => Some("[plot]".to_owned()),
            _ => None,
        };
        let habit = FieldHabit { example, ..FieldHabit::of(field) };
        FieldLine { remark: plain(remark), ..line(draft, &habit) }
    });
    lines.collect()
}

/// The author's fields, and those that this draft cannot do without.
fn with_needed(draft: &Draft, habits: &[FieldHabit]) -> Vec<FieldHabit> {
    let mut all = habits.to_vec();
    let has = |all: &[FieldHabit], fields: &[Field]| {
        all.iter().any(|habit| habit.field.is_some_and(|field| fields.contains(&field)))
    };
    if !has(&all, &[Field::Title, Field::WorkTitle]) {
        all.insert(0, FieldHabit::of(Field::Title));
    }
    let is_title =
        |habit: &FieldHabit| matches!(habit.field, Some(Field::Title | Field::WorkTitle));
    let below_title = all.iter().rposition(is_title).map_or(0, |at| at + 1);
    let has_year = has(&all, &[Field::Year]) || draft.manner.has_year_in_title;
    if draft.title.year().is_some() && !has_year {
        all.insert(below_title, FieldHabit::of(Field::Year));
    }
    if draft.kind != Kind::Film && !has(&all, &[Field::Kind, Field::Type]) {
        all.insert(below_title, FieldHabit::of(Field::Kind));
    }
    if !draft.covered().is_empty() && !has(&all, &[Field::Spoilers]) {
        all.push(FieldHabit::of(Field::Spoilers));
    }
    if !has(&all, &[Field::Draft, Field::Publish, Field::Status]) {
        all.push(FieldHabit::of(Field::Draft));
    }
    all
}

impl FieldHabit {
    /// A field under our own name for it.
    fn of(field: Field) -> Self {
        Self {
            path: vec![field.name().to_owned()],
            field: Some(field),
            is_list: true,
            example: None,
            is_constant: false,
        }
    }
}

fn line(draft: &Draft, habit: &FieldHabit) -> FieldLine {
    let constant = habit.example.clone().filter(|_| habit.is_constant);
    let known = match habit.field {
        Some(Field::Title | Field::WorkTitle) => Some(match draft.manner.has_year_in_title {
            true => quote(&draft.title.to_string()),
            false => quote(draft.title.as_str()),
        }),
        Some(Field::Kind | Field::Type) => {
            Some(constant.unwrap_or_else(|| quote(draft.kind.as_str())))
        }
        Some(Field::Year) => draft.title.year().map(|year| year.to_string()),
        Some(Field::Directors | Field::Creators | Field::Artist | Field::Cast | Field::Genres) => {
            Some(if habit.is_list { "[]" } else { "\"\"" }.to_owned())
        }
        Some(Field::Rating | Field::Watched) => None,
        // In a table it is another day, such as that on which the work came out.
        Some(Field::Date) if habit.path.len() == 1 => Some(draft.today.to_string()),
        Some(Field::Draft) => Some("true".to_owned()),
        Some(Field::Publish) => Some("false".to_owned()),
        Some(Field::Status) => Some(quote("draft")),
        Some(Field::Spoilers) => match draft.covered().as_slice() {
            [] => constant,
            covered => Some(list(covered)),
        },
        _ => constant,
    };
    let example = match habit.field {
        Some(Field::Watched) => draft.today.to_string(),
        Some(Field::Year | Field::Rating | Field::Spoilers) => {
            habit.example.clone().unwrap_or_default()
        }
        _ => String::new(),
    };
    let is_draft = matches!(habit.field, Some(Field::Draft | Field::Publish | Field::Status));
    FieldLine {
        path: habit.path.clone(),
        is_comment: known.is_none(),
        value: known.unwrap_or(example),
        remark: if is_draft { "until you are done" } else { "" }.to_owned(),
    }
}

/// Writes the fields that stand in no table, then the tables.
fn write_toml(lines: &[FieldLine], out: &mut String) {
    let mut tables: Vec<&[String]> = vec![&[]];
    for table in lines.iter().map(FieldLine::table) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    for table in tables {
        if !table.is_empty() {
            let path: Vec<String> = table.iter().map(|key| bare(key)).collect();
            out.push_str(&format!("\n[{}]\n", path.join(".")));
        }
        for line in lines.iter().filter(|line| line.table() == table) {
            let key = line.path.last().map(|key| bare(key)).unwrap_or_default();
            let comment = if line.is_comment { "# " } else { "" };
            let text = format!("{comment}{key} = {}", line.value);
            out.push_str(&remarked(text.trim_end(), &line.remark));
        }
    }
}

/// Writes lines whose paths begin alike up to `depth`, each behind `indent`.
fn write_yaml(lines: &[&FieldLine], depth: usize, indent: &str, out: &mut String) {
    for table in lines.chunk_by(|one, other| one.path[..=depth] == other.path[..=depth]) {
        let Some(first) = table.first() else { continue };
        let is_comment = !indent.starts_with('#') && table.iter().all(|line| line.is_comment);
        let indent = if is_comment { &format!("{indent}# ") } else { indent };
        let head = format!("{indent}{}:", bare(&first.path[depth]));
        if first.path.len() > depth + 1 {
            out.push_str(&format!("{head}\n"));
            write_yaml(table, depth + 1, &format!("{indent}  "), out);
            continue;
        }
        for line in table {
            let text = format!("{head} {}", line.value);
            out.push_str(&remarked(text.trim_end(), &line.remark));
        }
    }
}

/// A key, in quotation marks where it needs them.
pub(crate) fn bare(key: &str) -> String {
    const WORDS_WITH_A_MEANING: [&str; 8] =
        ["true", "false", "yes", "no", "on", "off", "null", "y"];
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !WORDS_WITH_A_MEANING.contains(&&*key.to_ascii_lowercase());
    if is_plain { key.to_owned() } else { quote(key) }
}

/// The author, as a table that ends the fields.
pub(crate) fn author(draft: &Draft, language: Language) -> String {
    let is_known = draft.manner.fields.as_deref();
    let has_field = is_known
        .is_some_and(|habits| habits.iter().any(|habit| habit.field == Some(Field::Author)));
    match &draft.author {
        Some(author) if !author.is_empty() && !has_field => table(author, language),
        Some(author) if author.is_empty() && is_known.is_none() => match language {
            Language::Toml => {
                "# [author]                # better in author.toml, for all reviews \
                               of a folder\n# name = \"\"\n# website = \"\"\n# signoff = \"\"\n\
                               # [author.handles]\n# letterboxd = \"\"\n"
            }
            Language::Yaml => {
                "# author:                 # better in author.toml, for all reviews \
                               of a folder\n#   name: \"\"\n#   website: \"\"\n#   signoff: \"\"\n\
                               #   handles:\n#     letterboxd: \"\"\n"
            }
        }
        .to_owned(),
        _ => String::new(),
    }
}

fn table(author: &Author, language: Language) -> String {
    let (head, handles, sign) = match language {
        Language::Toml => ("[author]\n", "\n[author.handles]\n", " ="),
        Language::Yaml => ("author:\n", "  handles:\n", ":"),
    };
    let indent = |depth| match language {
        Language::Toml => "",
        Language::Yaml => ["  ", "    "][depth],
    };
    let mut out = head.to_owned();
    for (name, value) in fields_of(author) {
        out.push_str(&format!("{}{name}{sign} {}\n", indent(0), quote(value)));
    }
    if !author.handles.is_empty() {
        out.push_str(handles);
    }
    for handle in &author.handles {
        let (key, value) = (bare(&handle.platform), quote(&handle.handle));
        out.push_str(&format!("{}{key}{sign} {value}\n", indent(1)));
    }
    out
}
