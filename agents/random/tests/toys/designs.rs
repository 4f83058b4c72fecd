//! Toy problems over designs: separable, conditional, faulty, and without any choice or hope.

use super::Toy;
use orienteer_core::{
    AnyEnvironment, Designs, Environment, Fault, MetricSpec, Metrics, Objective, ObjectiveSpec,
    Rng, Simulated, Simulator, Space,
};

fn toy<S: Simulator + 'static>(name: &'static str, simulator: S, constraint: &str) -> Toy<Designs> {
    let env = AnyEnvironment::new(Simulated::new(simulator));
    let spec = ObjectiveSpec {
        maximize: Some("merit".into()),
        subject_to: Some(constraint.to_owned()).into_iter().filter(|c| !c.is_empty()).collect(),
        ..ObjectiveSpec::default()
    };
    let objective = Box::new(Objective::new(&spec, env.metrics()).unwrap());
    Toy { name, env, objective }
}

fn merit() -> Vec<MetricSpec> {
    vec![MetricSpec::maximize("merit", "", "")]
}

/// Twelve decisions of four levels; the merit is how many are at the highest.
#[derive(Space)]
struct Levels {
    #[param(values = [0, 1, 2, 3])]
    levels: [u32; 12],
}

struct CountHighest;

impl Simulator for CountHighest {
    type Design = Levels;

    fn metrics(&self) -> Vec<MetricSpec> {
        merit()
    }

    fn simulate(&self, design: &Levels, _: &mut Rng) -> Result<Metrics, Fault> {
        let highest = design.levels.iter().filter(|level| **level == 3).count();
        Ok([highest as f64].into_iter().collect())
    }
}

pub fn levels() -> Toy<Designs> {
    toy("levels", CountHighest, "")
}

/// Six stages, each of a kind with parameters of its own.
#[derive(Space)]
struct Pipeline {
    stages: [Stage; 6],
}

#[derive(Space)]
enum Stage {
    Skip,
    Filter {
        #[param(range = 1..=64, log)]
        taps: u32,
    },
    Mix {
        #[param(range = 0.0..=1.0)]
        gain: f64,
        smooth: bool,
    },
}

struct Throughput;

impl Simulator for Throughput {
    type Design = Pipeline;

    fn metrics(&self) -> Vec<MetricSpec> {
        merit()
    }

    /// Each stage adds up to 1: filters for few taps, smooth mixers for a gain of 0.7, and only
    /// mixers reach 1.
    fn simulate(&self, design: &Pipeline, _: &mut Rng) -> Result<Metrics, Fault> {
        let merit: f64 = design
            .stages
            .iter()
            .map(|stage| match stage {
                Stage::Skip => 0.3,
                Stage::Filter { taps } => 0.8 / f64::from(*taps).sqrt(),
                Stage::Mix { gain, smooth: true } => 1.0 - (gain - 0.7).abs(),
                Stage::Mix { smooth: false, .. } => 0.1,
            })
            .sum();
        Ok([merit].into_iter().collect())
    }
}

pub fn pipeline() -> Toy<Designs> {
    toy("pipeline", Throughput, "")
}

/// Some designs are forbidden, some crash, some panic, some are too large.
#[derive(Space)]
#[space(forbid(cache = "Large", ways > 4))]
struct Faulty {
    cache: Cache,
    #[param(range = 1..=8)]
    ways: u32,
    #[param(values = [16, 32, 64, 128])]
    line: u32,
    #[param(range = 1..=100)]
    sets: u32,
}

#[derive(Space, PartialEq)]
enum Cache {
    Small,
    Large,
}

struct Fragile;

impl Simulator for Fragile {
    type Design = Faulty;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![MetricSpec::maximize("merit", "", ""), MetricSpec::minimize("area", "mm²", "")]
    }

    fn simulate(&self, design: &Faulty, _: &mut Rng) -> Result<Metrics, Fault> {
        match design.sets % 5 {
            0 => return Err(Fault::Crash("no convergence".into())),
            1 if design.line == 16 => return Ok([f64::NAN, 1.0].into_iter().collect()),
            _ => {}
        }
        let large = if design.cache == Cache::Large { 2.0 } else { 1.0 };
        let area = large * f64::from(design.ways * design.sets);
        Ok([area.sqrt() + f64::from(design.line), area].into_iter().collect())
    }
}

pub fn faulty() -> Toy<Designs> {
    toy("faulty", Fragile, "area <= 100")
}

/// So few designs that agents repeat themselves; some are forbidden, some crash.
#[derive(Space)]
#[space(forbid(heads = true, tosses = 3))]
struct Few {
    heads: bool,
    edge: bool,
    #[param(range = 1..=3)]
    tosses: u32,
}

struct Toss;

impl Simulator for Toss {
    type Design = Few;

    fn metrics(&self) -> Vec<MetricSpec> {
        merit()
    }

    fn simulate(&self, design: &Few, _: &mut Rng) -> Result<Metrics, Fault> {
        match design {
            Few { edge: true, tosses: 2, .. } => Err(Fault::Crash("it stands".into())),
            Few { heads, tosses, .. } => {
                Ok([f64::from(*tosses) + f64::from(u8::from(*heads)) / 2.0].into_iter().collect())
            }
        }
    }
}

pub fn few() -> Toy<Designs> {
    toy("few", Toss, "")
}

/// The only design there is.
#[derive(Space)]
struct Only {
    #[param(values = [7])]
    answer: u32,
}

struct Single;

impl Simulator for Single {
    type Design = Only;

    fn metrics(&self) -> Vec<MetricSpec> {
        merit()
    }

    fn simulate(&self, design: &Only, _: &mut Rng) -> Result<Metrics, Fault> {
        Ok([f64::from(design.answer)].into_iter().collect())
    }
}

pub fn single() -> Toy<Designs> {
    toy("single", Single, "")
}

/// Whatever is tried faults.
#[derive(Space)]
struct Anything {
    #[param(range = 1..=5)]
    x: u32,
    #[param(range = 0.0..=1.0)]
    y: f64,
}

struct Broken;

impl Simulator for Broken {
    type Design = Anything;

    fn metrics(&self) -> Vec<MetricSpec> {
        merit()
    }

    fn simulate(&self, design: &Anything, _: &mut Rng) -> Result<Metrics, Fault> {
        Err(Fault::Crash(format!("{} and {} broke it", design.x, design.y)))
    }
}

pub fn hopeless() -> Toy<Designs> {
    toy("hopeless", Broken, "")
}
