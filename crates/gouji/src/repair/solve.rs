use super::explain::{Explanation, Question, explain};
use super::fault;
use super::model::Model;
use super::pattern::{Pattern, Patterns};
use super::typist::Typist;
use crate::check::Outcome;
use crate::localise::{Change, Fit, Guess, RowId, fits};
use crate::recognise::Disclosure;

/// Rows that are looked at for one fault at most.
const MOST_WORK: usize = 300_000;

/// Rows that are looked at for all faults together at most.
const MOST_WORK_IN_ALL: usize = 2_000_000;

/// Wrong figures of one fault at most.
const MOST_WRONG: u32 = 5;

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
    pub(super) model: Model,
    pub(super) disclosure: &'a Disclosure,
    work: usize,
}

impl<'a> Solver<'a> {
    pub(super) fn new(model: Model, disclosure: &'a Disclosure) -> Self {
        Self {
            model,
            disclosure,
            work: 0,
        }
    }

    pub(super) fn typist(&self) -> Typist<'_> {
        Typist {
            model: &self.model,
            disclosure: self.disclosure,
        }
    }

    /// What explains the broken rows: single figures where they do, then slips of several figures,
    /// then sets of figures.
    pub(super) fn solve(&mut self, broken: &[RowId]) -> Vec<Solved> {
        let mut solved = Vec::new();
        let mut left = broken.to_vec();
        loop {
            let (single, rest) = self.single(&left);
            let Some(pattern) = self.pattern(&left, &single) else {
                solved.extend(single);
                for rows in rest {
                    solved.extend(self.several(&rows, &[]));
                }
                return solved;
            };
            // Judged anew with the slip put right.
            if let Some(first) = pattern.explanation.first() {
                let changes = first.changes.clone();
                self.model.system.apply(&changes);
            }
            left.retain(|row| !pattern.rows.contains(row));
            solved.push(pattern);
        }
    }

    /// The faults that a single figure explains, and the others.
    fn single(&mut self, broken: &[RowId]) -> (Vec<Solved>, Vec<Vec<RowId>>) {
        let (mut solved, mut rest) = (Vec::new(), Vec::new());
        for rows in fault::divide(&self.model.system, broken) {
            let explanation = self.explain(&rows, &[], 1);
            if explanation.fits.is_empty() {
                rest.push(rows);
            } else {
                solved.push(Solved { rows, explanation });
            }
        }
        (solved, rest)
    }

    fn explain(&mut self, rows: &[RowId], ignored: &[RowId], wrong: u32) -> Explanation {
        let left = MOST_WORK_IN_ALL.saturating_sub(self.work);
        let question = Question {
            broken: rows,
            ignored,
            work: left.min(MOST_WORK),
            wrong,
        };
        let explanation = explain(&self.model.system, &self.typist(), question);
        self.work = self.work.saturating_add(explanation.work);
        explanation
    }

    /// The slip of several figures that explains most, if it explains more than single figures do.
    fn pattern(&mut self, broken: &[RowId], single: &[Solved]) -> Option<Solved> {
        let of_single: usize = single.iter().map(|solved| solved.rows.len()).sum();
        let faults = single.len();
        if faults < 2 && of_single == broken.len() {
            return None;
        }
        let patterns = Patterns::new(&self.model, self.disclosure, broken).all();
        let typist = self.typist();
        let mut work = 0_usize;
        let mut best: Option<(usize, usize, Solved)> = None;
        for pattern in &patterns {
            if work > MOST_WORK_OF_PATTERNS {
                break;
            }
            let variables = pattern.levers.iter().flat_map(|lever| lever.variables());
            let touched = self.model.system.touched(variables);
            work = work.saturating_add(touched.len());
            let settles: Vec<RowId> = broken
                .iter()
                .copied()
                .filter(|row| touched.binary_search(row).is_ok())
                .collect();
            let gain = gain(&settles, broken, single);
            if gain == 0 || best.as_ref().is_some_and(|(most, ..)| *most > gain) {
                continue;
            }
            let fits = self.fits(pattern, &typist);
            let Some(first) = fits.first() else {
                continue;
            };
            let changed = first.changes.len();
            if best.as_ref().is_some_and(|&(most, fewest, _)| {
                (most, std::cmp::Reverse(fewest)) >= (gain, std::cmp::Reverse(changed))
            }) {
                continue;
            }
            let slip = pattern.reason;
            let slip = slip.unwrap_or_else(|| typist.reason(head(pattern, first)));
            let explanation = Explanation {
                fits,
                proved: true,
                weight: 1,
                pattern: Some(slip),
                work: 0,
            };
            let rows = settles;
            best = Some((gain, changed, Solved { rows, explanation }));
        }
        self.work = self.work.saturating_add(work);
        best.map(|(.., solved)| solved)
    }

    fn fits(&self, pattern: &Pattern, typist: &Typist<'_>) -> Vec<Fit> {
        let guess = Guess {
            levers: &pattern.levers,
            moved: &pattern.moved,
            ignored: &[],
        };
        fits(&self.model.system, guess, typist)
    }

    /// Sets of several figures. Where none is found in time, a row that joins many others is left
    /// out, and what falls apart is explained part by part.
    fn several(&mut self, rows: &[RowId], ignored: &[RowId]) -> Vec<Solved> {
        let explanation = self.explain(rows, ignored, MOST_WRONG);
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
        ignored.sort_unstable();
        let left: Vec<RowId> = rows.iter().copied().filter(|&row| row != joining).collect();
        let mut solved = Vec::new();
        for rows in fault::divide(&self.model.system, &left) {
            let mut parts = self.several(&rows, &ignored);
            for part in &mut parts {
                part.explanation.proved = false;
            }
            solved.extend(parts);
        }
        solved
    }

    /// Whether the changes let every row hold that they touch, apart from those broken that are
    /// not theirs.
    pub(super) fn holds(&self, changes: &[Change]) -> bool {
        let touched = self
            .model
            .system
            .touched(changes.iter().map(|change| change.variable));
        touched.iter().all(|&row| {
            let row = self.model.system.rows.get(row);
            let outcome = row.and_then(|row| self.model.system.outcome(row, changes));
            outcome.is_some_and(|outcome| outcome != Outcome::Broken)
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

/// How many slips fewer there are if one explains the rows that it settles.
fn gain(settles: &[RowId], broken: &[RowId], single: &[Solved]) -> usize {
    let settled = |row: &RowId| settles.binary_search(row).is_ok();
    let whole = single
        .iter()
        .filter(|solved| solved.rows.iter().all(settled))
        .count();
    let of_single: Vec<RowId> = single
        .iter()
        .flat_map(|it| it.rows.iter().copied())
        .collect();
    let of_others = broken
        .iter()
        .filter(|row| settled(row) && !of_single.contains(row))
        .count();
    // Rows that no single figure explains stand for two figures at least.
    let others = if of_others > 0 { of_others.max(2) } else { 0 };
    whole.saturating_add(others).saturating_sub(1)
}
