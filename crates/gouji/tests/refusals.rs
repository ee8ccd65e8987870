//! What cannot be read is refused with one sentence that says what to do.

use gouji::source::ReadError;
use gouji::{Error, Options, RulebookChoice};
use gouji_fixtures::{Sheet, Workbook, sample, without_part};
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
    assert_eq!(refusal(b""), Error::Read(ReadError::Empty));
    assert_eq!(
        refusal(b"\x00\x01\x02\x03"),
        Error::Read(ReadError::Unknown)
    );
    assert!(matches!(
        refusal(b"%PDF-1.7"),
        Error::Read(ReadError::Unsupported { .. })
    ));
    let file = sample().to_xlsx();
    assert!(matches!(
        refusal(&file[..file.len() / 2]),
        Error::Read(ReadError::Damaged { .. })
    ));
    assert!(matches!(
        refusal(&without_part(&file, "workbook.xml")),
        Error::Read(ReadError::Damaged { .. })
    ));
    let encrypted: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &encrypted].concat();
    assert_eq!(refusal(&encrypted), Error::Read(ReadError::Encrypted));
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
    fn damaged_workbooks_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut file = sample().to_xlsx();
        let place = at.index(file.len());
        file[place] = byte;
        let _ = gouji::check("f", &file, &Options::default());
        file.truncate(cut.index(file.len()));
        let _ = gouji::check("f", &file, &Options::default());
    }
}
