/// The values that a number may take; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Range {
    pub(super) low: Option<i128>,
    pub(super) high: Option<i128>,
}

/// A column: its range, both ends closed and finite, and a value in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    pub(super) low: i128,
    pub(super) high: i128,
    pub(super) start: i128,
}

/// Σ coefficient × column, and the range that it must keep within. Columns are in ascending order.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) terms: Vec<(usize, i128)>,
    pub(super) range: Range,
}

/// What can be said of a system.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Answer<T> {
    /// Values exist that keep within all ranges.
    Possible,
    /// None exist, for this reason.
    Impossible(T),
    /// The work that it takes is more than is allowed.
    Unknown,
}

/// How much work may still be done, in terms touched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new(terms: usize) -> Self {
        Self { left: terms }
    }

    /// Takes what some work costs; `None` when that is not left.
    pub(super) fn spend(&mut self, terms: usize) -> Option<()> {
        self.left = self.left.checked_sub(terms)?;
        Some(())
    }

    /// Does some work with at most so much of the budget.
    pub(super) fn at_most<T>(&mut self, terms: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let mut part = Self::new(terms.min(self.left));
        let kept = self.left.saturating_sub(part.left);
        let done = work(&mut part);
        self.left = kept.saturating_add(part.left);
        done
    }
}

/// That values exist, or the multiplier of each row that takes part in the proof that none do.
pub(super) type Proof = Answer<Vec<(usize, i128)>>;
