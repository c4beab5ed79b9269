//! Plain text without markup.

use super::inline::{Inline, push_run};
use super::pieces::{Piece, pieces};
use super::spoiler::{At, Passages};
use super::{Block, BlockKind, Body};
use crate::model::Markup;
use crate::text::lines::lines;

/// A paragraph with a longer line is wrapped prose.
const MAX_VERSE_BYTES: usize = 60;

/// Paragraphs separated by blank lines. Without a blank line, every line is a paragraph.
pub(super) fn paragraphs(text: &str, passages: Passages) -> impl Iterator<Item = Body> {
    let pieces = pieces(text, Markup::Literal);
    let is_spaced = pieces.is_spaced;
    pieces.map(move |piece| paragraphs_of(text, &passages, &piece, is_spaced))
}

fn paragraphs_of(text: &str, passages: &Passages, piece: &Piece, is_spaced: bool) -> Body {
    let mut body = Body::default();
    let mut start = None;
    for (at, line) in lines(&text[piece.range.clone()]) {
        let at = piece.range.start + at;
        if line.trim().is_empty() {
            push(&mut body, text, passages, start.take(), at);
        } else if !is_spaced {
            push(&mut body, text, passages, Some(at), at + line.len());
        } else {
            start.get_or_insert(at);
        }
    }
    push(&mut body, text, passages, start, piece.range.end);
    body.join(piece);
    body
}

fn push(body: &mut Body, text: &str, passages: &Passages, start: Option<usize>, end: usize) {
    let Some(start) = start else { return };
    let Some(passage) = text.get(start..end) else { return };
    // Long lines are wrapped prose. Short ones are a poem or a list, whose line breaks are kept.
    let is_prose = passage.lines().any(|line| line.trim().len() > MAX_VERSE_BYTES);
    let joint = if is_prose { " " } else { "\n" };
    let mut runs = Vec::new();
    for (at, line) in lines(passage) {
        let from = start + at + line.len() - line.trim_start().len();
        if !runs.is_empty() {
            let covered = passages.at(start + at - 1).0 == At::Covered;
            push_run(&mut runs, Inline { text: joint.to_owned(), covered, ..Inline::default() });
        }
        let parts = passages.parts(from..from + line.trim().len());
        for (at, part) in parts.filter(|(at, _)| *at != At::Mark) {
            let text = text.get(part).unwrap_or_default().to_owned();
            push_run(&mut runs, Inline { text, covered: at == At::Covered, ..Inline::default() });
        }
    }
    if runs.is_empty() {
        return;
    }
    let source = start..start + passage.trim_end().len();
    let holds_covered = passages.cover_any(&source);
    body.blocks.push(Block { runs, source, holds_covered, ..Block::default() });
}

/// Every line as a block, unchanged.
pub(super) fn raw_lines(text: &str) -> impl Iterator<Item = Body> {
    pieces(text, Markup::Raw).map(move |piece| {
        let mut body = Body::default();
        for (at, line) in lines(&text[piece.range.clone()]) {
            let at = piece.range.start + at;
            let content = line.trim_end_matches(['\n', '\r']);
            let runs = vec![Inline { text: content.to_owned(), ..Inline::default() }];
            let source = at..at + content.len();
            let kind = BlockKind::Code;
            body.blocks.push(Block { kind, tight: true, runs, source, ..Block::default() });
        }
        body
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bodies: impl Iterator<Item = Body>) -> Vec<String> {
        bodies.flat_map(|body| body.blocks).map(|block| block.runs[0].text.clone()).collect()
    }

    #[test]
    fn lines_without_blank_ones_between_are_paragraphs() {
        assert_eq!(texts(paragraphs("One.\nTwo.\n", Passages::default())), ["One.", "Two."]);
        assert_eq!(
            texts(paragraphs("One\ntwo.\n\nThree.", Passages::default())),
            ["One\ntwo.", "Three."]
        );
    }

    #[test]
    fn nothing_is_markup() {
        let text = "A *b* ||c|| <d> [e](f)";
        assert_eq!(texts(paragraphs(text, Passages::default())), [text]);
    }
}
