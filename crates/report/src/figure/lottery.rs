//! Figure: the hyperparameter lottery, what an agent reaches depending on its setting; without sweeps,
//! depending on its seed.

use orienteer_stats::Sample;

use super::intervals::why_empty;
use super::measure::Measure;
use super::{Figure, looks};
use crate::csv;
use crate::draw::{Axis, Color, Frame, Grid, Point, Rows, Scene, Stroke, Style, style};
use crate::number::{exact, plural};
use crate::study::{Direction, Study, Summary};

const ROW: f64 = 36.0;
/// The height of a violin above the middle of its row.
const VIOLIN: f64 = 13.0;
/// The band of the points below it.
const POINTS: (f64, f64) = (5.5, 14.0);
/// Fewer values than this have no violin: its shape would be that of the kernel.
const MIN_VIOLIN: usize = 8;

/// One value of a distribution.
struct Draw {
    setting: usize,
    /// The seed, where values are runs; `None` where they are settings.
    seed: Option<u64>,
    runs: usize,
    value: f64,
}

pub(super) fn figure(study: &Study, summary: &Summary) -> Option<Figure> {
    if summary.worst.iter().all(Option::is_none) {
        return None;
    }
    let rows = Rows::new(looks(study), ROW);
    let grid = Grid::new(study.problems.len(), rows.total_height(), rows.label_space(), 8.0);
    let mut scene = grid.page(0.0);
    let mut all = Vec::new();
    for (i, problem) in study.problems.iter().enumerate() {
        let frame = grid.frame(i);
        frame.title(&mut scene, &problem.name);
        if grid.is_first(i) {
            rows.names(&mut scene, &frame);
        }
        let draws: Vec<Vec<Draw>> =
            (0..study.agents.len()).map(|agent| draws(study, summary, i, agent)).collect();
        let measure = Measure::of(study, i, draws.iter().flatten().map(|draw| draw.value));
        let axis = measure.axis().fit_across(frame.width());
        frame.x_axis(&mut scene, &axis);
        rows.rules(&mut scene, &frame);
        for (agent, draws) in draws.iter().enumerate() {
            if draws.is_empty() {
                rows.remark(&mut scene, &frame, agent, why_empty(summary.entry(i, agent)));
                continue;
            }
            let shown: Vec<f64> = draws.iter().map(|draw| measure.show(draw.value)).collect();
            let row =
                Row { frame, axis: &axis, y: rows.middle(&frame, agent), style: style(agent) };
            row.violin(&mut scene, &shown);
            row.box_plot(&mut scene, &shown);
            row.points(&mut scene, &shown);
            row.best(&mut scene, measure.show(best(problem.direction(), draws)));
        }
        frame.edges(&mut scene);
        all.push(draws);
    }
    let (id, title) = if is_lottery(study) {
        ("hyperparameters", "Hyperparameter lottery")
    } else {
        ("distributions", "Distributions of final values")
    };
    Some(Figure { id, title, caption: caption(study), scene, data: data(study, &all) })
}

/// Whether any agent is swept.
fn is_lottery(study: &Study) -> bool {
    (0..study.agents.len()).any(|agent| study.is_swept(agent))
}

/// The median over seeds of each setting; without any sweep, the value of each seed.
fn draws(study: &Study, summary: &Summary, problem: usize, agent: usize) -> Vec<Draw> {
    let has_value = summary.entry(problem, agent).is_some_and(|entry| entry.estimate.is_some());
    let Some(worst) = summary.worst[problem].filter(|_| has_value) else { return Vec::new() };
    let over = || study.runs_of(problem, agent).filter(|run| run.seal.is_some());
    if !is_lottery(study) {
        let draw = |run: &crate::study::Run| Draw {
            setting: run.setting,
            seed: Some(run.seed),
            runs: 1,
            value: run.value().unwrap_or(worst),
        };
        return over().map(draw).collect();
    }
    let of_setting = |setting| {
        let runs = over().filter(|run| run.setting == setting);
        let sample = Sample::new(runs.map(|run| run.value().unwrap_or(worst)))?;
        Some(Draw { setting, seed: None, runs: sample.len(), value: sample.median() })
    };
    (0..study.agents[agent].settings.len().max(1)).filter_map(of_setting).collect()
}

fn best(direction: Direction, draws: &[Draw]) -> f64 {
    draws.iter().map(|draw| draw.value).fold(direction.worst(), |a, b| direction.better(a, b))
}

/// The row of an agent in a panel.
struct Row<'a> {
    frame: Frame,
    axis: &'a Axis,
    y: f64,
    style: Style,
}

