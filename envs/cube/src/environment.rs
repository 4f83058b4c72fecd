//! A cube as an environment.

use crate::config::CubeError;
use crate::cube::Cube;
use crate::scramble::random_word;
use crate::turn::{Face, Turn, TurnMetric};
use crate::word::parse_word_of;
use orienteer_core::rng::rng;
use orienteer_core::{
    Direction, Environment, Fault, MetricSpec, Metrics, Move, Moves, Objective, Outcome,
};

/// The longest scramble: far beyond the 26 moves that reach every state, and quickly made.
pub const LONGEST_SCRAMBLE: u32 = 10_000;

/// Solving a cube: a move turns a face, and the episode ends when every sticker is home.
#[derive(Clone, Debug)]
pub struct CubeEnv<C> {
    metric: TurnMetric,
    start: Start<C>,
    turns: Vec<Turn>,
    moves: Moves,
    metrics: [MetricSpec; 2],
    /// So many moves solve every instance.
    reach: u32,
}

#[derive(Clone, Debug)]
enum Start<C> {
    /// A random walk of this many turns, another one for each seed.
    Scramble(u32),
    Fixed(C),
}

impl<C: Cube> CubeEnv<C> {
    /// Episodes start with a random walk of `length` turns.
    ///
    /// # Errors
    ///
    /// When `length` is 0, which leaves nothing to solve, or above [`LONGEST_SCRAMBLE`].
    pub fn scrambled(metric: TurnMetric, length: u32) -> Result<Self, CubeError> {
        if length == 0 {
            return Err(CubeError::NoScramble);
        }
        if length > LONGEST_SCRAMBLE {
            return Err(CubeError::LongScramble(length));
        }
        Ok(Self::new(metric, Start::Scramble(length), length))
    }

    /// Every episode starts with the solved cube turned by `word`.
    ///
    /// # Errors
    ///
    /// When `word` is not one, or leaves the cube solved.
    pub fn started(metric: TurnMetric, word: &str) -> Result<Self, CubeError> {
        let turns = parse_word_of(word, C::FACES)?;
        let mut cube = C::solved();
        cube.apply_all(&turns);
        if cube.is_solved() {
            return Err(CubeError::Solved(word.to_owned()));
        }
        let reach = turns.iter().map(|turn| metric.moves_of(turn.angle)).sum();
        Ok(Self::new(metric, Start::Fixed(cube), reach))
    }

    fn new(metric: TurnMetric, start: Start<C>, reach: u32) -> Self {
        let turns = metric.turns(C::FACES);
        let moves = Moves::new(turns.iter().map(Turn::to_string));
        let metrics = [
            MetricSpec::minimize(
                "distance",
                "stickers",
                "stickers that are not on their home face",
            ),
            MetricSpec::maximize("solved", "", "1 when every sticker is on its home face, else 0"),
        ];
        Self { metric, start, turns, moves, metrics, reach }
    }

    /// The turn that a move makes.
    pub fn turn(&self, mv: Move) -> Option<Turn> {
        self.turns.get(mv as usize).copied()
    }
}

fn measured(cube: &impl Cube) -> [f64; 2] {
    let misplaced = cube.misplaced();
    [f64::from(misplaced), f64::from(u8::from(misplaced == 0))]
}

/// Writes the facelets of a cube one-hot.
pub(crate) fn observe<C: Cube>(cube: &C, out: &mut [f32]) {
    let (colours, area) = (Face::ALL.len(), C::SIZE * C::SIZE);
    out.fill(0.0);
    if C::SIZE % 2 == 1 {
        for face in 0..colours {
            out[(face * area + area / 2) * colours + face] = 1.0;
        }
    }
    for sticker in cube.stickers() {
        out[sticker.at.index(C::SIZE) * colours + sticker.colour as usize] = 1.0;
    }
}

impl<C: Cube> Environment for CubeEnv<C> {
    type Space = Moves;
    type State = C;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> C {
        let length = match self.start {
            Start::Fixed(cube) => return cube,
            Start::Scramble(length) => length,
        };
        let mut rng = rng(seed);
        loop {
            let mut cube = C::solved();
            cube.apply_all(&random_word(self.metric, &self.turns, length, &mut rng));
            // A walk that comes home, rare as it is, would be an episode without a first move.
            if !cube.is_solved() {
                return cube;
            }
        }
    }

    fn step(&self, cube: &mut C, mv: &Move) -> Result<Outcome, Fault> {
        let turn = self.turn(*mv).ok_or_else(|| {
            Fault::Invalid(format!("there is no move {mv}: the cube has {}", self.turns.len()))
        })?;
        cube.apply(turn);
        let metrics @ [distance, _] = measured(cube);
        Ok(if distance == 0.0 { Outcome::terminated(metrics) } else { Outcome::moved(metrics) })
    }

    fn measure(&self, cube: &C) -> Option<Metrics> {
        Some(measured(cube).into_iter().collect())
    }

    /// One-hot: for each facelet in the order of [`Cube::facelets`], which of the six colours.
    fn observation_width(&self) -> usize {
        C::FACELETS * Face::ALL.len()
    }

    fn observe(&self, cube: &C, out: &mut [f32]) {
        observe(cube, out);
    }

    /// The way back along the scramble is short enough for any longer horizon.
    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        let solved = measured(&C::solved());
        let goal = (objective.label(), objective.direction());
        let known = goal == ("distance".to_owned(), Direction::Minimize)
            || goal == ("solved".to_owned(), Direction::Maximize);
        // A constraint may rule out the solved cube.
        let allowed = objective.score(&solved).reward().is_some();
        let reached = horizon.is_none_or(|horizon| horizon >= self.reach);
        (known && allowed && reached).then(|| objective.value(&solved))
    }
}
