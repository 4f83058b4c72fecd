//! What searches: agents that drive, and agents that are asked.

use crate::environment::Environment;
use crate::rng::Rng;
use crate::session::{Session, Step, Stop};
use crate::space::{Design, DesignSpace, Designs, SpaceSpec};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A search method with its hyperparameters.
///
/// An agent is straight-line code: it loops, evaluates through the session, and lets `?` end it
/// when the budget is spent.
pub trait Agent<E: Environment>: Send {
    /// Searches until the session stops it, or until it has nothing left to try.
    ///
    /// # Errors
    ///
    /// Why the session stopped: the budget is spent, as a rule.
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop>;
}

/// An agent that thinks in questions and answers. It gets [`Agent`] for free, and its batches are
/// evaluated in parallel.
pub trait AskTell: Send {
    /// The designs to evaluate next; an empty batch ends the search.
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design>;

    /// What became of them, in the same order.
    fn tell(&mut self, designs: &[Design], steps: &[Step]);
}

/// The hyperparameters of an agent: a design space of their own, whose ranges are those that a
/// sweep draws from, with defaults. Values outside the ranges are allowed as long as
/// [`Settings::check`] accepts them.
pub trait Settings: DesignSpace + Default + Serialize + DeserializeOwned {
    /// Whether the values make sense.
    ///
    /// # Errors
    ///
    /// What is wrong, in words: the key in backquotes, its value, and what is expected.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: Environment<Space = Designs>, A: AskTell> Agent<E> for A {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let space = session.space().clone();
        loop {
            let designs = self.ask(&space, session.rng());
            if designs.is_empty() {
                return Ok(());
            }
            let steps = session.evaluate_batch(&designs)?;
            self.tell(&designs, &steps);
        }
    }
}

impl<E: Environment> Agent<E> for Box<dyn Agent<E>> {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        (**self).search(session)
    }
}
