use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 同一数字在不同的表（或同一表的不同位置）重复出现时，逐字相同。
    ///
    /// ## 为什么
    /// 重复的数字不是各自计算出来的，不存在四舍五入，差一分也是写错。
    ///
    /// ## 例
    /// 收入总表 20805 的“总计”为 88.97，支出总表同一科目的“合计”为 89.97。
    "GJ0401" "同一数字前后不一致" Error Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let mut figures = judged.relation.terms().map(|term| term.figure);
    let (first, second) = (figures.next()?, figures.next());
    let (place, subject, printed) = (
        context.place(first),
        context.subject(first),
        context.printed(first),
    );
    let message = match second {
        Some(other) => format!(
            "{place}：{subject}为 {printed}，{}的“{}”为 {}，两处应当相同，相差 {}。",
            context.place(other),
            context.column_name(other),
            context.printed(other),
            gap(judged)
        ),
        None => format!(
            "{place}：{subject}为 {printed}，按“{}”另一处应有同样的数字，但没有这一行。",
            context.say(judged)
        ),
    };
    Some(Wording {
        message,
        hint: context.hint(judged),
    })
}
