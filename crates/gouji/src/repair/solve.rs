use std::collections::BTreeSet;

use super::doubt::odd_codes;
use super::explain::{Explanation, Question, explain};
use super::fault;
use super::model::Model;
use super::pattern::{Pattern, Patterns};
use super::rescale::rescaled;
use super::text::Text;
use super::typist::Typist;
use crate::localise::{Change, Fit, Fits, Guess, Lever, Row, RowId, fits};
use crate::order::Order;
use crate::recognise::Disclosure;
use crate::report::Reason;
use crate::rulebook::Rulebook;

/// Rows that are looked at for one fault at most.
const MOST_WORK: usize = 300_000;

/// Rows that are looked at for all faults together at most.
const MOST_WORK_IN_ALL: usize = 800_000;

/// Rows that are looked at for a fault of few figures.
const LITTLE_WORK: usize = 60_000;

/// Wrong figures of one fault at most.
const MOST_WRONG: u32 = 5;

/// Wrong figures that are looked for before slips of several figures are.
const FEW_WRONG: u32 = 3;

/// Wrong figures of two faults that are looked at together at most.
const MOST_JOINED: usize = 3;

/// What a fault that few figures do not explain stands for, in figures.
const UNEXPLAINED: usize = 4;

/// What slips of several figures may look at, in rows.
const MOST_WORK_OF_PATTERNS: usize = 600_000;

/// What explains some broken rows.
pub(super) struct Solved {
    /// The rows.
    pub(super) rows: Vec<RowId>,
    /// What explains them.
    pub(super) explanation: Explanation,
}

/// Explains broken rows.
pub(super) struct Solver<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) model: Model,
    pub(super) disclosure: &'a Disclosure,
    pub(super) text: Text,
    /// Parts of tables with a code out of order.
    odd_codes: BTreeSet<(usize, usize)>,
    work: usize,
}

impl<'a> Solver<'a> {
    pub(super) fn new(
        rulebook: &'a Rulebook,
        model: Model,
        disclosure: &'a Disclosure,
        text: Text,
    ) -> Self {
        Self {
            rulebook,
            model,
            disclosure,
            text,
            odd_codes: odd_codes(disclosure),
            work: 0,
        }
    }

