//! The parts of a finding's sentence. Quotations from a file are kept apart from the program's own
//! words, so that they can be masked without searching in the sentence.

use std::borrow::Cow;
use std::ops::Range;

use super::{Audience, Span, Spoilers, mask};

/// A longer quotation would distract from the words around it.
const MAX_QUOTED_CHARS: usize = 40;

/// A few words, some of which may be quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(Vec<PhrasePart>);

/// A part of a [`Phrase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PhrasePart {
    /// The program's own words, with nothing from a file in them.
    Words(Cow<'static, str>),
    Quote(Quote),
}

/// A quotation from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    text: String,
    is_cut: bool,
    marks: char,
    /// Where it stands; `None` if at the place of the finding.
    span: Option<Span>,
    /// The bytes of `text` that are covered.
    covered: Vec<Range<usize>>,
}

/// Quotes a value, a name or a line of a file, shortened if it is long.
#[must_use]
pub(crate) fn quote(text: &str) -> Quote {
    let (text, is_cut) = head(text);
    Quote { is_cut, ..whole(text) }
}

/// Quotes all of a text, as an [`Edit`](super::Edit) needs it.
#[must_use]
pub(crate) fn whole(text: &str) -> Quote {
    Quote { text: text.to_owned(), is_cut: false, marks: '`', span: None, covered: Vec::new() }
}

/// Shortens a text to [`MAX_QUOTED_CHARS`].
#[must_use]
pub(crate) fn excerpt(text: &str) -> String {
    let (head, is_cut) = head(text);
    if is_cut { format!("{head}…") } else { head.to_owned() }
}

/// The program's own words, put together from numbers and names of its own. What comes from a file
/// is a [`Quote`], so that it can be covered.
#[must_use]
pub(crate) fn own_words(words: String) -> PhrasePart {
    PhrasePart::Words(Cow::Owned(words))
}

/// `1 blank`, `3 blanks`, `1,000 blanks`.
#[must_use]
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{} {word}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `plot, action and verdict`.
#[must_use]
pub(crate) fn in_words(names: &[impl ToString]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}

/// A number with its thousands set apart.
#[must_use]
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The part of a text that is quoted, and whether anything was cut off.
fn head(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

impl Quote {
    /// Whether `audience` may see all of it.
    #[must_use]
    pub(crate) fn is_shown_to(&self, audience: Audience) -> bool {
        audience.spoilers == Spoilers::Told || self.is_open()
    }

    /// In the quotation marks of prose, as for a heading.
    #[must_use]
    pub(crate) fn in_prose(self) -> Self {
        Self { marks: '"', ..self }
    }

    /// Quoted from another place than that of the finding.
    #[must_use]
    pub(crate) fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// Covered as a whole if `covered`.
    #[must_use]
    pub(crate) fn covered_if(mut self, covered: bool) -> Self {
        if covered {
            self.cover(0..self.text.len());
        }
        self
    }

    #[must_use]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the file has more of it than is quoted.
    #[must_use]
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether nothing of it is covered.
    #[must_use]
    pub(crate) const fn is_open(&self) -> bool {
        self.covered.is_empty()
    }

    /// Where it stands; `None` if at the place of the finding.
    #[must_use]
    pub(crate) const fn span(&self) -> Option<Span> {
        self.span
    }

    pub(super) fn shift(&mut self, offset: usize) {
        self.span = self.span.map(|span| span.moved(offset));
    }

    /// Covers these bytes of its text.
    pub(crate) fn cover(&mut self, range: Range<usize>) {
        self.cover_all(std::iter::once(range));
    }

    /// Covers several parts of its text, which may be as many as it has words.
    pub(crate) fn cover_all(&mut self, ranges: impl IntoIterator<Item = Range<usize>>) {
        self.covered.extend(ranges.into_iter().filter(|range| !range.is_empty()));
        self.covered.sort_unstable_by_key(|range| (range.start, range.end));
        self.covered.dedup();
    }

    fn write(&self, to: Audience, out: &mut String) {
        out.push(self.marks);
        let mut at = 0;
        let is_shown = to.spoilers == Spoilers::Told;
        for range in self.covered.iter().filter(|_| !is_shown) {
            let start = range.start.max(at);
            let end = range.end.max(start);
            out.push_str(self.text.get(at..start).unwrap_or_default());
            out.push_str(&mask::mask(self.text.get(start..end).unwrap_or_default(), to.glyphs));
            at = end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        if self.is_cut {
            out.push(to.glyphs.ellipsis());
        }
        out.push(self.marks);
    }
}

impl Phrase {
    #[must_use]
    pub(crate) fn then(mut self, part: impl Into<PhrasePart>) -> Self {
        self.0.push(part.into());
        self
    }

    #[must_use]
    pub(crate) fn quoted(&self) -> Option<&Quote> {
        self.0.iter().find_map(|part| match part {
            PhrasePart::Quote(quote) => Some(quote),
            PhrasePart::Words(_) => None,
        })
    }

    pub(crate) fn quotes_mut(&mut self) -> impl Iterator<Item = &mut Quote> {
        self.0.iter_mut().filter_map(|part| match part {
            PhrasePart::Quote(quote) => Some(quote),
            PhrasePart::Words(_) => None,
        })
    }

    /// The words without quotation marks, for those who wrote what is quoted.
    pub(super) fn unmarked(&self) -> String {
        let text = |part: &PhrasePart| match part {
            PhrasePart::Words(words) => words.replace('`', ""),
            PhrasePart::Quote(quote) => quote.text.clone(),
        };
        self.0.iter().map(text).collect()
    }

    pub(super) fn write(&self, to: Audience, out: &mut String) {
        for part in &self.0 {
            match part {
                PhrasePart::Words(words) => out.push_str(words),
                PhrasePart::Quote(quote) => quote.write(to, out),
            }
        }
    }

    pub(super) fn in_words(&self, to: Audience) -> String {
        let mut out = String::new();
        self.write(to, &mut out);
        out
    }
}

impl From<&'static str> for PhrasePart {
    fn from(words: &'static str) -> Self {
        Self::Words(Cow::Borrowed(words))
    }
}

impl From<Quote> for PhrasePart {
    fn from(quote: Quote) -> Self {
        Self::Quote(quote)
    }
}

impl<T: Into<PhrasePart>> From<T> for Phrase {
    fn from(part: T) -> Self {
        Self(vec![part.into()])
    }
}
