//! The shipped levels (see `data/README.md`): optima by breadth-first search, and lower bounds.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod common;

use common::{breadth_first, distances};
use orienteer_core::path::{Heuristic, Incremental, Progress, Puzzle};
use orienteer_core::rng::rng;
use orienteer_env_sokoban::{Level, Matching, Shipped, Sokoban, shipped};

fn puzzle(level: &Shipped) -> Sokoban<1> {
    Sokoban::new(&level.level.parse().unwrap()).unwrap()
}

#[test]
fn all_levels_are_read_and_written() {
    assert_eq!(shipped().len(), 500);
    for level in shipped() {
        let (puzzle, id) = (puzzle(level), level.id);
        assert_eq!(puzzle.write(puzzle.start()), level.level, "level {id}");
        assert_eq!(puzzle.read(&level.level), Ok(*puzzle.start()), "level {id}");
        assert_eq!(puzzle.level().boxes(), 4, "level {id}");
        assert_eq!(puzzle.level().words(), 1, "level {id}");
        let estimate = Matching::new(&puzzle).estimate(&puzzle, puzzle.start());
        assert!(estimate <= level.length as f32, "level {id}");
        assert!(puzzle.distance(puzzle.start()) <= f64::from(estimate), "level {id}");
    }
    assert_eq!(size_of::<<Sokoban<1> as Puzzle>::State>(), 16);
}

/// The length of a shortest solution is the recorded one, and the search stores as many positions as
/// the one that found it: both leave out the pushes after which a box is stuck.
fn check_optimum(level: &Shipped) -> usize {
    let puzzle = puzzle(level).without_dead_pushes();
    let (length, states) = breadth_first(&puzzle, puzzle.start());
    assert_eq!((length, states as u64), (Some(level.length), level.states), "level {}", level.id);
    states
}

/// The levels whose search is shortest, for a build without optimisation.
#[test]
fn easy_levels_have_the_recorded_optimum() {
    let easy: Vec<_> = shipped().iter().filter(|level| level.states < 20_000).collect();
    assert!(easy.len() > 100, "{}", easy.len());
    for level in easy {
        let stored = check_optimum(level);
        if stored < 1000 {
            let puzzle = puzzle(level);
            let (length, states) = breadth_first(&puzzle, puzzle.start());
            assert_eq!(length, Some(level.length), "level {}", level.id);
            assert!(states >= stored, "level {}", level.id);
        }
    }
}

/// Seconds in a release build: `cargo test --release -p orienteer-env-sokoban --test levels --
/// --ignored --nocapture`.
#[test]
#[ignore = "takes long without optimisation"]
fn all_levels_have_the_recorded_optimum() {
    let began = std::time::Instant::now();
    let stored: usize = shipped().iter().map(check_optimum).sum();
    let seconds = began.elapsed().as_secs_f64();
    println!("500 levels in {seconds:.1} s, {stored} positions stored");
}

/// On every position that moves lead to: no overestimate, infinite only where there is no solution,
/// no fall by more than a move costs, the same whether carried or made afresh. How many there are,
/// how many of them are lost, and how many of those the estimate knows.
fn check<const W: usize>(level: &str) -> (usize, usize, usize) {
    let puzzle = Sokoban::<W>::new(&level.parse::<Level>().unwrap()).unwrap();
    let matching = Matching::new(&puzzle);
    let found = distances(&puzzle, puzzle.start());
    let (mut legal, mut lost, mut known) = (Vec::new(), 0, 0);
    for (state, distance) in &found {
        let token = matching.token(&puzzle, state);
        let estimate = matching.value(&token);
        match distance {
            Some(distance) => assert!(estimate <= *distance as f32, "{state:?}"),
            None => lost += 1,
        }
        assert_eq!(estimate == 0.0, puzzle.is_goal(state));
        assert_eq!(puzzle.distance(state) == 0.0, puzzle.is_goal(state));
        assert!(puzzle.distance(state).is_finite());
        known += usize::from(estimate.is_infinite());
        assert!(state.boxes.cells().all(|cell| !puzzle.is_dead(cell)) || estimate.is_infinite());
        puzzle.legal(state, &mut legal);
        for &mv in &legal {
            let mut after = *state;
            puzzle.apply(&mut after, mv);
            let next = matching.value(&matching.follow(&puzzle, &token, state, mv, &after));
            assert_eq!(next, matching.estimate(&puzzle, &after));
            assert!(estimate <= next + 1.0, "{state:?}");
        }
    }
    (found.len(), lost, known)
}

#[test]
fn the_lower_bound_holds_everywhere() {
    let small = "########|#  .   #|# $ #$ #|#  @ . #|#      #|########";
    let (all, lost, known) = check::<1>(small);
    assert!(all > lost && lost >= known && known > 0, "{all} {lost} {known}");
    // The same in wider sets of cells.
    assert_eq!(check::<2>(small), (all, lost, known));
    assert_eq!(check::<4>(small), (all, lost, known));
    // Two boxes share a wall with one goal: each could get there alone.
    let wall = "#######|#. $$ #|#  @ .#|#     #|#######";
    let (_, lost, known) = check::<1>(wall);
    assert!(lost >= known && known > 0);
}

#[test]
fn scrambles_have_a_solution_within_their_length() {
    for (seed, level) in shipped().iter().take(20).enumerate() {
        let puzzle = puzzle(level);
        let matching = Matching::new(&puzzle);
        for depth in [0, 5, 15, 40] {
            let start = puzzle.sample(depth, &mut rng(seed as u64));
            assert_eq!(start, puzzle.sample(depth, &mut rng(seed as u64)));
            assert!(matching.estimate(&puzzle, &start) <= depth as f32);
            assert_eq!(puzzle.read(&puzzle.write(&start)), Ok(start));
            if depth <= 15 {
                let (length, _) = breadth_first(&puzzle, &start);
                assert!(length.unwrap() <= depth);
            }
        }
    }
}

/// A room of more than 64 cells takes two words, one of more than 128 four.
#[test]
fn larger_levels_take_more_words() {
    let room = |width: usize, height: usize| {
        let floor = format!("#{}#\n", " ".repeat(width));
        let first = format!("#@$.{}#\n", " ".repeat(width - 3));
        let wall = "#".repeat(width + 2);
        format!("{wall}\n{first}{}{wall}", floor.repeat(height - 1))
    };
    for (width, height, words) in [(8, 8, 1), (13, 5, 2), (16, 8, 2), (43, 3, 4), (16, 16, 4)] {
        let level: Level = room(width, height).parse().unwrap();
        assert_eq!((level.cells(), level.words()), (width * height, words));
        assert_eq!(Sokoban::<1>::new(&level).is_ok(), words == 1);
        let puzzle = Sokoban::<4>::new(&level).unwrap();
        assert_eq!(breadth_first(&puzzle, puzzle.start()).0, Some(1));
    }
    assert!(room(17, 16).parse::<Level>().unwrap_err().to_string().contains("at most 256"));
}
