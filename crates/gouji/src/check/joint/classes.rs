use super::problem::Column;

/// Figures that must be equal, as one.
pub(crate) struct Classes {
    /// By figure: the first figure of its class.
    first: Vec<usize>,
}

impl Classes {
    /// Joins the figures of each pair.
    pub(crate) fn new(figures: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut first: Vec<usize> = (0..figures).collect();
        for (a, b) in pairs {
            let (a, b) = (root(&mut first, a), root(&mut first, b));
            if let Some(above) = first.get_mut(a.max(b)) {
                *above = a.min(b);
            }
        }
        for figure in 0..figures {
            root(&mut first, figure);
        }
        Self { first }
    }

    /// The first figure of a figure's class.
    pub(crate) fn of(&self, figure: usize) -> usize {
        self.first.get(figure).copied().unwrap_or(figure)
    }
}

/// The first figure of a class, which every figure on the way is then led to.
fn root(first: &mut [usize], figure: usize) -> usize {
    let mut root = figure;
    // Each leads to itself or to one before it, so this ends.
    while let Some(&above) = first.get(root).filter(|&&above| above < root) {
        root = above;
    }
    let mut at = figure;
    while let Some(above) = first.get_mut(at).filter(|above| **above > root) {
        at = std::mem::replace(above, root);
    }
    root
}

impl Column {
    /// What both may be; it starts where the narrower does, if it can.
    pub(crate) fn met(self, other: Self) -> Self {
        let width = |column: &Self| column.high.saturating_sub(column.low);
        let narrower = if width(&other) < width(&self) {
            other
        } else {
            self
        };
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        Self {
            low,
            high,
            start: narrower.start.min(high).max(low),
        }
    }

    /// Whether no value is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.low > self.high
    }
}
