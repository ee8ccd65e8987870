use crate::order::Order;
use crate::recognise::{Disclosure, FigureId};
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

/// Terms that a side of a formula is written with at most.
const MOST_TERMS: usize = 200;

/// Σ coefficient × figure on the left, compared with the same on the right.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Relation {
    /// The formula's place in the rulebook.
    pub spec: usize,
    /// How the sides relate.
    pub comparison: Comparison,
    /// Whether the sides are two copies of one figure.
    pub copy: bool,
    /// The side that reports.
    pub left: Vec<Term>,
    /// The side that is computed.
    pub right: Vec<Term>,
}

/// A figure and what it is multiplied by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Term {
    /// The figure.
    pub figure: FigureId,
    /// `1` or `-1`; more where a figure stands in a formula several times.
    pub coefficient: i64,
}

impl Relation {
    /// All its terms, the left side first.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        self.left.iter().chain(&self.right).copied()
    }

    /// The same for two relations that say the same, and for few others: its first figure, how many terms it has, and
    /// whether it is an equation.
    pub(super) fn outline(&self) -> (Option<FigureId>, usize, bool) {
        let first = self.terms().map(|term| term.figure).min();
        (first, self.terms().count(), self.is_equation())
    }

    /// The same for two relations that say the same, and for no others: the equation with everything on one side, its
    /// first coefficient positive.
    pub(super) fn identity(&self) -> (bool, Vec<Term>) {
        let moved = self.right.iter().map(|term| Term {
            coefficient: term.coefficient.saturating_neg(),
            ..*term
        });
        let mut terms: Vec<Term> = self.left.iter().copied().chain(moved).collect();
        terms.put_in_order();
        if self.is_equation() && terms.first().is_some_and(|term| term.coefficient < 0) {
            for term in &mut terms {
                term.coefficient = term.coefficient.saturating_neg();
            }
        }
        (self.is_equation(), terms)
    }

    fn is_equation(&self) -> bool {
        self.comparison == Comparison::Equal
    }

    /// The relation with its rows and columns: `T3[20805].合计 = T3[20805].基本支出 + …`.
    #[must_use]
    pub fn formula(&self, rulebook: &Rulebook, disclosure: &Disclosure) -> String {
        let side = |terms: &[Term]| {
            let mut text = String::new();
            for term in terms.iter().take(MOST_TERMS) {
                let sign = match (text.is_empty(), term.coefficient < 0) {
                    (true, false) => "",
                    (true, true) => "-",
                    (false, false) => " + ",
                    (false, true) => " - ",
                };
                text.push_str(sign);
                if term.coefficient.unsigned_abs() > 1 {
                    text.push_str(&format!("{}×", term.coefficient.unsigned_abs()));
                }
                text.push_str(&name(rulebook, disclosure, term.figure));
            }
            if terms.len() > MOST_TERMS {
                text.push_str(&format!(" + …（共 {} 项）", terms.len()));
            }
            if text.is_empty() {
                "0".to_owned()
            } else {
                text
            }
        };
        let comparison = match self.comparison {
            Comparison::Equal => "=",
            Comparison::AtLeast => ">=",
        };
        format!("{} {comparison} {}", side(&self.left), side(&self.right))
    }
}

/// A figure as formulas write it.
fn name(rulebook: &Rulebook, disclosure: &Disclosure, id: FigureId) -> String {
    let Some(figure) = disclosure.figures.get(id) else {
        return String::new();
    };
    let Some(table) = rulebook.tables.get(figure.table) else {
        return String::new();
    };
    let column = disclosure.column_name(rulebook, id).unwrap_or_default();
    let row = disclosure.row_key(rulebook, id);
    format!("{}[{row}].{column}", table.id)
}
