//! Floor 2: searching what can be read of reviews. What is covered is not there for a search unless
//! it is uncovered.

mod folded;
mod paragraphs;
mod passage;
mod word_index;

use crate::markup::{self, Block};
use crate::model::{Review, Section};
use crate::text::Spoilers;

pub use folded::{FoldedText, Hit};
pub(crate) use paragraphs::{ParagraphSet, count_hits};
pub(crate) use passage::passage_lines;
pub use passage::{Passage, passages};
pub(crate) use word_index::WordIndex;

/// The blocks of a section, of which each is a paragraph of the page.
fn blocks(section: &Section) -> impl Iterator<Item = Block> {
    markup::read(section).flat_map(|body| body.blocks)
}

/// The sections in which there is something to read, each with its number in the review.
fn open_sections(review: &Review, spoilers: Spoilers) -> impl Iterator<Item = (u32, &Section)> {
    let is_open = move |section: &Section| spoilers == Spoilers::Told || !section.covered;
    (0..).zip(&review.sections).filter(move |(_, section)| is_open(section))
}
