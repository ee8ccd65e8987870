//! [`Rulebook`] + [`Disclosure`] → [`Relation`]s: which figures must agree with which.

mod columns;
mod expand;
mod index;
mod ready;
mod relation;
mod scope;
mod side;
mod unread;

pub use relation::{Relation, Term};

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::recognise::{Disclosure, FigureId};
use crate::report::Unevaluated;
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Reference;

use expand::Expander;
use index::TableIndex;

/// The relations of a disclosure.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// In the rulebook's order, then by table, column and row.
    pub all: Vec<Relation>,
    /// Formulas of the rulebook that could not be evaluated, whole or for some rows.
    pub unevaluated: Vec<Unevaluated>,
}

/// Applies every formula of the rulebook to the figures. A relation that two formulas state
/// counts once, by the first.
#[must_use]
pub fn relate(rulebook: &Rulebook, disclosure: &Disclosure) -> Relations {
    let indexes = indexes(rulebook, disclosure);
    let expander = Expander {
        rulebook,
        disclosure,
        indexes: &indexes,
    };
    let mut relations = Relations::default();
    let mut known = BTreeSet::new();
    for (place, spec) in rulebook.relations.iter().enumerate() {
        if !expander.applies(spec) {
            continue;
        }
        let mut missing = BTreeSet::new();
        let mut stated = expander.formula(place, &spec.formula, &mut missing);
        let is_exact = |relation: &Relation| is_exact_sum(disclosure, relation);
        if spec.borne_out && !stated.iter().any(is_exact) {
            stated.clear();
        }
        for relation in stated {
            if known.insert(relation.identity()) {
                relations.all.push(relation);
            }
        }
        let unevaluated = missing.into_iter().map(|why| Unevaluated {
            formula: spec.text.clone(),
            why,
        });
        relations.unevaluated.extend(unevaluated);
    }
    relations
}

/// Whether two or more printed figures add up to the last digit.
fn is_exact_sum(disclosure: &Disclosure, relation: &Relation) -> bool {
    let value = |term: &Term| {
        let figure = disclosure.figures.get(term.figure);
        let amount = figure.and_then(|figure| figure.value.amount());
        let printed = amount.map_or(Decimal::ZERO, |amount| amount.printed());
        printed.checked_mul(Decimal::from(term.coefficient))
    };
    let sum = |terms: &[Term]| {
        terms
            .iter()
            .try_fold(Decimal::ZERO, |sum, term| sum.checked_add(value(term)?))
    };
    let printed = relation
        .right
        .iter()
        .filter_map(value)
        .filter(|value| !value.is_zero());
    printed.count() > 1 && sum(&relation.left) == sum(&relation.right)
}

/// Finds the figures that references mean.
pub struct Lookup<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    indexes: Vec<Option<TableIndex<'a>>>,
}

impl<'a> Lookup<'a> {
    /// Indexes the tables of a disclosure.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, disclosure: &'a Disclosure) -> Self {
        let indexes = indexes(rulebook, disclosure);
        Self {
            rulebook,
            disclosure,
            indexes,
        }
    }

    /// The figures that a reference means, row by row.
    #[must_use]
    pub fn figures(&self, reference: &Reference) -> Vec<FigureId> {
        let (rulebook, disclosure) = (self.rulebook, self.disclosure);
        Expander {
            rulebook,
            disclosure,
            indexes: &self.indexes,
        }
        .all_figures(reference)
    }
}

fn indexes<'a>(rulebook: &Rulebook, disclosure: &'a Disclosure) -> Vec<Option<TableIndex<'a>>> {
    let index = |(place, spec)| {
        disclosure
            .table(place)
            .map(|table| TableIndex::of(table, spec))
    };
    rulebook.tables.iter().enumerate().map(index).collect()
}
