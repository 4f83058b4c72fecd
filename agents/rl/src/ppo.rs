//! Proximal policy optimisation.
//!
//! Schulman et al., "Proximal policy optimization algorithms" (2017), in the form that the field
//! uses, of which Huang et al., "The 37 implementation details of proximal policy optimization"
//! (2022), give the parts that the paper does not: orthogonal weights, Adam's epsilon of 1e-5,
//! standardised advantages, gradients clipped to a norm of 0.5, networks of their own for policy and
//! value, features standardised and clipped, masks for illegal moves. Two things differ, as a search
//! has some hundred to some thousand evaluations and an objective of unknown scale: batches are
//! small, and rewards are differences of levels (see [`crate::level`]).
//!
//! Batches do not wait for the ends of episodes; what lies behind the end of a batch, or of an
//! episode that was cut short, is valued by the value network. Design environments come through the
//! adapter `Stepwise`, one parameter a move; there only the last move of an episode is an evaluation
//! and has a reward.

mod learner;
mod rollout;
mod surrogate;

use crate::level::{Levels, Scale};
use crate::walk::Walk;
use learner::Learner;
use orienteer_core::{Agent, Environment, Moves, Session, Space, Stop};
use rollout::Rollout;
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`Ppo`]. Layers, units, epochs, clip, discount and lambda are those of
/// `ArchGym`; it learns from 2048 moves at a time, at a rate of 1e-5.
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The hidden layers of both networks.
    #[param(range = 1..=3)]
    pub layers: u32,
    /// The units of each.
    #[param(range = 8..=128, log)]
    pub units: u32,
    /// The step size of Adam.
    #[param(range = 1e-4..=3e-2, log)]
    pub learning_rate: f64,
    /// Whether the step size falls to zero as the budget is spent.
    pub anneal: bool,
    /// The moves of an update, those that cost nothing included.
    #[param(range = 16..=2048, log)]
    pub batch: u32,
    /// The moves of one step of Adam.
    #[param(range = 16..=512, log)]
    pub minibatch: u32,
    /// How often a batch is learned from.
    #[param(range = 1..=16, log)]
    pub epochs: u32,
    /// How far the probability of a move may go from what it was, as a share.
    #[param(range = 0.05..=0.7, log)]
    pub clip: f64,
    /// The weight of the policy's entropy.
    #[param(range = 1e-3..=0.5, log)]
    pub entropy: f64,
    /// The worth of a reward one move later.
    #[param(range = 0.9..=1.0)]
    pub discount: f64,
    /// How far advantages trust rewards more than values.
    #[param(range = 0.8..=1.0)]
    pub lambda: f64,
    /// What rewards are made of.
    pub scale: Scale,
    /// The evaluations after which an episode is given up, where the environment has no limit of
    /// its own.
    #[param(range = 10..=1000, log)]
    pub length: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            layers: 3,
            units: 32,
            learning_rate: 3e-3,
            anneal: false,
            batch: 128,
            minibatch: 64,
            epochs: 2,
            clip: 0.2,
            entropy: 0.01,
            discount: 0.99,
            lambda: 0.95,
            scale: Scale::Rank,
            length: 100,
        }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let wholes = [
            ("layers", self.layers, 8),
            ("units", self.units, 1024),
            ("batch", self.batch, 100_000),
            ("minibatch", self.minibatch, 100_000),
            ("epochs", self.epochs, 100),
            ("length", self.length, 1_000_000),
        ];
        for (name, value, most) in wholes {
            if !(1..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {most}"));
            }
        }
        let reals = [
            ("learning-rate", self.learning_rate, 1.0),
            ("clip", self.clip, 10.0),
            ("entropy", self.entropy, 10.0),
            ("discount", self.discount, 1.0),
            ("lambda", self.lambda, 1.0),
        ];
        for (name, value, most) in reals {
            if !(0.0..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give 0 to {most}"));
            }
        }
        Ok(())
    }
}

/// Learns a policy and the value of states, and plays by the policy.
#[derive(Debug)]
pub struct Ppo {
    settings: Settings,
}

impl Ppo {
    /// Proximal policy optimisation with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl<E: Environment<Space = Moves>> Agent<E> for Ppo {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let mut walk = Walk::new(session, self.settings.length);
        let (inputs, moves) = (walk.observation.len(), session.space().len());
        if moves == 0 {
            return Ok(());
        }
        let learner = Learner::new(&self.settings, inputs, moves, session.rng());
        let mut learner = learner.map_err(|error| Stop::Agent(error.to_string()))?;
        let mut levels = Levels::new(self.settings.scale);
        let mut rollout = Rollout::default();
        while !walk.is_idle() {
            rollout.clear();
            while rollout.len() < self.settings.batch as usize && !walk.is_idle() {
                if !walk.is_open() {
                    walk.restart(session);
                    continue;
                }
                let Some((mv, log)) = learner.choose(&walk, session.rng()) else { break };
                rollout.begin(&walk, mv, log);
                let moved = walk.step(session, mv)?;
                moved.score.into_iter().for_each(|score| levels.add(score));
                rollout.end(&walk, moved);
                if moved.end.is_some() {
                    walk.restart(session);
                }
            }
            rollout.cut(&walk);
            levels.refresh();
            let spent = session.spent() as f64;
            let done = spent / (spent + session.remaining() as f64).max(1.0);
            learner.learn(&rollout, &levels, done, session.rng());
        }
        Ok(())
    }
}
