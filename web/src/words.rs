//! Words and signs that several components share.

use gouji::Stage;
use gouji::repair;
use gouji::report::{Confidence, Reconciliation, Severity, UnreadKind, Verdict};

use crate::state::Proposal;

pub(crate) const CRASHED: &str = "核对程序中途停止，已经重新启动。请再试一次；仍然停止时，请把工作簿在 Excel 或 WPS 中另存为 .xlsx 后再核对。";
pub(crate) const NOT_LOADED: &str = "核对程序没有载入成功。请检查网络，刷新页面后再试。";
pub(crate) const UNREADABLE: &str =
    "浏览器没有读到这个文件。请确认它不是文件夹、没有被移动或删除，再选一次。";
pub(crate) const TOO_BIG: &str =
    "这些文件合计超过 400 MB，不像部门预算公开表。请只选预算公开用的工作簿，或分几次核对。";
pub(crate) const NO_FILES: &str =
    "没有找到可核对的文件。请放入工作簿（xlsx、xls、et、ods、csv 等），或装有它们的文件夹。";
pub(crate) const NO_SAMPLE: &str = "样例没有取到。请检查网络后再试一次，或直接选择自己的工作簿。";

/// Most bytes that are checked at once.
pub(crate) const MOST_BYTES: f64 = 400.0 * 1024.0 * 1024.0;

/// Most files that are checked at once.
pub(crate) const MOST_FILES: usize = 1000;

/// The sentence for more files than that.
pub(crate) fn too_many(count: usize) -> String {
    format!(
        "一次最多核对 {MOST_FILES} 个文件，这次有 {count} 个。请分几次核对，或改用 gouji 命令。"
    )
}

/// The sentence for a rulebook that was given by itself.
pub(crate) fn rulebook_taken(name: &str) -> String {
    format!("规则册 {name} 没有语法错误，下一次核对就按它进行。")
}

pub(crate) fn stage(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "准备",
        Some(Stage::Reading) => "读取文件",
        Some(Stage::Recognising) => "识别表格",
        Some(Stage::Checking) => "核对勾稽",
        Some(Stage::Reporting) => "整理结果",
    }
}

/// A table as people call it: 表3 for `T3`, any other identifier as it is.
pub(crate) fn table(id: &str) -> String {
    match id.strip_prefix('T') {
        Some(number) if number.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("表{number}")
        }
        _ => id.to_owned(),
    }
}

/// How a severity is shown: its class, its sign, and what its findings are called.
pub(crate) fn severity(severity: Severity) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✕", "错误"),
        Severity::Warning => ("warning", "!", "存疑"),
        Severity::Notice => ("notice", "≈", "提示"),
    }
}

/// How sure a correction is: its class and its words.
pub(crate) fn confidence(confidence: Confidence) -> (&'static str, &'static str) {
    match confidence {
        Confidence::Certain => ("agreed", "确定"),
        Confidence::Likely => ("warning", "很可能"),
        Confidence::Ambiguous => ("warning", "无法确定是哪一处"),
    }
}

/// What a cell should print, as sure as its correction is.
pub(crate) fn proposed(proposal: &Proposal) -> String {
    let should = match proposal.confidence {
        Confidence::Certain => "应为",
        Confidence::Likely => "很可能应为",
        Confidence::Ambiguous => "可能应为",
    };
    format!("{should} {}", amount(proposal.to))
}

/// The same with the slip that explains it: 应为 104.09（两位数字写反）.
pub(crate) fn proposed_why(proposal: &Proposal) -> String {
    let proposed = proposed(proposal);
    match proposal.reason {
        Some(reason) => format!("{proposed}（{}）", repair::words(reason)),
        None => proposed,
    }
}

/// An amount for the eye: a true minus sign, and words for a blank.
pub(crate) fn amount(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None if amount.is_empty() => "空".to_owned(),
        None => amount.to_owned(),
    }
}

/// How a verdict is shown: its class and its sign.
pub(crate) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Consistent => ("agreed", "✓"),
        Verdict::Rounding => ("notice", "≈"),
        Verdict::Inconsistent => ("error", "✕"),
        Verdict::Incomplete => ("warning", "!"),
    }
}

/// What is said of a figure by the relations that it takes part in.
pub(crate) fn reconciled(reconciled: Reconciliation) -> &'static str {
    match reconciled {
        Reconciliation::Unchecked => "没有勾稽涉及此格",
        Reconciliation::Exact => "涉及此格的勾稽全部相符",
        Reconciliation::Rounding => "涉及此格的勾稽都在尾差允许范围内",
        Reconciliation::Broken => "涉及此格的勾稽有不符",
    }
}

pub(crate) fn unread(kind: UnreadKind) -> &'static str {
    match kind {
        UnreadKind::Sheet => "不含公开表的工作表",
        UnreadKind::HiddenSheet => "隐藏的工作表",
        UnreadKind::Column => "没有认出的列",
        UnreadKind::Row => "没有认出的行",
        UnreadKind::Note => "表外文字",
    }
}
