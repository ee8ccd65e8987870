//! What speaks against an explanation although nothing else in the figures does.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::model::Model;
use super::solve::Solved;
use super::typist::Typist;
use crate::catalogue::CLASS_DIGITS;
use crate::localise::{Change, Demand, Factor, Row};
use crate::order::Gather;
use crate::recognise::{Disclosure, Figure, FigureId, Part, RowKey};
use crate::report::Reason;
use crate::rulebook::{Item, Rulebook};

/// Why the best explanation of a fault is not sure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Doubt {
    /// What is missing would be a row of its own: in several columns of sums over rows, or where a table lacks
    /// an item beside a blank one.
    MissingRow,
    /// Several amounts would all be gone.
    Erased,
    /// An amount would become negative although no others of its column are.
    Negative,
    /// A code of the table is out of order and may be the one wrong thing: an amount beneath a wrong code is missing
    /// in one sum and too much in another.
    Code,
    /// Nothing but limits is broken, and they leave the value open.
    Limits,
}

impl Doubt {
    pub(super) fn of(typist: &Typist<'_>, solved: &Solved) -> Option<Self> {
        let (model, disclosure) = (typist.model, typist.disclosure);
        let changes = &solved.explanation.first()?.changes;
        let rows = solved.rows.iter();
        let rows: Vec<&Row> = rows.filter_map(|&row| model.system.rows.get(row)).collect();
        if rows.iter().all(|row| row.demand == Demand::AtLeast) {
            let lost_sign = |&change: &Change| {
                printed(model, disclosure, change) < Some(0)
                    && typist.reason(change) == Reason::Sign
            };
            return (!changes.iter().all(lost_sign)).then_some(Self::Limits);
        }
        if let [change] = changes.as_slice()
            && typist.reason(*change) == Reason::Blank
            && lacks_an_item(typist.rulebook, disclosure, change.variable)
        {
            return Some(Self::MissingRow);
        }
        if changes.len() > 1 && changes.iter().all(|change| change.to == 0) {
            return Some(Self::Erased);
        }
        let no_slip = |&change: &Change| typist.is_negative(change) && !typist.is_slip(change);
        if changes.iter().any(no_slip) {
            return Some(Self::Negative);
        }
        let is_slip =
            |change| typist.is_slip(change) && typist.reason(change) != Reason::UnitFactor;
        let one_slip = matches!(changes.as_slice(), [change] if is_slip(*change));
        if !one_slip && changes.iter().any(|change| typist.has_odd_code(*change)) {
            return Some(Self::Code);
        }
        let slips = changes.iter().filter(|change| typist.is_slip(**change));
        let blank = |change: &Change| typist.reason(*change) == Reason::Blank;
        if slips.count() == 0
            && !changes.iter().all(blank)
            && rows.iter().all(|row| falls_short(row, typist))
        {
            return Some(Self::MissingRow);
        }
        let bare = |change: &Change| typist.is_bare(change.variable);
        let missing = is_row(model, disclosure, changes)
            && !changes.iter().any(bare)
            && rows
                .iter()
                .all(|row| is_over_rows(row, disclosure, changes));
        missing.then_some(Self::MissingRow)
    }
}

/// The parts of tables in which a 款 or 项 stands beneath one of a higher code.
pub(super) fn odd_codes(disclosure: &Disclosure) -> BTreeSet<(usize, usize)> {
    let parts = disclosure.tables.iter().flat_map(|table| {
        let parts = table.parts.iter().enumerate();
        parts.map(|(place, part)| ((table.spec, place), part))
    });
    let odd = |part: &Part| {
        let codes = part.rows.iter().filter_map(|row| match &row.key {
            RowKey::Code(code) => Some(code.as_str()),
            _ => None,
        });
        let mut next = codes.clone().skip(1).zip(codes);
        next.any(|(code, above)| code.len() > CLASS_DIGITS && code < above)
    };
    parts.filter(|(_, part)| odd(part)).map(|it| it.0).gather()
}

/// What the file prints where a change is proposed, in quanta; it may be in place already.
fn printed(model: &Model, disclosure: &Disclosure, change: Change) -> Option<i128> {
    let figure = disclosure.figures.get(change.variable)?;
    let amount = figure.value.amount();
    model.quanta(amount.map_or(Decimal::ZERO, |amount| amount.printed()))
}

/// A row of a table's part.
fn row_of(figure: &Figure) -> (usize, usize, usize) {
    (figure.table, figure.part, figure.row)
}

