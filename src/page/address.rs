//! Addresses in running text.

/// A web address as people write it: without its scheme, and without a slash at its end.
pub(super) fn without_scheme(url: &str) -> &str {
    url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}

/// Splits a text at the addresses in it.
pub(super) fn addresses(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("http").filter(|_| !rest.is_empty()) {
        let tail = rest.get(at..).unwrap_or_default();
        if !(tail.starts_with("http://") || tail.starts_with("https://")) {
            let skip = at + "http".len();
            // Not an address: the text up to here belongs to the next part.
            let Some(next) = rest.get(skip..).and_then(|rest| rest.find("http")) else { break };
            parts.push((rest.get(..skip + next).unwrap_or_default(), false));
            rest = rest.get(skip + next..).unwrap_or_default();
            continue;
        }
        let end = tail
            .find(|c: char| c.is_whitespace() || "<>\"'`|\\^{}".contains(c))
            .unwrap_or(tail.len());
        let address = tail
            .get(..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '…']);
        parts.push((rest.get(..at).unwrap_or_default(), false));
        parts.push((address, true));
        rest = tail.get(address.len()..).unwrap_or_default();
    }
    parts.push((rest, false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_text() {
        let parts = addresses("See https://a.b/c. And http or (http://d.e) too");
        let links: Vec<&str> =
            parts.iter().filter(|(_, link)| *link).map(|(text, _)| *text).collect();
        assert_eq!(links, ["https://a.b/c", "http://d.e"]);
        let whole: String = parts.iter().map(|(text, _)| *text).collect();
        assert_eq!(whole, "See https://a.b/c. And http or (http://d.e) too");
    }
}
