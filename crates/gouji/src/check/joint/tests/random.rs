use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::{Decimal, RoundingStrategy};

use super::Sketch;
use super::elimination::possible;
use crate::check::joint::figures::Figures;
use crate::check::joint::problem::{Answer, Budget};
use crate::check::joint::smallest::without_spares;
use crate::check::joint::system::System;
use crate::check::{Blanks, Outcome};

/// How an office rounds.
const STRATEGIES: [RoundingStrategy; 4] = [
    RoundingStrategy::MidpointAwayFromZero,
    RoundingStrategy::MidpointNearestEven,
    RoundingStrategy::MidpointTowardZero,
    RoundingStrategy::ToPositiveInfinity,
];

/// An exact amount in hundredths of 元: any, or one that lies halfway between printed ones.
fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        -3_000_000_i64..3_000_000,
        (-60_000_i64..60_000).prop_map(|halves| halves * 50),
        -60_i64..60,
    ]
}

/// How a figure is printed: in 元 or not, and with how many decimals.
fn form() -> impl Strategy<Value = (bool, u32)> {
    prop_oneof![
        4 => Just((false, 2)),
        1 => (Just(false), 0_u32..5),
        1 => (Just(true), 0_u32..3),
    ]
}

/// The names of a sketch's figures.
fn name(figure: usize) -> char {
    char::from(b'a' + u8::try_from(figure).unwrap())
}

fn print(exact: i64, (yuan, places): (bool, u32), strategy: RoundingStrategy) -> String {
    let exact = Decimal::new(exact, if yuan { 2 } else { 6 });
    let strategy = match strategy {
        // Only halfway values may go to either side.
        RoundingStrategy::ToPositiveInfinity => {
            let down = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointTowardZero);
            let up = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
            let mut shown = down.max(up);
            shown.rescale(places);
            return format!("{shown}{}", if yuan { " 元" } else { "" });
        }
        strategy => strategy,
    };
    let mut shown = exact.round_dp_with_strategy(places, strategy);
    shown.rescale(places);
    format!("{shown}{}", if yuan { " 元" } else { "" })
}

/// A sum of others: which, and whether taken away.
type Sum = Vec<(Index, bool)>;

