//! The findings of a report as a table for spreadsheets.

use rust_decimal::Decimal;

use super::workbook::{Cell, Look, Sheet, write};
use crate::report::{Finding, Report, Role, Severity};

const COLUMNS: [(&str, u32); 15] = [
    ("序号", 6),
    ("级别", 8),
    ("规则", 10),
    ("规则名称", 28),
    ("表", 24),
    ("工作表", 20),
    ("单元格", 10),
    ("行", 20),
    ("栏", 18),
    ("现为", 14),
    ("算得", 14),
    ("相差", 12),
    ("先看这一格", 16),
    ("说明", 60),
    ("怎么办", 44),
];

/// Columns that hold amounts.
const AMOUNTS: std::ops::RangeInclusive<usize> = 9..=11;

/// The findings as comma-separated values in UTF-8 with a mark that spreadsheets know it by. What a
/// spreadsheet would take for a formula is quoted.
#[must_use]
pub fn findings_csv(report: &Report) -> String {
    let mut text = "\u{feff}".to_owned();
    let heads = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    for row in std::iter::once(heads).chain(rows(report)) {
        let fields: Vec<String> = row.iter().map(|field| quoted(&guarded(field))).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

/// The findings as a workbook. Its cells are text and amounts, never formulas.
#[must_use]
pub fn findings_xlsx(report: &Report) -> Vec<u8> {
    let cell = |look: Look, text: &str| Cell {
        look,
        text: text.to_owned(),
    };
    let head = COLUMNS
        .iter()
        .map(|(name, _)| cell(Look::Head, name))
        .collect();
    let body = rows(report).map(|row| {
        let fields = row.iter().enumerate();
        fields
            .map(|(place, text)| match AMOUNTS.contains(&place) {
                true => cell(Look::Amount, text),
                false => cell(Look::Plain, text),
            })
            .collect()
    });
    write(&[Sheet {
        name: "问题清单".to_owned(),
        widths: COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows: std::iter::once(head).chain(body).collect(),
        merges: Vec::new(),
        frozen: 1,
    }])
}

fn rows(report: &Report) -> impl Iterator<Item = Vec<String>> {
    let title = |id: &str| {
        let table = report.tables.iter().find(|table| table.id == id);
        table.map(|table| table.title.clone()).unwrap_or_default()
    };
    report
        .findings
        .iter()
        .zip(1_usize..)
        .map(move |(finding, number)| row(finding, number, title))
}

fn row(finding: &Finding, number: usize, title: impl Fn(&str) -> String) -> Vec<String> {
    let relation = finding.relation.as_ref();
    let reported = finding
        .cells
        .iter()
        .find(|cell| cell.role == Some(Role::Reported) && relation.is_some());
    let first = finding.cells.first();
    let cell = reported.or(first).cloned().unwrap_or_default();
    let suspect = first.filter(|first| reported.is_some_and(|it| it != *first));
    let suspect = suspect.map_or(String::new(), |it| match it.sheet == cell.sheet {
        true => it.cell.clone(),
        false => format!("{} {}", it.sheet, it.cell),
    });
    let severity = match finding.severity {
        Severity::Error => "错误",
        Severity::Warning => "存疑",
        Severity::Notice => "提示",
    };
    vec![
        number.to_string(),
        severity.to_owned(),
        finding.code.clone(),
        finding.title.clone(),
        title(&cell.table),
        cell.sheet,
        cell.cell,
        cell.row,
        cell.column,
        relation.map_or(cell.value, |it| it.reported.clone()),
        relation.map(|it| it.computed.clone()).unwrap_or_default(),
        relation.map(|it| it.difference.clone()).unwrap_or_default(),
        suspect,
        finding.message.clone(),
        finding.hint.clone(),
    ]
}

/// A field that no spreadsheet takes for a formula: what begins like one is marked as text, unless
/// it is an amount.
fn guarded(field: &str) -> String {
    let suspicious = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    match suspicious && field.parse::<Decimal>().is_err() {
        true => format!("'{field}"),
        false => field.to_owned(),
    }
}

/// A field as CSV has it; other control characters than line breaks and tabs would end the file for
/// some programs, and are shown as unreadable.
fn quoted(field: &str) -> String {
    let field = field.replace(
        |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'),
        "\u{fffd}",
    );
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, quoted};

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for (field, expected) in [
            ("=1+1", "'=1+1"),
            ("+A1", "'+A1"),
            ("-A1", "'-A1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("-12.50", "-12.50"),
            ("12.50", "12.50"),
            ("208 行政事业单位", "208 行政事业单位"),
            ("", ""),
        ] {
            assert_eq!(guarded(field), expected, "{field}");
        }
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        for (field, expected) in [
            ("a", "a"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""),
            ("a\0\u{7f}b", "a\u{fffd}\u{fffd}b"),
        ] {
            assert_eq!(quoted(field), expected);
        }
    }
}
