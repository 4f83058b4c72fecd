//! What the report says, in the order in which it says it.

use super::best::command;
use super::{Block, provenance, results, trouble};
use crate::figure::Figure;
use crate::number::{be, count, plural, significant};
use crate::study::{Entry, Problem, Study, Summary};

/// A report.
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

const METHODS: &str = "Median [IQR]: median with first and third quartile over runs. IQM: mean of \
    the middle half of the runs, with a 95% percentile bootstrap interval from 6 runs on (fewer \
    cannot promise 95%). A run that failed, or \
    that ended without a feasible design (infeasible), counts as the worst final value of the \
    problem (where there are such runs, columns count them); unfinished runs are left out. Rank: by IQM. A: the chance that a run of the agent \
    beats a run of the best agent, ties as one half (Vargha-Delaney; 0.5 is no difference). p: \
    two-sided test against the best agent, corrected by Holm over the agents of the problem. Equal \
    seeds are the same problem instance, so agents with one setting and the same seeds are \
    compared in pairs (Wilcoxon signed-rank test, from 6 pairs on), others by the Mann-Whitney \
    test (from 5 values on). Bold: tested, and not significantly worse than the best (p at least 0.05).";

/// What holds where an agent has several settings.
const SWEEPS: &str = "Where an agent has several settings, its runs are shown as settings x seeds. \
    Runs of one setting are not independent of each other: estimates are over all runs, but \
    intervals resample settings (from 6 on), each with all its seeds, and tests compare the medians of the \
    settings.";

/// Composes the report.
pub(crate) fn compose(study: &Study, summary: &Summary, figures: &[Figure]) -> Document {
    let names: Vec<&str> = study.experiments.iter().map(|e| e.name.as_str()).collect();
    let mut blocks = Vec::new();
    for experiment in &study.experiments {
        let question = experiment.question.trim();
        if !question.is_empty() {
            blocks.push(Block::Question(question.into()));
        }
    }
    blocks.extend(notice(study, summary));

    blocks.push(Block::Heading(2, "Summary".into()));
    blocks.push(Block::Text(overview(study)));
    if !study.problems.is_empty() {
        blocks.push(Block::Text("The best agents by interquartile mean:".into()));
        blocks.push(Block::List(findings(study, summary)));
    }
    if study.problems.len() > 1 {
        blocks.push(Block::Table(results::overall_table(study, summary)));
    }

    if !figures.is_empty() {
        blocks.push(Block::Heading(2, "Figures".into()));
        blocks.extend((0..figures.len()).map(Block::Figure));
    }

    blocks.push(Block::Heading(2, "Results".into()));
    blocks.push(Block::Text(METHODS.into()));
    if (0..study.agents.len()).any(|agent| study.is_swept(agent)) {
        blocks.push(Block::Text(SWEEPS.into()));
    }
    for (i, problem) in study.problems.iter().enumerate() {
        blocks.push(Block::Heading(3, problem.name.clone()));
        blocks.push(Block::Text(results::describe(problem)));
        blocks.push(Block::Table(results::problem_table(study, summary, i)));
        blocks.extend(best(study, summary, i));
    }

    let trouble = trouble::blocks(study, summary);
    if !trouble.is_empty() {
        blocks.push(Block::Heading(2, "Failures, faults and unfinished runs".into()));
        blocks.extend(trouble);
    }
    blocks.push(Block::Heading(2, "Cost".into()));
    blocks.push(Block::Table(results::cost_table(study, summary)));
    blocks.push(Block::Heading(2, "Hyperparameters and budget".into()));
    blocks.extend(provenance::agents(study));
    blocks.push(Block::Heading(2, "Provenance".into()));
    blocks.extend(provenance::experiments(study));
    Document { title: names.join(" + "), blocks }
}

