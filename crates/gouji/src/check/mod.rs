//! [`Relation`]s and [`Disclosure`] → findings.
//!
//! Judging is apart from wording: [`judge`] says how a relation holds, a rule says it in Chinese.

mod blank;
mod condition;
mod contradiction;
mod depth;
mod evidence;
mod finding;
pub(crate) mod joint;
mod judge;
mod naming;
mod precision;
mod private;
mod prose;
pub mod rules;
mod subjects;
mod titles;
mod units;

pub use evidence::Evidence;
pub use joint::{Blanks, Contradiction};
pub use judge::{Change, Judgement, Outcome, judge, judge_stored, term_values};
pub(crate) use precision::settle_precision;
pub(crate) use prose::{Operand, Standing, Witness, Working, WorkingKind, witnesses};
pub use units::settle_units;

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::Interval;
use crate::prose::{Concept, Lexicon, Prose};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::{Relation, Relations};
use crate::report::{Counts, Finding, Severity, Unevaluated, Verdict};
use crate::rulebook::Rulebook;
use crate::source::Book;

use naming::Named;
use prose::Priors;
use rules::Duty;

/// A relation and how it holds.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// Its place among those judged.
    pub place: usize,
    /// The relation.
    pub relation: &'a Relation,
    /// How it holds.
    pub judgement: Judgement,
}

/// What the relations of a disclosure come to.
#[derive(Clone, Debug, Default)]
pub struct Assessment<'a> {
    /// The relations that touch a printed amount.
    pub judged: Vec<Judged<'a>>,
    /// What they say of each figure.
    pub evidence: Evidence,
    /// Relations that hold by what is shown and not by what is stored.
    pub stored: Vec<StoredFault>,
    /// Those that hold one by one and cannot hold together.
    pub contradictions: Vec<Contradiction>,
    /// Formulas that could not be evaluated.
    pub unevaluated: Vec<Unevaluated>,
}

/// A relation that holds by what its cells show and not by what they store.
#[derive(Clone, Copy, Debug)]
pub struct StoredFault {
    /// The relation's place among those judged.
    pub place: usize,
    /// How it holds by what is stored.
    pub judgement: Judgement,
}

/// The figure that explains why a relation is broken, and what to do about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suspect {
    /// The figure.
    pub figure: FigureId,
    /// What to do, in plain Chinese.
    pub advice: String,
}

/// Suspects by the place of the relation that they explain.
pub type Suspects = BTreeMap<usize, Suspect>;

/// All that the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The template.
    pub rulebook: &'a Rulebook,
    /// The figures.
    pub disclosure: &'a Disclosure,
    /// The relations that were judged.
    pub judged: &'a [Judged<'a>],
    /// Those that hold one by one and cannot hold together.
    pub contradictions: &'a [Contradiction],
    /// What the relations say of each figure.
    pub evidence: &'a Evidence,
    /// Relations that hold by what is shown and not by what is stored.
    pub stored: &'a [StoredFault],
    /// What explains broken relations.
    pub suspects: &'a Suspects,
    /// The names of the codes, put together once for all rules.
    names: &'a [Named<'a>],
    /// Last year's figures by the text, worked out once for all rules.
    priors: &'a Priors,
    /// The file.
    pub book: &'a Book,
    /// Its running text.
    pub prose: &'a Prose,
}

/// A finding, and where it comes from.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it says of the disclosure.
    pub duty: Duty,
    /// The relation that it words, by its place.
    pub judged: Option<usize>,
    /// The finding.
    pub finding: Finding,
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// How many relations and findings there are.
    pub counts: Counts,
    /// The outcome in one word.
    pub verdict: Verdict,
    /// Last year's figures in 元, as far as the text implies them.
    pub last_year: BTreeMap<FigureId, Interval>,
    /// Claims of the text that were compared with something.
    pub compared: usize,
    /// What is to be said, most severe first, then in the order of the tables.
    pub found: Vec<Found>,
}

/// How relations held before some figures were changed.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The judgement of each relation; `None` where it must be judged anew.
    pub judgements: &'a [Option<Judgement>],
    /// The figures that were changed.
    pub changed: &'a BTreeSet<FigureId>,
}

impl Before<'_> {
    fn judgement(&self, place: usize, relation: &Relation) -> Option<Judgement> {
        let known = *self.judgements.get(place)?;
        let changed = relation
            .terms()
            .any(|term| self.changed.contains(&term.figure));
        known.filter(|_| !changed)
    }
}

