use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::blank::Blank;
use crate::check::titles::{cell_beside, first_primary};
use crate::prose::{Number, Passage, Unit, numbers_in};
use crate::recognise::{Statement, Table};

rule! {
    /// ## 查什么
    /// 空表下的说明说的是这张表，而不是别的表。
    ///
    /// ## 为什么
    /// 各张空表的说明大同小异，复制时常忘了改名称，这张表就等于没有说明。
    ///
    /// ## 例
    /// 《国有资本经营预算支出表》下写着“本部门无政府性基金预算安排的支出，故本表为空表”。
    "GJ0213" "空表的说明说的是别的表" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let blanks = context.blanks();
    let found = blanks.iter().filter_map(|blank| word(context, blank));
    found.collect()
}

fn word(context: &Context<'_>, blank: &Blank<'_>) -> Option<Found> {
    let said = context.said_beside(blank.table).into_iter();
    let notes = said.take_while(|said| !is_prose(context, blank.table, said));
    let said: Vec<&Statement> = notes.collect();
    let first = said.first()?;
    let mut named = said
        .iter()
        .map(|said| context.named_instead(said, blank.spec));
    let other = named.next()??;
    if named.any(|other| other.is_none()) {
        return None;
    }
    let cell = cell_beside(blank.table, blank.spec, first.at, "说明", &first.text);
    let message = format!(
        "{} {}：《{}》的说明写着“{}”，说的是《{}》。",
        blank.spec.short, cell.cell, blank.spec.title, first.text, other.title
    );
    let hint = format!("请把说明改为没有{}的安排。", blank.subject());
    Some((first_primary(vec![cell]), Wording { message, hint }))
}

/// Whether a sentence is of the text behind the last table and no note: it tells an amount, or stands under a heading.
fn is_prose(context: &Context<'_>, table: &Table, said: &Statement) -> bool {
    let money = |number: &Number| matches!(number.unit, Unit::Money(_)) && !number.value.is_zero();
    let between = |passage: &&Passage| {
        let row = passage.at().row;
        passage.sheet == table.sheet && table.range.end.row < row && row < said.at.row
    };
    let mut passages = context.prose.passages.iter().filter(between);
    passages.any(|passage| passage.level.is_some()) || numbers_in(&said.text).iter().any(money)
}
