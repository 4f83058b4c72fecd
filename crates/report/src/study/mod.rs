//! From folders of records to one comparison: reading, merging, and summarising.

mod load;
mod merge;
mod model;
mod record;
mod summary;

pub(crate) use load::load;
pub(crate) use merge::merge;
pub(crate) use model::{Experiment, Outcome, Problem, Run, Study, with_unit};
pub(crate) use record::{Direction, Goal, Seal, Subject};
pub(crate) use summary::{Entry, Estimate, Summary, Test};
