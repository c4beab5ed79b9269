//! Finding the voices of a library, and the works of which several of them have written.

use std::collections::HashSet;
use std::sync::Arc;

use super::interner::TextId;
use super::key::Work;
use super::language::without_article;
use super::library::Library;
use super::stored::EntryRef;
use super::voice::{Voice, VoiceFolder, VoiceId, Voices};
use super::{FacetRole, ReviewId, Sort};
use crate::text::Clean;
use crate::text::fold::fold;

impl Library {
    /// Takes the reviews of each of these folders for those of one voice. With fewer than two there
    /// are none. To be called while there are no reviews yet.
    pub fn set_voices(&mut self, folders: Vec<VoiceFolder>) {
        self.voice_folders = if folders.len() < 2 { Arc::default() } else { folders.into() };
    }

    /// The voices, if there are several. They are looked for when the library has changed.
    pub(crate) fn voices(&self) -> Option<&Voices> {
        let has_several = !self.voice_folders.is_empty();
        let find = || Arc::new(Voices::of(self));
        has_several.then(|| &**self.tables.voices.get_or_init(find))
    }

    /// Keeps of which work a review is, where there are several voices.
    pub(super) fn keep_work(&mut self, id: ReviewId) {
        self.tables.voices.take();
        if self.voice_folders.is_empty() {
            return;
        }
        let Some(work) = self.get(id).map(work) else { return };
        let index = id.0 as usize;
        if self.works.len() <= index {
            self.works.resize(index + 1, work);
        }
        if let Some(kept) = self.works.get_mut(index) {
            *kept = work;
        }
    }

    /// The voice of a review, where there are several.
    pub(crate) fn voice_of(&self, entry: EntryRef<'_>) -> Option<&Voice> {
        self.voices()?.get(entry.voice()?)
    }
}

/// The work that a review is of, its year apart.
fn work(entry: EntryRef<'_>) -> Work {
    let kind = entry.texts(FacetRole::Kind).next().unwrap_or_default();
    Work::without_year(entry.unrated_title(), kind, entry.part())
}

impl Voices {
    fn of(library: &Library) -> Self {
        let mut voices = Self {
            all: counted(library),
            work_of: vec![0; library.entries.len()],
            ..Self::default()
        };
        let work = |(id, entry): (ReviewId, EntryRef<'_>)| {
            entry.voice()?;
            Some((*library.works.get(id.0 as usize)?, id))
        };
        let mut by_work: Vec<(Work, ReviewId)> = library.iter().filter_map(work).collect();
        by_work.sort_unstable();
        for same in by_work.chunk_by(|(work, _), (other, _)| work == other) {
            if same.len() > 1 {
                let entries = same.iter().filter_map(|(_, id)| library.get(*id));
                by_year(entries.collect(), |reviews| voices.add(reviews, library));
            }
        }
        voices.starts.push(voices.reviews.len());
        voices
    }

    /// Adds a work, if several voices have written of it.
    fn add(&mut self, reviews: &mut [EntryRef<'_>], library: &Library) {
        let voice = |entry: &EntryRef<'_>| entry.voice();
        let first = reviews.first().and_then(voice);
        if reviews.iter().all(|entry| voice(entry) == first) {
            return;
        }
        reviews.sort_by(|a, b| {
            let order = voice(a).cmp(&voice(b));
            order.then_with(|| library.compare(Sort::default(), a.id(), b.id()))
        });
        self.starts.push(self.reviews.len());
        let work = u32::try_from(self.starts.len()).unwrap_or(0);
        for (id, voice) in reviews.iter().filter_map(|entry| Some((entry.id(), entry.voice()?))) {
            self.reviews.push((id, voice));
            if let Some(of) = self.work_of.get_mut(id.0 as usize) {
                *of = work;
            }
        }
    }
}

/// Passes on the reviews of each work, of reviews that agree on all but the year. One critic may leave
/// the year out; then it is the same work as long as no two others differ in it. Where they do, as
/// with a film and its remake, it could be either, and stands alone.
fn by_year(mut reviews: Vec<EntryRef<'_>>, mut add: impl FnMut(&mut [EntryRef<'_>])) {
    let mut years = reviews.iter().filter_map(|entry| entry.year());
    let first = years.next();
    if years.all(|year| Some(year) == first) {
        return add(&mut reviews);
    }
    reviews.retain(|entry| entry.year().is_some());
    reviews.sort_by_key(|entry| entry.year());
    reviews.chunk_by_mut(|a, b| a.year() == b.year()).for_each(add);
}

