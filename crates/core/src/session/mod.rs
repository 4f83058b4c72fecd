//! The only door between an agent and an environment: it counts, scores, records, caches, stops.

mod designs;
mod incumbent;
mod journal;
mod moves;
mod record;
mod step;

pub use incumbent::{Improvement, Incumbent, Incumbents};
pub use journal::{Journal, Memory};
pub use record::{JournalError, Record};
pub use step::{Node, Step};

use crate::environment::{Environment, Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::{Objective, Score};
use crate::rng::{Rng, rng};
use crate::space::{Design, Space};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// How much a run may spend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// The number of evaluations.
    pub evaluations: u64,
    /// The moment after which no evaluation starts.
    pub deadline: Option<Instant>,
}

impl Budget {
    /// A number of evaluations, however long they take.
    pub fn evaluations(evaluations: u64) -> Self {
        Self { evaluations, deadline: None }
    }
}

/// Why a session lets nothing more through.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Stop {
    /// The evaluations are spent.
    #[error("the budget is spent")]
    Budget,
    /// The time is over.
    #[error("the time is over")]
    Deadline,
    /// The agent asked for something that cannot be done.
    #[error("{0}")]
    Agent(String),
    /// The record cannot be kept, or contradicts what the agent does.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// One environment, one objective, one budget, one random stream, one record.
pub struct Session<'e, E: Environment> {
    env: &'e E,
    objective: &'e Objective,
    budget: Budget,
    /// The seed of the problem instance and of its noise.
    instance: u64,
    rng: Rng,
    journal: Option<&'e mut dyn Journal>,
    /// Outcomes by canonical design; absent when evaluations are noisy.
    cache: Option<HashMap<Design, Result<Outcome, Fault>, FixedState>>,
    spent: u64,
    /// The number of evaluations made, which is the index of the next one.
    count: u64,
    /// For each recorded move, the evaluation it started from and the move: the way to any state.
    trail: Vec<(Option<u64>, <E::Space as Space>::Action)>,
    incumbents: Incumbents,
}

impl<'e, E: Environment> Session<'e, E> {
    /// Opens a session. `instance` seeds the problem (a scramble, a noise stream) and `seed` the
    /// agent's generator: agents that share `instance` face the same problem.
    pub fn new(
        env: &'e E,
        objective: &'e Objective,
        budget: Budget,
        instance: u64,
        seed: u64,
    ) -> Self {
        Self {
            env,
            objective,
            budget,
            instance,
            rng: rng(seed),
            journal: None,
            cache: None,
            spent: 0,
            count: 0,
            trail: Vec::new(),
            incumbents: Incumbents::default(),
        }
    }

    /// Records every evaluation in `journal`, and answers from it what it already holds.
    #[must_use]
    pub fn with_journal(mut self, journal: &'e mut dyn Journal) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Answers a design that was evaluated before from memory. It still counts against the budget,
    /// so that agents that repeat themselves gain nothing by it. Without effect when evaluations
    /// are noisy.
    #[must_use]
    pub fn with_cache(mut self) -> Self {
        self.cache = Some(HashMap::default());
        self
    }

    /// The actions there are.
    pub fn space(&self) -> &'e E::Space {
        self.env.space()
    }

    /// The agent's random stream.
    pub fn rng(&mut self) -> &mut Rng {
        &mut self.rng
    }

    /// The evaluations spent.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// The evaluations left.
    pub fn remaining(&self) -> u64 {
        self.budget.evaluations.saturating_sub(self.spent)
    }

    /// The number of evaluations made. It differs from [`Session::spent`] where one evaluation
    /// costs more than one.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The best so far, and how it came to be.
    pub fn incumbents(&self) -> &Incumbents {
        &self.incumbents
    }

    /// Closes the session.
    pub fn into_incumbents(self) -> Incumbents {
        self.incumbents
    }

    fn open(&self) -> Result<(), Stop> {
        if self.spent >= self.budget.evaluations {
            return Err(Stop::Budget);
        }
        match self.budget.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Stop::Deadline),
            _ => Ok(()),
        }
    }

    /// Scores an outcome: of the metrics met along an episode, the best count. Gives the score, the
    /// metrics that count, and how many steps into the episode they were met.
    fn score(&self, outcome: &Outcome) -> (Option<Score>, Metrics, Option<usize>) {
        if outcome.along.is_empty() {
            let metrics = outcome.metrics.clone();
            let score = (!metrics.is_empty()).then(|| self.objective.score(&metrics));
            return (score, metrics, None);
        }
        let mut best: Option<(Score, usize)> = None;
        for (i, metrics) in outcome.along.iter().enumerate() {
            let score = self.objective.score(metrics);
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        let (score, i) = best.expect("`along` is not empty");
        (Some(score), outcome.along[i].clone(), Some(i + 1))
    }
}

/// Runs a step so that a panic in an environment is a fault of this evaluation and nothing more.
fn guarded(step: impl FnOnce() -> Result<Outcome, Fault>) -> Result<Outcome, Fault> {
    let outcome = catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        Err(Fault::Crash(format!("the environment panicked: {text}")))
    })?;
    let odd = outcome.along.iter().chain([&outcome.metrics]).flatten().find(|m| !m.is_finite());
    match odd.copied() {
        Some(value) => Err(Fault::Invalid(format!("a metric is {value}"))),
        None => Ok(outcome),
    }
}
