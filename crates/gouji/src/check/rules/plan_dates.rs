use super::{Marked, rule};
use crate::check::Context;
use crate::prose::{Date, Plan, dates_in};
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 绩效目标写的完成时间在预算年度之内或之后。上年完成值一栏不查。
    ///
    /// ## 为什么
    /// 计划在上一年完成的项目，今年不会再安排预算；多半是沿用了去年的绩效目标。
    ///
    /// ## 例
    /// 2026 年的项目写“计划于 2025 年 12 月完成”。
    "GJ1005" "绩效目标的完成时间早于预算年度" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let Some(year) = context.disclosure.year else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for plan in &context.prose.plans {
        if let Some(goal) = &plan.goal {
            let text = goal.plain();
            for date in dates_in(&text) {
                if date.year < year && finishes(&text, date) {
                    let span = Some(goal.span(context.book, date.start, date.end));
                    found.push(word(
                        plan,
                        &span
                            .as_ref()
                            .map(|span| span.quote.clone())
                            .unwrap_or_default(),
                        year,
                        span,
                    ));
                }
            }
        }
        for indicator in &plan.indicators {
            let timed = ["时间", "完成", "期限", "及时"]
                .iter()
                .any(|word| indicator.name.contains(word));
            let early = |date: &Date| date.year < year;
            if timed && dates_in(&indicator.target).iter().any(early) {
                let span =
                    context.plan_cell(plan, Address::new(indicator.at.row, indicator.at.column));
                found.push(word(plan, &indicator.target, year, span));
            }
        }
    }
    found
}

/// Whether something is to be finished at a date.
fn finishes(text: &str, date: Date) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let around = |from: usize, to: usize| -> String {
        chars
            .get(from..to.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect()
    };
    let before = around(date.start.saturating_sub(8), date.start);
    let after = around(date.end, date.end.saturating_add(6));
    let planned = ["计划", "预计", "于", "在"]
        .iter()
        .any(|word| before.contains(word));
    planned && (after.contains("完成") || after.contains("结束") || after.contains("完工"))
}

fn word(plan: &Plan, said: &str, year: u16, text: Option<crate::report::TextSpan>) -> Marked {
    let message = format!(
        "绩效目标表“{}”写在“{said}”完成，早于预算年度 {year} 年。",
        plan.name
    );
    Marked::at(
        text,
        message,
        "请核对完成时间，并核对目标中的其他数字是不是今年的。",
    )
}
