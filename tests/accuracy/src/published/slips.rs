//! Wrong signs and exchanged amounts: the fewest that let every relation hold.

use gouji::localise::{Guess, Lever, fits};

use super::case::{Agreement, Case};
use super::solve::compared;

/// Slips that are put together at most.
const MOST: usize = 4;

/// All smallest sets of slips.
pub(super) fn signs(case: &Case) -> (Agreement, String) {
    let value = |it: usize| case.system.value(it);
    let flips = case.flips.iter().map(|&it| vec![(it, -2 * value(it))]);
    let swaps = case
        .swaps
        .iter()
        .map(|&(a, b)| vec![(a, value(b) - value(a)), (b, value(a) - value(b))]);
    let slips: Vec<Lever> = flips
        .chain(swaps)
        .map(|moves| Lever { moves })
        .filter(|lever| lever.moves.iter().all(|&(_, by)| by != 0))
        .collect();
    for size in 1..=MOST {
        let mut found = Vec::new();
        for chosen in subsets(slips.len(), size) {
            let levers: Vec<Lever> = chosen.iter().map(|&it| slips[it].clone()).collect();
            let guess = Guess {
                levers: &levers,
                moved: &vec![1; size],
                ignored: &[],
                work: usize::MAX,
            };
            let settled = |fit: &gouji::localise::Fit| {
                let changed = fit.changes.iter().map(|it| it.variable);
                let touched = case.system.touched(changed);
                case.broken().iter().all(|row| touched.contains(row))
            };
            let fits = fits(&case.system, guess, case).fits;
            found.extend(
                fits.iter()
                    .filter(|fit| settled(fit))
                    .map(|fit| case.named(&fit.changes)),
            );
        }
        if !found.is_empty() {
            return compared(case, &found, "change");
        }
    }
    compared(case, &[], "change")
}

/// All sets of so many of the first numbers.
fn subsets(of: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for last in size - 1..of {
        for mut rest in subsets(last, size - 1) {
            rest.push(last);
            all.push(rest);
        }
    }
    all
}
