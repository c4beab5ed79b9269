//! Reading the text of one file, which may be anything: a device, a binary, one in another encoding.

use std::fs::{File, FileType, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use super::unread::Unread;
use crate::text::{Code, Diagnostic, Mismatch, Source, Span, expected, own_words};

/// The size beyond which a file is refused.
pub const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// A NUL byte among this many first bytes marks a file as binary, as in git.
const BINARY_CHECK_BYTES: usize = 8000;

/// The decoded text of a file.
#[derive(Debug)]
pub struct FileText {
    pub(crate) source: Source,
    /// A hash of the file's bytes.
    pub(crate) digest: u64,
    /// The first place that could not be decoded. Such bytes became U+FFFD.
    pub(crate) flaw: Option<Diagnostic>,
}

/// Reads the file at `path`, following a link to it.
///
/// # Errors
///
/// When it is not a regular file, is too large, is binary or cannot be read.
pub fn read(path: &Path) -> Result<FileText, Diagnostic> {
    // The type is checked before opening, since opening a device can have an effect.
    let found = std::fs::metadata(path).map_err(|error| Unread::file(&error).diagnostic)?;
    expect_file(found.file_type())?;
    let bytes = bytes_of(path, 0).map_err(|unread| unread.diagnostic)?;
    decode(path, bytes)
}

/// Reads the file at `path`, listed in its folder with the type `found`. Fails if it has become a
/// link since, which could lead out of the library.
pub(super) fn read_unlinked(path: &Path, found: FileType) -> Result<FileText, Unread> {
    expect_file(found)?;
    Ok(decode(path, bytes_of(path, libc::O_NOFOLLOW)?)?)
}

/// Whether the file at `path` has more bytes than that.
#[must_use]
pub(crate) fn is_larger(path: &Path, bytes: usize) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.len() > bytes as u64)
}

/// Reads a stream to its end under the name `path`, with the same limit as a file.
///
/// # Errors
///
/// When it is too large, is binary or cannot be read.
pub fn read_stream(path: &Path, stream: impl Read) -> Result<FileText, Diagnostic> {
    let bytes = take(stream, 0).map_err(|error| Unread::file(&error).diagnostic)??;
    decode(path, bytes)
}

fn bytes_of(path: &Path, flags: i32) -> Result<Vec<u8>, Unread> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | flags)
        .open(path)
        .map_err(|error| Unread::file(&error))?;
    Ok(read_file(file).map_err(|error| Unread::file(&error))??)
}

fn read_file(file: File) -> io::Result<Result<Vec<u8>, Diagnostic>> {
    // Checked again on the open file: another may have taken the name since.
    let metadata = file.metadata()?;
    if let Err(diagnostic) = expect_file(metadata.file_type()) {
        return Ok(Err(diagnostic));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Ok(Err(too_large()));
    }
    take(file, metadata.len())
}

/// Reads at most [`MAX_FILE_BYTES`] bytes, since a file can grow while it is read. `expected` is the
/// number of bytes to reserve.
fn take(stream: impl Read, expected: u64) -> io::Result<Result<Vec<u8>, Diagnostic>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or_default());
    stream.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > MAX_FILE_BYTES { Err(too_large()) } else { Ok(bytes) })
}

fn expect_file(found: FileType) -> Result<(), Diagnostic> {
    if found.is_file() {
        return Ok(());
    }
    let found = type_name(found);
    Err(Diagnostic::whole_file(Code::Unreadable, expected("a file").found(found)))
}

fn type_name(kind: FileType) -> &'static str {
    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_symlink() => "a link",
        _ => "a device",
    }
}

fn too_large() -> Diagnostic {
    let limit = format!("at most {} MiB", MAX_FILE_BYTES / (1024 * 1024));
    Diagnostic::whole_file(Code::TooLarge, expected(own_words(limit)).found("more"))
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<FileText, Diagnostic> {
    let digest = digest(&bytes);
    let (text, bad) = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    };
    let source = Source::new(path, text);
    // Searching bytes is faster than searching characters, and nearly every file has no NUL.
    let has_nul = source.text().as_bytes().contains(&0);
    let nul = if has_nul { source.text().find('\0') } else { None };
    match nul.or(bad) {
        Some(at) if nul.is_some_and(|nul| nul < BINARY_CHECK_BYTES) => {
            let mismatch = expected("text").found("a NUL byte");
            Err(flaw(&source, at, mismatch.help("this is another kind of file")))
        }
        Some(at) => {
            let flaw = flaw(&source, at, expected("UTF-8 text").found("another encoding"));
            Ok(FileText { source, digest, flaw: Some(flaw) })
        }
        None => Ok(FileText { source, digest, flaw: None }),
    }
}

fn flaw(source: &Source, at: usize, mismatch: Mismatch) -> Diagnostic {
    Diagnostic::new(Code::Encoding, source, Span::new(at, at), mismatch)
}

/// The text and the offset of the first invalid byte, not counting a byte order mark, which
/// [`Source`] removes.
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
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Audience;

    fn decoded(bytes: &[u8]) -> Result<FileText, Diagnostic> {
        decode(Path::new("a.txt"), bytes.to_vec())
    }

    #[test]
    fn utf16_is_recognised_by_its_byte_order_mark() {
        let text = decoded(b"\xff\xfeR\0u\0\x73\0").unwrap();
        assert_eq!(text.source.text(), "Rus");
        let text = decoded(b"\xfe\xff\0R\0u").unwrap();
        assert_eq!(text.source.text(), "Ru");
        let text = decoded(b"\xfe\xff\0R\0").unwrap();
        assert_eq!(text.source.text(), "R\u{fffd}");
        assert_eq!(text.flaw.unwrap().column, 2);
    }

    #[test]
    fn the_first_invalid_byte_is_reported() {
        let flaw = decoded(b"\xef\xbb\xbfone\nCl\xe9o\xff").unwrap().flaw.unwrap();
        assert_eq!((flaw.code, flaw.line, flaw.column), (Code::Encoding, 2, 3));
    }

    #[test]
    fn a_binary_file_is_refused() {
        let diagnostic = decoded(b"PK\x03\x04\0\0").unwrap_err();
        assert!(
            diagnostic.message(Audience::READER).starts_with("expected text, found a NUL byte")
        );
    }

    #[test]
    fn a_stray_nul_hides_no_text() {
        let mut bytes = vec![b'a'; BINARY_CHECK_BYTES];
        bytes.extend(b"\nb\0");
        let text = decoded(&bytes).unwrap();
        assert_eq!(text.flaw.map(|flaw| (flaw.line, flaw.column)), Some((2, 2)));
    }

    /// Another file may take the name between the first check and the opening.
    #[test]
    fn the_type_of_the_opened_file_is_checked_again() {
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
        let unread = read_unlinked(&link, listed).unwrap_err();
        assert_eq!(unread.diagnostic.message(Audience::READER), "expected a file, found a link");
    }

    #[test]
    fn digests_of_different_texts_differ() {
        let texts: [&[u8]; 6] =
            [b"", b"\0", b"rating = 3", b"rating = 4", b"a longer text", b"a longer texT"];
        let digests: std::collections::HashSet<u64> = texts.into_iter().map(digest).collect();
        assert_eq!(digests.len(), texts.len());
    }
}
