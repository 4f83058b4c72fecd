//! Panels of medians with quartiles on a logarithmic axis, where a value may be out of reach: what a
//! planner did not solve costs more than any number.

use crate::draw::{
    Axis, Color, Frame, Grid, Point, Scene, Stroke, Style, legend, legend_height, style,
};
use orienteer_stats::Sample;

/// The most pixels over which the planners of one place are spread, so that they can be told apart.
const SPREAD: f64 = 26.0;

/// The radius of a marker.
const MARKER: f64 = 3.3;

/// One place of a line: quartiles over instances, infinite where a planner did not solve them.
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) n: usize,
    pub(super) q1: f64,
    pub(super) median: f64,
    pub(super) q3: f64,
}

impl Spot {
    /// The quartiles of values that may be infinite; `None` without values.
    pub(super) fn of(x: f64, values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let sample = Sample::new(values)?;
        let (q1, q3) = sample.quartiles();
        Some(Self { x, n: sample.len(), q1, median: sample.median(), q3 })
    }
}

/// A planner's line.
pub(super) struct Series {
    pub(super) planner: usize,
    pub(super) spots: Vec<Spot>,
}

/// What a panel shows.
pub(super) struct Panel {
    pub(super) title: String,
    pub(super) x: String,
    pub(super) is_x_log: bool,
    pub(super) y: String,
    /// Whether x and y count something.
    pub(super) are_whole: [bool; 2],
    pub(super) series: Vec<Series>,
    /// What stands there if there is no line.
    pub(super) remark: &'static str,
}

impl Panel {
    fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.series.iter().flat_map(|series| &series.spots)
    }

    /// Whether there is a median to show.
    pub(super) fn has_line(&self) -> bool {
        self.spots().any(|spot| spot.median.is_finite())
    }

    fn y_axis(&self, height: f64) -> Axis {
        let values = self.spots().flat_map(|spot| [spot.q1, spot.median, spot.q3]);
        Axis::over(self.y.clone(), values, true).whole(self.are_whole[1]).fit_up(height)
    }

    fn x_axis(&self, width: f64) -> Axis {
        let values = self.spots().map(|spot| spot.x);
        let axis = Axis::over(self.x.clone(), values, self.is_x_log);
        axis.whole(self.are_whole[0]).fit_across(width)
    }
}

/// A page of panels with a legend of planners.
pub(super) fn page(panels: &[Panel], looks: &[(Style, &str)]) -> Scene {
    let height = Grid::plot_height(panels.len());
    let axes: Vec<Axis> = panels.iter().map(|panel| panel.y_axis(height)).collect();
    let space = Grid::label_space(&axes);
    let grid = Grid::new(panels.len(), height, space, space);
    let names: Vec<&str> = looks.iter().map(|look| look.1).collect();
    let mut scene = grid.page(legend_height(&names, grid.width()));
    for (i, (panel, y)) in panels.iter().zip(&axes).enumerate() {
        let frame = grid.frame(i);
        frame.title(&mut scene, &panel.title);
        if !panel.has_line() {
            frame.edges(&mut scene);
            frame.remark(&mut scene, panel.remark);
            continue;
        }
        let x = panel.x_axis(frame.width());
        frame.x_axis(&mut scene, &x);
        frame.y_axis(&mut scene, y);
        let places = Places { frame, x, y, spread: 0.0, planners: looks.len() };
        let places = Places { spread: places.room(panel), ..places };
        for series in &panel.series {
            places.whiskers(&mut scene, series);
        }
        for series in &panel.series {
            places.line(&mut scene, series);
        }
        frame.edges(&mut scene);
    }
    legend(&mut scene, grid.height(), looks);
    scene
}

/// Where the spots of a panel lie.
struct Places<'a> {
    frame: Frame,
    x: Axis,
    y: &'a Axis,
    /// The pixels over which planners are spread.
    spread: f64,
    planners: usize,
}

impl Places<'_> {
    /// The room for planners side by side: most of the way between two neighbours, and not beyond the
    /// frame.
    fn room(&self, panel: &Panel) -> f64 {
        let mut places: Vec<f64> =
            panel.spots().map(|spot| self.frame.x(&self.x, spot.x)).collect();
        places.sort_by(f64::total_cmp);
        let ends = places.first().zip(places.last());
        let margin = ends.map_or(0.0, |(first, last)| {
            (first - self.frame.left).min(self.frame.right - last) - MARKER
        });
        let gaps = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.5);
        gaps.fold(SPREAD.min(2.0 * margin).max(0.0), |room, gap| room.min(0.7 * gap))
    }

    fn point(&self, planner: usize, x: f64, y: f64) -> Point {
        let shift = (planner as f64 + 0.5) / self.planners as f64 - 0.5;
        (self.frame.x(&self.x, x) + shift * self.spread, self.frame.y(self.y, y))
    }

    /// From the first to the third quartile; to the upper edge where that is out of reach.
    fn whiskers(&self, scene: &mut Scene, series: &Series) {
        let color = style(series.planner).color.mix(Color::WHITE, 0.35);
        for spot in series.spots.iter().filter(|spot| spot.q1.is_finite() && spot.n > 1) {
            let ends = [spot.q1, spot.q3].map(|y| self.point(series.planner, spot.x, y));
            scene.line(ends, Stroke::solid(color, 1.3));
        }
    }

    /// Through the medians, in pieces where one is out of reach.
    fn line(&self, scene: &mut Scene, series: &Series) {
        let Style { color, dash, marker } = style(series.planner);
        let pieces = series.spots.split(|spot| !spot.median.is_finite());
        for piece in pieces {
            let points = piece.iter().map(|s| self.point(series.planner, s.x, s.median));
            let points: Vec<Point> = points.collect();
            scene.line(points.clone(), Stroke { color, width: 1.6, dash });
            for point in points {
                scene.marker(point, marker, MARKER, color);
            }
        }
    }
}
