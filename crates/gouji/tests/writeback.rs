//! The corrected workbook is the user's own: only the corrected cells change, proved part by part,
//! and what was written says, when it is checked, what was promised.

mod support;

use std::collections::BTreeSet;

use gouji::Input;
use gouji::report::{Confidence, Correction};
use gouji::writeback::{WriteError, Written};
use gouji_fixtures::{LAYOUTS, amount_cells, from_parts, parts, set_amount};
use proptest::prelude::*;
use support::{check, published};

fn likely(checked: &gouji::Checked) -> Vec<Correction> {
    let corrections = checked.report().corrections.iter();
    let likely = corrections.filter(|it| it.confidence <= Confidence::Likely);
    likely.cloned().collect()
}

fn written(name: &str, bytes: &[u8], accepted: &[Correction]) -> Result<Vec<u8>, WriteError> {
    let files = check(name, bytes).rewrite(&[Input { name, bytes }], accepted, &[])?;
    let [Written { bytes, .. }]: [Written; 1] = files.try_into().expect("one file comes back");
    Ok(bytes)
}

/// The cells of a sheet as they are written: address and the whole element.
fn cells(xml: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (place, _) in xml.match_indices("<c ") {
        let rest = &xml[place..];
        let tag = &rest[..=rest.find('>').unwrap()];
        let whole = if tag.ends_with("/>") {
            tag
        } else {
            &rest[..rest.find("</c>").unwrap() + 4]
        };
        let address = tag.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
        found.push((address.to_owned(), whole.to_owned()));
    }
    found
}

/// Every part is byte for byte what it was, apart from the given cells and what comments need.
fn assert_only_changed(before: &[u8], after: &[u8], accepted: &[Correction]) {
    let (before, after) = (parts(before), parts(after));
    let wanted: BTreeSet<&str> = accepted.iter().map(|it| it.cell.cell.as_str()).collect();
    for (name, old) in &before {
        let (_, new) = after.iter().find(|(known, _)| known == name).unwrap();
        if old == new || name == "[Content_Types].xml" {
            continue;
        }
        assert!(
            name.starts_with("xl/worksheets/"),
            "{name} is no concern of a correction"
        );
        if name.ends_with(".rels") {
            continue;
        }
        let (old, new) = (
            String::from_utf8_lossy(old).into_owned(),
            String::from_utf8_lossy(new).into_owned(),
        );
        let (old_cells, new_cells) = (cells(&old), cells(&new));
        let mut new = new;
        for (address, cell) in &new_cells {
            let known = old_cells.iter().find(|(own, _)| own == address);
            if known.is_none_or(|(_, known)| known != cell) {
                assert!(
                    wanted.contains(address.as_str()),
                    "{name} {address}: {cell}"
                );
                let known = known.map_or("", |(_, cell)| cell);
                new = new.replacen(cell, known, 1);
            }
        }
        let drawing = new.find("<legacyDrawing").map(|from| {
            let length = new[from..].find("/>").unwrap() + 2;
            new[from..from + length].to_owned()
        });
        let new = drawing.map_or(new.clone(), |drawing| new.replacen(&drawing, "", 1));
        assert!(new.starts_with(&old[..old.find("<sheetData").unwrap()]));
        assert_eq!(
            new.replace("></row>", "/>"),
            old.replace("></row>", "/>"),
            "{name}"
        );
    }
    for (name, _) in &after {
        let known = before.iter().any(|(old, _)| old == name);
        let for_comments = name.starts_with("xl/comments")
            || name.starts_with("xl/drawings/vmlDrawing")
            || name.starts_with("xl/worksheets/_rels/");
        assert!(known || for_comments, "{name} is new");
    }
}

/// Corrects a file, proves what changed, and compares the recheck with a check of what was written.
fn assert_corrected(name: &str, file: &[u8]) -> usize {
    let spoiled = check(name, file);
    let accepted = likely(&spoiled);
    let out = written(name, file, &accepted).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_only_changed(file, &out, &accepted);
    assert_same(&spoiled.recheck(&accepted), &check(name, &out), name);
    accepted.len()
}

/// Both say the same of the same figures, cell for cell and finding for finding.
fn assert_same(rechecked: &gouji::Checked, checked: &gouji::Checked, name: &str) {
    let (one, other) = (rechecked.report(), checked.report());
    let figures = |checked: &gouji::Checked| gouji::to_json(&checked.corrected(&[]).tables);
    assert_eq!(figures(rechecked), figures(checked), "{name}");
    assert_eq!(one.findings, other.findings, "{name}");
    assert_eq!(one.counts, other.counts, "{name}");
    assert_eq!(one.verdict, other.verdict, "{name}");
    assert_eq!(one.corrections, other.corrections, "{name}");
    assert_eq!(one.summary, other.summary, "{name}");
    assert_eq!(one.unevaluated, other.unevaluated, "{name}");
}

