//! A new review in our own format.

use crate::format::draft::quote::{list, quote, remarked};
use crate::format::draft::{Draft, SectionDraft, fields_of};
use crate::model::{Author, Kind};

pub(super) fn write(draft: &Draft) -> String {
    let mut out = String::new();
    if let Some(schema) = &draft.schema {
        out.push_str(&format!("#:schema {schema}\n\n"));
    }
    work(draft, &mut out);
    post(draft, &mut out);
    out.push_str("\n[sections]\n");
    let parts: Vec<String> = draft.parts.iter().map(section).collect();
    out.push_str(&parts.join("\n"));
    if let Some(author) = &draft.author {
        out.push('\n');
        block(author, &mut out);
    }
    out
}

/// The fields of the work.
fn work(draft: &Draft, out: &mut String) {
    out.push_str(&format!("title = {}\n", quote(draft.title.as_str())));
    if draft.kind != Kind::Film {
        out.push_str(&format!("kind = {}\n", quote(draft.kind.as_str())));
    }
    match draft.title.year() {
        Some(year) => out.push_str(&format!("year = {year}\n")),
        None => out.push_str(&remarked("# year = 1999", "when it came out")),
    }
    for (field, remark) in draft.people() {
        out.push_str(&remarked(&format!("{} = []", field.name()), remark));
    }
    out.push_str("genres = []\n");
}

/// The fields of the post. What is not known yet is a comment, so that nothing untrue is said.
fn post(draft: &Draft, out: &mut String) {
    out.push_str(&match draft.scale {
        Some(scale) => remarked(
            &format!("# rating = {}", (scale * 1.4).round() / 2.0),
            &format!("out of {scale}; or \"7/10\", \"B+\", \"★★★½\""),
        ),
        None => remarked("# rating = 3.5", "out of 5; or \"7/10\", \"87%\", \"B+\", \"★★★½\""),
    });
    out.push_str(&remarked(&format!("date = {}", draft.today), "when it is published"));
    out.push_str(&remarked(&format!("# watched = {}", draft.today), ""));
    out.push_str(&remarked("draft = true", "until you are done"));
    let remark = "sections to cover; ||a few words|| are covered in the text";
    let covered = draft.covered();
    out.push_str(&match covered.as_slice() {
        [] => remarked("# spoilers = [\"plot\"]", remark),
        covered => remarked(&format!("spoilers = {}", list(covered)), remark),
    });
}

/// A key in quotation marks is a heading.
fn section(part: &SectionDraft) -> String {
    let key = part.heading.as_deref().map_or_else(|| part.key.to_string(), quote);
    format!("{key} = \"\"\"\n\"\"\"\n")
}

fn block(author: &Author, out: &mut String) {
    if author.is_empty() {
        out.push_str(
            "# [author]                # better in author.toml, for all reviews of a folder\n\
             # name = \"\"\n# website = \"\"\n# signoff = \"\"\n# [author.handles]\n\
             # letterboxd = \"\"\n",
        );
        return;
    }
    out.push_str("[author]\n");
    for (name, value) in fields_of(author) {
        out.push_str(&format!("{name} = {}\n", quote(value)));
    }
    if !author.handles.is_empty() {
        out.push_str("\n[author.handles]\n");
    }
    for handle in &author.handles {
        out.push_str(&format!("{} = {}\n", quote(&handle.platform), quote(&handle.handle)));
    }
}
