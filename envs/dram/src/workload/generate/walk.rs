//! A walk through all nodes of a list in a random cyclic order, in constant memory.

/// Visits each number below `nodes` once a round, in an order drawn by a seed. It counts, and
/// scrambles the count by a permutation of the numbers of as few bits as possible; results that
/// are no node are passed over.
pub(super) struct Walk {
    nodes: u64,
    count: u64,
    bits: u32,
    keys: [u64; 3],
}

impl Walk {
    /// `keys` choose the order.
    pub(super) fn new(nodes: u64, keys: [u64; 3]) -> Self {
        let bits = (u64::BITS - (nodes - 1).leading_zeros()).max(2);
        Self { nodes, count: 0, bits, keys }
    }

    /// The next node.
    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        loop {
            let node = self.scramble(self.count);
            self.count = self.count.wrapping_add(1) & self.mask();
            if node < self.nodes {
                return node;
            }
        }
    }

    fn mask(&self) -> u64 {
        u64::MAX >> (u64::BITS - self.bits)
    }

    /// Each round adds a key, multiplies by an odd key and folds the upper half of the bits into
    /// the lower; all three can be undone.
    #[inline]
    fn scramble(&self, number: u64) -> u64 {
        let mask = self.mask();
        self.keys.iter().fold(number, |number, key| {
            let number = number.wrapping_add(key >> 32).wrapping_mul(key | 1) & mask;
            number ^ (number >> self.bits.div_ceil(2))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;
    use rand::RngExt;

    #[test]
    fn each_round_visits_every_node_once() {
        let mut rng = rng(3);
        for nodes in [1, 2, 3, 4, 5, 63, 64, 65, 1000] {
            let mut walk = Walk::new(nodes, [rng.random(), rng.random(), rng.random()]);
            let rounds: Vec<Vec<u64>> =
                (0..2).map(|_| (0..nodes).map(|_| walk.next()).collect()).collect();
            assert_eq!(rounds[0], rounds[1], "{nodes} nodes");
            let mut sorted = rounds[0].clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..nodes).collect::<Vec<_>>());
        }
    }

    /// Neighbours in the list are no neighbours in memory, in any bit.
    #[test]
    fn steps_look_random() {
        let mut rng = rng(4);
        let mut walk = Walk::new(1 << 20, [rng.random(), rng.random(), rng.random()]);
        let nodes: Vec<u64> = (0..100_000).map(|_| walk.next()).collect();
        for bit in 0..20 {
            let flips = nodes.windows(2).filter(|pair| (pair[0] ^ pair[1]) >> bit & 1 == 1).count();
            assert!((45_000..55_000).contains(&flips), "bit {bit}: {flips}");
        }
    }
}
