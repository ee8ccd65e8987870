use std::collections::BTreeSet;

use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject, cells};
use crate::recognise::RowKey;

rule! {
    /// ## 查什么
    /// 科目按代码从小到大排列，下级紧跟在上级之后。
    ///
    /// ## 为什么
    /// 顺序乱了，读者容易把下级看到别的上级名下；也常是代码写错或插行插错了位置的迹象。
    ///
    /// ## 例
    /// 210 的各行之后又出现 20807。
    "GJ0704" "科目顺序不对" Notice Correctness Disclosure(find)
}

/// Places that a finding names at most.
const MOST_NAMED: usize = 3;

fn find(context: &Context<'_>) -> Vec<Found> {
    context.coded_parts().filter_map(word).collect()
}

fn word(part: CodedPart<'_>) -> Option<Found> {
    if has_blocks(part) {
        return None;
    }
    let misplaced = misplaced(part);
    let (first, before) = misplaced.first()?;
    let (place, count) = (first.label(), misplaced.len());
    let named = |(row, before): &(Subject<'_>, Subject<'_>)| {
        format!("{} 排在 {} 之后", row.code, before.code)
    };
    let named: Vec<String> = misplaced.iter().take(MOST_NAMED).map(named).collect();
    let more = if count > named.len() {
        format!("，共 {count} 处")
    } else {
        String::new()
    };
    let message = format!("{place}：{}{more}。", named.join("，"));
    let hint = format!(
        "请按代码顺序排列，下级紧跟在上级之后；也请核对 {} 和 {} 的代码有没有写错。",
        first.code, before.code
    );
    let rows: Vec<Subject<'_>> = misplaced.iter().map(|(row, _)| *row).collect();
    Some((cells(rows.iter()), Wording { message, hint }))
}

/// Whether codes come again, as in a block for each budget unit: the order begins anew in each.
fn has_blocks(part: CodedPart<'_>) -> bool {
    let mut codes = BTreeSet::new();
    !part.subjects().all(|subject| codes.insert(subject.code))
}

/// Rows whose code is less than that of the row before, with that row.
fn misplaced(part: CodedPart<'_>) -> Vec<(Subject<'_>, Subject<'_>)> {
    let mut found = Vec::new();
    let mut before: Option<Subject<'_>> = None;
    let mut subjects = part.subjects().peekable();
    for (place, row) in part.part.rows.iter().enumerate() {
        if matches!(row.key, RowKey::Total | RowKey::Unit(_)) {
            before = None;
        }
        let Some(subject) = subjects.next_if(|subject| subject.place == place) else {
            continue;
        };
        if let Some(before) = before.filter(|before| subject.code < before.code) {
            found.push((subject, before));
        }
        before = Some(subject);
    }
    found
}
