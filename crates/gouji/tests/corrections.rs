//! A correction that is called certain is right; one wrong cell is found and its value restored.

mod support;

use gouji::report::{Confidence, Correction, Finding, Severity};
use gouji_fixtures::{Cell, amount_cells, set_amount};
use proptest::prelude::*;
use support::{check, published, sample_with};

/// One spoiled cell: its sheet's part, its address, what stood there and what stands there now.
struct Fault {
    part: String,
    address: String,
    right: String,
    wrong: String,
}

/// Plain slips of every amount.
fn faults(file: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (part, address, stored) in amount_cells(file) {
        let value: f64 = stored.parse().unwrap();
        let right = format!("{value:.2}");
        for slip in [
            value + 1.0,
            value + 0.2,
            value * 10.0,
            value / 100.0,
            -value,
        ] {
            if (slip - value).abs() > 0.1 {
                faults.push(Fault {
                    part: part.clone(),
                    address: address.clone(),
                    right: right.clone(),
                    wrong: format!("{slip:.2}"),
                });
            }
        }
    }
    faults
}

fn corrections(file: &[u8]) -> Vec<Correction> {
    check("spoiled.xlsx", file).report().corrections.clone()
}

/// Spoils every amount in turn; gives how many faults there were, were located, were restored.
fn measure(file: &[u8]) -> (usize, usize, usize) {
    let (mut all, mut located, mut restored) = (0, 0, 0);
    for fault in faults(file) {
        let spoiled = set_amount(file, &fault.part, &fault.address, &fault.wrong);
        let corrections = corrections(&spoiled);
        let own = corrections
            .iter()
            .find(|correction| correction.cell.cell == fault.address);
        all += 1;
        located += usize::from(own.is_some());
        restored += usize::from(own.is_some_and(|correction| correction.to == fault.right));
        for correction in corrections
            .iter()
            .filter(|correction| correction.confidence == Confidence::Certain)
        {
            let right = correction.cell.cell == fault.address && correction.to == fault.right;
            assert!(
                right,
                "{} {} for {}: {correction:?}",
                fault.address, fault.wrong, fault.right
            );
        }
    }
    (all, located, restored)
}

/// Nearly every single fault leads to its cell and its value; ties are real.
fn assert_good((all, located, restored): (usize, usize, usize)) {
    assert!(located * 1000 >= all * 990, "{located} of {all} located");
    assert!(restored * 1000 >= all * 985, "{restored} of {all} restored");
}

/// Three faults at once, somewhere in the document, the same each time.
#[test]
fn three_faults_are_corrected() {
    let file = gouji_fixtures::sample().to_xlsx();
    let faults = faults(&file);
    let (mut all, mut restored) = (0, 0);
    for turn in 0..40 {
        let mut chosen: Vec<&Fault> = Vec::new();
        for step in [97, 131, 211] {
            let fault = &faults[(turn * step + step) % faults.len()];
            if !chosen
                .iter()
                .any(|it| (&it.part, &it.address) == (&fault.part, &fault.address))
            {
                chosen.push(fault);
            }
        }
        let spoiled = chosen.iter().fold(file.clone(), |file, fault| {
            set_amount(&file, &fault.part, &fault.address, &fault.wrong)
        });
        let corrections = corrections(&spoiled);
        all += chosen.len();
        let is_restored = |fault: &&&Fault| {
            let mut own = corrections
                .iter()
                .filter(|it| it.cell.cell == fault.address);
            own.any(|it| it.to == fault.right)
        };
        restored += chosen.iter().filter(is_restored).count();
    }
    assert!(restored * 100 >= all * 95, "{restored} of {all} restored");
}

#[test]
fn single_faults_of_the_sample_are_corrected() {
    assert_good(measure(&gouji_fixtures::sample().to_xlsx()));
}

#[test]
fn single_faults_of_the_published_document_are_corrected() {
    if let Some(file) = published() {
        assert_good(measure(&file));
    }
}

