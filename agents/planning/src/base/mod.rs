//! What the planners share: positions and how they were reached, the queue of what comes next, and
//! the making of children.

mod buckets;
mod expand;
mod graph;
mod heap;
mod index;
mod number;
mod open;
mod pool;
mod processor;
mod room;
mod successors;

pub(crate) use expand::{Child, Expander};
pub(crate) use graph::{Batch, Graph, Id, NONE, Node, Place};
pub(crate) use heap::Heap;
pub(crate) use index::Index;
pub(crate) use number::{at_least, sane};
pub(crate) use open::Open;
pub(crate) use room::{room, rooms};
pub(crate) use successors::{Prune, Successors};
