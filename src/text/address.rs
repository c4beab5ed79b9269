//! Addresses that may be a link. Whatever is drawn as a link, listed or opened is an [`Address`],
//! which only this module can make.

use idna::AsciiDenyList;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// Terminals take addresses up to about this length.
const MAX_ADDRESS_BYTES: usize = 2000;

/// The longest name of a host.
const MAX_HOST_BYTES: usize = 253;

/// What is escaped: characters that are no part of an address, and the semicolon, at which some
/// terminals end a hyperlink.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is escaped in an e-mail address and its subject, where these characters part fields.
const ESCAPED_IN_MAIL: &AsciiSet = &ESCAPED.add(b'%').add(b'#').add(b'&').add(b'+').add(b'?');

/// An address on the web or of a mailbox, in ASCII: what is not is escaped, and the name of the host
/// is in Punycode, so that no letter passes for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: String,
    /// The host as it was written, where that is not ASCII.
    host: Option<String>,
}

impl Address {
    /// The address that is written as `http:`, `https:` or `mailto:`; none for anything else.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once(':')?;
        match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("http" | "https") => Self::web(scheme, rest.strip_prefix("//")?),
            "mailto" => Self::mailto(rest),
            _ => None,
        }
    }

    /// The address of a website, whose scheme may be left out.
    pub(crate) fn of_website(text: &str) -> Option<Self> {
        let text = text.trim();
        let host = text.split('/').next().unwrap_or_default();
        let is_bare = host.contains('.') && !host.contains('@') && !text.contains("://");
        if is_bare { Self::web("https", text) } else { Self::new(text) }
    }

    /// The address of a mailbox such as `name@example.org`.
    pub(crate) fn of_mailbox(text: &str) -> Option<Self> {
        Self::mail(text.trim(), None)
    }

    fn web(scheme: &str, rest: &str) -> Option<Self> {
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (format!("{user}@"), host),
            None => (String::new(), authority),
        };
        let (host, port) = split_port(host)?;
        let (user, path) =
            (utf8_percent_encode(&user, ESCAPED), utf8_percent_encode(path, ESCAPED));
        Self::of_host(host, |ascii| format!("{scheme}://{user}{ascii}{port}{path}"))
    }

    /// An e-mail with a subject. A text, further recipients and attachments are left out: whoever
    /// follows a link has not written them.
    fn mailto(rest: &str) -> Option<Self> {
        let (mailbox, fields) = rest.split_once('?').unwrap_or((rest, ""));
        let mut fields = fields.split('&').filter_map(|field| field.split_once('='));
        let subject = fields.find(|(name, _)| name.eq_ignore_ascii_case("subject"));
        let subject = subject.map(|(_, subject)| percent_decode_str(subject).decode_utf8_lossy());
        Self::mail(&percent_decode_str(mailbox).decode_utf8().ok()?, subject.as_deref())
    }

    fn mail(mailbox: &str, subject: Option<&str>) -> Option<Self> {
        let (name, host) = mailbox.split_once('@')?;
        let is_sound = |c: char| c.is_alphanumeric() || "!#$%&'*+-./=?^_`{|}~".contains(c);
        if name.is_empty() || !name.chars().all(is_sound) {
            return None;
        }
        let name = utf8_percent_encode(name, ESCAPED_IN_MAIL);
        let subject = subject.map(|subject| {
            // A line break would begin another field of the e-mail.
            let line = subject.replace(char::is_control, " ");
            format!("?subject={}", utf8_percent_encode(&line, ESCAPED_IN_MAIL))
        });
        let subject = subject.unwrap_or_default();
        Self::of_host(host, |ascii| format!("mailto:{name}@{ascii}{subject}"))
    }

    /// The address that `url` makes of the host in ASCII.
    fn of_host(host: &str, url: impl FnOnce(&str) -> String) -> Option<Self> {
        let url = url(&ascii_host(host)?);
        let host = (!host.is_ascii()).then(|| host.to_owned());
        (url.len() <= MAX_ADDRESS_BYTES).then_some(Self { url, host })
    }

    /// The whole address, in ASCII without control characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The address for people, who know a host as it is written.
    #[must_use]
    pub(crate) fn in_words(&self) -> String {
        match &self.host {
            Some(host) => format!("{} ({host})", self.url),
            None => self.url.clone(),
        }
    }
}

/// Splits `:80` off the end of a host; none where what follows the colon is no number.
fn split_port(host: &str) -> Option<(&str, &str)> {
    let name_end = host.rfind(']').map_or(0, |at| at + 1);
    let at = host[name_end..].find(':').map_or(host.len(), |at| name_end + at);
    let (name, port) = host.split_at(at);
    port.bytes().skip(1).all(|byte| byte.is_ascii_digit()).then_some((name, port))
}

