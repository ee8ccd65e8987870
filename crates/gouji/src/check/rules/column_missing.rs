use super::{Found, Wording, rule};
use crate::check::Context;
use crate::report::CellRef;

rule! {
    /// ## 查什么
    /// 每张表都有模板规定的栏目。
    ///
    /// ## 为什么
    /// 缺少栏目，公开的内容就不完整，与它有关的勾稽也无法核对。
    ///
    /// ## 例
    /// 《部门支出总体情况表》没有“项目支出”栏。
    "GJ0202" "缺少应有的栏目" Error Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for table in &context.disclosure.tables {
        let Some(spec) = context.rulebook.tables.get(table.spec) else {
            continue;
        };
        // Where a table is not the template's own, a heading that was not understood may be the one.
        let parts = spec.parts.iter().zip(&table.parts);
        for (part, there) in parts.filter(|(_, there)| spec.required || !there.unread_columns) {
            let columns = part.columns.iter().enumerate();
            let missing = columns
                .filter(|&(place, column)| !column.optional && !there.has_column(part, place));
            for (_, column) in missing {
                let message = format!(
                    "{}《{}》没有找到栏目“{}”。",
                    spec.short,
                    spec.title,
                    column.name.replace('/', "—")
                );
                let hint = format!(
                    "请检查工作表“{}”的表头文字是否与模板一致。",
                    table.sheet_name
                );
                found.push((Vec::<CellRef>::new(), Wording { message, hint }));
            }
        }
    }
    found
}
