//! The estimates behind every table and most figures: one entry for each problem and agent.

use std::collections::BTreeMap;

use orienteer_stats::{
    Interval, Sample, bootstrap, bootstrap_stratified, holm, mann_whitney, mean_ranks,
    normalised_score, superiority,
};

use super::model::{Problem, Run, Study};

/// The level below which a corrected p value is called significant.
const SIGNIFICANCE: f64 = 0.05;

/// The method whose median is the zero of normalised scores.
const REFERENCE_METHOD: &str = "random";

/// What the runs of a study come to.
pub(crate) struct Summary {
    /// By problem, then agent; only pairs with at least one planned run.
    pub(crate) entries: Vec<Entry>,
    /// By agent, over all problems.
    pub(crate) overall: Vec<Overall>,
    /// By problem; `None` where nothing has finished.
    pub(crate) scales: Vec<Option<Scale>>,
    /// By problem: the worst final value, for which failed runs count; `None` as above.
    pub(crate) worst: Vec<Option<f64>>,
}

/// The runs of one agent on one problem.
pub(crate) struct Entry {
    pub(crate) problem: usize,
    pub(crate) agent: usize,
    pub(crate) planned: usize,
    pub(crate) unfinished: usize,
    /// How often each reason made a run fail.
    pub(crate) failures: BTreeMap<String, usize>,
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

    /// The number of runs that are over.
    pub(crate) fn over(&self) -> usize {
        self.planned - self.unfinished
    }
}

/// Final values in the unit of the objective, with 95 % intervals.
pub(crate) struct Estimate {
    /// The final values; a failed run counts as the worst final value on the problem.
    pub(crate) sample: Sample,
    pub(crate) median: Interval,
    pub(crate) iqm: Interval,
}

/// An agent against the best one on a problem.
pub(crate) struct Comparison {
    /// The chance that a run of it is better than one of the best agent, ties as one half.
    pub(crate) superiority: f64,
    /// The two-sided p value after Holm's correction; `None` below five values.
    pub(crate) p: Option<f64>,
}

/// An agent over all problems.
pub(crate) struct Overall {
    pub(crate) mean_rank: Option<f64>,
    /// The interquartile mean of normalised scores, with its interval.
    pub(crate) score: Option<(f64, Interval)>,
    /// On how many problems it leads, of how many.
    pub(crate) leads: usize,
    pub(crate) problems: usize,
    pub(crate) failed: usize,
    pub(crate) unfinished: usize,
}

/// The scale of normalised scores on a problem.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    reference: f64,
    best: f64,
    /// Whether the zero is the median of random search, or the worst final value.
    pub(crate) from_random: bool,
}

impl Scale {
    pub(crate) fn score(&self, value: f64) -> Option<f64> {
        normalised_score(value, self.reference, self.best)
    }
}

impl Summary {
    pub(crate) fn new(study: &Study) -> Self {
        let mut entries = Vec::new();
        let mut scales = Vec::new();
        let mut worst = Vec::new();
        for (index, problem) in study.problems.iter().enumerate() {
            worst.push(worst_value(study, index));
            let mut row = collect(study, index, worst[index]);
            rank(&mut row, problem);
            compare(&mut row, problem);
            scales.push(scale(study, problem, &row));
            entries.append(&mut row);
        }
        let overall =
            (0..study.agents.len()).map(|agent| overall(agent, &entries, &scales, &worst));
        let overall: Vec<Overall> = overall.collect();
        let mut summary = Self { entries, overall, scales, worst };
        summary.rank_overall(study);
        summary
    }

    /// The entry of an agent on a problem, if it was to run there.
    pub(crate) fn entry(&self, problem: usize, agent: usize) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.problem == problem && entry.agent == agent)
    }

    /// The entries of a problem, in the order of the agents.
    pub(crate) fn of_problem(&self, problem: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.problem == problem)
    }

    /// The score of an agent's median on a problem.
    pub(crate) fn score(&self, problem: usize, agent: usize) -> Option<f64> {
        let estimate = self.entry(problem, agent)?.estimate.as_ref()?;
        self.scales[problem]?.score(estimate.sample.median())
    }

    fn rank_overall(&mut self, study: &Study) {
        // Ranks again, of ranks: they have the same order as the values, and are unit-free.
        let of = |problem, agent| self.entry(problem, agent).and_then(|entry| entry.rank);
        let losses: Vec<Vec<Option<f64>>> = (0..study.problems.len())
            .map(|problem| (0..study.agents.len()).map(|agent| of(problem, agent)).collect())
            .collect();
        for (overall, mean_rank) in self.overall.iter_mut().zip(mean_ranks(&losses)) {
            overall.mean_rank = mean_rank;
        }
    }
}

fn worst_value(study: &Study, problem: usize) -> Option<f64> {
    let direction = study.problems[problem].direction();
    let runs = study.runs.iter().filter(|run| run.problem == problem);
    runs.filter_map(Run::value).reduce(|a, b| direction.worse(a, b))
}

