//! The page of a report, and the short tables for the terminal.

use super::record::{Budget, Problem};
use super::study::Study;
use super::summary::{Entry, Summary, growths};
use super::tables::{excess, growth, of_problem, share};
use crate::document::{Block, Cell, Document, Table, aligned, provenance};
use crate::figure::Figure;
use crate::number::{be, bytes, count, duration, plural, significant};

const METHODS: &str = "Every planner solves the same instances under the same budget for each. \
    Solved: a path to the goal was found. Optimal: the path costs as much as the known optimum \
    (recorded with the instance, or proved by a planner of this report), among the instances whose \
    optimum is known; unsolved ones are not optimal. Proved: the planner itself proved its path to be \
    a cheapest one, which supposes estimates that never exceed the truth. Excess: cost minus optimum, \
    mean over the instances that this planner solved, with a 95% percentile bootstrap interval over \
    instances; planners that solve more instances may have solved the harder ones. Nodes generated, \
    expanded, estimates and time: median (mean) over all instances, those that the budget cut off \
    included, so the truth is larger there. Peak memory: the largest over instances, as the planner \
    counts its own tables and lists. The best planner of a problem solves most instances; among \
    those, has the lowest cost; among those, the fewest nodes. p (cost), p (nodes): two-sided Wilcoxon \
    signed-rank tests against the best planner, in pairs by instance (from 6 on), corrected by Holm \
    over the planners of the problem; an unsolved instance costs more than any path, a search that was \
    cut off takes more nodes than any other, and two of them do not differ. Bold: the costs are not \
    significantly worse than the best (p at least 0.05); nobody is bold where the instances are too few \
    for any planner to be significantly worse, which takes the more of them the more planners there are.";

/// Composes the report.
pub(super) fn compose(study: &Study, summary: &Summary, figures: &[Figure]) -> Document {
    let names: Vec<&str> = study.experiments.iter().map(|e| e.name.as_str()).collect();
    let mut blocks = Vec::new();
    for experiment in &study.experiments {
        let question = experiment.question.trim();
        if !question.is_empty() {
            blocks.push(Block::Question(question.into()));
        }
    }
    let notices = notices(study, summary);
    if !notices.is_empty() {
        blocks.push(Block::Notice(notices));
    }
    blocks.push(Block::Heading(2, "Summary".into()));
    blocks.push(Block::Text(overview(study)));
    if !summary.entries.is_empty() {
        blocks.push(Block::Text("The best planners:".into()));
        blocks.push(Block::List(findings(study, summary)));
    }
    for group in growths(study) {
        let title = format!("{} along {}", group.group, group.axis);
        blocks.push(Block::Heading(3, title));
        blocks.push(Block::Table(growth(study, summary, &group)));
    }
    if !figures.is_empty() {
        blocks.push(Block::Heading(2, "Figures".into()));
        blocks.extend((0..figures.len()).map(Block::Figure));
    }
    blocks.push(Block::Heading(2, "Results".into()));
    blocks.push(Block::Text(METHODS.into()));
    for (i, problem) in study.problems.iter().enumerate() {
        blocks.push(Block::Heading(3, problem.name.clone()));
        blocks.push(Block::Text(describe(study, problem, i)));
        blocks.push(Block::Table(of_problem(study, summary, i)));
    }
    let stops = stops(study, summary);
    if !stops.rows.is_empty() {
        blocks.push(Block::Heading(2, "Where planners stopped without a path".into()));
        let title = "The limit that was reached, by planner and problem".into();
        blocks.push(Block::Fold(title, vec![Block::Table(stops)]));
    }
    blocks.push(Block::Heading(2, "Hyperparameters and budget".into()));
    blocks.push(Block::Table(planners(study)));
    blocks.push(Block::Heading(2, "Provenance".into()));
    for (experiment, planned) in study.experiments.iter().zip(&study.planned) {
        let runs = format!(
            "{}; planners draw no random numbers, so there are no seeds.",
            plural(*planned, "run")
        );
        blocks.extend(provenance::experiment(experiment, runs));
    }
    Document { title: names.join(" + "), blocks }
}

