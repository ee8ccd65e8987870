//! Subject codes with a slip in them: what the row is by its name, by its amounts and by the other tables.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::disclosure::{Disclosure, FigureId, MistypedCode, Part, Row, RowKey};
use crate::catalogue::{self, Entry};
use crate::order::Gather;
use crate::rulebook::{RowsKind, Rulebook, normal, without_enumerator};

/// A row with a code.
struct Coded<'a> {
    table: usize,
    part: usize,
    place: usize,
    row: &'a Row,
    code: &'a str,
    economic: bool,
    /// Its subject's name in normal form; `""` for a project's row.
    name: String,
    amounts: BTreeSet<Decimal>,
}

/// Every row with a code.
struct Codes<'a> {
    rows: Vec<Coded<'a>>,
    /// Places of rows by code and by name.
    coded: BTreeMap<(bool, &'a str), Vec<usize>>,
    named: BTreeMap<(bool, String), Vec<usize>>,
}

/// A code that may have been meant, and the table that has it.
struct Meant<'a> {
    code: &'a str,
    other: Option<usize>,
}

/// Reads rows by the code that was meant where one has a slip in it. Only a row that nothing else
/// explains counts: its own table lacks the code meant, and the row's name and amounts in other
/// tables, or its name in the catalogue and the rows around it, say that it is that one.
pub(super) fn mend(disclosure: &mut Disclosure, rulebook: &Rulebook) {
    let codes = Codes::of(disclosure, rulebook);
    let mistyped = codes.rows.iter().filter_map(|row| {
        let meant = codes.meant(row)?;
        Some(MistypedCode {
            table: row.table,
            part: row.part,
            row: row.place,
            printed: row.code.to_owned(),
            meant: meant.code.to_owned(),
            other: meant.other,
        })
    });
    let mistyped: Vec<MistypedCode> = mistyped.collect();
    for code in &mistyped {
        disclosure.rename(code);
    }
    disclosure.mistyped = mistyped;
}

impl<'a> Codes<'a> {
    fn of(disclosure: &'a Disclosure, rulebook: &Rulebook) -> Self {
        let mut rows = Vec::new();
        for table in &disclosure.tables {
            let spec = rulebook.tables.get(table.spec);
            let specs = spec.map_or(&[][..], |spec| &spec.parts);
            for (index, (spec, part)) in specs.iter().zip(&table.parts).enumerate() {
                let place = (table.spec, index, spec.rows == RowsKind::Economic);
                rows.extend(coded(disclosure, part, place));
            }
        }
        let (mut coded, mut named) = (BTreeMap::new(), BTreeMap::new());
        for (place, row) in rows.iter().enumerate() {
            let code: &mut Vec<usize> = coded.entry((row.economic, row.code)).or_default();
            code.push(place);
            if !row.name.is_empty() {
                let name = (row.economic, row.name.clone());
                let name: &mut Vec<usize> = named.entry(name).or_default();
                name.push(place);
            }
        }
        Self { rows, coded, named }
    }

    /// What a row's code was meant to be, if it can only be a slip.
    fn meant(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        if row
            .entry(row.code)
            .is_some_and(|entry| entry.is_named(&row.row.name))
        {
            return None;
        }
        let by_name = || self.by_name(row);
        let by_amounts = || self.by_amounts(row);
        let meant = by_name()
            .or_else(by_amounts)
            .or_else(|| self.by_catalogue(row))?;
        let lacks = |it: &Coded<'_>| !(it.code == meant.code && it.row.unit == row.row.unit);
        self.beside(row).all(lacks).then_some(meant)
    }

