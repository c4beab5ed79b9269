//! Lines that were meant as headings and are none, or none of a section: `##Plot`, `**Plot**`.

use std::collections::HashSet;

use super::misspelt::misspelt_heading;
use crate::format::headings::{self, known};
use crate::format::outline::{bold_heading, prose_lines};
use crate::format::passages::Passage;
use crate::model::{Markup, SectionKey};
use crate::text::lines::lines;
use crate::text::{Source, Span};

/// No author has more; a hostile file may.
const MAX_NEAR_HEADINGS: usize = 100;

/// A longer line is prose.
const MAX_HEADING_BYTES: usize = 120;

/// A line that was meant as a heading.
#[derive(Clone, Debug)]
pub(super) struct NearHeading {
    pub(super) span: Span,
    /// The section that it was to begin; none of an author's own.
    pub(super) key: Option<SectionKey>,
    /// The line as it should be.
    pub(super) line: String,
    /// Whether writing the line so is all that is to be done.
    pub(super) is_edit: bool,
    pub(super) why: &'static str,
}

/// What of a review was meant as a heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub(super) lines: Vec<NearHeading>,
    /// The sections that these lines were to begin, and those whose headings are code for want of
    /// the end of a block.
    pub(super) keys: HashSet<SectionKey>,
}

impl Meant {
    /// Whether a heading of that section is there, and it or another one is not as it was meant. One
    /// that is of another level than the others changes what is a section.
    pub(super) fn has(&self, key: &SectionKey) -> bool {
        !self.lines.is_empty() && self.keys.contains(key)
    }
}

pub(super) fn find(source: &Source, passages: &[Passage<'_>], is_strict: bool) -> Meant {
    let mut found = Vec::new();
    let mut lines = Vec::new();
    for passage in passages {
        let text = source.text().get(passage.range.clone()).unwrap_or_default();
        match passage.section.markup {
            Markup::Raw => {}
            Markup::Literal => plain(text, passage.range.start, &mut found),
            Markup::Markdown => markdown(text, passage.range.start, &mut lines),
        }
    }
    let own = passages.iter().map(|passage| &passage.section.key).collect();
    let lines = Lines { is_strict, own, ..Lines::of(lines) };
    found.extend(lines.all.iter().filter_map(|line| lines.judge(line)).take(MAX_NEAR_HEADINGS));
    found.truncate(MAX_NEAR_HEADINGS);
    let near = found.iter().filter_map(|near| near.key.as_ref());
    let keys = near.chain(lines.keys.iter().copied()).cloned().collect();
    Meant { lines: found, keys }
}

/// In plain text a line alone is a heading, without marks around it.
fn plain(text: &str, offset: usize, found: &mut Vec<NearHeading>) {
    for (start, line) in lines(text) {
        let start = offset + start + line.len() - line.trim_start().len();
        let line = line.trim();
        let is_marked = line.starts_with(['#', '*', '_', '=']) || line.ends_with('.');
        if line.len() > MAX_HEADING_BYTES || !is_marked || found.len() > MAX_NEAR_HEADINGS {
            continue;
        }
        let bare = line.trim_matches(|c: char| "#*_=. ".contains(c));
        if let Some(key) = known(bare).filter(|_| starts_large(bare)) {
            found.push(NearHeading {
                span: Span::new(start, start + line.len()),
                key: Some(key.clone()),
                line: bare.to_owned(),
                is_edit: true,
                why: "in plain text a heading stands alone on its line",
            });
        }
    }
}

fn starts_large(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// So many `#` and a blank.
    Heading(usize),
    /// So many `#`, and why they make no heading.
    Void(usize, &'static str),
    /// Bold from its beginning to its end.
    Bold,
    /// No mark at all, or one for emphasis.
    Bare,
}

impl Mark {
    /// The level of a heading; 0 for a line that is none.
    const fn index(self) -> usize {
        match self {
            Self::Heading(level) | Self::Void(level, _) => level,
            Self::Bold | Self::Bare => 0,
        }
    }
}

struct Line<'t> {
    span: Span,
    mark: Mark,
    text: &'t str,
}

impl Line<'_> {
    fn key(&self) -> Option<&'static SectionKey> {
        known(self.text)
    }
}

