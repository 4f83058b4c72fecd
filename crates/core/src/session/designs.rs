//! The session of a design environment: one evaluation is one simulator call.

use super::evaluated::Evaluated;
use super::incumbent::Candidate;
use super::record::Record;
use super::step::Step;
use super::{Session, Stop};
use crate::environment::{DesignOracle, End, Environment, Fault, guarded};
use crate::objective::{Objective, Score};
use crate::rng::stream_seed;
use crate::space::{Design, Designs, Subject};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::collections::HashMap;

impl<E: Environment<Space = Designs>> Session<'_, E> {
    /// Evaluates a design.
    ///
    /// # Errors
    ///
    /// When the budget does not cover it, or the record cannot be kept. What goes wrong in the
    /// environment is no error but a [`Step::fault`].
    pub fn evaluate(&mut self, design: &Design) -> Result<Step, Stop> {
        let env = self.env;
        self.evaluate_one(env, design)
    }

    /// Evaluates designs in parallel; the steps, the record and the incumbent are as if they had
    /// been evaluated one after the other. A batch that the budget does not cover is evaluated as
    /// far as it reaches, and then the session stops.
    ///
    /// # Errors
    ///
    /// As [`Session::evaluate`].
    pub fn evaluate_batch(&mut self, designs: &[Design]) -> Result<Vec<Step>, Stop> {
        // A deadline is looked at before each chunk, so that a large batch does not run far past it.
        let chunk = match self.budget.deadline {
            Some(_) => rayon::current_num_threads(),
            None => designs.len(),
        };
        let mut steps = Vec::with_capacity(designs.len());
        for designs in designs.chunks(chunk.max(1)) {
            steps.extend(self.evaluate_all(self.env, designs)?);
        }
        Ok(steps)
    }
}

