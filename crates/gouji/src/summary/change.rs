//! Amounts beside last year's: as columns print them, or as the running text implies them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Maker, share};
use crate::amount::{AmountUnit, Interval};
use crate::order::Gather;
use crate::recognise::{FigureId, Value};
use crate::report::{Change, ChangeOrigin, ChangePart};
use crate::rulebook::{ChangeRow, ChangeSpec};

/// The figures of one row.
struct Row {
    now: Vec<FigureId>,
    before: Vec<FigureId>,
    change: Vec<FigureId>,
}

/// What both years come to.
struct Known {
    figures: Vec<FigureId>,
    now: Decimal,
    before: Decimal,
    /// What its place is known by: the code of the row, or its name.
    code: String,
}

impl Maker<'_> {
    /// The change that a rulebook describes; `None` where last year's amounts are not known.
    pub(super) fn change(&self, spec: &ChangeSpec) -> Option<Change> {
        let (place, table) = self.table(&spec.total.now)?;
        let unit = self.disclosure.unit_of(place);
        let columns = spec.before.iter().enumerate();
        let columns =
            columns.map(|(index, name)| (ChangeOrigin::Column, Some(index), name.as_str()));
        let others = [ChangeOrigin::Difference, ChangeOrigin::Text];
        let ways = columns.chain(others.map(|origin| (origin, None, "")));
        ways.into_iter().find_map(|(origin, column, name)| {
            let rows = |row: &ChangeRow| self.rows(row, column);
            let known = |row: &Row| self.known(row, origin, unit);
            let total = rows(&spec.total).into_iter().find_map(|row| known(&row));
            let all: Vec<Row> = spec.rows.iter().flat_map(rows).collect();
            let parts: Vec<Known> = all.iter().filter_map(known).collect();
            let parts = highest(parts);
            if total.is_none() && parts.is_empty() {
                return None;
            }
            let alone = total.iter().filter(|_| parts.is_empty());
            let sizes = parts.iter().chain(alone).filter_map(Known::change);
            let most = sizes.map(|change| change.abs()).max().unwrap_or_default();
            Some(Change {
                id: spec.id.clone(),
                title: spec.title.clone(),
                table: table.clone(),
                unit: unit.map_or("", AmountUnit::name).to_owned(),
                against: name.to_owned(),
                origin,
                total: total.and_then(|it| self.change_part(&it, most)),
                parts: parts
                    .iter()
                    .filter_map(|it| self.change_part(it, most))
                    .collect(),
            })
        })
    }

    /// The rows of a reference, each with its figures of the year, of last year and of the change.
    fn rows(&self, row: &ChangeRow, column: Option<usize>) -> Vec<Row> {
        let figures = |reference| self.figures(reference);
        let now = figures(&row.now);
        let before = column.and_then(|column| row.before.get(column));
        let before = before.map(figures).unwrap_or_default();
        let change = row.change.as_ref().map(figures).unwrap_or_default();
        let [befores, changes] = [&before, &change].map(|ids| ids.iter().copied().gather());
        let of = |ids: &BTreeSet<FigureId>, row: &[FigureId]| {
            let own = row.iter().copied().filter(|id| ids.contains(id));
            own.collect::<Vec<_>>()
        };
        let all = now.iter().chain(&before).chain(&change).copied().collect();
        let rows = self.by_row(all).into_iter();
        rows.map(|row| Row {
            before: of(&befores, &row),
            change: of(&changes, &row),
            now: row
                .into_iter()
                .filter(|id| !befores.contains(id) && !changes.contains(id))
                .collect(),
        })
        .collect()
    }

    /// Both years of a row; `None` where one of them is not told. A blank is nothing where the other
    /// year and the change are printed.
    fn known(&self, row: &Row, origin: ChangeOrigin, unit: Option<AmountUnit>) -> Option<Known> {
        let (now, change) = (self.sum(&row.now), self.sum(&row.change));
        let (before, figures) = match origin {
            ChangeOrigin::Column => {
                let told = |ids: &[FigureId]| !ids.iter().any(|&id| self.is_unreadable(id));
                let before = self.sum(&row.before).filter(|_| told(&row.before));
                let before = before.or_else(|| (change? == now?).then_some(Decimal::ZERO));
                (before, [&row.now, &row.before, &row.change])
            }
            ChangeOrigin::Difference => {
                let before = now.and_then(|now| now.checked_sub(change?));
                (before, [&row.now, &row.before, &row.change])
            }
            ChangeOrigin::Text => {
                let [only] = row.now.as_slice() else {
                    return None;
                };
                let said = self.last_year.get(only)?;
                let value = said.shifted(AmountUnit::Yuan.exponent_to(unit?))?;
                let value = plain(value.centre(), now?.scale());
                (Some(value), [&row.now, &row.before, &row.before])
            }
        };
        let before = before?;
        let now =
            now.or_else(|| (change?.checked_add(before)?.is_zero()).then_some(Decimal::ZERO))?;
        let figures: Vec<FigureId> = figures.into_iter().flatten().copied().collect();
        let first = figures
            .first()
            .and_then(|&id| self.disclosure.figures.get(id));
        let key = first.and_then(|figure| self.disclosure.row_of(figure));
        let code = key
            .and_then(|row| row.key.code())
            .unwrap_or_default()
            .to_owned();
        let nothing = now.is_zero() && before.is_zero();
        (!nothing).then_some(Known {
            figures,
            now,
            before,
            code,
        })
    }

    fn is_unreadable(&self, id: FigureId) -> bool {
        let figure = self.disclosure.figures.get(id);
        figure.is_some_and(|figure| matches!(figure.value, Value::Unreadable(_)))
    }

    fn change_part(&self, known: &Known, most: Decimal) -> Option<ChangePart> {
        let change = known.change()?;
        let extent = share(change, most).filter(|_| !change.is_zero());
        let rate = share(change, known.before).filter(|_| known.before > Decimal::ZERO);
        Some(ChangePart {
            now: self.aggregate(&known.figures, known.now, extent.unwrap_or_default(), None),
            before: known.before.to_string(),
            change: change.to_string(),
            rate: rate.unwrap_or_default(),
        })
    }
}

impl Known {
    fn change(&self) -> Option<Decimal> {
        self.now.checked_sub(self.before)
    }
}

/// A value without the zeros that a change of unit left behind its decimals.
fn plain(value: Decimal, places: u32) -> Decimal {
    let mut plain = value.normalize();
    if plain.scale() < places {
        plain.rescale(places);
    }
    plain
}

/// Those that are no parts of others: a code whose 类 or 款 is known too is one.
fn highest(parts: Vec<Known>) -> Vec<Known> {
    let codes: BTreeSet<String> = parts.iter().map(|part| part.code.clone()).gather();
    let has_higher = |code: &str| {
        let mut above = (3..code.len()).filter_map(|length| code.get(..length));
        above.any(|above| codes.contains(above))
    };
    parts
        .into_iter()
        .filter(|part| !has_higher(&part.code))
        .collect()
}

/// Last year's figures by the running text, in 元.
pub type LastYear = BTreeMap<FigureId, Interval>;
