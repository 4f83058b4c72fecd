//! Any puzzle as an environment, so that every agent that makes moves meets it.

use super::Puzzle;
use crate::rng::rng;
use crate::{Direction, Environment, Fault, MetricSpec, Metrics, Move, Moves, Objective, Outcome};

/// The longest scramble: far beyond what mixes any puzzle, and quickly made.
pub const LONGEST_SCRAMBLE: u32 = 10_000;

/// So many scrambles are tried for one that is not the goal again.
const TRIES: u32 = 1000;

/// A puzzle with a cheap measure of progress, which leads agents that know nothing else.
pub trait Progress: Puzzle {
    /// The unit of [`Progress::distance`], such as `moves`.
    const UNIT: &'static str;
    /// What [`Progress::distance`] is, in a few words.
    const MEANING: &'static str;

    /// How far `state` is from the goal by a rough measure: finite, and 0 at goals only.
    fn distance(&self, state: &Self::State) -> f64;
}

/// Where episodes start.
#[derive(Clone, Debug)]
enum Start<S> {
    /// So many random moves back from the goal, others for each seed.
    Scramble(u32),
    Fixed(S),
}

/// What is known of the way from the start to the goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solvable {
    /// Nothing: there may be none.
    Unknown,
    /// There is one, of any length.
    Somehow,
    /// There is one of at most so many moves.
    Within(u32),
}

/// Solving a puzzle: an action is a move of the puzzle, and the episode ends at a goal or where no
/// move is left.
#[derive(Clone, Debug)]
pub struct PuzzleEnv<P: Puzzle> {
    puzzle: P,
    start: Start<P::State>,
    solvable: Solvable,
    metrics: [MetricSpec; 3],
    fingerprint: Option<u64>,
}

/// A position on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played<S> {
    /// Where the puzzle stands.
    pub position: S,
    /// What the moves so far cost.
    pub cost: u64,
}

/// A start that leaves nothing to do, or too much.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// A scramble of no moves.
    #[error("`scramble` is 0, which leaves the puzzle solved: expected at least 1")]
    NoScramble,
    /// A scramble that would take long and change nothing.
    #[error("`scramble` is {0}: expected at most {LONGEST_SCRAMBLE}")]
    LongScramble(u32),
    /// So few moves back from the goal lead to no other position.
    #[error("`scramble` is {0}, which leaves the puzzle solved: expected more")]
    ShortScramble(u32),
    /// The start is a goal.
    #[error("the start is solved already: expected one that is not")]
    Solved,
    /// There is nothing to do at the start.
    #[error("no move is legal at the start")]
    Stuck,
}

impl<P: Progress> PuzzleEnv<P> {
    /// Episodes start `depth` random moves back from the goal.
    ///
    /// # Errors
    ///
    /// When `depth` leaves nothing to solve, or is above [`LONGEST_SCRAMBLE`].
    pub fn scrambled(puzzle: P, depth: u32) -> Result<Self, StartError> {
        if depth == 0 {
            return Err(StartError::NoScramble);
        }
        if depth > LONGEST_SCRAMBLE {
            return Err(StartError::LongScramble(depth));
        }
        let env = Self::new(puzzle, Start::Scramble(depth), Solvable::Within(depth));
        if env.puzzle.is_goal(&env.reset(0).position) {
            return Err(StartError::ShortScramble(depth));
        }
        Ok(env)
    }

    /// Every episode starts at `start`, from which the goal can be reached as `solvable` says.
    ///
    /// # Errors
    ///
    /// When `start` is a goal, or no move is legal there.
    pub fn started(puzzle: P, start: P::State, solvable: Solvable) -> Result<Self, StartError> {
        if puzzle.is_goal(&start) {
            return Err(StartError::Solved);
        }
        if puzzle.legal_mask(&start) == Some(0) {
            return Err(StartError::Stuck);
        }
        Ok(Self::new(puzzle, Start::Fixed(start), solvable))
    }

    /// The same, made from files with this hash: see [`Environment::fingerprint`].
    #[must_use]
    pub fn with_fingerprint(mut self, fingerprint: u64) -> Self {
        self.fingerprint = Some(fingerprint);
        self
    }

