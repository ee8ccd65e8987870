use super::{Found, Wording, economic_items_missing, items_missing, rule};
use crate::check::Context;
use crate::check::depth::Depth;
use crate::check::subjects::{Subject, cells};

rule! {
    /// ## 查什么
    /// 按功能分类列示的支出表中，有金额的科目都列到项；基本支出表中，有金额的科目都列到款。预备费没有款、项，不查。
    ///
    /// ## 为什么
    /// 支出按功能分类应当公开到项，基本支出按经济分类应当公开到款；停在上一级，可能是漏了下级各行。
    ///
    /// ## 例
    /// 210 卫生健康支出有 37.95，其下没有任何款和项。
    "GJ0208" "有的科目没有列到底" Warning Completeness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let function = context.by_function();
    let economic = context.basic_by_economic_class();
    let mut found = Vec::new();
    if !items_missing::is_proved(context, &function) {
        let plain = function.iter().filter(|depth| depth.is_plain());
        found.extend(plain.filter_map(|depth| word(depth, "项")));
    }
    if !economic_items_missing::is_proved(context, &economic) {
        found.extend(economic.iter().filter_map(|depth| word(depth, "款")));
    }
    found
}

fn word(depth: &Depth<'_>, level: &str) -> Option<Found> {
    let first = depth.stops.first()?;
    let more = match depth.stops.len() {
        1 => String::new(),
        count => format!("等 {count} 个科目"),
    };
    let message = match depth.reaches {
        true => format!(
            "{}：{}{more}有金额，其下没有列到{level}。",
            first.label(),
            first.title()
        ),
        false => format!(
            "{}：《{}》各科目都没有列到{level}。",
            first.label(),
            depth.part.spec.title
        ),
    };
    let hint = format!("请补上下级科目，列到{level}；确实没有下级的可不修改。");
    let rows: &[Subject<'_>] = &depth.stops;
    Some((cells(rows.iter()), Wording { message, hint }))
}
