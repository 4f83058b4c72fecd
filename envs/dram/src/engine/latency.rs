//! Distributions of latencies, in memory that does not grow with the workload.

use std::collections::BTreeMap;

/// Latencies are counted one by one up to this many clocks, and in steps above.
const FINE: usize = 4096;

/// Longer ones in steps of less than this share of their value: 2^-10.
const PRECISION: u32 = 10;

/// A distribution of latencies, in clocks.
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    counts: Vec<u64>,
    long: BTreeMap<u64, u64>,
    total: u64,
    number: u64,
}

impl Latencies {
    #[inline]
    pub(super) fn add(&mut self, clocks: u64) {
        self.number += 1;
        self.total += clocks;
        match self.counts.get_mut(clocks as usize) {
            Some(count) => *count += 1,
            None => self.add_rare(clocks),
        }
    }

    #[cold]
    fn add_rare(&mut self, clocks: u64) {
        if let Some(place) = usize::try_from(clocks).ok().filter(|place| *place < FINE) {
            self.counts.resize(self.counts.len().max((place + 1).next_power_of_two()), 0);
            self.counts[place] += 1;
        } else {
            let step = clocks.ilog2() - PRECISION;
            *self.long.entry(clocks >> step << step).or_default() += 1;
        }
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.number
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// The mean in clocks; 0 if there are none.
    pub fn mean(&self) -> f64 {
        if self.number == 0 { 0.0 } else { self.total as f64 / self.number as f64 }
    }

    /// The latency, in clocks, that a share of them does not exceed; 0 if there are none. Exact below
    /// 4096 clocks, and to 0.1 % above.
    pub fn quantile(&self, share: f64) -> u64 {
        let rank = ((self.number as f64 * share).ceil() as u64).max(1);
        let fine = (0..).zip(self.counts.iter().copied());
        let mut below = 0;
        for (clocks, count) in fine.chain(self.long.iter().map(|(clocks, n)| (*clocks, *n))) {
            below += count;
            if below >= rank {
                return clocks;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_exact_below_the_limit_and_close_above() {
        let mut latencies = Latencies::default();
        assert_eq!((latencies.quantile(0.5), latencies.mean()), (0, 0.0));
        (1..=100).for_each(|clocks| latencies.add(clocks));
        assert_eq!([0.01, 0.5, 0.99, 1.0].map(|p| latencies.quantile(p)), [1, 50, 99, 100]);
        assert_eq!(latencies.mean(), 50.5);
        (0..200).for_each(|_| latencies.add(1_000_000));
        let long = latencies.quantile(0.9);
        assert!((999_000..=1_000_000).contains(&long), "{long}");
        assert_eq!(latencies.len(), 300);
    }
}
