//! Ratings as they are written in fields, lines, headings and titles. What a rating is, is decided
//! by one grammar; the place decides how sure it must be.

mod amount;
mod emphasis;
mod notation;
mod reader;
mod signs;
mod tokens;
mod with_words;
mod words;

use std::borrow::Cow;

use super::plain_text::wiki_link;
use crate::model::{Rating, Score};
use crate::text::near::is_slip_of_name;
use crate::text::words::word_list;
use notation::{Form, Notation};
use tokens::{Family, ascii, sign};
pub(crate) use with_words::{Certainty, given, remarked};
use words::LABELS;

/// The scales that a rating without a label may name; others (24/7, 9/11, 1/2) are prose.
const SCALES: [f64; 7] = [4.0, 5.0, 6.0, 10.0, 20.0, 30.0, 100.0];

/// The best possible number of a scale in a field.
const MAX_SCALE: f64 = 1000.0;

/// A longer line is no rating.
const MAX_LINE_BYTES: usize = 160;

/// Parses the whole value of a field, with its label or without.
pub(crate) fn field(text: &str) -> Option<Rating> {
    let text = undecorated(text);
    value(&text, labelled(&text))
}

/// Parses a text without decoration, which is `label` and what stands behind it if it has one.
fn value(text: &str, label: Option<Label<'_>>) -> Option<Rating> {
    let value = label.as_ref().map_or(text, |label| label.value);
    let mut notation = notation::read(value)?;
    if let (Score::Bare(value), Some(out_of)) = (notation.score, label.and_then(|it| it.out_of)) {
        notation.score = Score::Scaled { value, out_of };
    }
    let is_on_scale = !matches!(notation.score, Score::Scaled { out_of, .. } if out_of > MAX_SCALE);
    is_on_scale.then(|| rating(value, notation.score))
}

/// Parses a line that is nothing but a rating. A number alone is one only behind a label.
pub(crate) fn line(text: &str) -> Option<Rating> {
    lone(text, 2)
}

/// Parses the end or the beginning of a title that is nothing but a rating.
pub(crate) fn beside_title(text: &str) -> Option<Rating> {
    lone(text, 1)
}

/// Parses a text that is nothing but a rating, of at least `min_stars` signs if it is in signs.
fn lone(text: &str, min_stars: u32) -> Option<Rating> {
    if text.len() > MAX_LINE_BYTES || !may_be_rating(text) {
        return None;
    }
    let text = undecorated(text);
    if let Some(label) = labelled(&text) {
        return value(&text, Some(label));
    }
    let notation = notation::read(&text)?;
    stands_alone(&notation, &text, min_stars).then(|| rating(&text, notation.score))
}

/// Parses a line that is `Overall` and a rating.
pub(crate) fn overall(text: &str) -> Option<Rating> {
    if text.len() > MAX_LINE_BYTES {
        return None;
    }
    let text = undecorated(text);
    let text = text.trim_start_matches(['*', '_']);
    let (head, value) = text.split_at_checked("overall".len())?;
    head.eq_ignore_ascii_case("overall").then(|| field(after_label(value))).flatten()
}

/// What stands behind the label of a rating that cannot be read, such as `4 out of 5 starts`.
pub(crate) fn unclear(text: &str) -> Option<String> {
    const MAX_UNCLEAR_BYTES: usize = 60;
    if text.len() > MAX_LINE_BYTES {
        return None;
    }
    let text = undecorated(text);
    let label = labelled(&text)?;
    let begins = label.value.starts_with(|c| ascii(c).is_ascii_digit() || is_sign(c))
        || has_wordy_value(label.value);
    // Age ratings have the same label: 12A, 16+.
    let is_age = label.value.len() <= 4 && label.value.ends_with(['A', '+', 'a']);
    let is_clear_label = label.is_of_ratings && !is_age && label.value.len() <= MAX_UNCLEAR_BYTES;
    let written = (begins && is_clear_label).then(|| label.value.to_owned());
    written.filter(|_| value(&text, Some(label)).is_none())
}

