//! Sums behind the amounts that they are of: 甲3万元、乙2万元，两项合计5万元.

use super::mistyped::rest_of;
use super::whole::value_of;
use super::{Context, told_for_each};
use crate::amount::Interval;
use crate::prose::{Claim, Many, Role, Unit, sum_of};

/// Every sum that stands in one sentence behind as many amounts as it says; where it says no number, those behind amounts
/// that come to it, or would but for a slip of the hand; each by its place.
pub(super) fn sums<'a>(context: &Context<'a>) -> Vec<(usize, Vec<&'a Claim>)> {
    let sum = |(place, claim): (usize, &'a Claim)| {
        let money = claim.role == Role::Amount && matches!(claim.unit, Some(Unit::Money(_)));
        let many = sum_of(&claim.noun).filter(|_| money)?;
        let before = before(context, claim);
        let parts = match many {
            Many::Told(number) => {
                let last = before.len().checked_sub(number)?;
                nearest(claim, &before, last).or((last == 0).then_some(0))?
            }
            Many::Untold => nearest(claim, &before, 0)?,
        };
        Some((place, before.get(parts..)?.to_vec()))
    };
    context.claims().filter_map(sum).collect()
}

/// The amounts of the sentence before a sum that are not parts of each other, and stand in no brackets.
fn before<'a>(context: &Context<'a>, sum: &Claim) -> Vec<&'a Claim> {
    let passage = context.prose.passages.get(sum.passage);
    let is_within = |claim: &Claim| {
        let between = passage.map_or(&[][..], |passage| passage.slice(claim.end, sum.lead));
        let mut brackets = between.iter().filter(|c| "()".contains(**c));
        brackets.next() == Some(&')')
    };
    let all = context.claims_of(sum.passage).iter();
    let own = all.filter(|claim| {
        claim.end <= sum.start
            && claim.role == Role::Amount
            && matches!(claim.unit, Some(Unit::Money(_)))
            && context.in_one_sentence(claim, sum)
            && !is_within(claim)
            && !told_for_each(context, claim)
    });
    let own: Vec<&Claim> = own.collect();
    let whole = own.last().and_then(|last| last.whole);
    let beside = |claim: &&&Claim| claim.whole == whole && sum_of(&claim.noun).is_none();
    let behind = own.iter().rev().take_while(beside).count();
    own.get(own.len().saturating_sub(behind)..)
        .unwrap_or_default()
        .to_vec()
}

/// Where the amounts begin that come to a sum, all if they do; else `said`, if those from there on would but for a slip of
/// the hand.
fn nearest(sum: &Claim, before: &[&Claim], said: usize) -> Option<usize> {
    let own = value_of(sum)?;
    let starts = || 0..before.len().saturating_sub(1);
    let rest = |from: usize| {
        let parts = before.get(from..)?.iter();
        let all = parts.map(|part| value_of(part));
        let all = all
            .into_iter()
            .try_fold(Interval::default(), |sum, part| sum.plus(part?))?;
        Some((all, all.times(-1)?.plus(own)?))
    };
    let comes_to_it =
        starts().find(|&from| rest(from).is_some_and(|(all, _)| all.meets(own) == Some(true)));
    comes_to_it.or_else(|| {
        let (_, more) = rest(said)?;
        let slip = |claim: &Claim, more: Interval| rest_of(claim, more.centre()).is_some();
        let parts = before.get(said..)?;
        let slipped = parts.iter().any(|part| slip(part, more)) || slip(sum, more.times(-1)?);
        (slipped && parts.len() > 1).then_some(said)
    })
}
