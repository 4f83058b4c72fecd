//! The tables as CSV, in full precision.

use super::results::best_value;
use crate::csv;
use crate::number::exact;
use crate::study::{Estimate, Outcome, Study, Summary};

/// The tables of the report: file names and contents.
pub(crate) fn tables(study: &Study, summary: &Summary) -> Vec<(&'static str, String)> {
    vec![
        ("results.csv", results(study, summary)),
        ("overall.csv", overall(study, summary)),
        ("best-designs.csv", super::best::best_csv(study, summary)),
        ("runs.csv", runs(study)),
    ]
}

/// The estimates of each agent on each problem.
fn results(study: &Study, summary: &Summary) -> String {
    let header = [
        "problem",
        "agent",
        "unit",
        "direction",
        "planned",
        "settings",
        "over",
        "failed",
        "infeasible_runs",
        "unfinished",
        "median",
        "q1",
        "q3",
        "median_low",
        "median_high",
        "iqm",
        "iqm_low",
        "iqm_high",
        "best",
        "optimum",
        "median_regret",
        "score",
        "rank",
        "probability_better_than_best",
        "test",
        "p_holm",
        "leading",
        "evaluations",
        "seconds",
        "faults",
        "infeasible",
        "cached",
    ];
    let rows = summary.entries.iter().map(|entry| {
        let problem = &study.problems[entry.problem];
        let e = entry.estimate.as_ref();
        let number = |of: &dyn Fn(&Estimate) -> f64| exact(e.map(of));
        let end = |of: &dyn Fn(&Estimate) -> Option<f64>| exact(e.and_then(of));
        let comparison = entry.comparison.as_ref();
        vec![
            problem.name.clone(),
            study.agents[entry.agent].name.clone(),
            problem.objective.unit.clone(),
            problem.direction().name().into(),
            entry.planned.to_string(),
            study.agents[entry.agent].settings.len().max(1).to_string(),
            entry.over().to_string(),
            entry.failed().to_string(),
            entry.without_design().to_string(),
            entry.unfinished.to_string(),
            number(&|e| e.sample.median()),
            number(&|e| e.sample.quartiles().0),
            number(&|e| e.sample.quartiles().1),
            end(&|e| Some(e.median?.low)),
            end(&|e| Some(e.median?.high)),
            number(&|e| e.sample.iqm()),
            end(&|e| Some(e.iqm?.low)),
            end(&|e| Some(e.iqm?.high)),
            exact(best_value(study, entry)),
            exact(problem.optimum),
            exact(e.and_then(|e| problem.regret(e.sample.median()))),
            exact(summary.score(entry.problem, entry.agent)),
            exact(entry.rank),
            exact(comparison.map(|c| c.superiority)),
            comparison.filter(|c| c.p.is_some()).map_or_else(String::new, |c| c.test.name().into()),
            exact(comparison.and_then(|c| c.p)),
            entry.leading.to_string(),
            entry.evaluations.to_string(),
            exact((entry.clocked.1 > 0.0).then_some(entry.clocked.1)),
            entry.faults.to_string(),
            entry.infeasible.to_string(),
            entry.cached.to_string(),
        ]
    });
    csv::table(&header, rows)
}

/// The agents over all problems.
fn overall(study: &Study, summary: &Summary) -> String {
    let header = [
        "agent",
        "method",
        "mean_rank",
        "score_iqm",
        "score_low",
        "score_high",
        "leads",
        "problems",
        "failed",
        "infeasible_runs",
        "unfinished",
    ];
    let rows = study.agents.iter().zip(&summary.overall).map(|(agent, overall)| {
        let score = overall.score;
        [
            agent.name.clone(),
            agent.method.clone(),
            exact(overall.mean_rank),
            exact(score.map(|score| score.0)),
            exact(score.map(|score| score.1.low)),
            exact(score.map(|score| score.1.high)),
            overall.leads.to_string(),
            overall.problems.to_string(),
            overall.failed.to_string(),
            overall.without_design.to_string(),
            overall.unfinished.to_string(),
        ]
    });
    csv::table(&header, rows)
}

/// Every run, also those without a value.
fn runs(study: &Study) -> String {
    let header = [
        "experiment",
        "id",
        "problem",
        "agent",
        "setting",
        "seed",
        "status",
        "reason",
        "value",
        "evaluations",
        "seconds",
        "faults",
        "infeasible",
        "cached",
    ];
    let rows = study.runs.iter().map(|run| {
        let (status, reason) = match run.outcome() {
            Outcome::Unfinished => ("unfinished", String::new()),
            Outcome::Failed(reason) => ("failed", reason),
            Outcome::Infeasible(reason) => ("infeasible", reason),
            Outcome::Value(_) => ("complete", String::new()),
        };
        let seal = |of: fn(&crate::study::Seal) -> u64| {
            run.seal.as_ref().map_or_else(String::new, |seal| of(seal).to_string())
        };
        vec![
            study.experiments[run.experiment].name.clone(),
            run.id.clone(),
            study.problems[run.problem].name.clone(),
            study.agents[run.agent].name.clone(),
            run.setting.to_string(),
            run.seed.to_string(),
            status.into(),
            reason,
            exact(run.value()),
            seal(|seal| seal.evaluations),
            exact(run.seconds()),
            seal(|seal| seal.faults),
            seal(|seal| seal.infeasible),
            seal(|seal| seal.cached),
        ]
    });
    csv::table(&header, rows)
}
