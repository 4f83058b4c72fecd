//! The tables: of a problem, of growth, and as CSV.

use super::study::Study;
use super::summary::{Entry, Growth, Summary, growths, savings};
use crate::csv;
use crate::document::{Cell, Table};
use crate::number::{bytes, duration, exact, p_value, significant};
use orienteer_stats::Sample;

/// "17/20 (85 %)".
pub(super) fn share(part: usize, whole: usize) -> String {
    let percent = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    format!("{part}/{whole} ({percent:.0} %)")
}

/// "1.25 [0.5, 2]".
pub(super) fn excess(entry: &Entry) -> Option<String> {
    let (sample, interval) = entry.excess.as_ref()?;
    let [mean, low, high] = [sample.mean(), interval.low, interval.high].map(|v| significant(v, 3));
    Some(format!("{mean} [{low}, {high}]"))
}

/// "1500 (2210)": median and mean.
fn middle(sample: Option<&Sample>) -> Option<String> {
    let sample = sample?;
    Some(format!("{} ({})", significant(sample.median(), 4), significant(sample.mean(), 4)))
}

/// The results of all planners on a problem, and those that do not apply.
pub(super) fn of_problem(study: &Study, summary: &Summary, problem: usize) -> Table {
    let header = vec![
        "planner",
        "solved",
        "optimal",
        "proved",
        "excess [95% CI]",
        "nodes",
        "expanded",
        "estimates",
        "peak memory",
        "time",
        "p (cost)",
        "p (nodes)",
    ];
    let rows = (0..study.planners.len()).filter_map(|planner| {
        let name = Cell::agent(planner, &study.planners[planner].name);
        let entry = summary.of_problem(problem).find(|entry| entry.planner == planner);
        let Some(entry) = entry else {
            let misfits = study.misfits.iter();
            misfits.clone().find(|m| (m.problem, m.planner) == (problem, planner))?;
            let rest = (2..header.len()).map(|_| Cell::maybe(None));
            return Some([name, Cell::text("does not apply")].into_iter().chain(rest).collect());
        };
        let time = entry
            .seconds
            .as_ref()
            .map(|s| format!("{} ({})", duration(s.median()), duration(s.mean())));
        Some(vec![
            name.bold(entry.leading),
            Cell::number(share(entry.solved, entry.done)).bold(entry.leading),
            Cell::maybe((entry.known > 0).then(|| share(entry.optimal, entry.known))),
            Cell::number(share(entry.proved, entry.done)),
            Cell::maybe(excess(entry)).bold(entry.leading),
            Cell::maybe(middle(entry.generated.as_ref())),
            Cell::maybe(middle(entry.expanded.as_ref())),
            Cell::maybe(middle(entry.estimates.as_ref())),
            Cell::maybe(entry.peak_bytes.as_ref().map(|sample| bytes(sample.max()))),
            Cell::maybe(time),
            Cell::maybe(entry.p_cost.map(p_value)),
            Cell::maybe(entry.p_nodes.map(p_value)),
        ])
    });
    let misfits = study.misfits.iter().filter(|misfit| misfit.problem == problem);
    let misfits: Vec<String> = misfits
        .map(|m| format!("{} does not apply: {}.", study.planners[m.planner].name, m.reason))
        .collect();
    let rows = rows.collect();
    Table { header, rows, note: misfits.join(" ") }
}

/// How planners grow along an axis, and what they save against the first of them.
pub(super) fn growth(study: &Study, summary: &Summary, growth: &Growth) -> Table {
    let mut rows = Vec::new();
    for (value, problem) in &growth.problems {
        for entry in summary.of_problem(*problem) {
            let saved = reference(study, growth)
                .filter(|reference| *reference != entry.planner)
                .and_then(|reference| savings(study, *problem, entry.planner, reference));
            rows.push(vec![
                Cell::text(study.problems[*problem].name.clone()),
                Cell::number(significant(*value, 6)),
                Cell::agent(entry.planner, &study.planners[entry.planner].name),
                Cell::number(share(entry.solved, entry.done)),
                Cell::maybe(middle(entry.generated.as_ref())),
                Cell::maybe(
                    saved.map(|(factor, n)| format!("{} (n = {n})", significant(factor, 4))),
                ),
                Cell::maybe(entry.seconds.as_ref().map(|sample| duration(sample.median()))),
                Cell::maybe(entry.peak_bytes.as_ref().map(|sample| bytes(sample.median()))),
                Cell::maybe(entry.peak_bytes.as_ref().map(|sample| bytes(sample.max()))),
            ]);
        }
    }
    let first = reference(study, growth).map_or("", |planner| &study.planners[planner].name);
    Table {
        header: vec![
            "problem",
            "size",
            "planner",
            "solved",
            "nodes",
            "times fewer nodes",
            "time",
            "memory: median",
            "memory: max",
        ],
        rows,
        note: format!(
            "Size: {}. Times fewer nodes: than {first} on the same instance, the geometric mean over \
             the n instances that both solved; where a budget cut one of the searches off, with a path \
             or without, the pair is not among them.",
            growth.axis
        ),
    }
}

