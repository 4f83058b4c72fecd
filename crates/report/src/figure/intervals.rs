//! Figure: final values with bootstrap intervals.

use orienteer_stats::Interval;

use super::measure::Measure;
use super::{Figure, looks};
use crate::csv;
use crate::draw::{
    Anchor, Axis, Color, Frame, Grid, Marker, Rows, Scene, Stroke, Text, style, width,
};
use crate::number::exact;
use crate::study::{Entry, Estimate, Study, Summary};

const ROW: f64 = 24.0;
/// How far the two intervals of a row are above and below its middle.
const APART: f64 = 4.5;
const LEGEND: f64 = 28.0;
const LEGEND_EM: f64 = 12.0;

pub(super) fn figure(study: &Study, summary: &Summary) -> Option<Figure> {
    if summary.entries.iter().all(|entry| entry.estimate.is_none()) {
        return None;
    }
    let rows = Rows::new(looks(study), ROW);
    let grid = Grid::new(study.problems.len(), rows.total_height(), rows.label_space(), 8.0);
    let mut scene = grid.page(LEGEND);
    for (i, problem) in study.problems.iter().enumerate() {
        let frame = grid.frame(i);
        frame.title(&mut scene, &problem.name);
        if grid.is_first(i) {
            rows.names(&mut scene, &frame);
        }
        let estimates = summary.of_problem(i).filter_map(|entry| entry.estimate.as_ref());
        let measure = Measure::of(study, i, estimates.flat_map(ends));
        let axis = measure.axis().fit_across(frame.width());
        frame.x_axis(&mut scene, &axis);
        rows.rules(&mut scene, &frame);
        if let Some(optimum) = measure.optimum_line() {
            let x = frame.x(&axis, optimum);
            let stroke = Stroke { color: Color::GREY, width: 1.0, dash: &[1.5, 2.5] };
            scene.line([(x, frame.top), (x, frame.bottom)], stroke);
        }
        for agent in 0..study.agents.len() {
            let entry = summary.entry(i, agent);
            match entry.and_then(|entry| entry.estimate.as_ref()) {
                Some(estimate) => {
                    let y = rows.middle(&frame, agent);
                    draw(&mut scene, &frame, &axis, &measure, (agent, y), estimate);
                }
                None => rows.remark(&mut scene, &frame, agent, why_empty(entry)),
            }
        }
        frame.edges(&mut scene);
    }
    key(&mut scene, grid.height());
    Some(Figure {
        id: "final-values",
        title: "Final values with intervals",
        caption: caption(study),
        scene,
        data: data(study, summary),
    })
}

fn caption(study: &Study) -> String {
    let is_swept = (0..study.agents.len()).any(|agent| study.is_swept(agent));
    let or_settings =
        ", or where an agent has several settings, over settings with all their seeds";
    let units = if is_swept { or_settings } else { "" };
    format!(
        "Final value of the incumbent at the end of the budget, over all runs of an agent. Filled \
         marker and thick line: interquartile mean (IQM) and its 95% interval; open circle and \
         thin line: median and its 95% interval. Intervals are percentile bootstrap intervals over \
         runs{units} (2,000 resamples, fixed seed), from 6 on: fewer cannot promise 95%."
    )
}

/// Why there is nothing to draw for an agent on a problem.
pub(super) fn why_empty(entry: Option<&Entry>) -> &'static str {
    match entry {
        None => "not planned",
        Some(entry) if entry.without_design() > 0 => "no feasible design",
        Some(entry) if entry.failed() > 0 => "all finished runs failed",
        Some(_) => "unfinished",
    }
}

fn ends(estimate: &Estimate) -> impl Iterator<Item = f64> {
    let Estimate { sample, median, iqm } = estimate;
    let intervals = [*median, *iqm].into_iter().flatten();
    let ends = intervals.flat_map(|interval| [interval.low, interval.high]);
    [sample.median(), sample.iqm()].into_iter().chain(ends)
}

fn draw(
    scene: &mut Scene,
    frame: &Frame,
    axis: &Axis,
    measure: &Measure,
    (agent, y): (usize, f64),
    estimate: &Estimate,
) {
    let look = style(agent);
    let x = |value: f64| frame.x(axis, measure.show(value));
    let bar = |scene: &mut Scene, interval: Option<Interval>, y: f64, width: f64| {
        let Some(Interval { low, high }) = interval else { return };
        scene.line([(x(low), y), (x(high), y)], Stroke::solid(look.color, width));
    };
    bar(scene, estimate.iqm, y - APART, 2.6);
    scene.shape((x(estimate.sample.iqm()), y - APART), look.marker, 4.0, look.color);
    bar(scene, estimate.median, y + APART, 1.2);
    ring(scene, (x(estimate.sample.median()), y + APART), look.color);
}

fn ring(scene: &mut Scene, at: (f64, f64), color: Color) {
    scene.shape(at, Marker::Circle, 3.2, color);
    scene.shape(at, Marker::Circle, 2.0, Color::WHITE);
}

/// Says which interval is which.
fn key(scene: &mut Scene, top: f64) {
    let (iqm, median) = ("IQM, 95% interval", "median, 95% interval");
    let total = 36.0 * 2.0 + width(iqm, LEGEND_EM) + width(median, LEGEND_EM) + 24.0;
    let mut x = (scene.width - total) / 2.0;
    let y = top + LEGEND / 2.0;
    for (label, line) in [(iqm, 2.6), (median, 1.2)] {
        scene.line([(x, y), (x + 28.0, y)], Stroke::solid(Color::GREY, line));
        if label == iqm {
            scene.shape((x + 14.0, y), Marker::Circle, 4.0, Color::GREY);
        } else {
            ring(scene, (x + 14.0, y), Color::GREY);
        }
        scene.text((x + 36.0, y), label, Text::new(LEGEND_EM, Anchor::Start));
        x += 36.0 + width(label, LEGEND_EM) + 24.0;
    }
}

fn data(study: &Study, summary: &Summary) -> String {
    let rows = summary.entries.iter().filter_map(|entry| {
        let Estimate { sample, median, iqm } = entry.estimate.as_ref()?;
        let low = |interval: &Option<Interval>| interval.map(|interval| interval.low);
        let high = |interval: &Option<Interval>| interval.map(|interval| interval.high);
        let numbers = [
            Some(sample.iqm()),
            low(iqm),
            high(iqm),
            Some(sample.median()),
            low(median),
            high(median),
        ];
        let names = [
            study.problems[entry.problem].name.clone(),
            study.agents[entry.agent].name.clone(),
            sample.len().to_string(),
        ];
        Some(names.into_iter().chain(numbers.map(exact)))
    });
    let header = [
        "problem",
        "agent",
        "runs",
        "iqm",
        "iqm_low",
        "iqm_high",
        "median",
        "median_low",
        "median_high",
    ];
    csv::table(&header, rows)
}
