//! The running text as evidence on which cell is wrong, also where it is wrong itself.

mod support;

use gouji::report::{Confidence, Correction, Report};
use support::check;

/// An amount of a table in a text: its line and cell, counted from 0, its place in the text, what it prints.
struct Amount {
    cell: String,
    from: usize,
    printed: String,
}

/// The amounts of the tables of a text, whose rows have tabs.
fn amounts(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut offset = 0;
    for (row, line) in text.split_inclusive('\n').enumerate() {
        let mut from = offset;
        for (column, cell) in line.split('\t').enumerate().filter(|_| line.contains('\t')) {
            let printed = cell.trim_end();
            let digits = printed.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            if digits && printed.contains('.') && printed.len() > 4 {
                let letter = char::from(b'A' + u8::try_from(column).unwrap());
                found.push(Amount {
                    cell: format!("{letter}{}", row + 1),
                    from,
                    printed: printed.to_owned(),
                });
            }
            from += cell.len() + 1;
        }
        offset += line.len();
    }
    found
}

/// Another first digit.
fn other(printed: &str) -> String {
    let (first, rest) = printed.split_at(1);
    let digit: u8 = first.parse().unwrap();
    format!("{}{rest}", if digit == 9 { 4 } else { digit + 1 })
}

/// The same text with another amount in a cell, and with what is said of the old one changed too.
fn with(text: &str, amount: &Amount, wrong: &str, said: Option<&str>) -> String {
    let end = amount.from + amount.printed.len();
    let text = format!("{}{wrong}{}", &text[..amount.from], &text[end..]);
    let Some(said) = said else { return text };
    let line = |line: &str| match line.contains('\t') {
        true => line.to_owned(),
        false => line.replace(&format!("{} 万元", amount.printed), &format!("{said} 万元")),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn report(text: &str) -> Report {
    check("a.txt", text.as_bytes()).report().clone()
}

/// Whether a correction puts a cell right.
fn restores(correction: &Correction, amount: &Amount) -> bool {
    correction.cell.cell == amount.cell && correction.to == amount.printed
}

/// The corrections of a text with one wrong cell: whether one that is at least likely puts it right, and
/// those that are certain and wrong.
fn told(text: &str, amount: &Amount) -> (bool, Vec<Correction>) {
    let corrections = report(text).corrections;
    let sure = |it: &&Correction| it.confidence != Confidence::Ambiguous && restores(it, amount);
    let is_told = corrections.iter().any(|it| sure(&it));
    let strange = corrections.into_iter();
    let strange =
        strange.filter(|it| it.confidence == Confidence::Certain && !restores(it, amount));
    (is_told, strange.collect())
}

/// The document with some of its tables: those at these places.
fn with_tables(text: &str, kept: &[usize]) -> String {
    let (mut table, mut inside) = (0, false);
    let mut lines = String::new();
    for line in text.split_inclusive('\n') {
        let is_row = line.contains('\t');
        table += usize::from(is_row && !inside);
        inside = is_row;
        // Performance tables stand behind the twelve.
        if !is_row || table > 12 || kept.contains(&(table - 1)) {
            lines.push_str(line);
        }
    }
    lines
}

/// The sentences of a document without their numbers: nothing of it is a witness.
fn silent(text: &str) -> String {
    let line = |line: &str| match line.contains('\t') {
        true => line.to_owned(),
        false => line.replace(" 万元", " 项"),
    };
    text.split_inclusive('\n').map(line).collect()
}

#[test]
fn the_text_tells_more_and_makes_nothing_wrong_certain() {
    let whole = gouji_fixtures::document().to_text();
    let all: Vec<usize> = (0..12).collect();
    let (mut alone, mut together, mut named) = (0, 0, 0);
    for (kept, step) in [
        (&all[..], 31),
        (&[0], 4),
        (&[1], 5),
        (&[3], 9),
        (&[4, 5], 13),
    ] {
        let text = with_tables(&whole, kept);
        for amount in amounts(&text).iter().step_by(step) {
            let wrong = other(&amount.printed);
            let stranger = other(&wrong);
            let spoilt = with(&text, amount, &wrong, None);
            // The text right; copied from the wrong cell; wrong in its own way; without numbers.
            for (said, text) in [
                ("right", spoilt.clone()),
                ("copied", with(&text, amount, &wrong, Some(&wrong))),
                ("wrong", with(&text, amount, &wrong, Some(&stranger))),
                ("silent", silent(&spoilt)),
            ] {
                let (is_told, strange) = told(&text, amount);
                assert!(
                    strange.is_empty(),
                    "{kept:?} {} {said} {strange:?}",
                    amount.cell
                );
                match said {
                    "right" => together += usize::from(is_told),
                    "silent" => alone += usize::from(is_told),
                    _ => {}
                }
            }
            let corrections = report(&spoilt).corrections;
            let right = corrections.iter().filter(|it| restores(it, amount));
            named += right.filter(|it| !it.text.is_empty()).count();
        }
    }
    assert!(named > 5 && together > alone, "{named} {together} {alone}");
}
/// A total with its only line, which nothing else is compared with, and what is said of the total.
const TIE: &str = "\
2026 年示例市图书馆部门预算公开

一般公共预算支出表

单位：万元

科目编码\t科目名称\t合计

\t合计\tTOTAL

204\t公共安全支出\tLINE

第三部分 2026 年部门预算情况说明

一、关于 2026 年一般公共预算支出情况的说明

2026 年一般公共预算支出 SAID 万元，比上年预算增加 10.00 万元，增长 RATE%。
";

#[test]
fn a_total_and_its_only_line_are_told_apart_by_a_rate_that_was_worked_out() {
    for (total, line, said, rate, expected) in [
        // The text says what the line says, and the rate was worked out from it.
        (
            "200.00",
            "100.00",
            "100.00",
            "11.11",
            Some(Confidence::Certain),
        ),
        // The rate is another's: the text alone is not enough to be certain.
        (
            "200.00",
            "100.00",
            "100.00",
            "13.00",
            Some(Confidence::Likely),
        ),
        // The text says what the total prints: it may have been copied from there.
        ("200.00", "100.00", "200.00", "5.26", None),
        // The text says neither.
        ("200.00", "100.00", "300.00", "3.45", None),
    ] {
        let text = TIE.replace("TOTAL", total).replace("LINE", line);
        let text = text.replace("SAID", said).replace("RATE", rate);
        let report = report(&text);
        let first = report.corrections.first().unwrap();
        assert_eq!(first.alternatives.len(), 1, "{first:#?}");
        let told = (first.confidence != Confidence::Ambiguous).then_some(first.confidence);
        if let Some(expected) = expected {
            assert_eq!(
                (told, first.to.as_str()),
                (Some(expected), "100.00"),
                "{said} {rate}"
            );
            assert_eq!(first.text[0].quote, "100.00 万元");
        }
        assert!(
            expected.is_some() || told != Some(Confidence::Certain),
            "{first:#?}"
        );
    }
}
