//! A generated workload with every parameter known and within its range.

use super::LINE;
use super::config::{Gaps, Generated, Pattern};
use crate::error::DramError;
use crate::workload::access::{LAST_CLOCK, MOST_ACCESSES};
use crate::workload::trace::bytes;
use std::fmt::Display;

/// What stands for a file in messages.
const SUBJECT: &str = "workload";

/// A generated workload with all parameters.
#[derive(Clone, Debug)]
pub(in crate::workload) struct Plan {
    pub(in crate::workload) pattern: Pattern,
    pub(in crate::workload) accesses: u64,
    pub(super) rate: f64,
    pub(super) gaps: Gaps,
    pub(super) reads: f64,
    pub(super) locality: f64,
    pub(super) stride: u64,
    pub(super) footprint: u64,
    pub(super) streams: u64,
    pub(super) phase: u64,
    pub(super) idle: u64,
    pub(super) seed: u64,
}

impl Generated {
    /// Whether there is a device for which the parameters are within their ranges.
    ///
    /// # Errors
    ///
    /// Names the key and its range.
    pub fn check(&self) -> Result<(), DramError> {
        self.plan(self.footprint.unwrap_or(1 << 62)).map(|_| ())
    }

    /// All parameters, for a device of `size` bytes.
    pub(in crate::workload) fn plan(&self, size: u64) -> Result<Plan, DramError> {
        let chase = self.pattern == Pattern::PointerChase;
        let phased = self.pattern == Pattern::Phased;
        let streams = matches!(self.pattern, Pattern::Stream | Pattern::Mixed) || phased;
        self.meant("locality", self.locality.is_some(), !chase)?;
        self.meant("streams", self.streams.is_some(), streams)?;
        self.meant("phase", self.phase.is_some(), phased)?;
        self.meant("idle", self.idle.is_some(), phased)?;
        if chase && self.gaps == Some(Gaps::Exponential) {
            return Err(wrong("gaps", "exponential", "`fixed` with the pattern `pointer-chase`"));
        }
        let plan = Plan {
            pattern: self.pattern,
            accesses: whole("accesses", self.accesses, 1, MOST_ACCESSES)?,
            rate: share("rate", self.rate, 1e-6, if chase { 0.04 } else { 0.2 })?,
            gaps: self.gaps.unwrap_or(if chase { Gaps::Fixed } else { Gaps::Exponential }),
            reads: share("reads", self.reads, 0.0, if chase { 1.0 } else { 0.7 })?,
            locality: share(
                "locality",
                self.locality,
                0.0,
                if matches!(self.pattern, Pattern::Mixed) || phased { 0.5 } else { 0.0 },
            )?,
            stride: self.stride.unwrap_or(LINE),
            footprint: self.footprint(size)?,
            streams: match self.streams {
                Some(streams) => whole("streams", streams, 1, 4096)?,
                None if self.pattern == Pattern::Mixed || phased => 3,
                None => 1,
            },
            phase: whole("phase", self.phase.unwrap_or(1000), 1, 1_000_000_000)?,
            idle: whole("idle", self.idle.unwrap_or(3000), 0, 1_000_000_000)?,
            seed: self.seed,
        };
        plan.fits(streams)?;
        Ok(plan)
    }

    fn footprint(&self, size: u64) -> Result<u64, DramError> {
        let footprint = self.footprint.unwrap_or(size);
        if (LINE..=size).contains(&footprint) {
            return Ok(footprint);
        }
        let expected = format!("{LINE} bytes to the size of the device, {}", bytes(size));
        Err(wrong("footprint", bytes(footprint), expected))
    }

    /// Refuses a key that means nothing for the pattern.
    fn meant(&self, key: &'static str, given: bool, used: bool) -> Result<(), DramError> {
        if used || !given {
            return Ok(());
        }
        let reason =
            format!("means nothing for the pattern `{}`; leave it out", self.pattern.name());
        Err(DramError::field(SUBJECT, key, reason))
    }
}

impl Plan {
    /// The bytes of one stream.
    pub(super) fn part(&self) -> u64 {
        self.footprint / self.streams / LINE * LINE
    }

    /// What depends on several parameters.
    fn fits(&self, streams: bool) -> Result<(), DramError> {
        if streams && self.part() < LINE {
            let most = self.footprint / LINE;
            let expected = format!("at most {most}, one for each {LINE} bytes of the footprint");
            return Err(wrong("streams", self.streams, expected));
        }
        let most = if streams { self.part() } else { self.footprint };
        if !(1..=most).contains(&self.stride) {
            let expected = format!("1 byte to the footprint of one stream or run, {}", bytes(most));
            return Err(wrong("stride", self.stride, expected));
        }
        let idle = if self.pattern == Pattern::Phased {
            (self.accesses / self.phase) as f64 * self.idle as f64
        } else {
            0.0
        };
        // The number of clocks is random; its mean is far from the limit or beyond it.
        let clocks = self.accesses as f64 / self.rate + idle;
        if clocks > LAST_CLOCK as f64 / 2.0 {
            let expected = "so many that they end before clock 2^47, at this rate and idle time";
            return Err(wrong("accesses", self.accesses, expected));
        }
        Ok(())
    }
}

fn wrong(key: &'static str, value: impl Display, expected: impl Display) -> DramError {
    DramError::field(SUBJECT, key, format!("is {value}; expected {expected}"))
}

fn whole(key: &'static str, value: u64, least: u64, most: u64) -> Result<u64, DramError> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(wrong(key, value, format!("a whole number from {least} to {most}")))
}

/// A number of at most 1.
fn share(
    key: &'static str,
    value: Option<f64>,
    least: f64,
    default: f64,
) -> Result<f64, DramError> {
    let value = value.unwrap_or(default);
    if (least..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(wrong(key, value, format!("a number from {least} to 1")))
}
