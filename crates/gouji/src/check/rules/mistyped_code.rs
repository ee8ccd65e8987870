use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::{MistypedCode, Part};
use crate::report::{CellRef, Role};
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 科目代码没有写错：同名、同金额的科目在其他表都是另一个代码，本表偏偏没有那个代码，写出的代码与它只差一位、两位颠倒，或者是别的科目的代码。
    ///
    /// ## 为什么
    /// 代码写错，这一行就成了另一个科目，各级合计和表间核对都对不上，金额其实没有错。核对时按应有的代码理解这一行，只指出代码本身。
    ///
    /// ## 例
    /// 支出总表中“社会保障和就业支出”的代码写成 408，收入总表和一般公共预算支出表都是 208。
    "GJ0711" "科目代码写错" Error Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let codes = context.disclosure.mistyped.iter();
    codes.filter_map(|code| word(context, code)).collect()
}

fn word(context: &Context<'_>, code: &MistypedCode) -> Option<Found> {
    let table = context.disclosure.table(code.table)?;
    let part = table.parts.get(code.part)?;
    let row = part.rows.get(code.row)?;
    // A code may stand before the name in one cell.
    let (column, name) = match row.name.split_once(&code.printed) {
        Some((_, name)) => (part.name?, name.trim_start_matches([']', ')', '）', '】'])),
        None => (column(part, code)?, row.name.as_str()),
    };
    let at = Address::new(row.at, column);
    let short = context.short(code.table);
    let cell = CellRef {
        row: code.printed.clone(),
        ..context.label(table, at, "科目代码", Some(Role::Primary))?
    };
    let source = match code.other {
        Some(other) => format!("{}中同一科目的代码", context.short(other)),
        None => "目录中这个名称的代码".to_owned(),
    };
    let message = format!(
        "{short} {at}：“{}”的代码写作 {}，{source}是 {}。",
        name.trim(),
        code.printed,
        code.meant
    );
    let hint = format!("请把代码改为 {}；金额已按这个代码核对。", code.meant);
    Some((vec![cell], Wording { message, hint }))
}

/// The column of the sheet in which the slip stands: the code's, or of 类, 款 and 项 that one's.
fn column(part: &Part, code: &MistypedCode) -> Option<u32> {
    let columns = part.labels.iter().copied();
    let columns: Vec<u32> = columns
        .take_while(|column| Some(*column) != part.name)
        .collect();
    let mut digits = code.printed.bytes().zip(code.meant.bytes());
    let differs = digits.position(|(printed, meant)| printed != meant);
    let level = match differs.unwrap_or(code.printed.len()) {
        0..=2 => 0,
        3 | 4 => 1,
        _ => 2,
    };
    let own = columns.get(level).filter(|_| columns.len() > 1);
    own.or(columns.first()).copied().or(part.name)
}
