//! What a key costs: reading a review, laying it out, drawing the screen.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use rushes::format;
use rushes::jobs::{Answer, Job, LoadedPage};
use rushes::model::{Entry, Review};
use rushes::page::{self, Options};
use rushes::text::Source;
use rushes::tui::app::{App, Appearance};
use rushes::tui::message::{Effect, Message};
use rushes::tui::view;

const BALLERINA: &str = include_str!("../reviews/ballerina.toml");
const CLEO: &str = include_str!("../reviews/cleo-de-5-a-7.toml");
const GENERAL: &str = include_str!("../reviews/the-general.md");
const CARNIVAL: &str = include_str!("../reviews/carnival-of-souls.txt");

const FILES: [(&str, &str, &format::Format); 4] = [
    ("ballerina.toml", BALLERINA, &format::TOML),
    ("cleo.toml", CLEO, &format::TOML),
    ("the-general.md", GENERAL, &format::MARKDOWN),
    ("carnival-of-souls.txt", CARNIVAL, &format::PLAIN),
];

fn main() {
    divan::main();
}

fn review(file: (&str, &str, &format::Format)) -> Review {
    format::parse(&Source::new(file.0, file.1.to_owned()), file.2).review
}

#[divan::bench(args = FILES.map(|file| file.0))]
fn parse(bencher: Bencher<'_, '_>, name: &str) {
    let Some(file) = FILES.into_iter().find(|file| file.0 == name) else { return };
    bencher.bench(|| review(black_box(file)));
}

#[divan::bench(args = FILES.map(|file| file.0))]
fn lay_out(bencher: Bencher<'_, '_>, name: &str) {
    let Some(file) = FILES.into_iter().find(|file| file.0 == name) else { return };
    let review = review(file);
    let options = Options { width: 72, ..Options::default() };
    bencher.bench(|| page::review(black_box(&review), &options));
}

/// An application that shows a review, on a screen of 120×40.
fn reader() -> App {
    let mut app = App::new(Appearance::default(), 120, 40);
    let review = review(FILES[0]);
    let entry = Entry::new(&review, Path::new("").into(), 1);
    for effect in app.update(Message::Found(vec![entry.clone()])) {
        let Effect::Run(Job::Load { ticket, options, .. }) = effect else { continue };
        let page = Arc::new(page::review(&review, &options));
        let review = Arc::new(review.clone());
        let entry = entry.clone();
        let loaded = Box::new(LoadedPage { review, page, options, is_blind: false, entry });
        app.update(Message::Answered(Answer::Loaded { ticket, loaded }));
    }
    app
}

#[divan::bench]
fn draw(bencher: Bencher<'_, '_>) {
    let app = reader();
    let area = Rect::new(0, 0, 120, 40);
    bencher.with_inputs(|| Buffer::empty(area)).bench_local_refs(|buf| view::view(&app, area, buf));
}