    fn new(puzzle: P, start: Start<P::State>, solvable: Solvable) -> Self {
        let metrics = [
            MetricSpec::minimize("distance", P::UNIT, P::MEANING),
            MetricSpec::minimize("cost", "", "what the moves so far cost"),
            MetricSpec::maximize("solved", "", "1 at the goal, else 0"),
        ];
        Self { puzzle, start, solvable, metrics, fingerprint: None }
    }

    /// The puzzle.
    pub fn puzzle(&self) -> &P {
        &self.puzzle
    }

    fn measured(&self, state: &Played<P::State>) -> [f64; 3] {
        let solved = self.puzzle.is_goal(&state.position);
        [self.puzzle.distance(&state.position), state.cost as f64, f64::from(u8::from(solved))]
    }
}

impl<P: Progress> Environment for PuzzleEnv<P> {
    type Space = Moves;
    type State = Played<P::State>;

    fn space(&self) -> &Moves {
        self.puzzle.moves()
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> Self::State {
        let position = match &self.start {
            Start::Fixed(position) => position.clone(),
            Start::Scramble(depth) => {
                let mut rng = rng(seed);
                let mut position = self.puzzle.sample(*depth, &mut rng);
                // A walk that comes home would be an episode without a first move.
                for _ in 1..TRIES {
                    if !self.puzzle.is_goal(&position) {
                        break;
                    }
                    position = self.puzzle.sample(*depth, &mut rng);
                }
                position
            }
        };
        Played { position, cost: 0 }
    }

    fn step(&self, state: &mut Self::State, mv: &Move) -> Result<Outcome, Fault> {
        let is_legal = if let Some(mask) = self.puzzle.legal_mask(&state.position) {
            *mv < u64::BITS && mask >> mv & 1 == 1
        } else {
            let mut legal = Vec::new();
            self.puzzle.legal(&state.position, &mut legal);
            legal.contains(mv)
        };
        if !is_legal {
            let (name, n) = (self.space().name(*mv), self.space().len());
            return Err(Fault::Invalid(if (*mv as usize) < n {
                format!("move {mv} (`{name}`) is not legal here")
            } else {
                format!("there is no move {mv}: the puzzle has {n}")
            }));
        }
        self.puzzle.apply(&mut state.position, *mv);
        state.cost += u64::from(self.puzzle.cost(*mv));
        let metrics @ [.., solved] = self.measured(state);
        // Moves run out only in puzzles that know their legal moves as a set of bits.
        let stuck = self.puzzle.legal_mask(&state.position) == Some(0);
        let over = solved == 1.0 || stuck;
        Ok(if over { Outcome::terminated(metrics) } else { Outcome::moved(metrics) })
    }

    fn legal(&self, state: &Self::State, out: &mut Vec<Move>) {
        self.puzzle.legal(&state.position, out);
    }

    fn observation_width(&self) -> usize {
        self.puzzle.width()
    }

    fn observe(&self, state: &Self::State, out: &mut [f32]) {
        self.puzzle.observe(&state.position, out);
    }

    fn measure(&self, state: &Self::State) -> Option<Metrics> {
        Some(self.measured(state).into_iter().collect())
    }

    /// Known where solving is the goal and a solution is, too.
    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        let goal = (objective.label(), objective.direction());
        let known = goal == ("distance".to_owned(), Direction::Minimize)
            || goal == ("solved".to_owned(), Direction::Maximize);
        let dearest = (0..self.space().len()).map(|mv| self.puzzle.cost(mv as Move)).max();
        let (reached, cost) = match self.solvable {
            Solvable::Unknown => (false, 0.0),
            Solvable::Somehow => (horizon.is_none(), f64::MAX),
            Solvable::Within(moves) => {
                let cost = f64::from(moves) * dearest.map_or(1.0, f64::from);
                (horizon.is_none_or(|horizon| horizon >= moves), cost)
            }
        };
        // A constraint may rule out the goal, or all that is known of the way to it.
        let allowed = [0.0, cost].map(|cost| objective.score(&[0.0, cost, 1.0]).reward().is_some());
        (known && reached && allowed == [true; 2]).then(|| objective.value(&[0.0, 0.0, 1.0]))
    }

    fn fingerprint(&self) -> Option<u64> {
        self.fingerprint
    }
}
