//! Slips that leave several figures wrong at once.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;
use crate::localise::{Demand, FIXED, Lever, Row, RowId, VariableId};
use crate::order::Gather;
use crate::recognise::{Disclosure, FigureId, Part};
use crate::report::Reason;

/// Rows of one part of a table that are exchanged or shifted with each other.
const MOST_ROWS: usize = 40;

/// Columns of a table whose shifts are tried.
const MOST_COLUMNS: usize = 16;

/// Figures that follow a wrong one at most.
const MOST_FOLLOWERS: usize = 200;

/// Figures that are looked at for one round of slips.
const MOST_WORK: usize = 3_000_000;

/// Figures whose followers are looked for.
const MOST_HEADS: usize = 600;

/// One slip, and the figures that it leaves wrong.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What moves together; where `moved`, by one exactly.
    pub(super) levers: Vec<Lever>,
    /// How far the first levers are moved.
    pub(super) moved: Vec<i128>,
    /// What kind of slip it is; `None` where the first figure alone says.
    pub(super) reason: Option<Reason>,
}

/// Finds slips that may have left the figures of broken rows wrong.
pub(super) struct Patterns<'a> {
    pub(super) model: &'a Model,
    pub(super) disclosure: &'a Disclosure,
    /// Figures of broken rows, and the rows.
    suspects: BTreeMap<FigureId, Vec<RowId>>,
    /// How far each broken row is from holding, and what rounding may explain of it at most.
    missing: BTreeMap<RowId, (i128, i128)>,
    /// Figures that were looked at.
    work: Cell<usize>,
}

impl<'a> Patterns<'a> {
    pub(super) fn new(model: &'a Model, disclosure: &'a Disclosure, broken: &[RowId]) -> Self {
        let mut suspects: BTreeMap<FigureId, Vec<RowId>> = BTreeMap::new();
        let mut missing = BTreeMap::new();
        for &place in broken {
            let Some(row) = model.system.rows.get(place) else {
                continue;
            };
            missing.extend(model.system.missing(row).map(|far| (place, far)));
            for variable in row.variables() {
                suspects.entry(variable).or_default().push(place);
            }
        }
        Self {
            model,
            disclosure,
            suspects,
            missing,
            work: Cell::new(0),
        }
    }

    /// Counts figures that are looked at; whether there were too many.
    fn is_too_much(&self, figures: usize) -> bool {
        let work = self.work.get().saturating_add(figures);
        self.work.set(work);
        work > MOST_WORK
    }

