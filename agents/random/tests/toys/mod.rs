//! Toy problems, and the laws that every agent keeps on them. The tests of all agent crates share
//! this module.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "a test module that each crate includes and uses a part of"
)]

pub mod designs;
pub mod line;
pub mod settings;

use orienteer_core::session::Memory;
use orienteer_core::space::Space;
use orienteer_core::{
    Agent, AnyEnvironment, AskTell, Budget, Design, Designs, Environment, Episode, Moves,
    Objective, Rng, Session, SpaceSpec, Step, Stepwise, Stop,
};

/// An agent of either kind, made anew for each run.
pub type New<S> = fn() -> Box<dyn Agent<AnyEnvironment<S>>>;

/// A problem.
pub struct Toy<S: Space> {
    pub name: &'static str,
    pub env: AnyEnvironment<S>,
    /// Boxed, because formulas are large.
    pub objective: Box<Objective>,
}

impl Toy<Designs> {
    pub fn stepwise(&self) -> Toy<Moves> {
        let env = AnyEnvironment::new(Stepwise::new(self.env.clone()));
        Toy { name: self.name, env, objective: self.objective.clone() }
    }
}

impl Toy<Moves> {
    pub fn episode(&self) -> Toy<Designs> {
        let env = AnyEnvironment::new(Episode::new(self.env.clone()).unwrap());
        Toy { name: self.name, env, objective: self.objective.clone() }
    }
}

/// What a run left.
#[derive(Debug, PartialEq)]
pub struct Run {
    pub lines: Vec<String>,
    pub spent: u64,
    pub best: Option<f64>,
    pub end: Result<(), Stop>,
}

pub fn run<S: Space>(toy: &Toy<S>, new: New<S>, evaluations: u64, seed: u64) -> Run {
    resume(toy, &mut *new(), evaluations, seed, false, vec![])
}

/// A run that goes on from the lines of an interrupted one.
fn resume<S: Space>(
    toy: &Toy<S>,
    agent: &mut dyn Agent<AnyEnvironment<S>>,
    evaluations: u64,
    seed: u64,
    cached: bool,
    lines: Vec<String>,
) -> Run {
    let mut journal = Memory::new(toy.env.metrics());
    journal.lines = lines;
    let budget = Budget::evaluations(evaluations);
    let session = Session::new(&toy.env, &toy.objective, budget, 7, seed);
    let session = if cached { session.with_cache() } else { session };
    let mut session = session.with_journal(&mut journal);
    let end = agent.search(&mut session);
    let (spent, incumbents) = (session.spent(), session.into_incumbents());
    let best = incumbents.score().and_then(orienteer_core::Score::reward);
    Run { lines: journal.lines, spent, best, end }
}

/// The mean of the best reward over ten seeds.
pub fn mean<S: Space>(toy: &Toy<S>, new: New<S>, evaluations: u64) -> f64 {
    (0..10).map(|seed| run(toy, new, evaluations, seed).best.unwrap()).sum::<f64>() / 10.0
}

/// The baseline: uniform designs.
pub struct Uniform;

impl AskTell for Uniform {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        vec![space.sample(rng)]
    }

    fn tell(&mut self, _: &[Design], _: &[Step]) {}
}

/// Asserts that an agent over designs is better than random by `margins` on the levels and on the
/// pipeline, at 300 evaluations.
pub fn beats_random(new: New<Designs>, margins: [f64; 2]) {
    for (toy, margin) in [designs::levels(), designs::pipeline()].iter().zip(margins) {
        let (agent, random) = (mean(toy, new, 300), mean(toy, || Box::new(Uniform), 300));
        assert!(agent >= random + margin, "{}: {agent} against random {random}", toy.name);
    }
}

/// The laws for an agent over designs.
pub fn design_laws(new: New<Designs>) {
    for toy in [designs::levels(), designs::pipeline(), designs::faulty()] {
        laws(&toy, new, 1);
    }
    laws(&line::line().episode(), new, line::HORIZON);
    for toy in [designs::few(), designs::faulty(), designs::hopeless()] {
        resumes(&toy, new, 40);
    }
    resumes(&line::short().episode(), new, 25 * line::SHORT);
    resumes(&line::line().episode(), new, 8 * line::HORIZON);
    terminates(&designs::single(), new);
    terminates(&designs::hopeless(), new);
}

/// The laws for an agent over moves.
pub fn move_laws(new: New<Moves>) {
    for toy in [designs::levels(), designs::pipeline(), designs::faulty()] {
        laws(&toy.stepwise(), new, 1);
    }
    laws(&line::line(), new, 1);
    for toy in [designs::few(), designs::faulty(), designs::hopeless()] {
        resumes(&toy.stepwise(), new, 40);
    }
    // The one that was turned twice is again one over moves.
    for toy in [line::short(), line::line(), line::short().episode().stepwise()] {
        resumes(&toy, new, 60);
    }
    terminates(&designs::single().stepwise(), new);
    terminates(&designs::hopeless().stepwise(), new);
    terminates(&line::stuck(), new);
}

/// The budget is spent to the last evaluation that fits, each of which costs at most `dearest`;
/// runs repeat; and a run that was interrupted goes on as if it had not been.
fn laws<S: Space>(toy: &Toy<S>, new: New<S>, dearest: u64) {
    for evaluations in [1, 2, 137] {
        let run = run(toy, new, evaluations, 1);
        assert_eq!(run.end, Err(Stop::Budget), "{}", toy.name);
        assert!(run.spent <= evaluations && run.spent + dearest > evaluations, "{}", toy.name);
    }
    let first = run(toy, new, 137, 1);
    assert_same(&first, &run(toy, new, 137, 1), toy.name);
    assert_ne!(first.lines, run(toy, new, 137, 2).lines, "{}: another seed", toy.name);
    let half = first.lines[..first.lines.len() / 2].to_vec();
    let resumed = resume(toy, &mut *new(), 137, 1, false, half);
    assert_same(&first, &resumed, &format!("{} resumed", toy.name));
}

/// Asserts that two runs are the same. The first line that differs says more than both runs.
fn assert_same(run: &Run, other: &Run, what: &str) {
    for (line, other) in run.lines.iter().zip(&other.lines) {
        assert_eq!(line, other, "{what}");
    }
    let end = |run: &Run| (run.lines.len(), run.spent, run.best, run.end.clone());
    assert_eq!(end(run), end(other), "{what}");
}

/// Wherever a run is interrupted, with a cache or without, it goes on as if it had not been; and
/// the cache changes nothing but the work.
fn resumes<S: Space>(toy: &Toy<S>, new: New<S>, evaluations: u64) {
    let run = |cached, lines| resume(toy, &mut *new(), evaluations, 3, cached, lines);
    let [plain, cached] = [false, true].map(|cached| {
        let whole = run(cached, vec![]);
        for cut in 0..whole.lines.len() {
            let lines = whole.lines[..cut].to_vec();
            let what = format!("{} after {cut}, cache {cached}", toy.name);
            assert_same(&whole, &run(cached, lines), &what);
        }
        whole
    });
    assert_eq!(Run { lines: vec![], ..plain }, Run { lines: vec![], ..cached }, "{}", toy.name);
}

/// The search ends within its budget, whatever there is to find.
fn terminates<S: Space>(toy: &Toy<S>, new: New<S>) {
    for evaluations in [1, 50] {
        let run = run(toy, new, evaluations, 1);
        assert!(run.spent <= evaluations, "{}", toy.name);
        assert!(matches!(run.end, Ok(()) | Err(Stop::Budget)), "{}: {:?}", toy.name, run.end);
    }
}
