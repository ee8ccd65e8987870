//! Running text: how documents of every format are read, and what is said of their claims.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

#[path = "support/flaws.rs"]
mod flaws;
mod support;

use std::path::PathBuf;

use flaws::{PUBLISHED, SEED};
use gouji::report::{Report, Severity};
use gouji_fixtures::{Cell, Encoding, Sheet, document, general};
use support::check;

fn report(name: &str, bytes: &[u8]) -> Report {
    check(name, bytes).report().clone()
}

/// Codes at warning or error level, in the order of the report.
fn grave(report: &Report) -> Vec<&str> {
    let grave = flaws::grave(report);
    grave.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn the_sample_is_read_alike_in_every_format() {
    let document = document();
    let text = document.to_text();
    for (name, bytes) in [
        ("a.txt", text.clone().into_bytes()),
        ("a.txt", gouji_fixtures::encoded(Encoding::Gb18030, &text)),
        ("a.txt", gouji_fixtures::encoded(Encoding::Utf16, &text)),
        ("a.md", document.to_markdown().into_bytes()),
        ("a.html", document.to_html().into_bytes()),
        ("a.docx", document.to_docx()),
        ("b.doc", document.to_doc()),
        // Whatever the name says, the content counts.
        ("a.doc", document.to_docx()),
    ] {
        let report = report(name, &bytes);
        let text = report.text.clone().unwrap();
        let format = &report.file.format;
        assert_eq!((report.tables.len(), text.plans.len()), (12, 3), "{format}");
        assert_eq!(text.understood, text.numbers, "{format}: {:?}", text.unread);
        assert!(
            text.numbers > 105 && text.checked * 3 > text.numbers * 2,
            "{format}: {text:?}"
        );
        assert_eq!(
            grave(&report),
            Vec::<&str>::new(),
            "{format}: {:#?}",
            report.findings
        );
        assert!(report.unread.is_empty(), "{format}: {:?}", report.unread);
    }
}

#[test]
fn text_sheets_in_a_workbook_are_read() {
    let mut book = gouji_fixtures::sample();
    book.sheets.push(gouji_fixtures::Sheet {
        name: "编制说明".into(),
        rows: gouji_fixtures::explanation()
            .into_iter()
            .map(|line| vec![line.into()])
            .collect(),
        ..gouji_fixtures::Sheet::default()
    });
    let sound = report("a.xlsx", &book.to_xlsx());
    let text = sound.text.clone().unwrap();
    assert_eq!(grave(&sound), Vec::<&str>::new(), "{:#?}", sound.findings);
    assert!(
        text.understood == text.numbers && text.numbers > 100,
        "{text:?}"
    );
    let rows = &mut book.sheets.last_mut().unwrap().rows;
    rows[15][0] = "基本支出 634.25 万元，占 80.98%。".into();
    let spoilt = report("a.xlsx", &book.to_xlsx());
    let finding = spoilt
        .findings
        .iter()
        .find(|finding| finding.code == "GJ0801")
        .unwrap();
    let text = finding.text.as_ref().unwrap();
    assert_eq!(
        (
            text.sheet.as_str(),
            text.cell.as_str(),
            text.start,
            text.quote.as_str()
        ),
        ("编制说明", "A16", 5, "634.25 万元")
    );
}

/// Each kind of fault: how many were given, how many were found.
fn tally(
    text: &str,
    year: u16,
    every: usize,
) -> Vec<(gouji_fixtures::SpoiltKind, usize, usize, Vec<String>)> {
    let before = report("a.txt", text.as_bytes());
    let key = |report: &Report| -> Vec<String> {
        let graver = report
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Notice);
        graver
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect()
    };
    let known = key(&before);
    let mut tally: Vec<(gouji_fixtures::SpoiltKind, usize, usize, Vec<String>)> = Vec::new();
    for spoilt in gouji_fixtures::spoilt(text, year)
        .into_iter()
        .step_by(every)
    {
        let found = key(&report("a.txt", spoilt.text.as_bytes()))
            .iter()
            .any(|finding| !known.contains(finding));
        let place = tally
            .iter()
            .position(|(kind, ..)| *kind == spoilt.kind)
            .unwrap_or_else(|| {
                tally.push((spoilt.kind, 0, 0, Vec::new()));
                tally.len() - 1
            });
        let (_, all, told, missed) = &mut tally[place];
        *all += 1;
        *told += usize::from(found);
        if !found {
            missed.push(format!("{}: {}", spoilt.line, spoilt.change));
        }
    }
    tally
}

