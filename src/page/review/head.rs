//! What stands above the text: title, stars and facts.

use super::super::address::without_scheme;
use super::super::people::people;
use super::super::stars;
use super::super::{Line, Role, Run};
use super::{Layout, capitalised};
use crate::markup::cover;
use crate::model::Review;
use crate::text::{Address, Severity};

impl Layout<'_> {
    pub(super) fn title(&mut self, review: &Review) {
        let year = review.year.map(|year| Run::new(format!("  {year}"), Role::Dim));
        let title = Run::new(review.title.as_str(), Role::Title);
        let runs: Vec<Run> = [title.clone()].into_iter().chain(year.clone()).collect();
        self.page.title = self.wrap(&runs, self.width).into_iter().collect();

        let mut rating = match review.stars() {
            Some(stars) => stars::runs(stars, self.options.glyphs),
            None => Vec::new(),
        };
        let written = match &review.rating {
            Some(rating) => stars::as_written(rating),
            None => Some("unrated".to_owned()),
        };
        if let Some(written) = written {
            let gap = if rating.is_empty() { "" } else { "  " };
            rating.push(Run::new(
                format!("{gap}{}", self.fit(&written, self.width / 2)),
                Role::Rating,
            ));
        }
        self.page.title_line = self.title_line(&title, year, &rating);
        self.page.stars = Line::new(rating);
    }

    /// The title and its stars on one line. Where they do not fit, the written rating goes first,
    /// then the year; the title is cut last.
    fn title_line(&self, title: &Run, year: Option<Run>, rating: &[Run]) -> Line {
        const GAP_COLUMNS: usize = 2;
        let cells = |runs: &[Run]| self.options.glyphs.width_of(runs);
        let stars: Vec<Run> =
            rating.iter().filter(|run| run.role != Role::Rating).cloned().collect();
        let stars = if stars.is_empty() { rating } else { &stars };
        let year: Vec<Run> = year.into_iter().collect();
        let choices = [(&year[..], rating), (&year[..], stars), (&[][..], stars)];
        let wanted = cells(std::slice::from_ref(title));
        let room = |(year, rating): (&[Run], &[Run])| {
            self.width.saturating_sub(cells(year) + cells(rating) + GAP_COLUMNS)
        };
        // A title that is too long for any of them is cut beside its stars.
        let least = wanted.min(self.width / 2);
        let chosen = choices.into_iter().find(|choice| room(*choice) >= least);
        let (year, rating) = chosen.unwrap_or((&[], &[]));
        let room = self.width.saturating_sub(cells(year) + cells(rating) + GAP_COLUMNS);
        let mut line = Line::new(vec![Run::new(self.fit(title.text.as_str(), room), Role::Title)]);
        line.runs.extend_from_slice(year);
        let gap = self.width.saturating_sub(cells(&line.runs) + cells(rating));
        if !rating.is_empty() {
            line.runs.push(Run::new(" ".repeat(gap), Role::Body));
            line.runs.extend_from_slice(rating);
        }
        line
    }

    pub(super) fn facts(&mut self, review: &Review) {
        for diagnostic in &review.diagnostics {
            if diagnostic.severity == Severity::Error {
                let message = diagnostic.message(self.options.audience());
                let place = format!("line {}, column {}", diagnostic.line, diagnostic.column);
                let text = format!("{place}: {message}");
                self.fact(&[Run::new(text, Role::Error)]);
            }
        }
        if let Some(headline) =
            review.headline.as_ref().filter(|headline| **headline != review.title)
        {
            let runs = self.line(cover::line(headline), Role::Fact);
            self.fact(&runs);
        }
        let mut runs = Vec::new();
        if review.draft {
            runs.push(Run::new("Draft", Role::Warning));
            runs.push(Run::new(&*self.sign(" · "), Role::Dim));
        }
        self.page.minutes = review.minutes();
        runs.push(Run::new(self.about(review), Role::Fact));
        self.fact(&runs);
        let people = people(review);
        if !people.is_empty() {
            self.fact(&[Run::new(people, Role::Fact)]);
        }
        let aspects: Vec<String> = review
            .aspects
            .iter()
            .map(|aspect| {
                let written = stars::as_written(&aspect.rating)
                    .unwrap_or_else(|| aspect.rating.written.clone());
                format!("{} {written}", aspect.name)
            })
            .collect();
        if !aspects.is_empty() {
            self.fact(&[Run::new(aspects.join(&self.sign(" · ")), Role::Fact)]);
        }
        if let Some(url) = &review.url {
            let label = self.fit(without_scheme(url), self.width);
            let link = self.link(&label, Address::new(url));
            self.fact(&[Run { text: label, role: Role::Link, link, ..Run::default() }]);
        }
    }

    fn fact(&mut self, runs: &[Run]) {
        let mut lines = self.wrap(runs, self.width);
        self.cover(&mut lines);
        self.page.facts.extend(&lines);
    }

    /// Kind, genres, day and reading time.
    fn about(&self, review: &Review) -> String {
        let mut facts = vec![capitalised(review.kind.as_str())];
        if !review.genres.is_empty() {
            facts.push(review.genres.join(", "));
        }
        if let Some(date) = review.date {
            facts.push(date.in_words());
        } else if let Some(watched) = review.watched {
            facts.push(format!("seen {}", watched.in_words()));
        }
        match self.page.minutes {
            0 => {}
            minutes => facts.push(format!("{minutes} min")),
        }
        facts.retain(|fact| !fact.is_empty());
        facts.join(&self.sign(" · "))
    }
}
