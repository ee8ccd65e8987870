use super::{Wording, advice, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 与本年数并列的上年数：上级科目等于其直接下级科目之和，总计等于各类之和。表中多数如此相加时才核对。
    ///
    /// ## 为什么
    /// 上年数是从去年的文件抄来的，抄错一格，增减额和增减比例随之出错。上年有、本年没有的科目可能没有列出，所以仅供核对参考。
    ///
    /// ## 例
    /// 208 的上年执行数为 254.46，所列下级科目之和为 245.46。
    "GJ0602" "上年数不等于所列各项之和" Warning Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let hint = "如上年有、本年没有的科目未列出，可不修改；否则请与上年公开的数核对。";
    advice::compared(context, judged, "所列各项之和为", hint)
}

/// Whether a relation adds up amounts beside the year's own.
pub(super) fn explains(context: &Context<'_>, judged: &Judged<'_>) -> bool {
    context
        .reported(judged)
        .and_then(|id| context.disclosure.figures.get(id))
        .and_then(|figure| figure.column_spec(context.rulebook))
        .is_some_and(|column| column.beside)
}
