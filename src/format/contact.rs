//! Where an author can be found: handles, e-mail, websites.

use crate::model::{Author, Handle, Platform};
use crate::text::words::word_list;

/// No author has more handles; a hostile file may.
pub(crate) const MAX_HANDLES: usize = 64;

/// A longer line is not about where to find the author.
const MAX_LINE_BYTES: usize = 400;

/// The longest handle.
const MAX_HANDLE_CHARS: usize = 64;

/// The longest greeting.
const MAX_SIGNOFF_CHARS: usize = 120;

/// Words that say nothing else in a line about where to find the author, in lower case.
const FILLERS: &[&str] = word_list!(
    "message|me|on|social|media|and|or|email|mail|follow|find|contact|at|my|i|m|am|you|can|also|\
     via|dm|write|to|reach|us|here|for|more|reviews|the|e|in|touch|get|say|hello|hi|drop|a|line|\
     account|handle|website|site|web|blog|connect|with|catch|find|tweet|as|is|are|it|socials|\
     profile|page|links|link|sígueme|en|suivez|moi|sur|folgt|mir|auf"
);

/// What such a line begins with, in lower case.
const CALLS: &[&str] = word_list!(
    "follow|find|message|contact|email|e-mail|mail|write to|reach|connect|get in touch|dm me|\
     say hello|sígueme|suivez|folgt mir"
);

/// What one line says about its author.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contact {
    pub(crate) handles: Vec<Handle>,
    pub(crate) email: Option<String>,
    pub(crate) website: Option<String>,
    /// Whether the line says nothing else.
    pub(crate) is_whole_line: bool,
}

/// Reads a line that says where its author is found; none for other lines.
pub(crate) fn line(text: &str) -> Option<Contact> {
    let lower = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let call = CALLS.iter().any(|call| lower.starts_with(call));
    let address = text.contains(['@', '/', ':']) || lower.starts_with("www.");
    if text.len() > MAX_LINE_BYTES || !(call || address) {
        return None;
    }
    let mut contact = Contact::default();
    let mut platform: Option<&'static Platform> = None;
    let mut left_over = 0;
    let mut is_after_on = false;
    for token in text.split_whitespace() {
        let token = token.trim_matches(|c: char| "()[]<>{},;|•·\"“”".contains(c));
        let word = token.trim_end_matches([':', '.', '!', ',']);
        if word.is_empty() || contact.take_address(word, platform) {
            platform = None;
            continue;
        }
        if let Some(named) = Platform::named(word) {
            // `@someone on Letterboxd`
            let last =
                contact.handles.last_mut().filter(|last| is_after_on && last.platform.is_empty());
            match last {
                Some(last) => named.key.clone_into(&mut last.platform),
                None => platform = Some(named),
            }
            continue;
        }
        is_after_on = ["on", "auf", "sur", "en", "su"].contains(&word);
        // `Letterboxd: someone`
        let after_name = platform.filter(|_| contact.handles.is_empty() && is_handle(word));
        let filler = word.split(['/', '-', '\'', '’', '&', '–']).all(|part| {
            part.chars().all(|c| !c.is_alphanumeric())
                || FILLERS.contains(&part.to_lowercase().as_str())
        });
        if filler {
            continue;
        }
        if let Some(named) = after_name.filter(|_| text.split_whitespace().count() == 2) {
            contact
                .handles
                .push(Handle { platform: named.key.to_owned(), handle: word.to_owned() });
            continue;
        }
        left_over += 1;
    }
    let found = !contact.handles.is_empty() || contact.email.is_some() || contact.website.is_some();
    contact.is_whole_line = left_over == 0;
    let about_me = (found && (call || contact.is_whole_line))
        || (call && contact.is_whole_line && text.contains(char::is_whitespace));
    about_me.then_some(contact)
}

