//! A limit on the time of one evaluation.

use super::delegate;
use crate::environment::{Action, Environment, Fault, Outcome, guarded};
use crate::space::Space;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// Turns an evaluation that takes too long into [`Fault::Timeout`].
///
/// A computation cannot be stopped from outside, so it runs in a thread of its own, and when the
/// time is over that thread is left behind: it goes on until it ends by itself, and its result is
/// dropped. The thread costs some tens of microseconds a step, so this is for simulators, not for
/// puzzles.
pub struct Deadline<E> {
    inner: Arc<E>,
    limit: Duration,
}

impl<E: Environment> Deadline<E> {
    /// Gives each step of `inner` at most `limit`.
    pub fn new(inner: E, limit: Duration) -> Self {
        Self { inner: Arc::new(inner), limit }
    }
}

impl<E: Environment<Space: Space<Action: Send>> + 'static> Environment for Deadline<E> {
    type Space = E::Space;
    type State = E::State;

    delegate!(
        space,
        metrics,
        reset,
        replay,
        legal,
        observation_width,
        observe,
        measure,
        horizon,
        noisy,
        fingerprint,
        noiseless,
        optimum,
        optimum_within,
        canonical,
        subject,
        completes,
    );

    fn step(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        let (answer, question) = mpsc::sync_channel(1);
        let (inner, action) = (Arc::clone(&self.inner), action.clone());
        let mut moving = state.clone();
        thread::Builder::new()
            .name("evaluation".into())
            .spawn(move || {
                let outcome = guarded(inner.metrics(), || inner.step(&mut moving, &action));
                // Nobody listens any more after a time-out.
                let _ = answer.send((moving, outcome));
            })
            .map_err(|error| Fault::Crash(format!("no thread for the evaluation: {error}")))?;
        match question.recv_timeout(self.limit) {
            Ok((moved, outcome)) => {
                *state = moved;
                outcome
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(Fault::Timeout(format!("no answer within {} s", self.limit.as_secs_f64())))
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(Fault::Crash("the evaluation ended without an answer".into()))
            }
        }
    }
}
