//! A review as one of two that are compared: its facts are laid out elsewhere, beside those of the
//! other one.

use std::borrow::Cow;

use super::super::Page;
use super::super::facts::Fact;
use super::{Layout, Options, visible};
use crate::model::{Field, Review};

/// The most text of a review that is laid out beside another one: two pages at once may not take
/// more memory than the program is to use. The rest stands on the review's own page.
const MAX_TEXT_BYTES: usize = 1024 * 1024;

pub(in crate::page) struct Column<'a> {
    layout: Layout<'a>,
    /// The review with its fields as they may be seen.
    pub(in crate::page) review: Cow<'a, Review>,
    pub(in crate::page) facts: Vec<Fact>,
    /// The rows of the head that hold the title.
    pub(in crate::page) title_rows: usize,
}

impl<'a> Column<'a> {
    /// Lays out everything but the facts.
    pub(in crate::page) fn new(review: &'a Review, options: &'a Options) -> Self {
        let review = visible(review, options);
        let mut layout = Layout::new(options);
        layout.left_bytes = MAX_TEXT_BYTES;
        layout.title(&review);
        let title_rows = layout.page.head.len();
        layout.about(&review);
        layout.errors(&review);
        let facts = layout.facts(&review);
        for section in &review.sections {
            layout.section(section);
        }
        layout.author(&review);
        Self { layout, review, facts, title_rows }
    }

    /// Leaves out the second row of a title that has one.
    pub(in crate::page) fn keep_title_in_one_row(&mut self, shortened: &mut Vec<Fact>) {
        if self.title_rows > 1 {
            shortened.push(Fact::new(Field::Title, "Title", &self.review.title));
            let head = &mut self.layout.page.head;
            let rest: Vec<_> = head.iter().skip(self.title_rows).collect();
            head.replace(1..head.len(), &rest);
            self.title_rows = 1;
        }
    }

    /// Ends the page with the facts that are not whole above, and the author's card.
    pub(in crate::page) fn finish(mut self, shortened: Vec<Fact>) -> Page {
        self.layout.shortened.extend(shortened);
        self.layout.shortened_facts();
        self.layout.card();
        self.layout.page.body.shrink_to_fit();
        self.layout.page
    }
}
