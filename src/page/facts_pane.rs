//! The facts of a review in a pane beside its text: whole blocks from the top as far as they fit,
//! and the author's card at the bottom.

use super::flow;
use super::stars::{self, RatingForm};
use super::voices::VoiceOnWork;
use super::wrap::wrap;
use super::{Byline, Line, Page, PaneSize, Role, Run, spread};
use crate::model::{Person, Review, ReviewId, Section, SectionKey, Spread, Stars};
use crate::text::Glyphs;
use crate::text::mask::covered_rating;
use crate::text::phrase::{grouped, plural};

/// The most people of one block; further ones are counted.
const MAX_PEOPLE: usize = 12;
/// The least blank columns between two columns of a block.
const GAP_COLUMNS: usize = 2;
/// The fewest rated reviews among which one has a standing.
const MIN_RATED: usize = 5;

/// A heading with rows below it.
pub(super) type Block = Vec<Line>;

/// What of the pane depends on the review alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FactsPane {
    /// The blocks that fit, from the top.
    blocks: Vec<Block>,
    /// Whether the blocks of the library may follow: every block of the review fits.
    has_room: bool,
    /// Words, reading time and covers.
    in_review: Block,
    card: Block,
}

/// Which facts of a review are whole in the pane.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WholeInPane {
    pub(super) makers: bool,
    pub(super) cast: bool,
    pub(super) ratings: bool,
    pub(super) dates: bool,
}

/// What of the pane depends on the other reviews of the library.
#[derive(Clone, Debug, Default)]
pub(crate) struct AmongOthers<'a> {
    pub(crate) spread: Spread,
    pub(crate) stars: Option<Stars>,
    /// Whose ratings these are, where there are several voices.
    pub(crate) voice: Option<&'a str>,
    /// The voices that have written of the work, if there are several.
    pub(crate) voices: Vec<VoiceOnWork<'a>>,
    /// Who made the work, and other works by the same maker.
    pub(crate) maker: &'a str,
    pub(crate) works: Vec<OtherWork<'a>>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// Another work by the same maker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OtherWork<'a> {
    pub(crate) id: ReviewId,
    pub(crate) title: &'a str,
    pub(crate) year: Option<i32>,
    pub(crate) stars: Option<Stars>,
}

/// A row of the pane.
#[derive(Clone, Debug, Default)]
pub(crate) struct PaneRow {
    pub(crate) line: Line,
    /// The review that it leads to.
    pub(crate) review: Option<ReviewId>,
}

/// Where the rating of a review stands among those of the library; `None` where too few are rated
/// or all are rated the same.
#[must_use]
pub(crate) fn standing(spread: &Spread, stars: Stars) -> Option<String> {
    let (rated, higher, lower) = (spread.rated(), spread.higher(stars), spread.lower(stars));
    let shared = if rated - higher - lower > 1 { "joint " } else { "" };
    match (higher, lower) {
        _ if rated < MIN_RATED => None,
        (0, 0) => None,
        (0, _) => Some(format!("{shared}best of {} rated", grouped(rated))),
        (_, 0) => Some(format!("{shared}lowest of {} rated", grouped(rated))),
        _ => Some(format!("{} rated higher, {} lower", grouped(higher), grouped(lower))),
    }
}

impl FactsPane {
    /// Lays out what is known of a review whose page is laid out but for the pane. Returns it with
    /// what is whole in it.
    pub(super) fn new(review: &Review, page: &Page, size: PaneSize) -> (Self, WholeInPane) {
        let layout = Layout { columns: size.columns.max(1), glyphs: page.glyphs };
        let card = layout.card(review, &page.author);
        let in_review = layout.in_review(review, page);
        let mut pane = Self { has_room: true, in_review, card, ..Self::default() };
        let mut whole = WholeInPane::default();
        let made = [
            ("Directed by", &review.directors),
            (super::facts::made_by(&review.kind), &review.creators),
        ];
        let makers = made.map(|(label, names)| {
            layout.people(label, names.iter().map(|name| (name.as_str(), None)))
        });
        whole.makers = makers.map(|made| pane.add(made, size.rows)) == [true; 2];
        let cast = review.cast.iter().map(|Person { name, role }| (name.as_str(), role.as_deref()));
        whole.cast = pane.add(layout.people("With", cast), size.rows);
        whole.ratings = pane.add(layout.ratings(review, page), size.rows);
        whole.dates = pane.card.len() <= size.rows;
        (pane, whole)
    }

