use super::{Found, Wording, rule};
use crate::amount::AmountError;
use crate::check::Context;
use crate::recognise::{Figure, FigureId, Value};
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 金额栏中的每个单元格要么空白，要么是一个数字（允许千分位、全角字符、括号表示负数；“-”“—”“/”表示没有）。
    ///
    /// ## 为什么
    /// 无法识别的内容不能参加核对，公开后读者也无法理解。
    ///
    /// ## 例
    /// 金额栏写成 12.3.4 或“见附注”。
    "GJ0101" "金额无法识别" Error Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let figures = context.disclosure.figures.iter().enumerate();
    let unreadable = figures.filter_map(|(id, figure)| match figure.value {
        Value::Unreadable(error) if !is_beside(context, figure) => Some((id, error)),
        _ => None,
    });
    let word = |(id, error): (FigureId, AmountError)| {
        let cell = context.cell(id, Some(Role::Primary))?;
        let (place, subject) = (context.place(id), context.subject(id));
        let message = format!("{place}：{subject}写作“{}”，{error}。", cell.value);
        let hint = "请改为数字；没有金额时留空。与它有关的勾稽暂未核对。".to_owned();
        Some((vec![cell], Wording { message, hint }))
    };
    unreadable.filter_map(word).collect()
}

/// Whether a figure stands beside the year's own, where words are usual: 持平.
fn is_beside(context: &Context<'_>, figure: &Figure) -> bool {
    let column = figure.column_spec(context.rulebook);
    column.is_some_and(|column| column.beside)
}
