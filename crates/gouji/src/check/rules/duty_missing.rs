use super::{Found, Wording, rule};
use crate::catalogue;
use crate::check::Context;
use crate::recognise::Table;
use crate::rulebook::{RowsKind, TableSpec, normal};

rule! {
    /// ## 查什么
    /// 没有地方模板可以对照时，法律法规要求公开的内容是否找得到：按功能分类列到项的支出，按经济分类列到款的基本支出。
    ///
    /// ## 为什么
    /// 各地表名不一，没有找到不等于没有公开；但缺了它就没有履行公开义务，应当核实。
    ///
    /// ## 例
    /// 文件中没有《一般公共预算基本支出表》，也没有名称相近的表。
    "GJ0214" "没有找到依法应公开的内容" Warning Completeness Disclosure(find)
    basis "《预算法实施条例》第六条"
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = || context.rulebook.tables.iter().enumerate();
    let is_there = |wanted: &TableSpec| {
        let similar = |spec: &TableSpec| {
            let own = normal(&spec.title);
            let mut titles = wanted.titles.iter();
            spec.title == wanted.title || titles.any(|title| title.ends_with(&own))
        };
        let mut alike = tables().filter(|(_, spec)| similar(spec));
        let disclosure = context.disclosure;
        let across = wanted
            .parts
            .iter()
            .any(|part| part.rows == RowsKind::Economic);
        if across
            && disclosure
                .tables
                .iter()
                .any(|table| is_across(wanted, table))
        {
            return true;
        }
        let titled = |place| disclosure.not_understood.contains(&place);
        alike.any(|(place, _)| disclosure.table(place).is_some() || titled(place))
    };
    let duties = tables().filter_map(|(_, spec)| Some((spec, spec.duty.as_ref()?)));
    let missing = duties.filter(|(spec, _)| !spec.required && !is_there(spec));
    let word = |(spec, duty): (&TableSpec, &String)| {
        let message = format!(
            "没有找到《{}》或名称相近的表，{duty}要求公开其内容。",
            spec.title
        );
        let hint =
            "如已在文件中，请检查表的标题；否则请补上，没有金额也要列出空表并注明。".to_owned();
        (Vec::new(), Wording { message, hint })
    };
    missing.map(word).collect()
}

/// Columns headed by economic subjects from which on a table tells them across.
const FEW: usize = 3;

/// Whether a table of the title that is wanted has economic subjects as columns where that has them as rows.
fn is_across(wanted: &TableSpec, table: &Table) -> bool {
    let title = normal(&table.title);
    let titled = wanted.titles.iter().any(|wanted| title.ends_with(wanted));
    let own = table.parts.iter().flat_map(|part| &part.own.columns);
    let is_subject = |path: &[String]| {
        let (last, above) = path.split_last()?;
        let class = catalogue::beneath("3", above.last()?)?;
        catalogue::beneath(class, last)
    };
    let subjects = own.filter(|column| is_subject(&column.path).is_some());
    titled && subjects.count() >= FEW
}
