//! Handles, e-mail and web addresses that do not work.

use memchr::{memchr_iter, memmem};

use super::context::{Cx, MAX_FINDINGS_PER_CODE, line_before};
use super::fields::{is_service, services};
use crate::format::contact;
use crate::format::value::{KeyValue, Node, Value};
use crate::markup::opens_code;
use crate::model::review::CONTACT_LINES;
use crate::model::{AuthorField, Field, Platform};
use crate::text::near::{is_slip, nearest};
use crate::text::phrase::whole;
use crate::text::{Code, Phrase, Severity, Span, expected, own_words, quote};

pub(super) fn check(cx: &mut Cx<'_>) {
    if let Some(entry) = cx.field(Field::Url).filter(|entry| entry.node.value == Value::Text) {
        let own = cx.is_strict();
        // In a blog `url` may also be a path within the site.
        if own || entry.node.text.contains("://") || entry.node.text.starts_with("www.") {
            web(cx, &entry.node);
        }
    }
    if let Some(author) = cx.field(Field::Author).and_then(|entry| entry.node.map()) {
        of_author(cx, author);
    }
    in_text(cx);
    with_comma(cx);
    without_service(cx);
    misspelt_service(cx);
}

/// How much of an address is pointed at.
const MAX_URL_CHARS: usize = 80;

/// What people write for `https://`, with what follows it in each case.
const BROKEN_SCHEMES: [&str; 12] = [
    "http//",
    "https//",
    "http;//",
    "https;//",
    "htp://",
    "htps://",
    "hhtp://",
    "htttp://",
    "http:\\\\",
    "https:\\\\",
    "http:/",
    "https:/",
];

/// Reports addresses and handles anywhere in the file that begin with a slip.
fn in_text(cx: &mut Cx<'_>) {
    let range = cx.range();
    let text = cx.source.text();
    let mut found = Vec::new();
    let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
    for at in memmem::find_iter(bytes, "tp").map(|at| range.start + at) {
        // No slip has more than four letters before these two.
        let starts = (at.saturating_sub(4)..=at).filter(|&start| {
            let before = start.checked_sub(1).map(|before| text.as_bytes()[before]);
            text.is_char_boundary(start) && !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
        });
        let mut slip = starts.filter_map(|start| {
            let rest = |slip: &&str| text[start..].strip_prefix(*slip);
            let is_slip = |slip: &&&str| rest(slip).is_some_and(|rest| !rest.starts_with('/'));
            Some((start, BROKEN_SCHEMES.iter().find(is_slip)?.len()))
        });
        if let Some((start, slip)) = slip.next().filter(|_| found.len() < MAX_FINDINGS_PER_CODE) {
            let ends = |c: &char| !c.is_whitespace() && !"()<>\"".contains(*c);
            let word = text[start..].chars().take_while(ends).take(MAX_URL_CHARS);
            let length = word.map(char::len_utf8).sum();
            found.push((Code::BadAddress, start, slip, length, "https://"));
        }
    }
    for at in memmem::find_iter(bytes, "@@").map(|at| range.start + at) {
        let is_first = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '@');
        let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = text[at + 2..].chars().take_while(|c| is_of_word(*c)).take(MAX_URL_CHARS);
        let word: Option<String> = Some(word.collect());
        let is_few = found.len() < 2 * MAX_FINDINGS_PER_CODE;
        if let Some(word) = word.filter(|word| is_first && is_few && word.len() > 1) {
            found.push((Code::BadHandle, at, 2, word.len() + 2, "@"));
        }
    }
    for (code, at, slip, length, new) in found {
        // What stands in a field for an address is reported there.
        let is_reported = cx
            .found
            .iter()
            .any(|one| one.code == code && (one.span.start..one.span.end).contains(&at));
        if !is_reported && !opens_code(line_before(text, at)) {
            let span = Span::new(at, at + length);
            let wanted = own_words(format!("`{new}` in front"));
            let mismatch = expected(wanted).found(quote(&text[at..at + length]).at(span));
            cx.report(code, span, mismatch.replace(Span::new(at, at + slip), whole(new)));
        }
    }
}

