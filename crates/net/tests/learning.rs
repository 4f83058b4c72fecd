//! Gradients against finite differences, and what depends on no batch.

use orienteer_net::{Activation, Adam, AdamConfig, Init, Mlp, Pass, Shape, clip, loss};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

const ROWS: usize = 6;

fn net(hidden: &[usize], activation: Activation, init: Init, seed: u64) -> Mlp {
    let shape = Shape::new(5, hidden, 3, activation).expect("a network");
    Mlp::new(shape, init, &mut Xoshiro256PlusPlus::seed_from_u64(seed))
}

fn draw(n: usize, seed: u64) -> Vec<f32> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    (0..n).map(|_| rng.random_range(-1.0..1.0)).collect()
}

/// Every parameter of every layer, and every input. Differences in `f32` are good to about 1e-3;
/// where a unit of relu bends between the two points, the derivative is only known to lie between
/// the two one-sided differences.
#[test]
fn gradients_agree_with_differences() {
    for (hidden, activation) in [
        (&[][..], Activation::Tanh),
        (&[7], Activation::Tanh),
        (&[7], Activation::Relu),
        (&[33, 9, 8], Activation::Tanh),
        (&[33, 9, 8], Activation::Relu),
    ] {
        let mut net = net(hidden, activation, Init::orthogonal(1.0), 8);
        // Biases other than zero, so that their paths are tried.
        for (p, d) in net.parameters_mut().iter_mut().zip(draw(10_000, 2)) {
            *p += 0.1 * d;
        }
        // Smaller for relu, so that few units bend in between.
        let step = if activation == Activation::Relu { 1.0 / 2048.0 } else { 1.0 / 128.0 };
        let (inputs, targets) = (draw(5 * ROWS, 3), draw(3 * ROWS, 4));
        let (mut pass, mut slopes) = (Pass::new(), vec![0.0; 3 * ROWS]);
        let mut gradient = net.zeros();
        loss::squared(net.forward(&inputs, &mut pass), &targets, &mut slopes);
        let by_inputs = net.backward(&mut pass, &slopes, &mut gradient).to_vec();
        let mut value = |net: &Mlp, inputs: &[f32]| {
            loss::squared(net.forward(inputs, &mut pass), &targets, &mut slopes)
        };
        let here = value(&net, &inputs);
        let compare = |up: f64, down: f64, exact: f32, what: &str| {
            let h = f64::from(step);
            let (right, left) = ((up - here) / h, (here - down) / h);
            let difference = f64::midpoint(right, left);
            let bend =
                if activation == Activation::Relu { (right - left).abs() / 2.0 } else { 0.0 };
            let error = (difference - f64::from(exact)).abs();
            assert!(error < 1e-3 + bend, "{what}: {difference}, {exact}");
        };
        for (i, exact) in gradient.iter().enumerate() {
            let mut moved = |h: f32| {
                let mut moved = net.clone();
                moved.parameters_mut()[i] += h;
                value(&moved, &inputs)
            };
            let (up, down) = (moved(step), moved(-step));
            compare(up, down, *exact, &format!("parameter {i} of {hidden:?}"));
        }
        for (i, exact) in by_inputs.iter().enumerate() {
            let mut moved = |h: f32| {
                let mut moved = inputs.clone();
                moved[i] += h;
                value(&net, &moved)
            };
            let (up, down) = (moved(step), moved(-step));
            compare(up, down, *exact, &format!("input {i} of {hidden:?}"));
        }
    }
}

#[test]
fn a_row_is_the_same_in_any_batch() {
    let net = net(&[32, 20], Activation::Tanh, Init::orthogonal(1.0), 1);
    let inputs = draw(5 * 11, 2);
    let mut pass = Pass::new();
    let whole = net.forward(&inputs, &mut pass).to_vec();
    for (row, outputs) in inputs.chunks(5).zip(whole.chunks(3)) {
        assert_eq!(net.forward(row, &mut pass), outputs);
    }
    assert!(net.forward(&[], &mut pass).is_empty());
}

/// A fingerprint of a trained network: a machine or a compiler that computes other bits fails here. It
/// changes only when the arithmetic changes, and with that every record of an agent that learns.
#[test]
fn training_gives_the_bits_that_it_gave_before() {
    let mut net = net(&[16, 16], Activation::Tanh, Init::orthogonal(1.0), 1);
    let mut adam = Adam::new(AdamConfig::default(), net.parameters().len());
    let (mut pass, mut slopes, mut gradient) = (Pass::new(), vec![0.0; 3 * ROWS], net.zeros());
    let (inputs, targets) = (draw(5 * ROWS, 3), draw(3 * ROWS, 4));
    let mut last = f64::MAX;
    for _ in 0..300 {
        last = loss::huber(1.0, net.forward(&inputs, &mut pass), &targets, &mut slopes);
        gradient.fill(0.0);
        net.backward(&mut pass, &slopes, &mut gradient);
        clip::norm(&mut gradient, 1.0);
        adam.step(0.01, net.parameters_mut(), &gradient);
    }
    assert!(last < 1e-3, "{last}");
    let fold = |sum: u32, x: &f32| sum.rotate_left(5) ^ x.to_bits();
    assert_eq!(net.parameters().iter().fold(0, fold), FINGERPRINT);
}

const FINGERPRINT: u32 = 1_223_440_184;

/// The same gradients, some constant and some not, through a reference.
#[test]
fn adam_agrees_with_a_reference() {
    let mut parameters = [1.0, -2.0, 0.5];
    let mut adam = Adam::new(AdamConfig::default(), 3);
    for step in 0..5 {
        let t = step as f32;
        let gradient = [0.1 * (t + 1.0), parameters[1], 0.5 - t];
        adam.step(0.1, &mut parameters, &gradient);
    }
    for (found, expected) in parameters.iter().zip(REFERENCE) {
        assert!((found - expected).abs() < 2e-6, "{parameters:?}");
    }
    assert_eq!(adam.steps(), 5);
}

/// `optax.adam(0.1)` of optax 0.2.8 in double precision, and the paper's formulas in numpy, which
/// agree to all digits.
const REFERENCE: [f32; 3] = [0.514_916_9, -1.502_955_8, 0.623_039_7];
