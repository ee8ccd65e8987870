//! What a text in a title, a unit line or a heading is, apart from where it stands.

use crate::amount::AmountUnit;
use crate::rulebook::{RowsKind, Rulebook, TableSpec, normal};
use crate::source::Cell;

/// The longest text that can be a title, in characters.
pub(super) const LONGEST_TITLE: usize = 80;

/// The tables of the rulebook whose title a text is, whatever stands before it: 表1, 附件, a year,
/// the unit's name. They are several where a rulebook has variants of one table.
pub(super) fn titled(text: &str, rulebook: &Rulebook) -> Vec<usize> {
    let ends = rulebook.title_ends.as_slice();
    let may_end = text.contains(ends) || ends.iter().any(char::is_ascii);
    if !may_end || text.chars().count() > LONGEST_TITLE {
        return Vec::new();
    }
    let whole = normal(text);
    let text = without_tail(&whole);
    let tail = whole.strip_prefix(text).unwrap_or_default();
    if !text.ends_with(ends) {
        return Vec::new();
    }
    // Some tables have what stands in brackets as a part of their title: 项目支出表（按经济分类科目）.
    let fits = |title: &String| {
        let mut before = [text, &whole]
            .into_iter()
            .filter_map(|it| it.strip_suffix(title.as_str()));
        before.any(introduces).then_some(title.len())
    };
    let longest = |spec: &TableSpec| spec.titles.iter().find_map(fits);
    let tables = rulebook.tables.iter().enumerate();
    let tables = tables.filter(|(_, spec)| may_be_by(tail, spec));
    let found = tables.filter_map(|(index, spec)| Some((longest(spec)?, index)));
    let found: Vec<(usize, usize)> = found.collect();
    let most = found.iter().map(|&(length, _)| length).max();
    let alike = found.iter().filter(|&&(length, _)| Some(length) == most);
    alike.map(|&(_, index)| index).collect()
}

/// Whether a table may be one whose title has such words behind it: what is listed by economic subjects is not
/// the table of the same name that is listed by functions.
fn may_be_by(tail: &str, spec: &TableSpec) -> bool {
    let has = |kinds: &[RowsKind]| spec.parts.iter().any(|part| kinds.contains(&part.rows));
    match (tail.contains("功能"), tail.contains("经济")) {
        (true, false) => !has(&[RowsKind::Economic]),
        // Subjects in rows, and economic ones in columns.
        (false, true) if spec.title.contains("经济") => true,
        (false, true) => !has(&[RowsKind::Function, RowsKind::FunctionProject]),
        _ => true,
    }
}

/// What parts a title from what it says more closely.
pub(super) const DASHES: [char; 4] = ['-', '—', '－', '–'];

/// What a title says more closely that takes nothing out of its table: some are of one half alone.
const BOTH_HALVES: [&str; 2] = ["人员", "公用"];

/// A title without what may follow it: `(万元)`, `(续)`, 表5, —— and more words.
pub(super) fn without_tail(text: &str) -> &str {
    let text = match text.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(at) => text.get(..at).unwrap_or(text),
        None => text,
    };
    // 基本支出表--人员经费和公用经费
    let dashed = text.split_once(DASHES).filter(|(title, tail)| {
        title.ends_with('表') && BOTH_HALVES.iter().all(|half| tail.contains(half))
    });
    let text = dashed.map_or(text, |(title, _)| title);
    let number = text.trim_end_matches(|c: char| c.is_ascii_digit());
    match number.strip_suffix('表') {
        Some(rest) if rest.ends_with('表') => rest,
        _ => text,
    }
}

/// Words that before a title make it another table's.
const OTHER_TABLES: &[&str] = &[
    "拨款",
    "公共预算",
    "基金预算",
    "基金",
    "经营预算",
    "资本",
    "收入",
    "支出",
    "收支",
    "基本",
    "项目",
    "结转",
    "结余",
    "费",
    "采购",
    "资产",
    "绩效",
    "专项",
    "转移支付",
    "分类",
    "科目",
    "债务",
    "税",
    "罚没",
    "事业",
    "经营",
    "其他",
    "决算",
    "服务",
    "人员",
    "和",
    "及",
    "与",
];

/// Whether a text may stand before a title: a number of the table, a year, a unit's name.
fn introduces(before: &str) -> bool {
    let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十、.:()-_".contains(c);
    let before = before.trim_end_matches(counted);
    !OTHER_TABLES.iter().any(|word| before.ends_with(word))
}

