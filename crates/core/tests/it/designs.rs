//! A session over designs: budget, batches, cache, faults, several goals.

use crate::problems::Digits;
use orienteer_core::objective::ParetoSpec;
use orienteer_core::rng::rng;
use orienteer_core::session::Memory;
use orienteer_core::{
    Budget, Design, Environment, Fault, Objective, ObjectiveSpec, Score, Session, Stop,
};
use std::sync::atomic::Ordering;

fn total(env: &Digits) -> Objective {
    Objective::minimize("total", env.metrics()).unwrap()
}

fn some_designs(env: &Digits, n: usize) -> Vec<Design> {
    let mut random = rng(3);
    (0..n).map(|_| env.space().sample(&mut random)).collect()
}

#[test]
fn exactly_the_budget_is_spent() {
    let env = Digits::new();
    let objective = total(&env);
    let mut session = Session::new(&env, &objective, Budget::evaluations(7), 0, 0);
    let mut stop = None;
    for design in some_designs(&env, 100) {
        if let Err(why) = session.evaluate(&design) {
            stop = Some(why);
            break;
        }
    }
    assert_eq!((stop, session.spent()), (Some(Stop::Budget), 7));
    let mut session = Session::new(&env, &objective, Budget::evaluations(7), 0, 0);
    assert_eq!(session.evaluate_batch(&some_designs(&env, 5)).unwrap().len(), 5);
    assert_eq!(session.evaluate_batch(&some_designs(&env, 5)), Err(Stop::Budget));
    assert_eq!(session.spent(), 7, "the part of the batch that the budget covers is evaluated");
}

#[test]
fn a_batch_records_what_single_evaluations_record_on_any_number_of_threads() {
    let mut env = Digits::new();
    env.noisy = true;
    let objective = total(&env);
    let designs = some_designs(&env, 64);
    let record = |batch: usize, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut memory = Memory::new(env.metrics());
        let mut session =
            Session::new(&env, &objective, Budget::evaluations(64), 1, 1).with_journal(&mut memory);
        pool.install(|| designs.chunks(batch).for_each(|d| drop(session.evaluate_batch(d))));
        memory.lines
    };
    let alone = record(1, 1);
    assert_eq!(alone.len(), 64);
    assert_eq!(alone, record(64, 1));
    assert_eq!(alone, record(64, 2));
}

#[test]
fn repeated_designs_come_from_the_cache_and_still_count() {
    let env = Digits::new();
    let objective = total(&env);
    let (a, b) = (env.design([1, 2, 3, 4]), env.design([1, 2, 3, 5]));
    let mut memory = Memory::new(env.metrics());
    let mut session = Session::new(&env, &objective, Budget::evaluations(10), 0, 0)
        .with_cache()
        .with_journal(&mut memory);
    let steps = session.evaluate_batch(&[a.clone(), b.clone(), a.clone()]).unwrap();
    assert_eq!(steps[0], steps[2], "a twin in the same batch");
    session.evaluate(&b).unwrap();
    assert_eq!(session.spent(), 4);
    assert_eq!(env.calls.load(Ordering::Relaxed), 2);
    let cached: Vec<bool> = memory.lines.iter().map(|l| l.contains("\"cached\":true")).collect();
    assert_eq!(cached, [false, false, true, true]);
}

#[test]
fn noisy_evaluations_are_never_cached() {
    let mut env = Digits::new();
    env.noisy = true;
    let objective = total(&env);
    let design = env.design([1, 2, 3, 4]);
    let mut session = Session::new(&env, &objective, Budget::evaluations(10), 0, 0).with_cache();
    let first = session.evaluate(&design).unwrap();
    assert_ne!(first.metrics, session.evaluate(&design).unwrap().metrics);
}

#[test]
fn a_forbidden_design_never_reaches_the_simulator() {
    let env = Digits::new();
    let objective = total(&env);
    let mut session = Session::new(&env, &objective, Budget::evaluations(10), 0, 0);
    let step = session.evaluate(&env.design([5, 7, 0, 0])).unwrap();
    assert!(
        matches!(step.fault, Some(Fault::Infeasible(ref why)) if why.contains("d0")),
        "{step:?}"
    );
    assert_eq!(env.calls.load(Ordering::Relaxed), 0);
    assert_eq!(session.spent(), 1);
}

#[test]
fn faults_are_recorded_with_their_reason_and_the_search_goes_on() {
    let env = Digits::new();
    let objective = total(&env);
    let mut memory = Memory::new(env.metrics());
    let mut session =
        Session::new(&env, &objective, Budget::evaluations(10), 0, 0).with_journal(&mut memory);
    for first in [9, 8, 7] {
        let step = session.evaluate(&env.design([first, 0, 0, 0])).unwrap();
        assert_eq!((step.score(), step.reward), (Score::Failed, None));
    }
    assert!(session.evaluate(&env.design([1, 0, 0, 0])).unwrap().reward.is_some());
    assert_eq!(session.incumbents().best().unwrap().value, 1.0);
    for (line, expected) in memory.lines.iter().zip([
        "\"status\":\"crash\",\"reason\":\"the simulator exited with status 1\"",
        "\"status\":\"crash\",\"reason\":\"the environment panicked: assertion failed in the simulator\"",
        "\"status\":\"invalid\",\"reason\":\"metric `total` is NaN\"",
        "\"status\":\"ok\"",
    ]) {
        assert!(line.contains(expected), "{line}");
    }
}

#[test]
fn a_broken_constraint_is_infeasible_though_measured() {
    let env = Digits::new();
    let spec = ObjectiveSpec {
        minimize: Some("total".into()),
        subject_to: vec!["spread >= 3".into()],
        ..ObjectiveSpec::default()
    };
    let objective = Objective::new(&spec, env.metrics()).unwrap();
    let mut memory = Memory::new(env.metrics());
    let mut session =
        Session::new(&env, &objective, Budget::evaluations(10), 0, 0).with_journal(&mut memory);
    session.evaluate(&env.design([0, 0, 0, 0])).unwrap();
    session.evaluate(&env.design([0, 0, 0, 4])).unwrap();
    assert_eq!(session.incumbents().best().unwrap().value, 4.0);
    assert!(
        memory.lines[0].contains("\"status\":\"infeasible\",\"reason\":\"spread >= 3\""),
        "{}",
        memory.lines[0]
    );
}

#[test]
fn the_hypervolume_of_the_front_only_grows() {
    let env = Digits::new();
    let spec = ObjectiveSpec {
        pareto: Some(ParetoSpec {
            minimize: vec!["total".into()],
            maximize: vec!["spread".into()],
            ideal: vec![0.0, 9.0],
            reference: vec![36.0, 0.0],
        }),
        ..ObjectiveSpec::default()
    };
    let objective = Objective::new(&spec, env.metrics()).unwrap();
    let mut session = Session::new(&env, &objective, Budget::evaluations(200), 0, 0);
    for design in some_designs(&env, 200) {
        session.evaluate(&design).unwrap();
    }
    let incumbents = session.into_incumbents();
    let volumes: Vec<f64> = incumbents.history().iter().map(|h| h.value).collect();
    assert!(volumes.windows(2).all(|pair| pair[0] < pair[1]) && volumes.len() > 3, "{volumes:?}");
    let front: Vec<&[f64]> = incumbents.front().iter().map(|i| i.metrics.as_slice()).collect();
    for a in &front {
        let beaten = front.iter().any(|b| a != b && b[0] <= a[0] && b[1] >= a[1]);
        assert!(!beaten, "{a:?} is not on the front {front:?}");
    }
}
