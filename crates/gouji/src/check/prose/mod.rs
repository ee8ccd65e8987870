//! What the claims of the running text come to, against the tables and each other.

mod alone;
mod carry;
mod last_year;
mod mistyped;
mod nested;
mod parts;
mod prior;
mod ratio;
mod scope;
mod share;
mod standing;
mod summed;
mod unit;
mod unplanned;
mod value;
mod whole;
mod witness;

pub(super) use last_year::Stale;
pub(super) use mistyped::{Meant, Mistyped};
pub(super) use parts::Parts;
pub(super) use prior::{Clash, Priors};
pub(crate) use ratio::Operand;
pub(super) use ratio::{Verdict, computed as hundredths, holds as is_share_of};
pub(crate) use standing::{Standing, Working, WorkingKind};
use value::agreement;
pub(super) use value::{Agreement, agrees, compared, figure, money, plain_money, plain_sum};
pub(super) use whole::{Whole, not_all, value_of, wholes};
pub(crate) use witness::{Witness, witnesses};

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Context;
use crate::prose::{Claim, Direction, Plan, Role, Unit};
use crate::recognise::{FigureId, RowKey, Value};
use crate::report::TextSpan;
use crate::source::{Address, Cell};

/// How many wholes of wholes are looked at.
const MOST_WHOLES: usize = 4;

/// Digits of an amount that a slip makes wrong.
const MOST_WRONG: usize = 2;

/// How a claim stands to the figures that it quotes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Quote {
    /// One of them says the same.
    Agrees(FigureId),
    /// One of them does but for its last digit, which was cut off and not rounded.
    Cut(FigureId),
    /// None of them does; the one that was meant, as far as its digits tell, else the first.
    Differs(FigureId),
    /// It quotes none, or none that can be read.
    Open,
}

impl<'a> Context<'a> {
    /// The claims with their places.
    pub(super) fn claims(&self) -> impl Iterator<Item = (usize, &'a Claim)> + use<'a> {
        self.prose.claims.iter().enumerate()
    }

    /// The claims of a paragraph: they stand in the order of the text.
    pub(super) fn claims_of(&self, passage: usize) -> &'a [Claim] {
        let claims = &self.prose.claims;
        let first = claims.partition_point(|claim| claim.passage < passage);
        let behind = claims.partition_point(|claim| claim.passage <= passage);
        claims.get(first..behind).unwrap_or_default()
    }

