//! Positions a second, beside the crate `pathfinding`.
//!
//! `cargo bench -p orienteer-agents-planning` prints, for A* and IDA* on the 15-puzzle with Manhattan
//! distance, the expansions a second of both, in processor time where the system tells it (Linux),
//! for instances that both solve, by the size of the instance for A*: the median, least and most of
//! several rounds. A number picks the size.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/toys/mod.rs"]
mod toys;

use orienteer_agents_planning::{AStar, IdaStar, a_star};
use orienteer_core::path::{Limits, Planner, Puzzle, Task};
use orienteer_core::rng::rng;
use pathfinding::directed::astar::astar;
use pathfinding::directed::idastar::idastar;
use std::cell::Cell;
use std::fmt;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use toys::tiles::{Manhattan, Tiles};

/// Sizes of instances, in expansions of A*.
const CLASSES: [(u64, u64); 4] =
    [(3_000, 30_000), (30_000, 300_000), (300_000, 3_000_000), (3_000_000, 30_000_000)];

/// How often each is run.
const ROUNDS: usize = 5;

const PLANNERS: [&str; 2] = ["A*", "IDA*"];
const SIDES: [&str; 2] = ["ours", "pathfinding"];

/// The first argument of a process that runs one planner.
const ALONE: &str = "alone";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [alone, planner, side, starts @ ..] = &arguments[..]
        && alone == ALONE
    {
        let starts: Vec<u64> = starts.iter().map(|start| start.parse().unwrap()).collect();
        return run_alone(planner, side, &starts);
    }
    let only: Option<usize> = arguments.iter().find_map(|argument| argument.parse().ok());
    let puzzle = Tiles::new(4);
    let manhattan = Arc::new(Manhattan::new(&puzzle));
    let mut seeds = rng(15);
    let walks = [150; 60].into_iter().chain([220; 12]);
    let starts: Vec<u64> = walks.map(|steps| puzzle.sample(steps, &mut seeds)).collect();
    // What is larger than all that was asked for need not be finished.
    let expanded = only.and_then(|only| CLASSES.get(only)).map(|(_, most)| *most);
    let size = |start: u64| {
        let mut planner = AStar::new(a_star::Settings::default(), Arc::clone(&manhattan));
        let limits = Limits { expanded, ..Limits::default() };
        Task::new(&puzzle, start, limits).run(&mut planner).counters.expanded
    };
    let sizes: Vec<u64> = starts.iter().map(|&start| size(start)).collect();
    for (class, (least, most)) in CLASSES.into_iter().enumerate() {
        if only.is_some_and(|only| only != class) {
            continue;
        }
        let fits = |size: &u64| (least..most).contains(size);
        let sized = starts.iter().zip(&sizes).filter(|(_, size)| fits(size));
        let starts: Vec<u64> = sized.map(|(start, _)| *start).collect();
        println!("{} instances of {least} to {most} expansions", starts.len());
        for planner in PLANNERS {
            compare(planner, &starts);
        }
    }
}

/// Runs both in turn, several times, each in a process of its own: the memory that one has freed
/// would be there for the other.
fn compare(planner: &str, starts: &[u64]) {
    let rounds: Vec<[Work; 2]> =
        (0..ROUNDS).map(|_| SIDES.map(|side| spawn(planner, side, starts))).collect();
    for (side, name) in SIDES.iter().enumerate() {
        let rates = rounds.iter().map(|works| works[side].rate());
        println!("  {planner:<5} {name:<11} {} M expansions/s", Spread::of(rates));
    }
    let ratios = rounds.iter().map(|[ours, theirs]| ours.rate() / theirs.rate());
    println!("  {planner:<5} ratio       {}", Spread::of(ratios));
    assert!(rounds.iter().flatten().all(|work| work.costs == rounds[0][0].costs), "costs differ");
}

/// The median, and the least and the most.
struct Spread([f64; 3]);

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        Self([values[values.len() / 2], values[0], values[values.len() - 1]])
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [median, least, most] = self.0;
        write!(f, "{median:6.2} ({least:.2} to {most:.2})")
    }
}

