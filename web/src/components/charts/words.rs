//! What pictures say.

use gouji::report::Reconciliation;

pub(super) fn none() -> &'static str {
    "没有可画的数据。"
}

pub(super) fn only_beginnings() -> &'static str {
    "项目很多的图只列出前面的部分；全部数据见“下载”里的核对报告。"
}

pub(super) fn income() -> &'static str {
    "收入结构"
}

pub(super) fn expenditure() -> &'static str {
    "支出结构"
}

pub(super) fn flows() -> &'static str {
    "资金流向"
}

pub(super) fn unreconciled() -> &'static str {
    "未核平"
}

pub(super) fn tree(title: &str) -> String {
    format!("{title}：类、款、项")
}

pub(super) fn unit() -> &'static str {
    "单位："
}

pub(super) fn read_from() -> &'static str {
    "来源："
}

pub(super) fn no_amounts() -> &'static str {
    "没有金额。"
}

pub(super) fn not_loaded() -> &'static str {
    "图形没有载入，请检查网络后刷新。下面的数据不受影响。"
}

pub(super) fn first(count: usize) -> String {
    format!("图中为最大的 {count} 项。")
}

pub(super) fn press_areas() -> &'static str {
    "按一块可看它的下级科目，没有下级的转到表中的单元格。"
}

pub(super) fn save_as(kind: &str) -> String {
    format!("存为 {}", kind.to_uppercase())
}

pub(super) fn data() -> &'static str {
    "数据与出处"
}

pub(super) fn data_of(title: &str) -> String {
    format!("{title}数据")
}

pub(super) fn item() -> &'static str {
    "项目"
}

pub(super) fn share() -> &'static str {
    "占比 %"
}

pub(super) fn origin() -> &'static str {
    "出处"
}

pub(super) fn check() -> &'static str {
    "核对"
}

/// How a figure stands: its class and its word.
pub(super) fn standing(reconciled: Reconciliation) -> (&'static str, &'static str) {
    match reconciled {
        Reconciliation::Unchecked => ("none", "未涉及"),
        Reconciliation::Exact => ("agreed", "相符"),
        Reconciliation::Rounding => ("notice", "尾差"),
        Reconciliation::Broken => ("error", "不符"),
    }
}
