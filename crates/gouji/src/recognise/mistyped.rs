//! Subject codes with a slip in them: what the row is by its name, by its amounts and by the other tables.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use rust_decimal::Decimal;

use super::disclosure::{Disclosure, Part, Row, RowKey};
use super::remarks::MistypedCode;
use crate::catalogue::{self, Entry};
use crate::order::Gather;
use crate::rulebook::{RowsKind, Rulebook, normal, without_enumerator};

/// Rows that are looked at: a slip is rare.
const MOST_ROWS: usize = 2000;

/// Rows of one code or one name that are compared.
const MOST_ALIKE: usize = 200;

/// A row with a code.
#[derive(Clone, Copy)]
struct Coded<'a> {
    table: usize,
    part_index: usize,
    part: &'a Part,
    place: usize,
    row: &'a Row,
    code: &'a str,
    kind: Kind,
}

/// What codes are of.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    Function,
    /// Economic classes of departments' budgets, 301 and on.
    Economic,
    /// Those of the government's budget, 501 and on, some of which have the same names.
    Government,
}

impl Kind {
    fn of(rows: RowsKind, part: &Part) -> Self {
        let codes = || part.rows.iter().filter_map(|row| row.key.code());
        let governments = codes().filter(|code| code.starts_with('5')).count();
        match rows {
            RowsKind::Economic if governments.saturating_mul(2) > codes().count() => {
                Self::Government
            }
            RowsKind::Economic => Self::Economic,
            _ => Self::Function,
        }
    }
}

/// Every row with a code.
struct Codes<'a> {
    disclosure: &'a Disclosure,
    rows: Vec<Coded<'a>>,
    /// Places of rows by code and by name; projects have no subject's name.
    coded: BTreeMap<(Kind, &'a str), Vec<usize>>,
    named: BTreeMap<(Kind, String), Vec<usize>>,
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
    let mistyped = mistyped(disclosure, rulebook);
    for code in &mistyped {
        disclosure.rename(code);
    }
    disclosure.mistyped = mistyped;
}

fn mistyped(disclosure: &Disclosure, rulebook: &Rulebook) -> Vec<MistypedCode> {
    let rows = coded(disclosure, rulebook);
    let doubtful = rows.iter().copied().filter(Coded::is_doubtful);
    let doubtful: Vec<Coded<'_>> = doubtful.take(MOST_ROWS).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let codes = Codes::of(disclosure, rows);
    let mistyped = doubtful.into_iter().filter_map(|row| {
        let meant = codes.meant(&row)?;
        Some(MistypedCode {
            table: row.table,
            part: row.part_index,
            row: row.place,
            printed: row.code.to_owned(),
            meant: meant.code.to_owned(),
            other: meant.other,
        })
    });
    mistyped.collect()
}

fn coded<'a>(disclosure: &'a Disclosure, rulebook: &Rulebook) -> Vec<Coded<'a>> {
    let mut coded = Vec::new();
    for table in &disclosure.tables {
        let spec = rulebook.tables.get(table.spec);
        let specs = spec.map_or(&[][..], |spec| &spec.parts);
        for (part_index, (spec, part)) in specs.iter().zip(&table.parts).enumerate() {
            let rows = part.rows.iter().enumerate();
            let kind = Kind::of(spec.rows, part);
            coded.extend(rows.filter_map(|(place, row)| {
                Some(Coded {
                    table: table.spec,
                    part_index,
                    part,
                    place,
                    row,
                    code: row.key.code()?,
                    kind,
                })
            }));
        }
    }
    coded
}

impl<'a> Codes<'a> {
    fn of(disclosure: &'a Disclosure, rows: Vec<Coded<'a>>) -> Self {
        let (mut coded, mut named) = (BTreeMap::new(), BTreeMap::new());
        for (place, row) in rows.iter().enumerate() {
            let code: &mut Vec<usize> = coded.entry((row.kind, row.code)).or_default();
            code.push(place);
            if let Some(name) = row.name() {
                let name: &mut Vec<usize> = named.entry((row.kind, name)).or_default();
                name.push(place);
            }
        }
        Self {
            disclosure,
            rows,
            coded,
            named,
        }
    }

    /// What a row's code was meant to be, if it can only be a slip.
    fn meant(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        let meant = match row.name() {
            Some(name) => self.by_name(row, &name).or_else(|| row.by_catalogue()),
            None => self.by_amounts(row),
        };
        meant.filter(|meant| !row.stands_beside(meant.code))
    }

    /// The code under which the other tables have its name and its amounts.
    fn by_name(&self, row: &Coded<'a>, name: &str) -> Option<Meant<'a>> {
        let alike = self.named.get(&(row.kind, name.to_owned()));
        let others: Vec<&Coded<'a>> = self.elsewhere(row, alike).collect();
        if others.iter().any(|it| it.code == row.code) {
            return None;
        }
        let known = self.is_called_otherwise(row, name);
        let possible = |it: &&&Coded<'_>| {
            it.code.len() == row.code.len() && (known || is_slip(row.code, it.code))
        };
        let mut candidates: Vec<&Coded<'a>> = others.iter().filter(possible).copied().collect();
        if candidates.is_empty() && known {
            // A code that lost a level is the one above, which has another name.
            candidates = others;
            candidates.retain(|it| it.code.starts_with(row.code));
        }
        let (code, other) = single(&candidates)?;
        let several = candidates.iter().any(|it| it.table != other);
        let borne_out = several || row.is_catalogued(code);
        (borne_out && self.share_an_amount(row, &candidates)).then_some(Meant {
            code,
            other: Some(other),
        })
    }

