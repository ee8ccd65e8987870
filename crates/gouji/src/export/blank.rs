//! A workbook with the blank tables of a rulebook, to be filled in.

use super::workbook::{Cell, Look, Sheet, write};
use crate::rulebook::{PartSpec, RowsKind, Rulebook, TableSpec};
use crate::source::{Address, Range};

/// Rows that are left free where the template prescribes none.
const FREE_ROWS: usize = 20;

/// The blank tables of a rulebook, one a sheet, as a workbook.
#[must_use]
pub fn blank(rulebook: &Rulebook) -> Vec<u8> {
    let sheets: Vec<Sheet> = rulebook
        .tables
        .iter()
        .map(|table| sheet(rulebook, table))
        .collect();
    write(&sheets)
}

/// The heading of rows that are offices.
const OFFICES: &str = "单位名称";

/// A column of a blank table: its headings from top to bottom, and what stands beneath.
struct Column<'a> {
    headings: Vec<String>,
    part: &'a PartSpec,
    kind: Kind,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Code,
    Name,
    Amount,
}

fn sheet(rulebook: &Rulebook, table: &TableSpec) -> Sheet {
    let parts = || table.parts.iter().filter(|part| !part.optional);
    let columns: Vec<Column<'_>> = parts().flat_map(columns).collect();
    let depth = columns
        .iter()
        .map(|it| it.headings.len())
        .max()
        .unwrap_or(1);
    let (heads, mut merges) = headings(&columns, depth);
    let unit = table_unit(rulebook);
    let mut rows = vec![
        row(Look::Title, &table.title, columns.len()),
        meta(&unit, columns.len()),
    ];
    rows.extend(heads);
    merges.push(across(0, 0, columns.len()));
    let bodies: Vec<Vec<String>> = parts().map(labels).collect();
    let height = bodies.iter().map(Vec::len).max().unwrap_or_default();
    for place in 0..height {
        rows.push(
            columns
                .iter()
                .map(|column| body(column, table, &bodies, place))
                .collect(),
        );
    }
    Sheet {
        name: format!("{} {}", table.short, table.title),
        widths: columns.iter().map(|column| width(column)).collect(),
        rows,
        merges,
        frozen: u32::try_from(depth.saturating_add(2)).unwrap_or(2),
    }
}

fn table_unit(rulebook: &Rulebook) -> String {
    let unit = rulebook.unit.map_or("万元", |unit| unit.name());
    format!("单位：{unit}")
}

fn row(look: Look, text: &str, columns: usize) -> Vec<Cell> {
    let cell = |place: usize| Cell {
        look,
        text: if place == 0 {
            text.to_owned()
        } else {
            String::new()
        },
    };
    (0..columns.max(1)).map(cell).collect()
}

/// The line above the headings: whose budget, and the unit.
fn meta(unit: &str, columns: usize) -> Vec<Cell> {
    let mut cells = row(Look::Meta, "编制部门：", columns.max(2));
    if let Some(last) = cells.last_mut() {
        unit.clone_into(&mut last.text);
    }
    cells
}

fn columns(part: &PartSpec) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    let mut push = |heading: &str, kind| {
        let headings = heading.split('/').map(str::to_owned).collect();
        columns.push(Column {
            headings,
            part,
            kind,
        });
    };
    match part.rows {
        RowsKind::Function | RowsKind::Economic | RowsKind::FunctionProject => {
            push("科目编码", Kind::Code);
            push("科目名称", Kind::Name);
        }
        RowsKind::Project => {
            let of_offices = part.label.iter().any(|label| label == OFFICES);
            push(if of_offices { OFFICES } else { "项目名称" }, Kind::Name);
        }
        RowsKind::Item => push(
            part.label.first().map_or("项目", String::as_str),
            Kind::Name,
        ),
        RowsKind::Single => {}
    }
    for column in part.columns.iter().filter(|column| !column.beside) {
        push(&column.name, Kind::Amount);
    }
    columns
}

/// The rows of headings, with what is common to neighbours merged, and what stands alone as high as
/// all of them.
fn headings(columns: &[Column<'_>], depth: usize) -> (Vec<Vec<Cell>>, Vec<Range>) {
    let text =
        |level: usize, column: &Column<'_>| column.headings.get(level).cloned().unwrap_or_default();
    let rows = (0..depth).map(|level| {
        let cell = |column: &Column<'_>| Cell {
            look: Look::Head,
            text: text(level, column),
        };
        columns.iter().map(cell).collect()
    });
    let mut merges = Vec::new();
    for level in 0..depth {
        let mut start = 0;
        let alike = |a: &Column<'_>, b: &Column<'_>| {
            let whole = a.headings.len() > level.saturating_add(1)
                && b.headings.len() > level.saturating_add(1);
            whole
                && std::ptr::eq(a.part, b.part)
                && a.headings.get(..=level) == b.headings.get(..=level)
        };
        for run in columns.chunk_by(alike) {
            merges
                .extend((run.len() > 1).then(|| across(level.saturating_add(2), start, run.len())));
            start = start.saturating_add(run.len());
        }
    }
    for (place, column) in columns.iter().enumerate() {
        let own = column.headings.len();
        if own < depth {
            let last = own.saturating_add(1);
            merges.push(range(last, place, depth.saturating_add(1), place));
        }
    }
    (rows.collect(), merges)
}

fn across(row: usize, column: usize, width: usize) -> Range {
    let last = column.saturating_add(width.max(1)).saturating_sub(1);
    range(row, column, row, last)
}

fn range(top: usize, left: usize, bottom: usize, right: usize) -> Range {
    let at = |row: usize, column: usize| {
        let small = |number| u32::try_from(number).unwrap_or_default();
        Address::new(small(row), small(column))
    };
    Range {
        start: at(top, left),
        end: at(bottom, right),
    }
}

/// The labels of a part's rows; blank ones where the template prescribes none.
fn labels(part: &PartSpec) -> Vec<String> {
    let free = || std::iter::repeat_n(String::new(), FREE_ROWS);
    let total = part.total_name.clone();
    match part.rows {
        RowsKind::Single => vec![String::new()],
        RowsKind::Item => part
            .items
            .iter()
            .map(|item| format!("{}{}", "\u{3000}".repeat(item.depth), item.name))
            .collect(),
        _ => free().chain([total]).collect(),
    }
}

fn body(column: &Column<'_>, table: &TableSpec, bodies: &[Vec<String>], place: usize) -> Cell {
    let part = table
        .parts
        .iter()
        .filter(|part| !part.optional)
        .position(|part| std::ptr::eq(part, column.part));
    let labels = part.and_then(|part| bodies.get(part));
    let label = labels
        .and_then(|labels| labels.get(place))
        .cloned()
        .unwrap_or_default();
    match column.kind {
        Kind::Name => Cell {
            look: Look::Label,
            text: label,
        },
        Kind::Code => Cell {
            look: Look::Label,
            text: String::new(),
        },
        Kind::Amount => Cell {
            look: Look::Amount,
            text: String::new(),
        },
    }
}

fn width(column: &Column<'_>) -> u32 {
    match column.kind {
        Kind::Code => 12,
        Kind::Name => 36,
        Kind::Amount => 16,
    }
}
