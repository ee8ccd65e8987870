//! Pictures.

phrases! {
    none = "没有可画的数据。", "There is nothing to draw.";
    only_beginnings = "项目很多的图只列出前面的部分；全部数据见“下载”里的核对报告。", "Pictures of very many items show the first ones; all data are in the report under Downloads.";
    income = "收入结构", "Income";
    expenditure = "支出结构", "Expenditure";
    unreconciled = "未核平", "Unreconciled";
    no_amounts = "没有金额。", "No amounts.";
    data = "数据与出处", "Data and sources";
    item = "项目", "Item";
    share = "占比 %", "Share %";
    source = "出处", "Source";
    standing = "核对", "Check";
    unchecked = "未涉及", "not concerned";
    exact = "✓ 相符", "✓ exact";
    rounding = "≈ 尾差", "≈ rounding";
    broken = "✕ 不符", "✕ broken";
}

sentences! {
    first(count: usize) = "图中为前 {count} 项。", format!("The first {count} are shown.");
    data_of(title: &str) = "{title}数据", format!("Data: {title}");
}