/// Reports `www,reel.example` and `me@reel,example`.
fn with_comma(cx: &mut Cx<'_>) {
    let range = cx.range();
    let text = cx.source.text();
    let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
    for at in memchr_iter(b',', bytes).map(|at| range.start + at) {
        let (head, tail) = (&text[..at], &text[at + 1..]);
        if cx.is_full(Code::BadAddress) || !tail.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let is_of_address = |c: &char| c.is_ascii_alphanumeric() || "@.-_".contains(*c);
        let before = head.chars().rev().take(MAX_URL_CHARS).take_while(is_of_address).count();
        let after = tail.chars().take(MAX_URL_CHARS).take_while(is_of_address).count();
        let before = &head[at - before..];
        let after = tail[..after].trim_end_matches('.');
        let is_web = before == "www" && after.contains('.');
        let is_email = before.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.len() > 1 && after.bytes().all(|b| b.is_ascii_lowercase())
        });
        if is_web || is_email {
            let comma = Span::new(at, at + 1);
            let span = Span::new(at - before.len(), at + 1 + after.len());
            let meant = quote(&format!("{before}.{after}")).at(span);
            let found = quote(&text[span.start..span.end]).at(span);
            let mismatch = expected(Phrase::from(meant)).found(found).replace(comma, whole("."));
            cx.report(Code::BadAddress, span, mismatch);
        }
    }
}

/// Reports the misspelt name of a service beside a handle in the text.
fn misspelt_service(cx: &mut Cx<'_>) {
    let handles = cx.review.author.handles.iter().filter(|handle| handle.platform.is_empty());
    let text = cx.source.text();
    for handle in handles {
        let own = text.get(cx.range()).unwrap_or_default();
        let Some(at) = own.rfind(&format!("@{}", handle.handle)) else { continue };
        let before = text[..cx.range().start + at].trim_end_matches([' ', ':']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_name = word.starts_with(char::is_uppercase) && Platform::named(word).is_none();
        let near = services().find(|service| is_name && is_slip(word, service));
        let Some(near) = near else { continue };
        let span = Span::new(before.len() - word.len(), before.len());
        let mut letters = near.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
        let near = whole(&(first.unwrap_or_default() + letters.as_str()));
        let mismatch = expected("a service that is known").found(quote(word).at(span));
        let mismatch = cx.suggest(mismatch, span, word, near);
        cx.report(Code::BadHandle, span, mismatch);
    }
}

/// Reports a handle at the end of a post that leads nowhere, since nothing says where it is one.
fn without_service(cx: &mut Cx<'_>) {
    let own = cx.review.extra.iter().filter(|(name, _)| name == CONTACT_LINES);
    let lines: Vec<String> = own.map(|(_, lines)| lines.clone()).collect();
    let handles = cx.review.author.handles.iter();
    let bare: Vec<String> = handles
        .filter(|handle| handle.platform.is_empty())
        .map(|handle| format!("@{}", handle.handle))
        .collect();
    for handle in bare.iter().filter(|bare| lines.iter().any(|line| line.contains(*bare))) {
        let text = cx.source.text().get(cx.range()).unwrap_or_default();
        let Some(at) = text.rfind(handle.as_str()).map(|at| cx.range().start + at) else {
            continue;
        };
        let span = Span::new(at, at + handle.len());
        let mismatch = expected("the name of a service beside the handle")
            .found(Phrase::from(quote(handle).at(span)).then(" alone"))
            .help("it leads nowhere");
        cx.report_as(Severity::Note, Code::BadHandle, span, mismatch);
    }
}

/// Checks the fields of an author, from `author.toml` or the table of a review.
pub(super) fn of_author(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields.iter().filter(|entry| !entry.node.is_blank()) {
        let node = &entry.node;
        let field = AuthorField::named(&entry.key);
        match (field, &node.value) {
            (Some(AuthorField::Email), Value::Text) => email(cx, node),
            (Some(AuthorField::Website), Value::Text) if !is_path(cx, &node.text) => web(cx, node),
            (Some(AuthorField::Handles), Value::Map(handles)) => {
                for entry in handles {
                    handle(cx, entry);
                }
            }
            (Some(AuthorField::Handles), Value::List(items)) => {
                for item in items.iter().filter(|item| item.value == Value::Text) {
                    listed(cx, item);
                }
            }
            (None, Value::Map(inner)) if entry.key == "author" => of_author(cx, inner),
            (None, Value::Text) if is_service(&entry.key) => handle(cx, entry),
            _ => {}
        }
    }
}

/// Whether an author's address is a path within the site: `/about`, in front matter `anna-reel` too.
fn is_path(cx: &Cx<'_>, text: &str) -> bool {
    let is_slug = |c: char| c.is_alphanumeric() || "-_/".contains(c);
    text.starts_with(['/', '.']) || !cx.is_strict() && text.trim().chars().all(is_slug)
}

fn email(cx: &mut Cx<'_>, node: &Node) {
    let text = node.text.trim();
    if !contact::is_email(text.strip_prefix("mailto:").unwrap_or(text)) {
        bad_address(cx, node, "an address such as `name@example.org`");
    }
}

fn web(cx: &mut Cx<'_>, node: &Node) {
    if !is_web(node.text.trim()) {
        bad_address(cx, node, "an address such as `https://example.org`");
    }
}

fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let sound = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
    };
    let named = name.contains('.') || name == "localhost";
    named && name.split('.').all(sound) && !text.contains(char::is_whitespace)
}

