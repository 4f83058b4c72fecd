//! Figure: Pareto fronts of the best runs, for problems with several objectives.

use std::cmp::Ordering;

use super::measure::better;
use super::{Figure, looks};
use crate::csv;
use crate::draw::{
    Anchor, Axis, Color, Frame, Grid, Marker, Point, Scene, Stroke, Style, TICK_EM, Text, legend,
    legend_height, style,
};
use crate::number::exact;
use crate::study::{Direction, Problem, Study, Summary, with_unit};

/// Positive values that span more than this factor get a logarithmic axis.
const LOG_SPAN: f64 = 1e3;

/// More fronts than this would hide each other in one panel.
const TOGETHER: usize = 4;

/// More panels than this a page could not hold.
const MAX_PANELS: usize = 12;

/// The ideal and the reference point may stretch an axis by this factor.
const FAR: f64 = 4.0;

/// The front of the best run of an agent.
struct Front {
    agent: usize,
    run: String,
    /// By point, then objective.
    points: Vec<Vec<f64>>,
}

/// Two objectives of a problem, in a panel.
struct Panel {
    problem: usize,
    x: usize,
    y: usize,
    /// The front that has the panel for itself, among those of the problem; `None` if all are in it.
    single: Option<usize>,
}

impl Panel {
    fn shows(&self, front: usize) -> bool {
        self.single.is_none_or(|single| single == front)
    }
}

pub(super) fn figure(study: &Study, summary: &Summary) -> Option<Figure> {
    let fronts: Vec<Vec<Front>> =
        (0..study.problems.len()).map(|problem| fronts(study, summary, problem)).collect();
    let panels: Vec<Panel> =
        fronts.iter().enumerate().flat_map(|(i, fronts)| panels(study, i, fronts.len())).collect();
    if panels.is_empty() {
        return None;
    }
    let height = Grid::plot_height(panels.len());
    let axis = |panel: &Panel, goal| {
        goal_axis(&study.problems[panel.problem], goal, &fronts[panel.problem])
    };
    let ys: Vec<Axis> = panels.iter().map(|panel| axis(panel, panel.y).fit_up(height)).collect();
    let space = Grid::label_space(&ys);
    let grid = Grid::new(panels.len(), height, space, space);
    let names: Vec<&str> = study.agents.iter().map(|agent| agent.name.as_str()).collect();
    // The titles name the agents where each has a panel.
    let has_legend = panels.iter().any(|panel| panel.single.is_none());
    let mut scene = grid.page(if has_legend { legend_height(&names, grid.width()) } else { 0.0 });
    for (i, (panel, y)) in panels.iter().zip(&ys).enumerate() {
        let frame = grid.frame(i);
        let problem = &study.problems[panel.problem];
        let fronts = &fronts[panel.problem];
        let x = axis(panel, panel.x).fit_across(frame.width());
        match panel.single {
            Some(single) => frame.title(&mut scene, names[fronts[single].agent]),
            None => frame.title(&mut scene, &problem.name),
        }
        frame.x_axis(&mut scene, &x);
        frame.y_axis(&mut scene, y);
        let plot = Plot { frame, x: &x, y, problem, panel };
        plot.ends(&mut scene);
        if panel.single.is_some() {
            plot.others(&mut scene, fronts);
        }
        for (_, front) in fronts.iter().enumerate().filter(|(i, _)| panel.shows(*i)) {
            plot.front(&mut scene, front);
        }
        frame.edges(&mut scene);
    }
    if has_legend {
        legend(&mut scene, grid.height(), &looks(study).collect::<Vec<_>>());
    }
    Some(Figure {
        id: "fronts",
        title: "Pareto fronts of the best runs",
        caption: caption(study, &panels),
        scene,
        data: data(study, &fronts),
    })
}

