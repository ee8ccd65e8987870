//! Slips that leave several cells wrong at once.

use std::collections::BTreeMap;

use fastrand::Rng;
use gouji::amount::AmountUnit;
use gouji::recognise::{FigureId, Part};

use crate::amount::{parts, text, typed};
use crate::case::{Fault, Wrong};
use crate::variant::Variant;

/// The figures around one.
pub(crate) struct Neighbours {
    pub(crate) left: Option<FigureId>,
    pub(crate) right: Option<FigureId>,
    pub(crate) above: Option<FigureId>,
    pub(crate) below: Option<FigureId>,
}

fn part_of(variant: &Variant, figure: FigureId) -> Option<(&Part, usize, usize)> {
    let disclosure = variant.sound.disclosure();
    let own = disclosure.figures.get(figure)?;
    let part = disclosure.table(own.table)?.parts.get(own.part)?;
    Some((part, own.row, own.column))
}

/// The figures of a row, from left to right as the sheet has them.
fn row(part: &Part, row: usize) -> Vec<FigureId> {
    let mut columns: Vec<(u32, usize)> = part
        .columns
        .iter()
        .enumerate()
        .filter_map(|(column, at)| Some(((*at)?, column)))
        .collect();
    columns.sort_unstable();
    let figure = |&(_, column): &(u32, usize)| part.figure(row, column);
    columns.iter().filter_map(figure).collect()
}

fn column(part: &Part, column: usize) -> Vec<FigureId> {
    let rows = 0..part.rows.len();
    rows.filter_map(|row| part.figure(row, column)).collect()
}

impl Neighbours {
    pub(crate) fn of(variant: &Variant, figure: FigureId) -> Option<Self> {
        let (part, own_row, own_column) = part_of(variant, figure)?;
        let across = row(part, own_row);
        let along = column(part, own_column);
        let at = |line: &[FigureId], step: isize| {
            let place = line.iter().position(|&it| it == figure)?;
            line.get(place.checked_add_signed(step)?).copied()
        };
        Some(Self {
            left: at(&across, -1),
            right: at(&across, 1),
            above: at(&along, -1),
            below: at(&along, 1),
        })
    }
}

/// Other amounts for some figures.
type Amounts = BTreeMap<FigureId, String>;

/// A slip of several cells that begins at a figure.
type Slip = fn(&Variant, FigureId, &mut Rng) -> Option<Amounts>;

const SLIPS: &[(&str, Slip)] = &[
    ("two rows exchanged", rows_exchanged),
    ("two cells of a column exchanged", cells_exchanged),
    ("row shifted by one column", row_shifted),
    ("column shifted by one row", column_shifted),
    (
        "wrong leaf, summed upward in its table",
        |variant, figure, rng| summed(variant, figure, rng),
    ),
    ("table in another unit", other_unit),
    ("row left blank", row_blank),
];

/// One slip somewhere.
pub(crate) fn seed(variant: &Variant, kind: &str, rng: &mut Rng) -> Option<Fault> {
    let slips: Vec<_> = SLIPS.iter().filter(|slip| slip.0.contains(kind)).collect();
    let &&(kind, slip) = rng.choice(&slips)?;
    let printed: Vec<FigureId> = variant
        .sites
        .iter()
        .filter(|site| parts(&site.printed).is_some_and(|it| it != 0))
        .map(|site| site.figure)
        .collect();
    let start = rng.choice(printed)?;
    let amounts = slip(variant, start, rng)?;
    let mut wrong = Vec::new();
    for (figure, to) in amounts {
        let site = variant.site(figure)?;
        let (_, shown) = typed(&variant.mould(site), &to)?;
        if parts(&shown)? != parts(&site.printed)? {
            wrong.push(Wrong {
                figure,
                right: site.printed.clone(),
                typed: to,
                shown,
            });
        }
    }
    (wrong.len() > 1).then(|| Fault {
        kind,
        table: variant
            .site(start)
            .map_or(String::new(), |it| it.table.clone()),
        wrong,
    })
}

fn printed(variant: &Variant, figure: FigureId) -> Option<String> {
    Some(variant.site(figure)?.printed.clone())
}

fn rows_exchanged(variant: &Variant, figure: FigureId, rng: &mut Rng) -> Option<Amounts> {
    let (part, one, _) = part_of(variant, figure)?;
    let other = if rng.bool() {
        one.checked_add(1)?
    } else {
        rng.usize(0..part.rows.len())
    };
    let mut amounts = Amounts::new();
    for column in 0..part.columns.len() {
        if let (Some(a), Some(b)) = (part.figure(one, column), part.figure(other, column)) {
            amounts.insert(a, printed(variant, b)?);
            amounts.insert(b, printed(variant, a)?);
        }
    }
    Some(amounts)
}

