//! Panels: where they lie on a page, and their frames, grids and labels.

use super::axis::{Axis, TICK_EM};
use super::font::fit;
use super::palette::Color;
use super::scene::{Anchor, Point, Scene, Stroke, Text, rich_width};

/// The width of a page with several panels, in pixels. In a text of 7 inches it leaves tick
/// labels at 7 points.
pub(crate) const PAGE_WIDTH: f64 = 800.0;
/// The width of a page with one panel.
const SINGLE_WIDTH: f64 = 580.0;

const TITLE_EM: f64 = 13.0;
const LABEL_EM: f64 = 12.0;
const TITLE_SPACE: f64 = 28.0;
const TICK_SPACE: f64 = 18.0;
const LABEL_SPACE: f64 = 20.0;
const RIGHT_SPACE: f64 = 16.0;
const BETWEEN: f64 = 10.0;

/// Panels of one size in rows and columns.
pub(crate) struct Grid {
    columns: usize,
    rows: usize,
    plot: (f64, f64),
    first_left: f64,
    left: f64,
}

impl Grid {
    /// A page of panels whose plots are so high, with room for labels to the left of the first
    /// column and of the others.
    pub(crate) fn new(panels: usize, plot_height: f64, first_left: f64, left: f64) -> Self {
        Self::with_columns(panels, Self::columns(panels), plot_height, first_left, left)
    }

    fn columns(panels: usize) -> usize {
        match panels {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        }
    }

    fn with_columns(
        panels: usize,
        columns: usize,
        plot_height: f64,
        first_left: f64,
        left: f64,
    ) -> Self {
        let page = if panels < 2 { SINGLE_WIDTH } else { PAGE_WIDTH };
        let others = (columns - 1) as f64;
        let space = first_left + others * left + columns as f64 * RIGHT_SPACE;
        let width = ((page - space) / columns as f64).max(80.0);
        let rows = panels.div_ceil(columns).max(1);
        Self { columns, rows, plot: (width, plot_height), first_left, left }
    }

    /// A page of panels with a row for each of many planners: four in a row where there are many,
    /// as such panels are high.
    pub(crate) fn of_rows(panels: usize, height: f64, first_left: f64, left: f64) -> Self {
        let columns = if panels > 6 { 4 } else { Self::columns(panels) };
        Self::with_columns(panels, columns, height, first_left, left)
    }

    /// The height of a plot that looks well in a page of so many panels.
    pub(crate) fn plot_height(panels: usize) -> f64 {
        match panels {
            0 | 1 => 300.0,
            2 | 4 => 220.0,
            _ => 165.0,
        }
    }

    /// The room for the labels of vertical axes.
    pub(crate) fn label_space<'a>(axes: impl IntoIterator<Item = &'a Axis>) -> f64 {
        axes.into_iter().map(Axis::label_width).fold(0.0, f64::max) + 8.0 + LABEL_SPACE
    }

    /// An empty page with room for a legend of a height below the panels.
    pub(crate) fn page(&self, legend: f64) -> Scene {
        Scene::new(self.width(), self.height() + legend)
    }

    pub(crate) fn width(&self) -> f64 {
        let others = (self.columns - 1) as f64;
        self.first_left + others * self.left + self.columns as f64 * (self.plot.0 + RIGHT_SPACE)
    }

    pub(crate) fn height(&self) -> f64 {
        self.rows as f64 * self.row_height()
    }

    fn row_height(&self) -> f64 {
        TITLE_SPACE + self.plot.1 + TICK_SPACE + LABEL_SPACE + BETWEEN
    }

    /// Whether a panel is the first of its row.
    pub(crate) fn is_first(&self, panel: usize) -> bool {
        panel.is_multiple_of(self.columns)
    }

    /// The plot of a panel.
    pub(crate) fn frame(&self, panel: usize) -> Frame {
        let (column, row) = ((panel % self.columns) as f64, (panel / self.columns) as f64);
        let left = self.first_left + column * (self.plot.0 + RIGHT_SPACE + self.left);
        let top = row * self.row_height() + TITLE_SPACE;
        Frame { left, top, right: left + self.plot.0, bottom: top + self.plot.1 }
    }
}