/// Finds the headings in Markdown, and what looks like one.
fn markdown<'t>(text: &'t str, offset: usize, lines: &mut Vec<Line<'t>>) {
    for place in prose_lines(text) {
        let line = &text[place.clone()];
        let trimmed = line.trim();
        let indent = line.len() - line.trim_start().len();
        if trimmed.len() > MAX_HEADING_BYTES {
            continue;
        }
        let is_alone = || stands_alone(text, &place);
        let found = if trimmed.starts_with(HASHES) {
            hashes(trimmed, indent > MAX_INDENT)
        } else if indent > MAX_INDENT {
            None
        } else {
            let bare = || is_alone().then(|| (Mark::Bare, bare(trimmed)));
            let bare = || bare().filter(|(_, text)| starts_large(text) && known(text).is_some());
            bold(trimmed).map(|text| (Mark::Bold, text)).or_else(bare)
        };
        if let Some((mark, text)) = found {
            let end = offset + place.start + indent + trimmed.len();
            // What makes it code is a part of the slip.
            let indent = if indent > MAX_INDENT { 0 } else { indent };
            lines.push(Line { span: Span::new(offset + place.start + indent, end), mark, text });
        }
    }
}

/// The sign of a heading, and the one that input methods for Chinese and Japanese write.
const HASHES: [char; 2] = ['#', '＃'];

/// With more blanks before it a line is code.
const MAX_INDENT: usize = 3;

/// What a line that begins with `#` is, and its text.
fn hashes(line: &str, is_code: bool) -> Option<(Mark, &str)> {
    let rest = line.trim_start_matches(HASHES);
    let signs = &line[..line.len() - rest.len()];
    let level = signs.chars().count();
    let inner = rest.trim().trim_end_matches('#').trim();
    let is_known = starts_large(inner) && known(inner).is_some();
    let is_heading = rest.starts_with([' ', '\t']) && !signs.contains('＃');
    let why = if is_code && is_heading {
        "behind four blanks it is code"
    } else if rest.starts_with(char::is_alphabetic) && !signs.contains('＃') {
        "without a space it is text"
    } else {
        "only `#` and an ordinary space make a heading"
    };
    match level {
        1..=6 if is_heading && !is_code => Some((Mark::Heading(level), inner)),
        2..=6 if !is_code && rest.starts_with(char::is_alphabetic) => {
            Some((Mark::Void(level, why), inner))
        }
        1..=6 if is_known => Some((Mark::Void(level, why), inner)),
        _ => None,
    }
}

/// The text of a line without what makes all of it emphasis.
fn bare(line: &str) -> &str {
    let pairs = [("*", "*"), ("_", "_"), ("<b>", "</b>"), ("<strong>", "</strong>")];
    let inner = |(open, close)| line.strip_prefix(open)?.strip_suffix(close);
    pairs.into_iter().find_map(inner).unwrap_or(line)
}

/// Whether blank lines are above and below a line.
fn stands_alone(text: &str, place: &std::ops::Range<usize>) -> bool {
    let (above, below) = (&text[..place.start], &text[place.end..]);
    (above.is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n"))
        && (below.is_empty() || below.starts_with(['\n', '\r']))
}

/// The text of a line that is bold as a whole, also where a full stop makes it none of a heading.
fn bold(line: &str) -> Option<&str> {
    let stopped = || {
        let inner = line.strip_prefix("**")?.strip_suffix("**")?;
        known(inner.strip_suffix('.')?).map(|_| inner)
    };
    bold_heading(line).or_else(stopped)
}

/// All lines of a review that look like headings.
struct Lines<'t> {
    all: Vec<Line<'t>>,
    /// The level at which the sections begin; none without headings.
    level: Option<usize>,
    /// The known sections that begin at that level.
    keys: HashSet<&'static SectionKey>,
    /// How many lines are bold, or a heading of each level.
    counts: [usize; 7],
    /// Whether sections are fields of the file.
    is_strict: bool,
    /// The keys of the review's sections.
    own: HashSet<&'t SectionKey>,
}

