use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::find::facets;
use super::{Answer, Ask, Brief, BriefResult, Facet, Marks, PaperTop, TableTop, Viewer};
use crate::order::Gather;
use crate::report::{
    Aggregate, Correction, Finding, Reconciliation, Report, Series, Severity, Summary,
};

/// How much of each list is shown at first.
const FIRST: usize = 100;

/// Cells of one finding that are shown.
const MOST_CELLS: usize = 60;

/// Characters of one formula that are shown.
const MOST_FORMULA: usize = 600;

/// Parts of one series that are shown.
const MOST_PARTS: usize = 300;

/// All that the page shows of one disclosure at first. Of long lists it has the beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The report, its findings left out and its other lists cut.
    pub report: Report,
    /// The first findings of each severity.
    pub findings: Vec<FindingView>,
    /// How many findings there are of each rule, severity and table.
    pub facets: Vec<Facet>,
    /// For error, warning and notice the hint that all of its findings have in common.
    pub hints: [Option<String>; 3],
    /// How long the lists are.
    pub lengths: Lengths,
    /// The tables; short ones with their rows.
    pub tables: Vec<TableTop>,
    /// The running text, a sheet each, without its leaves.
    #[serde(default)]
    pub papers: Vec<PaperTop>,
}

/// How long the lists of a report are.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Lengths {
    /// Its corrections.
    pub corrections: usize,
    /// What was not read.
    pub unread: usize,
    /// Whole tables with amounts that were not read.
    #[serde(default)]
    pub passed_over: usize,
    /// Relations that could not be evaluated.
    pub unevaluated: usize,
    /// The parts of each series.
    pub parts: Vec<usize>,
    /// Whether a figure of each series takes part in a relation that does not hold.
    pub broken: Vec<bool>,
}

/// A finding as shown: cut where it is of a size that nobody reads.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct FindingView {
    /// Its place in the report.
    pub index: usize,
    /// The finding with its first cells.
    pub finding: Finding,
    /// How many cells it points at.
    pub cells: usize,
}

impl Viewer<'_> {
    /// The outcome in short.
    #[must_use]
    pub fn brief(&self, name: &str, files: &[usize]) -> Brief {
        let report = self.report;
        Brief {
            name: name.to_owned(),
            folder: String::new(),
            files: files.to_vec(),
            result: BriefResult::Read {
                unit: report.unit.name.clone(),
                verdict: report.verdict,
                sentence: report.sentence.clone(),
                tables: report.tables.len(),
                counts: report.counts,
            },
        }
    }

    /// What the page shows at first.
    #[must_use]
    pub fn overview(&self, marks: &Marks) -> Overview {
        let report = self.report;
        let first = |severity| {
            let own = group(&report.findings, severity);
            own.start..own.end.min(own.start.saturating_add(FIRST))
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Notice];
        Overview {
            report: cut(report),
            findings: severities
                .into_iter()
                .flat_map(first)
                .filter_map(|index| self.finding(index))
                .collect(),
            facets: facets(&report.findings),
            hints: severities.map(|severity| hint(&report.findings, severity)),
            lengths: lengths(report),
            tables: self.tops(marks),
            papers: marks.papers.tops(self, &marks.stretches),
        }
    }

    /// What was asked for; `None` for a file, which is no answer.
    #[must_use]
    pub fn answer(&self, marks: &Marks, ask: &Ask) -> Option<Answer> {
        let report = self.report;
        Some(match ask {
            Ask::Overview => Answer::Overview {
                overview: Box::new(self.overview(marks)),
            },
            Ask::Rows { table, from, to } => self.rows_answer(marks, table, *from..*to),
            Ask::Findings { from, to } => Answer::Findings {
                findings: (*from..(*to).min(report.findings.len()))
                    .filter_map(|index| self.finding(index))
                    .collect(),
            },
            Ask::Corrections { from, to } => Answer::Corrections {
                from: *from,
                list: part(&report.corrections, *from..*to),
            },
            Ask::Unread { from, to } => Answer::Unread {
                from: *from,
                list: part(&report.unread, *from..*to),
            },
            Ask::Unevaluated { from, to } => Answer::Unevaluated {
                from: *from,
                list: part(&report.unevaluated, *from..*to),
            },
            Ask::Find { filter, from, to } => {
                let found = self.found(filter);
                let places = part(&found, *from..*to);
                let findings = places.iter().filter_map(|place| self.finding(*place));
                Answer::Found {
                    filter: filter.clone(),
                    from: *from,
                    findings: findings.collect(),
                    places,
                    all: found.len(),
                }
            }
            Ask::Formulas => Answer::Formulas {
                list: self.formulas(),
            },
            Ask::Cell { table, cell } => Answer::Cell {
                table: table.clone(),
                cell: cell.clone(),
                detail: self.detail(marks, table, cell).map(Box::new),
            },
            Ask::Leaf { paper, leaf } => {
                self.leaf_answer((&marks.papers, &marks.stretches), paper, *leaf)
            }
            Ask::Words { paper, place } => {
                self.words_answer((&marks.papers, &marks.stretches), paper, place)
            }
            Ask::Report | Ask::Corrected | Ask::Workbook | Ask::FindingsFile { .. } => return None,
            Ask::Accept { .. } | Ask::AcceptCertain | Ask::Type { .. } | Ask::Effect { .. } => {
                return None;
            }
        })
    }

    fn rows_answer(&self, marks: &Marks, table: &str, range: Range<usize>) -> Answer {
        let from = range.start;
        let rows = self.rows(marks, table, range);
        let cells = || rows.iter().flat_map(|row| &row.cells);
        let names: BTreeSet<&str> = cells().map(|cell| cell.cell.as_str()).gather();
        let places: BTreeSet<usize> = cells().flat_map(|cell| cell.findings.clone()).gather();
        let findings = places.into_iter().filter_map(|place| self.finding(place));
        let corrections = self.report.corrections.iter();
        let corrections = corrections.filter(|it| concerns(it, table, &names));
        Answer::Rows {
            table: table.to_owned(),
            from,
            findings: findings.collect(),
            corrections: corrections.cloned().collect(),
            rows,
        }
    }

    pub(super) fn finding(&self, index: usize) -> Option<FindingView> {
        let whole = self.report.findings.get(index)?;
        let mut relation = whole.relation.clone();
        if let Some(relation) = &mut relation
            && let Some((at, _)) = relation.formula.char_indices().nth(MOST_FORMULA)
        {
            relation.formula.truncate(at);
            relation.formula.push('…');
        }
        let finding = Finding {
            code: whole.code.clone(),
            severity: whole.severity,
            title: whole.title.clone(),
            message: whole.message.clone(),
            hint: whole.hint.clone(),
            cells: part(&whole.cells, 0..MOST_CELLS),
            text: whole.text.clone(),
            relation,
        };
        Some(FindingView {
            index,
            finding,
            cells: whole.cells.len(),
        })
    }
}

