//! The estimates behind tables and figures: one entry for each problem and planner.

use super::record::Line;
use super::study::{Run, Study};
use orienteer_stats::{Interval, Sample, bootstrap, holm, wilcoxon};
use std::collections::BTreeMap;

/// The level below which a corrected p value is called significant.
const SIGNIFICANCE: f64 = 0.05;

/// What the runs of a study come to.
pub(super) struct Summary {
    /// By problem, then planner; only where there is a run.
    pub(super) entries: Vec<Entry>,
}

/// A planner on the instances of a problem.
pub(super) struct Entry {
    pub(super) problem: usize,
    pub(super) planner: usize,
    /// The instances of the problem, and those that are recorded.
    pub(super) planned: usize,
    pub(super) done: usize,
    /// Of those recorded: solved, with a known optimum, solved at its cost, and proved by the planner
    /// itself to be optimal.
    pub(super) solved: usize,
    pub(super) known: usize,
    pub(super) optimal: usize,
    pub(super) proved: usize,
    pub(super) unsolvable: usize,
    /// Cost minus optimum of what was solved, where the optimum is known.
    pub(super) excess: Option<(Sample, Interval)>,
    pub(super) generated: Option<Sample>,
    pub(super) expanded: Option<Sample>,
    pub(super) estimates: Option<Sample>,
    pub(super) peak_bytes: Option<Sample>,
    pub(super) seconds: Option<Sample>,
    /// How often each limit stopped it; `finished` where none did.
    pub(super) stops: BTreeMap<String, usize>,
    /// The two-sided p values against the best planner of the problem, corrected by Holm over its
    /// planners: of the costs, and of the nodes generated. `None` for the best one itself, and where
    /// there is too little to test.
    pub(super) p_cost: Option<f64>,
    pub(super) p_nodes: Option<f64>,
    /// The best of the problem, or not significantly worse in cost; false where nothing was tested, or
    /// on too few instances for anybody to be significantly worse.
    pub(super) leading: bool,
    /// The place among the planners of the problem that have all instances, from 0.
    pub(super) place: Option<usize>,
    /// The cost of each instance; infinite where it was not solved.
    costs: Vec<f64>,
    nodes: Vec<f64>,
}

impl Summary {
    pub(super) fn new(study: &Study) -> Self {
        let mut entries = Vec::new();
        for problem in 0..study.problems.len() {
            let runs = (0..study.planners.len()).filter_map(|p| study.run(problem, p));
            let mut row: Vec<Entry> = runs.map(|run| Entry::new(study, run)).collect();
            compare(&mut row);
            entries.append(&mut row);
        }
        Self { entries }
    }

    /// The entries of a problem, in the order of the planners.
    pub(super) fn of_problem(&self, problem: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.problem == problem)
    }
}

impl Entry {
    fn new(study: &Study, run: &Run) -> Self {
        let (lines, optima) = (&run.lines, &study.optima[run.problem]);
        let pairs =
            || lines.iter().zip(optima).filter_map(|(line, optimum)| Some((line, (*optimum)?)));
        let excess = pairs().filter_map(|(line, optimum)| Some(line.cost? as f64 - optimum as f64));
        let sample = |of: fn(&Line) -> u64| Sample::new(lines.iter().map(|line| of(line) as f64));
        let mut stops = BTreeMap::new();
        for line in lines {
            *stops.entry(line.stop.clone()).or_insert(0) += 1;
        }
        let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
        Self {
            problem: run.problem,
            planner: run.planner,
            planned: study.problems[run.problem].instances.len(),
            done: lines.len(),
            solved: count(|line| line.cost.is_some()),
            known: pairs().count(),
            optimal: pairs().filter(|(line, optimum)| line.cost == Some(*optimum)).count(),
            proved: count(|line| line.optimal),
            unsolvable: count(|line| line.unsolvable),
            excess: Sample::new(excess).map(|sample| {
                let interval = bootstrap(&sample, Sample::mean);
                (sample, interval)
            }),
            generated: sample(|line| line.generated),
            expanded: sample(|line| line.expanded),
            estimates: sample(|line| line.estimates),
            peak_bytes: sample(|line| line.peak_bytes),
            seconds: Sample::new(lines.iter().filter_map(|line| line.seconds)),
            stops,
            p_cost: None,
            p_nodes: None,
            leading: false,
            place: None,
            costs: lines.iter().map(|l| l.cost.map_or(f64::INFINITY, |c| c as f64)).collect(),
            nodes: lines
                .iter()
                .filter_map(|l| l.to_the_end(|l| Some(l.generated as f64)))
                .collect(),
        }
    }
}

