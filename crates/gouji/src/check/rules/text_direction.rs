use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{direction_name, money};
use crate::prose::{Claim, Direction, Role};

rule! {
    /// ## 查什么
    /// “增加、增长”与“减少、下降”用得对不对：同一变动的金额和百分比方向相同；写明上年数的，方向与两年的数相合；写“持平”的两年相同；增加额不大于本年数。
    ///
    /// ## 为什么
    /// 套用去年的句子只改数字，方向词就留错了。
    ///
    /// ## 例
    /// 比上年预算减少 66.79 万元，增长 13.60%。
    "GJ0804" "增减方向有误" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let wrong = context.claims().filter_map(|(place, claim)| {
        let message = match claim.role {
            Role::Rate(direction) => beside(context, place, claim, direction)
                .or_else(|| years(context, place, claim, direction)),
            Role::Change(direction) => impossible(context, claim, direction)
                .or_else(|| years(context, place, claim, direction)),
            _ => None,
        }?;
        Some(Marked::at(
            context.words(claim),
            message,
            "请核对增减额和方向词，改成一致。",
        ))
    });
    wrong.collect()
}

/// A rate that goes the other way than the change beside it.
fn beside(
    context: &Context<'_>,
    place: usize,
    claim: &Claim,
    direction: Direction,
) -> Option<String> {
    let (_, change) = context.change_beside(place, claim)?;
    let Role::Change(way) = change.role else {
        return None;
    };
    (way != direction).then(|| {
        format!(
            "金额写“{}”，百分比却写“{}”。",
            direction_name(way),
            direction_name(direction)
        )
    })
}

/// A change from last year's amount, where the paragraph tells that.
fn years(
    context: &Context<'_>,
    place: usize,
    claim: &Claim,
    direction: Direction,
) -> Option<String> {
    let (now, before) = context.years(place, claim)?;
    let (last, this) = (money(before)?, money(now)?);
    let real = if last.below(this)? {
        Direction::Up
    } else if this.below(last)? {
        Direction::Down
    } else {
        return None;
    };
    (real != direction).then(|| {
        format!(
            "上年 {}，本年 {}，应为“{}”，说明写“{}”。",
            before.value,
            now.value,
            direction_name(real),
            direction_name(direction)
        )
    })
}

/// More was added than there is now, of the amount and of what it is a part of.
fn impossible(context: &Context<'_>, claim: &Claim, direction: Direction) -> Option<String> {
    let now = context.claim(claim.of?)?;
    let added = money(claim)?;
    let mut wholes = context.with_wholes(now).map(money);
    let is_more = |now: Option<Interval>| now.and_then(|now| now.below(added)) == Some(true);
    let more = direction == Direction::Up && wholes.all(is_more) && added.centre() > Decimal::ZERO;
    more.then(|| {
        format!(
            "本年只有 {}，却写增加 {}，上年数成了负数。",
            now.value, claim.value
        )
    })
}
