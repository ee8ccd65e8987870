//! Where the headings of a table end and its data begin.

use super::code::leading;
use crate::amount;
use crate::rulebook::{Headings, TableSpec, normal, without_enumerator};
use crate::source::{Cell, Content};

/// Columns that a table has at most; what stands further to the right is none of it.
const WIDEST: u32 = 256;

/// Years that headings have as numbers; others that look like one are amounts.
const YEARS: std::ops::Range<u16> = 2000..2040;

/// Whether a row is data rather than a heading: it has an amount or a code, or its first text is
/// the label of a row and stands where labels do.
pub(super) fn is_data(
    cells: &[Cell],
    spec: &TableSpec,
    is_label_column: impl Fn(u32) -> bool,
) -> bool {
    let first = cells.first().map_or(0, |cell| cell.at.column);
    let near = cells
        .iter()
        .filter(|cell| cell.at.column.saturating_sub(first) < WIDEST);
    let mut label = None;
    let mut years = Vec::new();
    for cell in near {
        let text = normal(cell.text());
        let year = text.parse().ok().filter(|year| YEARS.contains(year));
        match &cell.content {
            Content::Number(_) if year.is_some() => years.extend(year),
            Content::Number(_) | Content::Formula => return true,
            _ if is_code(&text) || matches!(amount::parse(&text), Ok(Some(_))) => return true,
            _ if amount::is_blank(&text) => {}
            _ => label = label.or(Some((cell.at.column, text))),
        }
    }
    // 2025 twice and no other year: a total and its only part.
    let amounts = years.len() > 1 && years.iter().all(|year| years.first() == Some(year));
    amounts || label.is_some_and(|(column, text)| is_label_column(column) && is_label(&text, spec))
}

/// Whether a row beneath the headings only names a project or a budget unit, as in a blank table.
pub(super) fn names_rows(
    cells: &[Cell],
    spec: &TableSpec,
    known: &Headings,
    is_label_column: impl Fn(u32) -> bool,
) -> bool {
    let projects = spec.parts.iter().any(|part| part.rows.has_projects());
    let names = |cell: &Cell| {
        let text = normal(cell.text());
        let head = ["名称", "代码", "编码", "编号"]
            .iter()
            .any(|word| text.contains(word));
        let level = ["类", "款", "项", "单位", "部门"].contains(&text.as_str());
        let heading = head || level || known.is_label(&text, spec);
        !heading && is_label_column(cell.at.column)
    };
    let mut said = cells.iter().filter(|cell| !amount::is_blank(cell.text()));
    projects && said.clone().next().is_some() && said.all(names)
}

fn is_code(text: &str) -> bool {
    leading(text, &[3, 5, 7])
        .is_some_and(|coded| coded.name.chars().next().is_none_or(char::is_alphabetic))
}

fn is_label(text: &str, spec: &TableSpec) -> bool {
    let bare = without_enumerator(text);
    spec.parts.iter().any(|part| {
        part.is_total(text)
            || part
                .items
                .iter()
                .any(|item| item.labels.iter().any(|label| label == bare))
    })
}
