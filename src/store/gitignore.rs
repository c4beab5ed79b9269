//! Which files git ignores.
//!
//! The files with the rules are read here and not by the `ignore` crate, which opens whatever is
//! called `.gitignore`: a pipe of that name would hang a walk, a link to `/dev/zero` exhaust memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::{env, fs};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::read::read_unlinked;
use super::unread::{Cause, Unread};
use super::{Root, config};
use crate::text::Diagnostic;

/// A larger file of rules is not used: compiling rules takes far longer than reading them.
const MAX_RULES_BYTES: usize = 64 * 1024;

/// The user's own rules, which apply in every folder.
static USER_RULES: LazyLock<Gitignore> = LazyLock::new(|| match may_have_user_rules() {
    true => GitignoreBuilder::new("/").build_global().0,
    false => Gitignore::empty(),
});

/// Whether the user may have rules: in the file where git looks for them, or in one that its settings
/// name. To find that out of the settings the crate compiles a regex, which takes as long as all else
/// that is done before the first file is read, and most users have no such rules.
fn may_have_user_rules() -> bool {
    const SETTING: &[u8] = b"excludesfile";
    let named = |name| env::var_os(name).map(PathBuf::from);
    let git = config::base_folder().map(|folder| folder.join("git"));
    let settings = [
        named("GIT_CONFIG_GLOBAL"),
        named("HOME").map(|home| home.join(".gitconfig")),
        git.as_ref().map(|git| git.join("config")),
        named("GIT_CONFIG_SYSTEM"),
        Some(PathBuf::from("/etc/gitconfig")),
    ];
    let names_a_file = |file: PathBuf| {
        let text = fs::read(file).unwrap_or_default();
        text.windows(SETTING.len()).any(|word| word.eq_ignore_ascii_case(SETTING))
    };
    git.is_some_and(|git| git.join("ignore").exists())
        || settings.into_iter().flatten().any(names_a_file)
}

/// A cache of the rules by folder, without links.
#[derive(Debug, Default)]
pub(super) struct IgnoreRules {
    folders: Mutex<HashMap<PathBuf, Arc<FolderRules>>>,
    /// The files of rules that could not be read, without links.
    unreadable: Mutex<Vec<(PathBuf, Diagnostic)>>,
}

/// The rules that apply in one folder.
#[derive(Debug)]
pub(super) struct FolderRules {
    /// The rules of this folder, of which the first that matches decides.
    own: Vec<Gitignore>,
    /// The rules of the parent; `None` at the top of a repository.
    above: Option<Arc<FolderRules>>,
}

impl IgnoreRules {
    /// Whether git ignores `path`, a path without links, in a folder that is not ignored.
    pub(super) fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        match path.parent() {
            Some(folder) => self.of(folder).ignore(path, is_folder),
            None => USER_RULES.matched(path, is_folder).is_ignore(),
        }
    }

    /// Whether a walk through `root` would not reach `path`: it, or a folder between them, is hidden or
    /// ignored.
    pub(super) fn hides(&self, path: &Path, root: &Root, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(&root.folder) else { return false };
        let mut at = root.real.clone();
        let mut parts = below.components().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let hidden = part.as_os_str().as_encoded_bytes().starts_with(b".");
            if hidden || self.ignores(&at, is_folder || parts.peek().is_some()) {
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
        let own = files.iter().flatten().filter_map(|file| self.rules_in(file, folder)).collect();
        let rules = Arc::new(FolderRules { own, above });
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(folders.entry(folder.to_owned()).or_insert(rules))
    }

    /// The rules in `file`. As in git, a link called `.gitignore` is not followed.
    fn rules_in(&self, file: &Path, folder: &Path) -> Option<Gitignore> {
        let read = fs::symlink_metadata(file)
            .map_err(|error| Unread::file(&error))
            .and_then(|found| read_unlinked(file, found.file_type()));
        let text = match read {
            Ok(text) => text.source,
            Err(Unread { cause: Cause::Failed, diagnostic }) => {
                let mut unreadable = self.unreadable.lock().unwrap_or_else(PoisonError::into_inner);
                unreadable.push((file.to_owned(), diagnostic));
                return None;
            }
            Err(_) => return None,
        };
        let text = Some(text.text()).filter(|text| text.len() <= MAX_RULES_BYTES)?;
        let mut rules = GitignoreBuilder::new(folder);
        for line in text.lines() {
            // Like git, skip lines that are not a pattern.
            let _ = rules.add_line(None, line);
        }
        // Fails only where patterns that are each valid are too large together.
        rules.build().ok()
    }

    /// The files of rules that could not be read so far: what they ignore may have been listed.
    pub(super) fn into_unreadable(self) -> Vec<(PathBuf, Diagnostic)> {
        self.unreadable.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FolderRules {
    /// Whether these rules ignore `path`, which is in their folder.
    pub(super) fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        let folders = std::iter::successors(Some(self), |rules| rules.above.as_deref());
        for rules in folders.flat_map(|rules| &rules.own) {
            match rules.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        USER_RULES.matched(path, is_folder).is_ignore()
    }
}
