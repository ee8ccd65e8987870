//! The answer to each kind of case.

use std::collections::BTreeMap;

use gouji::localise::{Change, Effort, Fit, Guess, Lever, RowId, Sets, VariableId, fits, smallest};

use super::case::{Agreement, Case};
use super::{slips, typing};

/// The answer to a case, and in words.
pub(crate) fn answer(case: &Case) -> (Agreement, String) {
    match case.kind.as_str() {
        "typo" => typing::typed(case),
        "sign" => slips::signs(case),
        "fh" => smallest_sets(case),
        "rounding" => rounding(case),
        "impute" => filled(case),
        _ => unique(case),
    }
}

/// All smallest sets for some broken rows.
pub(super) fn sets(case: &Case, broken: &[RowId]) -> Sets {
    let effort = Effort {
        ignored: &[],
        work: 1_000_000,
        weight: 1_000,
        sets: 256,
    };
    smallest(&case.system, broken, effort)
}

/// All values of all smallest sets.
fn all(case: &Case, broken: &[RowId]) -> Vec<Fit> {
    let values = |set: &Vec<VariableId>| {
        let levers: Vec<Lever> = set.iter().map(|&it| Lever::of(it)).collect();
        let guess = Guess {
            levers: &levers,
            moved: &[],
            ignored: &[],
            work: usize::MAX,
        };
        fits(&case.system, guess, case).fits
    };
    sets(case, broken).sets.iter().flat_map(values).collect()
}

/// Compares explanations with the published one.
pub(super) fn compared(
    case: &Case,
    found: &[BTreeMap<&str, i128>],
    field: &str,
) -> (Agreement, String) {
    let expected = case.expected(field);
    let agreement = match found {
        [only] if *only == expected => Agreement::Agrees,
        several if several.contains(&expected) => Agreement::Tied,
        _ => Agreement::Differs,
    };
    let shown: Vec<String> = found.iter().take(4).map(shown).collect();
    (agreement, shown.join(" or "))
}

fn shown(changes: &BTreeMap<&str, i128>) -> String {
    let each = changes.iter().map(|(name, to)| format!("{name} = {to}"));
    let all: Vec<String> = each.collect();
    if all.is_empty() {
        "nothing is changed".to_owned()
    } else {
        all.join(", ")
    }
}

/// The only smallest set is the published one.
fn smallest_sets(case: &Case) -> (Agreement, String) {
    let sets = sets(case, &case.broken());
    let expected: Vec<&str> = case.expected["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str())
        .collect();
    let names = |set: &Vec<VariableId>| -> Vec<&str> {
        let mut names: Vec<&str> = set.iter().map(|&it| case.names[it].as_str()).collect();
        names.sort_unstable();
        names
    };
    let found: Vec<Vec<&str>> = sets.sets.iter().map(names).collect();
    let agreement = match found.as_slice() {
        [only] if *only == expected && sets.proved => Agreement::Agrees,
        several if several.contains(&expected) => Agreement::Tied,
        _ => Agreement::Differs,
    };
    let shown: Vec<String> = found.iter().map(|set| set.join(", ")).collect();
    (
        agreement,
        format!("{}, weight {}", shown.join(" or "), sets.weight),
    )
}

/// All explanations of the smallest sets.
fn unique(case: &Case) -> (Agreement, String) {
    let all = all(case, &case.broken());
    let found: Vec<_> = all.iter().map(|fit| case.named(&fit.changes)).collect();
    compared(case, &found, "change")
}

/// Any solution with as few changes counts.
fn rounding(case: &Case) -> (Agreement, String) {
    let published = case.expected("change_published");
    if published.is_empty() {
        return unique(case);
    }
    let far = |fit: &Fit| {
        let by = |it: &Change| it.to.abs_diff(case.system.value(it.variable));
        fit.changes.iter().map(by).sum::<u128>()
    };
    let all = all(case, &case.broken());
    let Some(best) = all.iter().min_by_key(|fit| far(fit)) else {
        return (Agreement::Differs, "no solution".to_owned());
    };
    let agreement = if best.changes.len() <= published.len() {
        Agreement::Agrees
    } else {
        Agreement::Differs
    };
    (agreement, shown(&case.named(&best.changes)))
}

/// Unknown values that follow from the others.
fn filled(case: &Case) -> (Agreement, String) {
    let mut found: Vec<Change> = Vec::new();
    for unknown in connected(case) {
        let levers: Vec<Lever> = unknown.iter().map(|&it| Lever::of(it)).collect();
        let guess = Guess {
            levers: &levers,
            moved: &[],
            ignored: &[],
            work: usize::MAX,
        };
        let fits = fits(&case.system, guess, case).fits;
        let Some((first, others)) = fits.split_first().filter(|(first, _)| !first.open) else {
            continue;
        };
        let same = |it: &&Change| others.iter().all(|fit| fit.changes.contains(it));
        found.extend(first.changes.iter().filter(same));
    }
    compared(case, &[case.named(&found)], "fill")
}

/// Unknowns that stand in one relation, directly or through others.
fn connected(case: &Case) -> Vec<Vec<VariableId>> {
    let mut groups: Vec<Vec<VariableId>> = Vec::new();
    for &unknown in &case.unknown {
        let beside = |group: &Vec<VariableId>| {
            let mut rows = case.system.rows_of(unknown);
            rows.any(|row| {
                let row = &case.system.rows[row];
                group.iter().any(|&it| row.coefficient(it) != 0)
            })
        };
        let (joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(beside);
        groups = others;
        let mut group: Vec<VariableId> = joined.into_iter().flatten().collect();
        group.push(unknown);
        groups.push(group);
    }
    groups
}
