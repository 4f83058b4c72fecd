//! The search tree: states, the moves not tried from them, and what came of those tried.

use crate::returns::Returns;
use orienteer_core::{Move, Node, Score};

/// The number of a branch of a [`Tree`].
pub(crate) type Id = u32;

/// A state in the tree. It holds the state itself, so that a simulation begins where its path
/// leaves the tree and pays for no transition twice.
pub(crate) struct Branch<S> {
    pub(crate) node: Node<S>,
    /// The score on the way here that counts: the best or the last.
    pub(crate) score: Option<Score>,
    /// The moves not tried yet, in random order.
    pub(crate) untried: Vec<Move>,
    pub(crate) children: Vec<Id>,
    pub(crate) returns: Returns,
    /// Whether nothing below is left to try.
    pub(crate) closed: bool,
}

/// A tree of at least a root, branch 0.
pub(crate) struct Tree<S> {
    branches: Vec<Branch<S>>,
}

impl<S> Tree<S> {
    pub(crate) fn new(root: Node<S>, moves: Vec<Move>) -> Self {
        let mut tree = Self { branches: Vec::new() };
        tree.push(root, None, moves);
        tree
    }

    pub(crate) fn len(&self) -> usize {
        self.branches.len()
    }

    pub(crate) fn at(&self, id: Id) -> &Branch<S> {
        &self.branches[id as usize]
    }

    pub(crate) fn at_mut(&mut self, id: Id) -> &mut Branch<S> {
        &mut self.branches[id as usize]
    }

    /// Adds a branch below `parent`. One without moves is closed from the start.
    pub(crate) fn grow(
        &mut self,
        parent: Id,
        node: Node<S>,
        score: Option<Score>,
        moves: Vec<Move>,
    ) -> Id {
        let id = self.push(node, score, moves);
        self.at_mut(parent).children.push(id);
        id
    }

    /// Backs a return up the path, from the leaf to the root, and closes what is exhausted.
    pub(crate) fn back_up(&mut self, path: &[Id], score: Score) {
        let mut closed = true;
        for &id in path.iter().rev() {
            let branch = self.at(id);
            closed = closed
                && branch.untried.is_empty()
                && branch.children.iter().all(|&child| self.at(child).closed);
            let branch = self.at_mut(id);
            branch.closed = closed;
            branch.returns.add(score);
        }
    }

    fn push(&mut self, node: Node<S>, score: Option<Score>, untried: Vec<Move>) -> Id {
        let closed = untried.is_empty();
        let (children, returns) = (Vec::new(), Returns::NONE);
        self.branches.push(Branch { node, score, untried, children, returns, closed });
        self.branches.len() as Id - 1
    }
}
