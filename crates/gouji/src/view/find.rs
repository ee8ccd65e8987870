use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Viewer;
use crate::report::{Finding, Severity};

/// Which findings are wanted; what is `None` is not asked for.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Filter {
    /// How grave they are.
    pub severity: Option<Severity>,
    /// The table of their first cell; `""` for those without.
    pub table: Option<String>,
    /// The code of their rule.
    pub code: Option<String>,
}

impl Filter {
    /// Whether a finding is wanted.
    #[must_use]
    pub fn takes(&self, finding: &Finding) -> bool {
        self.severity.is_none_or(|own| own == finding.severity)
            && self
                .table
                .as_deref()
                .is_none_or(|own| own == table(finding))
            && self.code.as_ref().is_none_or(|own| *own == finding.code)
    }

    /// Whether all findings are wanted.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// How many findings there are of one rule, severity and table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// How grave they are.
    pub severity: Severity,
    /// The table of their first cell; `""` for those without.
    pub table: String,
    /// The code of their rule.
    pub code: String,
    /// The title of their rule.
    pub title: String,
    /// How many there are.
    pub count: usize,
}

impl Viewer<'_> {
    /// The findings that a filter takes, by their places in the report.
    #[must_use]
    pub fn found(&self, filter: &Filter) -> Vec<usize> {
        let findings = self.report.findings.iter().enumerate();
        findings
            .filter(|(_, finding)| filter.takes(finding))
            .map(|(place, _)| place)
            .collect()
    }
}

/// How many findings there are of each rule, severity and table.
pub(super) fn facets(findings: &[Finding]) -> Vec<Facet> {
    let mut counts: BTreeMap<(Severity, &str, &str), (&str, usize)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.severity, table(finding), finding.code.as_str());
        let (_, count) = counts.entry(key).or_insert((&finding.title, 0));
        *count = count.saturating_add(1);
    }
    let facet = |((severity, table, code), (title, count)): ((Severity, &str, &str), _)| Facet {
        severity,
        table: table.to_owned(),
        code: code.to_owned(),
        title: str::to_owned(title),
        count,
    };
    counts.into_iter().map(facet).collect()
}

/// The table that a finding is first about.
fn table(finding: &Finding) -> &str {
    finding.cells.first().map_or("", |cell| cell.table.as_str())
}