fn sums() -> impl Strategy<Value = Vec<Sum>> {
    let sum = prop::collection::vec((any::<Index>(), prop::bool::weighted(0.2)), 1..5);
    prop::collection::vec(sum, 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Exact amounts that agree, each rounded as it is printed, raise no alarm: sums of sums,
    /// differences, copies, several sums of one figure, comparisons.
    #[test]
    fn what_was_rounded_is_possible(
        leaves in prop::collection::vec(amount(), 3..8),
        sums in sums(),
        forms in prop::collection::vec(form(), 26),
        again in prop::collection::vec(any::<Index>(), 0..6),
        strategy in 0_usize..4,
    ) {
        let mut exact = leaves;
        let mut relations = Vec::new();
        let mut parts = Vec::new();
        for sum in &sums {
            let terms: Vec<(usize, i64)> = sum.iter().map(|(place, minus)| (place.index(exact.len()), if *minus { -1 } else { 1 })).collect();
            let text: Vec<String> = terms.iter().map(|&(figure, sign)| format!("{}{}", if sign < 0 { "-" } else { "" }, name(figure))).collect();
            relations.push(format!("{} = {}", name(exact.len()), text.join(" + ")));
            parts.push((exact.len(), text));
            exact.push(terms.iter().map(|&(figure, sign)| sign * exact[figure]).sum());
        }
        for place in &again {
            // A total by the parts of one of its parts, and what is more than what.
            let (total, text) = place.get(&parts);
            let wider: Vec<String> = text.iter().flat_map(|term| {
                let inner = parts.iter().find(|(part, _)| *term == name(*part).to_string());
                inner.map_or_else(|| vec![term.clone()], |(_, text)| text.clone())
            }).collect();
            relations.push(format!("{} = {}", name(*total), wider.join(" + ")));
            let other = place.index(exact.len());
            let (more, less) = if exact[*total] >= exact[other] { (*total, other) } else { (other, *total) };
            relations.push(format!("{} >= {}", name(more), name(less)));
        }
        let printed: Vec<String> = exact.iter().zip(&forms).map(|(&exact, &form)| print(exact, form, STRATEGIES[strategy])).collect();
        let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
        let relations: Vec<&str> = relations.iter().map(String::as_str).collect();
        let sketch = Sketch::with(&printed, &relations);
        let hidden = sketch.disclosure.figures.iter().any(|figure| figure.value.amount().is_none_or(|amount| amount.is_nothing()));
        if !hidden {
            prop_assert!(sketch.outcomes().iter().all(|&outcome| outcome < Outcome::Broken));
        }
        for found in sketch.contradictions() {
            prop_assert!(hidden && found.blanks == Blanks::Nothing, "{printed:?} {relations:?} {found:?}");
        }
    }
}

/// A figure: the sum of some of those before it, printed with an error, as precise as that.
type Printed = (Vec<Index>, i64, bool);

fn sketch(leaves: &[(i64, bool)], totals: &[Printed], comparisons: &[(Index, Index)]) -> Sketch {
    let text = |hundredths: i64, coarse: bool| match coarse {
        true => format!(
            "{}",
            Decimal::new((hundredths + 5).div_euclid(10).max(1), 1)
        ),
        false => format!("{}", Decimal::new(hundredths.max(1), 2)),
    };
    let mut values: Vec<i64> = leaves.iter().map(|leaf| leaf.0).collect();
    let mut printed: Vec<String> = leaves
        .iter()
        .map(|&(value, coarse)| text(value, coarse))
        .collect();
    let mut relations = Vec::new();
    for (terms, error, coarse) in totals {
        let mut terms: Vec<usize> = terms.iter().map(|term| term.index(values.len())).collect();
        terms.sort_unstable();
        terms.dedup();
        let value: i64 = terms.iter().map(|&term| values[term]).sum();
        let names: Vec<String> = terms.iter().map(|&term| name(term).to_string()).collect();
        relations.push(format!("{} = {}", name(values.len()), names.join(" + ")));
        // The same sum printed twice is what most often contradicts itself.
        relations.push(format!(
            "{} = {}",
            name(values.len() - 1),
            names.join(" + ")
        ));
        values.push(value + error);
        printed.push(text(value + error, *coarse));
    }
    for (a, b) in comparisons {
        relations.push(format!(
            "{} >= {}",
            name(a.index(values.len())),
            name(b.index(values.len()))
        ));
    }
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    let mut sketch = Sketch::new(&printed);
    for relation in &relations {
        let (left, right) = relation.split_once('=').unwrap();
        if right.contains(left.trim_end_matches('>').trim()) {
            continue;
        }
        sketch.relate(relation);
        if *sketch.outcomes().last().unwrap() > Outcome::Rounding {
            sketch.relations.pop();
        }
    }
    sketch
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Another method, on every set of relations, says the same: whether they are possible, and how
    /// many at least contradict each other.
    #[test]
    fn agrees_with_elimination(
        leaves in prop::collection::vec((3_i64..40, prop::bool::weighted(0.1)), 2..5),
        totals in prop::collection::vec((prop::collection::vec(any::<Index>(), 2..5), -2_i64..3, prop::bool::weighted(0.1)), 2..6),
        comparisons in prop::collection::vec(any::<(Index, Index)>(), 0..2),
    ) {
        let sketch = sketch(&leaves, &totals, &comparisons);
        let found = sketch.contradictions();
        let all: Vec<usize> = (0..sketch.relations.len()).collect();
        let told = possible(&sketch, &all);
        prop_assume!(told.is_some());
        prop_assert_eq!(told, Some(found.is_empty()));
        let Some(first) = found.first() else { return Ok(()) };
        let places: Vec<usize> = first.relations.iter().map(|(place, _)| *place).collect();
        let own = possible(&sketch, &places);
        prop_assume!(own.is_some());
        prop_assert_eq!(own, Some(false));
        let fewer = (0_u32..1 << all.len()).filter(|set| (set.count_ones() as usize) < places.len());
        for set in fewer {
            let some: Vec<usize> = all.iter().copied().filter(|place| set >> place & 1 == 1).collect();
            prop_assert_ne!(possible(&sketch, &some), Some(false), "{:?} are fewer than {:?}", some, places);
        }
    }

    /// Whatever is known to contradict itself, what is left of it does, and nothing is to spare.
    #[test]
    fn nothing_is_to_spare(
        leaves in prop::collection::vec((3_i64..40, prop::bool::weighted(0.1)), 2..6),
        totals in prop::collection::vec((prop::collection::vec(any::<Index>(), 2..6), -2_i64..3, prop::bool::weighted(0.1)), 2..12),
    ) {
        let sketch = sketch(&leaves, &totals, &[]);
        let (judged, figures) = (sketch.judged(), Figures::new(&sketch.disclosure, Blanks::Nothing));
        let (system, _) = System::new(judged.iter(), &figures);
        let mut budget = Budget::new(10_000_000);
        if system.whole(&mut budget) != Answer::Possible {
            let all = (0..judged.len()).map(|place| (place, 1)).collect();
            let left: Vec<usize> = without_spares(&system, all, &mut budget).iter().map(|own| own.0).collect();
            prop_assert!(system.contradiction(&left, &mut budget) != Answer::Possible);
            for spared in &left {
                let others: Vec<usize> = left.iter().copied().filter(|place| place != spared).collect();
                prop_assert_eq!(system.contradiction(&others, &mut budget), Answer::Possible);
            }
        }
    }

    /// Multiplied and added up by hand, the relations of a contradiction refute themselves.
    #[test]
    fn the_proof_is_exact(
        leaves in prop::collection::vec((3_i64..40, prop::bool::weighted(0.1)), 2..6),
        totals in prop::collection::vec((prop::collection::vec(any::<Index>(), 2..6), -2_i64..3, prop::bool::weighted(0.1)), 2..12),
    ) {
        let sketch = sketch(&leaves, &totals, &[]);
        for found in sketch.contradictions() {
            let mut sum = vec![0_i64; sketch.disclosure.figures.len()];
            for &(place, multiplier) in &found.relations {
                let relation = &sketch.relations[place];
                relation.left.iter().for_each(|term| sum[term.figure] += multiplier * term.coefficient);
                relation.right.iter().for_each(|term| sum[term.figure] -= multiplier * term.coefficient);
            }
            for spared in &found.relations {
                let relations = found.relations.iter().filter(|own| own.0 != spared.0);
                let fewer = Sketch {
                    disclosure: sketch.disclosure.clone(),
                    relations: relations.map(|own| sketch.relations[own.0].clone()).collect(),
                };
                prop_assert_eq!(fewer.contradictions().len(), 0);
            }
            let (mut centre, mut half) = (Decimal::ZERO, Decimal::ZERO);
            for (figure, &coefficient) in sketch.disclosure.figures.iter().zip(&sum) {
                let printed = figure.value.amount().unwrap().printed();
                centre += printed * Decimal::from(coefficient);
                half += Decimal::new(5, printed.scale() + 1) * Decimal::from(coefficient.abs());
            }
            prop_assert!(centre.abs() > half);
            prop_assert_eq!(centre.abs(), found.judgement.difference().abs());
            prop_assert_eq!(half, found.judgement.tolerance);
        }
    }
}