#[test]
fn applied_corrections_leave_no_error() {
    let file = gouji_fixtures::sample().to_xlsx();
    for fault in faults(&file).iter().step_by(7) {
        let spoiled = check(
            "spoiled.xlsx",
            &set_amount(&file, &fault.part, &fault.address, &fault.wrong),
        );
        let accepted: Vec<Correction> = spoiled
            .report()
            .corrections
            .iter()
            .filter(|correction| correction.confidence <= Confidence::Likely)
            .cloned()
            .collect();
        let again = spoiled.recheck(&accepted);
        if !accepted.is_empty() {
            assert_eq!(
                again.report().counts.errors,
                0,
                "{}: {:#?}",
                fault.address,
                again.report().findings
            );
            let value = |checked: &gouji::Checked, accepted: &[Correction]| {
                gouji::to_json(&checked.corrected(accepted).tables)
            };
            assert_eq!(value(&again, &[]), value(&spoiled, &accepted));
        }
    }
}

/// Judging anew only what a change touches says the same as checking the changed file.
#[test]
fn a_recheck_says_what_a_check_says() {
    let file = gouji_fixtures::sample().to_xlsx();
    let sound = check("sample.xlsx", &file);
    for fault in faults(&file).iter().step_by(23) {
        let spoiled = check(
            "sample.xlsx",
            &set_amount(&file, &fault.part, &fault.address, &fault.wrong),
        );
        let number = fault.part.trim_matches(|c: char| !c.is_ascii_digit());
        let table = format!("T{number}");
        let tables = &sound.report().tables;
        let sheet = &tables.iter().find(|it| it.id == table).unwrap().sheet;
        let mut edit = sample_correction();
        edit.cell.sheet.clone_from(sheet);
        edit.cell.cell.clone_from(&fault.address);
        edit.to.clone_from(&fault.wrong);
        let edited = sound.recheck(&[edit]);
        let (edited, spoiled) = (edited.report(), spoiled.report());
        assert_eq!(edited.findings, spoiled.findings, "{}", fault.address);
        assert_eq!(edited.corrections, spoiled.corrections);
        assert_eq!(edited.counts, spoiled.counts);
        assert_eq!(edited.summary, spoiled.summary);
    }
}

/// Some correction.
fn sample_correction() -> Correction {
    let file = gouji_fixtures::sample().to_xlsx();
    let fault = faults(&file).remove(0);
    let spoiled = set_amount(&file, &fault.part, &fault.address, &fault.wrong);
    corrections(&spoiled).remove(0)
}

#[test]
fn a_sound_document_gets_no_correction() {
    assert_eq!(corrections(&gouji_fixtures::sample().to_xlsx()), []);
}

#[test]
fn an_amount_that_lost_its_point_gets_it_back() {
    let mut workbook = gouji_fixtures::sample();
    workbook.sheet("部门收支总体情况表").rows[23][3] = "4854".into();
    let checked = check("spoiled.xlsx", &workbook.to_xlsx());
    let found: Vec<(&str, &str)> = checked
        .report()
        .corrections
        .iter()
        .map(|correction| (correction.cell.cell.as_str(), correction.to.as_str()))
        .collect();
    assert_eq!(found, [("D24", "48.54")]);
}

