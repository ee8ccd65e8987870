//! What cannot be read is refused with one sentence that says what to do.

use std::sync::LazyLock;

use gouji::source;
use gouji::{Error, Options, RulebookChoice};
use gouji_fixtures::{Encoding, Sheet, Workbook, bad_files, large_files, sample};
use proptest::prelude::*;

fn refusal(bytes: &[u8]) -> Error {
    let error = gouji::check("file.xlsx", bytes, &Options::default())
        .map(|checked| checked.report().sentence.clone())
        .unwrap_err();
    let sentence = error.to_string();
    assert!(
        !sentence.contains('\n') && sentence.contains('请') && sentence.ends_with('。'),
        "{sentence}"
    );
    error
}

#[test]
fn each_kind_of_bad_file_has_its_sentence() {
    for (what, bytes, words) in bad_files() {
        let sentence = refusal(&bytes).to_string();
        assert!(sentence.contains(words), "{what}: {sentence}");
    }
}

#[test]
fn large_sheets_of_few_cells_are_read() {
    for (what, bytes) in large_files() {
        let book = source::read(what, &bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(book.sheets[0].len(), 2, "{what}");
    }
}

#[test]
fn every_front_of_every_format_ends_with_a_sentence() {
    let workbook = sample();
    let files = [
        workbook.to_xlsx(),
        workbook.to_xlsb(),
        workbook.to_xls(),
        workbook.to_ods(),
        workbook.to_spreadsheet_xml(),
    ];
    for file in files {
        for part in 1..16 {
            let front = &file[..file.len() * part / 16];
            assert!(source::read("f", front).is_err(), "{part}");
        }
    }
}

#[test]
fn final_accounts_are_told_from_a_budget() {
    let title = "财政拨款收入支出 决算总表";
    let sheet = Sheet {
        name: "Sheet1".into(),
        rows: vec![vec![title.into()], vec!["项目".into(), "金额".into()]],
        ..Sheet::default()
    };
    let workbook = Workbook {
        sheets: vec![sheet],
    };
    let sentence = refusal(&workbook.to_xlsx()).to_string();
    assert!(
        sentence.contains("决算公开表（财政拨款收入支出决算总表）"),
        "{sentence}"
    );
    let said = |title: &str| {
        format!("{title}\n\n本年收入 100.00 万元。\n本年支出 100.00 万元。\n没有结余。\n")
    };
    let told = refusal(said("收入支出决算总表").as_bytes()).to_string();
    assert!(told.contains("这是部门决算公开表"), "{told}");
    let other = refusal(said("决算表另行公开。").as_bytes()).to_string();
    assert!(!other.contains("这是部门决算公开表"), "{other}");
}

#[test]
fn a_workbook_without_budget_tables_names_its_sheets() {
    let sheet = Sheet {
        name: "成绩单".into(),
        rows: vec![vec!["姓名".into(), "分数".into()]],
        ..Sheet::default()
    };
    let error = refusal(
        &Workbook {
            sheets: vec![sheet],
        }
        .to_xlsx(),
    );
    assert_eq!(error, Error::NoTables(vec!["成绩单".into()]));
    assert!(error.to_string().contains("成绩单"));
}

#[test]
fn a_list_of_contents_is_no_disclosure() {
    let titles = sample()
        .sheets
        .iter()
        .map(|sheet| vec![sheet.name.as_str().into()])
        .collect();
    let contents = Sheet {
        name: "目录".into(),
        rows: titles,
        ..Sheet::default()
    };
    assert_eq!(
        refusal(
            &Workbook {
                sheets: vec![contents]
            }
            .to_xlsx()
        ),
        Error::NoTables(vec!["目录".into()])
    );
}

/// What the file has instead decides what is to be done.
#[test]
fn the_sentence_tells_what_is_wanted() {
    let chosen = Options {
        rulebook: RulebookChoice::Named("shanghai-2026".into()),
        ..Options::default()
    };
    let text = "示例市文化馆2026年部门预算情况说明。\n\n一、主要职责是组织群众文化活动。\n\n二、内设机构四个，人员三十名。\n";
    for (name, bytes, options, expected) in [
        ("a.xlsx", sample().to_xlsx(), &chosen, "请改为自动选择"),
        (
            "说明.txt",
            text.into(),
            &Options::default(),
            "请把公开表的工作簿和它一起放入",
        ),
        (
            "a.txt",
            "你好".into(),
            &Options::default(),
            "这不是表格，也不是成文的说明",
        ),
    ] {
        let error = gouji::check(name, &bytes, options).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[test]
fn a_rulebook_that_is_none_is_refused() {
    let options = |rulebook| Options {
        rulebook,
        ..Options::default()
    };
    let check = |rulebook| gouji::check("f", b"", &options(rulebook)).unwrap_err();
    assert!(matches!(
        check(RulebookChoice::Named("moon".into())),
        Error::UnknownRulebook(..)
    ));
    assert!(matches!(
        check(RulebookChoice::Text("nonsense".into())),
        Error::Rulebook(_)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = gouji::check("f", &bytes, &Options::default());
    }

    #[test]
    fn damaged_files_never_panic(
        format in 0_usize..6,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = seeds()[format].clone();
        let place = at.index(file.len());
        file[place] = byte;
        let _ = source::read("f", &file);
        file.truncate(cut.index(file.len()));
        let _ = gouji::check("f", &file, &Options::default());
    }
}

/// The sample in the formats that damage reaches far into.
fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let workbook = sample();
        vec![
            workbook.to_xlsx(),
            workbook.to_xlsb(),
            workbook.to_xls(),
            workbook.to_ods(),
            workbook.to_spreadsheet_xml(),
            workbook.to_html(Encoding::Gb18030),
        ]
    });
    &SEEDS
}
