use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::blank::Blank;
use crate::check::titles::{first_primary, shorts, title_cell};

rule! {
    /// ## 查什么
    /// 没有金额的表，在表中、表下或文件的说明里注明是空表，如“本单位没有政府性基金预算安排的支出，本表为空表”。
    ///
    /// ## 为什么
    /// 空着不说，读者分不清是没有还是漏填。说明也可能写在另一份文字材料里，这里看不到，所以只作提示。
    ///
    /// ## 例
    /// 《国有资本经营预算支出情况表》只有表头和空白的总计行，全文件没有一句说明。
    "GJ0204" "空表没有注明" Notice Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let blanks = context.blanks();
    if blanks.is_empty() || blanks.iter().any(|blank| blank.is_said) {
        return Vec::new();
    }
    let cell = |blank: &Blank<'_>| title_cell(blank.table, blank.spec);
    let message = format!(
        "{}没有金额，文件中没有看到空表的说明。",
        shorts(blanks.iter().map(|blank| blank.spec))
    );
    let hint =
        "请在表下或公开的文字说明中注明没有这项安排、本表为空表；已在文字说明中写明的不必再改。"
            .to_owned();
    let cells = first_primary(blanks.iter().map(cell).collect());
    vec![(cells, Wording { message, hint })]
}
