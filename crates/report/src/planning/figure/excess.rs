//! Figure: how much longer than the optimum paths are.

use super::histogram::{Panel, page};
use crate::csv;
use crate::draw::{Axis, Tick};
use crate::figure::Figure;
use crate::number::exact;
use crate::planning::study::Study;

/// The class of an excess: 0, 1, 2, 3 to 4, 5 to 8, and so on.
fn class(excess: u64) -> usize {
    match excess {
        0 => 0,
        n => 1 + n.next_power_of_two().trailing_zeros() as usize,
    }
}

/// The least excess of a class.
fn least(class: usize) -> u64 {
    match class {
        0 | 1 => class as u64,
        n => (1 << (n - 2)) + 1,
    }
}

pub(super) fn figure(study: &Study) -> Option<Figure> {
    let known = study.optima.iter().flatten().flatten().count();
    if known == 0 {
        return None;
    }
    let counts: Vec<Vec<Option<Counts>>> = (0..study.problems.len())
        .map(|problem| (0..study.planners.len()).map(|p| counts(study, problem, p)).collect())
        .collect();
    let panels = counts.iter().map(|counts| panel(counts)).collect();
    Some(Figure {
        id: "excess",
        title: "Path length minus optimum",
        caption: "Histograms of cost minus optimum over the instances whose optimum is known; classes \
                  are named by their least excess and double in width (0, 1, 2, 3 to 4, 5 to 8, ...). \
                  The grey bar at the right is what was not solved, as high as a row if that is \
                  everything; the other bars have one scale in a panel."
            .into(),
        scene: page(study, panels),
        data: data(study, &counts),
    })
}

/// Instances by class, and those that were not solved.
struct Counts {
    classes: Vec<usize>,
    unsolved: usize,
}

fn counts(study: &Study, problem: usize, planner: usize) -> Option<Counts> {
    let lines = study.run(problem, planner)?.lines.iter().zip(&study.optima[problem]);
    let mut counts = Counts { classes: Vec::new(), unsolved: 0 };
    for (line, optimum) in lines {
        match (line.cost, optimum) {
            (_, None) => {}
            (None, Some(_)) => counts.unsolved += 1,
            (Some(cost), Some(optimum)) => {
                let class = class(cost.saturating_sub(*optimum));
                if counts.classes.len() <= class {
                    counts.classes.resize(class + 1, 0);
                }
                counts.classes[class] += 1;
            }
        }
    }
    (counts.unsolved > 0 || !counts.classes.is_empty()).then_some(counts)
}

fn panel(counts: &[Option<Counts>]) -> Panel {
    let bins = counts.iter().flatten().map(|counts| counts.classes.len()).max().unwrap_or(0).max(3);
    let shares = counts.iter().map(|counts| {
        let Counts { classes, unsolved } = counts.as_ref()?;
        let all = (classes.iter().sum::<usize>() + unsolved) as f64;
        let mut shares: Vec<f64> = classes.iter().map(|n| *n as f64 / all).collect();
        shares.resize(bins, 0.0);
        Some((shares, *unsolved as f64 / all))
    });
    let mut axis = Axis::exactly("cost − optimum", 0.0, bins as f64, false);
    let ticks =
        (0..bins).map(|bin| Tick { value: bin as f64 + 0.5, label: least(bin).to_string() });
    axis.ticks = ticks.collect();
    Panel { axis, bins, shares: shares.collect(), outline: None }
}

fn data(study: &Study, counts: &[Vec<Option<Counts>>]) -> String {
    let rows = counts.iter().zip(&study.problems).flat_map(|(row, problem)| {
        let planners = row.iter().zip(&study.planners);
        planners.flat_map(move |(counts, planner)| {
            let counts = counts.iter();
            counts.flat_map(move |Counts { classes, unsolved }| {
                let solved = classes.iter().enumerate();
                let solved = solved.map(|(class, n)| {
                    let (low, high) = (least(class), least(class + 1) - 1);
                    (exact(Some(low as f64)), exact(Some(high as f64)), *n)
                });
                let unsolved = (String::new(), String::new(), *unsolved);
                solved.chain([unsolved]).map(move |(low, high, n)| {
                    [problem.name.clone(), planner.name.clone(), low, high, n.to_string()]
                })
            })
        })
    });
    csv::table(&["problem", "planner", "excess_from", "excess_to", "instances"], rows)
}

#[cfg(test)]
mod tests {
    use super::{class, least};

    #[test]
    fn classes_double() {
        let classes: Vec<usize> = (0..10).map(class).collect();
        assert_eq!(classes, [0, 1, 2, 3, 3, 4, 4, 4, 4, 5]);
        assert_eq!((0..6).map(least).collect::<Vec<_>>(), [0, 1, 2, 3, 5, 9]);
        assert!((0..1000).all(|n| least(class(n)) <= n && n < least(class(n) + 1)));
    }
}
