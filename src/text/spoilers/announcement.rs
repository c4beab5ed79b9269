//! Sentences that warn of spoilers, and those that say that they are over.
//!
//! Unlike a heading or a tag, prose may mention the word for other reasons. A sentence warns that says
//! nothing else ("Major spoilers!"), that is a label ("Spoiler: he dies"), that says where they stand
//! ("spoilers below"), that begins with a caution ("Beware of spoilers"), that says so of its own text
//! ("this review contains spoilers"), or that sends readers away. The words are those of `words`.

use std::ops::Range;

use super::wording::{
    denies_anywhere, ends_with_word, has_word, is_denied, is_mere_warning, is_of_warning, is_verb,
    mentions, split,
};
use super::words::{
    CAUTIONS, CONTAINS, DIRECTIONS, END_FILLERS, ENDS, FAREWELLS, FILLERS, INTENTIONS, OTHER_NAMES,
    OWN_NAMES, PLACES, RETURNS, TRANSITIONS, WIDE_AFTER, WIDE_BEFORE, WIDE_ENDS, WORDS,
};
use crate::text::words::beginning;

/// What a sentence says of spoilers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Announcement {
    /// The sentence.
    pub(crate) sentence: Range<usize>,
    pub(crate) kind: AnnouncementKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AnnouncementKind {
    /// They stand from byte `start` on.
    Begin { start: usize, reach: Reach },
    /// They are over.
    End,
}

impl Announcement {
    /// Where what it warns of begins; `None` where it warns of nothing.
    pub(crate) const fn begins(&self) -> Option<usize> {
        match self.kind {
            AnnouncementKind::Begin { start, .. } => Some(start),
            AnnouncementKind::End => None,
        }
    }
}

/// How far what a sentence warns of goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Up to this byte: `(spoiler: he dies)`.
    To(usize),
    /// Up to the end of the paragraph: a label in the midst of one.
    Paragraph,
    /// Up to the next heading: a label that begins a line.
    Section,
    /// A warning with nothing else: what it stands above.
    On,
}

/// A longer sentence is cut there, so that many words cost no more than their surroundings.
const MAX_SENTENCE_BYTES: usize = 300;

/// How many mentions of spoilers are looked at in one sentence, each of which costs as much as the
/// sentence is long.
const MAX_MENTIONS: usize = 4;

/// What the sentences of `text` say of spoilers, in order.
pub(crate) fn announcements(text: &str) -> Vec<Announcement> {
    let mut found: Vec<Announcement> = Vec::new();
    // Where the last sentence ends that was looked at, and how often it was.
    let (mut judged, mut count) = (0, 0);
    for word in mentions(text) {
        if word.start >= judged {
            count = 0;
        } else if count == MAX_MENTIONS {
            continue;
        }
        let sentence = Sentence::around(text, word);
        (judged, count) = (sentence.range.end, count + 1);
        if let Some(kind) = sentence.kind() {
            count = MAX_MENTIONS;
            found.push(Announcement { sentence: sentence.range, kind });
        }
    }
    found
}

/// Whether the first sentence of a text about spoilers says that they are over.
pub(super) fn is_end(text: &str) -> bool {
    let first = mentions(text).into_iter().next();
    first.is_some_and(|word| Sentence::around(text, word).kind() == Some(AnnouncementKind::End))
}

/// The sentence around a word that is "spoilers".
struct Sentence<'t> {
    text: &'t str,
    range: Range<usize>,
    word: Range<usize>,
    /// Whether brackets around it part it from others.
    is_bracketed: bool,
    /// What stands before and behind the word, in lower case.
    before: String,
    after: String,
}

