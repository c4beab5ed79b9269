//! Floor 2: the text of a section, parsed into blocks of styled runs.
//!
//! pulldown-cmark parses Markdown but knows nothing of covered passages. Their marks are found in the
//! source first and replaced by full stops of the same length. Whether a piece of text from the
//! parser is covered then follows from its position.

use std::ops::Range;

use crate::model::{Markup, Section};

pub(crate) mod cover;
mod html;
mod inline;
mod literal;
mod markdown;
pub(crate) mod pieces;
pub(crate) mod spoiler;

pub use inline::Face;
pub(crate) use inline::Inline;

use pieces::Piece;

/// A piece of a text, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<LinkTarget>,
    /// The places of blocks that are covered as a whole, because of what other pieces may hold.
    covered: Vec<Range<usize>>,
}

impl Body {
    /// Joins its first block to the text before it, if it is the rest of a block.
    fn join(&mut self, piece: &Piece) {
        if let Some(first) = self.blocks.first_mut() {
            first.tight |= piece.begins_within;
        }
    }

    /// Covers the blocks that the piece cuts in two. A link whose words are covered may have lost
    /// its other half, and what is left of it would show its address.
    fn cover_torn(&mut self, piece: &Piece) {
        let first = piece.begins_within.then_some(0);
        let last = self.blocks.len().checked_sub(1).filter(|_| piece.ends_within);
        first.into_iter().chain(last).for_each(|index| self.cover(index));
    }

    fn cover(&mut self, index: usize) {
        let Some(block) = self.blocks.get_mut(index) else { return };
        block.runs.iter_mut().for_each(|run| run.covered = true);
        self.covered.push(block.source.clone());
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinkTarget {
    pub(crate) address: String,
    /// The link, or the definition of its address.
    pub(crate) place: Range<usize>,
    /// Whether the link stands under a cover, in whole or in part: its address may tell what its
    /// words would.
    pub(crate) covered: bool,
}

/// Whether inline code is open at the end of `before`, the beginning of a line.
pub(crate) fn opens_code(before: &str) -> bool {
    before.matches('`').count() % 2 == 1
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BlockKind {
    #[default]
    Paragraph,
    /// A heading within the section.
    Heading,
    /// Preformatted text, whose line breaks are kept.
    Code,
    /// A row of a table.
    Row,
    /// A horizontal rule.
    Rule,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// How many quotations it is nested in.
    pub(crate) quote: usize,
    /// The indentation by lists, in columns.
    pub(crate) indent: usize,
    /// The bullet or the number, on the first block of an item.
    pub(crate) marker: Option<String>,
    /// Whether no blank line stands between this block and the one before.
    pub(crate) tight: bool,
    pub(crate) runs: Vec<Inline>,
    /// Its range in the section's source.
    pub(crate) source: Range<usize>,
    /// Whether its source holds covered text, which may be in none of its runs: in the address of a
    /// link, or in a comment.
    pub(crate) holds_covered: bool,
}

/// Parses a section's text, one piece after the other. Never fails, and every word of the text is
/// in some block.
pub(crate) fn read(section: &Section) -> Box<dyn Iterator<Item = Body> + '_> {
    let (text, passages) = (&section.text, spoiler::of_section(section));
    match section.markup {
        Markup::Markdown => Box::new(markdown::read(text, passages)),
        Markup::Literal => Box::new(literal::paragraphs(text, passages)),
        Markup::Raw => Box::new(literal::raw_lines(text)),
    }
}
