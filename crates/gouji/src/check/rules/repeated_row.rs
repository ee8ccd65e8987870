use std::collections::BTreeMap;

use super::{Found, Wording, counted_twice, rule};
use crate::catalogue::same;
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject, cells};
use crate::order::Order;
use crate::recognise::RowKey;
use crate::report::UnreadKind;
use crate::rulebook::RowsKind;
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 同一张表中，同一单位的同一科目只列一行。按单位、按项目分别列示的不算重复。
    ///
    /// ## 为什么
    /// 一个科目分成两行，读者会以为看到的就是全部；两行金额相加虽与合计相符，也应合并成一行。
    ///
    /// ## 例
    /// 支出总表中 2080505 列了两行，一行 30.00，一行 18.58，上级科目按 48.58 汇总。
    "GJ0702" "同一科目列了两行" Warning Correctness Disclosure(find)
}

/// Headings of columns by which the rows of one subject are told apart.
const DIVIDERS: &[&str] = &[
    "单位", "部门", "项目", "来源", "类型", "级次", "性质", "用途", "资金", "政府",
];

fn find(context: &Context<'_>) -> Vec<Found> {
    let parts = context
        .coded_parts()
        .filter(|part| part.kind != RowsKind::FunctionProject && !is_divided(context, part));
    let groups = parts.flat_map(|part| repeated(context, part));
    let counted_twice = counted_twice::rows(context);
    let open = |group: &Vec<Subject<'_>>| {
        let mut rows = group.iter().map(|row| (row.of.table.spec, row.code));
        rows.all(|row| !counted_twice.contains(&row))
    };
    groups
        .filter(open)
        .filter_map(|group| word(&group))
        .collect()
}

/// Whether a column that was not read divides the rows of one subject.
fn is_divided(context: &Context<'_>, part: &CodedPart<'_>) -> bool {
    let unread = context.disclosure.unread.iter();
    let mut columns = unread.filter(|unread| {
        unread.kind == UnreadKind::Column && unread.table.as_deref() == Some(&part.spec.id)
    });
    columns.any(|column| DIVIDERS.iter().any(|word| column.text.contains(word)))
}

/// Rows of the sheet that close a unit's subjects with their subtotal, from top to bottom.
fn subtotals(context: &Context<'_>, part: &CodedPart<'_>) -> Vec<u32> {
    let unread = context.disclosure.unread.iter();
    let rows = unread.filter(|unread| {
        unread.kind == UnreadKind::Row
            && unread.table.as_deref() == Some(&part.spec.id)
            && unread.text.trim().ends_with("小计")
    });
    let rows = rows.filter_map(|unread| Some(Address::parse(&unread.range)?.row));
    let mut rows: Vec<u32> = rows.collect();
    rows.put_in_order();
    rows
}

/// Rows of one code between two rows of a unit or a total; nothing where most codes are repeated.
fn repeated<'a>(context: &Context<'_>, part: CodedPart<'a>) -> Vec<Vec<Subject<'a>>> {
    let mut groups: BTreeMap<(Option<usize>, usize, &str), Vec<Subject<'_>>> = BTreeMap::new();
    let mut block = 0_usize;
    let mut subjects = part.subjects().peekable();
    let mut subtotals = subtotals(context, &part).into_iter().peekable();
    for (place, row) in part.part.rows.iter().enumerate() {
        let mut closed = false;
        while subtotals.next_if(|at| *at < row.at).is_some() {
            closed = true;
        }
        if closed || matches!(row.key, RowKey::Total | RowKey::Unit(_)) {
            block = block.saturating_add(1);
        }
        let own = subjects.next_if(|subject| subject.place == place);
        if let Some(subject) = own.filter(|subject| subject.has_amount(context.disclosure)) {
            let key = (row.unit, block, subject.code);
            groups.entry(key).or_default().push(subject);
        }
    }
    let all = groups.len();
    let alike = |group: &Vec<Subject<'_>>| {
        let first = group.first().map_or("", Subject::name);
        group.len() > 1 && group.iter().all(|subject| same(subject.name(), first))
    };
    let repeated: Vec<Vec<Subject<'_>>> = groups.into_values().filter(alike).collect();
    if repeated.len().saturating_mul(2) > all {
        Vec::new()
    } else {
        repeated
    }
}

fn word(group: &[Subject<'_>]) -> Option<Found> {
    let first = group.first()?;
    let others: Vec<String> = group.iter().skip(1).map(Subject::label).collect();
    let message = format!(
        "{}：{} 列了 {} 行，另见 {}。",
        first.label(),
        first.title(),
        group.len(),
        others.join("、")
    );
    let hint = "请核对是否重复填列；如确为同一科目，请合并成一行。".to_owned();
    Some((cells(group.iter()), Wording { message, hint }))
}
