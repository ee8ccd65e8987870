use sha2::{Digest, Sha256};

use crate::check::{Outcomes, check as apply_rules};
use crate::export::{Corrected, corrected};
use crate::recognise::{Disclosure, Hints, recognise};
use crate::relate::relate;
use crate::report::{Correction, FileInfo, REPORT_SCHEMA, Report, TableInfo, UnitInfo, Verdict};
use crate::rulebook::{BUILTIN, Rulebook};
use crate::source::{self, Book};
use crate::summary::summarise;
use crate::view::{TableView, tables};
use crate::{Error, Options, RulebookChoice, Stage};

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    book: Book,
    rulebook: Rulebook,
    disclosure: Disclosure,
    outcomes: Outcomes,
    report: Report,
}

impl Checked {
    /// What the check found out.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The tables as the workbook shows them, with their cells marked.
    #[must_use]
    pub fn tables(&self) -> Vec<TableView> {
        tables(
            &self.book,
            &self.rulebook,
            &self.disclosure,
            &self.outcomes.evidence,
            &self.report.findings,
        )
    }

    /// What was read, with the accepted corrections in place.
    #[must_use]
    pub fn corrected(&self, accepted: &[Correction]) -> Corrected {
        corrected(&self.rulebook, &self.disclosure, &self.report, accepted)
    }

    /// The tables that were recognised and their figures.
    #[must_use]
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// The rulebook that the file was judged by.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }
}

/// Checks one file.
///
/// # Errors
/// When the file cannot be read or is no budget disclosure.
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Result<Checked, Error> {
    check_with_progress(name, bytes, options, &mut |_| ())
}

/// Checks one file and says how far it has come.
///
/// # Errors
/// When the file cannot be read or is no budget disclosure.
pub fn check_with_progress(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut dyn FnMut(Stage),
) -> Result<Checked, Error> {
    let candidates = candidates(&options.rulebook)?;
    progress(Stage::Reading);
    let book = source::read(bytes)?;
    progress(Stage::Recognising);
    let name = file_name(name);
    let hints = Hints {
        year: options.year,
        file_name: name,
    };
    let (rulebook, disclosure) = best(candidates, &book, hints).ok_or_else(|| no_tables(&book))?;
    progress(Stage::Checking);
    let relations = relate(&rulebook, &disclosure);
    let outcomes = apply_rules(&rulebook, &disclosure, &relations);
    progress(Stage::Reporting);
    let file = FileInfo {
        name: name.to_owned(),
        format: book.format.name().to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sha256: Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    };
    let report = report(file, &rulebook, &disclosure, &outcomes);
    Ok(Checked {
        book,
        rulebook,
        disclosure,
        outcomes,
        report,
    })
}

/// The built-in rulebooks that have tables of their own.
pub(crate) fn builtin() -> impl Iterator<Item = Rulebook> {
    let books = BUILTIN
        .iter()
        .filter_map(|builtin| Rulebook::parse(builtin.source).ok());
    books.filter(|book| !book.tables.is_empty())
}

fn candidates(choice: &RulebookChoice) -> Result<Vec<Rulebook>, Error> {
    match choice {
        RulebookChoice::Auto => Ok(builtin().collect()),
        RulebookChoice::Text(source) => Ok(vec![Rulebook::parse(source)?]),
        RulebookChoice::Named(id) => {
            let found: Vec<Rulebook> = builtin().filter(|book| &book.id == id).collect();
            let known = || builtin().map(|book| book.id).collect::<Vec<_>>().join("、");
            if found.is_empty() {
                Err(Error::UnknownRulebook(id.clone(), known()))
            } else {
                Ok(found)
            }
        }
    }
}

/// The rulebook that recognises the most tables, then the most amounts; the first of several.
fn best(
    candidates: Vec<Rulebook>,
    book: &Book,
    hints: Hints<'_>,
) -> Option<(Rulebook, Disclosure)> {
    let read = candidates.into_iter().map(|rulebook| {
        let disclosure = recognise(book, &rulebook, hints);
        (rulebook, disclosure)
    });
    let worth = |disclosure: &Disclosure| {
        (
            disclosure.tables.len(),
            disclosure
                .tables
                .iter()
                .map(|table| table.amounts)
                .sum::<usize>(),
        )
    };
    let found = read.filter(|(_, disclosure)| !disclosure.tables.is_empty());
    found.reduce(|best, other| {
        if worth(&other.1) > worth(&best.1) {
            other
        } else {
            best
        }
    })
}

fn no_tables(book: &Book) -> Error {
    let visible = book.sheets.iter().filter(|sheet| sheet.visible);
    Error::NoTables(visible.map(|sheet| sheet.name.clone()).collect())
}

/// A file's name without its folder.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn report(
    file: FileInfo,
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    outcomes: &Outcomes,
) -> Report {
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        generator: concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned(),
        file,
        unit: UnitInfo {
            name: disclosure.unit_name.clone().unwrap_or_default(),
            year: disclosure.year,
            amount_unit: disclosure
                .amount_unit
                .map_or("", |unit| unit.name())
                .to_owned(),
        },
        rulebook: rulebook.id.clone(),
        verdict: outcomes.verdict,
        sentence: sentence(outcomes),
        counts: outcomes.counts,
        tables: table_infos(rulebook, disclosure),
        findings: outcomes.findings.clone(),
        corrections: Vec::new(),
        summary: summarise(rulebook, disclosure, &outcomes.evidence),
        unread: disclosure.unread.clone(),
        unevaluated: outcomes.unevaluated.clone(),
    }
}

/// The verdict in one sentence.
fn sentence(outcomes: &Outcomes) -> String {
    let counts = &outcomes.counts;
    let verdict = match outcomes.verdict {
        Verdict::Inconsistent => format!("不可公开：{} 处错误", counts.errors),
        Verdict::Incomplete => format!("不可公开：内容不完整，缺少 {} 项", counts.errors),
        Verdict::Rounding => format!("可以公开，有 {} 处四舍五入尾差", counts.rounding),
        Verdict::Consistent => format!("可以公开：{} 项勾稽全部相符", counts.relations),
    };
    match counts.warnings {
        0 => verdict,
        warnings => format!("{verdict}，另有 {warnings} 处需要留意"),
    }
}

fn table_infos(rulebook: &Rulebook, disclosure: &Disclosure) -> Vec<TableInfo> {
    let info = |table: &crate::recognise::Table| {
        let spec = rulebook.tables.get(table.spec)?;
        Some(TableInfo {
            id: spec.id.clone(),
            title: spec.title.clone(),
            sheet: table.sheet_name.clone(),
            range: table.range.to_string(),
            rows: data_rows(table),
            amounts: table.amounts,
        })
    };
    disclosure.tables.iter().filter_map(info).collect()
}

/// Rows of data on the sheet; the two parts of a table may share them.
fn data_rows(table: &crate::recognise::Table) -> usize {
    let mut rows: Vec<u32> = table
        .parts
        .iter()
        .flat_map(|part| &part.rows)
        .map(|row| row.at)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows.len()
}