#[test]
fn every_layout_comes_back_with_only_the_corrected_cells_changed() {
    let mut corrected = 0;
    for (name, change) in LAYOUTS {
        for (place, cents) in [(3, 100), (40, 20_000), (77, -3_000)] {
            let mut workbook = gouji_fixtures::sample();
            spoil(&mut workbook, place, cents);
            change(&mut workbook);
            let file = workbook.to_xlsx();
            corrected += assert_corrected(&format!("{name}.xlsx"), &file);
        }
    }
    assert!(corrected >= 2 * LAYOUTS.len(), "{corrected}");
}

/// Adds to the amount at a place among all amounts.
fn spoil(workbook: &mut gouji_fixtures::Workbook, place: usize, by: i64) {
    let sheets = workbook.sheets.iter_mut();
    let cells = sheets.flat_map(|sheet| sheet.rows.iter_mut().flatten());
    let mut amounts = cells.filter_map(|cell| match cell {
        gouji_fixtures::Cell::Amount(cents) => Some(cents),
        _ => None,
    });
    *amounts.nth(place).unwrap() += by;
}

#[test]
fn the_published_workbook_comes_back() {
    let Some(file) = published() else { return };
    let cells = amount_cells(&file);
    for (part, address, stored) in cells.iter().step_by(11) {
        let value: f64 = stored.parse().unwrap();
        let wrong = set_amount(&file, part, address, &format!("{:.2}", value + 10.0));
        let spoiled = check("预算.xlsx", &wrong);
        assert_corrected("预算.xlsx", &wrong);
        let left = spoiled.recheck(&likely(&spoiled)).report().counts.errors;
        assert!(
            left == 0 || likely(&spoiled).is_empty(),
            "{address}: {left}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Some corrections of several faults, accepted one by one: the recheck is a check of what is
    /// written, and taking all back is the file itself.
    #[test]
    fn a_recheck_is_a_check_of_the_written_workbook(
        faults in prop::collection::vec((any::<prop::sample::Index>(), 20_i64..90_000), 1..=3),
        taken in prop::collection::vec(any::<bool>(), 8),
    ) {
        let mut file = gouji_fixtures::sample().to_xlsx();
        let cells = amount_cells(&file);
        for (pick, cents) in faults {
            let (part, address, _) = pick.get(&cells);
            let wrong = format!("{}.{:02}", cents / 100, cents % 100);
            file = set_amount(&file, part, address, &wrong);
        }
        let spoiled = check("a.xlsx", &file);
        let all = spoiled.report().corrections.iter().zip(taken.iter().cycle());
        let accepted: Vec<Correction> =
            all.filter(|(_, taken)| **taken).map(|(it, _)| it.clone()).collect();
        let out = written("a.xlsx", &file, &accepted).unwrap();
        assert_only_changed(&file, &out, &accepted);
        let rechecked = spoiled.recheck(&accepted);
        assert_same(&rechecked, &check("a.xlsx", &out), "a.xlsx");
        let mut step = spoiled.clone();
        for end in 1..=accepted.len() {
            step = step.recheck(&accepted[..end]);
        }
        if !accepted.is_empty() {
            prop_assert_eq!(&step.report().findings, &rechecked.report().findings);
        }
    }

    /// No bytes make the writer panic; what it gives can be read.
    #[test]
    fn a_damaged_workbook_is_refused_or_written(
        part in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        new in "[<>/\"'=a-c0-9 ]{0,6}",
        length in 0_usize..12,
    ) {
        let file = gouji_fixtures::sample().to_xlsx();
        let mut parts = parts(&file);
        let place = part.index(parts.len());
        let content = &mut parts[place].1;
        let start = at.index(content.len());
        let end = (start + length).min(content.len());
        content.splice(start..end, new.bytes());
        let damaged = from_parts(parts);
        let edit = gouji::writeback::Edit {
            sheet: 2,
            at: gouji::source::Address::new(8, 4),
            to: "1.50".to_owned(),
            note: "<&>".to_owned(),
        };
        if let Ok(out) = gouji::writeback::rewrite("a.xlsx", &damaged, &[edit]) {
            prop_assert!(gouji::source::read("a.xlsx", &out).is_ok());
        }
    }
}
