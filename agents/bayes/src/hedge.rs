//! GP-Hedge: a portfolio of acquisition functions.
//!
//! Hoffman, Brochu and de Freitas, "Portfolio allocation for Bayesian optimization", UAI 2011,
//! algorithm 2, with the defaults of scikit-optimize's `gp_hedge` (the three functions here and a
//! learning rate of 1): each function nominates a design, one nominee is drawn in proportion to
//! the exponential of its function's gain, and all gains grow by what the model, after the
//! evaluation, believes of the nominees.

use orienteer_core::Rng;
use rand::RngExt;

/// The gains, and the nominees of the last round.
#[derive(Debug, Default)]
pub(crate) struct Hedge {
    gains: Vec<f64>,
    /// The features of the nominees.
    pub(crate) nominees: Vec<Vec<f64>>,
}

impl Hedge {
    /// Rewards each function with the believed outcome of its nominee.
    pub(crate) fn reward(&mut self, outcomes: impl Iterator<Item = f64>) {
        self.gains.resize(self.nominees.len(), 0.0);
        self.gains.iter_mut().zip(outcomes).for_each(|(gain, outcome)| *gain += outcome);
    }

    /// The function whose nominee is evaluated.
    pub(crate) fn choose(&mut self, functions: usize, rng: &mut Rng) -> usize {
        self.gains.resize(functions, 0.0);
        let most = self.gains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<f64> = self.gains.iter().map(|gain| libm::exp(gain - most)).collect();
        let mut draw = rng.random::<f64>() * odds.iter().sum::<f64>();
        let chosen = odds.iter().position(|odds| {
            draw -= odds;
            draw < 0.0
        });
        chosen.unwrap_or(functions - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;

    #[test]
    fn functions_are_drawn_by_the_exponential_of_their_gains() {
        let mut hedge = Hedge { gains: vec![0.0, 1.0, -1.0], nominees: vec![] };
        let mut rng = rng(5);
        let mut counts = [0.0_f64; 3];
        (0..20_000).for_each(|_| counts[hedge.choose(3, &mut rng)] += 1.0 / 20_000.0);
        // The softmax of the gains.
        for (count, expected) in counts.into_iter().zip([0.244_73, 0.665_24, 0.090_03]) {
            assert!((count - expected).abs() < 0.01, "{counts:?}");
        }
    }
}
