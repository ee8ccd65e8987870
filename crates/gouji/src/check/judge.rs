use rust_decimal::Decimal;

use crate::amount::{Amount, Interval};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::{Relation, Term};
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

/// How a relation holds, with its figures in the unit of the left side's table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Judgement {
    /// How it holds.
    pub outcome: Outcome,
    /// What the left side prints.
    pub reported: Decimal,
    /// What the right side comes to.
    pub computed: Decimal,
    /// The largest difference that rounding explains.
    pub tolerance: Decimal,
}

/// How a relation holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub enum Outcome {
    /// To the last digit.
    Exact,
    /// Within the rounding of its figures.
    Rounding,
    /// A sum of a single printed figure differs from it by a last digit: rounding explains that
    /// only if a blank hides an amount.
    LastDigit,
    /// Not at all.
    Broken,
}

/// Another value for one figure, to see what would follow.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// The figure.
    pub figure: FigureId,
    /// What it would say.
    pub value: Value,
}

/// Why a relation could not be judged.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum JudgeError {
    /// A figure is no number.
    #[error("有单元格不是数字")]
    Unreadable,
    /// A figure is a formula without its result.
    #[error("有单元格是没有计算结果的公式")]
    Formula,
    /// A figure shares its amount with merged cells.
    #[error("有金额跨单元格合并，无法分到各行各栏")]
    Merged,
    /// The sum has more digits than exact arithmetic here holds.
    #[error("数值过大，无法精确求和")]
    TooLarge,
}

/// Judges a relation, with `change` in place if there is one; `None` when all its figures are blank.
///
/// Intervals are closed: a sum holds when the interval of the left side and that of the right
/// have a value in common. Copies of one figure must be printed alike; only where one of them
/// prints fewer decimals or another unit, their intervals decide.
///
/// # Errors
/// When a figure cannot be read or the sum not be computed exactly.
pub fn judge(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relation: &Relation,
    change: Option<Change>,
) -> Result<Option<Judgement>, JudgeError> {
    let figures = Figures {
        disclosure,
        change,
        stored: false,
    };
    figures.judge(rulebook, relation)
}

/// Judges a relation by what its cells store where that is more than they show; `None` when none
/// stores more, or all are blank.
///
/// # Errors
/// When a figure cannot be read or the sum not be computed exactly.
pub fn judge_stored(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relation: &Relation,
) -> Result<Option<Judgement>, JudgeError> {
    let excess = |term: Term| {
        let figure = disclosure.figures.get(term.figure);
        let amount = figure.and_then(|figure| figure.value.amount());
        amount.is_some_and(|amount| amount.has_excess())
    };
    if !relation.terms().any(excess) {
        return Ok(None);
    }
    let figures = Figures {
        disclosure,
        change: None,
        stored: true,
    };
    figures.judge(rulebook, relation)
}

/// What a term of a relation counts for, in the unit of the left side's table; `None` for a blank
/// and for what cannot be read.
#[must_use]
pub fn term_values(disclosure: &Disclosure, relation: &Relation, term: Term) -> Option<Interval> {
    let figures = Figures {
        disclosure,
        change: None,
        stored: false,
    };
    let scaled = figures.interval(term, relation).ok()??;
    Some(scaled.value)
}

impl Judgement {
    /// `reported − computed`.
    #[must_use]
    pub fn difference(&self) -> Decimal {
        self.reported.checked_sub(self.computed).unwrap_or_default()
    }
}

/// One side of a relation, summed.
#[derive(Default)]
struct Side {
    sum: Interval,
    /// How many of its figures are printed.
    printed: usize,
    /// Scale of its amounts, the coarsest: decimals in the unit of the left side's table.
    precision: Option<i32>,
}

impl Side {
    fn of(figures: Figures<'_>, terms: &[Term], relation: &Relation) -> Result<Self, JudgeError> {
        let mut side = Self::default();
        for term in terms {
            let Some(interval) = figures.interval(*term, relation)? else {
                continue;
            };
            side.sum = side.sum.plus(interval.value).ok_or(JudgeError::TooLarge)?;
            side.printed = side.printed.saturating_add(1);
            side.precision = Some(
                side.precision
                    .map_or(interval.places, |places| places.min(interval.places)),
            );
        }
        Ok(side)
    }
}

struct Scaled {
    value: Interval,
    places: i32,
}

