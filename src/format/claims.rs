//! What a file says of itself: that it is a review, or that it is something else.

use super::value::{Node, Value};
use crate::model::field::normal;
use crate::model::{Field, Kind};
use crate::text::words::{beginning, word_list};

/// What a file calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    Review,
    /// Something else, by its name.
    Other(String),
}

/// The word for one review, in lower case.
const REVIEW: &[&str] = word_list!(
    "review|filmreview|kritik|filmkritik|rezension|filmrezension|buchrezension|critique|crítica|\
     reseña|recensione|recensie|recension|recenzja|recenze|kritika|\
     resenha|anmeldelse|arvostelu|inceleme|рецензия|отзыв|обзор|影评|書評|书评|レビュー|映画レビュー"
);

/// The word for several. A category is named by it; a layout of this name is that of an index.
const REVIEWS: &[&str] = word_list!(
    "reviews|filmreviews|kritiken|filmkritiken|rezensionen|critiques|críticas|reseñas|recensioni|\
     recensies|recensioner|recenzje|resenhas|anmeldelser|kritikker|arvostelut|рецензии|отзывы|обзоры"
);

/// Words that may stand beside it. Others make it a review of code, of a year or among peers.
const QUALIFIERS: &[&str] = word_list!(
    "movie|film|book|album|game|tv|series|music|show|anime|manga|comic|theatre|theater|play|\
     concert|documentary|horror|short|spoiler|free|mini|quick|capsule|early|advance|films|movies|\
     books|albums|games|de|cine|du|von|zu|zum"
);

/// Words that may begin a label which a sign sets apart: `Dune: A Review`.
const ARTICLES: [&str; 5] = ["a", "an", "my", "the", "eine"];

/// Words for what a layout or a template is made for.
const LAYOUT_WORDS: [&str; 9] =
    ["html", "njk", "liquid", "hbs", "layouts", "page", "post", "single", "entry"];

/// What a page may be that has the fields of a work and is no review.
const OTHERS: [&str; 12] = [
    "playlist", "mixtape", "podcast", "photo", "photos", "gallery", "recipe", "index", "archive",
    "list", "home", "project",
];

/// Fields that only an episode of a podcast has.
const PODCAST_FIELDS: [&str; 5] = ["audio", "audiofile", "audiourl", "enclosure", "podcast"];

/// Longer labels are none.
const MAX_LABEL_BYTES: usize = 60;

/// A title with its label is no longer than this where a subtitle follows.
const MAX_LABELLED_BYTES: usize = 200;

/// A title without the label that calls it a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Labelled<'t> {
    pub(super) title: &'t str,
    /// Whether the label alone makes it a review. `Better Code Review` is none.
    pub(super) is_claim: bool,
    /// Whether a subtitle behind the label was left out as well.
    pub(super) has_subtitle: bool,
}

/// Takes off `Movie Review:` before a title, and `- Review` behind it, with a subtitle that follows.
pub(super) fn without_label(text: &str) -> Labelled<'_> {
    let labelled = |title, is_claim| Labelled { title, is_claim, has_subtitle: false };
    without_prefix(text)
        .map(|title| labelled(title, true))
        .or_else(|| without_suffix(text).map(|(title, is_claim)| labelled(title, is_claim)))
        .or_else(|| without_subtitle(text))
        .unwrap_or(labelled(text, false))
}

/// Takes off the label and what follows it: `Dune Movie Review: A Cold Epic`.
fn without_subtitle(text: &str) -> Option<Labelled<'_>> {
    const MAX_SIGNS: usize = 4;
    let signs = beginning(text, MAX_LABELLED_BYTES).match_indices([':', '：', '-', '–', '—', '|']);
    signs.take(MAX_SIGNS).find_map(|(at, _)| {
        let (title, is_claim) = without_suffix(text[..at].trim_end())?;
        is_claim.then_some(Labelled { title, is_claim, has_subtitle: true })
    })
}

fn without_prefix(text: &str) -> Option<&str> {
    const SIGNS: [char; 7] = [':', '-', '–', '—', '|', '：', '/'];
    if let Some((label, title)) = bracketed(text) {
        return is_label(label, &[]).then_some(title).filter(|title| !title.is_empty());
    }
    let reach = beginning(text, MAX_LABEL_BYTES);
    let title = reach.match_indices(SIGNS).find_map(|(at, sign)| {
        let title = text[at + sign.len()..].trim_start_matches(is_separator);
        (is_label(&text[..at], &[]) && !title.is_empty()).then_some(title)
    });
    let of = || {
        let (label, title) = reach
            .split_once(" of ")
            .map(|(label, _)| label)
            .map(|label| (label, text[label.len() + " of ".len()..].trim()))?;
        is_label(label, &ARTICLES).then_some(title).filter(|title| !title.is_empty())
    };
    title.or_else(of)
}

