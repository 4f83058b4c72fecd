//! Episodes, move by move, one after the other.

use crate::observation::Observer;
use orienteer_core::{End, Environment, Move, Moves, Node, Score, Session, Stop};

/// So many episodes in a row that evaluate nothing mean that there is nothing to evaluate.
const IDLE: u32 = 1000;

/// The most moves of an episode: where decisions cost nothing, evaluations do not bound it.
const MOVES: usize = 1_000_000;

/// The episode under way.
pub(crate) struct Walk<S> {
    start: Node<S>,
    node: Node<S>,
    /// The evaluations after which an episode is given up.
    length: u64,
    /// The evaluations spent when it began.
    before: u64,
    made: Vec<Move>,
    listed: Vec<Move>,
    idle: u32,
    observer: Observer,
    /// What is seen of the state.
    pub(crate) observation: Vec<f32>,
    /// Which moves are legal; empty when the episode is over.
    pub(crate) legal: Vec<bool>,
}

/// What a move did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    /// What was measured, if anything.
    pub(crate) score: Option<Score>,
    /// Whether and why the episode ended.
    pub(crate) end: Option<End>,
}

impl<S: Clone> Walk<S> {
    /// At the start of an episode.
    pub(crate) fn new<E: Environment<Space = Moves, State = S>>(
        session: &Session<'_, E>,
        length: u32,
    ) -> Self {
        let start = session.reset();
        let observer = Observer::new(session);
        let mut walk = Self {
            node: start.clone(),
            start,
            length: u64::from(session.horizon().unwrap_or(length)),
            before: session.spent(),
            made: Vec::new(),
            listed: Vec::new(),
            idle: 0,
            observation: vec![0.0; observer.width()],
            observer,
            legal: Vec::new(),
        };
        walk.look(session);
        walk
    }

    /// The score of the state, where it can be told.
    pub(crate) fn score(&self) -> Option<Score> {
        self.node.score()
    }

    /// Whether there is a move to make.
    pub(crate) fn is_open(&self) -> bool {
        !self.legal.is_empty()
    }

    /// Whether there is nothing to evaluate here at all.
    pub(crate) fn is_idle(&self) -> bool {
        self.idle >= IDLE
    }

    /// Goes back to the start.
    pub(crate) fn restart<E: Environment<Space = Moves, State = S>>(
        &mut self,
        session: &Session<'_, E>,
    ) {
        self.idle = if session.spent() > self.before { 0 } else { self.idle + 1 };
        self.node.clone_from(&self.start);
        self.before = session.spent();
        self.made.clear();
        self.look(session);
    }

    /// Makes a move. A state without a way on ends the episode for good; a length that is exceeded
    /// only cuts it short.
    pub(crate) fn step<E: Environment<Space = Moves, State = S>>(
        &mut self,
        session: &mut Session<'_, E>,
        mv: Move,
    ) -> Result<Moved, Stop> {
        let step = session.step(&mut self.node, mv)?;
        self.made.push(mv);
        self.look(session);
        let long = session.spent() - self.before >= self.length || self.made.len() >= MOVES;
        let end = match step.end {
            None if !self.is_open() => Some(End::Terminated),
            None if long => Some(End::Truncated),
            end => end,
        };
        Ok(Moved { score: step.score, end })
    }

    fn look<E: Environment<Space = Moves, State = S>>(&mut self, session: &Session<'_, E>) {
        session.legal(&self.node, &mut self.listed);
        self.legal.clear();
        if !self.listed.is_empty() {
            self.legal.resize(session.space().len(), false);
            self.listed.iter().for_each(|mv| self.legal[*mv as usize] = true);
        }
        let Self { node, made, observer, observation, .. } = self;
        observer.observe(session, node, made, observation);
    }
}
