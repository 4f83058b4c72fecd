//! Acquisition functions: how promising an evaluation is.
//!
//! All are maximised. Those of `log`arithms stay comparable where the function itself rounds to
//! zero nearly everywhere (Ament et al., "Unexpected improvements to expected improvement for
//! Bayesian optimization", `NeurIPS` 2023).

use crate::normal::{log_below, log_improvement};
use crate::surrogate::Prospect;
use orienteer_core::Space;
use serde::{Deserialize, Serialize};

/// How the next design is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Acquisition {
    /// The expected improvement on the incumbent.
    #[default]
    Ei,
    /// The upper confidence bound.
    Ucb,
    /// The probability of an improvement on the incumbent.
    Pi,
    /// The best design of a function drawn from the posterior.
    Thompson,
    /// A portfolio of the first three, chosen by how well each did.
    Hedge,
}

/// An acquisition function of a single design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Criterion {
    /// The logarithm of the expected improvement (Jones, Schonlau and Welch 1998, equation 15).
    LogEi {
        /// The outcome to improve on.
        incumbent: f64,
    },
    /// The logarithm of the probability of improvement (Kushner 1964).
    LogPi {
        /// The outcome to improve on.
        incumbent: f64,
    },
    /// The mean plus `kappa` standard deviations (Srinivas et al., ICML 2010).
    Ucb {
        /// The number of standard deviations.
        kappa: f64,
        /// The least outcome observed, above which a bound is worth something.
        worst: f64,
    },
}

impl Criterion {
    /// How promising a design is.
    pub(crate) fn value(self, prospect: &Prospect) -> f64 {
        let Prospect { belief, log_feasible } = *prospect;
        let deviation = belief.variance.sqrt();
        match self {
            Self::LogEi { incumbent } => {
                let z = (belief.mean - incumbent) / deviation;
                log_improvement(z) + libm::log(deviation) + log_feasible
            }
            Self::LogPi { incumbent } => {
                log_below((belief.mean - incumbent) / deviation) + log_feasible
            }
            Self::Ucb { kappa, worst } => {
                worthwhile(belief.mean + kappa * deviation - worst, log_feasible)
            }
        }
    }
}

/// A value above that of the worst design, weighted by the probability of feasibility. What is
/// below stays as it is: a weight would make it better.
pub(crate) fn worthwhile(value: f64, log_feasible: f64) -> f64 {
    if value > 0.0 { value * libm::exp(log_feasible) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gp::Belief;

    /// mpmath 1.4.1: for `z = (1 - 3) / 0.1`,
    /// `log(0.1 * (npdf(z) + z * ncdf(z)))`, `log(ncdf(z))`
    #[test]
    fn improvements_are_those_of_the_normal_distribution() {
        let belief = Belief { mean: 1.0, variance: 0.01 };
        let prospect = Prospect { belief, log_feasible: -1.0 };
        let ei = Criterion::LogEi { incumbent: 3.0 }.value(&prospect);
        let pi = Criterion::LogPi { incumbent: 3.0 }.value(&prospect);
        assert!((ei + 1.0 + 209.220_423_602_419_14).abs() < 1e-10, "{ei}");
        assert!((pi + 1.0 + 203.917_155_371_097_26).abs() < 1e-10, "{pi}");
        let ucb = Criterion::Ucb { kappa: 2.0, worst: 0.0 }.value(&prospect);
        assert!((ucb - 1.2 * (-1.0_f64).exp()).abs() < 1e-12);
    }
}
