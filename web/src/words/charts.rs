//! Pictures.

use gouji::report::Reconciliation;

phrases! {
    none = "没有可画的数据。", "There is nothing to draw.";
    only_beginnings = "项目很多的图只列出前面的部分；全部数据见“下载”里的核对报告。", "Pictures of very many items show the first ones; all data are in the report under Downloads.";
    flows = "资金流向", "Where the money goes";
    income = "收入结构", "Income";
    expenditure = "支出结构", "Expenditure";
    unreconciled = "未核平", "Unreconciled";
    no_amounts = "没有金额。", "No amounts.";
    not_loaded = "图形没有载入，请检查网络后刷新。下面的数据不受影响。", "The drawing did not load. Check the network and reload the page; the data below are complete.";
    press_areas = "按一块可看它的下级科目，没有下级的转到表中的单元格。", "Press an area to see what it is made of; one without parts leads to its cell.";
    unit = "单位：", "Unit: ";
    read_from = "来源：", "Source: ";
    data = "数据与出处", "Data and sources";
    item = "项目", "Item";
    share = "占比 %", "Share %";
    source = "出处", "Source";
    check = "核对", "Check";
    unchecked = "未涉及", "not concerned";
    exact = "✓ 相符", "✓ exact";
    rounding = "≈ 尾差", "≈ rounding";
    broken = "✕ 不符", "✕ broken";
}

sentences! {
    first(count: usize) = "图中为最大的 {count} 项。", format!("The greatest {count} are shown.");
    tree(title: &str) = "{title}：类、款、项", format!("{title}：类、款、项");
    save_as(kind: &str) = "存为 {kind}", format!("Save as {kind}");
    data_of(title: &str) = "{title}数据", format!("Data: {title}");
}

/// How a figure stands: its class and its words.
pub(crate) fn standing(reconciled: Reconciliation) -> (&'static str, &'static str) {
    match reconciled {
        Reconciliation::Unchecked => ("none", unchecked()),
        Reconciliation::Exact => ("agreed", exact()),
        Reconciliation::Rounding => ("notice", rounding()),
        Reconciliation::Broken => ("error", broken()),
    }
}
