use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 各数分别四舍五入后相加，与印出的合计差一点，但在允许范围之内。
    ///
    /// ## 为什么
    /// 每个印出的数字代表一个区间；各区间相加与合计的区间有公共部分，尾差就是四舍五入造成的，不是错误。
    ///
    /// ## 例
    /// 557.72 与 74.92 相加为 632.64，合计印为 632.63，允许 ±0.015。
    "GJ0501" "四舍五入尾差" Notice Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let total = context.reported(judged)?;
    let (place, subject) = (context.place(total), context.subject(total));
    let judgement = &judged.judgement;
    let message = format!(
        "{place}：{subject}为 {}，各数分别四舍五入后相加为 {}，相差 {}，在允许范围（±{}）内，不必修改。",
        context.printed(total),
        judgement.computed,
        gap(judged),
        judgement.tolerance.normalize()
    );
    let hint = "建议在表下注明“部分数据因四舍五入存在尾差”。".to_owned();
    Some(Wording { message, hint })
}
