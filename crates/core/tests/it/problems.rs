//! Environments small enough to know everything about them.

use orienteer_core::space::Clause;
use orienteer_core::{
    Design, Designs, End, Environment, Fault, MetricSpec, Metrics, Move, Moves, Outcome, Rng,
    SpaceSpec, rng::rng,
};
use rand::RngExt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Four digits; `total` is their sum, `spread` their range. Counts its calls, and misbehaves for
/// some values of the first digit.
pub(crate) struct Digits {
    space: Designs,
    metrics: Vec<MetricSpec>,
    pub(crate) calls: AtomicU64,
    pub(crate) noisy: bool,
}

impl Digits {
    pub(crate) fn new() -> Self {
        let space = (0..4)
            .fold(SpaceSpec::builder(), |b, i| b.integer(format!("d{i}"), 0..=9))
            .forbid(Clause::new().is("d0", 5).above("d1", 6))
            .build()
            .unwrap();
        let metrics = vec![
            MetricSpec::minimize("total", "points", "sum of the digits"),
            MetricSpec::minimize("spread", "", "largest less smallest digit"),
        ];
        Self { space: Designs::new(space), metrics, calls: AtomicU64::new(0), noisy: false }
    }

    pub(crate) fn design(&self, digits: [i64; 4]) -> Design {
        let names = ["d0", "d1", "d2", "d3"];
        self.space.design(names.into_iter().zip(digits.map(Into::into))).unwrap()
    }
}

impl Environment for Digits {
    type Space = Designs;
    type State = Rng;

    fn space(&self) -> &Designs {
        &self.space
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> Rng {
        rng(seed)
    }

    fn step(&self, state: &mut Rng, design: &Design) -> Result<Outcome, Fault> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let digits: Vec<f64> =
            design.genes().iter().filter_map(|g| g.index()).map(f64::from).collect();
        match digits[0] as u32 {
            9 => return Err(Fault::Crash("the simulator exited with status 1".into())),
            8 => panic!("assertion failed in the simulator"),
            7 => return Ok(Outcome::terminated([f64::NAN, 0.0])),
            _ => {}
        }
        let noise = if self.noisy { state.random::<f64>() } else { 0.0 };
        let largest = digits.iter().copied().fold(f64::MIN, f64::max);
        let smallest = digits.iter().copied().fold(f64::MAX, f64::min);
        Ok(Outcome::terminated([digits.iter().sum::<f64>() + noise, largest - smallest]))
    }

    fn noisy(&self) -> bool {
        self.noisy
    }
}

/// A walk on the integers from 0: `down`, `up`, and, from even places only, `leap` (+3). The goal is
/// 10; below -5 there is no move.
pub(crate) struct Line {
    moves: Moves,
    metrics: Vec<MetricSpec>,
}

impl Line {
    pub(crate) fn new() -> Self {
        Self {
            moves: Moves::new(["down", "up", "leap"]),
            metrics: vec![MetricSpec::minimize("distance", "steps", "steps to the goal")],
        }
    }
}

impl Environment for Line {
    type Space = Moves;
    type State = i64;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, _: u64) -> i64 {
        0
    }

    fn step(&self, state: &mut i64, mv: &Move) -> Result<Outcome, Fault> {
        *state += [-1, 1, 3][*mv as usize];
        let outcome = Outcome::moved([(10 - *state).abs() as f64]);
        Ok(Outcome { end: (*state == 10).then_some(End::Terminated), ..outcome })
    }

    fn legal(&self, state: &i64, out: &mut Vec<Move>) {
        out.clear();
        if *state >= -5 {
            out.extend(if state % 2 == 0 { 0..3 } else { 0..2 });
        }
    }

    fn observation_width(&self) -> usize {
        2
    }

    fn observe(&self, state: &i64, out: &mut [f32]) {
        out[0] = *state as f32;
        out[1] = 1.0;
    }

    fn measure(&self, state: &i64) -> Option<Metrics> {
        Some([(10 - *state).abs() as f64].into_iter().collect())
    }
}
