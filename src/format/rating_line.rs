//! Which line of a text is its rating.

use super::assembly::{Assembly, UnreadRating};
use super::rating::Certainty;
use super::{rating, ratings};
use crate::model::{RATING_LINE, Rating};
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, own_words, quote};

/// Takes the rating from the sentence that a text ends with, as in `I give it 4/5.` or `It holds. 4/5`,
/// where no line is one.
pub(super) fn given(assembly: &mut Assembly<'_>, last: Option<(Span, &str)>) {
    let Some((span, line)) = last.filter(|_| assembly.review.rating.is_none()) else { return };
    if let Some((_, rating)) = rating::given(line) {
        assembly.rate(rating, span);
    }
}

/// Finds the line that is the review's rating, unless a field gave one: a line that starts with
/// Overall, else the last that is nothing but a rating. Two such lines are taken for two viewings,
/// of which the later counts. More than two are reported, and none is taken. Where there is none, the
/// first or the last line may be a rating and a few words; such a line stays in the text.
pub(super) fn choose<'t>(
    assembly: &mut Assembly<'_>,
    lines: impl Iterator<Item = (Span, &'t str)>,
) -> Option<Span> {
    if assembly.review.rating.is_some() {
        return None;
    }
    let mut overall = None;
    let (mut first, mut last, mut count) = (None, None, 0_usize);
    let mut unclear = None;
    let mut ends = Ends::default();
    for (span, line) in lines {
        let line = line.trim();
        ends.see(span, line);
        let is_quoted = line.starts_with('>');
        let line = line.trim_start_matches('#').trim();
        if line.is_empty() {
            continue;
        }
        if let Some(rating) = rating::overall(line) {
            overall = Some((rating, span, line, is_quoted));
        } else if let Some(rating) = rating::line(line) {
            first = first.or(Some(span));
            last = Some((rating, span, line, is_quoted));
            count += 1;
        } else if rating::is_placeholder(line) {
            assembly.evidence.placeholder |= line.len() < 12;
            if rating::is_gap(line) {
                unclear = Some((line.to_owned(), span));
            }
        } else if let Some(written) = rating::unclear(line) {
            unclear = Some((written, span));
        }
    }
    if let Some(first) = first.filter(|_| overall.is_none() && count > 2) {
        let lines = own_words(format!("{count} lines that could be it"));
        assembly.report(Code::SeveralRatings, first, expected("one rating").found(lines));
        return None;
    }
    let Some((rating, span, line, is_quoted)) = overall.or(last) else {
        match unclear {
            Some((written, span)) => report_unclear(assembly, written, span),
            None => take_remarked(assembly, &ends),
        }
        return None;
    };
    report_misspelt_label(assembly, line, span);
    // The caller removes the line from the text, so what it says besides the rating is kept here.
    if line != rating.written {
        assembly.keep(span, RATING_LINE, line.to_owned());
    }
    assembly.evidence.weak_rating = is_quoted;
    assembly.rate(rating, span);
    Some(span)
}

fn report_misspelt_label(assembly: &mut Assembly<'_>, line: &str, span: Span) {
    let Some((label, meant)) = rating::misspelt_label(line) else { return };
    let written = assembly.source.text().get(span.start..span.end).unwrap_or_default();
    let start = span.start + written.find(label).unwrap_or_default();
    let place = Span::new(start, start + label.len());
    let mismatch = expected("the label of a rating").found(quote(label).at(place));
    assembly.report(Code::RatingUnclear, span, mismatch.replace(place, whole(meant)));
}

/// The line stays in the text: what cannot be read may be no rating.
fn report_unclear(assembly: &mut Assembly<'_>, written: String, span: Span) {
    let mismatch = expected(ratings::NOTATIONS).found(quote(&written));
    assembly.report(Code::RatingUnclear, span, mismatch);
    assembly.cannot_read(UnreadRating { span, field: None, written });
}

