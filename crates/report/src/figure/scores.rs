//! Figure: normalised scores of agents on problems, as a heat map.

use orienteer_stats::Sample;

use super::Figure;
use super::intervals::why_empty;
use crate::csv;
use crate::draw::{Anchor, Color, Point, Scene, Stroke, Text, fit, score_color, style, width};
use crate::number::exact;
use crate::study::{Study, Summary};

const CELL: (f64, f64) = (68.0, 26.0);
const NAME_EM: f64 = 12.0;
const MAX_NAME: f64 = 200.0;
const MAX_HEADER: f64 = 150.0;
const PAD: f64 = 10.0;
/// The lowest score that the colours tell from those above it.
const LOWEST: f64 = -99.0;
/// If the median of the scores between 0 and 1 is above this, they are too alike for a linear scale.
const NEAR_ONE: f64 = 0.75;
/// Distances from 1 below this look alike on a logarithmic scale.
const RESOLVED: f64 = 0.02;
/// The room between the problems and the column over all of them.
const SPLIT: f64 = 10.0;

pub(super) fn figure(study: &Study, summary: &Summary) -> Option<Figure> {
    if summary.scales.iter().all(Option::is_none) {
        return None;
    }
    let map = Map::new(study);
    let scale = Scale::of(shown(study, summary));
    let mut scene = Scene::new(map.left + map.columns_width() + PAD, map.bottom() + 46.0);
    map.headers(&mut scene, study);
    for (agent, competitor) in study.agents.iter().enumerate() {
        let y = map.middle(agent);
        let name = fit(&competitor.name, NAME_EM, MAX_NAME);
        let look = style(agent);
        scene.marker((map.left - 12.0, y), look.marker, 3.8, look.color);
        scene.text((map.left - 22.0, y), &name, Text::new(NAME_EM, Anchor::End));
        for problem in 0..study.problems.len() {
            let score = summary.score(problem, agent);
            let reason = match summary.entry(problem, agent) {
                Some(entry) if entry.estimate.is_some() => "n/a",
                Some(entry) if entry.without_design() > 0 => "infeasible",
                Some(entry) if entry.failed() > 0 => "failed",
                entry => {
                    if why_empty(entry) == "unfinished" {
                        "unfinished"
                    } else {
                        ""
                    }
                }
            };
            map.cell(&mut scene, &scale, (problem, agent), score, reason);
        }
        if map.has_overall {
            let score = summary.overall[agent].score.map(|score| score.0);
            map.cell(&mut scene, &scale, (study.problems.len(), agent), score, "n/a");
        }
    }
    key(&mut scene, &scale, (map.left, map.bottom() + 14.0));
    Some(Figure {
        id: "scores",
        title: "Normalised scores",
        caption: caption(study, summary, &scale),
        scene,
        data: data(study, summary),
    })
}

/// All scores of the map.
fn shown(study: &Study, summary: &Summary) -> Vec<f64> {
    let cells = summary.entries.iter().filter_map(|e| summary.score(e.problem, e.agent));
    let overall = summary.overall.iter().filter_map(|overall| Some(overall.score?.0));
    cells.chain(overall.filter(|_| study.problems.len() > 1)).collect()
}

/// How scores become colours: linear from -1 to 1, unless most of them could not be told apart so.
struct Scale {
    /// The score of the darkest colour below 0, at most -1.
    low: f64,
    /// Whether colours above 0 follow the logarithm of the distance from 1.
    is_near_one: bool,
}

impl Scale {
    fn of(scores: Vec<f64>) -> Self {
        let low = scores.iter().copied().fold(-1.0, f64::min).max(LOWEST);
        // Those at the ends have their colours on any scale.
        let between = scores.into_iter().filter(|score| (0.001..0.999).contains(score));
        let between = Sample::new(between);
        Self { low, is_near_one: between.is_some_and(|scores| scores.median() > NEAR_ONE) }
    }