    /// All of them; what was summed upward only where that is asked for.
    pub(super) fn all(&self, followed: bool) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for table in &self.disclosure.tables {
            for part in &table.parts {
                let touched = self.touched(part);
                patterns.extend(self.exchanged(part, &touched));
                patterns.extend(self.shifted_rows(part, &touched));
                patterns.extend(self.shifted_columns(part, &touched));
            }
        }
        if followed {
            self.work.set(0);
            patterns.extend(self.followed());
        }
        patterns
    }

    /// Wrong figures that were summed upward, in their table alone or wherever they are quoted.
    fn followed(&self) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for head in self.heads() {
            if self.is_too_much(1) {
                break;
            }
            let own = self.followers(head, true);
            let everywhere = self
                .followers(head, false)
                .filter(|it| Some(it) != own.as_ref());
            for lever in own.into_iter().chain(everywhere) {
                patterns.push(Pattern {
                    levers: vec![lever],
                    moved: Vec::new(),
                    reason: None,
                });
            }
        }
        patterns
    }

    /// The suspects, and the printed figures that were summed up to them.
    fn heads(&self) -> Vec<FigureId> {
        let system = &self.model.system;
        let mut heads: Vec<FigureId> = self.suspects.keys().copied().collect();
        let mut known: BTreeSet<FigureId> = heads.iter().copied().gather();
        let mut next = 0_usize;
        while let Some(&head) = heads.get(next).filter(|_| next < MOST_HEADS) {
            next = next.saturating_add(1);
            for row in system.rows_of(head).filter_map(|row| system.rows.get(row)) {
                let is_total = row.demand == Demand::Equal
                    && row.factors.iter().filter(|factor| factor.left).count() == 1
                    && row
                        .factors
                        .iter()
                        .any(|it| it.left && it.variable as usize == head);
                if is_total && self.is_inside(row, head) {
                    let items = row.variables().filter(|&item| self.value(item) != 0);
                    heads.extend(items.filter(|&item| known.insert(item)));
                }
            }
        }
        heads.truncate(MOST_HEADS);
        heads.retain(|&head| system.weight(head) < FIXED);
        heads
    }

    /// A figure with the totals and copies that agree with it; `None` where there are none.
    fn followers(&self, head: FigureId, inside: bool) -> Option<Lever> {
        let system = &self.model.system;
        let mut moves: Moves = [(head, 1)].into();
        let mut waiting: Vec<RowId> = system.rows_of(head).collect();
        let mut next = 0_usize;
        while let Some(&place) = waiting.get(next) {
            next = next.saturating_add(1);
            let row = system.rows.get(place)?;
            if self.is_too_much(row.factors.len()) {
                return None;
            }
            let holds = system
                .outcome(row, &[])
                .is_some_and(|outcome| outcome != crate::check::Outcome::Broken);
            if !holds || row.demand == Demand::AtLeast || (inside && !self.is_inside(row, head)) {
                continue;
            }
            let moved = row.factors.iter().try_fold(0_i128, |sum, factor| {
                let by = moves.get(&(factor.variable as usize)).copied().unwrap_or(0);
                sum.checked_add(by.checked_mul(factor.coefficient.into())?)
            })?;
            if moved == 0 {
                continue;
            }
            // Its total may have moved already, and the item that makes up for it may follow.
            let Some(follower) = follower(row, &moves) else {
                continue;
            };
            if system.weight(follower) == FIXED || moves.len() >= MOST_FOLLOWERS {
                return None;
            }
            let coefficient = row.coefficient(follower);
            if moved.checked_rem(coefficient)? != 0 {
                return None;
            }
            moves.insert(follower, moved.checked_div(coefficient)?.checked_neg()?);
            waiting.extend(system.rows_of(follower));
        }
        let by = moves.remove(&head)?;
        let mut all = vec![(head, by)];
        all.extend(moves);
        (all.len() > 1).then_some(Lever { moves: all })
    }

    fn is_inside(&self, row: &Row, head: FigureId) -> bool {
        let table = |figure: FigureId| self.disclosure.figures.get(figure).map(|it| it.table);
        let own = table(head);
        row.variables().all(|variable| table(variable) == own)
    }

    /// The rows of a part with figures of broken relations.
    fn touched(&self, part: &Part) -> Vec<usize> {
        let suspicious = |&row: &usize| {
            (0..part.columns.len())
                .filter_map(|column| part.figure(row, column))
                .any(|figure| self.suspects.contains_key(&figure))
        };
        let rows = (0..part.rows.len()).filter(suspicious);
        rows.take(MOST_ROWS).collect()
    }

    /// Two rows, or two figures of one column, that stand in each other's place.
    fn exchanged(&self, part: &Part, touched: &[usize]) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for (place, &one) in touched.iter().enumerate() {
            for &other in touched.iter().skip(place.saturating_add(1)) {
                let mut whole = Vec::new();
                for column in 0..part.columns.len() {
                    let pair = (part.figure(one, column), part.figure(other, column));
                    let (Some(a), Some(b)) = pair else {
                        continue;
                    };
                    let single = vec![(a, self.value(b)), (b, self.value(a))];
                    whole.extend(single.iter().copied());
                    patterns.extend(self.pattern(single, None, Reason::ShiftedRow));
                }
                patterns.extend(self.pattern(whole, None, Reason::ShiftedRow));
            }
        }
        patterns
    }

    /// Stretches of a row that stand one column too far.
    fn shifted_rows(&self, part: &Part, touched: &[usize]) -> Vec<Pattern> {
        let present = (0..part.columns.len())
            .filter(|&column| part.columns.get(column).is_some_and(Option::is_some));
        let columns: Vec<usize> = present.take(MOST_COLUMNS).collect();
        let mut patterns = Vec::new();
        for &row in touched {
            let figures: Vec<FigureId> = columns
                .iter()
                .filter_map(|&column| part.figure(row, column))
                .collect();
            patterns.extend(self.shifts(&figures, Reason::ShiftedColumn));
        }
        patterns
    }

    /// Stretches of a column that stand one row too far.
    fn shifted_columns(&self, part: &Part, touched: &[usize]) -> Vec<Pattern> {
        let (Some(&first), Some(&last)) = (touched.first(), touched.last()) else {
            return Vec::new();
        };
        let rows = first.saturating_sub(1)..=last.saturating_add(1);
        let mut patterns = Vec::new();
        for column in 0..part.columns.len() {
            let figures: Vec<FigureId> = rows
                .clone()
                .take(MOST_ROWS)
                .filter_map(|row| part.figure(row, column))
                .collect();
            patterns.extend(self.shifts(&figures, Reason::ShiftedRow));
        }
        patterns
    }

    /// Stretches of a line of figures that stand one place too far back or forth. What stood at the
    /// end that was run over is blank, or unknown.
    fn shifts(&self, line: &[FigureId], reason: Reason) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        // Both ends of a stretch are wrong, so a broken relation looks at them, or none does.
        let system = &self.model.system;
        let is_end = |figure: &FigureId| {
            self.suspects.contains_key(figure) || system.rows_of(*figure).next().is_none()
        };
        let ends: Vec<usize> = line
            .iter()
            .enumerate()
            .filter_map(|(place, figure)| is_end(figure).then_some(place))
            .collect();
        for (at, &first) in ends.iter().enumerate() {
            for &last in ends.iter().skip(at.saturating_add(1)) {
                let Some(stretch) = line.get(first..=last) else {
                    continue;
                };
                let back: Vec<FigureId> = stretch.iter().rev().copied().collect();
                for stretch in [stretch, back.as_slice()] {
                    let moved = || -> Vec<(FigureId, i128)> {
                        let next = stretch.iter().skip(1);
                        let pairs = stretch.iter().zip(next);
                        pairs.map(|(&to, &from)| (to, self.value(from))).collect()
                    };
                    let Some(&end) = stretch.last() else {
                        continue;
                    };
                    let mut blank = moved();
                    blank.push((end, 0));
                    patterns.extend(self.pattern(blank, None, reason));
                    patterns.extend(self.pattern(moved(), Some(end), reason));
                }
            }
        }
        patterns
    }

    /// Figures that should print what others do, and one that nobody knows; at least two of them.
    fn pattern(
        &self,
        to: Vec<(FigureId, i128)>,
        unknown: Option<FigureId>,
        reason: Reason,
    ) -> Option<Pattern> {
        if self.is_too_much(to.len()) {
            return None;
        }
        let mut moves = Vec::new();
        for (figure, to) in to {
            let by = to.checked_sub(self.value(figure))?;
            if by != 0 {
                if self.model.system.weight(figure) == FIXED {
                    return None;
                }
                moves.push((figure, by));
            }
        }
        let changed = moves.len().saturating_add(usize::from(unknown.is_some()));
        if moves.is_empty() || changed < 2 {
            return None;
        }
        if !self.mends(&moves, unknown) {
            return None;
        }
        let mut levers = vec![Lever { moves }];
        levers.extend(unknown.map(Lever::of));
        Some(Pattern {
            levers,
            moved: vec![1],
            reason: Some(reason),
        })
    }

    /// Whether each broken row of the first suspect among the moved figures would hold. This is a
    /// first look; most of what is tried does not pass it.
    fn mends(&self, moves: &[(FigureId, i128)], unknown: Option<FigureId>) -> bool {
        let mut suspects = moves
            .iter()
            .filter_map(|(figure, _)| self.suspects.get(figure));
        let Some(rows) = suspects.next() else {
            return false;
        };
        rows.iter().all(|place| {
            let row = self.model.system.rows.get(*place);
            let (Some(row), Some(&(sum, tolerance))) = (row, self.missing.get(place)) else {
                return false;
            };
            if unknown.is_some_and(|figure| row.coefficient(figure) != 0) {
                return true;
            }
            let moved = moves.iter().try_fold(sum, |sum, &(figure, by)| {
                sum.checked_add(row.coefficient(figure).checked_mul(by)?)
            });
            moved.is_some_and(|sum| {
                sum.saturating_abs() <= tolerance || (row.demand == Demand::AtLeast && sum > 0)
            })
        })
    }

    fn value(&self, figure: FigureId) -> i128 {
        self.model.system.value(figure)
    }
}

/// How far figures move.
type Moves = BTreeMap<VariableId, i128>;

/// The figure of a row that must move with the others: the total, or the other of two copies.
fn follower(row: &Row, moves: &Moves) -> Option<VariableId> {
    let mut left = row.factors.iter().filter(|factor| factor.left);
    let total = left.next()?.variable as usize;
    let alone = left.next().is_none();
    if alone && !moves.contains_key(&total) {
        return Some(total);
    }
    let mut others = row.variables().filter(|it| !moves.contains_key(it));
    others.next().filter(|_| row.factors.len() == 2)
}