    /// Adds a block if it fits above the card; whether it is whole there.
    fn add(&mut self, (block, is_whole): (Block, bool), rows: usize) -> bool {
        let used: usize = self.blocks.iter().map(|block| block.len() + 1).sum();
        self.has_room &= used + block.len() + 1 + self.card.len() <= rows;
        if self.has_room && !block.is_empty() {
            self.blocks.push(block);
        }
        self.has_room && is_whole
    }

    /// All rows of the pane.
    #[must_use]
    pub(crate) fn rows(
        &self,
        others: &AmongOthers<'_>,
        size: PaneSize,
        glyphs: Glyphs,
    ) -> Vec<PaneRow> {
        let layout = Layout { columns: size.columns.max(1), glyphs };
        let mut pane = self.clone();
        let voices_block = pane.blocks.len();
        pane.add((layout.voices(others), true), size.rows);
        let has_voices = pane.blocks.len() > voices_block;
        pane.add((layout.spread(others), true), size.rows);
        pane.add((self.in_review.clone(), true), size.rows);
        let works_block = pane.blocks.len();
        pane.add((layout.works(others), true), size.rows);
        let mut rows = Vec::new();
        for (index, block) in pane.blocks.into_iter().enumerate() {
            if index > 0 {
                rows.push(PaneRow::default());
            }
            let ids: Vec<ReviewId> = match index {
                _ if has_voices && index == voices_block => {
                    others.voices.iter().map(|voice| voice.id).collect()
                }
                _ if index == works_block => others.works.iter().map(|work| work.id).collect(),
                _ => Vec::new(),
            };
            // The heading comes first.
            let mut ids = ids.into_iter();
            rows.extend(block.into_iter().enumerate().map(|(at, line)| PaneRow {
                line,
                review: if at == 0 { None } else { ids.next() },
            }));
        }
        let card_at = size.rows.saturating_sub(pane.card.len());
        rows.resize(card_at, PaneRow::default());
        rows.extend(pane.card.into_iter().map(|line| PaneRow { line, review: None }));
        rows.truncate(size.rows);
        rows
    }
}

#[derive(Clone, Copy)]
struct Layout {
    columns: usize,
    glyphs: Glyphs,
}

impl Layout {
    fn heading(self, text: &str) -> Line {
        Line::new(flow::fit(&[Run::new(text, Role::Heading)], self.columns, self.glyphs))
    }

    fn wrap(self, run: Run) -> Vec<Line> {
        wrap(&[run], self.columns, self.glyphs)
    }

    /// `left`, and `right` at the right edge; `left` is cut where both do not fit.
    fn row(self, left: &[Run], right: &[Run]) -> Line {
        let cells = self.glyphs.width_of(right);
        let room = self.columns.saturating_sub(cells + GAP_COLUMNS);
        let mut line = Line::new(flow::fit(left, room, self.glyphs));
        line.push_right(self.columns, right, self.glyphs);
        Line::new(flow::fit(&line.runs, self.columns, self.glyphs))
    }

