use super::{Marked, Wording, rule};
use crate::amount::AmountUnit;
use crate::check::Context;
use crate::check::prose::{Quote, plain_money};
use crate::prose::Claim;
use crate::recognise::FigureId;
use crate::report::{RelationRef, Role};

rule! {
    /// ## 查什么
    /// 文字说明中的金额与它所引用的表中数字相同。元、千元、万元、亿元之间自动换算；文字的小数位比表少时，按四舍五入比较。
    ///
    /// ## 为什么
    /// 说明是表的文字版。两处不同，至少有一处是错的；常见的是改了表没有改说明，或沿用了去年的文字。
    ///
    /// ## 例
    /// 说明写“基本支出 557.27 万元”，表3 的基本支出总计为 557.72 万元。
    "GJ0801" "说明中的金额与表不一致" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let differing = context
        .claims()
        .filter_map(|(_, claim)| match context.quote(claim) {
            Quote::Differs(figure) => word(context, claim, figure),
            _ => None,
        });
    differing.collect()
}

fn word(context: &Context<'_>, claim: &Claim, figure: FigureId) -> Option<Marked> {
    let text = context.words(claim)?;
    let unit = context
        .disclosure
        .unit_of(context.disclosure.figures.get(figure)?.table);
    let unit = unit.map_or("", AmountUnit::name);
    let printed = context.printed(figure);
    let message = format!(
        "说明写“{}”，{} {}为 {printed} {unit}，两处应当一致。",
        text.quote,
        context.place(figure),
        context.subject(figure)
    );
    let own = plain_money(claim);
    let there = context.in_unit_of(claim, figure)?.centre();
    Some(Marked {
        relation: Some(RelationRef {
            formula: format!("{} = {}", text.quote, context.place(figure)),
            reported: claim.value.to_string(),
            computed: there.to_string(),
            difference: claim.value.checked_sub(there)?.to_string(),
            tolerance: own.half().normalize().to_string(),
            explanation: "说明中的金额与表中数字一致".to_owned(),
            basis: None,
        }),
        text: Some(text),
        cells: context
            .cell(figure, Some(Role::Primary))
            .into_iter()
            .collect(),
        wording: Wording {
            message,
            hint: "请核对表和说明哪一处有误，改成一致；同一数字在说明中出现多次的，一并改正。"
                .to_owned(),
        },
    })
}
