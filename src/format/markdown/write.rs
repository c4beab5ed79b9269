//! A new review in Markdown, with fields at its head where its author has any.

use crate::format::draft::Draft;
use crate::format::draft::head::{self, RatingExample};
use crate::format::draft::manner::{HeadingStyle, PeopleLine};

pub(super) fn write(draft: &Draft) -> String {
    let mut out = String::new();
    if head::has_fields(draft) {
        let language = draft.manner.language;
        let rating = RatingExample {
            value: "7/10".to_owned(),
            remark: "or 87%, B+, ★★★½".to_owned(),
        };
        let fence = language.fence();
        let fields = head::fields(draft, language, &rating);
        out.push_str(&format!("{fence}\n{fields}{}{fence}\n\n", head::author(draft, language)));
    } else {
        out.push_str(&format!("# {}\n\n", escaped(&draft.title.to_string())));
    }
    let (above, below) = draft.rating_lines();
    let people = draft.manner.people_line.map(PeopleLine::text);
    let lines = above.map(str::to_owned).into_iter().chain(people);
    lines.for_each(|line| out.push_str(&format!("{line}\n\n")));
    for part in &draft.parts {
        match part.heading() {
            Some(heading) => out.push_str(&format!("{}\n\n\n", marked(heading, draft))),
            None => out.push('\n'),
        }
    }
    out.extend(below.map(|line| format!("{line}\n")));
    out.truncate(out.trim_end().len() + 1);
    out
}

fn marked(heading: &str, draft: &Draft) -> String {
    let heading = escaped(heading);
    match draft.manner.heading {
        HeadingStyle::Level(level) => format!("{} {heading}", "#".repeat(level.into())),
        HeadingStyle::Bold => format!("**{heading}**"),
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
