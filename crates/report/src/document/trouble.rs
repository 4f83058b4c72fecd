//! What went wrong: nothing is dropped silently.

use std::collections::BTreeMap;

use super::{Block, Cell, Table};
use crate::number::count;
use crate::study::{Entry, Study, Summary};

/// Runs that failed or are unfinished, and evaluations with faults; empty if there are none.
pub(super) fn blocks(study: &Study, summary: &Summary) -> Vec<Block> {
    let table = |of: fn(&Study, &Entry) -> Vec<Trouble>| {
        let rows = summary.entries.iter().flat_map(|entry| {
            of(study, entry).into_iter().map(|Trouble { what, times, reason }| {
                vec![
                    Cell::text(study.problems[entry.problem].name.clone()),
                    Cell::agent(entry.agent, &study.agents[entry.agent].name),
                    Cell::text(what),
                    Cell::number(count(times)),
                    Cell::text(reason),
                ]
            })
        });
        let rows: Vec<_> = rows.collect();
        let header = vec!["problem", "agent", "what", "times", "reason"];
        (!rows.is_empty()).then(|| Block::Table(Table { header, rows, note: String::new() }))
    };
    let runs = table(|_, entry| runs(entry));
    let evaluations = table(evaluations)
        .map(|table| Block::Fold("Faulty and infeasible evaluations".into(), vec![table]));
    runs.into_iter().chain(evaluations).collect()
}

/// Something that happened a number of times for one reason.
struct Trouble {
    what: &'static str,
    times: u64,
    reason: String,
}

fn runs(entry: &Entry) -> Vec<Trouble> {
    let of = |what, reasons: &BTreeMap<String, usize>| -> Vec<Trouble> {
        let trouble = |(reason, &times): (&String, &usize)| Trouble {
            what,
            times: times as u64,
            reason: reason.clone(),
        };
        reasons.iter().map(trouble).collect()
    };
    let failures = of("failed runs", &entry.failures);
    let infeasible = of("infeasible runs", &entry.infeasible_runs);
    let unfinished = (entry.unfinished > 0).then(|| Trouble {
        what: "unfinished runs",
        times: entry.unfinished as u64,
        reason: "not over yet: run the experiment again to resume".into(),
    });
    failures.into_iter().chain(infeasible).chain(unfinished).collect()
}

fn evaluations(study: &Study, entry: &Entry) -> Vec<Trouble> {
    let mut reasons = BTreeMap::<&str, u64>::new();
    let seals = study.runs_of(entry.problem, entry.agent).filter_map(|run| run.seal.as_ref());
    for (reason, times) in seals.flat_map(|seal| &seal.fault_reasons) {
        *reasons.entry(reason).or_default() += times;
    }
    let explained: u64 = reasons.values().sum();
    let trouble = |what, times, reason: &str| Trouble { what, times, reason: reason.into() };
    let unexplained = entry.faults.saturating_sub(explained);
    reasons
        .into_iter()
        .map(|(reason, times)| trouble("faulty evaluations", times, reason))
        .chain([
            trouble("faulty evaluations", unexplained, "no reason recorded"),
            trouble("infeasible evaluations", entry.infeasible, "a constraint is violated"),
        ])
        .filter(|trouble| trouble.times > 0)
        .collect()
}
