//! Moves of the packed state: `cargo bench -p orienteer-env-cube --bench moves`.
//!
//! The time printed is that of 4,096 moves; the items a second are moves. Moves are random, so that
//! nothing is folded, and the 1,024 states of a batch fit the cache of the second level.

use divan::{Bencher, counter::ItemsCount};
use orienteer_core::rng::rng;
use orienteer_env_cube::{Instructions, State, TURNS};
use rand::RngExt;

const MOVES: usize = 4096;
const STATES: usize = 1024;

fn main() {
    divan::main();
}

fn random_moves(n: usize) -> Vec<u16> {
    let mut random = rng(1);
    (0..n).map(|_| random.random_range(0..18)).collect()
}

/// One state, each move after the one before.
#[divan::bench(args = Instructions::available().into_iter().map(Instructions::name))]
fn dependent(bencher: Bencher<'_, '_>, name: &str) {
    let (set, word) = (named(name), random_moves(MOVES));
    bencher
        .counter(ItemsCount::new(MOVES))
        .bench_local(|| set.apply_word(&State::SOLVED, divan::black_box(&word), &TURNS));
}

/// The same move in many states.
#[divan::bench(args = Instructions::available().into_iter().map(Instructions::name))]
fn batched(bencher: Bencher<'_, '_>, name: &str) {
    let (set, word) = (named(name), random_moves(MOVES / STATES));
    let mut states = vec![State::SOLVED; STATES];
    bencher.counter(ItemsCount::new(MOVES)).bench_local(|| {
        for mv in divan::black_box(&word) {
            set.apply_batch(&mut states, &TURNS[usize::from(*mv)]);
        }
    });
}

/// A move of its own in each of many states.
#[divan::bench(args = Instructions::available().into_iter().map(Instructions::name))]
fn each(bencher: Bencher<'_, '_>, name: &str) {
    let (set, word) = (named(name), random_moves(MOVES));
    let mut states = vec![State::SOLVED; STATES];
    bencher.counter(ItemsCount::new(MOVES)).bench_local(|| {
        for choice in divan::black_box(&word).chunks(STATES) {
            set.apply_each(&mut states, choice, &TURNS);
        }
    });
}

/// All eighteen children of many states.
#[divan::bench(args = Instructions::available().into_iter().map(Instructions::name))]
fn expanded(bencher: Bencher<'_, '_>, name: &str) {
    let set = named(name);
    let states = vec![State::SOLVED; MOVES / 18];
    let mut children = [State::SOLVED; 18];
    bencher.counter(ItemsCount::new(states.len() * 18)).bench_local(|| {
        for state in &states {
            set.expand(divan::black_box(state), &TURNS, divan::black_box(&mut children));
        }
    });
}

fn named(name: &str) -> Instructions {
    let set = Instructions::available().into_iter().find(|set| set.name() == name);
    set.expect("the name of a set that this processor has")
}
