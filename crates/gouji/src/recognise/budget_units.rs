//! Which rows of a table of projects are budget units and which are their projects.
//!
//! Names do not always tell. Another reading counts where its sums fit far better: a total is the
//! sum of its units, a unit the sum of its projects. A department above its units prints the total
//! once more.

use super::disclosure::{Disclosure, Part, RowKey};
use crate::amount::Interval;
use crate::rulebook::{RowsKind, normal};

/// How names of offices end.
const ENDINGS: &[&str] = &[
    "局",
    "委",
    "委员会",
    "办",
    "办公室",
    "中心",
    "院",
    "所",
    "站",
    "馆",
    "队",
    "支队",
    "大队",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "厅",
    "部",
    "处",
    "会",
    "政府",
    "街道",
    "镇",
    "乡",
    "公司",
    "集团",
    "机关",
    "法院",
    "检察院",
    "总社",
    "园",
    "台",
    "社",
    "校",
    "本级",
    "(本级)",
    "(机关)",
];

/// Whether a text in normal form ends like the name of an office.
pub(super) fn is_name(text: &str) -> bool {
    ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// Chooses the reading of a part's rows whose sums fit by far best; else the one as read. A wrong
/// figure breaks some sums of the right reading, too, and a row that is named as the unit is one.
pub(super) fn settle(part: &mut Part, kind: RowsKind, disclosure: &Disclosure) {
    let has_total = part.index.contains_key(&RowKey::Total);
    if !kind.has_projects() || !has_total {
        return;
    }
    let sums = Sums { part, disclosure };
    let read: Vec<bool> = part
        .rows
        .iter()
        .map(|row| matches!(row.key, RowKey::Unit(_)))
        .collect();
    let read = Reading {
        units: read,
        department: None,
    };
    let mut best = (sums.broken(kind, &read), read);
    if best.0 == 0 {
        return;
    }
    let (as_broken, as_read) = best.clone();
    for reading in sums.readings(kind) {
        let broken = sums.broken(kind, &reading);
        if broken < best.0 {
            best = (broken, reading);
        }
    }
    let named = disclosure.unit_name.as_deref().map(normal);
    let denied = part
        .rows
        .iter()
        .enumerate()
        .any(|(at, row)| best.1.is_project(at) && Some(normal(&row.name)) == named);
    // In a list of offices the department's own is one of them.
    let offices = part
        .rows
        .iter()
        .filter(|row| row.key != RowKey::Total)
        .all(|row| is_name(&normal(&row.name)));
    let far_better = (!denied || offices) && best.0.saturating_mul(2) < as_broken;
    if best.1 != as_read && (best.0 == 0 || far_better) {
        let keys = keys(part, &best.1);
        part.set_keys(keys);
    }
}

/// What the rows of a part are taken for.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Reading {
    /// Whether each is a budget unit's.
    units: Vec<bool>,
    /// The row of the department that the units belong to.
    department: Option<usize>,
}

impl Reading {
    fn is_unit(&self, row: usize) -> bool {
        self.units.get(row) == Some(&true) && self.department != Some(row)
    }

    fn is_project(&self, row: usize) -> bool {
        self.units.get(row) != Some(&true) && self.department != Some(row)
    }
}

/// The keys of a part's rows in a reading.
fn keys(part: &Part, reading: &Reading) -> Vec<RowKey> {
    let mut code = String::new();
    let key = |(at, row): (usize, &super::Row)| {
        if let Some(own) = row.key.code() {
            own.clone_into(&mut code);
        }
        match (&row.key, reading.is_unit(at)) {
            _ if reading.department == Some(at) => RowKey::Total,
            (RowKey::Project { .. }, true) => RowKey::Unit(normal(&row.name)),
            (RowKey::Unit(name), false) => RowKey::Project {
                code: code.clone(),
                name: name.clone(),
            },
            (key, _) => key.clone(),
        }
    };
    part.rows.iter().enumerate().map(key).collect()
}

struct Sums<'a> {
    part: &'a Part,
    disclosure: &'a Disclosure,
}

