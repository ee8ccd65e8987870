use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::AmountUnit;
use crate::check::Context;
use crate::prose::{Indicator, Number, Plan, Unit, numbers_in, plain_chars};

rule! {
    /// ## 查什么
    /// 绩效指标值写得完整、可能：比较符号（=、≥、≤）后面有数字，不写两个相反的符号，满意度和合格率、及时率、覆盖率一类的比率不高于 100%。计量单位与指标名称相称：人数不以户、月计，比率不以人、次计；与本表资金写同一个数的成本，单位也与资金相同。
    ///
    /// ## 为什么
    /// 不可能达到的指标，或只有符号没有数字的指标，年底无法考核。
    ///
    /// ## 例
    /// 满意度指标写“≥195%”；数量指标只写“≥”。
    "GJ1008" "绩效指标值有误" Warning Correctness Text(find)
}

/// What is a part of a whole.
const PARTS: &[&str] = &[
    "满意度",
    "及时率",
    "合格率",
    "准确率",
    "覆盖率",
    "达标率",
    "发放率",
];

/// What is counted by the end of an indicator's name, and the units that say so.
const COUNTED: &[(&str, &[&str])] = &[
    ("人数", &["人", "名", "位", "人次", "万人次", "人数"]),
    ("户数", &["户", "家"]),
    ("月数", &["个月", "月"]),
    ("天数", &["天", "日"]),
];

const OPERATORS: [char; 5] = ['=', '≥', '≤', '>', '<'];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for plan in &context.prose.plans {
        for indicator in &plan.indicators {
            let wrong = wrong(indicator)
                .or_else(|| odd_unit(indicator))
                .or_else(|| odd_money(plan, indicator));
            let (Some(wrong), Some(text)) = (wrong, context.plan_cell(plan, indicator.at)) else {
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
    let part = PARTS.iter().any(|word| indicator.name.contains(word));
    let over =
        |number: &Number| number.unit == Unit::Percent && number.value > Decimal::ONE_HUNDRED;
    let impossible = part && numbers_in(&indicator.target).iter().any(over);
    impossible.then_some("高于 100%")
}

/// The only number of a text.
fn only(text: &str) -> Option<Number> {
    let mut numbers = numbers_in(text).into_iter();
    let first = numbers.next()?;
    numbers.next().is_none().then_some(first)
}

/// A unit that the indicator's name does not allow.
fn odd_unit(indicator: &Indicator) -> Option<&'static str> {
    let Unit::Count(unit) = only(&indicator.target)?.unit else {
        return None;
    };
    let unit = unit.as_str();
    let name = indicator.name.as_str();
    let part = PARTS.iter().any(|word| name.ends_with(word));
    if part && ["人", "名", "户", "家", "次", "人次", "个月", "场"].contains(&unit) {
        return Some("比率应为百分数");
    }
    let counted = COUNTED.iter().find(|(end, _)| name.ends_with(end));
    let odd = counted.is_some_and(|(_, units)| {
        let other = COUNTED.iter().any(|(_, others)| others.contains(&unit));
        !units.contains(&unit) && other
    });
    odd.then_some("计量单位与指标名称不符")
}

/// A cost that prints the same number as the funds of the table, in another unit.
fn odd_money(plan: &Plan, indicator: &Indicator) -> Option<&'static str> {
    let number = only(&indicator.target)?;
    let Unit::Money(exponent) = number.unit else {
        return None;
    };
    let own = plan.unit?.exponent_to(AmountUnit::Yuan);
    let same = |value: Decimal| value.normalize() == number.value.normalize();
    let printed = plan.funds.iter().any(|(.., amount)| same(amount.printed()));
    let precise = number.value.normalize().mantissa().unsigned_abs() > 99;
    let each = ["标准", "单价", "人均", "每"];
    let each = each.iter().any(|word| indicator.name.contains(word));
    (printed && precise && !each && exponent != own).then_some("与资金同数而单位不同")
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
            ("补贴人数", "=331 人", None),
            ("补贴人数", "=331 户", Some("计量单位与指标名称不符")),
            ("补贴人数", "=100%", None),
            ("补贴人数", "≥5 场", None),
            ("发放月数", "=12 个月", None),
            ("发放月数", "=12 人", Some("计量单位与指标名称不符")),
            ("受益群众满意度", "≥95 人", Some("比率应为百分数")),
            ("巡查频率", "≥4 次", None),
        ] {
            let indicator = Indicator {
                row: 0,
                name: name.to_owned(),
                at: Address::default(),
                target: target.to_owned(),
                weight: None,
            };
            let wrong = wrong(&indicator).or_else(|| odd_unit(&indicator));
            assert_eq!(wrong, expected, "{name} {target}");
        }
    }
}
