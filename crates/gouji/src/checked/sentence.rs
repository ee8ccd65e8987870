//! The verdict in one sentence.

use crate::check::Outcomes;
use crate::repair::Proposal;
use crate::report::{Severity, Unread, Verdict};

/// Tables named at most.
const MOST_NAMES: usize = 3;

/// The verdict in one sentence. Where a disclosure may be published, it says what was not judged.
pub(super) fn sentence(
    outcomes: &Outcomes,
    proposals: &[Proposal],
    unevaluated: usize,
    unread: &[Unread],
) -> String {
    let counts = &outcomes.counts;
    let verdict = match outcomes.verdict {
        Verdict::Inconsistent => format!(
            "不可公开：{} 处错误{}",
            counts.errors,
            remedy(outcomes, proposals)
        ),
        Verdict::Incomplete => format!("不可公开：内容不完整，缺少 {} 项", counts.errors),
        Verdict::Rounding => format!("可以公开，有 {} 处四舍五入尾差", counts.rounding),
        Verdict::Consistent => format!("可以公开：{} 项勾稽全部相符", counts.relations),
    };
    let verdict = match counts.warnings {
        0 => verdict,
        warnings => format!("{verdict}，另有 {warnings} 处需要留意"),
    };
    let sound = matches!(outcomes.verdict, Verdict::Rounding | Verdict::Consistent);
    if !sound {
        return verdict;
    }
    let formulas = match unevaluated {
        0 => String::new(),
        formulas => format!("；{formulas} 条勾稽公式未能核对，原因见下"),
    };
    format!("{verdict}{formulas}{}", passed_over(unread))
}

/// The tables with amounts that no rulebook knows.
fn passed_over(unread: &[Unread]) -> String {
    let tables = unread.iter().filter(|it| it.is_passed_over());
    let names: Vec<&str> = tables.map(name).collect();
    let more = if names.len() > MOST_NAMES { "等" } else { "" };
    match names.len() {
        0 => String::new(),
        count => {
            let named: Vec<&str> = names.iter().take(MOST_NAMES).copied().collect();
            format!("；{count} 张表没有核对：{}{more}", named.join("、"))
        }
    }
}

/// A table's title, or the name of its sheet.
fn name(unread: &Unread) -> &str {
    match unread.text.trim_end_matches(|c: char| c.is_ascii_digit()) {
        text if text.ends_with(['表', ')', '）']) => &unread.text,
        _ => &unread.sheet,
    }
}

/// What would settle all errors, if that is known.
fn remedy(outcomes: &Outcomes, proposals: &[Proposal]) -> String {
    let likely = || proposals.iter().filter(|proposal| proposal.is_likely());
    let settled = |place: usize| likely().any(|proposal| proposal.settles.contains(&place));
    let errors = outcomes
        .found
        .iter()
        .filter(|found| found.finding.severity == Severity::Error);
    let all = errors
        .into_iter()
        .all(|found| found.judged.is_some_and(settled));
    if all {
        format!("，改正 {} 个单元格即可全部消除", likely().count())
    } else {
        String::new()
    }
}
