//! The only door between an agent and an environment: it counts, scores, records, caches, stops.

mod designs;
mod evaluated;
mod incumbent;
mod journal;
mod moves;
mod record;
mod step;

pub use incumbent::{Improvement, Incumbent, Incumbents};
pub use journal::{Journal, Memory};
pub use record::{JournalError, Record};
pub use step::{Node, Step};

use crate::environment::{Action, Environment};
use crate::objective::Objective;
use crate::rng::{Rng, rng};
use crate::space::{Design, Space};
use evaluated::Evaluated;
use foldhash::fast::FixedState;
use std::collections::HashMap;
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
    /// A record that was looked at before it was needed.
    ahead: Option<Record>,
    /// Evaluations by canonical design. Not used where evaluations are noisy.
    cache: Option<HashMap<Design, Evaluated, FixedState>>,
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
            ahead: None,
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

    /// What names the representative of all actions that are the same as one, as far as the
    /// environment knows: to evaluate another of them tells nothing new.
    pub fn canonical(&self) -> impl Fn(&Action<E>) -> Action<E> + use<'e, E> {
        let env = self.env;
        move |action| env.canonical(action)
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

    /// The record of the evaluation `index`, which may be asked for more than once.
    fn recall(&mut self, index: u64) -> Result<Option<Record>, Stop> {
        let Some(journal) = &mut self.journal else { return Ok(None) };
        if let Some(record) = self.ahead.take_if(|record| record.index == index) {
            return Ok(Some(record));
        }
        Ok(journal.recall(index)?)
    }

    /// Appends a record, or checks that the recalled one is the same.
    fn keep(
        &mut self,
        record: Record,
        recalled: Option<Record>,
        improved: bool,
    ) -> Result<(), JournalError> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let Some(recalled) = recalled else { return journal.append(&record, improved) };
        if recalled == record {
            journal.recalled(&record, improved);
            return Ok(());
        }
        let metrics = self.env.metrics();
        Err(JournalError(format!(
            "evaluation {} does not repeat. The record has\n  {}\nand now it is\n  {}\nThe record \
             was changed, or made by another version of the agent, the environment or the program; \
             keep it and use another output folder",
            record.index,
            recalled.to_json(metrics),
            record.to_json(metrics)
        )))
    }
}