/// Runs one planner on some instances in a process of its own.
fn spawn(planner: &str, side: &str, starts: &[u64]) -> Work {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([ALONE, planner, side]).args(starts.iter().map(u64::to_string));
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let [expanded, seconds, costs] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("{planner} of {side}: {}", String::from_utf8_lossy(&output.stderr));
    };
    Work {
        expanded: expanded.parse().unwrap(),
        seconds: seconds.parse().unwrap(),
        costs: costs.parse().unwrap(),
    }
}

/// What [`spawn`] reads.
fn run_alone(planner: &str, side: &str, starts: &[u64]) {
    let puzzle = Tiles::new(4);
    let manhattan = Arc::new(Manhattan::new(&puzzle));
    let h = |state: &u64| u64::from(manhattan.of(*state));
    let is_goal = |state: &u64| puzzle.is_goal(state);
    let work = match (planner, side) {
        ("A*", "ours") => {
            let settings = a_star::Settings::default();
            run(&puzzle, starts, &mut AStar::new(settings, Arc::clone(&manhattan)))
        }
        (_, "ours") => run(&puzzle, starts, &mut IdaStar::new(Arc::clone(&manhattan))),
        ("A*", _) => run_other(&puzzle, starts, |start, next| {
            astar(&start, |state| next(*state), h, is_goal).map(|(_, cost)| cost)
        }),
        _ => run_other(&puzzle, starts, |start, next| {
            idastar(&start, |state| next(*state), h, is_goal).map(|(_, cost)| cost)
        }),
    };
    println!("{} {} {}", work.expanded, work.seconds, work.costs);
}

/// Seconds of processor time of this thread, to the nanosecond; of the clock where unknown.
struct Stopwatch(Instant, Option<f64>);

impl Stopwatch {
    fn start() -> Self {
        Self(Instant::now(), Self::used())
    }

    fn seconds(&self) -> f64 {
        match (self.1, Self::used()) {
            (Some(before), Some(now)) => now - before,
            _ => self.0.elapsed().as_secs_f64(),
        }
    }

    fn used() -> Option<f64> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(text.split_whitespace().next()?.parse::<f64>().ok()? * 1e-9)
    }
}

/// Expansions, seconds, and the sum of the costs of all solutions.
#[derive(Default)]
struct Work {
    expanded: u64,
    seconds: f64,
    costs: u64,
}

impl Work {
    /// Millions of expansions a second.
    fn rate(&self) -> f64 {
        self.expanded as f64 / self.seconds / 1e6
    }
}

/// Runs one planner on all instances.
fn run(puzzle: &Tiles, starts: &[u64], planner: &mut dyn Planner<Tiles>) -> Work {
    let mut work = Work::default();
    for &start in starts {
        let watch = Stopwatch::start();
        let report = Task::new(puzzle, start, Limits::default()).run(planner);
        work.seconds += watch.seconds();
        work.expanded += report.counters.expanded;
        work.costs += report.solution.expect("a solution").cost;
    }
    work
}

/// Runs the other crate on all instances, with a function that takes the start and the successors.
fn run_other(
    puzzle: &Tiles,
    starts: &[u64],
    solve: impl Fn(u64, &mut dyn FnMut(u64) -> Children) -> Option<u64>,
) -> Work {
    let mut work = Work::default();
    for &start in starts {
        let expanded = Cell::new(0);
        let watch = Stopwatch::start();
        let cost = solve(start, &mut |state| {
            expanded.set(expanded.get() + 1);
            let mut children = Children::default();
            let mut mask = puzzle.legal_mask(&state).unwrap_or(0);
            while mask != 0 {
                let mut next = state;
                puzzle.apply(&mut next, mask.trailing_zeros());
                mask &= mask - 1;
                children.states[children.len] = (next, 1);
                children.len += 1;
            }
            children
        });
        work.seconds += watch.seconds();
        work.expanded += expanded.get();
        work.costs += cost.expect("a solution");
    }
    work
}

/// At most four positions, without an allocation.
#[derive(Default)]
struct Children {
    states: [(u64, u64); 4],
    len: usize,
}

impl IntoIterator for Children {
    type Item = (u64, u64);
    type IntoIter = std::iter::Take<std::array::IntoIter<(u64, u64), 4>>;

    fn into_iter(self) -> Self::IntoIter {
        self.states.into_iter().take(self.len)
    }
}
