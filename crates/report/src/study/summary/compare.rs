//! Every agent of a problem against the best one: tests and effect sizes.

use orienteer_stats::{MIN_PAIRS, MIN_SEEDS, Sample, holm, mann_whitney, superiority, wilcoxon};

use super::entry::{Entry, Final};
use super::loss;
use crate::study::model::Study;

/// The level below which a corrected p value is called significant.
const SIGNIFICANCE: f64 = 0.05;

/// An agent against the best one on a problem.
pub(crate) struct Comparison {
    /// The chance that a run of it is better than one of the best agent, ties as one half.
    pub(crate) superiority: f64,
    /// The test that fits the two.
    pub(crate) test: Test,
    /// The two-sided p value after Holm's correction; `None` where there is too little to test.
    pub(crate) p: Option<f64>,
}

/// How two agents are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Test {
    /// Both have one setting and the same seeds, so the same problem instances: in pairs.
    Pairs,
    /// Both have one setting, and other seeds.
    Runs,
    /// One of them has several settings: the runs of a setting are not independent.
    Settings,
}

impl Test {
    /// Its name in tables for machines.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pairs => "wilcoxon",
            Self::Runs => "mann-whitney",
            Self::Settings => "mann-whitney-settings",
        }
    }

    /// What it is, for people.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Pairs => "Wilcoxon signed-rank test on runs paired by seed",
            Self::Runs => "Mann-Whitney test on runs",
            Self::Settings => "Mann-Whitney test on the medians of settings",
        }
    }
}

/// Tests every agent of a problem against the best one.
pub(super) fn compare(study: &Study, row: &mut [Entry]) {
    let Some(problem) = row.first().map(|entry| &study.problems[entry.problem]) else { return };
    let direction = problem.direction();
    let losses = |entry: &Entry| {
        let values = entry.estimate.as_ref()?.sample.values();
        Sample::new(values.iter().map(|&value| direction.loss(value)))
    };
    let Some(best) = (0..row.len())
        .filter(|&i| row[i].estimate.is_some())
        .min_by(|&a, &b| loss(&row[a], problem).total_cmp(&loss(&row[b], problem)))
    else {
        return;
    };
    let comparison = |entry: &Entry| {
        let (mine, reference) = (losses(entry)?, losses(&row[best])?);
        let (test, p) = test(study, entry, &row[best]);
        Some(Comparison { superiority: superiority(&reference, &mine), test, p })
    };
    let all = row.iter().enumerate().map(|(i, e)| if i == best { None } else { comparison(e) });
    let all: Vec<Option<Comparison>> = all.collect();
    let (tested, p_values): (Vec<usize>, Vec<f64>) =
        all.iter().enumerate().filter_map(|(i, c)| Some((i, c.as_ref()?.p?))).unzip();
    for (entry, comparison) in row.iter_mut().zip(all) {
        entry.comparison = comparison;
    }
    row[best].leading = !tested.is_empty();
    for (i, p) in tested.into_iter().zip(holm(&p_values)) {
        row[i].leading = p >= SIGNIFICANCE;
        row[i].comparison = row[i].comparison.take().map(|c| Comparison { p: Some(p), ..c });
    }
}

/// The least number of seeds at which every two agents that can be tested are, whichever turns out
/// to be the best; `None` if that does not depend on seeds. `settings` has the number of settings of
/// each agent.
pub fn seeds_for_tests(settings: impl IntoIterator<Item = usize>) -> Option<usize> {
    let (swept, single): (Vec<usize>, Vec<usize>) =
        settings.into_iter().partition(|&settings| settings > 1);
    match (single.len(), swept.len()) {
        (2.., 0) => Some(MIN_PAIRS),
        (2.., _) => Some(MIN_PAIRS.max(MIN_SEEDS)),
        (1, 1..) => Some(MIN_SEEDS),
        _ => None,
    }
}

/// The test that fits two agents, and its p value.
fn test(study: &Study, a: &Entry, b: &Entry) -> (Test, Option<f64>) {
    let is_swept = [a, b].map(|entry| study.is_swept(entry.agent));
    if is_swept == [false, false]
        && let Some(differences) = differences(study, a, b)
    {
        return (Test::Pairs, wilcoxon(&differences).map(|test| test.p));
    }
    let units = |entry: &Entry, is_swept| {
        Sample::new(entry.clusters(is_swept, Some).iter().map(Sample::median))
    };
    let samples = units(a, is_swept[0]).zip(units(b, is_swept[1]));
    let p = samples.and_then(|(a, b)| mann_whitney(&a, &b)).map(|test| test.p);
    (if is_swept.contains(&true) { Test::Settings } else { Test::Runs }, p)
}

/// The differences of final values on the same problem instances; `None` unless both agents have
/// met exactly the same ones. The instance follows from the names of experiment and problem, and
/// the seed.
fn differences(study: &Study, a: &Entry, b: &Entry) -> Option<Vec<f64>> {
    let sorted = |entry: &Entry| {
        let instance = |run: &Final| (study.experiments[run.experiment].name.clone(), run.seed);
        let mut runs: Vec<_> = entry.finals.iter().map(|run| (instance(run), run.value)).collect();
        runs.sort_by(|a, b| a.0.cmp(&b.0));
        runs
    };
    let (a, b) = (sorted(a), sorted(b));
    let same = a.iter().map(|run| &run.0).eq(b.iter().map(|run| &run.0));
    same.then(|| a.iter().zip(&b).map(|(a, b)| a.1 - b.1).collect())
}
