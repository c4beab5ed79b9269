//! Floor 2: the text of a section, read as blocks of styled runs.
//!
//! Markdown is read by pulldown-cmark; what is ours is the covered passage, which no parser
//! knows. Its marks are found in the source first, then hidden from the parser behind stops of the
//! same length, so that every piece of text the parser returns can be told apart by its place.

use std::ops::Range;

use crate::model::Markup;

pub(crate) mod cover;
mod html;
mod literal;
mod markdown;
pub(crate) mod spoiler;

/// A section's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Paragraphs, items, headings and the like, from first to last.
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

/// Whether what follows `before` on its line stands in code.
pub(crate) fn opens_code(before: &str) -> bool {
    before.matches('`').count() % 2 == 1
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BlockKind {
    #[default]
    Paragraph,
    /// A heading within the section.
    Heading,
    /// Preformatted text; its line breaks stand.
    Code,
    /// A row of a table.
    Row,
    /// A line across the page.
    Rule,
}

/// A paragraph or what stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// How many quotations it stands in.
    pub(crate) quote: usize,
    /// By how many columns a list moves it in.
    pub(crate) indent: usize,
    /// The bullet or the number, on the first block of an item.
    pub(crate) marker: Option<String>,
    /// Whether no blank line stands between this block and the one before.
    pub(crate) tight: bool,
    pub(crate) runs: Vec<Inline>,
    /// Where it stands in the section's source.
    pub(crate) source: Range<usize>,
}

/// Text of one kind. A line break in it is a break of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    /// The text, decoded and not yet cleaned.
    pub(crate) text: String,
    pub(crate) face: Face,
    /// The link it belongs to, an index into [`Body::links`].
    pub(crate) link: Option<usize>,
    pub(crate) covered: bool,
    /// Whether it parts two cells of a table, and is no text of the author's.
    pub(crate) between: bool,
}

impl Inline {
    const fn kind(&self) -> (Face, Option<usize>, bool, bool) {
        (self.face, self.link, self.covered, self.between)
    }
}

/// How a run differs from the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Face {
    /// Emphasis, usually italic.
    pub emphasis: bool,
    /// Strong emphasis, usually bold.
    pub strong: bool,
    /// Struck out.
    pub struck: bool,
    /// Code.
    pub code: bool,
}

/// Reads a section's text. Never fails; every word of the text is in some block.
#[must_use]
pub fn read(text: &str, markup: Markup) -> Body {
    match markup {
        Markup::Markdown => markdown::read(text),
        Markup::Literal => literal::paragraphs(text),
        Markup::Raw => literal::lines(text),
    }
}

/// Adds `text` to `runs`, to the last run when that is of the same kind.
fn push_run(runs: &mut Vec<Inline>, run: Inline) {
    match runs.last_mut() {
        Some(last) if last.kind() == run.kind() => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}
