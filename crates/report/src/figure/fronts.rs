//! Figure: Pareto fronts of the best runs, for problems with several objectives.

use std::cmp::Ordering;

use super::measure::better;
use super::{Figure, looks};
use crate::csv;
use crate::draw::{Axis, Frame, Grid, Point, Scene, Stroke, Style, legend, legend_height, style};
use crate::number::exact;
use crate::study::{Direction, Goal, Problem, Study, Summary, with_unit};

/// Positive values that span more than this factor get a logarithmic axis.
const LOG_SPAN: f64 = 1e3;

/// The front of the best run of an agent.
struct Front {
    agent: usize,
    run: String,
    /// By point, then objective.
    points: Vec<Vec<f64>>,
}

/// Two objectives of a problem, side by side in a panel.
struct Pair {
    problem: usize,
    x: usize,
    y: usize,
}

pub(super) fn figure(study: &Study, summary: &Summary) -> Option<Figure> {
    let fronts: Vec<Vec<Front>> =
        (0..study.problems.len()).map(|problem| fronts(study, summary, problem)).collect();
    let pairs: Vec<Pair> = fronts
        .iter()
        .enumerate()
        .filter(|(_, fronts)| !fronts.is_empty())
        .flat_map(|(problem, _)| pairs(problem, study.problems[problem].pareto.len()))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let height = Grid::plot_height(pairs.len());
    let axis = |pair: &Pair, objective: usize| {
        let values = fronts[pair.problem].iter().flat_map(|front| &front.points);
        let values: Vec<f64> = values.map(|point| point[objective]).collect();
        goal_axis(&study.problems[pair.problem].pareto[objective], &values)
    };
    let ys: Vec<Axis> = pairs.iter().map(|pair| axis(pair, pair.y).fit_up(height)).collect();
    let space = Grid::label_space(&ys);
    let grid = Grid::new(pairs.len(), height, space, space);
    let names: Vec<&str> = study.agents.iter().map(|agent| agent.name.as_str()).collect();
    let mut scene = grid.page(legend_height(&names, grid.width()));
    for (i, (pair, y)) in pairs.iter().zip(&ys).enumerate() {
        let frame = grid.frame(i);
        let problem = &study.problems[pair.problem];
        let x = axis(pair, pair.x).fit_across(frame.width());
        frame.title(&mut scene, &problem.name);
        frame.x_axis(&mut scene, &x);
        frame.y_axis(&mut scene, y);
        for front in &fronts[pair.problem] {
            draw(&mut scene, &frame, (&x, y), problem, pair, front);
        }
        frame.edges(&mut scene);
    }
    legend(&mut scene, grid.height(), &looks(study).collect::<Vec<_>>());
    Some(Figure {
        id: "fronts",
        title: "Pareto fronts of the best runs",
        caption: "For each agent, the non-dominated designs of its run with the best final value \
                  (hypervolume). With two objectives a line bounds the region that the front \
                  dominates; with more, the panels show pairs of objectives, in which points may \
                  seem dominated."
            .into(),
        scene,
        data: data(study, &fronts),
    })
}

fn pairs(problem: usize, objectives: usize) -> Vec<Pair> {
    let second = |x: usize| (x + 1..objectives).map(move |y| Pair { problem, x, y });
    // All pairs of up to three objectives; of more, the first against each other one.
    let firsts = if objectives <= 3 { objectives } else { 1 };
    (0..firsts).flat_map(second).collect()
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

fn goal_axis(goal: &Goal, values: &[f64]) -> Axis {
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = values.iter().copied().fold(0.0, f64::max);
    let log = smallest > 0.0 && largest > LOG_SPAN * smallest;
    let label = with_unit(&goal.label, &goal.unit);
    Axis::over(label, values.iter().copied(), log).hint(better(goal.direction))
}

fn draw(
    scene: &mut Scene,
    frame: &Frame,
    (x, y): (&Axis, &Axis),
    problem: &Problem,
    pair: &Pair,
    front: &Front,
) {
    let Style { color, marker, dash } = style(front.agent);
    let places: Vec<Point> =
        front.points.iter().map(|p| frame.point(x, y, (p[pair.x], p[pair.y]))).collect();
    if let [goal, _] = problem.pareto.as_slice() {
        let corners = staircase(&places, goal.direction);
        scene.line(corners, Stroke { color, width: 1.3, dash });
    }
    for place in places {
        scene.marker(place, marker, 3.2, color);
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