impl<'t> Lines<'t> {
    fn of(all: Vec<Line<'t>>) -> Self {
        let (mut counts, mut known) = ([0; 7], [0; 7]);
        let is_void = |line: &&Line<'_>| matches!(line.mark, Mark::Void(..));
        for line in all.iter().filter(|line| !is_void(line)) {
            counts[line.mark.index()] += 1;
            known[line.mark.index()] += usize::from(line.key().is_some());
        }
        let is_level = |level: &usize| counts[*level] > 0;
        let has_others = (2..7).any(|level| is_level(&level));
        // A single heading of the first level is the title.
        let levels =
            (1..7).filter(is_level).filter(|level| *level > 1 || counts[1] > 1 || !has_others);
        let level = levels.max_by_key(|level| (known[*level], counts[*level], 7 - level));
        let is_section =
            |line: &&Line<'_>| level.is_some_and(|level| line.mark == Mark::Heading(level));
        let keys = all.iter().filter(is_section).filter_map(Line::key).collect();
        Self { all, level, keys, counts, is_strict: false, own: HashSet::new() }
    }

    /// Whether a known heading of `level` is one too many or too few. One of the first level below
    /// others is no title.
    fn has_level(&self, level: usize) -> bool {
        self.keys.len() > usize::from(level > 1)
    }

    /// Whether a heading is the last one, and alone above the level of many: no section can be below.
    fn is_alone_above(&self, line: &Line<'_>) -> bool {
        let index = line.mark.index();
        let mut below = self.all.iter().rev().take_while(|other| other.span != line.span);
        self.level.is_some_and(|usual| index < usual && self.counts[usual] > 2)
            && self.counts[index] == 1
            && below.all(|other| !matches!(other.mark, Mark::Heading(_)))
    }

    /// What a line should have been, if it is not as it was meant.
    fn judge(&self, line: &Line<'t>) -> Option<NearHeading> {
        let bare = line.text.strip_suffix('.').filter(|bare| !bare.ends_with('.'));
        let bare = bare.filter(|bare| known(bare).is_some()).unwrap_or(line.text);
        let key = known(bare);
        let marks = |level: usize| format!("{} {bare}", "#".repeat(level));
        let near = |new: String, why: &'static str| {
            let key = key.cloned().or_else(|| Some(headings::key(&misspelt_heading(bare, None)?)));
            Some(NearHeading { span: line.span, key, line: new, is_edit: true, why })
        };
        if let Some(key) = key.filter(|key| self.is_strict && !self.own.contains(key)) {
            let field = format!("{key} = \"\"\"");
            let near = near(field, "in TOML a section is a field of its own in `[sections]`");
            return near.map(|near| NearHeading { is_edit: false, ..near });
        }
        // Where many lines are so, it is a custom.
        let is_odd = key.is_some_and(|key| !self.keys.contains(key))
            && self.counts[line.mark.index()] < self.keys.len().max(2);
        match (line.mark, self.level) {
            (Mark::Void(level, why), usual) => {
                let level = if level == 1 { usual.unwrap_or(2) } else { level };
                near(marks(level), why)
            }
            (Mark::Bold | Mark::Bare, Some(level)) if is_odd => {
                near(marks(level), "the other headings have `#`")
            }
            (Mark::Heading(level), Some(usual))
                if level != usual
                    && is_odd
                    && (self.has_level(level) || self.is_alone_above(line)) =>
            {
                near(marks(usual), "the other headings have that many `#`")
            }
            (Mark::Heading(level), _) if bare != line.text => {
                near(marks(level), "a heading has no full stop")
            }
            (Mark::Bold, _) if bare != line.text => {
                near(format!("**{bare}**"), "a heading has no full stop")
            }
            _ => None,
        }
    }
}
