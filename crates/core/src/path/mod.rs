//! Path search: puzzles whose positions are searched by the million.
//!
//! A [`Puzzle`] is what a planner needs to know of a deterministic problem: positions that are
//! compared and hashed by value, moves that cannot fail, and a goal. Heuristics guess how far a
//! position is from the goal ([`Heuristic`]) or how much a move away from it will cost in all
//! ([`QFunction`]). A [`Planner`] looks for a path through a [`Task`], which holds the start, counts
//! what the planner does, stops it when a limit is reached, and keeps the best path and the best
//! proof so far.

mod heuristic;
mod puzzle;
mod task;

pub use heuristic::{Heuristic, QFunction, Zero};
pub use puzzle::{Draw, Puzzle, PuzzleError};
pub use task::{Counters, Limits, Planner, Report, Solution, Spent, Task};
