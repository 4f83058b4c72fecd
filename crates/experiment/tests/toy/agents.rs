//! Agents.

use orienteer_core::rng::Rng;
use orienteer_core::{
    Agent, AskTell, Design, Designs, Environment, Moves, Session, Settings, Space, SpaceSpec, Step,
    Stop,
};
use rand::seq::IndexedRandom;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize, Space)]
pub(crate) struct NoSettings {}

impl Settings for NoSettings {}

#[derive(Clone, Debug, Serialize, Deserialize, Space)]
pub(crate) struct RandomSettings {
    /// Evaluate each design so often.
    #[param(range = 1..=3)]
    repeat: u32,
}

impl Default for RandomSettings {
    fn default() -> Self {
        Self { repeat: 1 }
    }
}

impl Settings for RandomSettings {
    fn check(&self) -> Result<(), String> {
        if self.repeat == 0 { Err("`repeat` must be at least 1".into()) } else { Ok(()) }
    }
}

pub(crate) struct RandomSearch(RandomSettings);

impl RandomSearch {
    pub(crate) fn new(settings: RandomSettings) -> Self {
        Self(settings)
    }
}

impl<E: Environment<Space = Designs>> Agent<E> for RandomSearch {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        loop {
            let design = session.space().sample(session.rng());
            for _ in 0..self.0.repeat {
                session.evaluate(&design)?;
            }
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, Space)]
pub(crate) struct ClimberSettings {
    #[param(values = [2, 4, 8])]
    batch: usize,
    #[param(range = 0.01..=1.0, log)]
    rate: f64,
}

impl Default for ClimberSettings {
    fn default() -> Self {
        Self { batch: 4, rate: 0.5 }
    }
}

impl Settings for ClimberSettings {
    fn check(&self) -> Result<(), String> {
        if self.batch == 0 { Err("`batch` must be at least 1".into()) } else { Ok(()) }
    }
}

pub(crate) struct Climber {
    settings: ClimberSettings,
    best: Option<(Step, Design)>,
}

impl Climber {
    pub(crate) fn new(settings: ClimberSettings) -> Self {
        Self { settings, best: None }
    }
}

impl AskTell for Climber {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        let one = |_| match &self.best {
            Some((_, best)) => space.mutate_each(best, self.settings.rate, rng),
            None => space.sample(rng),
        };
        (0..self.settings.batch).map(one).collect()
    }

    fn tell(&mut self, designs: &[Design], steps: &[Step]) {
        for (design, step) in designs.iter().zip(steps) {
            if self.best.as_ref().is_none_or(|(best, _)| step.score() > best.score()) {
                self.best = Some((step.clone(), design.clone()));
            }
        }
    }
}

pub(crate) struct Walker;

impl<E: Environment<Space = Moves>> Agent<E> for Walker {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let mut legal = Vec::new();
        loop {
            let mut node = session.reset();
            for _ in 0..20 {
                session.legal(&node, &mut legal);
                let Some(&mv) = legal.choose(session.rng()) else { break };
                session.step(&mut node, mv)?;
            }
        }
    }
}

/// Evaluates five designs, then panics.
pub(crate) struct Panicker;

impl<E: Environment<Space = Designs>> Agent<E> for Panicker {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        for _ in 0..5 {
            let design = session.space().sample(session.rng());
            session.evaluate(&design)?;
        }
        panic!("out of ideas")
    }
}
