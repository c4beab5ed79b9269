//! The author's desk: what is still wrong with a draft, how long it is, and what it lacks.

use super::wrap::wrap;
use super::{Line, Page, Role, Run};
use crate::check::is_written;
use crate::model::usual::Usual;
use crate::model::{Review, Section, SectionKey};
use crate::text::phrase::plural;
use crate::text::{Audience, Clean, Diagnostic, Glyphs, Severity};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Desk {
    pub(crate) lines: Vec<Line>,
    /// The first line of each problem, in the order of the file.
    pub(crate) problems: Vec<usize>,
}

/// Lays out the desk for a draft: its problems, its words beside the author's usual ones, what it
/// lacks. `chosen` is the index of the problem that is marked.
#[must_use]
pub(crate) fn desk(
    review: &Review,
    page: &Page,
    problems: &[Diagnostic],
    usual: Option<&Usual>,
    chosen: Option<usize>,
    columns: usize,
) -> Desk {
    let glyphs = page.glyphs;
    let mut layout = Layout { desk: Desk::default(), columns, glyphs };
    layout.problems(problems, chosen);
    layout.words(review, page, usual);
    layout.lacks(review);
    layout.desk
}

impl Desk {
    /// The index of the problem shown on `line`.
    #[must_use]
    pub(crate) fn problem_at(&self, line: usize) -> Option<usize> {
        // The last problem ends at the first blank line, or at the end of the desk.
        let after = self.lines.iter().skip(*self.problems.last()?);
        let end = self.problems.last()? + after.take_while(|line| !line.runs.is_empty()).count();
        let reached = self.problems.partition_point(|first| *first <= line);
        reached.checked_sub(1).filter(|_| line < end)
    }
}

struct Layout {
    desk: Desk,
    columns: usize,
    glyphs: Glyphs,
}

impl Layout {
    fn heading(&mut self, text: &str) {
        if !self.desk.lines.is_empty() {
            self.desk.lines.push(Line::blank());
        }
        self.desk.lines.push(Line::new(vec![Run::new(text, Role::Heading)]));
    }

    /// Wraps `runs`, with `mark` in the two columns before the lines.
    fn marked(&mut self, mark: &str, runs: &[Run]) {
        for mut line in wrap(runs, self.columns.saturating_sub(2), self.glyphs) {
            line.runs.insert(0, Run::new(format!("{mark} "), Role::Accent));
            self.desk.lines.push(line);
        }
    }

    fn problems(&mut self, problems: &[Diagnostic], chosen: Option<usize>) {
        let to = Audience { glyphs: self.glyphs, ..Audience::WRITER };
        self.heading(&match problems.len() {
            0 => "No problems".to_owned(),
            count => plural(count, "problem"),
        });
        for (index, problem) in problems.iter().enumerate() {
            let role = match problem.severity {
                Severity::Error => Role::Error,
                Severity::Warning => Role::Warning,
                Severity::Note => Role::Dim,
            };
            self.desk.problems.push(self.desk.lines.len());
            let mark = if Some(index) == chosen { "▌" } else { " " };
            let place = format!("{}:{} ", problem.line, problem.column);
            let message = Run::new(problem.message(to), Role::Body);
            self.marked(mark, &[Run::new(place, role), message]);
        }
    }

    fn words(&mut self, review: &Review, page: &Page, usual: Option<&Usual>) {
        self.heading(if usual.is_some() { "Words  (usual)" } else { "Words" });
        let minutes = format!("in all, {} min", page.minutes);
        self.row(&minutes, page.words(), usual.map(|usual| usual.words));
        if let Some(goal) = review.word_goal {
            self.row("goal", goal as usize, None);
        }
        for (section, mark) in review.sections.iter().zip(&page.sections) {
            let usual = usual.and_then(|usual| usual.sections.get(&section.key)).copied();
            self.row(name(section), mark.words, usual);
        }
    }

