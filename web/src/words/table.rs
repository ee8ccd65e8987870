//! The reconciled table and the inspector of a cell.

phrases! {
    sheet = "工作表 ", "Sheet ";
    no_table = "没有可显示的表。", "There is no table to show.";
    blank = "空", "blank";
    was = "原值 ", "was ";
    cell = "单元格", "Cell";
    choose_a_cell = "选一个问题，或点表里带记号的格，这里会说明它。", "Choose a finding, or a marked cell of the table: it is explained here.";
    close = "关闭说明", "Close";
    concerned = "涉及的单元格", "Cells concerned";
}

sentences! {
    only_some(shown: usize, all: usize) = "只列出 {shown} 个，共 {all} 个；全部见核对报告。", format!("{shown} of {all} are listed; all are in the report.");
}
