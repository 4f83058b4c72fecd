//! The figures of planners, one kind a file.

mod excess;
mod growth;
mod histogram;
#[cfg(test)]
mod layout;
mod lengths;
mod optimum;
mod quartiles;
mod success;

use super::study::Study;
use crate::draw::{Style, style};
use crate::figure::Figure;
use crate::number::{be, plural};

/// Every figure for which there is data, in the order of the page.
pub(super) fn all(study: &Study) -> Vec<Figure> {
    let figures = [
        success::solved(study),
        success::optimal(study),
        optimum::nodes(study),
        optimum::seconds(study),
        excess::figure(study),
        lengths::figure(study),
        growth::figure(study),
    ];
    let caveats = caveats(study);
    let with_caveats = |figure: Figure| Figure { caption: figure.caption + &caveats, ..figure };
    figures.into_iter().flatten().map(with_caveats).collect()
}

/// The planners with their looks, in the order of the study.
fn looks(study: &Study) -> impl Iterator<Item = (Style, &str)> {
    study.planners.iter().enumerate().map(|(i, planner)| (style(i), planner.name.as_str()))
}

/// What a caption has to say about pairs that are not in a figure, and about limits that are no
/// nodes.
fn caveats(study: &Study) -> String {
    let mut text = String::new();
    if !study.misfits.is_empty() {
        let pairs = plural(study.misfits.len(), "pair");
        let apply = if study.misfits.len() == 1 { "does" } else { "do" };
        text += &format!(
            " {pairs} of planner and problem {apply} not apply and {} not shown.",
            be(study.misfits.len())
        );
    }
    let early = study.runs.iter().flat_map(|run| &run.lines);
    let early = early.filter(|line| line.cost.is_none());
    let early = early.filter(|line| !["finished", "nodes"].contains(&line.stop.as_str())).count();
    if early > 0 {
        text += &format!(
            " {} ended without a path for want of memory, time or another limit before its nodes \
             were spent, and count{} as not solved.",
            plural(early, "search"),
            if early == 1 { "s" } else { "" },
        );
    }
    let missing: usize = study
        .runs
        .iter()
        .map(|run| study.problems[run.problem].instances.len() - run.lines.len())
        .sum();
    if missing > 0 {
        text +=
            &format!(" {} not recorded yet {} left out.", plural(missing, "instance"), be(missing));
    }
    text
}

/// Why a planner has nothing to show on a problem.
fn why_empty(study: &Study, problem: usize, planner: usize) -> &'static str {
    if study.misfits.iter().any(|m| (m.problem, m.planner) == (problem, planner)) {
        return "does not apply";
    }
    match study.run(problem, planner) {
        None => "not run",
        Some(run) if run.failure().is_some() && run.lines.is_empty() => "failed",
        Some(run) if run.lines.is_empty() => "unfinished",
        Some(_) => "no optimum known",
    }
}
