//! The tables of results: for each problem, and over all problems.

use super::{Cell, Table};
use crate::number::{Format, duration, p_value, significant};
use crate::study::{Entry, Estimate, Problem, Study, Summary, Test};
use orienteer_stats::Interval;

/// How the values of a problem are written.
pub(super) fn format(summary: &Summary, problem: usize) -> Format {
    let estimates = summary.of_problem(problem).filter_map(|entry| entry.estimate.as_ref());
    Format::of(estimates.flat_map(|estimate| {
        let (q1, q3) = estimate.sample.quartiles();
        let ends = estimate.iqm.map(|interval| [interval.low, interval.high]);
        [q1, estimate.sample.median(), q3].into_iter().chain(ends.into_iter().flatten())
    }))
}

/// "median [first quartile, third quartile]".
pub(super) fn median(estimate: &Estimate, format: Format) -> String {
    let (q1, q3) = estimate.sample.quartiles();
    let [median, q1, q3] = [estimate.sample.median(), q1, q3].map(|value| format.show(value));
    format!("{median} [{q1}, {q3}]")
}

/// "interquartile mean [interval]"; without an interval where runs are too few for one.
pub(super) fn iqm(estimate: &Estimate, format: Format) -> String {
    let iqm = format.show(estimate.sample.iqm());
    match estimate.iqm {
        Some(Interval { low, high }) => {
            format!("{iqm} [{}, {}]", format.show(low), format.show(high))
        }
        None => iqm,
    }
}

/// The number of runs that are over, of how many if some are not. Those of a sweep are settings x
/// seeds: they are not as much as so many independent runs.
pub(super) fn runs(entry: &Entry) -> String {
    let planned = match entry.sweep {
        Some((settings, seeds)) => format!("{settings} x {seeds}"),
        None => entry.planned.to_string(),
    };
    if entry.unfinished == 0 { planned } else { format!("{} of {planned}", entry.over()) }
}

/// The tests that were made on a problem, in a sentence; empty if there were none.
fn tests(summary: &Summary, problem: usize) -> String {
    let tests = summary.tests(problem);
    if tests.is_empty() {
        return String::new();
    }
    let tests: Vec<&str> = tests.into_iter().map(Test::describe).collect();
    format!("p: {}.", tests.join("; "))
}

/// The best value of an agent on a problem.
pub(super) fn best_value(study: &Study, entry: &Entry) -> Option<f64> {
    entry.best.and_then(|run| study.runs[run].value())
}

/// How many runs of an entry are lost in some way.
type Lost = fn(&Entry) -> usize;

/// The results of all agents on a problem.
pub(super) fn problem_table(study: &Study, summary: &Summary, problem: usize) -> Table {
    let described = &study.problems[problem];
    let format = format(summary, problem);
    let regrets = described.optimum.is_some();
    let mut header = vec!["agent", "median [IQR]", "IQM [95% CI]", "best"];
    header.extend(regrets.then_some("median regret"));
    // Mostly no run is lost, and the page has no room for columns of zeros.
    let any = |lost: Lost| summary.of_problem(problem).any(|entry| lost(entry) > 0);
    let lost = [("failed", Entry::failed as Lost), ("infeasible", Entry::without_design)];
    let lost: Vec<_> = lost.into_iter().filter(|(_, lost)| any(*lost)).collect();
    header.push("runs");
    header.extend(lost.iter().map(|(name, _)| *name));
    header.extend(["rank", "A", "p"]);
    let rows = summary.of_problem(problem).map(|entry| {
        let estimate = entry.estimate.as_ref();
        let regret = estimate.and_then(|e| described.regret(e.sample.median()));
        let comparison = entry.comparison.as_ref();
        let mut row = vec![
            Cell::agent(entry.agent, &study.agents[entry.agent].name).bold(entry.leading),
            Cell::maybe(estimate.map(|e| median(e, format))).bold(entry.leading),
            Cell::maybe(estimate.map(|e| iqm(e, format))).bold(entry.leading),
            Cell::maybe(best_value(study, entry).map(|value| format.show(value))),
        ];
        row.extend(regrets.then(|| Cell::maybe(regret.map(|value| significant(value, 3)))));
        row.push(Cell::number(runs(entry)));
        row.extend(
            lost.iter()
                .map(|(_, lost)| Cell::number(lost(entry).to_string()).bold(lost(entry) > 0)),
        );
        row.extend([
            Cell::maybe(entry.rank.map(|rank| significant(rank, 2))),
            Cell::maybe(comparison.map(|c| format!("{:.2}", c.superiority))),
            Cell::maybe(comparison.and_then(|c| c.p).map(p_value)),
        ]);
        row
    });
    Table { header, rows: rows.collect(), note: tests(summary, problem) }
}

