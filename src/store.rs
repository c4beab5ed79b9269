//! Floor 4: the one place that reads files.
//!
//! Only regular files are opened, without blocking and only up to a limit, so that no stranger's
//! folder can hang or exhaust the program. Nothing here writes.

mod alone;
mod house;
mod left_out;
mod listing;
mod load;
mod read;
mod reload;
mod root;
mod walk;

pub use alone::{Neighbours, beside, settle_alone, settle_by_itself};
pub use house::Houses;
pub use load::{Loaded, Written, load, load_text, set_scale};
pub use read::{LARGEST, Text, read, read_stream};
pub use reload::{Reloaded, reload};
pub use root::{Kind, Missing, Root};
pub use walk::{Found, holds_review, walk};

/// The name of the file that tells who wrote the reviews beside and below it.
pub const AUTHOR_FILE: &str = "author.toml";
