/// Pairs two sequences in order so that the pairs' scores add up to the most.
///
/// `score(i, j)` says how well the `i`-th of the `left` fits the `j`-th of the `right`; 0 means
/// not at all. The result gives for each of the left its partner, if it has one. Of equally good
/// pairings the one with the earlier partners is taken. Cost: `left · right`.
pub(super) fn align(
    left: usize,
    right: usize,
    score: impl Fn(usize, usize) -> u32,
) -> Vec<Option<usize>> {
    let width = right.saturating_add(1);
    let mut best = vec![0_u32; left.saturating_add(1).saturating_mul(width)];
    let at = |i: usize, j: usize| i.saturating_mul(width).saturating_add(j);
    let read = |best: &[u32], i: usize, j: usize| best.get(at(i, j)).copied().unwrap_or(0);
    for i in (0..left).rev() {
        for j in (0..right).rev() {
            let (below, beside) = (i.saturating_add(1), j.saturating_add(1));
            let skip = read(&best, below, j).max(read(&best, i, beside));
            let fit = score(i, j);
            let pair = if fit == 0 {
                0
            } else {
                fit.saturating_add(read(&best, below, beside))
            };
            if let Some(cell) = best.get_mut(at(i, j)) {
                *cell = skip.max(pair);
            }
        }
    }
    let mut pairs = vec![None; left];
    let (mut i, mut j) = (0, 0);
    while i < left && j < right {
        let here = read(&best, i, j);
        let fit = score(i, j);
        let (below, beside) = (i.saturating_add(1), j.saturating_add(1));
        if fit > 0 && here == fit.saturating_add(read(&best, below, beside)) {
            if let Some(pair) = pairs.get_mut(i) {
                *pair = Some(j);
            }
            (i, j) = (below, beside);
        } else if here == read(&best, below, j) {
            i = below;
        } else {
            j = beside;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(left: &str, right: &str) -> Vec<Option<usize>> {
        let (left, right): (Vec<char>, Vec<char>) =
            (left.chars().collect(), right.chars().collect());
        align(left.len(), right.len(), |i, j| {
            u32::from(left[i] == right[j])
        })
    }

    #[test]
    fn order_decides_between_equal_labels() {
        assert_eq!(pairs("abab", "abab"), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(pairs("abab", "aab"), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(pairs("ab", "xaybz"), [Some(1), Some(3)]);
        assert_eq!(pairs("ab", ""), [None, None]);
        assert_eq!(pairs("", "ab"), Vec::<Option<usize>>::new());
    }
}
