//! Additive pattern databases: how many moves some of the tiles need, whatever the others do.
//!
//! A *pattern* is a set of tiles. Its table has an entry for every way to place them: the fewest
//! moves of these tiles, the others moving for nothing, that bring them home. Because a move moves
//! one tile, the entries of patterns without a common tile may be added, and the sum is still at
//! most the distance (Korf and Felner, "Disjoint pattern database heuristics", Artificial
//! Intelligence 134, 2002; Felner, Korf and Hanan, "Additive pattern database heuristics", Journal
//! of Artificial Intelligence Research 22, 2004).
//!
//! What is stored is half of what an entry exceeds the Manhattan distance of the pattern's tiles:
//! it is a whole number, because every move of a tile changes that distance by one, and it is small
//! enough for four bits.

mod additive;
mod build;
mod file;
mod partition;
mod rank;
mod table;

pub use additive::{Additive, Trace};
pub use file::OpenError;
pub use partition::{FIVE_FIVE_FIVE, FOUR_FOUR, SEVEN_EIGHT, SIX_SIX_SIX_SIX, SIX_SIX_THREE};
pub use table::{PatternError, PatternTable};

/// The most tiles of a pattern.
pub const LARGEST_PATTERN: usize = 8;
