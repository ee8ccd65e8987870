use std::collections::BTreeMap;

use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::titles::{cell_beside, first_primary};
use crate::recognise::Table;
use crate::rulebook::TableSpec;
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 表头里写明年度的栏目：本年数的栏目写的是这张表的年度；没有两栏写着同一年的同一个数。
    ///
    /// ## 为什么
    /// 沿用去年的文件时，表头的年度常常漏改，或者只改了一栏。两栏写得一样，就分不出哪一栏是本年数，这两栏都无法核对。
    ///
    /// ## 例
    /// 2026年的表，两栏都写作“2025年预算数”，第二栏应为“2026年预算数”。
    "GJ0216" "表头的年度有误" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.tables();
    tables
        .flat_map(|(table, spec)| {
            let mut found = twice(context, table, spec);
            if found.is_empty() {
                found = stale(context, table, spec);
            }
            found
        })
        .collect()
}

/// Pairs of headings that say the same.
fn twice(context: &Context<'_>, table: &Table, spec: &TableSpec) -> Vec<Found> {
    let mut pairs = table.same_headings.clone();
    pairs.dedup();
    let word = |[left, right]: [Address; 2]| {
        let text = printed(context, table, left)?;
        let cells = [left, right].map(|at| cell_beside(table, spec, at, "表头", &text));
        let message = format!(
            "{}：{left} 和 {right} 两栏都写作“{text}”，分不出哪一栏是本年数。",
            spec.short
        );
        let hint = "请改正其中一栏的年度；改正以前，这两栏的数没有核对。".to_owned();
        Some((first_primary(cells.to_vec()), Wording { message, hint }))
    };
    pairs.into_iter().filter_map(word).collect()
}

/// Headings of this year's amounts that name an earlier year than the table is of.
fn stale(context: &Context<'_>, table: &Table, spec: &TableSpec) -> Vec<Found> {
    let own = table.said.year.map(|(_, year)| year);
    // A file's name may tell when it was written instead.
    let mut others = context.disclosure.tables.iter();
    let told = others.any(|other| other.said.year.is_some());
    let year = context.disclosure.year.filter(|_| told);
    let Some(own) = own.or(year) else {
        return Vec::new();
    };
    let parts = table.parts.iter().zip(&spec.parts);
    let columns = parts.flat_map(|(part, known)| part.columns.iter().zip(&known.columns));
    let current = columns.filter(|(_, known)| !known.beside);
    let years = current.filter_map(|(column, _)| table.years.get(column.as_ref()?));
    let stale: BTreeMap<Address, u16> = years.filter(|(_, year)| *year < own).copied().collect();
    let word = |(at, year): (Address, u16)| {
        let text = printed(context, table, at)?;
        let cell = cell_beside(table, spec, at, "表头", &text);
        let message = format!(
            "{} {at}：表头写作“{text}”，这张表是 {own} 年的，这一栏的年度还是 {year} 年。",
            spec.short
        );
        let hint = format!("请核对这一栏是不是 {own} 年的数，再改正表头的年度。");
        Some((first_primary(vec![cell]), Wording { message, hint }))
    };
    stale.into_iter().filter_map(word).collect()
}

fn printed(context: &Context<'_>, table: &Table, at: Address) -> Option<String> {
    let sheet = context.book.sheets.get(table.sheet)?;
    Some(sheet.cell(at)?.text().trim().to_owned())
}