impl<'t> Sentence<'t> {
    fn around(text: &'t str, word: Range<usize>) -> Self {
        let from = beginning(text, word.start.saturating_sub(MAX_SENTENCE_BYTES)).len();
        let upto = beginning(text, word.end + MAX_SENTENCE_BYTES).len();
        let (head, tail) = (&text[from..word.start], &text[word.end..upto]);
        let line = head.rfind('\n').map_or(0, |newline| newline + 1);
        let ended = ends(&head[line..]).last().map_or(line, |end| line + end);
        let open = head[ended..].rfind(['(', '[', '（']).map(|open| ended + open);
        let open = open.filter(|open| !head[*open..].contains([')', ']', '）']));
        let line_end = tail.find('\n').unwrap_or(tail.len());
        let paragraph_end = tail.find("\n\n").unwrap_or(tail.len());
        let closing = open
            .and_then(|open| closing_bracket(head[open..].chars().next()?, &tail[..paragraph_end]));
        // `(spoiler) text` is a label, `(spoiler: text)` a remark.
        let is_remark =
            |open: usize, close: usize| !is_mere_warning(&text[from + open..word.end + close]);
        let bracket = open.zip(closing).filter(|(open, close)| is_remark(*open, *close));
        let width = |at: usize| head[at..].chars().next().map_or(0, char::len_utf8);
        let start = bracket.map_or(ended, |(open, _)| open + width(open));
        let start = word.start - head[start..].trim_start().len();
        let end = bracket.map(|(_, close)| close).or_else(|| ends(&tail[..line_end]).next());
        let end = word.end + end.unwrap_or(line_end);
        let (before, after) = (lower(&text[start..word.start]), lower(&text[word.end..end]));
        Self { text, range: start..end, word, is_bracketed: bracket.is_some(), before, after }
    }

    fn kind(&self) -> Option<AnnouncementKind> {
        let word = self.text[self.word.clone()].to_lowercase();
        let is_denied = self.is_denied(&word);
        // "End of the spoiler-free part" warns of what follows.
        let is_of_freedom = self.has_any(&["free", "frei", "vrij"]);
        let ends = self.has_any(ENDS);
        if is_of_freedom && ends && self.count() <= MAX_SHORT_WORDS {
            return Some(self.begin(self.range.end));
        }
        let returns = is_denied && self.has_any(RETURNS);
        if self.is_end(&word, ends || returns) {
            return Some(AnnouncementKind::End);
        }
        if is_denied || self.has_any(OTHER_NAMES) {
            return None;
        }
        let is_mere = split(&self.before).chain(split(&self.after)).all(is_of_warning);
        if is_verb(&word) {
            let intends =
                INTENTIONS.iter().any(|words| ends_with_word(self.before.trim_end(), words));
            let warns = intends || is_mere && self.count() > 1;
            return warns.then(|| self.begin(self.after_colon(&[':'])));
        }
        if is_mere && !self.is_question() {
            return Some(self.begin(self.range.end));
        }
        let label = self.label().map(|start| (start, self.reach_of_label()));
        let (start, reach) = label
            .or_else(|| Some((self.warning()?, Reach::On)))
            .or_else(|| Some((self.exclamation()?, Reach::On)))?;
        let is_remark = self.is_bracketed && start < self.range.end;
        let reach = if is_remark { Reach::To(self.range.end) } else { reach };
        Some(AnnouncementKind::Begin { start, reach })
    }

    /// Where what is warned of begins, if it is a line of so few words that they are a warning in any
    /// language: `Awas spoiler!`
    fn exclamation(&self) -> Option<usize> {
        /// How many words there may be without a full stop, and with one.
        const MAX_OPEN_WORDS: usize = 4;
        const MAX_CLOSED_WORDS: usize = 2;
        let (head, tail) = (&self.text[..self.range.start], &self.text[self.range.end..]);
        let ends_line = |text: &str| text.is_empty() || text.starts_with('\n');
        let is_sign = |c: char| c != '\n' && !c.is_alphanumeric();
        let is_alone = head.trim_end_matches(is_sign).ends_with('\n')
            || head.trim_end_matches(is_sign).is_empty();
        let sentence = self.text[self.range.clone()].trim_end_matches(['*', '_', ')', ']', ' ']);
        let most = if sentence.ends_with(['.', '…']) { MAX_CLOSED_WORDS } else { MAX_OPEN_WORDS };
        let is_line = is_alone && ends_line(tail.trim_start_matches(is_sign));
        let warns = is_line && self.count() <= most && !self.is_question();
        warns.then(|| self.after_colon(&[':', '：']))
    }

    fn reach_of_label(&self) -> Reach {
        // From behind: a line may be as long as the text.
        let mut before = self.text[..self.range.start].chars().rev().take_while(|c| *c != '\n');
        if before.any(char::is_alphabetic) { Reach::Paragraph } else { Reach::Section }
    }

