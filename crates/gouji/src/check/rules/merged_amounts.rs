use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::{FigureId, Value};
use crate::report::{CellRef, Role};

rule! {
    /// ## 查什么
    /// 每一行每一栏的金额各占一个单元格，没有跨行或跨栏合并。
    ///
    /// ## 为什么
    /// 合并的金额分不清属于哪一行哪一栏，有关的勾稽无法核对，读者也无法理解。
    ///
    /// ## 例
    /// “合计”栏的第 6、7 两行合并成一个单元格，只写了一个数。
    "GJ0110" "金额单元格合并" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let figures = context.disclosure.figures.iter().enumerate();
    let merged: Vec<FigureId> = figures
        .filter(|(_, figure)| figure.value == Value::Merged)
        .map(|(id, _)| id)
        .collect();
    let Some(&first) = merged.first() else {
        return Vec::new();
    };
    let message = format!(
        "{} 等 {} 个金额单元格是合并的，有关的勾稽没有核对。",
        context.place(first),
        merged.len()
    );
    let hint = "请取消合并，在各行各栏分别写明金额。".to_owned();
    let cells: Vec<CellRef> = merged
        .iter()
        .filter_map(|&id| context.cell(id, (id == first).then_some(Role::Primary)))
        .collect();
    vec![(cells, Wording { message, hint })]
}
