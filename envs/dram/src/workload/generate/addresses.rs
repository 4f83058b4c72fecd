//! Which addresses follow which.

use super::LINE;
use super::check::Plan;
use super::walk::Walk;
use orienteer_core::Rng;
use rand::RngExt;

/// Sequential streams, each in a part of its own.
pub(super) struct Streams {
    rng: Rng,
    heads: Vec<u64>,
    part: u64,
    stride: u64,
    last: usize,
}

impl Streams {
    pub(super) fn new(plan: &Plan, mut rng: Rng) -> Self {
        let part = plan.part();
        let lines = part / LINE;
        let heads = (0..plan.streams).map(|_| LINE * rng.random_range(0..lines)).collect();
        Self { rng, heads, part, stride: plan.stride, last: 0 }
    }

    /// Goes on with the stream of the last access with probability `stay`, else with any.
    #[inline]
    pub(super) fn next(&mut self, stay: f64) -> u64 {
        if self.heads.len() > 1 && !self.rng.random_bool(stay) {
            self.last = self.rng.random_range(0..self.heads.len() as u64) as usize;
        }
        let head = &mut self.heads[self.last];
        let address = self.last as u64 * self.part + *head;
        *head = (*head + self.stride) % self.part;
        address
    }
}

/// Uniform addresses, and runs.
pub(super) struct Jumps {
    rng: Rng,
    footprint: u64,
    stride: u64,
    next: u64,
}

impl Jumps {
    pub(super) fn new(plan: &Plan, rng: Rng) -> Self {
        let mut jumps =
            Self { footprint: plan.footprint, stride: plan.stride, next: 0, rng: rng.clone() };
        jumps.next = jumps.draw();
        jumps
    }

    fn draw(&mut self) -> u64 {
        LINE * self.rng.random_range(0..self.footprint / LINE)
    }

    /// Goes on with the run of the last access with probability `stay`, else anywhere.
    #[inline]
    pub(super) fn next(&mut self, stay: f64) -> u64 {
        let address = if self.rng.random_bool(stay) { self.next } else { self.draw() };
        self.next = (address + self.stride) % self.footprint;
        address
    }
}

/// The nodes of a linked list.
pub(super) struct Chase {
    walk: Walk,
    stride: u64,
}

impl Chase {
    pub(super) fn new(plan: &Plan, mut rng: Rng) -> Self {
        let keys = [rng.random(), rng.random(), rng.random()];
        Self { walk: Walk::new(plan.footprint / plan.stride, keys), stride: plan.stride }
    }

    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        self.walk.next() * self.stride
    }
}
