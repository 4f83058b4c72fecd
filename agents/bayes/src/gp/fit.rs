//! Hyperparameters by maximum a posteriori.
//!
//! Priors: length scales log-normal with location `√2 + ln(D) / 2` and scale `√3` for `D` decisions,
//! so that the correlation of random designs does not vanish as spaces grow (Hvarfner, Hellsten and
//! Nardi, "Vanilla Bayesian optimization performs great in high dimensions", ICML 2024, equation 4);
//! the variance of the noise log-normal with location -4 and scale 1, as in `BoTorch` since 0.12;
//! the variance of the signal log-normal around 1, because outcomes are standardised.

use super::features::Layout;
use super::kernel::Kernel;
use super::lbfgs::minimize;
use super::process::Process;

/// What the logarithms of the hyperparameters are believed to be, and their bounds.
#[derive(Clone, Debug)]
struct Prior {
    /// Location, scale and whether the density is one of the hyperparameter itself (then its mode
    /// lies lower than that of the density of the logarithm).
    terms: Vec<(f64, f64, bool)>,
    bounds: Vec<(f64, f64)>,
}

impl Prior {
    fn new(layout: &Layout) -> Self {
        let location = std::f64::consts::SQRT_2 + 0.5 * libm::log(layout.group.len().max(1) as f64);
        let mut terms = vec![(location, 3.0_f64.sqrt(), true); layout.groups];
        terms.extend([(0.0, 1.0, false), (-4.0, 1.0, true)]);
        let mut bounds = vec![(-4.0, 8.0); layout.groups];
        bounds.extend([(-4.0, 4.0), (-13.5, 1.0)]);
        Self { terms, bounds }
    }

    /// The logarithm of the density up to a constant, and its gradient.
    fn log_density(&self, theta: &[f64]) -> (f64, Vec<f64>) {
        let mut sum = 0.0;
        let slope = |(x, (location, scale, linear)): (&f64, &(f64, f64, bool))| {
            let (z, jacobian) = ((x - location) / scale, f64::from(u8::from(*linear)));
            sum -= 0.5 * z * z + jacobian * x;
            -z / scale - jacobian
        };
        let gradient = theta.iter().zip(&self.terms).map(slope).collect();
        (sum, gradient)
    }

    fn mode(&self) -> Vec<f64> {
        let mode = |(location, scale, linear): &(f64, f64, bool)| {
            if *linear { location - scale * scale } else { *location }
        };
        self.terms.iter().map(mode).collect()
    }
}

/// The kernel that the prior thinks most likely.
pub(crate) fn prior_mode(layout: Layout) -> Kernel {
    let mode = Prior::new(&layout).mode();
    Kernel::new(layout, mode)
}

/// The most likely kernel given observations, searched for from each of `starts`, which must not be
/// empty.
pub(crate) fn fit(starts: &[Kernel], rows: &[Vec<f64>], values: &[f64], iterations: u32) -> Kernel {
    let layout = &starts[0].layout;
    let prior = Prior::new(layout);
    let search = |start: &Kernel| {
        let loss = |theta: &[f64]| loss(layout, &prior, theta, rows, values);
        minimize(loss, start.theta().to_vec(), &prior.bounds, iterations)
    };
    let best = starts.iter().map(search).min_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(|| starts[0].clone(), |(_, theta)| Kernel::new(layout.clone(), theta))
}

/// Minus the logarithm of the posterior density, up to a constant, and its gradient.
fn loss(
    layout: &Layout,
    prior: &Prior,
    theta: &[f64],
    rows: &[Vec<f64>],
    values: &[f64],
) -> (f64, Vec<f64>) {
    let mut process = Process::new(Kernel::new(layout.clone(), theta.to_vec()));
    for row in rows {
        process.push(row.clone());
    }
    process.observe(values.to_vec());
    let (density, slope) = prior.log_density(theta);
    let value = -(process.log_likelihood() + density);
    let gradient = process.gradient().iter().zip(&slope).map(|(a, b)| -(a + b)).collect();
    (value, gradient)
}
