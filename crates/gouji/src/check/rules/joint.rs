use super::{Wording, rule};
use crate::check::{Blanks, Context, Contradiction};

rule! {
    /// ## 查什么
    /// 逐条核对都在尾差之内的勾稽，能否同时成立：是否存在一组准确的金额，四舍五入后正是印出的数字。
    ///
    /// ## 为什么
    /// 每个印出的数字代表一个区间。一条勾稽只要求几个区间有公共部分，几条勾稽合在一起，却可能要求同一个数既偏大又偏小。把有关勾稽相加减，消去其中的共同数字，剩下的数字相差超过四舍五入所能造成的范围，即可证明其中至少有一处写错。只列出证明所需的最少几条勾稽；与已判定不符的勾稽有共同数字的不再列出。空白处也按可能隐去不足末位一半的金额计算。
    ///
    /// ## 例
    /// 两张表的总计都由 0.50 与 0.50 相加而来，一处印为 1.01，另一处印为 0.99。各自与 1.00 只差 0.01，都在允许的 ±0.015 之内；但两处是同一个金额，四舍五入最多相差 0.01，不可能差 0.02。
    "GJ0503" "各项分别在尾差之内，合在一起却不可能同时成立" Error Correctness Contradiction(word)
}

fn word(context: &Context<'_>, contradiction: &Contradiction) -> Option<Wording> {
    if contradiction.blanks == Blanks::Nothing {
        return None;
    }
    let message = context.contradicts(contradiction, "不可能同时正确")?;
    let advice = "所列数字中至少有一处写错，请对照原始凭证核对。";
    Some(Wording {
        message,
        hint: context.hint_of(contradiction, advice),
    })
}
