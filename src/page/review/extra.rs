//! The fields that are not known, at the end of a page, since nothing of a file is lost.

use super::super::{Role, Run};
use super::{Layout, Margin};
use crate::markup::cover::{self, ExtraCover};
use crate::model::{CONTACT_LINES, RATING_LINE, Review, TITLE_LINE};
use crate::text::phrase::plural;
use crate::text::words::word_list;

/// The widest column of names; a longer name has a line of its own.
const MAX_NAME_COLUMNS: usize = 20;
/// Blank columns between a name and its value.
const GAP_COLUMNS: usize = 2;

/// Fields that tell generators of sites, and programs for notes, what to do with a file; also as the
/// name of a table.
const SITE_FIELDS: &[&str] = word_list!(
    "alias|aliases|author_profile|build|canonical|canonical_url|canonicalurl|cascade|categories|\
     category|classes|cssclass|cssclasses|eleventycomputed|eleventynavigation|excerpt_separator|\
     expirydate|heroimage|insert_anchor_links|keywords|lang|language|last_modified|\
     last_modified_at|lastmod|layout|linktitle|locale|markup|menu|menus|modified|nav_order|\
     og_image|ogimage|order|outputs|page_template|pagination|path|permalink|publishdate|\
     redirect_from|redirect_to|resources|robots|seo|sidebar|sitemap|slug|sort_by|template|\
     thumbnail|toc|translationkey|type|updated|weight"
);

/// Tables in which generators keep the fields that they do not know themselves.
const TABLES_OF_OTHERS: [&str; 2] = ["extra.", "params."];

/// Words around a title or a rating that say nothing more about the work.
const LABEL_WORDS: [&str; 13] = [
    "a", "book", "film", "movie", "my", "of", "out", "rated", "rating", "review", "score", "star",
    "stars",
];

/// Databases, whose names stand for a work's number there, and may also for its score there.
const DATABASES: &[&str] = word_list!(
    "anilist|asin|goodreads|goodreads_review|igdb|imdb|mbid|olid|rawg|tmdb|tvdb|wikidata"
);

/// The ends of the names of files that belong to a site.
const FILE_EXTENSIONS: [&str; 12] =
    ["avif", "css", "gif", "htm", "html", "jpeg", "jpg", "js", "md", "png", "svg", "webp"];

impl Layout<'_> {
    /// The unknown fields as names and values; those that only a site needs are counted.
    pub(super) fn extra(&mut self, review: &Review) {
        let all =
            review.extra.iter().filter(|(name, value)| !stands_elsewhere(review, name, value));
        let (of_site, shown): (Vec<_>, Vec<_>) =
            all.partition(|(name, value)| is_for_the_site(name, value));
        if of_site.is_empty() && shown.is_empty() {
            return;
        }
        self.page.body.push_blank();
        if !shown.is_empty() {
            self.line_of_its_own("Also in the file", Role::Hint);
        }
        let cover = ExtraCover::of(review);
        let most = MAX_NAME_COLUMNS.min(self.width / 3);
        let columns = shown.iter().map(|(name, _)| self.options.glyphs.width(name));
        let names = columns.filter(|columns| *columns <= most).max().unwrap_or(0);
        for (name, value) in shown {
            self.extra_field(name, value, names + GAP_COLUMNS, cover);
        }
        if !of_site.is_empty() {
            let count = plural(of_site.len(), "field");
            self.line_of_its_own(&format!("+{count} for the site"), Role::Count);
        }
    }

    fn line_of_its_own(&mut self, words: &str, role: Role) {
        let lines = self.wrap(&[Run::new(words, role)], self.width);
        self.page.body.extend(&lines);
    }

    /// A name, and its value `indent` columns from the left.
    fn extra_field(&mut self, name: &str, value: &str, indent: usize, cover: ExtraCover) {
        let runs = self.line(cover::line(name), Role::Fact);
        let mut names = self.wrap(&runs, self.width);
        self.cover(&mut names);
        self.block_start = self.page.body.len();
        let blank = |columns: usize| Run::new(" ".repeat(columns), Role::Dim);
        let (first, indent) = match &names[..] {
            [name] if name.width(self.options.glyphs) + GAP_COLUMNS <= indent => {
                let gap = indent - name.width(self.options.glyphs);
                (Run::new(format!("{}{}", name.text(), " ".repeat(gap)), Role::Fact), indent)
            }
            _ => {
                self.page.body.extend(&names);
                (blank(GAP_COLUMNS), GAP_COLUMNS)
            }
        };
        let room = self.width.saturating_sub(indent).max(1);
        let margin = Margin { bars: None, first: Some(first), further: Some(blank(indent)), room };
        let mut shown = Vec::new();
        for run in cover.value(name, value) {
            for (part, text) in run.text.split('\n').enumerate() {
                if part > 0 {
                    self.body_lines(&std::mem::take(&mut shown), &margin);
                }
                match run.covered && !self.options.uncovered {
                    true => shown.push(Run::new(text, Role::Covered)),
                    false => self.open_text(text, Role::Body, run.face, &mut shown),
                }
            }
        }
        self.body_lines(&shown, &margin);
        self.end_cover();
    }
}

