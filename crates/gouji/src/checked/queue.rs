//! Which files wait for others, and which belong together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choice;
use super::desk::Read;
use crate::order::Order;
use crate::report::FileInfo;
use crate::rulebook::normal;
use crate::source::Book;

/// Files that may wait for others of their disclosure, and files after it that one may wait for.
const MOST_WAITING: usize = 256;

/// Files of a folder that wait for others. It does no work on them, so what it says depends on the
/// files and their order alone.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Vec<Opened>,
}

/// Files to be checked now: those that may be one disclosure.
#[derive(Debug)]
pub struct Due(pub(super) Vec<Opened>);

/// A file that was read.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) index: usize,
    pub(super) folder: String,
    pub(super) file: FileInfo,
    pub(super) book: Book,
    /// How it was recognised; `None` where it has no table.
    pub(super) choice: Option<Choice>,
    /// The words of a document without tables, in normal form; nothing of other files.
    pub(super) says: String,
}

impl Read {
    /// How many answers this file has a part in: its own and those of its parts.
    #[must_use]
    pub fn expects(&self) -> usize {
        self.answers.len().saturating_add(self.parts.len())
    }
}

impl Due {
    /// The files by their indices; those in one archive have the same.
    #[must_use]
    pub fn files(&self) -> Vec<usize> {
        self.0.iter().map(|opened| opened.index).collect()
    }
}

impl Queue {
    /// Takes the next file, by its index; gives back what has waited long enough, with what has
    /// come in the meantime and belongs to it.
    pub fn add(&mut self, read: Read) -> Vec<Due> {
        let oldest = read.index.saturating_sub(MOST_WAITING);
        self.waiting.extend(read.parts);
        let mut due = Vec::new();
        while self.is_late(oldest) {
            due.push(Due(self.first_group()));
        }
        due
    }

    fn is_late(&self, oldest: usize) -> bool {
        let first = self.waiting.first();
        self.waiting.len() > MOST_WAITING || first.is_some_and(|first| first.index < oldest)
    }

    /// Takes out the first and those that belong to the same unit in the same folder.
    fn first_group(&mut self) -> Vec<Opened> {
        let units = units(&self.waiting);
        let first = self.waiting.first();
        let folder = first.map(|first| first.folder.clone());
        let unit = first.and_then(|first| first.unit_among(&units));
        let belongs = |opened: &Opened| {
            let explains = || unit.as_ref().is_some_and(|unit| opened.says.contains(unit));
            Some(&opened.folder) == folder.as_ref() && (opened.unit() == unit || explains())
        };
        let all = std::mem::take(&mut self.waiting).into_iter();
        let (group, others) = all.partition(belongs);
        self.waiting = others;
        group
    }

    /// What still waits, by what belongs together.
    #[must_use]
    pub fn finish(self) -> Vec<Due> {
        groups(self.waiting).into_iter().map(Due).collect()
    }
}

impl Opened {
    /// Whether the file has every table that its template asks for.
    pub(super) fn is_whole(&self) -> bool {
        self.choice.as_ref().is_some_and(Choice::is_whole)
    }

    /// The budget unit that the file names, in normal form.
    fn unit(&self) -> Option<String> {
        let name = self.choice.as_ref()?.disclosure.unit_name.as_deref()?;
        Some(normal(name))
    }

    /// The unit whose tables it holds, or whose tables it explains: that which it names first.
    fn unit_among(&self, units: &Units) -> Option<String> {
        let known = units.get(&self.folder).into_iter().flatten();
        let places = known.filter_map(|unit| Some((self.says.find(unit.as_str())?, unit)));
        let first = places.min_by_key(|(at, unit)| (*at, Reverse(unit.len())));
        let explained = first.map(|(_, unit)| unit.clone());
        self.unit().or(explained)
    }
}

/// The budget units that the tables in each folder name.
type Units = BTreeMap<String, BTreeSet<String>>;

fn units(opened: &[Opened]) -> Units {
    let mut units = Units::new();
    for opened in opened {
        let folder = units.entry(opened.folder.clone()).or_default();
        folder.extend(opened.unit());
    }
    units
}

/// Files of one folder that belong to one budget unit, in the order of their first; those that name
/// none go to the only unit of their folder.
fn groups(waiting: Vec<Opened>) -> Vec<Vec<Opened>> {
    let units = units(&waiting);
    let mut groups: BTreeMap<(String, Option<String>), Vec<Opened>> = BTreeMap::new();
    for opened in waiting {
        let only = || {
            let units = units.get(&opened.folder).filter(|it| it.len() == 1);
            units.and_then(BTreeSet::first).cloned()
        };
        let unit = opened.unit_among(&units).or_else(only);
        let key = (opened.folder.clone(), unit);
        groups.entry(key).or_default().push(opened);
    }
    let mut groups: Vec<Vec<Opened>> = groups.into_values().collect();
    groups.order_by_key(|group| group.first().map(|opened| opened.index));
    groups
}

/// A file's folder, and its name without it.
pub(super) fn split(name: &str) -> (&str, &str) {
    match name.rfind(['/', '\\']) {
        Some(at) => (
            name.get(..at).unwrap_or_default(),
            name.get(at.saturating_add(1)..).unwrap_or(name),
        ),
        None => ("", name),
    }
}
