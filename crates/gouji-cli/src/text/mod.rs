//! The report as text for people: the verdict first, then what is wrong, then what was read.

mod corrections;
mod findings;
mod layout;
mod overview;
mod paint;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use gouji::report::{CellRef, Report, Severity, Verdict};

pub(crate) use layout::{Side, pad};
pub(crate) use paint::{Paint, Tone};

use crate::output::one_line;

/// The whole report of the files at `paths`, each line ended.
pub(crate) fn report(report: &Report, paths: &[&PathBuf], paint: Paint, verbose: bool) -> String {
    let mut lines = overview::head(report, paths, paint);
    lines.extend(findings::lines(report, paint));
    lines.extend(corrections::lines(report, paint));
    lines.extend(overview::tables(report, paint));
    lines.extend(overview::left_over(report, paint, verbose));
    lines.join("\n") + "\n"
}

/// What a severity is called.
pub(crate) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "存疑",
        Severity::Notice => "提示",
    }
}

const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Warning => "!",
        Severity::Notice => "≈",
    }
}

/// The sign of a verdict.
pub(crate) const fn verdict_sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consistent => "✓",
        Verdict::Rounding => "≈",
        Verdict::Inconsistent => "✕",
        Verdict::Incomplete => "!",
    }
}

/// What a verdict is called.
pub(crate) const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consistent => "相符",
        Verdict::Rounding => "尾差",
        Verdict::Inconsistent => "不符",
        Verdict::Incomplete => "不全",
    }
}

/// `表3 E9`; outside any table the sheet stands for it.
fn place(report: &Report, cell: &CellRef) -> String {
    let table = if cell.table.is_empty() {
        &cell.sheet
    } else {
        table(report, &cell.table)
    };
    one_line(&format!("{table} {}", cell.cell))
}

/// What people call a table: 表3, 支出总表.
fn table<'r>(report: &'r Report, id: &'r str) -> &'r str {
    let mut tables = report.tables.iter();
    let known = tables.find(|table| table.id == id);
    known.map_or(id, |table| &table.short)
}
