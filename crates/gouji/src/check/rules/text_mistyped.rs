use super::{Marked, Wording, rule};
use crate::check::Context;
use crate::check::prose::{Meant, Mistyped};
use crate::report::words;

rule! {
    /// ## 查什么
    /// 没有固定出处的金额，与它可能引用的金额只差一个笔误（两位写反、漏写或多写一位、单位用错）：预算绩效说明的“涉及金额”与项目支出和支出总数，项目、科目的用途金额与表中同名的行，没有列全的“其中”各项与总数。不相同又不是笔误的不提示：实行绩效管理的项目、用途、“其中”都可以只是一部分。
    ///
    /// ## 为什么
    /// 这些金额写错了看不出来；恰好与表中的合计差一个笔误，几乎都是写错。
    ///
    /// ## 例
    /// 项目支出合计 149.04 万元，说明写“实行绩效目标管理的项目 3 个，涉及金额 194.04 万元”。
    "GJ0824" "金额像是笔误" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let all = context.all_mistyped().into_iter();
    all.filter_map(|it| word(context, &it)).collect()
}

fn word(context: &Context<'_>, it: &Mistyped<'_>) -> Option<Marked> {
    let text = context.words(it.claim)?;
    let slip = words(it.reason);
    let (message, cells) = match it.of {
        Meant::Figure(id) => (
            format!(
                "说明写“{}”，{} {}为 {}，像是{slip}。",
                text.quote,
                context.place(id),
                context.subject(id),
                context.printed(id)
            ),
            context.cell(id, None).into_iter().collect(),
        ),
        Meant::Rest(whole, rest) => (
            format!(
                "说明写“{}”；改为 {rest} 时，各部分之和正好等于总数“{}”，像是{slip}。",
                text.quote,
                context.words(whole)?.quote
            ),
            Vec::new(),
        ),
    };
    Some(Marked {
        text: Some(text),
        cells,
        relation: None,
        wording: Wording {
            message,
            hint: "请核对这个金额。".to_owned(),
        },
    })
}
