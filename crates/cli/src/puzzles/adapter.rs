//! A puzzle whose positions all have one type, as a domain: text in, answers out.

use super::planner::{Estimates, build, fits, method};
use orienteer_core::Move;
use orienteer_core::path::{Draw, Incremental, Limits, Planner, Puzzle, PuzzleError, Task, strip};
use orienteer_core::rng::rng;
use orienteer_experiment::{Answer, Domain, Solver, SolverError};
use serde_json::{Map, Value as Json};
use std::sync::{Arc, Mutex, PoisonError};

/// A puzzle with a way to its estimates.
pub(super) struct Adapter<P: Puzzle, H> {
    puzzle: Arc<P>,
    columns: &'static [&'static str],
    optimum: &'static [&'static str],
    open: Box<dyn Fn() -> Result<Estimates<P, H>, String> + Send + Sync>,
    opened: Mutex<Option<Estimates<P, H>>>,
    own: Option<Box<Own<P>>>,
    fingerprint: Option<u64>,
}

/// Planners that only this puzzle has, or has its own way of; nothing for all others. Whether the
/// hyperparameters make sense is said at once.
pub(super) type Own<P> =
    dyn Fn(&str, &Map<String, Json>) -> Option<Result<Make<P>, String>> + Send + Sync;

/// Makes a planner, and opens or builds the tables that it needs.
pub(super) type Make<P> = Box<dyn FnOnce() -> Result<Box<dyn Planner<P>>, String>>;

impl<P: Puzzle, H> Adapter<P, H> {
    /// A puzzle whose positions stand in `columns` and whose optima stand in `optimum`. Its estimates
    /// are opened when a planner first needs them: it may take a while.
    pub(super) fn new(
        puzzle: Arc<P>,
        columns: &'static [&'static str],
        optimum: &'static [&'static str],
        open: impl Fn() -> Result<Estimates<P, H>, String> + Send + Sync + 'static,
    ) -> Self {
        let (open, opened) = (Box::new(open), Mutex::default());
        Self { puzzle, columns, optimum, open, opened, own: None, fingerprint: None }
    }

    /// The same with planners of its own.
    pub(super) fn with_own(mut self, own: Box<Own<P>>) -> Self {
        self.own = Some(own);
        self
    }

    /// The same with a hash of the file that its estimates are read from.
    pub(super) fn with_fingerprint(mut self, hash: u64) -> Self {
        self.fingerprint = Some(hash);
        self
    }

    fn estimates(&self) -> Result<Estimates<P, H>, String>
    where
        H: Clone,
    {
        let opened = || self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        // Not under the lock: a thread that builds tables may be given another position meanwhile.
        let known = opened().clone();
        if let Some(estimates) = known {
            return Ok(estimates);
        }
        let estimates = (self.open)()?;
        Ok(opened().get_or_insert(estimates).clone())
    }
}

impl<P, H> Domain for Adapter<P, H>
where
    P: Draw + 'static,
    H: Incremental<P> + Clone + 'static,
{
    fn columns(&self) -> &[&'static str] {
        self.columns
    }

    fn optimum_columns(&self) -> &[&'static str] {
        self.optimum
    }

    fn fingerprint(&self) -> Option<u64> {
        self.fingerprint
    }

    fn sample(&self, depth: u32, seed: u64) -> Result<String, PuzzleError> {
        Ok(self.puzzle.write(&self.puzzle.sample(depth, &mut rng(seed))))
    }

    fn fits(&self, planner: &str, settings: &Map<String, Json>) -> Result<(), SolverError> {
        match self.own.as_ref().and_then(|own| own(planner, settings)) {
            Some(make) => Ok(make.map(drop)?),
            None => fits(method(planner, settings)?, &*self.puzzle),
        }
    }

    fn solver(
        &self,
        planner: &str,
        settings: &Map<String, Json>,
    ) -> Result<Box<dyn Solver>, SolverError> {
        let own = self.own.as_ref().and_then(|own| own(planner, settings));
        let planner = match own {
            Some(make) => make?()?,
            None => build(method(planner, settings)?, &*self.puzzle, || self.estimates())?,
        };
        Ok(Box::new(Ready { puzzle: Arc::clone(&self.puzzle), planner }))
    }

    fn text(&self, position: &str, colour: bool) -> Result<String, PuzzleError> {
        Ok(text(&*self.puzzle, &self.puzzle.read(position)?, colour))
    }

    fn frames(
        &self,
        position: &str,
        moves: &[String],
        colour: bool,
    ) -> Result<Vec<String>, PuzzleError> {
        frames(&*self.puzzle, self.puzzle.read(position)?, moves, colour)
    }

    fn svg(&self, position: &str, moves: &[String]) -> Result<String, PuzzleError> {
        let start = self.puzzle.read(position)?;
        Ok(strip(&*self.puzzle, &start, &read_moves(&*self.puzzle, &start, moves)?))
    }
}

/// A planner that is ready.
struct Ready<P: Puzzle> {
    puzzle: Arc<P>,
    planner: Box<dyn Planner<P>>,
}

impl<P: Puzzle> Solver for Ready<P> {
    fn solve(&mut self, position: &str, limits: Limits) -> Result<Answer, PuzzleError> {
        let start = self.puzzle.read(position)?;
        Ok(answer(&*self.puzzle, start, &mut *self.planner, limits))
    }
}

/// Lets a planner work on one position.
pub(super) fn answer<P: Puzzle>(
    puzzle: &P,
    start: P::State,
    planner: &mut dyn Planner<P>,
    limits: Limits,
) -> Answer {
    let report = Task::new(puzzle, start, limits).run(planner);
    let names =
        |moves: &[Move]| moves.iter().map(|mv| puzzle.moves().name(*mv).to_owned()).collect();
    Answer { moves: report.solution.as_ref().map(|solution| names(&solution.moves)), report }
}

/// A position as text without a line break at the end.
pub(super) fn text<P: Draw>(puzzle: &P, state: &P::State, colour: bool) -> String {
    puzzle.text(state, colour).trim_end_matches('\n').to_owned()
}

/// A position as text, and what each of these moves makes of it.
pub(super) fn frames<P: Draw>(
    puzzle: &P,
    mut state: P::State,
    moves: &[String],
    colour: bool,
) -> Result<Vec<String>, PuzzleError> {
    let moves = read_moves(puzzle, &state, moves)?;
    let mut frames = vec![text(puzzle, &state, colour)];
    for mv in moves {
        puzzle.apply(&mut state, mv);
        frames.push(text(puzzle, &state, colour));
    }
    Ok(frames)
}

/// The moves of these names, which must be legal one after the other.
pub(super) fn read_moves<P: Puzzle>(
    puzzle: &P,
    start: &P::State,
    names: &[String],
) -> Result<Vec<Move>, PuzzleError> {
    let (mut state, mut legal, mut moves) = (start.clone(), Vec::new(), Vec::new());
    for (nth, name) in (1..).zip(names) {
        let mv = puzzle.moves().parse(name);
        let mv = mv.ok_or_else(|| PuzzleError(format!("move {nth} is `{name}`, which is none")))?;
        puzzle.legal(&state, &mut legal);
        if !legal.contains(&mv) {
            return Err(PuzzleError(format!("move {nth}, `{name}`, is not legal there")));
        }
        puzzle.apply(&mut state, mv);
        moves.push(mv);
    }
    Ok(moves)
}
