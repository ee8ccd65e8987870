use super::{Marked, rule, text_prior};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 各科目增减额之和等于总额的增减额。
    ///
    /// ## 为什么
    /// 两者相差，可能是某个科目的增减额有误；也可能是上年有本年不再安排的科目，所以只作提示。
    ///
    /// ## 例
    /// 十个科目的增减额合计为 54.38 万元，总额增加 64.38 万元。
    "GJ0815" "各项增减之和与总增减不等" Notice Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    text_prior::clashes(context, true)
}