#[test]
fn a_correction_says_what_and_why() {
    let file = gouji_fixtures::sample().to_xlsx();
    let (part, ..) = amount_cells(&file)
        .into_iter()
        .find(|(part, address, _)| part.ends_with("sheet3.xml") && address == "E9")
        .unwrap();
    let checked = check("spoiled.xlsx", &set_amount(&file, &part, "E9", "140.09"));
    let report = checked.report();
    insta::assert_json_snapshot!(report.corrections);
    assert!(
        report.sentence.ends_with("改正 1 个单元格即可全部消除"),
        "{}",
        report.sentence
    );
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
    {
        assert_eq!(finding.cells[0].cell, "E9");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Two or three faults at once: what is called certain is one of them, restored.
    #[test]
    fn certain_is_never_wrong(picks in prop::collection::vec((any::<prop::sample::Index>(), 13_i64..100_000), 2..=3)) {
        let mut file = gouji_fixtures::sample().to_xlsx();
        let cells = amount_cells(&file);
        let mut faults: Vec<(String, String)> = Vec::new();
        for (pick, cents) in picks {
            let (part, address, stored) = pick.get(&cells);
            let value: f64 = stored.parse().unwrap();
            if faults.iter().any(|(known, _)| *known == format!("{part} {address}")) {
                continue;
            }
            let hundredths = (value * 100.0).round() as i64 + cents;
            file = set_amount(&file, part, address, &format!("{}.{:02}", hundredths / 100, hundredths % 100));
            faults.push((format!("{part} {address}"), format!("{value:.2}")));
        }
        for correction in corrections(&file).iter().filter(|correction| correction.confidence == Confidence::Certain) {
            let part = format!("sheet{}.xml {}", correction.cell.table.trim_start_matches('T'), correction.cell.cell);
            let known = faults.iter().find(|(place, _)| place.ends_with(&part));
            prop_assert_eq!(known.map(|(_, right)| right.as_str()), Some(correction.to.as_str()), "{:?}", correction);
        }
    }
}

#[test]
fn in_a_table_whose_unit_line_is_wrong_nothing_is_certain_by_itself() {
    let mut workbook = gouji_fixtures::sample();
    let sheet = workbook.sheet("一般公共预算支出情况表");
    for cell in sheet.rows.iter_mut().flatten() {
        if let gouji_fixtures::Cell::Text(text) = cell {
            *text = text.replace("万元", "元");
        }
    }
    let cell = sheet.rows[8][4].clone();
    let gouji_fixtures::Cell::Amount(cents) = cell else {
        panic!("an amount: {cell:?}")
    };
    sheet.rows[8][4] = gouji_fixtures::Cell::Amount(-cents);
    let checked = check("sample.xlsx", &workbook.to_xlsx());
    let own = |it: &&Correction| it.cell.table == "T5";
    let corrections: Vec<&Correction> = checked.report().corrections.iter().filter(own).collect();
    assert!(
        corrections.iter().any(|it| it.from.starts_with('-')),
        "{corrections:?}"
    );
    assert!(
        corrections
            .iter()
            .all(|it| it.confidence != Confidence::Certain)
    );
}

/// A row that is not there cannot be corrected, and what it would explain is not put on those that are.
#[test]
fn a_missing_row_is_not_put_on_the_others() {
    for (sheet, row) in [
        ("一般公共预算项目支出情况表", 8),
        ("上年结转结余情况表", 6),
        ("上年结转结余情况表", 7),
        ("部门收支总体情况表", 28),
    ] {
        let report = sample_with(|book| {
            let sheet = book.sheet(sheet);
            sheet.merges.retain(|&(first, ..)| first < row);
            drop(sheet.rows.remove(row));
        });
        let sure = report.corrections.iter().map(|it| it.confidence);
        assert!(report.counts.errors > 0, "{sheet} {row}");
        assert!(!report.corrections.is_empty(), "{sheet} {row}");
        assert!(
            sure.clone().all(|it| it == Confidence::Ambiguous),
            "{sheet} {row}: {:#?}",
            report.corrections
        );
        let hint = |finding: &Finding| finding.hint.contains("可能漏列了一行");
        assert!(report.findings.iter().any(hint), "{sheet} {row}");
    }
}

/// A limit alone says that something is wrong, not what belongs there.
#[test]
fn a_broken_limit_alone_is_never_likely() {
    let report = sample_with(|book| {
        let rows = &mut book.sheet("财政拨款“三公”经费支出情况表").rows;
        for (row, cents) in [(5, 4), (9, 244)] {
            (rows[row][1], rows[row][2]) = (Cell::Amount(cents), Cell::Amount(cents));
        }
    });
    let errors = report.findings.iter();
    let errors = errors.filter(|it| it.severity == Severity::Error);
    let codes: Vec<&str> = errors.map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["GJ0403"]);
    for correction in &report.corrections {
        let confidence = correction.confidence;
        assert_eq!(confidence, Confidence::Ambiguous, "{correction:#?}");
    }
}

/// That several amounts should all be gone is no more than a possibility: here the row that they add up is.
#[test]
fn several_amounts_are_not_surely_erased() {
    let report = sample_with(|book| {
        drop(book.sheet("财政拨款委托业务费支出情况表").rows.remove(4));
    });
    assert!(report.counts.errors > 0);
    for correction in &report.corrections {
        let confidence = correction.confidence;
        assert_eq!(confidence, Confidence::Ambiguous, "{correction:#?}");
    }
}

/// In this workbook, which fuzzing found, a code of the seventh table has lost its end; amounts of other tables bear
/// out what it was once they are put right.
#[test]
fn nothing_is_certain_that_lets_another_table_be_read_otherwise() {
    let bytes = include_bytes!("inputs/code_borne_out_later.xlsx");
    let checked = check("示例.xlsx", bytes);
    let corrections = &checked.report().corrections;
    assert!(corrections.len() > 5);
    let certain = |it: &&Correction| it.confidence == Confidence::Certain;
    assert_eq!(corrections.iter().find(certain), None);
}
