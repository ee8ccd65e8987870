use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject, above, cells, level};
use crate::order::Gather;

rule! {
    /// ## 查什么
    /// 表中列出款、类各行的，每个项的上面都有它所属的款，每个款的上面都有它所属的类。
    ///
    /// ## 为什么
    /// 漏了上级科目一行，读者看不到这个款或类一共多少；也可能是代码写错，挂到了不存在的上级之下。只列项、不列款和类的表不查。
    ///
    /// ## 例
    /// 其他科目都列了类、款、项三级，2101102 的上面却没有 21011。
    "GJ0701" "缺少上级科目行" Warning Completeness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let parts = context.coded_parts().filter(|part| !part.part.unread_rows);
    parts.flat_map(missing).collect()
}

fn missing(part: CodedPart<'_>) -> Vec<Found> {
    let rows = || part.part.rows.iter().filter_map(|row| row.key.code());
    let codes: BTreeSet<&str> = rows().gather();
    let printed = [3, 5].map(|length| (length, prints(length, &codes)));
    let mut orphans: BTreeMap<&str, Vec<Subject<'_>>> = BTreeMap::new();
    for subject in part.subjects() {
        let Some(parent) = above(subject.code).filter(|parent| !codes.contains(parent)) else {
            continue;
        };
        if printed.contains(&(parent.len(), true)) {
            orphans.entry(parent).or_default().push(subject);
        }
    }
    let found = orphans.iter();
    found
        .filter_map(|(parent, children)| word(parent, children))
        .collect()
}

/// Whether a table prints the codes of a length above those beneath: most of them, and not those
/// alone that have several beneath.
fn prints(length: usize, codes: &BTreeSet<&str>) -> bool {
    let mut children: BTreeMap<&str, usize> = BTreeMap::new();
    for parent in codes.iter().filter_map(|code| above(code)) {
        if parent.len() == length {
            let count = children.entry(parent).or_default();
            *count = count.saturating_add(1);
        }
    }
    let (with, without): (Vec<_>, Vec<_>) = children
        .iter()
        .partition(|(parent, _)| codes.contains(*parent));
    let sums_only =
        with.iter().all(|(_, count)| **count > 1) && without.iter().all(|(_, count)| **count == 1);
    with.len() > without.len() && !sums_only
}

fn word(parent: &str, children: &[Subject<'_>]) -> Option<Found> {
    let first = children.first()?;
    let message = format!(
        "{}：{} 所属的{} {parent} 在本表没有单独一行。",
        first.label(),
        first.title(),
        level(parent)
    );
    let hint = format!(
        "本表其他科目都列出了{}；请补上 {parent} 一行，或核对这一行的代码是否写错。",
        level(parent)
    );
    Some((cells(children.iter()), Wording { message, hint }))
}
