//! Figure: best value so far against evaluations.

use super::Figure;
use super::curve::Steps;
use super::progress::{self, Abscissa};
use crate::study::{Run, Study};

const ABSCISSA: Abscissa =
    Abscissa { label: "evaluations", column: "evaluations", steps, log_above: 2000.0 };

pub(super) fn figure(study: &Study) -> Option<Figure> {
    let (scene, data) = progress::draw(study, &ABSCISSA)?;
    Some(Figure {
        id: "best-so-far-evaluations",
        title: "Best value so far against evaluations",
        caption: progress::caption(study, "the number of evaluations spent"),
        scene,
        data,
    })
}

/// A failed run takes part without a value: it counts as worse than all others.
fn steps(run: &Run) -> Option<Steps> {
    let seal = run.seal.as_ref()?;
    let incumbents = run.complete().map_or(&[][..], |seal| &seal.incumbents);
    let changes = incumbents.iter().map(|at| (at.evaluations as f64, at.quality())).collect();
    Some(Steps { changes, end: seal.evaluations.max(1) as f64 })
}