/// What is missing or unequal in this comparison.
fn notice(study: &Study, summary: &Summary) -> Option<Block> {
    let mut lines = Vec::new();
    let failed: usize = summary.overall.iter().map(|o| o.failed).sum();
    let unfinished: usize = summary.overall.iter().map(|o| o.unfinished).sum();
    if unfinished > 0 {
        lines.push(format!(
            "{} of {} {} unfinished: this is an interim report.",
            plural(unfinished, "run"),
            count(study.runs.len() as u64),
            be(unfinished),
        ));
    }
    if failed > 0 {
        lines.push(format!(
            "{} of {} failed; the reasons are listed below.",
            plural(failed, "run"),
            count(study.runs.len() as u64),
        ));
    }
    let without: usize = summary.overall.iter().map(|o| o.without_design).sum();
    if without > 0 {
        lines.push(format!(
            "{} of {} ended without a feasible design.",
            plural(without, "run"),
            count(study.runs.len() as u64),
        ));
    }
    let unequal = |problem: &usize| {
        let counts = || summary.of_problem(*problem).map(|entry| entry.planned);
        counts().min() != counts().max()
    };
    let unequal = (0..study.problems.len()).filter(unequal);
    let unequal: Vec<&str> = unequal.map(|problem| study.problems[problem].name.as_str()).collect();
    if !unequal.is_empty() {
        lines.push(format!("The numbers of runs differ between agents on {}.", unequal.join(", ")));
    }
    lines.extend(study.notes.iter().cloned());
    (!lines.is_empty()).then_some(Block::Notice(lines))
}

fn overview(study: &Study) -> String {
    let over = study.runs.iter().filter(|run| run.seal.is_some()).count();
    format!(
        "{}, {}: {}, of which {} {} over.",
        plural(study.problems.len(), "problem"),
        plural(study.agents.len(), "agent"),
        plural(study.runs.len(), "run"),
        count(over as u64),
        be(over),
    )
}

/// For each problem, who is best, and who cannot be told from it.
fn findings(study: &Study, summary: &Summary) -> Vec<String> {
    let name = |entry: &Entry| study.agents[entry.agent].name.clone();
    let finding = |(i, problem): (usize, &Problem)| {
        let rank = |entry: &Entry| entry.rank.unwrap_or(f64::INFINITY);
        let ranked = summary.of_problem(i).filter(|entry| entry.estimate.is_some());
        let Some(best) = ranked.min_by(|a, b| rank(a).total_cmp(&rank(b))) else {
            let why = study.why_no_value(i).unwrap_or("no value");
            return format!("{}: none ({why})", problem.name);
        };
        let equals = summary.of_problem(i).filter(|e| e.leading && e.agent != best.agent);
        let equals: Vec<String> = equals.map(name).collect();
        // Too few values, or none.
        let untested = |e: &&Entry| {
            e.agent != best.agent && e.comparison.as_ref().is_none_or(|c| c.p.is_none())
        };
        let untested: Vec<String> = summary.of_problem(i).filter(untested).map(name).collect();
        let certainty = if !best.leading {
            "not tested".into()
        } else if equals.is_empty() && untested.is_empty() {
            "significantly ahead of all others".into()
        } else {
            let of = [("not significantly ahead of", equals), ("not tested against", untested)];
            let of = of.iter().filter(|(_, names)| !names.is_empty());
            let of: Vec<_> =
                of.map(|(what, names)| format!("{what} {}", names.join(", "))).collect();
            of.join("; ")
        };
        format!("{}: {} ({certainty})", problem.name, name(best))
    };
    study.problems.iter().enumerate().map(finding).collect()
}

/// The best design of a problem, with the command that evaluates it again.
fn best(study: &Study, summary: &Summary, problem: usize) -> Vec<Block> {
    let described = &study.problems[problem];
    let loss = |run: usize| described.direction().loss(study.runs[run].value().unwrap_or(f64::NAN));
    let best = summary
        .of_problem(problem)
        .filter_map(|entry| entry.best)
        .min_by(|&a, &b| loss(a).total_cmp(&loss(b)));
    let Some(run) = best.map(|run| &study.runs[run]) else { return Vec::new() };
    let Some((value, best)) = run.value().zip(run.best()) else { return Vec::new() };
    let Some(command) = command(described, &best.subject) else { return Vec::new() };
    let text = format!(
        "Best design: {} by {} (run {}). To evaluate it again:",
        described.with_unit(&significant(value, 8)),
        study.agents[run.agent].name,
        run.id,
    );
    vec![Block::Text(text), Block::Code(command)]
}
