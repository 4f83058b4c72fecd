//! Positions a second, beside the crate `pathfinding`.
//!
//! `cargo bench -p orienteer-agents-planning` prints, for A* and IDA* on the 15-puzzle with Manhattan
//! distance, the expansions a second of both, in processor time where the system tells it (Linux),
//! for instances that both solve, by the size of the instance for A*. `-- ours` leaves the other
//! out, and a number picks the size.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "../tests/toys/mod.rs"]
mod toys;

use orienteer_agents_planning::{AStar, IdaStar, a_star};
use orienteer_core::path::{Limits, Planner, Puzzle, Task};
use orienteer_core::rng::rng;
use pathfinding::directed::astar::astar;
use pathfinding::directed::idastar::idastar;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;
use toys::tiles::{Manhattan, Tiles};

fn main() {
    let is_alone = std::env::args().any(|argument| argument == "ours");
    let only: Option<usize> = std::env::args().find_map(|argument| argument.parse().ok());
    let puzzle = Tiles::new(4);
    let manhattan = Arc::new(Manhattan::new(&puzzle));
    let mut seeds = rng(15);
    let starts: Vec<u64> = (0..60).map(|_| puzzle.sample(150, &mut seeds)).collect();
    let classes =
        [(3_000, 30_000), (30_000, 300_000), (300_000, 3_000_000), (3_000_000, 30_000_000)];
    // What is larger than all that was asked for need not be finished.
    let expanded = only.and_then(|only| classes.get(only)).map(|(_, most)| *most);
    let size = |start: u64| {
        let mut planner = AStar::new(a_star::Settings::default(), Arc::clone(&manhattan));
        let limits = Limits { expanded, ..Limits::default() };
        Task::new(&puzzle, start, limits).run(&mut planner).counters.expanded
    };
    let sizes: Vec<u64> = starts.iter().map(|&start| size(start)).collect();
    for (class, (least, most)) in classes.into_iter().enumerate() {
        if only.is_some_and(|only| only != class) {
            continue;
        }
        let fits = |size: &u64| (least..most).contains(size);
        let sized = starts.iter().zip(&sizes).filter(|(_, size)| fits(size));
        let starts: Vec<u64> = sized.map(|(start, _)| *start).collect();
        for _ in 0..3 {
            println!("A*, {} instances of {least} to {most} expansions", starts.len());
            a_star(&puzzle, &manhattan, &starts, is_alone);
        }
        println!("IDA*, the same instances");
        ida_star(&puzzle, &manhattan, &starts, is_alone);
    }
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

/// Positions and seconds.
#[derive(Default)]
struct Work {
    expanded: u64,
    generated: u64,
    seconds: f64,
}

impl Work {
    fn print(&self, name: &str) -> f64 {
        let Self { expanded, generated, seconds } = self;
        let [expansions, positions] = [expanded, generated].map(|&n| n as f64 / seconds / 1e6);
        println!(
            "  {name:<11} {expansions:6.2} M expansions/s, {positions:6.2} M generated/s \
             ({expanded} and {generated} in {seconds:.3} s)"
        );
        expansions
    }
}

fn compare(ours: &Work, theirs: Option<&Work>) {
    let rate = ours.print("ours");
    if let Some(theirs) = theirs {
        let other = theirs.print("pathfinding");
        let times = theirs.seconds / ours.seconds;
        println!("  ratio {:.2} in expansions a second, {times:.2} in time", rate / other);
    }
}

/// Runs one planner on all instances.
fn run(
    puzzle: &Tiles,
    starts: &[u64],
    planner: &mut dyn Planner<Tiles>,
) -> (Work, Vec<Option<u64>>) {
    let mut work = Work::default();
    let mut costs = Vec::new();
    for &start in starts {
        let watch = Stopwatch::start();
        let report = Task::new(puzzle, start, Limits::default()).run(planner);
        work.seconds += watch.seconds();
        work.expanded += report.counters.expanded;
        work.generated += report.counters.generated;
        costs.push(report.solution.map(|solution| solution.cost));
    }
    (work, costs)
}

/// Runs the other crate on all instances, with a function that takes the start and the successors.
fn run_other(
    puzzle: &Tiles,
    starts: &[u64],
    solve: impl Fn(u64, &mut dyn FnMut(u64) -> Children) -> Option<u64>,
) -> (Work, Vec<Option<u64>>) {
    let mut work = Work::default();
    let mut costs = Vec::new();
    for &start in starts {
        let (expanded, generated) = (Cell::new(0), Cell::new(0));
        let watch = Stopwatch::start();
        costs.push(solve(start, &mut |state| {
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
            generated.set(generated.get() + children.len as u64);
            children
        }));
        work.seconds += watch.seconds();
        work.expanded += expanded.get();
        work.generated += generated.get();
    }
    (work, costs)
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

fn a_star(puzzle: &Tiles, manhattan: &Arc<Manhattan>, starts: &[u64], is_alone: bool) {
    let mut planner = AStar::new(a_star::Settings::default(), Arc::clone(manhattan));
    let (ours, costs) = run(puzzle, starts, &mut planner);
    let theirs = (!is_alone).then(|| {
        let (theirs, other) = run_other(puzzle, starts, |start, next| {
            let h = |state: &u64| u64::from(manhattan.of(*state));
            astar(&start, |state| next(*state), h, |state| puzzle.is_goal(state)).map(|(_, c)| c)
        });
        assert_eq!(costs, other);
        theirs
    });
    compare(&ours, theirs.as_ref());
}

fn ida_star(puzzle: &Tiles, manhattan: &Arc<Manhattan>, starts: &[u64], is_alone: bool) {
    let (ours, costs) = run(puzzle, starts, &mut IdaStar::new(Arc::clone(manhattan)));
    let theirs = (!is_alone).then(|| {
        let (theirs, other) = run_other(puzzle, starts, |start, next| {
            let h = |state: &u64| u64::from(manhattan.of(*state));
            idastar(&start, |state| next(*state), h, |state| puzzle.is_goal(state)).map(|(_, c)| c)
        });
        assert_eq!(costs, other);
        theirs
    });
    compare(&ours, theirs.as_ref());
}
