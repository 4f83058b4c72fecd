//! What passes and steps cost at the size of a policy.
//!
//! `cargo bench -p orienteer-net --bench passes`

use divan::{Bencher, black_box, counter::ItemsCount};
use orienteer_net::{Activation, Adam, AdamConfig, Init, Mlp, Pass, Shape};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

const ACTIVATIONS: [Activation; 2] = [Activation::Relu, Activation::Tanh];
const BATCHES: [usize; 2] = [1, 64];

fn main() {
    divan::main();
}

fn policy(activation: Activation) -> Mlp {
    let shape = Shape::new(13, &[32, 32, 32], 8, activation).expect("a network");
    Mlp::new(shape, Init::orthogonal(1.0), &mut Xoshiro256PlusPlus::seed_from_u64(1))
}

fn inputs(rows: usize) -> Vec<f32> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    (0..13 * rows).map(|_| rng.random_range(-1.0..1.0)).collect()
}

#[divan::bench(args = BATCHES, consts = [0, 1])]
fn forward<const A: usize>(bencher: Bencher<'_, '_>, rows: usize) {
    let (net, inputs, mut pass) = (policy(ACTIVATIONS[A]), inputs(rows), Pass::new());
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(move || net.forward(black_box(&inputs), &mut pass)[0]);
}

#[divan::bench(args = BATCHES, consts = [0, 1])]
fn forward_and_backward<const A: usize>(bencher: Bencher<'_, '_>, rows: usize) {
    let (net, inputs, mut pass) = (policy(ACTIVATIONS[A]), inputs(rows), Pass::new());
    let (mut gradient, slopes) = (net.zeros(), vec![0.01; 8 * rows]);
    bencher.counter(ItemsCount::new(rows)).bench_local(move || {
        net.forward(black_box(&inputs), &mut pass);
        net.backward(&mut pass, &slopes, &mut gradient)[0]
    });
}

#[divan::bench]
fn adam_step(bencher: Bencher<'_, '_>) {
    let mut net = policy(Activation::Tanh);
    let mut adam = Adam::new(AdamConfig::default(), net.parameters().len());
    let gradient = vec![0.01; net.parameters().len()];
    bencher.bench_local(move || adam.step(1e-6, net.parameters_mut(), black_box(&gradient)));
}
