use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::{FigureId, Value};
use crate::report::{CellRef, Role};

rule! {
    /// ## 查什么
    /// 金额栏中的公式都带有保存时的计算结果。
    ///
    /// ## 为什么
    /// 由程序生成、从未用表格软件打开计算的工作簿只有公式而没有结果，浏览器不重算公式，这些金额等于没有。
    ///
    /// ## 例
    /// E9 单元格是公式 SUM(E10:E12)，但文件里没有它的值。
    "GJ0102" "公式没有计算结果" Error Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let figures = context.disclosure.figures.iter().enumerate();
    let formulas = figures
        .filter(|(_, figure)| figure.value == Value::Formula)
        .map(|(id, _)| id);
    let cells: Vec<(FigureId, CellRef)> = formulas
        .filter_map(|id| Some((id, context.cell(id, None)?)))
        .collect();
    let Some(&(first, _)) = cells.first() else {
        return Vec::new();
    };
    let message = format!(
        "{} 等 {} 个单元格是公式，但文件中没有保存计算结果。",
        context.place(first),
        cells.len()
    );
    let hint = "请用 Excel 或 WPS 打开这个文件，按 F9 重新计算并保存，再重新核对。".to_owned();
    let mut cells: Vec<CellRef> = cells.into_iter().map(|(_, cell)| cell).collect();
    if let Some(cell) = cells.first_mut() {
        cell.role = Some(Role::Primary);
    }
    vec![(cells, Wording { message, hint })]
}
