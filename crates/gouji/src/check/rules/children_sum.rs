use super::{Wording, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 每个类、款在每一栏的金额，等于表中其直接下级科目在同一栏的金额之和。
    ///
    /// ## 为什么
    /// 上级科目是下级科目的汇总。两者之差超过四舍五入所能解释的范围，必有一处写错、漏写或多写。允许范围按每个数字印出的小数位计算：n 个两位小数相加，允许 ±0.005 ×（n + 1）。
    ///
    /// ## 例
    /// 20805 的“合计”印为 89.97，而 2080502、2080505、2080506 相加为 88.97。
    "GJ0301" "上级科目不等于下级之和" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let message = context.differs(judged, "直接下级科目之和为")?;
    let hint = context.hint(judged);
    Some(Wording { message, hint })
}
