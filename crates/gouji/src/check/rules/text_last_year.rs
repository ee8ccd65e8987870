use super::text_prior::in_wan;
use super::{Marked, Wording, rule};
use crate::amount::AmountUnit;
use crate::check::Context;
use crate::check::prose::{Stale, direction_name};
use crate::prose::{Direction, Role};
use crate::recognise::FigureId;
use crate::report;

rule! {
    /// ## 查什么
    /// 表中印有上年数或增减额的，文字说明写的上年数、增减额、增减率与表一致。说明写明比上年“预算数”或“执行数”的，与同名的栏相比；只写“比上年”的，或栏目没有分清预算数和执行数的，多数与表一致时才核对。
    ///
    /// ## 为什么
    /// 说明里的增减额和增减率改成彼此相符，与表却不符，单看文字看不出来。
    ///
    /// ## 例
    /// 说明写“比2025年执行数增加 20.00 万元，增长 15.38%”，表中上年执行数 140.00，本年 150.00。
    "GJ0823" "说明中的上年数或增减与表不一致" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let stale = context.priors.stale.iter();
    stale.filter_map(|stale| word(context, stale)).collect()
}

fn word(context: &Context<'_>, stale: &Stale) -> Option<Marked> {
    let claim = context.claim(stale.claim)?;
    let text = context.words(claim)?;
    let change = stale.years.change()?;
    let direction = match change.centre() {
        change if change.is_zero() => Direction::Level,
        change if change.is_sign_negative() => Direction::Down,
        _ => Direction::Up,
    };
    let last = printed(context, stale.column);
    let both = || {
        format!(
            "{}，上年为 {} 万元",
            printed(context, stale.now),
            in_wan(stale.years.before)
        )
    };
    let facts = match claim.role {
        Role::Rate(_) => {
            let rate = stale.years.rate(claim.value.scale()).abs();
            format!("{}，应为{} {rate}%", both(), direction_name(direction))
        }
        Role::Change(_) if direction == Direction::Level => format!("{}，两年相同", both()),
        Role::Change(_) => {
            let change = in_wan(change);
            let size = change.trim_start_matches('-');
            format!("{}，应为{} {size} 万元", both(), direction_name(direction))
        }
        _ => last,
    };
    let way = match claim.role {
        Role::Rate(way) | Role::Change(way) if way != Direction::Level => direction_name(way),
        _ => "",
    };
    let message = format!("说明写{way}“{}”；{facts}。", text.quote);
    let hint = "请核对表和说明哪一处有误，改成一致；同句的增减额、增减率一并核对。".to_owned();
    let cell = |id: FigureId, role: report::Role| context.cell(id, Some(role));
    let cells = [
        cell(stale.column, report::Role::Primary),
        cell(stale.now, report::Role::Also),
    ];
    Some(Marked {
        text: Some(text),
        cells: cells.into_iter().flatten().collect(),
        relation: None,
        wording: Wording { message, hint },
    })
}

/// A figure in words: `一般公共预算支出表 C14 的“上年执行数”为 140.00 万元`.
fn printed(context: &Context<'_>, id: FigureId) -> String {
    let (place, column) = (context.place(id), context.column_name(id));
    let table = context.disclosure.figures.get(id).map(|it| it.table);
    let unit = table.and_then(|table| context.disclosure.unit_of(table));
    let unit = unit.map_or("", AmountUnit::name);
    format!("{place} 的“{column}”为 {} {unit}", context.printed(id))
}
