//! Pictures.

use gouji::report::{Change, ChangeOrigin, Reconciliation};

phrases! {
    none = "没有可画的数据。", "There is nothing to draw.";
    only_beginnings = "项目很多的图只列出前面的部分；全部数据见“下载”里的核对报告。", "Pictures of very many items show the first ones; all data are in the report under Downloads.";
    flows = "资金流向", "Where the money goes";
    income = "收入结构", "Income";
    expenditure = "支出结构", "Expenditure";
    changes = "与上年比较", "Against last year";
    now = "本年", "This year";
    change = "增减", "Change";
    rate = "增减 %", "Change %";
    unchanged = "各项与上年相同。", "Nothing changed from last year.";
    last_year = "上年", "Last year";
    last_year_said = "上年（按说明文字）", "Last year (by the text)";
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
    in_unit(name: &str, unit: &str) = "{name}（{unit}）", format!("{name} ({unit})");
    from_to(before: &str, now: &str) = "{before} → {now}", format!("{before} → {now}");
    last_year_in(column: &str) = "{column}", format!("Last year: {column}");
    said_change(text: &str) = "{text}、说明文字", format!("{text}, running text");
    data_of(title: &str) = "{title}数据", format!("Data: {title}");
}

/// What last year's amounts are: by the heading of their column, where they have one.
pub(crate) fn against(change: &Change) -> String {
    match (change.origin, change.against.as_str()) {
        (ChangeOrigin::Text, _) => last_year_said().to_owned(),
        (_, "") => last_year().to_owned(),
        (_, column) => last_year_in(column),
    }
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
