//! Greedy moves: try every legal move, make the best one.
//!
//! Steepest ascent, with a random move now and then (epsilon-greedy; Sutton and Barto,
//! "Reinforcement Learning", 2018, section 2.2), because from the same start a deterministic climb
//! would only repeat itself. Trying a move costs an evaluation, making the tried one costs nothing
//! more. Where moves are not measured one by one (a design decided step by step), each option is
//! judged by one random completion, which makes this the nested Monte Carlo search of level 1
//! (Cazenave, IJCAI 2009) without its memory of the best completion.

use orienteer_core::{Agent, Environment, Move, Moves, Node, Score, Session, Space, Stop};
use rand::RngExt;
use rand::seq::IndexedRandom;
use serde::{Deserialize, Serialize};

/// So many episodes in a row that evaluate nothing mean that there is nothing to evaluate.
const IDLE: u32 = 1000;

/// The hyperparameters of [`Greedy`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The probability of a random move in place of the best one.
    #[param(range = 0.0..=0.5)]
    pub epsilon: f64,
    /// The moves in a row that may fail to improve on the best of the episode before a restart.
    #[param(range = 1..=50, log)]
    pub patience: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epsilon: 0.1, patience: 5 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.epsilon) {
            return Err(format!("`epsilon` is {}; a probability is 0 to 1", self.epsilon));
        }
        if self.patience == 0 {
            return Err("`patience` is 0; give at least 1".into());
        }
        Ok(())
    }
}

/// Makes the best of the legal moves.
#[derive(Debug)]
pub struct Greedy {
    settings: Settings,
}

/// A legal move tried: where it leads and how good that is.
struct Tried<S> {
    node: Node<S>,
    score: Score,
    /// Whether the score is of the move itself, not of a random completion.
    measured: bool,
}

impl Greedy {
    /// A greedy agent with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// From the start until no move is left or none improves.
    fn episode<E>(&self, session: &mut Session<'_, E>) -> Result<(), Stop>
    where
        E: Environment<Space = Moves>,
    {
        let mut node = session.reset();
        let mut best = node.score();
        let (mut legal, mut failures) = (Vec::new(), 0);
        while failures < self.settings.patience {
            session.legal(&node, &mut legal);
            if session.rng().random_bool(self.settings.epsilon) {
                let Some(&mv) = legal.choose(session.rng()) else { break };
                legal = vec![mv];
            }
            let Some(tried) = choose(session, &node, &legal)? else { break };
            if tried.measured {
                failures =
                    if best.is_none_or(|best| tried.score > best) { 0 } else { failures + 1 };
                best = best.max(Some(tried.score));
            }
            node = tried.node;
        }
        Ok(())
    }
}

impl<E: Environment<Space = Moves>> Agent<E> for Greedy {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let mut idle = 0;
        while idle < IDLE {
            let before = session.spent();
            self.episode(session)?;
            idle = if session.spent() > before { 0 } else { idle + 1 };
        }
        Ok(())
    }
}

/// The best of `moves`, ties broken at random; none when there are no moves.
fn choose<E: Environment<Space = Moves>>(
    session: &mut Session<'_, E>,
    node: &Node<E::State>,
    moves: &[Move],
) -> Result<Option<Tried<E::State>>, Stop> {
    let mut best: Option<Tried<E::State>> = None;
    let mut ties = 0;
    for &mv in moves {
        let mut next = node.clone();
        let step = session.step(&mut next, mv)?;
        let measured = step.score.is_some();
        // A single option needs no judgement.
        let score = match step.score {
            Some(score) => score,
            None if moves.len() == 1 => Score::Failed,
            None => complete(session, next.clone())?,
        };
        let tried = Tried { node: next, score, measured };
        ties = match &best {
            Some(best) if score == best.score => ties + 1,
            Some(best) if score < best.score => continue,
            _ => 1,
        };
        // Each of n ties so far stays with probability 1/n.
        if session.rng().random_ratio(1, ties) {
            best = Some(tried);
        }
    }
    Ok(best)
}

/// The first score that random moves from `node` meet.
fn complete<E: Environment<Space = Moves>>(
    session: &mut Session<'_, E>,
    mut node: Node<E::State>,
) -> Result<Score, Stop> {
    let mut legal = Vec::new();
    loop {
        session.legal(&node, &mut legal);
        let Some(&mv) = legal.choose(session.rng()) else { return Ok(Score::Failed) };
        if let Some(score) = session.step(&mut node, mv)?.score {
            return Ok(score);
        }
    }
}
