//! What is still to be done about a draft: its findings, in the order in which the desk shows them,
//! and the facts that it lacks.

use super::Silence;
use crate::format::value::KeyValue;
use crate::model::usual::{Fact, Usual};
use crate::model::{Field, Review};
use crate::text::{Code, Diagnostic, Severity, Source, Span};

/// Longer words are not looked for on the page: the line alone shows what is meant.
const MAX_MEANT_BYTES: usize = 80;

/// What is known of a draft besides its page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// The findings, by group and in each in the order of the file.
    pub findings: Vec<Finding>,
    /// The facts that are not filled in, and that its author usually gives.
    pub facts: Vec<Fact>,
    /// What its author usually writes, where enough other reviews show it.
    pub usual: Option<Usual>,
    /// The line of the file at which the text of each section begins.
    pub text_lines: Vec<u32>,
    /// Where the file can hold the codes that its author allows.
    pub silence: Silence,
    /// When the file was saved, in words; `None` if there is none.
    pub saved: Option<String>,
}

/// A finding with what the desk shows of its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The field whose value it is about.
    pub(crate) field: Option<String>,
    /// The words that it is about, where they may be found on the page.
    pub(crate) meant: Option<Meant>,
}

/// Words of a draft, to be found on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) words: String,
    /// How often the same words stand before them in their paragraph.
    pub(crate) before: usize,
}

/// What the author is to do about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// To mend what keeps a part of the file from being understood.
    Errors,
    /// To mend what does not read as it is meant.
    ToMend,
    /// To consider what may well be meant.
    ToConsider,
    /// To write what is not written yet.
    ToDo,
    /// To see to before it is published, when all else is done.
    LastLook,
}

impl Group {
    /// The group of a finding.
    #[must_use]
    pub fn of(finding: &Diagnostic) -> Self {
        let is_unwritten = matches!(
            finding.code,
            Code::LeftOver | Code::EmptySection | Code::MissingSection | Code::NoRating
        );
        let is_last = matches!(
            finding.code,
            Code::StillDraft | Code::NoDate | Code::NoUrl | Code::NoPoster | Code::NoVerdict
        );
        match finding.severity {
            _ if is_last => Self::LastLook,
            Severity::Note => Self::ToConsider,
            _ if is_unwritten => Self::ToDo,
            Severity::Error => Self::Errors,
            Severity::Warning => Self::ToMend,
        }
    }
}

impl Inspection {
    /// Puts the findings in order, and leaves out the facts that one of them names.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.findings.sort_by_key(|finding| {
            (Group::of(&finding.diagnostic), finding.diagnostic.line, finding.diagnostic.column)
        });
        let is_unrated =
            self.findings.iter().any(|finding| finding.diagnostic.code == Code::NoRating);
        self.facts.retain(|fact| !(is_unrated && *fact == Fact::Rating));
        self
    }

    /// Leaves out what does not concern `draft` yet: the last look, until all is written and nothing is
    /// wrong, and a rating where its author gives none.
    #[must_use]
    pub(crate) fn of_draft(mut self, draft: &Review) -> Self {
        let is_rated = self.usual.as_ref().is_none_or(|usual| usual.gives(Fact::Rating));
        self.findings.retain(|one| is_rated || one.diagnostic.code != Code::NoRating);
        let is_last = |one: &Finding| Group::of(&one.diagnostic) == Group::LastLook;
        let is_done = |one: &Finding| {
            matches!(Group::of(&one.diagnostic), Group::ToConsider | Group::LastLook)
        };
        let is_written = draft.sections.iter().all(|section| !section.text.trim().is_empty());
        if !(is_written && self.facts.is_empty() && self.findings.iter().all(is_done)) {
            self.findings.retain(|one| !is_last(one));
        }
        self
    }

    /// How many findings are problems, and not just things to do.
    #[must_use]
    pub(crate) fn problems(&self) -> usize {
        let groups = self.findings.iter().map(|finding| Group::of(&finding.diagnostic));
        groups.filter(|group| matches!(group, Group::Errors | Group::ToMend)).count()
    }

    /// Where a finding of `before` stands now: the same one, which may have moved, else the one that
    /// has taken its place.
    #[must_use]
    pub(crate) fn follow(&self, before: &Self, index: usize) -> Option<usize> {
        let old = before.findings.get(index)?;
        let is_same = |finding: &Finding| {
            let (one, other) = (&finding.diagnostic, &old.diagnostic);
            one.code == other.code && one.mismatch == other.mismatch
        };
        let same = self.findings.iter().enumerate().filter(|(_, finding)| is_same(finding));
        let near = |finding: &Finding| finding.diagnostic.line.abs_diff(old.diagnostic.line);
        let same = same.min_by_key(|(_, finding)| near(finding)).map(|(index, _)| index);
        same.or_else(|| Some(index).filter(|index| *index < self.findings.len()))
    }
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, field: None, meant: None }
    }
}

impl Finding {
    /// A finding in a file with these fields.
    #[must_use]
    pub(crate) fn new(diagnostic: Diagnostic, source: &Source, fields: &[KeyValue]) -> Self {
        Self {
            field: field_at(fields, diagnostic.span).or_else(|| field_before(source, &diagnostic)),
            meant: meant(source, diagnostic.span),
            diagnostic,
        }
    }
}

