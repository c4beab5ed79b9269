//! How urgent each job is, which others it waits for, and which it supersedes.

use super::{Job, Side};

/// How urgent a job is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    /// The next frame needs its answer.
    Frame,
    /// Its answer changes what is on the screen.
    Shown,
    /// Its answer may be needed later.
    Ahead,
}

/// The jobs of one lane run one after the other; the lanes run in parallel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Page,
    /// Jobs that may read many files, or wait for the disk.
    Scan,
    /// What is remembered: another instance may hold its lock.
    State,
}

impl Lane {
    pub(crate) const ALL: [Self; 3] = [Self::Page, Self::Scan, Self::State];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Scan => "scan",
            Self::State => "state",
        }
    }
}

/// The purpose of a job that makes earlier jobs for the same purpose unnecessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The page on the screen.
    Page,
    /// The layout of the page on the screen.
    Layout,
    /// The matches on the page on the screen.
    Find,
    /// The results of a search through all texts.
    Search,
    /// One section of several reviews.
    Sections,
    /// Two reviews that are compared.
    Comparison,
    /// The statistics of the library.
    Statistics,
    /// The reviews that a filter is to pass for their texts.
    Filter,
    /// The texts that were read are kept.
    SaveTexts,
    Desk,
    /// What is remembered is on the disk.
    Sync,
    /// The review on one side of the chosen one.
    Ahead(Side),
}

impl Purpose {
    /// Whether a job for this purpose makes an earlier one unnecessary.
    pub(crate) fn supersedes(self, earlier: Self) -> bool {
        // When a search has ended, texts are saved again.
        let delays_saving = matches!(self, Self::Search | Self::Filter);
        self == earlier || delays_saving && earlier == Self::SaveTexts
    }
}

impl Job {
    #[must_use]
    pub(crate) const fn priority(&self) -> Priority {
        match self {
            Self::Load { .. }
            | Self::LayOut { .. }
            | Self::Find { .. }
            | Self::Compare { .. }
            | Self::Remember { .. } => Priority::Frame,
            Self::Reread { .. }
            | Self::Search { .. }
            | Self::LoadSections { .. }
            | Self::Sift { .. }
            | Self::Count { .. }
            | Self::Inspect { .. } => Priority::Shown,
            Self::LoadAhead { .. }
            | Self::SaveTexts
            | Self::ForgetTexts
            | Self::SyncState
            | Self::RewriteState => Priority::Ahead,
        }
    }

    /// The lane in which it runs.
    #[must_use]
    pub(crate) const fn lane(&self) -> Lane {
        match self {
            Self::Search { .. }
            | Self::Sift { .. }
            | Self::SaveTexts
            | Self::Count { .. }
            | Self::ForgetTexts
            | Self::Inspect { .. }
            | Self::SyncState => Lane::Scan,
            Self::Remember { .. } | Self::RewriteState => Lane::State,
            Self::Load { .. }
            | Self::LayOut { .. }
            | Self::LoadSections { .. }
            | Self::Compare { .. }
            | Self::Find { .. }
            | Self::Reread { .. }
            | Self::LoadAhead { .. } => Lane::Page,
        }
    }

    /// Its purpose; a later job with the same purpose supersedes it.
    #[must_use]
    pub(crate) const fn purpose(&self) -> Option<Purpose> {
        match self {
            Self::Load { .. } => Some(Purpose::Page),
            Self::LayOut { .. } => Some(Purpose::Layout),
            Self::Find { .. } => Some(Purpose::Find),
            Self::Search { .. } => Some(Purpose::Search),
            Self::SaveTexts => Some(Purpose::SaveTexts),
            Self::LoadSections { .. } => Some(Purpose::Sections),
            Self::Sift { .. } => Some(Purpose::Filter),
            Self::Compare { .. } => Some(Purpose::Comparison),
            Self::Count { .. } => Some(Purpose::Statistics),
            Self::Inspect { .. } => Some(Purpose::Desk),
            Self::SyncState => Some(Purpose::Sync),
            Self::LoadAhead { side, .. } => Some(Purpose::Ahead(*side)),
            Self::Reread { .. }
            | Self::ForgetTexts
            | Self::Remember { .. }
            | Self::RewriteState => None,
        }
    }
}
