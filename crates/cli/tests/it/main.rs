//! The command as a user meets it.

mod bad_input;
mod commands;
mod layers;
mod resume;
mod support;
mod yardsticks;
