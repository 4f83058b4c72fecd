//! The cubes as puzzles: moves, meta-actions, symmetries, reading, writing, features.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::Puzzle;
use orienteer_core::rng::rng;
use orienteer_core::{Environment, Move};
use orienteer_env_cube::{
    Cube, Cube2, Cube3, CubeEnv, MetaCost, Puzzle2, Puzzle3, PuzzleConfig, State, Symmetry, TURNS,
    TurnMetric, parse_word, turn_index,
};
use std::collections::HashSet;

const HALF: TurnMetric = TurnMetric::HalfTurn;
const QUARTER: TurnMetric = TurnMetric::QuarterTurn;

fn config(size: u8, metric: TurnMetric, turns_a_move: u8) -> PuzzleConfig {
    PuzzleConfig { size, metric, turns_a_move, ..PuzzleConfig::default() }
}

fn puzzle3(metric: TurnMetric, turns_a_move: u8) -> Puzzle3 {
    Puzzle3::new(config(3, metric, turns_a_move)).unwrap()
}

fn puzzle2(metric: TurnMetric, turns_a_move: u8) -> Puzzle2 {
    Puzzle2::new(config(2, metric, turns_a_move)).unwrap()
}

#[test]
fn there_are_as_many_moves_as_published() {
    let count = |metric, turns| puzzle3(metric, turns).moves().len();
    assert_eq!([1, 2, 3].map(|turns| count(QUARTER, turns)), [12, 156, 1884]);
    assert_eq!([1, 2, 3].map(|turns| count(HALF, turns)), [18, 342, 6174]);
    assert_eq!([1, 2, 3].map(|turns| puzzle2(QUARTER, turns).moves().len()), [6, 42, 258]);
}

#[test]
fn a_configuration_that_describes_no_puzzle_is_refused_in_words() {
    let refusal = Puzzle3::new(config(2, HALF, 1)).unwrap_err().to_string();
    assert_eq!(refusal, "`size` is 2: expected 3");
    let refusal = Puzzle2::new(config(2, HALF, 4)).unwrap_err().to_string();
    assert_eq!(refusal, "`turns-a-move` is 4: expected 1, 2 or 3");
    assert!(Puzzle2::new(config(3, HALF, 1)).is_err() && Puzzle3::new(config(3, HALF, 0)).is_err());
}

/// A move does what its name says, and its inverse takes it back, whatever the puzzle.
fn moves_do_what_they_are_called<P: Puzzle>(puzzle: &P) {
    let mut random = rng(7);
    let mut names = HashSet::new();
    let (mut start, mut legal) = (puzzle.sample(30, &mut random), Vec::new());
    puzzle.legal(&start, &mut legal);
    assert_eq!(legal, (0..puzzle.moves().len() as Move).collect::<Vec<_>>());
    for mv in legal {
        let name = puzzle.moves().name(mv).to_owned();
        let mut after = puzzle.goal().unwrap();
        puzzle.apply(&mut after, mv);
        let spaced: String = name
            .chars()
            .map(|c| if c.is_alphabetic() { format!(" {c}") } else { c.into() })
            .collect();
        assert_eq!(puzzle.read(&spaced).unwrap(), after, "{name}");
        puzzle.apply(&mut start, mv);
        let back = puzzle.inverse(mv).unwrap();
        let mut before = start.clone();
        puzzle.apply(&mut before, back);
        puzzle.apply(&mut before, mv);
        assert_eq!(before, start, "{name}");
        assert_eq!(puzzle.inverse(back), Some(mv));
        assert!(puzzle.is_redundant(mv, back));
        assert!(names.insert(name));
    }
}

#[test]
fn every_move_does_what_it_is_called_and_is_taken_back_by_its_inverse() {
    for (metric, turns) in [(HALF, 1), (QUARTER, 1), (QUARTER, 2), (QUARTER, 3), (HALF, 2)] {
        moves_do_what_they_are_called(&puzzle3(metric, turns));
        moves_do_what_they_are_called(&puzzle2(metric, turns));
    }
}

#[test]
fn what_meta_actions_cost_is_a_choice() {
    let config = PuzzleConfig { meta_cost: MetaCost::Length, ..config(3, QUARTER, 3) };
    let (unit, length) = (puzzle3(QUARTER, 3), Puzzle3::new(config).unwrap());
    for (name, turns) in [("U", 1), ("UU", 2), ("RU'", 2), ("RU'F", 3)] {
        let mv = unit.moves().parse(name).unwrap();
        assert_eq!((unit.cost(mv), length.cost(mv)), (1, turns), "{name}");
    }
}

/// Without the paths that are redundant, every position is still reached, and as soon.
fn shortest_paths_remain<P: Puzzle>(puzzle: &P, depths: usize) -> Vec<usize> {
    let moves = puzzle.moves().len() as Move;
    let goal = puzzle.goal().unwrap();
    let mut seen = HashSet::from([goal.clone()]);
    // All canonical words, not only the first that reaches a position.
    let mut words: HashSet<(P::State, Option<Move>)> = HashSet::from([(goal, None)]);
    let mut counts = vec![1];
    for _ in 0..depths {
        let mut longer = HashSet::new();
        for (state, last) in &words {
            for mv in (0..moves).filter(|mv| !last.is_some_and(|l| puzzle.is_redundant(l, *mv))) {
                let mut child = state.clone();
                puzzle.apply(&mut child, mv);
                longer.insert((child, Some(mv)));
            }
        }
        let new: HashSet<_> = longer.iter().map(|(state, _)| state).collect();
        counts.push(new.into_iter().filter(|state| seen.insert((*state).clone())).count());
        words = longer;
    }
    counts
}