fn caption(study: &Study, panels: &[Panel]) -> String {
    let mut text = String::from(
        "For each agent, the non-dominated designs of its run with the best final value \
         (hypervolume). With two objectives a line bounds the region that the front dominates; with \
         more, the panels show pairs of objectives, in which points may seem dominated.",
    );
    if panels.iter().any(|panel| panel.single.is_some()) {
        let mut names: Vec<&str> =
            panels.iter().map(|panel| study.problems[panel.problem].name.as_str()).collect();
        names.dedup();
        text += &format!(
            " One panel an agent, because so many fronts would hide each other ({}, in this order); \
             grey: what all agents found together.",
            names.join(", "),
        );
    }
    if panels.iter().any(|panel| study.problems[panel.problem].ends().is_some()) {
        text += " Rings: the ideal and the reference point of the hypervolume, where they are near \
                 enough to be on the axes. What is worse than the reference point counts nothing and \
                 is not shown.";
    }
    text
}

/// The panels of a problem: a pair of objectives each, and of many agents one each if there is room.
fn panels(study: &Study, problem: usize, fronts: usize) -> Vec<Panel> {
    let objectives = study.problems[problem].pareto.len();
    // All pairs of up to three objectives; of more, the first against each other one.
    let firsts = if objectives <= 3 { objectives } else { 1 };
    let pairs = (0..firsts).flat_map(|x| (x + 1..objectives).map(move |y| (x, y)));
    let pairs: Vec<(usize, usize)> = pairs.filter(|_| fronts > 0).collect();
    let is_split = fronts > TOGETHER && fronts * pairs.len() <= MAX_PANELS;
    let singles = if is_split { (0..fronts).map(Some).collect() } else { vec![None] };
    let of_pair = |(x, y)| singles.iter().map(move |&single| Panel { problem, x, y, single });
    pairs.into_iter().flat_map(of_pair).collect()
}

fn fronts(study: &Study, summary: &Summary, problem: usize) -> Vec<Front> {
    let goals = &study.problems[problem].pareto;
    let front = |agent: usize| {
        let run = &study.runs[summary.entry(problem, agent)?.best?];
        let coordinate = |metrics: &serde_json::Map<String, serde_json::Value>| {
            goals
                .iter()
                .map(|goal| metrics.get(&goal.label)?.as_f64())
                .collect::<Option<Vec<f64>>>()
        };
        let front = run.complete()?.front.iter().filter(|at| !at.noiseless_infeasible);
        let mut points: Vec<_> = front.filter_map(|at| coordinate(&at.metrics)).collect();
        points.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
        (!points.is_empty()).then(|| Front { agent, run: run.id.clone(), points })
    };
    if goals.len() < 2 { Vec::new() } else { (0..study.agents.len()).filter_map(front).collect() }
}

/// Whether a point counts: it is not worse than the reference point in any goal.
fn counts(problem: &Problem, point: &[f64]) -> bool {
    problem.ends().is_none_or(|[_, reference]| {
        let goals = problem.pareto.iter().zip(point).zip(&reference);
        goals.into_iter().all(|((goal, value), reference)| {
            goal.direction.loss(*value) <= goal.direction.loss(*reference)
        })
    })
}

/// An axis over the points that count, and the ideal and the reference point if they are not so far
/// away that nothing else could be seen.
fn goal_axis(problem: &Problem, objective: usize, fronts: &[Front]) -> Axis {
    let goal = &problem.pareto[objective];
    let points = || fronts.iter().flat_map(|front| &front.points);
    let counted: Vec<f64> =
        points().filter(|point| counts(problem, point)).map(|point| point[objective]).collect();
    let mut values =
        if counted.is_empty() { points().map(|point| point[objective]).collect() } else { counted };
    let range = |values: &[f64]| {
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (v.min(a), v.max(b)))
    };
    let (low, high) = range(&values);
    for end in problem.ends().into_iter().flatten().map(|end| end[objective]) {
        if high.max(end) - low.min(end) <= FAR * (high - low) {
            values.push(end);
        }
    }
    let (low, high) = range(&values);
    let log = low > 0.0 && high > LOG_SPAN * low;
    let label = with_unit(&goal.label, &goal.unit);
    Axis::over(label, values, log).hint(better(goal.direction))
}

/// A panel that fronts are drawn into.
struct Plot<'a> {
    frame: Frame,
    x: &'a Axis,
    y: &'a Axis,
    problem: &'a Problem,
    panel: &'a Panel,
}