/// Whether all that is changed stands in one row, in several columns, and grows.
fn is_row(model: &Model, disclosure: &Disclosure, changes: &[Change]) -> bool {
    let place = |change: &Change| disclosure.figures.get(change.variable).map(row_of);
    let first = changes.first().and_then(place);
    let more = |&change: &Change| Some(change.to) > printed(model, disclosure, change);
    changes.len() > 1
        && first.is_some()
        && changes.iter().all(|change| place(change) == first)
        && changes.iter().all(more)
}

/// Whether a sum adds up rows, one of which is the changed one.
fn is_over_rows(row: &Row, disclosure: &Disclosure, changes: &[Change]) -> bool {
    let place = |figure: FigureId| disclosure.figures.get(figure).map(row_of);
    let own = changes.first().and_then(|change| place(change.variable));
    let mut within = row
        .factors
        .iter()
        .filter(|factor| place(factor.variable as usize) == own);
    let added = within.next().is_some_and(|factor| !factor.left);
    row.demand == Demand::Equal && added && within.next().is_none()
}

/// Whether a sum over rows of one column is less than its total: what is missing may be a row of its own.
fn falls_short(row: &Row, typist: &Typist<'_>) -> bool {
    let (model, disclosure) = (typist.model, typist.disclosure);
    let figure = |factor: &Factor| disclosure.figures.get(factor.variable as usize);
    let column = |figure: &Figure| (figure.table, figure.part, figure.column);
    let mut left = row.factors.iter().filter(|factor| factor.left);
    let (Some(total), None) = (left.next(), left.next()) else {
        return false;
    };
    let Some(whole) = figure(total) else {
        return false;
    };
    let over_rows = |factor: &Factor| {
        figure(factor).is_some_and(|it| column(it) == column(whole) && it.row != whole.row)
    };
    let mut items = row.factors.iter().filter(|factor| !factor.left).peekable();
    let any = items.peek().is_some();
    let sum = row.factors.iter().try_fold(row.constant, |sum, factor| {
        let value = model.system.value(factor.variable as usize);
        sum.checked_add(i128::from(factor.coefficient).checked_mul(value)?)
    });
    let short = sum.is_some_and(|sum| (sum > 0) == (total.coefficient > 0) && sum != 0);
    let lacking = may_lack_a_row(typist.rulebook, disclosure, whole);
    row.demand == Demand::Equal && any && short && lacking && items.all(over_rows)
}

/// Whether a row may be left out of those that a figure is the sum of; of fixed items all may be there.
fn may_lack_a_row(rulebook: &Rulebook, disclosure: &Disclosure, whole: &Figure) -> bool {
    let found = || {
        let spec = rulebook.tables.get(whole.table)?.parts.get(whole.part)?;
        let part = disclosure.table(whole.table)?.parts.get(whole.part)?;
        let path = match &part.rows.get(whole.row)?.key {
            RowKey::Item(path) => path,
            RowKey::Total => &spec.total_name,
            _ => return Some(true),
        };
        let within = |item: &&Item| {
            let rest = item.path.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let items: Vec<&Item> = spec.items.iter().filter(within).collect();
        let absent = |item: &&Item| !part.index.contains_key(&RowKey::Item(item.path.clone()));
        let keyed = spec.rows.has_codes() || spec.rows.has_projects();
        Some((items.is_empty() && keyed) || items.iter().any(absent))
    };
    found().unwrap_or(false)
}

/// Whether a table that a template requires lacks an item beside that of a figure.
fn lacks_an_item(rulebook: &Rulebook, disclosure: &Disclosure, figure: FigureId) -> bool {
    let found = || {
        let own = disclosure.figures.get(figure)?;
        let table = rulebook
            .tables
            .get(own.table)
            .filter(|table| table.required)?;
        let (spec, part) = (
            table.parts.get(own.part)?,
            disclosure.table(own.table)?.parts.get(own.part)?,
        );
        let RowKey::Item(path) = &part.rows.get(own.row)?.key else {
            return None;
        };
        let is_beside =
            |item: &&Item| above(&item.path) == above(path) && item.path != spec.total_name;
        let mut beside = spec.items.iter().filter(is_beside);
        Some(beside.any(|item| !part.index.contains_key(&RowKey::Item(item.path.clone()))))
    };
    found().unwrap_or(false)
}

/// The path of the item above.
fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above)
}
