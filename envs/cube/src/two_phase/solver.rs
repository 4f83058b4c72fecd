//! Both phases on six views of a position, at growing lengths.

use super::coordinates::First;
use super::phase1::{Phase1, Watch};
use super::tables::{Pruning, pruning};
use crate::optimal::Canonical;
use crate::puzzle::{Symmetry, upright};
use crate::turn::{Face, Turn, TurnMetric};
use crate::{AxisTable, Effort, State, Subgroup};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The two-phase solver.
#[derive(Clone, Debug)]
pub struct TwoPhase {
    metric: TurnMetric,
    words: Canonical,
    subgroup: Option<Arc<Subgroup>>,
    longest_second: u8,
    patience: u64,
    /// Rotations of the whole cube that bring each axis upright, and what turns are there in ours.
    views: [(&'static Symmetry, Vec<Turn>); 3],
}

/// So many moves are always possible, however weak the first phase.
pub(crate) const ANY: u8 = 48;

/// A solution, and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoPhaseSolution {
    /// The turns.
    pub word: Vec<Turn>,
    /// Positions made, in both phases.
    pub nodes: u64,
}

impl Default for TwoPhase {
    fn default() -> Self {
        Self::new()
    }
}

impl TwoPhase {
    /// What a search holds beside the tables: the views of the position, and the word in hand.
    pub(crate) const BYTES: u64 = (6 * (size_of::<View<'_>>() + size_of::<First>()) + 64) as u64;

    /// The solver. Its tables are built at the first call in a process.
    pub fn new() -> Self {
        let all = TurnMetric::HalfTurn.turns(&Face::ALL);
        let views = upright().map(|rotation| {
            // The turn whose image is each one.
            let turn = |turn: &Turn| all.iter().copied().find(|t| rotation.turn(*t) == *turn);
            (rotation, all.iter().filter_map(turn).collect())
        });
        pruning();
        let metric = TurnMetric::HalfTurn;
        let words = Canonical::new(metric);
        Self { metric, words, subgroup: None, longest_second: 12, patience: 0, views }
    }

    /// Looks up exact distances in phase 1 too: 70 MB more, and far fewer positions. Phase 1 being so
    /// much cheaper, phase 2 gets 11 turns at most.
    ///
    /// The solver counts what the table counts. With a table of quarter turns, phase 1 is made of
    /// them, half turns in phase 2 are two moves, lengths are in quarter turns, and phase 2 gets 14.
    #[must_use]
    pub fn with_subgroup(mut self, subgroup: Arc<Subgroup>) -> Self {
        self.metric = subgroup.metric();
        self.words = Canonical::new(self.metric);
        self.longest_second = match self.metric {
            TurnMetric::HalfTurn => 11,
            TurnMetric::QuarterTurn => 14,
        };
        self.subgroup = Some(subgroup);
        self
    }

    /// Gives phase 2 at most so many turns, from 8 to 18, and 12 if not said otherwise. One in seven ends of phase 1 can
    /// be solved in 12 turns, one in 28 in 11, nearly half in 13: the fewer, the shorter solutions
    /// are, the longer phase 1 looks for an end that will do, and the less each end costs. The
    /// example `two_phase` measures it.
    #[must_use]
    pub fn with_second_phase(mut self, turns: u8) -> Self {
        // Below 8, phase 1 would look for an end that will do for minutes; 18 always suffice.
        self.longest_second = turns.clamp(8, 18);
        self
    }

    /// Goes on for so many positions after the first solution that is short enough, in case there is a
    /// shorter one; 0 if not said otherwise.
    #[must_use]
    pub fn with_patience(mut self, nodes: u64) -> Self {
        self.patience = nodes;
        self
    }

    /// The positions made after the first solution that is short enough.
    pub fn patience(&self) -> u64 {
        self.patience
    }

    /// A solution of at most `enough` moves (the shortest that the solver's patience allows), or the
    /// shortest that was found when `nodes` positions were made or nothing as short was found. There
    /// always is a solution, even with a budget of 0.
    pub fn solve(&self, state: &State, enough: u8, nodes: u64) -> TwoPhaseSolution {
        let patience = self.patience;
        let mut best =
            Best { word: None, enough, patience, takes_any: false, limit: nodes, nodes: 0 };
        // A break tells nothing that is not in `best`.
        let _ = self.search(state, &mut best);
        if best.word.is_none() {
            // All lengths up to what is enough were tried in vain: any solution will do.
            (best.limit, best.takes_any) = (0, true);
            let _ = self.search(state, &mut best);
        }
        TwoPhaseSolution {
            word: best.word.map_or_else(Vec::new, |(word, _)| word),
            nodes: best.nodes,
        }
    }

    /// Searches all views until the watch ends it, or no shorter solution is possible.
    pub(crate) fn search<V: Viewer>(&self, state: &State, viewer: &mut V) -> ControlFlow<()> {
        if state.is_solved() {
            return viewer.found(Vec::new(), 0);
        }
        let views = self.views(state);
        let pruning: &Pruning = pruning();
        let first: Vec<_> = views.iter().map(|view| pruning.moves.first(&view.state)).collect();
        let bounds: Vec<_> = first
            .iter()
            .map(|at| {
                if let Some(subgroup) = &self.subgroup {
                    return subgroup.at(*at);
                }
                let a = pruning.twist_flip(at.twist, at.flip);
                let b = pruning.flip_slice(at.flip, at.slice);
                a.max(b).max(pruning.twist_slice(at.twist, at.slice))
            })
            .collect();
        for length in 0.. {
            if length > viewer.longest() {
                break;
            }
            for ((view, at), bound) in views.iter().zip(&first).zip(&bounds) {
                if *bound > length {
                    continue;
                }
                let mut watch = Viewed { viewer, view, metric: self.metric };
                let mut search = Phase1 {
                    pruning,
                    subgroup: self.subgroup.as_deref(),
                    longest_second: self.longest_second,
                    words: &self.words,
                    metric: self.metric,
                    start: view.state,
                    word: Vec::with_capacity(32),
                    watch: &mut watch,
                };
                search.search(*at, Canonical::START, length)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The three rotations of the position and of its inverse.
    fn views(&self, state: &State) -> Vec<View<'_>> {
        let inverse = state.inverse();
        let view = |(is_inverse, state): (bool, State)| {
            let all = self.views.iter();
            all.map(move |(r, turns)| View { state: r.apply(&state), turns, is_inverse })
        };
        [(false, *state), (true, inverse)].into_iter().flat_map(view).collect()
    }
}

/// A position in another view, and what its turns are in ours.
struct View<'a> {
    state: State,
    turns: &'a [Turn],
    is_inverse: bool,
}

impl View<'_> {
    fn solution(&self, word: &[u8]) -> Vec<Turn> {
        let turns = word.iter().map(|turn| self.turns[usize::from(*turn)]);
        if self.is_inverse { turns.rev().map(Turn::inverse).collect() } else { turns.collect() }
    }
}

/// What is told of a search of all views.
pub(crate) trait Viewer {
    /// As [`Watch::spend`].
    fn spend(&mut self, effort: Effort) -> ControlFlow<()>;
    /// As [`Watch::longest`].
    fn longest(&self) -> u8;
    /// A solution of the position, of so many moves.
    fn found(&mut self, word: Vec<Turn>, moves: u8) -> ControlFlow<()>;
}

struct Viewed<'a, V> {
    viewer: &'a mut V,
    view: &'a View<'a>,
    metric: TurnMetric,
}

impl<V: Viewer> Watch for Viewed<'_, V> {
    #[inline]
    fn spend(&mut self, effort: Effort) -> ControlFlow<()> {
        self.viewer.spend(effort)
    }

