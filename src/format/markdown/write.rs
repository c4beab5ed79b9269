//! A new review in Markdown, with YAML at its head.

use crate::format::draft::quote::{list, quote, remarked};
use crate::format::draft::{Draft, fields_of};
use crate::model::{Author, Kind};

pub(super) fn write(draft: &Draft) -> String {
    let mut out = String::from("---\n");
    work(draft, &mut out);
    post(draft, &mut out);
    if let Some(author) = &draft.author {
        block(author, &mut out);
    }
    out.push_str("---\n\n");
    for part in &draft.parts {
        match part.heading() {
            Some(heading) => out.push_str(&format!("## {}\n\n\n", escaped(heading))),
            None => out.push('\n'),
        }
    }
    out.truncate(out.trim_end().len() + 1);
    out
}

/// The fields of the work.
fn work(draft: &Draft, out: &mut String) {
    out.push_str(&format!("title: {}\n", quote(draft.title.as_str())));
    if draft.kind != Kind::Film {
        out.push_str(&format!("kind: {}\n", quote(draft.kind.as_str())));
    }
    match draft.title.year() {
        Some(year) => out.push_str(&format!("year: {year}\n")),
        None => out.push_str(&remarked("# year: 1999", "when it came out")),
    }
    for (field, remark) in draft.people() {
        out.push_str(&remarked(&format!("{}: []", field.name()), &remark.replace('"', "")));
    }
    out.push_str("genres: []\n");
}

/// The fields of the post.
fn post(draft: &Draft, out: &mut String) {
    out.push_str(&remarked("# rating: 7/10", "or 87%, B+, ★★★½"));
    out.push_str(&remarked(&format!("date: {}", draft.today), "when it is published"));
    out.push_str(&remarked(&format!("# watched: {}", draft.today), ""));
    out.push_str(&remarked("draft: true", "until you are done"));
    let remark = "sections to cover; ||a few words|| are covered in the text";
    let covered = draft.covered();
    out.push_str(&match covered.as_slice() {
        [] => remarked("# spoilers: [plot]", remark),
        covered => remarked(&format!("spoilers: {}", list(covered)), remark),
    });
}

fn block(author: &Author, out: &mut String) {
    if author.is_empty() {
        out.push_str(
            "# author:                 # better in author.toml, for all reviews of a folder\n\
             #   name: \"\"\n#   website: \"\"\n#   signoff: \"\"\n#   handles:\n\
             #     letterboxd: \"\"\n",
        );
        return;
    }
    out.push_str("author:\n");
    for (name, value) in fields_of(author) {
        out.push_str(&format!("  {name}: {}\n", quote(value)));
    }
    if !author.handles.is_empty() {
        out.push_str("  handles:\n");
    }
    for handle in &author.handles {
        out.push_str(&format!("    {}: {}\n", quote(&handle.platform), quote(&handle.handle)));
    }
}

/// A heading in which every character stands for itself.
fn escaped(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for c in heading.chars() {
        if "\\`*_[]<>#&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