/// The title behind the name of a series of posts: `Horror Corner Review: Heat`. Others are no reviews:
/// `Code Review: How We Do It`.
pub(super) fn without_series(text: &str) -> Option<&str> {
    const MAX_WORDS: usize = 5;
    let (label, _) = beginning(text, MAX_LABELLED_BYTES).split_once(": ")?;
    let lower = label.to_lowercase();
    let words: Vec<&str> = words(&lower).collect();
    let is_series = words.len() <= MAX_WORDS && REVIEW.contains(words.last()?);
    let title = text[label.len() + 2..].trim_start();
    (is_series && title.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
        .then_some(title)
}

/// The text in the brackets that `text` begins with, and what follows them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    const CLOSING: [char; 3] = [']', ')', '】'];
    let inner = text.strip_prefix(['[', '(', '【'])?;
    let end = inner.find(CLOSING).filter(|end| *end <= MAX_LABEL_BYTES)?;
    let after = inner[end..].trim_start_matches(CLOSING);
    Some((&inner[..end], after.trim_start_matches(is_separator)))
}

/// The title before a label, and whether the label alone makes it that of a review.
fn without_suffix(text: &str) -> Option<(&str, bool)> {
    /// Words before a bare label that make a phrase of it: `A Year in Review`.
    const PHRASE: [&str; 9] = ["in", "of", "the", "a", "an", "under", "for", "my", "s"];
    let is_bracket = |c: char| matches!(c, '[' | '(' | '【');
    let from = text.len() - tail(text).len();
    for (at, _) in text[from..].match_indices(|c: char| is_separator(c) || is_bracket(c)) {
        let at = from + at;
        let trimmed = text[at..].trim_start_matches(|c: char| is_separator(c) || is_bracket(c));
        let label = trimmed.trim_end_matches([']', ')', '】']);
        let title = text[..at].trim_end_matches(is_separator);
        let between = &text[title.len()..text.len() - trimmed.len()];
        let is_apart = !between.trim().is_empty();
        let articles: &[&str] = if is_apart { &ARTICLES } else { &[] };
        if title.is_empty() || !is_label(label, articles) {
            continue;
        }
        let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
        if !is_apart && PHRASE.contains(&&*last) {
            return None;
        }
        let is_named = label.contains(char::is_whitespace);
        let is_title = || !text.split_whitespace().any(|word| word.starts_with(char::is_lowercase));
        return Some((title, is_apart || is_named && is_title()));
    }
    // `《夜船》影评`: the signs around a title set it apart.
    let (title, label) = text.strip_prefix('《')?.split_once('》')?;
    (!title.is_empty() && is_label(label, &[])).then_some((title, true))
}

/// Whether `label` is the word for a review, with nothing beside it but what is reviewed.
fn is_label(label: &str, articles: &[&str]) -> bool {
    const MAX_WORDS: usize = 4;
    if label.len() > MAX_LABEL_BYTES {
        return false;
    }
    let lower = label.to_lowercase();
    let mut words = words(&lower);
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = if articles.contains(&first) {
        words.collect()
    } else {
        std::iter::once(first).chain(words).collect()
    };
    rest.len() <= MAX_WORDS && is_named(&rest, REVIEW)
}

/// Whether a heading is the word for a review: `The Review`, `Book Review`.
pub(super) fn is_review_heading(heading: &str) -> bool {
    is_label(heading, &ARTICLES)
}

/// Whether one of `words` is one of `names`, and all others may stand beside it.
fn is_named(words: &[&str], names: &[&str]) -> bool {
    words.iter().filter(|word| names.contains(word)).count() == 1
        && words.iter().all(|word| names.contains(word) || QUALIFIERS.contains(word))
}

/// The words of `text`, which is in lower case; `bookreview` is two.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let parts = words.flat_map(|word| {
        let end = word.find("review").filter(|end| QUALIFIERS.contains(&&word[..*end]));
        let (head, tail) = word.split_at(end.unwrap_or(0));
        [head, tail]
    });
    parts.filter(|word| !word.is_empty())
}

/// Whether `name` is the word for reviews: `reviews`, `Film Reviews`.
pub(super) fn names_reviews(name: &str) -> bool {
    let lower = beginning(name, MAX_LABEL_BYTES).to_lowercase();
    let words: Vec<&str> = words(&lower).collect();
    is_named(&words, REVIEW) || is_named(&words, REVIEWS)
}

/// Whether `title` has a word for reviews in it.
pub(super) fn mentions_reviews(title: &str) -> bool {
    let lower = beginning(title, MAX_LABELLED_BYTES).to_lowercase();
    words(&lower).any(|word| REVIEW.contains(&word) || REVIEWS.contains(&word))
}