    /// Names, and beside them in a column of their own what these people play. Returns the block, and
    /// whether everybody is there.
    fn people<'a>(
        self,
        label: &str,
        people: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    ) -> (Block, bool) {
        let people: Vec<_> = people.collect();
        if people.is_empty() {
            return (Vec::new(), true);
        }
        let shown = &people[..people.len().min(MAX_PEOPLE)];
        let has_roles = shown.iter().any(|(_, role)| role.is_some());
        // The longest name decides, but leaves four tenths for the roles.
        let most = if has_roles { self.columns * 6 / 10 } else { self.columns };
        let longest = shown.iter().map(|(name, _)| self.glyphs.width(name)).max();
        let name_columns = longest.unwrap_or(0).min(most).max(1);
        let role_at = name_columns + GAP_COLUMNS;
        let role_columns = self.columns.saturating_sub(role_at).max(1);
        let mut block = vec![self.heading(label)];
        for (name, role) in shown {
            let names = wrap(&[Run::new(*name, Role::Body)], name_columns, self.glyphs);
            let role =
                role.map(|role| wrap(&[Run::new(role, Role::Aside)], role_columns, self.glyphs));
            let mut names = names.into_iter();
            let mut roles = role.unwrap_or_default().into_iter();
            for _ in 0..names.len().max(roles.len()) {
                let mut line = names.next().unwrap_or_default();
                if let Some(role) = roles.next() {
                    line.extend_at(role_at, role.runs, self.glyphs);
                }
                block.push(line);
            }
        }
        let more = people.len() - shown.len();
        if more > 0 {
            block.push(Line::new(vec![Run::new(format!("+{more}"), Role::Count)]));
        }
        (block, more == 0)
    }

    /// The rating of the whole and those of its aspects, where there are any. Returns the block, and
    /// whether all of them are whole.
    fn ratings(self, review: &Review, page: &Page) -> (Block, bool) {
        let of_sections =
            review.sections.iter().zip(&page.sections).filter_map(|(section, mark)| {
                let name = match SectionKey::NAMED.contains(&section.key) {
                    true => section.key.to_string(),
                    // The name on the page has what is covered masked.
                    false => mark.name.to_string(),
                };
                Some((name, section.rating.as_ref()?))
            });
        let others = review.aspects.iter().map(|aspect| (aspect.name.clone(), &aspect.rating));
        let aspects: Vec<_> = of_sections.chain(others).collect();
        if aspects.is_empty() {
            return (Vec::new(), true);
        }
        let mut is_whole = true;
        let overall = review.rating.iter().map(|rating| ("overall".to_owned(), rating));
        let mut block = vec![self.heading("Ratings")];
        for (name, rating) in overall.chain(aspects) {
            let form = RatingForm::Compact;
            let rating = stars::of_aspect(rating, form, self.columns / 2, self.glyphs);
            is_whole &= rating.is_whole;
            // A long name takes rows of its own.
            let mut names = self.wrap(Run::new(name, Role::Body));
            let last = names.pop().unwrap_or_default();
            let room =
                self.columns.saturating_sub(self.glyphs.width_of(&rating.runs) + GAP_COLUMNS);
            block.append(&mut names);
            if last.width(self.glyphs) <= room {
                block.push(self.row(&last.runs, &rating.runs));
            } else {
                block.extend([last, self.row(&[], &rating.runs)]);
            }
        }
        (block, is_whole)
    }

    /// How each voice rates the work, and what that is in terms of the first.
    fn voices(self, others: &AmongOthers<'_>) -> Block {
        if others.voices.is_empty() {
            return Vec::new();
        }
        let mut block = vec![self.heading("Voices")];
        for voice in &others.voices {
            let stars = match voice.stars {
                Some(stars) => stars::runs(stars, self.glyphs),
                None if voice.is_blind => {
                    vec![Run::new(covered_rating(self.glyphs), Role::Covered)]
                }
                None => vec![Run::new("unrated", Role::Fact)],
            };
            block.push(self.row(&[Run::new(voice.name, Role::Body)], &stars));
        }
        for translated in others.voices.iter().filter_map(|voice| voice.translated.as_ref()) {
            block.extend(self.wrap(Run::new(translated.whole.as_str(), Role::Fact)));
        }
        block
    }

    fn spread(self, others: &AmongOthers<'_>) -> Block {
        let Some(stars) = others.stars else { return Vec::new() };
        let rated = others.spread.rated();
        let chart = spread::marked(&others.spread, stars, self.glyphs);
        if rated < MIN_RATED || chart.iter().any(|line| line.width(self.glyphs) > self.columns) {
            return Vec::new();
        }
        let rated = grouped(rated);
        let heading = self.heading(&match others.voice {
            Some(voice) => format!("Among {rated} rated by {voice}"),
            None => format!("Among {rated} rated here"),
        });
        [heading].into_iter().chain(chart).collect()
    }

    fn in_review(self, review: &Review, page: &Page) -> Block {
        let words = page.words();
        if words == 0 {
            return Vec::new();
        }
        let count = plural(words, "word");
        let minutes = format!("{} min", page.minutes);
        let mut block = vec![
            self.heading("In this review"),
            self.row(&[Run::new(count, Role::Body)], &[Run::new(minutes, Role::Body)]),
        ];
        let covered = review.sections.iter().zip(&page.sections).filter(|(_, mark)| mark.covered);
        let (whole, in_part): (Vec<_>, Vec<_>) =
            covered.partition(|(section, _): &(&Section, _)| section.covered);
        let mut push = |text: String| block.extend(self.wrap(Run::new(text, Role::Body)));
        if !whole.is_empty() {
            push(format!("{} covered", plural(whole.len(), "section")));
        }
        if !in_part.is_empty() {
            push(format!("{} covered in part", plural(in_part.len(), "section")));
        }
        block
    }

    fn works(self, others: &AmongOthers<'_>) -> Block {
        if others.works.is_empty() {
            return Vec::new();
        }
        let mut block = vec![self.heading(&format!("Also by {}", others.maker))];
        for work in &others.works {
            let stars = work.stars.map_or_else(Vec::new, |stars| stars::runs(stars, self.glyphs));
            let year: Vec<_> = work
                .year
                .map(|year| Run::new(format!("  {year}"), Role::Fact))
                .into_iter()
                .collect();
            let cells = self.glyphs.width_of(&stars) + self.glyphs.width_of(&year) + GAP_COLUMNS;
            let title = [Run::new(work.title, Role::Body)];
            let mut left = flow::fit(&title, self.columns.saturating_sub(cells), self.glyphs);
            left.extend(year);
            block.push(self.row(&left, &stars));
        }
        if others.more > 0 {
            block.push(Line::new(vec![Run::new(format!("+{}", others.more), Role::Count)]));
        }
        block
    }

    /// Who wrote it, when, and where to find them.
    fn card(self, review: &Review, author: &Byline) -> Block {
        let mut card = Vec::new();
        let mut push = |text: &str| card.extend(self.wrap(Run::new(text, Role::Body)));
        if let Some(name) = &author.name {
            push(name.as_str());
        }
        if let Some(date) = review.date {
            push(&date.in_words());
        }
        if let Some(watched) = review.watched {
            let seen = super::facts::taken_in(&review.kind).to_lowercase();
            push(&format!("{seen} {}", watched.in_words()));
        }
        for line in &author.signoff {
            push(line.as_str());
        }
        for contact in &author.contacts {
            card.extend(contact.lines(self.columns, self.glyphs));
        }
        if !card.is_empty() {
            card.insert(0, self.heading("Written by"));
        }
        card
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aspect, Author, Date, Handle, Rating, Score};
    use crate::page::{FactsForm, Options, review};

    const SIZE: PaneSize = PaneSize { columns: 43, rows: 57 };

    fn ballerina() -> Review {
        let person = |name: &str, role: Option<&str>| Person {
            name: name.into(),
            role: role.map(Into::into),
        };
        let stars = |value: f64| Rating {
            written: value.to_string(),
            score: Score::Scaled { value, out_of: 5.0 },
        };
        let handle = |platform: &str, handle: &str| Handle {
            platform: platform.into(),
            handle: handle.into(),
        };
        Review {
            title: "Ballerina".into(),
            directors: vec!["Len Wiseman".into()],
            cast: vec![
                person("Ana de Armas", Some("Rooney")),
                person("Anjelica Huston", Some("The Director")),
                person("Norman Reedus", None),
            ],
            rating: Some(stars(3.5)),
            aspects: vec![Aspect { name: "action".into(), rating: stars(4.0) }],
            date: Some(Date::day(2026, 10, 18)),
            sections: vec![Section {
                text: "One two three.".into(),
                covered: true,
                ..Section::default()
            }],
            author: Author {
                name: Some("headphonesthoughts".into()),
                email: Some("contact@headphonesthoughts.com".into()),
                signoff: Some("Always look to the rising sky".into()),
                handles: vec![
                    handle("instagram", "headphonesthoughts"),
                    handle("x", "headphonesTblog"),
                ],
                ..Author::default()
            },
            ..Review::default()
        }
    }

    fn page(shown: &Review, size: PaneSize, glyphs: Glyphs) -> Page {
        review(shown, &Options { facts: FactsForm::Pane(size), glyphs, ..Options::default() })
    }

    fn pane(
        shown: &Review,
        others: &AmongOthers<'_>,
        size: PaneSize,
        glyphs: Glyphs,
    ) -> Vec<String> {
        let rows = page(shown, size, glyphs).facts_pane.rows(others, size, glyphs);
        let drawn = |row: &PaneRow| row.line.runs.iter().map(|run| glyphs.drawn(run)).collect();
        rows.iter().map(drawn).collect()
    }

    fn shipped() -> AmongOthers<'static> {
        let halves = [2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10];
        let spread = halves.into_iter().map(Stars::from_halves).collect();
        AmongOthers { spread, stars: Some(Stars::from_halves(7)), ..AmongOthers::default() }
    }

    #[test]
    fn the_blocks_are_as_drawn() {
        let others = AmongOthers {
            maker: "Len Wiseman",
            works: vec![OtherWork {
                id: ReviewId(3),
                title: "Underworld",
                year: Some(2003),
                stars: Some(Stars::from_halves(5)),
            }],
            more: 2,
            ..shipped()
        };
        let rows = pane(&ballerina(), &others, SIZE, Glyphs::Unicode);
        assert_eq!(rows.len(), 57);
        let drawn = [
            "Directed by",
            "Len Wiseman",
            "",
            "With",
            "Ana de Armas     Rooney",
            "Anjelica Huston  The Director",
            "Norman Reedus",
            "",
            "Ratings",
            "overall                               ★★★½☆",
            "action                                ★★★★☆",
            "",
            "Among 12 rated here",
            "·· ▂▂ ▂▂ ▂▂ ▂▂ ▂▂ ▄▄ ▄▄ ▄▄ ▂▂",
            "½                 ▲        5",
            "",
            "In this review",
            "3 words                               1 min",
            "1 section covered",
            "",
            "Also by Len Wiseman",
            "Underworld  2003                      ★★½☆☆",
            "+2",
            "",
        ];
        assert_eq!(rows[..drawn.len()], drawn);
        let card = [
            "",
            "Written by",
            "headphonesthoughts",
            "18 October 2026",
            "“Always look to the rising sky”",
            "@headphonesthoughts               instagram",
            "@headphonesTblog                          x",
            "contact@headphonesthoughts.com       e-mail",
        ];
        assert_eq!(rows[57 - card.len()..], card);
    }

    #[test]
    fn ascii_has_a_form_of_every_sign() {
        let rows = pane(&ballerina(), &shipped(), SIZE, Glyphs::Ascii);
        assert!(rows.iter().all(|row| row.is_ascii()), "{rows:#?}");
        assert!(rows.contains(&"\"Always look to the rising sky\"".to_owned()), "{rows:#?}");
    }

    #[test]
    fn a_link_and_another_work_can_be_clicked() {
        let work = OtherWork { id: ReviewId(3), title: "Underworld", year: None, stars: None };
        let others = AmongOthers { works: vec![work], ..shipped() };
        let page = page(&ballerina(), SIZE, Glyphs::Unicode);
        let rows = page.facts_pane.rows(&others, SIZE, Glyphs::Unicode);
        let of_work: Vec<_> = rows.iter().filter(|row| row.review.is_some()).collect();
        assert!(matches!(of_work[..], [row] if row.line.text().starts_with("Underworld")));
        let links = rows.iter().flat_map(|row| &row.line.runs).filter_map(|run| run.link);
        assert_eq!(links.collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn whole_blocks_from_the_top_as_far_as_they_fit_and_always_the_card() {
        for rows in 0..60 {
            let size = PaneSize { rows, ..SIZE };
            let drawn = pane(&ballerina(), &shipped(), size, Glyphs::Unicode);
            assert_eq!(drawn.len(), rows);
            let card = drawn.iter().filter(|row| *row == "Written by").count();
            assert_eq!(card, usize::from(rows > 0), "{rows}");
            // A heading is followed by its block, and a block by a blank row.
            let at = |heading: &str| drawn.iter().position(|row| row == heading);
            if let Some(at) = at("With") {
                assert_eq!(drawn[at + 3..at + 5], ["Norman Reedus", ""], "{rows}");
            }
            assert!(at("With").is_none() || at("Directed by").is_some());
            assert!(at("Ratings").is_none() || at("With").is_some());
        }
    }

    #[test]
    fn a_handle_is_never_cut() {
        let long = "a_handle_of_more_columns_than_there_are";
        let author = Author {
            handles: vec![Handle { platform: "instagram".into(), handle: long.into() }],
            ..Author::default()
        };
        let shown = Review { author, ..Review::default() };
        let drawn = |columns| {
            let size = PaneSize { columns, rows: 4 };
            pane(&shown, &AmongOthers::default(), size, Glyphs::Unicode)
        };
        let platform = |columns| format!("{:>columns$}", "instagram");
        assert_eq!(drawn(40), ["", "Written by", &format!("@{long}"), &platform(40)]);
        assert_eq!(
            drawn(31),
            ["Written by", "@a_handle_of_more_columns_than_", "there_are", &platform(31)]
        );
    }

    #[test]
    fn the_standing_is_true_with_ties() {
        let standing = |halves: &[u8], of: u8| {
            let spread = halves.iter().copied().map(Stars::from_halves).collect();
            standing(&spread, Stars::from_halves(of))
        };
        let some = [2, 4, 6, 8, 10];
        assert_eq!(standing(&some, 10).as_deref(), Some("best of 5 rated"));
        assert_eq!(standing(&some, 2).as_deref(), Some("lowest of 5 rated"));
        assert_eq!(standing(&some, 8).as_deref(), Some("1 rated higher, 3 lower"));
        assert_eq!(standing(&[2, 2, 6, 8, 8], 8).as_deref(), Some("joint best of 5 rated"));
        assert_eq!(standing(&[2, 2, 6, 8, 8], 2).as_deref(), Some("joint lowest of 5 rated"));
        assert_eq!(standing(&[6; 9], 6), None);
        assert_eq!(standing(&[2, 4, 6, 8], 8), None);
    }
}
