//! Iterative deepening A*.

use super::expand::{Children, Expand};
use crate::{State, TURNS};

/// Looks for a shortest solution of the 3x3x3, in the metric of what judges the children:
/// [`crate::Successors`] (pattern databases) or [`crate::Axes`].
///
/// Children are visited in the order of the turns, and nothing else prunes than the bounds and
/// canonical words, so that the number of children made in an iteration that finds nothing is a
/// property of the position.
#[derive(Clone, Debug)]
pub struct IdaStar<E> {
    expand: E,
    generated: u64,
    start: State,
    word: Vec<u8>,
}

impl<E: Expand> IdaStar<E> {
    /// A search with these children.
    pub fn new(expand: E) -> Self {
        Self { expand, generated: 0, start: State::SOLVED, word: Vec::new() }
    }

    /// The children made so far.
    pub fn generated(&self) -> u64 {
        self.generated
    }

    /// A lower bound for a start.
    pub fn bound(&self, start: &State) -> u8 {
        self.expand.bound(&self.expand.root(start))
    }

    /// One iteration: the numbers (in [`crate::TURNS`]) of the turns of a solution of at most `bound`
    /// moves, if there is one.
    pub fn iterate(&mut self, start: &State, bound: u8) -> Option<Vec<u8>> {
        self.word.clear();
        if start.is_solved() {
            return Some(Vec::new());
        }
        self.start = *start;
        let root = self.expand.root(start);
        (bound > 0 && self.visit(&root, bound - 1)).then(|| std::mem::take(&mut self.word))
    }

    /// The turns of a shortest solution.
    pub fn solve(&mut self, start: &State) -> Vec<u8> {
        let mut bound = self.bound(start);
        loop {
            if let Some(word) = self.iterate(start, bound) {
                return word;
            }
            bound += 1;
        }
    }

    /// Whether solved is at most `left` moves away from a child of `node`; the path is in `word` then.
    fn visit(&mut self, node: &E::Node, left: u8) -> bool {
        let mut children: Children<E::Node> = [(0, *node); 18];
        self.generated += self.expand.count(node) as u64;
        let passed = self.expand.within(node, left, &mut children);
        for (turn, child) in &children[..passed] {
            self.word.push(*turn);
            let may_be_solved = self.expand.bound(child) == 0;
            if may_be_solved && is_solution(&self.start, &self.word) {
                return true;
            }
            if left > 0 && self.visit(child, left - 1) {
                return true;
            }
            self.word.pop();
        }
        false
    }
}

/// Whether the turns at these places of [`TURNS`] solve `start`.
pub(super) fn is_solution(start: &State, word: &[u8]) -> bool {
    word.iter().fold(*start, |state, turn| state.then(&TURNS[usize::from(*turn)])).is_solved()
}
