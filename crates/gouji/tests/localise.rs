//! The search finds all smallest sets of wrong figures, and only those: against trying everything.

use gouji::check::Outcome;
use gouji::localise::{
    Change, Demand, Effort, Factor, Guess, Lever, Plausible, Precision, Row, RowId, System,
    Variable, VariableId, fits, smallest,
};
use proptest::prelude::*;

/// Values that are tried, to either side of nothing: a figure makes up for three others of 9 at most,
/// and for one that made up for three.
const FAR: i128 = 60;

/// Wrong figures that are tried together at most.
const MOST: usize = 2;

/// Rows as coefficients of each variable, and whether they may be more than nothing.
type Rows = Vec<(Vec<i64>, bool)>;

fn system(values: &[i128], rows: &Rows, half: i128) -> System {
    let step = half.max(1) * if half > 0 { 2 } else { 1 };
    let variable = |&value: &i128| Variable {
        value: value * step,
        own: 0,
        new: 0,
        weight: 1,
    };
    let row = |(coefficients, at_least): &(Vec<i64>, bool)| Row {
        factors: factors(coefficients),
        constant: 0,
        slack: 0,
        demand: if *at_least {
            Demand::AtLeast
        } else {
            Demand::Equal
        },
    };
    let precision = Precision {
        step,
        half,
        places: 0,
    };
    System::new(
        values.iter().map(variable).collect(),
        rows.iter().map(row).collect(),
        vec![precision],
    )
}

fn factors(coefficients: &[i64]) -> Vec<Factor> {
    let each = coefficients.iter().enumerate();
    each.filter(|(_, coefficient)| **coefficient != 0)
        .map(|(variable, &coefficient)| Factor {
            variable: u32::try_from(variable).unwrap(),
            exponent: 0,
            left: coefficient > 0,
            coefficient,
        })
        .collect()
}

fn broken(system: &System) -> Vec<RowId> {
    let is_broken = |&row: &RowId| system.outcome(&system.rows[row], &[]) == Some(Outcome::Broken);
    (0..system.rows.len()).filter(is_broken).collect()
}

/// Whether some values of the variables let every row hold.
fn is_solved(system: &System, set: &[VariableId], changes: &mut Vec<Change>) -> bool {
    let Some((&variable, rest)) = set.split_first() else {
        let holds = |row: &Row| {
            let outcome = system.outcome(row, changes);
            matches!(outcome, Some(Outcome::Exact | Outcome::Rounding))
        };
        return system.rows.iter().all(holds);
    };
    let step = system.precision(variable).step;
    (-FAR..=FAR).any(|to| {
        changes.push(Change {
            variable,
            to: to * step,
        });
        let solved = is_solved(system, rest, changes);
        changes.pop();
        solved
    })
}

/// All smallest sets, up to the size that is tried.
fn by_trying(system: &System) -> Vec<Vec<VariableId>> {
    let count = system.variables.len();
    for size in 1..=MOST {
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| vec![a, b]));
        let sets: Vec<Vec<VariableId>> = match size {
            1 => (0..count).map(|it| vec![it]).collect(),
            _ => pairs.collect(),
        };
        let solved = |set: &Vec<VariableId>| is_solved(system, set, &mut Vec::new());
        let found: Vec<Vec<VariableId>> = sets.into_iter().filter(solved).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn rows() -> impl Strategy<Value = Rows> {
    let coefficients = prop::collection::vec(-1_i64..=1, 5);
    prop::collection::vec((coefficients, prop::bool::weighted(0.2)), 2..=4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn all_smallest_sets_are_found(values in prop::collection::vec(-4_i128..=9, 5), rows in rows()) {
        let system = system(&values, &rows, 0);
        let broken = broken(&system);
        let effort = Effort { ignored: &[], work: 1_000_000, weight: 5, sets: 1_000 };
        let found = smallest(&system, &broken, effort);
        prop_assert!(found.proved);
        let expected = by_trying(&system);
        if broken.is_empty() {
            prop_assert_eq!(found.sets, vec![Vec::<VariableId>::new()]);
        } else if expected.is_empty() {
            prop_assert!(found.sets.is_empty() || found.weight as usize > MOST);
        } else {
            prop_assert_eq!(found.sets, expected);
        }
    }

    /// What prints to whole numbers only is rounded.
    #[test]
    fn sets_are_found_within_rounding(values in prop::collection::vec(1_i128..=9, 5), rows in rows()) {
        let system = system(&values, &rows, 1);
        let last_digit = |row: &Row| system.outcome(row, &[]) == Some(Outcome::LastDigit);
        prop_assume!(!system.rows.iter().any(last_digit));
        let effort = Effort { ignored: &[], work: 1_000_000, weight: 5, sets: 1_000 };
        let found = smallest(&system, &broken(&system), effort);
        let expected = by_trying(&system);
        if !broken(&system).is_empty() && !expected.is_empty() && found.weight as usize == expected[0].len() {
            for set in expected {
                prop_assert!(found.sets.contains(&set), "{set:?} is not among {:?}", found.sets);
            }
        }
    }
}

/// More work than is allowed gives what was found by then, not proved to be all.
#[test]
fn work_is_bounded() {
    let rows: Rows = (0..4)
        .map(|at| ((0..5).map(|it| i64::from(it != at)).collect(), false))
        .collect();
    let system = system(&[3, 1, 4, 1, 5], &rows, 0);
    let effort = Effort {
        ignored: &[],
        work: 3,
        weight: 5,
        sets: 1_000,
    };
    let found = smallest(&system, &broken(&system), effort);
    assert!(!found.proved);
    let again = smallest(&system, &broken(&system), effort);
    assert_eq!(found.sets, again.sets);
}

struct Anything;

impl Plausible for Anything {
    fn oddity(&self, _: Change) -> u32 {
        0
    }

    fn meant(&self, _: VariableId) -> Vec<i128> {
        Vec::new()
    }
}

/// A total of 30 with three parts, none of them less than nothing.
#[test]
fn values_are_looked_for_within_the_work_allowed() {
    let at_least = |part: usize| ((0..4).map(|it| i64::from(it == part)).collect(), true);
    let mut rows: Rows = (0..3).map(at_least).collect();
    rows.push((vec![1, 1, 1, -1], false));
    let system = system(&[5, 5, 5, 30], &rows, 0);
    for (parts, work, found, complete) in [
        (1, 100, 1, true),
        (1, 0, 0, false),
        (2, 1_000, 24, true),
        (2, 100, 16, false),
        (3, 10_000, 64, false),
    ] {
        let levers: Vec<Lever> = (0..parts).map(Lever::of).collect();
        let guess = Guess {
            levers: &levers,
            moved: &[],
            ignored: &[],
            work,
        };
        let fits = fits(&system, guess, &Anything);
        assert_eq!(fits.fits.len(), found, "{parts} parts, {work} rows");
        assert_eq!(fits.complete, complete, "{parts} parts, {work} rows");
        assert!(fits.work <= work + 10, "{parts} parts, {work} rows");
    }
}
