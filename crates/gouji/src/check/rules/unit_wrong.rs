use std::collections::BTreeSet;

use super::{Found, Wording, rule};
use crate::amount::AmountUnit;
use crate::check::titles::{first_primary, title_cell};
use crate::check::{Context, Judged, Outcome, judge};
use crate::recognise::{Disclosure, Table};

rule! {
    /// ## 查什么
    /// 每张表写明的金额单位与表中的数字相符：同一数字在各表中折算成同一单位后相同。各表使用不同的单位而折算后相符的，不算错。
    ///
    /// ## 为什么
    /// 数字是万元而写成元，读者会差一万倍。改动单位一行就能使不符的勾稽成立，说明写错的是单位，不是数字。
    ///
    /// ## 例
    /// 各表都是“单位：万元”，只有支出总表写作“单位：元”，而其中的数字与收入总表逐个相同。
    "GJ0214" "金额单位写错" Error Correctness Disclosure(find)
    basis "《预算法实施条例》第十一条"
}

/// Broken relations that prove a unit wrong at least.
const FEWEST: usize = 3;

/// A table whose unit is wrong.
struct Misstated<'a> {
    table: &'a Table,
    stated: AmountUnit,
    right: AmountUnit,
    /// The relations that its right unit makes hold, by their places.
    explained: Vec<usize>,
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let all = misstated(context);
    all.iter().filter_map(|it| word(context, it)).collect()
}

/// The relations that are broken because of a wrong unit only, by their places.
pub(super) fn explained(context: &Context<'_>) -> BTreeSet<usize> {
    let all = misstated(context).into_iter();
    all.flat_map(|it| it.explained).collect()
}

fn misstated<'a>(context: &Context<'a>) -> Vec<Misstated<'a>> {
    let tables = || {
        context
            .disclosure
            .tables
            .iter()
            .filter(|table| table.amounts > 0)
    };
    let counted = |unit: AmountUnit| tables().filter(|table| table.unit == Some(unit)).count();
    let units = [
        AmountUnit::Yuan,
        AmountUnit::Thousand,
        AmountUnit::TenThousand,
    ];
    let Some(usual) = units.into_iter().max_by_key(|unit| counted(*unit)) else {
        return Vec::new();
    };
    let other = |table: &&Table| table.unit.is_some_and(|unit| unit != usual);
    tables()
        .filter(other)
        .filter_map(|table| test(context, table, usual))
        .collect()
}

/// Judges the relations of a table with others as if its amounts were in another unit.
fn test<'a>(context: &Context<'a>, table: &'a Table, right: AmountUnit) -> Option<Misstated<'a>> {
    let across = |judged: &&Judged<'_>| {
        let own = |id| table.figures.contains(&id);
        let mut terms = judged.relation.terms().map(|term| own(term.figure));
        let first = terms.next();
        terms.any(|own| Some(own) != first) && !context.is_advisory(judged)
    };
    let own: Vec<&Judged<'_>> = context.judged.iter().filter(across).collect();
    if own.iter().filter(is_broken).count() < FEWEST {
        return None;
    }
    let mut changed: Disclosure = context.disclosure.clone();
    let place = changed
        .tables
        .iter()
        .position(|other| other.spec == table.spec)?;
    changed.tables.get_mut(place)?.unit = Some(right);
    let holds = |judged: &Judged<'_>| {
        let held = judge(context.rulebook, &changed, judged.relation, None);
        held.is_ok_and(|held| held.is_some_and(|held| held.outcome != Outcome::Broken))
    };
    let (kept, broken): (Vec<&Judged<'_>>, Vec<&Judged<'_>>) =
        own.into_iter().partition(|judged| holds(judged));
    let explained: Vec<usize> = kept
        .iter()
        .filter(is_broken)
        .map(|judged| judged.place)
        .collect();
    let proved = explained.len() >= FEWEST && broken.len().saturating_mul(4) < explained.len();
    proved.then_some(Misstated {
        table,
        stated: table.unit?,
        right,
        explained,
    })
}

fn is_broken(judged: &&&Judged<'_>) -> bool {
    judged.judgement.outcome == Outcome::Broken
}

fn word(context: &Context<'_>, it: &Misstated<'_>) -> Option<Found> {
    let spec = context.rulebook.tables.get(it.table.spec)?;
    let cell = title_cell(it.table, spec);
    let message = format!(
        "{} {}：《{}》写明金额单位为{}，但其中的数字与其他表对照是{}：改为{}，{} 项不符的勾稽即成立。",
        spec.short,
        cell.cell,
        spec.title,
        it.stated.name(),
        it.right.name(),
        it.right.name(),
        it.explained.len()
    );
    let hint = format!("请把这张表的金额单位改为“{}”。", it.right.name());
    Some((first_primary(vec![cell]), Wording { message, hint }))
}
