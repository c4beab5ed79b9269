//! A model of a terminal that draws one character as people count them per place, with the widths
//! that real ones differ in. It knows only what is written to it.

use unicode_segmentation::UnicodeSegmentation;

/// The widths in which terminals differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Widths {
    /// Whether U+FE0F makes the character before it two cells wide.
    pub(crate) selects: bool,
    /// Whether a consonant below another one takes a cell, as where characters are counted.
    pub(crate) counts: bool,
    /// Whether characters of ambiguous width, such as `★`, are two cells wide.
    pub(crate) ambiguous: bool,
}

impl Widths {
    /// The cells of a text on one line.
    pub(crate) fn of(self, text: &str) -> usize {
        text.graphemes(true).map(|cluster| self.cells(cluster)).sum()
    }

    fn cells(self, cluster: &str) -> usize {
        let chars: Vec<char> = cluster.chars().collect();
        let widths = chars.iter().map(|c| self.char(*c));
        // A joiner, a modifier and the second half of a flag draw on the cells of the first.
        let is_joined = chars.iter().skip(1).any(|c| {
            matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
                || ('\u{1f1e6}'..='\u{1f1ff}').contains(c)
        });
        let is_subscript = |at: usize| !self.counts && at > 0 && chars[at - 1] == '\u{17d2}';
        match chars.first() {
            Some(first) if is_joined => match self.char(*first) {
                1 if self.selects && chars.contains(&'\u{fe0f}') => 2,
                first => first,
            },
            _ => widths.enumerate().filter(|(at, _)| !is_subscript(*at)).map(|(_, it)| it).sum(),
        }
    }

    fn char(self, c: char) -> usize {
        match c {
            '\u{300}'..='\u{36f}'
            | '\u{e31}'
            | '\u{e34}'..='\u{e3a}'
            | '\u{e47}'..='\u{e4e}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{17b7}'..='\u{17bd}'
            | '\u{17c6}'
            | '\u{17c9}'..='\u{17d3}'
            | '\u{200b}'..='\u{200d}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{20d0}'..='\u{20f0}'
            | '\u{ad}'
            | '\u{1160}'..='\u{11ff}' => 0,
            '\u{1100}'..='\u{115f}'
            | '⌚'..='⌛'
            | '⭐'
            | '\u{2e80}'..='\u{303e}'
            | '\u{3041}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{1f1e6}'..='\u{1f1ff}'
            | '\u{1f300}'..='\u{1f64f}'
            | '\u{1f680}'..='\u{1f6ff}'
            | '\u{1f900}'..='\u{1f9ff}'
            | '\u{20000}'..='\u{3fffd}' => 2,
            // Unlike their neighbours, these are of one width everywhere.
            '⚠' | '❤' | '░' | '¢' | '£' | '¥' | '¦' | '©' | '«' | '¬' | '¯' | 'µ' | '»' => {
                1
            }
            '\u{a1}'..='\u{bf}'
            | '×'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{2190}'..='\u{21ff}'
            | '\u{2460}'..='\u{26ff}'
                if self.ambiguous =>
            {
                2
            }
            _ => 1,
        }
    }
}

/// What is seen in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Text(String),
    /// The rest of the wide character before it.
    Rest,
    /// Half of a wide character, of which something else was written over the other half.
    Half,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    widths: Widths,
    rows: Vec<Vec<Seen>>,
    pub(crate) cursor: (usize, usize),
    /// Whether something was written over the right edge.
    pub(crate) is_overrun: bool,
}

impl Model {
    pub(crate) fn new(widths: Widths, (columns, rows): (u16, u16)) -> Self {
        let row = vec![Seen::Text(" ".to_owned()); usize::from(columns)];
        let rows = vec![row; usize::from(rows)];
        Self { widths, rows, cursor: (0, 0), is_overrun: false }
    }

    pub(crate) fn seen(&self, x: u16, y: u16) -> &Seen {
        &self.rows[usize::from(y)][usize::from(x)]
    }

    /// Does what a terminal does with these bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).expect("text");
        while !rest.is_empty() {
            let end = rest.find('\u{1b}').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            text.graphemes(true).for_each(|cluster| self.put(cluster));
            rest = self.command(after);
        }
    }

    /// Performs the command at the start of `text`; returns what follows it.
    fn command<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(command) = text.strip_prefix("\u{1b}]") {
            return command.split_once("\u{1b}\\").expect("the end of a command").1;
        }
        let Some(command) = text.strip_prefix("\u{1b}[") else { return text };
        let end = command.find(|c: char| c.is_ascii_alphabetic()).expect("a final byte");
        let mut numbers = command[..end].split(';').map(|number| number.parse().unwrap_or(1));
        match &command[end..=end] {
            "H" => {
                let row: usize = numbers.next().unwrap_or(1);
                self.cursor = (numbers.next().unwrap_or(1) - 1, row - 1);
            }
            "J" => self.rows.iter_mut().flatten().for_each(|cell| *cell = Seen::Text(" ".into())),
            "m" | "h" | "l" => {}
            other => panic!("{other} is not known"),
        }
        &command[end + 1..]
    }

    fn put(&mut self, cluster: &str) {
        let cells = self.widths.cells(cluster);
        let (x, y) = self.cursor;
        let row = &mut self.rows[y];
        if x + cells > row.len() {
            self.is_overrun = true;
            return;
        }
        if row.get(x + cells) == Some(&Seen::Rest) {
            row[x + cells] = Seen::Half;
        }
        if cells > 0 && row[x] == Seen::Rest {
            row[x - 1] = Seen::Half;
        }
        row[x..x + cells].fill(Seen::Rest);
        if cells > 0 {
            row[x] = Seen::Text(cluster.to_owned());
        }
        self.cursor.0 += cells;
    }
}