/// Whether `c` sets a label apart from a title.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || ":-–—|：".contains(c)
}

fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(MAX_LABEL_BYTES);
    let start = (start..=text.len()).find(|start| text.is_char_boundary(*start));
    &text[start.unwrap_or(0)..]
}

/// Whether a tag is the word for a review. A page about reviews has it as well.
pub(super) fn is_tagged(field: Option<Field>, node: &Node) -> bool {
    if field != Some(Field::Tags) {
        return false;
    }
    node.scalars().flat_map(|tag| tag.text.split([',', ' '])).any(names_reviews)
}

/// What a field says of the file. Tags say nothing: those of a page about reviews are the same.
pub(super) fn of_field(key: &str, node: &Node) -> Option<Claim> {
    let key = normal(key);
    if PODCAST_FIELDS.contains(&&*key) && !node.is_blank() {
        return Some(Claim::Other("podcast".to_owned()));
    }
    let is_category = matches!(&*key, "category" | "categories");
    let is_type = matches!(&*key, "type" | "kind" | "posttype" | "pagetype" | "contenttype");
    let is_layout = matches!(&*key, "layout" | "template");
    if !(is_category || is_type || is_layout) {
        return None;
    }
    node.scalars().flat_map(|value| value.text.split(',')).find_map(|value| {
        let lower = beginning(value, MAX_LABEL_BYTES).to_lowercase();
        let words: Vec<&str> = words(&lower).filter(|word| !LAYOUT_WORDS.contains(word)).collect();
        let is_one = is_named(&words, REVIEW);
        if is_one || !is_layout && is_named(&words, REVIEWS) {
            return Some(Claim::Review);
        }
        let [word] = &words[..] else { return None };
        (!is_category && OTHERS.contains(word)).then(|| Claim::Other((*word).to_owned()))
    })
}

/// Things that are reviewed and are no works, as categories and folders call them.
const THINGS: &[&str] = word_list!(
    "app|apps|beer|beers|board game|board games|brettspiele|camera|cameras|car|cars|coffee|\
     electronics|food|gadget|gadgets|gear|hardware|headphones|hotel|hotels|keyboard|keyboards|kamera|\
     kameras|laptop|laptops|lens|lenses|logiciel|logiciels|phone|phones|podcast|podcasts|product|\
     products|produit|produits|produkt|produkte|producto|productos|recipe|recipes|restaurant|\
     restaurants|restaurante|restaurantes|smartphone|smartphones|software|tech|technik|technology|\
     tecnología|tool|tools|toy|toys|whiskey|whisky|wine|wines"
);

/// What a category, a tag or the name of a folder is made for: a kind of work, as `Book Reviews`, or
/// of things that are none.
pub(super) fn kind_named(text: &str) -> Option<Kind> {
    let lower = beginning(text, MAX_LABEL_BYTES).to_lowercase();
    let is_other = |word: &&str| !REVIEW.contains(word) && !REVIEWS.contains(word);
    let words: Vec<&str> = words(&lower).filter(is_other).collect();
    let name = words.join(" ");
    Kind::known(&name).or_else(|| THINGS.contains(&&*name).then(|| Kind::new(&name)))
}

/// The kind of work that a field tells which does not name it: a category, the day on which a book was
/// read, a label in a title.
pub(super) fn kind_of_work(key: &str, node: &Node) -> Option<Kind> {
    let key = normal(key);
    match &*key {
        "category" | "categories" | "layout" | "template" | "collection" | "posttype" => {
            node.scalars().flat_map(|value| value.text.split(',')).find_map(kind_named)
        }
        // Other tags may name what a film is about.
        "tag" | "tags" => {
            let tags = node.scalars().flat_map(|tag| tag.text.split([',', ' ']));
            let mut kinds = tags.filter_map(kind_named);
            let first = kinds.next()?;
            let is_thing = matches!(first, Kind::Other(_)) && kinds.all(|kind| kind != Kind::Film);
            (first == Kind::Book || is_thing).then_some(first)
        }
        "brand" | "manufacturer" | "product" | "productname" => {
            (!node.is_blank()).then(|| Kind::new("product"))
        }
        "cuisine" | "restaurant" => (!node.is_blank()).then(|| Kind::new("restaurant")),
        "dateread" | "readdate" | "readat" | "lastread" | "booktitle" | "bookrating" => {
            (!node.is_blank()).then_some(Kind::Book)
        }
        "pages" => matches!(node.value, Value::Number(_)).then_some(Kind::Book),
        "title" => {
            let title = without_label(node.text.trim()).title;
            let label = node.text.trim().strip_suffix(title)?;
            kind_named(label).filter(|_| !label.is_empty())
        }
        _ => None,
    }
}

