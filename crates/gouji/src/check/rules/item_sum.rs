use super::{Wording, rule};
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
    let says = format!("按“{}”应为", context.say(judged));
    let message = context.differs(judged, &says)?;
    let hint = context.hint(judged);
    Some(Wording { message, hint })
}
