use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 全部金额不小于其中一部分，如部门支出总表的基本支出不小于一般公共预算的基本支出。
    ///
    /// ## 为什么
    /// 部分不可能大于整体。
    ///
    /// ## 例
    /// “三公”表的公务接待费为 0.01，而基本支出表 30217 公务接待费为 0.10。
    "GJ0403" "大小关系不成立" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let whole = context.reported(judged)?;
    let (place, subject) = (context.place(whole), context.subject(whole));
    let (reported, computed, say) = (
        context.printed(whole),
        judged.judgement.computed,
        context.say(judged),
    );
    let message = match judged.relation.left.is_empty() {
        true => format!(
            "{place}：{subject}为 {reported}，按“{say}”另一处应有不小于它的金额，但没有这一行。"
        ),
        false => format!(
            "{place}：{subject}为 {reported}，小于 {computed}，而{say}，相差 {}。",
            gap(judged)
        ),
    };
    Some(Wording {
        message,
        hint: context.hint(judged),
    })
}
