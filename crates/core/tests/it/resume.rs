//! Resumption: a journal that already holds part of a run.

use crate::problems::{Digits, Line};
use orienteer_core::session::Memory;
use orienteer_core::{Agent, Budget, Designs, Environment, Moves, Objective, Session, Stop};
use rand::seq::IndexedRandom;
use std::sync::atomic::Ordering;

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
