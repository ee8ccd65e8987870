//! How each claim of the text stands, and by which arithmetic.

use rust_decimal::Decimal;

use super::ratio::{Ends, Operand, Ratio, Verdict};
use super::value::agreement;
use super::{Agreement, Context, Quote};
use crate::amount::{AmountUnit, Interval};
use crate::prose::{Claim, Role, Unit};
use crate::recognise::{FigureId, Value};

/// How a claim stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It says what the tables, or the amounts beside it, say.
    Agrees,
    /// It says something else.
    Differs,
    /// It was compared with nothing.
    Open,
    /// Nobody knows what it is of.
    Unread,
}

/// Which arithmetic a claim was judged by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum WorkingKind {
    /// A figure of a table, in the claim's unit.
    Copy,
    /// Part ÷ whole.
    Share,
    /// Change ÷ (this year's − change).
    Rate,
    /// (This year's − last year's) ÷ last year's.
    Years,
}

/// The arithmetic that a claim was judged by.
#[derive(Clone, Debug)]
pub(crate) struct Working {
    pub(crate) kind: WorkingKind,
    pub(crate) holds: bool,
    /// What it is worked out from.
    pub(crate) of: Vec<Operand>,
    /// The claim that prints it.
    pub(crate) claim: usize,
    /// What it comes to, in the unit of that claim.
    pub(crate) computed: Decimal,
    /// The least and the most that rounding allows for it.
    pub(crate) ends: Option<Ends>,
}

impl Context<'_> {
    /// How each claim stands.
    pub(crate) fn standings(&self) -> Vec<Standing> {
        let mut standings: Vec<Standing> = self
            .claims()
            .map(|(_, claim)| self.standing(claim))
            .collect();
        for (place, claim) in self.claims() {
            let Some(ratio) = self.ratio(place, claim) else {
                continue;
            };
            let holds = ratio.verdict == Verdict::Holds;
            let own = standings.get_mut(place);
            if let Some(own) = own.filter(|own| **own != Standing::Unread) {
                *own = if holds {
                    Standing::Agrees
                } else {
                    Standing::Differs
                };
            }
            for operand in ratio.of.iter().filter(|_| holds) {
                if let Operand::Claim(other) = operand
                    && let Some(other) = standings.get_mut(*other)
                    && *other == Standing::Open
                {
                    *other = Standing::Agrees;
                }
            }
        }
        standings
    }

    fn standing(&self, claim: &Claim) -> Standing {
        if !claim.understood {
            return Standing::Unread;
        }
        match self.quote(claim) {
            Quote::Agrees(_) => Standing::Agrees,
            Quote::Cut(_) | Quote::Differs(_) => Standing::Differs,
            Quote::Open => Standing::Open,
        }
    }

    pub(super) fn ratio(&self, place: usize, claim: &Claim) -> Option<Ratio> {
        match claim.role {
            Role::Share => self.share(claim),
            Role::Rate(_) => self.rate(place, claim),
            _ => None,
        }
    }

    /// The arithmetic of a claim: its own, or that of a rate that it is part of.
    pub(crate) fn working(&self, place: usize) -> Option<Working> {
        let claim = self.claim(place)?;
        match claim.role {
            Role::Share | Role::Rate(_) => self.ratio_working(place, claim),
            Role::Change(_) | Role::Before => {
                let later = self.claims().skip(place.saturating_add(1));
                let mut near = later.take_while(|(_, other)| other.passage == claim.passage);
                near.find_map(|(rate, other)| {
                    let working = self.ratio_working(rate, other)?;
                    working
                        .of
                        .contains(&Operand::Claim(place))
                        .then_some(working)
                })
            }
            _ => self.copy_working(place, claim),
        }
    }

    fn ratio_working(&self, place: usize, claim: &Claim) -> Option<Working> {
        let ratio = self.ratio(place, claim)?;
        let is_change = |operand: &Operand| {
            let Operand::Claim(other) = operand else {
                return false;
            };
            let other = self.claim(*other);
            other.is_some_and(|other| matches!(other.role, Role::Change(_)))
        };
        Some(Working {
            kind: match claim.role {
                Role::Share => WorkingKind::Share,
                _ if ratio.of.first().is_some_and(is_change) => WorkingKind::Rate,
                _ => WorkingKind::Years,
            },
            holds: ratio.verdict == Verdict::Holds,
            of: ratio.of.to_vec(),
            claim: place,
            computed: ratio.computed,
            ends: ratio.ends,
        })
    }

    fn copy_working(&self, place: usize, claim: &Claim) -> Option<Working> {
        let (id, holds) = match self.quote(claim) {
            Quote::Agrees(id) => (id, true),
            Quote::Cut(id) | Quote::Differs(id) => (id, false),
            Quote::Open => return None,
        };
        let there = self.in_unit_of(claim, id)?;
        let (centre, half) = (there.centre(), there.half());
        Some(Working {
            kind: WorkingKind::Copy,
            holds,
            of: vec![Operand::Figure(id)],
            claim: place,
            computed: centre,
            ends: centre.checked_sub(half).zip(centre.checked_add(half)),
        })
    }

    /// A figure in the unit of an amount of the text.
    pub(in crate::check) fn in_unit_of(&self, claim: &Claim, id: FigureId) -> Option<Interval> {
        let exponent = match claim.unit {
            Some(Unit::Money(exponent)) => exponent,
            _ => 0,
        };
        let figure = self.disclosure.figures.get(id)?;
        let unit = self.disclosure.unit_of(figure.table);
        let own = unit
            .unwrap_or(AmountUnit::Yuan)
            .exponent_to(AmountUnit::Yuan);
        match figure.value {
            Value::Blank => Some(Interval::point(Decimal::ZERO)),
            value => value
                .amount()?
                .interval()
                .shifted(own.saturating_sub(exponent)),
        }
    }

    /// The figures that a claim quotes: those that say the same, or those that should.
    pub(crate) fn quoted(&self, claim: &Claim) -> Vec<FigureId> {
        let says = |id: &FigureId, wanted: Agreement| {
            agreement(self.disclosure, claim, *id) == Some(wanted)
        };
        let all = claim.figures.iter().chain(&claim.others);
        match self.quote(claim) {
            Quote::Agrees(_) => all
                .filter(|id| says(id, Agreement::Same))
                .copied()
                .collect(),
            Quote::Cut(_) => all.filter(|id| says(id, Agreement::Cut)).copied().collect(),
            Quote::Differs(_) => claim.figures.clone(),
            Quote::Open => Vec::new(),
        }
    }
}
