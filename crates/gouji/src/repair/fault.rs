use std::collections::BTreeMap;

use crate::localise::{Row, RowId, System};

/// Divides broken rows into faults: those that share a figure, directly or through others, are one.
pub(super) fn divide(system: &System, broken: &[RowId]) -> Vec<Vec<RowId>> {
    let mut parent: Vec<usize> = (0..broken.len()).collect();
    let mut seen = BTreeMap::new();
    for (index, row) in broken.iter().enumerate() {
        let row = system.rows.get(*row);
        for variable in row.into_iter().flat_map(Row::variables) {
            let other = *seen.entry(variable).or_insert(index);
            join(&mut parent, other, index);
        }
    }
    let mut faults: BTreeMap<usize, Vec<RowId>> = BTreeMap::new();
    for (index, &row) in broken.iter().enumerate() {
        faults.entry(root(&parent, index)).or_default().push(row);
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
