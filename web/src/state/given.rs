use std::collections::BTreeMap;
use std::rc::Rc;

use gouji::report::Report;
use gouji::view::{Brief, BriefResult, Department, Request, Rulebook};
use web_sys::Blob;

use super::names::places as sorted_places;
use super::{Checked, Left};
use crate::words;

/// A file to check.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    /// Its name, with its folders where these are known.
    pub(crate) name: String,
    /// Its content, which stays where it is until the worker reads it.
    pub(crate) blob: Blob,
}

/// What is to be checked, and by which rulebook.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Order {
    pub(crate) files: Rc<Vec<Given>>,
    /// Names of those in the same folders that are not checked.
    pub(crate) skipped: Rc<Vec<String>>,
    /// `None` where the rulebook that fits best is taken.
    pub(crate) rulebook: Option<Rulebook>,
}

impl Order {
    /// The order as the worker wants it.
    pub(crate) fn request(&self, id: u32) -> Request {
        Request::Check {
            id,
            names: self.files.iter().map(|file| file.name.clone()).collect(),
            year: None,
            rulebook: self.rulebook.clone(),
        }
    }

    /// Only the files of these outcomes, and the outcomes as those of it.
    pub(crate) fn only(&self, outcomes: &[Brief]) -> (Self, Vec<Brief>) {
        let mut places = BTreeMap::new();
        for file in outcomes.iter().flat_map(|it| &it.files) {
            places.insert(*file, 0);
        }
        for (place, (_, new)) in places.iter_mut().enumerate() {
            *new = place;
        }
        let (mut files, mut skipped) = (Vec::new(), self.skipped.to_vec());
        for (place, file) in self.files.iter().enumerate() {
            match places.contains_key(&place) {
                true => files.push(file.clone()),
                false => skipped.push(file.name.clone()),
            }
        }
        let first = |at: usize| outcomes[at].files.first();
        let sorted = sorted_places(outcomes.len(), &|one, other| first(one).cmp(&first(other)));
        let mut outcomes: Vec<Brief> = sorted.iter().map(|at| outcomes[*at].clone()).collect();
        for file in outcomes.iter_mut().flat_map(|it| &mut it.files) {
            *file = places.get(file).copied().unwrap_or_default();
        }
        let order = Self {
            files: Rc::new(files),
            skipped: Rc::new(skipped),
            rulebook: self.rulebook.clone(),
        };
        (order, outcomes)
    }

    /// What is being checked, in words.
    pub(crate) fn name(&self) -> String {
        match (self.files.as_slice(), &self.rulebook) {
            ([file], _) => file.name.clone(),
            ([], Some(Rulebook::Own { name, .. })) => name.clone(),
            (files, _) => words::page::files(files.len()),
        }
    }
}

/// What became of several files, and which of them is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Several {
    pub(crate) id: u32,
    pub(crate) outcomes: Rc<Vec<Brief>>,
    /// Departments whose units are among them.
    pub(crate) departments: Rc<Vec<Department>>,
    /// The one that is shown; `None` shows the list.
    pub(crate) open: Option<usize>,
    /// The one that was shown last.
    pub(crate) last: Option<usize>,
    /// What was done to those that were shown before.
    pub(super) left: Rc<BTreeMap<usize, Left>>,
}

impl Several {
    /// Goes back to the list, which tells how the result stands now.
    pub(super) fn put_back(&mut self, checked: Checked) {
        self.open = None;
        self.last = Some(checked.outcome);
        self.note(checked.outcome, checked.report());
        Rc::make_mut(&mut self.left).insert(checked.outcome, checked.left());
    }

    /// Notes that the changes in place were saved.
    pub(super) fn save(&mut self, outcome: usize) {
        if let Some(left) = Rc::make_mut(&mut self.left).get_mut(&outcome) {
            left.save();
        }
    }

    /// Whether there are unsaved changes to one of those that are not shown.
    pub(super) fn is_unsaved(&self) -> bool {
        let mut others = self.left.iter().filter(|(it, _)| Some(**it) != self.open);
        others.any(|(_, left)| left.is_unsaved())
    }

    /// Notes how an outcome and the departments stand now.
    pub(super) fn renew(&mut self, outcome: usize, report: &Report, departments: Vec<Department>) {
        self.departments = Rc::new(departments);
        self.note(outcome, report);
        let left = Rc::make_mut(&mut self.left);
        left.entry(outcome).or_default().note(&report.accepted);
    }

    fn note(&mut self, outcome: usize, report: &Report) {
        let outcomes = Rc::make_mut(&mut self.outcomes);
        if let Some(brief) = outcomes.get_mut(outcome)
            && let BriefResult::Read {
                verdict,
                sentence,
                counts,
                ..
            } = &mut brief.result
        {
            *verdict = report.verdict;
            sentence.clone_from(&report.sentence);
            *counts = report.counts;
        }
    }
}
