//! What each byte of a file takes of memory, however the file is made up.

use std::thread;

use rushes::page::{self, Options};
use rushes::text::Source;
use rushes::{check, format};

/// Two sizes of a file, whose difference says what a byte takes: the rest is the same for both,
/// since a text is read in pieces of 128 KiB. They are small, since a test is not optimised.
const FILE_BYTES: [usize; 2] = [128 * 1024, 256 * 1024];

/// A kind of file.
struct Kind {
    name: &'static str,
    head: &'static str,
    /// The part that is repeated to the end.
    unit: &'static str,
    /// The most that a byte of it may take. 30 are 240 MiB for the largest file that is read.
    max_bytes: usize,
}

const MARKDOWN: &str = "# Ballerina (2025)\n\nRating: 4/5\n\n";
const TABLE: &str = "# Ballerina (2025)\n\nRating: 4/5\n\n|a|b|\n|-|-|\n";
const PLAIN: &str = "Ballerina (2025)\n\nRating: 4/5\n\n";
const LIST: &str = "title = \"Ballerina\"\nrating = 4\ntags = [\n";

const KINDS: [Kind; 7] = [
    Kind { name: "lines.txt", head: PLAIN, unit: "a\n", max_bytes: 34 },
    Kind { name: "lines.md", head: MARKDOWN, unit: "a\n", max_bytes: 12 },
    Kind { name: "table.md", head: TABLE, unit: "|a|b|\n", max_bytes: 22 },
    Kind { name: "cells.md", head: TABLE, unit: "a\n", max_bytes: 38 },
    Kind { name: "headings.md", head: MARKDOWN, unit: "# a\n", max_bytes: 22 },
    Kind { name: "links.md", head: MARKDOWN, unit: "[a](b) ", max_bytes: 12 },
    // A value takes more, so their number is limited: a file of 8 MiB is not read to its end.
    Kind { name: "list.toml", head: LIST, unit: "\"a\",\n", max_bytes: 75 },
];

#[test]
fn no_byte_takes_much_memory() {
    thread::scope(|threads| {
        for kind in &KINDS {
            threads.spawn(move || {
                let [small, large] = FILE_BYTES.map(|bytes| taken(kind, bytes));
                let allowed = kind.max_bytes * (FILE_BYTES[1] - FILE_BYTES[0]);
                let more = large.saturating_sub(small);
                assert!(more <= allowed, "{}: {more} bytes, {allowed} allowed", kind.name);
            });
        }
    });
}

/// The most bytes that are taken at once while a file of this kind is read, laid out and checked.
fn taken(kind: &Kind, bytes: usize) -> usize {
    let text =
        format!("{}{}", kind.head, kind.unit.repeat((bytes - kind.head.len()) / kind.unit.len()));
    let options = Options { width: 72, ..Options::default() };
    let taken = allocation_counter::measure(|| {
        let source = Source::new(kind.name, text);
        let format = format::by_extension(kind.name.as_ref()).expect("a format");
        let parsed = format::parse(&source, format);
        let page = page::review(&parsed.review, &options);
        assert!(!page.body.is_empty(), "{}", kind.name);
        drop(page);
        let findings = check::parsed(&source, &parsed);
        assert!(findings.len() < bytes / kind.unit.len(), "{}", kind.name);
    });
    usize::try_from(taken.bytes_max).expect("a number of bytes")
}
