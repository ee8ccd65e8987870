use std::collections::BTreeSet;

use super::{Marked, rule};
use crate::amount::{AmountUnit, Interval};
use crate::check::Context;
use crate::check::prose::{Agreement, compared, figure, money};
use crate::prose::{Claim, Plan, Role, Subject, Unit, concept};

rule! {
    /// ## 查什么
    /// 绩效情况说明里的金额：整体绩效目标涉及的预算金额等于整体绩效目标表的合计或预算总额；当年预算安排项目中财政拨款项目涉及的金额等于预算表的项目支出；写绩效表的财政拨款总额与预算的项目财政拨款总额不相等的，两数之差要么就是所写原因的金额，要么两数各与绩效目标表、预算表相同。
    ///
    /// ## 为什么
    /// 这些数不在说明的其他地方出现，改了预算容易漏改。
    ///
    /// ## 例
    /// 整体绩效目标 1 个，涉及预算金额 632.36 万元，预算总额为 632.63 万元。
    "GJ1009" "绩效情况说明的金额与表不符" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let is_money = |claim: &&Claim| matches!(claim.unit, Some(Unit::Money(_)));
    let claims: Vec<&Claim> = context
        .claims()
        .map(|(_, claim)| claim)
        .filter(is_money)
        .collect();
    let mut found = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        if claim.role != Role::Amount {
            continue;
        }
        let said = sentence_before(context, claim);
        if !said.contains("绩效") && !said.contains("预算安排项目") {
            continue;
        }
        let later = claims.get(place.saturating_add(1)..).unwrap_or_default();
        found.extend(whole(context, claim, &said));
        found.extend(projects(context, claim, &said));
        found.extend(unequal(context, claim, later));
    }
    found
}

/// So much of a sentence before an amount is looked at, in characters.
const NEAR: usize = 200;

/// What the sentence says before an amount.
fn sentence_before(context: &Context<'_>, claim: &Claim) -> String {
    let passage = context.prose.passages.get(claim.passage);
    let before = passage.map_or(&[][..], |passage| {
        passage.slice(claim.start.saturating_sub(NEAR), claim.start)
    });
    let from = before.iter().rposition(|c| "。；!?".contains(*c));
    let from = from.map_or(0, |at| at.saturating_add(1));
    before.iter().skip(from).collect()
}

/// The amount of the performance table of the whole unit.
fn whole(context: &Context<'_>, claim: &Claim, said: &str) -> Option<Marked> {
    let (_, behind) = said.split_once("整体")?;
    let only = behind.contains("绩效目标") && !behind.contains("项目") && !behind.contains('元');
    let close = claim.noun.contains("涉及") || claim.noun.contains("预算");
    if !only || !close {
        return None;
    }
    let plans = context.prose.plans.iter().filter(|plan| plan.is_whole);
    let mut known: Vec<Interval> = plans
        .filter_map(|plan| fund(plan, &["合计", "资金总额", "年度预算总额"]))
        .collect();
    known.extend(totals(context, &["in"], &[]));
    known.extend(totals(context, &["out"], &[]));
    known.extend(totals(context, &["fiscal", "in"], &[]));
    known.extend(totals(context, &["fiscal", "out"], &[]));
    differs(context, claim, &known, "整体绩效目标表和预算总额")
}

/// The amount of the projects that are paid for by the treasury.
fn projects(context: &Context<'_>, claim: &Claim, said: &str) -> Option<Marked> {
    let fiscal = claim.noun.starts_with("财政拨款项目") && !claim.noun.contains("结转");
    if !fiscal || !said.contains("预算安排项目") {
        return None;
    }
    differs(
        context,
        claim,
        &fiscal_projects(context),
        "预算表的项目支出",
    )
}

/// What the projects paid for by the treasury may come to: by the tables, and by their performance tables.
fn fiscal_projects(context: &Context<'_>) -> Vec<Interval> {
    let funds = ["general", "government", "state"];
    let mut known = totals(context, &["project", "fiscal"], &["out"]);
    let mut sums = vec![Interval::default()];
    for fund in funds {
        let own = totals(context, &["project", fund], &["out"]);
        let more = sums
            .iter()
            .flat_map(|sum| own.iter().filter_map(|own| sum.plus(*own)));
        let more: Vec<Interval> = more.collect();
        sums.extend(more);
        sums.truncate(64);
    }
    if known.is_empty() && sums.len() < 2 {
        return Vec::new();
    }
    known.extend(sums.into_iter().skip(1));
    known.extend(totals(context, &["project"], &["out"]));
    known.extend(planned(context));
    known
}

