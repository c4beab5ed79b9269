//! Reading one file, whatever it turns out to be.

use std::fs::{File, FileType, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use foldhash::fast::FixedState;

use crate::text::{Code, Diagnostic, Mismatch, Source, Span, expected};

/// The most bytes that are read of one file.
pub const LARGEST: u64 = 8 * 1024 * 1024;

/// So far into a file a NUL byte tells that it is no text; git looks as far.
const BINARY_WITHIN: usize = 8000;

/// The text of a file, as far as its bytes are one.
#[derive(Debug)]
pub struct Text {
    /// The text under the file's name.
    pub(crate) source: Source,
    /// Tells these bytes from others.
    pub(crate) digest: u64,
    /// Where bytes were found that are no text; they are shown as U+FFFD.
    pub(crate) flaw: Option<Diagnostic>,
}

/// Reads the file at `path`, following a link to it.
///
/// # Errors
///
/// When it is no regular file, is too large, holds no text or cannot be read.
pub fn read(path: &Path) -> Result<Text, Diagnostic> {
    // The name is asked first: merely opening a device can do something to it.
    let found = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    expect_file(found.file_type())?;
    decode(path, bytes_of(path, 0)?)
}

/// Reads the file at `path`, of which a folder says that it is of the kind `found`, unless it is a
/// link by now, which could lead out of the library.
pub(super) fn read_unlinked(path: &Path, found: FileType) -> Result<Text, Diagnostic> {
    expect_file(found)?;
    decode(path, bytes_of(path, libc::O_NOFOLLOW)?)
}

/// Reads a stream to its end under the name `path`, with the same limit as a file.
///
/// # Errors
///
/// When it is too large, holds no text or cannot be read.
pub fn read_stream(path: &Path, stream: impl Read) -> Result<Text, Diagnostic> {
    let bytes = take(stream, 0).map_err(|error| unreadable(&error))??;
    decode(path, bytes)
}

fn bytes_of(path: &Path, flags: i32) -> Result<Vec<u8>, Diagnostic> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | flags)
        .open(path)
        .map_err(|error| unreadable(&error))?;
    read_file(file).map_err(|error| unreadable(&error))?
}

fn read_file(file: File) -> io::Result<Result<Vec<u8>, Diagnostic>> {
    // Asked again: another file may stand under the name by now.
    let metadata = file.metadata()?;
    if let Err(diagnostic) = expect_file(metadata.file_type()) {
        return Ok(Err(diagnostic));
    }
    if metadata.len() > LARGEST {
        return Ok(Err(too_large()));
    }
    take(file, metadata.len())
}

/// Reads at most [`LARGEST`] bytes: a file can grow while it is read.
fn take(stream: impl Read, expected: u64) -> io::Result<Result<Vec<u8>, Diagnostic>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or_default());
    stream.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) })
}

fn expect_file(found: FileType) -> Result<(), Diagnostic> {
    if found.is_file() {
        return Ok(());
    }
    let found = name_of(found);
    Err(Diagnostic::whole_file(Code::Unreadable, expected("a file").found(found)))
}

fn name_of(kind: FileType) -> &'static str {
    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_symlink() => "a link",
        _ => "a device",
    }
}

fn unreadable(error: &io::Error) -> Diagnostic {
    let mismatch = match error.kind() {
        io::ErrorKind::NotFound => expected("a file").found("nothing of that name"),
        io::ErrorKind::PermissionDenied => {
            expected("a readable file").found("one that may not be opened")
        }
        _ if error.raw_os_error() == Some(libc::ELOOP) => expected("a file").found("a link"),
        _ => expected("a readable file").found(error.to_string()),
    };
    Diagnostic::whole_file(Code::Unreadable, mismatch)
}

