use super::{Found, Wording, rule};
use crate::catalogue::same;
use crate::check::Context;
use crate::recognise::RowKey;
use crate::rulebook::normal;
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 文件附有多数项目的绩效目标表时，项目支出表的每个项目都有一张，或在文字中说明了没有的原因。只附少数项目的，
    /// 是只公开重点项目的绩效目标，不提醒。
    ///
    /// ## 为什么
    /// 非涉密项目应当随预算公开绩效目标。
    ///
    /// ## 例
    /// 项目支出表有四个项目，绩效目标表只有三张，第四个没有说明。
    "GJ1007" "有项目没有绩效目标表" Warning Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let plans: Vec<String> = context
        .prose
        .plans
        .iter()
        .filter(|plan| !plan.is_whole)
        .map(|plan| normal(&plan.name))
        .collect();
    if plans.is_empty() {
        return Vec::new();
    }
    let explained = |name: &str| {
        let name: String = crate::prose::plain_chars(name).into_iter().collect();
        context.prose.passages.iter().any(|passage| {
            let text = passage.plain();
            text.contains(&name)
                && text.contains("绩效")
                && ["未", "不", "没有", "无", "统一", "涉密"]
                    .iter()
                    .any(|word| text.contains(word))
        })
    };
    let has = |name: &str| {
        plans.iter().any(|plan| {
            same(plan, name) || plan.contains(&normal(name)) || normal(name).contains(plan.as_str())
        })
    };
    let mut found = Vec::new();
    let mut planned: usize = 0;
    for (table, spec) in context
        .tables()
        .filter(|(_, spec)| spec.title.contains("项目支出"))
    {
        for part in &table.parts {
            for row in part
                .rows
                .iter()
                .filter(|row| matches!(row.key, RowKey::Project { .. }))
            {
                let amount = part.figure(
                    part.rows
                        .iter()
                        .position(|own| own.at == row.at)
                        .unwrap_or(0),
                    0,
                );
                let blank = amount.is_none_or(|id| context.is_nothing(id) != Some(false));
                let has = has(&row.name);
                planned = planned.saturating_add(usize::from(has && !blank));
                if blank || has || explained(&row.name) {
                    continue;
                }
                let column = part.name.unwrap_or(0);
                let cell = context.label(table, Address::new(row.at, column), "项目名称", None);
                let message = format!(
                    "{} 的项目“{}”没有绩效目标表，也没有说明原因。",
                    spec.short,
                    row.name.trim()
                );
                found.push((
                    cell.into_iter().collect(),
                    Wording {
                        message,
                        hint: "请补充绩效目标表，或在说明中写明原因。".to_owned(),
                    },
                ));
            }
        }
    }
    if found.len() > planned {
        found.clear();
    }
    found
}
