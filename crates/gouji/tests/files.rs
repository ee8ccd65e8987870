//! Several files: parts of one disclosure are one, disclosures stay apart.

mod support;

use gouji::{Answer, Input, Options};
use gouji_fixtures::Workbook;
use support::{check, essence};

/// A workbook for each sheet of the sample, under the given folder.
fn one_table_a_file(folder: &str) -> Vec<(String, Vec<u8>)> {
    let sheets = gouji_fixtures::sample().sheets;
    let file = |sheet: gouji_fixtures::Sheet| {
        let name = format!("{folder}{}.xlsx", sheet.name);
        (
            name,
            Workbook {
                sheets: vec![sheet],
            }
            .to_xlsx(),
        )
    };
    sheets.into_iter().map(file).collect()
}

/// The name of the other unit.
const OTHER: &str = "示例市图书馆";

/// The sample as a disclosure of another unit.
fn of_another_unit() -> Workbook {
    let mut other = gouji_fixtures::sample();
    for cell in other
        .sheets
        .iter_mut()
        .flat_map(|sheet| sheet.rows.iter_mut().flatten())
    {
        if let gouji_fixtures::Cell::Text(text) = cell {
            *text = text.replace(gouji_fixtures::UNIT, OTHER);
        }
    }
    other
}

fn answers(files: &[(String, Vec<u8>)]) -> Vec<Answer> {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(name, bytes)| Input { name, bytes })
        .collect();
    gouji::check_files(&inputs, &Options::default(), &mut |_| ()).unwrap()
}

#[test]
fn one_table_a_file_is_one_disclosure() {
    let whole = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let mut files = one_table_a_file("公开/");
    files.reverse();
    let answers = answers(&files);
    let [answer] = answers.as_slice() else {
        panic!("{} answers", answers.len())
    };
    let checked = answer.result.as_ref().unwrap();
    assert_eq!(answer.files, (0..12).collect::<Vec<_>>());
    assert_eq!(
        essence(checked.report(), &checked.corrected(&[])),
        essence(whole.report(), &whole.corrected(&[]))
    );
    let report = checked.report();
    assert_eq!(report.files.len(), 12);
    assert_eq!(report.file.name, "上年结转结余情况表.xlsx 等 12 个文件");
    assert_eq!(report.tables[0].sheet, "部门收支总体情况表.xlsx");
}

#[test]
fn disclosures_stay_apart() {
    let whole = gouji_fixtures::sample().to_xlsx();
    let mut without = gouji_fixtures::sample();
    without.sheets.remove(0);
    let files = [
        ("甲.xlsx".to_owned(), whole.clone()),
        ("乙.xlsx".to_owned(), without.to_xlsx()),
        ("丙.xlsx".to_owned(), without.to_xlsx()),
        ("空.xlsx".to_owned(), Vec::new()),
    ];
    let answers = answers(&files);
    let said: Vec<(&str, bool)> = answers
        .iter()
        .map(|answer| (answer.name.as_str(), answer.result.is_ok()))
        .collect();
    assert_eq!(
        said,
        [
            ("甲.xlsx", true),
            ("乙.xlsx", true),
            ("丙.xlsx", true),
            ("空.xlsx", false)
        ]
    );
    let verdicts: Vec<usize> = answers
        .iter()
        .filter_map(|answer| Some(answer.result.as_ref().ok()?.report().counts.errors))
        .collect();
    assert_eq!(verdicts, [0, 1, 1]);
}

#[test]
fn folders_and_units_keep_files_apart() {
    let mut files = one_table_a_file("甲单位/");
    files.extend(one_table_a_file("乙单位/"));
    let other = of_another_unit();
    for sheet in other.sheets {
        let name = format!("甲单位/另{}.xlsx", sheet.name);
        files.push((
            name,
            Workbook {
                sheets: vec![sheet],
            }
            .to_xlsx(),
        ));
    }
    let answers = answers(&files);
    assert_eq!(answers.len(), 3);
    for answer in answers {
        assert_eq!(answer.files.len(), 12, "{}", answer.name);
        assert_eq!(answer.result.unwrap().report().counts.errors, 0);
    }
}

