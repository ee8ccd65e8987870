use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use sha2::{Digest, Sha256};

use crate::check::{Evidence, Found, Outcomes, Suspect, Suspects, assess, conclude};
use crate::export::{Corrected, corrected};
use crate::recognise::{Disclosure, Hints, recognise};
use crate::relate::relate;
use crate::repair::{Proposal, propose};
use crate::report::{
    Correction, FileInfo, REPORT_SCHEMA, Report, Severity, TableInfo, UnitInfo, Verdict,
};
use crate::rulebook::{BUILTIN, Rulebook};
use crate::source::{self, Book};
use crate::summary::summarise;
use crate::view::{TableView, tables};
use crate::{Error, Options, RulebookChoice, Stage};

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    book: Arc<Book>,
    rulebook: Arc<Rulebook>,
    disclosure: Disclosure,
    evidence: Evidence,
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
            &self.evidence,
            &self.report.findings,
        )
    }

    /// What was read, with the accepted corrections in place.
    #[must_use]
    pub fn corrected(&self, accepted: &[Correction]) -> Corrected {
        corrected(&self.rulebook, &self.disclosure, &self.report, accepted)
    }

    /// The same disclosure judged with the given corrections in place; the file's own cells stay
    /// as they are.
    #[must_use]
    pub fn recheck(&self, accepted: &[Correction]) -> Self {
        let mut disclosure = self.disclosure.clone();
        for change in accepted {
            disclosure.set(&change.cell, &change.to);
        }
        let (file, book, rulebook) = (
            self.report.file.clone(),
            self.book.clone(),
            self.rulebook.clone(),
        );
        Self::assess(file, book, rulebook, disclosure, &mut |_| ())
    }

    fn assess(
        file: FileInfo,
        book: Arc<Book>,
        rulebook: Arc<Rulebook>,
        disclosure: Disclosure,
        progress: &mut dyn FnMut(Stage),
    ) -> Self {
        progress(Stage::Checking);
        let relations = relate(&rulebook, &disclosure);
        let assessment = assess(&rulebook, &disclosure, &relations);
        let mut proposals = propose(&rulebook, &disclosure, &relations, &assessment.judged);
        let suspects = suspects(&rulebook, &disclosure, &proposals);
        let outcomes = conclude(&rulebook, &disclosure, &assessment, &suspects);
        progress(Stage::Reporting);
        for proposal in &mut proposals {
            proposal.correction.settles = settled(&outcomes, &proposal.settles);
        }
        let report = Report {
            schema: REPORT_SCHEMA.to_owned(),
            generator: concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned(),
            file,
            unit: unit(&disclosure),
            rulebook: rulebook.id.clone(),
            verdict: outcomes.verdict,
            sentence: sentence(&outcomes, &proposals, assessment.unevaluated.len()),
            counts: outcomes.counts,
            tables: table_infos(&rulebook, &disclosure),
            findings: outcomes
                .found
                .into_iter()
                .map(|found| found.finding)
                .collect(),
            corrections: proposals
                .into_iter()
                .map(|proposal| proposal.correction)
                .collect(),
            summary: summarise(&rulebook, &disclosure, &assessment.evidence),
            unread: disclosure.unread.clone(),
            unevaluated: assessment.unevaluated,
        };
        let evidence = assessment.evidence;
        Self {
            book,
            rulebook,
            disclosure,
            evidence,
            report,
        }
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
    let book = source::read(name, bytes)?;
    progress(Stage::Recognising);
    let name = file_name(name);
    let hints = Hints {
        year: options.year,
        file_name: name,
    };
    let (rulebook, disclosure) = best(candidates, &book, hints).ok_or_else(|| no_tables(&book))?;
    let file = FileInfo {
        name: name.to_owned(),
        format: book.format.name().to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sha256: Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    };
    Ok(Checked::assess(
        file,
        Arc::new(book),
        rulebook,
        disclosure,
        progress,
    ))
}

/// The built-in rulebooks that have tables of their own, read once.
pub(crate) fn builtin() -> &'static [Arc<Rulebook>] {
    static BOOKS: LazyLock<Vec<Arc<Rulebook>>> = LazyLock::new(|| {
        let books = BUILTIN
            .iter()
            .filter_map(|builtin| Rulebook::parse(builtin.source).ok());
        books
            .filter(|book| !book.tables.is_empty())
            .map(Arc::new)
            .collect()
    });
    &BOOKS
}