impl Sums<'_> {
    /// Readings other than by names: which rows are units.
    fn readings(&self, kind: RowsKind) -> Vec<Reading> {
        let rows = &self.part.rows;
        let first_code = rows.iter().position(|row| row.key.code().is_some());
        let of = |is_unit: &dyn Fn(usize) -> bool| -> Vec<bool> {
            let read = |(row, key): (usize, &RowKey)| match key {
                // Above the first code there is nothing that a project could stand under.
                RowKey::Unit(_) if first_code.is_some_and(|first| row < first) => true,
                RowKey::Unit(_) => is_unit(row),
                RowKey::Project { code, .. } => {
                    (kind == RowsKind::Project || code.is_empty()) && is_unit(row)
                }
                _ => false,
            };
            let keys = rows.iter().map(|row| &row.key).enumerate();
            keys.map(read).collect()
        };
        let name = |row: usize| rows.get(row).is_some_and(|row| is_name(&normal(&row.name)));
        let mut readings = vec![of(&|_| false)];
        match kind {
            RowsKind::Project => {
                readings.push(of(&name));
                readings.push(of(&|row| row == 0));
                let units = self.by_sums(self.first());
                readings.extend(units.map(|units| of(&|row| units.contains(&row))));
            }
            _ => readings.push(of(&|_| true)),
        }
        let plain = readings.clone().into_iter().map(|units| Reading {
            units,
            department: None,
        });
        let beneath = (kind == RowsKind::Project)
            .then(|| self.by_sums(self.first().saturating_add(1)))
            .flatten()
            .map(|units| of(&|row| units.contains(&row)));
        let beneath = beneath.into_iter().chain(readings);
        let department = self.department();
        let beneath = beneath.filter_map(|units| {
            Some(Reading {
                units,
                department: Some(department?),
            })
        });
        plain.chain(beneath).collect()
    }

    /// The first row that is no total.
    fn first(&self) -> usize {
        let mut keys = self.part.rows.iter().map(|row| &row.key);
        keys.position(|key| *key != RowKey::Total).unwrap_or(0)
    }

    /// The first row but the total, where it prints what the total prints and is no subject's.
    fn department(&self) -> Option<usize> {
        let at = self.first();
        let first = self.part.rows.get(at)?;
        let &total = self.part.index.get(&RowKey::Total)?.last()?;
        let columns = 0..self.part.columns.len();
        let sum: Vec<Interval> = columns.map(|column| self.interval(total, column)).collect();
        let alike = total != at && self.misses(at, &sum) == 0;
        (alike && first.key.code().is_none()).then_some(at)
    }

    /// Rows, from the given one on, each of which is the sum of those beneath it up to the next.
    fn by_sums(&self, from: usize) -> Option<Vec<usize>> {
        let mut units = Vec::new();
        let mut row = from;
        let end = self.part.rows.len();
        while row < end && self.key(row)? != &RowKey::Total {
            units.push(row);
            let mut sum = self.zero();
            let mut next = row.saturating_add(1);
            loop {
                if next >= end || self.key(next)? == &RowKey::Total {
                    return None;
                }
                sum = self.plus(sum, next)?;
                next = next.saturating_add(1);
                if self.misses(row, &sum) == 0 {
                    break;
                }
            }
            row = next;
        }
        Some(units)
    }

    /// How many sums of a reading do not fit.
    fn broken(&self, kind: RowsKind, reading: &Reading) -> usize {
        let rows = 0..self.part.rows.len();
        let (top, any_unit) = (
            self.top_length(),
            rows.into_iter().any(|row| reading.is_unit(row)),
        );
        let mut ledger = Ledger {
            sums: self,
            broken: 0,
            unit: None,
            code: None,
        };
        let mut whole = Some(self.zero());
        for (row, key) in self.part.rows.iter().map(|row| &row.key).enumerate() {
            if reading.department == Some(row) {
                continue;
            }
            let is_unit = reading.is_unit(row);
            let is_member = match key {
                _ if is_unit => false,
                RowKey::Code(own) => own.len() == top,
                _ => kind == RowsKind::Project,
            };
            ledger.add(row, key, is_unit, is_member);
            let in_whole = if any_unit { is_unit } else { is_member };
            if in_whole && *key != RowKey::Total {
                whole = whole.and_then(|sum| self.plus(sum, row));
            }
        }
        ledger.close();
        let totals = self.part.index.get(&RowKey::Total).into_iter().flatten();
        let misses = totals
            .last()
            .zip(whole)
            .map(|(&total, sum)| self.misses(total, &sum));
        ledger.broken.saturating_add(misses.unwrap_or(0))
    }

    /// Digits of the shortest codes.
    fn top_length(&self) -> usize {
        let codes = self.part.rows.iter().filter_map(|row| match &row.key {
            RowKey::Code(code) => Some(code.len()),
            _ => None,
        });
        codes.min().unwrap_or(0)
    }

    fn key(&self, row: usize) -> Option<&RowKey> {
        self.part.rows.get(row).map(|row| &row.key)
    }

    fn zero(&self) -> Vec<Interval> {
        vec![Interval::default(); self.part.columns.len()]
    }

    fn add(&self, open: Option<&mut Open>, row: usize) {
        if let Some(open) = open {
            open.sum = open.sum.take().and_then(|sum| self.plus(sum, row));
            open.any = true;
        }
    }

    fn plus(&self, mut sum: Vec<Interval>, row: usize) -> Option<Vec<Interval>> {
        for (column, sum) in sum.iter_mut().enumerate() {
            *sum = sum.plus(self.interval(row, column))?;
        }
        Some(sum)
    }

    /// In how many columns a row does not print a sum.
    fn misses(&self, row: usize, sum: &[Interval]) -> usize {
        let misses = |&(column, sum): &(usize, &Interval)| {
            self.interval(row, column).meets(*sum) != Some(true)
        };
        sum.iter().enumerate().filter(misses).count()
    }

    fn interval(&self, row: usize, column: usize) -> Interval {
        interval(self.part, self.disclosure, (row, column))
    }
}