/// Where an evaluation comes from.
enum Source {
    /// The record of an interrupted run.
    Recalled(Box<Record>),
    /// The space's clauses forbid the design.
    Forbidden(String),
    /// The cache.
    Cached(Evaluated),
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
        let simulated = simulate(oracle, designs, &sources, self.objective);
        let mut evaluations: Vec<Evaluated> = Vec::with_capacity(designs.len());
        let mut steps = Vec::with_capacity(designs.len());
        for ((design, source), simulated) in designs.iter().zip(sources).zip(simulated) {
            let (evaluated, cached, recalled) = match (source, simulated) {
                (Source::Recalled(record), _) => {
                    (Evaluated::of(&record), record.cached, Some(record))
                }
                (Source::Forbidden(clause), _) => {
                    (Evaluated::fault(Fault::Infeasible(clause), 1), false, None)
                }
                (Source::Cached(evaluated), _) => (evaluated, true, None),
                (Source::Twin(twin), _) => (evaluations[twin].clone(), true, None),
                (Source::Simulate(_), evaluated) => {
                    (evaluated.expect("it was simulated"), false, None)
                }
            };
            evaluations.push(evaluated.clone());
            steps.push(self.settle(oracle, design, evaluated, cached, recalled)?);
        }
        if cut { Err(Stop::Budget) } else { Ok(steps) }
    }

    /// Decides in order, before anything runs, where each evaluation comes from: so the record does
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
            let key = self.cache.is_some().then(|| oracle.representative(design));
            let key = key.filter(|_| !oracle.is_noisy());
            let known = key.as_ref().and_then(|key| self.cache.as_ref()?.get(key).cloned());
            let twin = key.as_ref().and_then(|key| pending.get(key).copied());
            sources.push(if let Some(record) = self.recall(index)? {
                Source::Recalled(Box::new(record))
            } else {
                self.open()?;
                match (oracle.spec().allows(design), known, twin) {
                    (Err(clause), _, _) => Source::Forbidden(clause),
                    (_, Some(evaluated), _) => Source::Cached(evaluated),
                    (_, _, Some(twin)) => Source::Twin(twin),
                    _ => Source::Simulate(self.seed_of(oracle, index)),
                }
            });
            if let Some(key) = key {
                pending.entry(key).or_insert(i);
            }
        }
        Ok(sources)
    }

    /// Noise is drawn afresh for each evaluation; without noise all start from the same instance.
    fn seed_of(&self, oracle: &dyn DesignOracle, index: u64) -> u64 {
        if oracle.is_noisy() { stream_seed(self.instance, index) } else { self.instance }
    }

    /// Charges, scores and records an evaluation.
    fn settle(
        &mut self,
        oracle: &dyn DesignOracle,
        design: &Design,
        evaluated: Evaluated,
        cached: bool,
        recalled: Option<Box<Record>>,
    ) -> Result<Step, Stop> {
        if u64::from(evaluated.cost) > self.remaining() {
            // What is left does not pay for it, and the agent may not go on asking.
            self.budget.evaluations = self.spent;
            return Err(Stop::Budget);
        }
        // Faults are kept too: without noise, a design that failed would fail again.
        if let Some(cache) = self.cache.as_mut().filter(|_| !oracle.is_noisy() && !cached)
            && evaluated.is_lasting()
        {
            cache.insert(oracle.representative(design), evaluated.clone());
        }
        let index = self.count;
        self.count += 1;
        self.spent += u64::from(evaluated.cost);
        let objective = self.objective;
        let score = evaluated.score(objective);
        let reward = score.reward();
        let Evaluated { result, cost, episode, note } = evaluated;
        let metrics = result.clone().unwrap_or_default();
        let candidate = Candidate { index, spent: self.spent, score, metrics: &metrics };
        let improvement = self.incumbents.consider(
            objective,
            &candidate,
            || match &episode {
                Some((moves, counted)) => Subject::Moves(moves[..*counted as usize].to_vec()),
                None => oracle.name(design),
            },
            || oracle.without_noise(design),
        );
        let fault = result.as_ref().err().cloned();
        if self.journal.is_some() {
            let (subject, asked, counted) = named(oracle.name(design), episode);
            let record = Record {
                index,
                subject,
                asked,
                counted,
                from: None,
                reason: match (&fault, score) {
                    (Some(fault), _) => Some(fault.reason().to_owned()),
                    (_, Score::Infeasible { .. }) => objective.broken(&metrics).map(Into::into),
                    _ => note,
                },
                value: reward.map(|_| objective.value(&metrics)),
                result,
                reward,
                noiseless: improvement.and_then(|improvement| improvement.noiseless),
                cost,
                cached,
            };
            self.keep(record, recalled.map(|record| *record), improvement.is_some())?;
        }
        Ok(Step { reward, metrics, score: Some(score), end: Some(End::Terminated), fault })
    }
}

/// What a record says was evaluated: the moves that were made, and those that were asked for where
/// they differ.
fn named(
    asked: Subject,
    episode: Option<(Vec<String>, u64)>,
) -> (Subject, Option<Vec<String>>, Option<u64>) {
    let Some((made, counted)) = episode else { return (asked, None, None) };
    let asked = match asked {
        Subject::Moves(asked) if asked != made => Some(asked),
        _ => None,
    };
    (Subject::Moves(made), asked, Some(counted))
}

/// Runs what has to be simulated, in parallel when there is more than one.
fn simulate(
    oracle: &dyn DesignOracle,
    designs: &[Design],
    sources: &[Source],
    objective: &Objective,
) -> Vec<Option<Evaluated>> {
    let run = |(design, source): (&Design, &Source)| match source {
        Source::Simulate(seed) => {
            let outcome = guarded(oracle.measures(), || oracle.simulate(design, *seed));
            Some(Evaluated::new(outcome, objective))
        }
        _ => None,
    };
    if designs.len() == 1 {
        return designs.iter().zip(sources).map(run).collect();
    }
    designs.par_iter().zip(sources).map(run).collect()
}
