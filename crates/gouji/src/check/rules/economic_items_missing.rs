use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::depth::Depth;
use crate::check::titles::{first_primary, shorts, title_cell};

rule! {
    /// ## 查什么
    /// 一般公共预算基本支出表按经济分类列到款（5 位代码）。
    ///
    /// ## 为什么
    /// 基本支出按其经济性质分类应当公开到款，只列工资福利支出、商品和服务支出等类即未履行公开义务。
    ///
    /// ## 例
    /// 基本支出表只有 301、302、303 三行。
    "GJ0207" "基本支出没有公开到款" Error Completeness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.basic_by_economic_class();
    if !is_proved(context, &tables) {
        return Vec::new();
    }
    let shallow = || tables.iter().filter(|depth| !depth.stops.is_empty());
    let message = format!(
        "{}的基本支出没有列到款，一个 5 位代码也没有。",
        shorts(shallow().map(|depth| depth.part.spec))
    );
    let hint = "请在各类之下逐款列出金额。".to_owned();
    let cell = |depth: &Depth<'_>| title_cell(depth.part.table, depth.part.spec);
    let cells = first_primary(shallow().map(cell).collect());
    vec![(cells, Wording { message, hint })]
}

/// Whether there are amounts and no 款 anywhere, in a file read whole.
pub(super) fn is_proved(context: &Context<'_>, tables: &[Depth<'_>]) -> bool {
    let shallow = tables.iter().any(|depth| !depth.stops.is_empty());
    let reaches = tables.iter().any(|depth| depth.reaches);
    shallow && !reaches && context.is_all_read()
}
