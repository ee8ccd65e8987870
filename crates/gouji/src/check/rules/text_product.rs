use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::money;
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 写明人数、每人标准和月数（天数、次数）的，三者相乘等于预算金额，按金额的小数位四舍五入。
    ///
    /// ## 为什么
    /// 人数或标准变了，金额没有重算；进位不按四舍五入也会差在末位。
    ///
    /// ## 例
    /// 331 人 × 120 元 × 12 个月 = 47.664 万元，写作 47.67 万元。
    "GJ0807" "人数、标准、月数相乘与金额不符" Warning Correctness Text(find)
}

/// Words by which the product is only a part of the amount.
const REST: &[&str] = &["其余", "剩余", "另", "此外", "以及", "人均", "年均"];

const PEOPLE: &[&str] = &["人", "名", "位", "户", "家"];
const TIMES: &[&str] = &["个月", "月", "次"];
const DAYS: &[&str] = &["天", "日"];
/// What money may be for besides: nobody knows whether it is to be multiplied.
const OTHERS: &[&str] = &[
    "期", "场", "场次", "批", "批次", "人次", "班", "年", "周", "季度", "小时", "学时", "课时",
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut said = BTreeSet::new();
    let mut found = Vec::new();
    for passage in 0..context.prose.passages.len() {
        let Some(product) = Product::of(context, passage) else {
            continue;
        };
        let key = (product.people, product.standard, product.amount.value);
        if product.holds() == Some(false) && said.insert(key) {
            found.push(product.word(context));
        }
    }
    found
}

struct Product<'a> {
    people: Decimal,
    standard: Decimal,
    times: Decimal,
    /// The product in 元.
    value: Decimal,
    of: &'a Claim,
    amount: &'a Claim,
}

impl<'a> Product<'a> {
    /// The only product that a paragraph tells, with the amount of the same paragraph or project.
    fn of(context: &Context<'a>, passage: usize) -> Option<Self> {
        let own: Vec<&Claim> = context.claims_of(passage).iter().collect();
        let count = |units: &[&str]| {
            let is = |claim: &&&Claim| matches!(&claim.unit, Some(Unit::Count(unit)) if units.contains(&unit.as_str()));
            let all: Vec<&&Claim> = own.iter().filter(is).collect();
            (all.len() < 2).then(|| all.first().map(|claim| claim.value))
        };
        let text = context.prose.passages.get(passage)?.plain();
        if REST.iter().any(|word| text.contains(word)) {
            return None;
        }
        let people = count(PEOPLE)??;
        let standards: Vec<(&Claim, i32, String)> =
            own.iter().filter_map(|claim| standard(claim)).collect();
        let [(of, exponent, each)] = standards.as_slice() else {
            return None;
        };
        let (times, days) = (count(TIMES)?, count(DAYS)?);
        let times = if each.contains(['天', '日']) {
            days.filter(|_| times.is_none() && count(OTHERS) == Some(None))?
        } else if each.contains('月') {
            times?
        } else if days.is_some() || count(OTHERS) != Some(None) {
            return None;
        } else {
            times.unwrap_or(Decimal::ONE)
        };
        let factor = Interval::point(of.value).shifted(*exponent)?.centre();
        let value = people.checked_mul(factor)?.checked_mul(times)?;
        let amount = amount(context, passage, &own, of)?;
        Some(Self {
            people,
            standard: of.value,
            times,
            value,
            of,
            amount,
        })
    }

    fn holds(&self) -> Option<bool> {
        money(self.amount)?.meets(Interval::point(self.value))
    }

    fn word(&self, context: &Context<'_>) -> Marked {
        let exponent = match self.amount.unit {
            Some(Unit::Money(exponent)) => exponent,
            _ => 0,
        };
        let value = Interval::point(self.value)
            .shifted(exponent.saturating_neg())
            .map(|value| value.centre().normalize());
        let amount = context
            .words(self.amount)
            .map(|text| text.quote)
            .unwrap_or_default();
        let message = format!(
            "{} 人 × {} 元 × {} = {}，金额写作“{amount}”。",
            self.people,
            self.standard,
            self.times,
            value.map(|value| value.to_string()).unwrap_or_default()
        );
        Marked::at(
            context.words(self.of),
            message,
            "请核对人数、标准和月数；如只差在末位，请按四舍五入改正金额。",
        )
    }
}

/// Money for each person, and for which time.
fn standard(claim: &Claim) -> Option<(&Claim, i32, String)> {
    match &claim.unit {
        Some(Unit::Each(exponent, each)) if each.contains(['人', '次', '户', '名']) => {
            Some((claim, *exponent, each.clone()))
        }
        Some(Unit::Money(exponent))
            if ["每人", "每户", "每名"]
                .iter()
                .any(|word| claim.noun.contains(word)) =>
        {
            Some((claim, *exponent, claim.noun.clone()))
        }
        _ => None,
    }
}

/// The amount that a product comes to: the only other one of the paragraph, or that of the project.
fn amount<'a>(
    context: &Context<'a>,
    passage: usize,
    own: &[&'a Claim],
    of: &Claim,
) -> Option<&'a Claim> {
    let is_money = |claim: &&Claim| {
        claim.role == Role::Amount
            && matches!(claim.unit, Some(Unit::Money(_)))
            && claim.start != of.start
    };
    let near: Vec<&Claim> = own.iter().copied().filter(is_money).collect();
    match near.as_slice() {
        [only] => Some(only),
        [] => {
            let block = context
                .prose
                .blocks
                .iter()
                .find(|block| block.passages.contains(&passage))?;
            let field = block
                .field("规模")
                .or_else(|| block.field("预算"))
                .or_else(|| block.field("金额"))?;
            context.claims_of(field.passage).iter().find(is_money)
        }
        _ => None,
    }
}
