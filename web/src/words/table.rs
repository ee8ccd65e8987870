//! The reconciled table and the inspector of a cell.

phrases! {
    sheet = "工作表 ", "Sheet ";
    change_to = "改为", "Change to";
    check_again = "改并重新核对", "Change and check";
    changes = "改动", "Changes";
    undo = "撤销", "Undo";
    redo = "重做", "Redo";
    hint = "点任一金额看它的勾稽；直接输入数字即可试改，马上重新核对。", "Click an amount to see its relations; type a figure to try a change: everything is checked at once.";
    legend = "记号", "Signs";
    relations = "涉及此格的勾稽", "Relations of this cell";
    no_relations = "没有勾稽涉及此格。", "No relation concerns this cell.";
    item = "项目", "Item";
    printed = "表中数", "Printed";
    least = "最小", "Least";
    most = "最大", "Most";
    computed = "算得", "Computed";
    should = "现为", "Reported";
    difference = "相差", "Difference";
    advisory = "参考", "advice";
    copy = "两处应印成同一个数", "two places that must print the same figure";
    at_least = "左边不小于右边", "the left side is at least the right";
    accept = "改为 ", "Change to ";
    original = "文件中为 ", "In the file: ";
    restore = "恢复原值", "Restore";
    no_table = "没有可显示的表。", "There is no table to show.";
    blank = "空", "blank";
    was = "原值 ", "was ";
    cell = "单元格", "Cell";
    choose_a_cell = "选一个问题，或点表里带记号的格，这里会说明它。", "Choose a finding, or a marked cell of the table: it is explained here.";
    close = "关闭说明", "Close";
    concerned = "涉及的单元格", "Cells concerned";
}

sentences! {
    changed(count: usize) = "{count} 处改动", super::english::many(count, "change");
    not_changed(cell: &str) = "{cell} 没有改：", format!("{cell} was not changed: ");
    back_to(cell: &str) = "回到 {cell}", format!("Back to {cell}");
    new_amount(cell: &str) = "{cell} 的新金额", format!("New amount of {cell}");
    more_terms(count: usize) = "另有 {count} 项", format!("{count} more");
    more_relations(count: usize) = "另有 {count} 项勾稽未列出", format!("{count} more relations are not listed");
    only_some(shown: usize, all: usize) = "只列出 {shown} 个，共 {all} 个；全部见核对报告。", format!("{shown} of {all} are listed; all are in the report.");
}
