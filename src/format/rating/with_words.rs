//! Ratings beside other words, in a sentence or before a remark.

use super::notation::MAX_REMARK_WORDS;
use super::{MAX_LINE_BYTES, is_clear_sign, is_sign, line, lone, may_be_rating, undecorated};
use crate::model::{Rating, Score};

/// How sure it is that something is a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    Sure,
    Guess,
}

/// The rating that the last sentence of `text` gives, as in `I give it 4/5.`, or is, behind another
/// sentence; and where it begins.
pub(crate) fn given(text: &str) -> Option<(usize, Rating)> {
    const WHO: [&str; 3] = ["i", "i'd", "i’d"];
    const GIVES: [&str; 6] = ["give", "gave", "rate", "rated", "am giving", "would give"];
    const WHAT: [&str; 6] = ["it", "this", "this film", "this movie", "the film", "the movie"];
    /// The same in other languages.
    const GIVING: [&str; 12] = [
        "ich gebe",
        "ich vergebe",
        "je lui donne",
        "je lui mets",
        "je donne",
        "je mets",
        "le doy un",
        "le doy",
        "le pongo un",
        "gli do",
        "dou",
        "ставлю",
    ];
    const ENDS: [&str; 7] = ["! ", "? ", ". ", "… ", "。", "！", "？"];
    const MAX_SENTENCE_BYTES: usize = 80;
    let text = text.trim_end();
    // The last sentence has a full stop itself.
    let head = text.trim_end_matches(['.', '!', '。', '！']);
    let end = ENDS.iter().filter_map(|end| Some(head.rfind(end)? + end.len())).max();
    let sentence = text.get(end.unwrap_or(0)..)?.trim_start();
    let start = text.len() - sentence.len();
    if sentence.len() > MAX_SENTENCE_BYTES {
        return None;
    }
    if let Some(rating) = end.and_then(|_| line(sentence)) {
        let is_figure = !matches!(rating.score, Score::Word(None) | Score::Bare(_));
        return is_figure.then_some((start, rating));
    }
    let lower = sentence.to_ascii_lowercase();
    let after = |text: &'_ str, words: &[&str]| {
        // The longest first: `this film` begins with `this`.
        let lengths = words.iter().filter_map(|word| {
            text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')).then_some(word.len())
        });
        lengths.max().map(|length| length + 1)
    };
    let english = || {
        [&WHO[..], &GIVES[..], &WHAT[..]]
            .iter()
            .try_fold(0, |at, words| Some(at + after(lower.get(at..)?, words)?))
    };
    let at = after(&lower, &GIVING).or_else(english)?;
    let value = sentence.get(at..)?;
    let value = value.strip_prefix("a ").or_else(|| value.strip_prefix("an ")).unwrap_or(value);
    let rating = line(value).filter(|rating| matches!(rating.score, Score::Scaled { .. }))?;
    Some((text.len() - value.len(), rating))
}

/// The rating with which a line begins that goes on with a few words: `4/5 – recommended`. It is a
/// guess without a sign between them, which only signs do not need: `9/10 doctors`.
pub(crate) fn remarked(text: &str) -> Option<(Rating, Certainty)> {
    const MAX_RATING_WORDS: usize = 6;
    if text.len() > MAX_LINE_BYTES || !may_be_rating(text) {
        return None;
    }
    let text = undecorated(text);
    let is_separator = |c: char| "–—-:,;.!|(".contains(c);
    let ends = text.match_indices([' ', ':', ',', ';']).map(|(at, _)| at).take(MAX_RATING_WORDS);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| {
        let (head, rest) = text.split_at(end);
        let rating = lone(head, 2).filter(is_within_scale)?;
        let remark = rest.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c));
        let count = remark.split_whitespace().count();
        let is_remark = remark.starts_with(char::is_alphabetic)
            && !remark.contains(|c: char| c.is_numeric() || is_sign(c))
            && (1..=MAX_REMARK_WORDS).contains(&count);
        let is_certain = head.contains(is_clear_sign)
            || rest.trim_start().starts_with(is_separator)
            || head.ends_with(is_separator);
        let certainty = if is_certain { Certainty::Sure } else { Certainty::Guess };
        is_remark.then_some((rating, certainty))
    })
}

fn is_within_scale(rating: &Rating) -> bool {
    !matches!(rating.score, Score::Scaled { value, out_of } if value > out_of)
}
