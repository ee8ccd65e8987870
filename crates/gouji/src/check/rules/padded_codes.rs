use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::Table;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 科目编码的款、项各有两位数字，前导零没有丢失。
    ///
    /// ## 为什么
    /// 编码存成数字时，表格软件会去掉前导零，“05”成了“5”。核对时已按两位补齐，公开的表应当补上。
    ///
    /// ## 例
    /// 款的编码写作 5，应为 05。
    "GJ0106" "科目编码丢失前导零" Notice Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.disclosure.tables.iter();
    tables.filter_map(|table| word(context, table)).collect()
}

fn word(context: &Context<'_>, table: &Table) -> Option<Found> {
    let first = *table.padded_codes.first()?;
    let cell = context.label(table, first, "科目编码", Some(Role::Primary))?;
    let (short, count) = (context.short(table.spec), table.padded_codes.len());
    let message = format!("{short} {first} 等 {count} 处科目编码只有一位数字，已补上前导零。");
    let hint = "请把编码列设为文本格式，并写全两位数字。".to_owned();
    Some((vec![cell], Wording { message, hint }))
}
