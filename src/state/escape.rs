//! The fields of a line: separated by tabs, on one line, readable, and any bytes of a path.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// Writes a text as a field.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c != '\\' && !c.is_control();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut field = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if is_plain(c) => field.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_byte(&mut field, byte)),
        }
    }
    Cow::Owned(field)
}

/// Writes a path as a field, with the bytes that are no text by their numbers.
pub(super) fn escape_path(path: &Path) -> String {
    let mut field = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        field.push_str(&escape(chunk.valid()));
        chunk.invalid().iter().for_each(|byte| push_byte(&mut field, *byte));
    }
    field
}

fn push_byte(field: &mut String, byte: u8) {
    // Writing to a string does not fail.
    let _ = write!(field, "\\x{byte:02x}");
}

/// The bytes that a field was written from.
fn unescaped(field: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some(at) = rest.find("\\x") {
        let (before, from) = rest.split_at(at);
        bytes.extend_from_slice(before.as_bytes());
        match from.get(2..4).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = from.get(4..).unwrap_or_default();
            }
            None => {
                bytes.extend_from_slice(b"\\x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// The text that a field was written from.
pub(super) fn unescape(field: &str) -> Cow<'_, str> {
    match field.contains('\\') {
        false => Cow::Borrowed(field),
        true => Cow::Owned(String::from_utf8_lossy(&unescaped(field)).into_owned()),
    }
}

/// The path that a field was written from.
pub(super) fn unescape_path(field: &str) -> PathBuf {
    match field.contains('\\') {
        false => PathBuf::from(field),
        true => PathBuf::from(OsString::from_vec(unescaped(field))),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in ".*", bytes in any::<Vec<u8>>()) {
            let field = escape(&text);
            prop_assert!(!field.chars().any(char::is_control));
            prop_assert_eq!(&*unescape(&field), &text);
            let path = Path::new(OsStr::from_bytes(&bytes));
            let field = escape_path(path);
            prop_assert!(!field.chars().any(char::is_control));
            prop_assert_eq!(unescape_path(&field), path);
        }
    }

    #[test]
    fn most_paths_stand_as_they_are() {
        assert_eq!(escape_path(Path::new("/home/kim/東京 (1953).md")), "/home/kim/東京 (1953).md");
        assert_eq!(escape("a\tb\\c"), "a\\x09b\\x5cc");
    }
}
