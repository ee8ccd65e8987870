//! The whole path, from a workbook's bytes to what is handed back, and what must hold on it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use gouji::export::Corrected;
use gouji::report::{Confidence, Correction, Report, Severity, Verdict};
use gouji::{Answer, Checked, Input, Options};
use gouji_fixtures::{Cell, LAYOUTS, Workbook, general, sample};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::inputs::Seed;
use crate::module;

/// Workbooks in all layouts, as they are and with wrong amounts, so that corrections are proposed.
pub(crate) fn seeds() -> Vec<Seed> {
    let mut workbooks = vec![sample(), general()];
    for (_, change) in LAYOUTS {
        let mut workbook = sample();
        change(&mut workbook);
        workbooks.push(workbook);
    }
    let spoiled = (0..12).map(|place| spoil(sample(), place * 7 + 3));
    workbooks.extend(spoiled);
    let files = workbooks.iter().map(Workbook::to_xlsx);
    let files = files.map(|file| Seed::zip(&file));
    files
        .chain(workbooks.iter().cloned().map(Seed::Cells))
        .collect()
}

/// The workbook with one of its amounts wrong.
fn spoil(mut workbook: Workbook, place: usize) -> Workbook {
    let cells = workbook.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let mut amounts = cells.flatten().filter_map(|cell| match cell {
        Cell::Amount(amount) => Some(amount),
        _ => None,
    });
    if let Some(amount) = amounts.nth(place) {
        *amount += 900;
    }
    workbook
}

/// Checks a file twice, accepts what is certain, writes the workbook, checks that.
pub(crate) fn run(bytes: &[u8]) -> String {
    let (once, again) = (answers(bytes), answers(bytes));
    module::compare(NAME, bytes, &once);
    assert_eq!(once.len(), again.len());
    let pairs = once.iter().zip(&again);
    pairs
        .map(|(one, other)| match (&one.result, &other.result) {
            (Ok(one), Ok(other)) => {
                let text = gouji::to_json(one.report());
                assert!(text == gouji::to_json(other.report()), "the same bytes");
                disclosure(one, &text, bytes)
            }
            (Err(one), Err(other)) => {
                assert_eq!(one, other, "the same bytes");
                one.to_string()
            }
            _ => panic!("read once and not again"),
        })
        .collect()
}

const NAME: &str = "file.xlsx";

fn answers(bytes: &[u8]) -> Vec<Answer> {
    let input = Input { name: NAME, bytes };
    let answers = gouji::check_files(&[input], &Options::default(), &mut |_| ());
    answers.expect("no rulebook was given")
}

fn disclosure(checked: &Checked, text: &str, bytes: &[u8]) -> String {
    let report = checked.report();
    consistent(report);
    let read: Report = serde_json::from_str(text).expect("a report can be read back");
    assert!(&read == report, "a report is what it is written as");
    assert!(REPORT.follows(text), "a report follows its schema");
    let certain: Vec<Correction> = report
        .corrections
        .iter()
        .filter(|it| it.confidence == Confidence::Certain)
        .cloned()
        .collect();
    let corrected = checked.corrected(&certain);
    assert!(corrected.changes.len() <= certain.len());
    let corrected = gouji::to_json(&corrected);
    assert!(CORRECTED.follows(&corrected), "so does corrected data");
    let after = checked.recheck(&certain);
    consistent(after.report());
    let (before, now) = (report.counts.broken, after.report().counts.broken);
    assert!(
        now < before || (now == before && certain.is_empty()),
        "{} certain corrections and {now} of {before} relations still broken",
        certain.len()
    );
    export(report);
    let written = written(checked, &certain, &after, bytes);
    let codes: BTreeSet<&str> = report.findings.iter().map(|it| it.code.as_str()).collect();
    format!("{codes:?} {} {written}", certain.len())
}