/// What a row prints in a column; nothing where it is blank or no amount.
pub(super) fn interval(
    part: &Part,
    disclosure: &Disclosure,
    (row, column): (usize, usize),
) -> Interval {
    let figure = part.figure(row, column);
    let amount = figure.and_then(|id| disclosure.figures.get(id)?.value.amount());
    let amount = amount.filter(|amount| !amount.is_nothing());
    amount.map_or_else(Interval::default, |amount| amount.interval())
}

/// A row that is the sum of those beneath it, as far as these were read.
struct Open {
    row: usize,
    sum: Option<Vec<Interval>>,
    /// Whether a row was added.
    any: bool,
}

/// Adds rows up to the unit and the code that they stand under.
struct Ledger<'a> {
    sums: &'a Sums<'a>,
    broken: usize,
    unit: Option<Open>,
    code: Option<Open>,
}

impl Ledger<'_> {
    fn add(&mut self, row: usize, key: &RowKey, is_unit: bool, is_member: bool) {
        let sum = Some(self.sums.zero());
        let open = Open {
            row,
            sum,
            any: false,
        };
        match key {
            RowKey::Total => return self.close(),
            _ if is_unit => {
                self.close();
                self.unit = Some(open);
            }
            RowKey::Code(_) => {
                let before = self.code.replace(open);
                self.settle(before);
            }
            _ => self.sums.add(self.code.as_mut(), row),
        }
        if is_member {
            self.sums.add(self.unit.as_mut(), row);
        }
    }

    /// Compares the sums that are open.
    fn close(&mut self) {
        let (unit, code) = (self.unit.take(), self.code.take());
        self.settle(unit);
        self.settle(code);
    }

    fn settle(&mut self, open: Option<Open>) {
        let Some(Open {
            row,
            sum: Some(sum),
            any: true,
        }) = open
        else {
            return;
        };
        self.broken = self.broken.saturating_add(self.sums.misses(row, &sum));
    }
}
