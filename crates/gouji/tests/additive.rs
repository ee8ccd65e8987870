//! Tables made additive: every printed sum exact, few last digits moved, nothing else.

mod support;

use gouji::report::{AdditiveOutcome, Verdict};
use gouji::{Checked, Input};
use gouji_fixtures::{Cell, Workbook};
use proptest::prelude::*;
use support::{check, published};

/// Everything that is promised of adjustments.
fn assert_additive(checked: &Checked) -> usize {
    let additive = checked.additive();
    assert_eq!(
        additive.outcome,
        AdditiveOutcome::Adjusted,
        "{}",
        additive.why
    );
    let adjusted = checked.adjusted(&additive);
    let (before, after) = (checked.report().counts, adjusted.report().counts);
    assert_eq!(after.rounding, 0, "{:?}", adjusted.report().findings);
    assert_eq!((after.broken, after.errors), (0, before.errors));
    assert_eq!(additive.sums, before.rounding);
    for it in &additive.adjustments {
        let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        assert_eq!((cents(&it.from) - cents(&it.to)).abs(), 1, "{it:?}");
        assert_eq!(it.from.split('.').nth(1).map(str::len), Some(2));
    }
    assert_eq!(adjusted.additive().outcome, AdditiveOutcome::NotNeeded);
    additive.adjustments.len()
}

#[test]
fn the_published_document_becomes_additive() {
    let Some(file) = published() else { return };
    let checked = check("预算.xlsx", &file);
    assert_eq!(checked.report().counts.rounding, 10);
    let additive = checked.additive();
    assert!(additive.smallest, "{}", additive.why);
    assert_eq!(assert_additive(&checked), 8);
    let (judged, corrected) = checked.corrected_additive(&[]);
    assert_eq!(judged.report().verdict, Verdict::Consistent);
    assert_eq!(corrected.changes, []);
    let input = Input {
        name: "预算.xlsx",
        bytes: &file,
    };
    let out = checked
        .rewrite(&[input], &[], &additive.adjustments)
        .unwrap();
    let again = check("预算.xlsx", &out[0].bytes);
    assert_eq!(again.report().verdict, Verdict::Consistent);
    assert_eq!(
        gouji::to_json(&again.corrected(&[]).tables),
        gouji::to_json(&corrected.tables)
    );
}

#[test]
fn nothing_is_moved_without_need_or_over_errors() {
    let sound = check("a.xlsx", &gouji_fixtures::sample().to_xlsx());
    if sound.report().counts.rounding == 0 {
        assert_eq!(sound.additive().outcome, AdditiveOutcome::NotNeeded);
    }
    let mut wrong = gouji_fixtures::sample();
    *amounts(&mut wrong).nth(77).unwrap() += 5_000;
    let additive = check("a.xlsx", &wrong.to_xlsx()).additive();
    assert_eq!(additive.outcome, AdditiveOutcome::ErrorsOpen);
    assert!(additive.adjustments.is_empty() && additive.why.contains("先改正错误"));
}

fn amounts(workbook: &mut Workbook) -> impl Iterator<Item = &mut i64> {
    let sheets = workbook.sheets.iter_mut();
    let cells = sheets.flat_map(|sheet| sheet.rows.iter_mut().flatten());
    cells.filter_map(|cell| match cell {
        Cell::Amount(cents) => Some(cents),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Exact amounts in ten-thousandths, each rounded by itself: whatever last digits that leaves, a
    /// few moves take them away.
    #[test]
    fn separately_rounded_tables_become_additive(parts in prop::collection::vec(1_001_i64..999_999, 3..7)) {
        let workbook = separately_rounded(&parts);
        let checked = check("a.xlsx", &workbook.to_xlsx());
        prop_assert_eq!(checked.report().counts.errors, 0, "{:?}", &checked.report().findings);
        if checked.report().counts.rounding > 0 {
            let moved = assert_additive(&checked);
            // One sum in two copies is off by few last digits: the total alone, or some of its parts.
            prop_assert!(moved <= 2 * parts.len());
        }
    }
}

/// A table of government funds with a class, a total and its parts.
fn separately_rounded(parts: &[i64]) -> Workbook {
    let rounded = |value: i64| Cell::Amount((value + 50) / 100);
    let total: i64 = parts.iter().sum();
    let mut rows: Vec<Vec<Cell>> = vec![
        vec!["2026年部门支出总表".into()],
        vec![
            "单位名称：某某中心".into(),
            "".into(),
            "".into(),
            "".into(),
            "单位：万元".into(),
        ],
        vec![
            "科目编码".into(),
            "科目名称".into(),
            "合计".into(),
            "基本支出".into(),
            "项目支出".into(),
        ],
    ];
    let row = |code: &str, name: &str, value: i64| {
        let basic = value * 3 / 7;
        vec![
            code.into(),
            name.into(),
            rounded(value),
            rounded(basic),
            rounded(value - basic),
        ]
    };
    rows.push(row("208", "社会保障和就业支出", total));
    rows.push(row("20801", "人力资源和社会保障管理事务", total));
    for (place, part) in parts.iter().enumerate() {
        rows.push(row(
            &format!("20801{:02}", place + 1),
            &format!("事务{place}"),
            *part,
        ));
    }
    rows.push(row("", "合计", total));
    Workbook {
        sheets: vec![gouji_fixtures::Sheet {
            name: "支出总表".to_owned(),
            rows,
            head: 3,
            codes: 1,
            ..gouji_fixtures::Sheet::default()
        }],
    }
}
