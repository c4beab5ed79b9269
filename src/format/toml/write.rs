//! A new review in our own format.

use crate::format::draft::head::{self, RatingExample};
use crate::format::draft::quote::quote;
use crate::format::draft::{Draft, SectionDraft};
use crate::format::fences::Language;

pub(super) fn write(draft: &Draft) -> String {
    let mut out = String::new();
    if let Some(schema) = &draft.schema {
        out.push_str(&format!("#:schema {schema}\n\n"));
    }
    out.push_str(&head::fields(draft, Language::Toml, &rating(draft.scale)));
    out.push_str("\n[sections]\n");
    let parts: Vec<String> = draft.parts.iter().map(section).collect();
    out.push_str(&parts.join("\n"));
    let author = head::author(draft, Language::Toml);
    if !author.is_empty() {
        out.push_str(&format!("\n{author}"));
    }
    out
}

fn rating(scale: Option<f64>) -> RatingExample {
    match scale {
        Some(scale) => RatingExample {
            value: ((scale * 1.4).round() / 2.0).to_string(),
            remark: format!("out of {scale}; or \"7/10\", \"B+\", \"★★★½\""),
        },
        None => RatingExample {
            value: "3.5".to_owned(),
            remark: "out of 5; or \"7/10\", \"87%\", \"B+\", \"★★★½\"".to_owned(),
        },
    }
}

/// A key in quotation marks is a heading.
fn section(part: &SectionDraft) -> String {
    let key = part.heading.as_deref().map_or_else(|| part.key.to_string(), quote);
    format!("{key} = \"\"\"\n\"\"\"\n")
}
