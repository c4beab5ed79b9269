//! Whether a file is a review: a folder holds other files in the same formats.

use super::claims::{self, Claim};
use super::{file_path, rating};
use crate::model::words::count_words;
use crate::model::{Kind, Review, SectionKey};
use crate::text::Code;
use crate::text::words::word_list;

/// What a file holds that speaks for or against its being a review.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// The file itself names a title.
    pub(super) titled: bool,
    /// It has a field that only a work has: a director, a cast, the title of a film.
    pub(super) work: bool,
    /// The name of its folder tells what kind of work it is about, and no field does.
    pub(super) shelved: bool,
    /// A field or its folder tells what kind of work it is about.
    pub(super) kind_told: bool,
    /// It has a table of sections.
    pub(super) sections: bool,
    /// A rating or a title is a placeholder, as in templates.
    pub(super) placeholder: bool,
    /// It says of itself that it is something else, such as a watchlist.
    pub(super) other: Option<String>,
    /// It says that the work is still to be seen.
    pub(super) planned: bool,
    /// A tag says so, which may be left over.
    pub(super) tagged_planned: bool,
    /// Who made the work is told by the field that names the reviewer of other works.
    pub(super) made_by_author: bool,
    /// It calls itself a review.
    pub(super) claimed: bool,
    /// It has fields, or a section that is called a review.
    pub(super) shaped: bool,
    /// It has a tag for reviews, as a page about them may have.
    pub(super) tagged: bool,
    /// Its title has a year that is set off from it.
    pub(super) dated: bool,
    /// It calls itself something that may have some fields of a work, such as a playlist.
    pub(super) unlike: Option<String>,
    /// Its rating stands in a quotation, which may be another's, or goes on with words below a
    /// title that has no year.
    pub(super) weak_rating: bool,
    /// It lists reviews, by its title or by a program in it.
    pub(super) index: bool,
    /// How many of its sections, from the first on, are prose from fields, which any page may have.
    pub(super) prose: usize,
    /// Most of its lines are entries of a list or rows of a table.
    pub(super) listing: bool,
}

impl Evidence {
    /// Takes what a part of the file calls the whole.
    pub(super) fn take(&mut self, claim: Option<Claim>) {
        match claim {
            Some(Claim::Review) => self.claimed = true,
            Some(Claim::Other(name)) => self.unlike = Some(name),
            None => {}
        }
    }

    /// Takes the kind of work that follows from something which does not name it, where none is known.
    pub(super) fn deduce(&self, review: &mut Review, kind: Kind) {
        if !self.kind_told && review.kind == Kind::Film {
            review.kind = kind;
        }
    }
}

/// Why a walk skips the file; none when it is a review.
pub(super) fn skip(review: &Review, evidence: &Evidence) -> Option<String> {
    let because = |reason: &str| Some(reason.to_owned());
    if review.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Empty) {
        return because("nothing in the file");
    }
    if is_template(review, evidence) {
        return because("a template");
    }
    if review.place.path.ends_with("author.toml") {
        return because("the author's own file");
    }
    if let Some(other) = &evidence.other {
        return Some(other.clone());
    }
    if review.broken().is_some() {
        return skip_broken(review, evidence);
    }
    if !evidence.titled && review.rating.is_none() {
        return because("no title and no rating");
    }
    if is_planned(review, evidence) {
        return because("not seen or read yet, by its own word");
    }
    if review.rating.is_some() && !evidence.weak_rating {
        return None;
    }
    // A page about one work may hold a list as well.
    let is_told = review.directors.len() + review.cast.len() > 0;
    let is_claimed = evidence.claimed || is_among_reviews(review, evidence);
    let is_dated_work = review.year.is_some() && (evidence.work || evidence.kind_told);
    let is_of_one = is_told || is_dated_work || review.year.is_some() && is_claimed;
    let is_listing = evidence.listing && !is_of_one;
    if is_listing || claims::is_list_title(&review.title) {
        return because("a list of titles, not a review");
    }
    // Several ratings are a finding about a review, which its author should get to see.
    let several = review.diagnostics.iter().any(|found| found.code == Code::SeveralRatings);
    if several || is_told || known_sections(review, evidence.prose) >= 2 {
        return None;
    }
    if let Some(other) = &evidence.unlike {
        return Some(format!("a {other}, not a review"));
    }
    let is_tagged_work = evidence.tagged && (evidence.dated || evidence.shelved);
    let is_work = evidence.work || is_dated_work;
    if is_work || (is_claimed || is_tagged_work) && !evidence.index {
        return None;
    }
    if is_claimed {
        return because("a list of reviews, not one");
    }
    because("no rating, no field of a work and no known sections")
}

