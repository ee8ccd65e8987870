use super::{Wording, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 同一行的“合计”“小计”等于它所含各栏之和，如 合计 = 基本支出 + 项目支出；列有上年数的，增减额等于本年数减上年数。
    ///
    /// ## 为什么
    /// 一行之内自相矛盾，说明合计或其中一栏写错，或金额串到了相邻一栏。部门支出由基本支出和项目支出组成。
    ///
    /// ## 例
    /// 某科目“合计”印为 48.58，而“基本支出”为 49.58、“项目支出”为空。
    "GJ0303" "合计不等于各栏之和" Error Correctness Relation(word)
    basis "《预算法实施条例》第五条"
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let mut terms = judged.relation.terms();
    let says = match terms.any(|term| term.coefficient < 0) {
        true => format!("按“{}”应为", context.say(judged)),
        false => "本行各栏相加为".to_owned(),
    };
    let message = context.differs(judged, &says)?;
    let hint = context.hint(judged);
    Some(Wording { message, hint })
}
