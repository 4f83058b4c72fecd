//! Enforced hill climbing: from each position breadth-first to the nearest one that looks better,
//! and on from there.
//!
//! Hoffmann and Nebel, "The FF planning system: fast plan generation through heuristic search", JAIR
//! 2001. It never goes back, so it may end where nothing better can be reached; as
//! there, a complete search from the start then takes over, greedy best-first.

use crate::base::{Child, Expander, Graph, Id, Node, Place, Prune, at_least, sane};
use crate::greedy_best_first::greedy;
use crate::options::Ties;
use orienteer_core::path::{Incremental, Planner, Puzzle, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`EnforcedHillClimbing`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// Whether greedy best-first search takes over where it gets stuck.
    pub complete: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { complete: true }
    }
}

impl orienteer_core::Settings for Settings {}

/// Enforced hill climbing.
#[derive(Debug)]
pub struct EnforcedHillClimbing<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> EnforcedHillClimbing<H> {
    /// Enforced hill climbing with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Incremental<P>> Planner<P> for EnforcedHillClimbing<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let mut state = task.start().clone();
        if puzzle.is_goal(&state) {
            task.offer(&[]);
            return Ok(());
        }
        task.estimate(1)?;
        let mut token = self.heuristic.token(puzzle, &state);
        let h = sane(self.heuristic.value(&token));
        if self.heuristic.is_admissible() && h < f32::INFINITY {
            let upper = task.upper_bound().unwrap_or(u64::MAX);
            task.prove(at_least(h).min(upper));
        }
        let mut path = Vec::new();
        let mut graph = Graph::new(task.meter())?;
        let mut expander = Expander::new(puzzle, Prune::Inverse);
        loop {
            graph.clear(task.meter())?;
            graph.root(puzzle, state.clone(), token, task.meter())?;
            match climb(puzzle, &self.heuristic, &mut graph, &mut expander, &path, task)? {
                Climb::Done => return Ok(()),
                Climb::Better(id) => {
                    path.extend(graph.path(puzzle, id));
                    state.clone_from(&graph.at(id).state);
                    token = graph.at(id).token;
                }
                Climb::Stuck => break,
            }
        }
        if path.is_empty() && !expander.is_truncated && task.upper_bound().is_none() {
            // All that can be reached was looked at.
            task.prove_unsolvable();
        } else if self.settings.complete {
            drop((graph, expander));
            task.hold(0)?;
            return greedy(Ties::FirstIn, &self.heuristic, task);
        }
        Ok(())
    }
}

enum Climb {
    /// A goal was reached.
    Done,
    /// This node is estimated nearer than the root.
    Better(Id),
    /// Nothing better can be reached.
    Stuck,
}

/// Searches breadth-first from the root for a goal, or an estimate below the root's.
fn climb<P: Puzzle, H: Incremental<P>>(
    puzzle: &P,
    heuristic: &H,
    graph: &mut Graph<P::State, H::Token>,
    expander: &mut Expander<P::State>,
    path: &[Move],
    task: &mut Task<'_, P>,
) -> Result<Climb, Spent> {
    let best = sane(heuristic.value(&graph.at(0).token));
    let mut next = 0;
    while next < graph.len() as Id {
        let made = expander.expand(puzzle, graph, next, task.meter());
        next += 1;
        for at in 0..expander.children.len() {
            let Child { state, hash, g, parent, via } = expander.children[at].clone();
            let mut graph = graph.reserve(1, task.meter())?;
            let place = graph.look(puzzle, &state, hash);
            let Place::New(slot) = place else { continue };
            if puzzle.is_goal(&state) {
                task.offer(&[path, &graph.path_with(puzzle, parent, via)].concat());
                return Ok(Climb::Done);
            }
            task.estimate(1)?;
            let known = graph.at(parent);
            let token = heuristic.follow(puzzle, &known.token, &known.state, via, &state);
            let h = sane(heuristic.value(&token));
            // From where the goal is out of reach, nothing is worth trying.
            if h < f32::INFINITY {
                let id = graph.add(slot, hash, Node { state, token, g, parent, via });
                if h < best {
                    expander.children.clear();
                    return Ok(Climb::Better(id));
                }
            }
        }
        expander.children.clear();
        made?;
    }
    Ok(Climb::Stuck)
}