    pub(super) fn typist(&self) -> Typist<'_> {
        Typist {
            rulebook: self.rulebook,
            model: &self.model,
            disclosure: self.disclosure,
            text: &self.text,
            odd_codes: &self.odd_codes,
        }
    }

    /// What explains the broken rows: few figures where they do, slips of several figures where
    /// those are fewer, and more figures for the rest.
    pub(super) fn solve(&mut self, broken: &[RowId]) -> Vec<Solved> {
        let mut solved = Vec::new();
        let mut left = broken.to_vec();
        loop {
            let faults = self.few(&left);
            let Some(pattern) = self.pattern(&left, &faults) else {
                for fault in faults {
                    if fault.explanation.fits.is_empty() {
                        solved.extend(self.several(&fault.rows, &[]));
                    } else {
                        solved.push(fault);
                    }
                }
                self.doubt(&mut solved);
                return solved;
            };
            // The rest is judged anew with the slip put right.
            if let Some(first) = pattern.explanation.first() {
                let changes = first.changes.clone();
                self.model.system.apply(&changes);
            }
            left.retain(|row| !pattern.rows.contains(row));
            solved.push(pattern);
        }
    }

    /// Explanations that do not hold together are not proved.
    fn doubt(&self, solved: &mut [Solved]) {
        let own = solved.iter().filter(|it| it.explanation.pattern.is_none());
        let first = own.filter_map(|it| it.explanation.first());
        let mut changes: Vec<Change> = first.flat_map(|fit| fit.changes.clone()).collect();
        changes.put_in_order();
        if solved.len() > 1 && self.model.system.settled(&changes, &[]).is_none() {
            for solved in solved {
                solved.explanation.proved = false;
            }
        }
    }

    /// The faults, each with what it is explained by if a few figures are enough.
    fn few(&mut self, broken: &[RowId]) -> Vec<Solved> {
        let mut faults: Vec<Solved> = Vec::new();
        for rows in fault::divide(&self.model.system, broken) {
            let explanation = self.explain(&rows, &[], FEW_WRONG, LITTLE_WORK);
            let mut next = Solved { rows, explanation };
            while let Some((at, joint)) = self.joined(&faults, &next) {
                faults.swap_remove(at);
                next = joint;
            }
            faults.push(next);
        }
        faults.order_by(|a, b| a.rows.cmp(&b.rows));
        faults
    }

    /// The first fault that is one with another: the same figures explain both, or figures that
    /// make up for each other in a relation that holds.
    fn joined(&mut self, faults: &[Solved], next: &Solved) -> Option<(usize, Solved)> {
        let size = next.explanation.size()?;
        for (at, fault) in faults.iter().enumerate() {
            let both = size.saturating_add(fault.explanation.size()?);
            let shares = fault.explanation.shares(&next.explanation);
            if !shares && (both > MOST_JOINED || !self.are_linked(&fault.rows, &next.rows)) {
                continue;
            }
            let mut rows = fault.rows.clone();
            rows.extend(&next.rows);
            rows.put_in_order();
            let wrong = u32::try_from(both).unwrap_or(FEW_WRONG);
            let explanation = self.explain(&rows, &[], wrong, LITTLE_WORK);
            let more = explanation.adds_to(&fault.explanation, &next.explanation);
            if !explanation.fits.is_empty() && (shares || more) {
                return Some((at, Solved { rows, explanation }));
            }
        }
        None
    }

    /// Whether a relation that holds looks at figures of both.
    fn are_linked(&self, one: &[RowId], other: &[RowId]) -> bool {
        let system = &self.model.system;
        let around = |rows: &[RowId]| {
            let rows = rows.iter().filter_map(|&row| system.rows.get(row));
            system.touched(rows.flat_map(Row::variables))
        };
        let (one, other) = (around(one), around(other));
        one.iter().any(|row| other.binary_search(row).is_ok())
    }

    fn explain(
        &mut self,
        rows: &[RowId],
        ignored: &[RowId],
        wrong: u32,
        work: usize,
    ) -> Explanation {
        let left = MOST_WORK_IN_ALL.saturating_sub(self.work);
        let question = Question {
            broken: rows,
            ignored,
            work: left.min(work),
            wrong,
        };
        let explanation = explain(&self.model.system, &self.typist(), question);
        self.work = self.work.saturating_add(explanation.work);
        explanation
    }

    /// The slip of several figures that explains most, if it explains more than it costs.
    fn pattern(&mut self, broken: &[RowId], faults: &[Solved]) -> Option<Solved> {
        if faults.iter().map(Solved::weight).sum::<usize>() < 2 {
            return None;
        }
        // What was summed upward takes several figures to explain otherwise.
        let followed = faults.iter().any(|fault| fault.weight() > 1);
        let mut patterns = Patterns::new(&self.model, self.disclosure, broken).all(followed);
        patterns.extend(rescaled(&self.model, self.disclosure, broken));
        let typist = self.typist();
        let mut work = 0_usize;
        let mut best = Best {
            complete: true,
            ..Best::default()
        };
        for pattern in &patterns {
            if work > MOST_WORK_OF_PATTERNS {
                best.complete = false;
                break;
            }
            let variables = pattern.levers.iter().flat_map(Lever::variables);
            let touched = self.model.system.touched(variables);
            work = work.saturating_add(touched.len());
            let settled = |row: &RowId| touched.binary_search(row).is_ok();
            let settles: Vec<RowId> = broken.iter().copied().filter(settled).collect();
            let gain = gain(pattern, &settles, faults);
            if gain == 0 || best.gain > gain {
                continue;
            }
            let left = MOST_WORK_OF_PATTERNS.saturating_sub(work);
            let Fits {
                fits,
                complete,
                work: taken,
            } = self.fits(pattern, &typist, left);
            work = work.saturating_add(taken);
            best.complete &= complete;
            if let Some(first) = fits.first() {
                let slip = pattern.reason;
                let slip = slip.unwrap_or_else(|| typist.reason(head(pattern, first)));
                best.add(gain, settles, fits, slip);
            }
        }
        self.work = self.work.saturating_add(work);
        best.solved()
    }

    fn fits(&self, pattern: &Pattern, typist: &Typist<'_>, work: usize) -> Fits {
        let guess = Guess {
            levers: &pattern.levers,
            moved: &pattern.moved,
            ignored: &[],
            work,
        };
        fits(&self.model.system, guess, typist)
    }

    /// Sets of several figures. Where none is found in time, a row that joins many others is left
    /// out, and what falls apart is explained part by part.
    fn several(&mut self, rows: &[RowId], ignored: &[RowId]) -> Vec<Solved> {
        let explanation = self.explain(rows, ignored, MOST_WRONG, MOST_WORK);
        if !explanation.fits.is_empty() {
            let rows = rows.to_vec();
            return vec![Solved { rows, explanation }];
        }
        let size = |row: &&RowId| {
            let row = self.model.system.rows.get(**row);
            row.map_or(0, |row| row.factors.len())
        };
        let Some(&joining) = rows.iter().max_by_key(size).filter(|_| rows.len() > 1) else {
            return Vec::new();
        };
        let mut ignored = ignored.to_vec();
        ignored.push(joining);
        ignored.put_in_order();
        let left: Vec<RowId> = rows.iter().copied().filter(|&row| row != joining).collect();
        let mut solved: Vec<Solved> = Vec::new();
        for rows in fault::divide(&self.model.system, &left) {
            for mut part in self.several(&rows, &ignored) {
                part.explanation.proved = false;
                // What is put right already is not put right twice.
                let known = |other: &Solved| other.explanation.shares(&part.explanation);
                if !solved.iter().any(known) {
                    solved.push(part);
                }
            }
        }
        solved
    }
}

