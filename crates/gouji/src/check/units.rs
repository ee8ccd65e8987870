//! Units that the figures contradict.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Outcome, judge};
use crate::amount::AmountUnit;
use crate::order::{Gather, Order};
use crate::recognise::{Disclosure, UnitConflict};
use crate::relate::{Relation, Relations};
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

/// Relations with other tables that a table needs so that its unit can be told, unless it is the only one that states
/// another unit than all others and adds up by itself.
const ENOUGH: usize = 3;

/// Limits that a table must break, where nothing else ties it to others.
const LIMITS: usize = 2;

/// Other tables of one unit that make a table of another the odd one.
const OTHERS: usize = 3;

/// Finds the tables whose figures agree with the others only in another unit than the one they
/// state, and gives them that unit. Of two that disagree the one whose unit fewer tables state is tried first.
pub fn settle_units(rulebook: &Rulebook, disclosure: &mut Disclosure, relations: &Relations) {
    let mut across = across(rulebook, disclosure, relations);
    across.retain(|&table, across| {
        let adds_up = || adds_up(rulebook, disclosure, &relations.all, (table, across));
        let enough = across.len() >= ENOUGH || (is_odd_one(disclosure, table) && adds_up());
        let holding = holding(rulebook, disclosure, across);
        enough && disclosure.unit_of(table).is_some() && is_rare(holding, across.len())
    });
    let odd = |table: usize| {
        let stated = disclosure.unit_of(table);
        let places = disclosure.tables.iter().map(|table| table.spec);
        Reverse(
            places
                .filter(|&place| disclosure.unit_of(place) == stated)
                .count(),
        )
    };
    let odd: BTreeMap<usize, Reverse<usize>> = across.keys().map(|&it| (it, odd(it))).collect();
    let first = |(table, relations): &(&usize, &Vec<&Relation>)| (odd.get(table), relations.len());
    while let Some((&table, _)) = across.iter().max_by_key(first) {
        let relations = across.remove(&table).unwrap_or_default();
        if is_rare(holding(rulebook, disclosure, &relations), relations.len()) {
            settle(rulebook, disclosure, table, &relations);
        }
    }
    settle_by_limits(rulebook, disclosure, relations);
}

/// Gives the only table that states another unit than all others theirs, where it breaks every limit that others set
/// it and keeps them all in that unit: few tables are tied to others by limits alone.
fn settle_by_limits(rulebook: &Rulebook, disclosure: &mut Disclosure, relations: &Relations) {
    let mut places = disclosure.tables.iter().map(|table| table.spec);
    let Some(place) = places.find(|&place| is_odd_one(disclosure, place)) else {
        return;
    };
    let sides = |relation: &Relation| {
        let printed = |own: bool| {
            relation.terms().any(|term| {
                let figure = disclosure.figures.get(term.figure);
                let figure = figure.filter(|figure| (figure.table == place) == own);
                let amount = figure.and_then(|figure| figure.value.amount());
                amount.is_some_and(|amount| !amount.is_nothing())
            })
        };
        (printed(true), printed(false))
    };
    let limits = relations.all.iter().filter(|relation| {
        relation.comparison != Comparison::Equal && sides(relation) == (true, true)
    });
    let limits: Vec<&Relation> = limits.collect();
    let stated = disclosure.unit_of(place).is_some();
    if stated && limits.len() >= LIMITS && holding(rulebook, disclosure, &limits) == 0 {
        settle(rulebook, disclosure, place, &limits);
    }
}

/// Whether a table is the only one that states another unit than all others, which state one.
fn is_odd_one(disclosure: &Disclosure, place: usize) -> bool {
    let tables = disclosure.tables.iter().filter(|table| table.amounts > 0);
    let others = tables.filter(|table| table.spec != place);
    let mut others = others.map(|table| disclosure.unit_of(table.spec));
    let Some(usual) = others.next().flatten() else {
        return false;
    };
    let alike = others.clone().all(|unit| unit == Some(usual));
    alike && others.count() >= OTHERS - 1 && disclosure.unit_of(place) != Some(usual)
}