impl Row<'_> {
    fn x(&self, value: f64) -> f64 {
        self.frame.x(self.axis, value)
    }

    /// Half a violin: a Gaussian kernel estimate with Silverman's bandwidth, as spaced on the axis.
    fn violin(&self, scene: &mut Scene, values: &[f64]) {
        let places = values.iter().map(|&value| self.x(value));
        let Some(places) = Sample::new(places).filter(|s| s.len() >= MIN_VIOLIN) else { return };
        let (q1, q3) = places.quartiles();
        let n = places.len() as f64;
        let mean = places.mean();
        let variance = places.values().iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let spread = if q3 > q1 { variance.sqrt().min((q3 - q1) / 1.34) } else { variance.sqrt() };
        // Silverman 1986, eq. 3.31; no narrower than can be seen.
        let bandwidth = (0.9 * spread * n.powf(-0.2)).max(1.5);
        let density = |at: f64| -> f64 {
            places.values().iter().map(|x| (-((at - x) / bandwidth).powi(2) / 2.0).exp()).sum()
        };
        // No density is drawn where there are no values.
        let (low, high) = (places.min(), places.max());
        let steps = 80;
        let outline: Vec<Point> = (0..=steps)
            .map(|i| low + (high - low) * f64::from(i) / f64::from(steps))
            .map(|x| (x, density(x)))
            .collect();
        let peak = outline.iter().map(|point| point.1).fold(f64::MIN_POSITIVE, f64::max);
        let lift = |(x, density): Point| (x, self.y - 1.5 - density / peak * VIOLIN);
        let mut area = vec![(low, self.y - 1.5)];
        area.extend(outline.into_iter().map(lift));
        area.push((high, self.y - 1.5));
        scene.area(area, self.style.color, 0.3);
    }

    /// A thin box over the quartiles, whiskers to the ends, a bar at the median.
    fn box_plot(&self, scene: &mut Scene, values: &[f64]) {
        let Some(sample) = Sample::new(values.iter().copied()) else { return };
        let (y, color) = (self.y + 1.0, self.style.color);
        let (q1, q3) = sample.quartiles();
        let span = |a: f64, b: f64| [(self.x(a), y), (self.x(b), y)];
        scene.line(span(sample.min(), sample.max()), Stroke::solid(color, 1.0));
        scene.line(span(q1, q3), Stroke::solid(color, 5.0));
        let median = self.x(sample.median());
        scene.rectangle((median - 1.2, y - 4.0), (median + 1.2, y + 4.0), Color::INK);
    }

    fn points(&self, scene: &mut Scene, values: &[f64]) {
        for (i, &value) in values.iter().enumerate() {
            // Multiples of the golden ratio fill the band evenly, and the same every time.
            let share = (i as f64 * 0.618_034).fract();
            let y = self.y + POINTS.0 + share * (POINTS.1 - POINTS.0);
            scene.shape((self.x(value), y), self.style.marker, 1.9, self.style.color);
        }
    }

    fn best(&self, scene: &mut Scene, value: f64) {
        let at = (self.x(value), self.y + 1.0);
        scene.shape(at, crate::draw::Marker::Diamond, 5.6, Color::INK);
        scene.shape(at, crate::draw::Marker::Diamond, 4.2, Color::WHITE);
        scene.shape(at, crate::draw::Marker::Diamond, 2.6, self.style.color);
    }
}

fn caption(study: &Study) -> String {
    let swept: Vec<String> = (study.agents.iter().filter(|agent| agent.settings.len() > 1))
        .map(|agent| format!("{} ({})", agent.name, plural(agent.settings.len(), "setting")))
        .collect();
    let shape = " Half violin: kernel density between the extremes (from 8 values on); bar: quartiles, with median and \
                 whiskers to the ends; points: single values; diamond: the best.";
    if swept.is_empty() {
        let text = "No agent was swept, so these are distributions of final values over seeds, \
                    one point a seed, and not over hyperparameter settings.";
        return text.to_owned() + shape;
    }
    let mut text = format!(
        "Final values over hyperparameter settings: one point a setting, the median over its \
         seeds. Swept: {}.",
        swept.join(", "),
    );
    if swept.len() < study.agents.len() {
        text += " The other agents have one setting, and so one point.";
    }
    text + shape
}

fn data(study: &Study, problems: &[Vec<Vec<Draw>>]) -> String {
    let rows = problems.iter().zip(&study.problems).flat_map(|(agents, problem)| {
        agents.iter().zip(&study.agents).flat_map(move |(draws, agent)| {
            draws.iter().map(move |draw| {
                let hyperparameters = agent.settings.get(draw.setting);
                [
                    problem.name.clone(),
                    agent.name.clone(),
                    draw.setting.to_string(),
                    hyperparameters.map_or_else(String::new, ToString::to_string),
                    draw.seed.map_or_else(String::new, |seed| seed.to_string()),
                    draw.runs.to_string(),
                    exact(Some(draw.value)),
                ]
            })
        })
    });
    let header = ["problem", "agent", "setting", "hyperparameters", "seed", "runs", "value"];
    csv::table(&header, rows)
}