/// The name of a host in ASCII; none for what cannot be one.
fn ascii_host(host: &str) -> Option<String> {
    if host.is_empty() || host.len() > MAX_HOST_BYTES {
        return None;
    }
    if let Some(number) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        let is_sound = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
        return number.bytes().all(is_sound).then(|| host.to_owned());
    }
    let ascii = idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::URL).ok()?;
    Some(ascii.into_owned()).filter(|host| host.contains(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(text: &str) -> Option<String> {
        Address::new(text).map(|address| address.url)
    }

    #[test]
    fn what_is_no_address_is_escaped() {
        let url = new("https://a.b/ü;\u{1b}\u{202e}");
        assert_eq!(url.as_deref(), Some("https://a.b/%C3%BC%3B%1B%E2%80%AE"));
        assert_eq!(new("HTTPS://A.B:80/C?d#e").as_deref(), Some("https://a.b:80/C?d#e"));
        assert_eq!(new("http://[::1]:80/").as_deref(), Some("http://[::1]:80/"));
        // A browser reads the backslash as a slash, and would go elsewhere than this.
        assert_eq!(new("https://a.b\\@c.d").as_deref(), Some("https://a.b%5C@c.d"));
    }

    #[test]
    fn only_the_web_and_mailboxes_are_linked() {
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,a",
            "ssh://a.b",
            "/posts/a",
            "a.b",
            "https:a.b",
            "https://",
            "https:///a",
            "https://a b.c",
            "https://a.b:c",
            "https://a%2eb.c",
            "https://a.b\\c",
            "https://\u{202e}a.b",
            "http://.",
            "http://[a.b",
            "",
        ] {
            assert_eq!(new(text), None, "{text}");
        }
        let long = format!("https://a.b/{}", "c".repeat(MAX_ADDRESS_BYTES));
        assert_eq!(new(&long), None);
        assert_eq!(new(&format!("https://{}.b", "a".repeat(MAX_HOST_BYTES))), None);
    }

    #[test]
    fn a_website_needs_no_scheme() {
        let website = |text| Address::of_website(text).map(|address| address.url);
        assert_eq!(website("a.b/c:d").as_deref(), Some("https://a.b/c:d"));
        assert_eq!(website("a.b/@c").as_deref(), Some("https://a.b/@c"));
        assert_eq!(website(" http://a.b ").as_deref(), Some("http://a.b"));
        assert_eq!(website("mailto:a@b.c").as_deref(), Some("mailto:a@b.c"));
        for text in
            ["javascript:alert(1)", "javascript:a.b", "javascript://a.b/%0aalert(1)", "data:,a"]
        {
            assert_eq!(website(text), None, "{text}");
        }
    }

    #[test]
    fn a_letter_that_looks_like_another_is_told_from_it() {
        let address = Address::new("https://\u{430}pple.com/a").unwrap();
        assert_eq!(address.as_str(), "https://xn--pple-43d.com/a");
        assert_eq!(address.in_words(), "https://xn--pple-43d.com/a (\u{430}pple.com)");
        assert_eq!(new("https://apple.com").as_deref(), Some("https://apple.com"));
        let mailbox = Address::of_mailbox("ü@müller.de").unwrap();
        assert_eq!(mailbox.as_str(), "mailto:%C3%BC@xn--mller-kva.de");
    }

    #[test]
    fn a_letter_is_addressed_and_titled_and_no_more() {
        let whole =
            "mailto:a@b.c?body=x&cc=d@e.f&Subject=On%20Heat%20%26%20rain&attach=/etc/passwd";
        assert_eq!(new(whole).as_deref(), Some("mailto:a@b.c?subject=On%20Heat%20%26%20rain"));
        assert_eq!(new("mailto:a@b.c?bcc=d@e.f&to=g@h.i").as_deref(), Some("mailto:a@b.c"));
        let broken = "mailto:a@b.c?subject=x%0D%0Abcc:d@e.f&subject=y";
        assert_eq!(new(broken).as_deref(), Some("mailto:a@b.c?subject=x%20%20bcc:d@e.f"));
        let mailbox = |text| Address::of_mailbox(text).map(|address| address.url);
        assert_eq!(mailbox("a+b%c@d.e").as_deref(), Some("mailto:a%2Bb%25c@d.e"));
        for text in ["a@b.c,d@e.f", "a@b.c%2Cd@e.f", "a,b@c.d", "a%0Ab@c.d", "@a.b", "a", "a@"] {
            assert_eq!(new(&format!("mailto:{text}")), None, "{text}");
        }
        assert_eq!(mailbox("a@b.c?body=x"), None);
    }
}
