//! Figure: how long paths are, beside how long they must be.

use super::histogram::{Panel, page};
use crate::csv;
use crate::draw::Axis;
use crate::figure::Figure;
use crate::planning::study::Study;

/// The most bins of a panel.
const BINS: u64 = 24;

/// The bins of a problem: the first length, the lengths of each, and how many there are.
#[derive(Clone, Copy)]
struct Bins {
    low: u64,
    width: u64,
    count: u64,
}

impl Bins {
    /// Over all optima and paths, but no further than twice the largest optimum: what is longer is
    /// in the last bin.
    fn of(study: &Study, problem: usize) -> Option<Self> {
        let optima = || study.optima[problem].iter().flatten().copied();
        let runs = study.runs.iter().filter(|run| run.problem == problem);
        let costs = runs.flat_map(|run| run.lines.iter().filter_map(|line| line.cost));
        let all: Vec<u64> = costs.chain(optima()).collect();
        let (low, high) = (*all.iter().min()?, *all.iter().max()?);
        let high = optima().max().map_or(high, |optimum| high.min(2 * optimum).max(low));
        let width = (high - low + 1).div_ceil(BINS);
        Some(Self { low, width, count: (high - low + 1).div_ceil(width) })
    }

    fn find(&self, length: u64) -> usize {
        (length.saturating_sub(self.low) / self.width).min(self.count - 1) as usize
    }

    fn count(&self, lengths: impl Iterator<Item = u64>) -> Vec<usize> {
        let mut counts = vec![0; self.count as usize];
        for length in lengths {
            counts[self.find(length)] += 1;
        }
        counts
    }
}

pub(super) fn figure(study: &Study) -> Option<Figure> {
    let bins: Vec<Option<Bins>> =
        (0..study.problems.len()).map(|problem| Bins::of(study, problem)).collect();
    if bins.iter().all(Option::is_none) {
        return None;
    }
    let panels = bins.iter().enumerate().map(|(problem, bins)| panel(study, problem, *bins));
    Some(Figure {
        id: "path-lengths",
        title: "Path lengths",
        caption: "Bars: histogram of the costs of the paths that each planner found, as shares of all \
                  instances; the grey bar at the right is what was not solved, as high as a row if that is \
                  everything. Outline: the known \
                  optima, the same in every row. What is longer than twice the largest optimum is in \
                  the last bar."
            .into(),
        scene: page(study, panels.collect()),
        data: data(study, &bins),
    })
}

fn panel(study: &Study, problem: usize, bins: Option<Bins>) -> Panel {
    let Some(bins) = bins else {
        let axis = Axis::exactly("path cost", 0.0, 1.0, false);
        let shares = study.planners.iter().map(|_| None).collect();
        return Panel { axis, bins: 1, shares, outline: None };
    };
    let shares = (0..study.planners.len()).map(|planner| {
        let lines = &study.run(problem, planner)?.lines;
        let all = lines.len() as f64;
        let counts = bins.count(lines.iter().filter_map(|line| line.cost));
        let unsolved = lines.iter().filter(|line| line.cost.is_none()).count();
        let shares = counts.iter().map(|n| *n as f64 / all).collect();
        (!lines.is_empty()).then_some((shares, unsolved as f64 / all))
    });
    let shares = shares.collect();
    let optima = || study.optima[problem].iter().flatten().copied();
    let all = study.optima[problem].len() as f64;
    let outline = bins.count(optima()).iter().map(|n| *n as f64 / all).collect();
    let end = bins.low + bins.count * bins.width;
    // A bin of one length has that length in its middle.
    let shift = if bins.width == 1 { 0.5 } else { 0.0 };
    let axis = Axis::exactly("path cost", bins.low as f64 - shift, end as f64 - shift, false);
    Panel {
        axis: axis.whole(true).fit_across(110.0),
        bins: bins.count as usize,
        shares,
        outline: optima().next().map(|_| outline),
    }
}

fn data(study: &Study, bins: &[Option<Bins>]) -> String {
    let mut rows: Vec<[String; 5]> = Vec::new();
    for (problem, bins) in bins.iter().enumerate() {
        let Some(bins) = bins else { continue };
        let mut add = |who: &str, counts: Vec<usize>| {
            for (bin, n) in counts.into_iter().enumerate() {
                let low = bins.low + bin as u64 * bins.width;
                let is_last = bin as u64 + 1 == bins.count;
                let high = if is_last { String::new() } else { (low + bins.width - 1).to_string() };
                let name = study.problems[problem].name.clone();
                rows.push([name, who.into(), low.to_string(), high, n.to_string()]);
            }
        };
        add("(optimum)", bins.count(study.optima[problem].iter().flatten().copied()));
        for (planner, described) in study.planners.iter().enumerate() {
            if let Some(run) = study.run(problem, planner) {
                add(&described.name, bins.count(run.lines.iter().filter_map(|line| line.cost)));
            }
        }
    }
    csv::table(&["problem", "planner", "cost_from", "cost_to", "instances"], rows)
}
