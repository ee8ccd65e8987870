//! What the values of a report are called, and the signs that stand for them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use gouji::repair;
use gouji::report::{Confidence, Reason, Reconciliation, Severity, Unread, UnreadKind, Verdict};
use gouji::view::TableTop;

use super::{Language, language};
use crate::state::Proposal;

pub(super) fn pick(chinese: &'static str, english: &'static str) -> &'static str {
    match language() {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

thread_local! {
    /// What the tables of the document that is shown are called, by their identifiers.
    static TABLES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// From now on tables are called what the document's own sentences call them.
pub(crate) fn name_tables<'t>(tables: impl Iterator<Item = &'t TableTop>) {
    let names = tables.map(|table| (table.id.clone(), table.short.clone()));
    TABLES.with_borrow_mut(|known| *known = names.collect());
}

/// A table as people call it: 表3, 支出总表; one that the document does not have, by its identifier.
pub(crate) fn table(id: &str) -> String {
    let known = TABLES.with_borrow(|known| known.get(id).cloned());
    match &known {
        Some(name) => numbered(name, '表').unwrap_or_else(|| name.clone()),
        None => numbered(id, 'T').unwrap_or_else(|| id.to_owned()),
    }
}

/// Whether a word of an address may be a table's identifier.
pub(crate) fn is_table(id: &str) -> bool {
    let number = id.strip_prefix('T');
    number.is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
}

/// A table's number, where it has one, and its title.
pub(crate) fn titled(table: &TableTop) -> String {
    let number = table_number(&table.short).map(|number| format!("{number} "));
    format!("{}{}", number.unwrap_or_default(), table.title)
}

/// The number of a table that sentences call so: 表3; nothing where they call it by its title.
pub(crate) fn table_number(short: &str) -> Option<String> {
    numbered(short, '表')
}

/// The number behind a letter in the words of the page: `Table 3`.
fn numbered(name: &str, before: char) -> Option<String> {
    let number = name.strip_prefix(before)?;
    let is_number = number.starts_with(|first: char| first.is_ascii_digit());
    is_number.then(|| format!("{}{number}", pick("表", "Table ")))
}

/// How a severity is shown: its class, its sign, and what its findings are called.
pub(crate) fn severity(severity: Severity) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✕", pick("错误", "Errors")),
        Severity::Warning => ("warning", "!", pick("存疑", "To look at")),
        Severity::Notice => ("notice", "≈", pick("提示", "Notices")),
    }
}

/// How sure a correction is: its class and its words.
pub(crate) fn confidence(confidence: Confidence) -> (&'static str, &'static str) {
    match confidence {
        Confidence::Certain => ("agreed", pick("确定", "certain")),
        Confidence::Likely => ("warning", pick("很可能", "likely")),
        Confidence::Ambiguous => ("warning", pick("无法确定是哪一处", "cannot be told which")),
    }
}

/// A slip of the hand.
pub(crate) fn reason(reason: Reason) -> &'static str {
    let english = match reason {
        Reason::DigitsSwapped => "two digits exchanged",
        Reason::OneDigit => "one digit different",
        Reason::DigitMissing => "one digit left out",
        Reason::DigitExtra => "one digit too many",
        Reason::PointShifted => "decimal point misplaced",
        Reason::Sign => "sign reversed",
        Reason::UnitFactor => "in another unit",
        Reason::Blank => "left blank",
        Reason::ShiftedColumn => "the neighbouring column's figure",
        Reason::ShiftedRow => "the neighbouring row's figure",
        Reason::Other => "a wrong figure",
    };
    pick(repair::words(reason), english)
}

/// What a cell should print, as sure as its correction is.
pub(crate) fn proposed(proposal: &Proposal) -> String {
    let should = match proposal.confidence {
        Confidence::Certain => pick("应为", "should be"),
        Confidence::Likely => pick("很可能应为", "should probably be"),
        Confidence::Ambiguous => pick("可能应为", "could be"),
    };
    format!("{should} {}", amount(proposal.to))
}

/// The same with the slip that explains it: 应为 104.09（两位数字写反）.
pub(crate) fn proposed_why(proposal: &Proposal) -> String {
    let proposed = proposed(proposal);
    match proposal.reason.map(reason) {
        Some(slip) => format!("{proposed}{}{slip}{}", pick("（", " ("), pick("）", ")")),
        None => proposed,
    }
}

thread_local! {
    static GROUPED: Cell<bool> = const { Cell::new(false) };
}

/// Has amounts written with a comma after each three digits, or not: as the tables that are shown do.
pub(crate) fn group_digits(grouped: bool) {
    GROUPED.set(grouped);
}

/// An amount for the eye: a true minus sign, and words for a blank.
pub(crate) fn amount(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(size) => format!("−{}", grouped(size)),
        None if amount.is_empty() => pick("空", "blank").to_owned(),
        None => grouped(amount),
    }
}

/// A text for the eye: true minus signs before its amounts.
pub(crate) fn with_minus(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let begins = before.is_none_or(|before| BEFORE_AMOUNTS.contains(before));
        let amount = characters.peek().is_some_and(char::is_ascii_digit);
        shown.push(match character {
            '-' if begins && amount => '−',
            other => other,
        });
        before = Some(character);
    }
    shown
}

