//! The running text with its marked words.

use gouji::view::{ClaimRole, ClaimState, WorkingKind};

use super::terms::pick;

phrases! {
    title = "文字", "Text";
    words = "文字", "Words";
    legend = "文字中的数字", "Numbers in the text";
    hint = "点任一数字看它引用的格和算式；←→ 键逐个查看。", "Click a number to see the cell it quotes and the arithmetic; ← and → go from number to number.";
    whole = "未读到这里，正在取……", "This part is being fetched…";
    quoted = "引用的单元格", "Cells that it quotes";
    table_here = "公开表在此：", "A budget table stands here: ";
    none = "没有可比的数：不在表中，旁边也没有能推算它的数。", "There is nothing to compare it with, neither in the tables nor beside it.";
}

sentences! {
    line(line: usize) = "第 {line} 行", format!("line {line}");
    said(count: usize) = "引用此格的文字 ({count})", format!("Sentences that quote this cell ({count})");
    more_said(count: usize) = "另有 {count} 处未列出", format!("{count} more are not listed");
    counted(state: &str, count: usize) = "{count} {state}", format!("{count} {state}");
}

/// How a number of the text stands: its class, its sign, and a word for it.
pub(crate) fn state(state: ClaimState) -> (&'static str, &'static str, &'static str) {
    match state {
        ClaimState::Agrees => ("agrees", "✓", pick("相符", "agree")),
        ClaimState::Differs => ("differs", "✕", pick("不符", "differ")),
        ClaimState::Open => ("open", "–", pick("未核", "not checked")),
        ClaimState::Unread => ("unread", "?", pick("没有读懂", "not understood")),
    }
}

/// The same in a sentence.
pub(crate) fn standing(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Agrees => pick(
            "与表格或上下文中的数相符",
            "It agrees with the tables or the amounts beside it",
        ),
        ClaimState::Differs => pick(
            "与表格或上下文中的数不符",
            "It does not agree with the tables or the amounts beside it",
        ),
        ClaimState::Open => pick("没有核对", "It was not checked"),
        ClaimState::Unread => pick("没有读懂它说的是什么", "What it is of was not understood"),
    }
}

/// What a number of the text says.
pub(crate) fn role(role: ClaimRole) -> &'static str {
    match role {
        ClaimRole::Amount => pick("本年数", "this year's amount"),
        ClaimRole::Before => pick("上年数", "last year's amount"),
        ClaimRole::Share => pick("占比", "a share"),
        ClaimRole::Up => pick("增加额", "an increase"),
        ClaimRole::Down => pick("减少额", "a decrease"),
        ClaimRole::Level => pick("与上年持平", "no change"),
        ClaimRole::RateUp => pick("增长率", "a rate of growth"),
        ClaimRole::RateDown => pick("下降率", "a rate of decline"),
        ClaimRole::Limit => pick("限额或目标", "a limit or target"),
        ClaimRole::Detail => pick("原因或用途中的数", "a detail of a reason or use"),
    }
}

/// Which arithmetic a number was judged by.
pub(crate) fn arithmetic(kind: WorkingKind) -> &'static str {
    match kind {
        WorkingKind::Copy => pick(
            "文字与表格应是同一个数",
            "The text must print the figure of the table",
        ),
        WorkingKind::Share => pick("占比 = 部分 ÷ 整体", "share = part ÷ whole"),
        WorkingKind::Rate => pick(
            "增减率 = 增减额 ÷（本年数 − 增减额）",
            "rate = change ÷ (this year − change)",
        ),
        WorkingKind::Years => pick(
            "增减率 =（本年数 − 上年数）÷ 上年数",
            "rate = (this year − last year) ÷ last year",
        ),
    }
}
