//! What a library costs: making entries, taking them in, sorting and filtering them.

use std::path::Path;

use divan::{Bencher, black_box};

use rushes::model::{
    Date, Entry, Library, Rating, Review, ReviewId, Score, Section, SortKey, VoiceFolder,
};
use rushes::query::{Query, Scratch};
use rushes::stats::{Statistics, YearStatistics};

const REVIEWS: u32 = 10_000;

const FIRST: [&str; 8] =
    ["Agnes", "Akira", "Celine", "Greta", "Ingmar", "Jafar", "Mira", "Ousmane"];
const LAST: [&str; 7] = ["Brandt", "Duarte", "Keller", "Kurosawa", "Novak", "Sato", "Varga"];
const THING: [&str; 9] =
    ["Archive", "Bridge", "Garden", "Harbour", "House", "Mirror", "River", "Tide", "Witness"];

fn main() {
    divan::main();
}

fn pick<'a>(words: &[&'a str], seed: u32) -> &'a str {
    words[seed as usize % words.len()]
}

/// The `number`th review of a library: names, tags and sections recur as they do in real ones.
fn review(number: u32) -> Review {
    let name = |seed| format!("{} {}", pick(&FIRST, seed), pick(&LAST, seed / 8));
    let rating = f64::from(number % 10) / 2.0;
    let section =
        Section { text: "It knows exactly what it is. ".repeat(80), ..Section::default() };
    let mut review = Review {
        title: format!("The {} of {}", pick(&THING, number), name(number / 9)),
        year: i32::try_from(1924 + number % 100).ok(),
        directors: vec![name(number / 3)],
        tags: vec![pick(&THING, number / 2).to_lowercase()],
        date: Some(Date::day(2005, 1 + (number % 12) as u8, 1 + (number % 28) as u8)),
        rating: Some(Rating {
            written: rating.to_string(),
            score: Score::Scaled { value: rating, out_of: 5.0 },
        }),
        sections: vec![section; 4],
        ..Review::default()
    };
    review.place.path = format!("reviews/{:03}/review-{number:06}.toml", number / 1000).into();
    review
}

fn entry(number: u32) -> Entry {
    Entry::new(&review(number), Path::new("reviews").into(), u64::from(number))
}

fn library() -> Library {
    library_of(REVIEWS)
}

fn library_of(reviews: u32) -> Library {
    let mut library = Library::default();
    for number in 0..reviews {
        library.put(entry(number));
    }
    library
}

#[divan::bench]
fn make_entry(bencher: Bencher<'_, '_>) {
    let review = review(7);
    let root = Path::new("reviews");
    bencher.bench(|| Entry::new(black_box(&review), root.into(), 0));
}

#[divan::bench]
fn put_10_000(bencher: Bencher<'_, '_>) {
    let entries = || (0..REVIEWS).map(entry).collect::<Vec<_>>();
    bencher.with_inputs(entries).bench_values(|entries| {
        let mut library = Library::default();
        for entry in entries {
            library.put(entry);
        }
        library
    });
}

#[divan::bench(args = SortKey::ALL)]
fn sort_10_000(bencher: Bencher<'_, '_>, key: SortKey) {
    let library = library();
    let ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
    bencher.with_inputs(|| ids.clone()).bench_local_refs(|ids| library.sort(ids, key.into()));
}

#[divan::bench(args = ["k", "kurosawa", "house of sato", "zzz", "director:sato year:1960s -tag:tide", "file:7"])]
fn filter_10_000(bencher: Bencher<'_, '_>, query: &str) {
    let library = library();
    let query = Query::parse(query, None);
    let mut scratch = Scratch::default();
    bencher.bench_local(|| {
        let mut search = query.search(&library, &mut scratch);
        library.iter().filter_map(|(_, entry)| search.relevance(entry)).count()
    });
}

/// The reader does this on a worker.
#[divan::bench(args = [10_000, 100_000])]
fn count(bencher: Bencher<'_, '_>, reviews: u32) {
    let library = library_of(reviews);
    bencher.bench(|| Statistics::of(black_box(&library), None));
}

/// Two folders review the same works, which are found anew each time, as after a change.
#[divan::bench(args = [10_000, 100_000])]
fn count_two_voices(bencher: Bencher<'_, '_>, reviews: u32) {
    let folder = |name: &str| VoiceFolder {
        name: name.to_owned(),
        given: name.to_owned(),
        paths: vec![Path::new(name).into()],
    };
    let mut library = Library::default();
    library.set_voices(vec![folder("hers"), folder("his")]);
    for number in 0..reviews {
        let mut review = review(number / 2);
        let root = if number % 2 == 0 { "hers" } else { "his" };
        review.place.path = Path::new(root).join(&review.place.path);
        library.put(Entry::new(&review, Path::new(root).into(), u64::from(number)));
    }
    let inputs = || library.clone();
    bencher.with_inputs(inputs).bench_refs(|library| Statistics::of(black_box(library), None));
}

/// Every review is of the year, which takes longest.
#[divan::bench(args = [10_000, 100_000])]
fn count_year(bencher: Bencher<'_, '_>, reviews: u32) {
    let library = library_of(reviews);
    let ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
    bencher.bench(|| YearStatistics::of(black_box(&library), 2005, &ids));
}
