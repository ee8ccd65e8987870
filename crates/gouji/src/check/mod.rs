//! [`Relation`](crate::relate::Relation)s and [`Disclosure`] → findings.
//!
//! Judging is apart from wording: [`judge`] says how a relation holds, a rule says it in Chinese.

mod evidence;
mod finding;
mod judge;
pub mod rules;

pub use evidence::Evidence;
pub use judge::{Judgement, Outcome, judge};

use crate::recognise::Disclosure;
use crate::relate::{Relation, Relations};
use crate::report::{Counts, Finding, Severity, Unevaluated, Verdict};
use crate::rulebook::Rulebook;

use rules::Duty;

/// A relation and how it holds.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// The relation.
    pub relation: &'a Relation,
    /// How it holds.
    pub judgement: Judgement,
}

/// All that the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The template.
    pub rulebook: &'a Rulebook,
    /// The figures.
    pub disclosure: &'a Disclosure,
    /// The relations that were judged.
    pub judged: &'a [Judged<'a>],
    /// What the relations say of each figure.
    pub evidence: &'a Evidence,
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// What the relations say of each figure.
    pub evidence: Evidence,
    /// How many relations and findings there are.
    pub counts: Counts,
    /// The outcome in one word.
    pub verdict: Verdict,
    /// What is to be said, most severe first, then in the order of the tables.
    pub findings: Vec<Finding>,
    /// Formulas that could not be evaluated.
    pub unevaluated: Vec<Unevaluated>,
}

/// Judges every relation and applies every rule.
#[must_use]
pub fn check(rulebook: &Rulebook, disclosure: &Disclosure, relations: &Relations) -> Outcomes {
    let mut unevaluated = relations.unevaluated.clone();
    let mut judged = Vec::with_capacity(relations.all.len());
    for relation in &relations.all {
        match judge(rulebook, disclosure, relation) {
            Ok(Some(judgement)) => judged.push(Judged {
                relation,
                judgement,
            }),
            Ok(None) => {}
            Err(fault) => unevaluated.push(Unevaluated {
                formula: relation.formula(rulebook, disclosure),
                why: fault.to_string(),
            }),
        }
    }
    let evidence = Evidence::of(rulebook, disclosure, &judged);
    let context = Context {
        rulebook,
        disclosure,
        judged: &judged,
        evidence: &evidence,
    };
    let found = rules::apply(&context);
    let counts = counts(&context, found.iter().map(|(_, finding)| finding.severity));
    let verdict = verdict(
        &counts,
        found
            .iter()
            .map(|(duty, finding)| (*duty, finding.severity)),
    );
    let findings = found.into_iter().map(|(_, finding)| finding).collect();
    Outcomes {
        evidence,
        counts,
        verdict,
        findings,
        unevaluated,
    }
}

fn counts(context: &Context<'_>, severities: impl Iterator<Item = Severity>) -> Counts {
    let mut counts = Counts::default();
    for judged in context.judged {
        if context.is_advisory(judged) {
            counts.advisory = counts.advisory.saturating_add(1);
            continue;
        }
        counts.relations = counts.relations.saturating_add(1);
        let place = match judged.judgement.outcome {
            Outcome::Exact => &mut counts.exact,
            Outcome::Rounding | Outcome::LastDigit => &mut counts.rounding,
            Outcome::Broken => &mut counts.broken,
        };
        *place = place.saturating_add(1);
    }
    for severity in severities {
        let place = match severity {
            Severity::Error => &mut counts.errors,
            Severity::Warning => &mut counts.warnings,
            Severity::Notice => &mut counts.notices,
        };
        *place = place.saturating_add(1);
    }
    counts
}

fn verdict(counts: &Counts, found: impl Iterator<Item = (Duty, Severity)>) -> Verdict {
    let mut errors = found.filter(|(_, severity)| *severity == Severity::Error);
    if errors.any(|(duty, _)| duty != Duty::Completeness) {
        Verdict::Inconsistent
    } else if counts.errors > 0 {
        Verdict::Incomplete
    } else if counts.rounding > 0 {
        Verdict::Rounding
    } else {
        Verdict::Consistent
    }
}

impl Context<'_> {
    /// Whether a relation is advice only.
    #[must_use]
    pub fn is_advisory(&self, judged: &Judged<'_>) -> bool {
        self.rulebook
            .relations
            .get(judged.relation.spec)
            .is_some_and(|spec| spec.advisory)
    }
}
