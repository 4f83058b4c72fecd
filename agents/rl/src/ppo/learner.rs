//! The networks of a policy and of values, and how they learn from a batch.

use super::Settings;
use super::rollout::Rollout;
use super::surrogate::surrogate;
use crate::advantage::{advantages, standardise};
use crate::categorical::Categorical;
use crate::level::Levels;
use crate::walk::Walk;
use orienteer_core::{Move, Rng};
use orienteer_net::{
    Activation, Adam, AdamConfig, Init, Mlp, Pass, Schedule, Shape, ShapeError, clip, loss,
};
use rand::seq::SliceRandom;

/// The greatest norm of a gradient, and Adam's epsilon (Huang et al. 2022, details 11 and 3).
const MOST_GRADIENT: f32 = 0.5;
const EPSILON: f32 = 1e-5;

/// A network with all that it takes to train it.
struct Trained {
    net: Mlp,
    adam: Adam,
    pass: Pass,
    slopes: Vec<f32>,
    gradient: Vec<f32>,
}

impl Trained {
    fn new(shape: Shape, gain: f32, rng: &mut Rng) -> Self {
        let net = Mlp::new(shape, Init::orthogonal(gain), rng);
        let config = AdamConfig { epsilon: EPSILON, ..AdamConfig::default() };
        let adam = Adam::new(config, net.parameters().len());
        Self { adam, pass: Pass::new(), slopes: Vec::new(), gradient: net.zeros(), net }
    }

    fn forward(&mut self, inputs: &[f32]) -> &[f32] {
        self.net.forward(inputs, &mut self.pass)
    }

    /// One step down the slopes of the last pass.
    fn step(&mut self, rate: f64) {
        self.gradient.fill(0.0);
        self.net.backward(&mut self.pass, &self.slopes, &mut self.gradient);
        clip::norm(&mut self.gradient, MOST_GRADIENT);
        self.adam.step(rate, self.net.parameters_mut(), &self.gradient);
    }
}

/// The two networks.
pub(crate) struct Learner<'s> {
    settings: &'s Settings,
    rate: Schedule,
    policy: Trained,
    value: Trained,
    chances: Categorical,
}

impl<'s> Learner<'s> {
    pub(crate) fn new(
        settings: &'s Settings,
        inputs: usize,
        moves: usize,
        rng: &mut Rng,
    ) -> Result<Self, ShapeError> {
        let hidden = vec![settings.units as usize; settings.layers as usize];
        let shape = |outputs| Shape::new(inputs, &hidden, outputs, Activation::Tanh);
        let first = settings.learning_rate;
        let rate = if settings.anneal {
            Schedule::Linear { first, last: 0.0 }
        } else {
            Schedule::Constant(first)
        };
        Ok(Self {
            settings,
            rate,
            // The policy begins uniform.
            policy: Trained::new(shape(moves)?, 0.01, rng),
            value: Trained::new(shape(1)?, 1.0, rng),
            chances: Categorical::default(),
        })
    }

    /// A move by the policy, and the logarithm of its probability.
    pub(crate) fn choose<S>(&mut self, walk: &Walk<S>, rng: &mut Rng) -> Option<(Move, f32)> {
        self.chances.set(self.policy.forward(&walk.observation), &walk.legal);
        let mv = self.chances.sample(&walk.legal, rng)?;
        Some((mv, self.chances.logs[mv as usize]))
    }

    /// Learns from a batch, when `done` of the budget is spent.
    pub(crate) fn learn(&mut self, rollout: &Rollout, levels: &Levels, done: f64, rng: &mut Rng) {
        let values = self.value.forward(&rollout.observations).to_vec();
        let cuts = self.value.forward(&rollout.cuts);
        let stages = rollout.stages(levels, &values, cuts);
        let Settings { discount, lambda, .. } = *self.settings;
        let mut advantages = advantages(&stages, discount as f32, lambda as f32);
        let returns: Vec<f32> = advantages.iter().zip(&values).map(|(a, v)| a + v).collect();
        // Over the batch, as minibatches are small.
        standardise(&mut advantages);
        let rate = self.rate.at(done);
        let mut order: Vec<usize> = (0..rollout.len()).collect();
        for _ in 0..self.settings.epochs {
            order.shuffle(rng);
            for rows in order.chunks(self.settings.minibatch as usize) {
                let observations = gather(&rollout.observations, rollout.len(), rows);
                self.improve_policy(rollout, rows, &observations, &advantages);
                self.policy.step(rate);
                let targets = gather(&returns, rollout.len(), rows);
                let Trained { net, pass, slopes, .. } = &mut self.value;
                slopes.resize(rows.len(), 0.0);
                loss::squared(net.forward(&observations, pass), &targets, slopes);
                self.value.step(rate);
            }
        }
    }

    /// The slopes of the policy's loss: the surrogate and the entropy, both to be maximised.
    fn improve_policy(
        &mut self,
        rollout: &Rollout,
        rows: &[usize],
        observations: &[f32],
        advantages: &[f32],
    ) {
        let Trained { net, pass, slopes, .. } = &mut self.policy;
        let moves = net.shape().outputs();
        let logits = net.forward(observations, pass);
        slopes.clear();
        slopes.resize(logits.len(), 0.0);
        let share = 1.0 / rows.len() as f32;
        let Settings { clip, entropy, .. } = *self.settings;
        let batch = logits.chunks_exact(moves).zip(slopes.chunks_exact_mut(moves));
        for (&row, (logits, slopes)) in rows.iter().zip(batch) {
            let mv = rollout.moves[row];
            self.chances.set(logits, &rollout.legal[row * moves..][..moves]);
            let log = self.chances.logs[mv as usize];
            let (_, slope) = surrogate(log, rollout.logs[row], advantages[row], clip as f32);
            self.chances.slopes(mv, -share * slope, -share * entropy as f32, slopes);
        }
    }
}

/// The rows `chosen` of a matrix with `count` rows.
fn gather(matrix: &[f32], count: usize, chosen: &[usize]) -> Vec<f32> {
    let width = matrix.len() / count.max(1);
    chosen.iter().flat_map(|row| &matrix[row * width..(row + 1) * width]).copied().collect()
}