    /// The code under which the other tables have the amount of a project.
    fn by_amounts(&self, row: &Coded<'a>) -> Option<Meant<'a>> {
        let own = self.coded.get(&(row.kind, row.code));
        if own.is_none_or(|own| own.len() > MOST_ALIKE) || self.elsewhere(row, own).next().is_some()
        {
            return None;
        }
        let slips = slips(row.code);
        let places = slips
            .iter()
            .filter_map(|code| self.coded.get(&(row.kind, code.as_str())));
        let candidates = places.flat_map(|places| self.elsewhere(row, Some(places)));
        let equal = |it: &&Coded<'a>| self.share_an_amount(row, &[*it]);
        let candidates: Vec<&Coded<'a>> = candidates.filter(equal).collect();
        let (code, other) = single(&candidates)?;
        Some(Meant {
            code,
            other: Some(other),
        })
    }

    /// Whether its code is another subject's: there are rows with it under another name.
    fn is_called_otherwise(&self, row: &Coded<'_>, name: &str) -> bool {
        let same = self.coded.get(&(row.kind, row.code));
        let mut same = same.into_iter().flatten().take(MOST_ALIKE);
        same.any(|&place| {
            let other = self.rows.get(place).and_then(Coded::name);
            other.is_some_and(|other| other != name)
        })
    }

    /// The rows at some places that are of other tables.
    fn elsewhere<'s>(
        &'s self,
        row: &'s Coded<'a>,
        places: Option<&'s Vec<usize>>,
    ) -> impl Iterator<Item = &'s Coded<'a>> {
        let places = places.into_iter().flatten().take(MOST_ALIKE);
        let rows = places.filter_map(|&place| self.rows.get(place));
        rows.filter(|it| it.table != row.table)
    }

    fn share_an_amount(&self, row: &Coded<'_>, others: &[&Coded<'_>]) -> bool {
        let amounts: BTreeSet<Decimal> = row.amounts(self.disclosure).gather();
        let mut printed = others.iter().flat_map(|it| it.amounts(self.disclosure));
        printed.any(|amount| amounts.contains(&amount))
    }
}

impl<'a> Coded<'a> {
    /// Whether its code may be a slip: the catalogue does not have it under its name.
    fn is_doubtful(&self) -> bool {
        self.is_project() || !self.is_catalogued(self.code)
    }

    fn is_project(&self) -> bool {
        matches!(self.row.key, RowKey::Project { .. })
    }

    /// Its subject's name in normal form, without the code before it.
    fn name(&self) -> Option<String> {
        let name = normal(&self.row.name);
        let name = name.strip_prefix(self.code).unwrap_or(&name);
        let name = without_enumerator(name);
        (!self.is_project() && !name.is_empty()).then(|| name.to_owned())
    }

    fn amounts(&self, disclosure: &Disclosure) -> impl Iterator<Item = Decimal> {
        let columns = 0..self.part.columns.len();
        let figures = columns.filter_map(|column| self.part.figure(self.place, column));
        let amounts =
            figures.filter_map(|id| disclosure.figures.get(id).and_then(|it| it.value.amount()));
        let printed = amounts.filter(|amount| !amount.is_nothing());
        printed.map(|amount| amount.printed())
    }

    /// The code that the catalogue has for its name, among rows that belong to it.
    fn by_catalogue(&self) -> Option<Meant<'a>> {
        if self.entry(self.code).is_some() {
            return None;
        }
        let slips = slips(self.code);
        let entries = slips.iter().filter_map(|code| self.entry(code));
        let mut entries = entries.filter(|entry| entry.is_named(&self.row.name));
        let code = entries.next()?.code;
        // Many names are those of one 项 in each 款; a code that stands beneath its own is none of another.
        let beside = above(code) == above(self.code);
        let at_home = self.is_above(self.code) || self.is_beneath(self.code);
        if at_home && !beside {
            return None;
        }
        let belongs = self.is_above(code) || self.is_beneath(code);
        (belongs && entries.next().is_none()).then_some(Meant { code, other: None })
    }

    /// Whether its part has the row above a code.
    fn is_above(&self, code: &str) -> bool {
        above(code).is_some_and(|above| {
            self.part
                .index
                .contains_key(&RowKey::Code(above.to_owned()))
        })
    }

    /// Whether its part has rows beneath a code.
    fn is_beneath(&self, code: &str) -> bool {
        let from = Bound::Excluded(RowKey::Code(code.to_owned()));
        let next = self.part.index.range((from, Bound::Unbounded)).next();
        let next = next.and_then(|(key, _)| key.code());
        next.is_some_and(|next| next.starts_with(code))
    }

    /// Whether its part has a row with a code for the same budget unit.
    fn stands_beside(&self, code: &str) -> bool {
        let named = |key: &RowKey| key.code() == Some(code);
        let project = RowKey::Project {
            code: code.to_owned(),
            name: String::new(),
        };
        let projects = self.part.index.range(project..);
        let projects = projects.take_while(|(key, _)| named(key));
        let own = self
            .part
            .index
            .get_key_value(&RowKey::Code(code.to_owned()));
        let mut places = own
            .into_iter()
            .chain(projects)
            .flat_map(|(_, places)| places);
        places.any(|&place| {
            let row = self.part.rows.get(place);
            row.is_some_and(|row| row.unit == self.row.unit)
        })
    }

    fn is_catalogued(&self, code: &str) -> bool {
        self.entry(code)
            .is_some_and(|entry| entry.is_named(&self.row.name))
    }

    fn entry(&self, code: &str) -> Option<&'static Entry> {
        match self.kind {
            Kind::Function => catalogue::function(code),
            _ => catalogue::economic(code),
        }
    }
}

/// The code of the level above.
fn above(code: &str) -> Option<&str> {
    let above = code.get(..code.len().saturating_sub(2));
    above.filter(|above| above.len() > 2)
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
