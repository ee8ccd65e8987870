//! What alignment alone cannot tell of pairs of columns and roles.

use super::{Group, Role};
use crate::rulebook::{RowsKind, TableSpec};

/// Pairs what is left when some columns stand in another order than in the rulebook.
pub(super) fn pair_out_of_order(
    pairs: &mut [Option<usize>],
    groups: usize,
    score: impl Fn(usize, usize) -> u32,
) {
    for role in 0..pairs.len() {
        if pairs.get(role).is_none_or(Option::is_some) {
            continue;
        }
        let free = |group: &usize| !pairs.contains(&Some(*group));
        let fitting = (0..groups)
            .filter(free)
            .map(|group| (score(role, group), group));
        let best = fitting
            .filter(|&(fit, _)| fit >= 80)
            .max_by_key(|&(fit, group)| (fit, std::cmp::Reverse(group)));
        if let (Some(pair), Some((_, group))) = (pairs.get_mut(role), best) {
            *pair = Some(group);
        }
    }
}

/// Whether codes of economic subjects that no part has stand behind amounts: the table goes on beside itself.
pub(super) fn has_another_block(
    spec: &TableSpec,
    roles: &[(usize, Role)],
    groups: &[Group],
    pairs: &[Option<usize>],
) -> bool {
    let amounts = roles.iter().zip(pairs);
    let amounts = amounts.filter(|((_, role), _)| matches!(role, Role::Amount(_)));
    let first = amounts.filter_map(|(_, pair)| *pair).min();
    let economic = spec.parts.iter().all(|it| it.rows == RowsKind::Economic);
    let is_other = |(place, group): (usize, &Group)| {
        let behind = first.is_some_and(|first| first < place);
        group.is_code && behind && !pairs.contains(&Some(place))
    };
    economic && groups.iter().enumerate().any(is_other)
}

/// Words of a heading over what was left from the year before.
const CARRIED: [&str; 2] = ["结转", "结余"];

/// Unpairs columns of which another of the same heading stands beneath what was left from last year: neither is all.
pub(super) fn unpair_halves(pairs: &mut [Option<usize>], groups: &[Group]) {
    let carried = |group: &Group| match group.path.split_last() {
        Some((leaf, above)) => above
            .iter()
            .any(|it| it != leaf && CARRIED.iter().any(|word| it.contains(word))),
        None => false,
    };
    let left: Vec<&Group> = groups
        .iter()
        .enumerate()
        .filter(|(place, group)| carried(group) && !pairs.contains(&Some(*place)))
        .map(|(_, group)| group)
        .collect();
    for pair in pairs {
        let group = pair.and_then(|place| groups.get(place));
        let is_half = group.is_some_and(|own| {
            own.path.len() > 1
                && !carried(own)
                && left.iter().any(|it| it.path.last() == own.path.last())
        });
        if is_half {
            *pair = None;
        }
    }
}