/// What a line above a table says of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum UnitLine {
    /// Name of the budget unit; empty where the next cell has it.
    Name(String),
    /// Unit of the amounts.
    Amount(AmountUnit),
}

/// Reads `编制部门：…` and `单位：万元`; a cell may hold both.
pub(super) fn unit_line(text: &str) -> Vec<UnitLine> {
    let mut lines = Vec::new();
    let text = beneath_title(text).trim();
    let bracketed = text.starts_with(['(', '（']);
    let Some((before, after)) = text.trim_matches(['(', '（']).split_once([':', '：']) else {
        lines.extend(unit_alone(text).map(UnitLine::Amount));
        return lines;
    };
    if !before.contains(IN_LABELS) {
        return lines;
    }
    let whole: String = outside_brackets(&normal(before)).collect();
    let known = |label: &str| AMOUNT_LABELS.contains(&label) || NAME_LABELS.contains(&label);
    // 附表1  收支总表     单位：万元
    let last = before.rsplit(char::is_whitespace).next().map(normal);
    let label = last
        .filter(|last| !known(&whole) && known(last))
        .unwrap_or(whole);
    let value = match bracketed {
        true => after.trim().trim_end_matches([')', '）']),
        false => after.trim(),
    };
    if let Some(unit) = amount_unit(value).filter(|_| AMOUNT_LABELS.contains(&label.as_str())) {
        lines.push(UnitLine::Amount(unit));
    } else if NAME_LABELS.contains(&label.as_str()) || AMOUNT_LABELS.contains(&label.as_str()) {
        let value = match label.ends_with(WITH_CODE) {
            true => value.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()),
            false => value,
        };
        let name = value.split_whitespace().next().unwrap_or_default();
        let rest = value.strip_prefix(name).unwrap_or_default();
        let more = if rest.contains([':', '：']) {
            unit_line(rest)
        } else {
            Vec::new()
        };
        let name = if more.is_empty() { value } else { name };
        lines.push(UnitLine::Name(name.to_owned()));
        lines.extend(more);
    }
    lines
}

/// A text without the lines above that have no label: the title may stand in the same cell.
fn beneath_title(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, beneath)) = rest.split_once('\n') {
        if line.contains([':', '：']) || !beneath.contains([':', '：']) {
            break;
        }
        rest = beneath;
    }
    rest
}

/// The unit that a line names without a colon: `单位 万元`.
fn unit_alone(text: &str) -> Option<AmountUnit> {
    if !text.contains(IN_LABELS) {
        return None;
    }
    let text = normal(text);
    let text = text.trim_matches(['(', ')']);
    let named = |label: &&str| amount_unit(text.strip_prefix(*label)?);
    AMOUNT_LABELS.iter().find_map(named)
}

/// Characters one of which every label has: most texts need no closer look.
const IN_LABELS: [char; 2] = ['位', '门'];

/// Labels of the unit of amounts.
const AMOUNT_LABELS: &[&str] = &["单位", "金额单位", "货币单位", "计量单位"];

/// Labels of the budget unit's name, without what stands in brackets.
const NAME_LABELS: &[&str] = &[
    "编制部门",
    "编制单位",
    "部门名称",
    "单位名称",
    "填报单位",
    "填报部门",
    "编报单位",
    "编报部门",
    "预算单位",
    "预算部门",
    "预算主管部门",
    "公开部门",
    "公开单位",
    "部门",
    "编制部门/单位",
    "部门/单位",
    "部门编码及名称",
    "部门代码及名称",
    "单位编码及名称",
    "单位代码及名称",
];

/// How the label of a name ends that stands behind the unit's code.
const WITH_CODE: &str = "及名称";

/// The unit of amounts that a title or a heading has behind it in brackets.
pub(super) fn unit_behind(text: &str) -> Option<AmountUnit> {
    let text = normal(text);
    let inside = text.strip_suffix(')')?.rsplit_once('(')?.1;
    let named = AMOUNT_LABELS
        .iter()
        .find_map(|label| inside.strip_prefix(label)?.strip_prefix(':'));
    amount_unit(named.unwrap_or(inside))
}

