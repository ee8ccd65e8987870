//! The smallest sets of figures whose change lets every relation hold.
//!
//! Relations that cannot all hold are a conflict: at least one of their figures is wrong. The
//! search calls one figure of a conflict wrong, sees which relations are still in conflict, and goes
//! on (Reiter's hitting sets). A figure that was tried and given up stays right in what follows, so
//! that each set comes once; the weight allowed rises from the least until a set is found.

use std::collections::BTreeSet;

use super::bounds::{Impossible, MOST_CHANGES};
use super::lever::{Lever, Levers};
use super::system::{FIXED, RowId, System, VariableId};
use crate::order::Order;

/// How much a search may do.
#[derive(Clone, Copy, Debug)]
pub struct Effort<'a> {
    /// Rows that need not hold, ascending.
    pub ignored: &'a [RowId],
    /// Rows that may be looked at.
    pub work: usize,
    /// The heaviest set that is looked for.
    pub weight: u32,
    /// Sets that are kept.
    pub sets: usize,
}

/// The smallest sets of wrong figures.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    /// Each ascending.
    pub sets: Vec<Vec<VariableId>>,
    /// What each of them weighs.
    pub weight: u32,
    /// Whether these are all the smallest ones.
    pub proved: bool,
    /// Work that was done.
    pub work: usize,
}

/// Looks for all sets of least weight that let the broken rows hold, and every row that held.
#[must_use]
pub fn smallest(system: &System, broken: &[RowId], effort: Effort<'_>) -> Sets {
    let mut search = Search {
        system,
        broken,
        effort,
        work: 0,
        levers: Vec::new(),
        right: BTreeSet::new(),
        weight: 0,
        limit: 0,
        next: None,
        complete: true,
        found: BTreeSet::new(),
    };
    search.run()
}

struct Search<'a> {
    system: &'a System,
    broken: &'a [RowId],
    effort: Effort<'a>,
    work: usize,
    /// What is called wrong.
    levers: Vec<Lever>,
    /// What is called right.
    right: BTreeSet<VariableId>,
    weight: u32,
    limit: u32,
    /// The least weight beyond the limit.
    next: Option<u32>,
    /// Whether nothing was given up for the work that it takes.
    complete: bool,
    found: BTreeSet<Vec<VariableId>>,
}

