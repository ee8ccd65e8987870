//! Columns that no part of a table knows.

use std::collections::BTreeSet;

use super::super::figures::{Figures, merged_amounts, value};
use super::super::heading::PartColumns;
use super::super::own_columns::{OwnColumn, OwnColumns};
use super::super::years::CARRIED_OVER;
use super::super::{Disclosure, Table, Value, unread_in};
use super::{Source, holds_amount};
use crate::report::UnreadKind;
use crate::rulebook::PartSpec;
use crate::source::{Address, Cell, Content, Range};

/// Headings of columns that number or annotate the rows.
const ANNOTATIONS: &[&str] = &["序号", "行次", "备注", "说明", "上年", "往年"];

/// Ends of headings of columns that tell something else of the rows than an amount of money.
const BESIDE_AMOUNTS: &[&str] = &[
    "代码", "编码", "编号", "数量", "单价", "人数", "面积", "时间", "日期",
];

/// Letters behind an amount at most: `12.50万元`.
const MOST_LETTERS_OF_AN_AMOUNT: usize = 2;

/// Words that begin the heading of a column that compares with another year.
const COMPARISONS: &[&str] = &[
    "增减",
    "增长",
    "增幅",
    "比上年",
    "较上年",
    "与上年",
    "本年比",
    "占比",
    "比重",
    "比例",
    "占总",
    "占合计",
];

/// Lists the columns that no part knows, and marks the parts that they may belong to.
pub(super) fn unread(
    disclosure: &mut Disclosure,
    table: &mut Table,
    source: &Source<'_>,
    rows: &[u32],
) {
    for (column, heading) in &source.heading.unknown {
        let at = |row: &u32| source.sheet.cell(Address::new(*row, *column));
        let amounts = |cell: &Cell| holds_amount(cell) && !holds_words(cell) && !is_code(cell);
        let amounts = rows.iter().filter_map(at).any(amounts);
        let part_of_another = heading.rsplit('/').next().is_some_and(is_part_of_another);
        let part_of_another = part_of_another || divides_known(source, *column);
        let annotates = part_of_another || heading.split('/').any(annotates);
        let annotates = annotates && !source.heading.is_twice(*column);
        // What was carried over is left out of sums and added to others: it is never only a remark.
        let annotates = annotates && !CARRIED_OVER.iter().any(|word| heading.contains(word));
        for part in table.parts.iter_mut().filter(|_| amounts && !annotates) {
            part.unread_columns = true;
            part.own.open.push(*column);
        }
        let top = source.headings.first().copied().unwrap_or(0);
        let at = Address::new(top, *column);
        let range = Range { start: at, end: at };
        disclosure.unread.push(unread_in(
            UnreadKind::Column,
            source.sheet,
            range,
            &source.spec.id,
            heading,
        ));
    }
}

/// Takes up the columns of amounts that no part knows as the table's own: what their rows and headings say of them is
/// seen when all figures are there.
pub(super) fn take_up(disclosure: &mut Disclosure, table: &mut Table, source: &Source<'_>) {
    let unknown = source.heading.unknown.iter();
    let amounts = unknown.filter(|(_, heading)| !heading.split('/').any(tells_otherwise));
    let columns: Vec<u32> = amounts.map(|(column, _)| *column).collect();
    if columns.is_empty() || source.heading.is_stacked() {
        return;
    }
    let starts: Vec<Option<u32>> = table
        .parts
        .iter()
        .map(|part| part.labels.iter().min().copied())
        .collect();
    let body = source
        .headings
        .last()
        .map_or(0, |last| last.saturating_add(1));
    for (place, part) in table.parts.iter_mut().enumerate() {
        let begins = starts.get(place).copied().flatten();
        let next = starts
            .iter()
            .flatten()
            .filter(|&&at| Some(at) > begins)
            .min();
        let ours =
            |column: u32| begins.is_none_or(|at| at < column) && next.is_none_or(|&at| column < at);
        let rows = || part.rows.iter().map(|row| row.at);
        let says = |column: u32| {
            let cells = rows().filter_map(|row| source.sheet.cell(Address::new(row, column)));
            let mut values = cells.map(|cell| (value(&cell.content), is_code(cell)));
            let mut any = false;
            let all = values.all(|(value, code)| {
                any |= value.is_printed();
                !code && matches!(value, Value::Blank | Value::Amount(_))
            });
            any && all
        };
        let ours: Vec<u32> = columns
            .iter()
            .copied()
            .filter(|&it| ours(it) && says(it))
            .collect();
        if ours.is_empty() {
            continue;
        }
        let at: Vec<Option<u32>> = ours.iter().copied().map(Some).collect();
        let merged = merged_amounts(source.sheet, body, &at);
        let of = (place, table.unit);
        let mut figures = Figures::new(disclosure, (table.spec, &source.spec.id), of, merged);
        let spec = source.spec.parts.get(place);
        let mut names: BTreeSet<String> = spec
            .into_iter()
            .flat_map(|spec| spec.columns.iter().map(|column| column.name.clone()))
            .collect();
        let known = part.columns.len();
        let columns = ours.into_iter().zip(known..).map(|(at, column)| {
            let rows = part.rows.iter().map(|row| row.at);
            let first = figures.column(source.sheet, (at, column), rows);
            let path = source.heading.path(at).to_vec();
            let plain = path.join("/");
            let numbered = (2..).map(|count| format!("{plain}#{count}"));
            let mut free = std::iter::once(plain.clone()).chain(numbered);
            let name = free.find(|name| !names.contains(name)).unwrap_or_default();
            names.insert(name.clone());
            OwnColumn {
                at,
                path,
                name,
                first,
            }
        });
        let columns = columns.collect();
        let path =
            |at: &Option<u32>| at.map_or_else(Vec::new, |at| source.heading.path(at).to_vec());
        let named = part.columns.iter().map(path).collect();
        let open = std::mem::take(&mut part.own.open);
        part.own = OwnColumns {
            columns,
            named,
            open,
        };
        table.amounts = table.amounts.saturating_add(figures.count());
    }
}

