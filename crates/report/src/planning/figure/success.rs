//! Figures: the share of instances that is solved, and solved optimally, with so many nodes.

use super::looks;
use crate::csv;
use crate::draw::{Axis, Frame, Grid, Point, Scene, Stroke, Style, legend, legend_height, style};
use crate::figure::Figure;
use crate::number::exact;
use crate::planning::record::Line;
use crate::planning::study::Study;

/// How many markers a curve carries.
const MARKERS: usize = 4;

pub(super) fn solved(study: &Study) -> Option<Figure> {
    let first = |line: &Line, _| line.improvements.first().map(|found| found.generated);
    figure(
        study,
        ["success", "Success against the budget", "solved [%]"],
        "solved: a path was found, be it as long as it may",
        first,
        |_| true,
    )
}

pub(super) fn optimal(study: &Study) -> Option<Figure> {
    let first = |line: &Line, optimum: Option<u64>| {
        let mut found = line.improvements.iter();
        Some(found.find(|found| Some(found.cost) == optimum)?.generated)
    };
    figure(
        study,
        ["success-optimal", "Optimal paths against the budget", "solved optimally [%]"],
        "solved optimally: a path was found that costs as much as the known optimum, proved or not",
        first,
        |optimum| optimum.is_some(),
    )
}

/// The share of instances that are solved from each number of nodes on.
struct Curve {
    planner: usize,
    /// (nodes, share in percent), ascending.
    steps: Vec<(f64, f64)>,
    /// The nodes that each instance may take.
    budget: f64,
    instances: usize,
}

impl Curve {
    /// Whether anything was solved.
    fn rises(&self) -> bool {
        !self.steps.is_empty()
    }
}