/// Whether a scale follows what is no number: `O/5`, `l0/10`, `x out of 5`.
fn has_wordy_value(text: &str) -> bool {
    let parts = text.split_once('/').or_else(|| text.split_once(" out of "));
    parts.is_some_and(|(value, out_of)| {
        let (value, is_scale) = (value.trim(), out_of.trim().parse::<u16>().is_ok());
        // `???` is reported as what is still to be written.
        is_scale && !matches!(value, "" | "???") && !value.contains(char::is_whitespace)
    })
}

/// The label of a rating that is misspelt, and what it should be: `Ratng: 4/5`.
pub(super) fn misspelt_label(text: &str) -> Option<(&str, &'static str)> {
    let (label, _) = text.split_once([':', '='])?;
    let label = label.trim_matches(['*', '_', ' ', '-']);
    Some((label, slip_of_label(&label.to_lowercase())?))
}

/// The label that a word is but for a slip: `ratng`, but not `racing`.
fn slip_of_label(word: &str) -> Option<&'static str> {
    const LONG_LABELS: [&str; 8] = [
        "Rating",
        "My rating",
        "Score",
        "Wertung",
        "Bewertung",
        "Puntuación",
        "Calificación",
        "Voto",
    ];
    let is_first = |label: &str| word.chars().next() == label.to_lowercase().chars().next();
    let is_known = LABELS.contains(&word);
    LONG_LABELS
        .into_iter()
        .find(|label| !is_known && is_first(label) && is_slip_of_name(word, label))
}

fn rating(written: &str, score: Score) -> Rating {
    Rating { written: spelling(written), score }
}

/// Whether a line without a label is a rating rather than prose or an ornament.
fn stands_alone(notation: &Notation, text: &str, min_stars: u32) -> bool {
    match notation.form {
        Form::Signs(signs) => match signs.family {
            Some(Family::Star) => signs.count() >= min_stars || signs.is_graded(),
            Some(Family::Shape | Family::Asterisk) => signs.is_graded(),
            Some(Family::Picture(_)) | None => signs.has_scale,
        },
        Form::Amount if notation.has_remark => false,
        Form::Amount => matches!(notation.score, Score::Scaled { value, out_of }
            if SCALES.contains(&out_of) && (0.0..=out_of * 1.5).contains(&value)),
        Form::Grade { is_signed } => is_signed && !notation.has_remark,
        Form::Word => text == "DNF",
        Form::Number => false,
    }
}

/// A quick look, since every line of a text is asked: a rating without a figure or a sign has few
/// words.
fn may_be_rating(text: &str) -> bool {
    const MAX_WORDS: usize = 8;
    text.contains(|c| ascii(c).is_ascii_digit() || is_sign(c) || matches!(c, '½' | '&'))
        || text.split_whitespace().nth(MAX_WORDS).is_none()
}

/// Whether the text is a placeholder for a rating, as in templates.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_matches(['<', '>', '[', ']', '(', ')', '"']);
    text.contains("{{")
        || text.contains("<%")
        || matches!(inner, "0-10" | "1-10" | "0-5" | "1-5" | "0-100" | "A-F")
        || is_gap(inner)
}

/// Whether a rating lacks its number: `x/5`.
pub(crate) fn is_gap(text: &str) -> bool {
    const GAPS: [&str; 9] = ["x/", "X/", "?/", "_/", "n/", "N/", "XX/", "#/", "__/"];
    let is_scale = |of: &str| of.trim().parse::<f64>().is_ok();
    GAPS.iter().any(|gap| text.trim().strip_prefix(gap).is_some_and(is_scale))
}

/// Whether the text says that there is no rating.
pub(crate) fn is_none(text: &str) -> bool {
    const NONE: &[&str] =
        word_list!("-|–|—|n/a|na|none|null|unrated|not rated|tbd|tba|?|no rating");
    let text = text.trim().to_lowercase();
    text.is_empty() || NONE.contains(&&*text)
}