    pub(super) fn claim(&self, place: usize) -> Option<&'a Claim> {
        self.prose.claims.get(place)
    }

    /// An amount, what it is a part of, what that is a part of, and so on.
    pub(super) fn with_wholes(&self, part: &'a Claim) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let claims = &self.prose.claims;
        let whole = |part: &&'a Claim| claims.get(part.whole?);
        std::iter::successors(Some(part), whole).take(MOST_WHOLES)
    }

    /// The rulebook's title of the table that a figure stands in.
    fn title_of(&self, figure: FigureId) -> Option<&'a str> {
        let figure = self.disclosure.figures.get(figure)?;
        Some(self.rulebook.tables.get(figure.table)?.title.as_str())
    }

    /// The words of a claim.
    pub(super) fn words(&self, claim: &Claim) -> Option<TextSpan> {
        self.prose.span(self.book, claim)
    }

    /// A stretch of a paragraph.
    pub(super) fn stretch(&self, passage: usize, start: usize, end: usize) -> Option<TextSpan> {
        Some(
            self.prose
                .passages
                .get(passage)?
                .span(self.book, start, end),
        )
    }

    /// How an amount stands to the tables.
    pub(super) fn quote(&self, claim: &Claim) -> Quote {
        if claim.role != Role::Amount || !matches!(claim.unit, Some(Unit::Money(_))) {
            return Quote::Open;
        }
        let (mut unread, mut cut) = (false, None);
        for &id in claim.figures.iter().chain(&claim.others) {
            match agreement(self.disclosure, claim, id) {
                Some(Agreement::Same) => return Quote::Agrees(id),
                Some(Agreement::Cut) => cut = cut.or(Some(id)),
                Some(Agreement::Other) => {}
                None => unread = true,
            }
        }
        if let Some(id) = cut {
            return Quote::Cut(id);
        }
        match self.of_all_offices(claim) {
            Some((id, true)) => return Quote::Agrees(id),
            // It may be that of some of them, unless it is a slip of one's.
            Some((_, false)) => {
                let slip = self.mistyped(claim, &claim.figures);
                return slip.map_or(Quote::Open, |(id, _)| Quote::Differs(id));
            }
            None => {}
        }
        match claim.figures.first() {
            Some(_)
                if unread
                    || claim
                        .figures
                        .iter()
                        .any(|&id| self.is_without_carried(claim, id)) =>
            {
                Quote::Open
            }
            Some(&first)
                if self.is_of_another(claim, first)
                    || self.is_of_a_unit(claim)
                    || self.is_told_elsewhere(claim, first) =>
            {
                Quote::Open
            }
            Some(&first) => Quote::Differs(self.meant(claim).unwrap_or(first)),
            _ => Quote::Open,
        }
    }

    /// The figure that a claim may be a slip of: where several could be quoted, the one that fewest of its digits
    /// differ from.
    fn meant(&self, claim: &Claim) -> Option<FigureId> {
        let wrong = |id: FigureId| {
            let there = self.in_unit_of(claim, id)?.centre();
            digits_apart(claim.value, there).filter(|&wrong| wrong <= MOST_WRONG)
        };
        let near = claim
            .figures
            .iter()
            .filter_map(|&id| Some((wrong(id)?, id)));
        near.min_by_key(|(wrong, _)| *wrong).map(|(_, id)| id)
    }

    /// Whether two claims stand in one sentence.
    pub(super) fn in_one_sentence(&self, one: &Claim, other: &Claim) -> bool {
        let passage = self.prose.passages.get(one.passage);
        let (one, other) = match one.start <= other.start {
            true => (one, other),
            false => (other, one),
        };
        let one_sentence = passage.is_none_or(|it| it.is_one_sentence(one.end, other.start));
        one.passage == other.passage && one_sentence
    }

    /// Numbers that are compared with a table or with other numbers: by themselves, or as what a ratio or a sum
    /// is made of.
    pub(super) fn compared(&self) -> usize {
        let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut add = |claim: &Claim| {
            compared.extend(claim.unit.as_ref().map(|_| (claim.passage, claim.start)));
        };
        for (place, claim) in self.claims() {
            let ratio = self.ratio(place, claim);
            let changed = matches!(claim.role, Role::Change(_)) && claim.of.is_some();
            if changed || ratio.is_some() || self.quote(claim) != Quote::Open {
                add(claim);
            }
            if matches!(claim.role, Role::Change(_) | Role::Rate(_))
                && let Some((now, before)) = self.years(place, claim)
            {
                [now, before].into_iter().for_each(&mut add);
            }
            let of = ratio.map(|ratio| ratio.of).into_iter().flatten();
            for operand in of {
                if let Operand::Claim(other) = operand {
                    self.claim(other).into_iter().for_each(&mut add);
                }
            }
        }
        for whole in wholes(self).iter().filter(|whole| whole.is_judged()) {
            add(whole.claim);
            whole.parts.iter().copied().for_each(&mut add);
        }
        compared.len()
    }

    /// The change that a rate beside it is of: the last of the same amount in its paragraph.
    pub(super) fn change_beside(&self, place: usize, rate: &Claim) -> Option<(usize, &'a Claim)> {
        let earlier = self.prose.claims.get(..place)?.iter().enumerate().rev();
        let mut near = earlier.take_while(|(_, claim)| claim.passage == rate.passage);
        // 比上年增加2万元，安排5万元，增长66.67%
        let other = |at: usize, claim: &Claim| claim.role == Role::Amount && Some(at) != rate.of;
        let (at, found) = near.find(|&(at, claim)| {
            matches!(claim.role, Role::Change(_) | Role::Rate(_)) || other(at, claim)
        })?;
        (matches!(found.role, Role::Change(_)) && found.of == rate.of).then_some((at, found))
    }

    /// The total of the column that a figure stands in.
    pub(super) fn total_of(&self, id: FigureId) -> Option<FigureId> {
        let figure = self.disclosure.figures.get(id)?;
        let part = self
            .disclosure
            .table(figure.table)?
            .parts
            .get(figure.part)?;
        let rows = part.index.get(&RowKey::Total)?;
        part.figure(*rows.first()?, figure.column)
    }

    /// A cell of a performance table as a finding in the text points at it.
    pub(super) fn plan_cell(&self, plan: &Plan, at: Address) -> Option<TextSpan> {
        let sheet = self.book.sheets.get(plan.sheet)?;
        let quote = sheet.cell(at).map_or("", Cell::text).to_owned();
        Some(TextSpan {
            line: usize::try_from(at.row)
                .unwrap_or_default()
                .saturating_add(1),
            start: 0,
            end: quote.chars().count(),
            quote,
            sheet: sheet.name.clone(),
            cell: at.to_string(),
        })
    }

    /// Whether a figure is blank or zero.
    pub(super) fn is_nothing(&self, id: FigureId) -> Option<bool> {
        match self.disclosure.figures.get(id)?.value {
            Value::Blank => Some(true),
            Value::Amount(amount) => Some(amount.is_nothing()),
            _ => None,
        }
    }
}

/// Whether an amount is told for each person, each time or each piece.
pub(super) fn told_for_each(context: &Context<'_>, claim: &Claim) -> bool {
    let each = ["每", "标准", "单价", "人均", "按", "均价"];
    let passage = context.prose.passages.get(claim.passage);
    let around = |from: usize, to: usize| -> String {
        let chars = passage.map_or(&[][..], |passage| passage.slice(from, to));
        chars.iter().collect()
    };
    let before = around(claim.lead, claim.start);
    let after = around(claim.end, claim.end.saturating_add(1));
    each.iter().any(|word| before.contains(word)) || after.starts_with(['/', '每'])
}

/// A direction in words.
pub(super) fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "增加",
        Direction::Down => "减少",
        Direction::Level => "持平",
    }
}

/// In how many places two amounts of one length differ.
fn digits_apart(one: Decimal, other: Decimal) -> Option<usize> {
    let scale = one.scale().max(other.scale());
    let digits = |mut value: Decimal| {
        value.rescale(scale);
        value.to_string()
    };
    let (one, other) = (digits(one), digits(other));
    let pairs = one.bytes().zip(other.bytes());
    (one.len() == other.len()).then(|| pairs.filter(|(one, other)| one != other).count())
}
