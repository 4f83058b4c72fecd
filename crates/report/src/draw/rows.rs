//! Panels with a row for each agent: the names stand to the left of the first panel of a row.

use super::font::{fit, fit_apart, width};
use super::palette::{Color, Style};
use super::panel::Frame;
use super::scene::{Anchor, Scene, Stroke, Text};

const EM: f64 = 12.0;
/// The room that names may take at most.
const MAX_NAME: f64 = 170.0;
const MARKER_SPACE: f64 = 22.0;

/// The names and looks of the rows, from the top.
pub(crate) struct Rows {
    labels: Vec<(Style, String)>,
    height: f64,
}

impl Rows {
    /// Rows of so many pixels.
    pub(crate) fn new<'a>(agents: impl IntoIterator<Item = (Style, &'a str)>, height: f64) -> Self {
        let (looks, names): (Vec<Style>, Vec<&str>) = agents.into_iter().unzip();
        let names = fit_apart(&names, EM, MAX_NAME);
        Self { labels: looks.into_iter().zip(names).collect(), height }
    }

    /// The height of all rows.
    pub(crate) fn total_height(&self) -> f64 {
        self.labels.len() as f64 * self.height
    }

    /// The room that the names take to the left of a plot.
    pub(crate) fn label_space(&self) -> f64 {
        let widest = self.labels.iter().map(|(_, name)| width(name, EM)).fold(0.0, f64::max);
        widest + MARKER_SPACE + 6.0
    }

    /// The middle of a row in a plot.
    pub(crate) fn middle(&self, frame: &Frame, row: usize) -> f64 {
        frame.top + (row as f64 + 0.5) * self.height
    }

    /// Writes the names to the left of a plot.
    pub(crate) fn names(&self, scene: &mut Scene, frame: &Frame) {
        for (row, (style, name)) in self.labels.iter().enumerate() {
            let y = self.middle(frame, row);
            scene.marker((frame.left - 12.0, y), style.marker, 3.8, style.color);
            scene.text((frame.left - MARKER_SPACE, y), name, Text::new(EM, Anchor::End));
        }
    }

    /// Draws a light line between the rows of a plot.
    pub(crate) fn rules(&self, scene: &mut Scene, frame: &Frame) {
        for row in 1..self.labels.len() {
            let y = frame.top + row as f64 * self.height;
            scene.line([(frame.left, y), (frame.right, y)], Stroke::solid(Color::GRID, 0.6));
        }
    }

    /// A remark in a row without data.
    pub(crate) fn remark(&self, scene: &mut Scene, frame: &Frame, row: usize, text: &str) {
        let middle = (f64::midpoint(frame.left, frame.right), self.middle(frame, row));
        let em = EM - 1.5;
        let text = fit(text, em, frame.width() - 8.0);
        // Over the grid, but not among its lines.
        let half = width(&text, em) / 2.0 + 3.0;
        let corners = [-1.0, 1.0].map(|side| (middle.0 + side * half, middle.1 + side * 6.5));
        scene.rectangle(corners[0], corners[1], Color::WHITE);
        scene.text(middle, &text, Text::new(em, Anchor::Middle).color(Color::GREY));
    }
}