/// What a problem is, in a line.
pub(super) fn describe(problem: &Problem) -> String {
    let mut text = format!(
        "{} {} in environment {}",
        problem.direction().name(),
        problem.with_unit(&problem.objective.label),
        problem.environment,
    );
    for constraint in &problem.objective.constraints {
        text += &format!(", subject to {constraint}");
    }
    if let Some(space) = &problem.space {
        text += &format!("; space: {space}");
    }
    if let Some(optimum) = problem.optimum {
        text += &format!("; optimum: {}", significant(optimum, 8));
    }
    text += if problem.noisy { "; noisy." } else { "." };
    text
}

/// The agents over all problems; of interest from two problems on.
pub(super) fn overall_table(study: &Study, summary: &Summary) -> Table {
    let least = summary.overall.iter().filter_map(|o| o.mean_rank).fold(f64::INFINITY, f64::min);
    let rows =
        study.agents.iter().zip(&summary.overall).enumerate().map(|(i, (agent, overall))| {
            let score = overall.score.map(|(iqm, interval)| {
                format!("{iqm:.3} [{:.3}, {:.3}]", interval.low, interval.high)
            });
            vec![
                Cell::agent(i, &agent.name),
                Cell::maybe(overall.mean_rank.map(|rank| format!("{rank:.2}")))
                    .bold(overall.mean_rank == Some(least)),
                Cell::maybe(score),
                Cell::number(format!("{} of {}", overall.leads, overall.problems)),
                Cell::number(overall.failed.to_string()).bold(overall.failed > 0),
                Cell::number(overall.without_design.to_string()).bold(overall.without_design > 0),
                Cell::number(overall.unfinished.to_string()).bold(overall.unfinished > 0),
            ]
        });
    Table {
        header: vec![
            "agent",
            "mean rank",
            "score: IQM [95% CI]",
            "leads",
            "failed",
            "infeasible",
            "unfinished",
        ],
        rows: rows.collect(),
        note: "Mean rank: mean over problems of the rank by interquartile mean (1 is best; an \
               agent without a value is last). Score: interquartile mean of the normalised scores \
               of all runs, with a bootstrap interval stratified by problem (over \
               settings where an agent has several). Leads: problems on \
               which the agent was tested and is not significantly worse than the best one."
            .into(),
    }
}

/// What runs cost, and how many evaluations the cache spared.
pub(super) fn cost_table(study: &Study, summary: &Summary) -> Table {
    let rows = summary.entries.iter().filter(|entry| entry.over() > 0).map(|entry| {
        let (evaluations, seconds) = entry.clocked;
        let runs = entry.over() as f64;
        let clock = seconds > 0.0;
        vec![
            Cell::text(study.problems[entry.problem].name.clone()),
            Cell::agent(entry.agent, &study.agents[entry.agent].name),
            Cell::number(significant(entry.evaluations as f64 / runs, 6)),
            Cell::number(significant(entry.cached as f64 / runs, 3)),
            Cell::maybe(clock.then(|| duration(seconds / runs))),
            Cell::maybe(clock.then(|| significant(evaluations as f64 / seconds, 3))),
        ]
    });
    let header =
        vec!["problem", "agent", "evaluations/run", "cached/run", "time/run", "evaluations/s"];
    let note = "Means over the runs that are over. Time is wall-clock time of simulator and agent \
                together; cached evaluations were asked for before, and answered from the log.";
    Table { header, rows: rows.collect(), note: note.into() }
}
