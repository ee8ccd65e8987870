//! Columns that no part of a table knows.

use super::super::{Disclosure, Table, unread_in};
use super::{Source, holds_amount};
use crate::report::UnreadKind;
use crate::source::{Address, Range};

/// Headings of columns that number or annotate the rows.
const ANNOTATIONS: &[&str] = &["序号", "行次", "备注", "说明", "上年", "往年"];

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
        let amounts = rows.iter().filter_map(at).any(holds_amount);
        let part_of_another = heading.rsplit('/').next().is_some_and(is_part_of_another);
        let annotates = part_of_another || heading.split('/').any(annotates);
        for part in table.parts.iter_mut().filter(|_| amounts && !annotates) {
            part.unread_columns = true;
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

/// Whether a column shows some of what the column before it has: `其中:教育收费`.
fn is_part_of_another(heading: &str) -> bool {
    heading
        .strip_prefix("其中:")
        .is_some_and(|rest| !rest.is_empty())
}

/// Whether a heading in normal form is that of a column beside the amounts: numbers of rows, codes
/// of units and projects, remarks, another year.
fn annotates(heading: &str) -> bool {
    let coded = ["代码", "编码", "编号"]
        .iter()
        .any(|end| heading.ends_with(end));
    let compares = COMPARISONS.iter().any(|word| heading.starts_with(word));
    let shares = heading.ends_with('%') || heading.ends_with("(%)");
    coded || compares || shares || ANNOTATIONS.contains(&heading)
}
