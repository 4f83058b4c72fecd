//! From folders of records to one comparison: reading, merging, and summarising.

pub(crate) mod load;
mod merge;
mod model;
mod record;
mod summary;

pub(crate) use load::load;
pub(crate) use merge::merge;
pub(crate) use model::{Experiment, Outcome, Problem, Run, Study, with_unit};
pub(crate) use record::{Budget, Direction, Invocation, Seal, Subject};
pub use summary::seeds_for_tests;
pub(crate) use summary::{Entry, Estimate, Summary, Test};
