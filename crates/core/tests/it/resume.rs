//! Resumption: a journal that already holds part of a run.

use crate::problems::{Digits, Line};
use orienteer_core::session::Memory;
use orienteer_core::wrappers::{Deadline, TimeLimit};
use orienteer_core::{
    Agent, Budget, Designs, Environment, Episode, Moves, Objective, Session, Stop,
};
use rand::seq::IndexedRandom;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Mutates the best design so far, in batches of three.
struct Climber;

impl<E: Environment<Space = Designs>> Agent<E> for Climber {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let space = session.space();
        let mut best = space.sample(session.rng());
        let mut score = session.evaluate(&best)?.score();
        loop {
            let batch: Vec<_> = (0..3).map(|_| space.mutate(&best, session.rng())).collect();
            for (design, step) in batch.iter().zip(session.evaluate_batch(&batch)?) {
                if step.score() >= score {
                    (best, score) = (design.clone(), step.score());
                }
            }
        }
    }
}

struct Walker;

impl<E: Environment<Space = Moves>> Agent<E> for Walker {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let mut legal = Vec::new();
        loop {
            let mut node = session.reset();
            loop {
                session.legal(&node, &mut legal);
                let Some(&mv) = legal.choose(session.rng()) else { break };
                session.step(&mut node, mv)?;
            }
        }
    }
}

fn run<E: Environment>(
    env: &E,
    agent: &mut dyn Agent<E>,
    journal: &mut Memory,
    goal: &str,
) -> Stop {
    let objective = Objective::minimize(goal, env.metrics()).unwrap();
    let mut session = Session::new(env, &objective, Budget::evaluations(60), 4, 2)
        .with_cache()
        .with_journal(journal);
    agent.search(&mut session).unwrap_err()
}

#[test]
fn an_interrupted_run_ends_like_one_that_was_not() {
    for kept in [0, 1, 2, 17, 59, 60] {
        let env = Digits::new();
        let mut whole = Memory::new(env.metrics());
        assert_eq!(run(&env, &mut Climber, &mut whole, "total"), Stop::Budget);
        let calls = env.calls.swap(0, Ordering::Relaxed);
        let mut part = whole.clone();
        part.lines.truncate(kept);
        assert_eq!(run(&env, &mut Climber, &mut part, "total"), Stop::Budget);
        let differs = part.lines.iter().zip(&whole.lines).find(|(a, b)| a != b);
        assert_eq!((differs, part.lines.len()), (None, 60), "{kept} lines kept");
        // What is recorded is not simulated again: of the calls, only those of the lost lines.
        let simulated = |lines: &[String]| {
            let simulated = |line: &&String| {
                !line.contains("\"cached\"") && !line.contains("\"status\":\"infeasible\"")
            };
            lines.iter().filter(simulated).count() as u64
        };
        assert_eq!(calls, simulated(&whole.lines));
        assert_eq!(env.calls.load(Ordering::Relaxed), simulated(&whole.lines[kept..]));
    }
}

/// Through `Episode`, with a cache: what is answered from memory after an interruption is what would
/// have been answered without it. Short episodes repeat often, end early, and hold illegal moves.
#[test]
fn cached_episodes_resume_at_every_line() {
    let env = Episode::new(TimeLimit::new(Line::new(), 3)).unwrap();
    let mut whole = Memory::new(env.metrics());
    run(&env, &mut Climber, &mut whole, "distance");
    let has = |field: &str| whole.lines.iter().any(|line| line.contains(field));
    assert!(has("\"cached\":true") && has("\"asked\"") && has("\"counted\":2"));
    for kept in 0..=whole.lines.len() {
        let mut part = whole.clone();
        part.lines.truncate(kept);
        run(&env, &mut Climber, &mut part, "distance");
        let differs = part.lines.iter().zip(&whole.lines).find(|(a, b)| a != b);
        assert_eq!((differs, part.lines.len()), (None, whole.lines.len()), "{kept} lines kept");
    }
}

/// A recorded success stays one, however slow the machine is when the run is resumed.
#[test]
fn limits_on_time_do_not_apply_to_what_is_recorded() {
    let env = Line::new();
    let mut journal = Memory::new(env.metrics());
    run(&env, &mut Walker, &mut journal, "distance");
    let recorded = journal.lines.clone();
    let strict = Deadline::new(Line::new(), Duration::ZERO);
    assert_eq!(run(&strict, &mut Walker, &mut journal, "distance"), Stop::Budget);
    assert_eq!(journal.lines, recorded);
}

#[test]
fn moves_resume_too() {
    let env = Line::new();
    let mut whole = Memory::new(env.metrics());
    run(&env, &mut Walker, &mut whole, "distance");
    let mut part = whole.clone();
    part.lines.truncate(23);
    run(&env, &mut Walker, &mut part, "distance");
    assert_eq!((part.lines.len(), part.lines), (60, whole.lines));
}

#[test]
fn a_record_that_contradicts_the_agent_stops_the_run_and_is_kept() {
    let env = Digits::new();
    let mut journal = Memory::new(env.metrics());
    run(&env, &mut Climber, &mut journal, "total");
    let before = journal.clone();
    journal.lines.swap(3, 4);
    journal.lines.truncate(20);
    let stop = run(&env, &mut Climber, &mut journal, "total");
    assert!(matches!(&stop, Stop::Journal(e) if e.to_string().contains("evaluation 3")), "{stop}");
    assert_eq!(journal.lines.len(), 20);
    assert_eq!(before.lines.len(), 60);
}