/// The slips of several figures that explain most, and the same.
#[derive(Default)]
struct Best {
    gain: usize,
    /// What they settle.
    settles: Vec<RowId>,
    /// Each with what it is.
    fits: Vec<(Fit, Reason)>,
    /// Whether nothing was given up for the work that it takes.
    complete: bool,
}

impl Best {
    fn add(&mut self, gain: usize, settles: Vec<RowId>, fits: Vec<Fit>, slip: Reason) {
        if gain < self.gain || (gain == self.gain && settles != self.settles) {
            return;
        }
        if gain > self.gain {
            (self.gain, self.settles) = (gain, settles);
            self.fits.clear();
        }
        for fit in fits {
            if !self
                .fits
                .iter()
                .any(|(known, _)| known.changes == fit.changes)
            {
                self.fits.push((fit, slip));
            }
        }
    }

    fn solved(mut self) -> Option<Solved> {
        self.fits
            .order_by_key(|(fit, _)| (fit.rank(), fit.changes.len()));
        let slip = self.fits.first()?.1;
        Some(Solved {
            rows: self.settles,
            explanation: Explanation {
                fits: self.fits.into_iter().map(|(fit, _)| fit).collect(),
                proved: self.complete,
                pattern: Some(slip),
                work: 0,
            },
        })
    }
}

/// The figure that a slip began with.
fn head(pattern: &Pattern, fit: &Fit) -> Change {
    let head = pattern
        .levers
        .first()
        .and_then(|lever| lever.moves.first())
        .map(|&(variable, _)| variable);
    let own = fit
        .changes
        .iter()
        .find(|change| Some(change.variable) == head);
    own.or(fit.changes.first())
        .copied()
        .unwrap_or(Change { variable: 0, to: 0 })
}

/// What is saved, in halves of a wrong figure, if one slip explains the rows that it settles.
fn gain(pattern: &Pattern, settles: &[RowId], faults: &[Solved]) -> usize {
    let settled = |row: &&RowId| settles.binary_search(row).is_ok();
    // Whatever was summed upward explains much by itself.
    let (cost, partly) = if pattern.reason.is_some() {
        (2, true)
    } else {
        (3, false)
    };
    let saved = faults.iter().map(|fault| {
        let count = fault.rows.iter().filter(settled).count();
        if count == fault.rows.len() {
            fault.weight().saturating_mul(2)
        } else if partly && fault.explanation.fits.is_empty() {
            count
        } else {
            0
        }
    });
    saved.sum::<usize>().saturating_sub(cost)
}

impl Solved {
    /// How many figures it calls wrong; more than were looked for where none were found.
    fn weight(&self) -> usize {
        let found = self.explanation.first().map(|fit| fit.changes.len());
        found.unwrap_or(UNEXPLAINED)
    }
}
