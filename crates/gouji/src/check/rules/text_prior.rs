use super::{Marked, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 由“本年数”和“比上年增加（减少）”推出的上年数，在各处说明中一致，并符合表内表间的勾稽：例如基本支出与项目支出的上年数之和等于支出总额的上年数。
    ///
    /// ## 为什么
    /// 同一金额在几处说明，往往只改了一处的增减额。
    ///
    /// ## 例
    /// 收入说明推出上年数 490.93 万元，支出说明推出 480.93 万元。
    "GJ0806" "各处推出的上年数不一致" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let found = context
        .prior_clashes()
        .into_iter()
        .filter(|clash| !clash.soft);
    let marked = found.filter_map(|clash| {
        let claim = context.claim(clash.claim)?;
        let wan = |value: crate::amount::Interval| {
            value
                .shifted(-4)
                .map(|value| value.centre().normalize().to_string())
                .unwrap_or_default()
        };
        let message = format!(
            "由此处的增减额推出，{} {}的上年数为 {} 万元；由其他说明推出为 {} 万元。",
            context.place(clash.figure),
            context.subject(clash.figure),
            wan(clash.other),
            wan(clash.one)
        );
        let hint = "请对照上年预算，核对各处的增减额和方向。";
        Some(Marked::at(context.words(claim), message, hint))
    });
    marked.collect()
}
