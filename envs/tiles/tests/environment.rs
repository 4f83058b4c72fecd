//! Sliding tiles as an environment: configuration, starts, metrics, errors.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::conformance::check_moves;
use orienteer_core::path::{Puzzle, PuzzleEnv, Solvable, StartError};
use orienteer_core::wrappers::TimeLimit;
use orienteer_core::{Environment, Fault, Objective, ObjectiveSpec};
use orienteer_env_tiles::{Tiles8, Tiles15, TilesConfig, UP};

fn config(toml: &str) -> TilesConfig {
    toml::from_str(toml).unwrap()
}

fn refusal(toml: &str) -> String {
    config(toml).build().err().unwrap().to_string()
}

#[test]
fn the_configuration_gives_the_size() {
    for size in 3..=7 {
        let env = config(&format!("size = {size}")).build().unwrap();
        assert_eq!(env.space().names(), ["U", "D", "L", "R"]);
        assert_eq!(env.observation_width(), size * size * size * size);
    }
    assert_eq!(config(""), TilesConfig { size: 4, scramble: 20, state: None });
}

#[test]
fn a_wrong_configuration_is_refused_in_words() {
    assert!(refusal("size = 15").starts_with("`size` is 15: expected 3 to 7"));
    assert!(refusal("scramble = 0").contains("at least 1"));
    assert!(refusal("scramble = 10001").contains("at most 10000"));
    assert!(refusal("size = 3\nstate = '1 2 3 4 5 6 8 7 0'").starts_with("`state`: no moves lead"));
    assert!(refusal("size = 3\nstate = '1 2 3 4 5 6 7 8 0'").contains("solved already"));
    let unknown = toml::from_str::<TilesConfig>("scrambel = 3").unwrap_err().to_string();
    assert!(unknown.contains("scrambel") && unknown.contains("scramble"), "{unknown}");
}

#[test]
fn a_seed_decides_the_start() {
    let env = PuzzleEnv::scrambled(Tiles15::new(), 50).unwrap();
    assert_eq!(env.reset(1), env.reset(1));
    assert_ne!(env.reset(1), env.reset(2));
    let short = PuzzleEnv::scrambled(Tiles8::new(), 1).unwrap();
    assert!((0..100).all(|seed| !short.puzzle().is_goal(&short.reset(seed).position)));
}

#[test]
fn an_episode_measures_its_way_to_the_goal() {
    let start = Tiles8::new().read("D R").unwrap();
    let env = PuzzleEnv::started(Tiles8::new(), start, Solvable::Within(2)).unwrap();
    assert_eq!(env.reset(1), env.reset(2));
    let mut state = env.reset(0);
    assert_eq!(env.measure(&state).unwrap().as_slice(), [2.0, 0.0, 0.0]);
    let back = ["L", "U"].map(|name| env.space().parse(name).unwrap());
    let first = env.step(&mut state, &back[0]).unwrap();
    assert_eq!((first.metrics.as_slice(), first.end), ([1.0, 1.0, 0.0].as_slice(), None));
    let last = env.step(&mut state, &back[1]).unwrap();
    assert!(last.end.is_some());
    assert_eq!(last.metrics.as_slice(), [0.0, 2.0, 1.0]);
    assert_eq!(env.measure(&state), Some(last.metrics));
}

#[test]
fn a_move_that_is_none_is_a_fault() {
    let start = Tiles8::new().read("R").unwrap();
    let env = PuzzleEnv::started(Tiles8::new(), start, Solvable::Somehow).unwrap();
    let fault = |mv| env.step(&mut env.reset(0), &mv).unwrap_err();
    assert_eq!(fault(UP), Fault::Invalid("move 0 (`U`) is not legal here".into()));
    assert_eq!(fault(4), Fault::Invalid("there is no move 4: the puzzle has 4".into()));
    assert_eq!(fault(u32::MAX).reason(), "there is no move 4294967295: the puzzle has 4");
}

#[test]
fn the_optimum_is_known_where_a_solution_is() {
    let env = PuzzleEnv::scrambled(Tiles15::new(), 5).unwrap();
    let metrics = env.metrics();
    let distance = Objective::minimize("distance", metrics).unwrap();
    assert_eq!(env.optimum(&distance, None), Some(0.0));
    assert_eq!(env.optimum(&distance, Some(5)), Some(0.0));
    assert_eq!(env.optimum(&distance, Some(4)), None);
    assert_eq!(env.optimum(&Objective::maximize("solved", metrics).unwrap(), None), Some(1.0));
    assert_eq!(env.optimum(&Objective::minimize("cost", metrics).unwrap(), None), None);
    let cheap = |limit: u32| ObjectiveSpec {
        maximize: Some("solved".into()),
        subject_to: vec![format!("cost <= {limit}")],
        ..ObjectiveSpec::default()
    };
    let within = |limit| Objective::new(&cheap(limit), metrics).unwrap();
    assert_eq!(env.optimum(&within(5), None), Some(1.0));
    assert_eq!(env.optimum(&within(4), None), None);

    let start = Tiles15::new().read("R").unwrap();
    let somehow = PuzzleEnv::started(Tiles15::new(), start, Solvable::Somehow).unwrap();
    assert_eq!(somehow.optimum(&distance, None), Some(0.0));
    assert_eq!(somehow.optimum(&distance, Some(1000)), None);
    let unknown = PuzzleEnv::started(Tiles15::new(), start, Solvable::Unknown).unwrap();
    assert_eq!(unknown.optimum(&distance, None), None);
    let goal = Tiles15::new().goal().unwrap();
    let solved = PuzzleEnv::started(Tiles15::new(), goal, Solvable::Unknown).err();
    assert_eq!(solved, Some(StartError::Solved));
}

#[test]
fn boards_keep_the_laws_of_environments() {
    let small = PuzzleEnv::scrambled(Tiles8::new(), 30).unwrap();
    check_moves(&TimeLimit::new(small, 200), 1).unwrap();
    let large = config("size = 7\nscramble = 100").build().unwrap();
    check_moves(&TimeLimit::new(large, 50), 2).unwrap();
}

#[test]
fn a_fingerprint_is_passed_on() {
    let env = PuzzleEnv::scrambled(Tiles8::new(), 3).unwrap();
    assert_eq!(env.fingerprint(), None);
    assert_eq!(env.with_fingerprint(7).fingerprint(), Some(7));
}
