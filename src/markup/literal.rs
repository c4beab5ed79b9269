//! Text in which every character stands for itself.

use super::{Block, BlockKind, Body, Inline};

/// Paragraphs parted by blank lines; without a blank line, every line is one.
pub(super) fn paragraphs(text: &str) -> Body {
    let has_blank = text.trim().split('\n').any(|line| line.trim().is_empty());
    let mut body = Body::default();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            push(&mut body, text, start.take(), at);
        } else if !has_blank {
            push(&mut body, text, Some(at), end);
        } else {
            start.get_or_insert(at);
        }
        at = end;
    }
    push(&mut body, text, start, at);
    body
}

fn push(body: &mut Body, text: &str, start: Option<usize>, end: usize) {
    let Some(start) = start else { return };
    let Some(passage) = text.get(start..end) else { return };
    let lines: Vec<&str> = passage.lines().map(str::trim).collect();
    // Lines of a poem or a list of facts are short; lines that fill the page are one paragraph.
    let joint = if lines.iter().any(|line| line.len() > 60) { " " } else { "\n" };
    let runs = vec![Inline { text: lines.join(joint), ..Inline::default() }];
    let source = start..start + passage.trim_end().len();
    body.blocks.push(Block { runs, source, ..Block::default() });
}

/// Every line as it is.
pub(super) fn lines(text: &str) -> Body {
    let mut body = Body::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let runs = vec![Inline { text: content.to_owned(), ..Inline::default() }];
        let source = at..at + content.len();
        body.blocks.push(Block {
            kind: BlockKind::Code,
            tight: true,
            runs,
            source,
            ..Block::default()
        });
        at += line.len();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(body: &Body) -> Vec<&str> {
        body.blocks.iter().map(|block| block.runs[0].text.as_str()).collect()
    }

    #[test]
    fn lines_are_paragraphs_where_nothing_parts_them() {
        assert_eq!(texts(&paragraphs("One.\nTwo.\n")), ["One.", "Two."]);
        assert_eq!(texts(&paragraphs("One\ntwo.\n\nThree.")), ["One\ntwo.", "Three."]);
    }

    #[test]
    fn nothing_is_markup() {
        let text = "A *b* ||c|| <d> [e](f)";
        assert_eq!(texts(&paragraphs(text)), [text]);
    }
}
