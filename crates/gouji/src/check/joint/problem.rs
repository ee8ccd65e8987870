/// The values that a number may take; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: Option<i128>,
    pub(crate) high: Option<i128>,
}

/// A column: its range, both ends closed and finite, and a value in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Column {
    pub(crate) low: i128,
    pub(crate) high: i128,
    pub(crate) start: i128,
}

/// Σ coefficient × column, and the range that it must keep within. Columns are in ascending order.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, i128)>,
    pub(crate) range: Range,
}

/// What can be said of a system.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Answer<T> {
    /// Values exist that keep within all ranges.
    Possible,
    /// None exist, for this reason.
    Impossible(T),
    /// The work that it takes is more than is allowed.
    Unknown,
}

/// How much work may still be done, in terms touched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    pub(crate) fn new(terms: usize) -> Self {
        Self { left: terms }
    }

    /// Takes what some work costs; `None` when that is not left.
    pub(crate) fn spend(&mut self, terms: usize) -> Option<()> {
        self.left = self.left.checked_sub(terms)?;
        Some(())
    }

    /// Does some work with at most so much of the budget.
    pub(crate) fn at_most<T>(&mut self, terms: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let mut part = Self::new(terms.min(self.left));
        let kept = self.left.saturating_sub(part.left);
        let done = work(&mut part);
        self.left = kept.saturating_add(part.left);
        done
    }
}

/// That values exist, or the multiplier of each row that takes part in the proof that none do.
pub(crate) type Proof = Answer<Vec<(usize, i128)>>;
