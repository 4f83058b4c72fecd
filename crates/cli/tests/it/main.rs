//! The command as a user meets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod commands;
mod dram;
mod evaluate;
mod layers;
mod own;
mod planners;
mod resume;
mod solve;
mod support;
mod train;
mod yardsticks;
