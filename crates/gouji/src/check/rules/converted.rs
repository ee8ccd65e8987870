use super::{Found, Wording, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 以元或千元列示的金额是不是由保留两位小数的万元换算来的。
    ///
    /// ## 为什么
    /// 全部金额都是一百元的整数倍时，末尾的零不是算出来的，尾差可达上百元；核对时按 0.01 万元的精度判断，免得把四舍五入当成错误。
    ///
    /// ## 例
    /// 合计 6326300.00 元，各项相加为 6326400.00 元：万元两位小数的尾差。
    "GJ0109" "金额由万元换算而来" Notice Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let figures = context.disclosure.figures.iter().enumerate();
    let mut filled = figures.filter(|(_, figure)| {
        let amount = figure.value.amount();
        let mut conflicts = context.disclosure.unit_conflicts.iter();
        amount.is_some_and(|amount| amount.filled_digits() > 0)
            && !conflicts.any(|conflict| conflict.table == figure.table)
    });
    let Some((first, figure)) = filled.next() else {
        return Vec::new();
    };
    let unit = context.disclosure.unit_of(figure.table);
    let message = format!(
        "{}等 {} 个以{}列示的金额都是一百元的整数倍，应是由万元（两位小数）换算而来；尾差按 0.01 万元的精度判断。",
        context.place(first),
        filled.count().saturating_add(1),
        unit.map_or("", |unit| unit.name())
    );
    let hint = "如有精确到元或分的数据，请按原始数据列示。".to_owned();
    let cells = context.cell(first, Some(crate::report::Role::Primary));
    vec![(cells.into_iter().collect(), Wording { message, hint })]
}