impl Search<'_> {
    fn run(&mut self) -> Sets {
        loop {
            self.next = None;
            self.descend();
            let spent = self.work > self.effort.work;
            if spent || !self.found.is_empty() {
                break;
            }
            match self.next {
                Some(next) if next <= self.effort.weight => self.limit = next,
                _ => break,
            }
        }
        Sets {
            sets: self.found.iter().cloned().collect(),
            weight: self.limit,
            proved: self.complete && self.work <= self.effort.work,
            work: self.work,
        }
    }

    fn descend(&mut self) {
        if self.work > self.effort.work || self.found.len() >= self.effort.sets {
            self.complete = false;
            return;
        }
        let Some(candidates) = self.candidates() else {
            return;
        };
        let mut given_up = Vec::new();
        for variable in candidates {
            let weight = self.weight.saturating_add(self.system.weight(variable));
            if weight > self.limit {
                if weight < FIXED {
                    self.next = Some(self.next.map_or(weight, |next| next.min(weight)));
                }
                continue;
            }
            let before = std::mem::replace(&mut self.weight, weight);
            self.levers.push(Lever::of(variable));
            self.descend();
            self.levers.pop();
            self.weight = before;
            if self.right.insert(variable) {
                given_up.push(variable);
            }
        }
        for variable in given_up {
            self.right.remove(&variable);
        }
    }

    /// What may be called wrong next; `None` where this set is complete or leads nowhere.
    fn candidates(&mut self) -> Option<Vec<VariableId>> {
        if self.levers.len() > MOST_CHANGES {
            self.complete = false;
            return None;
        }
        let contradiction = match self.contradiction() {
            Ok(()) => None,
            Err(Impossible::Rows(rows)) => Some(rows),
            Err(Impossible::TooMuch) => {
                self.complete = false;
                return None;
            }
        };
        let untouched: Vec<RowId> = self
            .broken
            .iter()
            .copied()
            .filter(|&row| !self.is_touched(row))
            .collect();
        if contradiction.is_none() && untouched.is_empty() {
            let mut set: Vec<VariableId> = self.levers.iter().flat_map(Lever::variables).collect();
            set.put_in_order();
            self.found.insert(set);
            return None;
        }
        if self.levers.len() == MOST_CHANGES {
            self.complete = false;
            return None;
        }
        Some(self.suspects(contradiction.as_deref(), &untouched))
    }

    /// Rows that the figures called wrong cannot fulfil together.
    fn contradiction(&mut self) -> Result<(), Impossible> {
        if self.levers.is_empty() {
            return Ok(());
        }
        let (ignored, work) = (self.effort.ignored, &mut self.work);
        let levers = Levers::new(self.system, &self.levers, &[], ignored, work)?;
        levers.span(0, work).map(|_| ())
    }

    fn is_touched(&self, row: RowId) -> bool {
        let row = self.system.rows.get(row);
        row.is_none_or(|row| {
            self.levers
                .iter()
                .flat_map(Lever::variables)
                .any(|variable| row.coefficient(variable) != 0)
        })
    }

    /// The figures of the smallest conflict; if only one more can be called wrong, those that are
    /// in all conflicts.
    fn suspects(
        &mut self,
        contradiction: Option<&[RowId]>,
        untouched: &[RowId],
    ) -> Vec<VariableId> {
        let mut conflicts: Vec<Vec<VariableId>> = untouched
            .iter()
            .map(|row| self.figures(std::slice::from_ref(row)))
            .collect();
        conflicts.extend(contradiction.map(|rows| self.figures(rows)));
        conflicts.order_by_key(Vec::len);
        let room = self.limit.saturating_sub(self.weight);
        let cheapest = conflicts
            .iter()
            .flatten()
            .map(|&variable| self.system.weight(variable))
            .min()
            .unwrap_or(1)
            .max(1);
        let apart = disjoint(&conflicts);
        let needed = cheapest.saturating_mul(u32::try_from(apart).unwrap_or(u32::MAX));
        if needed > room {
            let beyond = self.weight.saturating_add(needed);
            self.next = Some(self.next.map_or(beyond, |next| next.min(beyond)));
            return Vec::new();
        }
        let Some((first, others)) = conflicts.split_first() else {
            return Vec::new();
        };
        let mut suspects = first.clone();
        if room < cheapest.saturating_mul(2) {
            suspects.retain(|variable| {
                others
                    .iter()
                    .all(|conflict| conflict.binary_search(variable).is_ok())
            });
            if suspects.len() < first.len() {
                let beyond = self.limit.saturating_add(1);
                self.next = Some(self.next.map_or(beyond, |next| next.min(beyond)));
            }
        }
        let broken = |variable: &VariableId| {
            conflicts
                .iter()
                .filter(|conflict| conflict.binary_search(variable).is_ok())
                .count()
        };
        suspects.order_by_cached_key(|variable| (std::cmp::Reverse(broken(variable)), *variable));
        suspects
    }

    /// The figures of some rows that may still be called wrong, ascending.
    fn figures(&mut self, rows: &[RowId]) -> Vec<VariableId> {
        let rows = rows.iter().filter_map(|&row| self.system.rows.get(row));
        let mut figures: Vec<VariableId> = rows.flat_map(super::system::Row::variables).collect();
        figures.put_in_order();
        figures.dedup();
        self.work = self.work.saturating_add(figures.len() >> 3);
        figures.retain(|&variable| {
            self.system.weight(variable) < FIXED
                && !self.right.contains(&variable)
                && !self.levers.iter().any(|lever| lever.moves(variable))
        });
        figures
    }
}

/// How many of the conflicts, the smallest first, have no figure in common: as many figures are
/// wrong at least.
fn disjoint(conflicts: &[Vec<VariableId>]) -> usize {
    let mut taken: BTreeSet<VariableId> = BTreeSet::new();
    let mut count = 0_usize;
    for conflict in conflicts {
        if conflict.iter().all(|variable| !taken.contains(variable)) {
            taken.extend(conflict);
            count = count.saturating_add(1);
        }
    }
    count
}
