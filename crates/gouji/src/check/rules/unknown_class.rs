use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Wording, mixed_codes, rule};
use crate::catalogue;
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject, cells};
use crate::order::Gather;

rule! {
    /// ## 查什么
    /// 功能分类的科目属于现行目录的 30 个类（201 至 234，其中 218、225、226、228 不用）；部门预算经济分类的科目以 3 开头，政府预算经济分类以 5 开头。
    ///
    /// ## 为什么
    /// 类写错，这一科目和它的下级就归到了不存在的类中。目录会修订，所以只作提示。
    ///
    /// ## 例
    /// 2080505 写成 2880505。
    "GJ0710" "没有这个类" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let mut classes: BTreeMap<(bool, &str), Vec<Subject<'_>>> = BTreeMap::new();
    for part in context.coded_parts() {
        let reported = reported(part);
        for subject in part.subjects().filter(|row| !reported.contains(&row.place)) {
            let class = subject.code.get(..3).unwrap_or_default();
            if !is_class(class, part.is_economic()) {
                let key = (part.is_economic(), class);
                classes.entry(key).or_default().push(subject);
            }
        }
    }
    classes
        .iter()
        .filter_map(|((_, class), rows)| word(class, rows))
        .collect()
}

/// Rows that another rule has named.
fn reported(part: CodedPart<'_>) -> BTreeSet<usize> {
    let (all, strange) = (part.subjects().count(), mixed_codes::strange(part).count());
    let named = strange.saturating_mul(mixed_codes::FEW) <= all;
    let strange = mixed_codes::strange(part).filter(|_| named);
    strange.map(|(subject, _)| subject.place).gather()
}

fn is_class(class: &str, economic: bool) -> bool {
    match economic {
        true => class.starts_with(['3', '5']),
        false => catalogue::function(class).is_some(),
    }
}

fn word(class: &str, rows: &[Subject<'_>]) -> Option<Found> {
    let first = rows.first()?;
    let (kind, count) = match first.of.is_economic() {
        true => ("经济", rows.len()),
        false => ("功能", rows.len()),
    };
    let more = if count > 1 {
        format!("等 {count} 行")
    } else {
        String::new()
    };
    let message = format!(
        "{}：{}{more}的类 {class} 不在现行{kind}分类目录中。",
        first.label(),
        first.title()
    );
    let hint = "请核对代码的前三位；如当年目录新增了这个类，可不修改。".to_owned();
    Some((cells(rows.iter()), Wording { message, hint }))
}
