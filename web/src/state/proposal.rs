use gouji::report::{CellRef, Confidence, Correction, Reason};

use super::{Checked, Place};

/// What a correction would put into one cell.
pub(crate) struct Proposal<'a> {
    /// What the cell should print; empty for blank.
    pub(crate) to: &'a str,
    /// The likely slip; an alternative names none.
    pub(crate) reason: Option<Reason>,
    pub(crate) confidence: Confidence,
}

impl Checked {
    /// What is proposed for a cell: by a correction of it, or by one that cannot tell it from another.
    pub(crate) fn proposals(&self, place: &Place) -> Vec<Proposal<'_>> {
        let stands = |cell: &CellRef| cell.table == place.table && cell.cell == place.cell;
        self.parts
            .all_corrections()
            .flat_map(|correction| proposals(correction, &stands))
            .collect()
    }
}

fn proposals<'a>(
    correction: &'a Correction,
    stands: &dyn Fn(&CellRef) -> bool,
) -> Vec<Proposal<'a>> {
    let confidence = correction.confidence;
    let own = stands(&correction.cell).then(|| Proposal {
        to: &correction.to,
        reason: Some(correction.reason),
        confidence,
    });
    let unsure = confidence == Confidence::Ambiguous;
    let others = correction
        .alternatives
        .iter()
        .filter(|other| unsure && stands(&other.cell))
        .map(|other| Proposal {
            to: &other.to,
            reason: None,
            confidence,
        });
    own.into_iter().chain(others).collect()
}
