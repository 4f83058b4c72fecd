//! Figure: best value so far against wall-clock time.

use super::Figure;
use super::curve::Steps;
use super::progress::{self, Abscissa};
use crate::number::plural;
use crate::study::{Run, Study};

/// What is faster than the clock resolves is drawn here, in seconds.
const RESOLUTION: f64 = 1e-6;

/// Runs of agents differ in speed by orders of magnitude: always logarithmic.
const ABSCISSA: Abscissa =
    Abscissa { label: "wall-clock time [s]", column: "seconds", steps, log_above: 0.0 };

pub(super) fn figure(study: &Study) -> Option<Figure> {
    let (scene, data) = progress::draw(study, &ABSCISSA)?;
    let mut caption = progress::caption(
        study,
        "wall-clock time (simulator and agent together, on the machines under Provenance)",
    );
    let missing = study.runs.iter().filter(|run| run.seal.is_some() && run.clock.is_empty());
    match missing.count() {
        0 => {}
        n => caption += &format!(" Left out for lack of a recorded clock: {}.", plural(n, "run")),
    }
    Some(Figure {
        id: "best-so-far-seconds",
        title: "Best value so far against wall-clock time",
        caption,
        scene,
        data,
    })
}

fn steps(run: &Run) -> Option<Steps> {
    run.seal.as_ref()?;
    let end = run.seconds()?.max(RESOLUTION);
    let incumbents = run.complete().map_or(&[][..], |seal| &seal.incumbents);
    let changes = incumbents
        .iter()
        .filter_map(|at| Some((run.seconds_at(at.evaluations)?.max(RESOLUTION), at.quality())));
    Some(Steps { changes: changes.collect(), end })
}
