//! Proposed corrections.

phrases! {
    follows = "（公式随改动重算）", "(a formula, worked out anew)";
    certain_all = "采纳全部确定的更正", "Accept all that are certain";
    title = "更正", "Corrections";
    causes = "问题的根源", "What causes the findings";
    none = "没有更正建议。", "No corrections are proposed.";
    effect = "采纳后会怎样", "What would follow";
    reject = "不采纳", "Reject";
    restore = "放回建议", "Put back";
    by_hand = "手工改动", "typed by hand";
    settles = "可消除：", "Settles: ";
    only_advice = "只是建议，采纳以前一个数也不改；请对照原始凭证。", "These are proposals: no figure changes before you accept one. Compare with the original vouchers.";
    comma = "，", ", ";
    colon = "：", ": ";
    accept = "采纳", "Accept";
    accept_this = "采纳这一处", "Accept this one";
    changed_to = "改为", "to";
    instead = "改动下面任何一处，也都能使勾稽成立", "A change of any one of these makes the relations hold as well";
    undo = "撤销", "Take back";
    undo_all = "全部撤销", "Take all back";
    undo_all_label = "撤销全部更正", "Take all corrections back";
    file_unchanged = "文件本身没有改动；更正后的数据可在“下载”里取走。", "The file itself is unchanged; the corrected data are under Downloads.";
}

sentences! {
    rejected(count: usize) = "不采纳 ({count})", format!("Rejected ({count})");
    settled(count: usize) = "消除 {count} 个问题", format!("{} settled", super::english::many(count, "finding"));
    raised(count: usize) = "新出现 {count} 个问题", format!("{} new", super::english::many(count, "finding"));
    more(count: usize) = "另有 {count} 个", format!("{count} more");
    reject_of(cell: &str) = "不采纳 {cell} 的更正", format!("Reject the correction of {cell}");
    teaser(count: usize) = "{count} 处更正建议", super::english::many(count, "proposed correction");
    proposed(count: usize) = "更正建议 ({count})", format!("Proposed corrections ({count})");
    accepted(count: usize) = "已采纳 ({count})", format!("Accepted ({count})");
    accept_these(count: usize) = "采纳这 {count} 处", format!("Accept these {count}");
    change(cell: &str, to: &str) = "{cell} 改为 {to}", format!("{cell} to {to}");
    undo_of(cell: &str) = "撤销 {cell} 的更正", format!("Take back the correction of {cell}");
    any_between(least: &str, most: &str) = "{least} 至 {most} 都能使勾稽成立", format!("any value from {least} to {most} makes the relations hold");
}
