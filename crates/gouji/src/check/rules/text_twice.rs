use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::{Quote, money};
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 同一段里同一科目、同一年度的预算数只有一个。已经与表核对出不一致的，不重复提示。
    ///
    /// ## 为什么
    /// 逐段套用时只改了前一个数，后一个还是别的科目的。
    ///
    /// ## 例
    /// “职业年金缴费支出（项）”220.63 万元，……2023 年预算安排 441.25 万元。
    "GJ0810" "同一段中同一科目有两个金额" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let amounts: Vec<&Claim> = context
        .claims()
        .map(|(_, claim)| claim)
        .filter(|claim| is_amount(claim))
        .collect();
    for pair in amounts.windows(2) {
        let [one, other] = pair else { continue };
        let same = one.passage == other.passage && one.subject == other.subject && !other.explicit;
        let apart = money(one)
            .zip(money(other))
            .and_then(|(one, other)| one.meets(other))
            == Some(false);
        let told = matches!(context.quote(other), Quote::Differs(_))
            || matches!(context.quote(one), Quote::Differs(_));
        if !same || !apart || told {
            continue;
        }
        let (Some(first), Some(text)) = (context.words(one), context.words(other)) else {
            continue;
        };
        let message = format!("同一科目先写“{}”，后写“{}”。", first.quote, text.quote);
        found.push(Marked::at(
            Some(text),
            message,
            "请核对哪一个是本年预算数。",
        ));
    }
    found
}

fn is_amount(claim: &Claim) -> bool {
    claim.role == Role::Amount
        && matches!(claim.unit, Some(Unit::Money(_)))
        && !claim.subject.names.is_empty()
        && claim.subject.foreign == 0
}
