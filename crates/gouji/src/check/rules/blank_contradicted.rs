use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::condition::is_conditional;
use crate::check::titles::{cell_beside, first_primary};
use crate::recognise::{Statement, Table};
use crate::rulebook::{TableSpec, normal};

rule! {
    /// ## 查什么
    /// 表下注明“本表为空表”的，表中确实没有金额。
    ///
    /// ## 为什么
    /// 说明与表相反，读者不知道该信哪一个，常是沿用模板或上年的说明忘了删去。
    ///
    /// ## 例
    /// “三公”经费表合计 47.91，表下却写着“本部门无‘三公’经费预算，故本表为空表”。
    "GJ0212" "注明空表而表中有金额" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let filled = context.tables().filter(|(table, _)| table.amounts > 0);
    let says = |(table, spec)| {
        let mut said = context.said_beside(table).into_iter();
        let said = said
            .find(|said| says_this_is_blank(said) && context.named_instead(said, spec).is_none())?;
        Some(word(table, spec, said))
    };
    filled.filter_map(says).collect()
}

/// Whether a sentence says that its own table is blank.
fn says_this_is_blank(said: &Statement) -> bool {
    let text = normal(&said.text);
    let mut sentences = text.split(['。', '；', ';']);
    sentences.any(|sentence| is_said_of_this(sentence) && !is_conditional(sentence))
}

fn is_said_of_this(sentence: &str) -> bool {
    let blank = ["为空", "系空", "是空", "空表", "空白", "无数据"];
    ["本表", "此表"].iter().any(|table| {
        let after = sentence.split_once(table).map(|(_, after)| after);
        after.is_some_and(|after| blank.iter().any(|word| after.starts_with(word)))
    })
}

fn word(table: &Table, spec: &TableSpec, said: &Statement) -> Found {
    let cell = cell_beside(table, spec, said.at, "说明", &said.text);
    let message = format!(
        "{} {}：说明写着“{}”，而《{}》中有 {} 个金额。",
        spec.short, cell.cell, said.text, spec.title, table.amounts
    );
    let hint = "请删去这句说明；如表中的金额不该有，请改正金额。".to_owned();
    (first_primary(vec![cell]), Wording { message, hint })
}
