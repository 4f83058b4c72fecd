//! Accesses of a generated workload, chunk by chunk.

use super::addresses::{Chase, Jumps, Streams};
use super::arrivals::Arrivals;
use super::check::Plan;
use super::config::{Gaps, Pattern};
use crate::error::DramError;
use crate::workload::access::{Access, CHUNK, Source};
use orienteer_core::Rng;
use orienteer_core::rng::{key_seed, rng, stream_seed};
use rand::RngExt;

/// The patterns of the phases, in turn.
const PHASES: [Pattern; 4] =
    [Pattern::Stream, Pattern::Random, Pattern::Mixed, Pattern::PointerChase];

/// Generates the accesses of a plan.
pub(in crate::workload) struct Generator<'a> {
    plan: &'a Plan,
    done: u64,
    arrivals: Arrivals,
    directions: Rng,
    /// Whether an access of `mixed` is of a stream.
    choices: Rng,
    streams: Streams,
    jumps: Jumps,
    chase: Chase,
    chunk: Vec<Access>,
}

impl<'a> Generator<'a> {
    pub(in crate::workload) fn new(plan: &'a Plan) -> Self {
        let seed = stream_seed(key_seed(&["dram workload", plan.pattern.name()]), plan.seed);
        let stream = |index| rng(stream_seed(seed, index));
        Self {
            plan,
            done: 0,
            arrivals: Arrivals::new(plan.rate, stream(0)),
            directions: stream(1),
            choices: stream(2),
            streams: Streams::new(plan, stream(3)),
            jumps: Jumps::new(plan, stream(4)),
            chase: Chase::new(plan, stream(5)),
            chunk: Vec::new(),
        }
    }

    /// The next accesses; none at the end.
    pub(in crate::workload) fn generate(&mut self) -> &[Access] {
        let count = (self.plan.accesses - self.done).min(CHUNK as u64);
        self.chunk.clear();
        for _ in 0..count {
            let access = self.access();
            self.chunk.push(access);
        }
        &self.chunk
    }

    #[inline]
    fn access(&mut self) -> Access {
        let plan = self.plan;
        let mut pattern = plan.pattern;
        if pattern == Pattern::Phased {
            let phase = self.done / plan.phase;
            if phase > 0 && self.done.is_multiple_of(plan.phase) {
                self.arrivals.idle(plan.idle);
            }
            pattern = PHASES[(phase % PHASES.len() as u64) as usize];
        }
        self.done += 1;
        let gaps = if pattern == Pattern::PointerChase { Gaps::Fixed } else { plan.gaps };
        let runs = if plan.pattern == Pattern::Random { plan.locality } else { 0.0 };
        let address = match pattern {
            Pattern::Stream => self.streams.next(plan.locality),
            Pattern::Mixed if self.choices.random_bool(plan.locality) => self.streams.next(0.0),
            Pattern::Mixed | Pattern::Random | Pattern::Phased => self.jumps.next(runs),
            Pattern::PointerChase => self.chase.next(),
        };
        let clock = self.arrivals.next(gaps);
        Access { clock, address, write: !self.directions.random_bool(plan.reads) }
    }
}

impl Source for Generator<'_> {
    fn next_chunk(&mut self) -> Result<&[Access], DramError> {
        Ok(self.generate())
    }
}
