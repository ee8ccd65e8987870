use super::{Found, Wording, rule};
use crate::catalogue;
use crate::check::Context;
use crate::check::naming::{Naming, Standing};
use crate::check::subjects::cells;

rule! {
    /// ## 查什么
    /// 科目名称不是早年目录中的旧名称，2023 年及以后的文件才查。
    ///
    /// ## 为什么
    /// 科目会改名、合并或停用，沿用旧模板常把旧名称带进新的公开表。
    ///
    /// ## 例
    /// 210 写作“医疗卫生与计划生育支出”，现行名称为“卫生健康支出”。
    "GJ0708" "使用旧的科目名称" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    if !context.is_recent() {
        return Vec::new();
    }
    let names = context.names;
    let old = names.iter().flat_map(|named| {
        let usual = Some(&named.usual).filter(|usual| usual.old().is_some());
        usual
            .into_iter()
            .chain(named.of_standing(Standing::Obsolete))
    });
    old.filter_map(word).collect()
}

fn word(naming: &Naming<'_>) -> Option<Found> {
    let (first, old) = (naming.rows.first()?, naming.old()?);
    let message = format!(
        "{}：{} 的名称“{}”是旧名称。",
        first.label(),
        old.code,
        naming.name
    );
    let today = old
        .today
        .and_then(|code| catalogue::function(code).or_else(|| catalogue::economic(code)));
    let hint = match today {
        Some(today) if today.code == old.code => format!("现行名称为“{}”，请改正。", today.name),
        Some(today) => format!("现为 {} {}，请核对后改正。", today.code, today.name),
        None => "现行目录已没有这个科目，请对照当年政府收支分类科目改正。".to_owned(),
    };
    Some((cells(naming.rows.iter()), Wording { message, hint }))
}
