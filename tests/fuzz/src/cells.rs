//! Changes to what stands in a workbook, as hands make them.

use fastrand::Rng;
use gouji_fixtures::{Cell, Sheet, Workbook};

/// What cells are overwritten with.
const TEXTS: &[&str] = &[
    "合计",
    "小计",
    "其中：",
    "单位：元",
    "单位：万元",
    "2080505",
    "208",
    "05",
    "-",
    "—",
    "１２．５０",
    "1,234.50",
    "(12.50)",
    "12.5万元",
    "#REF!",
    "=1+1",
    "<b>甲</b>",
    "总计",
    "结转下年",
    "2025年",
];

/// One change in one place.
pub(crate) fn change(workbook: &mut Workbook, random: &mut Rng) {
    if random.u8(..) < 6 {
        let place = random.usize(..workbook.sheets.len());
        let sheet = workbook.sheets.remove(place);
        let to = random.usize(..=workbook.sheets.len());
        // A workbook has a sheet.
        if random.bool() || workbook.sheets.is_empty() {
            workbook.sheets.insert(to, sheet);
        }
        return;
    }
    let place = random.usize(..workbook.sheets.len());
    let Some(sheet) = workbook.sheets.get_mut(place) else {
        return;
    };
    match random.u8(..16) {
        0 => rows(sheet, random),
        1 => hide(sheet, random),
        2..=9 => amount(sheet, random),
        _ => cell(sheet, random),
    }
}

fn rows(sheet: &mut Sheet, random: &mut Rng) {
    let Some(place) = some(sheet.rows.len(), random) else {
        return;
    };
    let row = match random.bool() {
        true => sheet.rows.remove(place),
        false => sheet.rows[place].clone(),
    };
    if random.bool() {
        sheet.rows.insert(random.usize(..=sheet.rows.len()), row);
    }
}

fn hide(sheet: &mut Sheet, random: &mut Rng) {
    match random.bool() {
        true => sheet.hidden_rows.push(random.usize(..40)),
        false => sheet.hidden_columns.push(random.usize(..10)),
    }
}

/// A wrong amount: a digit, two swapped, the point, the sign, or anything.
fn amount(sheet: &mut Sheet, random: &mut Rng) {
    let cells = sheet.rows.iter_mut().flatten();
    let amounts = cells.filter_map(|cell| match cell {
        Cell::Amount(amount) | Cell::Loose(amount) => Some(amount),
        _ => None,
    });
    let amounts: Vec<&mut i64> = amounts.collect();
    let Some(amount) = random.choice(amounts) else {
        return;
    };
    let power = 10_i64.pow(random.u32(..6));
    *amount = match random.u8(..6) {
        0 => *amount + power * random.i64(1..10),
        1 => *amount - *amount / power % 10 * power,
        2 => amount.saturating_mul(10_i64.pow(random.u32(1..5))) % 1_000_000_000_000,
        3 => *amount / 10,
        4 => -*amount,
        _ => random.i64(-9_999_999..99_999_999),
    };
}

fn cell(sheet: &mut Sheet, random: &mut Rng) {
    let Some(row) = some(sheet.rows.len(), random) else {
        return;
    };
    let Some(column) = some(sheet.rows[row].len(), random) else {
        return;
    };
    let other = some(sheet.rows.len(), random).unwrap_or(row);
    let other = sheet.rows[other].get(column).cloned().unwrap_or_default();
    let text = random.choice(TEXTS).unwrap_or(&"");
    let row = &mut sheet.rows[row];
    match random.u8(..6) {
        0 => row[column] = Cell::Blank,
        1 => row[column] = other,
        2 => row[column] = Cell::Text((*text).to_owned()),
        3 => row[column] = Cell::Formula("1+1".to_owned()),
        4 => row.insert(column, Cell::Blank),
        _ => drop(row.remove(column)),
    }
}

/// A place below a length, if there is one.
fn some(length: usize, random: &mut Rng) -> Option<usize> {
    (length > 0).then(|| random.usize(..length))
}
