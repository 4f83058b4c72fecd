//! The estimates behind every table and most figures: one entry for each problem and agent.

mod compare;
mod entry;

pub(crate) use compare::Test;
pub use compare::seeds_for_tests;
pub(crate) use entry::{Entry, Estimate};

use orienteer_stats::{Interval, Sample, bootstrap_clustered, mean_ranks, normalised_score};

use super::model::{Problem, Run, Study};
use compare::compare;
use entry::collect;

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
    /// By problem: the worst final value, as which runs without a value count; `None` as above.
    pub(crate) worst: Vec<Option<f64>>,
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
    /// Complete without a feasible design.
    pub(crate) without_design: usize,
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
            compare(study, &mut row);
            scales.push(scale(study, problem, &row));
            entries.append(&mut row);
        }
        let overall = (0..study.agents.len()).map(|agent| overall(study, agent, &entries, &scales));
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

    /// The tests that were made on a problem.
    pub(crate) fn tests(&self, problem: usize) -> Vec<Test> {
        let comparisons = self.of_problem(problem).filter_map(|entry| entry.comparison.as_ref());
        let tested = comparisons.filter(|comparison| comparison.p.is_some());
        let mut tests: Vec<Test> = tested.map(|comparison| comparison.test).collect();
        tests.sort_unstable();
        tests.dedup();
        tests
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

fn overall(study: &Study, agent: usize, entries: &[Entry], scales: &[Option<Scale>]) -> Overall {
    let mine = || entries.iter().filter(move |entry| entry.agent == agent);
    let strata = mine().filter_map(|entry| {
        let scale = scales[entry.problem]?;
        Some(entry.clusters(study.is_swept(agent), |value| scale.score(value)))
    });
    let strata: Vec<Vec<Sample>> = strata.filter(|clusters| !clusters.is_empty()).collect();
    let pooled = Sample::new(strata.iter().flatten().flat_map(Sample::values).copied());
    Overall {
        mean_rank: None,
        score: pooled.map(|pooled| (pooled.iqm(), bootstrap_clustered(&strata, Sample::iqm))),
        leads: mine().filter(|entry| entry.leading).count(),
        problems: mine().count(),
        failed: mine().map(Entry::failed).sum(),
        without_design: mine().map(Entry::without_design).sum(),
        unfinished: mine().map(|entry| entry.unfinished).sum(),
    }
}
