//! What holds between the rows of columns that a table has of its own.

use std::collections::BTreeSet;

use super::super::relation::{Relation, Term};
use super::{Own, gap, says_something};
use crate::recognise::is_of_another_year;

/// Sums of a column that hold from which on they tell that it adds up.
const FEW: usize = 3;

/// Sums that one wrong amount breaks: its own, and that it is a part of.
const OF_ONE_ERROR: usize = 2;

/// Rows with their coefficients.
type Rows = Vec<(usize, i64)>;

/// The relations between the rows of named columns, for each column of the table's own that bears them out.
/// Those of `divided` are known to be amounts that are added up.
pub(super) fn relations(
    own: &Own<'_>,
    stated: &[Relation],
    divided: &BTreeSet<usize>,
) -> Vec<Relation> {
    let mut known: BTreeSet<(Rows, Rows)> = BTreeSet::new();
    let mut patterns: Vec<(&Relation, Rows, Rows)> = Vec::new();
    for relation in stated {
        let Some((left, right)) = between_rows(own, relation) else {
            continue;
        };
        if known.insert((left.clone(), right.clone())) {
            patterns.push((relation, left, right));
        }
    }
    let columns = (own.part.columns.len()..).zip(&own.part.own.columns);
    // Of other years not all subjects need be listed.
    let columns = columns.filter(|(_, own)| is_of_another_year(&own.path) == Some(false));
    let relations = columns.flat_map(|(column, _)| {
        let all = patterns.iter();
        let all = all.filter_map(|(relation, left, right)| {
            let terms = |rows: &Rows| {
                rows.iter()
                    .map(|&row| term(own, row, column))
                    .collect::<Option<Vec<Term>>>()
            };
            Some(Relation {
                left: terms(left)?,
                right: terms(right)?,
                ..(*relation).clone()
            })
        });
        let all: Vec<Relation> = all
            .filter(|it| says_something(own.disclosure, it))
            .collect();
        match is_borne_out(own, &all, divided.contains(&column)) {
            true => all,
            false => Vec::new(),
        }
    });
    relations.collect()
}

fn term(own: &Own<'_>, (row, coefficient): (usize, i64), column: usize) -> Option<Term> {
    let figure = own.part.figure(row, column)?;
    Some(Term {
        figure,
        coefficient,
    })
}

/// The rows of a relation between those of one column of the part; `None` for any other.
fn between_rows(own: &Own<'_>, relation: &Relation) -> Option<(Rows, Rows)> {
    let spec = own.rulebook.relations.get(relation.spec)?;
    let mut column = None;
    let mut rows = |terms: &[Term]| {
        let row = |term: &Term| {
            let figure = own.disclosure.figures.get(term.figure)?;
            let here = (figure.table, figure.part) == (own.table, own.place);
            let same = *column.get_or_insert(figure.column) == figure.column;
            (here && same).then_some((figure.row, term.coefficient))
        };
        terms.iter().map(row).collect::<Option<Rows>>()
    };
    let (left, right) = (rows(&relation.left)?, rows(&relation.right)?);
    (!spec.advisory && left.len().saturating_add(right.len()) > 1).then_some((left, right))
}

/// Whether the sums of a column hold but for what one error breaks.
fn is_borne_out(own: &Own<'_>, all: &[Relation], divided: bool) -> bool {
    let gaps: Option<Vec<_>> = all.iter().map(|it| gap(own.disclosure, it)).collect();
    let Some(gaps) = gaps else { return false };
    let broken = gaps.iter().flatten().count();
    let holding = gaps.len().saturating_sub(broken);
    let enough = match divided {
        true => holding >= 1,
        false => holding >= FEW && holding >= broken.saturating_mul(FEW),
    };
    !all.is_empty() && (broken == 0 || broken <= OF_ONE_ERROR && enough)
}
