//! Figure: Pareto fronts of the best runs, for problems with several objectives.

use std::cmp::Ordering;

use super::measure::better;
use super::{Figure, looks};
use crate::csv;
use crate::draw::{
    Axis, Color, Frame, Grid, Marker, Point, Scene, Stroke, Style, legend, legend_height, style,
};
use crate::number::exact;
use crate::study::{Direction, Goal, Problem, Study, Summary, with_unit};

/// Positive values that span more than this factor get a logarithmic axis.
const LOG_SPAN: f64 = 1e3;

/// The border of the box in which the hypervolume counts.
const BORDER: Stroke = Stroke { color: Color::GREY, width: 1.0, dash: &[1.5, 2.5] };

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
        let problem = &study.problems[pair.problem];
        let points = fronts[pair.problem].iter().flat_map(|front| &front.points);
        let points = points.filter(|point| counts(problem, point));
        let corners = corners(problem).into_iter().flatten();
        let values: Vec<f64> = points.chain(corners).map(|point| point[objective]).collect();
        goal_axis(&problem.pareto[objective], &values)
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
        if let Some([ideal, reference]) = corners(problem) {
            let at = |corner: &[f64]| frame.point(&x, y, (corner[pair.x], corner[pair.y]));
            let ((left, top), (right, bottom)) = (at(ideal), at(reference));
            let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            scene.line(outline, BORDER);
            scene.marker((left, top), Marker::Star, 4.6, Color::GREY);
            scene.marker((right, bottom), Marker::Cross, 3.6, Color::GREY);
        }
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
                  (hypervolume). Grey star: the ideal point; grey cross: the reference point. What \
                  is worse than that in any objective counts for nothing and is left out. With two \
                  objectives a line bounds the region that the front dominates; with more, the \
                  panels show pairs of objectives, in which points may seem dominated."
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

/// The ideal and the reference point, where they were recorded.
fn corners(problem: &Problem) -> Option<[&Vec<f64>; 2]> {
    let corners = problem.objective.corners.as_ref()?;
    let has_all = |corner: &Vec<f64>| corner.len() == problem.pareto.len();
    let both = [&corners.ideal, &corners.reference];
    both.into_iter().all(has_all).then_some(both)
}

/// Whether a point is nowhere worse than the reference point.
fn counts(problem: &Problem, point: &[f64]) -> bool {
    corners(problem).is_none_or(|[_, reference]| {
        let objectives = problem.pareto.iter().zip(point).zip(reference);
        objectives
            .into_iter()
            .all(|((goal, at), worst)| goal.direction.loss(*at) <= goal.direction.loss(*worst))
    })
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
    let points = front.points.iter().filter(|point| counts(problem, point));
    let places: Vec<Point> = points.map(|p| frame.point(x, y, (p[pair.x], p[pair.y]))).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn problem(spec: &Value) -> Problem {
        let goal = |label, direction| json!({"label": label, "direction": direction});
        let mut objective = goal("hypervolume", "maximize");
        objective["spec"] = spec.clone();
        let plan = json!({
            "name": "p", "environment": "e", "objective": objective,
            "pareto": [goal("time", "minimize"), goal("accuracy", "maximize")],
        });
        serde_json::from_value(plan).expect("a problem")
    }

    #[test]
    fn what_is_worse_than_the_reference_point_in_any_objective_does_not_count() {
        let problem = problem(&json!({"pareto": {"ideal": [1.0, 90.0], "reference": [5.0, 40.0]}}));
        assert_eq!(corners(&problem), Some([&vec![1.0, 90.0], &vec![5.0, 40.0]]));
        let points = [[2.0, 50.0], [5.0, 40.0], [5.1, 80.0], [2.0, 39.0], [0.5, 95.0]];
        assert_eq!(points.map(|at| counts(&problem, &at)), [true, true, false, false, true]);
    }

    #[test]
    fn records_without_these_points_show_all() {
        let short = json!({"pareto": {"ideal": [1.0], "reference": [5.0]}});
        for spec in [Value::Null, json!("time"), json!({"pareto": {"minimize": []}}), short] {
            assert!(corners(&problem(&spec)).is_none() && counts(&problem(&spec), &[1e9, -1e9]));
        }
    }
}