/// The rectangle of a plot, in pixels of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The horizontal place of a value.
    pub(crate) fn x(&self, axis: &Axis, value: f64) -> f64 {
        self.left + axis.at(value) * self.width()
    }

    /// The vertical place of a value.
    pub(crate) fn y(&self, axis: &Axis, value: f64) -> f64 {
        self.bottom - axis.at(value) * self.height()
    }

    pub(crate) fn point(&self, x: &Axis, y: &Axis, value: Point) -> Point {
        (self.x(x, value.0), self.y(y, value.1))
    }

    /// The title above the plot.
    pub(crate) fn title(&self, scene: &mut Scene, title: &str) {
        let title = fit(title, TITLE_EM, self.width());
        scene.text((self.left, self.top - 12.0), &title, Text::new(TITLE_EM, Anchor::Start));
    }

    /// The title, and at the right a remark on what the plot leaves out.
    pub(crate) fn title_with(&self, scene: &mut Scene, title: &str, remark: &str) {
        let em = LABEL_EM - 1.5;
        let room = self.width() - rich_width(remark, em) - 10.0;
        let title = fit(title, TITLE_EM, room);
        scene.text((self.left, self.top - 12.0), &title, Text::new(TITLE_EM, Anchor::Start));
        let style = Text::new(em, Anchor::End).color(Color::GREY);
        scene.text((self.right, self.top - 11.5), remark, style);
    }

    /// Grid, tick labels and label of the horizontal axis.
    pub(crate) fn x_axis(&self, scene: &mut Scene, axis: &Axis) {
        let below = self.bottom + 12.0;
        for tick in &axis.ticks {
            let x = self.x(axis, tick.value);
            scene.line([(x, self.top), (x, self.bottom)], Stroke::solid(Color::GRID, 1.0));
            // A label at the end of the axis must not leave the page or touch its neighbour's.
            let half = rich_width(&tick.label, TICK_EM) / 2.0;
            let at = x.min(self.right + RIGHT_SPACE - 2.0 - half);
            scene.text((at, below), &tick.label, tick_text(Anchor::Middle));
        }
        let label = axis.fitted_label(LABEL_EM, self.width() + RIGHT_SPACE);
        let half = rich_width(&label, LABEL_EM) / 2.0;
        let middle = f64::midpoint(self.left, self.right).min(self.right + RIGHT_SPACE - half);
        let at = (middle, self.bottom + TICK_SPACE + 12.0);
        scene.text(at, &label, Text::new(LABEL_EM, Anchor::Middle));
    }

    /// Grid, tick labels and label of the vertical axis.
    pub(crate) fn y_axis(&self, scene: &mut Scene, axis: &Axis) {
        for tick in &axis.ticks {
            let y = self.y(axis, tick.value);
            scene.line([(self.left, y), (self.right, y)], Stroke::solid(Color::GRID, 1.0));
            scene.text((self.left - 6.0, y), &tick.label, tick_text(Anchor::End));
        }
        let label = axis.fitted_label(LABEL_EM, self.height() + TITLE_SPACE);
        let x = self.left - axis.label_width() - 18.0;
        let at = (x, f64::midpoint(self.top, self.bottom));
        scene.text(at, &label, Text::new(LABEL_EM, Anchor::Middle).upward());
    }

    /// The left and the lower edge, above the grid.
    pub(crate) fn edges(&self, scene: &mut Scene) {
        let corner = (self.left, self.bottom);
        let edges = [(self.left, self.top), corner, (self.right, self.bottom)];
        scene.line(edges, Stroke::solid(Color::GREY, 1.0));
    }

    /// A remark in the middle of a plot without data.
    pub(crate) fn remark(&self, scene: &mut Scene, text: &str) {
        let middle = (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom));
        let text = fit(text, LABEL_EM, self.width());
        scene.text(middle, &text, Text::new(LABEL_EM, Anchor::Middle).color(Color::GREY));
    }
}

fn tick_text(anchor: Anchor) -> Text {
    Text::new(TICK_EM, anchor).color(Color::GREY.mix(Color::BLACK, 0.3))
}
