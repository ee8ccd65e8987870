//! Sorting that takes little code.
//!
//! The standard library's sorts are compiled anew for each type that is sorted, about 6 kB each
//! time: with some sixty types that was a tenth of the WebAssembly module. Here only moving the
//! items is; where they go is found by one sort of their places. A test keeps the others out.

use std::cmp::Ordering;

/// So many items are sorted by swapping neighbours.
const FEW: usize = 12;

/// Stable sorting of what lies in a row.
pub(crate) trait Order<T> {
    fn put_in_order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// For keys that take work: each is made once.
    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> Order<T> for [T] {
    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let order = places(keys.len(), &|one, other| {
            keys.get(one).cmp(&keys.get(other))
        });
        bring(self, order);
    }

    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let goes_before = |items: &[T], one: usize, other: usize| {
            let both = items.get(one).zip(items.get(other));
            both.map_or(Ordering::Equal, |(one, other)| compare(one, other))
        };
        if self.len() > FEW {
            let order = places(self.len(), &|one, other| goes_before(self, one, other));
            bring(self, order);
            return;
        }
        for mut at in 1..self.len() {
            while at > 0 && goes_before(self, at - 1, at).is_gt() {
                self.swap(at - 1, at);
                at -= 1;
            }
        }
    }
}

/// For each place, the item that belongs there.
#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Moves each item to its place, along the circles that they form.
fn bring<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(place) = order.get_mut(at) {
            let from = std::mem::replace(place, at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Collecting into a set or map, one after the other, the last of equal keys staying: the standard
/// library's `collect` sorts them first.
pub(crate) trait Gather: Iterator {
    fn gather<C: Default + Extend<Self::Item>>(self) -> C
    where
        Self: Sized,
    {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Order;

    proptest! {
        /// Equal keys keep their order, whatever the length.
        #[test]
        fn sorts_as_the_standard_library_does(keys in prop::collection::vec(0_u8..9, 0..80)) {
            let mut ours: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut theirs = ours.clone();
            theirs.sort_by_key(|item| item.0);
            let mut cached = ours.clone();
            ours.order_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            cached.order_by_cached_key(|item| item.0);
            prop_assert_eq!(cached, theirs);
        }
    }
}
