//! Positions a second, beside the crate `pathfinding`.
//!
//! `cargo bench -p orienteer-agents-planning` prints, for A* and IDA* on the 15-puzzle with Manhattan
//! distance, the expansions a second of all sides, in processor time where the system tells it (Unix),
//! for instances that all solve, by the size of the instance for A*: the median, least and most of
//! several rounds. A number picks the size.
//!
//! The other crate knows no puzzle, so how fast it is depends on the board that it is given. It runs
//! twice: with a board like the one in its own example `sliding-puzzle` (a byte a cell, the place of
//! the blank, and the distance, which moves update), and with our board of eight bytes, whose
//! distance is summed up from a table.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/toys/mod.rs"]
mod toys;

use memmap2::MmapMut;
use orienteer_agents_planning::{AStar, IdaStar, a_star};
use orienteer_core::path::{Limits, Planner, Puzzle, Task};
use orienteer_core::rng::rng;
use pathfinding::directed::astar::astar;
use pathfinding::directed::idastar::idastar;
use std::cell::Cell;
use std::fmt;
use std::hash::Hash;
use std::process::Command;
use std::sync::Arc;
#[cfg(not(unix))]
use std::{sync::LazyLock, time::Instant};
use toys::tiles::{Manhattan, Tiles};

/// Sizes of instances, in expansions of A*.
const CLASSES: [(u64, u64); 4] =
    [(3_000, 30_000), (30_000, 300_000), (300_000, 3_000_000), (3_000_000, 30_000_000)];

/// How often each is run.
const ROUNDS: usize = 5;

const PLANNERS: [&str; 2] = ["A*", "IDA*"];

/// Ours, and the other crate with [`Cells`] and with our board.
const SIDES: [&str; 3] = ["ours", "pathfinding", "packed"];

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
    let solve = |start: u64| {
        let mut planner = AStar::new(a_star::Settings::default(), Arc::clone(&manhattan));
        let limits = Limits { expanded, ..Limits::default() };
        let report = Task::new(&puzzle, start, limits).run(&mut planner);
        (start, report.counters.expanded, report.solution.map_or(0, |solution| solution.cost))
    };
    let solved: Vec<(u64, u64, u64)> = starts.into_iter().map(solve).collect();
    for (class, (least, most)) in CLASSES.into_iter().enumerate() {
        if only.is_some_and(|only| only != class) {
            continue;
        }
        let fit = |(_, expanded, _): &&(u64, u64, u64)| (least..most).contains(expanded);
        let starts: Vec<u64> = solved.iter().filter(fit).map(|(start, ..)| *start).collect();
        let moves: u64 = solved.iter().filter(fit).map(|(.., cost)| cost).sum();
        println!(
            "{} instances of {least} to {most} expansions, {:.1} moves on average",
            starts.len(),
            moves as f64 / starts.len() as f64
        );
        for planner in PLANNERS {
            compare(planner, &starts);
        }
    }
}

/// Runs all sides in turn, several times, each in a process of its own: the memory that one has freed
/// would be there for the next.
fn compare(planner: &str, starts: &[u64]) {
    let rounds: Vec<[Work; SIDES.len()]> =
        (0..ROUNDS).map(|_| SIDES.map(|side| spawn(planner, side, starts))).collect();
    for (side, name) in SIDES.iter().enumerate() {
        let rates = Spread::of(rounds.iter().map(|works| works[side].rate()));
        print!("  {planner:<5} {name:<11} {rates} M expansions/s");
        if side > 0 {
            let ratios = rounds.iter().map(|works| works[0].rate() / works[side].rate());
            print!(", ratio {}", Spread::of(ratios));
        }
        println!();
    }
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
    let is_a_star = planner == PLANNERS[0];
    warm();
    let work = match side {
        "ours" if is_a_star => {
            run(&puzzle, starts, &mut AStar::new(a_star::Settings::default(), manhattan))
        }
        "ours" => run(&puzzle, starts, &mut IdaStar::new(manhattan)),
        "pathfinding" => {
            let distance = |cells: &Cells| cells.distance;
            run_other(starts, is_a_star, Cells::new, Cells::next, distance, Cells::is_goal)
        }
        "packed" => {
            let next = |state: &u64| next(&puzzle, *state);
            let distance = |state: &u64| manhattan.of(*state) as u8;
            let is_goal = |state: &u64| puzzle.is_goal(state);
            run_other(starts, is_a_star, |start| start, next, distance, is_goal)
        }
        other => panic!("no side `{other}`"),
    };
    println!("{} {} {}", work.expanded, work.seconds, work.costs);
}

