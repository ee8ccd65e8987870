use crate::check::Outcome;
use crate::order::Order;

/// A figure's place in [`System::variables`].
pub type VariableId = usize;

/// A relation's place in [`System::rows`].
pub type RowId = usize;

/// How a figure prints.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd)]
pub struct Precision {
    /// The smallest difference that it can show, in quanta; at least 1 for what may change.
    pub step: i128,
    /// Half of what rounding hides, in quanta.
    pub half: i128,
    /// Decimals to which it is known.
    pub places: i32,
}

/// A figure as a whole number of quanta; what a quantum is, the maker of the system decides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Variable {
    /// What it prints; 0 is blank.
    pub value: i128,
    /// How it prints now, by its place in [`System::precisions`].
    pub own: u16,
    /// How it would print another value.
    pub new: u16,
    /// What it costs to call it wrong; [`FIXED`] is never wrong.
    pub weight: u32,
}

/// The weight of a figure that is never wrong.
pub const FIXED: u32 = u32::MAX;

/// A figure in a relation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Factor {
    /// The figure.
    pub variable: u32,
    /// The power of ten from its unit to that of the relation.
    pub exponent: i8,
    /// Whether it stands on the side that reports.
    pub left: bool,
    /// What it is multiplied by once everything is on the left side.
    pub coefficient: i64,
}

/// What a relation demands of its sum.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Demand {
    /// It is nothing.
    Equal,
    /// The same, and its two figures are copies of one.
    Copy,
    /// It is not negative.
    AtLeast,
}

/// Σ coefficient × figure + constant, and what is demanded of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// In ascending order of figures.
    pub factors: Vec<Factor>,
    /// What is added.
    pub constant: i128,
    /// What it may miss its demand by beyond rounding.
    pub slack: i128,
    /// What is demanded.
    pub demand: Demand,
}

/// Relations over figures, in whole numbers.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// The figures.
    pub variables: Vec<Variable>,
    /// The relations.
    pub rows: Vec<Row>,
    /// Ways to print.
    pub precisions: Vec<Precision>,
    /// Where the rows of each figure begin in `places`.
    first: Vec<u32>,
    places: Vec<u32>,
    /// How odd it is that a sum is inexact.
    inexact: i64,
}

/// Another value for a figure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Change {
    /// The figure.
    pub variable: VariableId,
    /// What it would print, in quanta.
    pub to: i128,
}

/// A row's sum, and by how much it may miss what is demanded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pub(super) sum: i128,
    pub(super) tolerance: i128,
}

/// How a row holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) outcome: Outcome,
    /// Its sum.
    pub(super) sum: i128,
    /// The squares of what rounding hides of its figures, added up.
    pub(super) spread: i128,
    /// How many figures it has.
    pub(super) printed: usize,
    pub(super) demand: Demand,
    /// Whether its sides are the same as far as the coarser of them tells.
    pub(super) near: bool,
}

impl System {
    /// A system of figures and relations.
    #[must_use]
    pub fn new(variables: Vec<Variable>, rows: Vec<Row>, precisions: Vec<Precision>) -> Self {
        let mut system = Self {
            variables,
            rows,
            precisions,
            first: Vec::new(),
            places: Vec::new(),
            inexact: 0,
        };
        system.link();
        system.inexact = super::strain::inexact(&system);
        system
    }

    /// Notes for each figure which rows it stands in: counted first, then filled in from the end.
    fn link(&mut self) {
        let mut ends = vec![0_u32; self.variables.len().saturating_add(1)];
        for factor in self.rows.iter().flat_map(|row| &row.factors) {
            if let Some(end) = ends.get_mut(factor.variable as usize) {
                *end = end.saturating_add(1);
            }
        }
        let mut total = 0_u32;
        for end in &mut ends {
            total = total.saturating_add(*end);
            *end = total;
        }
        let mut places = vec![0_u32; total as usize];
        for (row, factors) in self.rows.iter().enumerate().rev() {
            for factor in &factors.factors {
                let Some(end) = ends.get_mut(factor.variable as usize) else {
                    continue;
                };
                *end = end.saturating_sub(1);
                if let (Some(place), Ok(row)) = (places.get_mut(*end as usize), u32::try_from(row))
                {
                    *place = row;
                }
            }
        }
        (self.first, self.places) = (ends, places);
    }

