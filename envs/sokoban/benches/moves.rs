//! Steps a second in Sokoban.
//!
//! `cargo bench -p orienteer-env-sokoban` prints the time of all children of 1000 positions of one
//! level, alone and with the matching carried along.

use divan::{Bencher, counter::ItemsCount};
use orienteer_core::path::{Afresh, Incremental, Puzzle, Zero};
use orienteer_core::rng::rng;
use orienteer_env_sokoban::{Matching, Sokoban, shipped};

fn main() {
    divan::main();
}

fn puzzle() -> Sokoban<1> {
    let level = shipped()[0].level.parse().expect("the levels of this crate are levels");
    Sokoban::new(&level).expect("they have 64 cells at most")
}

fn children<H: Incremental<Sokoban<1>>>(bencher: Bencher<'_, '_>, heuristic: &H) {
    let puzzle = puzzle();
    let states: Vec<_> = (0..1000)
        .map(|seed| {
            let state = puzzle.sample(40, &mut rng(seed));
            (state, heuristic.token(&puzzle, &state))
        })
        .collect();
    let masks = states.iter().map(|(state, _)| puzzle.legal_mask(state).unwrap_or(0));
    let total: u32 = masks.map(u64::count_ones).sum();
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
                sum += f32::from(u8::from(puzzle.is_goal(&child)));
            }
        }
        sum
    });
}

#[divan::bench]
fn children_alone(bencher: Bencher<'_, '_>) {
    children(bencher, &Zero);
}

#[divan::bench]
fn children_matching(bencher: Bencher<'_, '_>) {
    children(bencher, &Matching::new(&puzzle()));
}

#[divan::bench]
fn children_matching_afresh(bencher: Bencher<'_, '_>) {
    children(bencher, &Afresh(Matching::new(&puzzle())));
}
