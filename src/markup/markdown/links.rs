//! Links and their definitions.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::Parser;

use super::super::LinkTarget;
use super::super::pieces::{MAX_PIECE_BYTES, pieces};
use super::super::spoiler::Passages;
use super::{BlockBuilder, OPTIONS, hidden};
use crate::model::Markup;

/// How far before the end of a link its address is looked for: a title may follow it. Images may
/// stand in images, so that the whole of each is too much to look through.
const MAX_TITLE_BYTES: usize = 1024;

/// A link definition of a text in several pieces.
pub(super) struct Definition {
    pub(super) address: String,
    span: Range<usize>,
}

/// Link definitions by their labels in lower case.
pub(super) type Definitions = HashMap<String, Definition>;

/// The link definitions of a text that is read in several pieces, since a link may stand in another
/// piece than its definition. For a text of one piece, the parser knows them all.
pub(super) fn definitions(text: &str, passages: &Passages) -> Definitions {
    let mut found = Definitions::new();
    if text.len() <= MAX_PIECE_BYTES || memmem::find(text.as_bytes(), b"]:").is_none() {
        return found;
    }
    for piece in pieces(text, Markup::Markdown) {
        let offset = piece.range.start;
        let hidden = hidden::hide_marks(text, passages, &piece.range);
        for (label, definition) in Parser::new_ext(&hidden, OPTIONS).reference_definitions().iter()
        {
            let span = definition.span.start + offset..definition.span.end + offset;
            let address = &*definition.dest;
            let written =
                passages.touch(&span).then(|| written(text, &hidden, offset, &span, address));
            let address = written.flatten().unwrap_or(address).to_owned();
            // Notes look like definitions, but lead nowhere.
            if !label.starts_with('^') {
                found.entry(label.to_lowercase()).or_insert(Definition { address, span });
            }
        }
    }
    found
}

/// An address as the text has it, where the parser saw `hidden` for the text from `offset` on.
fn written<'t>(
    text: &'t str,
    hidden: &str,
    offset: usize,
    range: &Range<usize>,
    address: &str,
) -> Option<&'t str> {
    let from = range.end.saturating_sub(address.len() + MAX_TITLE_BYTES).max(range.start);
    let tail = hidden.as_bytes().get(from - offset..range.end - offset)?;
    let start = from + memmem::rfind(tail, address.as_bytes())?;
    text.get(start..start + address.len())
}

impl BlockBuilder<'_> {
    /// Begins the link at `range`, whose address is there or in the definition of its label.
    pub(super) fn open_link(
        &mut self,
        scheme: &str,
        address: &str,
        label: &str,
        range: &Range<usize>,
    ) {
        let label = label.to_lowercase();
        if !self.spans.contains_key(&label)
            && let Some(definition) = self.elsewhere.get(&label)
        {
            let place = definition.span.clone();
            let covered = self.passages.touch(range) || self.passages.touch(&place);
            let address = definition.address.clone();
            return self.link_to(LinkTarget { address, place, covered });
        }
        let defined = self.spans.get(&label).filter(|_| !label.is_empty());
        let places = [Some(range), defined];
        let touched: Vec<&Range<usize>> =
            places.into_iter().flatten().filter(|range| self.passages.touch(range)).collect();
        // If marks in the address were hidden from the parser, the source has the real address.
        let written = touched
            .iter()
            .find_map(|range| written(self.text, self.hidden, self.offset, range, address));
        let target = LinkTarget {
            address: format!("{scheme}{}", written.unwrap_or(address)),
            place: defined.unwrap_or(range).clone(),
            covered: !touched.is_empty(),
        };
        self.link_to(target);
    }

    pub(super) fn link_to(&mut self, target: LinkTarget) {
        self.link = Some(self.body.links.len());
        self.body.links.push(target);
    }

    /// Adds the definitions that no link uses as text.
    pub(super) fn definitions(&mut self, definitions: Vec<(String, Range<usize>)>) {
        self.lists.clear();
        self.tight = false;
        let used: std::collections::HashSet<String> = self.labels.drain(..).collect();
        for (_, span) in definitions.into_iter().filter(|(label, _)| !used.contains(label)) {
            let source = self.text.get(span.clone()).unwrap_or_default();
            self.text(source, &span);
            self.flush();
        }
    }
}