/// The field in whose value `span` begins. A section is none, since its text says what it is about.
fn field_at(fields: &[KeyValue], span: Span) -> Option<String> {
    let fields = fields.iter().filter(|entry| Field::named(&entry.key) != Some(Field::Sections));
    let mut found = fields.filter_map(|entry| match entry.node.map() {
        // The fields of a table in TOML stand anywhere in the file.
        Some(inner) => field_at(inner, span),
        None => {
            let value = entry.node.span;
            (value.start..value.end).contains(&span.start).then(|| entry.key.clone())
        }
    });
    found.next()
}

/// The field whose value breaks the file, which no fields are known of: its name stands before the value
/// on its line.
fn field_before(source: &Source, broken: &Diagnostic) -> Option<String> {
    let head = source.text().get(..broken.span.start).filter(|_| broken.code == Code::Syntax)?;
    let line = head.rsplit('\n').next()?.trim_end();
    let name = line.strip_suffix(['=', ':'])?.trim();
    Field::named(name).map(|_| name.to_owned())
}

fn meant(source: &Source, span: Span) -> Option<Meant> {
    let words = source.text().get(span.start..span.end)?.trim();
    if words.is_empty() || words.len() > MAX_MEANT_BYTES || words.contains('\n') {
        return None;
    }
    let above = source.text().get(..span.start)?;
    let paragraph = above.rfind("\n\n").map_or(above, |blank| &above[blank..]);
    Some(Meant { words: words.to_owned(), before: paragraph.matches(words).count() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;
    use crate::text::expected;

    fn finding(code: Code, line: u32) -> Finding {
        Diagnostic { line, ..Diagnostic::whole_file(code, expected("better words")) }.into()
    }

    #[test]
    fn what_is_broken_comes_first_and_what_is_unwritten_last() {
        let codes =
            [Code::NoUrl, Code::LeftOver, Code::LongParagraph, Code::BadHandle, Code::Syntax];
        let findings = codes.into_iter().map(|code| finding(code, 1)).collect();
        let inspection = Inspection { findings, ..Inspection::default() }.sorted();
        let findings = inspection.findings.iter();
        let groups: Vec<Group> = findings.map(|one| Group::of(&one.diagnostic)).collect();
        assert_eq!(groups.len(), 5);
        assert!(groups.is_sorted());
        assert_eq!(inspection.problems(), 2);
    }

    #[test]
    fn the_last_look_comes_when_all_is_written() {
        let seen = |codes: &[Code], facts: &[Fact]| {
            let findings = codes.iter().map(|code| finding(*code, 1)).collect();
            let inspection =
                Inspection { findings, facts: facts.to_vec(), ..Inspection::default() };
            let kept = inspection.of_draft(&Review::default()).findings;
            kept.iter().any(|one| Group::of(&one.diagnostic) == Group::LastLook)
        };
        assert!(seen(&[Code::NoUrl], &[]) && seen(&[Code::NoUrl, Code::LongParagraph], &[]));
        assert!(!seen(&[Code::NoUrl], &[Fact::Genres]));
        assert!(!seen(&[Code::NoUrl, Code::LeftOver], &[]));
        assert!(!seen(&[Code::NoUrl, Code::BadHandle], &[]));
    }

    #[test]
    fn a_finding_is_followed_where_it_moves_and_its_place_where_it_is_mended() {
        let inspection = |findings: &[Finding]| {
            Inspection { findings: findings.to_vec(), ..Inspection::default() }.sorted()
        };
        let (one, two) = (finding(Code::BadHandle, 3), finding(Code::NoTitle, 9));
        let before = inspection(&[one.clone(), two.clone()]);
        let moved = inspection(&[finding(Code::NoTitle, 8)]);
        assert_eq!(moved.follow(&before, 1), Some(0));
        let mended = inspection(&[two]);
        assert_eq!(mended.follow(&before, 0), Some(0), "the next one");
        assert_eq!(inspection(&[one]).follow(&before, 1), None);
    }

    #[test]
    fn a_finding_knows_the_field_that_it_is_about() {
        let text = "title = \"A\"\n[author.handles]\nx = \"a b\"\n[sections]\nplot = \"TODO it\"\n";
        let source = Source::new("a.toml", text.to_owned());
        let fields = format::parse(&source, &format::TOML).fields;
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            let span = Span::new(start, start + words.len());
            Finding::new(
                Diagnostic::new(Code::LeftOver, &source, span, expected("others")),
                &source,
                &fields,
            )
        };
        let field = |words| at(words).field;
        assert_eq!(field("a b"), Some("x".to_owned()));
        assert_eq!((field("title"), field("TODO")), (None, None));
        let broken = Source::new("a.toml", "rating = 4 stars\n".to_owned());
        let of_value = |code| Diagnostic::new(code, &broken, Span::new(9, 16), expected("quotes"));
        let field = |code| Finding::new(of_value(code), &broken, &[]).field;
        assert_eq!(field(Code::Syntax), Some("rating".to_owned()));
        assert_eq!(field(Code::LeftOver), None);
        let meant = |words: &str, before| Some(Meant { words: words.into(), before });
        assert_eq!(at("TODO").meant, meant("TODO", 0));
    }
}