fn cells_exchanged(variant: &Variant, figure: FigureId, rng: &mut Rng) -> Option<Amounts> {
    let (part, _, own) = part_of(variant, figure)?;
    let others: Vec<FigureId> = column(part, own)
        .into_iter()
        .filter(|&it| it != figure && printed(variant, it).is_some_and(|it| !it.is_empty()))
        .collect();
    let other = rng.choice(others)?;
    let pair = [
        (figure, printed(variant, other)?),
        (other, printed(variant, figure)?),
    ];
    Some(pair.into())
}

/// A stretch of a line moved by one place; what it runs over is lost, what it leaves is blank.
fn moved(variant: &Variant, line: &[FigureId]) -> Option<Amounts> {
    let mut amounts = Amounts::new();
    let mut before = String::new();
    for &figure in line {
        amounts.insert(
            figure,
            std::mem::replace(&mut before, printed(variant, figure)?),
        );
    }
    before.is_empty().then_some(amounts)
}

fn row_shifted(variant: &Variant, figure: FigureId, rng: &mut Rng) -> Option<Amounts> {
    let (part, own, _) = part_of(variant, figure)?;
    let mut line = row(part, own);
    if rng.bool() {
        line.reverse();
    }
    stretch(variant, figure, &line)
}

fn column_shifted(variant: &Variant, figure: FigureId, rng: &mut Rng) -> Option<Amounts> {
    let (part, _, own) = part_of(variant, figure)?;
    let mut line = column(part, own);
    if rng.bool() {
        line.reverse();
    }
    stretch(variant, figure, &line)
}

/// From a figure on, as far as there are amounts, and one blank cell.
fn stretch(variant: &Variant, figure: FigureId, line: &[FigureId]) -> Option<Amounts> {
    let from = line.iter().position(|&it| it == figure)?;
    let is_blank = |&it: &FigureId| printed(variant, it).is_some_and(|it| it.is_empty());
    let blank = line.get(from..)?.iter().position(is_blank)?;
    moved(variant, &line[from..=from + blank])
}

/// A wrong amount, and the sums of its table that follow it.
fn summed(variant: &Variant, figure: FigureId, rng: &mut Rng) -> Option<Amounts> {
    let sums = variant.oracle.sums(&variant.sound);
    if sums
        .iter()
        .any(|(total, items)| *total == figure && items.len() > 1)
    {
        return None;
    }
    let value = |figure: FigureId| parts(&printed(variant, figure)?);
    let places = printed(variant, figure)?
        .split_once('.')
        .map_or(0, |(_, it)| it.len());
    let step = 10_i64.pow(4 - u32::try_from(places).ok()?);
    let by = value(figure)? / step * rng.i64(2..30) / 10 * step;
    let mut moved = BTreeMap::from([(figure, by)]);
    for _ in 0..8 {
        for (total, items) in &sums {
            let sum: i64 = items
                .iter()
                .map(|(item, coefficient)| moved.get(item).unwrap_or(&0) * coefficient)
                .sum();
            if sum != 0 && !moved.contains_key(total) {
                moved.insert(*total, sum);
            }
        }
    }
    moved
        .into_iter()
        .map(|(figure, by)| Some((figure, text(value(figure)? + by, places))))
        .collect()
}

fn other_unit(variant: &Variant, figure: FigureId, _: &mut Rng) -> Option<Amounts> {
    let disclosure = variant.sound.disclosure();
    let unit = disclosure.unit_of(disclosure.figures.get(figure)?.table);
    // An amount in 元 has digits that one in 万元 cannot give back.
    if unit != Some(AmountUnit::TenThousand) {
        return None;
    }
    let table = &variant.site(figure)?.table;
    let own = variant
        .sites
        .iter()
        .filter(|site| site.table == *table && !site.printed.is_empty());
    own.map(|site| {
        let places = site.printed.split_once('.').map_or(0, |(_, it)| it.len());
        let value = parts(&site.printed)?.checked_mul(10_000)?;
        Some((site.figure, text(value, places)))
    })
    .collect()
}

fn row_blank(variant: &Variant, figure: FigureId, _: &mut Rng) -> Option<Amounts> {
    let (part, own, _) = part_of(variant, figure)?;
    Some(
        row(part, own)
            .into_iter()
            .map(|it| (it, String::new()))
            .collect(),
    )
}