/// What stands before an amount; before other hyphens stand letters and digits.
const BEFORE_AMOUNTS: &str = " \u{3000}(（“：，、=";

fn grouped(size: &str) -> String {
    let whole = size.find('.').unwrap_or(size.len());
    let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let (before, rest) = size.split_at(whole);
    if !GROUPED.get() || !digits(before) {
        return size.to_owned();
    }
    let mut text = String::new();
    for (place, digit) in before.chars().enumerate() {
        if place > 0 && (whole - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// How a verdict is shown: its class and its sign.
pub(crate) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Consistent => ("agreed", "✓"),
        Verdict::Rounding => ("notice", "≈"),
        Verdict::Inconsistent => ("error", "✕"),
        Verdict::Incomplete => ("error", "✕"),
    }
}

/// What is said of a figure by the relations that it takes part in.
pub(crate) fn reconciled(reconciled: Reconciliation) -> &'static str {
    match reconciled {
        Reconciliation::Unchecked => pick("没有勾稽涉及此格", "No relation concerns this cell"),
        Reconciliation::Exact => pick(
            "涉及此格的勾稽全部相符",
            "All relations of this cell are exact",
        ),
        Reconciliation::Rounding => pick(
            "涉及此格的勾稽都在尾差允许范围内",
            "All relations of this cell hold within rounding",
        ),
        Reconciliation::Broken => pick(
            "涉及此格的勾稽有不符",
            "A relation of this cell does not hold",
        ),
    }
}

/// What was not read; of a whole table with how many amounts.
pub(crate) fn unread(unread: &Unread) -> String {
    match unread.amounts {
        Some(amounts) if unread.is_passed_over() => super::result::no_such_table(amounts),
        _ => unread_kind(unread.kind).to_owned(),
    }
}

fn unread_kind(kind: UnreadKind) -> &'static str {
    match kind {
        UnreadKind::Sheet => pick("不含公开表的工作表", "a sheet without budget tables"),
        UnreadKind::HiddenSheet => pick("隐藏的工作表", "a hidden sheet"),
        UnreadKind::Column => pick("没有认出的列", "an unknown column"),
        UnreadKind::Row => pick("没有认出的行", "an unknown row"),
        UnreadKind::Note => pick("表外文字", "text outside the tables"),
    }
}

/// Whether a relation holds, in a word.
pub(crate) fn standing(standing: Reconciliation) -> &'static str {
    match standing {
        Reconciliation::Unchecked => pick("未涉及", "not concerned"),
        Reconciliation::Exact => pick("相符", "exact"),
        Reconciliation::Rounding => pick("尾差", "rounding"),
        Reconciliation::Broken => pick("不符", "broken"),
    }
}

/// What rounding allows.
pub(crate) fn margin(tolerance: &str) -> String {
    match tolerance {
        "0" => pick("无", "none").to_owned(),
        _ => format!("±{}", grouped(tolerance)),
    }
}

/// An amount with a true minus sign; a blank stays blank.
pub(crate) fn plain_amount(text: &str) -> String {
    match text {
        "" => String::new(),
        text => amount(text),
    }
}

/// An amount, and a dash for a blank.
pub(crate) fn amount_or_dash(text: &str) -> String {
    match text {
        "" => "—".to_owned(),
        text => amount(text),
    }
}

/// How a relation stands: its class and its sign.
pub(crate) fn standing_sign(standing: Reconciliation) -> (&'static str, &'static str) {
    match standing {
        Reconciliation::Broken => ("error", "✕"),
        Reconciliation::Rounding => ("notice", "≈"),
        Reconciliation::Exact => ("agreed", "✓"),
        Reconciliation::Unchecked => ("none", "·"),
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, group_digits, margin, with_minus};

    #[test]
    fn minus_signs_are_told_from_hyphens() {
        for (text, expected) in [
            ("-2.40", "−2.40"),
            ("应为 -2.40，相差 -4.8（-1）", "应为 −2.40，相差 −4.8（−1）"),
            (
                "xinjiang-2026 的表-2、2025-12-31",
                "xinjiang-2026 的表-2、2025-12-31",
            ),
            ("- 3", "- 3"),
            ("-", "-"),
        ] {
            assert_eq!(with_minus(text), expected);
        }
    }

    #[test]
    fn digits_are_grouped_as_in_the_tables() {
        for (text, plain, with_commas) in [
            ("88.97", "88.97", "88.97"),
            ("123", "123", "123"),
            ("1234.50", "1234.50", "1,234.50"),
            ("-8897000000.00", "−8897000000.00", "−8,897,000,000.00"),
            ("100000", "100000", "100,000"),
            ("1,234.00", "1,234.00", "1,234.00"),
        ] {
            group_digits(false);
            assert_eq!(amount(text), plain);
            group_digits(true);
            assert_eq!(amount(text), with_commas);
        }
        assert_eq!(margin("1500"), "±1,500");
        group_digits(false);
    }
}
