//! What is done with each file: the commands, and the reader with its first and its last page.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rushes::jobs::{self, Cancellation, Context};
use rushes::model::ReviewKey;
use rushes::store::{self, Found, Root};
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::message::{Effect, Message};
use rushes::tui::view;
use tempfile::TempDir;

/// A bare rating, whose scale depends on the file beside it.
const NEIGHBOUR: &str = "---\ntitle: The General\nyear: 1926\nrating: 4\n---\n\n## Plot\n\nAn engine is stolen.\n\n## Verdict\n\nSee it.\n";

const SCREEN: Rect = Rect { x: 0, y: 0, width: 120, height: 40 };

pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// Of so many patterns it is run on one, where no pattern is asked for.
    pub(crate) every: usize,
    pub(crate) run: fn(&Folder),
}

pub(crate) const COMMANDS: &[Command] = &[
    Command { name: "show", every: 1, run: |folder| run("show", &folder.file) },
    Command { name: "check", every: 1, run: |folder| run("check", &folder.path) },
    Command { name: "list", every: 1, run: |folder| run("list", &folder.path) },
    // It reads and lays out as `show` does, twice.
    Command { name: "compare", every: 8, run: Folder::compare },
    Command { name: "reader", every: 1, run: Folder::read },
];

/// A folder with a large file and a small one.
pub(crate) struct Folder {
    /// The size of the large file.
    pub(crate) kib: usize,
    path: PathBuf,
    file: PathBuf,
    /// Removes the folder in the end.
    _made: TempDir,
}

impl Folder {
    pub(crate) fn with(
        extension: &str,
        kib: usize,
        text: impl Fn(usize) -> String,
    ) -> io::Result<Self> {
        let made = tempfile::tempdir()?;
        let path = made.path().to_owned();
        // Read before its neighbour, and shown first by the reader.
        let file = path.join("large").with_extension(extension);
        fs::write(&file, text(kib * 1024))?;
        fs::write(path.join("small.md"), NEIGHBOUR)?;
        Ok(Self { kib, path, file, _made: made })
    }

    /// Prints the large file beside itself.
    fn compare(&self) {
        let command = [OsStr::new("rushes"), OsStr::new("compare")];
        let files = [self.file.as_os_str(); 2];
        rushes::cli::run([command, files].concat().into_iter().map(OsStr::to_owned));
    }

    /// Opens the reader on the large file, draws it, and draws its end.
    fn read(&self) {
        let Ok(root) = Root::new(&self.path) else { return };
        let opening = Some(ReviewKey::first(self.file.as_path()));
        let appearance = Appearance { opening, ..Appearance::default() };
        let app = App::new(appearance, SCREEN.width, SCREEN.height);
        let context = Context::new(Arc::new([root.clone()]), None);
        let mut reader = Reader { app, root, context };
        reader.perform(Effect::Walk);
        reader.draw();
        reader.send(Message::Key(Key::Char('G')));
        reader.draw();
    }
}

fn run(command: &str, path: &Path) {
    rushes::cli::run(
        [OsStr::new("rushes"), OsStr::new(command), path.as_os_str()].map(OsStr::to_owned),
    );
}

/// The application without its event loop: what it asks for is done at once.
struct Reader {
    app: App,
    root: Root,
    context: Context,
}

impl Reader {
    fn send(&mut self, message: Message) {
        for effect in self.app.update(message) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Walk => {
                let found = Mutex::new(Vec::new());
                store::walk(std::slice::from_ref(&self.root), &AtomicBool::new(false), &|next| {
                    if let Found::Review(loaded) = next {
                        found
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .extend(loaded.entries());
                    }
                });
                let entries = found.into_inner().unwrap_or_else(PoisonError::into_inner);
                self.send(Message::Found(entries));
                self.send(Message::WalkEnded { skipped: 0 });
            }
            Effect::Run(job) => {
                if let Some(answer) = jobs::run(&self.context, job, &Cancellation::default()) {
                    self.send(Message::Answered(answer));
                }
            }
            _ => {}
        }
    }

    fn draw(&self) {
        view::view(&self.app, SCREEN, &mut Buffer::empty(SCREEN));
    }
}