/// Files of findings can be opened, and hold no formula.
fn export(report: &Report) {
    let workbook = gouji::export::findings_xlsx(report);
    let lines = gouji::export::findings_csv(report);
    for (name, file) in [("a.xlsx", workbook.as_slice()), ("a.csv", lines.as_bytes())] {
        let book = gouji::source::read(name, file).expect("findings can be read");
        assert!(book.sheets.iter().all(|sheet| sheet.formulas.is_empty()));
        let rows = book.sheets.iter().flat_map(gouji::source::Sheet::rows);
        let mut texts = rows.flat_map(|(_, cells)| cells).map(|cell| cell.text());
        let formula = |text: &str| text.starts_with(['=', '@']);
        assert!(name == "a.xlsx" || !texts.any(formula), "a formula in CSV");
    }
}

/// The written workbook says, when it is checked, what was promised; how it ended.
fn written(checked: &Checked, certain: &[Correction], after: &Checked, bytes: &[u8]) -> String {
    let input = Input { name: NAME, bytes };
    let files = match checked.rewrite(&[input], certain, &[]) {
        Ok(files) => files,
        Err(error) => return error.to_string(),
    };
    let [file] = files.as_slice() else {
        panic!("{} files for one", files.len());
    };
    let again = answers(&file.bytes);
    let unit = &after.report().unit;
    let again = again.iter().filter_map(|it| it.result.as_ref().ok());
    let again: Vec<&Checked> = again.filter(|it| &it.report().unit == unit).collect();
    let [again] = again.as_slice() else {
        panic!("{} disclosures in what was written", again.len());
    };
    same(
        &after.corrected(&[]).tables,
        &again.corrected(&[]).tables,
        "figures",
    );
    let (one, other) = (after.report(), again.report());
    same(&one.findings, &other.findings, "findings");
    same(&one.counts, &other.counts, "counts");
    same(&one.verdict, &other.verdict, "verdict");
    String::new()
}

fn pretty(it: &impl Serialize) -> String {
    serde_json::to_string_pretty(it).expect("it can be written")
}

/// Fails with the first line in which two things differ.
fn same(one: &impl Serialize, other: &impl Serialize, what: &str) {
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (lines(pretty(one)), lines(pretty(other)));
    let differs = one.iter().zip(&other).position(|(one, other)| one != other);
    if let Some(place) = differs {
        let from = place.saturating_sub(8);
        panic!(
            "{what} promised and written: {} and {}",
            one[from..=place].join(" "),
            other[place]
        );
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

/// What each report must say in agreement with itself.
fn consistent(report: &Report) {
    let counts = &report.counts;
    assert_eq!(
        counts.relations,
        counts.exact + counts.rounding + counts.broken
    );
    let of = |severity| {
        let findings = report.findings.iter();
        findings.filter(|it| it.severity == severity).count()
    };
    assert_eq!(counts.errors, of(Severity::Error));
    assert_eq!(counts.warnings, of(Severity::Warning));
    assert_eq!(counts.notices, of(Severity::Notice));
    match report.verdict {
        Verdict::Consistent => {
            assert_eq!((counts.errors, counts.rounding, counts.broken), (0, 0, 0))
        }
        Verdict::Rounding => assert_eq!((counts.errors, counts.broken), (0, 0)),
        Verdict::Inconsistent | Verdict::Incomplete => assert!(counts.errors > 0),
    }
    for correction in &report.corrections {
        let several = correction.confidence == Confidence::Ambiguous;
        assert!(several || correction.from != correction.to, "a change");
        assert!(!correction.cell.cell.is_empty(), "a place");
    }
}

struct Schema(jsonschema::Validator);

impl Schema {
    fn of<T: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<T>();
        Self(jsonschema::validator_for(schema.as_value()).expect("a sound schema"))
    }

    fn follows(&self, text: &str) -> bool {
        self.0.is_valid(&serde_json::from_str(text).expect("JSON"))
    }
}

static REPORT: LazyLock<Schema> = LazyLock::new(Schema::of::<Report>);
static CORRECTED: LazyLock<Schema> = LazyLock::new(Schema::of::<Corrected>);
