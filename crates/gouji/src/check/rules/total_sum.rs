use super::{Wording, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 总计行在每一栏的金额，等于各类（或各项目、各单位）之和；单位行、科目行等于其下各行之和。
    ///
    /// ## 为什么
    /// 总计是全表的汇总，读者首先看它。
    ///
    /// ## 例
    /// 总计“基本支出”印为 575.72，各类相加为 557.73。
    "GJ0302" "总计不等于各行之和" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let message = context.differs(judged, "各行之和为")?;
    let hint = context.hint(judged);
    Some(Wording { message, hint })
}
