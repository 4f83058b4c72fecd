//! Agreement with scikit-learn, and of the gradient with differences.
//!
//! scikit-learn 1.9.1, numpy 2.4.6:
//!
//! ```python
//! X = [(0.0, 0.1, 0), (0.2, 0.9, 1), (0.5, 0.4, 2), (0.75, 0.3, 0), (1.0, 0.8, 1)]
//! y = [0.3, -1.2, 0.8, 1.1, -0.4]
//! hot = lambda r: [r[0], r[1]] + [float(r[2] == k) for k in range(3)]
//! label = 1.3 * 2**0.5  # one-hot labels are sqrt(2) apart, ours 1
//! kernel = (ConstantKernel(1.7) * Matern([0.4, 0.9] + [label] * 3, nu=2.5) + WhiteKernel(0.05))
//! g = GaussianProcessRegressor(kernel, optimizer=None, alpha=0).fit([hot(r) for r in X], y)
//! g.log_marginal_likelihood(g.kernel_.theta, eval_gradient=True)  # the label's three slopes added
//! m, s = g.predict([hot(r) for r in [(0.3, 0.3, 0), (0.9, 0.1, 2), (0.2, 0.9, 1)]], return_std=True)
//! print(m, s**2 - 0.05)
//! ```

use super::super::features::Layout;
use super::*;

const ROWS: [[f64; 3]; 5] =
    [[0.0, 0.1, 0.0], [0.2, 0.9, 1.0], [0.5, 0.4, 2.0], [0.75, 0.3, 0.0], [1.0, 0.8, 1.0]];

fn process(theta: &[f64]) -> Process {
    let mut process = Process::new(Kernel::new(Layout::new(2, 1), theta.to_vec()));
    for row in ROWS {
        process.push(row.to_vec());
    }
    process.observe(vec![0.3, -1.2, 0.8, 1.1, -0.4]);
    process
}

fn theta() -> Vec<f64> {
    [0.4, 0.9, 1.3, 1.7, 0.05].map(f64::ln).to_vec()
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-11 * (1.0 + expected.abs()), "{found} {expected}");
    }
}

#[test]
fn likelihood_agrees_with_scikit_learn() {
    let process = process(&theta());
    close(&[process.log_likelihood()], &[-7.046_484_989_602_32]);
    let gradient = [
        0.224_671_954_352_869_93,
        -0.317_657_626_381_851_13,
        0.021_676_949_102_990_728,
        -0.983_664_503_720_247_2,
        -0.033_121_348_215_165_88,
    ];
    close(&process.gradient(), &gradient);
}

#[test]
fn posterior_agrees_with_scikit_learn() {
    let places = [[0.3, 0.3, 0.0], [0.9, 0.1, 2.0], [0.2, 0.9, 1.0]].map(|row| row.to_vec());
    let beliefs = process(&theta()).predict(&places);
    let means: Vec<f64> = beliefs.iter().map(|belief| belief.mean).collect();
    let variances: Vec<f64> = beliefs.iter().map(|belief| belief.variance).collect();
    close(&means, &[0.430_775_572_204_859_96, 0.624_027_703_120_696_9, -1.144_262_629_036_727_7]);
    close(
        &variances,
        &[0.622_028_147_804_234_5, 0.950_200_962_626_944_3, 0.048_136_845_250_514_454],
    );
    let fitted: Vec<f64> = process(&theta()).fitted().collect();
    close(&fitted[1..2], &means[2..]);
}

#[test]
fn the_gradient_is_that_of_the_likelihood() {
    let gradient = process(&theta()).gradient();
    for (at, slope) in gradient.iter().enumerate() {
        let shifted = |by: f64| {
            let mut theta = theta();
            theta[at] += by;
            process(&theta).log_likelihood()
        };
        let difference = (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
        assert!((slope - difference).abs() < 1e-8, "{at}: {slope} {difference}");
    }
}

#[test]
fn equal_places_without_noise_are_survived() {
    let mut process = Process::new(Kernel::new(Layout::new(1, 0), vec![0.0, 0.0, -60.0]));
    (0..20).for_each(|_| process.push(vec![0.5]));
    process.observe(vec![1.0; 20]);
    let belief = process.predict(&[vec![0.5]])[0];
    assert!((belief.mean - 1.0).abs() < 1e-5 && belief.variance > 0.0, "{belief:?}");
}

/// Means and covariances of ten thousand functions are those of the posterior.
#[test]
fn drawn_functions_follow_the_posterior() {
    let process = process(&theta());
    let places = [[0.3, 0.3, 0.0], [0.9, 0.1, 2.0]].map(|row| row.to_vec());
    let mut rng = orienteer_core::rng::rng(11);
    let draws: Vec<_> = (0..10_000).map(|_| process.draw(&places, &mut rng)).collect();
    for (at, belief) in process.predict(&places).into_iter().enumerate() {
        let mean = draws.iter().map(|draw| draw[at]).sum::<f64>() / 1e4;
        let square = draws.iter().map(|draw| (draw[at] - mean).powi(2)).sum::<f64>() / 1e4;
        assert!((mean - belief.mean).abs() < 0.03, "{mean} {belief:?}");
        assert!((square / belief.variance - 1.0).abs() < 0.05, "{square} {belief:?}");
    }
}
