//! What was written opens in another program: LibreOffice, where it is installed.
#![allow(clippy::disallowed_methods, reason = "tests run programs on files")]

mod support;

use std::path::Path;
use std::process::Command;

use gouji::Input;
use gouji::report::{Confidence, Correction};
use gouji_fixtures::{Cell, parts};
use support::{check, published};

/// The sample with a wrong amount, in a workbook of each kind that can be changed in place; with a
/// published document, where that is at hand.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut workbook = gouji_fixtures::sample();
    let sheets = workbook.sheets.iter_mut();
    let mut cells = sheets.flat_map(|sheet| sheet.rows.iter_mut().flatten());
    let mut amounts = cells.by_ref().filter_map(|cell| match cell {
        Cell::Amount(cents) => Some(cents),
        _ => None,
    });
    *amounts.nth(77).unwrap() -= 3_000;
    let mut files = vec![
        ("a.xlsx".to_owned(), workbook.to_xlsx()),
        ("b.ods".to_owned(), workbook.to_ods()),
    ];
    if let Some(file) = published() {
        let wrong = gouji_fixtures::set_amount(&file, "xl/worksheets/sheet3.xml", "E9", "89.97");
        files.push(("c.xlsx".to_owned(), wrong));
    }
    files
}

#[test]
fn corrected_workbooks_open_in_libreoffice() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libreoffice");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("out")).unwrap();
    let mut expected = Vec::new();
    for (name, bytes) in files() {
        let checked = check(&name, &bytes);
        let corrections = checked.report().corrections.iter();
        let accepted: Vec<Correction> = corrections
            .filter(|it| it.confidence <= Confidence::Likely)
            .cloned()
            .collect();
        assert!(!accepted.is_empty(), "{name}");
        let input = Input {
            name: &name,
            bytes: &bytes,
        };
        let written = checked.rewrite(&[input], &accepted, &[]).unwrap();
        std::fs::write(folder.join(&name), &written[0].bytes).unwrap();
        expected.push((name, checked.recheck(&accepted)));
    }
    let home = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&home, "--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(folder.join("out"))
        .args(expected.iter().map(|(name, _)| folder.join(name)))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    for (name, rechecked) in expected {
        let saved = folder
            .join("out")
            .join(Path::new(&name).with_extension("xlsx"));
        let bytes = std::fs::read(saved).unwrap();
        let opened = check(&name, &bytes);
        assert_eq!(
            gouji::to_json(&opened.corrected(&[]).tables),
            gouji::to_json(&rechecked.corrected(&[]).tables),
            "{name}"
        );
        assert_eq!(opened.report().counts.errors, 0, "{name}");
        let comments = parts(&bytes).into_iter();
        let comments = comments.filter(|(part, _)| part.contains("comments"));
        let said = comments.map(|(_, text)| String::from_utf8(text).unwrap());
        assert!(said.collect::<String>().contains("勾稽更正"), "{name}");
    }
    let _ = std::fs::remove_dir_all(&folder);
}
