//! A review laid out as a page.

use super::stars::{self, Glyphs};
use super::wrap::wrap;
use super::{FooterItem, Line, Link, Page, Paragraph, Role, Run, SectionMark, footer};
use crate::markup::{self, Block, Kind, spoiler};
use crate::model::{Review, Section};
use crate::text::{
    Clean, Severity,
    width::{fit, width},
};

/// How a page is to be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The columns of the text.
    pub width: usize,
    /// Whether covered text is shown.
    pub uncovered: bool,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// How covered text is shown, said beside a covered heading.
    pub hint: &'static str,
}

/// The widest that a text is set; longer lines are hard to come back from.
pub const MEASURE: usize = 72;

/// Lays out a review.
#[must_use]
pub fn review(review: &Review, options: &Options) -> Page {
    let width = options.width.max(1);
    let mut layout = Layout { page: Page { width, ..Page::default() }, options, width };
    layout.title(review);
    layout.facts(review);
    for (index, section) in review.sections.iter().enumerate() {
        layout.section(index, section);
    }
    layout.signature(review);
    layout.page.footer = footer::items(&review.author);
    let links: Vec<Link> = layout.page.footer.iter().filter_map(link_of_item).collect();
    layout.page.links.extend(links);
    layout.page
}

fn link_of_item(item: &FooterItem) -> Option<Link> {
    Some(Link { label: item.full.clone(), url: item.url.clone()? })
}

struct Layout<'a> {
    page: Page,
    options: &'a Options,
    width: usize,
}

