//! What a planner may spend, and what it has spent.

use std::time::Instant;

/// What a planner may spend. It is stopped when any of these is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Positions made by a move.
    pub generated: Option<u64>,
    /// Positions whose moves were looked at.
    pub expanded: Option<u64>,
    /// Estimates asked for.
    pub estimates: Option<u64>,
    /// Bytes held at one time, as the planner counts its own tables and lists.
    pub bytes: Option<u64>,
    /// Wall-clock seconds. Not reproducible: for interactive use.
    pub seconds: Option<f64>,
}

/// What a planner has spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Positions made by a move.
    pub generated: u64,
    /// Positions whose moves were looked at.
    pub expanded: u64,
    /// Estimates asked for.
    pub estimates: u64,
    /// The most bytes held at one time.
    pub peak_bytes: u64,
}

/// The limit that stopped a planner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Spent {
    /// [`Limits::generated`].
    #[error("the budget of generated nodes is spent")]
    Generated,
    /// [`Limits::expanded`].
    #[error("the budget of expanded nodes is spent")]
    Expanded,
    /// [`Limits::estimates`].
    #[error("the budget of heuristic calls is spent")]
    Estimates,
    /// [`Limits::bytes`].
    #[error("the budget of memory is spent")]
    Bytes,
    /// [`Limits::seconds`].
    #[error("the time is over")]
    Seconds,
}

/// Counts what a planner does. Each call is a few instructions, because there is one for every
/// position.
#[derive(Clone, Debug)]
pub struct Meter {
    limits: Limits,
    counters: Counters,
    /// The number of generated positions at which a limit or the clock is looked at.
    alarm: u64,
    /// Between two looks at the clock: it costs as much as generating a position.
    interval: u64,
    looked: Instant,
    began: Instant,
    expanded: u64,
    estimates: u64,
    held: u64,
}

impl Meter {
    /// Nothing spent, and the clock starts.
    pub fn new(limits: Limits) -> Self {
        let began = Instant::now();
        let generated = limits.generated.unwrap_or(u64::MAX);
        Self {
            limits,
            counters: Counters::default(),
            alarm: if limits.seconds.is_some() { 0 } else { generated },
            interval: 1,
            looked: began,
            began,
            expanded: limits.expanded.unwrap_or(u64::MAX),
            estimates: limits.estimates.unwrap_or(u64::MAX),
            held: 0,
        }
    }

    /// What was spent so far.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// Wall-clock seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// Counts `n` generated positions. Call it for each, or for a batch beforehand.
    ///
    /// # Errors
    ///
    /// When they would exceed the limit; then they must not be generated.
    #[inline]
    pub fn generate(&mut self, n: u64) -> Result<(), Spent> {
        let total = self.counters.generated.saturating_add(n);
        if total > self.alarm {
            self.ring(total)?;
        }
        self.counters.generated = total;
        Ok(())
    }

    /// Counts as many generated positions as the limit allows, at most `n`. How many they are: none
    /// only if `n` is 0.
    ///
    /// # Errors
    ///
    /// When the limit allows none.
    #[inline]
    pub fn generate_some(&mut self, n: usize) -> Result<usize, Spent> {
        let left = self.limits.generated.unwrap_or(u64::MAX) - self.counters.generated;
        let count = (n as u64).min(left.max(1));
        self.generate(count)?;
        Ok(count as usize)
    }

    /// Takes back so many generated positions, which were counted beforehand and not made.
    #[inline]
    pub fn waive(&mut self, n: u64) {
        self.counters.generated = self.counters.generated.saturating_sub(n);
    }

    /// Counts one expanded position.
    ///
    /// # Errors
    ///
    /// When it would exceed the limit.
    #[inline]
    pub fn expand(&mut self) -> Result<(), Spent> {
        self.expand_all(1)
    }

    /// Counts `n` expanded positions.
    ///
    /// # Errors
    ///
    /// When they would exceed the limit.
    #[inline]
    pub fn expand_all(&mut self, n: u64) -> Result<(), Spent> {
        let total = self.counters.expanded.saturating_add(n);
        if total > self.expanded {
            return Err(Spent::Expanded);
        }
        self.counters.expanded = total;
        Ok(())
    }

    /// Counts `n` estimates.
    ///
    /// # Errors
    ///
    /// When they would exceed the limit; then they must not be asked for.
    #[inline]
    pub fn estimate(&mut self, n: u64) -> Result<(), Spent> {
        let total = self.counters.estimates.saturating_add(n);
        if total > self.estimates {
            return Err(Spent::Estimates);
        }
        self.counters.estimates = total;
        Ok(())
    }

