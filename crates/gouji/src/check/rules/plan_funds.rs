use super::{Marked, rule};
use crate::amount::{Amount, Interval};
use crate::check::Context;
use crate::prose::Plan;
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 绩效目标表中资金总额等于各来源之和：年度预算总额 = 财政拨款 + 其他资金；年度资金申请总额 = 当年财政拨款 + 上年结转资金 + 其他资金；整体绩效目标表合计 = 上级安排 + 本级安排 + 其他。
    ///
    /// ## 为什么
    /// 绩效目标表单独填报，预算调整后常忘了同步。
    ///
    /// ## 例
    /// 年度资金申请总额 10,903,043.00 元，其中当年财政拨款 11,419,043.00 元。
    "GJ1001" "绩效目标表资金来源不等于总额" Error Correctness Text(find)
}

/// A total and its parts, by the ends of their labels.
const SUMS: &[(&str, &[&str])] = &[
    ("年度预算总额", &["财政拨款", "其他资金"]),
    ("项目资金总额", &["财政资金", "其他资金"]),
    (
        "年度资金申请总额",
        &["当年财政拨款", "上年结转资金", "其他资金"],
    ),
    ("合计", &["上级安排", "本级安排", "其他"]),
    ("资金总额", &["财政拨款", "其他资金"]),
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for plan in &context.prose.plans {
        let sums = SUMS.iter().filter_map(|sum| judge(plan, sum));
        for (at, total, parts) in sums {
            let added: Vec<String> = parts
                .iter()
                .map(|(label, amount)| format!("{label} {amount}"))
                .collect();
            let message = format!(
                "绩效目标表“{}”：总额为 {total}，各来源为 {}，两者不等。",
                plan.name,
                added.join("，")
            );
            found.push(Marked::at(
                context.plan_cell(plan, at),
                message,
                "请对照批复的预算改正。",
            ));
        }
    }
    found
}

type Broken = (Address, Amount, Vec<(String, Amount)>);

/// A sum that does not come to its total.
fn judge(plan: &Plan, (total, parts): &(&str, &[&str])) -> Option<Broken> {
    // The column of the year stands behind that of the whole project: its other funds are the last.
    let one = |word: &&str| {
        let mut own = plan
            .funds
            .iter()
            .filter(|(label, ..)| label.trim_start_matches("其中:") == *word);
        if *total == "年度资金申请总额" {
            own.next_back()
        } else {
            own.next()
        }
    };
    let (_, at, whole) = plan.funds.iter().find(|(label, ..)| label == total)?;
    let own: Option<Vec<&(String, Address, Amount)>> = parts.iter().map(one).collect();
    let own = own?;
    let sum = own
        .iter()
        .try_fold(Interval::default(), |sum, (.., amount)| {
            sum.plus(amount.interval())
        })?;
    let parts = own
        .iter()
        .map(|(label, _, amount)| (label.clone(), *amount))
        .collect();
    (sum.meets(whole.interval()) == Some(false)).then_some((*at, *whole, parts))
}