fn figure(
    study: &Study,
    [id, title, y]: [&'static str; 3],
    meaning: &str,
    first: fn(&Line, Option<u64>) -> Option<u64>,
    counts: fn(Option<u64>) -> bool,
) -> Option<Figure> {
    let panels: Vec<Vec<Curve>> =
        (0..study.problems.len()).map(|problem| curves(study, problem, first, counts)).collect();
    if !panels.iter().flatten().any(Curve::rises) {
        return None;
    }
    // A panel in which nothing was solved has no line to show.
    let shown: Vec<usize> =
        (0..panels.len()).filter(|&i| panels[i].iter().any(Curve::rises)).collect();
    let height = Grid::plot_height(shown.len());
    let share = Axis::exactly(y, 0.0, 100.0, false).hint(" (better →)").fit_up(height);
    let space = Grid::label_space([&share]);
    let grid = Grid::new(shown.len(), height, space, space);
    let names: Vec<&str> = looks(study).map(|look| look.1).collect();
    let mut scene = grid.page(legend_height(&names, grid.width()));
    for (place, &problem) in shown.iter().enumerate() {
        let frame = grid.frame(place);
        let flat = panels[problem].iter().filter(|curve| !curve.rises()).count();
        let title = &study.problems[problem].name;
        match flat {
            0 => frame.title(&mut scene, title),
            n => frame.title_with(&mut scene, title, &format!("{n} at 0 %")),
        }
        let curves = || panels[problem].iter().filter(|curve| curve.rises());
        let x = nodes(&panels[problem]).fit_across(frame.width());
        frame.x_axis(&mut scene, &x);
        frame.y_axis(&mut scene, &share);
        let lines = curves().map(|curve| (curve.planner, line(curve, &frame, &x, &share)));
        let lines: Vec<(usize, Vec<Point>)> = lines.collect();
        for (planner, line) in &lines {
            let Style { color, dash, .. } = style(*planner);
            scene.line(line.clone(), Stroke { color, width: 1.8, dash });
        }
        for (planner, line) in &lines {
            markers(&mut scene, &frame, line, *planner, names.len());
        }
        frame.edges(&mut scene);
    }
    legend(&mut scene, grid.height(), &looks(study).collect::<Vec<_>>());
    let caption = format!(
        "The share of instances solved with at most so many nodes generated ({meaning}). Every curve \
         ends at the budget: what was not solved there is known to take more, and nothing is said of \
         how much more. A planner that ended by itself without a path stays where it is. A planner \
         that solved nothing of a problem has no curve there: the title says how many those are.{}",
        not_shown(study, &panels),
    );
    Some(Figure { id, title, caption, scene, data: data(study, &panels) })
}

/// Which problems have no panel, and why.
fn not_shown(study: &Study, panels: &[Vec<Curve>]) -> String {
    let named = |is_left_out: fn(&Vec<Curve>) -> bool| {
        let problems = study.problems.iter().zip(panels);
        let names = problems.filter(|(_, curves)| is_left_out(curves));
        names.map(|(problem, _)| problem.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let unsolved = named(|curves| !curves.is_empty() && !curves.iter().any(Curve::rises));
    let unknown = named(Vec::is_empty);
    let mut text = String::new();
    for (names, why) in [(unsolved, "nobody solved any"), (unknown, "no optimum is known")] {
        if !names.is_empty() {
            text += &format!(" Without a panel, as {why}: {names}.");
        }
    }
    text
}

fn curves(
    study: &Study,
    problem: usize,
    first: fn(&Line, Option<u64>) -> Option<u64>,
    counts: fn(Option<u64>) -> bool,
) -> Vec<Curve> {
    let curve = |planner: usize| {
        let lines = study.run(problem, planner)?.lines.iter().zip(&study.optima[problem]);
        let lines: Vec<_> = lines.filter(|(_, optimum)| counts(**optimum)).collect();
        let mut nodes: Vec<u64> =
            lines.iter().filter_map(|(line, optimum)| first(line, **optimum)).collect();
        nodes.sort_unstable();
        let share = |i: usize| 100.0 * (i + 1) as f64 / lines.len() as f64;
        let steps = nodes.iter().enumerate().map(|(i, n)| ((*n).max(1) as f64, share(i)));
        let steps = steps.collect();
        let budget = study.planners[planner].budget.nodes as f64;
        let instances = lines.len();
        (instances > 0).then_some(Curve { planner, steps, budget, instances })
    };
    (0..study.planners.len()).filter_map(curve).collect()
}

/// The axis from the first success to the largest budget.
fn nodes(curves: &[Curve]) -> Axis {
    let end = curves.iter().map(|curve| curve.budget).fold(1.0, f64::max);
    let first = curves.iter().filter_map(|curve| Some(curve.steps.first()?.0));
    let first = first.fold(end / 2.0, f64::min);
    Axis::exactly("nodes generated", first, end, true).whole(true)
}

/// The corners of the step function.
fn line(curve: &Curve, frame: &Frame, x: &Axis, y: &Axis) -> Vec<Point> {
    let mut share = 0.0;
    let mut corners = Vec::new();
    for &(nodes, next) in &curve.steps {
        corners.push(frame.point(x, y, (nodes, share)));
        corners.push(frame.point(x, y, (nodes, next)));
        share = next;
    }
    corners.push(frame.point(x, y, (curve.budget, share)));
    corners
}

/// Markers at regular places, shifted by planner so that they do not hide each other.
fn markers(scene: &mut Scene, frame: &Frame, line: &[Point], planner: usize, planners: usize) {
    let Style { color, marker, .. } = style(planner);
    let shift = (planner as f64 + 0.5) / planners as f64;
    for i in 0..MARKERS {
        let x = frame.left + frame.width() * (i as f64 + shift) / MARKERS as f64;
        let is_inside =
            line.first().is_some_and(|p| p.0 <= x) && line.last().is_some_and(|p| p.0 >= x);
        let before = line.iter().rev().find(|point| point.0 <= x).filter(|_| is_inside);
        if let Some(&(_, y)) = before {
            scene.marker((x, y), marker, 3.3, color);
        }
    }
}

fn data(study: &Study, panels: &[Vec<Curve>]) -> String {
    let rows = panels.iter().zip(&study.problems).flat_map(|(curves, problem)| {
        curves.iter().flat_map(move |curve| {
            let end = (curve.budget, curve.steps.last().map_or(0.0, |step| step.1));
            curve.steps.iter().copied().chain([end]).map(move |(nodes, share)| {
                [
                    problem.name.clone(),
                    study.planners[curve.planner].name.clone(),
                    curve.instances.to_string(),
                    exact(Some(nodes)),
                    exact(Some(share)),
                ]
            })
        })
    });
    csv::table(&["problem", "planner", "instances", "nodes", "percent"], rows)
}