    const fn begin(&self, start: usize) -> AnnouncementKind {
        AnnouncementKind::Begin { start, reach: Reach::On }
    }

    /// Whether the sentence says that there are none. What denies may be a part of the word.
    fn is_denied(&self, word: &str) -> bool {
        let name = WORDS.iter().find_map(|name| Some((word.find(name)?, name.len())));
        let (at, length) = name.unwrap_or((0, word.len()));
        let before = format!("{}{}", self.before, &word[..at]);
        let after = format!("{}{}", &word[at + length..], self.after);
        denies_anywhere(clause(&self.before)) || is_denied(&before, &after)
    }

    /// Where the text of a label begins: `Spoiler alert: he dies`, `**SPOILERS!** he dies`.
    fn label(&self) -> Option<usize> {
        const MAX_WORDS_BEFORE: usize = 3;
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let before = without_tag(&self.before);
        let before: Vec<&str> = split(before).filter(|word| !is_number(word)).collect();
        let is_label =
            before.len() <= MAX_WORDS_BEFORE && before.iter().all(|word| is_of_warning(word));
        if !is_label || self.is_question() {
            return None;
        }
        let mut rest = self.after.as_str();
        while let Some(word) = split(rest).next().filter(|word| is_of_warning(word)) {
            let at = rest.find(word).unwrap_or_default();
            if !rest[..at].chars().all(|c| c == ' ') {
                break;
            }
            rest = &rest[at + word.len()..];
        }
        // "Spoiler (mild): he dies"
        let remark = rest.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')'));
        let rest = remark.map_or(rest, |(_, behind)| behind);
        let closed = rest.trim_start_matches([
            '*', '_', '=', ']', ')', '】', '」', '"', ' ', '\u{a0}', '\u{202f}',
        ]);
        // "Minor spoilers, but he dies"
        let comma = closed.strip_prefix(',').filter(|_| !before.is_empty());
        let signs = comma.unwrap_or(closed).trim_start_matches([':', '：', '!', '！', '→', '>']);
        let is_apart = rest.starts_with([' ', '*', '_']) || rest.starts_with("--");
        let dash = closed.strip_prefix(['-', '–', '—', '―']).filter(|_| is_apart);
        let has_mark = rest.trim_start().starts_with(['*', '_', '=', ']', ')', '】']);
        let is_loud = self.before.trim().is_empty()
            && rest.len() == self.after.len()
            && self.text[self.word.clone()].chars().all(char::is_uppercase)
            && self.text[self.word.end..].starts_with(' ');
        let text = match dash {
            Some(text) => text,
            None if signs.len() < closed.len() || has_mark || is_loud => signs,
            None => return None,
        };
        let text = text.trim_start_matches(['*', '_', ']', ')', '-', ' ']);
        Some(self.range.end - text.len())
    }

    /// Where what is warned of begins, if the sentence warns of it in other words.
    fn warning(&self) -> Option<usize> {
        let colon = || self.after_colon(&[':', '：', '–', '—']);
        let before = self.before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let after = self.after.trim_start_matches(|c: char| !c.is_alphanumeric());
        let wide = WIDE_AFTER.iter().any(|words| after.starts_with(words))
            || WIDE_BEFORE.iter().any(|words| before.ends_with(words));
        if wide {
            return Some(colon());
        }
        if self.is_question() {
            return None;
        }
        let near: Vec<&str> = split(&self.after).take(5).collect();
        let count = self.count();
        if count <= MAX_WORDS && words(&near.join(" "), DIRECTIONS) {
            return Some(self.after_colon(&[':', '：', '–', '—', ',']));
        }
        let first = split(before).take(2).collect::<Vec<_>>().join(" ");
        let is_caution = words(&first, CAUTIONS) && !first.starts_with("the ");
        let contains = || {
            let bare = without_fillers(before);
            let verb = CONTAINS.iter().find(|words| ends_with_word(bare, words));
            verb.is_some_and(|verb| {
                let subject = &bare[..bare.len() - verb.len()];
                split(bare).any(|word| OWN_NAMES.contains(&word)) || split(subject).next().is_none()
            })
        };
        let leads_over = || {
            let begins = TRANSITIONS.iter().any(|words| before.starts_with(words));
            begins && split(after).next().is_none()
                || PLACES.contains(&after.trim_end_matches(|c: char| !c.is_alphanumeric()))
        };
        let sends_away = || words(before, FAREWELLS) || words(after, FAREWELLS);
        let is_short = count <= MAX_SHORT_WORDS;
        let warns = count <= MAX_WORDS
            && (words(before, DIRECTIONS) || is_caution || contains() || sends_away())
            || is_short && leads_over();
        warns.then(colon)
    }

    /// Whether the sentence says that spoilers are over, and nothing else; `ends` is whether it has a
    /// word for that.
    fn is_end(&self, word: &str, ends: bool) -> bool {
        let after = self.after.trim_start_matches(|c: char| !c.is_alphanumeric());
        if WIDE_ENDS.iter().any(|end| after.starts_with(end)) {
            return true;
        }
        let is_known = |word: &str| {
            is_of_warning(word)
                || [ENDS, RETURNS, END_FILLERS].iter().any(|words| words.contains(&word))
        };
        // "The End (spoilers)" is about an end.
        let is_joined = |c: char| c.is_alphanumeric() || " ,.'’-/*_".contains(c);
        let core = self.text[self.range.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let mut others = split(&self.before).chain(split(&self.after));
        let is_closed = self.before.trim_start_matches(['<', '[', '(', '*', ' ']) == "/";
        core.chars().all(is_joined)
            // "The end is a spoiler" ends nothing.
            && !self.has_any(&["a"])
            && (ends || is_closed)
            && has_word(word)
            && self.count() <= MAX_WORDS
            && others.all(is_known)
    }

    /// Where the text begins behind the first of `signs` after the word; the end of the sentence
    /// without one.
    fn after_colon(&self, signs: &[char]) -> usize {
        let sign = self.after.find(signs);
        let text =
            sign.map(|at| self.after[at..].trim_start_matches(|c| signs.contains(&c) || c == ' '));
        text.map_or(self.range.end, |text| self.range.end - text.len())
    }

    fn is_question(&self) -> bool {
        self.after.trim_end_matches(['*', '_', '"', '”', ' ']).ends_with(['?', '？'])
    }

    fn count(&self) -> usize {
        split(&self.before).count() + split(&self.after).count() + 1
    }

    /// Whether one of its words, the one for spoilers apart, is among `words`.
    fn has_any(&self, words: &[&str]) -> bool {
        split(&self.before).chain(split(&self.after)).any(|word| words.contains(&word))
    }
}

