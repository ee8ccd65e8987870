use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::Table;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 表中隐藏的行和列里没有金额。
    ///
    /// ## 为什么
    /// 公开的内容以看得见的为准，隐藏的金额不参加核对；合计若包含了它们，读者看到的数字就加不起来，而文件的使用者又能把它们取消隐藏。
    ///
    /// ## 例
    /// 第 12 行被隐藏，其中“项目支出”有 35.00。
    "GJ0105" "隐藏的行列中有金额" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.disclosure.tables.iter();
    tables.filter_map(|table| word(context, table)).collect()
}

fn word(context: &Context<'_>, table: &Table) -> Option<Found> {
    let first = *table.hidden.first()?;
    let cell = context.label(table, first, "", Some(Role::Primary))?;
    let (short, count) = (context.short(table.spec), table.hidden.len());
    let message = format!(
        "{short} {first} 等 {count} 个金额在隐藏的行或列中，没有参加核对；涉及的合计也没有核对。"
    );
    let hint = "请取消隐藏或删除这些行列，再重新核对。".to_owned();
    Some((vec![cell], Wording { message, hint }))
}
