//! The keys of all actions, so that tests of every screen come to a new one unasked.

use rushes::tui::action::{Action, TABLE};

/// The first key of each action that is not in `except`, as `Driver::press` takes it.
pub(crate) fn action_keys(except: &[Action]) -> Vec<String> {
    let bindings = TABLE.iter().filter(|binding| !except.contains(&binding.action));
    bindings.map(|binding| binding.keys[0].to_string()).collect()
}
