use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::{Whole, wholes};

rule! {
    /// ## 查什么
    /// “其中”所列各部分之和不大于总数。
    ///
    /// ## 为什么
    /// 各部分可能没有列全，但加起来不应超过总数；超过了，不是数字有误，就是各部分有重复。
    ///
    /// ## 例
    /// 地上建筑面积 8013 平方米（其中计容面积 7998 平方米，不计容面积 105 平方米）。
    "GJ0813" "说明中各部分之和大于总数" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let wholes = wholes(context).into_iter();
    let exceeded = wholes.filter(Whole::is_exceeded);
    exceeded
        .map(|whole| whole.word(context, "大于总数"))
        .collect()
}