fn take_remarked(assembly: &mut Assembly<'_>, ends: &Ends<'_>) {
    match ends.rating() {
        Some((span, _, rating, Certainty::Sure)) => {
            assembly.evidence.weak_rating = !assembly.evidence.dated;
            assembly.rate(rating, span);
        }
        Some((span, line, _, Certainty::Guess)) => report_unclear(assembly, line.to_owned(), span),
        None => {}
    }
}

/// The first and the last paragraph of a text, of each of which the first line counts.
#[derive(Default)]
struct Ends<'t> {
    first: Option<Paragraph<'t>>,
    last: Option<Paragraph<'t>>,
}

#[derive(Clone, Copy)]
struct Paragraph<'t> {
    span: Span,
    line: &'t str,
    end: usize,
    has_one_line: bool,
}

impl<'t> Ends<'t> {
    /// Adds a line. Lines without text need not be given.
    fn see(&mut self, span: Span, line: &'t str) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        match &mut self.last {
            Some(paragraph) if paragraph.end == span.start => {
                paragraph.end = span.end;
                paragraph.has_one_line = false;
            }
            last => {
                self.first = self.first.or(*last);
                *last = Some(Paragraph { span, line, end: span.end, has_one_line: true });
            }
        }
    }

    /// The rating of a paragraph that is one and a few words. If both are, each rates something else.
    fn rating(&self) -> Option<(Span, &'t str, Rating, Certainty)> {
        let read = |paragraph: &Paragraph<'t>| {
            let Paragraph { span, line, .. } = *paragraph;
            let remarked = paragraph.has_one_line.then(|| rating::remarked(line)).flatten();
            remarked.map(|(rating, certainty)| (span, line, rating, certainty))
        };
        match [&self.first, &self.last].map(|paragraph| paragraph.as_ref().and_then(read)) {
            [Some(_), Some(_)] => None,
            [first, last] => first.or(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{MARKDOWN, PLAIN, parse};
    use crate::text::{Code, Source};

    const PROSE: &str = "A ship answers a call. The crew is tired, and the film takes its time.";

    /// The rating of both formats as written, and whether one is reported as unclear.
    fn rated(top: &str, bottom: &str) -> (Option<String>, bool) {
        let [markdown, plain] = [(&MARKDOWN, "# "), (&PLAIN, "")].map(|(format, mark)| {
            let text = format!("{mark}Alien (1979)\n\n{top}{PROSE}\n\n{bottom}");
            let review = parse(&Source::new("alien", text), format).review;
            let is_unclear = |found: &crate::text::Diagnostic| found.code == Code::RatingUnclear;
            let written = review.rating.map(|rating| rating.written);
            (written, review.diagnostics.iter().any(is_unclear))
        });
        assert_eq!(markdown, plain, "{top}{bottom}");
        markdown
    }

    #[test]
    fn a_rating_with_a_few_words_is_the_first_or_the_last_paragraph() {
        for (line, written) in [
            ("4/5 - recommended", "4/5"),
            ("4/5: a classic of the genre", "4/5"),
            ("★★★★☆ Recommended.", "★★★★☆"),
            ("**7 out of 10**, for its first hour", "7 out of 10"),
        ] {
            let expected = (Some(written.to_owned()), false);
            assert_eq!(rated(&format!("{line}\n\n"), ""), expected, "{line}");
            assert_eq!(rated("", &format!("{line}\n")), expected, "{line}");
            assert_eq!(rated(&format!("{line}\n"), ""), (None, false), "{line}");
        }
    }

    #[test]
    fn a_rating_that_is_a_guess_is_told() {
        let line = "5/5 would watch again";
        assert_eq!(rated("", line), (Some(line.to_owned()), true));
        let (rating, _) = rated("4/5 - the first film\n\n", "2/5 - the second\n");
        assert_eq!(rating, None);
        assert_eq!(rated("", "11/10 – seen at home"), (None, false));
        assert_eq!(rated("", "It runs 9/10 of the night, and then some\n"), (None, false));
        assert_eq!(
            rated("", "4/5 - it is a good film that I would see again any day\n"),
            (None, false)
        );
    }
}