impl Contact {
    /// Takes `word` if it is an address; returns whether it is.
    fn take_address(&mut self, word: &str, platform: Option<&'static Platform>) -> bool {
        if let Some(name) = word.strip_prefix('@').filter(|name| is_handle(name)) {
            let fediverse = name.contains('@').then_some("mastodon");
            let platform = fediverse.or(platform.map(|p| p.key)).unwrap_or_default();
            self.handles.push(Handle { platform: platform.to_owned(), handle: name.to_owned() });
            return true;
        }
        let address = word.strip_prefix("mailto:").unwrap_or(word);
        if is_email(address) {
            self.email.get_or_insert_with(|| address.to_owned());
            return true;
        }
        if let Some(handle) = profile(word) {
            self.handles.push(handle);
            return true;
        }
        if word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") {
            self.website.get_or_insert_with(|| word.to_owned());
            return true;
        }
        false
    }

    /// Adds what was found to an author; a known handle without a platform gets one.
    pub(crate) fn add_to(self, author: &mut Author) {
        for handle in self.handles {
            add_handle(&mut author.handles, handle);
        }
        author.email = author.email.take().or(self.email);
        author.website = author.website.take().or(self.website);
    }
}

/// Adds a handle, unless it only names a known one again.
pub(crate) fn add_handle(handles: &mut Vec<Handle>, new: Handle) {
    let same = |old: &&mut Handle| {
        old.handle.eq_ignore_ascii_case(&new.handle)
            && (old.platform.is_empty() || new.platform.is_empty() || old.platform == new.platform)
    };
    match handles.iter_mut().find(same) {
        Some(old) if old.platform.is_empty() => old.platform = new.platform,
        Some(_) => {}
        None => handles.push(new),
    }
}

/// A handle given under the name of its platform, as a name or as an address.
pub(crate) fn handle(platform: &str, value: &str) -> Handle {
    let value = value.trim();
    let platform = platform.trim().to_lowercase();
    let key = Platform::named(&platform).map_or(platform.as_str(), |known| known.key).to_owned();
    if let Some(found) = profile(value).filter(|found| found.platform == key) {
        return found;
    }
    Handle { platform: key, handle: value.trim_start_matches('@').to_owned() }
}

/// The handle in the address of a profile: `letterboxd.com/someone`.
pub(crate) fn profile(address: &str) -> Option<Handle> {
    let bare = address.strip_prefix("https://").or(address.strip_prefix("http://"));
    let (host, path) = bare.unwrap_or(address).split_once('/')?;
    let platform = Platform::at_host(host)?;
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let name = path.rsplit('/').next()?.trim_start_matches('@');
    is_handle(name).then(|| Handle { platform: platform.key.to_owned(), handle: name.to_owned() })
}

fn is_handle(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || "_.-@".contains(c))
        && text.chars().count() <= MAX_HANDLE_CHARS
}

pub(crate) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let sound = |part: &str| part.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
    !name.is_empty() && sound(name) && sound(host) && host.contains('.') && !host.starts_with('.')
}

/// A greeting at the end: a short line behind a dash or in quotation marks, without those marks.
pub(crate) fn signoff(text: &str) -> Option<String> {
    const DASHES: [char; 4] = ['-', '–', '—', '―'];
    const MARKS: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '’'];
    let text = text.trim();
    let opened = text.starts_with(DASHES) || text.starts_with(MARKS);
    if !opened || text.chars().count() > MAX_SIGNOFF_CHARS {
        return None;
    }
    let bare = text.trim_start_matches(DASHES).trim().trim_matches(MARKS).trim();
    bare.contains(char::is_alphanumeric).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_learns_its_platform() {
        let mut author = Author::default();
        for text in [
            "Message me on Social media (@onereel) (@onereelblog) and/or email me @ me@reel.example",
            "Follow me on Social Media:",
            "Instagram @onereel",
            "X @onereelblog",
            "letterboxd.com/onereel/",
        ] {
            let contact = line(text).expect(text);
            assert!(contact.is_whole_line, "{text}");
            contact.add_to(&mut author);
        }
        let handles: Vec<_> = author.handles.iter().map(|h| (&*h.platform, &*h.handle)).collect();
        assert_eq!(
            handles,
            [("instagram", "onereel"), ("x", "onereelblog"), ("letterboxd", "onereel")]
        );
        assert_eq!(author.email.as_deref(), Some("me@reel.example"));
    }

    #[test]
    fn prose_is_left_alone() {
        assert_eq!(line("Think positive, and be positive."), None);
        assert_eq!(line("Thanks to @anna for the ticket and the popcorn."), None);
        assert!(
            line("Follow my film diary: @onereel").is_some_and(|contact| !contact.is_whole_line)
        );
        assert_eq!(signoff("–Look up").as_deref(), Some("Look up"));
        assert_eq!(signoff("“Look up”").as_deref(), Some("Look up"));
        assert_eq!(signoff("Look up"), None);
    }
}
