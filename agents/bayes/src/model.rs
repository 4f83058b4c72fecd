//! A Gaussian process that follows a growing list of observations at a bounded cost.
//!
//! Hyperparameters are fitted again whenever the observations have grown by [`GROWTH`]; in between
//! an observation adds a row to the factor, which costs O(n²). Beyond the cap, half of the members
//! are the best observations and half are spread evenly over the others, and only when the cap is
//! reached again is the choice repeated: a subset of data (Rasmussen and Williams 2006, section
//! 8.3.1) that is dense where it matters.

use crate::gp::{Features, Kernel, Process, fit, prior_mode};
use orienteer_core::Score;

/// The growth of the observations after which hyperparameters are fitted again.
const GROWTH: f64 = 1.15;

/// The most observations that hyperparameters are fitted to.
const MOST_FITTED: usize = 256;

/// Up to so many observations the search for hyperparameters also starts from the prior's mode:
/// the few observations before may have led it astray.
const FEW: usize = 64;

/// An evaluated design.
#[derive(Clone, Debug)]
pub(crate) struct Observation {
    pub(crate) row: Vec<f64>,
    pub(crate) score: Score,
}

/// A process and the observations it is conditioned on.
#[derive(Debug)]
pub(crate) struct Model {
    cap: usize,
    /// None until the first fit.
    process: Option<Process>,
    /// The observations in the process, in its order.
    members: Vec<usize>,
    /// How many observations of the list were looked at.
    seen: usize,
    /// The number of observations to model at which hyperparameters are fitted again.
    refit: usize,
    /// The number of observations to model.
    modelled: usize,
}

impl Model {
    /// A model of at most `cap` observations, at least 2.
    pub(crate) fn new(cap: usize) -> Self {
        let (process, members) = (None, Vec::new());
        Self { cap, process, members, seen: 0, refit: 0, modelled: 0 }
    }

    /// The process, once it has learnt something.
    pub(crate) fn process(&self) -> Option<&Process> {
        self.process.as_ref()
    }

    /// Takes in what was observed since the last call, as far as `models` says, with the values
    /// that `values` gives for it. Returns the process, unless there is nothing to model.
    pub(crate) fn learn(
        &mut self,
        features: &Features,
        observations: &[Observation],
        models: impl Fn(&Observation) -> bool,
        values: impl Fn(&[Score]) -> Vec<f64>,
    ) -> Option<&Process> {
        let news = self.seen..observations.len();
        let news: Vec<usize> = news.filter(|at| models(&observations[*at])).collect();
        self.seen = observations.len();
        self.modelled += news.len();
        self.members.extend(news);
        if self.members.is_empty() {
            return None;
        }
        if self.members.len() > self.cap {
            thin(&mut self.members, observations, self.cap * 3 / 4);
            if let Some(process) = &mut self.process {
                *process = Process::new(process.kernel().clone());
            }
        }
        let targets = |members: &[usize]| {
            values(&members.iter().map(|at| observations[*at].score).collect::<Vec<_>>())
        };
        if self.modelled >= self.refit {
            self.refit = (self.modelled + 1).max((self.modelled as f64 * GROWTH) as usize);
            let mut sample = self.members.clone();
            thin(&mut sample, observations, MOST_FITTED);
            let rows: Vec<_> = sample.iter().map(|at| observations[*at].row.clone()).collect();
            let kernel = self.fitted(features, &rows, &targets(&sample));
            self.process = Some(Process::new(kernel));
        }
        let process = self.process.as_mut()?;
        for at in &self.members[process.len()..] {
            process.push(observations[*at].row.clone());
        }
        process.observe(targets(&self.members));
        self.process.as_ref()
    }

    fn fitted(&self, features: &Features, rows: &[Vec<f64>], values: &[f64]) -> Kernel {
        let mode = prior_mode(features.layout.clone());
        match &self.process {
            None => fit(&[mode], rows, values, 40),
            Some(process) if rows.len() <= FEW => {
                fit(&[process.kernel().clone(), mode], rows, values, 30)
            }
            Some(process) => fit(&[process.kernel().clone()], rows, values, 15),
        }
    }
}

/// Leaves at most `count` members: the best half, and of the others as many spread evenly.
fn thin(members: &mut Vec<usize>, observations: &[Observation], count: usize) {
    if members.len() <= count {
        return;
    }
    let mut order = members.clone();
    // Stable, so that of equals the earlier come first.
    order.sort_by_key(|at| std::cmp::Reverse(observations[*at].score));
    let mut rest = order.split_off(count / 2);
    rest.sort_unstable();
    let wanted = count - order.len();
    order.extend((0..wanted).map(|k| rest[k * rest.len() / wanted]));
    order.sort_unstable();
    *members = order;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_the_best_and_spreads_the_rest() {
        let score = |at: usize| Score::Feasible(f64::from(u8::from(at.is_multiple_of(10))));
        let observations: Vec<_> =
            (0..100).map(|at| Observation { row: vec![], score: score(at) }).collect();
        let mut members: Vec<usize> = (0..100).collect();
        thin(&mut members, &observations, 20);
        assert_eq!(members.len(), 20);
        assert!((0..100).step_by(10).all(|best| members.contains(&best)));
        assert!(members.is_sorted() && members.iter().any(|at| *at > 85 && at % 10 != 0));
    }
}
