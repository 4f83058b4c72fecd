//! Path search: puzzles whose positions are searched by the million.
//!
//! A [`Puzzle`] is what a planner needs to know of a deterministic problem: positions that are
//! compared and hashed by value, moves that cannot fail, and a goal. Heuristics guess how far a
//! position is from the goal ([`Heuristic`]; [`Incremental`] where the guess is carried along a
//! path) or how much a move away from it will cost in all ([`QFunction`]). A [`Planner`] looks for a
//! path through a [`Task`], which holds the start, counts what the planner does ([`Meter`]), stops
//! it when a limit is reached, and keeps the best path and the best proof so far.
//!
//! With a measure of [`Progress`], [`PuzzleEnv`] makes an environment of a puzzle, for agents that
//! are no planners; one that can be [drawn](Draw) shows a path move by move ([`strip`]).

mod environment;
mod heuristic;
mod incremental;
mod meter;
mod puzzle;
mod strip;
mod task;

pub use environment::{LONGEST_SCRAMBLE, Played, Progress, PuzzleEnv, Solvable, StartError};
pub use heuristic::{Heuristic, OneStep, QFunction, Zero};
pub use incremental::{Afresh, Incremental};
pub use meter::{Counters, Limits, Meter, Spent};
pub use puzzle::{Draw, Puzzle, PuzzleError};
pub use strip::strip;
pub use task::{Improvement, Planner, Report, Solution, Task};
