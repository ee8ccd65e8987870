use rust_decimal::Decimal;

use super::{Found, Wording, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::titles::first_primary;
use crate::recognise::{FigureId, Part, Row, RowKey, Value};
use crate::report::{CellRef, Role};
use crate::rulebook::{PartSpec, RowsKind, normal};

rule! {
    /// ## 查什么
    /// 逐个列示项目的表，总计等于所列各行之和。各栏都加不拢时才由本规则提醒；有一栏加得拢的，各栏逐栏按勾稽关系核对。
    /// 表中有单位行、小计、“其中”或分级编号的，行与行之间不一定是并列的，不查。
    ///
    /// ## 为什么
    /// 漏列一行，或者只有一栏的表中有一个数写错，都是各栏一起加不拢，读者照表相加也会发现。
    ///
    /// ## 例
    /// 政府采购预算表总计 31.50，所列四行相加为 30.20。
    "GJ0307" "总计不等于所列各行之和" Warning Correctness Disclosure(find)
}

/// Rows from which on they are added.
const SEVERAL: usize = 2;

fn find(context: &Context<'_>) -> Vec<Found> {
    let parts = context.tables().flat_map(|(table, spec)| {
        let parts = table.parts.iter().zip(&spec.parts);
        parts.filter(|(_, own)| own.rows == RowsKind::Project)
    });
    parts
        .filter_map(|(part, own)| Sum::of(context, part, own)?.word(context))
        .collect()
}

/// Rows that are tried as the parts of one, at most.
const LONGEST_RUN: usize = 200;

/// The sum of a column.
struct Sum {
    total: FigureId,
    rows: Vec<FigureId>,
    printed: Interval,
    computed: Interval,
}

impl Sum {
    /// The first column of a part that does not add up, where none does and all rows are of one kind.
    fn of(context: &Context<'_>, part: &Part, spec: &PartSpec) -> Option<Self> {
        let [total] = part.index.get(&RowKey::Total)?.as_slice() else {
            return None;
        };
        let rows: Vec<usize> = (0..part.rows.len()).filter(|row| row != total).collect();
        let columns = spec.columns.iter().enumerate();
        let columns = columns.filter(|(_, column)| !column.beside);
        let sums = columns.filter_map(|(column, _)| {
            let total = part.figure(*total, column)?;
            let figures = rows.iter().map(|&row| part.figure(row, column));
            let rows: Vec<FigureId> = figures.collect::<Option<_>>()?;
            let printed = interval(context, total)?;
            let mut amounts = rows.iter().filter_map(|&row| interval(context, row));
            let computed = amounts.try_fold(Interval::default(), Interval::plus)?;
            let nothing = printed.centre().is_zero() && computed.centre().is_zero();
            (!nothing).then_some(Self {
                total,
                rows,
                printed,
                computed,
            })
        });
        let sums: Vec<Self> = sums.collect();
        let first = sums.first()?;
        let plain = rows.len() >= SEVERAL && is_plain(part, &rows) && !first.is_layered(context);
        let stated = sums.iter().any(|sum| sum.is_judged(context));
        let agrees = |sum: &Self| sum.printed.meets(sum.computed) != Some(false);
        let open = plain && !stated && !sums.iter().any(agrees);
        sums.into_iter().next().filter(|_| open)
    }

    /// Whether a relation of the rulebook judges the total by rows of its own table.
    fn is_judged(&self, context: &Context<'_>) -> bool {
        context.judged.iter().any(|judged| {
            let mut left = judged.relation.left.iter();
            let mut right = judged.relation.right.iter();
            left.any(|term| term.figure == self.total)
                && right.any(|term| self.rows.contains(&term.figure))
        })
    }

    /// Whether a row may be the sum of those beneath or above it, or of all as a department's is: the rows are not of
    /// one kind then.
    fn is_layered(&self, context: &Context<'_>) -> bool {
        let amounts = self.rows.iter().map(|&row| interval(context, row));
        let mut amounts: Vec<Decimal> = amounts
            .map(|amount| amount.unwrap_or_default().centre())
            .collect();
        let mut layered = has_sum(&amounts) || amounts.contains(&self.printed.centre());
        amounts.reverse();
        layered |= has_sum(&amounts);
        layered
    }

    fn word(&self, context: &Context<'_>) -> Option<Found> {
        let total = context.cell(self.total, Some(Role::Primary));
        let rows = self.rows.iter();
        let rows = rows.filter_map(|&row| context.cell(row, Some(Role::Addend)));
        let cells: Vec<CellRef> = total.into_iter().chain(rows).collect();
        let (printed, computed) = (self.printed.centre(), self.computed.centre());
        let message = format!(
            "{}：{}为 {}，所列 {} 行相加为 {computed}，相差 {}。",
            context.place(self.total),
            context.subject(self.total),
            context.printed(self.total),
            self.rows.len(),
            printed.checked_sub(computed)?
        );
        let hint = "请核对是否漏列或多列了一行，或者有一个数写错；有不列出的项目时，请在表下注明。";
        let hint = hint.to_owned();
        Some((first_primary(cells), Wording { message, hint }))
    }
}

/// What a figure stands for, if it is an amount.
fn interval(context: &Context<'_>, id: FigureId) -> Option<Interval> {
    match context.disclosure.figures.get(id)?.value {
        Value::Amount(amount) => Some(amount.interval()),
        _ => None,
    }
}

/// Whether the rows of a part stand beside each other, by their kinds and names.
fn is_plain(part: &Part, rows: &[usize]) -> bool {
    let mut rows = rows.iter().filter_map(|&row| part.rows.get(row));
    let first = rows.clone().next();
    let numbered = first.map(|row| Numbered::of(&normal(&row.name)));
    let is_one_of_them = |row: &Row| {
        let name = normal(&row.name);
        let project = matches!(&row.key, RowKey::Project { code, .. } if code.is_empty());
        let sum = name.starts_with("其中") || name.ends_with("小计") || name.ends_with("合计");
        project && !sum && Some(Numbered::of(&name)) == numbered
    };
    !part.unread_rows && rows.all(is_one_of_them)
}

/// How a name is numbered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Numbered {
    /// 一、
    Chinese,
    /// （一）, (1)
    Bracketed,
    /// 1.
    Digits,
    Not,
}

