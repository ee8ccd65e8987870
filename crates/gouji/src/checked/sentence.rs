//! The verdict in one sentence.

use crate::check::Outcomes;
use crate::repair::Proposal;
use crate::report::{Severity, Verdict};

/// The verdict in one sentence.
pub(super) fn sentence(outcomes: &Outcomes, proposals: &[Proposal], unevaluated: usize) -> String {
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
    match unevaluated {
        0 => verdict,
        _ if !sound => verdict,
        formulas => format!("{verdict}；{formulas} 条勾稽公式未能核对，原因见下"),
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
