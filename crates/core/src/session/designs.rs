//! The session of a design environment: one evaluation is one simulator call.

use super::incumbent::Candidate;
use super::record::{JournalError, Record};
use super::step::Step;
use super::{Session, Stop, guarded};
use crate::environment::{DesignOracle, End, Environment, Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::Score;
use crate::rng::stream_seed;
use crate::space::{Design, Designs, Subject};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::collections::HashMap;

impl<E: Environment<Space = Designs>> Session<'_, E> {
    /// Evaluates a design.
    pub fn evaluate(&mut self, design: &Design) -> Result<Step, Stop> {
        let env = self.env;
        self.evaluate_one(env, design)
    }

    /// Evaluates designs in parallel; the steps, the record and the incumbent are as if they had
    /// been evaluated one after the other. A batch that the budget does not cover is evaluated as
    /// far as it reaches, and then the session stops.
    pub fn evaluate_batch(&mut self, designs: &[Design]) -> Result<Vec<Step>, Stop> {
        self.evaluate_all(self.env, designs)
    }
}

/// Where the outcome of a design comes from.
enum Source {
    /// The record of an interrupted run.
    Recalled(Box<Record>),
    /// The space's constraints forbid it, or the cache knows it.
    Known(Result<Outcome, Fault>, bool),
    /// An equal design earlier in the same batch.
    Twin(usize),
    /// It has to be simulated, with this seed.
    Simulate(u64),
}

impl<E: Environment> Session<'_, E> {
    pub(super) fn evaluate_one(
        &mut self,
        oracle: &dyn DesignOracle,
        design: &Design,
    ) -> Result<Step, Stop> {
        let mut steps = self.evaluate_all(oracle, std::slice::from_ref(design))?;
        Ok(steps.pop().expect("one design, one step"))
    }

    fn evaluate_all(
        &mut self,
        oracle: &dyn DesignOracle,
        designs: &[Design],
    ) -> Result<Vec<Step>, Stop> {
        let affordable = designs.len().min(self.remaining() as usize);
        let (designs, cut) = (&designs[..affordable], affordable < designs.len());
        if cut && designs.is_empty() {
            return Err(Stop::Budget);
        }
        let sources = self.sources(oracle, designs)?;
        let outcomes = simulate(oracle, designs, sources);
        let mut steps: Vec<Step> = Vec::with_capacity(designs.len());
        for (design, (outcome, cached, record)) in designs.iter().zip(outcomes) {
            steps.push(self.settle_design(oracle, design, outcome, cached, record)?);
        }
        if cut { Err(Stop::Budget) } else { Ok(steps) }
    }

    /// Decides in order, before anything runs, where each outcome comes from: so the record does
    /// not depend on the number of threads.
    fn sources(
        &mut self,
        oracle: &dyn DesignOracle,
        designs: &[Design],
    ) -> Result<Vec<Source>, Stop> {
        let mut sources = Vec::with_capacity(designs.len());
        let mut pending: HashMap<Design, usize, FixedState> = HashMap::default();
        for (i, design) in designs.iter().enumerate() {
            let index = self.count + i as u64;
            let key = self.cache.as_ref().filter(|_| !oracle.is_noisy()).map(|cache| {
                let key = oracle.representative(design);
                let known = cache.get(&key).cloned();
                let twin = pending.get(&key).copied();
                (key, known, twin)
            });
            sources.push(if let Some(record) = self.recall(index)? {
                Source::Recalled(Box::new(record))
            } else {
                self.open()?;
                match (oracle.spec().allows(design), &key) {
                    (Err(clause), _) => Source::Known(Err(Fault::Infeasible(clause)), false),
                    (_, Some((_, Some(outcome), _))) => Source::Known(outcome.clone(), true),
                    (_, Some((_, None, Some(twin)))) => Source::Twin(*twin),
                    _ => Source::Simulate(self.seed_of(oracle, index)),
                }
            });
            if let Some((key, None, None)) = key {
                pending.insert(key, i);
            }
        }
        Ok(sources)
    }

    /// Noise is drawn afresh for each evaluation; without noise all start from the same instance.
    fn seed_of(&self, oracle: &dyn DesignOracle, index: u64) -> u64 {
        if oracle.is_noisy() { stream_seed(self.instance, index) } else { self.instance }
    }

    pub(super) fn recall(&mut self, index: u64) -> Result<Option<Record>, Stop> {
        match &mut self.journal {
            Some(journal) => Ok(journal.recall(index)?),
            None => Ok(None),
        }
    }

    fn settle_design(
        &mut self,
        oracle: &dyn DesignOracle,
        design: &Design,
        outcome: Result<Outcome, Fault>,
        cached: bool,
        recalled: Option<Box<Record>>,
    ) -> Result<Step, Stop> {
        // Faults too: without noise, a design that failed would fail again.
        if let Some(cache) = self.cache.as_mut().filter(|_| !cached && !oracle.is_noisy()) {
            cache.insert(oracle.representative(design), outcome.clone());
        }
        let cost = outcome.as_ref().map_or(1, |o| o.cost.max(1));
        if u64::from(cost) > self.remaining() {
            return Err(Stop::Budget);
        }
        let (score, metrics, counted, fault) = match outcome {
            Ok(outcome) => {
                let (score, metrics, counted) = self.score(&outcome);
                (score.unwrap_or(Score::Failed), metrics, counted.map(|c| c as u64), None)
            }
            Err(fault) => (Score::Failed, Metrics::default(), None, Some(fault)),
        };
        // A recalled record knows how much of the episode counted; its metrics are only those.
        let counted = recalled.as_ref().map_or(counted, |r| r.counted);
        let index = self.count;
        self.count += 1;
        self.spent += u64::from(cost);
        let objective = self.objective;
        let candidate = Candidate { index, spent: self.spent, score, metrics: &metrics };
        let improved = self.incumbents.consider(
            objective,
            &candidate,
            || prefix(oracle.name(design), counted),
            || oracle.without_noise(design),
        );
        let reward = score.reward();
        if let Some(journal) = &mut self.journal {
            let record = Record {
                index,
                subject: oracle.name(design),
                from: None,
                broken: match score {
                    Score::Infeasible { .. } => objective.broken(&metrics).map(Into::into),
                    _ => None,
                },
                value: reward.map(|_| objective.value(&metrics)),
                result: fault.clone().map_or_else(|| Ok(metrics.clone()), Err),
                reward,
                noiseless: self.incumbents.best().filter(|_| improved).and_then(|b| b.noiseless),
                cost,
                cached,
                counted,
            };
            keep(&mut **journal, record, recalled.map(|r| *r), improved)?;
        }
        Ok(Step { reward, metrics, score: Some(score), end: Some(End::Terminated), fault })
    }
}

