//! Whether a few changes can fulfil some inequalities: Fourier–Motzkin elimination in whole numbers.
//!
//! Each inequality knows the rows that it came from, so a contradiction names the rows that cannot
//! hold together, and what is left of one variable is the range of its changes. Changes are whole
//! numbers of quanta, so limits may be rounded down.

use std::collections::BTreeMap;

use super::system::RowId;
use crate::order::Order;

/// Changes that are solved for together at most.
pub(super) const MOST_CHANGES: usize = 6;

/// Inequalities that are looked at together at most.
const MOST_INEQUALITIES: usize = 1_500;

/// A coefficient for each change.
type Direction = [i128; MOST_CHANGES];

/// Σ coefficient × change ≤ limit, and the rows that it follows from.
#[derive(Clone, Debug)]
struct Limit {
    limit: i128,
    rows: Vec<RowId>,
}

/// Inequalities over a few changes, the tightest in each direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    limits: BTreeMap<Direction, Limit>,
}

/// The changes of one figure that leave the others possible.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Span {
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
}

/// Why no range can be given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Impossible {
    /// These rows cannot hold together.
    Rows(Vec<RowId>),
    /// The numbers or the work are too large.
    TooMuch,
}

impl Bounds {
    /// Demands that a row's sum, moved by the changes, be at most `limit`.
    pub(super) fn demand(
        &mut self,
        direction: Direction,
        limit: i128,
        rows: &[RowId],
    ) -> Result<(), Impossible> {
        let divisor = direction
            .iter()
            .fold(0, |common, &coefficient| divisor(common, coefficient));
        if divisor == 0 {
            return if limit < 0 {
                Err(Impossible::Rows(rows.to_vec()))
            } else {
                Ok(())
            };
        }
        let direction = direction.map(|coefficient| coefficient.checked_div(divisor).unwrap_or(0));
        let limit = limit.checked_div_euclid(divisor).unwrap_or(limit);
        let limit = Limit {
            limit,
            rows: rows.to_vec(),
        };
        match self.limits.entry(direction) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(limit);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                if limit.limit < entry.get().limit {
                    entry.insert(limit);
                }
            }
        }
        Ok(())
    }

    /// The range of the change `kept`, or why there is none; adds to `work` what it takes, in rows.
    pub(super) fn span(
        &self,
        changes: usize,
        kept: usize,
        work: &mut usize,
    ) -> Result<Span, Impossible> {
        let mut bounds = self.clone();
        let mut left: Vec<usize> = (0..changes).filter(|&place| place != kept).collect();
        while let Some((at, &place)) = left
            .iter()
            .enumerate()
            .min_by_key(|(_, place)| bounds.pairs(**place))
        {
            *work = work.saturating_add(bounds.pairs(place) >> 2);
            bounds = bounds.without(place)?;
            left.swap_remove(at);
        }
        bounds.range(kept)
    }

    /// How many inequalities leaving out a change would make.
    fn pairs(&self, place: usize) -> usize {
        let (mut above, mut below) = (0_usize, 0_usize);
        for direction in self.limits.keys() {
            match direction.get(place).copied().unwrap_or(0).signum() {
                1 => above = above.saturating_add(1),
                -1 => below = below.saturating_add(1),
                _ => {}
            }
        }
        above.saturating_mul(below)
    }

    /// What follows for the other changes.
    fn without(&self, place: usize) -> Result<Self, Impossible> {
        if self.pairs(place) > MOST_INEQUALITIES {
            return Err(Impossible::TooMuch);
        }
        let mut rest = Self::default();
        let at = |direction: &Direction| direction.get(place).copied().unwrap_or(0);
        for (direction, limit) in self
            .limits
            .iter()
            .filter(|(direction, _)| at(direction) == 0)
        {
            rest.demand(*direction, limit.limit, &limit.rows)?;
        }
        let mut worst: Option<Vec<RowId>> = None;
        let above = || {
            self.limits
                .iter()
                .filter(|(direction, _)| at(direction) > 0)
        };
        let below = || {
            self.limits
                .iter()
                .filter(|(direction, _)| at(direction) < 0)
        };
        for (up, high) in above() {
            for (down, low) in below() {
                let (a, b) = (at(down).saturating_abs(), at(up));
                let (direction, limit) = combined((up, high.limit, a), (down, low.limit, b))
                    .ok_or(Impossible::TooMuch)?;
                match rest.demand(direction, limit, &merged(&high.rows, &low.rows)) {
                    Ok(()) => {}
                    Err(Impossible::Rows(rows)) => {
                        if worst.as_ref().is_none_or(|known| rows.len() < known.len()) {
                            worst = Some(rows);
                        }
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        worst.map_or(Ok(rest), |rows| Err(Impossible::Rows(rows)))
    }

    /// The range of the only change that is left.
    fn range(&self, kept: usize) -> Result<Span, Impossible> {
        let mut span = Span::default();
        let (mut low, mut high): (&[RowId], &[RowId]) = (&[], &[]);
        for (direction, limit) in &self.limits {
            // Directions are in lowest terms: 1 or -1 where nothing else is left.
            match direction.get(kept) {
                Some(1) => (span.most, high) = (Some(limit.limit), &limit.rows),
                Some(-1) => (span.least, low) = (limit.limit.checked_neg(), &limit.rows),
                _ => {}
            }
        }
        match (span.least, span.most) {
            (Some(least), Some(most)) if least > most => Err(Impossible::Rows(merged(low, high))),
            _ => Ok(span),
        }
    }
}

/// `a × x + b × y` of two inequalities.
fn combined(
    (one, limit, a): (&Direction, i128, i128),
    (other, below, b): (&Direction, i128, i128),
) -> Option<(Direction, i128)> {
    let mut direction = Direction::default();
    for ((sum, &x), &y) in direction.iter_mut().zip(one).zip(other) {
        *sum = x.checked_mul(a)?.checked_add(y.checked_mul(b)?)?;
    }
    let limit = limit.checked_mul(a)?.checked_add(below.checked_mul(b)?)?;
    Some((direction, limit))
}

fn merged(one: &[RowId], other: &[RowId]) -> Vec<RowId> {
    let mut rows: Vec<RowId> = one.iter().chain(other).copied().collect();
    rows.put_in_order();
    rows.dedup();
    rows
}

/// The greatest common divisor, `0` of zeros only.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}