fn candidates(choice: &RulebookChoice) -> Result<Vec<Arc<Rulebook>>, Error> {
    match choice {
        RulebookChoice::Auto => Ok(builtin().to_vec()),
        RulebookChoice::Text(source) => Ok(vec![Arc::new(Rulebook::parse(source)?)]),
        RulebookChoice::Named(id) => {
            let found = builtin().iter().find(|book| &book.id == id).cloned();
            let known = || {
                builtin()
                    .iter()
                    .map(|book| book.id.as_str())
                    .collect::<Vec<_>>()
                    .join("、")
            };
            found
                .map(|book| vec![book])
                .ok_or_else(|| Error::UnknownRulebook(id.clone(), known()))
        }
    }
}

/// The rulebook that recognises the most tables, then the most amounts; the first of several.
fn best(
    candidates: Vec<Arc<Rulebook>>,
    book: &Book,
    hints: Hints<'_>,
) -> Option<(Arc<Rulebook>, Disclosure)> {
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

fn unit(disclosure: &Disclosure) -> UnitInfo {
    UnitInfo {
        name: disclosure.unit_name.clone().unwrap_or_default(),
        year: disclosure.year,
        amount_unit: disclosure
            .amount_unit
            .map_or("", |unit| unit.name())
            .to_owned(),
    }
}

/// What explains each relation that a proposal settles.
fn suspects(rulebook: &Rulebook, disclosure: &Disclosure, proposals: &[Proposal]) -> Suspects {
    let mut suspects = Suspects::new();
    for proposal in proposals {
        let advice = proposal.advice(rulebook, disclosure);
        for &place in &proposal.settles {
            suspects.insert(
                place,
                Suspect {
                    figure: proposal.figure,
                    advice: advice.clone(),
                },
            );
        }
    }
    suspects
}

/// Codes of the findings about the given relations.
fn settled(outcomes: &Outcomes, relations: &[usize]) -> Vec<String> {
    let own = |found: &&Found| found.judged.is_some_and(|place| relations.contains(&place));
    let codes: BTreeSet<String> = outcomes
        .found
        .iter()
        .filter(own)
        .map(|found| found.finding.code.clone())
        .collect();
    codes.into_iter().collect()
}

/// The verdict in one sentence.
fn sentence(outcomes: &Outcomes, proposals: &[Proposal], unevaluated: usize) -> String {
    let counts = &outcomes.counts;
    let verdict = match outcomes.verdict {
        Verdict::Inconsistent => format!(
            "不可公开：{} 处错误{}",
            counts.errors,
            remedy(outcomes, proposals)
        ),
        Verdict::Incomplete => format!("不可公开：内容不完整，缺少 {} 项", counts.errors),
        Verdict::Rounding => format!("可以公开，有 {} 处四舍五入尾差", counts.rounding),
        Verdict::Consistent => format!("可以公开：{} 项勾稽全部相符", counts.relations),
    };
    let verdict = match counts.warnings {
        0 => verdict,
        warnings => format!("{verdict}，另有 {warnings} 处需要留意"),
    };
    let sound = matches!(outcomes.verdict, Verdict::Rounding | Verdict::Consistent);
    match unevaluated {
        0 => verdict,
        _ if !sound => verdict,
        formulas => format!("{verdict}；{formulas} 条勾稽公式未能核对，原因见下"),
    }
}

/// What would settle all errors, if that is known.
fn remedy(outcomes: &Outcomes, proposals: &[Proposal]) -> String {
    let likely = || proposals.iter().filter(|proposal| proposal.is_likely());
    let settled = |place: usize| likely().any(|proposal| proposal.settles.contains(&place));
    let errors = outcomes
        .found
        .iter()
        .filter(|found| found.finding.severity == Severity::Error);
    let all = errors
        .into_iter()
        .all(|found| found.judged.is_some_and(settled));
    if all {
        format!("，改正 {} 个单元格即可全部消除", likely().count())
    } else {
        String::new()
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
