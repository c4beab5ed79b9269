//! Texts as they are compared: the filter, a search and the order of titles share this form.
//!
//! Case, accents and the form of a letter make no difference: *Agnès*, *AGNES* and *Ａｇｎｅｓ* are
//! one word, *ﬁn* and *fin* too. What nobody leaves out in writing stays: the vowels and tones of
//! Indic scripts and Thai, and a mark that makes another letter, since a search for かき (oyster)
//! is not meant to find かぎ (key).

use std::collections::VecDeque;
use std::iter;
use std::ops::Range;
use std::str::CharIndices;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalCompositionBorrowed,
};

const DECOMPOSED: DecomposingNormalizerBorrowed<'_> = DecomposingNormalizerBorrowed::new_nfkd();
const COMPOSED: CanonicalCompositionBorrowed<'_> = CanonicalCompositionBorrowed::new();
const CLASSES: CanonicalCombiningClassMapBorrowed<'_> = CanonicalCombiningClassMapBorrowed::new();

/// The folded form of `text`. Its only white space is the blank.
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(&mut folded, text);
    folded
}

/// Appends the folded form of `text`.
pub(crate) fn fold_into(folded: &mut String, text: &str) {
    // Most titles are plain, and every title is folded for a key in the filter.
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_control();
    // Without an early end the compiler tests many bytes at once.
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
    } else {
        folded.extend(letters(text).map(|(letter, _)| letter));
    }
}

/// The characters of the folded form of `text`, each with the bytes of `text` that it stands for,
/// its marks included. The characters of a ligature stand for the same bytes, but that marks after
/// it belong to the last of them.
#[must_use]
pub(crate) fn letters(text: &str) -> Letters<'_> {
    Letters { chars: text.char_indices(), folded: VecDeque::new(), source: 0..0, held: None }
}

/// See [`letters`].
#[derive(Clone, Debug)]
pub(crate) struct Letters<'a> {
    chars: CharIndices<'a>,
    /// What is left of the folded form of the last character.
    folded: VecDeque<char>,
    /// The bytes of that character.
    source: Range<usize>,
    /// The letter that is next, kept back because marks may follow it.
    held: Option<(char, Range<usize>)>,
}

impl Iterator for Letters<'_> {
    type Item = (char, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let letter = match self.folded.pop_front() {
                Some(letter) => Some(letter),
                None => match self.chars.next() {
                    Some((at, c)) => self.fold_char(at, c),
                    None => return self.held.take(),
                },
            };
            let Some(letter) = letter else { continue };
            let done = self.held.replace((letter, self.source.clone()));
            if done.is_some() {
                return done;
            }
        }
    }
}

impl Letters<'_> {
    /// The first character of the folded form of `c`; none for a mark that adds none.
    fn fold_char(&mut self, at: usize, c: char) -> Option<char> {
        self.source = at..at + c.len_utf8();
        if c.is_ascii() {
            return Some(fold_ascii(c));
        }
        if is_folded(c) {
            return Some(c);
        }
        for part in DECOMPOSED.normalize_iter(iter::once(c)) {
            let of_this_char = self.folded.back_mut();
            let is_first = of_this_char.is_none();
            let before = of_this_char.or(self.held.as_mut().map(|(letter, _)| letter));
            let whole = before.as_deref().and_then(|&letter| other_letter(letter, part));
            match (before, whole) {
                (Some(before), Some(whole)) => *before = whole,
                _ if is_accent(part) => {}
                _ => {
                    push_lower_case(&mut self.folded, part);
                    continue;
                }
            }
            if let Some((_, source)) = self.held.as_mut().filter(|_| is_first) {
                source.end = self.source.end;
            }
        }
        self.folded.pop_front()
    }
}

const fn fold_ascii(c: char) -> char {
    if c.is_ascii_whitespace() || c == '\u{b}' { ' ' } else { c.to_ascii_lowercase() }
}

/// Whether `c` is known to be its own folded form: a quick test for scripts of many letters, and for
/// fractions, which as 1/2 would run into the number before them.
const fn is_folded(c: char) -> bool {
    matches!(
        c,
        '¼'..='¾' | '\u{2150}'..='\u{215f}' | 'а'..='я' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    )
}

/// The letter that `mark` makes of another one: kana with their marks, syllables of Hangul, and
/// letters of the Cyrillic alphabets. Other composed letters are the letter before the mark.
fn other_letter(letter: char, mark: char) -> Option<char> {
    let is_another = matches!(
        (letter, mark),
        (_, '\u{3099}' | '\u{309a}' | '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
            | ('и' | 'у', '\u{306}')
            | ('і', '\u{308}')
    );
    if is_another { COMPOSED.compose(letter, mark) } else { None }
}

/// Whether `c` is left out: an accent, a point of Hebrew or Arabic, or what is not seen.
fn is_accent(c: char) -> bool {
    // The classes of nukta and points are below 8 and from 10; 8 and 9 are the marks of kana and the
    // virama, 84 to 132 the vowels and tones of Telugu, Thai, Lao and Tibetan.
    match CLASSES.get_u8(c) {
        0 => matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{20dd}'..='\u{20e0}' | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
        ),
        class => !matches!(class, 8 | 9 | 84..=132),
    }
}

fn push_lower_case(folded: &mut VecDeque<char>, c: char) {
    for c in c.to_lowercase() {
        match spelled_out(c) {
            Some(letters) => folded.extend(letters.chars()),
            None if c.is_whitespace() => folded.push_back(' '),
            None => folded.push_back(c),
        }
    }
}

