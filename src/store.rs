//! Floor 4: the one place that reads and writes files.
//!
//! Only regular files are opened, without blocking and only up to [`MAX_FILE_BYTES`], so that no
//! folder from elsewhere can hang or exhaust the program. Files are created, never overwritten, but
//! for those of the state and of the text cache.

mod author_defaults;
mod beside;
mod config;
mod day;
mod gitignore;
mod line_lookup;
mod listing;
mod load;
mod read;
mod reload;
mod root;
mod sibling_scale;
mod stamp;
mod state;
mod text_cache;
mod unread;
mod walk;
mod write;

pub use author_defaults::AuthorDefaultsCache;
pub(crate) use beside::{Neighbours, author_of, beside, reviews_in};
pub(crate) use config::saved_queries;
pub(crate) use day::{saved, today};
pub use line_lookup::line_of;
pub(crate) use line_lookup::text_lines;
pub use load::{Loaded, Written, load, load_alone};
pub(crate) use read::is_larger;
pub use read::{FileText, MAX_FILE_BYTES, read, read_stream};
pub use reload::{Reloaded, reload};
pub(crate) use root::{Identity, folder_of, identity};
pub use root::{Missing, Root, RootKind, voice_folders};
pub(crate) use sibling_scale::SiblingScales;
pub(crate) use stamp::Stamp;
pub use state::{Added, StateLog, real_paths};
pub(crate) use state::{remembered, state_path};
pub use text_cache::TextCache;
pub(crate) use text_cache::{TextId, TextKey};
pub use walk::{Found, holds_review, walk};
pub(crate) use write::{create, create_folder};

/// The name of the file that gives the author of the reviews in its folder and below.
pub const AUTHOR_FILE: &str = "author.toml";
