//! Sokoban for planners: every level is a puzzle of its own.

use super::adapter::{answer, frames, read_moves};
use super::planner::{Estimates, any, build, method};
use orienteer_agents_planning::Method;
use orienteer_core::path::{Limits, Puzzle, PuzzleError, Zero, strip};
use orienteer_core::rng::rng;
use orienteer_env_sokoban::{Level, LevelError, Matching, Sokoban, shipped};
use orienteer_experiment::{Answer, Domain, PuzzleEntry, Solver, SolverError};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

pub(super) fn entry() -> PuzzleEntry {
    PuzzleEntry::of("sokoban", "Sokoban: push every box onto a goal, in the fewest steps", open)
        .option(
            "heuristic",
            "matching",
            "matching (of boxes and goals) or zero",
            "lower bound of the steps",
        )
        .option(
            "dead-pushes",
            "false",
            "true or false",
            "whether boxes may be pushed to where no pushes bring them to a goal",
        )
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    heuristic: Kind,
    dead_pushes: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Matching,
    Zero,
}

#[expect(clippy::unnecessary_wraps, reason = "what a puzzle's options may make")]
fn open(options: Options) -> Result<Box<dyn Domain>, String> {
    Ok(Box::new(options))
}

fn level(text: &str) -> Result<Level, PuzzleError> {
    text.parse().map_err(wrong)
}

fn wrong(error: LevelError) -> PuzzleError {
    PuzzleError(error.to_string())
}

/// Does `$work` with the level as a puzzle of as many words as it needs.
macro_rules! sized {
    ($level:expr, $work:ident, $($argument:expr),*) => {
        match $level.words() {
            1 => $work::<1>(&$level, $($argument),*),
            2 => $work::<2>(&$level, $($argument),*),
            _ => $work::<4>(&$level, $($argument),*),
        }
    };
}

impl Domain for Options {
    fn columns(&self) -> &[&'static str] {
        &["level", "state"]
    }

    fn optimum_columns(&self) -> &[&'static str] {
        &["len_opt"]
    }

    /// Pulls from the solved position of one of the levels that come with the program.
    fn sample(&self, depth: u32, seed: u64) -> Result<String, PuzzleError> {
        let levels = shipped();
        let found = levels.get((seed % levels.len().max(1) as u64) as usize);
        let level = level(found.map_or("", |found| &found.level))?;
        sized!(level, sample, depth, seed)
    }

    fn solver(
        &self,
        planner: &str,
        settings: &Map<String, Json>,
    ) -> Result<Box<dyn Solver>, SolverError> {
        let method = method(planner, settings)?;
        // Whether the planner fits does not depend on the level.
        let tiny =
            Sokoban::<1>::new(&level("#####|#@$.#|#####").map_err(|error| error.to_string())?);
        let tiny = tiny.map_err(|error| error.to_string())?;
        build(method.clone(), &tiny, || Ok(Estimates::new(any(Zero))))?;
        Ok(Box::new(Ready { method, options: *self }))
    }

    fn text(&self, position: &str, colour: bool) -> Result<String, PuzzleError> {
        let mut frames = self.frames(position, &[], colour)?;
        Ok(frames.swap_remove(0))
    }

    fn frames(
        &self,
        position: &str,
        moves: &[String],
        colour: bool,
    ) -> Result<Vec<String>, PuzzleError> {
        sized!(level(position)?, look, moves, colour)
    }

    fn svg(&self, position: &str, moves: &[String]) -> Result<String, PuzzleError> {
        sized!(level(position)?, pictures, moves)
    }
}

fn sample<const W: usize>(level: &Level, depth: u32, seed: u64) -> Result<String, PuzzleError> {
    let puzzle = Sokoban::<W>::new(level).map_err(wrong)?;
    Ok(puzzle.write(&puzzle.sample(depth, &mut rng(seed))))
}

fn look<const W: usize>(
    level: &Level,
    moves: &[String],
    colour: bool,
) -> Result<Vec<String>, PuzzleError> {
    let puzzle = Sokoban::<W>::new(level).map_err(wrong)?;
    frames(&puzzle, *puzzle.start(), moves, colour)
}

fn pictures<const W: usize>(level: &Level, moves: &[String]) -> Result<String, PuzzleError> {
    let puzzle = Sokoban::<W>::new(level).map_err(wrong)?;
    let start = puzzle.start();
    Ok(strip(&puzzle, start, &read_moves(&puzzle, start, moves)?))
}

/// What to do with each level.
struct Ready {
    method: Method,
    options: Options,
}

impl Solver for Ready {
    fn solve(&mut self, position: &str, limits: Limits) -> Result<Answer, PuzzleError> {
        sized!(level(position)?, solve, self, limits)
    }
}

fn solve<const W: usize>(
    level: &Level,
    ready: &Ready,
    limits: Limits,
) -> Result<Answer, PuzzleError> {
    let mut puzzle = Sokoban::<W>::new(level).map_err(wrong)?;
    if !ready.options.dead_pushes {
        puzzle = puzzle.without_dead_pushes();
    }
    let method = ready.method.clone();
    let planner = match ready.options.heuristic {
        Kind::Matching => build(method, &puzzle, || Ok(Estimates::new(Matching::new(&puzzle)))),
        Kind::Zero => build(method, &puzzle, || Ok(Estimates::new(any(Zero)))),
    };
    let start = *puzzle.start();
    Ok(answer(
        &puzzle,
        start,
        &mut *planner.map_err(|error| PuzzleError(error.to_string()))?,
        limits,
    ))
}
