//! The session of a sequential environment: one evaluation is one transition.

use super::designs::keep;
use super::incumbent::Candidate;
use super::record::Record;
use super::step::{Node, Step};
use super::{Session, Stop, guarded};
use crate::environment::{End, Environment, Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::Score;
use crate::space::{Move, Moves, Subject};

impl<E: Environment<Space = Moves>> Session<'_, E> {
    /// The start of the problem instance of this run: the same at every call.
    pub fn reset(&self) -> Node<E::State> {
        let state = self.env.reset(self.instance);
        let score = self.env.measure(&state).map(|metrics| self.objective.score(&metrics));
        Node { state, from: None, score, over: false }
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
        // The move is made even when its outcome is recorded: the state has to move on.
        let outcome = guarded(|| env.step(&mut node.state, &mv));
        if outcome.as_ref().is_ok_and(|o| o.cost == 0) {
            return Ok(Step {
                reward: None,
                metrics: Metrics::default(),
                score: None,
                end: outcome.ok().and_then(|o| o.end),
                fault: None,
            });
        }
        self.settle_move(node, mv, outcome)
    }

    fn settle_move(
        &mut self,
        node: &mut Node<E::State>,
        mv: Move,
        outcome: Result<Outcome, Fault>,
    ) -> Result<Step, Stop> {
        let recalled = self.recall(self.count)?;
        if recalled.is_none() {
            self.open()?;
        }
        // A recorded time-out is a fact of the record, even if the step is faster this time.
        let outcome = match &recalled {
            Some(record) if record.result.is_err() => record.clone().outcome(),
            _ => outcome,
        };
        let (index, from) = (self.count, node.from);
        let cost = outcome.as_ref().map_or(1, |o| o.cost);
        if u64::from(cost) > self.remaining() {
            return Err(Stop::Budget);
        }
        self.count += 1;
        self.spent += u64::from(cost);
        self.trail.push((from, mv));
        node.from = Some(index);
        let (score, metrics, end, fault) = match outcome {
            Ok(outcome) => {
                let score = self.score(&outcome).0;
                (score, outcome.metrics, outcome.end, None)
            }
            Err(fault) => {
                (Some(Score::Failed), Metrics::default(), Some(End::Terminated), Some(fault))
            }
        };
        let reward = score
            .and_then(Score::reward)
            .map(|now| now - node.score.and_then(Score::reward).unwrap_or_default());
        node.score = score;
        node.over = end.is_some();
        let (env, objective) = (self.env, self.objective);
        let improved = match score {
            Some(score) => {
                let candidate = Candidate { index, spent: self.spent, score, metrics: &metrics };
                let trail = &self.trail;
                let path = || path(trail, index, |mv| env.space().name(*mv).to_owned());
                self.incumbents.consider(objective, &candidate, path, || None)
            }
            None => false,
        };
        if let Some(journal) = &mut self.journal {
            let record = Record {
                index,
                subject: Subject::Move(env.space().name(mv).to_owned()),
                from,
                broken: match score {
                    Some(Score::Infeasible { .. }) => objective.broken(&metrics).map(Into::into),
                    _ => None,
                },
                value: score.and_then(Score::reward).map(|_| objective.value(&metrics)),
                result: fault.clone().map_or_else(|| Ok(metrics.clone()), Err),
                reward,
                noiseless: None,
                cost,
                cached: false,
                counted: None,
            };
            keep(&mut **journal, record, recalled, improved)?;
        }
        Ok(Step { reward, metrics, score, end, fault })
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
