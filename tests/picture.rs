//! The pictures in the README are real screens: the application is drawn into a buffer and the buffer
//! into an SVG; that of a year is what `rushes year` draws. `RUSHES_UPDATE=1 cargo test --test picture`
//! draws them anew.

#[path = "common/svg.rs"]
mod svg;

use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rushes::jobs::{self, Cancellation, Context};
use rushes::model::{Entry, ReviewId};
use rushes::store::{self, Found, Root};
use rushes::theme::Theme;
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::message::{Effect, Message};
use rushes::tui::view;

/// A picture of the reader on `reviews/`.
struct Picture {
    path: &'static str,
    theme: &'static str,
    /// Columns and rows.
    size: (u16, u16),
    /// What is pressed once Ballerina is chosen in the list.
    keys: &'static [Key],
}

const PICTURES: [Picture; 3] = [
    Picture { path: "docs/screen-dark.svg", theme: "projector", size: (120, 40), keys: &[] },
    Picture { path: "docs/screen-light.svg", theme: "paper", size: (120, 40), keys: &[] },
    Picture {
        path: "docs/screen-narrow.svg",
        theme: "projector",
        size: (60, 20),
        keys: &[Key::Enter],
    },
];

#[test]
fn the_pictures_are_the_screens() {
    for picture in PICTURES {
        assert_kept(picture.path, &picture.draw());
    }
}

#[test]
fn the_picture_of_a_year_is_its_page() {
    let command = ["year", "2026", "reviews", "--to", "svg"];
    let output = Command::new(env!("CARGO_BIN_EXE_rushes")).args(command).output();
    let drawn = output.expect("rushes runs").stdout;
    assert_kept("docs/year.svg", &String::from_utf8(drawn).expect("UTF-8"));
}

fn assert_kept(path: &str, drawn: &str) {
    if std::env::var_os("RUSHES_UPDATE").is_some() {
        std::fs::write(path, drawn).expect("the picture is written");
        return;
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    // Two whole pictures would fill the terminal.
    assert!(
        kept == drawn,
        "{path} shows something else than the program; \
         `RUSHES_UPDATE=1 cargo test --test picture` draws it anew"
    );
}

impl Picture {
    fn draw(&self) -> String {
        let root = Root::new(Path::new("reviews")).expect("reviews/ is there");
        let theme = Theme::named(self.theme).expect("a theme of that name");
        let ground = theme.ground();
        let look = Appearance {
            name: "reviews".into(),
            theme,
            true_colour: true,
            ..Appearance::default()
        };
        let (columns, rows) = self.size;
        let mut app = App::new(look, columns, rows);
        let context = Context::new(Arc::new([root.clone()]), None);
        send(&mut app, &context, Message::Found(entries(&root)));
        send(&mut app, &context, Message::WalkEnded { skipped: 0 });
        for _ in 0..app.shared.list.shown().len() {
            if app.shared.list.selected().is_some_and(|id| is_ballerina(&app, id)) {
                break;
            }
            send(&mut app, &context, Message::Key(Key::Char('j')));
        }
        for key in self.keys {
            send(&mut app, &context, Message::Key(*key));
        }
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        view::view(&app, area, &mut buffer);
        svg::draw(&buffer, ground, "rushes reading a folder of reviews")
    }
}

/// What the list shows of the reviews of a folder.
fn entries(root: &Root) -> Vec<Entry> {
    let found = Mutex::new(Vec::new());
    store::walk(std::slice::from_ref(root), &AtomicBool::new(false), &|what| {
        if let Found::Review(loaded) = what {
            found.lock().expect("no thread has failed").extend(loaded.entries());
        }
    });
    found.into_inner().expect("no thread has failed")
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
