//! The number of positions at each distance from solved, found through the environment.
//!
//! Published values: cube20.org (Rokicki, Kociemba, Davidson and Dethridge) for the 3x3x3,
//! Jaap Scherphuis' puzzle pages for the 2x2x2.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::Puzzle;
use orienteer_core::{Environment, Move};
use orienteer_env_cube::{
    Cube, Cube2, Cube3, CubeEnv, Puzzle3, PuzzleConfig, State, Symmetry, TurnMetric,
};
use std::collections::HashSet;

/// Breadth-first search from solved; `add` says whether a position is new.
fn positions_by_depth<C: Cube>(
    metric: TurnMetric,
    depths: usize,
    mut add: impl FnMut(&C) -> bool,
) -> Vec<usize> {
    let env = CubeEnv::<C>::scrambled(metric, 1).unwrap();
    let mut frontier = vec![C::solved()];
    add(&frontier[0]);
    let mut counts = vec![1];
    while counts.len() < depths {
        let mut next = Vec::new();
        for cube in &frontier {
            for mv in 0..env.space().len() as Move {
                let mut child = *cube;
                let outcome = env.step(&mut child, &mv).unwrap();
                assert_eq!(outcome.end.is_some(), outcome.metrics[0] == 0.0);
                if add(&child) {
                    next.push(child);
                }
            }
        }
        counts.push(next.len());
        frontier = next;
    }
    counts
}

fn cube3(metric: TurnMetric) -> Vec<usize> {
    let mut seen = HashSet::new();
    positions_by_depth(metric, 6, |cube: &Cube3| seen.insert(*cube))
}

/// The number of a position with the corner DBL at home, below 7! * 3^6.
fn rank(cube: &Cube2) -> usize {
    let (pieces, twists) = (cube.corners().pieces(), cube.corners().orientations());
    assert_eq!((pieces[6], twists[6]), (6, 0));
    let positions = [0, 1, 2, 3, 4, 5, 7];
    let mut rank = 0;
    let mut placed = 0_u32;
    for (i, position) in positions.into_iter().enumerate() {
        // The seven pieces numbered from 0; count those below this one that are not yet placed.
        let piece = u32::from(pieces[position].min(6));
        let below = piece - (placed & ((1 << piece) - 1)).count_ones();
        placed |= 1 << piece;
        rank = rank * (7 - i) + below as usize;
    }
    // The last twist follows from the others.
    positions[..6].iter().fold(rank, |rank, &p| rank * 3 + usize::from(twists[p]))
}

fn cube2(metric: TurnMetric, depths: usize) -> Vec<usize> {
    let mut seen = vec![false; 3_674_160];
    let counts = positions_by_depth(metric, depths, |cube: &Cube2| {
        !std::mem::replace(&mut seen[rank(cube)], true)
    });
    assert!(seen.iter().all(|seen| *seen));
    counts
}

#[test]
fn cube3_in_half_turns() {
    assert_eq!(cube3(TurnMetric::HalfTurn), [1, 18, 243, 3_240, 43_239, 574_908]);
}

#[test]
fn cube3_in_quarter_turns() {
    assert_eq!(cube3(TurnMetric::QuarterTurn), [1, 12, 114, 1_068, 10_011, 93_840]);
}

#[test]
fn the_whole_of_cube2_in_half_turns() {
    let published =
        [1, 9, 54, 321, 1_847, 9_992, 50_136, 227_536, 870_072, 1_887_748, 623_800, 2_644];
    assert_eq!(cube2(TurnMetric::HalfTurn, 12), published);
}

#[test]
fn the_whole_of_cube2_in_quarter_turns() {
    let published = [
        1, 6, 27, 120, 534, 2_256, 8_969, 33_058, 114_149, 360_508, 930_588, 1_350_852, 782_536,
        90_280, 276,
    ];
    assert_eq!(cube2(TurnMetric::QuarterTurn, 15), published);
}

/// Of positions that are the same by one of the 48 symmetries only one is looked at.
fn cube3_by_symmetry(metric: TurnMetric, depths: usize) -> Vec<usize> {
    let config = PuzzleConfig { metric, symmetry: true, ..PuzzleConfig::default() };
    let puzzle = Puzzle3::new(config).unwrap();
    let (mut before, mut level) = (HashSet::new(), HashSet::from([State::SOLVED]));
    let mut counts = Vec::new();
    for _ in 0..depths {
        let same =
            |state: &State| Symmetry::all().iter().filter(|s| s.apply(state) == *state).count();
        counts.push(level.iter().map(|state| 48 / same(state)).sum());
        let children = level.iter().flat_map(|state: &State| {
            puzzle.elements().iter().map(|element| puzzle.canonical(&state.then(element)))
        });
        let is_new = |child: &State| !level.contains(child) && !before.contains(child);
        let next = children.filter(is_new).collect();
        before = std::mem::replace(&mut level, next);
    }
    counts
}

/// The example `counts` goes further.
#[test]
fn symmetric_positions_are_as_many_as_all_together() {
    let half = [1, 18, 243, 3_240, 43_239, 574_908];
    assert_eq!(cube3_by_symmetry(TurnMetric::HalfTurn, 6), half);
    let quarter = [1, 12, 114, 1_068, 10_011, 93_840, 878_880];
    assert_eq!(cube3_by_symmetry(TurnMetric::QuarterTurn, 7), quarter);
}