    /// The code under which the other tables have its name and its amounts.
    fn by_name(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        let alike = self.named.get(&(row.economic, row.name.clone()))?;
        let others = || self.at(alike).filter(|it| it.table != row.table);
        let known = self.is_called_otherwise(row);
        let possible = |it: &&Coded<'_>| {
            it.code.len() == row.code.len() && (known || is_slip(row.code, it.code))
        };
        // A code that lost a level is the one above, which has another name.
        let mut candidates: Vec<&Coded<'a>> = others().filter(possible).collect();
        if candidates.is_empty() && known {
            candidates = others()
                .filter(|it| it.code.starts_with(row.code))
                .collect();
        }
        let (code, other) = single(&candidates)?;
        let tables: BTreeSet<usize> = candidates.iter().map(|it| it.table).gather();
        let entry = row.entry(code);
        let borne_out =
            tables.len() > 1 || entry.is_some_and(|entry| entry.is_named(&row.row.name));
        let equal = candidates
            .iter()
            .any(|it| !it.amounts.is_disjoint(&row.amounts));
        let own = others().any(|it| it.code == row.code);
        (borne_out && equal && !own).then_some(Meant {
            code,
            other: Some(other),
        })
    }

    /// The code under which the other tables have the amount of a project.
    fn by_amounts(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        let elsewhere = |it: &&Coded<'_>| it.table != row.table && it.economic == row.economic;
        let known = self.coded.get(&(row.economic, row.code));
        let known = known.is_some_and(|places| self.at(places).any(|it| elsewhere(&it)));
        if !row.name.is_empty() || known {
            return None;
        }
        let alike =
            |it: &&Coded<'_>| is_slip(row.code, it.code) && !it.amounts.is_disjoint(&row.amounts);
        let candidates: Vec<&Coded<'a>> =
            self.rows.iter().filter(elsewhere).filter(alike).collect();
        let (code, other) = single(&candidates)?;
        Some(Meant {
            code,
            other: Some(other),
        })
    }

    /// The code that the catalogue has for its name, among rows that belong to it.
    fn by_catalogue(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        if row.name.is_empty() || row.entry(row.code).is_some() {
            return None;
        }
        let called = |entry: &&Entry| entry.is_named(&row.row.name);
        let slips = slips(row.code);
        let mut entries = slips
            .iter()
            .filter_map(|code| row.entry(code))
            .filter(called);
        let code = entries.next()?.code;
        let above = code
            .get(..code.len().saturating_sub(2))
            .filter(|above| above.len() > 2);
        let belongs = |it: &Coded<'_>| {
            Some(it.code) == above || (it.code.len() > code.len() && it.code.starts_with(code))
        };
        let belongs = self.beside(row).any(belongs);
        (belongs && entries.next().is_none()).then_some(Meant { code, other: None })
    }

    /// Whether its code is another subject's: there are rows with it under another name.
    fn is_called_otherwise(&self, row: &Coded<'_>) -> bool {
        let same = self.coded.get(&(row.economic, row.code));
        let mut same = same.into_iter().flat_map(|places| self.at(places));
        same.any(|it| !it.name.is_empty() && it.name != row.name)
    }

    /// The rows of its part.
    fn beside<'s>(&'s self, row: &'s Coded<'a>) -> impl Iterator<Item = &'s Coded<'a>> {
        let own = |it: &&Coded<'_>| (it.table, it.part) == (row.table, row.part);
        self.rows.iter().filter(own)
    }

    fn at<'s>(&'s self, places: &'s [usize]) -> impl Iterator<Item = &'s Coded<'a>> {
        places.iter().filter_map(|&place| self.rows.get(place))
    }
}

impl Coded<'_> {
    fn entry(&self, code: &str) -> Option<&'static Entry> {
        match self.economic {
            true => catalogue::economic(code),
            false => catalogue::function(code),
        }
    }
}

fn coded<'a>(
    disclosure: &'a Disclosure,
    part: &'a Part,
    (table, index, economic): (usize, usize, bool),
) -> impl Iterator<Item = Coded<'a>> {
    let rows = part.rows.iter().enumerate();
    rows.filter_map(move |(place, row)| {
        let (code, name) = match &row.key {
            RowKey::Code(code) => (code, name(&row.name, code)),
            RowKey::Project { code, .. } if !code.is_empty() => (code, String::new()),
            _ => return None,
        };
        let figures = (0..part.columns.len()).filter_map(|column| part.figure(place, column));
        Some(Coded {
            table,
            part: index,
            place,
            row,
            code,
            economic,
            name,
            amounts: figures.filter_map(|id| amount(disclosure, id)).gather(),
        })
    })
}

fn amount(disclosure: &Disclosure, id: FigureId) -> Option<Decimal> {
    let amount = disclosure.figures.get(id)?.value.amount()?;
    (!amount.is_nothing()).then(|| amount.printed())
}

/// A name without the code before it.
fn name(printed: &str, code: &str) -> String {
    let name = normal(printed);
    let name = name.strip_prefix(code).unwrap_or(&name);
    without_enumerator(name).to_owned()
}

/// The code that all the rows have, and the table of the first.
fn single<'a>(rows: &[&Coded<'a>]) -> Option<(&'a str, usize)> {
    let first = rows.first()?;
    let same = rows.iter().all(|row| row.code == first.code);
    same.then_some((first.code, first.table))
}

/// Whether one code becomes the other by a wrong digit, or by two that changed places.
fn is_slip(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes()).enumerate();
    let differing: Vec<_> = pairs.filter(|(_, (one, other))| one != other).collect();
    one.len() == other.len()
        && match differing.as_slice() {
            [_] => true,
            [(first, (a, b)), (second, (c, d))] => second.abs_diff(*first) == 1 && a == d && b == c,
            _ => false,
        }
}

/// Every code that a slip makes of one.
fn slips(code: &str) -> BTreeSet<String> {
    let digits: Vec<char> = code.chars().collect();
    let mut slips = BTreeSet::new();
    for place in 0..digits.len() {
        for digit in '0'..='9' {
            let mut other = digits.clone();
            other.get_mut(place).into_iter().for_each(|it| *it = digit);
            slips.insert(other.iter().collect());
        }
        let mut other = digits.clone();
        if place.saturating_add(1) < other.len() {
            other.swap(place, place.saturating_add(1));
            slips.insert(other.iter().collect());
        }
    }
    slips.remove(code);
    slips
}

#[cfg(test)]
mod tests {
    use super::{is_slip, slips};

    #[test]
    fn a_slip_is_a_wrong_digit_or_two_that_changed_places() {
        for (one, other, expected) in [
            ("408", "208", true),
            ("2080105", "2080109", true),
            ("2080109", "2080190", true),
            ("280", "208", true),
            ("208", "208", false),
            ("802", "208", false),
            ("20801", "208", false),
            ("2080611", "2080699", false),
        ] {
            assert_eq!(is_slip(one, other), expected, "{one} {other}");
            assert_eq!(slips(one).contains(other), expected, "{one} {other}");
        }
    }
}
