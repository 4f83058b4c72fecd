//! Distributions of latencies, in memory that does not grow with the workload.

/// Latencies are counted one by one below this many clocks.
const FINE: u64 = 4096;

/// From there on, each power of two has this many steps.
const STEPS: u64 = 1024;

/// A distribution of latencies, in clocks.
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    /// One count a step.
    counts: Vec<u64>,
    total: u64,
    number: u64,
}

/// The step of a latency.
#[inline]
fn step(clocks: u64) -> usize {
    if clocks < FINE {
        return clocks as usize;
    }
    let shift = clocks.ilog2() - STEPS.ilog2();
    let power = u64::from(clocks.ilog2() - FINE.ilog2());
    (FINE + power * STEPS + (clocks >> shift) - STEPS) as usize
}

/// The least latency of a step.
fn least(step: usize) -> u64 {
    let Some(above) = (step as u64).checked_sub(FINE) else { return step as u64 };
    (STEPS + above % STEPS) << (FINE.ilog2() - STEPS.ilog2() + (above / STEPS) as u32)
}

impl Latencies {
    #[inline]
    pub(super) fn add(&mut self, clocks: u64) {
        self.number += 1;
        self.total += clocks;
        let step = step(clocks);
        match self.counts.get_mut(step) {
            Some(count) => *count += 1,
            None => self.add_rare(step),
        }
    }

    #[cold]
    fn add_rare(&mut self, step: usize) {
        self.counts.resize((step + 1).next_power_of_two(), 0);
        self.counts[step] += 1;
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.number
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// The sum in clocks.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The mean in clocks; 0 if there are none.
    pub fn mean(&self) -> f64 {
        if self.number == 0 { 0.0 } else { self.total as f64 / self.number as f64 }
    }

    /// The latency, in clocks, that a share of them does not exceed; 0 if there are none. Exact below
    /// 4096 clocks, and to 0.1 % above.
    pub fn quantile(&self, share: f64) -> u64 {
        let rank = ((self.number as f64 * share).ceil() as u64).max(1);
        let mut below = 0;
        for (step, count) in self.counts.iter().enumerate() {
            below += count;
            if below >= rank {
                return least(step);
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

    #[test]
    fn steps_follow_each_other_and_are_narrow() {
        for step in 0..40_000 {
            let (from, to) = (least(step), least(step + 1));
            assert_eq!((super::step(from), super::step(to - 1)), (step, step));
            assert!(to - from == 1 || (to - from) * STEPS <= from, "{from} to {to}");
        }
    }
}
