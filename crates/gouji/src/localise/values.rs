//! The values that figures called wrong should have.

use super::bounds::{Impossible, Span};
use super::lever::{Lever, Levers};
use super::system::{Change, RowId, System, VariableId};
use crate::order::Order;

/// Values of one figure that are tried.
const MOST_VALUES: i128 = 81;

/// Combinations of values that are kept.
const MOST_FITS: usize = 64;

/// Combinations of values that are tried.
const MOST_TRIED: usize = 4_000;

/// What is likely to have been meant where a figure is wrong.
pub trait Plausible {
    /// How odd it is that what is printed stands where the change belongs, in hundredths of a natural
    /// logarithm: 100 more is 2.7 times less likely.
    fn oddity(&self, change: Change) -> u32;

    /// Values that slips of the hand would have turned into what is printed.
    fn meant(&self, variable: VariableId) -> Vec<i128>;
}

/// Values with which every relation holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fit {
    /// The values.
    pub changes: Vec<Change>,
    /// How odd the changes are together.
    pub oddity: u32,
    /// How much more rounding the relations ask for than before, or less, on the same scale.
    pub strain: i64,
    /// Whether the relations leave a figure more values than were tried.
    pub open: bool,
}

impl Fit {
    /// Plain slips that leave little to rounding come first.
    #[must_use]
    pub fn rank(&self) -> (bool, i64) {
        (self.open, self.strain.saturating_add(self.oddity.into()))
    }

    /// How much more likely this is than another: hundredths of a natural logarithm.
    #[must_use]
    pub fn lead(&self, other: &Self) -> i64 {
        match (self.open, other.open) {
            (true, false) => i64::MIN,
            (false, true) => i64::MAX,
            _ => other.rank().1.saturating_sub(self.rank().1),
        }
    }
}

/// What came of a guess.
#[derive(Clone, Debug, Default)]
pub struct Fits {
    /// The values with which every relation holds, the most plausible first.
    pub fits: Vec<Fit>,
    /// Whether nothing was given up for the work that it takes.
    pub complete: bool,
    /// Work that was done, in rows looked at.
    pub work: usize,
}

/// What is tried: figures that are called wrong.
#[derive(Clone, Copy, Debug)]
pub struct Guess<'a> {
    /// What moves.
    pub levers: &'a [Lever],
    /// How far the first of them are moved; the others are free.
    pub moved: &'a [i128],
    /// Rows that need not hold, ascending.
    pub ignored: &'a [RowId],
    /// Rows that may be looked at.
    pub work: usize,
}

/// The values of some levers with which every relation holds.
#[must_use]
pub fn fits(system: &System, guess: Guess<'_>, plausible: &dyn Plausible) -> Fits {
    let mut trial = Trial {
        system,
        guess,
        plausible,
        moved: guess.moved.to_vec(),
        open: false,
        tried: 0,
        found: Fits {
            complete: true,
            ..Fits::default()
        },
    };
    trial.descend();
    let mut found = trial.found;
    found
        .fits
        .order_by(|a, b| (a.rank(), &a.changes).cmp(&(b.rank(), &b.changes)));
    found
}

struct Trial<'a> {
    system: &'a System,
    guess: Guess<'a>,
    plausible: &'a dyn Plausible,
    /// How far the first levers were moved.
    moved: Vec<i128>,
    open: bool,
    tried: usize,
    found: Fits,
}

impl Trial<'_> {
    fn descend(&mut self) {
        let place = self.moved.len();
        let found = self.found.fits.len();
        if found >= MOST_FITS || self.tried >= MOST_TRIED || self.found.work > self.guess.work {
            self.found.complete = false;
            return;
        }
        if place == self.guess.levers.len() {
            self.tried = self.tried.saturating_add(1);
            let fit = self.fit();
            self.found.fits.extend(fit);
            return;
        }
        let Ok(span) = self.span(place) else {
            return;
        };
        let was_open = self.open;
        let (steps, open) = self.steps(place, span);
        self.open |= open;
        for step in steps {
            self.moved.push(step);
            self.descend();
            self.moved.pop();
        }
        self.open = was_open;
    }

    /// The range of a lever that leaves the others possible.
    fn span(&mut self, place: usize) -> Result<Span, Impossible> {
        let Guess {
            levers, ignored, ..
        } = self.guess;
        let work = &mut self.found.work;
        Levers::new(self.system, levers, &self.moved, ignored, work)?.span(place, work)
    }

    /// How far a lever may be moved, and whether there are more ways than these.
    fn steps(&self, place: usize, span: Span) -> (Vec<i128>, bool) {
        let lever = self.guess.levers.get(place);
        let Some(&(variable, by)) = lever.and_then(|lever| lever.moves.first()) else {
            return (Vec::new(), false);
        };
        let value = self.system.value(variable);
        let step = self.system.precision(variable).step.max(1);
        // A value is a whole number of steps, so what is printed in part of one is put right, too.
        let first = span
            .least
            .and_then(|least| up_to(value.checked_add(least)?, step));
        let last = span
            .most
            .and_then(|most| down_to(value.checked_add(most)?, step));
        let away = |to: i128| to.checked_sub(value)?.checked_mul(by);
        if let (Some(first), Some(last)) = (first, last) {
            let count = last
                .checked_sub(first)
                .and_then(|width| width.checked_div(step));
            if let Some(count) = count.filter(|&count| count < MOST_VALUES) {
                let all = (0..=count).filter_map(|n| first.checked_add(n.checked_mul(step)?));
                return (all.filter_map(away).filter(|&by| by != 0).collect(), false);
            }
        }
        let within = |&to: &i128| {
            first.is_none_or(|first| first <= to) && last.is_none_or(|last| to <= last)
        };
        let meant = self.plausible.meant(variable).into_iter().filter(within);
        let mut values: Vec<i128> = meant.chain(first).chain(last).collect();
        values.put_in_order();
        values.dedup();
        (
            values
                .into_iter()
                .filter_map(away)
                .filter(|&by| by != 0)
                .collect(),
            true,
        )
    }

    fn fit(&mut self) -> Option<Fit> {
        let Guess {
            levers, ignored, ..
        } = self.guess;
        let mut changes = Vec::new();
        for (lever, &moved) in levers.iter().zip(&self.moved) {
            for &(variable, by) in &lever.moves {
                let to = moved
                    .checked_mul(by)?
                    .checked_add(self.system.value(variable))?;
                changes.push(Change { variable, to });
            }
        }
        changes.put_in_order();
        let work = &mut self.found.work;
        let strain = self.system.settled_by(&changes, ignored, work)?;
        // What moves with a lever is as odd as its first figure alone.
        let heads = levers.iter().filter_map(|lever| lever.moves.first());
        let oddity = heads
            .filter_map(|&(head, _)| changes.iter().find(|change| change.variable == head))
            .map(|&change| self.plausible.oddity(change))
            .fold(0, u32::saturating_add);
        Some(Fit {
            changes,
            oddity,
            strain,
            open: self.open,
        })
    }
}

/// The least multiple of `step` that is not below `value`.
fn up_to(value: i128, step: i128) -> Option<i128> {
    let below = down_to(value, step)?;
    if below == value {
        Some(value)
    } else {
        below.checked_add(step)
    }
}

/// The greatest multiple of `step` that is not above `value`.
fn down_to(value: i128, step: i128) -> Option<i128> {
    value.checked_div_euclid(step)?.checked_mul(step)
}
