use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::check::Context;
use crate::prose::Plan;

rule! {
    /// ## 查什么
    /// 绩效指标的权重合计为 90 而没有列出预算执行率。
    ///
    /// ## 为什么
    /// 权重通常合计 100，其中 10 分是预算执行率；表中没有列出这 10 分的，建议注明。
    ///
    /// ## 例
    /// 七个指标的权重为 10、10、10、10、20、20、10，合计 90。
    "GJ1002" "绩效指标权重合计为 90" Notice Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    marked(
        context,
        |sum| sum == Decimal::from(90),
        "余下 10 分通常是预算执行率，建议在表中列出或注明。",
    )
}

/// The performance tables whose weights come to a sum.
pub(super) fn marked(
    context: &Context<'_>,
    is: impl Fn(Decimal) -> bool,
    hint: &str,
) -> Vec<Marked> {
    let odd = context
        .prose
        .plans
        .iter()
        .filter_map(|plan| Some((plan, plan.weights().filter(|sum| is(*sum))?)));
    let word = |(plan, sum): (&Plan, Decimal)| {
        let first = plan.indicators.first();
        let at = first.map_or_else(Default::default, |first| first.at);
        let (name, sum) = (&plan.name, sum.normalize());
        let message = format!("绩效目标表“{name}”的权重合计为 {sum}。");
        Marked::at(context.plan_cell(plan, at), message, hint)
    };
    odd.map(word).collect()
}
