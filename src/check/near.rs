//! Words that are nearly the same.

/// Words whose lengths differ by more bytes are not looked at: two letters, and some punctuation.
const FARTHEST: usize = 12;

/// Words that are near a usual one and mean something else.
const MEANT: [&str; 4] = ["pilot", "auction", "faction", "fraction"];

/// Whether `word` is `known` with a slip or two: a letter too many, too few, wrong, or two of them
/// exchanged. The same word is none, and neither are two words that differ in a number.
pub(super) fn is_slip(word: &str, known: &str) -> bool {
    if word.len().abs_diff(known.len()) > FARTHEST {
        return false;
    }
    let (word, known) = (fold(word), fold(known));
    let allowed = match word.len().min(known.len()) {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    if MEANT.iter().any(|meant| meant.chars().eq(word.iter().copied())) {
        return false;
    }
    let number = |c: &char| c.is_ascii_digit();
    if word == known || !word.iter().filter(|c| number(c)).eq(known.iter().filter(|c| number(c))) {
        return false;
    }
    // Many a short word is another with a letter changed, but none with two exchanged.
    let exchanged = word.len() == known.len() && {
        let (mut a, mut b) = (word.clone(), known.clone());
        a.sort_unstable();
        b.sort_unstable();
        a == b
    };
    (word.len() > 4 || exchanged) && distance(&word, &known, allowed) <= allowed
}

/// The one of `known` that `word` is a slip of.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known.into_iter().find(|known| is_slip(word, known))
}

fn fold(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many slips lie between two words; any number above `most` means too many.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most || a.len() > 80 {
        return most + 1;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_not_the_same() {
        for (word, known) in [
            ("Perfomances", "performances"),
            ("Verdcit", "Verdict"),
            ("polt", "plot"),
            ("Plto Overview", "Plot Overview"),
            ("directer", "director"),
            ("Final Thougths", "Final Thoughts"),
        ] {
            assert!(is_slip(word, known), "{word}");
        }
        for (word, known) in [
            ("Plot", "plot"),
            ("slot", "plot"),
            ("Part 1", "Part 2"),
            ("Fiction", "Action"),
            ("Acting", "Verdict"),
            ("Pilot", "Plot"),
            ("The Auction", "Action"),
            ("", "plot"),
        ] {
            assert!(!is_slip(word, known), "{word}");
        }
    }
}