/// What is missing, failed, or contradicts itself.
fn notices(study: &Study, summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    for run in &study.runs {
        if let Some(reason) = run.failure() {
            lines.push(format!("Run {} failed: {reason}", run.id));
        }
    }
    let unfinished: Vec<&Entry> = summary.entries.iter().filter(|e| e.done < e.planned).collect();
    if !unfinished.is_empty() {
        let missing: usize = unfinished.iter().map(|entry| entry.planned - entry.done).sum();
        lines.push(format!(
            "{} {} not complete ({} to go): this is an interim report, in which they are not ranked \
             or tested.",
            plural(unfinished.len(), "run"),
            be(unfinished.len()),
            plural(missing, "instance"),
        ));
    }
    let unknown: usize = study.optima.iter().flatten().filter(|optimum| optimum.is_none()).count();
    if unknown > 0 {
        lines.push(format!(
            "The optimum of {} is not known: {} left out wherever it is needed.",
            plural(unknown, "instance"),
            if unknown == 1 { "it is" } else { "they are" },
        ));
    }
    lines.extend(study.notes.iter().cloned());
    lines
}

fn overview(study: &Study) -> String {
    let instances: usize = study.problems.iter().map(|problem| problem.instances.len()).sum();
    format!(
        "{} with {}, {}: {}. {}",
        plural(study.problems.len(), "problem"),
        plural(instances, "instance"),
        plural(study.planners.len(), "planner"),
        plural(study.runs.len(), "run"),
        match study.misfits.len() {
            0 => "Every planner applies to every problem.".into(),
            1 => "1 pair of planner and problem does not apply.".into(),
            n => format!("{} of planner and problem do not apply.", plural(n, "pair")),
        }
    )
}

/// For each problem, who is best, and who cannot be told from it.
fn findings(study: &Study, summary: &Summary) -> Vec<String> {
    let name = |entry: &Entry| study.planners[entry.planner].name.clone();
    let finding = |(i, problem): (usize, &Problem)| {
        let best = summary.of_problem(i).find(|entry| entry.place == Some(0));
        let Some(best) = best else {
            let is_solved = summary.of_problem(i).any(|entry| entry.solved > 0);
            let why = if is_solved { "none has all instances yet" } else { "nothing is solved" };
            return format!("{}: {why}", problem.name);
        };
        let equals = summary.of_problem(i).filter(|e| e.leading && e.place != Some(0));
        let equals: Vec<String> = equals.map(name).collect();
        let certainty = if !best.leading {
            "not significantly ahead: nobody to compare with, or too few instances to tell".into()
        } else if equals.is_empty() {
            "significantly ahead of all others".into()
        } else {
            format!("not significantly ahead of {}", equals.join(", "))
        };
        let solved = share(best.solved, best.done);
        format!("{}: {}, {solved} solved ({certainty})", problem.name, name(best))
    };
    study.problems.iter().enumerate().map(finding).collect()
}

/// What a problem is, in a line.
fn describe(study: &Study, problem: &Problem, index: usize) -> String {
    let known: Vec<u64> = study.optima[index].iter().flatten().copied().collect();
    let optima = match (known.iter().min(), known.iter().max()) {
        (Some(low), Some(high)) if low < high => format!("optima from {low} to {high}"),
        (Some(low), _) => format!("optimum {low}"),
        _ => "no optimum known".into(),
    };
    let n = problem.instances.len();
    let unknown = n - known.len();
    let unknown =
        if unknown > 0 && unknown < n { format!(", {unknown} unknown") } else { String::new() };
    let config = match problem.config.len() {
        0 => String::new(),
        _ => format!(" {}", serde_json::Value::Object(problem.config.clone())),
    };
    format!("Puzzle {}{config}; {}, {optima}{unknown}.", problem.environment, plural(n, "instance"))
}

