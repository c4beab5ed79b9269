//! Floor 2: the text of a section, parsed into blocks of styled runs.
//!
//! pulldown-cmark parses Markdown but knows nothing of covered passages. Their marks are found in the
//! source first and replaced by full stops of the same length. Whether a piece of text from the
//! parser is covered then follows from its position.

use std::ops::Range;

use crate::model::Markup;

pub(crate) mod cover;
mod html;
mod inline;
mod literal;
mod markdown;
pub(crate) mod spoiler;

pub use inline::Face;
pub(crate) use inline::Inline;

/// A parsed text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<LinkTarget>,
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

/// Parses a section's text. Never fails, and every word of the text is in some block.
#[must_use]
pub fn read(text: &str, markup: Markup) -> Body {
    match markup {
        Markup::Markdown => markdown::read(text),
        Markup::Literal => literal::paragraphs(text),
        Markup::Raw => literal::lines(text),
    }
}
