use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{plain_sum, told_for_each, value_of as value};
use crate::prose::{Block, Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 项目说明的“资金分配情况”写明两项以上金额的，各项之和等于“预算安排规模”。写“其余”“等”的可以少于规模，不能多于规模；每人、每次的标准不算。
    ///
    /// ## 为什么
    /// 项目资金调整后，规模改了，分配没有改。
    ///
    /// ## 例
    /// 预算安排规模 12.00 万元，资金分配：补助 5.76 万元，办公费 6.42 万元。
    "GJ0817" "项目资金分配与规模不符" Warning Correctness Text(find)
}

/// Words by which what is allotted is not told to the end.
const REST: &[&str] = &["其余", "剩余", "另", "此外", "等", "部分", "以及"];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let blocks = context.prose.blocks.iter();
    blocks.filter_map(|block| judge(context, block)).collect()
}

fn judge(context: &Context<'_>, block: &Block) -> Option<Marked> {
    let whole = block.field("规模").or_else(|| block.field("预算"))?;
    let [whole] = amounts(context, whole.passage)[..] else {
        return None;
    };
    let field = block.field("资金分配")?;
    let parts = amounts(context, field.passage);
    let (first, last) = (parts.first()?, parts.last()?);
    let (own, sum) = (value(whole)?, sum(&parts)?);
    let told_whole = parts
        .iter()
        .any(|part| value(part).and_then(|part| part.meets(own)) == Some(true));
    let said = context.prose.passages.get(field.passage)?.plain();
    let open = REST.iter().any(|word| said.contains(word));
    let wrong = match open {
        true => own.below(sum) == Some(true),
        false => sum.meets(own) == Some(false),
    };
    if parts.len() < 2 || told_whole || !wrong {
        return None;
    }
    let message = format!(
        "项目“{}”的资金分配相加为 {}，预算安排规模为 {}。",
        block.name.iter().collect::<String>(),
        plain_sum(context, &parts, sum, whole),
        context.words(whole)?.quote
    );
    Some(Marked::at(
        context.stretch(field.passage, first.start, last.end),
        message,
        "请核对规模和各项分配。",
    ))
}

/// The amounts of a field that are not parts of others, nor for each person or time.
fn amounts<'a>(context: &Context<'a>, passage: usize) -> Vec<&'a Claim> {
    let own = context.claims_of(passage).iter();
    own.filter(|claim| claim.whole.is_none())
        .filter(|claim| matches!(claim.role, Role::Amount | Role::Detail))
        .filter(|claim| matches!(claim.unit, Some(Unit::Money(_))))
        .filter(|claim| !told_for_each(context, claim))
        .collect()
}

fn sum(parts: &[&Claim]) -> Option<Interval> {
    let mut parts = parts.iter();
    parts.try_fold(Interval::default(), |sum, part| sum.plus(value(part)?))
}