#[test]
fn seeded_faults_are_found() {
    let tally = tally(&document().to_text(), 2026, 1);
    assert_eq!(tally.len(), 7, "{tally:?}");
    for (kind, all, found, missed) in tally {
        assert!(
            found * 100 >= all * 95,
            "{kind:?}: {found} of {all}: {missed:#?}"
        );
    }
}

fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

#[test]
fn the_seed_has_exactly_the_flaws_that_it_has() {
    let Some(text) = shared(SEED.0) else { return };
    let checked = check("seed.txt", text.as_bytes());
    let report = checked.report();
    let info = report.text.clone().unwrap();
    assert_eq!((report.tables.len(), info.plans.len()), (12, 4));
    assert!(
        info.understood * 100 >= info.numbers * 95 && info.numbers > 170,
        "{:?}",
        info.unread
    );
    assert_eq!(flaws::grave(report), SEED.1);
    let notices: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .filter(|code| *code == "GJ1002")
        .collect();
    assert_eq!(notices.len(), 4);
}

#[test]
fn the_seed_has_the_figures_of_the_workbook() {
    let (Some(text), Some(book)) = (shared(SEED.0), support::published()) else {
        return;
    };
    let (text, book) = (
        check("seed.txt", text.as_bytes()),
        check("seed.xlsx", &book),
    );
    let figures =
        |checked: &gouji::Checked| support::essence(checked.report(), &checked.corrected(&[])).0;
    assert_eq!(figures(&text), figures(&book));
    let counts = |report: &Report| {
        (
            report.counts.relations,
            report.counts.exact,
            report.counts.rounding,
            report.counts.broken,
        )
    };
    assert_eq!(counts(text.report()), counts(book.report()));
}

#[test]
fn published_documents_have_only_the_flaws_that_they_have() {
    for (name, known) in PUBLISHED {
        let Some(text) = shared(&format!("corpus/shanghai/{name}.txt")) else {
            return;
        };
        let report = report(&format!("{name}.txt"), text.as_bytes());
        let info = report.text.clone().unwrap();
        assert_eq!(
            (report.tables.len(), report.counts.broken),
            (9, 0),
            "{name}"
        );
        assert!(
            info.understood * 10 >= info.numbers * 9 && info.numbers > 50,
            "{name}: {:?}",
            info.unread
        );
        assert_eq!(
            flaws::grave(&report),
            *known,
            "{name}: {:#?}",
            report.findings
        );
    }
}

#[test]
fn seeded_faults_of_published_documents_are_found() {
    let mut sums: Vec<(gouji_fixtures::SpoiltKind, usize, usize, Vec<String>)> = Vec::new();
    for (path, year) in [
        (SEED.0.to_owned(), 2026),
        (
            "corpus/shanghai/sh_putuo_zhengfuban_unit_2025.txt".to_owned(),
            2025,
        ),
    ] {
        let Some(text) = shared(&path) else { return };
        for (kind, all, found, missed) in tally(&text, year, 5) {
            match sums.iter_mut().find(|(known, ..)| *known == kind) {
                Some(sum) => {
                    (sum.1, sum.2) = (sum.1 + all, sum.2 + found);
                    sum.3.extend(missed);
                }
                None => sums.push((kind, all, found, missed)),
            }
        }
    }
    let (all, found) = sums
        .iter()
        .fold((0, 0), |(all, found), sum| (all + sum.1, found + sum.2));
    assert!(found * 100 >= all * 95, "{found} of {all}: {sums:#?}");
}

#[test]
fn only_what_should_have_an_end_is_asked_for_one() {
    let text = document().to_text();
    let from = "示例市文化馆没有下属预算单位，内设机构四个。";
    for (to, expected) in [
        (
            "示例市文化馆没有下属预算单位。内设机构四个，另有派驻的机构和",
            1,
        ),
        (
            "示例市文化馆没有下属预算单位。内设机构四个，分别是办公室、辅导部，",
            1,
        ),
        ("示例市文化馆没有下属预算单位，内设机构四个", 0),
        (
            "示例市文化馆没有下属预算单位。内设机构四个，办公室、辅导部（见附表）",
            0,
        ),
        ("示例市文化馆没有下属预算单位。示例市文化馆", 0),
        ("示例市文化馆没有下属预算单位。联系人：张三，电话：0909", 0),
    ] {
        let report = report("a.txt", text.replace(from, to).as_bytes());
        let found = support::of(&report, "GJ0908").len();
        assert_eq!(found, expected, "{to}: {:#?}", report.findings);
    }
}

