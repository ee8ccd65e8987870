//! Tables that stand in a file several times: copies, and the sets of several budget units.

use super::disclosure::{Disclosure, Table};
use super::{copies, unread::set_aside};
use crate::rulebook::normal;

/// What titles call the budget that most tables are of.
const GENERAL: &str = "一般公共预算";

/// What the titles of two tables say that list a kind of expenditure each.
const KINDS: [&str; 5] = ["人员类", "运转类", "特定目标类", "人员经费", "公用经费"];

/// Adds a table. Of two copies the one with more amounts is kept, of tables of two budget units that of the unit whose
/// disclosure this is, of two years' the later. Two of which only one is of the general budget are no copies, and
/// that one counts.
pub(super) fn take_up(disclosure: &mut Disclosure, table: Table) {
    let own = disclosure.unit_name.as_deref().map(normal);
    let same = |known: &&mut Table| known.spec == table.spec;
    let Some(known) = disclosure.tables.iter_mut().find(same) else {
        disclosure.tables.push(table);
        return;
    };
    let (names, years) = (
        (name(known), name(&table)),
        years(known, &table, disclosure.year),
    );
    let of_another_unit = differ(&names);
    let of_another = of_another_unit || differ(&years);
    let general = (known.title.contains(GENERAL), table.title.contains(GENERAL));
    let better = match of_another {
        true if of_another_unit => names.0 != own && names.1 == own,
        true => years.0 < years.1,
        false if general.0 != general.1 => general.1,
        false => known.amounts < table.amounts,
    };
    let other = match better {
        true => std::mem::replace(known, table),
        false => table,
    };
    let is_copy = general.0 == general.1 && kinds(known) == kinds(&other);
    if of_another_unit {
        disclosure.other_units.extend(name(&other));
    } else if of_another {
        disclosure.other_years.extend(year(&other));
    } else if continues(known) || continues(&other) {
        known.goes_on_elsewhere();
    } else if is_copy {
        known.miss(&other);
        let second = copies::of_table(disclosure, &other);
        disclosure.copies.extend(second);
    }
    disclosure.repeated = disclosure.repeated.saturating_add(usize::from(is_copy));
    leave(disclosure, &other, is_copy && !of_another);
}

/// Whether a title says that its table goes on with another: 项目支出表（续表）.
fn continues(table: &Table) -> bool {
    let title = normal(&table.title);
    let title = title.trim_end_matches([')', '表', '页']);
    title.ends_with('续') || title.contains("(续")
}

/// The kinds of expenditure that a table's title names.
fn kinds(table: &Table) -> Vec<&'static str> {
    KINDS
        .into_iter()
        .filter(|kind| table.title.contains(kind))
        .collect()
}

/// The years that two tables name: one that names none beside one that does is of the latest year of all.
fn years(one: &Table, other: &Table, latest: Option<u16>) -> (Option<u16>, Option<u16>) {
    match (year(one), year(other)) {
        (None, Some(year)) => (latest, Some(year)),
        (Some(year), None) => (Some(year), latest),
        both => both,
    }
}

/// Leaves a table out of the disclosure; its amounts may be judged where the first copy is.
fn leave(disclosure: &mut Disclosure, table: &Table, judged_by_the_first: bool) {
    disclosure.forget(table.figures.clone());
    let (first, last) = (table.range.start.row, table.range.end.row);
    disclosure.left_out.push((table.sheet, first, last));
    disclosure
        .unread
        .push(set_aside(table, judged_by_the_first));
}

/// Whether both say something, and not the same.
fn differ<T: PartialEq>(pair: &(Option<T>, Option<T>)) -> bool {
    pair.0.is_some() && pair.1.is_some() && pair.0 != pair.1
}

/// Sets aside the tables of budget units and of earlier years whose other tables were: figures of two units or of two
/// years are not compared. Tells whether there were some of other years.
pub(super) fn part(disclosure: &mut Disclosure) -> bool {
    let units = std::mem::take(&mut disclosure.other_units);
    let years = std::mem::take(&mut disclosure.other_years);
    let own = disclosure.unit_name.as_deref().map(normal);
    let latest = disclosure.tables.iter().filter_map(year).max();
    let is_other = |table: &Table| {
        let unit = name(table).filter(|name| Some(name) != own.as_ref());
        let year = year(table).filter(|year| Some(*year) < latest);
        unit.is_some_and(|name| units.contains(&name))
            || year.is_some_and(|year| years.contains(&year))
    };
    let tables = std::mem::take(&mut disclosure.tables);
    let (others, kept) = tables.into_iter().partition(is_other);
    disclosure.tables = kept;
    let others: Vec<Table> = others;
    for table in others {
        disclosure.repeated = disclosure.repeated.saturating_add(1);
        disclosure
            .copies
            .retain(|copy| !table.figures.contains(&copy.figure));
        leave(disclosure, &table, false);
    }
    !years.is_empty()
}

/// The budget unit that a table names, as names are compared.
fn name(table: &Table) -> Option<String> {
    let (_, name) = table.said.unit_name.as_ref()?;
    Some(normal(name))
}

/// The year that a table names.
fn year(table: &Table) -> Option<u16> {
    table.said.year.map(|(_, year)| year)
}
