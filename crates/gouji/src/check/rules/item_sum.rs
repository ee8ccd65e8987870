use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 按固定项目列示的表（收支总表、“三公”经费表等）中，每一项等于其“其中”各行之和，收入总计等于支出总计。
    ///
    /// ## 为什么
    /// 这些表没有科目代码，关系由模板规定；不符即有一处写错。
    ///
    /// ## 例
    /// “本年收入”印为 630.13，其下各项相加为 630.31。
    "GJ0304" "项目与其组成不符" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let total = context.reported(judged)?;
    let (place, subject) = (context.place(total), context.subject(total));
    let say = context.say(judged);
    let (reported, computed, gap) = (
        context.printed(total),
        judged.judgement.computed,
        gap(judged),
    );
    let message =
        format!("{place}：{subject}为 {reported}，按“{say}”应为 {computed}，相差 {gap}。");
    Some(Wording {
        message,
        hint: context.hint(judged),
    })
}
