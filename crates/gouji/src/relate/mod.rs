//! [`Rulebook`] + [`Disclosure`] → [`Relation`]s: which figures must agree with which.

mod columns;
mod division;
mod expand;
mod index;
mod own;
mod ready;
mod relation;
mod scope;
mod side;
mod unless;
mod unread;

pub use relation::{Relation, Term};

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::recognise::{Disclosure, FigureId};
use crate::report::{Unevaluated, Unread, UnreadKind};
use crate::rulebook::formula::Reference;
use crate::rulebook::{RelationSpec, Rulebook};
use crate::source::Address;

use expand::Expander;
use index::TableIndex;

/// The relations of a disclosure.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// In the rulebook's order, then by table, column and row.
    pub all: Vec<Relation>,
    /// Formulas of the rulebook that could not be evaluated, whole or for some rows.
    pub unevaluated: Vec<Unevaluated>,
    /// Columns that the rulebook does not name and that are judged all the same: table, column of the sheet.
    pub(crate) told: BTreeSet<(usize, u32)>,
}

impl Relations {
    /// Whether a column that was listed as not understood is judged all the same.
    pub(crate) fn tells(&self, rulebook: &Rulebook, disclosure: &Disclosure, it: &Unread) -> bool {
        let mut columns = self.told.iter().filter(|_| it.kind == UnreadKind::Column);
        let at = Address::parse(&it.range).map(|at| at.column);
        columns.any(|&(table, column)| {
            let spec = rulebook.tables.get(table).map(|table| table.id.as_str());
            let sheet = disclosure
                .table(table)
                .map(|table| table.sheet_name.as_str());
            at == Some(column) && spec == it.table.as_deref() && sheet == Some(it.sheet.as_str())
        })
    }
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
    let mut stated: Vec<Vec<Relation>> = Vec::new();
    for (place, spec) in rulebook.relations.iter().enumerate() {
        let mut missing = BTreeSet::new();
        let mut own = match expander.applies(spec) {
            true => expander.formula(place, &spec.formula, &mut missing),
            false => Vec::new(),
        };
        if spec.formula.divides_columns() {
            let twice = division::settle(rulebook, disclosure, &mut own);
            let twice = twice.iter().filter_map(|&table| rulebook.tables.get(table));
            missing.extend(twice.map(|table| format!("{}的栏目有两种分法", table.short)));
        }
        stated.push(own);
        let unevaluated = missing.into_iter().map(|why| Unevaluated {
            formula: spec.text.clone(),
            why,
        });
        relations.unevaluated.extend(unevaluated);
    }
    let borne_out: Vec<bool> = (0..stated.len())
        .map(|place| is_borne_out(rulebook, disclosure, &stated, place))
        .collect();
    let stated = stated.into_iter().zip(borne_out);
    let stated = stated.filter(|(_, borne_out)| *borne_out);
    relations.all = once(stated.flat_map(|(stated, _)| stated));
    if disclosure.has_own_columns() {
        let told = own::told(rulebook, disclosure, &relations.all);
        let all = std::mem::take(&mut relations.all);
        relations.all = once(all.into_iter().chain(told.relations));
        let open = |it: &Unevaluated| {
            let mut whole = told
                .whole
                .iter()
                .filter_map(|&table| rulebook.tables.get(table));
            !whole.any(|table| it.why == unread::columns(&table.short))
        };
        relations.unevaluated.retain(open);
        relations.told = told.judged;
    }
    relations
}

/// Relations, of those that say the same the first.
fn once(stated: impl Iterator<Item = Relation>) -> Vec<Relation> {
    let mut all: Vec<Relation> = Vec::new();
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for relation in stated {
        // Most are told apart without a look at all their terms.
        let others = alike.entry(relation.outline()).or_default();
        let mut others_stated = others.iter().filter_map(|&other| all.get(other));
        if !others_stated.any(|other| other.identity() == relation.identity()) {
            others.push(all.len());
            all.push(relation);
        }
    }
    all
}

/// Sums of one column from which on most of them tell whether it adds up.
const FEW_SUMS: usize = 3;

/// Whether a formula that a table must bear out is: one sum of several figures at least is exact, or where no sum is
/// of several, one of one. Where a sum may well lack an item, most sums of the column are.
fn is_borne_out(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    stated: &[Vec<Relation>],
    place: usize,
) -> bool {
    let Some(spec) = rulebook.relations.get(place).filter(|spec| spec.borne_out) else {
        return true;
    };
    let addends = |relation: &&Relation| {
        let amounts = relation.right.iter().map(|term| amount(disclosure, term));
        let printed = amounts.filter(|amount| amount.is_some_and(|amount| !amount.is_zero()));
        printed.count()
    };
    if !spec.advisory {
        let own = || stated.get(place).into_iter().flatten();
        let most = own().map(|it| addends(&it)).max().unwrap_or(0).min(2);
        let mut telling = own().filter(|it| addends(it) >= most.max(1));
        return telling.any(|it| is_exact(disclosure, it));
    }
    let column = |spec: &RelationSpec| {
        let first = spec.formula.left.first().map(|term| &term.reference);
        first.map(|first| (first.table.clone(), first.column.clone()))
    };
    let same = rulebook.relations.iter().zip(stated);
    let same = same
        .filter(|(other, _)| other.borne_out && other.advisory && column(other) == column(spec));
    let all: Vec<&Relation> = same.flat_map(|(_, stated)| stated).collect();
    let exact = all.iter().filter(|it| is_exact(disclosure, it)).count();
    all.len() > FEW_SUMS && exact.saturating_mul(2) > all.len()
}

/// Whether both sides are the same to the last digit.
fn is_exact(disclosure: &Disclosure, relation: &Relation) -> bool {
    let sum = |terms: &[Term]| {
        let mut terms = terms.iter();
        terms.try_fold(Decimal::ZERO, |sum, term| {
            sum.checked_add(amount(disclosure, term)?)
        })
    };
    sum(&relation.left) == sum(&relation.right)
}

/// What a term prints; nothing where it is blank.
fn amount(disclosure: &Disclosure, term: &Term) -> Option<Decimal> {
    let figure = disclosure.figures.get(term.figure);
    let amount = figure.and_then(|figure| figure.value.amount());
    let printed = amount.map_or(Decimal::ZERO, |amount| amount.printed());
    printed.checked_mul(Decimal::from(term.coefficient))
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