/// Who has written the reviews of a voice, as far as they say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Named {
    #[default]
    Nobody,
    One(TextId),
    Several,
}

impl Named {
    fn and(self, author: TextId, library: &Library) -> Self {
        match self {
            Self::Nobody => Self::One(author),
            Self::One(one) if one == author || library.folded(one) == library.folded(author) => {
                self
            }
            _ => Self::Several,
        }
    }
}

/// The voices with their names and ratings.
fn counted(library: &Library) -> Vec<Voice> {
    let folders = &library.voice_folders;
    let mut voices = vec![Voice::default(); folders.len()];
    let mut authors = vec![Named::Nobody; folders.len()];
    for (_, entry) in library.iter() {
        let Some(voice) = entry.voice().map(VoiceId::index) else { continue };
        if let Some(voice) = voices.get_mut(voice) {
            voice.spread.add(entry.stars());
        }
        let author = entry.facet_ids().find(|(role, ..)| *role == FacetRole::Author);
        if let Some((named, (_, author, _))) = authors.get_mut(voice).zip(author) {
            *named = named.and(author, library);
        }
    }
    let by_author = authors.iter().zip(folders.iter()).map(|(author, folder)| match author {
        Named::One(author) => library.text(*author).to_owned(),
        Named::Nobody | Named::Several => folder.name.clone(),
    });
    let names = distinct(by_author.collect(), folders);
    for (voice, (name, short)) in voices.iter_mut().zip(names.iter().zip(shortened(&names))) {
        (voice.name, voice.short_name) = (Clean::new(name), Clean::new(short));
    }
    voices
}

/// The same names where they are distinct. Those that others have too give way to the paths.
fn distinct(names: Vec<String>, folders: &[VoiceFolder]) -> Vec<String> {
    let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let is_shared = |name: &String| folded.iter().filter(|other| *other == name).count() > 1;
    let named = names.into_iter().zip(&folded).zip(folders);
    let distinct: Vec<String> = named
        .map(|((name, folded), folder)| match folded.is_empty() || is_shared(folded) {
            true => folder.given.clone(),
            false => name,
        })
        .collect();
    let different: HashSet<String> = distinct.iter().map(|name| self::folded(name)).collect();
    match different.len() == distinct.len() {
        true => distinct,
        false => folders.iter().map(|folder| folder.given.clone()).collect(),
    }
}

