//! Counting crossings between two levels: Barth, Mutzel, Jünger, "Simple and efficient bilayer cross counting" (2004).

/// Counts crossings with an accumulator that is kept from call to call.
#[derive(Default)]
pub(super) struct Counter {
    tree: Vec<u32>,
}

impl Counter {
    /// The number of crossings among segments that end, in the order of their upper ends, at the positions `lower`, all
    /// below `width`. Segments with one upper end must come by ascending position. O(e log width).
    pub(super) fn count(&mut self, lower: &[u32], width: usize) -> u64 {
        self.tree.clear();
        self.tree.resize(width + 1, 0);
        let mut crossings = 0;
        for (seen, &position) in lower.iter().enumerate() {
            // Earlier segments that end further to the right cross this one: a Fenwick tree counts the others.
            let mut not_right = 0u64;
            let mut i = position as usize + 1;
            while i > 0 {
                not_right += u64::from(self.tree[i]);
                i &= i - 1;
            }
            crossings += seen as u64 - not_right;
            i = position as usize + 1;
            while i <= width {
                self.tree[i] += 1;
                i += i & i.wrapping_neg();
            }
        }
        crossings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Counter;

    proptest! {
        #[test]
        fn counts_every_pair_that_crosses(lower in prop::collection::vec(0u32..12, 0..40)) {
            let pairs = (0..lower.len()).flat_map(|right| (0..right).map(move |left| (left, right)));
            let crossings = pairs.filter(|&(left, right)| lower[left] > lower[right]).count();
            let mut counter = Counter::default();
            prop_assert_eq!(counter.count(&lower, 12), crossings as u64);
            prop_assert_eq!(counter.count(&lower, 12), crossings as u64, "it starts afresh");
        }
    }
}