/// Where the findings of a severity stand: they are sorted by it.
#[must_use]
pub fn group(findings: &[Finding], severity: Severity) -> Range<usize> {
    let start = findings.partition_point(|finding| finding.severity < severity);
    start..findings.partition_point(|finding| finding.severity <= severity)
}

/// The hint that several findings share word for word: it is said once for all of them.
fn hint(findings: &[Finding], severity: Severity) -> Option<String> {
    let (first, rest) = findings.get(group(findings, severity))?.split_first()?;
    let shared = !rest.is_empty() && rest.iter().all(|finding| finding.hint == first.hint);
    (shared && !first.hint.is_empty()).then(|| first.hint.clone())
}

fn lengths(report: &Report) -> Lengths {
    let series = &report.summary.series;
    let is_broken = |part: &Aggregate| part.reconciled == Reconciliation::Broken;
    Lengths {
        corrections: report.corrections.len(),
        unread: report.unread.len(),
        passed_over: report
            .unread
            .iter()
            .filter(|it| it.is_passed_over())
            .count(),
        unevaluated: report.unevaluated.len(),
        parts: series.iter().map(|series| series.parts.len()).collect(),
        broken: series
            .iter()
            .map(|series| series.total.iter().chain(&series.parts).any(is_broken))
            .collect(),
    }
}

/// The report without its findings and the ends of its other lists.
fn cut(report: &Report) -> Report {
    let series = report.summary.series.iter().map(|series| {
        let parts = part(&series.parts, 0..MOST_PARTS);
        Series {
            id: series.id.clone(),
            kind: series.kind,
            title: series.title.clone(),
            table: series.table.clone(),
            unit: series.unit.clone(),
            total: series.total.clone(),
            parts,
        }
    });
    Report {
        schema: report.schema.clone(),
        generator: report.generator.clone(),
        file: report.file.clone(),
        files: report.files.clone(),
        unit: report.unit.clone(),
        rulebook: report.rulebook.clone(),
        rulebook_reason: report.rulebook_reason.clone(),
        verdict: report.verdict,
        sentence: report.sentence.clone(),
        counts: report.counts,
        tables: report.tables.clone(),
        findings: Vec::new(),
        corrections: part(&report.corrections, 0..FIRST),
        accepted: report.accepted.clone(),
        original: report.original.clone(),
        text: report.text.clone(),
        summary: Summary {
            series: series.collect(),
            flows: report.summary.flows.clone(),
            changes: report.summary.changes.clone(),
        },
        unread: part(&report.unread, 0..FIRST),
        unevaluated: part(&report.unevaluated, 0..FIRST),
    }
}

fn part<T: Clone>(list: &[T], range: Range<usize>) -> Vec<T> {
    let end = range.end.min(list.len());
    list.get(range.start..end).unwrap_or_default().to_vec()
}

/// Whether a correction may change one of these cells of a table.
fn concerns(correction: &Correction, table: &str, cells: &BTreeSet<&str>) -> bool {
    let others = correction.alternatives.iter().map(|other| &other.cell);
    let mut changed = [&correction.cell].into_iter().chain(others);
    changed.any(|cell| cell.table == table && cells.contains(cell.cell.as_str()))
}
