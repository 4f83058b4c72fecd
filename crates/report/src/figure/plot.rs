//! Draws curves into a panel: bands, lines, markers.

use super::curve::{Curve, Quartiles};
use super::measure::Measure;
use crate::draw::{Axis, Color, Frame, Point, Scene, Stroke, Style, style};

/// How many markers a curve carries.
const MARKERS: usize = 5;

/// A panel that curves are drawn into.
pub(super) struct Plot<'a> {
    pub(super) frame: Frame,
    pub(super) x: &'a Axis,
    pub(super) y: &'a Axis,
    pub(super) measure: &'a Measure<'a>,
    pub(super) agents: usize,
}

impl Plot<'_> {
    /// A dotted line at the optimum, where it is on the axis.
    pub(super) fn optimum(&self, scene: &mut Scene) {
        if let Some(optimum) = self.measure.optimum_line() {
            let y = self.frame.y(self.y, optimum);
            let stroke = Stroke { color: Color::GREY, width: 1.0, dash: &[1.5, 2.5] };
            scene.line([(self.frame.left, y), (self.frame.right, y)], stroke);
        }
    }

    /// The interquartile range.
    pub(super) fn band(&self, scene: &mut Scene, curve: &Curve) {
        if curve.runs < 2 {
            return;
        }
        for points in curve.stretches(|q| q.q1.is_finite() && q.q3.is_finite()) {
            let mut outline = self.steps(&points, |q| q.q1);
            outline.extend(self.steps(&points, |q| q.q3).into_iter().rev());
            scene.area(outline, style(curve.agent).color, 0.16);
        }
    }

    /// The median.
    pub(super) fn line(&self, scene: &mut Scene, curve: &Curve) {
        let Style { color, dash, .. } = style(curve.agent);
        for line in self.median(curve) {
            scene.line(line, Stroke { color, width: 1.8, dash });
        }
    }

    /// Markers at regular places, shifted by agent so that they do not hide each other.
    pub(super) fn markers(&self, scene: &mut Scene, curve: &Curve) {
        let lines = self.median(curve);
        let Style { color, marker, .. } = style(curve.agent);
        let shift = (curve.agent as f64 + 0.5) / self.agents as f64;
        let place = |i: usize| self.frame.width() * (i as f64 + shift) / MARKERS as f64;
        for x in (0..MARKERS).map(|i| self.frame.left + place(i)) {
            let ends_after = |line: &&Vec<Point>| line.last().is_some_and(|end| x <= end.0);
            let Some(line) = lines.iter().find(ends_after) else { break };
            if let Some(&(_, y)) = line.iter().rev().find(|point| point.0 <= x) {
                scene.marker((x, y), marker, 3.3, color);
            }
        }
    }

    /// The median's step function, from where it enters the frame; in pieces where it is lost.
    fn median(&self, curve: &Curve) -> Vec<Vec<Point>> {
        let outside = |y: f64| y <= self.frame.top || y >= self.frame.bottom;
        let mut lines = Vec::new();
        for points in curve.stretches(|q| q.median.is_finite()) {
            let line = self.steps(&points, |q| q.median);
            let entry = line.iter().take_while(|point| outside(point.1)).count();
            lines.push(line[entry.saturating_sub(1)..].to_vec());
        }
        lines
    }

    /// The corners of the step function of a quartile.
    fn steps(&self, points: &[Quartiles], value: impl Fn(&Quartiles) -> f64) -> Vec<Point> {
        let mut corners: Vec<Point> = Vec::with_capacity(points.len() * 2);
        for q in points {
            let (x, y) = self.frame.point(self.x, self.y, (q.x, self.measure.show(value(q))));
            if let Some(&(_, before)) = corners.last() {
                corners.push((x, before));
            }
            corners.push((x, y));
        }
        corners
    }
}
