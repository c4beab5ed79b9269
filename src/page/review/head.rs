//! What stands above the text: title and rating, kind and genres, facts.

use super::super::address::without_scheme;
use super::super::facts::{self, Fact, FactsForm};
use super::super::facts_pane::FactsPane;
use super::super::flow::{self, Between};
use super::super::stars::{self, RatingForm, ShownRating};
use super::super::wrap::wrap;
use super::super::{Line, Role, Run};
use super::{Layout, capitalised};
use crate::markup::cover;
use crate::model::{Field, Kind, Review};
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
        if !self.options.is_draft {
            self.errors(review);
        }
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
            FactsForm::Pane(_) | FactsForm::Hidden => (Vec::new(), facts),
        };
        if self.options.facts == FactsForm::Table && !rows.is_empty() {
            self.page.head.push_blank();
        }
        self.page.head.extend(&rows);
        self.shortened.extend(shortened.into_iter().cloned());
    }

    /// Lays out the pane beside the text, where there is one. To be called when all links are known.
    pub(super) fn facts_pane(&mut self, review: &Review) {
        let FactsForm::Pane(size) = self.options.facts else { return };
        let (pane, whole) = FactsPane::new(review, &self.page, size);
        self.page.facts_pane = pane;
        self.shortened.retain(|fact| match fact.field {
            Field::Directors | Field::Creators => !whole.makers,
            Field::Cast => !whole.cast,
            Field::Ratings => !whole.ratings,
            Field::Date | Field::Watched => !whole.dates,
            _ => true,
        });
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
    pub(super) fn title(&mut self, review: &Review) {
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
            self.shortened.push(Fact::new(Field::Title, "Title", &review.title));
        }
        if let Some(year) = review.year.filter(|_| !is_whole || !has_year) {
            self.shortened.push(Fact::new(Field::Year, "Year", &year.to_string()));
        }
        if let Some(written) = review.rating.as_ref().filter(|_| !rating.is_whole) {
            let written = stars::as_written(written).unwrap_or_default();
            self.shortened.push(Fact::new(Field::Rating, "Rating", &written));
        }
    }

    /// The rating at the right edge of the title.
    fn rating(&self, review: &Review) -> ShownRating {
        // Words in place of stars leave more room for the title.
        let room = if review.stars().is_some() { self.width / 2 } else { self.width / 3 };
        match &review.rating {
            Some(rating) => {
                let form = RatingForm::of_head(self.width);
                stars::of_head(rating, form, room, self.options.glyphs)
            }
            None => {
                let text = self.fit("unrated", self.width / 2);
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
        line.push_right(self.width, rating, glyphs);
        line
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
        first.push_right(self.width, rating, glyphs);
        self.page.head.extend(&[first, second]);
        has_year && needed <= room
    }

    /// Kind, genres and reading time.
    pub(super) fn about(&mut self, review: &Review) {
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
            .then(|| Fact::new(Field::Kind, "Kind", &kind));
        let genres = Fact::of_texts(Field::Genres, "Genres", &review.genres);
        self.shortened.extend(kind.into_iter().chain(genres.filter(|_| !genres_whole)));
    }

    /// Why the file could not be read to its end.
    pub(super) fn errors(&mut self, review: &Review) {
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

    pub(super) fn facts(&mut self, review: &Review) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(headline) =
            review.headline.as_ref().filter(|headline| **headline != review.title)
        {
            let mut line = Line::new(self.line(cover::line(headline), Role::Body));
            self.cover(std::slice::from_mut(&mut line));
            facts.push(Fact::of_runs(Field::Headline, "Headline", line.runs));
        }
        facts.extend(facts::facts(review, self.options.glyphs));
        if let Some(url) = &review.url {
            let label = Run::new(without_scheme(url), Role::Link);
            let link = self.link(&label.text, Address::new(url));
            let link = vec![Run { link, ..label }];
            facts.push(Fact::of_runs(Field::Url, "Published", link));
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Aspect, Author, Person, Rating, Score, Section, Stars};
    use crate::page::facts_pane::AmongOthers;
    use crate::page::{Options, Page, PaneSize, review};
    use crate::text::Glyphs;

    fn rated(written: &str, score: Score) -> Review {
        let rating = Some(Rating { written: written.into(), score });
        Review { title: "R01".into(), year: Some(2000), rating, ..Review::default() }
    }

    fn page(shown: &Review, width: usize) -> Page {
        review(shown, &Options { width, title_only: true, ..Options::default() })
    }

    fn head(page: &Page) -> Vec<String> {
        page.head.iter().map(|line| line.text()).collect()
    }

    #[test]
    fn the_title_has_its_rating_at_the_right_edge() {
        let title = |shown: &Review, width| {
            let page = page(shown, width);
            assert_eq!(head(&page), [page.title_line.text()]);
            assert_eq!(page.title_line.width(Glyphs::Unicode), width);
            page.title_line.text()
        };
        let half = rated("3.5", Score::Scaled { value: 3.5, out_of: 5.0 });
        assert_eq!(title(&half, 39), format!("R01{}★★★½", " ".repeat(32)));
        assert_eq!(title(&half, 40), format!("R01  2000{}★★★½☆  3.5/5", " ".repeat(19)));
        assert_eq!(title(&half, 66), format!("R01  2000{}★ ★ ★ ½ ☆  3.5/5", " ".repeat(41)));
        let word = rated("DNF", Score::Word(None));
        assert_eq!(title(&word, 72), format!("R01  2000{}DNF", " ".repeat(60)));
        let none = Review { rating: None, ..word };
        assert_eq!(title(&none, 72), format!("R01  2000{}unrated", " ".repeat(56)));
    }

    #[test]
    fn a_long_title_takes_two_rows_and_one_where_it_is_pinned() {
        let title = "Everything You Always Wanted to Know About Sex* (*But Were Afraid to Ask), a \
                     very long title that goes on and on";
        let five = rated("★★★★★", Score::Scaled { value: 5.0, out_of: 5.0 });
        let long = Review { title: title.into(), year: Some(1926), ..five };
        let at_72 = page(&long, 72);
        assert_eq!(
            head(&at_72),
            [
                "Everything You Always Wanted to Know About Sex* (*But Were     ★ ★ ★ ★ ★",
                "Afraid to Ask), a very long title that goes on and on  1926",
            ]
        );
        assert_eq!(
            at_72.title_line.text(),
            "Everything You Always Wanted to Know About Sex* (*But…  1926   ★ ★ ★ ★ ★"
        );
        assert!(!at_72.body.text(0..99).contains("Title"));
        let at_30 = page(&long, 30);
        assert_eq!(
            head(&at_30),
            ["Everything You Always    ★★★★★", "Wanted to Know About Sex* (*B…"]
        );
        let whole = at_30.body.iter().map(|line| line.text().trim().to_owned() + " ");
        assert!(whole.collect::<String>().contains("Afraid to Ask), a very long title"));
    }

    /// Words that stand nowhere else, in scripts of several widths.
    fn words(most: usize) -> impl Strategy<Value = Vec<String>> {
        // A line may break after a sign of some scripts, but not within a number.
        let script = proptest::sample::select(vec!["1a", "2é", "3東", "4ש", "5ж"]);
        let word = |(sign, n): (&str, u32)| format!("{}{}{n:04}", &sign[1..], &sign[..1]);
        let words = proptest::collection::vec((script, 0..10_000u32), 0..=most);
        words.prop_map(move |words| words.into_iter().map(word).collect())
    }

    fn text(most: usize) -> impl Strategy<Value = String> {
        words(most).prop_map(|words| words.join(" "))
    }

    fn texts(most: usize) -> impl Strategy<Value = Vec<String>> {
        let text = words(3).prop_filter("a name is not empty", |words| !words.is_empty());
        proptest::collection::vec(text.prop_map(|words| words.join(" ")), 0..=most)
    }

    fn rating() -> impl Strategy<Value = Rating> {
        let score = prop_oneof![
            Just(Score::Word(None)),
            Just(Score::Word(Some(Stars::from_halves(4)))),
            (0..=20u8).prop_map(|n| Score::Scaled { value: f64::from(n) / 4.0, out_of: 5.0 }),
        ];
        (text(4), score).prop_map(|(written, score)| Rating { written, score })
    }

    prop_compose! {
        fn reviews()(
            title in text(40),
            year in proptest::option::of(1900..2030),
            kind in proptest::option::of(text(4)),
            headline in proptest::option::of(text(12)),
            directors in texts(9),
            creators in texts(3),
            people in (texts(40), texts(40)),
            genres in texts(40),
            rating in proptest::option::of(rating()),
            aspects in proptest::collection::vec((text(2), rating()), 0..4),
            section in proptest::option::of(rating()),
            author in proptest::option::of(text(3)),
        ) -> Review {
            let (names, roles) = people;
            let mut roles = roles.into_iter();
            let cast = names.into_iter().map(|name| Person { name, role: roles.next() }).collect();
            let section = Section { rating: section, heading: Some("Z".into()), ..Section::default() };
            Review {
                title,
                year,
                kind: kind.map_or(Kind::Film, Kind::Other),
                headline,
                directors,
                creators,
                cast,
                genres,
                rating,
                aspects: aspects.into_iter().map(|(name, rating)| Aspect { name, rating }).collect(),
                sections: vec![section],
                author: Author { name: author, ..Author::default() },
                ..Review::default()
            }
        }
    }

    fn forms() -> impl Strategy<Value = FactsForm> {
        let size = (31..=43usize, 0..70usize);
        prop_oneof![
            Just(FactsForm::Table),
            Just(FactsForm::Row),
            Just(FactsForm::Hidden),
            size.prop_map(|(columns, rows)| FactsForm::Pane(PaneSize { columns, rows })),
        ]
    }

    /// Every word of the fields of a review, as a number.
    fn words_of(shown: &Review) -> Vec<String> {
        let ratings = shown.aspects.iter().map(|aspect| &aspect.rating).chain(&shown.rating);
        let ratings =
            ratings.chain(shown.sections.iter().filter_map(|section| section.rating.as_ref()));
        let texts = [&shown.title]
            .into_iter()
            .chain(&shown.headline)
            .chain(&shown.directors)
            .chain(&shown.creators)
            .chain(&shown.genres)
            .chain(shown.cast.iter().map(|person| &person.name))
            .chain(shown.cast.iter().filter_map(|person| person.role.as_ref()))
            .chain(shown.aspects.iter().map(|aspect| &aspect.name))
            .chain(ratings.map(|rating| &rating.written))
            .chain(&shown.author.name);
        let words = texts.map(String::as_str).chain([shown.kind.as_str()]);
        let words = words.flat_map(str::split_whitespace);
        let numbers = words.map(|word| word.replace(|c: char| !c.is_ascii_digit(), ""));
        numbers.chain(shown.year.map(|year| year.to_string())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Nothing is wider than there is room for, and whatever is shortened stands whole somewhere.
        #[test]
        fn no_word_is_lost_and_no_row_too_wide(
            shown in reviews(), width in 18..=250usize, facts in forms(), title_only: bool,
        ) {
            let options = Options { width, title_only, facts, ..Options::default() };
            let page = review(&shown, &options);
            let mut seen = String::new();
            for line in page.lines().chain([page.title_line.clone()]) {
                prop_assert!(line.width(Glyphs::Unicode) <= width, "{:?}", line.text());
                seen.push_str(&line.text());
            }
            if let FactsForm::Pane(size) = facts {
                let rows = page.facts_pane.rows(&AmongOthers::default(), size, Glyphs::Unicode);
                prop_assert_eq!(rows.len(), size.rows);
                for row in rows {
                    prop_assert!(row.line.width(Glyphs::Unicode) <= size.columns, "{:?}", row.line.text());
                    seen.push_str(&row.line.text());
                }
            }
            let seen = seen.replace(char::is_whitespace, "");
            for word in words_of(&shown) {
                prop_assert!(seen.contains(&word), "{word} is lost:\n{}", page.lines().map(|line| line.text() + "\n").collect::<String>());
            }
        }
    }
}
