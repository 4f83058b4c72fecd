//! Figure: what planners need as a puzzle grows along an axis, such as its number of actions.

use super::looks;
use super::quartiles::{Panel, Series, Spot, page};
use crate::csv;
use crate::figure::Figure;
use crate::number::exact;
use crate::planning::record::Line;
use crate::planning::study::Study;
use crate::planning::summary::{Growth, growths};

/// What a panel shows: its title, the label of its axis, whether it is a count, and the measure.
type Quantity = (&'static str, &'static str, bool, fn(&Line) -> Option<f64>);

const QUANTITIES: [Quantity; 3] = [
    ("nodes", "nodes generated", true, |line| Some(line.generated.max(1) as f64)),
    ("time", "time [s]", false, |line| line.seconds.map(|seconds| seconds.max(1e-6))),
    ("memory", "peak memory [B]", true, |line| Some(line.peak_bytes.max(1) as f64)),
];

pub(super) fn figure(study: &Study) -> Option<Figure> {
    let growths = growths(study);
    if growths.is_empty() {
        return None;
    }
    let panels = growths.iter().flat_map(|growth| {
        let is_whole = growth.problems.iter().all(|(value, _)| value.fract() == 0.0);
        QUANTITIES.iter().map(move |(what, label, is_count, measure)| Panel {
            title: format!("{}: {what}", growth.group),
            x: growth.axis.clone(),
            is_x_log: true,
            y: (*label).into(),
            are_whole: [is_whole, *is_count],
            series: series(study, growth, *measure),
            remark: "nothing solved",
        })
    });
    let panels: Vec<Panel> = panels.collect();
    Some(Figure {
        id: "growth",
        title: "Growth",
        caption: "Nodes generated, wall-clock time and peak memory (as planners count their own tables \
                  and lists) against the size of the problem, both axes logarithmic. Markers: median \
                  over instances; whiskers: quartiles. An instance that was not solved, or whose \
                  search a budget cut off, counts as more than any number: no marker where that is \
                  half of them, and a whisker to the upper edge where it is a quarter. Planners of one size are drawn side by side."
            .into(),
        scene: page(&panels, &looks(study).collect::<Vec<_>>()),
        data: data(study, &panels),
    })
}

fn series(study: &Study, growth: &Growth, measure: fn(&Line) -> Option<f64>) -> Vec<Series> {
    let of_planner = |planner| {
        let spot = |(value, problem): &(f64, usize)| {
            let lines = &study.run(*problem, planner)?.lines;
            let values = lines.iter().filter_map(|line| line.to_the_end(measure));
            Spot::of(*value, values)
        };
        let spots: Vec<Spot> = growth.problems.iter().filter_map(spot).collect();
        (!spots.is_empty()).then_some(Series { planner, spots })
    };
    (0..study.planners.len()).filter_map(of_planner).collect()
}

fn data(study: &Study, panels: &[Panel]) -> String {
    let rows = panels.iter().flat_map(|panel| {
        panel.series.iter().flat_map(move |series| {
            series.spots.iter().map(move |spot| {
                let names = [&panel.title, &study.planners[series.planner].name, &panel.x];
                let names = names.into_iter().cloned();
                let numbers = [spot.x, spot.q1, spot.median, spot.q3].map(|v| exact(Some(v)));
                let [x, q1, median, q3] = numbers;
                names.chain([x, spot.n.to_string(), q1, median, q3])
            })
        })
    });
    csv::table(&["panel", "planner", "axis", "value", "instances", "q1", "median", "q3"], rows)
}
