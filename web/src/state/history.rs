use gouji::report::Correction;

/// The changes that were in place, one step after the other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct History {
    /// Never empty: the first step is the file as it is.
    steps: Vec<Vec<Correction>>,
    /// Which of them is in place.
    now: usize,
    /// The changes that were saved last.
    saved: Vec<Correction>,
}

impl Default for History {
    fn default() -> Self {
        Self {
            steps: vec![Vec::new()],
            now: 0,
            saved: Vec::new(),
        }
    }
}

impl History {
    /// What is to be in place when the last step is taken back.
    pub(crate) fn earlier(&self) -> Option<&Vec<Correction>> {
        self.steps.get(self.now.checked_sub(1)?)
    }

    /// What is to be in place when the step that was taken back is made again.
    pub(crate) fn later(&self) -> Option<&Vec<Correction>> {
        self.steps.get(self.now + 1)
    }

    /// Notes that what is in place was saved.
    pub(super) fn save(&mut self) {
        self.saved = self.steps.get(self.now).cloned().unwrap_or_default();
    }

    /// Whether changes are in place that were not saved since.
    pub(super) fn is_unsaved(&self) -> bool {
        let now = self.steps.get(self.now);
        now.is_some_and(|now| !now.is_empty() && *now != self.saved)
    }

    /// Notes what is in place now. The step before or after is gone to; anything else is a new step,
    /// and what was taken back is forgotten.
    pub(super) fn note(&mut self, accepted: &[Correction]) {
        let is_now = |step: Option<&Vec<Correction>>| step.is_some_and(|step| step == accepted);
        if is_now(self.steps.get(self.now)) {
        } else if is_now(self.earlier()) {
            self.now -= 1;
        } else if is_now(self.later()) {
            self.now += 1;
        } else {
            self.steps.truncate(self.now + 1);
            self.steps.push(accepted.to_vec());
            self.now += 1;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::History;
    use gouji::report::{CellRef, Confidence, Correction, Reason};

    /// A correction to a value, of no cell in particular.
    pub(crate) fn change(to: &str) -> Correction {
        Correction {
            cell: CellRef::default(),
            from: String::new(),
            to: to.to_owned(),
            reason: Reason::Other,
            confidence: Confidence::Certain,
            alternatives: Vec::new(),
            settles: Vec::new(),
            fault: 0,
            relations: Vec::new(),
            text: Vec::new(),
            unproved: false,
            range: None,
            follows: false,
        }
    }

    #[test]
    fn steps_are_taken_back_and_made_again() {
        let (one, two, other) = (
            vec![change("1")],
            vec![change("1"), change("2")],
            vec![change("3")],
        );
        let mut history = History::default();
        assert_eq!((history.earlier(), history.later()), (None, None));
        history.note(&one);
        history.note(&two);
        assert_eq!(history.earlier(), Some(&one));
        history.note(&one);
        assert_eq!(
            (history.earlier(), history.later()),
            (Some(&vec![]), Some(&two))
        );
        history.note(&two);
        history.note(&one);
        history.note(&other);
        assert_eq!((history.earlier(), history.later()), (Some(&one), None));
    }

    #[test]
    fn what_was_saved_is_not_lost() {
        let (one, two) = (vec![change("1")], vec![change("1"), change("2")]);
        let mut history = History::default();
        assert!(!history.is_unsaved());
        history.note(&one);
        assert!(history.is_unsaved());
        history.save();
        assert!(!history.is_unsaved());
        history.note(&two);
        assert!(history.is_unsaved());
        history.note(&one);
        assert!(!history.is_unsaved());
        history.note(&[]);
        assert!(!history.is_unsaved());
    }
}
