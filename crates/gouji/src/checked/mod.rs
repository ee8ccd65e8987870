//! A check from the bytes of files to the report.

mod additive;
mod choice;
mod desk;
mod edit;
mod files;
mod follow;
mod queue;
mod recheck;
mod rewrite;
mod sentence;
mod shape;
mod stored;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{
    Before, Context, Evidence, Found, Judgement, Outcomes, Suspect, Suspects, assess, conclude,
    settle_precision, settle_units,
};
use crate::export::{Corrected, corrected};
use crate::order::{Gather, Order};
use crate::prose::Prose;
use crate::recognise::Disclosure;
use crate::relate::{Relations, relate};
use crate::repair::{Proposal, propose};
use crate::report::{Correction, FileInfo, REPORT_SCHEMA, Report, TableInfo, UnitInfo};
use crate::rulebook::Rulebook;
use crate::source::Book;
use crate::summary::summarise;
use crate::view::{Effect, TableView, Viewer};
use crate::{Error, Options, Stage};

use choice::Choice;
pub(crate) use choice::builtin;
pub use desk::{Desk, Read};
pub use edit::EditError;
pub use files::{Answer, Batch, Input, check_files};
pub use queue::{Due, Queue};
use sentence::sentence;

/// A disclosure that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    book: Arc<Book>,
    rulebook: Arc<Rulebook>,
    disclosure: Disclosure,
    prose: Arc<Prose>,
    relations: Arc<Relations>,
    /// How each relation holds.
    judgements: Arc<[Option<Judgement>]>,
    evidence: Evidence,
    report: Report,
    /// How many of the book's sheets are of each file.
    sheets: Vec<usize>,
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
        self.viewer().tables()
    }

    /// What shows the tables, as a whole or in parts.
    #[must_use]
    pub fn viewer(&self) -> Viewer<'_> {
        Viewer {
            book: &self.book,
            rulebook: &self.rulebook,
            disclosure: &self.disclosure,
            evidence: &self.evidence,
            relations: &self.relations,
            judgements: &self.judgements,
            prose: &self.prose,
            report: &self.report,
        }
    }

    /// What was read, with the accepted corrections in place.
    #[must_use]
    pub fn corrected(&self, accepted: &[Correction]) -> Corrected {
        corrected(&self.rulebook, &self.disclosure, &self.report, accepted)
    }

    /// What the given corrections would bring about, compared with how things stand here.
    #[must_use]
    pub fn effect(&self, of: &Self, accepted: &[Correction]) -> Effect {
        Effect::between(&self.report, &of.recheck(accepted).report)
    }

    fn of(files: Files, book: Book, mut choice: Choice, progress: &mut dyn FnMut(Stage)) -> Self {
        progress(Stage::Checking);
        let relations = Arc::new(relate(&choice.rulebook, &choice.disclosure));
        settle_units(&choice.rulebook, &mut choice.disclosure, &relations);
        settle_precision(&choice.rulebook, &mut choice.disclosure, &relations);
        let prose = Arc::new(Prose::read(&book, &choice.rulebook, &choice.disclosure));
        let read = (Arc::new(book), prose);
        Self::assess(files, read, choice, (relations, None), progress)
    }

    fn assess(
        files: Files,
        (mut book, prose): (Arc<Book>, Arc<Prose>),
        choice: Choice,
        (relations, before): (Arc<Relations>, Option<Before<'_>>),
        progress: &mut dyn FnMut(Stage),
    ) -> Self {
        let Choice {
            rulebook,
            disclosure,
            reason,
        } = choice;
        let assessment = assess(&rulebook, &disclosure, &relations, before);
        let said = Context::of_text(
            (&rulebook, &disclosure),
            &assessment.evidence,
            (&book, &prose),
        );
        let mut proposals = propose(
            &rulebook,
            &disclosure,
            &relations,
            &assessment.judged,
            Some(&said),
        );
        shape::doubt(&mut book, &rulebook, &disclosure, &mut proposals);
        let suspects = suspects(&rulebook, &disclosure, &proposals);
        let outcomes = conclude(
            &rulebook,
            &disclosure,
            &assessment,
            &suspects,
            (&book, &prose),
        );
        progress(Stage::Reporting);
        let judgements = assessment.judgements(&relations).into();
        for proposal in &mut proposals {
            proposal.correction.settles = settled(&outcomes, &proposal.settles);
            let also = proposal.also.map(str::to_owned);
            proposal.correction.settles.extend(also);
        }
        let mut unread = prose.unread(&book, &disclosure);
        unread.retain(|it| !relations.tells(&rulebook, &disclosure, it));
        let report = Report {
            schema: REPORT_SCHEMA.to_owned(),
            generator: concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned(),
            file: files.all,
            files: files.each,
            unit: unit(&disclosure),
            rulebook: rulebook.id.clone(),
            rulebook_reason: reason,
            verdict: outcomes.verdict,
            sentence: sentence(&outcomes, &proposals, assessment.unevaluated.len(), &unread),
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
            accepted: Vec::new(),
            original: None,
            text: prose.info(&book, outcomes.compared),
            summary: summarise(
                &rulebook,
                &disclosure,
                &assessment.evidence,
                &outcomes.last_year,
            ),
            unread,
            unevaluated: assessment.unevaluated,
        };
        let evidence = assessment.evidence;
        Self {
            sheets: files.sheets,
            book,
            rulebook,
            disclosure,
            prose,
            relations,
            judgements,
            evidence,
            report,
        }
    }

    /// The tables that were recognised and their figures.
    #[must_use]
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// Its running text.
    #[must_use]
    pub fn prose(&self) -> &Prose {
        &self.prose
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
/// When the file cannot be read, is no budget disclosure, is an archive of several, or has no table of the rulebook
/// that was named; when the options name no rulebook, or one that is not sound.
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Result<Checked, Error> {
    check_with_progress(name, bytes, options, &mut |_| ())
}

/// Checks one file and says how far it has come.
///
/// # Errors
/// When the file cannot be read, is no budget disclosure, is an archive of several, or has no table of the rulebook
/// that was named; when the options name no rulebook, or one that is not sound.
pub fn check_with_progress(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut dyn FnMut(Stage),
) -> Result<Checked, Error> {
    let mut answers = check_files(&[Input { name, bytes }], options, progress)?;
    match (answers.pop(), answers.is_empty()) {
        (Some(answer), true) => answer.result,
        (last, _) => {
            answers.extend(last);
            Err(Error::Several(
                answers.into_iter().map(|answer| answer.name).collect(),
            ))
        }
    }
}

/// The files of one disclosure: together, and each.
#[derive(Clone, Debug)]
struct Files {
    all: FileInfo,
    each: Vec<FileInfo>,
    /// How many of the book's sheets are of each.
    sheets: Vec<usize>,
}

impl Files {
    fn of(each: Vec<FileInfo>, sheets: Vec<usize>) -> Self {
        let first = each.first().cloned().unwrap_or_default();
        if each.len() == 1 {
            return Self {
                all: first,
                each,
                sheets,
            };
        }
        let same = each.iter().all(|file| file.format == first.format);
        let all = FileInfo {
            name: format!("{} 等 {} 个文件", first.name, each.len()),
            format: if same {
                first.format
            } else {
                "mixed".to_owned()
            },
            bytes: each.iter().map(|file| file.bytes).sum(),
            sha256: files::digest_of(&each),
        };
        Self { all, each, sheets }
    }
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
        .gather();
    codes.into_iter().collect()
}

fn table_infos(rulebook: &Rulebook, disclosure: &Disclosure) -> Vec<TableInfo> {
    let info = |table: &crate::recognise::Table| {
        let spec = rulebook.tables.get(table.spec)?;
        Some(TableInfo {
            id: spec.id.clone(),
            title: spec.title.clone(),
            short: spec.short.clone(),
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
    rows.put_in_order();
    rows.dedup();
    rows.len()
}
