//! Whether a few changes can fulfil some inequalities: Fourier–Motzkin elimination in whole numbers.
//!
//! Each inequality knows the rows that it came from, so a contradiction names the rows that cannot
//! hold together, and what is left of one variable is the range of its changes. Changes are whole
//! numbers of quanta, so limits may be rounded down.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::system::RowId;
use crate::order::Order;

/// Changes that are solved for together at most.
pub(super) const MOST_CHANGES: usize = 6;

/// Inequalities that are looked at together at most.
const MOST_INEQUALITIES: usize = 1_500;

/// A coefficient for each change.
type Direction = [i128; MOST_CHANGES];

/// What an inequality follows from.
#[derive(Clone, Copy, Debug)]
enum Origin {
    Row(RowId),
    /// The two at this place among the [`Origins`].
    Both(usize),
}

/// The two that each combined inequality was made of: the rows are gathered only for a contradiction.
type Origins = Vec<(Origin, Origin)>;

/// Σ coefficient × change ≤ limit, and what it follows from.
#[derive(Clone, Copy, Debug)]
struct Limit {
    limit: i128,
    origin: Origin,
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
        row: RowId,
    ) -> Result<(), Impossible> {
        let origin = Origin::Row(row);
        match self.tighten(direction, limit, || origin) {
            true => Ok(()),
            false => Err(Impossible::Rows(vec![row])),
        }
    }

    /// Adds an inequality; whether it can hold.
    fn tighten(
        &mut self,
        direction: Direction,
        limit: i128,
        origin: impl FnOnce() -> Origin,
    ) -> bool {
        let divisor = divisor(&direction);
        if divisor == 0 {
            return limit >= 0;
        }
        let (direction, limit) = match divisor {
            1 => (direction, limit),
            _ => (
                direction.map(|coefficient| coefficient.checked_div(divisor).unwrap_or(0)),
                limit.checked_div_euclid(divisor).unwrap_or(limit),
            ),
        };
        let tighter = |origin| Limit { limit, origin };
        match self.limits.entry(direction) {
            Entry::Vacant(entry) => {
                entry.insert(tighter(origin()));
            }
            Entry::Occupied(mut entry) if limit < entry.get().limit => {
                entry.insert(tighter(origin()));
            }
            Entry::Occupied(_) => {}
        }
        true
    }

    /// The range of the change `kept`, or why there is none; adds to `work` what it takes, in rows.
    pub(super) fn span(
        &self,
        changes: usize,
        kept: usize,
        work: &mut usize,
    ) -> Result<Span, Impossible> {
        let mut origins = Origins::new();
        let mut bounds = Cow::Borrowed(self);
        let mut left: Vec<usize> = (0..changes).filter(|&place| place != kept).collect();
        while let Some((at, pairs, place)) = left
            .iter()
            .enumerate()
            .map(|(at, &place)| (at, bounds.pairs(place), place))
            .min_by_key(|&(_, pairs, _)| pairs)
        {
            *work = work.saturating_add(pairs >> 2);
            if pairs > MOST_INEQUALITIES {
                return Err(Impossible::TooMuch);
            }
            bounds = Cow::Owned(bounds.without(place, &mut origins)?);
            left.swap_remove(at);
        }
        bounds.range(kept, &origins)
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
    fn without(&self, place: usize, origins: &mut Origins) -> Result<Self, Impossible> {
        let mut rest = Self::default();
        let at = |direction: &Direction| direction.get(place).copied().unwrap_or(0);
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (direction, &limit) in &self.limits {
            match at(direction).signum() {
                1 => above.push((direction, limit)),
                -1 => below.push((direction, limit)),
                // The directions of the rest differ: none is tighter than another.
                _ => {
                    rest.limits.insert(*direction, limit);
                }
            }
        }
        let mut worst: Option<Vec<RowId>> = None;
        for &(up, high) in &above {
            for &(down, low) in &below {
                let (a, b) = (at(down).saturating_abs(), at(up));
                let (direction, limit) = combined((up, high.limit, a), (down, low.limit, b))
                    .ok_or(Impossible::TooMuch)?;
                let pair = (high.origin, low.origin);
                let origin = || {
                    origins.push(pair);
                    Origin::Both(origins.len().saturating_sub(1))
                };
                if !rest.tighten(direction, limit, origin) {
                    let rows = rows_of(pair, origins);
                    if worst.as_ref().is_none_or(|known| rows.len() < known.len()) {
                        worst = Some(rows);
                    }
                }
            }
        }
        worst.map_or(Ok(rest), |rows| Err(Impossible::Rows(rows)))
    }

    /// The range of the only change that is left.
    fn range(&self, kept: usize, origins: &Origins) -> Result<Span, Impossible> {
        let (mut low, mut high): (Option<Limit>, Option<Limit>) = (None, None);
        for (direction, &limit) in &self.limits {
            // Directions are in lowest terms: 1 or -1 where nothing else is left.
            match direction.get(kept) {
                Some(1) => high = Some(limit),
                Some(-1) => low = Some(limit),
                _ => {}
            }
        }
        let span = Span {
            least: low.and_then(|low| low.limit.checked_neg()),
            most: high.map(|high| high.limit),
        };
        match (span.least, span.most, low, high) {
            (Some(least), Some(most), Some(low), Some(high)) if least > most => {
                let pair = (low.origin, high.origin);
                Err(Impossible::Rows(rows_of(pair, origins)))
            }
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

/// The rows that two inequalities follow from, ascending.
fn rows_of(pair: (Origin, Origin), origins: &Origins) -> Vec<RowId> {
    let mut rows = Vec::new();
    let mut left = vec![pair.0, pair.1];
    while let Some(origin) = left.pop() {
        match origin {
            Origin::Row(row) => rows.push(row),
            Origin::Both(place) => {
                let made = origins.get(place).copied();
                left.extend(made.into_iter().flat_map(|(one, other)| [one, other]));
            }
        }
    }
    rows.put_in_order();
    rows.dedup();
    rows
}

/// The greatest common divisor, `0` of zeros only.
fn divisor(direction: &Direction) -> i128 {
    let mut common = 0_i128;
    for &coefficient in direction {
        let (mut a, mut b) = (common, coefficient.saturating_abs());
        // Nearly all coefficients are 1 or nothing.
        if a == 1 || b == 1 {
            return 1;
        }
        while b != 0 {
            (a, b) = (b, a.checked_rem(b).unwrap_or(0));
        }
        common = a;
    }
    common
}
