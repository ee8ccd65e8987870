use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::titles::{first_primary, title_cell};
use crate::recognise::{Part, RowKey, Table};
use crate::rulebook::{RowsKind, TableSpec};

rule! {
    /// ## 查什么
    /// 模板规定的表，列了两行以上金额的，有总计（合计）行。
    ///
    /// ## 为什么
    /// 没有总计行，读者看不到一共多少，本表各行之和、本表与其他表的总数也都无从核对。
    ///
    /// ## 例
    /// 支出总体情况表列了各科目，最后没有“总计”一行。
    "GJ0215" "没有总计行" Warning Completeness Disclosure(find)
}

/// Rows with amounts from which on a total is wanted.
const SEVERAL: usize = 2;

fn find(context: &Context<'_>) -> Vec<Found> {
    let tables = context.tables().filter(|(_, spec)| spec.required);
    tables
        .flat_map(|(table, spec)| {
            let parts = table.parts.iter().zip(&spec.parts);
            let missing = parts.filter(|(part, own)| {
                own.rows != RowsKind::Single
                    && is_without_total(part)
                    && printed_rows(context, part) >= SEVERAL
            });
            missing.map(move |(_, own)| word(table, spec, &own.total_name))
        })
        .collect()
}

fn is_without_total(part: &Part) -> bool {
    !part.unread_rows && !part.index.contains_key(&RowKey::Total)
}

/// How many rows of a part print an amount.
fn printed_rows(context: &Context<'_>, part: &Part) -> usize {
    let printed = |row: &usize| {
        let mut figures = (0..part.columns.len()).filter_map(|column| part.figure(*row, column));
        figures.any(|figure| {
            let figure = context.disclosure.figures.get(figure);
            figure.is_some_and(|figure| figure.value.is_printed())
        })
    };
    (0..part.rows.len()).filter(printed).count()
}

fn word(table: &Table, spec: &TableSpec, total: &str) -> Found {
    let message = format!("{}《{}》没有找到“{total}”行。", spec.short, spec.title);
    let hint = format!("请补上“{total}”一行；如已在表中，请检查这一行的名称。");
    let cells = first_primary(vec![title_cell(table, spec)]);
    (cells, Wording { message, hint })
}
