//! Links and their definitions.

use std::ops::Range;

use memchr::memmem;

use super::super::LinkTarget;
use super::BlockBuilder;

/// How far before the end of a link its address is looked for: a title may follow it. Images may
/// stand in images, so that the whole of each is too much to look through.
const MAX_TITLE_BYTES: usize = 1024;

impl BlockBuilder<'_> {
    /// Begins the link at `range`, whose address is there or in the definition of its label.
    pub(super) fn open_link(
        &mut self,
        scheme: &str,
        address: &str,
        label: &str,
        range: &Range<usize>,
    ) {
        let defined = self.spans.get(&label.to_lowercase()).filter(|_| !label.is_empty());
        let places = [Some(range), defined];
        let touched: Vec<&Range<usize>> =
            places.into_iter().flatten().filter(|range| self.passages.touch(range)).collect();
        // If marks in the address were hidden from the parser, the source has the real address.
        let written = touched.iter().find_map(|range| {
            let from = range.end.saturating_sub(address.len() + MAX_TITLE_BYTES).max(range.start);
            let tail = self.hidden.as_bytes().get(from - self.offset..range.end - self.offset)?;
            let start = from + memmem::rfind(tail, address.as_bytes())?;
            self.text.get(start..start + address.len())
        });
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