/// A longer sentence has more to say.
const MAX_WORDS: usize = 24;
const MAX_SHORT_WORDS: usize = 7;

/// Where the bracket is closed that `open` opens before `text`.
fn closing_bracket(open: char, text: &str) -> Option<usize> {
    let close = match open {
        '(' => ')',
        '[' => ']',
        _ => '）',
    };
    let mut depth = 0_usize;
    let mut brackets = text.char_indices().filter(|(_, c)| *c == open || *c == close);
    brackets.find_map(|(at, c)| {
        if c == close && depth == 0 {
            return Some(at);
        }
        depth = if c == open { depth + 1 } else { depth - 1 };
        None
    })
}

/// The ends of the sentences of a line.
fn ends(line: &str) -> impl Iterator<Item = usize> {
    line.char_indices().filter_map(|(at, c)| {
        let is_wide = matches!(c, '。' | '！' | '？');
        if !is_wide && !matches!(c, '.' | '!' | '?' | '…') {
            return None;
        }
        let rest = line[at + c.len_utf8()..].trim_start_matches(['.', '!', '?', '…']);
        let rest = rest.trim_start_matches(['*', '_', '"', '”', '»', ')', '。', '！', '？']);
        (is_wide || rest.is_empty() || rest.starts_with(char::is_whitespace))
            .then_some(line.len() - rest.len())
    })
}

/// What stands behind the tag that a text in lower case begins with.
fn without_tag(text: &str) -> &str {
    let tag = text.strip_prefix('<').and_then(|tag| tag.split_once('>'));
    tag.map_or(text, |(_, rest)| rest)
}

/// The last part of a sentence that a comma or a colon parts from the others.
fn clause(before: &str) -> &str {
    before.rsplit([',', ':', ';', '–', '—', '(']).next().unwrap_or_default()
}