/// Whether the text is the label of a rating and no more.
pub(crate) fn is_label(text: &str) -> bool {
    let text = undecorated(text);
    let text = text.trim_matches(['*', '_', ' ']).trim_end_matches(':').trim_end().to_lowercase();
    LABELS.contains(&text.as_str()) && !text.contains("verdict") || text == "overall rating"
}

/// The text without what decorates it as a whole: tags, entities, emphasis, the marks of a quotation
/// or of an entry in a list.
fn undecorated(text: &str) -> Cow<'_, str> {
    let text = match text.contains(['<', '&']) {
        true => Cow::Owned(without_html(text)),
        false => Cow::Borrowed(text),
    };
    let bare = without_hashtags(without_marks(&text));
    // `[[6 points|6.2]]/10` shows what stands behind the bar.
    if let Some((label, after)) = wiki_link(bare) {
        return Cow::Owned(format!("{label}{after}"));
    }
    if bare.len() == text.len() { text } else { Cow::Owned(bare.to_owned()) }
}

/// The text without tags behind it, as notes have them: `8/10 #liked`.
fn without_hashtags(text: &str) -> &str {
    let mut text = text;
    while let Some((head, tag)) = text.trim_end().rsplit_once(' ')
        && tag.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic))
    {
        text = head.trim_end();
    }
    text
}

/// The text between tags, with entities as the characters that they stand for.
fn without_html(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        html_escape::decode_html_entities_to_string(before, &mut bare);
        rest = match tokens::after_tag(tag) {
            Some(after) => after,
            None => {
                bare.push('<');
                &tag[1..]
            }
        };
    }
    html_escape::decode_html_entities_to_string(rest, &mut bare);
    bare
}

fn without_marks(text: &str) -> &str {
    let mut text = text.trim();
    let arrows = ["> ", "-- ", "=> ", "-> ", "→ ", "— ", "– "];
    text = arrows.iter().find_map(|arrow| text.strip_prefix(arrow)).unwrap_or(text);
    let item = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).map(str::trim_start);
    // In `* *` and `* * *` the first asterisk is no bullet.
    let is_row = |item: &str| item == "*" || item.starts_with("* ") || item.starts_with('½');
    text = item.filter(|item| !is_row(item)).unwrap_or(text);
    for mark in ['*', '_'] {
        let run = |text: &str| text.len() - text.trim_start_matches(mark).len();
        let end = text.len() - text.trim_end_matches(mark).len();
        let marks = run(text).min(end);
        let inner = text.get(marks..text.len() - marks).unwrap_or_default();
        let is_row = inner.chars().all(|c| c.is_whitespace() || tokens::is_invisible(c));
        // A row of asterisks is a rating itself, and not all emphasis ends where the text does.
        if !is_row && !inner.contains(mark) {
            text = inner.trim();
        }
    }
    text
}

/// The label before a rating.
struct Label<'t> {
    /// What stands behind it.
    value: &'t str,
    /// The scale that the label names: `Rating (out of 5):`.
    out_of: Option<f64>,
    /// Whether it is a label of ratings alone: others, such as `Note`, stand before prose as well.
    is_of_ratings: bool,
}

fn labelled(text: &str) -> Option<Label<'_>> {
    // `📊 Rating: 4/5`
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_end =
        |c: char| ascii(c).is_ascii_digit() || ":：;–—=-(（".contains(c) || is_clear_sign(c);
    let end = text.find(is_end)?;
    let label = text[..end].trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let label = label.to_lowercase();
    let label = label.strip_suffix(" is").unwrap_or(&label);
    let label = label.strip_prefix("overall ").unwrap_or(label);
    let may_be_slip = text[end..].starts_with([':', '=']);
    if !(LABELS.contains(&label) || may_be_slip && slip_of_label(label).is_some()) {
        return None;
    }
    let mut rest = &text[end..];
    let mut out_of = None;
    if let Some((note, behind)) = rest.strip_prefix('(').and_then(|note| note.split_once(')'))
        && let Some(scale) = notation::scale(note)
    {
        out_of = Some(scale);
        rest = behind;
    }
    let is_of_ratings = ["rating", "rated", "score", "grade", "bewertung", "wertung", "оценка"]
        .iter()
        .any(|word| label.contains(word));
    Some(Label { value: after_label(rest), out_of, is_of_ratings })
}

