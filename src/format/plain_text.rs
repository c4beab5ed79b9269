//! What a field of a blog shows: its text without entities, emphasis and the marks of links.

use std::borrow::Cow;

use crate::markup::spoiler;

/// `text` as a reader would see it on the blog.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let mut text = match text.contains('&') {
        true => html_escape::decode_html_entities(text),
        false => Cow::Borrowed(text),
    };
    // Marks that cover stay: the page takes them away, with what is between them.
    if text.contains('[')
        && !spoiler::find(&text).cover()
        && let Some(bare) = without_links(&text)
    {
        text = Cow::Owned(bare);
    }
    if text.contains("</")
        && let Some(bare) = without_tags(&text)
    {
        text = Cow::Owned(bare);
    }
    for mark in ["***", "**", "__", "~~", "*", "_"] {
        if text.contains(mark)
            && let Some(bare) = without_emphasis(&text, mark)
        {
            text = Cow::Owned(bare);
        }
    }
    text
}

/// Drops the tags of emphasis; `None` where there are none. Others may mean something.
fn without_tags(text: &str) -> Option<String> {
    const NAMES: [&str; 7] = ["b", "cite", "em", "i", "small", "strong", "u"];
    let mut out = text.to_owned();
    for name in NAMES {
        if text.contains(&format!("</{name}>")) {
            out = out.replace(&format!("<{name}>"), "").replace(&format!("</{name}>"), "");
        }
    }
    (out.len() < text.len()).then_some(out)
}

/// Drops the marks of `[label](address)` and `[[page|label]]`; `None` where there are none.
fn without_links(text: &str) -> Option<String> {
    // Behind the last of these no link ends, so none is looked for there: a text may be all brackets.
    let left_behind = |end: &str| text.rfind(end).map_or(usize::MAX, |at| text.len() - at);
    let (behind_wiki_link, behind_web_link) = (left_behind("]]"), left_behind(")"));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, link) = rest.split_at(at);
        let wiki = if link.len() > behind_wiki_link { wiki_link(link) } else { None };
        let web = || if link.len() > behind_web_link { web_link(link) } else { None };
        let Some((label, after)) = wiki.or_else(web) else {
            out.push_str(before);
            out.push('[');
            rest = &link[1..];
            continue;
        };
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        out.push_str(label);
        rest = after;
    }
    out.push_str(rest);
    (out.len() < text.len()).then_some(out)
}

/// What `[[page|label]]` at the beginning of `text` shows, and what follows it.
pub(super) fn wiki_link(text: &str) -> Option<(&str, &str)> {
    let (inner, after) = text.strip_prefix("[[")?.split_once("]]")?;
    Some((inner.rsplit_once('|').map_or(inner, |(_, label)| label), after))
}

fn web_link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    // The label ends before the next bracket.
    let end = inner.get(..inner.find('[').unwrap_or(inner.len()))?.find("](")?;
    let (label, tail) = inner.split_at_checked(end)?;
    let (_, after) = tail.split_once(')')?;
    Some((label, after))
}

/// Drops pairs of `mark` around words; `None` where there are none. `M*A*S*H` has none.
fn without_emphasis(text: &str, mark: &str) -> Option<String> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !mark.contains(c));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut open = None;
    for (at, _) in text.match_indices(mark) {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        match open {
            None if edge(before) && word(after) => open = Some(at),
            Some(start) if word(before) && edge(after) => {
                out.push_str(&text[from..start]);
                out.push_str(&text[start + mark.len()..at]);
                from = at + mark.len();
                open = None;
            }
            _ => {}
        }
    }
    out.push_str(&text[from..]);
    (out.len() < text.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (text, expected) in [
            ("*Night Boat* (1998)", "Night Boat (1998)"),
            ("__Night__ **Boat**", "Night Boat"),
            ("***Night Boat***", "Night Boat"),
            ("M*A*S*H", "M*A*S*H"),
            ("*batteries not included", "*batteries not included"),
            ("<em>Night</em> ~~Boat~~", "Night Boat"),
            ("<spoiler>x</spoiler>", "<spoiler>x</spoiler>"),
            ("snake_case_title", "snake_case_title"),
            ("5 * 3 * 2", "5 * 3 * 2"),
            ("[Ana Ruiz](https://example.org/ruiz)", "Ana Ruiz"),
            ("[[Ana Ruiz]] and [[p/Koch|Mia Koch]]", "Ana Ruiz and Mia Koch"),
            ("[REC]", "[REC]"),
            ("[REC] by [Ana](x) [[", "[REC] by Ana [["),
            ("[a](b) [c](d", "a [c](d"),
            ("Mia&#8217;s 8", "Mia’s 8"),
            ("Ana &amp; Mia", "Ana & Mia"),
            ("Caf&eacute; Luna", "Café Luna"),
            ("AT&T", "AT&T"),
            ("||*x*||", "||x||"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