/// Takes memory and gives it back. A virtual machine may have given what is free back to the machine
/// beneath, and to fetch it from there takes ten times as long as to clear it.
fn warm() {
    let mut memory = MmapMut::map_anon(2 << 30).unwrap();
    #[cfg(target_os = "linux")]
    let _ = memory.advise(memmap2::Advice::HugePage);
    memory.chunks_mut(4096).for_each(|page| page[0] = 1);
}

/// Seconds of processor time of this thread where the system tells it, else of the clock.
struct Stopwatch(f64);

impl Stopwatch {
    fn start() -> Self {
        Self(Self::now())
    }

    fn seconds(&self) -> f64 {
        Self::now() - self.0
    }

    #[cfg(unix)]
    fn now() -> f64 {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    }

    #[cfg(not(unix))]
    fn now() -> f64 {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGAN.elapsed().as_secs_f64()
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

/// Runs the other crate on all instances, on boards of some kind.
fn run_other<N, I>(
    starts: &[u64],
    is_a_star: bool,
    board: impl Fn(u64) -> N,
    next: impl Fn(&N) -> I,
    distance: impl Fn(&N) -> u8,
    is_goal: impl Fn(&N) -> bool,
) -> Work
where
    N: Clone + Eq + Hash,
    I: Iterator<Item = (N, u8)>,
{
    let mut work = Work::default();
    for &start in starts {
        let board = board(start);
        let expanded = Cell::new(0);
        let expand = |board: &N| {
            expanded.set(expanded.get() + 1);
            next(board)
        };
        let watch = Stopwatch::start();
        let path = if is_a_star {
            astar(&board, expand, &distance, &is_goal)
        } else {
            idastar(&board, expand, &distance, &is_goal)
        };
        work.seconds += watch.seconds();
        work.expanded += expanded.get();
        work.costs += path.map(|(_, cost)| u64::from(cost)).expect("a solution");
    }
    work
}

/// The boards one move from ours.
fn next(puzzle: &Tiles, state: u64) -> impl Iterator<Item = (u64, u8)> + use<> {
    let mut mask = puzzle.legal_mask(&state).unwrap_or(0);
    let states = [(); 4].map(|()| {
        let mut next = state;
        (mask != 0).then(|| {
            puzzle.apply(&mut next, mask.trailing_zeros());
            mask &= mask - 1;
            (next, 1)
        })
    });
    states.into_iter().flatten()
}

/// A board as a user of the other crate would write it: the tile in each cell, the cell of the
/// blank, and the sum of the distances of all tiles.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Cells {
    tiles: [u8; 16],
    blank: u8,
    distance: u8,
}

impl Cells {
    fn new(state: u64) -> Self {
        let tiles: [u8; 16] = std::array::from_fn(|cell| (state >> (4 * cell) & 15) as u8);
        let blank = (0..16).find(|cell| tiles[usize::from(*cell)] == 0).unwrap();
        let mut cells = Self { tiles, blank, distance: 0 };
        cells.distance =
            (0..16).filter(|cell| *cell != blank).map(|cell| cells.distance_of(cell)).sum();
        cells
    }

    /// How far the tile in a cell is from home.
    fn distance_of(&self, cell: u8) -> u8 {
        let home = self.tiles[usize::from(cell)];
        (cell / 4).abs_diff(home / 4) + (cell % 4).abs_diff(home % 4)
    }

    /// The board with the blank in a cell beside it.
    fn with_blank(&self, cell: u8) -> Self {
        let mut next = self.clone();
        next.tiles.swap(usize::from(self.blank), usize::from(cell));
        next.blank = cell;
        next.distance = self.distance + next.distance_of(self.blank) - self.distance_of(cell);
        next
    }

    fn next(&self) -> impl Iterator<Item = (Self, u8)> + use<> {
        let (board, blank) = (self.clone(), self.blank);
        let up = (blank >= 4).then(|| blank - 4);
        let left = (blank % 4 > 0).then(|| blank - 1);
        let right = (blank % 4 < 3).then_some(blank + 1);
        let down = (blank < 12).then_some(blank + 4);
        let cells = [up, left, right, down].into_iter().flatten();
        cells.map(move |cell| (board.with_blank(cell), 1))
    }

    fn is_goal(&self) -> bool {
        self.distance == 0
    }
}