/// Whether the page shows elsewhere what the field says.
fn stands_elsewhere(review: &Review, name: &str, value: &str) -> bool {
    match name {
        CONTACT_LINES => true,
        // The line of a text that gave the title or the rating may say more than that.
        TITLE_LINE | RATING_LINE => {
            let year = review.year.map(|year| year.to_string());
            let rating = review.rating.as_ref().map(|rating| &rating.written);
            let shown = [Some(&review.title), review.headline.as_ref(), year.as_ref(), rating];
            let shown: Vec<String> =
                shown.into_iter().flatten().flat_map(|text| words(text)).collect();
            words(value).all(|word| LABEL_WORDS.contains(&word.as_str()) || shown.contains(&word))
        }
        _ => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a field is of use to a site or to a program, but not to a reader.
fn is_for_the_site(name: &str, value: &str) -> bool {
    let lower = name.to_lowercase();
    let lower =
        TABLES_OF_OTHERS.iter().find_map(|table| lower.strip_prefix(table)).unwrap_or(&lower);
    let table = lower.split('.').next().unwrap_or_default();
    let value = value.trim();
    SITE_FIELDS.contains(&table)
        || lower.ends_with(".slug")
        || is_boolean(value)
        || is_id(name, value)
        || value.split(", ").all(is_path)
}

fn is_boolean(value: &str) -> bool {
    let values = ["true", "false", "yes", "no", "on", "off"];
    values.iter().any(|truth| value.eq_ignore_ascii_case(truth))
}

/// Whether a field identifies something in a database.
fn is_id(name: &str, value: &str) -> bool {
    const MIN_HEX_DIGITS: usize = 8;
    let is_word = !value.contains(char::is_whitespace);
    let lower = name.to_lowercase();
    let named = name.ends_with("Id")
        || ["_id", "-id", ".id", "uuid", "guid"].iter().any(|end| lower.ends_with(end))
        || lower == "id";
    let is_hex = value.len() >= MIN_HEX_DIGITS
        && value.contains(|c: char| c.is_ascii_digit())
        && value.contains(|c: char| c.is_ascii_alphabetic())
        && value.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_of_imdb = value
        .strip_prefix("tt")
        .is_some_and(|digits| digits.len() > 4 && digits.bytes().all(|b| b.is_ascii_digit()));
    let last = lower.rsplit('.').next().unwrap_or_default();
    // A score has at most three digits, or a sign among them.
    let is_number = value.len() > 3
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.contains(|c: char| c.is_ascii_digit());
    let is_in_database = DATABASES.contains(&last) && is_number;
    is_word && (named || is_hex || is_of_imdb || is_in_database)
}

/// Whether a value names a file or a folder of a site.
fn is_path(value: &str) -> bool {
    let link = value.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
    let value = link.unwrap_or(value);
    if value.contains(char::is_whitespace) || value.contains("://") {
        return false;
    }
    let is_file = value.rsplit_once('.').is_some_and(|(_, extension)| {
        FILE_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    let is_folder = value.contains('/') && (value.starts_with(['/', '.']) || value.ends_with('/'));
    is_file || is_folder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;
    use crate::page::{Options, review};

    fn drawn(fields: &[(&str, &str)], spoilers: bool, uncovered: bool) -> Vec<String> {
        let extra = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let section = Section { text: "Text.".into(), ..Section::default() };
        let whole = Review { extra, spoilers, sections: vec![section], ..Review::default() };
        let page = review(&whole, &Options { width: 40, uncovered, ..Options::default() });
        page.body.iter().skip(1).map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn fields_for_readers_are_shown_and_those_for_the_site_are_counted() {
        let fields = [
            ("runtime", "125 min"),
            ("layout", "post"),
            ("extra.featured", "true"),
            ("menu.main.weight", "3"),
            ("a_rather_long_name_of_a_field", "A few more words than fit on one line of it"),
            ("postId", "abc"),
            ("tmdb", "1368337"),
            ("imdb", "7.7"),
            ("rawg", "88"),
            ("still", "[[stills/a b.jpg]]"),
            ("posters", "[[stills/ab.jpg]]"),
            ("photo", "/img/a.jpg, b.png"),
            ("seen_at", "the Odeon"),
            ("when", "2024-05-05"),
        ];
        assert_eq!(
            drawn(&fields, false, false),
            [
                "",
                "Also in the file",
                "runtime  125 min",
                "a_rather_long_name_of_a_field",
                "  A few more words than fit on one line",
                "  of it",
                "imdb     7.7",
                "rawg     88",
                "still    [[stills/a b.jpg]]",
                "seen_at  the Odeon",
                "when     2024-05-05",
                "+7 fields for the site",
            ]
        );
        assert_eq!(drawn(&[("layout", "post")], false, false), ["", "+1 field for the site"]);
        assert!(drawn(&[], false, false).is_empty());
    }

    #[test]
    fn what_may_tell_of_the_plot_is_covered() {
        let fields = [
            ("moral", "Never trust the man again"),
            ("mood", "a ||grim|| one"),
            ("spoiler_notes", "He dies"),
        ];
        let covered = drawn(&fields, true, false);
        assert_eq!(
            covered[2..],
            [
                "moral          ░░░░░ ░░░░░ ░░░ ░░░ ░░░░░",
                "mood           a ░░░░ one",
                "spoiler_notes  ░░ ░░░░"
            ]
        );
        let open = drawn(&fields, true, true);
        assert_eq!(open[2], "moral          Never trust the man again");
        let without = drawn(&fields, false, false);
        assert_eq!(without[2], open[2]);
        assert_eq!(without[3..], covered[3..]);
    }

    #[test]
    fn a_line_that_gave_a_field_is_shown_if_it_says_more() {
        let lines = |title: &str| {
            stands_elsewhere(
                &Review {
                    title: "Carnival of Souls".into(),
                    year: Some(1962),
                    ..Review::default()
                },
                TITLE_LINE,
                title,
            )
        };
        assert!(lines("Movie Review: Carnival of Souls (1962)"));
        assert!(!lines("Carnival of Souls, again and again"));
    }
}
