//! Columns that no part of a table knows.

use super::super::heading::PartColumns;
use super::super::years::CARRIED_OVER;
use super::super::{Disclosure, Table, unread_in};
use super::{Source, holds_amount};
use crate::report::UnreadKind;
use crate::rulebook::PartSpec;
use crate::source::{Address, Cell, Content, Range};

/// Headings of columns that number or annotate the rows.
const ANNOTATIONS: &[&str] = &["序号", "行次", "备注", "说明", "上年", "往年"];

/// Ends of headings of columns that tell something else of the rows than an amount of money.
pub(super) const BESIDE_AMOUNTS: &[&str] = &[
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
pub(super) fn is_code(cell: &Cell) -> bool {
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