/// The figures of a disclosure, one of them with another value.
#[derive(Clone, Copy)]
struct Figures<'a> {
    disclosure: &'a Disclosure,
    change: Option<Change>,
    /// Whether what is stored counts and not what is shown.
    stored: bool,
}

impl Figures<'_> {
    fn judge(
        self,
        rulebook: &Rulebook,
        relation: &Relation,
    ) -> Result<Option<Judgement>, JudgeError> {
        let left = Side::of(self, &relation.left, relation)?;
        let right = Side::of(self, &relation.right, relation)?;
        let printed = left.printed.saturating_add(right.printed);
        if printed == 0 {
            return Ok(None);
        }
        let tolerance = left
            .sum
            .plus(Interval::default())
            .and_then(|sum| sum.plus(right.sum))
            .map(Interval::half);
        let advisory = rulebook
            .relations
            .get(relation.spec)
            .is_some_and(|spec| spec.advisory);
        let alike = left.precision == right.precision || left.printed == 0 || right.printed == 0;
        let strict = relation.copy && !advisory && alike;
        let meets = left.sum.meets(right.sum).ok_or(JudgeError::TooLarge)?;
        let below = left.sum.below(right.sum).ok_or(JudgeError::TooLarge)?;
        let (a, b) = (left.sum.centre(), right.sum.centre());
        let exact = match relation.comparison {
            Comparison::Equal => a == b,
            Comparison::AtLeast => !below,
        };
        let holds = match relation.comparison {
            Comparison::Equal => meets && !strict,
            Comparison::AtLeast => !below,
        };
        // Where no decimals are printed, a zero may hide nearly half of what counts.
        let one_each = left.printed == 1 && right.printed == 1 && left.precision > Some(0);
        let single =
            one_each && alike && !relation.copy && relation.comparison == Comparison::Equal;
        let outcome = match (exact, holds) {
            (true, _) => Outcome::Exact,
            (false, true) if single => Outcome::LastDigit,
            (false, true) => Outcome::Rounding,
            (false, false) => Outcome::Broken,
        };
        let tolerance = if strict {
            Decimal::ZERO
        } else {
            tolerance.ok_or(JudgeError::TooLarge)?
        };
        Ok(Some(Judgement {
            outcome,
            reported: a,
            computed: b,
            tolerance,
        }))
    }

    /// A term's values in the unit of the left side's table; `None` for a blank cell.
    fn interval(&self, term: Term, relation: &Relation) -> Result<Option<Scaled>, JudgeError> {
        let amount = match self.value(term.figure) {
            Value::Blank => return Ok(None),
            Value::Amount(amount) if self.is_nothing(amount) => return Ok(None),
            Value::Amount(amount) => amount,
            Value::Unreadable(_) => return Err(JudgeError::Unreadable),
            Value::Formula => return Err(JudgeError::Formula),
            Value::Merged => return Err(JudgeError::Merged),
        };
        let exponent = self.exponent(term.figure, relation);
        let (value, places) = if self.stored {
            (amount.stored_interval(), amount.stored_places())
        } else {
            (amount.interval(), amount.places())
        };
        let value = value
            .shifted(exponent)
            .and_then(|value| value.times(term.coefficient));
        let places = places.saturating_sub(exponent);
        Ok(Some(Scaled {
            value: value.ok_or(JudgeError::TooLarge)?,
            places,
        }))
    }

    fn is_nothing(&self, amount: Amount) -> bool {
        amount.is_nothing() && !(self.stored && amount.has_excess())
    }

    fn value(&self, id: FigureId) -> Value {
        match self.change.filter(|change| change.figure == id) {
            Some(change) => change.value,
            None => self
                .disclosure
                .figures
                .get(id)
                .map_or(Value::Blank, |figure| figure.value),
        }
    }

    /// The power of ten from a figure's unit to that of the relation's first figure.
    fn exponent(&self, id: FigureId, relation: &Relation) -> i32 {
        let unit = |id: FigureId| {
            let figure = self.disclosure.figures.get(id);
            figure.and_then(|figure| self.disclosure.unit_of(figure.table))
        };
        match (
            unit(id),
            relation.terms().next().and_then(|term| unit(term.figure)),
        ) {
            (Some(own), Some(target)) => own.exponent_to(target),
            _ => 0,
        }
    }
}