impl Numbered {
    fn of(name: &str) -> Self {
        let counts = |c: char| "一二三四五六七八九十".contains(c);
        match name.chars().next() {
            Some('(') => Self::Bracketed,
            Some(c) if counts(c) && name.trim_start_matches(counts).starts_with('、') => {
                Self::Chinese
            }
            Some(c) if c.is_ascii_digit() => Self::Digits,
            _ => Self::Not,
        }
    }
}

/// Whether an amount is the sum of some that follow it at once.
fn has_sum(amounts: &[Decimal]) -> bool {
    let mut rest = amounts;
    while let Some((first, after)) = rest.split_first() {
        let mut sum = Decimal::ZERO;
        let run = after.iter().take(LONGEST_RUN);
        for amount in run.filter(|_| !first.is_zero()) {
            match sum.checked_add(*amount) {
                Some(more) => sum = more,
                None => break,
            }
            if sum == *first {
                return true;
            }
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Numbered, has_sum};

    #[test]
    fn rows_of_several_levels_are_told() {
        for (amounts, expected) in [
            ([30, 10, 20, 5].as_slice(), true),
            (&[7, 5, 30, 10, 20], true),
            (&[4, 4], true),
            (&[30, 10, 21, 5], false),
            (&[0, 0, 3], false),
            (&[], false),
        ] {
            let amounts: Vec<Decimal> = amounts.iter().map(|&it| Decimal::from(it)).collect();
            assert_eq!(has_sum(&amounts), expected, "{amounts:?}");
        }
    }

    #[test]
    fn ways_of_numbering_are_told_apart() {
        for (name, expected) in [
            ("一、办公设备", Numbered::Chinese),
            ("十二、服务", Numbered::Chinese),
            ("一体机", Numbered::Not),
            ("(一)台式机", Numbered::Bracketed),
            ("1.台式机", Numbered::Digits),
            ("台式机", Numbered::Not),
        ] {
            assert_eq!(Numbered::of(name), expected, "{name}");
        }
    }
}
