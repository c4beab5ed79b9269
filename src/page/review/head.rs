//! What stands above the text: title and rating, kind and genres, facts.

use super::super::address::without_scheme;
use super::super::facts::{self, Fact, FactsForm, Subject};
use super::super::flow::{self, Between};
use super::super::stars::{self, RatingForm, ShownRating};
use super::super::wrap::wrap;
use super::super::{Line, Role, Run};
use super::{Layout, capitalised};
use crate::markup::cover;
use crate::model::{Kind, Review};
use crate::text::{Address, Severity};

/// Blank columns between what stands at the left and what stands at the right.
const GAP_COLUMNS: usize = 2;
/// The least columns of a text that has the year beside the title.
const YEAR_COLUMNS: usize = 40;
/// The most rows of a fact in the table below the title.
const MAX_FACT_ROWS: usize = 2;

impl Layout<'_> {
    pub(super) fn head(&mut self, review: &Review) {
        self.title(review);
        self.about(review);
        self.errors(review);
        let facts = self.facts(review);
        let facts: Vec<&Fact> = facts.iter().collect();
        let (rows, shortened) = match self.options.facts {
            FactsForm::Table => {
                facts::table(&facts, self.width, Some(MAX_FACT_ROWS), self.options.glyphs)
            }
            FactsForm::Row => {
                let (row, rest) = facts::row(&facts, self.width, self.options.glyphs);
                (row.into_iter().collect(), rest)
            }
            FactsForm::Pane | FactsForm::Hidden => (Vec::new(), facts),
        };
        if self.options.facts == FactsForm::Table && !rows.is_empty() {
            self.page.head.push_blank();
        }
        self.page.head.extend(&rows);
        self.shortened.extend(shortened.into_iter().cloned());
    }

    /// What was shortened above, whole at the end of the text.
    pub(super) fn shortened_facts(&mut self) {
        let facts: Vec<&Fact> = self.shortened.iter().collect();
        let (rows, _) = facts::table(&facts, self.width, None, self.options.glyphs);
        if !rows.is_empty() {
            self.page.body.push_blank();
            self.page.body.push_blank();
            self.page.body.extend(&rows);
        }
    }

    /// Title, year and rating: on one row, or on two where the title is longer than that.
    fn title(&mut self, review: &Review) {
        let has_year = self.width >= YEAR_COLUMNS;
        let year = review.year.filter(|_| has_year);
        let year: Vec<Run> =
            year.map(|year| Run::new(format!("  {year}"), Role::Fact)).into_iter().collect();
        let rating = self.rating(review);
        let title = Run::new(review.title.trim(), Role::Title);
        self.page.title_line = self.title_row(std::slice::from_ref(&title), &year, &rating.runs);

        let room = self.columns_beside(&rating.runs);
        let cells = |runs: &[Run]| self.options.glyphs.width_of(runs);
        let mut is_whole = cells(std::slice::from_ref(&title)) + cells(&year) <= room;
        if is_whole {
            self.page.head.push(&self.page.title_line.clone());
        } else {
            is_whole = self.two_rows(&title, &year, &rating.runs);
        }
        if !is_whole {
            self.shortened.push(Fact::new(Subject::Head, "Title", &review.title));
        }
        if let Some(year) = review.year.filter(|_| !is_whole || !has_year) {
            self.shortened.push(Fact::new(Subject::Head, "Year", &year.to_string()));
        }
        if let Some(written) = review.rating.as_ref().filter(|_| !rating.is_whole) {
            let written = stars::as_written(written).unwrap_or_default();
            self.shortened.push(Fact::new(Subject::Head, "Rating", &written));
        }
    }

    /// The rating at the right edge of the title.
    fn rating(&self, review: &Review) -> ShownRating {
        let (form, room) = (RatingForm::of_head(self.width), self.width / 2);
        match &review.rating {
            Some(rating) => stars::of_head(rating, form, room, self.options.glyphs),
            None => {
                let text = self.fit("not rated", room);
                ShownRating { runs: vec![Run::new(text, Role::Rating)], is_whole: true }
            }
        }
    }

    /// The columns that a rating at the right edge leaves.
    pub(super) fn columns_beside(&self, rating: &[Run]) -> usize {
        let cells = self.options.glyphs.width_of(rating);
        self.width.saturating_sub(if cells == 0 { 0 } else { cells + GAP_COLUMNS })
    }

    /// A title, cut where that is needed, with its year, and the rating at the right edge.
    fn title_row(&self, title: &[Run], year: &[Run], rating: &[Run]) -> Line {
        let glyphs = self.options.glyphs;
        let room = self.columns_beside(rating);
        let mut line =
            Line::new(flow::fit(title, room.saturating_sub(glyphs.width_of(year)), glyphs));
        line.runs.extend_from_slice(year);
        line.runs = flow::fit(&line.runs, room, glyphs);
        self.push_right(&mut line, rating);
        line
    }

    /// Adds `runs` so that they end at the right edge.
    pub(super) fn push_right(&self, line: &mut Line, runs: &[Run]) {
        let glyphs = self.options.glyphs;
        let at = self.width.saturating_sub(glyphs.width_of(runs));
        line.push_at(at, Run::default(), glyphs);
        line.runs.extend_from_slice(runs);
    }

    /// A title of two rows, with the year after its last word; whether all of it is there.
    fn two_rows(&mut self, title: &Run, year: &[Run], rating: &[Run]) -> bool {
        let glyphs = self.options.glyphs;
        let room = self.columns_beside(rating).max(1);
        let first = wrap(std::slice::from_ref(title), room, glyphs).into_iter().next();
        let mut first = first.unwrap_or_default();
        let rest = title.text.as_str().get(first.text().len()..).unwrap_or_default().trim();
        let rest = Run::new(rest, Role::Title);
        let cells = |runs: &[Run]| glyphs.width_of(runs);
        let needed = cells(std::slice::from_ref(&rest));
        // The title is the last thing to be cut.
        let has_year = needed + cells(year) <= self.width || needed > self.width;
        let year = if has_year { year } else { &[] };
        let room = self.width.saturating_sub(cells(year));
        let mut second = Line::new(flow::fit(std::slice::from_ref(&rest), room, glyphs));
        second.runs.extend_from_slice(year);
        second.runs = flow::fit(&second.runs, self.width, glyphs);
        self.push_right(&mut first, rating);
        self.page.head.extend(&[first, second]);
        has_year && needed <= room
    }

    /// Kind, genres and reading time.
    fn about(&mut self, review: &Review) {
        let glyphs = self.options.glyphs;
        let kind = capitalised(review.kind.as_str());
        let genres: Vec<Vec<Run>> =
            review.genres.iter().map(|genre| vec![Run::new(genre.as_str(), Role::Fact)]).collect();
        self.page.minutes = review.minutes();
        let (mut kind_whole, mut genres_whole) = (false, genres.is_empty());
        if !self.options.title_only {
            let dot = Run::new(" · ", Role::Dim);
            let mut line = Line::blank();
            if review.draft {
                line.runs.extend([Run::new("Draft", Role::Warning), dot.clone()]);
            }
            let minutes = match self.page.minutes {
                0 => Vec::new(),
                minutes => vec![dot.clone(), Run::new(format!("{minutes} min"), Role::Fact)],
            };
            let room = self.width.saturating_sub(glyphs.width_of(&minutes));
            line.runs.push(Run::new(kind.as_str(), Role::Fact));
            kind_whole = line.width(glyphs) <= room;
            if !genres.is_empty() && line.width(glyphs) + glyphs.width(" · ") < room {
                line.runs.push(dot);
                let room = room - line.width(glyphs);
                let genres = flow::some(&genres, Between::Comma, room, 1, glyphs);
                genres_whole = genres.is_whole;
                line.runs.extend(genres.rows.into_iter().flat_map(|row| row.runs));
            }
            line.runs = flow::fit(&line.runs, room, glyphs);
            line.runs.extend(minutes);
            line.runs = flow::fit(&line.runs, self.width, glyphs);
            self.page.about_row = Some(self.page.head.len());
            self.page.head.push(&line);
        }
        let kind = (!kind_whole && review.kind != Kind::Film)
            .then(|| Fact::new(Subject::Head, "Kind", &kind));
        let genres = Fact::of_texts(Subject::Head, "Genres", &review.genres);
        self.shortened.extend(kind.into_iter().chain(genres.filter(|_| !genres_whole)));
    }

    /// Why the file could not be read to its end.
    fn errors(&mut self, review: &Review) {
        for diagnostic in &review.diagnostics {
            if diagnostic.severity == Severity::Error {
                let message = diagnostic.message(self.options.audience());
                let place = format!("line {}, column {}", diagnostic.line, diagnostic.column);
                let error = Run::new(format!("{place}: {message}"), Role::Error);
                let lines = self.wrap(&[error], self.width);
                self.page.head.extend(&lines);
            }
        }
    }

    fn facts(&mut self, review: &Review) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(headline) =
            review.headline.as_ref().filter(|headline| **headline != review.title)
        {
            let mut line = Line::new(self.line(cover::line(headline), Role::Body));
            self.cover(std::slice::from_mut(&mut line));
            facts.push(Fact::of_runs(Subject::Other, "Headline", line.runs));
        }
        facts.extend(facts::facts(review, self.width, self.options.glyphs));
        if let Some(url) = &review.url {
            let label = Run::new(without_scheme(url), Role::Link);
            let link = self.link(&label.text, Address::new(url));
            let link = vec![Run { link, ..label }];
            facts.push(Fact::of_runs(Subject::Other, "Published", link));
        }
        facts
    }
}