    /// How many more estimates the limit allows.
    pub fn estimates_left(&self) -> u64 {
        self.estimates - self.counters.estimates
    }

    /// Says that `bytes` in all will be held from now on.
    ///
    /// # Errors
    ///
    /// When they exceed the limit; then they must not be allocated.
    #[inline]
    pub fn hold(&mut self, bytes: u64) -> Result<(), Spent> {
        if self.limits.bytes.is_some_and(|limit| bytes > limit) {
            return Err(Spent::Bytes);
        }
        self.held = bytes;
        self.counters.peak_bytes = self.counters.peak_bytes.max(bytes);
        Ok(())
    }

    /// Says that `bytes` more will be held from now on.
    ///
    /// # Errors
    ///
    /// As [`Meter::hold`].
    #[inline]
    pub fn allocate(&mut self, bytes: u64) -> Result<(), Spent> {
        self.hold(self.held.saturating_add(bytes))
    }

    /// Says that `bytes` were given back.
    #[inline]
    pub fn release(&mut self, bytes: u64) {
        self.held = self.held.saturating_sub(bytes);
    }

    #[cold]
    fn ring(&mut self, total: u64) -> Result<(), Spent> {
        let limit = self.limits.generated.unwrap_or(u64::MAX);
        if total > limit {
            return Err(Spent::Generated);
        }
        let Some(seconds) = self.limits.seconds else { return Ok(()) };
        let now = Instant::now();
        // NaN is no limit that anything could exceed; a negative one is exceeded at once.
        if (now - self.began).as_secs_f64() > seconds {
            return Err(Spent::Seconds);
        }
        // A look every few milliseconds, whether a position takes nanoseconds or a network's time.
        let since = (now - self.looked).as_secs_f64();
        self.looked = now;
        if since < 1e-3 {
            self.interval = (self.interval * 2).min(1 << 20);
        } else if since > 5e-3 {
            self.interval = (self.interval / 2).max(1);
        }
        self.alarm = limit.min(total.saturating_add(self.interval));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_exact() {
        let limits = Limits {
            generated: Some(10),
            expanded: Some(2),
            estimates: Some(3),
            bytes: Some(100),
            seconds: Some(1e9),
        };
        let mut meter = Meter::new(limits);
        assert_eq!(meter.generate(10), Ok(()));
        assert_eq!(meter.generate(1), Err(Spent::Generated));
        assert_eq!((meter.expand(), meter.expand()), (Ok(()), Ok(())));
        assert_eq!(meter.expand(), Err(Spent::Expanded));
        assert_eq!(meter.estimate(4), Err(Spent::Estimates));
        assert_eq!((meter.estimate(3), meter.estimates_left()), (Ok(()), 0));
        assert_eq!(meter.allocate(60), Ok(()));
        assert_eq!(meter.allocate(60), Err(Spent::Bytes));
        meter.release(30);
        assert_eq!(meter.allocate(60), Ok(()));
        let expected = Counters { generated: 10, expanded: 2, estimates: 3, peak_bytes: 90 };
        assert_eq!(meter.counters(), expected);
    }

    #[test]
    fn some_are_as_many_as_the_limit_allows() {
        let mut meter = Meter::new(Limits { generated: Some(10), ..Default::default() });
        assert_eq!(meter.generate_some(0), Ok(0));
        assert_eq!(meter.generate_some(8), Ok(8));
        meter.waive(3);
        assert_eq!(meter.generate_some(4), Ok(4));
        assert_eq!(meter.generate_some(4), Ok(1));
        assert_eq!(meter.generate_some(4), Err(Spent::Generated));
        assert_eq!(meter.counters().generated, 10);
        let mut meter = Meter::new(Limits { seconds: Some(0.0), ..Default::default() });
        assert_eq!(meter.generate_some(1), Err(Spent::Seconds));
    }

    #[test]
    fn no_time_is_spent_at_once() {
        for seconds in [0.0, -1.0] {
            let mut meter = Meter::new(Limits { seconds: Some(seconds), ..Default::default() });
            assert_eq!(meter.generate(1), Err(Spent::Seconds));
        }
        let mut meter = Meter::new(Limits { generated: Some(0), ..Default::default() });
        assert_eq!(meter.generate(1), Err(Spent::Generated));
    }
}
