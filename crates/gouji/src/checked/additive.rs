use super::Checked;
use crate::additive::additive;
use crate::export::Corrected;
use crate::report::{Additive, Correction};

impl Checked {
    /// The last digits to move so that every printed sum is exact (尾差调整), or why there are none.
    /// These are no corrections, and there are none while errors are open.
    #[must_use]
    pub fn additive(&self) -> Additive {
        let errors = self.report.counts.errors;
        additive(&self.rulebook, &self.disclosure, &self.relations, errors)
    }

    /// The same disclosure judged with last digits moved.
    #[must_use]
    pub fn adjusted(&self, additive: &Additive) -> Self {
        let adjustments = additive.adjustments.iter();
        let mut checked = self.with_values(adjustments.map(|it| (&it.cell, it.to.as_str())));
        checked.report.accepted.clone_from(&self.report.accepted);
        checked.report.original.clone_from(&self.report.original);
        checked
    }

    /// What was read, with the accepted corrections in place, made additive; and that judged.
    #[must_use]
    pub fn corrected_additive(&self, accepted: &[Correction]) -> (Self, Corrected) {
        let rechecked = self.recheck(accepted);
        let additive = rechecked.additive();
        let adjusted = rechecked.adjusted(&additive);
        let corrected = Corrected {
            changes: accepted.to_vec(),
            additive: Some(additive),
            ..adjusted.corrected(&[])
        };
        (adjusted, corrected)
    }
}