/// A workbook with every table waits for the document that explains it, in a folder, beside other
/// units' and in an archive.
#[test]
fn a_document_is_checked_against_the_workbook_beside_it() {
    let said = gouji_fixtures::beside().to_text();
    let workbook = gouji_fixtures::sample().to_xlsx();
    let docx = gouji_fixtures::beside().to_docx();
    let of_other = said.replace(gouji_fixtures::UNIT, OTHER);
    let wrong = of_other.replace("783.56", "738.56");
    assert_ne!(wrong, of_other);
    let files = [
        ("公开/甲说明.docx".to_owned(), docx.clone()),
        ("公开/甲.xlsx".to_owned(), workbook.clone()),
        ("公开/乙.xlsx".to_owned(), of_another_unit().to_xlsx()),
        ("公开/乙说明.txt".to_owned(), wrong.into_bytes()),
    ];
    let archive = gouji_fixtures::archive(
        &[
            ("表.xlsx".to_owned(), workbook),
            ("说明.docx".to_owned(), docx),
        ],
        false,
    );
    let mut all = files.to_vec();
    all.push(("公开.zip".to_owned(), archive));
    let answers = answers(&all);
    let places: Vec<&[usize]> = answers.iter().map(|it| it.files.as_slice()).collect();
    assert_eq!(places, [&[0, 1][..], &[2, 3], &[4, 4]]);
    for (answer, wrong) in answers.iter().zip([false, true, false]) {
        let report = answer.result.as_ref().unwrap().report();
        let text = report.text.as_ref().unwrap();
        assert!(text.checked > 60, "{text:?}");
        assert_eq!(report.counts.errors > 0, wrong, "{:#?}", report.findings);
    }
    let alone = gouji_fixtures::beside().to_docx();
    let answer = &gouji::check_files(
        &[Input {
            name: "说明.docx",
            bytes: &alone,
        }],
        &Options::default(),
        &mut |_| (),
    )
    .unwrap()[0];
    assert!(answer.result.as_ref().is_err_and(|error| {
        error
            .to_string()
            .contains("这是文字说明，里面没有部门预算公开表")
    }));
}

#[test]
fn a_file_without_tables_beside_a_disclosure_is_said() {
    let mut files = one_table_a_file("");
    let mut cover = gouji_fixtures::sample();
    cover.sheets.truncate(1);
    cover.sheets[0].name = "封面".to_owned();
    cover.sheets[0].merges.clear();
    cover.sheets[0].rows = vec![vec!["示例市文化馆".into()]];
    files.insert(0, ("封面.xlsx".to_owned(), cover.to_xlsx()));
    let answers = answers(&files);
    assert_eq!(answers.len(), 1);
    let report = answers[0].result.as_ref().unwrap().report();
    assert_eq!(report.unread[0].sheet, "封面.xlsx");
    assert_eq!(report.counts.errors, 0);
}

#[test]
fn a_part_waits_for_256_files_and_takes_its_others_along() {
    let mut batch = gouji::Batch::new(&Options::default()).unwrap();
    let parts = one_table_a_file("甲/");
    let mut add = |name: &str, bytes: &[u8]| batch.add(Input { name, bytes }, &mut |_| ());
    for (name, bytes) in parts.iter().take(3) {
        assert!(add(name, bytes).is_empty());
    }
    for place in 3..257 {
        assert_eq!(add("乙/空.xlsx", b"").len(), 1, "{place}");
    }
    let answers = add("乙/空.xlsx", b"");
    let files: Vec<&[usize]> = answers.iter().map(|it| it.files.as_slice()).collect();
    assert_eq!(files, [&[257][..], &[0, 1, 2]]);
    assert!(batch.finish(&mut |_| ()).is_empty());
}

#[test]
fn an_archive_without_files_is_refused() {
    let empty = gouji_fixtures::archive(&[], false);
    let answers = answers(&[("空.zip".to_owned(), empty)]);
    let error = answers[0].result.as_ref().unwrap_err().to_string();
    assert!(error.contains("压缩包里没有文件"), "{error}");
}