/// The characters of a text in normal form without its remarks in brackets.
pub(super) fn outside_brackets(text: &str) -> impl Iterator<Item = char> {
    let mut depth = 0_u32;
    text.chars().filter(move |c| {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
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

/// Whether a row only numbers its columns: `栏次 1 2 3`, `** ** 1 2`.
pub(super) fn numbers_columns(cells: &[Cell]) -> bool {
    let mut next = None;
    for cell in cells {
        let text = normal(cell.text());
        match (number_of_column(&text), next) {
            (Some(number @ 0..=1), None) => next = number.checked_add(1),
            (Some(number), Some(expected)) if number == expected => next = number.checked_add(1),
            (None, _) if is_filler(&text) => {}
            _ => return false,
        }
    }
    next.is_some_and(|next| next > 2)
}

/// The number that a cell gives its column, which may say how it is computed: `1=2+3`.
fn number_of_column(text: &str) -> Option<u32> {
    let (number, sum) = text.split_once('=').unwrap_or((text, ""));
    let computes = |c: char| c.is_ascii_digit() || "+-()".contains(c);
    number.parse().ok().filter(|_| sum.chars().all(computes))
}

/// Whether a text only keeps the place of one, as in a template: `…`, `二、`, `三、…`, `XX`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = normal(text);
    let counts = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let says = |c: char| c.is_alphanumeric() && !counts(c) && c != 'X';
    let numbered = text.starts_with(counts) && !text.ends_with(counts);
    let kept = !text.starts_with(counts) || numbered;
    !text.is_empty() && kept && !text.chars().any(says)
}

/// What stands beside the numbers of columns.
fn is_filler(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
        || matches!(text, "栏次" | "行次" | "类" | "款" | "项")
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
        let id = |text: &str| {
            titled(text, &rulebook)
                .first()
                .map(|&index| rulebook.tables[index].id.as_str())
        };
        for (text, table) in [
            ("部门收支总体情况表", Some("T1")),
            ("表1 部门收支总体情况表", Some("T1")),
            ("附件2：2026年部门收支总体情况表（万元）", Some("T1")),
            ("博乐市社会保险中心2026年部门支出总体情况表", Some("T3")),
            ("财政拨款收支总表", Some("T4")),
            ("部门收支总表", Some("T1")),
            ("表10 财政拨款\"三公\"经费支出情况表", Some("T10")),
            ("某街道办事处办公室部门收支总表", Some("T1")),
            ("部门预算公开表5 一般公共预算支出情况表", Some("T5")),
            ("《部门收入总表》", Some("T2")),
            ("部门支出总体情况表 表3", Some("T3")),
            ("一般公共预算支出表（按功能分类）", Some("T5")),
            ("一般公共预算支出表（按支出经济分类科目）", None),
            ("政府性基金收支总表", None),
            ("培训费支出总表", None),
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
        let name = |name: &str| UnitLine::Name(name.into());
        for (text, lines) in [
            (
                "单位：万元",
                vec![UnitLine::Amount(AmountUnit::TenThousand)],
            ),
            ("(金额单位: 元)", vec![UnitLine::Amount(AmountUnit::Yuan)]),
            ("单位:人民币元", vec![UnitLine::Amount(AmountUnit::Yuan)]),
            ("编制部门：某市某局", vec![name("某市某局")]),
            ("编制单位（公章）：某市某局", vec![name("某市某局")]),
            ("编报单位：某市某局", vec![name("某市某局")]),
            ("单位：状元乡政府", vec![name("状元乡政府")]),
            ("部门编码及名称：315某省某局", vec![name("某省某局")]),
            (
                "编制部门：某局　　单位：元",
                vec![name("某局"), UnitLine::Amount(AmountUnit::Yuan)],
            ),
            ("单位 万元", vec![UnitLine::Amount(AmountUnit::TenThousand)]),
            ("单位资金", vec![]),
            ("其中：一般财力", vec![]),
        ] {
            assert_eq!(unit_line(text), lines, "{text}");
        }
    }

    #[test]
    fn no_label_is_passed_over() {
        for label in AMOUNT_LABELS.iter().chain(NAME_LABELS) {
            assert!(label.contains(IN_LABELS), "{label}");
        }
    }

    #[test]
    fn a_placeholder_says_nothing() {
        for text in ["…", "二、", "三、…", "（四）……", "XX", "……"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "201", "二、事业收入", "一", "XX项目"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_title_may_have_the_unit_behind_it() {
        assert_eq!(unit_behind("收入总表（单位：元）"), Some(AmountUnit::Yuan));
        assert_eq!(unit_behind("预算数（万元）"), Some(AmountUnit::TenThousand));
        assert_eq!(unit_behind("资本性支出（基本建设）"), None);
    }
}
