use super::{Found, Wording, rule};
use crate::check::Context;
use crate::report::UnreadKind;
use crate::rulebook::{TableSpec, normal};

rule! {
    /// ## 查什么
    /// 模板规定的每张表都在文件中；没有金额的表也应列出并注明为空表。
    ///
    /// ## 为什么
    /// 部门预算应当公开收支总体情况、财政拨款收支、一般公共预算支出等全部报表，缺表即未履行公开义务。
    ///
    /// ## 例
    /// 文件中没有《一般公共预算基本支出情况表》。
    "GJ0201" "缺少应公开的表" Error Completeness Disclosure(find)
    basis "《预算法》第十四条；《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let required = context
        .rulebook
        .tables
        .iter()
        .enumerate()
        .filter(|(_, spec)| spec.required);
    let missing = required.filter(|(place, _)| context.disclosure.table(*place).is_none());
    let word = |(_, spec): (usize, &TableSpec)| {
        let message = format!("没有找到{}《{}》。", spec.short, spec.title);
        let hint = match hidden_sheet(context, spec) {
            Some(sheet) => format!("它在隐藏的工作表“{sheet}”中，公开后看不见。请取消隐藏，再重新核对。"),
            None => "请把这张表放进同一个工作簿；没有金额也要列出空表并注明。如已在文件中，请检查表的标题。".to_owned(),
        };
        (Vec::new(), Wording { message, hint })
    };
    missing.map(word).collect()
}

/// The hidden sheet that bears a table's title in its first cell or its name.
fn hidden_sheet<'a>(context: &Context<'a>, spec: &TableSpec) -> Option<&'a str> {
    let mut hidden = context.disclosure.unread.iter();
    let bears = |text: &str| {
        let text = normal(text);
        spec.titles
            .iter()
            .any(|title| text.ends_with(title.as_str()))
    };
    let found = hidden.find(|unread| {
        unread.kind == UnreadKind::HiddenSheet && (bears(&unread.text) || bears(&unread.sheet))
    });
    found.map(|unread| unread.sheet.as_str())
}
