use std::collections::BTreeMap;

use crate::check::Judged;

/// Divides broken relations into faults: those that share a figure, directly or through others,
/// are one. Relations are named by their place among those judged.
pub(super) fn divide(judged: &[Judged<'_>], broken: &[usize]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..broken.len()).collect();
    let mut seen = BTreeMap::new();
    for (index, relation) in broken
        .iter()
        .filter_map(|&place| judged.get(place))
        .enumerate()
    {
        for term in relation.relation.terms() {
            let other = *seen.entry(term.figure).or_insert(index);
            join(&mut parent, other, index);
        }
    }
    let mut faults: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, &place) in broken.iter().enumerate() {
        faults.entry(root(&parent, index)).or_default().push(place);
    }
    faults.into_values().collect()
}

fn root(parent: &[usize], mut index: usize) -> usize {
    // Parents are never greater than their children, so this descends.
    while let Some(&above) = parent.get(index).filter(|&&above| above < index) {
        index = above;
    }
    index
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    if let Some(above) = parent.get_mut(a.max(b)) {
        *above = a.min(b);
    }
}