fn bad_address(cx: &mut Cx<'_>, node: &Node, wanted: &'static str) {
    cx.report(Code::BadAddress, node.span, expected(wanted).found(quote(&node.text)));
}

/// Checks a handle under the name of its platform.
fn handle(cx: &mut Cx<'_>, entry: &KeyValue) {
    let node = &entry.node;
    if node.value != Value::Text {
        if cx.is_told(Code::MisplacedField, entry.key_span) {
            return;
        }
        let key = quote(&entry.key).at(entry.key_span);
        let mismatch = expected("a string").found(node.kind()).about(key);
        return cx.report(Code::WrongType, node.span, mismatch);
    }
    let Some(platform) = Platform::named(&entry.key) else {
        unknown_service(cx, entry);
        return;
    };
    let example =
        if platform.key == "mastodon" { "`name@server`" } else { "a name such as `areader`" };
    if contact::handle(&entry.key, &node.text).url().is_none() {
        bad_handle(cx, node, example);
    }
}

fn unknown_service(cx: &mut Cx<'_>, entry: &KeyValue) {
    let near = nearest(&entry.key, services());
    let mismatch = expected("a service that is known").found(quote(&entry.key));
    let mismatch = match near {
        Some(near) => cx.suggest(mismatch, entry.key_span, &entry.key, whole(near)),
        None => mismatch.help("its handle has no address"),
    };
    // A name that resembles none may be a platform that is too new or too small for our table.
    let severity = if near.is_some() { Severity::Warning } else { Severity::Note };
    cx.report_as(severity, Code::BadHandle, entry.key_span, mismatch);
}

/// Checks a handle in a list, which has no key that names the platform.
fn listed(cx: &mut Cx<'_>, item: &Node) {
    let text = item.text.trim();
    let known = contact::profile(text).is_some() || text.starts_with('@') || is_web(text);
    if !known {
        bad_handle(cx, item, "the address of a profile or `@name`");
    }
}

fn bad_handle(cx: &mut Cx<'_>, node: &Node, wanted: &'static str) {
    cx.report(Code::BadHandle, node.span, expected(wanted).found(quote(&node.text)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web() {
        for good in
            ["https://a.org", "http://a.org/b?c=d", "https://müller.de/", "http://localhost:80/a"]
        {
            assert!(is_web(good), "{good}");
        }
        for bad in [
            "a.org",
            "https:/a.org",
            "htps://a.org",
            "https://a",
            "https://a .org",
            "https://.org",
            "",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