/// The planner that others are compared with: the first that has a run on each problem of a group.
pub(super) fn reference(study: &Study, growth: &Growth) -> Option<usize> {
    let everywhere = |planner: &usize| {
        growth.problems.iter().all(|(_, problem)| study.run(*problem, *planner).is_some())
    };
    (0..study.planners.len()).find(everywhere)
}

/// The tables as CSV, in full precision.
pub(super) fn files(study: &Study, summary: &Summary) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("results.csv", results(study, summary)),
        ("instances.csv", instances(study)),
        ("misfits.csv", misfits(study)),
    ];
    let growths = growths(study);
    if !growths.is_empty() {
        files.push(("savings.csv", savings_csv(study, &growths)));
    }
    files
}

fn results(study: &Study, summary: &Summary) -> String {
    let header = [
        "problem",
        "planner",
        "instances",
        "done",
        "solved",
        "known_optima",
        "optimal",
        "proved",
        "unsolvable",
        "mean_excess",
        "mean_excess_low",
        "mean_excess_high",
        "mean_generated",
        "median_generated",
        "mean_expanded",
        "median_expanded",
        "mean_estimates",
        "median_estimates",
        "median_peak_bytes",
        "max_peak_bytes",
        "mean_seconds",
        "median_seconds",
        "place",
        "p_cost",
        "p_nodes",
        "leading",
    ];
    let rows = summary.entries.iter().map(|entry| {
        let excess = entry.excess.as_ref();
        let mean = |sample: &Option<Sample>| exact(sample.as_ref().map(Sample::mean));
        let median = |sample: &Option<Sample>| exact(sample.as_ref().map(Sample::median));
        let counts = [
            entry.planned,
            entry.done,
            entry.solved,
            entry.known,
            entry.optimal,
            entry.proved,
            entry.unsolvable,
        ];
        let names = [&study.problems[entry.problem].name, &study.planners[entry.planner].name];
        let names = names.into_iter().cloned();
        names.chain(counts.map(|count| count.to_string())).chain([
            exact(excess.map(|(sample, _)| sample.mean())),
            exact(excess.map(|(_, interval)| interval.low)),
            exact(excess.map(|(_, interval)| interval.high)),
            mean(&entry.generated),
            median(&entry.generated),
            mean(&entry.expanded),
            median(&entry.expanded),
            mean(&entry.estimates),
            median(&entry.estimates),
            median(&entry.peak_bytes),
            exact(entry.peak_bytes.as_ref().map(Sample::max)),
            mean(&entry.seconds),
            median(&entry.seconds),
            entry.place.map_or_else(String::new, |place| (place + 1).to_string()),
            exact(entry.p_cost),
            exact(entry.p_nodes),
            entry.leading.to_string(),
        ])
    });
    csv::table(&header, rows)
}

fn instances(study: &Study) -> String {
    let header = [
        "problem",
        "planner",
        "instance",
        "depth",
        "optimum",
        "cost",
        "lower_bound",
        "proved",
        "unsolvable",
        "stop",
        "generated",
        "expanded",
        "estimates",
        "peak_bytes",
        "seconds",
    ];
    let rows = study.runs.iter().flat_map(|run| {
        let problem = &study.problems[run.problem];
        let optima = &study.optima[run.problem];
        let lines = run.lines.iter().zip(&problem.instances).zip(optima);
        lines.map(move |((line, instance), optimum)| {
            let whole = |number: Option<u64>| number.map_or_else(String::new, |n| n.to_string());
            [
                problem.name.clone(),
                study.planners[run.planner].name.clone(),
                instance.id.clone(),
                whole(instance.depth.map(u64::from)),
                whole(*optimum),
                whole(line.cost),
                line.lower_bound.to_string(),
                line.optimal.to_string(),
                line.unsolvable.to_string(),
                line.stop.clone(),
                line.generated.to_string(),
                line.expanded.to_string(),
                line.estimates.to_string(),
                line.peak_bytes.to_string(),
                exact(line.seconds),
            ]
        })
    });
    csv::table(&header, rows)
}

fn misfits(study: &Study) -> String {
    let rows = study.misfits.iter().map(|misfit| {
        let problem = study.problems[misfit.problem].name.clone();
        [problem, study.planners[misfit.planner].name.clone(), misfit.reason.clone()]
    });
    csv::table(&["problem", "planner", "reason"], rows)
}

fn savings_csv(study: &Study, growths: &[Growth]) -> String {
    let header =
        ["group", "axis", "value", "problem", "planner", "reference", "times_fewer_nodes", "pairs"];
    let rows = growths.iter().flat_map(|growth| {
        let reference = reference(study, growth);
        let problems = growth.problems.iter();
        problems.flat_map(move |(value, problem)| {
            (0..study.planners.len()).filter_map(move |planner| {
                let reference = reference?;
                let (factor, pairs) = savings(study, *problem, planner, reference)?;
                Some([
                    growth.group.clone(),
                    growth.axis.clone(),
                    exact(Some(*value)),
                    study.problems[*problem].name.clone(),
                    study.planners[planner].name.clone(),
                    study.planners[reference].name.clone(),
                    exact(Some(factor)),
                    pairs.to_string(),
                ])
            })
        })
    });
    csv::table(&header, rows)
}
