//! Columns that a table divides in its own way: two divisions side by side (合计 = 基本支出 + 项目支出 = 一般公共预算 +
//! 政府性基金预算), or a column that is some of another and stands among its parts (合计, 基本支出, 项目支出, 上年结转).
//!
//! The rows tell: an error breaks one row or a few, and not most of them in one way.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Relation;
use crate::amount::Interval;
use crate::order::Gather;
use crate::recognise::{Disclosure, FigureId};
use crate::rulebook::Rulebook;

/// Rows that do not add up from which on they may tell how the columns are divided.
const FEW_ROWS: usize = 3;

/// A column of a table: table, part, column.
type Column = (usize, usize, usize);

/// What the columns beneath another are to it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Division {
    /// Its parts.
    Parts,
    /// Its parts twice over.
    Twice,
    /// Its parts, but for one column.
    But(usize),
}

/// One row's figure and those that should add up to it.
struct Sum {
    whole: Interval,
    /// Each with its column.
    parts: Vec<(usize, Interval)>,
}

impl Sum {
    fn of(disclosure: &Disclosure, relation: &Relation) -> Option<(Column, Self)> {
        let [whole] = relation.left.as_slice() else {
            return None;
        };
        let at = disclosure.figures.get(whole.figure)?;
        let parts = relation.right.iter().map(|term| {
            let column = disclosure.figures.get(term.figure)?.column;
            Some((column, interval(disclosure, term.figure)?))
        });
        let sum = Self {
            whole: interval(disclosure, whole.figure)?,
            parts: parts.collect::<Option<_>>()?,
        };
        Some(((at.table, at.part, at.column), sum))
    }

    /// The sum of the parts, but for one column if so wanted.
    fn parts(&self, but: Option<usize>) -> Option<Interval> {
        let counted = self.parts.iter().filter(|(column, _)| Some(*column) != but);
        let mut counted = counted.map(|(_, amount)| *amount);
        counted.try_fold(Interval::default(), Interval::plus)
    }

    fn adds_up(&self, but: Option<usize>) -> bool {
        self.parts(but).and_then(|sum| sum.meets(self.whole)) != Some(false)
    }

    fn adds_up_twice(&self) -> bool {
        let twice = self.whole.times(2);
        let sum = self.parts(None).zip(twice);
        sum.and_then(|(sum, twice)| sum.meets(twice)) == Some(true)
    }
}

fn interval(disclosure: &Disclosure, figure: FigureId) -> Option<Interval> {
    let value = disclosure.figures.get(figure)?.value;
    Some(
        value
            .amount()
            .map_or_else(Interval::default, |it| it.interval()),
    )
}

/// How the rows of a table divide a column.
fn division(rows: &[Sum]) -> Division {
    let broken: Vec<&Sum> = rows.iter().filter(|row| !row.adds_up(None)).collect();
    let wholes: BTreeSet<Decimal> = broken.iter().map(|it| it.whole.centre()).gather();
    if broken.len() < FEW_ROWS || wholes.len() < 2 {
        return Division::Parts;
    }
    let mostly = |is: &dyn Fn(&Sum) -> bool| {
        let count = broken.iter().filter(|row| is(row)).count();
        count.saturating_mul(5) >= broken.len().saturating_mul(4)
    };
    if mostly(&Sum::adds_up_twice) {
        return Division::Twice;
    }
    let columns: BTreeSet<usize> = rows
        .iter()
        .flat_map(|row| &row.parts)
        .map(|it| it.0)
        .gather();
    let others = || rows.iter().filter(|row| row.adds_up(None));
    // One wrong amount that was added upward is the same in every row.
    let several = |but: usize| {
        let own = broken.iter().flat_map(|row| &row.parts);
        let own = own.filter(|(column, _)| *column == but);
        let amounts: BTreeSet<Decimal> = own.map(|(_, it)| it.centre()).gather();
        amounts.len() > 1
    };
    let mut some = columns.into_iter().filter(|&but| {
        several(but)
            && mostly(&|row| row.adds_up(Some(but)))
            && others().all(|row| row.adds_up(Some(but)))
    });
    match (some.next(), some.next()) {
        (Some(but), None) => Division::But(but),
        _ => Division::Parts,
    }
}

/// Whether a sum is off by what its row says was carried over, which is none of its parts: 合计 may have that beside
/// 基本支出 and 项目支出, and 本年收入 may lack it where funds are told with it.
fn is_off_by_carried(rulebook: &Rulebook, disclosure: &Disclosure, relation: &Relation) -> bool {
    let off = || {
        let ((table, part, column), sum) = Sum::of(disclosure, relation)?;
        let gap = sum.parts(None)?.times(-1)?.plus(sum.whole)?;
        let spec = rulebook.tables.get(table)?.parts.get(part)?;
        let gap = match spec.columns.get(column)?.within {
            None => gap,
            Some(_) => gap.times(-1)?,
        };
        let row = disclosure.figures.get(relation.left.first()?.figure)?.row;
        let part = disclosure.table(table)?.parts.get(part)?;
        let carried = spec.columns.iter().enumerate().filter(|(place, column)| {
            column.is_carried() && !sum.parts.iter().any(|(own, _)| own == place)
        });
        let carried = carried.filter_map(|(place, _)| part.figure(row, place));
        let mut carried = carried.filter_map(|figure| interval(disclosure, figure));
        Some(!sum.adds_up(None) && carried.any(|it| it.meets(gap) == Some(true)))
    };
    off() == Some(true)
}

/// Takes sums of columns as the rows of their table bear them out. Gives the tables that divide a column twice.
pub(super) fn settle(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &mut Vec<Relation>,
) -> BTreeSet<usize> {
    relations.retain(|relation| !is_off_by_carried(rulebook, disclosure, relation));
    let mut columns: BTreeMap<Column, Vec<Sum>> = BTreeMap::new();
    for relation in relations.iter() {
        if let Some((column, sum)) = Sum::of(disclosure, relation) {
            columns.entry(column).or_default().push(sum);
        }
    }
    let divided = columns
        .iter()
        .map(|(column, rows)| (*column, division(rows)));
    let divided: BTreeMap<Column, Division> = divided
        .filter(|(_, division)| *division != Division::Parts)
        .collect();
    if divided.is_empty() {
        return BTreeSet::new();
    }
    let of = |relation: &Relation| {
        let whole = disclosure.figures.get(relation.left.first()?.figure)?;
        divided
            .get(&(whole.table, whole.part, whole.column))
            .copied()
    };
    relations.retain(|relation| of(relation) != Some(Division::Twice));
    for relation in relations.iter_mut() {
        if let Some(Division::But(but)) = of(relation) {
            relation.right.retain(|term| {
                let column = disclosure.figures.get(term.figure).map(|it| it.column);
                column != Some(but)
            });
        }
    }
    let twice = divided
        .iter()
        .filter(|(_, division)| **division == Division::Twice);
    twice.map(|((table, ..), _)| *table).collect()
}
