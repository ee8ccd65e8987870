use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::slip::slip;
use crate::amount::Amount;
use crate::check::{Change, Outcome, judge};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::{Relation, Relations};
use crate::report::Reason;
use crate::rulebook::Rulebook;

/// Steps of a last digit that rounding can move a value by at most in what is tried.
const MOST_STEPS: i64 = 40;

/// Figures that are tried for one fault at most.
const MOST_SUSPECTS: usize = 64;

/// Finds the figures and values that explain faults.
pub(super) struct Explainer<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) disclosure: &'a Disclosure,
    /// The relations that each figure takes part in.
    relations: BTreeMap<FigureId, Vec<&'a Relation>>,
}

/// A value of a figure with which all its relations hold.
#[derive(Clone, Debug)]
pub(super) struct Explanation {
    pub(super) figure: FigureId,
    pub(super) value: String,
    pub(super) reason: Reason,
    /// How many relations of the figure hold within rounding only.
    rounded: usize,
}

impl Explanation {
    /// Explanations with a plain slip come first, then those that leave the most relations exact.
    pub(super) fn rank(&self) -> (bool, usize) {
        (self.reason == Reason::Other, self.rounded)
    }
}

impl<'a> Explainer<'a> {
    pub(super) fn new(
        rulebook: &'a Rulebook,
        disclosure: &'a Disclosure,
        relations: &'a Relations,
    ) -> Self {
        let mut of: BTreeMap<FigureId, Vec<&Relation>> = BTreeMap::new();
        for relation in relations
            .all
            .iter()
            .filter(|relation| !is_advisory(rulebook, relation))
        {
            for term in relation.terms() {
                of.entry(term.figure).or_default().push(relation);
            }
        }
        Self {
            rulebook,
            disclosure,
            relations: of,
        }
    }

    /// Every figure and value that alone explain a fault.
    pub(super) fn explanations(&self, fault: &[&Relation]) -> Vec<Explanation> {
        let Some((first, rest)) = fault.split_first() else {
            return Vec::new();
        };
        let everywhere = |figure: &FigureId| {
            rest.iter()
                .all(|relation| relation.terms().any(|term| term.figure == *figure))
        };
        let mut suspects: Vec<FigureId> = first
            .terms()
            .map(|term| term.figure)
            .filter(everywhere)
            .collect();
        suspects.sort_unstable();
        suspects.dedup();
        if suspects.len() > MOST_SUSPECTS {
            return Vec::new();
        }
        suspects
            .into_iter()
            .flat_map(|figure| self.values(figure, fault))
            .collect()
    }

    /// The values of a figure with which all its relations hold.
    fn values(&self, figure: FigureId, fault: &[&Relation]) -> Vec<Explanation> {
        let precision = self.precision(figure, fault);
        let Some(centre) = fault
            .iter()
            .find_map(|relation| self.implied(figure, relation, precision))
        else {
            return Vec::new();
        };
        let Some(step) = precision.step() else {
            return Vec::new();
        };
        let tried = (-MOST_STEPS..=MOST_STEPS)
            .filter_map(|steps| centre.checked_add(step.checked_mul(Decimal::from(steps))?));
        tried
            .filter_map(|value| self.explanation(figure, value, precision))
            .collect()
    }

    fn explanation(
        &self,
        figure: FigureId,
        value: Decimal,
        precision: Precision,
    ) -> Option<Explanation> {
        let new = if value.is_zero() {
            Value::Blank
        } else {
            Value::Amount(Amount::exact(value)?.filled(precision.filled))
        };
        let own = self.disclosure.figures.get(figure)?.value;
        if own == new {
            return None;
        }
        let mut rounded = 0_usize;
        for relation in self.relations.get(&figure)? {
            let change = Some(Change { figure, value: new });
            // A relation that cannot be judged speaks neither for nor against.
            let Ok(judged) = judge(self.rulebook, self.disclosure, relation, change) else {
                continue;
            };
            match judged.map(|judgement| judgement.outcome) {
                None | Some(Outcome::Exact) => {}
                Some(Outcome::Rounding) => rounded = rounded.saturating_add(1),
                Some(Outcome::LastDigit | Outcome::Broken) => return None,
            }
        }
        let value = if value.is_zero() {
            String::new()
        } else {
            value.to_string()
        };
        let reason = slip(&self.disclosure.printed(figure), &value);
        Some(Explanation {
            figure,
            value,
            reason,
            rounded,
        })
    }

    /// The value that makes a relation exact, with the figure's decimals.
    fn implied(
        &self,
        figure: FigureId,
        relation: &Relation,
        precision: Precision,
    ) -> Option<Decimal> {
        let blank = Change {
            figure,
            value: Value::Blank,
        };
        let without = judge(self.rulebook, self.disclosure, relation, Some(blank)).ok()?;
        let gap = without.map_or(Decimal::ZERO, |judgement| judgement.difference());
        // One in the figure's own unit moves the difference by this much.
        let one = Value::Amount(Amount::exact(Decimal::ONE)?);
        let with = judge(
            self.rulebook,
            self.disclosure,
            relation,
            Some(Change { figure, value: one }),
        )
        .ok()??;
        let slope = with.difference().checked_sub(gap)?;
        let value = gap.checked_div(slope)?.checked_mul(Decimal::NEGATIVE_ONE)?;
        let steps = value.checked_div(precision.step()?)?;
        let steps = steps.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let mut value = steps.checked_mul(precision.step()?)?;
        value.rescale(precision.scale);
        Some(value)
    }

    /// The precision that the figure should have: its own or that of its neighbours in the fault's
    /// relations, the greater; where all of these are blank, as its table does.
    fn precision(&self, figure: FigureId, fault: &[&Relation]) -> Precision {
        let of = |id: FigureId| {
            let amount = self.disclosure.figures.get(id)?.value.amount()?;
            Some(Precision {
                scale: amount.printed().scale(),
                filled: amount.filled_digits(),
            })
        };
        let terms = fault.iter().flat_map(|relation| relation.terms());
        let near = terms.filter_map(|term| of(term.figure)).max();
        let all = || (0..self.disclosure.figures.len()).filter_map(of).max();
        of(figure)
            .into_iter()
            .chain(near)
            .max()
            .or_else(all)
            .unwrap_or_default()
    }
}

/// How a figure prints: its decimals, and how many of its digits only fill up.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd)]
struct Precision {
    scale: u32,
    filled: u32,
}

impl Precision {
    /// The smallest difference that it can show.
    fn step(self) -> Option<Decimal> {
        let units = 10_i64.checked_pow(self.filled)?;
        Some(Decimal::new(units, self.scale))
    }
}

fn is_advisory(rulebook: &Rulebook, relation: &Relation) -> bool {
    rulebook
        .relations
        .get(relation.spec)
        .is_some_and(|spec| spec.advisory)
}
