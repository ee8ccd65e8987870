use std::collections::BTreeMap;

use super::relation::Term;
use crate::recognise::FigureId;

/// Terms of a side up to which one after the other is looked at for a figure.
const FEW_TERMS: usize = 16;

/// The terms of a side; each figure once.
#[derive(Default)]
pub(super) struct Side {
    pub(super) terms: Vec<Term>,
    /// The places of the figures, as soon as they are more than a few.
    places: BTreeMap<FigureId, usize>,
}

impl Side {
    /// A side of a formula with so many terms.
    pub(super) fn of(terms: usize) -> Self {
        Self {
            terms: Vec::with_capacity(terms),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, figure: FigureId, coefficient: i64) {
        match self
            .place(figure)
            .and_then(|place| self.terms.get_mut(place))
        {
            Some(known) => known.coefficient = known.coefficient.saturating_add(coefficient),
            None => {
                if self.terms.len() >= FEW_TERMS {
                    self.places.insert(figure, self.terms.len());
                }
                self.terms.push(Term {
                    figure,
                    coefficient,
                });
            }
        }
    }

    fn place(&self, figure: FigureId) -> Option<usize> {
        let mut few = self.terms.iter().take(FEW_TERMS);
        let place = few.position(|term| term.figure == figure);
        place.or_else(|| self.places.get(&figure).copied())
    }
}
