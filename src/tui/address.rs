//! Addresses that a reader may open, in a form in which nothing hides.

use std::fmt::Write as _;

/// Terminals take addresses up to about this length.
const MAX_ADDRESS_BYTES: usize = 2000;

/// Whether an address may be handed to the system: only the web and mail are.
#[must_use]
pub(crate) fn may_be_opened(address: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// The address with everything escaped that is no part of a URL; none for what is not opened.
#[must_use]
pub(crate) fn address(url: &str) -> Option<String> {
    if !may_be_opened(url) {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && byte != b';' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    (out.len() <= MAX_ADDRESS_BYTES).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_linked() {
        assert_eq!(address("https://a.b/ü;\u{1b}"), Some("https://a.b/%C3%BC%3B%1B".into()));
        assert_eq!(address("file:///etc/passwd"), None);
        assert_eq!(address("javascript:alert(1)"), None);
    }
}
