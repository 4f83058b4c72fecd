//! What beam search and diverse beam search have in common: layer by layer, all children of a layer
//! are made and estimated, and some of them are chosen as the next.

use crate::base::{Expander, Graph, Id, Index, Node, Place, Prune, at_least, room, rooms, sane};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Puzzle, Spent, Task};

/// A child that may be chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) key: f32,
    /// Its number in the layer: ties go by that.
    pub(crate) number: u32,
    pub(crate) parent: Id,
    pub(crate) via: Move,
    g: u32,
    hash: u32,
}

impl Candidate {
    /// What candidates are ordered by.
    pub(crate) fn rank(&self) -> u64 {
        u64::from(self.key.to_bits()) << 32 | u64::from(self.number)
    }
}

/// Searches in layers. `choose` leaves those of the candidates that make up the next layer, in
/// order, and the others behind them; it returns how many it chose.
pub(crate) fn search<P: Puzzle, H: Heuristic<P>>(
    heuristic: &H,
    weight: f32,
    mut choose: impl FnMut(&mut [Candidate]) -> usize,
    task: &mut Task<'_, P>,
) -> Result<(), Spent> {
    let puzzle = task.puzzle();
    let start = task.start().clone();
    if puzzle.is_goal(&start) {
        task.offer(&[]);
        return Ok(());
    }
    let mut layers = Layers {
        puzzle,
        heuristic,
        weight,
        graph: Graph::new(task.meter())?,
        expander: Expander::new(puzzle, Prune::Inverse),
        known: Index::new(task.meter())?,
        candidates: Vec::new(),
        states: Vec::new(),
        values: Vec::new(),
        found: false,
    };
    let mut layer = Vec::new();
    room(&mut layer, task.meter())?;
    if heuristic.is_admissible() {
        let h = task.ask(heuristic, &start)?;
        if h == f32::INFINITY {
            task.prove_unsolvable();
            return Ok(());
        }
        let upper = task.upper_bound().unwrap_or(u64::MAX);
        task.prove(at_least(sane(h)).min(upper));
    }
    layer.push(layers.graph.root(puzzle, start, (), task.meter())?);
    let mut is_complete = true;
    while !layer.is_empty() {
        let made = layers.make(&layer, task);
        if layers.found {
            return made;
        }
        made?;
        layers.estimate(task)?;
        let chosen = choose(&mut layers.candidates);
        is_complete &= chosen == layers.candidates.len();
        layer.clear();
        for at in 0..chosen {
            room(&mut layer, task.meter())?;
            layer.push(layers.keep(at, task)?);
        }
    }
    if is_complete && !layers.expander.is_truncated {
        task.prove_exhausted();
    }
    Ok(())
}

struct Layers<'a, P: Puzzle, H> {
    puzzle: &'a P,
    heuristic: &'a H,
    weight: f32,
    /// The positions chosen.
    graph: Graph<P::State, ()>,
    expander: Expander<P::State>,
    /// The candidates by position.
    known: Index,
    candidates: Vec<Candidate>,
    /// The positions of the candidates, by number, and the estimates.
    states: Vec<P::State>,
    values: Vec<f32>,
    found: bool,
}

impl<P: Puzzle, H: Heuristic<P>> Layers<'_, P, H> {
    /// Makes the children of a layer. Those that are new, or reached more cheaply, are candidates.
    fn make(&mut self, layer: &[Id], task: &mut Task<'_, P>) -> Result<(), Spent> {
        self.candidates.clear();
        self.states.clear();
        self.known.clear(task.meter())?;
        for &id in layer {
            let meter = task.meter();
            let made = self.expander.expand(self.puzzle, &self.graph, id, meter);
            let mut children = std::mem::take(&mut self.expander.children);
            let looked = children.drain(..).try_for_each(|child| {
                // Goals count even where there is no room for more.
                if self.puzzle.is_goal(&child.state) {
                    self.found = true;
                    if task.upper_bound().is_none_or(|upper| u64::from(child.g) < upper) {
                        task.offer(&self.graph.path_with(self.puzzle, child.parent, child.via));
                    }
                    return Ok(());
                }
                let is_beaten = |id: Id| self.graph.at(id).g <= child.g;
                if self.graph.find(self.puzzle, &child.state, child.hash).is_some_and(is_beaten) {
                    return Ok(());
                }
                self.known.reserve(1, task.meter())?;
                let canonical = self.puzzle.canonical(&child.state);
                let is_same =
                    |number: u32| self.puzzle.canonical(&self.states[number as usize]) == canonical;
                let number = self.candidates.len() as u32;
                let (g, parent, via, hash) = (child.g, child.parent, child.via, child.hash);
                let candidate = Candidate { key: 0.0, number, parent, via, g, hash };
                let (mut known, len) = self.known.view_mut();
                match known.find(hash, is_same) {
                    Ok((known, _)) => {
                        let other = &mut self.candidates[known as usize];
                        if g < other.g {
                            *other = Candidate { number: known, ..candidate };
                            self.states[known as usize] = child.state;
                        }
                    }
                    Err(slot) => {
                        known.put(slot, hash, number);
                        *len += 1;
                        room(&mut self.candidates, task.meter())?;
                        room(&mut self.states, task.meter())?;
                        self.candidates.push(candidate);
                        self.states.push(child.state);
                    }
                }
                Ok(())
            });
            self.expander.children = children;
            looked.and(made)?;
        }
        Ok(())
    }

    /// Estimates the candidates, in one call, and drops those from where no goal can be reached.
    fn estimate(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        task.estimate(self.states.len() as u64)?;
        self.values.clear();
        rooms(&mut self.values, self.states.len(), task.meter())?;
        self.heuristic.estimate_all(self.puzzle, &self.states, &mut self.values);
        self.values.resize(self.states.len(), 0.0);
        for (candidate, &value) in self.candidates.iter_mut().zip(&self.values) {
            candidate.key = self.weight * candidate.g as f32 + sane(value);
        }
        self.candidates.retain(|candidate| candidate.key < f32::INFINITY);
        Ok(())
    }

    /// Keeps a chosen candidate as a node.
    fn keep(&mut self, at: usize, task: &mut Task<'_, P>) -> Result<Id, Spent> {
        let Candidate { number, parent, via, g, hash, .. } = self.candidates[at];
        let state = self.states[number as usize].clone();
        let mut graph = self.graph.reserve(1, task.meter())?;
        let node = Node { state, token: (), g, parent, via };
        Ok(match graph.look(self.puzzle, &node.state, hash) {
            Place::New(slot) => graph.add(slot, hash, node),
            Place::Known(old, slot) => graph.supersede(old, slot, hash, node),
        })
    }
}
