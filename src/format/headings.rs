//! The headings that mean a standard section, in one table for all formats.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::model::Language::{self, English, French, German, Italian, Portuguese, Spanish};
use crate::model::Section;
use crate::model::SectionKey::{self, Action, Performances, Plot, Verdict};
use crate::text::near::is_slip;
use crate::text::words::word_list;
pub(crate) use crate::text::words::{slug, words};

/// Headings of a section in one language; `None` where several use them, or none that has articles.
type Names = (SectionKey, Option<Language>, &'static [&'static str]);

/// Headings in lower case, words separated by single spaces, without a leading article.
static KNOWN: [Names; 28] = [
    (
        Plot,
        Some(English),
        word_list!(
            "plot|plot overview|plot summary|plot synopsis|plot and story|story|story and plot|\
             storyline|story line|story overview|premise|story summary|overview of the plot|\
             what it s about|what is it about|what it is about|what s it about|basic plot|setup|\
             narrative|storytelling"
        ),
    ),
    (Plot, Some(French), word_list!("histoire|l histoire|scénario|synopsis et histoire|résumé")),
    (
        Plot,
        Some(German),
        word_list!("handlung|geschichte|inhalt|worum geht es|worum geht s|worum es geht"),
    ),
    (Plot, Some(Italian), word_list!("storia|la storia")),
    (Plot, Some(Portuguese), word_list!("sinopse|enredo|história")),
    (Plot, Some(Spanish), word_list!("historia|sinopsis|de qué va|de qué trata")),
    (
        Plot,
        None,
        word_list!(
            "synopsis|intrigue|trama|argumento|あらすじ|ストーリー|物語|сюжет|история|о чём фильм|\
             о чем фильм|剧情|剧情简介|故事|劇情|情节"
        ),
    ),
    (
        Performances,
        Some(English),
        word_list!(
            "performances|acting|actors|cast|characters|performances and characters|\
             characters and performances|acting and characters|characters and acting|\
             cast and performances|cast and characters|cast and acting|acting performances|\
             character development|who s in it"
        ),
    ),
    (
        Performances,
        Some(French),
        word_list!("interprétation|interprétations|jeu d acteur|jeu des acteurs|acteurs"),
    ),
    (
        Performances,
        Some(German),
        word_list!("schauspiel|schauspieler|darsteller|darstellung|besetzung|figuren|charaktere"),
    ),
    (Performances, Some(Italian), word_list!("interpretazioni|attori|gli attori|il cast")),
    (Performances, Some(Portuguese), word_list!("atuações")),
    (
        Performances,
        Some(Spanish),
        word_list!("actuaciones|interpretaciones|reparto|actores|personajes"),
    ),
    (
        Performances,
        None,
        word_list!(
            "performance|distribution|casting|elenco|演技|キャスト|俳優|登場人物|актёры|актеры|игра актёров|\
             игра актеров|актёрская игра|актерская игра|персонажи|表演|演员|角色"
        ),
    ),
    (
        Action,
        Some(English),
        word_list!(
            "action and aesthetics|action scenes|action sequences|action and visuals|fights|\
             fight scenes|fight choreography|fighting|choreography|stunts|stunt work|\
             action and stunts|set pieces"
        ),
    ),
    (Action, Some(French), word_list!("scènes d action|l action")),
    (Action, Some(German), word_list!("actionszenen|kampfszenen|kämpfe")),
    (Action, Some(Italian), word_list!("azione")),
    (Action, Some(Portuguese), word_list!("ação")),
    (Action, Some(Spanish), word_list!("acción|escenas de acción")),
    (
        Action,
        None,
        word_list!("action|アクション|экшен|экшн|боевые сцены|драки|动作|动作场面|動作"),
    ),
    (
        Verdict,
        Some(English),
        word_list!(
            "final verdict|my verdict|final thoughts|final thought|closing thoughts|\
             concluding thoughts|last thoughts|overall thoughts|conclusions|in conclusion|\
             bottom line|final words|final word|wrap up|wrapping up|overall|summing up|to sum up|\
             verdict and rating|conclusion and rating|final verdict and rating"
        ),
    ),
    (Verdict, Some(French), word_list!("en conclusion|pour conclure|bilan|avis|mon avis")),
    (Verdict, Some(German), word_list!("fazit|mein fazit|urteil|schluss")),
    (
        Verdict,
        Some(Italian),
        word_list!("conclusione|in conclusione|conclusioni|giudizio|verdetto"),
    ),
    (Verdict, Some(Portuguese), word_list!("conclusão|conclusões|veredito")),
    (
        Verdict,
        Some(Spanish),
        word_list!("conclusión|conclusiones|en conclusión|pensamientos finales"),
    ),
    (
        Verdict,
        None,
        word_list!(
            "verdict|conclusion|veredicto|veredicto final|総評|結論|まとめ|感想|вердикт|вывод|выводы|итог|\
             итоги|заключение|结论|总结|總結|总评"
        ),
    ),
];

