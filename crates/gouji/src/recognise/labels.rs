//! What a text in a title, a unit line or a heading is, apart from where it stands.

use crate::amount::AmountUnit;
use crate::rulebook::{Rulebook, normal};
use crate::source::Cell;

/// The longest text that can be a title, in characters.
const LONGEST_TITLE: usize = 80;

/// The table of the rulebook whose title a text is, whatever stands before it: 表1, 附件, a year,
/// the unit's name.
pub(super) fn titled(text: &str, rulebook: &Rulebook) -> Option<usize> {
    if text.chars().count() > LONGEST_TITLE {
        return None;
    }
    let text = normal(text);
    let text = without_tail(&text);
    let fits = |title: &String| {
        text.strip_suffix(title.as_str())
            .is_some_and(introduces)
            .then_some(title.len())
    };
    let longest = |spec: &crate::rulebook::TableSpec| spec.titles.iter().find_map(fits);
    let tables = rulebook.tables.iter().enumerate();
    let found = tables.filter_map(|(index, spec)| longest(spec).map(|length| (length, index)));
    found
        .max_by_key(|&(length, index)| (length, std::cmp::Reverse(index)))
        .map(|(_, index)| index)
}

/// A title without what may follow it: `(万元)`, `(续)`.
fn without_tail(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(at) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

/// Whether a text may stand before a title: a number of the table, a year, a unit's name.
fn introduces(before: &str) -> bool {
    let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十、.:()-_".contains(c);
    let mut rest = before;
    for word in ["附件", "附表", "公开", "预算", "表"] {
        rest = rest.trim_start_matches(counted).trim_start_matches(word);
    }
    rest = rest.trim_start_matches(counted);
    let unit_ends = "局委办心院校厅处所站队会部馆园司镇乡道府级年度位门社台团场区县市州盟旗省学";
    rest.chars()
        .next_back()
        .is_none_or(|last| unit_ends.contains(last))
}

/// What a line above a table says of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum UnitLine {
    /// Name of the budget unit; empty where the next cell has it.
    Name(String),
    /// Unit of the amounts.
    Amount(AmountUnit),
}

/// Reads `编制部门：…` and `单位：万元`.
pub(super) fn unit_line(text: &str) -> Option<UnitLine> {
    let text = text.trim().trim_matches(['(', '（', ')', '）']);
    let (before, after) = text.split_once([':', '：'])?;
    let (label, value) = (normal(before), after.trim());
    if matches!(
        label.as_str(),
        "单位" | "金额单位" | "货币单位" | "计量单位"
    ) && let Some(unit) = amount_unit(value)
    {
        return Some(UnitLine::Amount(unit));
    }
    let labels = [
        "编制部门",
        "编制单位",
        "部门名称",
        "单位名称",
        "填报单位",
        "填报部门",
        "预算单位",
        "预算部门",
        "公开部门",
        "公开单位",
        "部门",
        "单位",
        "编制部门/单位",
        "部门/单位",
        "编制单位(部门)",
    ];
    labels
        .contains(&label.as_str())
        .then(|| UnitLine::Name(value.to_owned()))
}

/// `万元`, `人民币元`, `万元（保留两位小数）`; a unit's name may have the character 元 in it too.
fn amount_unit(value: &str) -> Option<AmountUnit> {
    let value = normal(value);
    let value = value.trim_start_matches("人民币");
    let named = value
        .find('元')
        .and_then(|at| value.get(..at))
        .is_some_and(|before| matches!(before, "" | "千" | "万"));
    if named {
        AmountUnit::named_in(value)
    } else {
        None
    }
}

/// Whether a row only numbers its columns: `栏次 1 2 3`.
pub(super) fn numbers_columns(cells: &[Cell]) -> bool {
    if cells
        .first()
        .is_some_and(|cell| normal(cell.text()).starts_with("栏次"))
    {
        return true;
    }
    let numbers: Vec<Option<u32>> = cells
        .iter()
        .map(|cell| cell.text().trim().parse().ok())
        .collect();
    let ascending = numbers.windows(2).all(|pair| match pair {
        [Some(a), Some(b)] => a.checked_add(1) == Some(*b),
        _ => false,
    });
    numbers.len() >= 3 && ascending && matches!(numbers.first(), Some(Some(0 | 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_whatever_stands_before_them() {
        let source = crate::rulebook::BUILTIN
            .iter()
            .find(|builtin| builtin.id == "xinjiang-2026")
            .unwrap()
            .source;
        let rulebook = Rulebook::parse(source).unwrap();
        let id =
            |text: &str| titled(text, &rulebook).map(|index| rulebook.tables[index].id.as_str());
        for (text, table) in [
            ("部门收支总体情况表", Some("T1")),
            ("表1 部门收支总体情况表", Some("T1")),
            ("附件2：2026年部门收支总体情况表（万元）", Some("T1")),
            ("博乐市社会保险中心2026年部门支出总体情况表", Some("T3")),
            ("财政拨款收支总表", Some("T4")),
            ("部门收支总表", Some("T1")),
            ("表10 财政拨款\"三公\"经费支出情况表", Some("T10")),
            ("政府性基金收支总表", None),
            ("成绩单", None),
            (
                "本单位没有政府性基金，政府性基金预算支出情况表为空表。",
                None,
            ),
        ] {
            assert_eq!(id(text), table, "{text}");
        }
    }

    #[test]
    fn a_unit_line_names_the_unit_or_the_amounts() {
        assert_eq!(
            unit_line("单位：万元"),
            Some(UnitLine::Amount(AmountUnit::TenThousand))
        );
        assert_eq!(
            unit_line("(金额单位: 元)"),
            Some(UnitLine::Amount(AmountUnit::Yuan))
        );
        assert_eq!(
            unit_line("编制部门：某市某局"),
            Some(UnitLine::Name("某市某局".into()))
        );
        assert_eq!(
            unit_line("单位：状元乡政府"),
            Some(UnitLine::Name("状元乡政府".into()))
        );
        assert_eq!(unit_line("其中：一般财力"), None);
    }
}
