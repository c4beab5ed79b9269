//! Who wrote a review and where else to find them: as a card at the end of the page, as lines of a
//! narrow pane, and as one row.

use std::borrow::Cow;

use super::address::without_scheme;
use super::wrap::wrap_long;
use super::{Line, Role, Run};
use crate::markup::cover;
use crate::model::{CONTACT_LINES, Handle, Review};
use crate::text::phrase::plural;
use crate::text::{Address, Clean, Glyphs};

/// What stands between two parts of a row, in any characters.
pub(crate) const SEPARATOR: &str = " · ";
const SEPARATOR_COLUMNS: usize = 3;
/// Blank columns between the columns of a card.
const GAP_COLUMNS: usize = 2;

/// The author of a review, as a page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) name: Option<Clean>,
    /// The sign-off in quotation marks, a line each.
    pub(crate) signoff: Vec<Clean>,
    /// The lines with which a text says where its author is found, in the author's own words.
    pub(super) contact_lines: Vec<Clean>,
    pub(crate) contacts: Vec<Contact>,
    /// Whether the name is also a handle, so that a row need not repeat it.
    name_is_handle: bool,
}

/// Where an author is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contact {
    /// `@mara`, or an address.
    pub(crate) handle: Clean,
    /// The platform of a handle, or what kind of address it is; empty where the file names none.
    pub(crate) platform: Clean,
    /// Where it leads, where that is known.
    pub(crate) address: Option<Address>,
    /// Its number among the links of its page, where it has one.
    pub(crate) link: Option<usize>,
    kind: ContactKind,
    /// The cells of what stands for it in a row, and of its platform.
    columns: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContactKind {
    Handle,
    Website,
    EMail,
}

impl Contact {
    fn new(
        kind: ContactKind,
        handle: &str,
        platform: &str,
        address: Option<Address>,
        glyphs: Glyphs,
    ) -> Self {
        let (handle, platform) = (Clean::new(handle.trim()), Clean::new(platform));
        let mut contact = Self { handle, platform, address, link: None, kind, columns: (0, 0) };
        let cells = |text: &Clean| glyphs.width(text.as_str());
        contact.columns = (cells(contact.short()), cells(&contact.platform));
        contact
    }

    fn of_handle(handle: &Handle, glyphs: Glyphs) -> Self {
        let address = handle.url().as_deref().and_then(Address::new);
        let name = format!("@{}", handle.handle.trim_start_matches('@'));
        Self::new(ContactKind::Handle, &name, &handle.platform, address, glyphs)
    }

    /// What stands for it in a row.
    const fn short(&self) -> &Clean {
        match self.kind {
            ContactKind::Handle | ContactKind::Website => &self.handle,
            ContactKind::EMail => &self.platform,
        }
    }

    /// The cells that it takes in a row.
    fn row_columns(&self, names_platform: bool) -> usize {
        let (short, platform) = self.columns;
        let has_platform = names_platform && self.kind == ContactKind::Handle && platform > 0;
        short + if has_platform { platform + 1 } else { 0 }
    }

    fn row_part(&self, names_platform: bool) -> RowPart {
        let mut runs = vec![self.run(self.short())];
        if names_platform && self.kind == ContactKind::Handle && !self.platform.is_empty() {
            runs.push(Run::new(format!(" {}", self.platform), Role::Aside));
        }
        RowPart { runs, leads: self.link.map_or(Leads::Nowhere, Leads::ToLink) }
    }

    /// What is shown for it in a list of links.
    pub(super) fn label(&self) -> Clean {
        match self.kind {
            ContactKind::Handle if !self.platform.is_empty() => {
                Clean::new(format!("{} {}", self.handle, self.platform))
            }
            _ => self.handle.clone(),
        }
    }

    fn run(&self, text: &Clean) -> Run {
        Run { text: text.clone(), role: Role::Handle, link: self.link, ..Run::default() }
    }

    /// The address that a card shows beside it: the one of a profile.
    fn profile(&self) -> Option<Run> {
        let address = self.address.as_ref().filter(|_| self.kind == ContactKind::Handle)?;
        let written = address.in_words();
        Some(self.run(&Clean::new(without_scheme(&written))))
    }
}

/// A part of the row at the bottom of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowPart {
    pub(crate) runs: Vec<Run>,
    pub(crate) leads: Leads,
}

/// Where a click on a part of a row leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    ToLink(usize),
    ToAllLinks,
    Nowhere,
}

impl RowPart {
    fn plain(text: impl Into<Clean>, role: Role) -> Self {
        Self { runs: vec![Run::new(text, role)], leads: Leads::Nowhere }
    }
}

