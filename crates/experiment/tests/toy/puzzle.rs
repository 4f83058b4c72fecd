//! A puzzle whose positions are numbers, solved by counting down, and planners whose answers can be
//! worked out by hand.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use orienteer_core::SpaceSpec;
use orienteer_core::path::{Counters, Improvement, Limits, PuzzleError, Report, Solution, Spent};
use orienteer_experiment::{Answer, Domain, PlannerEntry, PuzzleEntry, Solver, SolverError};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    /// The largest position.
    #[serde(default = "largest")]
    largest: u64,
    /// Whether moves can be taken back.
    #[serde(default = "yes")]
    inverses: bool,
}

fn largest() -> u64 {
    1000
}

fn yes() -> bool {
    true
}

pub(crate) fn puzzles() -> Vec<PuzzleEntry> {
    let build = |config: Config| {
        if config.largest == 0 {
            return Err("`largest` must be at least 1".to_owned());
        }
        Ok(Box::new(Countdown(config)) as Box<dyn Domain>)
    };
    vec![PuzzleEntry::of("countdown", "Down to zero", build)]
}

pub(crate) fn planners() -> Vec<PlannerEntry> {
    let planner =
        |name, space, defaults| PlannerEntry { name, about: "", needs: "", space, defaults };
    vec![
        planner("exact", || SpaceSpec::builder().build().unwrap(), Map::new),
        planner(
            "detour",
            || SpaceSpec::builder().real("weight", 0.5..=4.0).build().unwrap(),
            || Map::from_iter([("weight".to_owned(), json!(1.0))]),
        ),
        planner("two-ended", || SpaceSpec::builder().build().unwrap(), Map::new),
        planner("panicker", || SpaceSpec::builder().build().unwrap(), Map::new),
    ]
}

struct Countdown(Config);

impl Countdown {
    fn read(&self, text: &str) -> Result<u64, PuzzleError> {
        let number = text.parse().map_err(|_| PuzzleError(format!("{text:?} is no number")))?;
        if number > self.0.largest {
            return Err(PuzzleError(format!("{number} is above {}", self.0.largest)));
        }
        Ok(number)
    }
}

impl Domain for Countdown {
    fn columns(&self) -> &[&'static str] {
        &["position", "number"]
    }

    fn optimum_columns(&self) -> &[&'static str] {
        &["length"]
    }

    fn sample(&self, depth: u32, seed: u64) -> Result<String, PuzzleError> {
        Ok((u64::from(depth) - seed % 2).to_string())
    }

    fn solver(
        &self,
        planner: &str,
        settings: &Map<String, Json>,
    ) -> Result<Box<dyn Solver>, SolverError> {
        let weight = settings.get("weight").map_or(1.0, |w| w.as_f64().unwrap_or(f64::NAN));
        if weight.is_nan() || weight <= 0.0 {
            return Err("`weight` must be above 0".to_owned().into());
        }
        if planner == "two-ended" && !self.0.inverses {
            return Err(SolverError::Unfit("moves cannot be taken back".into()));
        }
        let largest = self.0.largest;
        Ok(Box::new(Counter { planner: planner.into(), weight, largest, solved: 0 }))
    }

    fn text(&self, position: &str, _: bool) -> Result<String, PuzzleError> {
        self.read(position).map(|number| number.to_string())
    }

    fn svg(&self, _: &str, _: &[String]) -> Result<String, PuzzleError> {
        Err(PuzzleError("nothing to see".into()))
    }
}

struct Counter {
    planner: String,
    weight: f64,
    largest: u64,
    /// A planner that gets slower with every instance would give away that it is used twice.
    solved: u64,
}

impl Solver for Counter {
    /// The exact planner generates ten nodes a step and proves the optimum. The one of detours finds
    /// a path of double length after a tenth of its nodes, and one that is a step too long in the
    /// end, with `weight` nodes a step.
    fn solve(&mut self, position: &str, limits: Limits) -> Result<Answer, PuzzleError> {
        assert!(self.planner != "panicker" || position != "5", "five is right out");
        let n: u64 = position.parse().map_err(|_| PuzzleError("no number".into()))?;
        assert!(n <= self.largest);
        self.solved += 1;
        let counters = |generated: u64| Counters {
            generated,
            expanded: generated / 2,
            estimates: generated / 10,
            peak_bytes: 100 * self.solved + n,
        };
        let found = if self.planner == "detour" {
            let nodes = (20.0 * self.weight * n as f64) as u64;
            vec![(2 * n, nodes / 10), (n + 1, nodes)]
        } else {
            vec![(n, 10 * n)]
        };
        let budget = limits.generated.unwrap_or(u64::MAX);
        let is_over = found.iter().any(|(_, nodes)| *nodes > budget);
        let found: Vec<_> = found.into_iter().filter(|(_, nodes)| *nodes <= budget).collect();
        let cost = found.last().map(|(cost, _)| *cost);
        let spent = if is_over { budget } else { found.last().map_or(0, |(_, nodes)| *nodes) };
        let improvement =
            |&(cost, nodes): &(u64, u64)| Improvement { cost, counters: counters(nodes) };
        let report = Report {
            solution: cost.map(|cost| Solution { moves: Vec::new(), cost }),
            lower_bound: if self.planner == "detour" || is_over { n / 2 } else { n },
            unsolvable: false,
            spent: is_over.then_some(Spent::Generated),
            counters: counters(spent),
            improvements: found.iter().map(improvement).collect(),
            seconds: 0.25,
        };
        Ok(Answer { moves: cost.map(|cost| vec!["down".to_owned(); cost as usize]), report })
    }
}
