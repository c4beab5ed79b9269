//! Words in a form in which different spellings of a name are equal, and characters that count as
//! words or as parts of letters.

use memchr::memmem::Finder;
use unicode_width::UnicodeWidthChar;

use super::clean::is_unseen_control;

/// Letters and digits of any script in lower case, with a single `-` for everything between them.
#[must_use]
pub(crate) fn slug(text: &str) -> String {
    spaced(text).replace(' ', "-")
}

/// The words of `text` in lower case with single spaces; `&` counts as "and".
#[must_use]
pub(crate) fn words(text: &str) -> String {
    if text.contains('&') { spaced(&text.replace('&', " and ")) } else { spaced(text) }
}

fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || is_mark(c) {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether the words of `text` are those of `words`, which have single blanks between them.
#[must_use]
pub(crate) fn is_spaced(text: &str, words: &str) -> bool {
    text == words || text.len() > words.len() && text.split_whitespace().eq(words.split(' '))
}

/// Whether `c` is a combining mark, and so part of the letter before it. Joiners and variation
/// selectors have no width either, but only change how a character is drawn.
pub(crate) fn is_mark(c: char) -> bool {
    let is_selector = matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}');
    c >= '\u{300}' && c.width() == Some(0) && !is_selector && !is_unseen_control(c)
}

/// Looks in a text for what begins one of its words. In scripts without blanks between words any
/// place may be a beginning, and so may punctuation.
#[derive(Clone, Debug)]
pub(crate) struct WordFinder {
    finder: Finder<'static>,
    /// Whether a word must also end where what was found ends.
    is_whole: bool,
}

impl WordFinder {
    /// Finds words that begin with `beginning`.
    pub(crate) fn beginning(beginning: &str) -> Self {
        Self { finder: Finder::new(beginning).into_owned(), is_whole: false }
    }

    /// Finds `words` as they are.
    pub(crate) fn whole(words: &str) -> Self {
        Self { is_whole: true, ..Self::beginning(words) }
    }

    /// Whether a word must also end where what was found ends.
    pub(crate) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether bytes hold it at all, be it at the beginning of a word or not.
    pub(crate) fn is_within(&self, bytes: &[u8]) -> bool {
        self.finder.find(bytes).is_some()
    }

    /// Where in `text` the first of them begins.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.find_from(text, 0)
    }

    /// Where the first of them begins from byte `from` on, which is the start of a character.
    pub(crate) fn find_from(&self, text: &str, mut from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            from += self.finder.find(bytes.get(from..)?)?;
            // Most letters are ASCII, and need no decoding.
            let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            if is_letter(from) && from.checked_sub(1).is_some_and(is_letter) {
                let rest = bytes.get(from..)?.iter();
                from += rest.take_while(|byte| byte.is_ascii_alphanumeric()).count();
                continue;
            }
            let (before, after) = text.split_at_checked(from)?;
            let begins = before.chars().next_back().is_none_or(is_word_end)
                || after.starts_with(is_word_end);
            if begins && self.ends_word_of(after) {
                return Some(from);
            }
            // A word that goes on here cannot begin before it has ended.
            let first = after.chars().next().map_or(1, char::len_utf8);
            from += if begins { first } else { after.find(is_word_end)? };
        }
    }

    /// Whether what was found at the beginning of `text` ends where it may.
    pub(crate) fn ends_word_of(&self, text: &str) -> bool {
        let Some((found, after)) = text.split_at_checked(self.finder.needle().len()) else {
            return false;
        };
        !self.is_whole
            || after.chars().next().is_none_or(is_word_end)
            || found.ends_with(is_word_end)
    }
}

/// Whether a word may end with `c`, or before it.
fn is_word_end(c: char) -> bool {
    match c.is_ascii() {
        true => !c.is_ascii_alphanumeric(),
        false => is_unspaced(c) || !(c.is_alphanumeric() || is_mark(c)),
    }
}

/// Whether `c` is of a script without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer.
const fn is_unspaced(c: char) -> bool {
    let is_south_east =
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    is_ideograph(c) || is_south_east
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words and phrases of a list, which bars part: `word_list!("one|two or three")`.
macro_rules! word_list {
    ($words:literal) => {{
        const COUNT: usize = $crate::text::words::count_listed($words);
        const LIST: [&str; COUNT] = $crate::text::words::listed($words);
        &LIST
    }};
}
pub(crate) use word_list;

/// How many words a list has whose words bars part.
pub(crate) const fn count_listed(list: &str) -> usize {
    let (mut count, mut at) = (1, 0);
    while at < list.len() {
        count += (list.as_bytes()[at] == b'|') as usize;
        at += 1;
    }
    count
}

/// The words of a list, which bars part.
pub(crate) const fn listed<const COUNT: usize>(list: &'static str) -> [&'static str; COUNT] {
    let mut words = [""; COUNT];
    let (mut rest, mut index, mut at) = (list, 0, 0);
    while at < rest.len() {
        if rest.as_bytes()[at] == b'|' {
            words[index] = rest.split_at(at).0;
            (rest, index, at) = (rest.split_at(at + 1).1, index + 1, 0);
        } else {
            at += 1;
        }
    }
    words[index] = rest;
    words
}

/// The beginning of `text`, of at most so many bytes, between characters.
#[must_use]
pub(crate) fn beginning(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// How many Han and kana characters there are. They are written without spaces, and in texts count
/// as half a word each.
pub(crate) fn ideographs(text: &str) -> usize {
    text.chars().filter(|&c| is_ideograph(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_beginning() {
        let found = |text: &str, word: &str| WordFinder::beginning(word).find(text);
        for (text, word, at) in [
            ("the general", "gen", 4),
            ("spider-man", "man", 7),
            ("spider-man", "-m", 6),
            ("l'avventura", "avv", 2),
            ("aab aa-b", "b", 7),
            ("東京物語", "物", 6),
            ("ภาพยนตร์", "ยนต", 9),
            ("한국 영화", "영", 7),
            ("éé éa", "éa", 5),
        ] {
            assert_eq!(found(text, word), Some(at), "{text}");
        }
        for (text, word) in [("the general", "eral"), ("한국", "국"), ("हिन्दी", "दी"), ("", "a")]
        {
            assert_eq!(found(text, word), None, "{text}");
        }
    }

    #[test]
    fn whole_words_end_where_the_word_ends() {
        let found = |text: &str, words: &str| WordFinder::whole(words).find(text);
        for (text, words, at) in [
            ("warsaw at war", "war", Some(10)),
            ("new wave", "new wave", Some(0)),
            ("new waves", "new wave", None),
            ("spider-man", "spider", Some(0)),
            ("東京物語", "東京", Some(0)),
            ("éa éa é", "é", Some(8)),
            ("--", "-", Some(0)),
        ] {
            assert_eq!(found(text, words), at, "{text}");
        }
    }
}