fn skip_broken(review: &Review, evidence: &Evidence) -> Option<String> {
    if evidence.titled || evidence.sections || review.rating.is_some() {
        return None;
    }
    let broken = review.broken()?;
    Some(format!("broken at line {}, and nothing in it tells of a review", broken.line))
}

fn is_template(review: &Review, evidence: &Evidence) -> bool {
    file_path::is_template(&review.place.path)
        || evidence.placeholder
        || (evidence.titled && rating::is_placeholder(&review.title))
}

/// Whether it stands among reviews and could be one of them. A title that speaks of reviews and is no
/// label names something else: `Weekly Review 12`.
fn is_among_reviews(review: &Review, evidence: &Evidence) -> bool {
    evidence.shaped
        && file_path::is_among_reviews(&review.place.path)
        && !claims::mentions_reviews(&review.title)
}

/// Whether the work is still to be seen: it has no text but that of fields, such as a description from
/// a database, or a short text and no rating.
fn is_planned(review: &Review, evidence: &Evidence) -> bool {
    const MAX_BLURB_WORDS: usize = 150;
    if !(evidence.planned || evidence.tagged_planned) || review.watched.is_some() {
        return false;
    }
    let sections = review.sections.get(evidence.prose..).unwrap_or_default();
    let words: usize = sections.iter().map(|section| count_words(&section.text)).sum();
    let is_blurb = review.rating.is_none()
        && !evidence.claimed
        && known_sections(review, evidence.prose) == 0
        && words <= MAX_BLURB_WORDS;
    is_blurb && !sections.iter().any(|section| is_personal(&section.text))
        || evidence.planned && words == 0
}

/// Whether a text speaks of its author, as a blurb does not.
fn is_personal(text: &str) -> bool {
    const PRONOUNS: &[&str] = word_list!(
        "i|i'm|i've|my|me|ich|mir|mich|mein|meine|je|j'ai|mon|ma|moi|yo|mi|eu|meu|minha|io|mio|я|мне|\
         мой|ik|mijn|jag|jeg"
    );
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.map(str::to_lowercase).any(|word| PRONOUNS.contains(&&*word))
}

/// How many of the standard sections there are, apart from the first `prose` sections.
fn known_sections(review: &Review, prose: usize) -> usize {
    let sections = review.sections.get(prose..).unwrap_or_default();
    let is_there = |key: &&SectionKey| sections.iter().any(|section| section.key == **key);
    SectionKey::STANDARD.iter().filter(is_there).count()
}

/// Whether most lines of `body` are entries of a list or rows of a table.
pub(super) fn is_listing(body: &str) -> bool {
    const MIN_ENTRIES: usize = 5;
    // A longer entry is a paragraph.
    const MAX_ENTRY_BYTES: usize = 199;
    let (mut entries, mut lines) = (0_usize, 0_usize);
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let entry = line.starts_with(['|'])
            || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
            || (numbered.len() < line.len() && numbered.starts_with(['.', ')']));
        entries += usize::from(entry && line.len() <= MAX_ENTRY_BYTES);
    }
    entries >= MIN_ENTRIES && entries * 10 >= lines * 6
}
