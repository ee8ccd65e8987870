//! What is to be done, in order.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::journal::key;
use crate::input::Group;

/// Everything that was given, in order. An item's index is its place.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    /// The last item of each group of files that may belong together.
    ends: BTreeSet<usize>,
}

/// A file to be checked, or what stands for something that cannot be looked at.
#[derive(Debug)]
pub(super) enum Item {
    File(PathBuf),
    Refused(String),
}

impl Plan {
    /// The files of the groups without those that were done before.
    pub(super) fn new(groups: Vec<Group>, done: &BTreeSet<String>) -> Self {
        let mut plan = Self::default();
        for group in groups {
            match group {
                Ok(files) => {
                    let files = files.into_iter().filter(|path| !done.contains(&key(path)));
                    plan.items.extend(files.map(Item::File));
                }
                Err(sentence) => plan.items.push(Item::Refused(sentence)),
            }
            plan.ends.extend(plan.items.len().checked_sub(1));
        }
        plan
    }

    pub(super) fn ends_group(&self, item: usize) -> bool {
        self.ends.contains(&item)
    }

    /// The files of these items.
    pub(super) fn paths(&self, items: &[usize]) -> Vec<&PathBuf> {
        let items = items.iter().filter_map(|item| self.items.get(*item));
        items
            .filter_map(|item| match item {
                Item::File(path) => Some(path),
                Item::Refused(_) => None,
            })
            .collect()
    }
}