/// What follows the sign between a label and its rating. A minus before a figure belongs to the
/// figure where another sign separates them.
fn after_label(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace();
    // Emphasis ends at the label: `**Rating**: 8/10`, `**Rating:** 8/10`.
    let closed = |text: &'_ str| -> usize {
        let marks = text.len() - text.trim_start_matches(['*', '_']).len();
        let ends =
            text[marks..].starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
        if ends { marks } else { 0 }
    };
    let text = &text[closed(text)..];
    let text = text.trim_start_matches(is_blank);
    if let Some(rest) = text.strip_prefix([':', '：', '=', ';']) {
        let rest = rest.trim_start_matches(':');
        let rest = rest[closed(rest)..].trim_start_matches(is_blank);
        let dash = rest.strip_prefix(['-', '–', '—']).map(|rest| rest.trim_start_matches(is_blank));
        let is_minus =
            rest.starts_with('-') && rest[1..].starts_with(|c| ascii(c).is_ascii_digit());
        return dash.filter(|_| !is_minus).unwrap_or(rest);
    }
    text.trim_start_matches(|c: char| c.is_whitespace() || "–—-,".contains(c))
}

/// A rating as it is written, without emphasis and what only separates it from its surroundings.
fn spelling(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim_end();
    let text = emphasis::without_emphasis(text);
    let inner = notation::BRACKETS.into_iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    });
    inner.unwrap_or(&text).trim().to_owned()
}

/// Whether `c` is one of the signs of which several make a rating, such as `★`.
pub(crate) fn is_sign(c: char) -> bool {
    sign(c).is_some()
}