impl Layout<'_> {
    fn title(&mut self, review: &Review) {
        let year = review.year.map(|year| Run::new(format!("  {year}"), Role::Dim));
        let title = Run::new(review.title.as_str(), Role::Title);
        let runs: Vec<Run> = [title.clone()].into_iter().chain(year.clone()).collect();
        self.page.title = wrap(&runs, self.width);

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
            rating.push(Run::new(format!("{gap}{}", fit(&written, self.width / 2)), Role::Rating));
        }
        let cells: usize = rating.iter().map(|run| width(run.text.as_str())).sum();
        let year_cells = year.as_ref().map_or(0, |run| width(run.text.as_str()));
        let room = self.width.saturating_sub(cells + year_cells + 2);
        let mut line = Line::new(vec![Run::new(fit(title.text.as_str(), room), Role::Title)]);
        line.runs.extend(year);
        if line.width() + 1 + cells <= self.width {
            let gap = self.width - line.width() - cells;
            line.runs.push(Run::new(" ".repeat(gap), Role::Body));
            line.runs.extend(rating.iter().cloned());
        }
        self.page.title_line = line;
        self.page.stars = Line::new(rating);
    }

    fn facts(&mut self, review: &Review) {
        for diagnostic in &review.diagnostics {
            if diagnostic.severity == Severity::Error {
                let text = format!(
                    "line {}, column {}: {}",
                    diagnostic.line, diagnostic.column, diagnostic.message
                );
                self.fact(&[Run::new(text, Role::Error)]);
            }
        }
        if let Some(headline) =
            review.headline.as_ref().filter(|headline| **headline != review.title)
        {
            self.fact(&[Run::new(headline.as_str(), Role::Dim)]);
        }
        let mut runs = Vec::new();
        if review.draft {
            runs.push(Run::new("Draft", Role::Warning));
            runs.push(Run::new(" · ", Role::Dim));
        }
        runs.push(Run::new(self.about(review), Role::Dim));
        self.fact(&runs);
        let people = people(review);
        if !people.is_empty() {
            self.fact(&[Run::new(people, Role::Dim)]);
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
            self.fact(&[Run::new(aspects.join(" · "), Role::Dim)]);
        }
        if let Some(url) = &review.url {
            let shown = url.trim_start_matches("https://").trim_start_matches("http://");
            let label = Clean::new(fit(shown.trim_end_matches('/'), self.width));
            let link = self.link(&label, url);
            self.fact(&[Run { text: label, role: Role::Link, link: Some(link), ..Run::default() }]);
        }
    }

    fn fact(&mut self, runs: &[Run]) {
        self.page.facts.extend(wrap(runs, self.width));
    }

    /// Kind, genres, day and reading time.
    fn about(&self, review: &Review) -> String {
        let mut facts = vec![capitalised(&review.kind)];
        if !review.genres.is_empty() {
            facts.push(review.genres.join(", "));
        }
        if let Some(date) = review.date {
            facts.push(date.in_words());
        } else if let Some(watched) = review.watched {
            facts.push(format!("seen {}", watched.in_words()));
        }
        match review.minutes() {
            0 => {}
            minutes => facts.push(format!("{minutes} min")),
        }
        facts.retain(|fact| !fact.is_empty());
        facts.join(" · ")
    }

    fn section(&mut self, index: usize, section: &Section) {
        let covered = section.covered && !self.options.uncovered;
        let start = self.page.body.len();
        if start > 0 {
            self.page.body.push(Line::blank());
            self.page.body.push(Line::blank());
        }
        let first = self.page.body.len();
        if let Some(heading) =
            section.heading.as_deref().filter(|heading| !heading.trim().is_empty())
        {
            self.heading(heading, section, covered);
        }
        let body = markup::read(&section.text, section.markup);
        let mut links = vec![None; body.links.len()];
        let mut some_covered = covered;
        for (number, block) in body.blocks.iter().enumerate() {
            let last = self.page.body.last().is_none_or(|line| line.runs.is_empty());
            let follows = block.tight && number > 0;
            if !follows && !last {
                self.page.body.push(Line::blank());
            }
            some_covered |= self.block(index, number, block, &body.links, &mut links, covered);
        }
        let end = self.page.body.len();
        self.page.sections.push(SectionMark {
            key: section.key.clone(),
            name: bar_name(section),
            covered: some_covered,
            lines: first..end.max(first),
        });
    }

    fn heading(&mut self, heading: &str, section: &Section, covered: bool) {
        let mut runs = vec![Run::new(heading, Role::Heading)];
        if let Some(stars) = section.rating.as_ref().and_then(crate::model::Rating::stars) {
            runs.push(Run::new("  ", Role::Body));
            runs.extend(stars::runs(stars, self.options.glyphs));
        }
        let mut lines = wrap(&runs, self.width);
        if covered && let Some(last) = lines.last_mut() {
            let at = self.width.saturating_sub(width(self.options.hint));
            if last.width() < at {
                last.push_at(at, Run::new(self.options.hint, Role::Dim));
            }
        }
        self.page.body.extend(lines);
        self.page.body.push(Line::blank());
    }

    /// Lays out one block; whether any of it is covered.
    fn block(
        &mut self,
        section: usize,
        number: usize,
        block: &Block,
        targets: &[String],
        links: &mut [Option<usize>],
        all_covered: bool,
    ) -> bool {
        let start = self.page.body.len();
        let paragraph = self.page.paragraphs.len();
        let lead = "│ ".repeat(block.quote);
        let marker = block.marker.as_deref().unwrap_or_default();
        let indent = block.indent.max(width(marker)).min(self.width / 2);
        let room = self.width.saturating_sub(width(&lead) + indent).max(1);
        let mut some_covered = false;
        let mut lines = Vec::new();
        if block.kind == Kind::Rule {
            lines.push(Line::new(vec![Run::new("─".repeat(room.min(8)), Role::Rule)]));
        }
        for runs in hard_lines(block) {
            let mut shown = Vec::new();
            for run in runs {
                let covered = (run.covered || all_covered) && !self.options.uncovered;
                some_covered |= covered;
                self.run(block, &run, covered, targets, links, &mut shown);
            }
            lines.extend(wrap(&shown, room));
        }
        self.cover(&mut lines);
        for (index, mut line) in lines.into_iter().enumerate() {
            let mut runs = Vec::with_capacity(line.runs.len() + 2);
            if !lead.is_empty() {
                runs.push(Run::new(lead.as_str(), Role::Rule));
            }
            if indent > 0 {
                let marker = if index == 0 { marker } else { "" };
                let blank = " ".repeat(indent.saturating_sub(width(marker)));
                runs.push(Run::new(format!("{blank}{marker}"), Role::Dim));
            }
            runs.append(&mut line.runs);
            self.page.body.push(Line { runs, paragraph: Some(paragraph) });
        }
        let lines = start..self.page.body.len();
        let source = block.source.clone();
        self.page.paragraphs.push(Paragraph {
            section,
            number,
            lines,
            source,
            covered: some_covered,
        });
        some_covered
    }

    fn run(
        &mut self,
        block: &Block,
        run: &markup::Run,
        covered: bool,
        targets: &[String],
        links: &mut [Option<usize>],
        shown: &mut Vec<Run>,
    ) {
        let text = Clean::new(&run.text);
        if covered {
            shown.push(Run::new(text, Role::Covered));
            return;
        }
        let role = match (block.kind, run.link) {
            (Kind::Heading, _) => Role::Heading,
            _ if run.face.code => Role::Code,
            (_, Some(_)) => Role::Link,
            (Kind::Code, _) => Role::Code,
            _ if block.quote > 0 => Role::Quote,
            _ => Role::Body,
        };
        if let Some((slot, target)) =
            run.link.and_then(|link| Some((links.get_mut(link)?, targets.get(link)?)))
        {
            let link = match *slot {
                Some(link) => link,
                None => *slot.insert(self.link(&text, target)),
            };
            shown.push(Run { text, role, face: run.face, link: Some(link) });
            return;
        }
        for (piece, is_address) in addresses(text.as_str()) {
            let link = is_address.then(|| self.link(&Clean::new(piece), piece));
            let role = if is_address { Role::Link } else { role };
            shown.push(Run { text: Clean::new(piece), role, face: run.face, link });
        }
    }

    /// Covers what must not be read. By now it is wrapped, since covers would break into lines
    /// elsewhere than the words below them.
    fn cover(&self, lines: &mut [Line]) {
        let runs = lines.iter_mut().flat_map(|line| &mut line.runs);
        for run in runs.filter(|run| run.role == Role::Covered) {
            let covered = spoiler::cover(run.text.as_str(), self.options.glyphs.cover());
            run.text = Clean::new(covered);
        }
    }

    fn link(&mut self, label: &Clean, url: &str) -> usize {
        self.page.links.push(Link { label: label.clone(), url: url.to_owned() });
        self.page.links.len() - 1
    }

    fn signature(&mut self, review: &Review) {
        let name = review.author.name.as_ref().map(|name| format!("— {name}"));
        let texts: Vec<&String> = review.author.signoff.iter().chain(&name).collect();
        if texts.is_empty() {
            return;
        }
        self.page.body.push(Line::blank());
        self.page.body.push(Line::blank());
        for text in texts {
            for line in text.lines() {
                self.page.body.extend(wrap(&[Run::new(line, Role::Dim)], self.width));
            }
        }
    }
}

