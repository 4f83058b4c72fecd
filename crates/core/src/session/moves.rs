//! The session of a sequential environment: one evaluation is one transition.

use super::evaluated::valued;
use super::incumbent::Candidate;
use super::record::Record;
use super::step::{Node, Step};
use super::{Session, Stop};
use crate::environment::{End, Environment, Fault, Outcome, guarded};
use crate::metric::Metrics;
use crate::objective::Score;
use crate::space::{Move, Moves, Subject};

impl<E: Environment<Space = Moves>> Session<'_, E> {
    /// The start of the problem instance of this run: the same at every call.
    pub fn reset(&self) -> Node<E::State> {
        let state = self.env.reset(self.instance);
        let score = self.env.measure(&state).map(|metrics| self.objective.score(&metrics));
        Node { state, from: None, score, base: score.and_then(Score::reward), over: false }
    }

    /// Writes the legal moves of `node` into `moves`; none once the episode is over.
    pub fn legal(&self, node: &Node<E::State>, moves: &mut Vec<Move>) {
        moves.clear();
        if !node.over {
            self.env.legal(&node.state, moves);
        }
    }

    /// The number of features of an observation.
    pub fn observation_width(&self) -> usize {
        self.env.observation_width()
    }

    /// Writes the features of `node` into `out`.
    pub fn observe(&self, node: &Node<E::State>, out: &mut [f32]) {
        self.env.observe(&node.state, out);
    }

    /// The longest episode, where there is a limit.
    pub fn horizon(&self) -> Option<u32> {
        self.env.horizon()
    }

    /// Makes a move.
    ///
    /// # Errors
    ///
    /// When the budget does not cover it, the record cannot be kept, or the episode is over. What
    /// goes wrong in the environment is no error but a [`Step::fault`].
    pub fn step(&mut self, node: &mut Node<E::State>, mv: Move) -> Result<Step, Stop> {
        if node.over {
            return Err(Stop::Agent("a move was made in an episode that is over".into()));
        }
        let env = self.env;
        if let Some((design, oracle)) = env.completes(&node.state, &mv) {
            let step = self.evaluate_one(oracle, &design)?;
            (node.over, node.score) = (true, step.score);
            return Ok(step);
        }
        if self.remaining() == 0 {
            return Err(Stop::Budget);
        }
        // A decision that costs nothing has no record: look, and keep what is found for later.
        self.ahead = self.recall(self.count)?;
        let outcome = match &self.ahead {
            // A recorded time-out is a fact, however fast the step would be this time.
            Some(Record { subject: Subject::Move(name), from, result: Err(fault), .. })
                if *from == node.from && name == env.space().name(mv) =>
            {
                Err(fault.clone())
            }
            Some(_) => guarded(env.metrics(), || env.replay(&mut node.state, &mv)),
            None => {
                self.open()?;
                guarded(env.metrics(), || env.step(&mut node.state, &mv))
            }
        };
        if outcome.as_ref().is_ok_and(|outcome| outcome.cost == 0) {
            let end = outcome.ok().and_then(|outcome| outcome.end);
            return Ok(Step {
                reward: None,
                metrics: Metrics::new(),
                score: None,
                end,
                fault: None,
            });
        }
        let recalled = self.ahead.take();
        self.settle_move(node, mv, outcome, recalled)
    }

    fn settle_move(
        &mut self,
        node: &mut Node<E::State>,
        mv: Move,
        outcome: Result<Outcome, Fault>,
        recalled: Option<Record>,
    ) -> Result<Step, Stop> {
        let (env, objective) = (self.env, self.objective);
        let (cost, end) = outcome.as_ref().map_or((1, Some(End::Terminated)), |o| (o.cost, o.end));
        if u64::from(cost) > self.remaining() {
            self.budget.evaluations = self.spent;
            return Err(Stop::Budget);
        }
        let result = outcome.and_then(|outcome| valued(outcome.metrics, objective));
        let (index, from) = (self.count, node.from);
        self.count += 1;
        self.spent += u64::from(cost);
        self.trail.push((from, mv));
        let metrics = result.clone().unwrap_or_default();
        let score = result.as_ref().map_or(Score::Failed, |metrics| objective.score(metrics));
        let reward = score.reward().map(|now| now - node.base.unwrap_or_default());
        (node.from, node.score) = (Some(index), Some(score));
        node.base = score.reward().or(node.base);
        node.over = end.is_some() || result.is_err();
        let candidate = Candidate { index, spent: self.spent, score, metrics: &metrics };
        let trail = &self.trail;
        let path = || path(trail, index, |mv| env.space().name(*mv).to_owned());
        let improvement = self.incumbents.consider(objective, &candidate, path, || None);
        let fault = result.as_ref().err().cloned();
        if self.journal.is_some() {
            let record = Record {
                index,
                subject: Subject::Move(env.space().name(mv).to_owned()),
                asked: None,
                counted: None,
                from,
                reason: match &fault {
                    Some(fault) => Some(fault.reason().to_owned()),
                    None => objective.broken(&metrics).map(Into::into),
                },
                value: score.reward().map(|_| objective.value(&metrics)),
                result,
                reward,
                noiseless: None,
                cost,
                cached: false,
            };
            self.keep(record, recalled, improvement.is_some())?;
        }
        let end = if node.over { end.or(Some(End::Terminated)) } else { None };
        Ok(Step { reward, metrics, score: Some(score), end, fault })
    }
}

/// The moves from the start to the evaluation `index`.
fn path<A>(trail: &[(Option<u64>, A)], index: u64, name: impl Fn(&A) -> String) -> Subject {
    let mut moves = Vec::new();
    let mut at = Some(index);
    while let Some((from, mv)) = at.map(|i| &trail[i as usize]) {
        moves.push(name(mv));
        at = *from;
    }
    moves.reverse();
    Subject::Moves(moves)
}
