use std::collections::BTreeSet;

use super::{Marked, Wording, rule};
use crate::amount::AmountUnit;
use crate::check::Context;
use crate::check::prose::{Agreement, compared, figure};
use crate::prose::{Plan, Subject, concept};
use crate::recognise::FigureId;

rule! {
    /// ## 查什么
    /// 项目绩效目标表的资金总额等于项目支出表中同名项目的金额；整体绩效目标表的合计等于收入总计。
    ///
    /// ## 为什么
    /// 绩效目标与预算金额对不上，绩效就无从考核。
    ///
    /// ## 例
    /// 项目支出表中“取暖费项目”为 3.73 万元，绩效目标表写 3.37 万元。
    "GJ1004" "绩效目标表金额与预算表不一致" Error Correctness Text(find)
}

/// Labels of the amount that is budgeted this year, the best first.
const TOTALS: &[&str] = &["年度预算总额", "年度资金申请总额", "合计", "资金总额"];

fn find(context: &Context<'_>) -> Vec<Marked> {
    context
        .prose
        .plans
        .iter()
        .filter_map(|plan| judge(context, plan))
        .collect()
}

fn judge(context: &Context<'_>, plan: &Plan) -> Option<Marked> {
    let (_, at, amount) = plan.fund(TOTALS)?;
    let said = amount
        .interval()
        .shifted(plan.unit?.exponent_to(AmountUnit::Yuan))?;
    let figures = figures(context, plan);
    let agreeing = |id: &FigureId| {
        figure(context.disclosure, *id).and_then(|printed| compared(said, printed))
            != Some(Agreement::Other)
    };
    let first = figures.first()?;
    if figures.iter().any(agreeing) {
        return None;
    }
    let message = format!(
        "绩效目标表“{}”的资金总额为 {amount}，{} {}为 {}。",
        plan.name,
        context.place(*first),
        context.subject(*first),
        context.printed(*first)
    );
    Some(Marked {
        text: context.plan_cell(plan, *at),
        cells: context.cell(*first, None).into_iter().collect(),
        relation: None,
        wording: Wording {
            message,
            hint: "请核对哪一处是批复的金额。".to_owned(),
        },
    })
}

/// The figures that the total of a performance table may be.
fn figures(context: &Context<'_>, plan: &Plan) -> Vec<FigureId> {
    let lexicon = context.lexicon();
    let subject = match plan.is_whole {
        true => Subject {
            of: BTreeSet::from([concept("in")]),
            ..Subject::default()
        },
        false => lexicon.read(&crate::prose::plain_chars(&plan.name)),
    };
    if !plan.is_whole && subject.names.is_empty() {
        return Vec::new();
    }
    let around = BTreeSet::from([concept("project"), concept("general")]);
    let (strict, loose) = lexicon.candidates(&subject, &around);
    strict.into_iter().chain(loose).collect()
}
