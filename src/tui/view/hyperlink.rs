//! Links that the terminal itself can follow (OSC 8).

use std::fmt::Write as _;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use unicode_width::UnicodeWidthStr;

use super::Drawn;
use crate::tui::app::App;
use crate::tui::message::Target;

/// Terminals take addresses up to about this length.
const LONGEST: usize = 2000;

/// Makes the cells of every link on the screen a hyperlink. Each cell opens and closes it, since
/// cells are written in any order.
pub fn hyperlinks(app: &App, drawn: &Drawn, buf: &mut Buffer) {
    let Some(shown) = &app.reader.shown else { return };
    for region in &drawn.regions {
        let Target::Link(index) = region.target else { continue };
        let Some(address) = shown.page.links.get(index).and_then(|link| address(&link.url)) else {
            continue;
        };
        for position in region.area.positions() {
            let Some(cell) = buf.cell_mut(position) else { continue };
            let glyph = cell.symbol();
            let Ok(Some(width)) = u16::try_from(glyph.width()).map(NonZeroU16::new) else {
                continue;
            };
            let symbol = format!("\x1b]8;id=r{index};{address}\x1b\\{glyph}\x1b]8;;\x1b\\");
            cell.set_symbol(&symbol).set_diff_option(CellDiffOption::ForcedWidth(width));
        }
    }
}

/// The address with everything escaped that is no part of a URL; none for what is not opened.
fn address(url: &str) -> Option<String> {
    if !crate::tui::message::may_be_opened(url) {
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
    (out.len() <= LONGEST).then_some(out)
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