    /// The rows that a figure stands in, ascending.
    pub fn rows_of(&self, variable: VariableId) -> impl Iterator<Item = RowId> {
        let first = self.first.get(variable).copied().unwrap_or_default();
        let next = variable.saturating_add(1);
        let end = self.first.get(next).copied().unwrap_or(first);
        let places = self.places.get(first as usize..end as usize);
        let mut last = None;
        places
            .unwrap_or_default()
            .iter()
            .map(|&row| row as usize)
            .filter(move |&row| last.replace(row) != Some(row))
    }

    /// What a figure prints.
    #[must_use]
    pub fn value(&self, variable: VariableId) -> i128 {
        self.variables
            .get(variable)
            .map_or(0, |variable| variable.value)
    }

    /// What it costs to call a figure wrong.
    #[must_use]
    pub fn weight(&self, variable: VariableId) -> u32 {
        self.variables
            .get(variable)
            .map_or(FIXED, |variable| variable.weight)
    }

    /// How a figure would print another value.
    #[must_use]
    pub fn precision(&self, variable: VariableId) -> Precision {
        let variable = self.variables.get(variable).copied().unwrap_or_default();
        self.printing(variable.new)
    }

    fn printing(&self, place: u16) -> Precision {
        let found = self.precisions.get(usize::from(place));
        found.copied().unwrap_or_default()
    }

    /// How a row holds with some figures changed; `None` where it is too large to say.
    #[must_use]
    pub fn outcome(&self, row: &Row, changes: &[Change]) -> Option<Outcome> {
        self.state(row, changes).map(|state| state.outcome)
    }

    /// How odd it is that a row holds as it does.
    pub(super) fn strain(&self, state: &State) -> i64 {
        super::strain::strain(state, self.inexact)
    }

    pub(super) fn state(&self, row: &Row, changes: &[Change]) -> Option<State> {
        let (mut sum, mut tolerance, mut spread) = (row.constant, row.slack, 0_i128);
        let (mut left, mut right) = (Side::default(), Side::default());
        for factor in &row.factors {
            let id = factor.variable as usize;
            let variable = self.variables.get(id)?;
            let change = changes.iter().find(|change| change.variable == id);
            let (value, precision) = match change {
                Some(change) => (change.to, variable.new),
                None => (variable.value, variable.own),
            };
            if value == 0 {
                continue;
            }
            let precision = self.printing(precision);
            let coefficient = i128::from(factor.coefficient);
            sum = sum.checked_add(value.checked_mul(coefficient)?)?;
            let hidden = precision.half.checked_mul(coefficient.checked_abs()?)?;
            tolerance = tolerance.checked_add(hidden)?;
            spread = spread.saturating_add(hidden.saturating_mul(hidden));
            let side = if factor.left { &mut left } else { &mut right };
            let places = precision.places.saturating_sub(i32::from(factor.exponent));
            side.places = Some(side.places.map_or(places, |known| known.min(places)));
            side.printed = side.printed.saturating_add(1);
        }
        let alike = left.places == right.places || left.printed == 0 || right.printed == 0;
        let printed = left.printed.saturating_add(right.printed);
        let within = sum.checked_abs()? <= tolerance;
        let outcome = match row.demand {
            Demand::AtLeast if sum >= 0 || within => Outcome::Exact,
            Demand::Equal | Demand::Copy if sum == 0 => Outcome::Exact,
            Demand::Equal if within && printed == 2 && alike => Outcome::LastDigit,
            Demand::Equal if within => Outcome::Rounding,
            Demand::Copy if within && !alike => Outcome::Rounding,
            _ => Outcome::Broken,
        };
        Some(State {
            outcome,
            sum,
            spread,
            printed,
            demand: row.demand,
            near: within && !alike,
        })
    }

