//! One document with faults, from its bytes to the report.

use std::time::Duration;

use cpu_time::ThreadTime;

use gouji::Options;
use gouji::check::assess;
use gouji::relate::relate;
use gouji::repair::propose;
use gouji::report::{Confidence, Correction, Role, Severity};
use gouji_fixtures::Cell;

use crate::amount::{parts, typed};
use crate::case::Fault;
use crate::variant::Variant;

/// What became of one fault.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fate {
    /// Cells that it left wrong.
    pub(crate) cells: usize,
    /// Those that a correction, or a finding where there is no correction of them, names first.
    pub(crate) located: usize,
    /// Those that are named first or among the alternatives.
    pub(crate) among: usize,
    /// Those whose correction restores them.
    pub(crate) restored: usize,
    /// Those that a correction or an alternative restores.
    pub(crate) restored_among: usize,
    /// How sure the least sure of their corrections is.
    pub(crate) confidence: Option<Confidence>,
}

/// What became of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// For each fault, whether it breaks any relation by itself.
    pub(crate) visible: Vec<bool>,
    pub(crate) detected: bool,
    pub(crate) fates: Vec<Fate>,
    /// Certain corrections that are wrong, and likely ones.
    pub(crate) wrong_certain: usize,
    pub(crate) wrong_likely: usize,
    pub(crate) certain: usize,
    pub(crate) likely: usize,
    /// Whether nothing is wrong any more with all certain and likely corrections in place; `None`
    /// where there are none.
    pub(crate) settled: Option<bool>,
    pub(crate) whole: Duration,
    pub(crate) localisation: Duration,
    /// The corrections, for those who ask.
    pub(crate) said: String,
}

/// Checks the document with the faults in place.
pub(crate) fn run(variant: &Variant, faults: &[Fault]) -> Option<Outcome> {
    let mut workbook = variant.workbook.clone();
    for wrong in faults.iter().flat_map(|fault| &fault.wrong) {
        let site = variant.site(wrong.figure)?;
        let (cell, _) = typed(&variant.mould(site), &wrong.typed)?;
        let row = workbook.sheets[site.sheet].rows.get_mut(site.row)?;
        if row.len() <= site.column {
            row.resize(site.column + 1, Cell::Blank);
        }
        row[site.column] = cell;
    }
    let bytes = (variant.format.write)(&workbook);
    let begun = ThreadTime::now();
    let checked = gouji::check(variant.format.name, &bytes, &Options::default()).ok()?;
    let whole = begun.elapsed();
    let localisation = localisation(&checked);
    let report = checked.report();
    let truth = Truth { variant, faults };
    let mut outcome = Outcome {
        visible: faults
            .iter()
            .map(|fault| is_visible(variant, fault))
            .collect(),
        detected: report.counts.errors > variant.errors,
        whole,
        localisation,
        fates: faults
            .iter()
            .map(|fault| truth.fate(fault, report))
            .collect(),
        ..Outcome::default()
    };
    for correction in &report.corrections {
        let wrong = usize::from(!truth.is_right(correction));
        let (all, bad) = match correction.confidence {
            Confidence::Certain => (&mut outcome.certain, &mut outcome.wrong_certain),
            Confidence::Likely => (&mut outcome.likely, &mut outcome.wrong_likely),
            Confidence::Ambiguous => continue,
        };
        *all += 1;
        *bad += wrong;
    }
    let accepted: Vec<Correction> = report
        .corrections
        .iter()
        .filter(|it| it.confidence <= Confidence::Likely)
        .cloned()
        .collect();
    if !accepted.is_empty() {
        let again = checked.recheck(&accepted);
        outcome.settled = Some(again.report().counts.errors == variant.errors);
        outcome.said = said(report);
        let left = again
            .report()
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Error);
        for finding in left.take(3) {
            outcome.said.push_str(&format!(
                "      left: {} {}\n",
                finding.code, finding.message
            ));
        }
    } else {
        outcome.said = said(report);
    }
    Some(outcome)
}

