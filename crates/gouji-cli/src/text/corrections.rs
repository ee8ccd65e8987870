//! Proposed corrections: which cell, from what to what, how sure, why.

use gouji::report::{Confidence, Correction, Reason, Report};

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
    let rows: Vec<Vec<String>> = report.corrections.iter().flat_map(rows).collect();
    lines.extend(
        grid(&COLUMNS, &rows)
            .into_iter()
            .map(|row| format!("  {row}")),
    );
    lines
}

/// The correction itself, then its alternatives, each on a row of its own.
fn rows(correction: &Correction) -> Vec<Vec<String>> {
    let row = |place, from, to, sure: &str, why: &str| {
        vec![
            place,
            from,
            "→".to_owned(),
            amount(to),
            sure.to_owned(),
            why.to_owned(),
        ]
    };
    let from = amount(&correction.from);
    let (sure, why) = (confidence(correction.confidence), reason(correction.reason));
    let mut rows = vec![row(
        place(&correction.cell),
        from,
        &correction.to,
        sure,
        why,
    )];
    for other in &correction.alternatives {
        let from = amount(&other.cell.value);
        rows.push(row(place(&other.cell), from, &other.to, "或者", ""));
    }
    rows
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
