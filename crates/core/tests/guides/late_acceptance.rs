use orienteer_core::{Agent, Designs, Environment, Session, Settings, Space, Stop};
use serde::{Deserialize, Serialize};

/// Hyperparameters. The ranges are what a sweep draws from, the comments what `describe` shows.
#[derive(Clone, Debug, Serialize, Deserialize, Space)]
#[serde(default, deny_unknown_fields)]
pub struct LateAcceptance {
    /// How many evaluations back a design is compared with.
    #[param(range = 1..=500, log)]
    pub length: u32,
}

impl Default for LateAcceptance {
    fn default() -> Self {
        Self { length: 20 }
    }
}

impl Settings for LateAcceptance {}

impl<E: Environment<Space = Designs>> Agent<E> for LateAcceptance {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let space = session.space();
        let mut design = space.sample(session.rng());
        let mut score = session.evaluate(&design)?.score();
        let mut history = vec![score; self.length as usize];
        for i in (0..history.len()).cycle() {
            let candidate = space.mutate(&design, session.rng());
            let found = session.evaluate(&candidate)?.score();
            if found >= score || found >= history[i] {
                (design, score) = (candidate, found);
            }
            history[i] = score;
        }
        Ok(())
    }
}
