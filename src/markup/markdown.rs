//! Parsing Markdown into blocks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::inline::{Inline, push_run};
use super::pieces::{Piece, pieces};
use super::spoiler::{At, Passages};
use super::{Block, BlockKind, Body, Face};
use crate::model::Markup;

mod hidden;
mod links;
mod lists;
mod tags;

use links::Definitions;
use lists::EndedList;

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_WIKILINKS);

/// Parses Markdown, one piece after the other. So that no word is lost, link definitions and
/// footnotes without a reference are shown as text.
pub(super) fn read(text: &str, passages: Passages) -> impl Iterator<Item = Body> {
    let elsewhere = links::definitions(text, &passages);
    let mut list = None;
    pieces(text, Markup::Markdown)
        .map(move |piece| read_piece(text, &passages, &elsewhere, &piece, &mut list))
}

/// Reads a piece. `list` is the list that the piece before ended with, and then that of this one.
fn read_piece(
    text: &str,
    passages: &Passages,
    elsewhere: &Definitions,
    piece: &Piece,
    list: &mut Option<EndedList>,
) -> Body {
    let mut hidden = hidden::hide_marks(text, passages, &piece.reopened);
    let reopened = hidden.len();
    hidden.push_str(&hidden::hide_marks(text, passages, &piece.range));
    let undefined = |link: BrokenLink<'_>| {
        let definition = elsewhere.get(&link.reference.to_lowercase())?;
        Some((definition.address.clone().into(), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(&hidden, OPTIONS, Some(undefined));
    let offset = piece.range.start - reopened;
    let place = |range: Range<usize>| range.start + offset..range.end + offset;
    let definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), place(definition.span.clone())))
        .collect();
    let mut builder = BlockBuilder::new(text, &hidden, offset, passages, elsewhere);
    builder.spans = definitions.iter().cloned().collect();
    builder.list_before = list.take();
    for (event, range) in parser.into_offset_iter() {
        let is_reopened = range.end <= reopened;
        if !is_reopened || matches!(event, Event::Start(_) | Event::End(_)) {
            builder.event(event, place(range));
        }
    }
    builder.flush();
    let before = builder.body.blocks.len();
    *list = builder.ended.filter(|(_, blocks)| *blocks == before).map(|(list, _)| list);
    builder.definitions(definitions);
    let mut body = builder.body;
    // A link of another piece may use the definition, and have covered words.
    if piece.range.len() < text.len() && !passages.found.is_empty() {
        (before..body.blocks.len()).for_each(|index| body.cover(index));
    }
    body.blocks.sort_by_key(|block| block.source.start);
    body.join(piece);
    for block in &mut body.blocks {
        block.holds_covered = passages.cover_any(&block.source);
    }
    if !passages.found.is_empty() {
        body.cover_torn(piece);
    }
    body
}

struct BlockBuilder<'a> {
    text: &'a str,
    /// The text as the parser sees it.
    hidden: &'a str,
    /// Where it begins in the text.
    offset: usize,
    passages: &'a Passages,
    body: Body,
    block: Block,
    face: Face,
    link: Option<usize>,
    /// The titles of the open images.
    image_titles: Vec<Option<String>>,
    /// The open lists with the number of the next item, `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The numbered list that ended with the piece before.
    list_before: Option<EndedList>,
    /// The sign of the open numbered list that is in no other.
    sign: u8,
    /// The last numbered list that has ended, and how many blocks there were then.
    ended: Option<(EndedList, usize)>,
    marker: Option<String>,
    quote: usize,
    /// Quotations opened by HTML tags, which may never be closed.
    html_quote: usize,
    /// Whether the next block follows without a blank line, as an item of a tight list.
    tight: bool,
    preformatted: bool,
    in_note: bool,
    /// The labels that links use, in lower case.
    labels: Vec<String>,
    /// The names, in lower case, of tags that are closed anywhere in the text.
    closed: HashSet<String>,
    /// The ranges of link definitions by label.
    spans: HashMap<String, Range<usize>>,
    /// The link definitions of all pieces, where there are several.
    elsewhere: &'a Definitions,
}