/// Whether `c` is such a sign and no asterisk, which may be a mark of emphasis.
pub(crate) fn is_clear_sign(c: char) -> bool {
    sign(c).is_some_and(|sign| sign.family != Family::Asterisk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stars;

    fn show(rating: Option<Rating>) -> String {
        let Some(rating) = rating else { return "none".to_owned() };
        let score = match rating.score {
            Score::Scaled { value, out_of } => format!("{value} of {out_of}"),
            Score::Bare(value) => format!("{value} bare"),
            Score::Word(stars) => format!("{:?}", stars.map(Stars::value)),
        };
        format!("{} = {score}", rating.written)
    }

    #[test]
    fn the_last_sentence_may_give_a_rating() {
        for (text, expected) in [
            ("Slow and good. I give it 4/5.", "4/5 = 4 of 5"),
            ("I'd give this film a 7/10!", "7/10! = 7 of 10"),
            ("I rated it 3.5 out of 5", "3.5 out of 5 = 3.5 of 5"),
            ("Others gave it 4/5.", "none"),
            ("I give it 4/5 of my attention.", "none"),
            ("I give it 4/5. Then it ends.", "none"),
            ("I give it two years.", "none"),
            ("I give it 4.", "none"),
            ("It holds, in the rain. 4/5", "4/5 = 4 of 5"),
            ("It holds! ★★★½", "★★★½ = 3.5 of 5"),
            ("It holds… 7,5/10.", "7,5/10 = 7.5 of 10"),
            ("雨の中。８/10点", "８/10点 = 8 of 10"),
            ("It holds. B+", "B+ = Some(4.0)"),
            ("Langsam. Ich gebe 4 von 5 Sternen.", "4 von 5 Sternen = 4 of 5"),
            ("Lent. Je lui mets 3,5/5", "3,5/5 = 3.5 of 5"),
            ("Lento. Le doy un 8/10.", "8/10 = 8 of 10"),
            ("It holds. DNF", "none"),
            ("It holds. 24/7", "none"),
            ("It was seen by 4/5", "none"),
            ("See it. Posted 4/5", "none"),
        ] {
            assert_eq!(show(given(text).map(|(_, rating)| rating)), expected, "{text}");
        }
    }

    const FIELDS: &[(&str, &str)] = &[
        ("★4", "★4 = 4 of 5"),
        ("★ 3.5", "★ 3.5 = 3.5 of 5"),
        ("★ 8/10", "★ 8/10 = 8 of 10"),
        ("⭐ 4/5", "⭐ 4/5 = 4 of 5"),
        ("★8", "none"),
        ("*!* .", "none"),
        ("3.5 out of 5 stars", "3.5 out of 5 stars = 3.5 of 5"),
        ("Rating: 3.5/5", "3.5/5 = 3.5 of 5"),
        ("8/10", "8/10 = 8 of 10"),
        ("7/10 (7.5)", "7/10 (7.5) = 7 of 10"),
        ("3/4", "3/4 = 3 of 4"),
        ("★★★½", "★★★½ = 3.5 of 5"),
        ("★★★☆☆", "★★★☆☆ = 3 of 5"),
        ("½☆☆☆☆", "½☆☆☆☆ = 0.5 of 5"),
        ("½ ☆", "½ ☆ = 0.5 of 5"),
        ("☆☆☆☆☆", "☆☆☆☆☆ = 0 of 5"),
        ("⭐️⭐️⭐️⭐️", "⭐️⭐️⭐️⭐️ = 4 of 5"),
        ("●●●●○", "●●●●○ = 4 of 5"),
        ("●●●◐○", "●●●◐○ = 3.5 of 5"),
        ("★★★☆", "★★★☆ = 3 of 4"),
        ("87%", "87% = 87 of 100"),
        ("A-", "A- = Some(4.5)"),
        ("B−", "B− = Some(3.0)"),
        ("F+", "F+ = Some(0.5)"),
        ("Abandoned", "Abandoned = None"),
        ("3,5", "3,5 = 3.5 bare"),
        ("5,", "5 = 5 bare"),
        ("3½", "3½ = 3.5 bare"),
        ("3 1/2 stars", "3 1/2 stars = 3.5 of 5"),
        ("two and a half stars out of five", "two and a half stars out of five = 2.5 of 5"),
        ("two and a half stars", "two and a half stars = 2.5 of 5"),
        ("three out of five", "three out of five = 3 of 5"),
        ("4.5⭐", "4.5⭐ = 4.5 of 5"),
        ("***1/2", "***1/2 = 3.5 of 5"),
        ("***1/2***.", "1/2 = 1 of 2"),
        ("*\u{feff}*", "*\u{feff}* = 2 of 5"),
        ("***1***1/2/2", "1 1/2/2 = 1.5 of 2"),
        ("\u{fe0f}***1/2", "\u{fe0f}***1/2 = 3.5 of 5"),
        ("* * *", "* * * = 3 of 5"),
        ("* **4/5**", "4/5 = 4 of 5"),
        ("11/10", "11/10 = 11 of 10"),
        ("* * * 1/2", "* * * 1/2 = 3.5 of 5"),
        ("***½", "***½ = 3.5 of 5"),
        ("***/5", "***/5 = 3 of 5"),
        ("3 1/2 out of 5", "3 1/2 out of 5 = 3.5 of 5"),
        ("(4/5)", "4/5 = 4 of 5"),
        ("4/5!", "4/5! = 4 of 5"),
        ("3 stars (out of 4)", "3 stars (out of 4) = 3 of 4"),
        ("７/１０", "７/１０ = 7 of 10"),
        ("8/10点", "8/10点 = 8 of 10"),
        ("7,5/10 Punkte", "7,5/10 Punkte = 7.5 of 10"),
        ("4⁄5", "4⁄5 = 4 of 5"),
        ("★★★★☆（4）", "★★★★☆（4） = 4 of 5"),
        ("★★★½ 3.5/5", "★★★½ 3.5/5 = 3.5 of 5"),
        ("4/5 ★★★★", "4/5 ★★★★ = 4 of 5"),
        ("★★★★ 8.2/10", "★★★★ 8.2/10 = 8.2 of 10"),
        ("**8**/10", "8/10 = 8 of 10"),
        ("**a*a*0", "none"),
        ("4&#4<b></b>7;5", "none"),
        ("-** 1/5", "none"),
        ("* * .", "* * = 2 of 5"),
        ("*    * .", "*    * = 2 of 5"),
        ("(***1/2)", "***1/2 = 3.5 of 5"),
        ("~7/10", "~7/10 = 7 of 10"),
        ("a solid 8/10", "a solid 8/10 = 8 of 10"),
        ("9/10 🎉", "9/10 🎉 = 9 of 10"),
        ("9分", "9分 = 9 bare"),
        ("8 баллов", "8 баллов = 8 bare"),
        ("8 points", "8 points = 8 bare"),
        (".5/5", ".5/5 = 0.5 of 5"),
        ("◆◆◆◇◇", "◆◆◆◇◇ = 3 of 5"),
        ("★★★★/5", "★★★★/5 = 4 of 5"),
        ("★★★/★★★★", "★★★/★★★★ = 3 of 4"),
        ("½★", "½★ = 0.5 of 5"),
        ("3¾/5", "3¾/5 = 3.75 of 5"),
        ("🎃🎃🎃", "🎃🎃🎃 = 3 of 5"),
        ("🐱🐱🐱🐱/5", "🐱🐱🐱🐱/5 = 4 of 5"),
        ("👍", "none"),
        ("&#9733;&#9733;&#9733;&#9734;&#9734;", "★★★☆☆ = 3 of 5"),
        ("-1/10", "-1/10 = -1 of 10"),
        ("−2", "−2 = -2 bare"),
        ("Rating (out of 10): 8", "8 = 8 of 10"),
        ("4 étoiles sur 5", "4 étoiles sur 5 = 4 of 5"),
        ("8 из 10", "8 из 10 = 8 of 10"),
        ("5 of 0", "none"),
        ("4 out of 5 starts", "none"),
        ("12/10/2024", "none"),
        ("1994", "1994 = 1994 bare"),
        ("quite good", "none"),
        ("", "none"),
    ];

    #[test]
    fn fields() {
        for (text, expected) in FIELDS {
            assert_eq!(show(field(text)), *expected, "{text}");
        }
    }

    const LINES: &[(&str, &str)] = &[
        ("Rating: \"4/5\"", "4/5 = 4 of 5"),
        ("Rating; 4/5", "4/5 = 4 of 5"),
        ("📊 Rating: 4/5", "4/5 = 4 of 5"),
        ("-- 4/5", "4/5 = 4 of 5"),
        ("=> 4/5", "4/5 = 4 of 5"),
        ("Cijfer: 8/10", "8/10 = 8 of 10"),
        ("Il mio voto: 8/10", "8/10 = 8 of 10"),
        ("Mein Fazit: 4 von 5 Sternen", "4 von 5 Sternen = 4 of 5"),
        ("rating:: 4/5", "4/5 = 4 of 5"),
        ("Ratng: 4/5", "4/5 = 4 of 5"),
        ("Raitng: 4/5", "4/5 = 4 of 5"),
        ("Racing: 4/5", "none"),
        ("Rating: 4/5?", "4/5? = 4 of 5"),
        ("Raving: 4/5", "none"),
        ("[4/5]", "4/5 = 4 of 5"),
        ("[[6 points|6.2]]/10 points #liked ", "6.2/10 points = 6.2 of 10"),
        ("[[8 Punkte|8,6]]/10 Punkten", "8,6/10 Punkten = 8.6 of 10"),
        ("4/5 #2", "none"),
        ("[[6 points]] of a plan", "none"),
        ("【8/10】", "8/10 = 8 of 10"),
        ("평점: 4/5", "4/5 = 4 of 5"),
        ("**Rating:** 8/10", "8/10 = 8 of 10"),
        ("**Rating: 8/10**", "8/10 = 8 of 10"),
        ("Rating: 8", "8 = 8 bare"),
        ("Grade: B+", "B+ = Some(4.0)"),
        ("B+", "B+ = Some(4.0)"),
        ("My rating – 4 stars.", "4 stars = 4 of 5"),
        ("<strong>8/10</strong>", "8/10 = 8 of 10"),
        ("8/10 (I think? maybe)", "8/10 (I think? maybe) = 8 of 10"),
        ("Оценка: 9/10", "9/10 = 9 of 10"),
        ("评分：8/10", "8/10 = 8 of 10"),
        ("Rating: Abandoned", "Abandoned = None"),
        ("Overall rating: 4/5", "4/5 = 4 of 5"),
        ("8", "none"),
        ("A", "none"),
        ("24/7", "none"),
        ("9/11", "none"),
        ("1/2", "none"),
        ("***", "none"),
        ("Acting: 8/10", "none"),
        ("I would give it 8/10 any day", "none"),
        ("Rating: ***1/2", "***1/2 = 3.5 of 5"),
        ("Rating: ***½", "***½ = 3.5 of 5"),
        ("Rating: ****", "**** = 4 of 5"),
        ("**Rating**: ★★★", "★★★ = 3 of 5"),
        ("**Rating:** ***", "*** = 3 of 5"),
        ("Rating: -1/10", "-1/10 = -1 of 10"),
        ("Score: -2", "-2 = -2 bare"),
        ("Score: - 2", "2 = 2 bare"),
        ("Rating - 4/5", "4/5 = 4 of 5"),
        ("Rating: 4/5!", "4/5! = 4 of 5"),
        ("Rating: (4/5)", "4/5 = 4 of 5"),
        ("<b>Rating:</b> 4/5", "4/5 = 4 of 5"),
        ("<span class=\"stars\">★★★★</span>", "★★★★ = 4 of 5"),
        ("★★★★☆ – Great", "★★★★☆ – Great = 4 of 5"),
        ("8/10 – Heat", "none"),
        ("Rating: 8/10 – great fun", "8/10 – great fun = 8 of 10"),
        ("★★★★/5", "★★★★/5 = 4 of 5"),
        ("♥", "none"),
        ("♥♥♥", "none"),
        ("♥♥♥♡♡", "♥♥♥♡♡ = 3 of 5"),
        ("★", "none"),
        ("Five Star (2014)", "none"),
        ("5 Stars (2014)", "none"),
        ("★ (2016)", "none"),
        ("* * *", "none"),
        ("Rating: 4 out of 5 starts", "none"),
        ("She gave me four of the five stars", "none"),
    ];

    #[test]
    fn lines() {
        for (text, expected) in LINES {
            assert_eq!(show(line(text)), *expected, "{text}");
        }
        assert_eq!(show(overall("Overall: 7.5/10")), "7.5/10 = 7.5 of 10");
        assert_eq!(show(overall("Overall I liked it")), "none");
        for (text, expected) in [
            ("Rating: 4 out of 5 starts", Some("4 out of 5 starts")),
            ("**Rating:** 4//5", Some("4//5")),
            ("Rating: O/5", Some("O/5")),
            ("Rating: l0 out of 10", Some("l0 out of 10")),
            ("Rating: PG/13 or so", None),
            ("Rating: 4/5", None),
            ("Rating: PG-13", None),
            ("Rating: 12A", None),
            ("Note: 3 people die", None),
        ] {
            assert_eq!(unclear(text).as_deref(), expected, "{text}");
        }
        assert!(is_placeholder("0-10") && is_placeholder("{{rating}}") && is_placeholder("x/10"));
    }
}