    /// The place of a score between the ends of the colours: -1, 0 at a score of 0, and 1.
    fn at(&self, score: f64) -> f64 {
        if score >= 0.0 && self.is_near_one {
            let missing = (1.0 - score).max(0.0);
            1.0 - (missing / RESOLVED).ln_1p() / (1.0 / RESOLVED).ln_1p()
        } else if score >= 0.0 || self.low >= -1.0 {
            score.clamp(-1.0, 1.0)
        } else {
            -((-score).ln_1p() / (-self.low).ln_1p()).min(1.0)
        }
    }

    /// The scores that the key names.
    fn anchors(&self) -> Vec<(f64, String)> {
        let end = if self.low <= LOWEST { "≤ −99".into() } else { show(self.low) };
        let end = end.replace(".00", "");
        let mut anchors = vec![(self.low, end), (0.0, "0".into()), (1.0, "1".into())];
        anchors.extend(self.is_near_one.then(|| (0.9, "0.9".into())));
        anchors
    }
}

/// Where the cells lie.
struct Map {
    left: f64,
    top: f64,
    problems: usize,
    agents: usize,
    /// Whether there is a column over all problems.
    has_overall: bool,
    /// Whether the names of problems are too long to stand above their columns.
    upward: bool,
    cell_width: f64,
}

impl Map {
    fn new(study: &Study) -> Self {
        let names = |names: &mut dyn Iterator<Item = &str>, most: f64| {
            names.map(|name| width(&fit(name, NAME_EM, most), NAME_EM)).fold(0.0, f64::max)
        };
        let header = names(&mut study.problems.iter().map(|p| p.name.as_str()), MAX_HEADER);
        let agent = names(&mut study.agents.iter().map(|a| a.name.as_str()), MAX_NAME);
        let problems = study.problems.len();
        // Few problems have room for wide columns with their names across.
        let upward = header + 8.0 > if problems <= 4 { MAX_HEADER } else { CELL.0 };
        let cell_width = if upward { CELL.0 } else { CELL.0.max(header + 8.0) };
        Self {
            left: PAD + agent + 24.0,
            top: PAD + if upward { header + 8.0 } else { 22.0 },
            problems,
            agents: study.agents.len(),
            has_overall: problems > 1,
            upward,
            cell_width,
        }
    }

    fn columns_width(&self) -> f64 {
        let overall = if self.has_overall { SPLIT + self.cell_width } else { 0.0 };
        // The key below has to fit under narrow maps, too.
        (self.problems as f64 * self.cell_width + overall).max(230.0)
    }

    fn bottom(&self) -> f64 {
        self.top + self.agents as f64 * CELL.1
    }

    fn column(&self, column: usize) -> f64 {
        let split = if column == self.problems { SPLIT } else { 0.0 };
        self.left + column as f64 * self.cell_width + split
    }

    fn middle(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * CELL.1
    }

    fn headers(&self, scene: &mut Scene, study: &Study) {
        let overall = if self.has_overall { Some("all (IQM)") } else { None };
        let names = study.problems.iter().map(|p| p.name.as_str()).chain(overall);
        for (column, name) in names.enumerate() {
            let x = self.column(column) + self.cell_width / 2.0;
            let name = fit(name, NAME_EM, MAX_HEADER);
            if self.upward {
                scene.text((x, self.top - 8.0), &name, Text::new(NAME_EM, Anchor::Start).upward());
            } else {
                scene.text((x, self.top - 12.0), &name, Text::new(NAME_EM, Anchor::Middle));
            }
        }
    }

    fn cell(
        &self,
        scene: &mut Scene,
        scale: &Scale,
        (column, row): (usize, usize),
        score: Option<f64>,
        none: &str,
    ) {
        let (x, y) = (self.column(column), self.top + row as f64 * CELL.1);
        let color = score.map_or(Color::VOID, |score| score_color(scale.at(score)));
        let end = (x + self.cell_width - 1.5, y + CELL.1 - 1.5);
        scene.rectangle((x, y), end, color);
        let (text, ink) = match score {
            Some(score) if color.is_dark() => (show(score), Color::WHITE),
            Some(score) => (show(score), Color::INK),
            None => (none.to_owned(), Color::GREY),
        };
        let em = if score.is_some() { NAME_EM } else { 10.5 };
        let at = (f64::midpoint(x, end.0), f64::midpoint(y, end.1));
        scene.text(at, &text, Text::new(em, Anchor::Middle).color(ink));
    }
}

