use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::check::Context;
use crate::prose::{Indicator, Unit, numbers_in, plain_chars};

rule! {
    /// ## 查什么
    /// 绩效指标值写得完整、可能：比较符号（=、≥、≤）后面有数字，不写两个相反的符号，满意度和合格率、及时率、覆盖率一类的比率不高于 100%。
    ///
    /// ## 为什么
    /// 不可能达到的指标，或只有符号没有数字的指标，年底无法考核。
    ///
    /// ## 例
    /// 满意度指标写“≥195%”；数量指标只写“≥”。
    "GJ1008" "绩效指标值有误" Warning Correctness Text(find)
}

const OPERATORS: [char; 5] = ['=', '≥', '≤', '>', '<'];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for plan in &context.prose.plans {
        for indicator in &plan.indicators {
            let (Some(wrong), Some(text)) =
                (wrong(indicator), context.plan_cell(plan, indicator.at))
            else {
                continue;
            };
            let message = format!(
                "绩效目标表“{}”的指标“{}”写“{}”，{wrong}。",
                plan.name, indicator.name, indicator.target
            );
            found.push(Marked::at(Some(text), message, "请核对指标值。"));
        }
    }
    found
}

/// What is wrong with what is to be reached.
fn wrong(indicator: &Indicator) -> Option<&'static str> {
    let target = plain_chars(&indicator.target);
    let operators: Vec<char> = target
        .iter()
        .copied()
        .filter(|c| OPERATORS.contains(c))
        .collect();
    let is_number = |c: &char| c.is_numeric() || "一二三四五六七八九十百千万零两全".contains(*c);
    let is_high = |c: &char| matches!(c, '≥' | '>');
    let is_low = |c: &char| matches!(c, '≤' | '<');
    let counted = target.iter().filter(|c| is_number(c)).count();
    if !operators.is_empty() && operators.len() == target.len() {
        return Some("只有符号，没有数字");
    }
    if operators.iter().any(is_high) && operators.iter().any(is_low) && counted > 0 {
        let numbers = target.split(|c| !is_number(c) && *c != '.');
        let several = numbers.filter(|number| !number.is_empty()).count() > 1;
        return (!several).then_some("两个比较符号相反");
    }
    let part = indicator.name.contains("满意度")
        || ["及时率", "合格率", "准确率", "覆盖率", "达标率", "发放率"]
            .iter()
            .any(|word| indicator.name.contains(word));
    let over = |number: &crate::prose::Number| {
        number.unit == Unit::Percent && number.value > Decimal::ONE_HUNDRED
    };
    let impossible = part && numbers_in(&indicator.target).iter().any(over);
    impossible.then_some("高于 100%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Address;

    #[test]
    fn targets_are_whole_and_possible() {
        for (name, target, expected) in [
            ("群众满意度", "≥95%", None),
            ("群众满意度", "≥105%", Some("高于 100%")),
            ("资金增长率", "≥120%", None),
            ("任务完成率", "=110%", None),
            ("产品合格率", "＝110％", Some("高于 100%")),
            ("补贴人数", "≧", Some("只有符号，没有数字")),
            ("补贴人数", "≤≥39 人", Some("两个比较符号相反")),
            ("室内温度", "≥18 度且≤26 度", None),
            ("政策知晓程度", "有效提升", None),
            ("经费", "≤12.5 万元", None),
            ("经费", "<=12.5 万元", None),
            ("经费", ">=12.5 万元", None),
        ] {
            let indicator = Indicator {
                row: 0,
                name: name.to_owned(),
                at: Address::default(),
                target: target.to_owned(),
                weight: None,
            };
            assert_eq!(wrong(&indicator), expected, "{name} {target}");
        }
    }
}