impl Plot<'_> {
    fn place(&self, point: &[f64]) -> Point {
        self.frame.point(self.x, self.y, (point[self.panel.x], point[self.panel.y]))
    }

    /// Rings at the ideal and the reference point, with their names towards the middle.
    fn ends(&self, scene: &mut Scene) {
        let Some(ends) = self.problem.ends() else { return };
        for (point, name) in ends.iter().zip(["ideal", "reference"]) {
            if !self.x.holds(point[self.panel.x]) || !self.y.holds(point[self.panel.y]) {
                continue;
            }
            let (x, y) = self.place(point);
            scene.shape((x, y), Marker::Circle, 4.0, Color::GREY);
            scene.shape((x, y), Marker::Circle, 2.6, Color::WHITE);
            let is_left = x < f64::midpoint(self.frame.left, self.frame.right);
            let (anchor, shift) = if is_left { (Anchor::Start, 8.0) } else { (Anchor::End, -8.0) };
            scene.text((x + shift, y), name, Text::new(TICK_EM, anchor).color(Color::GREY));
        }
    }

    fn front(&self, scene: &mut Scene, front: &Front) {
        let Style { color, marker, dash } = style(front.agent);
        let points = front.points.iter().filter(|point| counts(self.problem, point));
        let places: Vec<Point> = points.map(|point| self.place(point)).collect();
        if let [goal, _] = self.problem.pareto.as_slice() {
            let corners = staircase(&places, goal.direction);
            scene.line(corners, Stroke { color, width: 1.3, dash });
        }
        for place in places {
            scene.marker(place, marker, 3.2, color);
        }
    }

    /// What all agents found together: the border of what their fronts dominate, or their points where
    /// there are more than two objectives.
    fn others(&self, scene: &mut Scene, fronts: &[Front]) {
        let color = Color::GREY.mix(Color::WHITE, 0.5);
        let points = fronts.iter().flat_map(|front| &front.points);
        let mut points: Vec<&Vec<f64>> =
            points.filter(|point| counts(self.problem, point)).collect();
        let [first, second] = self.problem.pareto.as_slice() else {
            for point in points {
                scene.shape(self.place(point), Marker::Circle, 1.6, color);
            }
            return;
        };
        let losses = |p: &[f64]| (first.direction.loss(p[0]), second.direction.loss(p[1]));
        points.sort_by(|a, b| losses(a).partial_cmp(&losses(b)).unwrap_or(Ordering::Equal));
        let mut least = f64::INFINITY;
        points.retain(|point| {
            let loss = losses(point).1;
            let is_better = loss < least;
            least = least.min(loss);
            is_better
        });
        points.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let places: Vec<Point> = points.into_iter().map(|point| self.place(point)).collect();
        scene.line(staircase(&places, first.direction), Stroke::solid(color, 2.2));
    }
}

/// The border of the region that points dominate; they ascend in x. Whichever way y is better, the
/// border runs level from a point towards worse x, and then to the next point.
fn staircase(places: &[Point], x: Direction) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for &(px, py) in places {
        if let Some(&(before_x, before_y)) = corners.last() {
            // Between two points the border passes the corner that both are better than.
            let corner = match x {
                Direction::Minimize => (px, before_y),
                Direction::Maximize => (before_x, py),
            };
            corners.push(corner);
        }
        corners.push((px, py));
    }
    corners
}

fn data(study: &Study, fronts: &[Vec<Front>]) -> String {
    let rows = fronts.iter().zip(&study.problems).flat_map(|(fronts, problem)| {
        fronts.iter().flat_map(move |front| {
            front.points.iter().enumerate().flat_map(move |(point, values)| {
                values.iter().zip(&problem.pareto).map(move |(value, goal)| {
                    [
                        problem.name.clone(),
                        study.agents[front.agent].name.clone(),
                        front.run.clone(),
                        point.to_string(),
                        goal.label.clone(),
                        goal.unit.clone(),
                        exact(Some(*value)),
                    ]
                })
            })
        })
    });
    csv::table(&["problem", "agent", "run", "point", "objective", "unit", "value"], rows)
}