    /// The sum of a row as printed, and what it may miss by if the given figures print anew.
    pub(super) fn sum(&self, row: &Row, changed: &[VariableId]) -> Option<Sum> {
        let (mut sum, mut tolerance) = (row.constant, row.slack);
        let (mut left, mut right) = (Side::default(), Side::default());
        for factor in &row.factors {
            let id = factor.variable as usize;
            let variable = self.variables.get(id)?;
            let changed = changed.contains(&id);
            if variable.value == 0 && !changed {
                continue;
            }
            let precision = if changed { variable.new } else { variable.own };
            let precision = self.printing(precision);
            let coefficient = i128::from(factor.coefficient);
            sum = sum.checked_add(variable.value.checked_mul(coefficient)?)?;
            tolerance =
                tolerance.checked_add(precision.half.checked_mul(coefficient.checked_abs()?)?)?;
            let side = if factor.left { &mut left } else { &mut right };
            let places = precision.places.saturating_sub(i32::from(factor.exponent));
            side.places = Some(side.places.map_or(places, |known| known.min(places)));
            side.printed = side.printed.saturating_add(1);
        }
        let alike = left.places == right.places || left.printed == 0 || right.printed == 0;
        let pair = left.printed.saturating_add(right.printed) <= 2;
        if alike && (row.demand == Demand::Copy || (row.demand == Demand::Equal && pair)) {
            tolerance = row.slack;
        }
        Some(Sum { sum, tolerance })
    }

    /// Whether every row that the changed figures stand in holds with the changes in place, apart
    /// from those `ignored`. Gives how much odder they are than before.
    #[must_use]
    pub fn settled(&self, changes: &[Change], ignored: &[RowId]) -> Option<i64> {
        self.settled_by(changes, ignored, &mut 0)
    }

    /// The same; adds to `work` how many rows it looks at, long ones more than once.
    pub(super) fn settled_by(
        &self,
        changes: &[Change],
        ignored: &[RowId],
        work: &mut usize,
    ) -> Option<i64> {
        let mut more = 0_i64;
        for row in self.touched(changes.iter().map(|change| change.variable)) {
            if ignored.contains(&row) {
                continue;
            }
            let row = self.rows.get(row)?;
            *work = work.saturating_add(row.work());
            let before = self.state(row, &[])?;
            let after = self.state(row, changes)?;
            let holds = match after.outcome {
                Outcome::Exact | Outcome::Rounding => true,
                Outcome::LastDigit => before.outcome == Outcome::LastDigit,
                Outcome::Broken => false,
            };
            if !holds {
                return None;
            }
            more = more.saturating_add(self.strain(&after));
            more = more.saturating_sub(self.strain(&before));
        }
        Some(more)
    }

    /// How far a row's sum is from nothing as printed, and the most that rounding could explain of
    /// that if all its figures were printed anew.
    #[must_use]
    pub fn missing(&self, row: &Row) -> Option<(i128, i128)> {
        let mut tolerance = row.slack;
        for factor in &row.factors {
            let half = self.precision(factor.variable as usize).half;
            let coefficient = i128::from(factor.coefficient).checked_abs()?;
            tolerance = tolerance.checked_add(half.checked_mul(coefficient)?)?;
        }
        Some((self.sum(row, &[])?.sum, tolerance))
    }

    /// Puts changes in place; what was changed is taken for right from now on.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            if let Some(variable) = self.variables.get_mut(change.variable) {
                (variable.value, variable.own) = (change.to, variable.new);
                variable.weight = FIXED;
            }
        }
    }

    /// The rows that some figures stand in, ascending.
    #[must_use]
    pub fn touched(&self, variables: impl Iterator<Item = VariableId>) -> Vec<RowId> {
        let mut rows: Vec<RowId> = variables.flat_map(|id| self.rows_of(id)).collect();
        rows.put_in_order();
        rows.dedup();
        rows
    }
}

/// What of a row's side is printed.
#[derive(Clone, Copy, Default)]
struct Side {
    printed: usize,
    places: Option<i32>,
}

impl Row {
    /// What a figure is multiplied by in all.
    #[must_use]
    pub fn coefficient(&self, variable: VariableId) -> i128 {
        let from = self
            .factors
            .partition_point(|factor| (factor.variable as usize) < variable);
        let own = self.factors.get(from..).unwrap_or_default();
        own.iter()
            .take_while(|factor| factor.variable as usize == variable)
            .map(|factor| i128::from(factor.coefficient))
            .fold(0, i128::saturating_add)
    }

    /// What looking at it counts as work: more, the longer it is.
    pub(super) fn work(&self) -> usize {
        (self.factors.len() >> 3).saturating_add(1)
    }

    /// Its figures; one that stands in it twice comes twice.
    pub fn variables(&self) -> impl Iterator<Item = VariableId> {
        self.factors.iter().map(|factor| factor.variable as usize)
    }
}
