use super::{Marked, Wording, rule};
use crate::check::Context;
use crate::check::prose::Verdict;
use crate::prose::Role;
use crate::report::RelationRef;

rule! {
    /// ## 查什么
    /// 说明中的占比等于部分除以总额。允许的差只有占比末位的半个单位和两个金额自身四舍五入带来的差。
    ///
    /// ## 为什么
    /// 金额改了而占比没有重算，是说明中最常见的错误之一。
    ///
    /// ## 例
    /// 项目支出 74.92 万元，占 12.84%；总额 632.63 万元，应为 11.84%。
    "GJ0802" "占比与金额不符" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let shares = context
        .claims()
        .filter(|(_, claim)| claim.role == Role::Share);
    let failing = shares.filter_map(|(_, claim)| {
        let ratio = context
            .share(claim)
            .filter(|ratio| ratio.verdict != Verdict::Holds)?;
        let text = context.words(claim)?;
        let message = format!(
            "说明写占 {}%，按 {} 计算为 {}%。",
            claim.value, ratio.formula, ratio.computed
        );
        Some(Marked {
            text: Some(text),
            cells: Vec::new(),
            relation: Some(RelationRef {
                formula: format!("占比 = {}", ratio.formula),
                reported: claim.value.to_string(),
                computed: ratio.computed.to_string(),
                difference: claim
                    .value
                    .checked_sub(ratio.computed)
                    .unwrap_or_default()
                    .to_string(),
                tolerance: rust_decimal::Decimal::new(5, claim.value.scale().saturating_add(1))
                    .to_string(),
                explanation: "占比 = 部分 ÷ 总额".to_owned(),
                basis: None,
            }),
            wording: Wording {
                message,
                hint: "请重算占比，并核对两个金额是否都是今年的数。".to_owned(),
            },
        })
    });
    failing.collect()
}
