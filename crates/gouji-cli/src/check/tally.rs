//! What many reports say together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gouji::report::{Report, Severity, Verdict};

use super::ledger::Said;
use crate::output::{Status, one_line};
use crate::text::{Paint, Side, pad, severity, verdict_name, verdict_sign};

/// Rules that the table names; the rest is counted.
const MOST_RULES: usize = 10;

/// What a table of many disclosures says of one.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    verdict: Verdict,
    /// Errors, warnings, notices.
    findings: [usize; 3],
    /// Relations, and those that do not hold.
    relations: [usize; 2],
    /// Rules that found something other than rounding: code, title and severity.
    rules: Vec<(String, String, Severity)>,
}

impl Brief {
    pub(super) fn of(report: &Report) -> Self {
        let counts = &report.counts;
        let serious = report.findings.iter();
        let serious = serious.filter(|finding| finding.severity != Severity::Notice);
        let rule = |finding: &gouji::report::Finding| {
            (
                finding.code.clone(),
                finding.title.clone(),
                finding.severity,
            )
        };
        let mut rules: Vec<_> = serious.map(rule).collect();
        rules.sort_by(|a, b| a.0.cmp(&b.0));
        rules.dedup_by(|a, b| a.0 == b.0);
        Self {
            verdict: report.verdict,
            findings: [counts.errors, counts.warnings, counts.notices],
            relations: [counts.relations, counts.broken],
            rules,
        }
    }

    /// What an earlier run wrote.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let report: Report = serde_json::from_str(line).ok()?;
        Some(Self::of(&report))
    }

    pub(super) fn status(&self) -> Status {
        match self.findings[0] {
            0 => Status::Clean,
            _ => Status::Errors,
        }
    }

    /// One line of the table: verdict, counts, files.
    pub(super) fn line(&self, report: &Report, paths: &[&PathBuf], paint: Paint) -> String {
        let verdict = format!(
            "{} {}",
            verdict_sign(self.verdict),
            verdict_name(self.verdict)
        );
        let verdict = paint.tone(self.verdict, &pad(&verdict, 8, Side::Left));
        let counts = self.findings.iter().chain(&self.relations);
        let counts: String = counts
            .map(|count| pad(&count.to_string(), 8, Side::Right))
            .collect();
        let first = paths.first().map(|path| path.display().to_string());
        let path = one_line(&first.unwrap_or_default());
        match report.files.len() {
            0 | 1 => format!("{verdict}{counts}  {path}\n"),
            files => format!("{verdict}{counts}  {path} 等 {files} 个文件\n"),
        }
    }
}

/// What was counted so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    disclosures: usize,
    failed: usize,
    /// Disclosures by verdict.
    verdicts: BTreeMap<&'static str, usize>,
    findings: [usize; 3],
    relations: [usize; 2],
    /// Disclosures by the rules that found something in them.
    rules: BTreeMap<String, (String, Severity, usize)>,
}

impl Tally {
    pub(super) fn add(&mut self, said: &Said) {
        match said {
            Said::Report { brief, .. } => self.add_brief(brief),
            Said::Complaint(_) => self.add_failure(),
        }
    }

    pub(super) fn add_failure(&mut self) {
        self.failed += 1;
    }

    pub(super) fn add_brief(&mut self, brief: &Brief) {
        self.disclosures += 1;
        *self
            .verdicts
            .entry(verdict_name(brief.verdict))
            .or_default() += 1;
        for (sum, count) in self.findings.iter_mut().zip(brief.findings) {
            *sum += count;
        }
        for (sum, count) in self.relations.iter_mut().zip(brief.relations) {
            *sum += count;
        }
        for (code, title, severity) in &brief.rules {
            let rule = self.rules.entry(code.clone());
            let (.., count) = rule.or_insert_with(|| (title.clone(), *severity, 0));
            *count += 1;
        }
    }

    pub(super) fn status(&self) -> Status {
        match (self.failed, self.findings[0]) {
            (0, 0) => Status::Clean,
            (0, _) => Status::Errors,
            _ => Status::Failed,
        }
    }

    /// How many disclosures have a report, and how many files have none.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.disclosures, self.failed)
    }

    /// The totals: disclosures by verdict, findings, and the rules that spoke most often.
    pub(super) fn table(&self) -> String {
        let [errors, warnings, notices] = self.findings;
        let [relations, broken] = self.relations;
        let order = [
            Verdict::Consistent,
            Verdict::Rounding,
            Verdict::Inconsistent,
            Verdict::Incomplete,
        ];
        let verdicts = order.map(|verdict| {
            let name = verdict_name(verdict);
            let count = self.verdicts.get(name).copied().unwrap_or_default();
            format!("{name} {count}")
        });
        let mut text = format!(
            "\n共 {} 份：{} · 未能核对 {}\n错误 {errors} · 存疑 {warnings} · 提示 {notices} · 勾稽 {relations} 项，不符 {broken}\n",
            self.disclosures + self.failed,
            verdicts.join(" · "),
            self.failed
        );
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(code, (_, severity, count))| {
            (*severity, std::cmp::Reverse(*count), (*code).clone())
        });
        for (code, (title, level, count)) in rules.iter().take(MOST_RULES) {
            let line = format!("{code}  {}  {count} 份  {title}\n", severity(*level));
            text += &line;
        }
        if rules.len() > MOST_RULES {
            text += &format!("另有 {} 条规则\n", rules.len() - MOST_RULES);
        }
        text
    }
}

/// The heading of the table's lines.
pub(super) fn heading() -> String {
    let names = ["错误", "存疑", "提示", "勾稽", "不符"];
    let names: String = names.map(|name| pad(name, 8, Side::Right)).concat();
    format!("{}{names}  文件\n", pad("结论", 8, Side::Left))
}
