use super::{Wording, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 一张表的金额等于其他表若干金额之和，如 财政拨款小计 = 一般公共预算支出 + 政府性基金支出 + 国有资本经营支出。
    ///
    /// ## 为什么
    /// 同一笔钱从不同角度列在不同的表中，加起来必须一致。
    ///
    /// ## 例
    /// 支出总表某科目合计 554.36，而当年财政拨款支出与结转之和为 553.57。
    "GJ0402" "表间合计不符" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let says = format!("按“{}”应为", context.say(judged));
    let message = context.differs(judged, &says)?;
    let hint = context.hint(judged);
    Some(Wording { message, hint })
}
