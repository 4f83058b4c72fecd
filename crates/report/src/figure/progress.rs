//! Best-so-far pages: shared by the figures over evaluations and over seconds.

use super::curve::{Curve, Quartiles, Steps, quartiles};
use super::looks;
use super::measure::Measure;
use super::plot::Plot;
use crate::csv;
use crate::draw::{Axis, Grid, Scene, legend, legend_height};
use crate::number::exact;
use crate::study::{Run, Study};

/// From this share of its length on, a curve has settled; on a logarithmic axis, that is its last
/// decade.
const SETTLED: f64 = 0.1;

/// What is on the horizontal axis.
pub(super) struct Abscissa {
    /// Its label with unit.
    pub(super) label: &'static str,
    /// The column of the CSV.
    pub(super) column: &'static str,
    /// The steps of a run; `None` for a run that is left out.
    pub(super) steps: fn(&Run) -> Option<Steps>,
    /// Longer axes than this are logarithmic, or the beginning could not be seen.
    pub(super) log_above: f64,
}

impl Abscissa {
    /// The axis from the first improvement to the end of the longest run.
    fn axis(&self, curves: &[Curve]) -> Axis {
        let places = || curves.iter().flat_map(|curve| &curve.points).map(|point| point.x);
        let first = places().fold(f64::INFINITY, f64::min);
        let end = places().fold(0.0, f64::max);
        if end > self.log_above {
            // A range of less than a factor of two would have hardly a round number in it.
            let first = first.max(end * 1e-7).min(end / 2.0);
            Axis::exactly(self.label, first, end, true)
        } else {
            Axis::exactly(self.label, 0.0, end, false)
        }
    }
}

/// How to show the values of the curves of a problem.
fn measure<'a>(study: &'a Study, problem: usize, curves: &[Curve]) -> Measure<'a> {
    let values = curves.iter().flat_map(|curve| &curve.points).flat_map(Quartiles::values);
    let mut measure = Measure::of(study, problem, values);
    let settled = curves.iter().flat_map(|curve| {
        let end = curve.points.last().map_or(0.0, |point| point.x);
        curve.points.iter().filter(move |point| point.x >= SETTLED * end)
    });
    measure.focus(settled.flat_map(Quartiles::values));
    measure
}

/// The page and its data; `None` if there is no curve at all.
pub(super) fn draw(study: &Study, abscissa: &Abscissa) -> Option<(Scene, String)> {
    let panels: Vec<Vec<Curve>> =
        (0..study.problems.len()).map(|problem| curves(study, problem, abscissa)).collect();
    if panels.iter().all(Vec::is_empty) {
        return None;
    }
    let height = Grid::plot_height(panels.len());
    let measures: Vec<Measure> =
        panels.iter().enumerate().map(|(i, curves)| measure(study, i, curves)).collect();
    let values: Vec<Axis> = measures.iter().map(|m| m.axis().fit_up(height)).collect();
    let space = Grid::label_space(&values);
    let grid = Grid::new(panels.len(), height, space, space);

    let names: Vec<&str> = study.agents.iter().map(|agent| agent.name.as_str()).collect();
    let mut scene = grid.page(legend_height(&names, grid.width()));
    for (i, (curves, measure)) in panels.iter().zip(&measures).enumerate() {
        let frame = grid.frame(i);
        frame.title(&mut scene, &study.problems[i].name);
        if curves.is_empty() {
            frame.edges(&mut scene);
            // Values without a curve: too few runs have one, or none has a clock.
            let why = study.why_no_value(i).unwrap_or("no median over the runs");
            frame.remark(&mut scene, why);
            continue;
        }
        let x = abscissa.axis(curves).fit_across(frame.width());
        frame.x_axis(&mut scene, &x);
        frame.y_axis(&mut scene, &values[i]);
        let agents = study.agents.len();
        let plot = Plot { frame, x: &x, y: &values[i], measure, agents };
        plot.optimum(&mut scene);
        // All bands below all lines, all lines below all markers.
        for layer in [Plot::band, Plot::line, Plot::markers] {
            for curve in curves {
                layer(&plot, &mut scene, curve);
            }
        }
        frame.edges(&mut scene);
    }
    legend(&mut scene, grid.height(), &looks(study).collect::<Vec<_>>());
    Some((scene, data(study, &panels, abscissa)))
}

fn curves(study: &Study, problem: usize, abscissa: &Abscissa) -> Vec<Curve> {
    let worst = study.problems[problem].direction().worst();
    let curve = |agent| {
        let steps: Vec<Steps> = study.runs_of(problem, agent).filter_map(abscissa.steps).collect();
        let mut points = quartiles(&steps, worst);
        points.drain(..points.iter().take_while(|q| !q.median.is_finite()).count());
        Curve { agent, runs: steps.len(), points }
    };
    (0..study.agents.len()).map(curve).filter(|curve| !curve.points.is_empty()).collect()
}

fn data(study: &Study, panels: &[Vec<Curve>], abscissa: &Abscissa) -> String {
    let rows = panels.iter().zip(&study.problems).flat_map(|(curves, problem)| {
        curves.iter().flat_map(move |curve| {
            curve.points.iter().map(move |q| {
                let [x, q1, median, q3] = [q.x, q.q1, q.median, q.q3].map(|v| exact(Some(v)));
                let names = [problem.name.clone(), study.agents[curve.agent].name.clone()];
                let rest = [curve.runs.to_string(), x, q1, median, q3, exact(problem.optimum)];
                names.into_iter().chain(rest)
            })
        })
    });
    let header = ["problem", "agent", "runs", abscissa.column, "q1", "median", "q3", "optimum"];
    csv::table(&header, rows)
}

/// What both figures have to say.
pub(super) fn caption(study: &Study, against: &str) -> String {
    let sweep = study.agents.iter().any(|agent| agent.settings.len() > 1);
    let pooled = if sweep { ", all settings of an agent pooled" } else { "" };
    let mut text = format!(
        "The value of the incumbent against {against}. Lines: median over runs (seeds{pooled}); \
         bands: interquartile range. A run counts as worse than all others while it has no \
         feasible design, and throughout if it failed; so a line is there where half of the runs \
         have a value, and its band where three quarters have. A run that ended early keeps its \
         value. On linear axes of values, first values that would flatten all later ones may lie outside."
    );
    if study.problems.iter().any(|problem| problem.optimum.is_some()) {
        text += " Where the optimum is known, no run reaches it, and final values differ by a factor \
                 of ten or more in their regret (distance from the optimum), all figures show that, on \
                 a logarithmic axis; otherwise the objective, with the optimum as a dotted line.";
    }
    text
}
