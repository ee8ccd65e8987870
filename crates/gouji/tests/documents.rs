//! Documents that agree with themselves raise no alarm.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod support;

use gouji::report::{Aggregate, Severity, Verdict};
use support::{check, of, published, sample_with};

#[test]
fn the_published_document_has_ten_rounding_sums_and_blank_tables_and_nothing_else() {
    let Some(bytes) = published() else { return };
    let checked = check("bole-2026.xlsx", &bytes);
    let report = checked.report();
    assert_eq!(report.verdict, Verdict::Rounding);
    assert_eq!(
        (
            report.tables.len(),
            report
                .tables
                .iter()
                .map(|table| table.amounts)
                .sum::<usize>()
        ),
        (12, 292)
    );
    assert!(report.counts.relations >= 300, "{:?}", report.counts);
    assert_eq!((report.counts.broken, report.counts.rounding), (0, 10));
    assert_eq!(
        (
            report.counts.errors,
            report.counts.warnings,
            report.counts.notices
        ),
        (0, 0, 11)
    );
    assert_eq!(
        (
            report.unit.name.as_str(),
            report.unit.year,
            report.unit.amount_unit.as_str()
        ),
        ("博乐市社会保险中心", Some(2026), "万元")
    );
    assert!(
        report.unread.is_empty() && report.unevaluated.is_empty(),
        "{:?} {:?}",
        report.unread,
        report.unevaluated
    );
    // The text beside the workbook says that these are blank; the workbook does not.
    let blank: Vec<&str> = of(report, "GJ0204")
        .into_iter()
        .flat_map(|finding| &finding.cells)
        .map(|cell| cell.table.as_str())
        .collect();
    assert_eq!(blank, ["T8", "T9", "T11"]);
    let sums: Vec<[&str; 5]> = of(report, "GJ0501")
        .into_iter()
        .map(|finding| {
            let relation = finding.relation.as_ref().unwrap();
            [
                &finding.cells[0].table,
                &finding.cells[0].cell,
                &relation.reported,
                &relation.computed,
                &relation.tolerance,
            ]
            .map(String::as_str)
        })
        .collect();
    let expected = [
        ["T3", "E27", "632.63", "632.64", "0.015"],
        ["T3", "F27", "557.72", "557.71", "0.02"],
        ["T5", "E24", "630.13", "630.14", "0.015"],
        ["T5", "F24", "557.72", "557.71", "0.02"],
        ["T6", "D5", "524.71", "524.72", "0.06"],
        ["T6", "E5", "524.71", "524.72", "0.06"],
        ["T6", "D17", "16.88", "16.89", "0.04"],
        ["T6", "F17", "16.88", "16.89", "0.04"],
        ["T6", "D28", "557.72", "557.71", "0.02"],
        ["T6", "E28", "540.84", "540.83", "0.015"],
    ];
    assert_eq!(sums, expected);
    assert_eq!(of(report, "GJ0501").len(), 10);
}

#[test]
fn the_sample_agrees_with_itself() {
    let checked = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let report = checked.report();
    assert_eq!(report.verdict, Verdict::Rounding);
    assert_eq!(report.counts.errors + report.counts.warnings, 0);
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.severity == Severity::Notice && finding.code == "GJ0501")
    );
    insta::assert_json_snapshot!(report);
}

#[test]
fn what_could_not_be_judged_is_in_the_sentence() {
    let mut workbook = gouji_fixtures::sample();
    let sheet = workbook.sheet("一般公共预算支出情况表");
    for (index, row) in sheet.rows.iter_mut().enumerate().skip(3) {
        row.push(match index {
            3 => "其中".into(),
            _ => gouji_fixtures::Cell::Amount(100),
        });
    }
    let checked = check("sample.xlsx", &workbook.to_xlsx());
    let report = checked.report();
    assert_eq!(report.verdict, Verdict::Rounding);
    let count = report.unevaluated.len();
    let ending = format!("；{count} 条勾稽公式未能核对，原因见下");
    assert!(
        count > 0 && report.sentence.ends_with(&ending),
        "{}",
        report.sentence
    );
}

#[test]
fn a_table_that_no_rulebook_has_is_in_the_sentence() {
    let table = |title: &str, rows: &[[&str; 3]]| gouji_fixtures::Sheet {
        name: "附".into(),
        rows: [
            [title, "", ""],
            ["单位：万元", "", ""],
            ["序号", "项目", "金额"],
        ]
        .iter()
        .chain(rows)
        .map(|row| row.iter().map(|&text| text.into()).collect())
        .collect(),
        ..gouji_fixtures::Sheet::default()
    };
    for (title, rows, said) in [
        (
            "2026年非税收入征收计划表",
            [["1", "罚没收入", "1.50"]].as_slice(),
            true,
        ),
        (
            "2026年非税收入征收计划表",
            &[["1", "", ""], ["2", "", "0.00"]],
            false,
        ),
        ("项目支出绩效目标表", &[["1", "预算执行率", "98.00"]], false),
    ] {
        let mut workbook = gouji_fixtures::sample();
        workbook.sheets.push(table(title, rows));
        let checked = check("sample.xlsx", &workbook.to_xlsx());
        let sentence = &checked.report().sentence;
        let ending = format!("；1 张表没有核对：{title}");
        assert_eq!(sentence.ends_with(&ending), said, "{title}: {sentence}");
    }
}

