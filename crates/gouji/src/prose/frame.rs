//! What figures are of, and whether a subject means one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::subject::{Lexicon, Subject};
use super::vocabulary::{Concept, VOCABULARY, concept};
use crate::recognise::FigureId;

/// Meanings with all that they imply.
pub(super) fn closure(of: &BTreeSet<Concept>) -> BTreeSet<Concept> {
    let mut all = of.clone();
    for concept in of {
        all.extend(VOCABULARY.implied(*concept));
    }
    all
}

/// What a figure is of.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) figure: FigureId,
    /// One for the figures of a column whose rows add nothing to it.
    pub(super) of: Arc<Of>,
    /// One for the figures of a row whose columns have no names.
    pub(super) row: Arc<Named>,
}

/// Meanings of a figure.
#[derive(Clone, Debug)]
pub(super) struct Of {
    pub(super) said: BTreeSet<Concept>,
    /// With those that they imply.
    all: BTreeSet<Concept>,
}

impl Of {
    pub(super) fn new(said: BTreeSet<Concept>) -> Arc<Self> {
        let all = closure(&said);
        Arc::new(Self { said, all })
    }
}

/// What a row is called.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its own name, and those of the rows above it.
    pub(super) names: BTreeSet<Concept>,
    /// What it is by a fixed label: must be said.
    pub(super) own: BTreeSet<Concept>,
    /// Those of its names that must be said.
    pub(super) must: BTreeSet<Concept>,
}

impl Named {
    /// With the name of a column, which must be said too.
    pub(super) fn with(&self, column: Concept) -> Arc<Self> {
        let mut named = self.clone();
        named.names.insert(column);
        named.must.insert(column);
        Arc::new(named)
    }
}

/// Scores up to this are of figures that are of something more than was said.
pub(super) const LOOSE: i64 = -1;

impl Frame {
    /// Whether a figure is of 三公 and its table's name names no fund.
    fn is_public_of_no_fund(&self) -> bool {
        let of = &self.of.all;
        let mut funds = ["general", "government", "state", "nonfiscal", "account"].into_iter();
        of.contains(&concept("public")) && !funds.any(|fund| of.contains(&concept(fund)))
    }

    pub(super) fn fits(
        &self,
        lexicon: &Lexicon,
        subject: &Subject,
        said: &BTreeSet<Concept>,
        around: &BTreeSet<Concept>,
        context: &BTreeSet<Concept>,
    ) -> Option<i64> {
        let row = &self.row;
        if !subject.names.is_subset(&row.names) || !row.must.is_subset(&subject.names) {
            return None;
        }
        let own = &self.of.all;
        let scope = lexicon.kinds.first()?;
        let stated: BTreeSet<Concept> = around.intersection(scope).copied().collect();
        let is: BTreeSet<Concept> = self.of.said.intersection(scope).copied().collect();
        let opposed = stated.len() == 1 && is.len() == 1 && stated != is;
        let general = self.is_public_of_no_fund() && lexicon.public.is_some();
        let lacking = said.difference(own).any(|of| {
            let told = general && *of == concept("general");
            !told && !scope.contains(of) && !is_implied(*of, subject)
        });
        if opposed || lacking || !row.own.is_subset(said) {
            return None;
        }
        // Words that name no fund may be of a table of one.
        let funds = ["general", "government", "state", "fiscal"].map(concept);
        let mut extra = 0_i64;
        for concept in own
            .difference(around)
            .filter(|concept| !scope.contains(concept))
        {
            match funds.contains(concept) {
                true => extra = extra.saturating_add(1),
                false => return None,
            }
        }
        let agreeing = closure(context).intersection(own).count();
        let score = i64::try_from(agreeing).unwrap_or(0);
        Some(if extra > 0 {
            LOOSE.saturating_sub(extra)
        } else {
            score
        })
    }
}

/// Whether a meaning is only what others of the subject imply.
fn is_implied(concept: Concept, subject: &Subject) -> bool {
    !subject.of.contains(&concept)
}
