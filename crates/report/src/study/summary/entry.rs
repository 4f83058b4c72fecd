//! The runs of one agent on one problem, and the estimates from them.

use std::collections::BTreeMap;

use orienteer_stats::{FEWEST, Interval, Sample, bootstrap_clustered};

use super::compare::Comparison;
use crate::study::model::{Outcome, Run, Study};

/// The runs of one agent on one problem.
pub(crate) struct Entry {
    pub(crate) problem: usize,
    pub(crate) agent: usize,
    pub(crate) planned: usize,
    /// Settings and seeds, where the agent has several settings and all have the same number of
    /// seeds.
    pub(crate) sweep: Option<(usize, usize)>,
    pub(crate) unfinished: usize,
    /// How often each reason made a run fail.
    pub(crate) failures: BTreeMap<String, usize>,
    /// How often a run was complete without a feasible design, by reason.
    pub(crate) infeasible_runs: BTreeMap<String, usize>,
    /// The final values of the runs that are over; empty if no run on the problem has one.
    pub(crate) finals: Vec<Final>,
    /// `None` if no run has a value.
    pub(crate) estimate: Option<Estimate>,
    /// The index of the best run in the study.
    pub(crate) best: Option<usize>,
    /// The rank on the problem by interquartile mean, 1 is best; `None` if nothing is over yet.
    pub(crate) rank: Option<f64>,
    /// Against the best agent of the problem; `None` for that agent itself.
    pub(crate) comparison: Option<Comparison>,
    /// Not significantly worse than the best agent; false where no test could be made.
    pub(crate) leading: bool,
    /// Evaluations of all runs.
    pub(crate) evaluations: u64,
    /// Evaluations and wall-clock seconds of all runs with a clock.
    pub(crate) clocked: (u64, f64),
    /// Evaluations with a fault, infeasible ones, and ones answered from the cache.
    pub(crate) faults: u64,
    pub(crate) infeasible: u64,
    pub(crate) cached: u64,
}

impl Entry {
    /// The number of failed runs.
    pub(crate) fn failed(&self) -> usize {
        self.failures.values().sum()
    }

    /// The number of runs that are complete without a feasible design.
    pub(crate) fn without_design(&self) -> usize {
        self.infeasible_runs.values().sum()
    }

    /// The number of runs that are over.
    pub(crate) fn over(&self) -> usize {
        self.planned - self.unfinished
    }

    /// The final values, changed by `change`, by what is independent: the settings of a sweep, or
    /// else the runs. Values without a counterpart are left out.
    pub(super) fn clusters(
        &self,
        is_swept: bool,
        change: impl Fn(f64) -> Option<f64>,
    ) -> Vec<Sample> {
        let mut clusters = BTreeMap::<usize, Vec<f64>>::new();
        for (i, run) in self.finals.iter().enumerate() {
            let cluster = if is_swept { run.setting } else { i };
            clusters.entry(cluster).or_default().extend(change(run.value));
        }
        let mut clusters: Vec<Sample> = clusters.into_values().filter_map(Sample::new).collect();
        // An interval must not depend on the order of the runs.
        clusters.sort_by(|a, b| a.min().total_cmp(&b.min()));
        clusters
    }
}

/// The final value of a run that is over.
pub(crate) struct Final {
    pub(super) setting: usize,
    pub(super) experiment: usize,
    pub(super) seed: u64,
    /// A run without a value counts as the worst final value on the problem.
    pub(super) value: f64,
}

/// Final values in the unit of the objective, with 95 % intervals where there are enough of them.
pub(crate) struct Estimate {
    /// The final values of all runs that are over.
    pub(crate) sample: Sample,
    pub(crate) median: Option<Interval>,
    pub(crate) iqm: Option<Interval>,
}

/// The entries of a problem, without what needs the other entries. `worst` stands for the values of
/// runs that have none.
pub(super) fn collect(study: &Study, problem: usize, worst: Option<f64>) -> Vec<Entry> {
    (0..study.agents.len()).filter_map(|agent| entry(study, problem, agent, worst)).collect()
}

fn entry(study: &Study, problem: usize, agent: usize, worst: Option<f64>) -> Option<Entry> {
    let direction = study.problems[problem].direction();
    let runs: Vec<(usize, &Run)> = (study.runs.iter().enumerate())
        .filter(|(_, run)| run.problem == problem && run.agent == agent)
        .collect();
    if runs.is_empty() {
        return None;
    }
    let (mut failures, mut infeasible_runs) = (BTreeMap::new(), BTreeMap::new());
    for (_, run) in &runs {
        match run.outcome() {
            Outcome::Failed(reason) => *failures.entry(reason).or_insert(0) += 1,
            Outcome::Infeasible(reason) => *infeasible_runs.entry(reason).or_insert(0) += 1,
            Outcome::Unfinished | Outcome::Value(_) => {}
        }
    }
    let best = (runs.iter())
        .filter_map(|(index, run)| Some((*index, direction.loss(run.value()?))))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    let over = runs.iter().filter(|(_, run)| run.seal.is_some());
    let finals = over.filter_map(|(_, run)| {
        let value = run.value().or(worst)?;
        Some(Final { setting: run.setting, experiment: run.experiment, seed: run.seed, value })
    });
    let seals = || runs.iter().filter_map(|(_, run)| run.seal.as_ref());
    let clocked =
        runs.iter().filter_map(|(_, run)| Some((run.seal.as_ref()?.evaluations, run.seconds()?)));
    let mut entry = Entry {
        problem,
        agent,
        planned: runs.len(),
        sweep: study.is_swept(agent).then(|| sweep(&runs)).flatten(),
        unfinished: runs.iter().filter(|(_, run)| run.seal.is_none()).count(),
        failures,
        infeasible_runs,
        finals: finals.collect(),
        estimate: None,
        best: best.map(|best| best.0),
        rank: None,
        comparison: None,
        leading: false,
        evaluations: seals().map(|seal| seal.evaluations).sum(),
        clocked: clocked.fold((0, 0.0), |sum, run| (sum.0 + run.0, sum.1 + run.1)),
        faults: seals().map(|seal| seal.faults).sum(),
        infeasible: seals().map(|seal| seal.infeasible).sum(),
        cached: seals().map(|seal| seal.cached).sum(),
    };
    if best.is_some() {
        entry.estimate = estimate(&entry, study.is_swept(agent));
    }
    Some(entry)
}

/// The number of settings, and of seeds of each if all have as many.
fn sweep(runs: &[(usize, &Run)]) -> Option<(usize, usize)> {
    let mut seeds = BTreeMap::<usize, usize>::new();
    for (_, run) in runs {
        *seeds.entry(run.setting).or_default() += 1;
    }
    let each = *seeds.values().next()?;
    seeds.values().all(|&n| n == each).then_some((seeds.len(), each))
}

fn estimate(entry: &Entry, is_swept: bool) -> Option<Estimate> {
    let sample = Sample::new(entry.finals.iter().map(|run| run.value))?;
    let strata = [entry.clusters(is_swept, Some)];
    let interval = |statistic: fn(&Sample) -> f64| {
        (strata[0].len() >= FEWEST).then(|| bootstrap_clustered(&strata, statistic))
    };
    Some(Estimate { median: interval(Sample::median), iqm: interval(Sample::iqm), sample })
}
