//! The cube as an environment: configuration, starts, metrics, observations, errors.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::conformance::check_moves;
use orienteer_core::{Environment, Fault, Move, Objective, ObjectiveSpec};
use orienteer_env_cube::{Cube, Cube2, Cube3, CubeConfig, CubeEnv, TurnMetric};

fn config(toml: &str) -> CubeConfig {
    toml::from_str(toml).unwrap()
}

fn refusal(toml: &str) -> String {
    config(toml).build().err().unwrap().to_string()
}

#[test]
fn the_configuration_gives_the_moves() {
    for (toml, moves) in [
        ("", 18),
        ("metric = 'quarter-turn'", 12),
        ("size = 2", 9),
        ("size = 2\nmetric = 'quarter-turn'", 6),
    ] {
        assert_eq!(config(toml).build().unwrap().space().len(), moves, "{toml}");
    }
    let env = CubeEnv::<Cube2>::scrambled(TurnMetric::HalfTurn, 3).unwrap();
    assert_eq!(env.space().names(), ["U", "U2", "U'", "R", "R2", "R'", "F", "F2", "F'"]);
}

#[test]
fn a_wrong_configuration_is_refused_in_words() {
    assert_eq!(refusal("size = 4"), "`size` is 4: expected 2 or 3");
    assert!(refusal("scramble = 0").contains("at least 1"));
    assert!(refusal("state = 'R R3'").contains("one of U R F D L B"));
    assert!(refusal("state = \"R R'\"").contains("leaves the cube solved"));
    let wrong = refusal("size = 2\nstate = \"R U' L\"");
    assert!(wrong.starts_with("`state`: turn 3 of `R U' L` is `L`: expected"), "{wrong}");
    let unknown = toml::from_str::<CubeConfig>("scrambel = 3").unwrap_err().to_string();
    assert!(unknown.contains("scrambel") && unknown.contains("scramble"), "{unknown}");
}

#[test]
fn a_seed_decides_the_start() {
    let env = CubeEnv::<Cube3>::scrambled(TurnMetric::HalfTurn, 20).unwrap();
    assert_eq!(env.reset(1), env.reset(1));
    assert_ne!(env.reset(1), env.reset(2));
    let short = CubeEnv::<Cube2>::scrambled(TurnMetric::QuarterTurn, 1).unwrap();
    assert!((0..100).all(|seed| !short.reset(seed).is_solved()));
}

#[test]
fn a_given_start_is_the_same_for_every_seed() {
    let env = CubeEnv::<Cube3>::started(TurnMetric::HalfTurn, "R U").unwrap();
    assert_eq!(env.reset(1), env.reset(2));
    let mut cube = env.reset(0);
    let back = ["U'", "R'"].map(|name| env.space().parse(name).unwrap());
    assert!(env.step(&mut cube, &back[0]).unwrap().end.is_none());
    let last = env.step(&mut cube, &back[1]).unwrap();
    assert!(last.end.is_some());
    assert_eq!(last.metrics.as_slice(), [0.0, 1.0]);
}

#[test]
fn measuring_agrees_with_stepping() {
    let env = CubeEnv::<Cube3>::scrambled(TurnMetric::HalfTurn, 5).unwrap();
    let mut cube = env.reset(3);
    for mv in 0..env.space().len() as Move {
        let outcome = env.step(&mut cube, &mv).unwrap();
        assert_eq!(env.measure(&cube), Some(outcome.metrics));
    }
}

#[test]
fn a_move_that_does_not_exist_is_a_fault() {
    let env = CubeEnv::<Cube2>::scrambled(TurnMetric::HalfTurn, 5).unwrap();
    let fault = env.step(&mut env.reset(0), &9).unwrap_err();
    assert_eq!(fault, Fault::Invalid("there is no move 9: the cube has 9".into()));
}

fn observation_shows_the_facelets<C: Cube>() {
    let env = CubeEnv::<C>::scrambled(TurnMetric::HalfTurn, 9).unwrap();
    let cube = env.reset(5);
    let mut observation = vec![f32::NAN; env.observation_width()];
    env.observe(&cube, &mut observation);
    assert_eq!(observation.iter().sum::<f32>(), C::FACELETS as f32);
    let shown: String = observation
        .chunks(6)
        .map(|colours| "URFDLB".as_bytes()[colours.iter().position(|c| *c == 1.0).unwrap()] as char)
        .collect();
    assert_eq!(shown, cube.facelets());
}

#[test]
fn an_observation_is_the_facelets_one_hot() {
    observation_shows_the_facelets::<Cube2>();
    observation_shows_the_facelets::<Cube3>();
}

#[test]
fn the_optimum_is_known_where_solving_is_the_goal() {
    let env = CubeEnv::<Cube3>::scrambled(TurnMetric::HalfTurn, 5).unwrap();
    let metrics = env.metrics();
    assert_eq!(env.optimum(&Objective::minimize("distance", metrics).unwrap(), None), Some(0.0));
    assert_eq!(env.optimum(&Objective::maximize("solved", metrics).unwrap(), None), Some(1.0));
    assert_eq!(env.optimum(&Objective::maximize("distance", metrics).unwrap(), None), None);
    // What is out of reach is no optimum: the scramble's length is the horizon that surely suffices.
    let limited =
        |steps| env.optimum(&Objective::minimize("distance", metrics).unwrap(), Some(steps));
    assert_eq!(limited(4), None);
    assert_eq!(limited(5), Some(0.0));
    let impossible = ObjectiveSpec {
        minimize: Some("distance".into()),
        subject_to: vec!["distance >= 1".into()],
        ..ObjectiveSpec::default()
    };
    assert_eq!(env.optimum(&Objective::new(&impossible, metrics).unwrap(), None), None);
}

#[test]
fn both_cubes_keep_the_laws_of_environments() {
    check_moves(&CubeEnv::<Cube2>::scrambled(TurnMetric::QuarterTurn, 6).unwrap(), 1).unwrap();
    check_moves(&CubeEnv::<Cube3>::scrambled(TurnMetric::HalfTurn, 8).unwrap(), 2).unwrap();
}
