use std::collections::BTreeMap;

use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::money;
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 同样的几项内容在两处列出：一处写了总数，各项相加等于总数；另一处不写总数，只有一项金额不同，其余都相同。
    ///
    /// ## 为什么
    /// 项目经费在绩效、项目说明等几处重复写，只改了一处。表里没有这些项目，只能两处对照。
    ///
    /// ## 例
    /// 前面写中介机构服务费 418.80 万元，项目说明写 418.08 万元，另两项两处相同。
    "GJ0820" "同一内容在两处的金额不同" Warning Correctness Text(find)
}

/// Amounts that a list must have.
const FEWEST: usize = 3;

/// Lists that one is compared with at most.
const MOST: usize = 8;

/// Amounts that are told one after the other, by their nouns.
type List<'a> = BTreeMap<&'a str, &'a Claim>;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let claims: Vec<&Claim> = context
        .claims()
        .map(|(_, claim)| claim)
        .filter(|claim| claim.role == Role::Amount)
        .filter(|claim| matches!(claim.unit, Some(Unit::Money(_))))
        .collect();
    let chunks =
        claims.chunk_by(|one, other| one.passage == other.passage && one.whole == other.whole);
    let (mut summed, mut plain): (Vec<List<'_>>, Vec<List<'_>>) = (Vec::new(), Vec::new());
    for (list, whole) in chunks.filter_map(list) {
        match whole {
            None => plain.push(list),
            Some(whole) if adds_up(context, &list, whole) => summed.push(list),
            Some(_) => {}
        }
    }
    let mut by_noun: BTreeMap<&str, Vec<&List<'_>>> = BTreeMap::new();
    for list in &summed {
        for noun in list.keys() {
            let known = by_noun.entry(noun).or_default();
            if known.len() < MOST {
                known.push(list);
            }
        }
    }
    let odd = plain.iter().filter_map(|list| {
        let known = by_noun.get(list.keys().next()?)?;
        known.iter().find_map(|known| odd(list, known))
    });
    odd.filter_map(|(claim, known)| word(context, claim, known))
        .collect()
}

/// A list of amounts whose nouns are told once each, with the place of their whole.
fn list<'a>(chunk: &[&'a Claim]) -> Option<(List<'a>, Option<usize>)> {
    let named = |claim: &&&Claim| claim.noun.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let list: List<'a> = chunk
        .iter()
        .filter(named)
        .map(|claim| (claim.noun.as_str(), *claim))
        .collect();
    let whole = chunk.first()?.whole;
    (list.len() >= FEWEST && list.len() == chunk.len()).then_some((list, whole))
}

fn adds_up(context: &Context<'_>, list: &List<'_>, whole: usize) -> bool {
    let mut amounts = list.values();
    let sum = amounts.try_fold(Interval::default(), |sum, part| sum.plus(money(part)?));
    let whole = context.claim(whole).and_then(money);
    sum.zip(whole).and_then(|(sum, whole)| sum.meets(whole)) == Some(true)
}

/// The only amount of a list that another list, which has all of its nouns, tells otherwise.
fn odd<'a>(list: &List<'a>, known: &List<'a>) -> Option<(&'a Claim, &'a Claim)> {
    let pairs: Option<Vec<(&Claim, &Claim)>> = list
        .iter()
        .map(|(noun, claim)| Some((*claim, *known.get(noun)?)))
        .collect();
    let agree = |(one, other): &&(&Claim, &Claim)| {
        money(one)
            .zip(money(other))
            .and_then(|(one, other)| one.meets(other))
            == Some(true)
    };
    let pairs = pairs?;
    let mut differing = pairs.iter().filter(|pair| !agree(pair));
    let (odd, none) = (differing.next()?, differing.next());
    let alike: Vec<&Claim> = pairs.iter().filter(agree).map(|(one, _)| *one).collect();
    let nonzero = alike.iter().filter(|claim| !claim.value.is_zero()).count();
    let precise = alike
        .iter()
        .any(|claim| claim.value.normalize().mantissa().unsigned_abs() > 99);
    let free = odd.0.subject.foreign > 0 && odd.0.passage != odd.1.passage;
    (none.is_none() && nonzero > 1 && precise && free).then_some(*odd)
}

fn word(context: &Context<'_>, claim: &Claim, known: &Claim) -> Option<Marked> {
    let (text, other) = (context.words(claim)?, context.words(known)?);
    let message = format!(
        "“{}”此处写“{}”，另一处写“{}”，同时列出的其他各项两处相同。",
        claim.noun, text.quote, other.quote
    );
    Some(Marked::at(Some(text), message, "请核对后改成一致。"))
}