/// Whether the figures of a table that some relations compare with others take part in sums within it that hold: not
/// one of them is in another unit, then, but the table.
fn adds_up(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &[Relation],
    (place, across): (usize, &[&Relation]),
) -> bool {
    let is_own = |id: usize| {
        disclosure
            .figures
            .get(id)
            .is_some_and(|it| it.table == place)
    };
    let compared = across.iter().flat_map(|relation| relation.terms());
    let compared: BTreeSet<usize> = compared
        .map(|term| term.figure)
        .filter(|&id| is_own(id))
        .gather();
    let within = relations.iter().filter(|relation| {
        relation.comparison == Comparison::Equal
            && relation.terms().all(|term| is_own(term.figure))
            && relation.terms().any(|term| compared.contains(&term.figure))
    });
    let within: Vec<&Relation> = within.collect();
    !within.is_empty() && holding(rulebook, disclosure, &within) == within.len()
}

/// Gives a table the unit in which it agrees with the others, if there is one.
fn settle(rulebook: &Rulebook, disclosure: &mut Disclosure, place: usize, across: &[&Relation]) {
    let Some(stated) = disclosure.unit_of(place) else {
        return;
    };
    let units = [
        AmountUnit::Yuan,
        AmountUnit::Thousand,
        AmountUnit::TenThousand,
    ];
    for fitting in units.into_iter().filter(|unit| *unit != stated) {
        let before = set_unit(disclosure, place, Some(fitting));
        let (holding, of) = (holding(rulebook, disclosure, across), across.len());
        if is_rare(of.saturating_sub(holding), of) {
            disclosure.unit_conflicts.push(UnitConflict {
                table: place,
                stated,
                fitting,
                holding,
                of,
            });
            disclosure.know_to(place, fitting);
            return;
        }
        set_unit(disclosure, place, before);
    }
}

fn set_unit(
    disclosure: &mut Disclosure,
    place: usize,
    unit: Option<AmountUnit>,
) -> Option<AmountUnit> {
    let mut tables = disclosure.tables.iter_mut();
    let table = tables.find(|table| table.spec == place)?;
    std::mem::replace(&mut table.unit, unit)
}

/// At most one of five.
fn is_rare(some: usize, of: usize) -> bool {
    some.saturating_mul(5) <= of
}

/// For each table the equations between its printed figures and those of other tables; those that
/// usually hold count where there are few that must.
fn across<'a>(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &'a Relations,
) -> BTreeMap<usize, Vec<&'a Relation>> {
    let printed = |id: usize| {
        let figure = disclosure.figures.get(id)?;
        figure.value.is_printed().then_some(figure.table)
    };
    let mut across: BTreeMap<usize, Vec<&Relation>> = BTreeMap::new();
    let mut usual: BTreeMap<usize, Vec<&Relation>> = BTreeMap::new();
    let advisory = |relation: &Relation| {
        let spec = rulebook.relations.get(relation.spec);
        spec.is_some_and(|spec| spec.advisory)
    };
    for relation in &relations.all {
        if relation.comparison != Comparison::Equal {
            continue;
        }
        let mut tables: Vec<usize> = relation
            .terms()
            .filter_map(|term| printed(term.figure))
            .collect();
        tables.put_in_order();
        tables.dedup();
        if tables.len() > 1 {
            let found = match advisory(relation) {
                true => &mut usual,
                false => &mut across,
            };
            for table in tables {
                found.entry(table).or_default().push(relation);
            }
        }
    }
    for (table, relations) in &mut across {
        if relations.len() < ENOUGH {
            relations.extend(usual.remove(table).unwrap_or_default());
        }
    }
    across
}

fn holding(rulebook: &Rulebook, disclosure: &Disclosure, relations: &[&Relation]) -> usize {
    let holds = |relation: &&&Relation| {
        let judged = judge(rulebook, disclosure, relation, None);
        matches!(judged, Ok(Some(judgement)) if judgement.outcome != Outcome::Broken)
    };
    relations.iter().filter(holds).count()
}
