//! Environments.

use orienteer_core::rng::{Rng, rng};
use orienteer_core::{
    Design, Designs, Environment, Fault, MetricSpec, Metrics, Move, Moves, Outcome, Simulated,
    Simulator, Space,
};
use rand::RngExt;
use serde::Deserialize;

#[derive(Clone, Copy, Debug, Space)]
pub(crate) struct Point {
    #[param(range = 0..=40)]
    x: i32,
    #[param(range = 0..=40)]
    y: i32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SphereConfig {
    centre: [i32; 2],
    noise: f64,
}

impl Default for SphereConfig {
    fn default() -> Self {
        Self { centre: [11, 23], noise: 0.0 }
    }
}

pub(crate) struct Sphere(SphereConfig);

pub(crate) fn sphere(config: SphereConfig) -> Result<Bowl, String> {
    if config.noise < 0.0 {
        return Err(format!("`noise` cannot be negative, found {}", config.noise));
    }
    let calm = SphereConfig { noise: 0.0, ..config };
    Ok(Bowl { noisy: Simulated::new(Sphere(config)), calm: Simulated::new(Sphere(calm)) })
}

/// The sphere, which knows what it is without its noise.
pub(crate) struct Bowl {
    noisy: Simulated<Sphere>,
    calm: Simulated<Sphere>,
}

impl Environment for Bowl {
    type Space = Designs;
    type State = Rng;

    fn space(&self) -> &Designs {
        self.noisy.space()
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.noisy.metrics()
    }

    fn reset(&self, seed: u64) -> Rng {
        self.noisy.reset(seed)
    }

    fn step(&self, state: &mut Rng, design: &Design) -> Result<Outcome, Fault> {
        self.noisy.step(state, design)
    }

    fn noisy(&self) -> bool {
        self.noisy.noisy()
    }

    fn noiseless(&self, design: &Design) -> Option<Metrics> {
        Some(self.calm.step(&mut self.calm.reset(0), design).ok()?.metrics)
    }
}

impl Simulator for Sphere {
    type Design = Point;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![
            MetricSpec::minimize("distance", "m", "The squared distance."),
            MetricSpec::minimize("size", "", "x plus y."),
        ]
    }

    fn simulate(&self, point: &Point, random: &mut Rng) -> Result<Metrics, Fault> {
        let [a, b] = self.0.centre;
        let distance = f64::from((point.x - a).pow(2) + (point.y - b).pow(2));
        let noise = if self.noisy() { self.0.noise * random.random::<f64>() } else { 0.0 };
        Ok(Metrics::from_slice(&[distance + noise, f64::from(point.x + point.y)]))
    }

    fn noisy(&self) -> bool {
        self.0.noise > 0.0
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoConfig {}

pub(crate) struct Trap;

impl Simulator for Trap {
    type Design = Point;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![MetricSpec::minimize("distance", "m", "")]
    }

    fn simulate(&self, point: &Point, _: &mut Rng) -> Result<Metrics, Fault> {
        match point.x % 4 {
            0 => Err(Fault::Crash("no licence".into())),
            1 => panic!("x is {}", point.x % 2),
            2 => Ok(Metrics::from_slice(&[f64::NAN])),
            _ => Ok(Metrics::from_slice(&[f64::from(point.y)])),
        }
    }
}

/// Half of it answers, the other half does not.
pub(crate) struct Slow;

impl Simulator for Slow {
    type Design = Point;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![MetricSpec::minimize("distance", "m", "")]
    }

    fn simulate(&self, point: &Point, _: &mut Rng) -> Result<Metrics, Fault> {
        if point.x % 2 == 1 {
            std::thread::sleep(std::time::Duration::from_mins(1));
        }
        Ok(Metrics::from_slice(&[f64::from(point.y)]))
    }
}

/// From a random place on a line to 0.
pub(crate) struct Walk {
    moves: Moves,
    metrics: Vec<MetricSpec>,
}

impl Default for Walk {
    fn default() -> Self {
        let metrics = vec![MetricSpec::minimize("distance", "m", "")];
        Self { moves: Moves::new(["left", "right"]), metrics }
    }
}

impl Environment for Walk {
    type Space = Moves;
    type State = i32;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> i32 {
        rng(seed).random_range(3..9)
    }

    fn step(&self, state: &mut i32, mv: &Move) -> Result<Outcome, Fault> {
        *state += if *mv == 0 { -1 } else { 1 };
        let metrics = [f64::from(*state).abs()];
        Ok(if *state == 0 { Outcome::terminated(metrics) } else { Outcome::moved(metrics) })
    }

    fn measure(&self, state: &i32) -> Option<Metrics> {
        Some(Metrics::from_slice(&[f64::from(*state).abs()]))
    }
}
