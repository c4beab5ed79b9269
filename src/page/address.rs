//! Addresses in running text.

use linkify::{LinkFinder, LinkKind};

use crate::text::Address;

/// A web address as people write it: without its scheme, and without a slash at its end.
pub(super) fn without_scheme(url: &str) -> &str {
    url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}

/// Marks that end a sentence or a quotation around an address.
const ENDS: [char; 17] =
    ['.', ',', ';', ':', '!', '?', '…', '”', '’', '“', '»', '«', '›', '。', '，', '、', '」'];

/// Splits a text at the web addresses in it.
pub(super) fn addresses(text: &str) -> Vec<(&str, Option<Address>)> {
    let mut parts = Vec::new();
    let mut end = 0;
    for link in LinkFinder::new().kinds(&[LinkKind::Url]).links(text) {
        let Some(scheme) = scheme_start(link.as_str()) else { continue };
        let start = link.start() + scheme;
        let written = text[start..link.end()].trim_end_matches(ENDS);
        if let Some(address) = Address::new(written) {
            parts.push((&text[end..start], None));
            parts.push((written, Some(address)));
            end = start + written.len();
        }
    }
    parts.push((&text[end..], None));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// Where `http:` or `https:` begins: letters before it, as in `seehttps://a.org`, belong to the text.
fn scheme_start(link: &str) -> Option<usize> {
    let (scheme, _) = link.split_once("://")?;
    ["https", "http"].into_iter().find_map(|name| {
        let start = scheme.len().checked_sub(name.len())?;
        scheme.get(start..)?.eq_ignore_ascii_case(name).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let parts = addresses(text);
        let whole: String = parts.iter().map(|(text, _)| *text).collect();
        assert_eq!(whole, text, "nothing is lost");
        parts.iter().filter(|(_, address)| address.is_some()).map(|(text, _)| *text).collect()
    }

    #[test]
    fn addresses_are_found_in_text() {
        let text = "See https://a.org/c. And http or (http://b.org) too, HTTP://C.ORG";
        assert_eq!(links(text), ["https://a.org/c", "http://b.org", "HTTP://C.ORG"]);
        assert_eq!(links("seehttps://a.org; x+http://b.org"), ["https://a.org", "http://b.org"]);
        assert_eq!(links("http://localhost:80/a"), ["http://localhost:80/a"]);
        assert_eq!(links("www.a.org, a@b.org, ssh://a.org, javascript://a.org, http://"), [""; 0]);
    }

    #[test]
    fn brackets_that_belong_to_an_address_stay_with_it() {
        let film = "https://en.wikipedia.org/wiki/Ballerina_(2025_film)";
        for around in [
            ("", ""),
            ("(", ")"),
            ("“", ".”…"),
            ("[", "],"),
            ("「", "」。"),
            ("‘", "’"),
            ("<", ">"),
        ] {
            let text = format!("{}{film}{}", around.0, around.1);
            assert_eq!(links(&text), [film], "{text}");
        }
        assert_eq!(links("(see http://a.org/c)"), ["http://a.org/c"]);
    }
}
