use super::{Marked, Wording, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{Agreement, compared, figure, money};
use crate::prose::{Role, Unit, concept};
use crate::recognise::FigureId;

rule! {
    /// ## 查什么
    /// 机关（单位）运行经费与一般公共预算基本支出中的公用经费相同；没有单独的运行经费表时才比。
    ///
    /// ## 为什么
    /// 运行经费就是公用经费。所属单位不都是行政单位或参公单位的部门，运行经费可以少一些，但不会多。
    ///
    /// ## 例
    /// 公用经费 16.88 万元，说明写运行经费 18.66 万元。
    "GJ0816" "运行经费与公用经费不符" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let office = concept("office");
    let amounts = context.claims().filter(|(_, claim)| {
        claim.role == Role::Amount
            && claim.figures.is_empty()
            && claim.subject.of.contains(&office)
            && claim.subject.foreign == 0
            && matches!(claim.unit, Some(Unit::Money(_)))
    });
    let mut amounts = amounts.peekable();
    if amounts.peek().is_none() {
        return Vec::new();
    }
    let Some((id, operating)) = operating(context) else {
        return Vec::new();
    };
    let differing = amounts.filter_map(|(_, claim)| {
        let said = money(claim)?;
        if compared(said, operating)? == Agreement::Same {
            return None;
        }
        let text = context.words(claim)?;
        let message = format!(
            "说明写运行经费“{}”，{} 公用经费为 {}。",
            text.quote,
            context.place(id),
            context.printed(id)
        );
        let hint = if operating.below(said)? {
            "运行经费不应大于公用经费，请核对。"
        } else {
            "如有单位不计入运行经费，请说明；否则请改成一致。"
        };
        Some(Marked {
            text: Some(text),
            cells: context.cell(id, None).into_iter().collect(),
            relation: None,
            wording: Wording {
                message,
                hint: hint.to_owned(),
            },
        })
    });
    differing.collect()
}

/// The total of operating expenses in the general budget, in 元.
fn operating(context: &Context<'_>) -> Option<(FigureId, Interval)> {
    let subject = context.lexicon().read(
        &"一般公共预算基本支出公用经费"
            .chars()
            .collect::<Vec<char>>(),
    );
    let (strict, _) = context
        .lexicon()
        .candidates(&subject, &std::collections::BTreeSet::new());
    let [id] = strict.as_slice() else { return None };
    Some((*id, figure(context.disclosure, *id)?))
}
