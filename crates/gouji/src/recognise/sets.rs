//! Tables that stand in a file several times: copies, and the sets of several budget units.

use super::disclosure::{Disclosure, Table};
use super::units::is_of_a_budget;
use super::{copies, unread::set_aside, unread::set_of_another};
use crate::order::Order;
use crate::rulebook::{Rulebook, TableSpec, normal};
use crate::source::{Book, Sheet};

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
    let (names, years) = (names(known, &table), years(known, &table, disclosure.year));
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
    if !of_another && general.0 != general.1 {
        disclosure.seconds.push(other);
        return;
    }
    let is_copy = kinds(known) == kinds(&other);
    let office = name(&other).filter(|_| of_another_unit);
    if of_another_unit {
        disclosure.other_units.extend(office.clone());
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
    leave(disclosure, &other, office, is_copy && !of_another);
}

/// Takes up tables of more than the general budget as what the rulebook has beside that of the general budget; others
/// are left out.
pub(super) fn take_up_seconds(disclosure: &mut Disclosure, rulebook: &Rulebook) {
    for mut table in std::mem::take(&mut disclosure.seconds) {
        let first = rulebook.tables.get(table.spec).map(|spec| &spec.id);
        let is_second = |spec: &TableSpec| spec.second.is_some() && spec.second.as_ref() == first;
        let place = rulebook.tables.iter().position(is_second);
        let free = |place: &usize| disclosure.table(*place).is_none();
        let Some(place) = place.filter(free) else {
            leave(disclosure, &table, None, false);
            continue;
        };
        table.spec = place;
        let figures = disclosure.figures.get_mut(table.figures.clone());
        for figure in figures.into_iter().flatten() {
            figure.table = place;
        }
        disclosure.tables.push(table);
    }
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
fn leave(
    disclosure: &mut Disclosure,
    table: &Table,
    office: Option<String>,
    judged_by_the_first: bool,
) {
    disclosure.forget(table.figures.clone());
    let (first, last) = (table.range.start.row, table.range.end.row);
    disclosure.left_out.push((table.sheet, first, last));
    if let Some(office) = office {
        disclosure.others.push((table.sheet, first, last, office));
    }
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
        let office = name(&table).filter(|name| units.contains(name));
        leave(disclosure, &table, office, false);
    }
    !years.is_empty()
}

/// Leaves out the running text of other budget units: on a sheet where their tables follow one another, that of each
/// reaches from where its title stands, or its first table, to the next. Gives the sheets and rows of all that.
pub(super) fn part_text(disclosure: &mut Disclosure, book: &Book) -> Vec<(usize, u32, u32)> {
    let mut apart = Vec::new();
    let others = std::mem::take(&mut disclosure.others);
    let own = disclosure.unit_name.as_deref().map(normal);
    let own = own.unwrap_or_default();
    for (index, sheet) in book.sheets.iter().enumerate() {
        let kept = disclosure.tables.iter().filter(|it| it.sheet == index);
        let kept = kept.map(|it| (it.range.start.row, it.range.end.row, own.as_str()));
        let aside = others.iter().filter(|it| it.0 == index);
        let aside = aside.map(|(_, first, last, name)| (*first, *last, name.as_str()));
        let mut tables: Vec<_> = kept.chain(aside).collect();
        tables.order_by_key(|(first, ..)| *first);
        let mut sets: Vec<(u32, &str)> = Vec::new();
        let mut before = 0;
        for (first, last, name) in tables {
            match sets.last() {
                Some((_, same)) if *same == name => {}
                None => sets.push((0, name)),
                Some(_) => sets.push((begin(sheet, before, first, name), name)),
            }
            before = last.saturating_add(1);
        }
        let ends = sets.iter().skip(1).map(|&(next, _)| next.saturating_sub(1));
        let ends = ends.chain([u32::MAX]);
        for (&(first, name), last) in sets.iter().zip(ends).filter(|((_, name), _)| *name != own) {
            apart.push((index, first, last));
            disclosure.unread.push(set_of_another(sheet, first, name));
        }
    }
    disclosure.left_out.extend_from_slice(&apart);
    apart
}

/// Where the set of a budget unit begins: in the first row between two tables that is a title with its name, or with
/// its table.
fn begin(sheet: &Sheet, from: u32, table: u32, name: &str) -> u32 {
    let titled = |row: &u32| match sheet.row(*row) {
        [cell] => {
            let text = normal(cell.text());
            !name.is_empty() && text.contains(name) && is_of_a_budget(&text)
        }
        _ => false,
    };
    (from..table).find(titled).unwrap_or(table)
}

/// The budget units of two tables: as both name them, or else as the titles tell of both.
fn names(one: &Table, other: &Table) -> (Option<String>, Option<String>) {
    match (named(one), named(other)) {
        (None, None) => (one.said.office.clone(), other.said.office.clone()),
        both => both,
    }
}

/// The budget unit of a table: as it names it, or else as titles do.
fn name(table: &Table) -> Option<String> {
    named(table).or_else(|| table.said.office.clone())
}

/// The budget unit that a table names, as names are compared.
fn named(table: &Table) -> Option<String> {
    let (_, name) = table.said.unit_name.as_ref()?;
    Some(normal(name))
}

/// The year that a table names.
fn year(table: &Table) -> Option<u16> {
    table.said.year.map(|(_, year)| year)
}
