use rust_decimal::Decimal;

use super::{Marked, plan_weights, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 绩效指标的权重合计为 100，或 90 加预算执行率 10。
    ///
    /// ## 为什么
    /// 权重不足或超过，评分就没有意义。
    ///
    /// ## 例
    /// 各指标权重合计为 95。
    "GJ1003" "绩效指标权重合计有误" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let odd =
        |sum: Decimal| ![Decimal::from(90), Decimal::ONE_HUNDRED, Decimal::ONE].contains(&sum);
    plan_weights::marked(context, odd, "请核对各指标的权重。")
}