impl Byline {
    #[must_use]
    pub(super) fn of(review: &Review, uncovered: bool, glyphs: Glyphs) -> Self {
        let author = &review.author;
        let contact_lines = review.extra.iter().find(|(name, _)| name == CONTACT_LINES);
        let contact_lines = contact_lines.map_or("", |(_, value)| value.as_str());
        let contact_lines = match uncovered {
            true => Cow::Borrowed(contact_lines),
            false => Cow::Owned(cover::mask_line(contact_lines, glyphs)),
        };
        let handles = author.handles.iter().map(|handle| Contact::of_handle(handle, glyphs));
        let website = author.website.iter().map(|website| {
            let address = Address::of_website(website);
            let shown = without_scheme(website);
            Contact::new(ContactKind::Website, shown, "website", address, glyphs)
        });
        let e_mail = author.email.iter().map(|email| {
            let address = Address::of_mailbox(email);
            Contact::new(ContactKind::EMail, email, "e-mail", address, glyphs)
        });
        let name = author.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let plain = |text: &str| text.trim_start_matches('@').to_lowercase();
        let lines = |text: &str| text.lines().map(str::trim).map(Clean::new).collect();
        Self {
            name: name.map(Clean::new),
            signoff: author
                .signoff
                .as_deref()
                .map(|it| lines(&quoted(it, glyphs)))
                .unwrap_or_default(),
            contact_lines: lines(&contact_lines),
            contacts: handles.chain(website).chain(e_mail).collect(),
            name_is_handle: name.is_some_and(|name| {
                author.handles.iter().any(|handle| plain(&handle.handle) == plain(name))
            }),
        }
    }

    /// The author on one row of at most `columns`. What does not fit goes in this order: the name,
    /// the platforms, then contacts from the end, which are counted. Where no handle fits, the
    /// number of links is named with the key that lists them.
    #[must_use]
    pub(crate) fn row(
        &self,
        columns: usize,
        links_key: Option<&str>,
        glyphs: Glyphs,
    ) -> Vec<RowPart> {
        if !self.contacts.iter().any(|contact| contact.kind == ContactKind::Handle) {
            return self.row_of_name(columns, links_key, glyphs);
        }
        let name = self.name.as_ref().filter(|_| !self.name_is_handle);
        let name_columns = name.map(|name| glyphs.width(name.as_str()) + SEPARATOR_COLUMNS);
        let all = |names_platform| self.row_columns(self.contacts.len(), names_platform);
        if let (Some(name), Some(name_columns)) = (name, name_columns)
            && name_columns + all(true) <= columns
        {
            let name = RowPart::plain(name.clone(), Role::Fact);
            return [name].into_iter().chain(self.row_parts(self.contacts.len(), true)).collect();
        }
        if let Some(names_platform) = [true, false].into_iter().find(|it| all(*it) <= columns) {
            return self.row_parts(self.contacts.len(), names_platform).collect();
        }
        let counted = |shown: usize| format!("+{}", self.contacts.len() - shown);
        let fits = |shown: &usize| {
            self.row_columns(*shown, false) + SEPARATOR_COLUMNS + counted(*shown).len() <= columns
        };
        match (1..self.contacts.len()).rev().find(fits) {
            Some(shown) => {
                let rest = RowPart {
                    leads: Leads::ToAllLinks,
                    ..RowPart::plain(counted(shown), Role::Count)
                };
                self.row_parts(shown, false).chain([rest]).collect()
            }
            None => self.row_of_count(columns, links_key, glyphs),
        }
    }

    /// The row of an author without handles.
    fn row_of_name(&self, columns: usize, links_key: Option<&str>, glyphs: Glyphs) -> Vec<RowPart> {
        let Some(name) = &self.name else {
            let all = self.row_columns(self.contacts.len(), false);
            return match all <= columns {
                true => self.row_parts(self.contacts.len(), false).collect(),
                false => self.row_of_count(columns, links_key, glyphs),
            };
        };
        let name_columns = glyphs.width(name.as_str());
        let mut parts = vec![RowPart::plain(glyphs.fit(name.as_str(), columns), Role::Fact)];
        let mut more: Vec<RowPart> = self.row_parts(self.contacts.len(), false).collect();
        let mut more_columns = self.row_columns(self.contacts.len(), false);
        if let ([signoff], true) = (&self.signoff[..], more.is_empty()) {
            more.push(RowPart::plain(signoff.clone(), Role::Fact));
            more_columns = glyphs.width(signoff.as_str());
        }
        if name_columns + SEPARATOR_COLUMNS + more_columns <= columns {
            parts.append(&mut more);
        }
        parts
    }

    /// `o 3 links`, as far as there is room for it.
    fn row_of_count(
        &self,
        columns: usize,
        links_key: Option<&str>,
        glyphs: Glyphs,
    ) -> Vec<RowPart> {
        let count = plural(self.contacts.len(), "link");
        let key = links_key.map(|key| Run::new(key, Role::Key));
        let gap = if key.is_some() { " " } else { "" };
        let runs: Vec<Run> =
            key.into_iter().chain([Run::new(format!("{gap}{count}"), Role::Dim)]).collect();
        let fits = !self.contacts.is_empty() && glyphs.width_of(&runs) <= columns;
        fits.then_some(RowPart { runs, leads: Leads::ToAllLinks }).into_iter().collect()
    }