/// Aspects of a work that are rated apart, besides the standard sections.
const ASPECTS: &[&str] = word_list!(
    "animation|art|art style|atmosphere|audio|camera|cinematography|controls|costumes|dialogue|\
     directing|direction|editing|effects|enjoyment|entertainment|gameplay|graphics|humor|humour|\
     lyrics|music|originality|pacing|presentation|production|rating|replay value|score|\
     screenplay|script|sound|soundtrack|visuals|world building|writing"
);

/// A longer heading is none of the table.
const MAX_HEADING_BYTES: usize = 120;

/// What a heading of the table means.
#[derive(Clone, Copy, Debug)]
struct Known {
    key: &'static SectionKey,
    language: Option<Language>,
}

static INDEX: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let known = |(key, language, names): &'static Names| {
        names.iter().map(|&name| (name, Known { key, language: *language }))
    };
    KNOWN.iter().flat_map(known).collect()
});

/// The key of the section under `heading`.
pub(crate) fn key(heading: &str) -> SectionKey {
    known(heading).cloned().unwrap_or_else(|| SectionKey::from(slug(heading).as_str()))
}

/// The standard section that `heading` means.
pub(crate) fn known(heading: &str) -> Option<&'static SectionKey> {
    look_up(heading).map(|known| known.key)
}

/// Whether `name` is that of an aspect of a work.
pub(super) fn is_aspect(name: &str) -> bool {
    known(name).is_some() || ASPECTS.contains(&words(name).as_str())
}

/// The known headings that a misspelt one is compared with: those in English of at least seven
/// letters. In other languages similar words mean something else.
pub(crate) fn often_misspelt() -> impl Iterator<Item = &'static str> {
    const MIN_LETTERS: usize = 7;
    let others = ["verdict", "conclusion", "synopsis", "performance"];
    // Without their apostrophes some are none that anybody writes: "who s in it".
    let is_whole = |name: &&str| name.len() >= MIN_LETTERS && !name.contains(" s ");
    in_language(English).chain(others).filter(is_whole)
}

/// The known headings in a language, without the shortest.
pub(crate) fn of_language(language: Language) -> impl Iterator<Item = &'static str> {
    const MIN_LETTERS: usize = 5;
    let names = in_language(language).filter(move |_| language != English);
    names.filter(|name| name.chars().count() >= MIN_LETTERS)
}

fn in_language(language: Language) -> impl Iterator<Item = &'static str> {
    let rows = KNOWN.iter().filter(move |(_, of, _)| *of == Some(language));
    rows.flat_map(|(_, _, names)| names.iter().copied())
}

/// The language of the headings that `sections` have from their author, where it is one.
pub(super) fn language(sections: &[Section]) -> Option<Language> {
    let own = |section: &&Section| section.heading.as_deref() != section.key.heading();
    let headings = sections.iter().filter(own).filter_map(|section| section.heading.as_deref());
    let mut languages = headings.filter_map(|heading| look_up(heading)?.language);
    let first = languages.next()?;
    languages.all(|language| language == first).then_some(first)
}

fn look_up(heading: &str) -> Option<Known> {
    if heading.len() > MAX_HEADING_BYTES {
        return None;
    }
    // Most headings in our own format are written as in the table; this saves normalizing them.
    if let Some(&known) = INDEX.get(heading) {
        return Some(known);
    }
    let words = words(heading);
    let words = words.as_str();
    let bare = ["the ", "die ", "der ", "das ", "la ", "le ", "el ", "les "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words);
    INDEX.get(words).or_else(|| INDEX.get(bare)).copied()
}

