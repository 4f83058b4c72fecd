//! The whole 8-puzzle, and the beginning of the 15-puzzle, against published counts.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod common;

use common::search::layers;
use orienteer_core::path::{Incremental, Puzzle};
use orienteer_env_tiles::{
    Additive, Board, FOUR_FOUR, LinearConflict, Manhattan, Nibbles, PatternTable, Tiles8, Tiles15,
    Tiles24,
};
use std::collections::HashMap;

/// Positions of the 8-puzzle by distance from a goal with the blank in a corner (OEIS A089473).
const EIGHT: [usize; 32] = [
    1, 2, 4, 8, 16, 20, 39, 62, 116, 152, 286, 396, 748, 1024, 1893, 2512, 4485, 5638, 9529, 10878,
    16993, 17110, 23952, 20224, 24047, 15578, 14560, 6274, 3910, 760, 221, 2,
];

/// The first of the 15-puzzle, likewise (OEIS A089484).
const FIFTEEN: [usize; 15] =
    [1, 2, 4, 10, 24, 54, 107, 212, 446, 946, 1948, 3938, 7808, 15544, 30821];

fn eight() -> HashMap<Nibbles<3>, u32> {
    let (distances, counts) = layers(&Tiles8::new(), 40);
    assert_eq!(counts, EIGHT);
    assert_eq!(distances.len(), 181_440);
    distances
}

#[test]
fn positions_are_as_many_as_published() {
    assert_eq!(layers(&Tiles15::new(), 14).1, FIFTEEN);
    // As far as the other edges are out of reach, every larger board has as many.
    let larger = layers(&Tiles24::new(), 10).1;
    assert_eq!(larger[..4], FIFTEEN[..4]);
}

/// Every order of the tiles is read if and only if the goal can be reached from it.
#[test]
fn parity_is_what_decides() {
    let (puzzle, distances) = (Tiles8::new(), eight());
    let (mut tiles, mut solvable) = ((0..9).collect::<Vec<u8>>(), 0);
    // Heap's algorithm, by the counters of a factorial number system.
    let (mut counters, mut i) = ([0; 9], 0);
    loop {
        let text: Vec<_> = tiles.iter().map(u8::to_string).collect();
        let read = puzzle.read(&text.join(" "));
        let is_reached = distances.contains_key(&Nibbles::from_tiles(&tiles));
        assert_eq!(read.is_ok(), is_reached, "{tiles:?}");
        solvable += usize::from(is_reached);
        while i < 9 && counters[i] >= i {
            counters[i] = 0;
            i += 1;
        }
        if i == 9 {
            break;
        }
        tiles.swap(if i % 2 == 0 { 0 } else { counters[i] }, i);
        counters[i] += 1;
        i = 0;
    }
    assert_eq!(solvable, 181_440);
}

/// On every position: no overestimate, the right parity, a change of one with every move if the
/// heuristic is consistent, the same whether carried or made afresh. The mean estimate.
fn check<H: Incremental<Tiles8>>(heuristic: &H, distances: &HashMap<Nibbles<3>, u32>) -> f64 {
    let (puzzle, mut legal, mut sum) = (Tiles8::new(), Vec::new(), 0.0);
    assert!(heuristic.is_admissible());
    let mut largest = 0.0_f32;
    for (state, &distance) in distances {
        let token = heuristic.token(&puzzle, state);
        let estimate = heuristic.estimate(&puzzle, state);
        assert_eq!(heuristic.value(&token), estimate);
        assert!(estimate <= distance as f32, "{state:?}");
        assert_eq!(estimate as u32 % 2, distance % 2);
        sum += f64::from(estimate);
        puzzle.legal(state, &mut legal);
        for &mv in &legal {
            let mut after = *state;
            puzzle.apply(&mut after, mv);
            let next = heuristic.value(&heuristic.follow(&puzzle, &token, state, mv, &after));
            assert_eq!(next, heuristic.estimate(&puzzle, &after));
            largest = largest.max((next - estimate).abs());
        }
    }
    assert_eq!(heuristic.is_consistent(), largest == 1.0, "changes by {largest}");
    assert_eq!(heuristic.estimate(&puzzle, &puzzle.goal().unwrap()), 0.0);
    sum / distances.len() as f64
}

#[test]
fn heuristics_are_admissible_everywhere_and_consistent_if_they_say_so() {
    let distances = eight();
    let mean = f64::from(distances.values().sum::<u32>()) / distances.len() as f64;
    let manhattan = check(&Manhattan::new(), &distances);
    let conflict = check(&LinearConflict::new(), &distances);
    let additive = check(&Additive::build(&FOUR_FOUR).unwrap(), &distances);
    assert!(manhattan < conflict && conflict < additive && additive < mean);
    // A tile that is in no pattern counts its Manhattan distance.
    let some = check(&Additive::build(&[&[1, 2, 4]]).unwrap(), &distances);
    assert!(manhattan < some && some < additive);
}

/// All tiles in one pattern leave nothing out: every entry is the distance.
#[test]
fn the_pattern_of_all_tiles_is_exact() {
    let table = PatternTable::build(3, &[1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
    let mut reached = 0;
    for (state, &distance) in &eight() {
        let cells = (1..=8_u8).map(|tile| state.tiles().position(|t| t == tile).unwrap());
        let cost = table.cost(&cells.collect::<Vec<_>>());
        assert_eq!(cost, Some(distance), "{state:?}");
        reached += 1;
    }
    // The other half of the permutations is out of reach.
    let none = table.entries().iter().flat_map(|byte| [byte & 15, byte >> 4]);
    assert_eq!(none.filter(|entry| *entry == 15).count(), 362_880 - reached);
}

/// A symmetry keeps the distance; half of the positions, nearly, need not be looked at.
#[test]
fn canonical_positions_are_as_far_from_the_goal() {
    let (puzzle, distances) = (Tiles8::new(), eight());
    let mut canonical = 0;
    for (state, distance) in &distances {
        let representative = puzzle.canonical(state);
        assert_eq!(distances[&representative], *distance);
        assert_eq!(puzzle.canonical(&representative), representative);
        canonical += usize::from(representative == *state);
    }
    assert!((90_720..92_000).contains(&canonical), "{canonical}");
}
