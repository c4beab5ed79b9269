//! What git leaves out of a folder.
//!
//! The rules are read here and not by the `ignore` crate, which opens whatever is called
//! `.gitignore`: a pipe of that name would hang a walk, a link to `/dev/zero` exhaust it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Root;
use super::read::read_unlinked;

/// The largest file of rules that is heeded: compiling them takes far longer than reading them.
const LARGEST: usize = 64 * 1024;

/// The user's own rules, which hold everywhere. To find out where git keeps them takes longer than
/// to read a hundred reviews.
static EVERYWHERE: LazyLock<Gitignore> =
    LazyLock::new(|| GitignoreBuilder::new("/").build_global().0);

/// The rules of the folders asked so far.
#[derive(Debug, Default)]
pub(super) struct IgnoreRules {
    folders: Mutex<HashMap<PathBuf, Arc<FolderRules>>>,
}

/// What is left out of one folder.
#[derive(Debug)]
pub(super) struct FolderRules {
    /// Of this folder; the first that has a say decides.
    own: Vec<Gitignore>,
    /// Of the folder above, unless this one is the top of a repository.
    above: Option<Arc<FolderRules>>,
}

impl IgnoreRules {
    /// Whether git would leave out `path`, a path without links, when the folder that holds it is
    /// kept.
    pub(super) fn holds(&self, path: &Path, is_folder: bool) -> bool {
        match path.parent() {
            Some(folder) => self.of(folder).hold(path, is_folder),
            None => EVERYWHERE.matched(path, is_folder).is_ignore(),
        }
    }

    /// Whether a walk through `root` would not come to `path`: it is hidden, or it or a folder
    /// between them is left out.
    pub(super) fn hides(&self, path: &Path, root: &Root, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(&root.folder) else { return false };
        let mut at = root.real.clone();
        let mut parts = below.components().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let hidden = part.as_os_str().as_encoded_bytes().starts_with(b".");
            if hidden || self.holds(&at, is_folder || parts.peek().is_some()) {
                return true;
            }
        }
        false
    }

    /// The rules of `folder`, a path without links.
    pub(super) fn of(&self, folder: &Path) -> Arc<FolderRules> {
        let known = |folders: &HashMap<PathBuf, Arc<FolderRules>>| folders.get(folder).cloned();
        if let Some(rules) = known(&self.folders.lock().unwrap_or_else(PoisonError::into_inner)) {
            return rules;
        }
        let git = folder.join(".git");
        let is_top = git.exists();
        let above = folder.parent().filter(|_| !is_top).map(|above| self.of(above));
        let files = [Some(folder.join(".gitignore")), is_top.then(|| git.join("info/exclude"))];
        let own = files.iter().flatten().filter_map(|file| rules_in(file, folder)).collect();
        let rules = Arc::new(FolderRules { own, above });
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(folders.entry(folder.to_owned()).or_insert(rules))
    }
}

impl FolderRules {
    /// Whether they leave out `path`, which stands in their folder.
    pub(super) fn hold(&self, path: &Path, is_folder: bool) -> bool {
        let folders = std::iter::successors(Some(self), |rules| rules.above.as_deref());
        for rules in folders.flat_map(|rules| &rules.own) {
            match rules.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        EVERYWHERE.matched(path, is_folder).is_ignore()
    }
}

/// Git itself does not follow a link that is called `.gitignore`.
fn rules_in(file: &Path, folder: &Path) -> Option<Gitignore> {
    let found = fs::symlink_metadata(file).ok()?;
    let text = read_unlinked(file, found.file_type()).ok()?;
    let text = Some(text.source.text()).filter(|text| text.len() <= LARGEST)?;
    let mut rules = GitignoreBuilder::new(folder);
    for line in text.lines() {
        // A line that is no pattern says nothing; git passes it over as well.
        let _ = rules.add_line(None, line);
    }
    rules.build().ok()
}
