//! Whether the relations that hold, each within rounding, can hold all together.
//!
//! Every printed figure stands for an interval. Relations that hold one by one may leave no exact
//! values inside all intervals; then some multiples of a few of them add up to a relation that no
//! rounding explains. That sum is the proof, and it is all that is reported.
//!
//! [`system`] puts the relations together as whole numbers, [`examine`] takes figures that must be
//! equal as one, [`fold`] settles the easy part and [`simplex`] the rest, which [`crash`] and
//! [`relax`] make easy for large tables; [`smallest`] looks for the fewest relations, [`proof`] adds
//! them up anew.

pub(crate) mod classes;
mod crash;
pub(crate) mod examine;
pub(crate) mod figures;
mod fold;
pub(crate) mod problem;
mod proof;
mod relax;
pub(crate) mod simplex;
mod smallest;
pub(crate) mod system;
#[cfg(test)]
mod tests;

pub use figures::Blanks;

use super::{Judged, Judgement, Outcome};
use crate::order::Order;
use crate::recognise::{Disclosure, FigureId};
use crate::relate::Relation;
use crate::report::Unevaluated;
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

use classes::Classes;
use figures::Figures;
use problem::Answer;
use system::System;

/// Contradictions that are looked for at most.
const MOST_CONTRADICTIONS: usize = 20;

/// Relations that hold one by one and cannot hold together.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The relations, by their place among those judged, and the multiplier of each; none is to
    /// spare.
    pub relations: Vec<(usize, i64)>,
    /// What multiples of them add up to. At least one of its figures is wrong.
    pub combined: Relation,
    /// How far that is from holding.
    pub judgement: Judgement,
    /// What blanks stand for in it. With [`Blanks::Nothing`], amounts hidden in blanks could still
    /// explain everything.
    pub blanks: Blanks,
}

/// What the relations that hold come to together.
#[derive(Clone, Debug, Default)]
pub(super) struct Joint {
    /// Contradictions that have no relation in common.
    pub(super) contradictions: Vec<Contradiction>,
    /// What was not examined.
    pub(super) unexamined: Vec<Unevaluated>,
}

/// Looks for contradictions between relations that hold exactly or within rounding.
///
/// A figure of a broken relation may be the wrong one, so whatever it or a copy of it takes part in
/// is left out: no cause is reported twice. Sums that hold only if a blank hides an amount are left out, too.
pub(super) fn contradictions(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    judged: &[Judged<'_>],
) -> Joint {
    let mut search = Search {
        rulebook,
        disclosure,
        judged,
        left: sound(rulebook, disclosure, judged),
        joint: Joint::default(),
    };
    search.run();
    search.joint
}

/// Whether the printed values themselves fulfil a relation.
fn is_exact(judged: &Judged<'_>) -> bool {
    let Judgement {
        reported, computed, ..
    } = judged.judgement;
    match judged.relation.comparison {
        Comparison::Equal => reported == computed,
        Comparison::AtLeast => reported >= computed,
    }
}

/// The relations that hold and share no figure with a broken one, nor one that must be equal to
/// such a figure: what is wrong may have been copied.
fn sound(rulebook: &Rulebook, disclosure: &Disclosure, judged: &[Judged<'_>]) -> Vec<usize> {
    let binding = |judged: &&Judged<'_>| {
        let spec = rulebook.relations.get(judged.relation.spec);
        !spec.is_some_and(|spec| spec.advisory)
    };
    let binding = || judged.iter().filter(binding);
    let is_broken = |judged: &&Judged<'_>| judged.judgement.outcome == Outcome::Broken;
    let holds = |judged: &&Judged<'_>| judged.judgement.outcome <= Outcome::Rounding;
    let copies = binding().filter(holds).filter_map(|judged| {
        let mut figures = judged.relation.terms().map(|term| term.figure);
        Some((figures.next()?, figures.next()?)).filter(|_| judged.relation.copy)
    });
    let classes = Classes::new(disclosure.figures.len(), copies);
    let mut suspect = vec![false; disclosure.figures.len()];
    for term in binding()
        .filter(is_broken)
        .flat_map(|judged| judged.relation.terms())
    {
        if let Some(suspect) = suspect.get_mut(classes.of(term.figure)) {
            *suspect = true;
        }
    }
    let is_sound = |judged: &&Judged<'_>| {
        let mut classes = judged.relation.terms().map(|term| classes.of(term.figure));
        !classes.any(|class| suspect.get(class).copied().unwrap_or_default())
    };
    let sound = binding().filter(holds).filter(is_sound);
    sound.map(|judged| judged.place).collect()
}