/// The runs of a block, parted where a line must end.
fn hard_lines(block: &Block) -> Vec<Vec<markup::Run>> {
    let mut lines = vec![Vec::new()];
    for run in &block.runs {
        for (index, text) in run.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if !text.is_empty()
                && let Some(line) = lines.last_mut()
            {
                let (face, link, covered) = (run.face, run.link, run.covered);
                line.push(markup::Run { text: text.to_owned(), face, link, covered });
            }
        }
    }
    lines
}

/// Parts a text at the addresses in it.
fn addresses(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("http").filter(|_| !rest.is_empty()) {
        let tail = rest.get(at..).unwrap_or_default();
        if !(tail.starts_with("http://") || tail.starts_with("https://")) {
            let skip = at + "http".len();
            // Nothing was found here: the text up to here joins what follows.
            let Some(next) = rest.get(skip..).and_then(|rest| rest.find("http")) else { break };
            parts.push((rest.get(..skip + next).unwrap_or_default(), false));
            rest = rest.get(skip + next..).unwrap_or_default();
            continue;
        }
        let end = tail
            .find(|c: char| c.is_whitespace() || "<>\"'`|\\^{}".contains(c))
            .unwrap_or(tail.len());
        let address = tail
            .get(..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '…']);
        parts.push((rest.get(..at).unwrap_or_default(), false));
        parts.push((address, true));
        rest = tail.get(address.len()..).unwrap_or_default();
    }
    parts.push((rest, false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// The name of a section in the bar: short for the ones that every review has.
fn bar_name(section: &Section) -> Clean {
    const LONGEST: usize = 24;
    let name = match section.key.as_str() {
        "intro" | "plot" | "performances" | "action" | "verdict" | "closing" => &section.key,
        key => section.heading.as_deref().unwrap_or(key),
    };
    Clean::new(fit(Clean::new(capitalised(name)).as_str(), LONGEST))
}

fn people(review: &Review) -> String {
    let mut text = if review.directors.is_empty() {
        String::new()
    } else {
        format!("Directed by {}", listed(&review.directors))
    };
    if !review.creators.is_empty() {
        let verb = if text.is_empty() { "By " } else { ", by " };
        text = format!("{text}{verb}{}", listed(&review.creators));
    }
    let cast: Vec<String> = review
        .cast
        .iter()
        .map(|person| match &person.role {
            Some(role) => format!("{} as {role}", person.name),
            None => person.name.clone(),
        })
        .collect();
    match (text.is_empty(), cast.is_empty()) {
        (_, true) => text,
        (true, false) => format!("With {}", listed(&cast)),
        (false, false) => format!("{text}, with {}", listed(&cast)),
    }
}

/// `a, b and c`
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_text() {
        let parts = addresses("See https://a.b/c. And http or (http://d.e) too");
        let links: Vec<&str> =
            parts.iter().filter(|(_, link)| *link).map(|(text, _)| *text).collect();
        assert_eq!(links, ["https://a.b/c", "http://d.e"]);
        let whole: String = parts.iter().map(|(text, _)| *text).collect();
        assert_eq!(whole, "See https://a.b/c. And http or (http://d.e) too");
    }

    #[test]
    fn uncovering_moves_nothing() {
        let section = Section {
            text: "He ||goes to *東京* and|| stays for the rest of it.".into(),
            ..Section::default()
        };
        let whole = Review { sections: vec![section], ..Review::default() };
        for width in [10, 20, 40] {
            let covered = Options { width, uncovered: false, glyphs: Glyphs::Unicode, hint: "" };
            let open = Options { uncovered: true, ..covered };
            let widths = |options: &Options| {
                review(&whole, options).body.iter().map(Line::width).collect::<Vec<_>>()
            };
            assert_eq!(widths(&covered), widths(&open));
        }
        let page = review(
            &whole,
            &Options { width: 60, uncovered: false, glyphs: Glyphs::Ascii, hint: "" },
        );
        assert!(
            page.body[0].text().starts_with("He xxxx xx xxxx xxx stays"),
            "{}",
            page.body[0].text()
        );
    }
}
