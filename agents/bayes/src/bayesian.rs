//! Bayesian optimisation with Gaussian processes.
//!
//! Mockus (1975); Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box
//! functions", Journal of Global Optimization 13 (1998); for mixed and conditional spaces as in
//! Hutter, Hoos and Leyton-Brown (LION 2011). After random designs, each evaluation is that which
//! an acquisition function finds most promising. The first designs are uniform samples: a sequence
//! of low discrepancy lives in a cube, and the designs of a space with conditions and clauses do
//! not.
//!
//! All depends on what was evaluated and on the session's generator alone, so that a run resumes by
//! going through its record again, at the price of the models' time.

use crate::acquisition::{Acquisition, Criterion, worthwhile};
use crate::hedge::Hedge;
use crate::outcome::Outcome;
use crate::proposals::{Evaluated, Ground};
use crate::surrogate::Surrogate;
use orienteer_core::{
    Agent, Design, Designs, Environment, Rng, Score, Session, Space, SpaceSpec, Stop,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most random designs at first; they must fit in memory even where the budget is less.
const MOST_INITIAL: u32 = 100_000;

/// The most observations modelled and designs compared: the one costs time by its third power, the
/// other by its product with the square of the first.
const MOST_POINTS: u32 = 5_000;

/// The most designs that a function is drawn for: its covariance is factored each time.
const MOST_DRAWN: usize = 256;

/// The hyperparameters of [`Bayesian`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of random designs evaluated first.
    #[param(range = 5..=50, log)]
    pub initial: u32,
    /// How the next design is chosen.
    pub acquisition: Acquisition,
    /// How rewards are transformed before they are modelled.
    pub outcome: Outcome,
    /// By how many standard deviations of the outcomes the expected improvement and the probability
    /// of improvement ask for more than the incumbent.
    #[param(range = 0.0..=0.2)]
    pub margin: f64,
    /// The number of standard deviations of the belief in the upper confidence bound.
    #[param(range = 0.5..=4.0)]
    pub kappa: f64,
    /// The number of designs that are compared before the local search.
    #[param(range = 64..=1024, log)]
    pub candidates: u32,
    /// The most observations that are modelled; beyond it, the best and some of the others.
    #[param(range = 100..=1000, log)]
    pub points: u32,
    /// Whether a design may be evaluated again, which pays only where evaluations are noisy.
    pub repeats: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            initial: 10,
            acquisition: Acquisition::Ei,
            outcome: Outcome::Auto,
            margin: 0.0,
            kappa: 2.0,
            candidates: 256,
            points: 400,
            repeats: false,
        }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        for (name, value, least, most) in [
            ("initial", self.initial, 1, MOST_INITIAL),
            ("candidates", self.candidates, 1, MOST_POINTS),
            ("points", self.points, 2, MOST_POINTS),
        ] {
            if !(least..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give {least} to {most}"));
            }
        }
        for (name, value) in [("margin", self.margin), ("kappa", self.kappa)] {
            if !(0.0..=1e6).contains(&value) {
                return Err(format!("`{name}` is {value}; give 0 to 1000000"));
            }
        }
        Ok(())
    }
}

/// Evaluates what an acquisition function of a Gaussian process finds most promising.
#[derive(Debug)]
pub struct Bayesian {
    settings: Settings,
}

impl Bayesian {
    /// Bayesian optimisation with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl<E: Environment<Space = Designs>> Agent<E> for Bayesian {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let same = session.canonical();
        let ground = Ground::new(session.space(), &same);
        let mut state = State::new(ground.space, self.settings.clone());
        let mut batch = BTreeSet::new();
        let mut designs = Vec::new();
        for _ in 0..self.settings.initial {
            let Some(design) = state.evaluated.sample(ground, &batch, session.rng()) else { break };
            batch.insert(design.clone());
            designs.push(design);
        }
        let steps = session.evaluate_batch(&designs)?;
        for (design, step) in designs.iter().zip(&steps) {
            state.note(ground.space, design, step.score());
        }
        while let Some(design) = state.propose(ground, session.rng()) {
            let score = session.evaluate(&design)?.score();
            state.note(ground.space, &design, score);
        }
        Ok(())
    }
}