#[test]
fn a_list_is_of_the_column_that_has_amounts() {
    let subjects =
        "文化旅游体育与传媒支出、社会保障和就业支出、卫生健康支出、城乡社区支出、住房保障支出";
    let found = |listed: &str| {
        let mut book = general();
        for row in &mut book.sheets[2].rows {
            let heading = row.last() == Some(&"项目支出".into());
            row.push(match heading {
                true => "上缴上级支出".into(),
                false => Cell::Blank,
            });
        }
        book.sheets.push(Sheet {
            name: "编制说明".into(),
            rows: vec![vec![format!("支出预算包括：{listed}。").as_str().into()]],
            ..Sheet::default()
        });
        let report = report("a.xlsx", &book.to_xlsx());
        support::of(&report, "GJ0808").len()
    };
    for (from, to, expected) in [
        ("、住房", "、住房", 0),
        ("、住房", "和住房", 0),
        ("、住房", "以及住房", 0),
        ("、住房保障支出", "和农林水支出", 1),
        ("、住房保障支出", "", 1),
        ("、住房", "、农林水支出、住房", 1),
    ] {
        assert_eq!(found(&subjects.replace(from, to)), expected, "{to}");
    }
}

#[test]
fn a_fund_listed_with_what_was_carried_over_is_this_years() {
    let sentence =
        "2026年收入预算783.56万元，其中：财政拨款771.03万元；单位资金8.36万元；上年结转4.17万元。";
    for (from, to, expected) in [
        ("771.03", "771.03", 0),
        ("771.03", "717.03", 1),
        ("4.17", "1.47", 1),
    ] {
        let mut book = general();
        book.sheets.push(Sheet {
            name: "编制说明".into(),
            rows: vec![vec![sentence.replace(from, to).as_str().into()]],
            ..Sheet::default()
        });
        let report = report("a.xlsx", &book.to_xlsx());
        let found = support::of(&report, "GJ0801").len();
        assert_eq!(found, expected, "{to}: {:#?}", report.findings);
    }
}

#[test]
fn the_office_is_told_above_a_table_behind_long_text() {
    let lines: Vec<String> = (1..80).map(|n| format!("群众活动第{n}场。")).collect();
    let text = document().to_text();
    let long = format!("{}\n\n{text}", lines.join("\n\n"));
    for (text, expected) in [
        (long.clone(), 0),
        (long.replace("部门：", "").replace("单位：示例", "示例"), 1),
        (
            format!("示例市文化馆2026年部门预算公开\n\n{long}")
                .replace("部门：", "")
                .replace("单位：示例", "示例"),
            0,
        ),
    ] {
        let report = report("a.txt", text.as_bytes());
        let found = support::of(&report, "GJ0209").len();
        assert_eq!(found, expected, "{:#?}", report.findings);
    }
}

#[test]
fn text_behind_the_last_table_is_no_note_of_it() {
    for (lines, expected) in [
        (&["注：本单位无政府性基金预算，故本表为空表。"][..], 1),
        (
            &[
                "本单位2025年政府性基金预算支出20.00万元，2026年未安排政府性基金预算支出，减少20.00万元。",
            ],
            0,
        ),
        (&["第三部分 预算说明", "本单位没有政府性基金预算支出。"], 0),
    ] {
        let mut book = general();
        let rows = &mut book.sheets[8].rows;
        rows.extend(lines.iter().map(|&line| vec![line.into()]));
        let report = report("a.xlsx", &book.to_xlsx());
        let found = support::of(&report, "GJ0213").len();
        assert_eq!(found, expected, "{lines:?}: {:#?}", report.findings);
    }
}

#[test]
fn a_blank_template_makes_no_false_claims() {
    let Some(folder) = templates() else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let report = report(&name, &bytes);
        let said = flaws::grave(&report);
        let of_text = said
            .iter()
            .filter(|(code, _)| code.starts_with("GJ09") || code.starts_with("GJ08"));
        assert_eq!(of_text.count(), 0, "{name}: {said:?}");
        assert!(
            said.iter().any(|(code, _)| *code == "GJ0203"),
            "{name}: {said:?}"
        );
    }
}

fn templates() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/templates");
    let there = path.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", path.display());
    }
    there.then_some(path)
}

#[test]
fn neither_way_is_chosen_where_nothing_changed() {
    let mut found = Vec::new();
    for change in [
        "增（减）0万元",
        "增加（减少）0.00万元",
        "增（减）3万元",
        "增（减）万元",
    ] {
        let mut document = document();
        let line = format!("公务用车购置费0万元，比上年{change}。");
        document.parts.push(gouji_fixtures::Part::Line(line));
        let report = report("a.txt", document.to_text().as_bytes());
        found.push(support::of(&report, "GJ0901").len());
    }
    assert_eq!(found, [0, 0, 1, 1]);
}
