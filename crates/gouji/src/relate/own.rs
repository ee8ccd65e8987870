//! Columns that a table has of its own: no rulebook names them, and the table itself tells what they are.
//!
//! What holds between the rows of a named column holds between theirs, and a column is the sum of those that stand
//! beneath its heading, where the table bears it out: an error breaks one row or two, and not more of them in one way.

mod rows;
mod tree;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::relation::{Relation, Term};
use crate::amount::Interval;
use crate::recognise::{Disclosure, FigureId, Part, Value};
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

/// What the columns that tables have of their own tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) relations: Vec<Relation>,
    /// Columns that are judged with those beside them: table, column of the sheet.
    pub(super) judged: BTreeSet<(usize, u32)>,
    /// Tables whose own columns are all told.
    pub(super) whole: BTreeSet<usize>,
}

/// A part of a table that has columns of its own.
struct Own<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    table: usize,
    place: usize,
    part: &'a Part,
}

/// What the columns that tables have of their own tell, beside the relations that the rulebook states.
pub(super) fn told(rulebook: &Rulebook, disclosure: &Disclosure, stated: &[Relation]) -> Told {
    let mut told = Told::default();
    let mut dividing = rulebook.relations.iter();
    let dividing = dividing.position(|spec| spec.formula.divides_columns());
    for table in &disclosure.tables {
        for (place, part) in table.parts.iter().enumerate() {
            if part.own.columns.is_empty() {
                continue;
            }
            let own = Own {
                rulebook,
                disclosure,
                table: table.spec,
                place,
                part,
            };
            let divisions = tree::divisions(&own);
            let known = part.columns.len();
            let sums = divisions.iter();
            let slots: BTreeSet<usize> = sums.flat_map(tree::Division::columns).collect();
            told.relations.extend(rows::relations(&own, stated, &slots));
            for (column, slot) in part.own.columns.iter().zip(known..) {
                if slots.contains(&slot) {
                    told.judged.insert((table.spec, column.at));
                }
            }
            let relations = divisions.iter().zip(dividing.into_iter().cycle());
            let relations = relations.flat_map(|(division, spec)| own.sums(division, spec));
            told.relations.extend(relations);
        }
        let mut open = table.parts.iter().flat_map(|part| &part.own.open);
        if table.hidden.is_empty() && open.all(|&at| told.judged.contains(&(table.spec, at))) {
            told.whole.insert(table.spec);
        }
    }
    told
}

impl Own<'_> {
    /// What a row has in a column: nothing where it is blank, `None` where that is not known.
    fn amount(&self, row: usize, column: usize) -> Option<Interval> {
        let figure = self.part.figure(row, column)?;
        of_figure(self.disclosure, figure)
    }

    /// The relations of all rows that say something.
    fn sums(&self, division: &tree::Division, spec: usize) -> Vec<Relation> {
        let relation = |row: usize| {
            let term = |&column: &usize| {
                let figure = self.part.figure(row, column)?;
                Some(Term {
                    figure,
                    coefficient: 1,
                })
            };
            let right: Option<Vec<Term>> = division.parts.iter().map(term).collect();
            let left = vec![term(&division.whole)?];
            Some(Relation {
                spec,
                comparison: Comparison::Equal,
                copy: false,
                left,
                right: right?,
            })
        };
        let rows = (0..self.part.rows.len()).filter_map(relation);
        rows.filter(|it| says_something(self.disclosure, it))
            .collect()
    }
}

/// An amount, nothing for a blank; `None` for what is no amount.
fn of_figure(disclosure: &Disclosure, figure: FigureId) -> Option<Interval> {
    match disclosure.figures.get(figure)?.value {
        Value::Amount(amount) => Some(amount.interval()),
        Value::Blank => Some(Interval::default()),
        Value::Unreadable(_) | Value::Formula | Value::Merged => None,
    }
}

/// Whether a figure of a relation prints something.
fn says_something(disclosure: &Disclosure, relation: &Relation) -> bool {
    let mut figures = relation
        .terms()
        .filter_map(|term| disclosure.figures.get(term.figure));
    figures.any(|figure| figure.value.is_printed())
}

/// By how much a relation is off: nothing where it holds; `None` where a figure is no amount.
fn gap(disclosure: &Disclosure, relation: &Relation) -> Option<Option<Decimal>> {
    let sum = |terms: &[Term]| {
        let mut terms = terms.iter();
        terms.try_fold(Interval::default(), |sum, term| {
            sum.plus(of_figure(disclosure, term.figure)?.times(term.coefficient)?)
        })
    };
    let (left, right) = (sum(&relation.left)?, sum(&relation.right)?);
    match left.meets(right)? {
        true => Some(None),
        false => Some(Some(left.centre().checked_sub(right.centre())?)),
    }
}
