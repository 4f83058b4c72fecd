//! Panels with a row for each planner, and a histogram in each row.

use super::{looks, why_empty};
use crate::draw::{Anchor, Axis, Color, Frame, Grid, Rows, Scene, Stroke, TICK_EM, Text, style};
use crate::planning::study::Study;

/// The height of a row, of few planners and of many.
const ROWS: (f64, f64) = (30.0, 17.0);
/// From so many planners on, rows are low, or a page could not hold the panels.
const MANY: usize = 9;
/// What a row is higher than the largest bar of a panel, and than a bar of all instances where that is
/// of those not solved.
const SPARE: f64 = 5.0;
/// Between the bars of what was solved and the bar of what was not.
const GAP: f64 = 8.0;

/// The histograms of a problem.
pub(super) struct Panel {
    /// Over the bins: the first begins at 0 and each is 1 wide.
    pub(super) axis: Axis,
    pub(super) bins: usize,
    /// For each planner the share of instances in each bin, and of those that were not solved; `None`
    /// where there is nothing to show.
    pub(super) shares: Vec<Option<(Vec<f64>, f64)>>,
    /// The same for the optima, drawn as an outline.
    pub(super) outline: Option<Vec<f64>>,
}

/// A page with a panel for each problem.
pub(super) fn page(study: &Study, panels: Vec<Panel>) -> Scene {
    let row = if study.planners.len() < MANY { ROWS.0 } else { ROWS.1 };
    let highest = row - SPARE;
    let rows = Rows::new(looks(study), row);
    let grid = Grid::of_rows(panels.len(), rows.total_height(), rows.label_space(), 8.0);
    let mut scene = grid.page(0.0);
    for (i, panel) in panels.into_iter().enumerate() {
        let frame = grid.frame(i);
        frame.title(&mut scene, &study.problems[i].name);
        if grid.is_first(i) {
            rows.names(&mut scene, &frame);
        }
        // The bar of what was not solved is as wide as the others, and stands apart.
        let bar = (frame.width() - GAP) / (panel.bins as f64 + 1.0);
        let bar = bar.clamp(6.0, 22.0);
        let solved = Frame { right: frame.right - bar - GAP, ..frame };
        let unsolved = (frame.right - bar, frame.right);
        solved.x_axis(&mut scene, &panel.axis.clone().thin_across(solved.width()));
        rows.rules(&mut scene, &frame);
        let tallest = panel.shares.iter().flatten().flat_map(|(shares, _)| shares);
        let tallest = tallest.chain(panel.outline.iter().flatten()).copied().fold(1e-9, f64::max);
        for (planner, shares) in panel.shares.iter().enumerate() {
            let Some((shares, none)) = shares else {
                rows.remark(&mut scene, &frame, planner, why_empty(study, i, planner));
                continue;
            };
            let bottom = rows.middle(&frame, planner) + row / 2.0 - 1.5;
            let top = |share: f64| bottom - share / tallest * highest;
            let left = |bin: usize| solved.left + solved.width() * bin as f64 / panel.bins as f64;
            for (bin, &share) in shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let corner = (left(bin) + 0.5, top(share));
                scene.rectangle(corner, (left(bin + 1) - 0.5, bottom), style(planner).color);
            }
            if *none > 0.0 {
                let color = Color::GREY.mix(Color::WHITE, 0.45);
                scene.rectangle((unsolved.0, bottom - none * highest), (unsolved.1, bottom), color);
            }
            if let Some(outline) = &panel.outline {
                let steps = outline.iter().enumerate().flat_map(|(bin, &share)| {
                    [(left(bin), top(share)), (left(bin + 1), top(share))]
                });
                let steps: Vec<_> = steps.collect();
                scene.line(steps, Stroke::solid(Color::INK, 0.8));
            }
        }
        solved.edges(&mut scene);
        let base = [(unsolved.0 - 1.0, frame.bottom), (unsolved.1 + 1.0, frame.bottom)];
        scene.line(base, Stroke::solid(Color::GREY, 1.0));
        let text = Text::new(TICK_EM, Anchor::End).color(Color::GREY);
        scene.text((frame.right + 14.0, frame.bottom + 30.0), "unsolved", text);
    }
    scene
}