/// Appends a record, or checks that the recalled one is the same.
pub(super) fn keep(
    journal: &mut dyn super::Journal,
    record: Record,
    recalled: Option<Record>,
    improved: bool,
) -> Result<(), JournalError> {
    let Some(recalled) = recalled else { return journal.append(&record, improved) };
    if recalled == record {
        journal.recalled(&record, improved);
        return Ok(());
    }
    Err(JournalError(format!(
        "evaluation {} does not repeat: the record has {:?}, the agent now asks for {:?}. The \
         record was made by another version of the agent, the environment or the program; keep \
         it and use another output folder",
        record.index, recalled.subject, record.subject
    )))
}

/// The moves of an episode as far as they count.
fn prefix(subject: Subject, counted: Option<u64>) -> Subject {
    match (subject, counted) {
        (Subject::Moves(mut moves), Some(counted)) => {
            moves.truncate(counted as usize);
            Subject::Moves(moves)
        }
        (subject, _) => subject,
    }
}

type Settled = (Result<Outcome, Fault>, bool, Option<Box<Record>>);

/// Runs what has to be simulated, in parallel when there is more than one.
fn simulate(oracle: &dyn DesignOracle, designs: &[Design], sources: Vec<Source>) -> Vec<Settled> {
    let run = |(design, source): (&Design, Source)| match source {
        Source::Recalled(record) => (record.clone().outcome(), record.cached, Some(record), None),
        Source::Known(outcome, cached) => (outcome, cached, None, None),
        Source::Twin(twin) => (Ok(Outcome::default()), true, None, Some(twin)),
        Source::Simulate(seed) => (guarded(|| oracle.simulate(design, seed)), false, None, None),
    };
    let pairs = designs.iter().zip(sources);
    let settled: Vec<_> = if designs.len() == 1 {
        pairs.map(run).collect()
    } else {
        pairs.collect::<Vec<_>>().into_par_iter().map(run).collect()
    };
    let twins: Vec<_> =
        settled.iter().map(|(_, _, _, t)| t.map(|t| settled[t].0.clone())).collect();
    settled
        .into_iter()
        .zip(twins)
        .map(|((outcome, cached, record, _), twin)| (twin.unwrap_or(outcome), cached, record))
        .collect()
}