/// How often each limit, or the planner itself, put an end to the search for a path.
fn stops(study: &Study, summary: &Summary) -> Table {
    let mut rows = Vec::new();
    for entry in &summary.entries {
        let Some(run) = study.run(entry.problem, entry.planner) else { continue };
        for stop in entry.stops.keys() {
            let unsolved = run.lines.iter().filter(|line| line.cost.is_none());
            let times = unsolved.filter(|line| line.stop == *stop).count();
            if times == 0 {
                continue;
            }
            rows.push(vec![
                Cell::text(study.problems[entry.problem].name.clone()),
                Cell::agent(entry.planner, &study.planners[entry.planner].name),
                Cell::text(reason(stop)),
                Cell::number(count(times as u64)),
            ]);
        }
    }
    Table {
        header: vec!["problem", "planner", "what stopped it", "instances"],
        rows,
        note: String::new(),
    }
}

fn reason(stop: &str) -> &str {
    match stop {
        "finished" => "had nothing left to try",
        "nodes" => "nodes generated",
        "expanded" => "nodes expanded",
        "bytes" => "memory",
        "seconds" => "time",
        other => other,
    }
}

fn planners(study: &Study) -> Table {
    let rows = study.planners.iter().enumerate().map(|(i, planner)| {
        let setting = match planner.setting.len() {
            0 => Cell::text("none"),
            _ => Cell::code(serde_json::Value::Object(planner.setting.clone()).to_string()),
        };
        let method = Cell::text(planner.method.clone());
        vec![Cell::agent(i, &planner.name), method, setting, Cell::text(budget(&planner.budget))]
    });
    let header = vec!["planner", "method", "hyperparameters", "budget of an instance"];
    Table { header, rows: rows.collect(), note: String::new() }
}

fn budget(budget: &Budget) -> String {
    let parts = [
        Some(plural(budget.nodes as usize, "node")),
        budget.expanded.map(|n| format!("{} expanded", count(n))),
        budget.estimates.map(|n| plural(n as usize, "estimate")),
        budget.bytes.map(|n| bytes(n as f64)),
        budget.seconds.map(duration),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// For each problem a plain table of its planners.
pub(super) fn terminal(study: &Study, summary: &Summary) -> String {
    let mut text = String::new();
    for (i, problem) in study.problems.iter().enumerate() {
        text += &format!("{}: {}\n", problem.name, describe(study, problem, i));
        let header =
            ["", "planner", "solved", "optimal", "excess", "nodes", "expanded", "memory", "time"];
        let mut rows = vec![header.map(String::from)];
        for entry in summary.of_problem(i) {
            let median = |sample: Option<&orienteer_stats::Sample>| {
                sample.map_or_else(|| "-".into(), |sample| significant(sample.median(), 4))
            };
            let memory = entry.peak_bytes.as_ref().map(|sample| bytes(sample.max()));
            let time = entry.seconds.as_ref().map(|sample| duration(sample.median()));
            rows.push([
                if entry.leading { "*" } else { "" }.into(),
                study.planners[entry.planner].name.clone(),
                share(entry.solved, entry.done),
                if entry.known > 0 { share(entry.optimal, entry.known) } else { "-".into() },
                excess(entry).unwrap_or_else(|| "-".into()),
                median(entry.generated.as_ref()),
                median(entry.expanded.as_ref()),
                memory.unwrap_or_else(|| "-".into()),
                time.unwrap_or_else(|| "-".into()),
            ]);
        }
        text += &aligned(&rows);
        for misfit in study.misfits.iter().filter(|misfit| misfit.problem == i) {
            let name = &study.planners[misfit.planner].name;
            text += &format!("  {name} does not apply: {}\n", misfit.reason);
        }
        text.push('\n');
    }
    if summary.entries.iter().any(|entry| entry.leading) {
        text += "* paths not significantly costlier than those of the best (5%, Wilcoxon, Holm)\n";
    }
    text + "excess: mean over solved instances [95% CI]; nodes, expanded, time: median; memory: most\n"
}