fn too_large() -> Diagnostic {
    let limit = format!("at most {} MiB", LARGEST / (1024 * 1024));
    Diagnostic::whole_file(Code::TooLarge, expected(limit).found("more"))
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<Text, Diagnostic> {
    let digest = digest(&bytes);
    let (text, bad) = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    };
    let source = Source::new(path, text);
    // Nearly every file has none, and the search for one byte is the faster of the two.
    let has_nul = source.text().as_bytes().contains(&0);
    let nul = if has_nul { source.text().find('\0') } else { None };
    match nul.or(bad) {
        Some(at) if nul.is_some_and(|nul| nul < BINARY_WITHIN) => {
            let mismatch = expected("text").found("a NUL byte");
            Err(flaw(&source, at, mismatch.help("this is another kind of file")))
        }
        Some(at) => {
            let flaw = flaw(&source, at, expected("UTF-8 text").found("another encoding"));
            Ok(Text { source, digest, flaw: Some(flaw) })
        }
        None => Ok(Text { source, digest, flaw: None }),
    }
}

fn flaw(source: &Source, at: usize, mismatch: Mismatch) -> Diagnostic {
    Diagnostic::new(Code::Encoding, source, Span::new(at, at), mismatch)
}

/// The text and where it ceases to be one, counted as [`Source`] does, without the mark.
fn utf8(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let bytes = error.as_bytes();
            let mark = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
            let bad = error.utf8_error().valid_up_to().saturating_sub(mark);
            (String::from_utf8_lossy(bytes).into_owned(), Some(bad))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<usize>) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut bad = None;
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        if decoded.is_err() {
            bad = bad.or(Some(text.len()));
        }
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !rest.is_empty() {
        bad = bad.or(Some(text.len()));
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, bad)
}

fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Audience;

    fn decoded(bytes: &[u8]) -> Result<Text, Diagnostic> {
        decode(Path::new("a.txt"), bytes.to_vec())
    }

    #[test]
    fn utf16_is_told_by_its_mark() {
        let text = decoded(b"\xff\xfeR\0u\0\x73\0").unwrap();
        assert_eq!(text.source.text(), "Rus");
        let text = decoded(b"\xfe\xff\0R\0u").unwrap();
        assert_eq!(text.source.text(), "Ru");
        let text = decoded(b"\xfe\xff\0R\0").unwrap();
        assert_eq!(text.source.text(), "R\u{fffd}");
        assert_eq!(text.flaw.unwrap().column, 2);
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        let flaw = decoded(b"\xef\xbb\xbfone\nCl\xe9o\xff").unwrap().flaw.unwrap();
        assert_eq!((flaw.code, flaw.line, flaw.column), (Code::Encoding, 2, 3));
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        let diagnostic = decoded(b"PK\x03\x04\0\0").unwrap_err();
        assert!(
            diagnostic.message(Audience::READER).starts_with("expected text, found a NUL byte")
        );
    }

    #[test]
    fn a_stray_nul_hides_no_text() {
        let mut bytes = vec![b'a'; BINARY_WITHIN];
        bytes.extend(b"\nb\0");
        let text = decoded(&bytes).unwrap();
        assert_eq!(text.flaw.map(|flaw| (flaw.line, flaw.column)), Some((2, 2)));
    }

    /// Between the look at a name and the opening of it another file may have taken the name.
    #[test]
    fn what_was_opened_is_looked_at_again() {
        let device = File::open("/dev/null").unwrap();
        let diagnostic = read_file(device).unwrap().unwrap_err();
        assert_eq!(diagnostic.message(Audience::READER), "expected a file, found a device");
        let folder = tempfile::tempdir().unwrap();
        let diagnostic = read_file(File::open(folder.path()).unwrap()).unwrap().unwrap_err();
        assert_eq!(diagnostic.message(Audience::READER), "expected a file, found a folder");
    }

    #[test]
    fn a_file_that_became_a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "text").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let listed = file.metadata().unwrap().file_type();
        assert_eq!(read_unlinked(&file, listed).unwrap().source.text(), "text");
        let diagnostic = read_unlinked(&link, listed).unwrap_err();
        assert_eq!(diagnostic.message(Audience::READER), "expected a file, found a link");
    }

    #[test]
    fn digests_tell_texts_apart() {
        let texts: [&[u8]; 6] =
            [b"", b"\0", b"rating = 3", b"rating = 4", b"a longer text", b"a longer texT"];
        let digests: std::collections::HashSet<u64> = texts.into_iter().map(digest).collect();
        assert_eq!(digests.len(), texts.len());
    }
}