/// A name as a query compares it.
fn folded(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first word of each name, where these are distinct and none of them is an article.
fn shortened(names: &[String]) -> Vec<&str> {
    let first = |name: &String| name.split_whitespace().next().unwrap_or_default().len();
    let is_article = |name: &String| without_article(name, None).len() < name.len();
    let words: Vec<&str> = names.iter().map(|name| &name[..first(name)]).collect();
    let different: HashSet<String> = words.iter().map(|word| folded(word)).collect();
    match different.len() == words.len() && !names.iter().any(is_article) {
        true => words,
        false => names.iter().map(String::as_str).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::model::voice::voice_of;
    use crate::model::{Entry, Kind, Place, Rating, Review, Score};

    fn folder(name: &str) -> VoiceFolder {
        let paths = vec![Path::new(name).into()];
        VoiceFolder { name: name.into(), given: format!("./{name}"), paths }
    }

    /// Reviews, each of a voice by its letter, with a title and a year.
    fn library(reviews: &[(char, &str, Option<i32>)]) -> Library {
        let mut library = Library::default();
        library.set_voices(["a", "b", "c"].map(folder).to_vec());
        for (number, (voice, title, year)) in reviews.iter().enumerate() {
            library.put(entry(&format!("{voice}/{number}.md"), title, *year, None));
        }
        library
    }

    fn entry(path: &str, title: &str, year: Option<i32>, author: Option<&str>) -> Entry {
        let score = Score::Scaled { value: 4.0, out_of: 5.0 };
        let mut review = Review {
            title: title.into(),
            year,
            rating: Some(Rating { written: "4".into(), score }),
            ..Review::default()
        };
        review.author.name = author.map(Into::into);
        review.place.path = path.into();
        Entry::new(&review, Path::new("").into(), 0)
    }

    /// The works of several voices, each as the numbers of its reviews.
    fn works(library: &Library) -> Vec<Vec<u32>> {
        let voices = library.voices().unwrap();
        let mut works: Vec<Vec<u32>> =
            voices.works().map(|work| work.iter().map(|(id, _)| id.0).collect()).collect();
        works.iter_mut().for_each(|work| work.sort_unstable());
        works.sort_unstable();
        works
    }

    #[test]
    fn one_work_is_told_from_another_by_its_year() {
        let same = library(&[
            ('a', "Cléo de 5 à 7", Some(1962)),
            ('b', "CLEO DE 5 A 7", Some(1962)),
            ('c', "Cléo de 5 à 7", None),
            ('a', "Alone", Some(1962)),
            ('a', "Alone", Some(1962)),
        ]);
        assert_eq!(works(&same), [[0, 1, 2]]);
        let remade = library(&[
            ('a', "Solaris", Some(1972)),
            ('b', "Solaris", Some(2002)),
            ('c', "Solaris", None),
            ('b', "Solaris", Some(1972)),
        ]);
        assert_eq!(works(&remade), [[0, 3]]);
        let unknown = library(&[('a', "Solaris", None), ('b', "Solaris", None)]);
        assert_eq!(works(&unknown), [[0, 1]]);
    }

    #[test]
    fn another_kind_or_part_is_another_work() {
        let mut library = library(&[('a', "Dune", Some(1965)), ('b', "Dune", Some(1965))]);
        assert_eq!(works(&library), [[0, 1]]);
        for (field, is_same) in [("season", false), ("mood", true)] {
            let mut review = Review { title: "Dune".into(), year: Some(1965), ..Review::default() };
            review.extra.push((field.into(), "2".into()));
            review.place.path = "b/1.md".into();
            library.put(Entry::new(&review, Path::new("").into(), 0));
            assert_eq!(works(&library) == [[0, 1]], is_same, "{field}");
        }
        let book = Review {
            title: "Dune".into(),
            kind: Kind::Book,
            place: Place { path: "b/1.md".into(), ..Place::default() },
            ..Review::default()
        };
        library.put(Entry::new(&book, Path::new("").into(), 0));
        assert!(works(&library).is_empty());
    }

    #[test]
    fn a_voice_is_called_by_its_author_as_long_as_there_is_one() {
        let names = |authors: &[(char, Option<&str>)]| -> Vec<(String, String)> {
            let mut library = library(&[]);
            for (number, (voice, author)) in authors.iter().enumerate() {
                library.put(entry(&format!("{voice}/{number}.md"), "T", None, *author));
            }
            let all = library.voices().unwrap().all();
            all.iter().map(|one| (one.name.to_string(), one.short_name.to_string())).collect()
        };
        let same = |names: [&str; 3]| names.map(|name| (name.to_owned(), name.to_owned())).to_vec();
        let (kim, jo) = (Some("Kim Lee"), Some("Jo Lee"));
        let short = [("Kim Lee", "Kim"), ("Jo Lee", "Jo"), ("c", "c")];
        let short = short.map(|(name, short)| (name.to_owned(), short.to_owned()));
        assert_eq!(names(&[('a', kim), ('a', None), ('a', Some("KIM LEE")), ('b', jo)]), short);
        assert_eq!(
            names(&[('a', kim), ('a', jo), ('b', jo)]),
            [
                ("a".to_owned(), "a".to_owned()),
                ("Jo Lee".to_owned(), "Jo".to_owned()),
                ("c".to_owned(), "c".to_owned()),
            ]
        );
        assert_eq!(names(&[('a', kim), ('b', Some("kim lee"))]), same(["./a", "./b", "c"]));
        let reel = [Some("The Reel"), Some("The Frame")];
        assert_eq!(names(&[('a', reel[0]), ('b', reel[1])]), same(["The Reel", "The Frame", "c"]));
    }

    #[test]
    fn a_review_is_of_the_deepest_folder_that_holds_it() {
        let folders = ["blog", "blog/her", "his"].map(folder);
        let voice = |path: &str| voice_of(&folders, Path::new(path)).map(VoiceId::index);
        assert_eq!(voice("blog/x"), Some(0));
        assert_eq!(voice("blog/her/2024"), Some(1));
        assert_eq!(voice("blog/hers"), Some(0));
        assert_eq!((voice("his"), voice("history"), voice("")), (Some(2), None, None));
    }

    #[test]
    fn one_folder_has_no_voice() {
        let mut library = Library::default();
        library.set_voices(vec![folder("a")]);
        let id = library.put(entry("a/1.md", "T", None, None));
        assert!(library.voices().is_none() && library.works.is_empty());
        assert_eq!(library.get(id).unwrap().voice(), None);
    }

    proptest! {
        /// Against the plainest way to say it: a review that has a relative earlier in the order
        /// stands with the first of them.
        #[test]
        fn reviews_of_one_work_stand_where_the_first_stands(
            reviews in prop::collection::vec(
                (select(&['a', 'b', 'c'][..]), "[xy]", prop::option::of(1990..1992i32)), 0..24,
            ),
            gone in prop::collection::vec(0..24u32, 0..3),
            shuffled in Just((0..24u32).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let reviews: Vec<_> = reviews.iter().map(|(v, t, y)| (*v, &**t, *y)).collect();
            let mut library = library(&reviews);
            gone.iter().map(|id| ReviewId(*id)).for_each(|id| library.remove(id));
            let is_there = |id: &u32| (*id as usize) < reviews.len() && !gone.contains(id);
            let ids: Vec<u32> = shuffled.into_iter().filter(is_there).collect();
            let review = |id: u32| reviews[id as usize];
            let year = |id: u32| {
                let titled = ids.iter().filter(|other| review(**other).1 == review(id).1);
                let mut years: Vec<i32> = titled.filter_map(|other| review(*other).2).collect();
                years.sort_unstable();
                years.dedup();
                match &years[..] {
                    [] => Some(0),
                    [year] => Some(*year),
                    _ => review(id).2,
                }
            };
            let is_same = |a: u32, b: u32| {
                review(a).1 == review(b).1 && year(a).is_some() && year(a) == year(b)
            };
            let mates = |id: u32| -> Vec<u32> {
                let mates: Vec<u32> =
                    ids.iter().copied().filter(|other| is_same(id, *other)).collect();
                let is_shared = mates.iter().any(|other| review(*other).0 != review(id).0);
                if is_shared { mates } else { vec![id] }
            };
            let mut expected: Vec<u32> = Vec::new();
            for &id in &ids {
                if !expected.contains(&id) {
                    expected.extend(mates(id));
                }
            }
            let listed: Vec<ReviewId> = ids.iter().map(|id| ReviewId(*id)).collect();
            let voices = library.voices().unwrap();
            let together: Vec<u32> = voices.together(&listed).iter().map(|id| id.0).collect();
            prop_assert_eq!(&together, &expected);
            let together: Vec<ReviewId> = together.into_iter().map(ReviewId).collect();
            let first: Vec<u32> =
                voices.first_of_work(&together).iter().map(|id| id.0).collect();
            let expected: Vec<u32> = expected.iter().map(|id| mates(*id)[0]).collect();
            prop_assert_eq!(first, expected);
        }
    }
}