/// Whether a heading says that what stands beneath it is no amount of money: numbers of rows, codes, shares.
fn tells_otherwise(heading: &str) -> bool {
    let notes = ["序号", "行次", "备注", "说明"].contains(&heading);
    let shares = ["占比", "比重", "比例", "幅", "率", "百分比"]
        .iter()
        .any(|word| heading.contains(word));
    notes
        || shares
        || heading.contains('%')
        || BESIDE_AMOUNTS.iter().any(|end| heading.ends_with(end))
}

/// Whether a column stands beneath the merged heading of a known one that has a column of its own there and none
/// that divides it: it is some of that. `基本支出/工资福利支出` beside `基本支出/小计`.
fn divides_known(source: &Source<'_>, column: u32) -> bool {
    let merged = |at: u32| {
        let over = move |row: &u32| source.sheet.merge(Address::new(*row, at));
        source.headings.iter().filter_map(over)
    };
    let is_whole = |at: u32| {
        let own = source.heading.path(at).last();
        let beneath_one =
            merged(at).any(|merge| merge.contains(Address::new(merge.start.row, column)));
        beneath_one && own.is_some_and(|own| own == "小计" || own == "合计")
    };
    let parts = source.spec.parts.iter().zip(&source.heading.parts);
    let divides = |(spec, part): (&PartSpec, &PartColumns)| {
        let known = part.amounts.iter().enumerate();
        let mut known = known.filter_map(|(place, at)| Some((place, (*at)?)));
        known.any(|(whole, at)| {
            let mut columns = part.amounts.iter().enumerate();
            let divided = columns.any(|(place, at)| at.is_some() && spec.is_within(place, whole));
            is_whole(at) && !divided
        })
    };
    parts.into_iter().any(divides)
}

/// Whether a cell has more words than an amount with its unit: `[501]机关工资福利支出`.
fn holds_words(cell: &Cell) -> bool {
    let text = match &cell.content {
        Content::Text(text) => text,
        _ => return false,
    };
    text.chars().filter(|c| c.is_alphabetic()).count() > MOST_LETTERS_OF_AN_AMOUNT
}

/// Whether a cell has a code of a kind of goods: `A02010104`.
fn is_code(cell: &Cell) -> bool {
    let text = cell.text().trim();
    let digits = text.strip_prefix(|c: char| c.is_ascii_uppercase());
    digits.is_some_and(|rest| rest.len() > 2 && rest.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a column shows some of what the column before it has: `其中:教育收费`.
fn is_part_of_another(heading: &str) -> bool {
    heading
        .strip_prefix("其中:")
        .is_some_and(|rest| !rest.is_empty())
}

/// Whether a heading in normal form is that of a column beside the amounts: numbers of rows, codes
/// of units and projects, how many of something, remarks, another year.
fn annotates(heading: &str) -> bool {
    let tells = BESIDE_AMOUNTS.iter().any(|end| heading.ends_with(end));
    let compares = COMPARISONS.iter().any(|word| heading.starts_with(word));
    let shares = heading.ends_with('%') || heading.ends_with("(%)");
    tells || compares || shares || ANNOTATIONS.contains(&heading)
}
