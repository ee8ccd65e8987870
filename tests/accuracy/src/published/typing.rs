//! Typing errors: of the single slips that let a broken relation hold and break none, those that
//! settle most together; where several choices settle as much, what they have in common.

use gouji::localise::{Change, Guess, Lever, RowId, fits};

use super::case::{Agreement, Case, is_typed};
use super::solve::compared;

/// A slip, and the broken relations that hold once it is put right.
struct Candidate {
    change: Change,
    settles: Vec<RowId>,
}

/// The slips of the fingers in a case.
pub(super) fn typed(case: &Case) -> (Agreement, String) {
    let candidates = candidates(case);
    let mut best: (usize, Vec<Vec<Change>>) = (0, Vec::new());
    choose(case, &candidates, &mut Vec::new(), &mut best);
    let (_, choices) = best;
    let common: Vec<Change> = match choices.split_first() {
        Some((first, others)) => {
            let in_all = |it: &&Change| others.iter().all(|other| other.contains(it));
            first.iter().filter(in_all).copied().collect()
        }
        None => Vec::new(),
    };
    compared(case, &[case.named(&common)], "change")
}

fn candidates(case: &Case) -> Vec<Candidate> {
    let broken = case.broken();
    let mut found: Vec<Candidate> = Vec::new();
    for &row in &broken {
        let ignored: Vec<RowId> = broken.iter().copied().filter(|&it| it != row).collect();
        for variable in case.system.rows[row].variables() {
            let guess = Guess {
                levers: &[Lever::of(variable)],
                moved: &[],
                ignored: &ignored,
                work: usize::MAX,
            };
            let fixed = case.system.weight(variable) == gouji::localise::FIXED;
            for fit in fits(&case.system, guess, case).fits {
                let [change] = *fit.changes else { continue };
                let known = found.iter().any(|it| it.change == change);
                if !known && !fixed && !fit.open && is_typed(case.slip(change)) {
                    let settles = settled(case, &broken, change);
                    found.push(Candidate { change, settles });
                }
            }
        }
    }
    found
}

fn settled(case: &Case, broken: &[RowId], change: Change) -> Vec<RowId> {
    let holds = |&row: &RowId| {
        let row = &case.system.rows[row];
        let outcome = case.system.outcome(row, &[change]);
        row.coefficient(change.variable) != 0
            && outcome.is_some_and(|it| it != gouji::check::Outcome::Broken)
    };
    broken.iter().copied().filter(holds).collect()
}

/// Tries every choice of candidates no two of which stand in one broken relation.
fn choose<'a>(
    case: &Case,
    left: &'a [Candidate],
    chosen: &mut Vec<&'a Candidate>,
    best: &mut (usize, Vec<Vec<Change>>),
) {
    let Some((first, rest)) = left.split_first() else {
        let settled = chosen.iter().map(|it| it.settles.len()).sum();
        let mut changes: Vec<Change> = chosen.iter().map(|it| it.change).collect();
        changes.sort_unstable();
        if settled > best.0 {
            *best = (settled, Vec::new());
        }
        if settled == best.0 {
            best.1.push(changes);
        }
        return;
    };
    choose(case, rest, chosen, best);
    let meets = |other: &&Candidate| {
        let mut rows = case.broken().into_iter();
        rows.any(|row| {
            let row = &case.system.rows[row];
            row.coefficient(first.change.variable) != 0
                && row.coefficient(other.change.variable) != 0
        })
    };
    if !chosen.iter().any(meets) {
        chosen.push(first);
        choose(case, rest, chosen, best);
        chosen.pop();
    }
}