/// A score with two decimals; huge negative ones shortened.
fn show(score: f64) -> String {
    if score < LOWEST {
        return "< −99".into();
    }
    let text = format!("{score:.2}");
    if text == "-0.00" { "0.00".into() } else { text.replace('-', "−") }
}

/// The colour scale, with its anchors.
fn key(scene: &mut Scene, scale: &Scale, (left, top): Point) {
    let (width, height, steps) = (200.0, 9.0, 80);
    let left = left + 14.0;
    for i in 0..steps {
        let share = f64::from(i) / f64::from(steps);
        // Each over the rest of the scale, as edges side by side would leave seams in SVG.
        let start = (left + share * width, top);
        scene.rectangle(start, (left + width, top + height), score_color(share * 2.0 - 1.0));
    }
    let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0)];
    scene.line(corners.map(|(x, y)| (left + x, top + y)), Stroke::solid(Color::GREY, 0.6));
    for (score, label) in scale.anchors() {
        let x = left + f64::midpoint(scale.at(score), 1.0) * width;
        scene.text((x, top + height + 10.0), &label, Text::new(10.5, Anchor::Middle));
    }
}

fn caption(study: &Study, summary: &Summary, scale: &Scale) -> String {
    let random = summary.scales.iter().flatten().filter(|scale| scale.from_random).count();
    let scaled = summary.scales.iter().flatten().count();
    let optima = study.problems.iter().filter(|problem| problem.optimum.is_some()).count();
    let zero = if random == scaled {
        "0 is the median of random search at the same budget"
    } else if random == 0 {
        "0 is the worst final value on the problem (there is no agent with the method `random`)"
    } else {
        "0 is the median of random search where it ran, otherwise the worst final value"
    };
    let one = if optima == study.problems.len() {
        "1 is the optimum"
    } else if optima == 0 {
        "1 is the best final value of any run"
    } else {
        "1 is the optimum where it is known, otherwise the best final value of any run"
    };
    let mut text = format!("Normalised score of each agent's median final value: {zero}; {one}.");
    if study.problems.len() > 1 {
        text += " Last column: interquartile mean of the scores of all runs on all problems.";
    }
    if scale.is_near_one {
        text += " Most scores are near 1, so the colours above 0 follow the logarithm of the distance \
                 from 1.";
    }
    if scale.low < -1.0 {
        text += " Below 0 the colours follow the logarithm of the score.";
    }
    text + " n/a: the zero of the scale is already the best value, so it has no length."
}

fn data(study: &Study, summary: &Summary) -> String {
    let pairs = summary.entries.iter().map(|entry| {
        let problem = study.problems[entry.problem].name.clone();
        let agent = study.agents[entry.agent].name.clone();
        [problem, agent, exact(summary.score(entry.problem, entry.agent))]
    });
    csv::table(&["problem", "agent", "score"], pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_tell_apart_what_is_near_one_or_far_below_zero() {
        let plain = Scale::of(vec![-0.5, 0.2, 0.6]);
        assert_eq!([-0.5, 0.2, 1.0].map(|score| plain.at(score)), [-0.5, 0.2, 1.0]);
        let scale = Scale::of(vec![-20.0, -2.0, 0.9, 0.95, 1.0]);
        let places = [-20.0, -2.0, 0.0, 0.9, 0.95, 1.0].map(|score| scale.at(score));
        assert_eq!((places[0], places[5]), (-1.0, 1.0));
        assert!(places[2].abs() < 1e-12);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 0.1), "{places:?}");
    }
}
