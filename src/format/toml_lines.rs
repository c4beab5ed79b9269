//! The lines and quotes of TOML that may be broken.

/// A longer text is not offered as a whole with other quotes around it.
pub(super) const MAX_REQUOTED_BYTES: usize = 2_000;

/// One past the closing quotes of a text of several lines.
pub(super) fn long_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 3;
    while at < bytes.len() {
        if quote == b'"' && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at..].starts_with(&[quote; 3]) {
            // Two quotes of the text may stand before the three that close it.
            let run = bytes[at..].iter().take(5).take_while(|&&byte| byte == quote).count();
            return Some(at + run);
        } else {
            at += 1;
        }
    }
    None
}

/// One past the closing quote of a text on one line, or the line's end where it has none.
pub(super) fn short_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    Some(at.min(bytes.len()))
}

/// `[sections]`, `[author.handles]`: one of our tables, or a name with a dot.
pub(super) fn is_header(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let dotted = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.\"'".contains(c));
    bare && (dotted || matches!(name, "sections" | "author" | "ratings" | "handles"))
}

/// `key = value` or `[sections]`.
pub(super) fn starts_field(line: &str) -> bool {
    is_header(line) || line.split_once('=').is_some_and(|(key, _)| is_name(key.trim()))
}

/// A key without quotes or in them.
pub(super) fn is_name(key: &str) -> bool {
    let bare = key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let quoted = key.len() > 2 && key.starts_with('"') && key.ends_with('"');
    !key.is_empty() && (bare || quoted)
}

pub(super) fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '＂')
}