/// The heading that a section has when its author gave none; none for the intro and the closing.
pub(crate) fn usual(key: &str) -> Option<String> {
    let known = SectionKey::from(key);
    if matches!(known, SectionKey::Intro | SectionKey::Closing) {
        return None;
    }
    if let Some(heading) = known.heading() {
        return Some(heading.to_owned());
    }
    let text = key.replace(['_', '-'], " ");
    let mut chars = text.trim().chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// The keys and headings of the sections of a review, by which fields name them.
pub(crate) struct SectionNames<'r> {
    sections: &'r [Section],
    keys: HashSet<&'r SectionKey>,
    headings: HashSet<String>,
}

impl<'r> SectionNames<'r> {
    pub(crate) fn of(sections: &'r [Section]) -> Self {
        let heading = |section: &Section| Some(section.heading.as_ref()?.to_lowercase());
        Self {
            sections,
            keys: sections.iter().map(|section| &section.key).collect(),
            headings: sections.iter().filter_map(heading).collect(),
        }
    }

    /// The sections that `name` means, if it is nearly the name of one, or several in a row: `polt`,
    /// `plot section`, `plot and ending`.
    pub(super) fn meant(&self, name: &str) -> Option<Vec<String>> {
        if self.has(name) {
            return Some(vec![name.to_owned()]);
        }
        let separators = [" and ", " und ", " et ", " y ", "/", "&", "+", ";"];
        let joined = separators.iter().fold(name.to_lowercase(), |it, sign| it.replace(sign, ","));
        joined.split(',').map(|part| self.nearly(part)).collect()
    }

    fn nearly(&self, name: &str) -> Option<String> {
        const MAX_COMPARED_SECTIONS: usize = 50;
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = ["section", "sections", "part"].iter().find_map(|it| name.strip_suffix(it));
        let name = bare.unwrap_or(name).trim();
        if self.has(name) {
            return Some(name.to_owned());
        }
        // Of several the one that comes first in the file.
        let sections = self.sections.iter().take(MAX_COMPARED_SECTIONS);
        let names = sections.flat_map(|section| {
            [Some(section.key.as_str()), section.heading.as_deref()].into_iter().flatten()
        });
        let short = names.filter(|name| name.len() <= MAX_HEADING_BYTES);
        let mut names = short.map(str::to_lowercase);
        names.find(|known| is_slip(name, known) || name.strip_suffix('s') == Some(known))
    }

    /// Whether `name` is that of a section.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = name.trim();
        self.keys.contains(&key(name)) || self.headings.contains(&name.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_find_their_sections() {
        for (heading, section) in [
            ("Plot Overview", "plot"),
            ("THE STORY", "plot"),
            ("Performances & Characters", "performances"),
            ("Action and Aesthetics", "action"),
            ("The Verdict:", "verdict"),
            ("Fazit", "verdict"),
            ("剧情", "plot"),
            ("Music & Sound Design", "music-sound-design"),
            ("Музыка и звук", "музыка-и-звук"),
            ("What It’s About", "plot"),
        ] {
            assert_eq!(key(heading).as_str(), section);
        }
    }

    #[test]
    fn the_language_is_that_of_all_headings_that_tell() {
        let language = |headings: &[&str]| {
            let section = |heading: &&str| Section {
                key: key(heading),
                heading: Some((*heading).into()),
                ..Section::default()
            };
            super::language(&headings.iter().map(section).collect::<Vec<_>>())
        };
        for (headings, expected) in [
            (&["Handlung", "Action", "Musik", "Fazit"][..], Some(German)),
            (&["L’histoire", "Verdict"], Some(French)),
            (&["The Story", "Final Thoughts"], Some(English)),
            (&["Plot", "Fazit"], Some(German)),
            (&["The Story", "Fazit"], None),
            (&["剧情", "Music"], None),
            (&[], None),
        ] {
            assert_eq!(language(headings), expected, "{headings:?}");
        }
    }
}