fn without_fillers(before: &str) -> &str {
    const MORE_FILLERS: [&str; 9] =
        ["des", "heavy", "minor", "mild", "many", "some", "few", "small", "spoiler"];
    let mut bare = before;
    while let Some(filler) = FILLERS
        .iter()
        .chain(&MORE_FILLERS)
        .filter(|it| !it.starts_with("contain"))
        .find(|it| ends_with_word(bare, it))
    {
        bare = bare[..bare.len() - filler.len()].trim_end_matches(|c: char| !c.is_alphanumeric());
    }
    bare
}

/// The text in lower case, every character at its place.
fn lower(text: &str) -> String {
    let same = |c: char| c.to_lowercase().next().filter(|lower| lower.len_utf8() == c.len_utf8());
    text.chars().map(|c| same(c).unwrap_or(c)).collect()
}

/// Whether any of the phrases stands in a text in lower case, as words of their own.
fn words(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        text.match_indices(phrase).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `«` where what is warned of begins, `»` where it ends, `|` at an end of spoilers.
    fn shown(text: &str) -> String {
        let mut signs = Vec::new();
        for said in announcements(text) {
            match said.kind {
                AnnouncementKind::End => signs.push((said.sentence.start, '|')),
                AnnouncementKind::Begin { start, reach } => {
                    signs.push((start, '«'));
                    if let Reach::To(end) = reach {
                        signs.push((end, '»'));
                    }
                }
            }
        }
        let mut shown = text.to_owned();
        signs.into_iter().rev().for_each(|(at, sign)| shown.insert(at, sign));
        shown
    }

    #[test]
    fn warnings_announce_what_follows() {
        for text in [
            "It's all spoilers from here, «so stop.",
            "Beware, spoilers ahead.« He dies.",
            "**Spoilers follow.**«",
            "This review contains spoilers.«",
            "SPOILERS!« He dies.",
            "SPOILERS «he dies.",
            "Spoiler alert: «he lives.",
            "> **Spoiler**: «he lives.",
            "- SPOILER: «he lives.",
            "**SPOILER ALERT** «he lives.",
            "[SPOILER] «he lives.",
            "(Spoiler) «he lives.",
            "Good (spoiler: «he lives»), and long.",
            "Spoiler – «he lives.",
            "Big spoiler: «he lives.",
            "Major spoilers!«",
            "Potential spoilers below«",
            "This section is spoiler heavy.«",
            "Minor spoilers, «but he dies.",
            "*** MINOR DUNE SPOILERS BELOW ***«",
            "There are spoilers below.« Stop reading here.",
            "Spoilers for the ending follow.«",
            "Now for the spoilers.« He dies.",
            "Entering spoiler territory«",
            "Spoiler territory ahead.«",
            "Everything below is a spoiler.«",
            "Do not read on if you have not seen it: spoilers.«",
            "If you haven’t seen it, stop reading: spoilers ahead.«",
            "I’m going to spoil everything now.« He dies.",
            "End of the spoiler-free part.« He dies.",
            "Achtung, Spoiler!«",
            "Ab hier Spoiler!«",
            "Vorsicht Spoiler«",
            "Spoilerwarnung«",
            "Diese Kritik enthält Spoiler.«",
            "Attention spoiler : «il meurt.",
            "Gare aux spoilers«",
            "À partir d’ici, spoilers«",
            "Cette critique contient des spoilers.«",
            "Cuidado con los spoilers«",
            "A partir de aquí hay spoilers«",
            "Contém spoilers«",
            "Da qui in poi spoiler«",
            "Осторожно, спойлеры!«",
            "Рецензия содержит спойлеры.«",
            "以下、ネタバレ注意。«",
            "ネタバレ：«彼は死ぬ。",
            "ここからネタバレ«",
            "以下剧透«",
            "스포일러 주의«",
            "Uwaga, spoilery!«",
            "Let op: spoilers«",
        ] {
            let bare: String = text.chars().filter(|c| !"«»|".contains(*c)).collect();
            assert_eq!(shown(&bare), text);
        }
    }

    #[test]
    fn a_line_of_few_words_warns_in_any_language() {
        for text in [
            "Awas spoiler!«",
            "Cảnh báo spoiler!«",
            "Spoiler içerir.«",
            "DİKKAT: SÜRPRİZBOZAN«",
            "Spoilers à partir d’ici.«",
            "Alerte spoil !«",
            "OK, spoilers now.«",
        ] {
            assert_eq!(shown(&text.replace('«', "")), text);
        }
    }

    #[test]
    fn labels_are_set_apart_by_many_signs() {
        for text in [
            "Spoiler (mild): «he lives.",
            "SPOILER→ «he lives.",
            "==Spoiler== «he lives.",
            "--SPOILERS-- «he lives.",
            "<b>SPOILER:«</b> he lives.",
        ] {
            assert_eq!(shown(&text.replace('«', "")), text);
        }
    }

    #[test]
    fn warnings_are_known_in_every_language_and_case() {
        for word in [
            "¡Spóiler",
            "Spòiler",
            "Divulgâcheurs",
            "DIVULGÂCHEURS",
            "Destripes",
            "DESTRIPES",
            "Juonipaljastuksia",
            "JUONIPALJASTUKSIA",
            "Sürprizbozan",
            "Σπόιλερ",
            "СПОЙЛЕРЫ",
            "ネタばれ",
            "劇透",
            "스포일러",
            "ספוילר",
            "สปอยล์",
            "SPOJLERY",
        ] {
            assert_eq!(shown(&format!("{word}! He dies.")), format!("{word}!« He dies."));
        }
    }

    #[test]
    fn mentions_announce_nothing() {
        for text in [
            "A fridge of spoiled milk.",
            "I will say it without spoilers.",
            "One joke completely spoils the end.",
            "This review contains no spoilers.",
            "This review is spoiler-free.",
            "No spoilers ahead.",
            "Spoiler-free, as ever.",
            "Spoilerfrei.",
            "The trailer is a spoiler.",
            "The trailer contains spoilers.",
            "The car has a rear spoiler.",
            "I don't think there are spoilers below.",
            "There won't be spoilers ahead",
            "You can read on, there will be no spoilers.",
            "I hate spoilers.",
            "Spoilers never bother me.",
            "Someone spoiled it for me.",
            "I won't spoil it.",
            "I am not going to spoil the end.",
            "He was worried about spoilers.",
            "It is not a spoiler to say that he smiles.",
            "“Spoiler alert” is a film from 2022.",
            "Is it a spoiler to say so?",
            "Spoilers? None.",
            "Spoilers: none.",
            "Spoilers are for cars.",
            "That would be a spoiler.",
            "A spoiler would ruin it.",
            "Avoid the spoilers and the posters.",
            "Critics full of spoilers are a plague.",
            "The warning about spoilers was needless.",
            "Keine Spoiler.",
            "Ohne Spoiler.",
            "Diese Kritik enthält keine Spoiler.",
            "Sans spoilers.",
            "Cette critique ne contient pas de spoilers.",
            "Sin spoilers.",
            "Senza spoiler.",
            "Sem spoilers.",
            "Без спойлеров.",
            "ネタバレなし。",
            "无剧透。",
            "不含剧透",
            "스포일러 없음.",
            "Geen spoilers.",
            "Kein Spoiler!",
            "Ei juonipaljastuksia!",
            "Spoilersız!",
            "Tanpa spoiler!",
            "Không spoiler!",
            "Spoilermentes!",
            "Fără spoilere!",
            "A rear spoiler on a boat.",
            "Spoilers are fun to read.",
            "Everyone? Spoilers? Me?",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn ends_are_known() {
        for text in [
            "|End of spoilers",
            "|END SPOILERS",
            "|**End of spoilers.**",
            "|Spoilers end here.",
            "|Spoilers over.",
            "|/spoilers",
            "|Spoiler-free again.",
            "|No more spoilers.",
            "|Back to spoiler-free territory",
            "|Ende der Spoiler",
            "|Fin des spoilers",
            "|Fim dos spoilers",
            "|Конец спойлеров",
            "|Konec spoilerů",
            "|ネタバレ終わり",
            "|剧透结束",
            "|OK, end of spoilers.",
        ] {
            assert_eq!(shown(&text.replace('|', "")), text);
        }
        for text in [
            "The End (spoilers)«",
            "Spoilers: The End",
            "The ending spoilers everyone",
            "The end is a spoiler.",
        ] {
            assert!(!shown(&text.replace('«', "")).contains('|'), "{text}");
        }
    }
}
