//! Figures: the nodes, and the time, that instances take against the cost of their cheapest path.

use super::looks;
use super::quartiles::{Panel, Series, Spot, page};
use crate::csv;
use crate::figure::Figure;
use crate::number::exact;
use crate::planning::record::Line;
use crate::planning::study::Study;

/// More optima than this are put together in classes.
const CLASSES: usize = 9;

pub(super) fn nodes(study: &Study) -> Option<Figure> {
    figure(
        study,
        ["nodes-by-optimum", "Nodes against the optimum", "nodes generated"],
        "Nodes generated",
        true,
        |line| Some(line.generated.max(1) as f64),
    )
}

pub(super) fn seconds(study: &Study) -> Option<Figure> {
    // A clock that shows microseconds has no zeros on a logarithmic axis.
    figure(
        study,
        ["seconds-by-optimum", "Time against the optimum", "time [s]"],
        "Wall-clock time",
        false,
        |line| line.seconds.map(|seconds| seconds.max(1e-6)),
    )
}

fn figure(
    study: &Study,
    [id, title, y]: [&'static str; 3],
    quantity: &str,
    is_count: bool,
    measure: fn(&Line) -> Option<f64>,
) -> Option<Figure> {
    let panels: Vec<Panel> = (0..study.problems.len())
        .map(|problem| Panel {
            title: study.problems[problem].name.clone(),
            x: "optimum".into(),
            is_x_log: false,
            y: y.into(),
            are_whole: [true, is_count],
            series: series(study, problem, measure),
            remark: remark(study, problem),
        })
        .collect();
    // A panel without a line would be an empty frame: the caption says why it is not there.
    let (panels, empty): (Vec<Panel>, Vec<Panel>) = panels.into_iter().partition(Panel::has_line);
    if panels.is_empty() {
        return None;
    }
    let without = empty.iter().map(|panel| format!("{} ({})", panel.title, panel.remark));
    let without = match without.collect::<Vec<_>>().join(", ") {
        names if names.is_empty() => names,
        names => format!(" Without a panel: {names}."),
    };
    let scene = page(&panels, &looks(study).collect::<Vec<_>>());
    let caption = format!(
        "{quantity} until the end of the search against the cost of a cheapest path. Markers: median \
         over the instances of one optimum (of a class of neighbouring optima where there are more \
         than {CLASSES}, at their mean); whiskers: quartiles. An instance that was not solved, or whose \
         search a budget cut off, counts as more than any number, so a marker is there where half of \
         the searches came to their end, and a whisker that ends at the upper edge says that a quarter \
         did not. Planners of one place are \
         drawn side by side.{without}"
    );
    Some(Figure { id, title, caption, scene, data: data(study, &panels) })
}

fn remark(study: &Study, problem: usize) -> &'static str {
    if study.optima[problem].iter().all(Option::is_none) {
        "no optimum known"
    } else {
        "fewer than half solved at any optimum"
    }
}

fn series(study: &Study, problem: usize, measure: fn(&Line) -> Option<f64>) -> Vec<Series> {
    let optima = &study.optima[problem];
    let classes = classes(optima.iter().flatten().copied());
    let of_planner = |planner| {
        let lines = &study.run(problem, planner)?.lines;
        let spot = |&(low, high): &(u64, u64)| {
            let is_here =
                |optimum: &Option<u64>| optimum.is_some_and(|o| (low..=high).contains(&o));
            let here = || optima.iter().filter(|optimum| is_here(optimum)).flatten();
            let x = here().sum::<u64>() as f64 / here().count() as f64;
            let pairs = lines.iter().zip(optima).filter(|(_, optimum)| is_here(optimum));
            // A line without a clock has no time to show.
            let values = pairs.filter_map(|(line, _)| line.to_the_end(measure));
            Spot::of(x, values)
        };
        let spots: Vec<Spot> = classes.iter().filter_map(spot).collect();
        (!spots.is_empty()).then_some(Series { planner, spots })
    };
    (0..study.planners.len()).filter_map(of_planner).collect()
}

/// Each optimum, or classes of equal width where there are many: first and last of each.
pub(super) fn classes(optima: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut distinct: Vec<u64> = optima.collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() <= CLASSES {
        return distinct.into_iter().map(|optimum| (optimum, optimum)).collect();
    }
    let (low, high) = (distinct[0], distinct[distinct.len() - 1]);
    let width = (high - low + 1).div_ceil(CLASSES as u64);
    let all = (0..CLASSES as u64).map(|i| (low + i * width, low + (i + 1) * width - 1));
    all.filter(|(low, high)| distinct.iter().any(|o| (*low..=*high).contains(o))).collect()
}

fn data(study: &Study, panels: &[Panel]) -> String {
    let rows = panels.iter().flat_map(|panel| {
        panel.series.iter().flat_map(move |series| {
            series.spots.iter().map(move |spot| {
                let names = [panel.title.clone(), study.planners[series.planner].name.clone()];
                let quartiles = [spot.q1, spot.median, spot.q3].map(|v| exact(Some(v)));
                let head = [exact(Some(spot.x)), spot.n.to_string()];
                names.into_iter().chain(head).chain(quartiles)
            })
        })
    });
    csv::table(&["problem", "planner", "optimum", "instances", "q1", "median", "q3"], rows)
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn many_optima_are_put_together() {
        assert_eq!(classes([5, 3, 5, 4].into_iter()), [(3, 3), (4, 4), (5, 5)]);
        let classes = classes((0..40).map(|i| 20 + i).chain([99]));
        assert!(classes.len() <= 9 && classes[0].0 == 20 && classes.last().unwrap().1 >= 99);
        assert!(classes.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(super::classes(std::iter::empty()).is_empty());
    }
}
