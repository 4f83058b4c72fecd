//! Estimates from the tiles alone, without tables of positions.

mod linear_conflict;
mod manhattan;

pub use linear_conflict::LinearConflict;
pub use manhattan::Manhattan;
