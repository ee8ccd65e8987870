use super::{Wording, rule};
use crate::check::{Blanks, Context, Contradiction};

rule! {
    /// ## 查什么
    /// 逐条核对都在尾差之内的勾稽，只有在空白处隐去了金额时才能同时成立。
    ///
    /// ## 为什么
    /// 与 GJ0503 相同，只是把空白当作没有金额。空白处若有不足末位一半的金额（四舍五入后为零），这些数字仍可能都对；若没有，其中至少有一处写错。
    ///
    /// ## 例
    /// “三公”总计印为 6.02：接待费与车辆费两行的合计相加为 6.03，三个资金栏相加为 6.00，各自都在尾差之内；可是 6.03 与 6.00 本应相等，四舍五入最多相差 0.025。只有空白的出国费一行隐去了金额，才可能都对。
    "GJ0504" "除非空白处隐去金额，否则不可能同时成立" Warning Correctness Contradiction(word)
}

fn word(context: &Context<'_>, contradiction: &Contradiction) -> Option<Wording> {
    if contradiction.blanks == Blanks::MayHide {
        return None;
    }
    let cannot = "不可能同时正确（除非空白处隐去了不足末位一半的金额）";
    let message = context.contradicts(contradiction, cannot)?;
    let advice = "请确认空白处是否真的没有金额；若没有，所列数字中至少有一处写错。";
    Some(Wording {
        message,
        hint: context.hint_of(contradiction, advice),
    })
}
