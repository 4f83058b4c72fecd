//! Phase 1: into the subgroup, in an exact number of turns, with a phase 2 at every end.

use super::coordinates::{First, Second};
use super::phase2::Phase2;
use super::tables::Pruning;
use crate::database::tables;
use crate::optimal::{Canonical, Next};
use crate::turn::TurnMetric;
use crate::{Effort, State, Subgroup, TURNS, apply_word};
use std::ops::ControlFlow;

/// What a search tells and asks the outside.
pub(super) trait Watch {
    /// What was done since the last call, or is done next: whether to go on.
    fn spend(&mut self, effort: Effort) -> ControlFlow<()>;

    /// The most moves that a solution may still have to be of use.
    fn longest(&self) -> u8;

    /// A solution of the position in hand, as numbers in [`TURNS`], of at most [`Watch::longest`]
    /// moves: whether to go on.
    fn found(&mut self, word: &[u8]) -> ControlFlow<()>;
}

/// A search of one position.
pub(super) struct Phase1<'a, W> {
    pub(super) pruning: &'a Pruning,
    pub(super) subgroup: Option<&'a Subgroup>,
    pub(super) longest_second: u8,
    pub(super) words: &'a Canonical,
    pub(super) metric: TurnMetric,
    pub(super) start: State,
    pub(super) word: Vec<u8>,
    pub(super) watch: &'a mut W,
}

impl<W: Watch> Phase1<'_, W> {
    /// Tries all ways into the subgroup that take `left` moves more.
    pub(super) fn search(&mut self, at: First, last: u8, left: u8) -> ControlFlow<()> {
        if left == 0 {
            return self.end();
        }
        let (shared, moves) = (tables(), &self.pruning.moves);
        let twists = &shared.twists[usize::from(at.twist)];
        let flips = &moves.flips[usize::from(at.flip)];
        let slices = &moves.slices[usize::from(at.slice)];
        let next = self.words.after(last);
        self.watch.spend(Effort { expanded: 1, generated: next.len() as u64 })?;
        // Which children pass is hard to foresee, so they are sifted without branches.
        let mut passed = [Next { turn: 0, state: 0 }; 18];
        let mut count = 0;
        for to in next {
            passed[count] = *to;
            let turn = usize::from(to.turn);
            count += usize::from(self.pruning.twist_flip(twists[turn], flips[turn]) < left);
        }
        // Whoever enters the subgroup before the last turn was there at a smaller length: a bound of 0
        // wraps around to a large one then.
        let (least, mut within) = (u8::from(left > 1), 0);
        for i in 0..count {
            let to = passed[i];
            let turn = usize::from(to.turn);
            let a = self.pruning.flip_slice(flips[turn], slices[turn]);
            let b = self.pruning.twist_slice(twists[turn], slices[turn]);
            passed[within] = to;
            within += usize::from(a.max(b).wrapping_sub(least) < left - least);
        }
        if let Some(subgroup) = self.subgroup {
            let all = within;
            within = 0;
            for i in 0..all {
                let turn = usize::from(passed[i].turn);
                let at = First { twist: twists[turn], flip: flips[turn], slice: slices[turn] };
                passed[within] = passed[i];
                within += usize::from(subgroup.at(at) < left);
            }
        }
        for to in &passed[..within] {
            let turn = usize::from(to.turn);
            let at = First { twist: twists[turn], flip: flips[turn], slice: slices[turn] };
            self.word.push(to.turn);
            self.search(at, to.state, left - 1)?;
            self.word.pop();
        }
        ControlFlow::Continue(())
    }

    /// Inside of the subgroup: phase 2 with the turns that are left.
    fn end(&mut self) -> ControlFlow<()> {
        let made = self.word.len();
        let left = self.watch.longest().saturating_sub(made as u8).min(self.longest_second);
        let mut path = [0; 32];
        for (turn, path) in self.word.iter().zip(&mut path) {
            *path = u16::from(*turn);
        }
        let state = apply_word(&self.start, &path[..made.min(32)], &TURNS);
        let (corners, slice) = Second::corners_and_slice(&state);
        let tables = self.pruning.second(self.metric);
        if self.pruning.corners_slice(tables, corners, slice) > left {
            return ControlFlow::Continue(());
        }
        let edges = Second::edges(&state);
        if self.pruning.edges_slice(tables, edges, slice) > left
            || self.pruning.edges_half(tables, edges, corners) > left
        {
            return ControlFlow::Continue(());
        }
        let mut second = Phase2::new(self.pruning, self.metric);
        // Phase 1 would have made two turns of one face in one.
        let closed = self.word.last().map_or(0, |turn| 1 << (turn / 3));
        let at = Second { corners, edges, slice };
        let is_solved = second.solve(at, left, closed, &mut self.word);
        let spent = self.watch.spend(second.effort);
        if is_solved {
            let found = self.watch.found(&self.word);
            self.word.truncate(made);
            found?;
        }
        spent
    }
}