/// Judges every relation; where `before` is known, those only whose figures were changed.
#[must_use]
pub fn assess<'a>(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &'a Relations,
    before: Option<Before<'_>>,
) -> Assessment<'a> {
    let mut assessment = Assessment {
        unevaluated: relations.unevaluated.clone(),
        ..Assessment::default()
    };
    for (index, relation) in relations.all.iter().enumerate() {
        let place = assessment.judged.len();
        let known = before.and_then(|before| before.judgement(index, relation));
        let judged = match known {
            Some(judgement) => Ok(Some(judgement)),
            None => judge(rulebook, disclosure, relation, None),
        };
        match judged {
            Ok(Some(judgement)) => {
                if judgement.outcome != Outcome::Broken {
                    let fault = stored_fault(rulebook, disclosure, relation, place);
                    assessment.stored.extend(fault);
                }
                assessment.judged.push(Judged {
                    place,
                    relation,
                    judgement,
                });
            }
            Ok(None) => {}
            Err(fault) => assessment.unevaluated.push(Unevaluated {
                formula: relation.formula(rulebook, disclosure),
                why: fault.to_string(),
            }),
        }
    }
    assessment.evidence = Evidence::of(rulebook, disclosure, &assessment.judged);
    let joint = joint::contradictions(rulebook, disclosure, &assessment.judged);
    assessment.contradictions = joint.contradictions;
    assessment.unevaluated.extend(joint.unexamined);
    assessment
}

fn stored_fault(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relation: &Relation,
    place: usize,
) -> Option<StoredFault> {
    let judgement = judge_stored(rulebook, disclosure, relation).ok()??;
    let fault = StoredFault { place, judgement };
    (judgement.outcome == Outcome::Broken).then_some(fault)
}

impl Assessment<'_> {
    /// The judgement of each of the relations that were assessed, in their order.
    #[must_use]
    pub fn judgements(&self, relations: &Relations) -> Vec<Option<Judgement>> {
        let mut judged = self.judged.iter().peekable();
        let of = |relation: &Relation| {
            let own = judged.next_if(|judged| std::ptr::eq(judged.relation, relation));
            own.map(|judged| judged.judgement)
        };
        relations.all.iter().map(of).collect()
    }
}

/// Applies every rule.
#[must_use]
pub fn conclude(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    assessment: &Assessment<'_>,
    suspects: &Suspects,
    (book, prose): (&Book, &Prose),
) -> Outcomes {
    let Assessment {
        judged,
        evidence,
        stored,
        contradictions,
        ..
    } = assessment;
    let mut context = Context {
        rulebook,
        disclosure,
        judged,
        contradictions,
        evidence,
        stored,
        suspects,
        names: &[],
        priors: &NO_PRIORS,
        book,
        prose,
    };
    let names = context.named();
    context.names = &names;
    let priors = context.implied_priors();
    context.priors = &priors;
    let found = rules::apply(&context);
    let counts = counts(&context, &found);
    Outcomes {
        verdict: verdict(&counts, &found),
        last_year: priors.clear(),
        counts,
        compared: context.compared(),
        found,
    }
}

fn counts(context: &Context<'_>, found: &[Found]) -> Counts {
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
    for found in found {
        let place = match found.finding.severity {
            Severity::Error => &mut counts.errors,
            Severity::Warning => &mut counts.warnings,
            Severity::Notice => &mut counts.notices,
        };
        *place = place.saturating_add(1);
    }
    counts
}

fn verdict(counts: &Counts, found: &[Found]) -> Verdict {
    let mut errors = found
        .iter()
        .filter(|found| found.finding.severity == Severity::Error);
    if errors.any(|found| found.duty != Duty::Completeness) {
        Verdict::Inconsistent
    } else if counts.errors > 0 {
        Verdict::Incomplete
    } else if counts.rounding > 0 {
        Verdict::Rounding
    } else {
        Verdict::Consistent
    }
}

/// Nothing explains anything.
static NO_SUSPECTS: Suspects = Suspects::new();

static NO_PRIORS: Priors = Priors {
    known: BTreeMap::new(),
    clashes: Vec::new(),
    stale: Vec::new(),
};

impl<'a> Context<'a> {
    /// What is needed to look at the running text alone.
    pub(crate) fn of_text(
        (rulebook, disclosure): (&'a Rulebook, &'a Disclosure),
        evidence: &'a Evidence,
        (book, prose): (&'a Book, &'a Prose),
    ) -> Self {
        Self {
            rulebook,
            disclosure,
            judged: &[],
            contradictions: &[],
            evidence,
            stored: &[],
            suspects: &NO_SUSPECTS,
            names: &[],
            priors: &NO_PRIORS,
            book,
            prose,
        }
    }
}

impl<'a> Context<'a> {
    /// The names of the tables, and what their figures are of.
    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        self.prose.lexicon((self.rulebook, self.disclosure))
    }

    /// What the headings above a paragraph are about.
    pub(crate) fn around(&self, passage: usize) -> BTreeSet<Concept> {
        let tables = (self.rulebook, self.disclosure);
        self.prose.around(passage, tables)
    }
}

impl Context<'_> {
    /// Whether no table says anything: a template that nobody has filled in.
    fn is_unfilled(&self) -> bool {
        let says = |value: Value| match value {
            Value::Blank => false,
            Value::Amount(amount) => !amount.is_nothing(),
            Value::Unreadable(_) | Value::Formula | Value::Merged => true,
        };
        let mut figures = self.disclosure.figures.iter();
        !figures.any(|figure| says(figure.value))
    }

    /// Whether a relation is advice only.
    #[must_use]
    pub fn is_advisory(&self, judged: &Judged<'_>) -> bool {
        self.rulebook
            .relations
            .get(judged.relation.spec)
            .is_some_and(|spec| spec.advisory)
    }
}
