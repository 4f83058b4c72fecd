//! Sparse inputs give the same bits as dense ones.

use orienteer_net::{Activation, Init, Mlp, Pass, Shape, Sparse};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

#[test]
fn outputs_and_gradients_are_those_of_dense_inputs() {
    for hidden in [&[][..], &[37], &[150, 20, 9]] {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
        let shape = Shape::new(30, hidden, 3, Activation::Relu).expect("a network");
        let net = Mlp::new(shape, Init::He, &mut rng);
        let (mut dense, mut sparse) = (Vec::new(), Sparse::new(30));
        for _ in 0..11 {
            let mut feature =
                || if rng.random_bool(0.8) { 0.0 } else { rng.random_range(-2.0..2.0) };
            let row: Vec<f32> = (0..30).map(|_| feature()).collect();
            dense.extend(&row);
            sparse.push(&row);
        }
        let slopes: Vec<f32> = (0..33).map(|_| rng.random_range(-1.0..1.0)).collect();
        let (mut a, mut b) = (Pass::new(), Pass::new());
        assert_eq!(net.forward(&dense, &mut a), net.forward_sparse(sparse.rows(), &mut b));
        let (mut of_dense, mut of_sparse) = (net.zeros(), net.zeros());
        net.backward(&mut a, &slopes, &mut of_dense);
        net.backward_sparse(sparse.rows(), &mut b, &slopes, &mut of_sparse);
        assert_eq!(of_dense, of_sparse);
        let part = net.forward_sparse(sparse.part(4, 7), &mut b).to_vec();
        assert_eq!(part, net.forward(&dense[4 * 30..7 * 30], &mut a));
        let mut back = Vec::new();
        sparse.rows().write_dense(&mut back);
        assert_eq!(back, dense);
    }
}