#[test]
fn the_page_offers_this_sample() {
    let offered = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../web/samples/sample.xlsx"
    ))
    .unwrap();
    assert!(
        offered == gouji_fixtures::sample().to_xlsx(),
        "write it anew: see tests/fixtures/examples/sample.rs"
    );
}

#[test]
fn the_browser_tests_explain_this_sample() {
    let explained = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/browser/samples/explanation.docx"
    ))
    .unwrap();
    assert!(
        explained == gouji_fixtures::beside().to_docx(),
        "write it anew: see tests/fixtures/examples/document.rs"
    );
}

#[test]
fn corrected_data_without_corrections_is_what_was_read() {
    let checked = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let corrected = checked.corrected(&[]);
    assert!(corrected.changes.is_empty());
    assert_eq!(corrected.source.sha256, checked.report().file.sha256);
    let amounts = |table: &gouji::export::CorrectedTable| {
        table
            .rows
            .iter()
            .flat_map(|row| row.values.values())
            .filter(|value| !value.is_empty())
            .count()
    };
    let read: Vec<usize> = checked
        .report()
        .tables
        .iter()
        .map(|table| table.amounts)
        .collect();
    assert_eq!(
        corrected.tables.iter().map(amounts).collect::<Vec<_>>(),
        read
    );
    let expenditure = &corrected.tables[2];
    assert_eq!(
        (
            expenditure.id.as_str(),
            expenditure.columns.join(" ").as_str()
        ),
        ("T3", "合计 基本支出 项目支出")
    );
    let row = expenditure
        .rows
        .iter()
        .find(|row| row.key == "2080502")
        .unwrap();
    assert_eq!(
        (
            row.code.as_str(),
            row.name.as_str(),
            row.values["合计"].as_str(),
            row.values["项目支出"].as_str()
        ),
        ("2080502", "事业单位离退休", "14.28", "")
    );
}

#[test]
fn aggregates_know_their_figures_and_whether_they_are_reconciled() {
    use gouji::report::{Reconciliation, SeriesKind};
    let mut workbook = gouji_fixtures::sample();
    workbook.sheet("部门支出总体情况表").rows[10][4] = gouji_fixtures::Cell::Amount(5_978);
    let checked = check("sample.xlsx", &workbook.to_xlsx());
    let series = &checked.report().summary.series;
    let kinds: Vec<SeriesKind> = series.iter().map(|series| series.kind).collect();
    assert_eq!(
        kinds,
        [
            SeriesKind::Source,
            SeriesKind::Function,
            SeriesKind::Nature,
            SeriesKind::Economic,
            SeriesKind::Project
        ]
    );
    let part = |key: &str| series[1].parts.iter().find(|part| part.key == key).unwrap();
    let spoiled = part("2080505");
    assert_eq!(
        (
            spoiled.cells[0].cell.as_str(),
            spoiled.value.as_str(),
            spoiled.level
        ),
        ("E11", "59.78", 3)
    );
    assert_eq!(
        (spoiled.parent.as_deref(), spoiled.reconciled),
        (Some("20805"), Reconciliation::Broken)
    );
    assert_eq!(part("210").reconciled, Reconciliation::Exact);
    assert_eq!(series[1].total.as_ref().unwrap().value, "783.56");
    assert_eq!(part("210").share, "4.82");
}

#[test]
fn money_flows_from_sources_through_functions_to_uses() {
    let checked = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let flow = &checked.report().summary.flows[0];
    let said = |list: &[Aggregate]| -> Vec<String> {
        let list = list.iter().map(|it| format!("{} {}", it.name, it.value));
        list.collect()
    };
    assert_eq!(
        (flow.whole.value.as_str(), flow.unit.as_str()),
        ("783.56", "万元")
    );
    insta::assert_debug_snapshot!((
        said(&flow.sources),
        said(&flow.functions),
        said(&flow.uses),
        flow.splits
            .iter()
            .map(|it| format!("{} → {} {}", it.function, it.purpose, it.amount.value))
            .collect::<Vec<_>>(),
    ));
    let mut backwards = gouji_fixtures::sample();
    let rows = &mut backwards.sheet("部门支出总体情况表").rows;
    let name = gouji_fixtures::Cell::Text("文化旅游体育与传媒支出".to_owned());
    let class = rows.iter_mut().find(|row| row.contains(&name)).unwrap();
    class[5] = gouji_fixtures::Cell::Amount(-1);
    let checked = check("sample.xlsx", &backwards.to_xlsx());
    assert!(checked.report().summary.flows.is_empty());
}

#[test]
fn a_missing_table_on_a_hidden_sheet_is_told_so() {
    let report = sample_with(|book| {
        book.sheet("国有资本经营预算支出情况表").hidden = true;
    });
    let missing = of(&report, "GJ0201");
    assert_eq!(missing.len(), 1);
    assert!(
        missing[0].hint.contains("隐藏的工作表"),
        "{}",
        missing[0].hint
    );
}