impl<'a> BlockBuilder<'a> {
    fn new(
        text: &'a str,
        hidden: &'a str,
        offset: usize,
        passages: &'a Passages,
        elsewhere: &'a Definitions,
    ) -> Self {
        Self {
            text,
            hidden,
            offset,
            passages,
            body: Body::default(),
            block: Block::default(),
            face: Face::default(),
            link: None,
            image_titles: Vec::new(),
            lists: Vec::new(),
            list_before: None,
            sign: 0,
            ended: None,
            marker: None,
            quote: 0,
            html_quote: 0,
            tight: false,
            preformatted: false,
            in_note: false,
            labels: Vec::new(),
            closed: html::closed_names(hidden),
            spans: HashMap::new(),
            elsewhere,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => {
                self.face.code = true;
                self.code(&text, &range);
                self.face.code = false;
            }
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            Event::SoftBreak => self.space(&range),
            Event::HardBreak => self.push("\n", &range, self.is_covered(range.start)),
            Event::Rule => {
                self.flush();
                self.body.blocks.push(Block {
                    kind: BlockKind::Rule,
                    source: range,
                    ..Block::default()
                });
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, &range),
            Event::FootnoteReference(label) => {
                self.text(&CowStr::from(format!("[{label}]")), &range);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin(BlockKind::Paragraph),
            Tag::Heading { .. } => self.begin(BlockKind::Heading),
            Tag::CodeBlock(_) => {
                self.begin(BlockKind::Code);
                self.preformatted = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quote += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.tight = !self.lists.is_empty();
                let first = first.map(|first| self.first_number(first, &range));
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => self.begin(BlockKind::Row),
            Tag::TableCell if !self.block.runs.is_empty() => {
                self.between_cells(range.start);
            }
            Tag::Emphasis => self.face.emphasis = true,
            Tag::Strong => self.face.strong = true,
            Tag::Strikethrough => self.face.struck = true,
            // The parser takes a footnote's text for a link definition. Not shown as a link, since
            // its address would be the first word of the footnote.
            Tag::Link { id, .. } if id.starts_with('^') => {
                self.push("[", &range, self.is_covered(range.start));
                self.in_note = true;
            }
            Tag::Link { link_type, dest_url, id, .. } => {
                if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
                    self.labels.push(id.to_lowercase());
                }
                let mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                self.open_link(if mail { "mailto:" } else { "" }, &dest_url, &id, &range);
            }
            Tag::Image { dest_url, id, title, .. } => {
                self.labels.push(id.to_lowercase());
                self.begin_image(&title, &range);
                self.open_link("", &dest_url, &id, &range);
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.face.emphasis = false,
            TagEnd::Strong => self.face.strong = false,
            TagEnd::Strikethrough => self.face.struck = false,
            TagEnd::Link if self.in_note => {
                let end = self.block.source.end;
                self.push("]", &(end..end), self.is_covered(end.saturating_sub(1)));
                self.in_note = false;
            }
            TagEnd::Link => self.link = None,
            TagEnd::Image => self.end_image(),
            TagEnd::TableCell => {}
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.end_list();
            }
            TagEnd::HtmlBlock => {
                self.flush();
                (self.face, self.link, self.html_quote) = (Face::default(), None, 0);
            }
            _ => {
                self.flush();
                self.preformatted = false;
            }
        }
    }

    /// Notes the title of an image, which is shown behind its alternative text. Marks in it are hidden
    /// from the parser.
    fn begin_image(&mut self, title: &str, range: &Range<usize>) {
        let title = match self.passages.touch(range) {
            true => None,
            false => Some(title.to_owned()).filter(|title| !title.trim().is_empty()),
        };
        self.image_titles.push(title);
    }

    fn end_image(&mut self) {
        if let Some(title) = self.image_titles.pop().flatten() {
            let end = self.block.source.end;
            let last = self.block.runs.last().map_or("", |run| run.text.as_str());
            let blank =
                if last.is_empty() || last.ends_with(char::is_whitespace) { "" } else { " " };
            self.push(&format!("{blank}{title}"), &(end..end), false);
        }
        self.link = None;
    }

    fn begin(&mut self, kind: BlockKind) {
        self.flush();
        self.block.kind = kind;
        // A paragraph of its own within an item makes the list loose.
        if kind == BlockKind::Paragraph && !self.lists.is_empty() {
            self.tight = false;
        }
    }

    /// Ends the current block, dropping it if it is blank.
    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if block.runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        trim(&mut block.runs);
        const INDENT_COLUMNS: usize = 2;
        /// Deeper quotations and lists would leave no room for the text.
        const MAX_DEPTH: usize = 6;
        block.quote = (self.quote + self.html_quote).min(MAX_DEPTH);
        block.indent = self.lists.len().min(MAX_DEPTH) * INDENT_COLUMNS;
        block.marker = self.marker.take();
        let in_row = block.kind == BlockKind::Row
            && self.body.blocks.last().is_some_and(|last| last.kind == BlockKind::Row);
        block.tight = self.tight || in_row;
        self.tight = !self.lists.is_empty();
        self.body.blocks.push(block);
    }