/// The entries of a problem, without what needs the other entries.
fn collect(study: &Study, problem: usize, worst: Option<f64>) -> Vec<Entry> {
    let direction = study.problems[problem].direction();
    (0..study.agents.len())
        .filter_map(|agent| {
            let runs: Vec<_> = (study.runs.iter().enumerate())
                .filter(|(_, run)| run.problem == problem && run.agent == agent)
                .collect();
            let mut failures = BTreeMap::new();
            for reason in runs.iter().filter_map(|(_, run)| run.failure()) {
                *failures.entry(reason).or_insert(0) += 1;
            }
            let best = (runs.iter())
                .filter_map(|(index, run)| Some((*index, direction.loss(run.value()?))))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let filled = runs.iter().filter(|(_, run)| run.seal.is_some());
            let sample = Sample::new(filled.filter_map(|(_, run)| run.value().or(worst)));
            let estimate = sample.filter(|_| best.is_some()).map(|sample| Estimate {
                median: bootstrap(&sample, Sample::median),
                iqm: bootstrap(&sample, Sample::iqm),
                sample,
            });
            let seals = || runs.iter().filter_map(|(_, run)| run.seal.as_ref());
            let clocked = runs
                .iter()
                .filter_map(|(_, run)| Some((run.seal.as_ref()?.evaluations, run.seconds()?)));
            (!runs.is_empty()).then(|| Entry {
                problem,
                agent,
                planned: runs.len(),
                unfinished: runs.iter().filter(|(_, run)| run.seal.is_none()).count(),
                failures,
                estimate,
                best: best.map(|best| best.0),
                rank: None,
                comparison: None,
                leading: false,
                evaluations: seals().map(|seal| seal.evaluations).sum(),
                clocked: clocked.fold((0, 0.0), |sum, run| (sum.0 + run.0, sum.1 + run.1)),
                faults: seals().map(|seal| seal.faults).sum(),
                infeasible: seals().map(|seal| seal.infeasible).sum(),
                cached: seals().map(|seal| seal.cached).sum(),
            })
        })
        .collect()
}

/// Ranks the agents of a problem; those that only failed share the last place.
fn rank(row: &mut [Entry], problem: &Problem) {
    let losses = row.iter().map(|entry| (entry.over() > 0).then(|| loss(entry, problem)));
    let ranks = mean_ranks(&[losses.collect()]);
    for (entry, rank) in row.iter_mut().zip(ranks) {
        entry.rank = rank;
    }
}

fn loss(entry: &Entry, problem: &Problem) -> f64 {
    let iqm = entry.estimate.as_ref().map(|estimate| estimate.sample.iqm());
    iqm.map_or(f64::INFINITY, |iqm| problem.direction().loss(iqm))
}

/// Tests every agent of a problem against the best one.
fn compare(row: &mut [Entry], problem: &Problem) {
    let losses = |entry: &Entry| {
        let values = entry.estimate.as_ref()?.sample.values();
        Sample::new(values.iter().map(|&value| problem.direction().loss(value)))
    };
    let Some(best) = (0..row.len())
        .filter(|&i| row[i].estimate.is_some())
        .min_by(|&a, &b| loss(&row[a], problem).total_cmp(&loss(&row[b], problem)))
    else {
        return;
    };
    let reference = losses(&row[best]).expect("the best entry has an estimate");
    let mut tested = Vec::new();
    for (i, entry) in row.iter_mut().enumerate().filter(|(i, _)| *i != best) {
        if let Some(sample) = losses(entry) {
            let p = mann_whitney(&sample, &reference).map(|test| test.p);
            tested.extend(p.map(|p| (i, p)));
            entry.comparison =
                Some(Comparison { superiority: superiority(&reference, &sample), p });
        }
    }
    row[best].leading = !tested.is_empty();
    let p_values: Vec<f64> = tested.iter().map(|test| test.1).collect();
    for ((i, _), p) in tested.into_iter().zip(holm(&p_values)) {
        row[i].leading = p >= SIGNIFICANCE;
        row[i].comparison = row[i].comparison.take().map(|c| Comparison { p: Some(p), ..c });
    }
}

fn scale(study: &Study, problem: &Problem, row: &[Entry]) -> Option<Scale> {
    let direction = problem.direction();
    let samples =
        || row.iter().filter_map(|entry| Some((entry.agent, &entry.estimate.as_ref()?.sample)));
    let ends = samples().flat_map(|(_, sample)| [sample.min(), sample.max()]);
    let worst = ends.clone().reduce(|a, b| direction.worse(a, b))?;
    let best = ends.reduce(|a, b| direction.better(a, b))?;
    let random = samples()
        .find(|(agent, _)| study.agents[*agent].method == REFERENCE_METHOD)
        .map(|(_, sample)| sample.median());
    Some(Scale {
        reference: random.unwrap_or(worst),
        best: problem.optimum.unwrap_or(best),
        from_random: random.is_some(),
    })
}

fn overall(
    agent: usize,
    entries: &[Entry],
    scales: &[Option<Scale>],
    worst: &[Option<f64>],
) -> Overall {
    let mine = || entries.iter().filter(move |entry| entry.agent == agent);
    let strata: Vec<Sample> = mine()
        .filter_map(|entry| {
            let (scale, worst) = scales[entry.problem].zip(worst[entry.problem])?;
            // An agent that only failed on a problem must not profit from that.
            let failures = vec![worst; entry.failed()];
            let values = entry.estimate.as_ref().map_or(&failures[..], |e| e.sample.values());
            Sample::new(values.iter().filter_map(|&value| scale.score(value)))
        })
        .collect();
    let pooled = Sample::new(strata.iter().flat_map(Sample::values).copied());
    Overall {
        mean_rank: None,
        score: pooled.map(|pooled| (pooled.iqm(), bootstrap_stratified(&strata, Sample::iqm))),
        leads: mine().filter(|entry| entry.leading).count(),
        problems: mine().count(),
        failed: mine().map(Entry::failed).sum(),
        unfinished: mine().map(|entry| entry.unfinished).sum(),
    }
}