/// What the performance tables of the projects come to.
fn planned(context: &Context<'_>) -> Option<Interval> {
    let plans = context.prose.plans.iter().filter(|plan| !plan.is_whole);
    let funds = plans.map(|plan| fund(plan, &["财政拨款", "财政资金", "年度预算总额"]));
    let funds: Vec<Interval> = funds.collect::<Option<_>>()?;
    let mut funds = funds.iter();
    let first = *funds.next()?;
    funds.try_fold(first, |sum, own| sum.plus(*own))
}

fn fund(plan: &Plan, labels: &[&str]) -> Option<Interval> {
    let (_, _, amount) = plan.fund(labels)?;
    amount
        .interval()
        .shifted(plan.unit?.exponent_to(AmountUnit::Yuan))
}

/// Figures of the tables by their meanings.
fn totals(context: &Context<'_>, of: &[&str], around: &[&str]) -> Vec<Interval> {
    let meanings =
        |names: &[&str]| -> BTreeSet<_> { names.iter().map(|name| concept(name)).collect() };
    let subject = Subject {
        of: meanings(of),
        ..Subject::default()
    };
    let (strict, loose) = context.lexicon().candidates(&subject, &meanings(around));
    let all = strict.into_iter().chain(loose);
    all.filter_map(|id| figure(context.disclosure, id))
        .collect()
}

fn same(one: Interval, other: Interval) -> bool {
    compared(one, other) != Some(Agreement::Other) || one.meets(other) == Some(true)
}

fn differs(context: &Context<'_>, claim: &Claim, known: &[Interval], of: &str) -> Option<Marked> {
    let said = money(claim)?;
    let first = known.first()?;
    if known.iter().any(|own| same(said, *own)) {
        return None;
    }
    let text = context.words(claim)?;
    let exponent = match claim.unit {
        Some(Unit::Money(exponent)) => exponent,
        _ => 0,
    };
    let printed = first
        .shifted(exponent.saturating_neg())?
        .centre()
        .normalize();
    let message = format!("说明写“{}”，与{of}都不同（{printed}）。", text.quote);
    Some(Marked::at(Some(text), message, "请核对后改成一致。"))
}

/// The funds of the performance tables against those of the budget, where the text explains their difference.
fn unequal(context: &Context<'_>, claim: &Claim, later: &[&Claim]) -> Option<Marked> {
    let other = later.first()?;
    let same_sentence = context.in_one_sentence(claim, other);
    let behind = context.prose.passages.get(other.passage)?;
    let behind: String = behind
        .slice(other.end, other.end.saturating_add(8))
        .iter()
        .collect();
    let told = claim.noun.contains("绩效") && claim.noun.contains("财政拨款");
    let explained = behind.starts_with("不相等") || behind.starts_with("不一致");
    if !same_sentence || !told || !explained {
        return None;
    }
    let (planned_said, budget_said) = (money(claim)?, money(other)?);
    let gap = budget_said.plus(planned_said.times(-1)?)?;
    let reasons: Vec<Interval> = later
        .iter()
        .skip(1)
        .take_while(|reason| context.in_one_sentence(other, reason))
        .filter_map(|reason| money(reason))
        .collect();
    let sum = reasons
        .iter()
        .try_fold(Interval::default(), |sum, own| sum.plus(*own))?;
    let explains = |own: Interval| {
        gap.meets(own) == Some(true) || own.times(-1).and_then(|own| gap.meets(own)) == Some(true)
    };
    if reasons.is_empty() || explains(sum) || reasons.iter().any(|own| explains(*own)) {
        return None;
    }
    let planned: Vec<Interval> = planned(context).into_iter().collect();
    differs(context, claim, &planned, "各张绩效目标表之和").or_else(|| {
        differs(
            context,
            other,
            &fiscal_projects(context),
            "预算表的项目支出",
        )
    })
}