/// Titles of shelves, logs, watchlists and playlists.
pub(super) fn is_list_title(title: &str) -> bool {
    const LISTS: &[&str] = word_list!(
        "watchlist|watch list|watch log|watchlog|to watch|to read|reading list|reading log|\
         bookshelf|shelf|want to read|want to watch|films watched|movies watched|books read|\
         viewing log|film log|movie log|newsletter|playlist|mixtape"
    );
    let title = super::headings::words(title);
    LISTS.iter().any(|list| {
        title == *list
            || title.starts_with(&format!("{list} "))
            || title.ends_with(&format!(" {list}"))
    })
}

/// Whether a title is what a template has in its place: `Movie Name`, `TITLE HERE`.
pub(super) fn is_placeholder_title(title: &str) -> bool {
    const PLACEHOLDERS: &[&str] = word_list!(
        "title|titel|titre|título|titolo|название|标题|title of the film|title of the movie|\
         title of the book|name of the film|name of the movie|name of the book|todo|tbd|placeholder"
    );
    const WORKS: [&str; 9] =
        ["film", "movie", "book", "album", "game", "show", "series", "work", "review"];
    let words = super::headings::words(title);
    let words = [" year", " here"]
        .iter()
        .fold(&*words, |words, end| words.strip_suffix(end).unwrap_or(words));
    let words = ["your ", "insert ", "the "]
        .iter()
        .fold(words, |words, begin| words.strip_prefix(begin).unwrap_or(words));
    let is_of_work = |name: &str| WORKS.contains(&name.trim_end());
    PLACEHOLDERS.contains(&words)
        || words.strip_suffix("title").or(words.strip_suffix("name")).is_some_and(is_of_work)
}

/// Whether a page lists reviews: its title is the word for several, or a program makes its text.
pub(super) fn is_index(title: &str, body: &str) -> bool {
    const PROGRAMS: [&str; 6] =
        ["{% for ", "{%- for ", "{{ range", "{{- range", "```dataview", "```base"];
    const AROUND: [&str; 9] =
        ["all", "my", "the", "latest", "recent", "our", "archive", "index", "by"];
    let lower = beginning(title, MAX_LABEL_BYTES).to_lowercase();
    let words: Vec<&str> = words(&lower).filter(|word| !AROUND.contains(word)).collect();
    is_named(&words, REVIEWS) || PROGRAMS.iter().any(|program| body.contains(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_off() {
        for (text, title, is_claim) in [
            ("Movie Review: Heat", "Heat", true),
            ("REVIEW – Heat", "Heat", true),
            ("Spoiler-Free Review: Heat", "Heat", true),
            ("Mini-Review: Heat", "Heat", true),
            ("[Film Review] Heat", "Heat", true),
            ("A review of Heat", "Heat", true),
            ("Heat - Movie Review", "Heat", true),
            ("Heat: A Review", "Heat", true),
            ("Heat (review)", "Heat", true),
            ("Past Lives Movie Review", "Past Lives", true),
            ("The Lighthouse Review", "The Lighthouse", false),
            ("Filmkritik: Heat", "Heat", true),
            ("影评：夜船", "夜船", true),
            ("Recenzja: Heat", "Heat", true),
            ("Resenha: Heat", "Heat", true),
            ("映画レビュー：夜船", "夜船", true),
            ("《夜船》影评", "夜船", true),
            ("My first movie review", "My first", false),
        ] {
            let has_subtitle = false;
            assert_eq!(without_label(text), Labelled { title, is_claim, has_subtitle }, "{text}");
        }
        for (text, title) in [
            ("Heat Movie Review: A Cold Night", "Heat"),
            ("Heat – Filmkritik: eine kalte Nacht", "Heat"),
            ("Heat: A Review – One Cold Night", "Heat"),
            ("《夜船》影评: 一个人", "夜船"),
        ] {
            let labelled = Labelled { title, is_claim: true, has_subtitle: true };
            assert_eq!(without_label(text), labelled, "{text}");
        }
        for text in [
            "A Year in Review",
            "Heat",
            "Review",
            "How to write a movie review",
            "Year in Review: 2025",
            "Peer Review: a Guide",
            "Why I write movie reviews",
            "Code Review: How We Do It",
            "How To Write A Movie Review: Ten Tips",
            "My first movie review as a child: what I learned",
        ] {
            let labelled = Labelled { title: text, is_claim: false, has_subtitle: false };
            assert_eq!(without_label(text), labelled, "{text}");
        }
        assert!(!without_label("Code Review: How We Do It").is_claim);
    }
}
