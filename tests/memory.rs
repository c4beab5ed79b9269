//! What one file takes of memory, however it is made up.

use rushes::format;
use rushes::page::{self, Options};
use rushes::text::{Glyphs, Source};

/// Small, since a test without optimisation is slow; what is taken grows with it in proportion.
const FILE_BYTES: usize = 256 * 1024;

/// What may be taken for any file, and what more for each of its bytes. Of a file of 8 MiB, that is
/// less than 300 MiB.
const MAX_FIXED_BYTES: usize = 48 << 20;
const MAX_BYTES_PER_BYTE: usize = 28;

/// The name of a file, its beginning, and the part that is repeated to its end.
const KINDS: [(&str, &str, &str); 7] = [
    ("lines.txt", "Ballerina (2025)\n\nRating: 4/5\n\n", "a\n"),
    ("lines.md", MARKDOWN, "a\n"),
    ("table.md", "# Ballerina (2025)\n\nRating: 4/5\n\n|a|b|\n|-|-|\n", "|a|b|\n"),
    ("cells.md", "# Ballerina (2025)\n\nRating: 4/5\n\n|a|b|\n|-|-|\n", "a\n"),
    ("headings.md", MARKDOWN, "# a\n"),
    ("links.md", MARKDOWN, "[a](b) "),
    ("list.toml", "title = \"Ballerina\"\nrating = 4\ntags = [\n", "\"a\",\n"),
];

const MARKDOWN: &str = "# Ballerina (2025)\n\nRating: 4/5\n\n";

#[test]
fn no_file_takes_much_memory() {
    let options =
        Options { width: 72, uncovered: false, glyphs: Glyphs::Unicode, hint: String::new() };
    for (name, head, unit) in KINDS {
        let text = format!("{head}{}", unit.repeat((FILE_BYTES - head.len()) / unit.len()));
        let taken = allocation_counter::measure(|| {
            let source = Source::new(name, text.clone());
            let format = format::by_extension(name.as_ref()).expect("a format");
            let parsed = format::parse(&source, format);
            let page = page::review(&parsed.review, &options);
            assert!(!page.body.is_empty(), "{name}");
        });
        let taken = usize::try_from(taken.bytes_max).expect("a number of bytes");
        let allowed = MAX_FIXED_BYTES + FILE_BYTES * MAX_BYTES_PER_BYTE;
        assert!(taken <= allowed, "{name}: {} of {} MiB", taken >> 20, allowed >> 20);
    }
}