fn is_visible(variant: &Variant, fault: &Fault) -> bool {
    let shown = |wrong: &crate::case::Wrong| (wrong.figure, wrong.shown.clone());
    let seeded: Vec<_> = fault.wrong.iter().map(shown).collect();
    variant.oracle.breaks(&variant.sound, &seeded)
}

/// How long it takes to get from the judged relations to corrections.
fn localisation(checked: &gouji::Checked) -> Duration {
    let (rulebook, disclosure) = (checked.rulebook(), checked.disclosure());
    let relations = relate(rulebook, disclosure);
    let assessment = assess(rulebook, disclosure, &relations, None);
    let begun = ThreadTime::now();
    let proposals = propose(rulebook, disclosure, &relations, &assessment.judged, None);
    std::hint::black_box(&proposals);
    begun.elapsed()
}

fn said(report: &gouji::report::Report) -> String {
    let mut text = String::new();
    for correction in report.corrections.iter().take(12) {
        let cell = &correction.cell;
        text.push_str(&format!(
            "      {} {} [{}.{}] {:?} -> {:?} {:?} {:?} fault {} settles {}",
            cell.table,
            cell.cell,
            cell.row,
            cell.column,
            correction.from,
            correction.to,
            correction.reason,
            correction.confidence,
            correction.fault,
            correction.relations.len(),
        ));
        for other in correction.alternatives.iter().take(6) {
            let cell = &other.cell;
            text.push_str(&format!(
                " | {} {} [{}.{}] {:?}",
                cell.table, cell.cell, cell.row, cell.column, other.to
            ));
        }
        text.push('\n');
    }
    if report.corrections.is_empty() {
        for finding in report
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .take(4)
        {
            text.push_str(&format!("      {} {}\n", finding.code, finding.message));
        }
    }
    text
}

/// What is really wrong.
struct Truth<'a> {
    variant: &'a Variant,
    faults: &'a [Fault],
}

impl Truth<'_> {
    fn is_right(&self, correction: &Correction) -> bool {
        let cell = (&correction.cell.sheet, &correction.cell.cell);
        let mut wrong = self.faults.iter().flat_map(|fault| &fault.wrong);
        wrong.any(|wrong| {
            let site = self.variant.site(wrong.figure);
            site.is_some_and(|site| (&site.at.0, &site.at.1) == cell)
                && is_same(&correction.to, &wrong.right)
        })
    }

    fn fate(&self, fault: &Fault, report: &gouji::report::Report) -> Fate {
        let mut fate = Fate {
            cells: fault.wrong.len(),
            ..Fate::default()
        };
        for wrong in &fault.wrong {
            let Some(site) = self.variant.site(wrong.figure) else {
                continue;
            };
            let is_own = |sheet: &str, cell: &str| (sheet, cell) == (&*site.at.0, &*site.at.1);
            let own = report
                .corrections
                .iter()
                .find(|it| is_own(&it.cell.sheet, &it.cell.cell));
            let primary = report.findings.iter().any(|finding| {
                finding.severity == Severity::Error
                    && finding.cells.first().is_some_and(|cell| {
                        cell.role == Some(Role::Primary) && is_own(&cell.sheet, &cell.cell)
                    })
            });
            let others = || {
                let all = report.corrections.iter().flat_map(|it| &it.alternatives);
                all.filter(|it| is_own(&it.cell.sheet, &it.cell.cell))
            };
            let restored = own.is_some_and(|it| is_same(&it.to, &wrong.right));
            fate.located += usize::from(own.is_some() || primary);
            fate.among += usize::from(own.is_some() || primary || others().next().is_some());
            fate.restored += usize::from(restored);
            fate.restored_among +=
                usize::from(restored || others().any(|it| is_same(&it.to, &wrong.right)));
            if let Some(own) = own {
                fate.confidence = fate.confidence.max(Some(own.confidence));
            }
        }
        fate
    }
}

fn is_same(one: &str, other: &str) -> bool {
    parts(one) == parts(other) && parts(one).is_some()
}
