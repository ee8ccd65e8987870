use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::depth::Depth;
use crate::check::titles::{first_primary, shorts, title_cell};

rule! {
    /// ## 查什么
    /// 按功能分类列示的支出表列到项（7 位代码）。所有这样的表都没有一个项，才算没有公开到项。
    ///
    /// ## 为什么
    /// 部门和单位的预算支出按其功能分类应当公开到项，只列类、款即未履行公开义务。
    ///
    /// ## 例
    /// 支出总表和一般公共预算支出表只有 208、20805，没有 2080505。
    "GJ0206" "功能分类没有公开到项" Error Completeness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.by_function();
    if !is_proved(context, &tables) {
        return Vec::new();
    }
    let shallow = || tables.iter().filter(|depth| !depth.stops.is_empty());
    let message = format!(
        "{}的支出没有列到项，一个 7 位代码也没有。",
        shorts(shallow().map(|depth| depth.part.spec))
    );
    let hint = "请在各款之下逐项列出金额。".to_owned();
    let cell = |depth: &Depth<'_>| title_cell(depth.part.table, depth.part.spec);
    let cells = first_primary(shallow().map(cell).collect());
    vec![(cells, Wording { message, hint })]
}

/// Whether there are amounts and no 项 anywhere, in several tables and a file read whole.
pub(super) fn is_proved(context: &Context<'_>, tables: &[Depth<'_>]) -> bool {
    let shallow = tables.iter().any(|depth| !depth.stops.is_empty());
    let reaches = tables.iter().any(|depth| depth.reaches);
    shallow && !reaches && tables.len() > 1 && context.is_all_read()
}