struct Search<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    judged: &'a [Judged<'a>],
    /// The relations that no contradiction was found for.
    left: Vec<usize>,
    joint: Joint,
}

impl Search<'_> {
    fn run(&mut self) {
        let mut with_hidden = true;
        for _ in 0..MOST_CONTRADICTIONS {
            let Some(mut found) = self.find(Blanks::Nothing) else {
                return;
            };
            if with_hidden {
                match self.find(Blanks::MayHide) {
                    Some(proved) => found = proved,
                    // Nor will there be one among fewer relations.
                    None => with_hidden = false,
                }
            }
            self.settle(found);
        }
        self.give_up("相互矛盾之处过多，未逐一列出");
    }

    /// One contradiction among the relations that are left.
    fn find(&mut self, blanks: Blanks) -> Option<Contradiction> {
        let mut left = self.left.iter().filter_map(|&place| self.judged.get(place));
        // The printed values themselves fulfil relations that are all exact.
        if left.all(is_exact) {
            return None;
        }
        let figures = Figures::new(self.disclosure, blanks);
        let system = self.system(&figures);
        match examine::examine(&system) {
            Answer::Possible => None,
            Answer::Impossible(multipliers) => {
                let proved = proof::prove(self.judged, &system, &figures, &multipliers);
                if proved.is_none() {
                    self.give_up("数值过大，无法精确计算");
                }
                proved
            }
            Answer::Unknown => {
                self.give_up("数字过多，超出联合核对的计算上限；每条勾稽已单独核对");
                None
            }
        }
    }

    /// The relations that are left, without those that cannot be expressed in whole numbers.
    fn system(&mut self, figures: &Figures<'_>) -> System {
        let judged = self.left.iter().filter_map(|&place| self.judged.get(place));
        let (system, refused) = System::new(judged, figures);
        for judged in refused {
            self.joint.unexamined.push(Unevaluated {
                formula: judged.relation.formula(self.rulebook, self.disclosure),
                why: "金额单位不明或数值过大，未参加联合核对".to_owned(),
            });
        }
        self.left = system.places();
        system
    }

    /// Takes note of a contradiction. One of its figures is wrong, so all that these take part in
    /// is left out from here on.
    fn settle(&mut self, found: Contradiction) {
        let mut figures: Vec<FigureId> = found.combined.terms().map(|term| term.figure).collect();
        figures.put_in_order();
        let shares = |judged: &Judged<'_>| {
            let mut terms = judged.relation.terms();
            terms.any(|term| figures.binary_search(&term.figure).is_ok())
        };
        let judged = self.judged;
        self.left
            .retain(|&place| !judged.get(place).is_some_and(shares));
        // A sum of a single figure that is off by a last digit asks the same question already.
        let asked = |judged: &Judged<'_>| judged.judgement.outcome == Outcome::LastDigit;
        let known = found.blanks == Blanks::Nothing
            && judged.iter().filter(|judged| asked(judged)).any(shares);
        if !known {
            self.joint.contradictions.push(found);
        }
    }

    fn give_up(&mut self, why: &str) {
        self.joint.unexamined.push(Unevaluated {
            formula: "全部勾稽同时成立".to_owned(),
            why: why.to_owned(),
        });
    }
}
