use serde::{Deserialize, Serialize};

use crate::order::Order;
use crate::report::{Counts, Finding, Report, Verdict};

/// Findings of one kind that are shown of an effect.
const MOST: usize = 12;

/// What a change would bring about, before it is made.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The outcome that would follow.
    pub verdict: Verdict,
    /// The outcome in one sentence of plain Chinese.
    pub sentence: String,
    /// The counts that would follow.
    pub counts: Counts,
    /// Findings that would be settled.
    pub settled: Vec<Finding>,
    /// How many there are.
    pub settled_all: usize,
    /// Findings that would be new.
    pub raised: Vec<Finding>,
    /// How many there are.
    pub raised_all: usize,
}

impl Effect {
    /// The difference between a report and the one with a change in place.
    #[must_use]
    pub fn between(before: &Report, after: &Report) -> Self {
        let settled = missing(&before.findings, &after.findings);
        let raised = missing(&after.findings, &before.findings);
        Self {
            verdict: after.verdict,
            sentence: after.sentence.clone(),
            counts: after.counts,
            settled_all: settled.len(),
            raised_all: raised.len(),
            settled: first(settled),
            raised: first(raised),
        }
    }
}

fn first(findings: Vec<&Finding>) -> Vec<Finding> {
    findings.into_iter().take(MOST).cloned().collect()
}

/// The findings that have no counterpart among the others: same rule, relation and first cell.
fn missing<'a>(findings: &'a [Finding], others: &[Finding]) -> Vec<&'a Finding> {
    let mut known: Vec<_> = others.iter().map(identity).collect();
    known.put_in_order();
    let gone = findings
        .iter()
        .filter(|finding| known.binary_search(&identity(finding)).is_err());
    gone.collect()
}

/// What stays the same of a finding while its figures change.
fn identity(finding: &Finding) -> (&str, &str, &str, &str) {
    match (&finding.relation, finding.cells.first()) {
        (Some(relation), _) => (finding.code.as_str(), relation.formula.as_str(), "", ""),
        (None, Some(cell)) => (
            finding.code.as_str(),
            cell.sheet.as_str(),
            cell.cell.as_str(),
            "",
        ),
        (None, None) => (finding.code.as_str(), "", "", finding.message.as_str()),
    }
}
