use super::{Found, Wording, rule};
use crate::catalogue;
use crate::check::Context;
use crate::check::titles::{cell_beside, first_primary};
use crate::recognise::{RowKey, Table};
use crate::report::{Unread, UnreadKind};
use crate::rulebook::{RowsKind, TableSpec, normal, without_enumerator};
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 表中没有认出来的行，名称与这张表缺少的一行只差一个字（写错、多写、漏写、两字颠倒）。
    ///
    /// ## 为什么
    /// 名称写错的行认不出来，与它有关的勾稽都没有核对；公开出去也是错字。
    ///
    /// ## 例
    /// 收支总表的“收入总计”写作“受入总计”。
    "GJ0712" "行的名称没有认出来" Warning Correctness Disclosure(find)
}

/// Characters from which on one that differs tells a slip from another name.
const FEWEST: usize = 4;

fn find(context: &Context<'_>) -> Vec<Found> {
    let rows = context.disclosure.unread.iter();
    let rows = rows.filter(|it| matches!(it.kind, UnreadKind::Row | UnreadKind::Note));
    rows.filter_map(|row| word(context, row)).collect()
}

fn word(context: &Context<'_>, unread: &Unread) -> Option<Found> {
    let id = unread.table.as_ref()?;
    let mut tables = context.tables();
    let (table, spec) =
        tables.find(|(table, spec)| spec.id == *id && table.sheet_name == unread.sheet)?;
    let printed = normal(&unread.text);
    let name = without_enumerator(&printed);
    if printed.starts_with("其中") {
        return None;
    }
    let lacking = lacking(table, spec);
    let mut meant = lacking.iter().filter(|label| is_near(name, label));
    let label = meant.next()?;
    if meant.any(|other| other != label) {
        return None;
    }
    let at = Address::parse(&unread.range)?;
    let cell = cell_beside(table, spec, at, "名称", &unread.text);
    let message = format!(
        "{} {at}：“{}”这一行没有认出来，可能是“{label}”，与它有关的勾稽没有核对。",
        spec.short,
        unread.text.trim()
    );
    let hint = format!("如是“{label}”，请改正名称后重新核对。");
    Some((first_primary(vec![cell]), Wording { message, hint }))
}

/// Names of rows that the table may have and has not.
fn lacking(table: &Table, spec: &TableSpec) -> Vec<String> {
    let mut names = Vec::new();
    let parts = table.parts.iter().zip(&spec.parts);
    for (part, own) in parts.filter(|(part, own)| !own.optional || !part.rows.is_empty()) {
        let there = |path: &str| {
            let total = path == own.total_name && part.index.contains_key(&RowKey::Total);
            total || part.index.contains_key(&RowKey::Item(path.to_owned()))
        };
        let items = own.items.iter().filter(|item| !there(&item.path));
        names.extend(items.flat_map(|item| item.labels.iter().cloned()));
        if own.rows == RowsKind::Function {
            let coded = |code: &str| part.index.contains_key(&RowKey::Code(code.to_owned()));
            let classes = catalogue::classes().filter(|class| !coded(class.code));
            names.extend(classes.map(|class| normal(class.name)));
        }
    }
    names
}

/// Whether one name becomes the other by one character, or by two that changed places.
fn is_near(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.chars().collect::<Vec<char>>());
    if one.len().min(other.len()) < FEWEST {
        return false;
    }
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let [one, other] = [&one, &other].map(|name| name.get(front..).unwrap_or_default());
    let pairs = one.iter().rev().zip(other.iter().rev());
    let back = pairs.take_while(|(a, b)| a == b).count();
    let rest = |name: &[char]| name.len().saturating_sub(back);
    match (rest(one), rest(other)) {
        (1, 1) => true,
        // At an end a word more or less is another way to say it: 购置, 购置费.
        (0, 1) | (1, 0) => front > 0 && back > 0,
        (2, 2) => one.first() == other.get(1) && one.get(1) == other.first(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_name_is_near_by_one_character() {
        for (one, other, expected) in [
            ("受入总计", "收入总计", true),
            ("收入总总计", "收入总计", true),
            ("本年入合计", "本年收入合计", true),
            ("公务用车购置", "公务用车购置费", false),
            ("收入计总", "收入总计", true),
            ("收入总计", "收入总计", false),
            ("支出合计", "收入总计", false),
            ("合记", "合计", false),
        ] {
            assert_eq!(is_near(one, other), expected, "{one} {other}");
            assert_eq!(is_near(other, one), expected, "{other} {one}");
        }
    }
}
