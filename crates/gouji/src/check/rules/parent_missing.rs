use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject, above, cells, level};
use crate::recognise::RowKey;

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
    let codes: BTreeSet<&str> = part
        .part
        .rows
        .iter()
        .filter_map(|row| row.key.code())
        .collect();
    let mut orphans: BTreeMap<&str, Vec<Subject<'_>>> = BTreeMap::new();
    for subject in part.subjects() {
        let parent = above(subject.code).filter(|parent| !codes.contains(parent));
        if let Some(parent) = parent.filter(|parent| is_printed(parent.len(), &codes)) {
            orphans.entry(parent).or_default().push(subject);
        }
    }
    orphans
        .iter()
        .filter(|(parent, _)| !only_sums(parent.len(), &orphans, part))
        .filter_map(|(parent, children)| word(parent, children))
        .collect()
}

/// Whether most codes beneath a level have their parent's row.
fn is_printed(length: usize, codes: &BTreeSet<&str>) -> bool {
    let parents = codes.iter().filter_map(|code| above(code));
    let (mut with, mut without) = (0_usize, 0_usize);
    for parent in parents.filter(|parent| parent.len() == length) {
        let place = if codes.contains(parent) {
            &mut with
        } else {
            &mut without
        };
        *place = place.saturating_add(1);
    }
    with > without
}

/// Whether a table leaves out, at this level, the parents of a single child and no others.
fn only_sums(
    length: usize,
    orphans: &BTreeMap<&str, Vec<Subject<'_>>>,
    part: CodedPart<'_>,
) -> bool {
    let mut children: BTreeMap<&str, usize> = BTreeMap::new();
    for code in part.part.rows.iter().filter_map(|row| match &row.key {
        RowKey::Code(code) => above(code).filter(|parent| parent.len() == length),
        _ => None,
    }) {
        let count = children.entry(code).or_default();
        *count = count.saturating_add(1);
    }
    children
        .iter()
        .all(|(parent, count)| orphans.contains_key(parent) == (*count == 1))
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