#[test]
fn redundant_moves_are_not_needed() {
    assert_eq!(shortest_paths_remain(&puzzle3(HALF, 1), 4), [1, 18, 243, 3_240, 43_239]);
    assert_eq!(shortest_paths_remain(&puzzle3(QUARTER, 1), 5), [1, 12, 114, 1_068, 10_011, 93_840]);
    assert_eq!(shortest_paths_remain(&puzzle2(HALF, 1), 5), [1, 9, 54, 321, 1_847, 9_992]);
    assert_eq!(shortest_paths_remain(&puzzle2(QUARTER, 1), 6), [1, 6, 27, 120, 534, 2_256, 8_969]);
}

#[test]
fn positions_read_back_as_they_are_written() {
    let (large, small) = (puzzle3(HALF, 1), puzzle2(QUARTER, 1));
    for seed in 0..200 {
        let state = large.sample(40, &mut rng(seed));
        assert_eq!(large.read(&large.write(&state)), Ok(state));
        let state = small.sample(40, &mut rng(seed));
        assert_eq!(small.read(&small.write(&state)), Ok(state));
    }
    let rows = "UUU UUU UUU\nRRRRRRRRR FFFFFFFFF DDDDDDDDD LLLLLLLLL BBBBBBBBB ";
    assert_eq!(large.read(rows), Ok(State::SOLVED));
    assert_eq!(large.read(" R U2 U2 R' "), Ok(State::SOLVED));
}

#[test]
fn features_are_those_of_the_environment() {
    let (large, small) = (puzzle3(HALF, 1), puzzle2(HALF, 1));
    let plain3 = CubeEnv::<Cube3>::scrambled(HALF, 1).unwrap();
    let plain2 = CubeEnv::<Cube2>::scrambled(HALF, 1).unwrap();
    for seed in 0..20 {
        let state = large.sample(30, &mut rng(seed));
        let (mut ours, mut theirs) = (vec![f32::NAN; large.width()], vec![f32::NAN; 324]);
        large.observe(&state, &mut ours);
        plain3.observe(&Cube3::from(state), &mut theirs);
        assert_eq!(ours, theirs);

        let state = small.sample(30, &mut rng(seed));
        let (mut ours, mut theirs) = (vec![f32::NAN; small.width()], vec![f32::NAN; 144]);
        small.observe(&state, &mut ours);
        plain2.observe(&Cube2::from(state), &mut theirs);
        assert_eq!(ours, theirs);
    }
}

#[test]
fn a_symmetry_makes_of_a_word_the_renamed_word() {
    let word = parse_word("R U2 F' D L2 B U' R' F").unwrap();
    let made = |turns: &mut dyn Iterator<Item = orienteer_env_cube::Turn>| {
        turns.fold(State::SOLVED, |state, turn| state.then(&TURNS[turn_index(turn)]))
    };
    let state = made(&mut word.iter().copied());
    assert_eq!(Symmetry::all().len(), 48);
    let images: HashSet<_> = Symmetry::all()
        .iter()
        .map(|symmetry| {
            let image = symmetry.apply(&state);
            assert_eq!(image, made(&mut word.iter().map(|turn| symmetry.turn(*turn))));
            image
        })
        .collect();
    assert_eq!(images.len(), 48);
}

/// 901,083,404,981,813,616 classes in all; near solved, counted by breadth-first search.
#[test]
fn symmetric_positions_have_one_representative() {
    let symmetric = |size, metric| PuzzleConfig { symmetry: true, ..config(size, metric, 1) };
    let large = Puzzle3::new(symmetric(3, HALF)).unwrap();
    let small = Puzzle2::new(symmetric(2, HALF)).unwrap();
    for seed in 0..20 {
        let state = large.sample(25, &mut rng(seed));
        let images: HashSet<_> =
            Symmetry::all().iter().map(|s| large.canonical(&s.apply(&state))).collect();
        assert_eq!(images.len(), 1);
        assert_eq!(large.canonical(&large.canonical(&state)), large.canonical(&state));
        let state = small.sample(25, &mut rng(seed));
        assert_eq!(small.canonical(&small.canonical(&state)), small.canonical(&state));
    }
    // Of the 18 turns, a quarter (either way, by reflection) and a half remain.
    let classes: HashSet<_> = TURNS.iter().map(|turn| large.canonical(turn)).collect();
    assert_eq!(classes.len(), 2);
    let turned = |mv| {
        let mut state = small.goal().unwrap();
        small.apply(&mut state, mv);
        small.canonical(&state)
    };
    assert_eq!((0..9).map(turned).collect::<HashSet<_>>().len(), 2);
    let plain = puzzle3(HALF, 1);
    assert_eq!(plain.canonical(&TURNS[5]), TURNS[5]);
}

#[test]
fn a_scramble_is_as_deep_as_it_may_be() {
    let puzzle = puzzle2(HALF, 1);
    assert_eq!(puzzle.sample(0, &mut rng(1)), puzzle.goal().unwrap());
    let states: HashSet<_> = (0..200).map(|seed| puzzle.sample(1, &mut rng(seed))).collect();
    assert_eq!(states.len(), 9);
    assert!(Cube2::from(puzzle.sample(0, &mut rng(1))).is_solved());
}