    /// A name, and a number of words beside the usual one.
    fn row(&mut self, name: &str, words: usize, usual: Option<usize>) {
        const NUMBER_COLUMNS: usize = 6;
        /// The usual number in its brackets.
        const USUAL_COLUMNS: usize = 9;
        let at = self.columns.saturating_sub(NUMBER_COLUMNS + USUAL_COLUMNS);
        let usual = usual.map(|usual| format!("({usual})")).unwrap_or_default();
        let name = self.glyphs.fit(Clean::new(name).as_str(), at.saturating_sub(3));
        let mut line = Line::new(vec![Run::new(format!("  {name}"), Role::Body)]);
        line.push_at(at, Run::new(format!("{words:>NUMBER_COLUMNS$}"), Role::Body), self.glyphs);
        if !usual.is_empty() {
            line.runs.push(Run::new(format!("{usual:>USUAL_COLUMNS$}"), Role::Count));
        }
        self.desk.lines.push(line);
    }

    fn lacks(&mut self, review: &Review) {
        let expected = review.kind.sections().iter();
        let missing = expected.filter(|key| !is_written(review, key));
        let sections: Vec<&str> = missing.map(SectionKey::as_str).collect();
        let facts = [
            ("rating", review.rating.is_none()),
            ("year", review.year.is_none()),
            ("director or creator", review.makers().is_empty()),
            ("cast", review.kind.is_acted() && review.cast.is_empty()),
            ("genres", review.genres.is_empty()),
            ("date", review.date.is_none()),
        ];
        let facts: Vec<&str> =
            facts.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| *name).collect();
        if sections.is_empty() && facts.is_empty() {
            return;
        }
        self.heading("Not written yet");
        for (what, names) in [("sections: ", sections), ("facts: ", facts)] {
            if !names.is_empty() {
                let runs = [Run::new(what, Role::Dim), Run::new(names.join(", "), Role::Body)];
                self.marked(" ", &runs);
            }
        }
    }
}

fn name(section: &Section) -> &str {
    section.heading.as_deref().unwrap_or_else(|| section.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::page::{self, Options};
    use crate::text::{Code, expected};

    fn laid_out(review: &Review) -> Page {
        page::review(review, &Options { width: 72, ..Options::default() })
    }

    #[test]
    fn a_desk_asks_only_for_what_the_kind_of_work_has() {
        let lacks = |kind: Kind, sections: Vec<Section>| {
            let review = Review { kind, sections, ..Review::default() };
            let desk = desk(&review, &laid_out(&review), &[], None, None, 200);
            let mut lines = desk.lines.iter().map(Line::text);
            lines.find(|line| line.starts_with("  sections: ")).unwrap_or_default()
        };
        assert_eq!(lacks(Kind::Book, vec![]), "  sections: plot, verdict");
        assert_eq!(lacks(Kind::Play, vec![]), "  sections: plot, performances, verdict");
        // A misspelt heading is a problem, but its section is written.
        let misspelt = Section {
            key: "polt".into(),
            heading: Some("Polt".into()),
            text: "A story.".into(),
            ..Section::default()
        };
        assert_eq!(lacks(Kind::Book, vec![misspelt]), "  sections: verdict");
    }

    #[test]
    fn a_draft_on_the_desk() {
        let section = |key: &str, text: &str| Section {
            key: key.into(),
            text: text.into(),
            ..Section::default()
        };
        let review = Review {
            year: Some(2024),
            word_goal: Some(500),
            directors: vec!["Len Wiseman".into()],
            sections: vec![section("plot", "One two three."), section("verdict", "")],
            ..Review::default()
        };
        let problem = Diagnostic::whole_file(Code::NoTitle, expected("a title"));
        let usual = Usual { words: 600, sections: [(SectionKey::Plot, 200)].into() };
        let desk = desk(&review, &laid_out(&review), &[problem], Some(&usual), Some(0), 37);
        let text: Vec<String> = desk.lines.iter().map(Line::text).collect();
        assert_eq!(
            text,
            [
                "1 problem",
                "▌ 1:1 expected a title, found none",
                "",
                "Words  (usual)",
                "  in all, 1 min            3    (600)",
                "  goal                   500",
                "  plot                     3    (200)",
                "  verdict                  0",
                "",
                "Not written yet",
                "  sections: performances, action,",
                "  verdict",
                "  facts: rating, cast, genres, date",
            ]
        );
        assert_eq!(desk.problems, [1]);
    }
}
