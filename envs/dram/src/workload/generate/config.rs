//! What an experiment file says about a generated workload.

use serde::{Deserialize, Serialize};

/// A generated workload. Keys that are left out have the default value of the pattern; a key that
/// means nothing for the pattern is refused.
///
/// Drawn addresses are multiples of 64 bytes. Clocks, directions and addresses have random streams
/// of their own: a change of `rate` or `reads` leaves the addresses as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Generated {
    /// The pattern.
    pub pattern: Pattern,
    /// The number of accesses: 1 to 2^36; 10,000.
    #[serde(default = "ten_thousand")]
    pub accesses: u64,
    /// The mean number of accesses a clock, between the idle gaps: 10^-6 to 1; 0.2, and 0.04 for
    /// `pointer-chase` (25 clocks: a read of a closed row of DDR3-1600 takes 26). DDR3 and DDR4
    /// move at most 0.25 bursts a clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// How the clocks between accesses vary: `exponential`, and `fixed` for `pointer-chase`, which
    /// has no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gaps: Option<Gaps>,
    /// The share of reads: 0 to 1; 0.7, and 1 for `pointer-chase`. Each access is drawn on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<f64>,
    /// 0 to 1. `stream`: the probability that the stream of the last access goes on (0; if not, one
    /// is drawn). `random`: the probability that an access is one stride after the last (0).
    /// `mixed`: the share of accesses of streams (0.5). `phased`: what it is in the phases of
    /// `stream` and `mixed` (0.5). Not for `pointer-chase`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<f64>,
    /// Bytes from an access to the next of its stream or run, and the size of the nodes of a
    /// `pointer-chase`: 1 to the footprint (of one stream); 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stride: Option<u64>,
    /// How many bytes, from address 0, are used: 64 to the size of the device, which is the
    /// default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footprint: Option<u64>,
    /// Streams of `stream` (1), `mixed` (3) and `phased` (3): 1 to 4096. Each has an equal part of
    /// the footprint, begins anywhere in it, and goes round in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams: Option<u64>,
    /// Accesses in a phase of `phased`: 1 to 10^9; 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<u64>,
    /// Idle clocks after a phase of `phased`: 0 to 10^9; 3,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle: Option<u64>,
    /// The seed: 0.
    #[serde(default)]
    pub seed: u64,
}

fn ten_thousand() -> u64 {
    10_000
}

impl Generated {
    /// A pattern with all defaults.
    pub fn new(pattern: Pattern) -> Self {
        Self {
            pattern,
            accesses: ten_thousand(),
            rate: None,
            gaps: None,
            reads: None,
            locality: None,
            stride: None,
            footprint: None,
            streams: None,
            phase: None,
            idle: None,
            seed: 0,
        }
    }
}

/// Which addresses follow which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// Sequential streams: vector kernels, copies.
    Stream,
    /// Uniform over the footprint, with runs if there is locality: hash tables.
    Random,
    /// Streams and uniform accesses, interleaved: several programs.
    Mixed,
    /// Phases of `stream`, `random` (without runs), `mixed` and `pointer-chase` in turn, with idle
    /// gaps: a program with stages, and opportunities to power down.
    Phased,
    /// A walk through all nodes in a random cyclic order: linked lists. A trace does not hear when
    /// an access is answered, so each follows the last after a fixed gap that stands for the
    /// latency; on a memory that is slower than the gap, accesses overlap, which a real chase
    /// would not.
    PointerChase,
}

impl Pattern {
    /// The patterns.
    pub const ALL: [Self; 5] =
        [Self::Stream, Self::Random, Self::Mixed, Self::Phased, Self::PointerChase];

    /// Its name in experiment files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stream => "stream",
            Self::Random => "random",
            Self::Mixed => "mixed",
            Self::Phased => "phased",
            Self::PointerChase => "pointer-chase",
        }
    }
}

/// How the clocks between accesses vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gaps {
    /// Not at all, but for rounding: 2, 3, 2, 3, … clocks at a rate of 0.4.
    Fixed,
    /// A Poisson process, rounded down to clocks; several accesses may have one clock.
    Exponential,
}
