//! Presses and solutions a second on 7 by 7 cells.
//!
//! `cargo bench -p orienteer-env-lights-out` prints the time of 1000 presses one after the other, of
//! all children of 1000 positions with the exact distance carried along, and of an optimum.

use divan::{Bencher, black_box, counter::ItemsCount};
use orienteer_core::path::{Incremental, Puzzle};
use orienteer_core::rng::rng;
use orienteer_env_lights_out::{Exact, LightsOut};

const STEPS: usize = 1000;

fn main() {
    divan::main();
}

fn puzzle() -> LightsOut {
    LightsOut::new(7).expect("a size there is")
}

#[divan::bench]
fn presses(bencher: Bencher<'_, '_>) {
    let puzzle = puzzle();
    let moves: Vec<u32> = (0..STEPS as u32).map(|i| i * 37 % 49).collect();
    bencher.counter(ItemsCount::new(STEPS)).bench_local(|| {
        let mut state = black_box(0);
        for &mv in &moves {
            puzzle.apply(&mut state, mv);
        }
        state
    });
}

#[divan::bench]
fn children_exact(bencher: Bencher<'_, '_>) {
    let puzzle = puzzle();
    let states: Vec<_> = (0..STEPS as u64)
        .map(|seed| {
            let state = puzzle.sample(50, &mut rng(seed));
            (state, Exact.token(&puzzle, &state))
        })
        .collect();
    bencher.counter(ItemsCount::new(STEPS * 49)).bench_local(|| {
        let mut sum = 0.0;
        for (state, token) in &states {
            for mv in 0..49 {
                let mut child = *state;
                puzzle.apply(&mut child, mv);
                sum += Exact.value(&Exact.follow(&puzzle, token, state, mv, &child));
            }
        }
        sum
    });
}

#[divan::bench]
fn optimum(bencher: Bencher<'_, '_>) {
    let puzzle = puzzle();
    let state = puzzle.sample(50, &mut rng(1));
    bencher.bench_local(|| puzzle.optimum(black_box(state)));
}
