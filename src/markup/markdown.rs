//! Markdown into blocks.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{self, Piece};
use super::spoiler::{self, At, Passages};
use super::{Block, Body, Face, Kind, Run, push_run};

/// Reads Markdown. Words in link definitions that nothing uses, and in notes that nothing refers
/// to, are shown where they stand.
pub(super) fn read(text: &str) -> Body {
    let passages = spoiler::find(text);
    let hidden = spoiler::hide_marks(text, &passages);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
    let parser = Parser::new_ext(&hidden, options);
    let definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
        .collect();
    let mut builder = Builder::new(text, &passages);
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    builder.flush();
    builder.definitions(definitions);
    let mut body = builder.body;
    body.unclosed = passages.unclosed;
    body.blocks.sort_by_key(|block| block.source.start);
    body
}

struct Builder<'a> {
    text: &'a str,
    passages: &'a Passages,
    body: Body,
    block: Block,
    face: Face,
    link: Option<usize>,
    /// The numbers of the lists that are open; none for bullets.
    lists: Vec<Option<u64>>,
    marker: Option<String>,
    quote: usize,
    /// Quotations opened by HTML tags, which nothing obliges to close.
    html_quote: usize,
    /// Whether the last block was an item of the same tight list.
    tight: bool,
    preformatted: bool,
    in_note: bool,
    labels: Vec<String>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, passages: &'a Passages) -> Self {
        Self {
            text,
            passages,
            body: Body::default(),
            block: Block::default(),
            face: Face::default(),
            link: None,
            lists: Vec::new(),
            marker: None,
            quote: 0,
            html_quote: 0,
            tight: false,
            preformatted: false,
            in_note: false,
            labels: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => {
                self.face.code = true;
                self.text(&text, &range);
                self.face.code = false;
            }
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            Event::SoftBreak => self.space(&range),
            Event::HardBreak => self.push("\n", &range, self.is_covered(range.start)),
            Event::Rule => {
                self.flush();
                self.body.blocks.push(Block {
                    kind: Kind::Rule,
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
            Tag::Paragraph => self.begin(Kind::Paragraph),
            Tag::Heading { .. } => self.begin(Kind::Heading),
            Tag::CodeBlock(_) => {
                self.begin(Kind::Code);
                self.preformatted = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quote += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.tight = !self.lists.is_empty();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => self.begin(Kind::Row),
            Tag::TableCell if !self.block.runs.is_empty() => {
                self.push("  ·  ", &(range.start..range.start), false);
            }
            Tag::Emphasis => self.face.emphasis = true,
            Tag::Strong => self.face.strong = true,
            Tag::Strikethrough => self.face.struck = true,
            // A note that was written as a definition would pass for a link to its first word.
            Tag::Link { id, .. } if id.starts_with('^') => {
                self.push("[", &range, self.is_covered(range.start));
                self.in_note = true;
            }
            Tag::Link { link_type, dest_url, id, .. } => {
                if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
                    self.labels.push(id.to_lowercase());
                }
                let mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                self.open_link(if mail {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.to_string()
                });
            }
            Tag::Image { dest_url, id, .. } => {
                self.labels.push(id.to_lowercase());
                self.open_link(dest_url.to_string());
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
            TagEnd::Link | TagEnd::Image => self.link = None,
            TagEnd::TableCell => {}
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.tight = !self.lists.is_empty();
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

    fn begin(&mut self, kind: Kind) {
        self.flush();
        self.block.kind = kind;
        // A paragraph of its own within an item makes the list loose.
        if kind == Kind::Paragraph && !self.lists.is_empty() {
            self.tight = false;
        }
    }

    fn item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "• ".to_owned(),
        };
        self.marker = Some(marker);
    }

    fn open_link(&mut self, target: String) {
        self.link = Some(self.body.links.len());
        self.body.links.push(target);
    }

    /// Ends the block at hand, if there is anything in it.
    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if block.runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        trim(&mut block.runs);
        const STEP: usize = 2;
        /// Deeper quotations and lists would leave no room for the text.
        const DEEPEST: usize = 6;
        block.quote = (self.quote + self.html_quote).min(DEEPEST);
        block.indent = self.lists.len().min(DEEPEST) * STEP;
        block.marker = self.marker.take();
        let in_row = block.kind == Kind::Row
            && self.body.blocks.last().is_some_and(|last| last.kind == Kind::Row);
        block.tight = self.tight || in_row;
        self.tight = !self.lists.is_empty();
        self.body.blocks.push(block);
    }

    /// Text that stands in the source as it is, or was decoded from it.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        // Stops that hide marks take the source's place: whether the text is the source's own is
        // told by its length.
        if text.len() != range.len() {
            let (at, _) = self.passages.at(range.start);
            if at != At::Mark {
                self.push(text, range, at == At::Covered);
            }
            return;
        }
        let mut from = range.start;
        while from < range.end {
            let (at, upto) = self.passages.at(from);
            let upto = upto.min(range.end);
            if let Some(piece) = text.get(from - range.start..upto - range.start)
                && at != At::Mark
            {
                self.push(piece, &(from..upto), at == At::Covered);
            }
            from = upto;
        }
    }

    fn is_covered(&self, byte: usize) -> bool {
        self.passages.at(byte).0 == At::Covered
    }

    /// A line break of the source: a space, or nothing between characters of scripts that use
    /// none.
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
        let run = Run { text: text.to_owned(), face: self.face, link: self.link, covered };
        push_run(&mut self.block.runs, run);
    }

    fn html(&mut self, range: Range<usize>) {
        let Some(source) = self.text.get(range.clone()) else { return };
        for piece in html::pieces(source) {
            match piece {
                Piece::Text(inner) => {
                    self.html_text(range.start + inner.start, range.start + inner.end);
                }
                Piece::Tag(tag) => self.html_tag(tag, range.start),
            }
        }
    }

    fn html_text(&mut self, start: usize, end: usize) {
        let mut from = start;
        while from < end {
            let (at, upto) = self.passages.at(from);
            let upto = upto.min(end);
            let source = self.text.get(from..upto).unwrap_or_default();
            if at != At::Mark {
                let decoded = html_escape::decode_html_entities(source);
                let text =
                    if self.preformatted { decoded.into_owned() } else { collapse(&decoded) };
                let starts = self.block.runs.is_empty();
                let text = if starts { text.trim_start() } else { &text };
                if !text.is_empty() {
                    self.push(text, &(from..upto), at == At::Covered);
                }
            }
            from = upto;
        }
    }

    fn html_tag(&mut self, tag: html::Tag, at: usize) {
        match tag {
            html::Tag::Emphasis(on) => self.face.emphasis = on,
            html::Tag::Strong(on) => self.face.strong = on,
            html::Tag::Struck(on) => self.face.struck = on,
            html::Tag::Link(Some(target)) => self.open_link(target),
            html::Tag::Link(None) => self.link = None,
            html::Tag::Image(alt) => self.push(&alt, &(at..at), self.is_covered(at)),
            html::Tag::Break => self.push("\n", &(at..at), self.is_covered(at)),
            html::Tag::Block => self.flush(),
            html::Tag::Item => {
                self.flush();
                self.marker = Some("• ".to_owned());
            }
            html::Tag::Quote(on) => {
                self.flush();
                self.html_quote =
                    if on { self.html_quote + 1 } else { self.html_quote.saturating_sub(1) };
            }
            html::Tag::Other => {}
        }
    }

    /// Shows the definitions that no link uses: an orphan note is a text like any other.
    fn definitions(&mut self, definitions: Vec<(String, Range<usize>)>) {
        self.lists.clear();
        self.tight = false;
        let used: std::collections::HashSet<String> = self.labels.drain(..).collect();
        for (_, span) in definitions.into_iter().filter(|(label, _)| !used.contains(label)) {
            let source = self.text.get(span.clone()).unwrap_or_default();
            self.text(source, &span);
            self.flush();
        }
    }
}

