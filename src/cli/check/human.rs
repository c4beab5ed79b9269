//! Findings for people: the message, and the line of the file with a caret.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::Checked;
use crate::cli::output::Output;
use crate::format::Covered;
use crate::store;
use crate::text::clean::is_unseen_control;
use crate::text::{Audience, Clean, Diagnostic, Glyphs, Severity, Source, Span, Spoilers};

/// How much of a line is quoted on either side of a finding: more than any terminal shows.
const MAX_CONTEXT_CHARS: usize = 2000;

/// Prints every finding with its line.
pub(super) fn print(out: &mut Output, checked: &Checked, spoilers: Spoilers) -> io::Result<()> {
    let to = out.audience(spoilers);
    let is_coloured = out.theme.as_ref().is_some_and(|theme| !theme.is_colourless());
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(out.page_columns());
    let mut open: Option<(Arc<Path>, Option<QuotedFile>)> = None;
    for (path, finding) in &checked.findings {
        if open.as_ref().is_none_or(|(opened, _)| opened != path) {
            // Texts are not kept while checking, since there may be many.
            open = Some((Arc::clone(path), QuotedFile::read(checked, path, to)));
        }
        let file = open.as_ref().and_then(|(_, file)| file.as_ref());
        writeln!(out, "{}\n", render(&renderer, path, finding, file, to))?;
    }
    Ok(())
}

/// A file whose lines are quoted, and which parts of it are covered.
struct QuotedFile {
    source: Source,
    covered: Covered,
    glyphs: Glyphs,
}

impl QuotedFile {
    fn read(checked: &Checked, path: &Path, to: Audience) -> Option<Self> {
        let read;
        let loaded = match checked.texts.get(path) {
            Some(loaded) => loaded,
            None => {
                read = store::load_alone(path, store::read(path));
                &read
            }
        };
        let file = loaded.file.as_ref()?;
        let covered = match to.spoilers {
            Spoilers::Told => Covered::default(),
            Spoilers::Covered => Covered::of_all(loaded.reviews(), &file.source, &file.fields),
        };
        let source = Source::new(path, file.source.text().to_owned());
        Some(Self { source, covered, glyphs: to.glyphs })
    }
}

fn render(
    renderer: &Renderer,
    path: &Path,
    finding: &Diagnostic,
    file: Option<&QuotedFile>,
    to: Audience,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = finding.one_line(to).to_string();
    let (line, column) = (finding.line as usize, finding.column as usize);
    let path = Clean::new(path.to_string_lossy()).to_string();
    let title = level.primary_title(message).id(finding.code.as_str());
    let origin = |path| Origin::path(path).line(line).char_column(column);
    let group = match file.and_then(|file| quote(file, finding)) {
        None => title.element(origin(path)),
        Some((text, marked)) => {
            let exact = text[..marked.start].chars().count() + 1 == column;
            let snippet = Snippet::source(text)
                .line_start(line)
                .annotation(AnnotationKind::Primary.span(marked));
            // Where the quoted line is not the file's, the column would be wrong: the place gets a line
            // of its own.
            if exact {
                title.element(snippet.path(path))
            } else {
                title.element(origin(path)).element(snippet)
            }
        }
    };
    renderer.render(&[group])
}

/// The line of a finding, masked and cleaned, and the range in it to point at.
fn quote(file: &QuotedFile, finding: &Diagnostic) -> Option<(String, std::ops::Range<usize>)> {
    let text = file.source.text();
    let line = file.source.line_start(finding.line);
    let end = text.get(line..)?.find('\n').map_or(text.len(), |newline| line + newline);
    let end = if text[line..end].ends_with('\r') { end - 1 } else { end };
    let start = finding.span.start.clamp(line, end);
    let stop = finding.span.end.clamp(start, end);
    let head = text.get(line..start)?;
    let tail = text.get(stop..end)?.trim_end();
    let from = head.char_indices().rev().nth(MAX_CONTEXT_CHARS).map_or(line, |(at, _)| line + at);
    let to =
        tail.char_indices().nth(MAX_CONTEXT_CHARS).map_or(stop + tail.len(), |(at, _)| stop + at);
    let show = |from: usize, to: usize| {
        let shown = file.covered.show(&file.source, Span::new(from, to), file.glyphs);
        Clean::from(shown.chars().map(in_its_column).collect::<String>()).to_string()
    };
    let (head, meant, tail) = (show(from, start), show(start, stop), show(stop, to));
    if head.trim().is_empty() && meant.is_empty() && tail.is_empty() {
        return None;
    }
    let at = head.len();
    let stop = at + meant.len();
    Some((format!("{head}{meant}{tail}"), at..stop))
}

/// Keeps columns in place: replaces what cleaning would remove or widen.
fn in_its_column(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_unseen_control(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}