    #[inline]
    fn longest(&self) -> u8 {
        self.viewer.longest()
    }

    fn found(&mut self, word: &[u8]) -> ControlFlow<()> {
        let word = self.view.solution(word);
        let moves = word.iter().map(|turn| self.metric.moves_of(turn.angle)).sum::<u32>();
        self.viewer.found(word, moves as u8)
    }
}

/// Keeps the shortest.
struct Best {
    /// The word and its moves.
    word: Option<(Vec<Turn>, u8)>,
    enough: u8,
    patience: u64,
    takes_any: bool,
    limit: u64,
    nodes: u64,
}

impl Viewer for Best {
    #[inline]
    fn spend(&mut self, effort: Effort) -> ControlFlow<()> {
        self.nodes += effort.generated;
        if self.nodes > self.limit && self.word.is_some() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    #[inline]
    fn longest(&self) -> u8 {
        // Before the first solution, aim at what is enough, but take anything once that is spent.
        match &self.word {
            Some((_, moves)) => moves.saturating_sub(1),
            None if self.takes_any || self.nodes > self.limit => ANY,
            None => self.enough,
        }
    }

    fn found(&mut self, word: Vec<Turn>, moves: u8) -> ControlFlow<()> {
        let is_first = self.word.as_ref().is_none_or(|(_, moves)| *moves > self.enough);
        if moves <= self.enough && is_first {
            self.limit = self.limit.min(self.nodes.saturating_add(self.patience));
        }
        self.word = Some((word, moves));
        // The limit is seen when positions are told too, but a patience of 0 ends here.
        if self.nodes >= self.limit {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
