//! Controlled rounding: the fewest figures to move by one last digit so that every printed sum is
//! exact.
//!
//! This corrects nothing. Separately rounded figures need not add up, and they are right as they are;
//! some offices want tables that add up all the same. A figure is moved to the other one of the two
//! last digits that its exact value lies between, so exact values must exist that fulfil all
//! relations, round to what is printed, and lie on the side that each moved figure is moved to. Copies of
//! one figure move together. The sets are found by linear programming in whole numbers
//! (`search.rs`); the result is judged again, relation by relation.

mod problem;
mod search;

use rust_decimal::Decimal;

use crate::amount::Amount;
use crate::check::{Judged, Outcome, assess, judge};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::{Relation, Relations};
use crate::report::{Additive, AdditiveOutcome, Adjustment};
use crate::rulebook::Rulebook;

use problem::Problem;
use search::Found;

/// Relations that a reason names; of more it tells how many.
const MOST_NAMED: usize = 6;

/// The adjustments that make a disclosure additive, or why there are none.
#[must_use]
pub fn additive(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &Relations,
    errors: usize,
) -> Additive {
    let room = Room {
        rulebook,
        disclosure,
        relations,
    };
    if errors > 0 {
        let why = format!("还有 {errors} 项错误没有改正，不能调整尾差。请先改正错误，再调整尾差。");
        return room.nothing(AdditiveOutcome::ErrorsOpen, why);
    }
    room.run()
}

/// Relations that make a reason; more of them say nothing to anybody.
const MOST_TOGETHER: usize = 12;

struct Room<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    relations: &'a Relations,
}

impl Room<'_> {
    fn run(&self) -> Additive {
        let assessment = assess(self.rulebook, self.disclosure, self.relations, None);
        let binding = |judged: &&Judged<'_>| {
            let spec = self.rulebook.relations.get(judged.relation.spec);
            !spec.is_some_and(|spec| spec.advisory)
        };
        let judged: Vec<Judged<'_>> = assessment.judged.iter().filter(binding).cloned().collect();
        if judged
            .iter()
            .all(|it| it.judgement.outcome == Outcome::Exact)
        {
            let why = "所有勾稽都已分毫不差，不需要调整尾差。".to_owned();
            return self.nothing(AdditiveOutcome::NotNeeded, why);
        }
        let problem = Problem::new(self.disclosure, &judged);
        if problem.sums() == 0 {
            let why = "尾差出在印制位数不同的数之间，改动末位不能使其分毫不差。".to_owned();
            return self.nothing(AdditiveOutcome::Impossible, why);
        }
        match search::smallest(&problem) {
            Found::Moves { moves, proved } => self.moved(&problem, &judged, &moves, proved),
            Found::Impossible { equations } => self.nothing(
                AdditiveOutcome::Impossible,
                self.reason(&judged, &equations),
            ),
            Found::Unknown => {
                let why = "数字过多，超出计算上限，没有找到可行的调整。".to_owned();
                self.nothing(AdditiveOutcome::Unknown, why)
            }
        }
    }

    /// Moves figures, and judges every relation again.
    fn moved(
        &self,
        problem: &Problem,
        judged: &[Judged<'_>],
        moves: &[(FigureId, i8)],
        proved: bool,
    ) -> Additive {
        let mut disclosure = self.disclosure.clone();
        let mut adjustments = Vec::new();
        for &(figure, by) in moves {
            adjustments.extend(self.adjustment(figure, by));
            let amount = self.amount(figure, by);
            if let (Some(amount), Some(figure)) = (amount, disclosure.figures.get_mut(figure)) {
                figure.value = Value::Amount(amount);
            }
        }
        let (mut made, mut left) = (0_usize, 0_usize);
        for before in judged {
            let after = judge(self.rulebook, &disclosure, before.relation, None);
            let outcome = after.ok().flatten().map(|after| after.outcome);
            let was_exact = before.judgement.outcome == Outcome::Exact;
            match outcome {
                Some(Outcome::Exact) => made = made.saturating_add(usize::from(!was_exact)),
                // Nothing may come out worse, and what can be exact must be.
                Some(Outcome::Rounding | Outcome::LastDigit)
                    if !was_exact && !problem.holds(before.place) =>
                {
                    left = left.saturating_add(1);
                }
                _ => {
                    let why = "调整后复核没有通过，因此不给出调整。".to_owned();
                    return self.nothing(AdditiveOutcome::Unknown, why);
                }
            }
        }
        let why = match left {
            0 => format!("调整 {} 个数的末位，{made} 处尾差全部消除。", moves.len()),
            left => format!(
                "调整 {} 个数的末位，{made} 处尾差消除；另有 {left} 处在印制位数不同的数之间，不能消除。",
                moves.len()
            ),
        };
        Additive {
            outcome: AdditiveOutcome::Adjusted,
            why,
            smallest: proved,
            sums: made,
            adjustments,
        }
    }

    fn adjustment(&self, figure: FigureId, by: i8) -> Option<Adjustment> {
        Some(Adjustment {
            cell: self.disclosure.cell_ref(self.rulebook, figure, None)?,
            from: self.disclosure.printed(figure),
            to: self.amount(figure, by)?.to_string(),
        })
    }

    /// What a figure prints when it is moved by so many last digits.
    fn amount(&self, figure: FigureId, by: i8) -> Option<Amount> {
        let amount = self.disclosure.figures.get(figure)?.value.amount()?;
        let printed = amount.printed();
        let step = match u32::try_from(amount.places()) {
            Ok(places) => Decimal::try_new(1, places).ok()?,
            Err(_) => Decimal::from(10_u64.checked_pow(amount.places().unsigned_abs())?),
        };
        let mut moved = printed.checked_add(step.checked_mul(Decimal::from(by))?)?;
        moved.rescale(printed.scale());
        Some(Amount::exact(moved)?.filled(amount.filled_digits()))
    }

    /// Why there is no such set: the relations that rule it out together.
    fn reason(&self, judged: &[Judged<'_>], places: &[usize]) -> String {
        let named = places.iter().filter_map(|place| {
            let own = judged.iter().find(|judged| judged.place == *place)?;
            Some(self.formula(own.relation))
        });
        let mut named: Vec<String> = named.collect();
        let count = named.len();
        named.truncate(MOST_NAMED);
        if count == 0 || count > MOST_TOGETHER {
            return "每个数只改动末位一个单位，没有一种改法能使所有合计分毫不差。".to_owned();
        }
        format!(
            "每个数只改动末位一个单位，下列 {count} 条勾稽不能同时分毫不差：{}{}。",
            named.join("；"),
            if count > MOST_NAMED { "……" } else { "" }
        )
    }

    fn formula(&self, relation: &Relation) -> String {
        relation.formula(self.rulebook, self.disclosure)
    }

    #[allow(clippy::unused_self, reason = "reads like its neighbours")]
    fn nothing(&self, outcome: AdditiveOutcome, why: String) -> Additive {
        Additive {
            outcome,
            why,
            smallest: false,
            sums: 0,
            adjustments: Vec::new(),
        }
    }
}
