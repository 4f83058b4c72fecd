//! Scores as numbers that a Gaussian process can model.
//!
//! Rewards may be unbounded, of any scale and skewed, such as `1 / |x - target|`. The rank copula
//! (Salinas, Shen and Perrone, "A quantile-based approach for hyperparameter transfer learning",
//! ICML 2020) makes them normal by their order alone, and needs only an order, so that infeasible
//! and failed evaluations take part where there is nothing better.

use crate::normal::quantile;
use orienteer_core::{Score, Space};
use serde::{Deserialize, Serialize};

/// Beyond this skewness, rewards are ranked when nothing is said.
const SKEWED: f64 = 1.0;

/// How rewards are transformed before they are modelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Outcome {
    /// Ranked if they are skewed, otherwise standardised.
    #[default]
    Auto,
    /// To a mean of 0 and a variance of 1.
    Standardize,
    /// To the normal scores of their ranks.
    Copula,
}

impl Outcome {
    /// The transformed scores; higher is better.
    pub(crate) fn transform(self, scores: &[Score]) -> Vec<f64> {
        let rewards: Option<Vec<f64>> = scores.iter().map(|score| score.reward()).collect();
        let standard = rewards.filter(|_| self != Self::Copula).and_then(|r| standardize(&r));
        match standard {
            Some((values, skewness)) if self == Self::Standardize || skewness.abs() <= SKEWED => {
                values
            }
            _ => ranked(scores),
        }
    }
}

/// Standardised values and their skewness, unless they leave the range of floating-point numbers.
fn standardize(rewards: &[f64]) -> Option<(Vec<f64>, f64)> {
    let n = rewards.len() as f64;
    let mean = rewards.iter().sum::<f64>() / n;
    let deviation = (rewards.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>() / n).sqrt();
    if !(mean.is_finite() && deviation.is_finite()) {
        return None;
    }
    // All equal, but for rounding: there is nothing to scale.
    let scale = if deviation > 1e-14 * mean.abs() { deviation } else { f64::INFINITY };
    let values: Vec<f64> = rewards.iter().map(|r| (r - mean) / scale).collect();
    let skewness = values.iter().map(|z| z * z * z).sum::<f64>() / n;
    Some((values, skewness))
}

/// The normal score of the mean rank of each score: of `n`, rank `k` from 0 lies at `(k + 1/2) / n`
/// (Hazen's plotting position).
fn ranked(scores: &[Score]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by_key(|at| scores[*at]);
    let mut values = vec![0.0; scores.len()];
    let mut from = 0;
    for tied in order.chunk_by(|a, b| scores[*a] == scores[*b]) {
        let to = from + tied.len();
        let value = quantile((from + to) as f64 / (2 * scores.len()) as f64);
        for at in tied {
            values[*at] = value;
        }
        from = to;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feasible(rewards: &[f64]) -> Vec<Score> {
        rewards.iter().copied().map(Score::Feasible).collect()
    }

    #[test]
    fn standard_outcomes_have_mean_0_and_variance_1() {
        let values = Outcome::Auto.transform(&feasible(&[3.0, 7.0, 5.0, 9.0, 1.0]));
        assert_eq!(values.iter().sum::<f64>(), 0.0);
        assert!((values.iter().map(|v| v * v).sum::<f64>() / 5.0 - 1.0).abs() < 1e-15);
        assert_eq!(Outcome::Standardize.transform(&feasible(&[2.0; 3])), [0.0; 3]);
    }

    /// scipy 1.17.1: `scipy.stats.norm.ppf((scipy.stats.rankdata(x) - 0.5) / len(x))`
    #[test]
    fn skewed_outcomes_are_ranked() {
        let values = Outcome::Auto.transform(&feasible(&[0.1, 1e300, 0.2, 0.2, -1.0, 0.3]));
        let expected =
            [-0.674_489_750_196_081_7, 1.382_994_127_100_638, 0.0, 0.0, -1.382_994_127_100_638];
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-12, "{values:?}");
        }
        assert!(Outcome::Standardize.transform(&feasible(&[1e308, -1e308, 1e308]))[0] > 0.0);
    }

    #[test]
    fn what_is_not_feasible_keeps_its_place() {
        let scores = [
            Score::Infeasible { violation: 2.0 },
            Score::Failed,
            Score::Feasible(-9.0),
            Score::Infeasible { violation: 0.5 },
        ];
        let values = Outcome::Standardize.transform(&scores);
        assert!(values[1] < values[0] && values[0] < values[3] && values[3] < values[2]);
    }
}
