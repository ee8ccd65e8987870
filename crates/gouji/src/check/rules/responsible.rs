//! Which rule words the outcome of a relation.

use super::{
    across_sum, advice, at_least, children_sum, copies, counted_twice, item_sum, last_digit,
    last_year_sum, one_part_total, rounding, row_parts, total_sum,
};
use crate::check::{Context, Judged, Outcome};
use crate::rulebook::formula::{ColumnRef, Formula, Rows};

/// Whether a formula is about the columns that a column is made up of.
fn divides_columns(formula: &Formula) -> bool {
    let mut terms = formula.terms();
    terms.any(|term| term.reference.column == ColumnRef::Parts)
}

/// The code of the rule that words a relation's outcome; `None` when there is nothing to say.
pub(super) fn responsible(context: &Context<'_>, judged: &Judged<'_>) -> Option<&'static str> {
    let spec = context.rulebook.relations.get(judged.relation.spec)?;
    let formula = &spec.formula;
    let sums = |rows: fn(&Rows) -> bool| {
        formula
            .terms()
            .any(|term| term.sum && rows(&term.reference.rows))
    };
    let rule = match judged.judgement.outcome {
        Outcome::Exact => return None,
        Outcome::Broken if spec.advisory && last_year_sum::explains(context, judged) => {
            last_year_sum::RULE
        }
        Outcome::Broken if spec.advisory => advice::RULE,
        _ if spec.advisory => return None,
        Outcome::Rounding => rounding::RULE,
        Outcome::LastDigit => last_digit::RULE,
        Outcome::Broken if counted_twice::explains(context, judged) => counted_twice::RULE,
        Outcome::Broken if !formula.comparison.is_equal() => at_least::RULE,
        Outcome::Broken if divides_columns(formula) => row_parts::RULE,
        Outcome::Broken if sums(|rows| *rows == Rows::Children) => match context.is_of_code(judged)
        {
            true => children_sum::RULE,
            false => item_sum::RULE,
        },
        Outcome::Broken if formula.is_within_table() && sums(|_| true) => total_sum::RULE,
        Outcome::Broken if formula.is_copy() => copies::RULE,
        Outcome::Broken if !formula.is_within_table() => across_sum::RULE,
        Outcome::Broken
            if formula
                .terms()
                .all(|term| term.reference.rows == Rows::Each) =>
        {
            match one_part_total::explains(context, judged) {
                true => one_part_total::RULE,
                false => row_parts::RULE,
            }
        }
        Outcome::Broken => item_sum::RULE,
    };
    Some(rule.code)
}
