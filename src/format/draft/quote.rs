//! Texts in quotation marks. TOML and YAML agree on the few escapes that are needed.

use crate::text::clean::is_unseen_control;

/// `text` as a string of TOML or of YAML, with nothing unseen in it.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || is_unseen_control(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&match u32::from(c) {
                    code @ ..=0xffff => format!("\\u{code:04x}"),
                    code => format!("\\U{code:08x}"),
                });
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The texts as a list.
pub(crate) fn list(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quote(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A line with a remark behind it, the remarks one below the other where the lines are short.
pub(crate) fn remarked(line: &str, remark: &str) -> String {
    if remark.is_empty() { format!("{line}\n") } else { format!("{line:<24}  # {remark}\n") }
}
