//! Recorded solutions of the `DeepCubeA` test set (see `data/README.md`) solve their states.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::{End, Environment};
use orienteer_env_cube::{Cube, Cube3, CubeEnv, TurnMetric, parse_word};

#[test]
fn recorded_scrambles_and_solutions_agree_with_recorded_states() {
    let mut lines = include_str!("data/cube3.csv").lines();
    assert_eq!(lines.next(), Some("id,facelets_urfdlb,len_qtm,solution,scramble"));
    let mut rows = 0;
    for line in lines {
        let fields: Vec<_> = line.split(',').collect();
        let &[id, facelets, length, solution, scramble] = fields.as_slice() else {
            panic!("{line}")
        };
        let env = CubeEnv::<Cube3>::started(TurnMetric::QuarterTurn, scramble).unwrap();
        let mut cube = env.reset(0);
        assert_eq!(cube.facelets(), facelets, "state {id}");

        let word = parse_word(solution).unwrap();
        assert_eq!(word.len().to_string(), length, "state {id}");
        let mut ends = Vec::new();
        for turn in word {
            let mv = env.space().parse(&turn.to_string()).unwrap();
            ends.push(env.step(&mut cube, &mv).unwrap().end);
        }
        assert_eq!(ends.pop(), Some(Some(End::Terminated)), "state {id}");
        assert!(ends.iter().all(Option::is_none), "state {id}");
        rows += 1;
    }
    assert_eq!(rows, 500);
}
