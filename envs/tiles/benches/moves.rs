//! Moves a second on sliding tiles.
//!
//! `cargo bench -p orienteer-env-tiles` prints the time of 1000 moves of a random walk (asking which
//! are legal, and making one), and of all children of 1000 positions with an estimate carried along,
//! as a search expands them.

use divan::{Bencher, black_box, counter::ItemsCount};
use orienteer_core::Move;
use orienteer_core::path::{Incremental, Puzzle};
use orienteer_core::rng::rng;
use orienteer_env_tiles::{Board, LinearConflict, Manhattan, Tiles, Tiles15, Tiles24, Tiles48};
use rand::seq::IndexedRandom;

const STEPS: usize = 1000;

fn main() {
    divan::main();
}

/// The moves of a random walk, drawn beforehand, so that drawing is not timed.
fn moves<B: Board>(puzzle: &Tiles<B>, start: B) -> Vec<Move> {
    let (mut state, mut legal, mut rng) = (start, Vec::new(), rng(1));
    let step = |_| {
        puzzle.legal(&state, &mut legal);
        let mv = *legal.choose(&mut rng)?;
        puzzle.apply(&mut state, mv);
        Some(mv)
    };
    (0..STEPS).filter_map(step).collect()
}

/// Each move waits for the one before.
fn walk<B: Board>(bencher: Bencher<'_, '_>, puzzle: &Tiles<B>) {
    let start = puzzle.sample(100, &mut rng(2));
    let moves = moves(puzzle, start);
    bencher.counter(ItemsCount::new(STEPS)).bench_local(|| {
        let (mut state, mut legal) = (black_box(start), 0);
        for &mv in &moves {
            legal += puzzle.legal_mask(&state).unwrap_or(0) >> mv & 1;
            puzzle.apply(&mut state, mv);
        }
        (state, legal)
    });
}

#[divan::bench]
fn walk_15(bencher: Bencher<'_, '_>) {
    walk(bencher, &Tiles15::new());
}

#[divan::bench]
fn walk_24(bencher: Bencher<'_, '_>) {
    walk(bencher, &Tiles24::new());
}

#[divan::bench]
fn walk_48(bencher: Bencher<'_, '_>) {
    walk(bencher, &Tiles48::new());
}

fn children<H: Incremental<Tiles15>>(bencher: Bencher<'_, '_>, heuristic: &H) {
    let puzzle = Tiles15::new();
    let states: Vec<_> = (0..STEPS as u64)
        .map(|seed| {
            let state = puzzle.sample(100, &mut rng(seed));
            (state, heuristic.token(&puzzle, &state))
        })
        .collect();
    let total: u32 =
        states.iter().map(|(state, _)| puzzle.legal_mask(state).unwrap_or(0).count_ones()).sum();
    bencher.counter(ItemsCount::new(total)).bench_local(|| {
        let mut sum = 0.0;
        for (state, token) in &states {
            let mut mask = puzzle.legal_mask(state).unwrap_or(0);
            while mask != 0 {
                let mv = mask.trailing_zeros();
                mask &= mask - 1;
                let mut child = *state;
                puzzle.apply(&mut child, mv);
                sum += heuristic.value(&heuristic.follow(&puzzle, token, state, mv, &child));
            }
        }
        sum
    });
}

#[divan::bench]
fn children_15_manhattan(bencher: Bencher<'_, '_>) {
    children(bencher, &Manhattan::new());
}

#[divan::bench]
fn children_15_linear_conflict(bencher: Bencher<'_, '_>) {
    children(bencher, &LinearConflict::new());
}
