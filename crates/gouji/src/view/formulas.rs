use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Viewer;
use crate::check::Outcome;

/// One formula of the rulebook and how its relations hold.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct FormulaView {
    /// The formula as the rulebook writes it.
    pub formula: String,
    /// What it says, in plain Chinese.
    pub explanation: String,
    /// Whether it is advice only.
    pub advisory: bool,
    /// Relations that hold to the last digit.
    pub exact: usize,
    /// Relations that hold within rounding.
    pub rounding: usize,
    /// Relations that do not hold.
    pub broken: usize,
}

impl FormulaView {
    /// Whether the disclosure has figures that it speaks of.
    #[must_use]
    pub fn applies(&self) -> bool {
        [self.exact, self.rounding, self.broken] != [0; 3]
    }
}

impl Viewer<'_> {
    /// Every formula of the rulebook, in its order: what was checked, and what did not apply.
    #[must_use]
    pub fn formulas(&self) -> Vec<FormulaView> {
        let mut tallies: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
        for (relation, judgement) in self.relations.all.iter().zip(self.judgements) {
            let Some(judgement) = judgement else { continue };
            let [exact, rounding, broken] = tallies.entry(relation.spec).or_default();
            let place = match judgement.outcome {
                Outcome::Exact => exact,
                Outcome::Rounding | Outcome::LastDigit => rounding,
                Outcome::Broken => broken,
            };
            *place = place.saturating_add(1);
        }
        let formula = |(place, spec): (usize, &crate::rulebook::RelationSpec)| {
            let [exact, rounding, broken] = tallies.get(&place).copied().unwrap_or_default();
            FormulaView {
                formula: spec.text.clone(),
                explanation: spec.say.clone(),
                advisory: spec.advisory,
                exact,
                rounding,
                broken,
            }
        };
        let specs = self.rulebook.relations.iter().enumerate();
        specs.map(formula).collect()
    }
}