    /// The cells of the first `count` contacts with what stands between them.
    fn row_columns(&self, count: usize, names_platform: bool) -> usize {
        let each = self.contacts.iter().take(count).map(|it| it.row_columns(names_platform));
        each.sum::<usize>() + SEPARATOR_COLUMNS * count.saturating_sub(1)
    }

    fn row_parts(&self, count: usize, names_platform: bool) -> impl Iterator<Item = RowPart> {
        self.contacts.iter().take(count).map(move |contact| contact.row_part(names_platform))
    }
}

impl Byline {
    /// The card at the end of a page: name, sign-off, the author's own words about where to find
    /// them, and each contact with its platform and address.
    #[must_use]
    pub(super) fn card(&self, columns: usize, glyphs: Glyphs) -> Vec<Line> {
        let name = self.name.iter().map(|name| (name, Role::Title));
        let words = self.signoff.iter().chain(&self.contact_lines).map(|words| (words, Role::Fact));
        let texts = name.chain(words).map(|(text, role)| Run::new(text.clone(), role));
        let mut lines: Vec<Line> =
            texts.flat_map(|run| wrap_long(&[run], columns, glyphs)).collect();
        lines.extend(self.contact_table(columns, glyphs));
        lines
    }

    /// The contacts in columns: platform, handle, address. Where the address does not fit beside the
    /// handle it stands below; where that does not fit either, there are no columns.
    fn contact_table(&self, columns: usize, glyphs: Glyphs) -> Vec<Line> {
        let cells = |text: &Clean| glyphs.width(text.as_str());
        let widest =
            |cells: &dyn Fn(&Contact) -> usize| self.contacts.iter().map(cells).max().unwrap_or(0);
        let profile = |contact: &Contact| contact.profile().map_or(0, |run| cells(&run.text));
        let platforms = widest(&|contact| cells(&contact.platform));
        let indent = if platforms == 0 { 0 } else { platforms + GAP_COLUMNS };
        let handles = widest(&|contact| contact.profile().map_or(0, |_| cells(&contact.handle)));
        let beside = handles + GAP_COLUMNS + widest(&profile);
        let below = widest(&|contact| cells(&contact.handle).max(profile(contact)));
        let mut lines = Vec::new();
        for contact in &self.contacts {
            if indent + below > columns {
                lines.extend(contact.lines(columns, glyphs));
                let profile = contact.profile().into_iter();
                lines.extend(profile.flat_map(|run| wrap_long(&[run], columns, glyphs)));
                continue;
            }
            let mut line = Line::blank();
            line.push_at(0, Run::new(contact.platform.clone(), Role::Aside), glyphs);
            line.push_at(indent, contact.run(&contact.handle), glyphs);
            let profile = contact.profile();
            match profile {
                Some(profile) if indent + beside.max(below) <= columns => {
                    line.push_at(indent + handles + GAP_COLUMNS, profile, glyphs);
                    lines.push(line);
                }
                Some(profile) => {
                    lines.push(line);
                    let mut line = Line::blank();
                    line.push_at(indent, profile, glyphs);
                    lines.push(line);
                }
                None => lines.push(line),
            }
        }
        lines
    }
}

impl Contact {
    /// The contact on lines of its own, with its platform at the right. Nothing is cut: where both do
    /// not fit on one line the platform has one of its own, and then the contact wraps.
    pub(crate) fn lines(&self, columns: usize, glyphs: Glyphs) -> Vec<Line> {
        let platform = Run::new(self.platform.clone(), Role::Aside);
        let at = columns.saturating_sub(glyphs.width(self.platform.as_str()));
        let mut lines = wrap_long(&[self.run(&self.handle)], columns, glyphs);
        if self.platform.is_empty() {
            return lines;
        }
        match &mut lines[..] {
            [line] if line.width(glyphs) + GAP_COLUMNS <= at => line.push_at(at, platform, glyphs),
            _ if at > 0 => {
                let mut line = Line::blank();
                line.push_at(at, platform, glyphs);
                lines.push(line);
            }
            _ => lines.extend(wrap_long(&[platform], columns, glyphs)),
        }
        lines
    }
}

/// A sign-off in quotation marks, unless it has some of its own.
fn quoted(text: &str, glyphs: Glyphs) -> String {
    let text = text.trim();
    let has_marks = text.starts_with(['"', '“', '„', '«', '‘', '「', '»']);
    match has_marks || text.is_empty() {
        true => text.to_owned(),
        false => format!("{}{text}{}", glyphs.signs("“"), glyphs.signs("”")),
    }
}
