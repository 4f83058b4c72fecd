//! What the interface costs on an environment that costs nothing.
//!
//! `cargo bench -p orienteer-core --bench overhead` prints the time of 1000 steps or evaluations:
//! through the typed interface, through `AnyEnvironment`, and through a session without a record and
//! with one on disk. The moves vary, so that the compiler cannot fold them.

use divan::{Bencher, counter::ItemsCount};
use orienteer_core::rng::rng;
use orienteer_core::session::{Journal, JournalError, Record};
use orienteer_core::{
    AnyEnvironment, Budget, Design, Designs, Environment, Fault, MetricSpec, Move, Moves,
    Objective, Outcome, Session, SpaceSpec,
};
use rand::RngExt;
use std::fs::File;
use std::io::Write;

const STEPS: usize = 1000;

fn main() {
    divan::main();
}

/// Adds the move to a counter.
struct Counter {
    moves: Moves,
    metrics: Vec<MetricSpec>,
}

impl Counter {
    fn new() -> Self {
        Self { moves: Moves::numbered(4), metrics: vec![MetricSpec::minimize("total", "", "")] }
    }
}

impl Environment for Counter {
    type Space = Moves;
    type State = u64;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> u64 {
        seed
    }

    fn step(&self, state: &mut u64, mv: &Move) -> Result<Outcome, Fault> {
        *state = state.wrapping_mul(5).wrapping_add(u64::from(*mv));
        Ok(Outcome::moved([*state as f64]))
    }
}

/// Adds up the options of ten parameters.
struct Sum {
    space: Designs,
    metrics: Vec<MetricSpec>,
}

impl Sum {
    fn new() -> Self {
        let builder = (0..10).fold(SpaceSpec::builder(), |b, i| {
            b.categorical(format!("p{i}"), ["a", "b", "c", "d"])
        });
        let space = Designs::new(builder.build().expect("a valid space"));
        Self { space, metrics: vec![MetricSpec::minimize("total", "", "")] }
    }
}

impl Environment for Sum {
    type Space = Designs;
    type State = ();

    fn space(&self) -> &Designs {
        &self.space
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, _: u64) {}

    fn step(&self, (): &mut (), design: &Design) -> Result<Outcome, Fault> {
        let sum: u32 = design.genes().iter().filter_map(|gene| gene.index()).sum();
        Ok(Outcome::terminated([f64::from(sum)]))
    }
}

fn moves() -> Vec<Move> {
    let mut random = rng(1);
    (0..STEPS).map(|_| random.random_range(0..4)).collect()
}

fn play<E: Environment<Space = Moves>>(bencher: Bencher<'_, '_>, env: &E) {
    let (moves, mut state) = (moves(), env.reset(1));
    bencher.counter(ItemsCount::new(STEPS)).bench_local(|| {
        let mut total = 0.0;
        for mv in divan::black_box(&moves) {
            total += env.step(&mut state, mv).map_or(0.0, |outcome| outcome.metrics[0]);
        }
        total
    });
}

#[divan::bench]
fn step_typed(bencher: Bencher<'_, '_>) {
    play(bencher, &Counter::new());
}

#[divan::bench]
fn step_erased(bencher: Bencher<'_, '_>) {
    play(bencher, &AnyEnvironment::new(Counter::new()));
}

fn designs() -> Vec<Design> {
    let (env, mut random) = (Sum::new(), rng(1));
    (0..STEPS).map(|_| env.space.sample(&mut random)).collect()
}

/// Writes each line to a file with one call, as the experiment runner does.
struct Log<'a> {
    file: File,
    metrics: &'a [MetricSpec],
}

impl<'a> Log<'a> {
    fn new(metrics: &'a [MetricSpec]) -> Self {
        Self { file: tempfile::tempfile().expect("a temporary file"), metrics }
    }
}

impl Journal for Log<'_> {
    fn recall(&mut self, _: u64) -> Result<Option<Record>, JournalError> {
        Ok(None)
    }

    fn append(&mut self, record: &Record, _: bool) -> Result<(), JournalError> {
        let mut line = record.to_json(self.metrics);
        line.push('\n');
        self.file.write_all(line.as_bytes()).map_err(|error| JournalError(error.to_string()))
    }
}

fn evaluate(bencher: Bencher<'_, '_>, recorded: bool) {
    let (env, designs) = (Sum::new(), designs());
    let objective = Objective::minimize("total", env.metrics()).expect("a metric");
    let mut log = Log::new(env.metrics());
    bencher.counter(ItemsCount::new(STEPS)).bench_local(|| {
        let mut session = Session::new(&env, &objective, Budget::evaluations(u64::MAX), 1, 1);
        if recorded {
            session = session.with_journal(&mut log);
        }
        for design in &designs {
            divan::black_box(session.evaluate(design).is_ok());
        }
        session.spent()
    });
}

#[divan::bench]
fn evaluate_metered(bencher: Bencher<'_, '_>) {
    evaluate(bencher, false);
}

#[divan::bench]
fn evaluate_recorded(bencher: Bencher<'_, '_>) {
    evaluate(bencher, true);
}

fn walk(bencher: Bencher<'_, '_>, recorded: bool) {
    let (env, moves) = (AnyEnvironment::new(Counter::new()), moves());
    let objective = Objective::minimize("total", env.metrics()).expect("a metric");
    let mut log = Log::new(env.metrics());
    bencher.counter(ItemsCount::new(STEPS)).bench_local(|| {
        let mut session = Session::new(&env, &objective, Budget::evaluations(u64::MAX), 1, 1);
        if recorded {
            session = session.with_journal(&mut log);
        }
        let mut node = session.reset();
        for &mv in &moves {
            divan::black_box(session.step(&mut node, mv).is_ok());
        }
        session.spent()
    });
}

#[divan::bench]
fn move_metered(bencher: Bencher<'_, '_>) {
    walk(bencher, false);
}

#[divan::bench]
fn move_recorded(bencher: Bencher<'_, '_>) {
    walk(bencher, true);
}