/// A search under way.
struct State {
    settings: Settings,
    surrogate: Surrogate,
    evaluated: Evaluated,
    hedge: Hedge,
}

impl State {
    fn new(space: &SpaceSpec, settings: Settings) -> Self {
        Self {
            surrogate: Surrogate::new(space, settings.outcome, settings.points as usize),
            evaluated: Evaluated::new(settings.repeats),
            hedge: Hedge::default(),
            settings,
        }
    }

    fn note(&mut self, space: &SpaceSpec, canonical: &Design, score: Score) {
        self.surrogate.note(space, canonical, score);
        self.evaluated.note(canonical, score);
    }

    /// The design to evaluate next, or nothing if none is left.
    fn propose(&mut self, ground: Ground<'_>, rng: &mut Rng) -> Option<Design> {
        self.surrogate.learn();
        let (best, worst) = self.surrogate.range;
        let incumbent = best + self.settings.margin;
        let ei = Criterion::LogEi { incumbent };
        let pi = Criterion::LogPi { incumbent };
        let ucb = Criterion::Ucb { kappa: self.settings.kappa, worst };
        match self.settings.acquisition {
            Acquisition::Ei => self.maximize(ei, ground, rng),
            Acquisition::Pi => self.maximize(pi, ground, rng),
            Acquisition::Ucb => self.maximize(ucb, ground, rng),
            Acquisition::Thompson => self.draw(ground, rng),
            Acquisition::Hedge => self.nominate([ei, pi, ucb], ground, rng),
        }
    }

    fn maximize(
        &mut self,
        criterion: Criterion,
        ground: Ground<'_>,
        rng: &mut Rng,
    ) -> Option<Design> {
        let surrogate = &self.surrogate;
        let values = |designs: &[Design]| {
            let prospects = surrogate.predict(&rows(surrogate, ground.space, designs));
            prospects.iter().map(|prospect| criterion.value(prospect)).collect()
        };
        self.evaluated.maximize(ground, self.settings.candidates as usize, rng, values)
    }

    /// Thompson sampling: the best design of a function drawn from the posterior at the pool.
    fn draw(&mut self, ground: Ground<'_>, rng: &mut Rng) -> Option<Design> {
        let count = (self.settings.candidates as usize).min(MOST_DRAWN);
        let mut pool = self.evaluated.pool(ground, count, rng);
        pool.truncate(2 * MOST_DRAWN);
        let rows = rows(&self.surrogate, ground.space, &pool);
        let values = self.surrogate.objective()?.draw(&rows, rng);
        let worst = self.surrogate.range.1;
        let prospects = self.surrogate.predict(&rows);
        let values = values.iter().zip(&prospects);
        let values = values.map(|(value, p)| worthwhile(value - worst, p.log_feasible));
        let best = values.zip(pool).reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, design)| design)
    }

    fn nominate(
        &mut self,
        criteria: [Criterion; 3],
        ground: Ground<'_>,
        rng: &mut Rng,
    ) -> Option<Design> {
        let outcomes = self.surrogate.predict(&self.hedge.nominees);
        self.hedge.reward(outcomes.iter().map(|outcome| outcome.belief.mean));
        let mut nominees = Vec::new();
        for criterion in criteria {
            nominees.push(self.maximize(criterion, ground, rng)?);
        }
        self.hedge.nominees = rows(&self.surrogate, ground.space, &nominees);
        let chosen = self.hedge.choose(nominees.len(), rng);
        Some(nominees.swap_remove(chosen))
    }
}

fn rows(surrogate: &Surrogate, space: &SpaceSpec, designs: &[Design]) -> Vec<Vec<f64>> {
    designs.iter().map(|design| surrogate.row(space, design)).collect()
}
