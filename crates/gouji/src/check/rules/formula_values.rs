use super::{Found, Wording, rule};
use crate::check::Context;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 哪些金额是公式保存的计算结果。
    ///
    /// ## 为什么
    /// 核对用的是文件保存时的结果，不重新计算公式。改了数字而没有重算就保存，结果会是旧的。
    ///
    /// ## 例
    /// 合计栏的 24 个单元格都是 SUM 公式。
    "GJ0104" "金额取自公式的结果" Notice Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let amount = |id: &usize| {
        let figure = context.disclosure.figures.get(*id);
        figure.is_some_and(|figure| figure.value.amount().is_some())
    };
    let mut formulas = context.disclosure.formulas.iter().copied().filter(amount);
    let Some(first) = formulas.next() else {
        return Vec::new();
    };
    let message = format!(
        "{} 等 {} 个金额是公式，核对用的是文件保存的计算结果。",
        context.place(first),
        formulas.count().saturating_add(1)
    );
    let hint = "如果改过数字，请先用表格软件重新计算并保存。".to_owned();
    let cell = context.cell(first, Some(Role::Primary));
    vec![(cell.into_iter().collect(), Wording { message, hint })]
}