/// Leaves out the blanks at both ends of a block.
fn trim(runs: &mut [Run]) {
    if let Some(first) = runs.first_mut() {
        first.text.drain(..first.text.len() - first.text.trim_start_matches([' ', '\n']).len());
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
}

/// Runs of white space become one space, as HTML has it.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' {
            blank = true;
        } else {
            if blank {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if blank {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body as text: a line a block, covered text in brackets.
    fn picture(markdown: &str) -> Vec<String> {
        let body = read(markdown);
        let line = |block: &Block| {
            let text: String = block
                .runs
                .iter()
                .map(|run| {
                    let text = run.text.replace('\n', "/");
                    if run.covered { format!("[{text}]") } else { text }
                })
                .collect();
            format!(
                "{}{}{}",
                ">".repeat(block.quote),
                block.marker.as_deref().unwrap_or_default(),
                text
            )
        };
        body.blocks.iter().map(line).collect()
    }

    #[test]
    fn blocks() {
        assert_eq!(
            picture("One\ntwo.\n\n> three\n\n- four\n- five\n\n1. six"),
            ["One two.", ">three", "• four", "• five", "1. six"]
        );
        assert_eq!(picture("| a | b |\n|---|---|\n| c | d |"), ["a  ·  b", "c  ·  d"]);
        assert_eq!(picture("日本\n語"), ["日本語"]);
    }

    #[test]
    fn covered_passages() {
        assert_eq!(picture("He ||dies *in* the|| end"), ["He [dies ][in][ the] end"]);
        assert_eq!(picture(">!He dies!< at last"), ["[He dies] at last"]);
        assert_eq!(picture("||one\ntwo|| three"), ["[one two] three"]);
        assert_eq!(picture("**||one||**"), ["[one]"]);
        assert_eq!(picture("<spoiler>a\n\nb</spoiler>c"), ["[a]", "[b]c"]);
        assert_eq!(
            picture("<details><summary>End</summary>\n\nhe *dies*\n\n</details>\n\nx"),
            ["End", "[he ][dies]", "x"]
        );
        assert_eq!(picture("> [!spoiler] End\n> he dies\n\nx"), [">[End he dies]", "x"]);
        assert_eq!(picture("a\n\n!spoilers\n\nb"), ["a", "[b]"]);
    }

    #[test]
    fn html() {
        assert_eq!(
            picture("<p>One <i>two</i></p>\n<p>three<br>four &amp; five</p>"),
            ["One two", "three/four & five"]
        );
        assert_eq!(picture("A <span class=x>b</span> c &#27;[0m"), ["A b c \u{1b}[0m"]);
        assert_eq!(picture("<p unclosed text\n\nnext"), ["<p unclosed text", "next"]);
    }

    #[test]
    fn no_definition_is_lost() {
        assert_eq!(picture("Word[^1]\n\n[^1]: Gone"), ["Word[^1]", "[^1]: Gone"]);
        assert_eq!(picture("[a][b]\n\n[b]: https://c.d"), ["a"]);
    }

    #[test]
    fn links_keep_their_targets() {
        let body = read("[a](https://b.c) <d@e.f>");
        assert_eq!(body.links, ["https://b.c", "mailto:d@e.f"]);
        assert_eq!(
            body.blocks[0].runs.iter().filter_map(|run| run.link).collect::<Vec<_>>(),
            [0, 1]
        );
    }
}
