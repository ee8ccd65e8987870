//! Parts of parts, which stand in one list with them.

use super::Context;
use super::whole::value_of;
use crate::amount::Interval;
use crate::prose::{Claim, Passage, concept};

/// Words behind a part that begin its own parts.
const HAS: &[&str] = &["包括", "包含", "含"];

/// Takes the parts of parts out of the parts of an amount: those behind 包括 up to the semicolon, or as many as come to
/// the part before it, each of these lists by the place of what it is of.
pub(super) fn split<'a>(
    context: &Context<'a>,
    whole: usize,
    parts: &mut Vec<&'a Claim>,
) -> Vec<(usize, Vec<&'a Claim>)> {
    let Some(claim) = context.claim(whole) else {
        return Vec::new();
    };
    *parts = of_one_depth(context, claim, parts);
    *parts = without_finer(context, parts);
    let mut found: Vec<(usize, Vec<&Claim>)> = Vec::new();
    let mut kept: Vec<&Claim> = Vec::new();
    // What of the part whose parts follow is not told yet.
    let mut left: Option<Interval> = None;
    let mut before: Option<&Claim> = None;
    for part in parts.iter().copied() {
        let words = before.and_then(|before| between(context, before, part));
        let words = words.unwrap_or_else(|| "。".to_owned());
        if words.contains(['；', '。']) {
            left = None;
        }
        let of = before.filter(|before| kept.last().is_some_and(|last| last.start == before.start));
        if let Some(of) = of.filter(|_| left.is_none() && begins(&words))
            && let Some(place) = place_of(context, of)
        {
            left = value_of(of);
            found.push((place, Vec::new()));
        }
        before = Some(part);
        let inner = found.last_mut().zip(left);
        let Some(((_, inner), rest)) = inner else {
            kept.push(part);
            continue;
        };
        inner.push(part);
        let rest = value_of(part).and_then(|value| rest.plus(value.times(-1)?));
        left = rest.filter(|rest| rest.meets(Interval::default()) == Some(false));
    }
    *parts = kept;
    found
}

/// Parts without those of a subject beneath another part's, as where 类, 款 and 项 are told one after the other.
fn without_finer<'a>(context: &Context<'a>, parts: &[&'a Claim]) -> Vec<&'a Claim> {
    let code = |part: &Claim| {
        let figure = context.disclosure.figures.get(*part.figures.first()?)?;
        context.disclosure.row_of(figure)?.key.code()
    };
    let codes: Vec<&str> = parts.iter().filter_map(|part| code(part)).collect();
    let beneath = |own: &str| codes.iter().any(|it| own != *it && own.starts_with(it));
    let coarse = |part: &&&Claim| code(part).is_none_or(|own| !beneath(own));
    parts.iter().filter(coarse).copied().collect()
}

/// Whether the words between two amounts say that the second is a part of the first: 占总支出的78.42%，包括人员经费.
fn begins(words: &str) -> bool {
    let (_, words) = words.rsplit_once('，').unwrap_or(("", words));
    let words = words.trim_start_matches("主要");
    HAS.iter().any(|word| words.starts_with(word))
}

fn between(context: &Context<'_>, one: &Claim, other: &Claim) -> Option<String> {
    let passage = context.prose.passages.get(one.passage)?;
    let same = one.passage == other.passage;
    same.then(|| passage.slice(one.end, other.start).iter().collect())
}

fn place_of(context: &Context<'_>, claim: &Claim) -> Option<usize> {
    let same = |other: &Claim| other.passage == claim.passage && other.start == claim.start;
    context.prose.claims.iter().position(same)
}

/// Parts that stand in paragraphs of their own, without those whose paragraph is numbered more deeply than the first's:
/// （一）收入预算总计 with 1．本年收入合计 and (1)一般公共预算 beneath it.
fn of_one_depth<'a>(context: &Context<'a>, whole: &Claim, parts: &[&'a Claim]) -> Vec<&'a Claim> {
    let depth = |part: &Claim| {
        let passage = context.prose.passages.get(part.passage);
        passage.and_then(Passage::numbering)
    };
    let first = parts.first().filter(|part| part.passage != whole.passage);
    let Some(first) = first.and_then(|part| depth(part)) else {
        return parts.to_vec();
    };
    // What has no number stands beneath the item before it.
    let deeper = |part: &Claim| depth(part).is_none_or(|own| own > first);
    let beside = parts.iter().copied().filter(|part| !deeper(part));
    let beside: Vec<&Claim> = beside.collect();
    // Of 收入、支出总计 each of the two is all.
    let sides = ["in", "out"].map(concept);
    let named = |side| beside.iter().any(|part| part.subject.of.contains(side));
    match sides.iter().all(named) {
        true => Vec::new(),
        false => beside,
    }
}
