//! Breadth-first search of a numbered set, level by level and in parallel.
//!
//! Each level is a scan of all entries. While few are reached, those of the last level write to
//! their neighbours; when most are, the rest look for a neighbour in the last level, and stop at the
//! first. The search keeps a byte an entry, not half a one, because threads that meet in a byte may
//! then simply store (they store the same), with no read-modify-write; the table is packed at the
//! end.

use crate::table::{Table, Width};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// Entries that a thread takes at a time.
const CHUNK: usize = 1 << 15;

/// A numbered set in which some entries are next to each other.
pub trait Graph: Sync {
    /// The number of entries.
    fn entries(&self) -> usize;

    /// Calls `visit` with each entry that one move leads to from `index`, all below
    /// [`Graph::entries`], until it returns false.
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool);

    /// Whether neighbours are neighbours of each other, so that the search may also look backward.
    /// Where they are not, `neighbours` must list where a move leads *from*, for a table of distances
    /// to the goals.
    fn is_undirected(&self) -> bool {
        true
    }
}

/// Why there is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A goal that is not in the set.
    #[error("goal {goal} is not an entry: there are {entries}")]
    Goal {
        /// The goal.
        goal: usize,
        /// The number of entries.
        entries: usize,
    },
    /// A distance that an entry cannot hold.
    #[error("distances exceed {greatest}, the greatest that {bits} bits an entry can hold")]
    TooFar {
        /// The greatest distance.
        greatest: u8,
        /// The bits of an entry.
        bits: u32,
    },
}

/// The distance of every entry from the nearest of `goals`, on all threads of the current rayon pool.
///
/// # Errors
///
/// When a goal is no entry, or a distance does not fit the width.
pub fn distances(graph: &impl Graph, goals: &[usize], width: Width) -> Result<Table, BuildError> {
    let (entries, unreached) = (graph.entries(), width.unreached());
    let mut values = Vec::new();
    values.resize_with(entries, || AtomicU8::new(unreached));
    let mut reached = 0;
    for &goal in goals {
        let value = values.get_mut(goal).ok_or(BuildError::Goal { goal, entries })?;
        reached += usize::from(*value.get_mut() != 0);
        *value.get_mut() = 0;
    }

    let level = Level { graph, values: &values, unreached };
    let (mut frontier, mut depth) = (reached, 0);
    while frontier > 0 && reached < entries {
        // A scan backward costs a few looks for each entry that is found and all looks for the rest.
        let backward = graph.is_undirected() && entries - reached < 2 * frontier;
        frontier = if backward { level.backward(depth) } else { level.forward(depth) };
        reached += frontier;
        depth += 1;
        if frontier > 0 && depth == unreached {
            return Err(BuildError::TooFar { greatest: unreached - 1, bits: width.bits() });
        }
    }
    Ok(Table::pack_from(entries, width, |index| values[index].load(Relaxed)))
}

/// The search between two levels.
struct Level<'a, G> {
    graph: &'a G,
    values: &'a [AtomicU8],
    unreached: u8,
}

impl<G: Graph> Level<'_, G> {
    /// Lets the entries at `depth` reach their neighbours; the number of entries reached.
    fn forward(&self, depth: u8) -> usize {
        self.scan(|range| {
            for (index, value) in range.clone().zip(&self.values[range]) {
                if value.load(Relaxed) == depth {
                    self.graph.neighbours(index, &mut |next| {
                        let next = &self.values[next];
                        // Most are reached already, and a store would take the line from others.
                        if next.load(Relaxed) == self.unreached {
                            next.store(depth + 1, Relaxed);
                        }
                        true
                    });
                }
            }
            0
        });
        // Counted afterwards, because two threads may reach the same entry.
        self.scan(|range| {
            self.values[range].iter().filter(|v| v.load(Relaxed) == depth + 1).count()
        })
    }

    /// Lets the unreached entries look for a neighbour at `depth`; the number that found one.
    fn backward(&self, depth: u8) -> usize {
        self.scan(|range| {
            let mut found = 0;
            for (index, value) in range.clone().zip(&self.values[range]) {
                if value.load(Relaxed) == self.unreached {
                    let mut is_next = false;
                    self.graph.neighbours(index, &mut |next| {
                        is_next = self.values[next].load(Relaxed) == depth;
                        !is_next
                    });
                    if is_next {
                        value.store(depth + 1, Relaxed);
                        found += 1;
                    }
                }
            }
            found
        })
    }

    fn scan(&self, work: impl Fn(Range<usize>) -> usize + Sync) -> usize {
        let entries = self.values.len();
        let chunks = (0..entries.div_ceil(CHUNK)).into_par_iter();
        chunks.map(|i| work(i * CHUNK..entries.min((i + 1) * CHUNK))).sum()
    }
}
