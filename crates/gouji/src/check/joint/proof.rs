use std::collections::BTreeMap;

use super::Contradiction;
use super::figures::Figures;
use super::system::{Multipliers, System};
use crate::amount::Interval;
use crate::check::{Judged, Judgement, Outcome};
use crate::order::Order;
use crate::recognise::FigureId;
use crate::relate::{Relation, Term};
use crate::rulebook::formula::Comparison;

/// The contradiction that multipliers prove: the relations times them add up to a relation between
/// intervals that have no value in common. `None` if they prove nothing.
///
/// This looks at the relations and the printed figures only, not at how the multipliers were found.
pub(super) fn prove(
    judged: &[Judged<'_>],
    system: &System,
    figures: &Figures<'_>,
    multipliers: &Multipliers,
) -> Option<Contradiction> {
    let mut relations = Vec::new();
    for &(equation, multiplier) in multipliers {
        let place = system.equations.get(equation)?.place;
        relations.push((judged.get(place)?, i64::try_from(multiplier).ok()?));
    }
    relations.order_by_key(|(judged, _)| judged.place);
    let combined = combined(&relations, figures)?;
    let judgement = refuted(&combined, figures)?;
    Some(Contradiction {
        relations: relations
            .iter()
            .map(|(judged, multiplier)| (judged.place, *multiplier))
            .collect(),
        combined,
        judgement,
        blanks: figures.blanks(),
    })
}

/// Σ multiplier × relation, its first figure on the left.
fn combined(relations: &[(&Judged<'_>, i64)], figures: &Figures<'_>) -> Option<Relation> {
    let mut sum: BTreeMap<FigureId, i128> = BTreeMap::new();
    for (judged, multiplier) in relations {
        for (side, sign) in [(&judged.relation.left, 1), (&judged.relation.right, -1)] {
            for term in side.iter().filter(|term| figures.is_amount(term.figure)) {
                let added = i128::from(term.coefficient)
                    .checked_mul(sign)?
                    .checked_mul(i128::from(*multiplier))?;
                let coefficient = sum.entry(term.figure).or_default();
                *coefficient = coefficient.checked_add(added)?;
            }
        }
    }
    sum.retain(|_, coefficient| *coefficient != 0);
    let mut inequalities = relations
        .iter()
        .filter(|(judged, _)| judged.relation.comparison == Comparison::AtLeast)
        .peekable();
    let (comparison, turned) = match inequalities.peek() {
        Some((_, multiplier)) => (Comparison::AtLeast, *multiplier < 0),
        None => (Comparison::Equal, left_is_longer(&sum)),
    };
    // Inequalities add up only if all are taken the same way.
    if !inequalities.all(|(_, multiplier)| (*multiplier < 0) == turned) {
        return None;
    }
    let mut relation = Relation {
        spec: relations.first()?.0.relation.spec,
        comparison,
        copy: false,
        left: Vec::new(),
        right: Vec::new(),
    };
    for (figure, coefficient) in sum {
        let side = if (coefficient < 0) == turned {
            &mut relation.left
        } else {
            &mut relation.right
        };
        let coefficient = i64::try_from(coefficient.checked_abs()?).ok()?;
        side.push(Term {
            figure,
            coefficient,
        });
    }
    Some(relation)
}

/// Whether more figures are added than taken away, or as many and the first is taken away: totals
/// are few and come first.
fn left_is_longer(sum: &BTreeMap<FigureId, i128>) -> bool {
    let left = sum.values().filter(|coefficient| **coefficient > 0).count();
    let right = sum.len().saturating_sub(left);
    let first_is_right = sum.values().next().is_some_and(|first| *first < 0);
    right > 0 && (left > right || left == 0 || (left == right && first_is_right))
}

/// How far the sides of a relation are apart, if they have no value in common, in the unit of its
/// first figure.
fn refuted(relation: &Relation, figures: &Figures<'_>) -> Option<Judgement> {
    let unit = figures.to_yuan(relation.terms().next()?.figure)?;
    let side = |terms: &[Term]| {
        terms.iter().try_fold(Interval::default(), |sum, term| {
            let exponent = figures.to_yuan(term.figure)?.checked_sub(unit)?;
            let value = figures.interval(term.figure)?.shifted(exponent)?;
            sum.plus(value.times(term.coefficient)?)
        })
    };
    let (left, right) = (side(&relation.left)?, side(&relation.right)?);
    let apart = match relation.comparison {
        Comparison::Equal => !left.meets(right)?,
        Comparison::AtLeast => left.below(right)?,
    };
    apart.then_some(Judgement {
        outcome: Outcome::Broken,
        reported: left.centre(),
        computed: right.centre(),
        tolerance: left.plus(right)?.half(),
    })
}
