//! Minimisation of a smooth function within bounds.
//!
//! The limited-memory BFGS method: Nocedal and Wright, "Numerical Optimization" (2nd ed., 2006),
//! algorithms 7.4 and 7.5, with a backtracking line search (algorithm 3.1) whose trial points are
//! projected onto the bounds. The functions here have a few dozen variables and priors that keep
//! the minimum inside, so that no more is needed: the `argmin` crate offers the same with a better
//! line search, but had no release for over a year and brings a second version of `rand`.

use std::collections::VecDeque;

/// How many steps the curvature is estimated from.
const MEMORY: usize = 8;

/// The part of the decrease that the slope promises which a step must bring.
const ARMIJO: f64 = 1e-4;

/// The least value found and where, from a start, given a function that returns its value and its
/// gradient. Every variable stays within `bounds`. The start's value must be finite.
pub(crate) fn minimize(
    mut function: impl FnMut(&[f64]) -> (f64, Vec<f64>),
    start: Vec<f64>,
    bounds: &[(f64, f64)],
    iterations: u32,
) -> (f64, Vec<f64>) {
    let mut x = start;
    let (mut value, mut gradient) = function(&x);
    let mut history: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..iterations {
        let mut direction = descent(&gradient, &history);
        let mut slope = scalar(&direction, &gradient);
        if slope.is_nan() || slope >= 0.0 {
            // What was learnt about the curvature misleads.
            history.clear();
            direction = descent(&gradient, &history);
            slope = scalar(&direction, &gradient);
        }
        if slope.is_nan() || slope >= -1e-10 {
            break;
        }
        let mut found = None;
        let mut length = 1.0;
        for _ in 0..20 {
            let moved = x.iter().zip(&direction).zip(bounds);
            let trial: Vec<f64> =
                moved.map(|((x, d), (low, high))| (x + length * d).clamp(*low, *high)).collect();
            let (new, slopes) = function(&trial);
            if new <= value + ARMIJO * length * slope && slopes.iter().all(|g| g.is_finite()) {
                found = Some((trial, new, slopes));
                break;
            }
            length *= 0.5;
        }
        let Some((trial, new, slopes)) = found else { break };
        let step: Vec<f64> = trial.iter().zip(&x).map(|(new, old)| new - old).collect();
        let change: Vec<f64> = slopes.iter().zip(&gradient).map(|(new, old)| new - old).collect();
        let decrease = value - new;
        (x, value, gradient) = (trial, new, slopes);
        if scalar(&step, &change) > 1e-10 {
            history.push_back((step, change));
            if history.len() > MEMORY {
                history.pop_front();
            }
        }
        if decrease < 1e-6 * (1.0 + value.abs()) {
            break;
        }
    }
    (value, x)
}

/// The direction of descent: minus the estimated inverse Hessian times the gradient.
fn descent(gradient: &[f64], history: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut factors = Vec::with_capacity(history.len());
    for (step, change) in history.iter().rev() {
        let factor = scalar(step, &q) / scalar(step, change);
        q.iter_mut().zip(change).for_each(|(q, y)| *q -= factor * y);
        factors.push(factor);
    }
    let scale = match history.back() {
        Some((step, change)) => scalar(step, change) / scalar(change, change),
        // The first step is at most a half in the logarithm of a hyperparameter.
        None => 0.5 / q.iter().fold(0.5_f64, |most, q| most.max(q.abs())),
    };
    for q in &mut q {
        *q *= scale;
    }
    for ((step, change), factor) in history.iter().zip(factors.into_iter().rev()) {
        let correction = factor - scalar(change, &q) / scalar(step, change);
        q.iter_mut().zip(step).for_each(|(q, s)| *q += correction * s);
    }
    q
}

fn scalar(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, whose minimum is 0 at (1, 1).
    fn valley(x: &[f64]) -> (f64, Vec<f64>) {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        (a * a + 100.0 * b * b, vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b])
    }

    #[test]
    fn the_valley_is_followed_to_its_end() {
        let (value, x) = minimize(valley, vec![-1.2, 1.0], &[(-5.0, 5.0); 2], 100);
        assert!(value < 1e-6 && (x[0] - 1.0).abs() < 1e-2, "{value} at {x:?}");
    }

    #[test]
    fn bounds_hold() {
        let (_, x) = minimize(valley, vec![-1.2, 1.0], &[(-5.0, 0.5), (-5.0, 5.0)], 100);
        assert!((x[0] - 0.5).abs() < 1e-3 && (x[1] - 0.25).abs() < 1e-2, "{x:?}");
    }
}
