use rust_decimal::Decimal;

use super::{Found, Wording, rule};
use crate::amount::{self, Interval};
use crate::check::Context;
use crate::check::prose::{hundredths, is_share_of};
use crate::check::titles::cell_beside;
use crate::recognise::{Part, Table, Value};
use crate::report::{Role, Unread, UnreadKind};
use crate::rulebook::{PartSpec, TableSpec};
use crate::source::{Address, Cell};

rule! {
    /// ## 查什么
    /// 表中印有上年数、本年数和增减率三栏的，增减率 = (本年数 − 上年数) ÷ 上年数。允许末位差一；上年数为零的行不查，多数行对不上的栏（另有算法）也不查。
    ///
    /// ## 为什么
    /// 改了金额而没有重算增减率，表里没有别的数能看出来。
    ///
    /// ## 例
    /// 上年执行数 720.00，预算数 783.56，增减% 写作 8.38，应为 8.83。
    "GJ0306" "增减率与两年的数不符" Warning Correctness Disclosure(find)
}

/// Words one of which says that a column of hundredths is of a change.
const CHANGES: [&str; 6] = ["增减", "增长", "增幅", "变动", "比上年", "较上年"];

/// Ends of the headings of columns of hundredths.
const RATES: [&str; 7] = ["%", "(%)", "率", "率(%)", "幅度", "幅度(%)", "百分比"];

/// Rows of which a rate holds at least before others count as wrong.
const FEWEST: usize = 2;

fn find(context: &Context<'_>) -> Vec<Found> {
    let unread = context.disclosure.unread.iter();
    let rates = unread.filter(|it| it.kind == UnreadKind::Column && is_rate(&it.text));
    rates
        .filter_map(|it| wrong(context, it))
        .flatten()
        .collect()
}

fn is_rate(heading: &str) -> bool {
    let last = heading.rsplit('/').next().unwrap_or(heading);
    let ends = RATES.iter().any(|end| last.ends_with(end)) || last == "增幅";
    ends && CHANGES.iter().any(|word| heading.contains(word)) && !heading.contains('占')
}

/// A rate that a row prints beside both amounts.
struct Row<'a> {
    cell: &'a Cell,
    said: Decimal,
    now: Interval,
    before: Interval,
}

fn wrong(context: &Context<'_>, column: &Unread) -> Option<Vec<Found>> {
    let of = column.table.as_ref()?;
    let mut tables = context.tables();
    let (table, spec) =
        tables.find(|(table, spec)| spec.id == *of && table.sheet_name == column.sheet)?;
    let at = Address::parse(&column.range)?.column;
    let executed = column.text.contains("执行") || column.text.contains("决算");
    let parts = table.parts.iter().zip(&spec.parts);
    let columns = parts.flat_map(|(part, known)| {
        let befores = known.columns.iter().enumerate();
        let befores = befores.filter(move |(_, it)| {
            it.beside && it.name.starts_with("上年") && (!executed || it.name.contains("执行"))
        });
        befores.map(move |(place, _)| rows(context, (table, part, known), (at, place)))
    });
    let judged = columns.flat_map(|rows| {
        let judge = |factor: i64| {
            let (holding, wrong): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
                rows.iter().partition(|row| row.holds(factor));
            let found = wrong.into_iter().map(|row| row.word(table, spec));
            (holding.len(), found.collect::<Vec<Found>>())
        };
        [1, 100].map(judge)
    });
    let (holding, found) = judged.max_by_key(|(holding, _)| *holding)?;
    (holding >= FEWEST && holding > found.len()).then_some(found)
}

/// The rows of a part that print a rate and both amounts, last year's not nothing.
fn rows<'a>(
    context: &Context<'a>,
    (table, part, known): (&Table, &Part, &PartSpec),
    (rate, before): (u32, usize),
) -> Vec<Row<'a>> {
    let Some(sheet) = context.book.sheets.get(table.sheet) else {
        return Vec::new();
    };
    let amount = |place: usize, column: usize| {
        let value = context
            .disclosure
            .figures
            .get(part.figure(place, column)?)?
            .value;
        match value {
            Value::Amount(amount) => Some(amount.interval()),
            _ => None,
        }
    };
    let current = known.columns.iter().position(|column| !column.beside);
    let row = |(place, row): (usize, &crate::recognise::Row)| {
        let cell = sheet.cell(Address::new(row.at, rate))?;
        let printed = cell.text().trim().trim_end_matches(['%', '％']);
        let said = amount::parse(printed).ok()??.printed();
        let (now, before) = (amount(place, current?)?, amount(place, before)?);
        let nothing =
            before.below(Interval::default()) != Some(false) || before.meets(Interval::default())?;
        (!nothing).then_some(Row {
            cell,
            said,
            now,
            before,
        })
    };
    part.rows.iter().enumerate().filter_map(row).collect()
}

impl Row<'_> {
    fn change(&self) -> Option<Interval> {
        self.now.plus(self.before.times(-1)?)
    }

    /// Whether the rate, taken so many times, is that of both amounts; its last digit may be cut off.
    fn holds(&self, factor: i64) -> bool {
        let holds = || {
            let last = Interval::around(Decimal::new(0, self.said.scale()));
            let said = Interval::around(self.said).plus(last)?.times(factor)?;
            is_share_of(said, self.before, self.change()?)
        };
        holds() != Some(false)
    }

    fn word(&self, table: &Table, spec: &TableSpec) -> Found {
        let mut cell = cell_beside(table, spec, self.cell.at, "增减率", self.cell.text());
        cell.role = Some(Role::Primary);
        let (now, before) = (self.now.centre(), self.before.centre());
        let computed = self
            .change()
            .map(|change| hundredths(change, self.before, 2));
        let message = format!(
            "{} {}：增减率写作“{}”，按 ({now} − {before}) ÷ {before} 计算为 {}%。",
            spec.short,
            cell.cell,
            self.cell.text(),
            computed.unwrap_or_default(),
        );
        let hint = "请核对这一行的本年数和上年数，再重算增减率。".to_owned();
        (vec![cell], Wording { message, hint })
    }
}
