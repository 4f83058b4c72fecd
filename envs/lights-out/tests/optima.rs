//! The shared test set (see `data/README.md`), and whole boards against published counts.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Heuristic, Incremental, Puzzle};
use orienteer_env_lights_out::{Exact, LightsOut, Lit};
use std::collections::HashMap;
use std::io::Read;

#[test]
fn recorded_presses_solve_and_are_the_optimum() {
    let (puzzle, mut text) = (LightsOut::new(7).unwrap(), String::new());
    let bytes = include_bytes!("data/lights-out-7.csv.gz");
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("id,tiles,length,presses"));
    let mut rows = 0;
    for line in lines {
        let &[id, tiles, length, presses] = &line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let start = puzzle.read(tiles).unwrap();
        assert_eq!(puzzle.write(&start), tiles, "board {id}");
        assert_eq!(puzzle.read(&format!("[{presses}]")), Ok(start), "board {id}");
        let optimum = puzzle.optimum(start).unwrap();
        assert_eq!(optimum.count_ones().to_string(), length, "board {id}");
        let (mut state, mut token) = (start, Exact.token(&puzzle, &start));
        let mut set = 0_u64;
        for press in presses.split(' ') {
            let mv = puzzle.moves().parse(press).unwrap();
            set |= 1 << mv;
            assert!(!puzzle.is_goal(&state), "board {id}");
            let before = state;
            puzzle.apply(&mut state, mv);
            token = Exact.follow(&puzzle, &token, &before, mv, &state);
            assert_eq!(Exact.value(&token), Exact.estimate(&puzzle, &state), "board {id}");
        }
        assert!(puzzle.is_goal(&state), "board {id}");
        assert_eq!(set, optimum, "board {id}");
        rows += 1;
    }
    assert_eq!(rows, 250);
}

/// The distance of every position that has one, breadth first, and how many there are at each.
fn layers(puzzle: &LightsOut) -> (HashMap<u64, u32>, Vec<usize>) {
    let (mut distances, mut layer, mut counts) = (HashMap::from([(0, 0)]), vec![0], vec![]);
    while !layer.is_empty() {
        counts.push(layer.len());
        let mut next = Vec::new();
        for state in &layer {
            for mv in 0..puzzle.cells() as u32 {
                let mut after = *state;
                puzzle.apply(&mut after, mv);
                distances.entry(after).or_insert_with(|| {
                    next.push(after);
                    counts.len() as u32
                });
            }
        }
        layer = next;
    }
    (distances, counts)
}

/// A board has `2^rank` positions with a solution. On 2 by 2 and 3 by 3 cells every set of presses is
/// the only solution of a position, so the counts are binomial; 4 by 4 has rank 12 (Anderson and
/// Feil 1998, as cited at `LightsOut::optimum`). Every position's exact estimate is checked.
#[test]
fn small_boards_are_searched_completely() {
    for (side, expected) in [
        (2, &[1, 4, 6, 4, 1][..]),
        (3, &[1, 9, 36, 84, 126, 126, 84, 36, 9, 1]),
        (4, &[1, 16, 120, 560, 1387, 1440, 540, 32]),
    ] {
        let puzzle = LightsOut::new(side).unwrap();
        let (distances, counts) = layers(&puzzle);
        assert_eq!(counts, expected, "{side}");
        assert!(distances.len().is_power_of_two());
        for state in 0..1_u64 << (side * side) {
            let exact = Exact.estimate(&puzzle, &state);
            match distances.get(&state) {
                Some(distance) => assert_eq!(exact, *distance as f32, "{side}: {state:b}"),
                None => assert_eq!(exact, f32::INFINITY, "{side}: {state:b}"),
            }
            assert!(Lit.estimate(&puzzle, &state) <= exact);
        }
    }
}

/// 5 by 5 cells, the board that was sold: `2^23` solvable positions by the presses they need, 15 at
/// most. The counts follow without any elimination: of the sets of presses, four each have the same
/// effect, and the smallest of the four is the solution.
#[test]
fn the_original_board_needs_15_presses_at_most() {
    const COUNTS: [u32; 16] = [
        1, 25, 300, 2300, 12650, 53130, 176_176, 467_104, 982_335, 1_596_279, 1_935_294, 1_684_446,
        1_004_934, 383_670, 82_614, 7_350,
    ];
    let puzzle = LightsOut::new(5).unwrap();
    let idle: Vec<u64> = (0..32).filter_map(|first| chase(&puzzle, first)).collect();
    assert_eq!(idle.len(), 4);
    assert!(idle.contains(&0));
    let weight = |set: u64| idle.iter().map(|other| (set ^ other).count_ones()).min().unwrap_or(0);
    let mut counts = [0_u32; 26];
    for set in 0..1_u64 << 25 {
        counts[weight(set) as usize] += 1;
    }
    assert!(counts.iter().zip(COUNTS).all(|(counted, known)| *counted == 4 * known));
    assert_eq!(counts[16..], [0; 10]);
    assert_eq!(COUNTS.iter().sum::<u32>(), 1 << 23);
    for seed in 0..1000 {
        let state = puzzle.sample(40, &mut orienteer_core::rng::rng(seed));
        let presses = puzzle.optimum(state).unwrap();
        assert_eq!(weight(presses), presses.count_ones());
    }
}

/// The presses that begin with these in the first row and change nothing, if there are any: every
/// row decides on the next, which has to put out what is lit in it.
fn chase(puzzle: &LightsOut, first: u64) -> Option<u64> {
    let (mut state, mut presses) = (0, 0);
    for row in 0..5 {
        let these = if row == 0 { first } else { state >> (5 * (row - 1)) & 31 };
        presses |= these << (5 * row);
        for column in (0..5).filter(|column| these >> column & 1 == 1) {
            puzzle.apply(&mut state, 5 * row + column);
        }
    }
    puzzle.is_goal(&state).then_some(presses)
}
