//! The figures, one kind a file. Each is a scene, a caption, and the data behind it as CSV.

mod clock;
mod curve;
mod evaluations;
mod fronts;
mod intervals;
#[cfg(test)]
mod layout;
mod lottery;
mod measure;
mod plot;
mod progress;
mod scores;

use crate::draw::{Scene, Style, style};
use crate::number::{be, plural};
use crate::study::{Study, Summary};

/// A figure before it is painted.
pub(crate) struct Figure {
    /// The stem of its files.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) caption: String,
    pub(crate) scene: Scene,
    /// The data that it shows, as CSV.
    pub(crate) data: String,
}

/// Every figure for which there is data, in the order of the page.
pub(crate) fn all(study: &Study, summary: &Summary) -> Vec<Figure> {
    let figures = [
        evaluations::figure(study),
        clock::figure(study),
        intervals::figure(study, summary),
        lottery::figure(study, summary),
        scores::figure(study, summary),
        fronts::figure(study, summary),
    ];
    let caveats = noise_note(study) + &caveats(summary);
    let with_caveats = |figure: Figure| Figure { caption: figure.caption + &caveats, ..figure };
    figures.into_iter().flatten().map(with_caveats).collect()
}

/// The agents with their looks, in the order of the study.
fn looks(study: &Study) -> impl Iterator<Item = (Style, &str)> {
    study.agents.iter().enumerate().map(|(i, agent)| (style(i), agent.name.as_str()))
}

/// What a caption has to say about runs that are not in a figure as planned.
fn caveats(summary: &Summary) -> String {
    let failed: usize = summary.overall.iter().map(|overall| overall.failed).sum();
    let unfinished: usize = summary.overall.iter().map(|overall| overall.unfinished).sum();
    let mut text = String::new();
    let without: usize = summary.overall.iter().map(|overall| overall.without_design).sum();
    for (runs, what) in [(failed, "failed"), (without, "ended without a feasible design")] {
        if runs > 0 {
            text += &format!(
                " {} {what} and count{} as the worst final value of the problem.",
                plural(runs, "run"),
                if runs == 1 { "s" } else { "" },
            );
        }
    }
    if unfinished > 0 {
        let runs = plural(unfinished, "run");
        text += &format!(" {runs} {} unfinished and left out.", be(unfinished));
    }
    text
}

/// Says that noise-free values are shown, where there are noisy problems.
fn noise_note(study: &Study) -> String {
    let mut text = String::new();
    let noisy = || study.problems.iter().filter(|problem| problem.noisy);
    if noisy().next().is_some() {
        text += " On noisy problems the noise-free value of the incumbent is shown where the \
                 environment knows it, because the luckiest observation is not the quality of a \
                 design.";
    }
    if noisy().any(|problem| !problem.objective.constraints.is_empty()) {
        text += " An incumbent that without noise breaks a constraint counts as no feasible \
                 design: worse than all others until a feasible one takes its place, and as the \
                 worst final value of the problem if it is the last.";
    }
    text
}
