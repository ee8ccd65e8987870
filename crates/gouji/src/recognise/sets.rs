//! Tables that stand in a file several times: copies, and the sets of several budget units.

use super::disclosure::{Disclosure, Table};
use super::{copies, unread::set_aside};
use crate::rulebook::normal;

/// What titles call the budget that most tables are of.
const GENERAL: &str = "一般公共预算";

/// Adds a table. Of two copies the one with more amounts is kept, of tables of two budget units that of the unit whose
/// disclosure this is. Two of which only one is of the general budget are no copies, and that one counts.
pub(super) fn take_up(disclosure: &mut Disclosure, table: Table) {
    let own = disclosure.unit_name.as_deref().map(normal);
    let same = |known: &&mut Table| known.spec == table.spec;
    let Some(known) = disclosure.tables.iter_mut().find(same) else {
        disclosure.tables.push(table);
        return;
    };
    let names = (name(known), name(&table));
    let of_another = names.0.is_some() && names.1.is_some() && names.0 != names.1;
    let general = (known.title.contains(GENERAL), table.title.contains(GENERAL));
    let better = match of_another {
        true => names.0 != own && names.1 == own,
        false if general.0 != general.1 => general.1,
        false => known.amounts < table.amounts,
    };
    let other = match better {
        true => std::mem::replace(known, table),
        false => table,
    };
    let is_copy = general.0 == general.1;
    if of_another {
        disclosure.other_units.extend(name(&other));
    } else if is_copy {
        known.miss(&other);
        let second = copies::of_table(disclosure, &other);
        disclosure.copies.extend(second);
    }
    disclosure.repeated = disclosure.repeated.saturating_add(usize::from(is_copy));
    disclosure.forget(other.figures.clone());
    let judged_by_the_first = is_copy && !of_another;
    disclosure
        .unread
        .push(set_aside(&other, judged_by_the_first));
}

/// Sets aside the tables of budget units whose other tables were: figures of two units are not compared.
pub(super) fn part(disclosure: &mut Disclosure) {
    let others = std::mem::take(&mut disclosure.other_units);
    let own = disclosure.unit_name.as_deref().map(normal);
    let of_other = |table: &Table| name(table).filter(|name| Some(name) != own.as_ref());
    let tables = std::mem::take(&mut disclosure.tables);
    for table in tables {
        if of_other(&table).is_some_and(|name| others.contains(&name)) {
            disclosure.repeated = disclosure.repeated.saturating_add(1);
            disclosure.forget(table.figures.clone());
            disclosure.unread.push(set_aside(&table, false));
        } else {
            disclosure.tables.push(table);
        }
    }
}

/// The budget unit that a table names, as names are compared.
fn name(table: &Table) -> Option<String> {
    let (_, name) = table.said.unit_name.as_ref()?;
    Some(normal(name))
}
