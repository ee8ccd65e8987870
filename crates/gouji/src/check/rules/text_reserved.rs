use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::money;
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 面向中小企业预留的政府采购金额不大于政府采购预算，其中预留给小微企业的不大于预留给中小企业的。
    ///
    /// ## 为什么
    /// 采购预算和预留份额分两段写，调整后往往只改了一段。
    ///
    /// ## 例
    /// 政府采购预算 15.02 万元，面向中小企业预留 18.02 万元。
    "GJ0822" "预留的采购金额大于采购预算" Warning Correctness Text(find)
}

/// What an amount of procurement is: each is at most the one before it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Budget,
    Reserved,
    Small,
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let all: Vec<(Kind, &Claim)> = context
        .claims()
        .filter(|(_, claim)| claim.role == Role::Amount)
        .filter(|(_, claim)| matches!(claim.unit, Some(Unit::Money(_))))
        .filter_map(|(_, claim)| Some((kind(&claim.noun)?, claim)))
        .collect();
    // A document that explains several units has several of each: which go together is not said.
    let only = |kind: Kind| {
        let mut own = all
            .iter()
            .filter(|(it, _)| *it == kind)
            .map(|(_, claim)| *claim);
        own.next().filter(|_| own.next().is_none())
    };
    let pairs = [
        (Kind::Budget, Kind::Reserved),
        (Kind::Reserved, Kind::Small),
    ];
    let exceeding = pairs.into_iter().filter_map(|(whole, part)| {
        let (whole, part) = (only(whole)?, only(part)?);
        word(context, whole, part)
    });
    exceeding.collect()
}

fn kind(noun: &str) -> Option<Kind> {
    let has = |words: &[&str]| words.iter().any(|word| noun.contains(word));
    let reserved = has(&["预留", "面向"]);
    if !noun.contains("采购") && !reserved || has(&["货物", "工程", "服务", "上年"]) {
        None
    } else if reserved && has(&["小微企业", "小型和微型企业", "小型微型企业"]) {
        Some(Kind::Small)
    } else if reserved && noun.contains("中小企业") {
        Some(Kind::Reserved)
    } else {
        let budget = has(&["采购预算", "采购总额", "采购预算总额", "采购资金"]);
        let plain = !reserved && !noun.contains("企业") && !noun.contains('项');
        (budget && plain).then_some(Kind::Budget)
    }
}

fn word(context: &Context<'_>, whole: &Claim, part: &Claim) -> Option<Marked> {
    if !money(whole)?.below(money(part)?)? {
        return None;
    }
    let (text, total) = (context.words(part)?, context.words(whole)?);
    let message = format!(
        "预留的采购金额写“{}”，大于它所属的“{}”。",
        text.quote, total.quote
    );
    let hint = "请核对采购预算和预留金额。";
    Some(Marked::at(Some(text), message, hint))
}
