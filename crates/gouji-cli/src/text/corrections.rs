//! Proposed corrections: which cell, from what to what, how sure, why.

use gouji::report::{CellRef, Confidence, Correction, Reason, Report};

use super::layout::{Side, amount, grid};
use super::{Paint, Tone, place};

const COLUMNS: [Side; 6] = [
    Side::Left,
    Side::Right,
    Side::Left,
    Side::Right,
    Side::Left,
    Side::Left,
];

/// All proposals, none when there are none.
pub(super) fn lines(report: &Report, paint: Paint) -> Vec<String> {
    if report.corrections.is_empty() {
        return Vec::new();
    }
    let heading = format!("更正建议 {} 处", report.corrections.len());
    let mut lines = vec![String::new(), paint.tone(Tone::Strong, &heading)];
    let rows: Vec<Vec<String>> = report
        .corrections
        .iter()
        .flat_map(|it| rows(report, it))
        .collect();
    lines.extend(
        grid(&COLUMNS, &rows)
            .into_iter()
            .map(|row| format!("  {row}")),
    );
    lines
}

/// The correction itself, then the cells that could be changed instead, each on a row of its own.
fn rows(report: &Report, correction: &Correction) -> Vec<Vec<String>> {
    let row = |cell: &CellRef, from: &str, to: &str, sure: &str, why: String| {
        let arrow = "→".to_owned();
        let (from, to) = (amount(from), amount(to));
        vec![place(report, cell), from, arrow, to, sure.to_owned(), why]
    };
    let mut why = reason(correction.reason).to_owned();
    if let Some(range) = &correction.range {
        why.push_str(&format!("；{}", any(&range.least, &range.most)));
    }
    let sure = confidence(correction.confidence);
    let own = &correction.cell;
    let mut rows = vec![row(own, &correction.from, &correction.to, sure, why)];
    for (cell, values) in elsewhere(correction) {
        let Some((first, others)) = values.split_first() else {
            continue;
        };
        let why = match others {
            [] => String::new(),
            _ => format!("或另外 {} 个数", others.len()),
        };
        rows.push(row(cell, &cell.value, first, "或者", why));
    }
    rows
}

/// The other cells that could be changed, each with the values that it could have; of the correction's own cell
/// only values where nothing tells the range in which they all are.
fn elsewhere(correction: &Correction) -> Vec<(&CellRef, Vec<&str>)> {
    let mut cells: Vec<(&CellRef, Vec<&str>)> = Vec::new();
    for other in &correction.alternatives {
        let told = correction.range.is_some() && other.cell == correction.cell;
        match cells.iter_mut().find(|(cell, _)| *cell == &other.cell) {
            _ if told => {}
            Some((_, values)) => values.push(&other.to),
            None => cells.push((&other.cell, vec![&other.to])),
        }
    }
    cells
}

fn any(least: &str, most: &str) -> String {
    format!("{} 至 {} 都成立", amount(least), amount(most))
}

const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "确定",
        Confidence::Likely => "很可能",
        Confidence::Ambiguous => "无法确定是哪一处",
    }
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::DigitsSwapped => "相邻两位数字颠倒",
        Reason::OneDigit => "一位数字不同",
        Reason::DigitMissing => "漏一位数字",
        Reason::DigitExtra => "多一位数字",
        Reason::PointShifted => "小数点错位",
        Reason::Sign => "正负号相反",
        Reason::UnitFactor => "金额单位不同",
        Reason::Blank => "漏填",
        Reason::ShiftedColumn => "错填了相邻一列的数",
        Reason::ShiftedRow => "错填了相邻一行的数",
        Reason::Other => "原因不明",
    }
}
