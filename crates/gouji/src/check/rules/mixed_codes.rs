use super::{Found, Wording, rule};
use crate::catalogue::{self, Entry};
use crate::check::Context;
use crate::check::subjects::{CodedPart, Subject};
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 按功能分类的表只列功能科目（2 开头），按经济分类的表只列部门预算经济科目（3 开头）。
    ///
    /// ## 为什么
    /// 功能分类说明钱用来做什么，经济分类说明钱花在什么上，两套代码互不相通。代码和名称都属于另一套的，一定填错了表或填错了行。
    ///
    /// ## 例
    /// 一般公共预算支出表（按功能分类）中有一行“30201 办公费”。
    "GJ0709" "功能科目与经济科目混用" Error Correctness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

/// A table with more of the other codes is laid out otherwise than its template says.
pub(super) const FEW: usize = 4;

fn find(context: &Context<'_>) -> Vec<Found> {
    context.coded_parts().flat_map(of_part).collect()
}

fn of_part(part: CodedPart<'_>) -> Vec<Found> {
    let all = part.subjects().count();
    let strange: Vec<(Subject<'_>, &Entry)> = strange(part).collect();
    if strange.len().saturating_mul(FEW) > all {
        return Vec::new();
    }
    strange
        .iter()
        .map(|(subject, entry)| word(subject, entry))
        .collect()
}

/// Rows whose code and name are of the other classification.
pub(super) fn strange<'a>(
    part: CodedPart<'a>,
) -> impl Iterator<Item = (Subject<'a>, &'static Entry)> {
    part.subjects().filter_map(|subject| {
        let entry = match subject.of.is_economic() {
            true => catalogue::function(subject.code),
            false => catalogue::economic(subject.code),
        }?;
        let known = subject.entry().is_some();
        (!known && entry.is_named(subject.name())).then_some((subject, entry))
    })
}

fn word(subject: &Subject<'_>, entry: &Entry) -> Found {
    let (own, other) = match subject.of.is_economic() {
        true => ("经济", "功能"),
        false => ("功能", "经济"),
    };
    let message = format!(
        "{}：{} {} 是{other}分类科目，不应出现在按{own}分类列示的《{}》中。",
        subject.label(),
        entry.code,
        entry.name,
        subject.of.spec.title
    );
    let hint = format!("请改为它的{own}分类科目，或把这一行移到按{other}分类的表中。");
    (
        vec![subject.cell(Some(Role::Primary))],
        Wording { message, hint },
    )
}