/// Ranks the planners of a problem, by instances solved, then by cost, then by nodes, and tests all
/// against the first. Planners that lack instances do not take part.
fn compare(row: &mut [Entry]) {
    let cheapest = |i: usize| {
        let costs = row.iter().filter_map(|entry| entry.costs.get(i));
        costs.copied().fold(f64::INFINITY, f64::min)
    };
    let key = |entry: &Entry| {
        let solved = entry.costs.iter().enumerate().filter(|(_, cost)| cost.is_finite());
        let above: f64 = solved.map(|(i, cost)| cost - cheapest(i)).sum();
        (entry.planned - entry.solved, above, entry.nodes.iter().sum::<f64>())
    };
    let mut order: Vec<_> = (0..row.len())
        .filter(|&i| row[i].done == row[i].planned && row[i].planned > 0)
        .map(|i| (key(&row[i]), i))
        .collect();
    order.sort_by(|(a, _), (b, _)| {
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    // Where nothing was solved, nobody is the best.
    let Some((_, best)) = order.first().copied().filter(|(_, i)| row[*i].solved > 0) else {
        return;
    };
    for (place, (_, i)) in order.iter().enumerate() {
        row[*i].place = Some(place);
    }
    let others: Vec<usize> = order[1..].iter().map(|(_, i)| *i).collect();
    let test = |of: fn(&Entry) -> &[f64]| {
        let p = |i: &usize| Some(wilcoxon(&differences(of(&row[*i]), of(&row[best])))?.p);
        let p: Option<Vec<f64>> = others.iter().map(p).collect();
        p.map(|p| holm(&p))
    };
    let (costs, nodes) = (test(|entry| &entry.costs), test(|entry| &entry.nodes));
    let can_tell = can_tell(row[best].planned, others.len());
    for (place, i) in others.iter().enumerate() {
        row[*i].p_cost = costs.as_ref().map(|p| p[place]);
        row[*i].p_nodes = nodes.as_ref().map(|p| p[place]);
        row[*i].leading = can_tell && row[*i].p_cost.is_some_and(|p| p >= SIGNIFICANCE);
    }
    row[best].leading = can_tell && costs.is_some();
}

/// Whether so many instances suffice to tell the best planner from one of `others`: if they all differ
/// to one side, the test gives 2 of 2^n, and Holm's correction at first multiplies that by the number of
/// tests.
fn can_tell(instances: usize, others: usize) -> bool {
    let least = 2.0 * 0.5_f64.powf(instances as f64);
    others > 0 && least * (others as f64) < SIGNIFICANCE
}

/// Differences of paired values; two infinite ones do not differ.
fn differences(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| if a == b { 0.0 } else { a - b }).collect()
}

/// Problems that differ in a number only, in the order of that number.
pub(super) struct Growth {
    pub(super) group: String,
    pub(super) axis: String,
    /// The number and the problem.
    pub(super) problems: Vec<(f64, usize)>,
}

/// All groups with at least two numbers.
pub(super) fn growths(study: &Study) -> Vec<Growth> {
    let mut growths: Vec<Growth> = Vec::new();
    for (i, problem) in study.problems.iter().enumerate() {
        let Some(axis) = &problem.axis else { continue };
        let known = growths.iter_mut().find(|g| g.group == problem.group && g.axis == axis.name);
        match known {
            Some(growth) => growth.problems.push((axis.value, i)),
            None => growths.push(Growth {
                group: problem.group.clone(),
                axis: axis.name.clone(),
                problems: vec![(axis.value, i)],
            }),
        }
    }
    for growth in &mut growths {
        growth.problems.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    growths.retain(|growth| growth.problems.windows(2).any(|pair| pair[0].0 < pair[1].0));
    growths
}

/// How many times fewer nodes `planner` generates than `reference`: the geometric mean over the
/// instances that both solved before anything stopped them, and their number.
pub(super) fn savings(
    study: &Study,
    problem: usize,
    planner: usize,
    reference: usize,
) -> Option<(f64, usize)> {
    let (mine, theirs) = (study.run(problem, planner)?, study.run(problem, reference)?);
    let both = mine.lines.iter().zip(&theirs.lines);
    let both = both.filter(|(a, b)| a.is_whole() && b.is_whole());
    let ratios = both.map(|(a, b)| (b.generated.max(1) as f64 / a.generated.max(1) as f64).ln());
    let ratios = Sample::new(ratios)?;
    Some((ratios.mean().exp(), ratios.len()))
}
