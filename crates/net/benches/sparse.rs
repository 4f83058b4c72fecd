//! What the first layer of a learned heuristic costs, dense and sparse, and whole passes at its size:
//! the 3x3x3's 324 features, of which 54 are 1, and some 120,000 weights.
//!
//! `cargo bench -p orienteer-net --bench sparse`

use divan::{Bencher, black_box, counter::ItemsCount};
use orienteer_net::{Activation, Adam, AdamConfig, Init, Mlp, Pass, Shape, Sparse};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

const ROWS: usize = 256;

fn main() {
    divan::main();
}

fn net(hidden: &[usize]) -> Mlp {
    let shape = Shape::new(324, hidden, 1, Activation::Relu).expect("a network");
    Mlp::new(shape, Init::He, &mut Xoshiro256PlusPlus::seed_from_u64(1))
}

/// One of six colours for each of 54 facelets.
fn inputs() -> Sparse {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    let mut inputs = Sparse::new(324);
    for _ in 0..ROWS {
        let mut row = [0.0; 324];
        row.chunks_exact_mut(6).for_each(|facelet| facelet[rng.random_range(0..6)] = 1.0);
        inputs.push(&row);
    }
    inputs
}

const SHAPES: [&[usize]; 2] = [&[256], &[256, 128, 64]];

#[divan::bench(args = SHAPES)]
fn forward_dense(bencher: Bencher<'_, '_>, hidden: &[usize]) {
    let (net, mut inputs_in_full, mut pass) = (net(hidden), Vec::new(), Pass::new());
    inputs().rows().write_dense(&mut inputs_in_full);
    bencher
        .counter(ItemsCount::new(ROWS))
        .bench_local(move || net.forward(black_box(&inputs_in_full), &mut pass)[0]);
}

#[divan::bench(args = SHAPES)]
fn forward_sparse(bencher: Bencher<'_, '_>, hidden: &[usize]) {
    let (net, inputs, mut pass) = (net(hidden), inputs(), Pass::new());
    bencher
        .counter(ItemsCount::new(ROWS))
        .bench_local(move || net.forward_sparse(black_box(inputs.rows()), &mut pass)[0]);
}

#[divan::bench(args = SHAPES)]
fn forward_and_backward_dense(bencher: Bencher<'_, '_>, hidden: &[usize]) {
    let (net, mut inputs_in_full, mut pass) = (net(hidden), Vec::new(), Pass::new());
    inputs().rows().write_dense(&mut inputs_in_full);
    let (mut gradient, slopes) = (net.zeros(), vec![0.01; ROWS]);
    bencher.counter(ItemsCount::new(ROWS)).bench_local(move || {
        net.forward(black_box(&inputs_in_full), &mut pass);
        net.backward(&mut pass, &slopes, &mut gradient)[0]
    });
}

#[divan::bench(args = SHAPES)]
fn forward_and_backward_sparse(bencher: Bencher<'_, '_>, hidden: &[usize]) {
    let (net, inputs, mut pass) = (net(hidden), inputs(), Pass::new());
    let (mut gradient, slopes) = (net.zeros(), vec![0.01; ROWS]);
    bencher.counter(ItemsCount::new(ROWS)).bench_local(move || {
        net.forward_sparse(black_box(inputs.rows()), &mut pass);
        net.backward_sparse(inputs.rows(), &mut pass, &slopes, &mut gradient);
        gradient[0]
    });
}

#[divan::bench]
fn adam_step(bencher: Bencher<'_, '_>) {
    let mut net = net(SHAPES[1]);
    let mut adam = Adam::new(AdamConfig::default(), net.parameters().len());
    let gradient = vec![0.01; net.parameters().len()];
    bencher.bench_local(move || adam.step(1e-6, net.parameters_mut(), black_box(&gradient)));
}