    /// Adds text that is in the source at `range`, literally or as an entity.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        // The text cannot be compared with the source, in which marks are hidden. A decoded entity
        // is recognised by its different length.
        if text.len() != range.len() {
            let (at, _) = self.passages.at(range.start);
            if at != At::Mark {
                self.push(text, range, at == At::Covered);
            }
            return;
        }
        for (at, part) in self.passages.parts(range.clone()) {
            if let Some(piece) = text.get(part.start - range.start..part.end - range.start)
                && at != At::Mark
            {
                self.push(piece, &part, at == At::Covered);
            }
        }
    }

    /// Adds inline code. The parser's copy has full stops where the source has marks, so the text is
    /// taken from the source if there are any.
    fn code(&mut self, text: &str, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let ticks = source.len() - source.trim_start_matches('`').len();
        let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks);
        let between = self.text.get(inner.clone()).unwrap_or_default();
        // One space within each end belongs to the backticks.
        let blank = inner.len() == text.len() + 2
            && between.starts_with([' ', '\n'])
            && between.ends_with([' ', '\n']);
        let inner = if blank { inner.start + 1..inner.end - 1 } else { inner };
        if inner.len() == text.len() || !self.passages.touch(range) {
            let range = if inner.len() == text.len() { &inner } else { range };
            self.text(text, range);
        } else {
            let source = self.text.get(inner.clone()).unwrap_or_default();
            self.text(source, &inner);
        }
    }

    fn between_cells(&mut self, at: usize) {
        if self.block.runs.last().is_some_and(|run| !run.between) {
            let text = "  ·  ".to_owned();
            self.block.runs.push(Inline { text, between: true, ..Inline::default() });
            self.block.source.end = self.block.source.end.max(at);
        }
    }

    fn is_covered(&self, byte: usize) -> bool {
        self.passages.at(byte).0 == At::Covered
    }

    /// Adds a line break of the source: as a space, or as nothing within scripts without spaces.
    fn space(&mut self, range: &Range<usize>) {
        let wide = |c: char| {
            ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ff60}').contains(&c)
        };
        let before = self.block.runs.last().and_then(|run| run.text.chars().next_back());
        let after = self.text.get(range.end..).and_then(|rest| rest.trim_start().chars().next());
        if !(before.is_some_and(wide) && after.is_some_and(wide)) {
            self.push(" ", range, self.is_covered(range.start));
        }
    }

    fn push(&mut self, text: &str, range: &Range<usize>, covered: bool) {
        if self.block.runs.is_empty() {
            self.block.source = range.clone();
        }
        self.block.source.end = self.block.source.end.max(range.end);
        let (face, link) = (self.face, self.link);
        if let Some(target) = link.and_then(|link| self.body.links.get_mut(link)) {
            target.covered |= covered;
        }
        let run = Inline { text: text.to_owned(), face, link, covered, between: false };
        push_run(&mut self.block.runs, run);
    }
}

/// Trims both ends of a block.
fn trim(runs: &mut [Inline]) {
    if let Some(first) = runs.first_mut() {
        first.text.drain(..first.text.len() - first.text.trim_start_matches([' ', '\n']).len());
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
}

#[cfg(test)]
mod tests;
