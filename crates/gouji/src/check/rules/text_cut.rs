use super::{Marked, Wording, rule};
use crate::check::Context;
use crate::check::prose::Quote;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 说明中的金额由元换算成万元时，末位是四舍五入得来的，不是直接截去的。
    ///
    /// ## 为什么
    /// 截去尾数的金额比表中的略小，逐项相加后与总额差得更多。这是提示，不是错误。
    ///
    /// ## 例
    /// 表中为 877080.00 元，说明写“87.70 万元”；四舍五入应为 87.71 万元。
    "GJ0814" "说明中的金额截去了尾数" Notice Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let cut = context.claims().filter_map(|(_, claim)| {
        let Quote::Cut(figure) = context.quote(claim) else {
            return None;
        };
        let text = context.words(claim)?;
        let message = format!(
            "说明写“{}”，{} 为 {}，末位没有四舍五入。",
            text.quote,
            context.place(figure),
            context.printed(figure)
        );
        Some(Marked {
            text: Some(text),
            cells: context
                .cell(figure, Some(Role::Primary))
                .into_iter()
                .collect(),
            relation: None,
            wording: Wording {
                message,
                hint: "建议按四舍五入改正末位。".to_owned(),
            },
        })
    });
    cut.collect()
}
