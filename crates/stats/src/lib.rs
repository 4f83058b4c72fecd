//! Estimates, intervals and tests for comparisons of runs.
//!
//! Everything works on plain numbers and knows nothing of agents or problems. What a comparison
//! needs, in the order in which it needs it:
//!
//! - [`Sample`]: quantiles, median and interquartile mean of a set of values;
//! - [`bootstrap()`], [`bootstrap_stratified`] and [`bootstrap_clustered`]: 95 % percentile
//!   intervals of any statistic of a sample, from a generator with a fixed seed, so that a report is
//!   the same byte for byte;
//! - [`wilcoxon`] for paired and [`mann_whitney`] for other samples, [`holm`] and [`superiority`]:
//!   is the difference real, and how large is it;
//! - [`ranks`], [`mean_ranks`] and [`normalised_score`]: one scale over several problems.
//!
//! The methods follow Agarwal et al. 2021 ("Deep reinforcement learning at the edge of the
//! statistical precipice", rliable), Vargha and Delaney 2000, and Holm 1979; the tests compare
//! with values computed by `scipy`.

mod bootstrap;
mod compare;
mod paired;
mod rank;
mod sample;
mod score;

pub use bootstrap::{
    FEWEST, Interval, LEVEL, RESAMPLES, SEED, bootstrap, bootstrap_clustered, bootstrap_stratified,
};
pub use compare::{MIN_SEEDS, MannWhitney, holm, mann_whitney, superiority};
pub use paired::{MIN_PAIRS, Wilcoxon, wilcoxon};
pub use rank::{mean_ranks, ranks, spearman};
pub use sample::Sample;
pub use score::normalised_score;
