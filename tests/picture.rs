//! The picture in the README is the real screen: the application is drawn into a buffer and the
//! buffer into an SVG. `RUSHES_UPDATE=1 cargo test --test picture` writes it anew.

#[path = "common/svg.rs"]
mod svg;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rushes::jobs::{self, Cancellation, Context};
use rushes::model::ReviewId;
use rushes::store::{self, Found, Root};
use rushes::theme::Theme;
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::message::{Effect, Message};
use rushes::tui::view;

const PICTURE: &str = "docs/screen.svg";
const COLUMNS: u16 = 120;
const ROWS: u16 = 36;

#[test]
fn the_picture_is_the_screen() {
    let drawn = draw();
    if std::env::var_os("RUSHES_UPDATE").is_some() {
        std::fs::write(PICTURE, &drawn).expect("the picture is written");
        return;
    }
    let kept = std::fs::read_to_string(PICTURE).expect("the picture is there");
    assert!(
        kept == drawn,
        "{PICTURE} shows an older screen: RUSHES_UPDATE=1 cargo test --test picture"
    );
}

/// Draws the reader on `reviews/` with Ballerina selected in the list.
fn draw() -> String {
    let root = Root::new(Path::new("reviews")).expect("reviews/ is there");
    let theme = Theme::named("projector").expect("a theme of that name");
    let ground = theme.ground();
    let look =
        Appearance { name: "reviews".into(), theme, true_colour: true, ..Appearance::default() };
    let mut app = App::new(look, COLUMNS, ROWS);
    let found = Mutex::new(Vec::new());
    store::walk(std::slice::from_ref(&root), &AtomicBool::new(false), &|what| {
        if let Found::Review(loaded) = what {
            found.lock().expect("no thread has failed").extend(loaded.entries());
        }
    });
    let found = found.into_inner().expect("no thread has failed");
    let context = Context::new(Arc::new([root]), None);
    send(&mut app, &context, Message::Found(found));
    send(&mut app, &context, Message::WalkEnded { skipped: 0 });
    for _ in 0..app.shared.list.shown().len() {
        if app.shared.list.selected().is_some_and(|id| is_ballerina(&app, id)) {
            break;
        }
        send(&mut app, &context, Message::Key(Key::Char('j')));
    }
    let area = Rect::new(0, 0, COLUMNS, ROWS);
    let mut buffer = Buffer::empty(area);
    view::view(&app, area, &mut buffer);
    svg::draw(&buffer, ground, "rushes reading a folder of reviews")
}

fn is_ballerina(app: &App, id: ReviewId) -> bool {
    app.shared.library.get(id).is_some_and(|entry| entry.title() == "Ballerina")
}

/// Passes a message to the application and answers the jobs it asks for.
fn send(app: &mut App, context: &Context, message: Message) {
    for effect in app.update(message) {
        let Effect::Run(job) = effect else { continue };
        if let Some(answer) = jobs::run(context, job, &Cancellation::default()) {
            send(app, context, Message::Answered(answer));
        }
    }
}
