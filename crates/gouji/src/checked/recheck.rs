use super::choice::Choice;
use super::{Checked, Files};
use crate::check::{Before, settle_units};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::relate;
use crate::report::{CellRef, Correction, Original};
use crate::rulebook::RelationSpec;

impl Checked {
    /// The same disclosure judged with the given corrections in place; the file's own cells stay
    /// as they are. Only relations whose figures change are judged anew.
    #[must_use]
    pub fn recheck(&self, accepted: &[Correction]) -> Self {
        let values = accepted.iter().map(|it| (&it.cell, it.to.as_str()));
        let mut checked = self.with_values(values);
        checked.report.accepted = accepted.to_vec();
        checked.report.original = (!accepted.is_empty()).then(|| Original {
            verdict: self.report.verdict,
            sentence: self.report.sentence.clone(),
            counts: self.report.counts,
        });
        checked
    }

    /// The same disclosure judged with other values in some cells.
    pub(super) fn with_values<'v>(
        &self,
        values: impl Iterator<Item = (&'v CellRef, &'v str)>,
    ) -> Self {
        let (mut disclosure, changed) = self.changed(values);
        // Formulas apply by rows, columns and what is blank, some by sums; if all of that stays, so do the
        // relations, and a unit that was not in doubt is not put in doubt by a few figures.
        let mut relations = self.rulebook.relations.iter();
        let own = self.disclosure.has_own_columns();
        let by_sums = own || relations.any(RelationSpec::applies_by_sums);
        let other_units = !self.disclosure.unit_conflicts.is_empty();
        let same = !by_sums
            && !changed
                .iter()
                .any(|&id| said(&self.disclosure, id) != said(&disclosure, id));
        let relations = if same {
            self.relations.clone()
        } else {
            relate(&self.rulebook, &disclosure).into()
        };
        if other_units {
            settle_units(&self.rulebook, &mut disclosure, &relations);
        }
        let before = (same && !other_units).then_some(Before {
            judgements: &self.judgements,
            changed: &changed,
        });
        let files = Files {
            all: self.report.file.clone(),
            each: self.report.files.clone(),
            sheets: self.sheets.clone(),
        };
        let choice = Choice {
            rulebook: self.rulebook.clone(),
            disclosure,
            reason: self.report.rulebook_reason.clone(),
        };
        let judged = (relations, before);
        let read = (self.book.clone(), self.prose.clone());
        Self::assess(files, read, choice, judged, &mut |_| ())
    }
}

/// Whether a figure says something; `None` where it is blank.
fn said(disclosure: &Disclosure, id: FigureId) -> Option<bool> {
    let value = disclosure.figures.get(id)?.value;
    (value != Value::Blank).then(|| value.is_printed())
}
