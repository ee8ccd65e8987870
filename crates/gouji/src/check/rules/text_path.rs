use std::collections::BTreeSet;

use super::{Marked, rule};
use crate::catalogue::same;
use crate::check::Context;
use crate::prose::{Claim, Role, Unit};
use crate::rulebook::normal;

rule! {
    /// ## 查什么
    /// 说明按“某支出（类）某某（款）某某（项）”写出的科目，在支出表里确有这一类、款、项，并且各级没有写错。
    ///
    /// ## 为什么
    /// 科目名称抄错一级，读者就找不到对应的数字。
    ///
    /// ## 例
    /// “卫生健康支出（类）卫生健康支出（款）计划生育事务（项）”，表中计划生育事务是款不是项。
    "GJ0811" "说明中的科目在表中找不到" Warning Correctness Text(find)
}

/// Digits of the codes of 类, 款 and 项.
const CODES: [usize; 3] = [3, 5, 7];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut stated = context.claims();
    let paths = match stated.next() {
        Some(_) => paths(context),
        None => return Vec::new(),
    };
    if paths.is_empty() {
        return Vec::new();
    }
    let named = context.claims().filter(|(_, claim)| {
        claim.role == Role::Amount && matches!(claim.unit, Some(Unit::Money(_)))
    });
    let missing = named.filter_map(|(_, claim)| {
        let (start, end, levels) = path(context, claim)?;
        let is_known = |known: &Vec<String>| {
            levels.iter().all(|(level, name)| {
                let own = known.get(*level);
                own.is_some_and(|own| match level {
                    _ if own.is_empty() => true,
                    0 => same(own, name) || ends(own, name),
                    _ => same(own, name),
                })
            })
        };
        let known = paths.iter().any(is_known);
        let text = context.stretch(claim.passage, start, end)?;
        let message = format!("说明写“{}”，支出表中没有这样的类、款、项。", text.quote);
        let hint = "请对照支出表改正科目名称和所属的类、款、项。";
        (!known && !claim.value.is_zero()).then_some(Marked::at(Some(text), message, hint))
    });
    missing.collect()
}

/// Whether the words before a subject end in a name: 支出主要包括教育.
fn ends(own: &str, words: &str) -> bool {
    let mut begins = words.char_indices().skip(1);
    begins.any(|(at, _)| {
        let (before, name) = words.split_at(at);
        !before.ends_with("其他") && same(own, name)
    })
}

/// The names of 类, 款 and 项 of every functional subject in the tables; blank ones of levels that its table leaves out.
fn paths(context: &Context<'_>) -> BTreeSet<Vec<String>> {
    let mut paths = BTreeSet::new();
    for table in &context.disclosure.tables {
        for part in &table.parts {
            let mut above: Vec<(&str, String)> = Vec::new();
            for row in &part.rows {
                let Some(code) = row.key.code().filter(|code| code.starts_with('2')) else {
                    continue;
                };
                above.retain(|(known, _)| code.starts_with(known) && code != *known);
                above.push((code, normal(&row.name)));
                let lengths = CODES.into_iter().take_while(|length| *length <= code.len());
                let name = |length: usize| above.iter().find(|(known, _)| known.len() == length);
                let named = lengths.map(|length| name(length).map(|(_, name)| name.clone()));
                paths.insert(match CODES.contains(&code.len()) {
                    true => named.map(Option::unwrap_or_default).collect(),
                    false => above.iter().map(|(_, name)| name.clone()).collect(),
                });
            }
        }
    }
    paths
}

/// Where a subject is written out, and its names by level.
type Path = (usize, usize, Vec<(usize, String)>);

/// The subject that is written out before an amount: where it stands, and its names by level.
fn path(context: &Context<'_>, claim: &Claim) -> Option<Path> {
    let passage = context.prose.passages.get(claim.passage)?;
    let mut levels = Vec::new();
    let (mut start, mut end) = (0_usize, 0_usize);
    let before: Vec<char> = passage.slice(0, claim.start).to_vec();
    let from = before
        .iter()
        .rposition(|c| "。；，".contains(*c))
        .map_or(0, |at| at.saturating_add(1));
    let from = from.max(crate::prose::enumerated(&before).map_or(0, |(length, _)| length));
    let mut name = String::new();
    for at in from..before.len() {
        let mark: String = before.iter().skip(at).take(3).collect();
        let level = ["(类)", "(款)", "(项)"]
            .iter()
            .position(|known| *known == mark);
        match level {
            Some(level) => {
                if levels.is_empty() {
                    let colon = name.chars().rev().position(|c| c == ':');
                    let length = colon.unwrap_or(name.chars().count());
                    start = at.saturating_sub(length);
                }
                let own = match levels.is_empty() {
                    true => name.rsplit(':').next().unwrap_or(&name),
                    false => &name,
                };
                if own.is_empty() {
                    return None;
                }
                let bare = own
                    .trim_start_matches(")")
                    .trim_start_matches(|c: char| "类款项)".contains(c))
                    .to_owned();
                levels.push((level, bare));
                name.clear();
                end = at.saturating_add(3);
            }
            None => name.extend(before.get(at)),
        }
    }
    if levels.is_empty() {
        return dashed(passage, claim);
    }
    let ordered = levels.iter().map(|(level, _)| *level).eq(0..levels.len());
    ordered.then_some((start, end, levels))
}

/// A subject that is written `某支出-某款-某项` directly before an amount.
fn dashed(passage: &crate::prose::Passage, claim: &Claim) -> Option<Path> {
    let noun = claim.noun.trim_end_matches("科目");
    let names: Vec<&str> = noun.split('-').collect();
    let words = |name: &&str| {
        name.chars().count() > 1
            && name
                .chars()
                .all(|c| c.is_alphabetic() || "()、".contains(c))
    };
    let class = names.first().is_some_and(|name| name.ends_with("支出"));
    if names.len() != 3 || !class || !names.iter().all(words) {
        return None;
    }
    let text = passage.plain();
    let at = text
        .find(noun)
        .and_then(|at| text.get(..at))
        .map(|before| before.chars().count())?;
    let levels = names
        .iter()
        .enumerate()
        .map(|(level, name)| (level, (*name).to_owned()));
    Some((
        at,
        at.saturating_add(noun.chars().count()),
        levels.collect(),
    ))
}
