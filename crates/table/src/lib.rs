//! Exact distances for every entry of a set that is numbered from 0: pattern databases, pruning
//! tables, whole small puzzles.
//!
//! A [`Graph`] says which entries are neighbours; [`distances`] searches it breadth first from its
//! goals, in parallel, into a [`Table`] of four bits an entry (or eight, where distances exceed 14).
//! A [`Folder`] keeps tables as files: built once, mapped into memory afterwards, and verified
//! whenever they are opened, so that a file that was cut short, changed, or made for something else
//! is an error and never a wrong answer.
//!
//! ```
//! use orienteer_table::{Graph, Width, distances};
//!
//! /// Twelve hours in a circle.
//! struct Clock;
//!
//! impl Graph for Clock {
//!     fn entries(&self) -> usize {
//!         12
//!     }
//!
//!     fn neighbours(&self, hour: usize, visit: &mut impl FnMut(usize) -> bool) {
//!         let _ = visit((hour + 1) % 12) && visit((hour + 11) % 12);
//!     }
//! }
//!
//! let table = distances(&Clock, &[0], Width::Four)?;
//! assert_eq!(table.get(5), Some(5));
//! assert_eq!(table.histogram(), [1, 2, 2, 2, 2, 2, 1]);
//! # Ok::<(), orienteer_table::BuildError>(())
//! ```

mod file;
mod folder;
mod search;
mod storage;
mod table;

pub use file::{Key, Problem, TableError};
pub use folder::{Folder, FolderError, Notice};
pub use search::{BuildError, Graph, distances};
pub use table::{Table, Width};