/// How letters and punctuation that do not decompose are typed on most keyboards.
const fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | '‛' | 'ʻ' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' => "\"",
        '‐' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use icu_normalizer::ComposingNormalizerBorrowed;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_of_one_text_are_equal() {
        for (text, folded) in [
            ("", ""),
            ("THE GENERAL\t(1926)", "the general (1926)"),
            ("Agnès", "agnes"),
            ("Agne\u{300}s", "agnes"),
            ("ﬁlm №8½", "film no8½"),
            ("Ａｌｉｅｎ\u{3000}³", "alien 3"),
            ("Größe GRÖẞE", "grosse grosse"),
            ("Łódź Đorđe Æon cœur Þór Ørsted", "lodz dorde aeon coeur thor orsted"),
            ("İstanbul ışık", "istanbul isik"),
            ("Việt Nam", "viet nam"),
            ("Ὀδύσσευς", "οδυσσευσ"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("Ёлка", "елка"),
            ("МОЙ мои\u{306}", "мой мой"),
            ("Їжак", "їжак"),
            ("かぎ", "かぎ"),
            ("か\u{301}き\u{3099}", "かぎ"),
            ("ﾎﾟﾆｮ", "ポニョ"),
            ("한국", "한국"),
            ("\u{1112}\u{1161}\u{11ab}국", "한국"),
            ("שָׁלוֹם", "שלום"),
            ("أَحْمَد", "احمد"),
            ("हिन्दी फ़िल्म", "हिन्दी फिल्म"),
            ("น้ำ", "น้\u{e4d}า"),
            ("ខ្មែរ", "ខ្មែរ"),
            ("“It’s” — Spider‑Man…", "\"it's\" - spider-man..."),
            ("cine\u{ad}ma ❤\u{fe0f}", "cinema ❤"),
            ("a\u{a0}b\u{2003}c\nd", "a b c d"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn letters_know_where_they_come_from() {
        let found = |text: &str| -> Vec<(char, String)> {
            letters(text).map(|(letter, source)| (letter, text[source].to_owned())).collect()
        };
        let pairs = |pairs: &[(char, &str)]| -> Vec<(char, String)> {
            pairs.iter().map(|&(letter, source)| (letter, source.to_owned())).collect()
        };
        assert_eq!(found("Aé"), pairs(&[('a', "A"), ('e', "é")]));
        assert_eq!(found("e\u{301}\u{323}x"), pairs(&[('e', "e\u{301}\u{323}"), ('x', "x")]));
        assert_eq!(found("\u{301}ﬁ"), pairs(&[('f', "ﬁ"), ('i', "ﬁ")]));
        assert_eq!(found("か\u{3099}ﾎﾟ"), pairs(&[('が', "か\u{3099}"), ('ポ', "ﾎﾟ")]));
        assert_eq!(found("하\u{11ab}"), pairs(&[('한', "하\u{11ab}")]));
    }

    fn chars() -> impl Iterator<Item = char> {
        ('\0'..=char::MAX).filter(|c| !matches!(c, '\u{20000}'..='\u{e0000}' | '\u{f0000}'..))
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for c in chars() {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{c:?}");
            assert!(!once.contains(|c: char| c.is_whitespace() && c != ' '), "{c:?}");
        }
    }

    #[test]
    fn what_is_known_to_be_folded_has_no_other_form() {
        let composed = ComposingNormalizerBorrowed::new_nfkc();
        for c in chars().filter(|&c| is_folded(c) && !c.is_numeric()) {
            let text = c.to_string();
            assert!(composed.is_normalized(&text) && text.to_lowercase() == text, "{c}");
            let mut parts = DECOMPOSED.normalize_iter(iter::once(c)).skip(1);
            assert!(parts.all(|mark| !is_accent(mark) || "йїў".contains(c)), "{c}");
        }
    }

    proptest! {
        #[test]
        fn every_form_of_unicode_folds_alike(
            // A mark that voices stands behind kana alone.
            text in "([a-zà-ÿĀ-ſα-ωΆ-ώА-яёЁйЙガポ가한각ﬁＡ²\u{301}\u{308} ]|[かが]\u{3099}?){0,12}",
        ) {
            let folded = fold(&text);
            for form in [
                ComposingNormalizerBorrowed::new_nfc().normalize(&text),
                ComposingNormalizerBorrowed::new_nfkc().normalize(&text),
                DecomposingNormalizerBorrowed::new_nfd().normalize(&text),
                DECOMPOSED.normalize(&text),
                text.to_uppercase().into(),
                text.to_lowercase().into(),
            ] {
                prop_assert_eq!(fold(&form), folded.clone(), "{}", form);
            }
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn the_letters_of_a_text_are_in_its_order(text in "\\PC{0,12}") {
            let sources: Vec<Range<usize>> = letters(&text).map(|(_, source)| source).collect();
            for pair in sources.windows(2) {
                // Marks after a character of several letters belong to the last of them.
                let is_one_char = pair[0].start == pair[1].start && pair[0].end <= pair[1].end;
                prop_assert!(is_one_char || pair[0].end <= pair[1].start);
            }
            prop_assert!(sources.iter().all(|source| text.get(source.clone()).is_some()));
            prop_assert_eq!(
                letters(&text).map(|(letter, _)| letter).collect::<String>(), fold(&text)
            );
        }
    }
}
