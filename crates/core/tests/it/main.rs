//! The behaviour of sessions, adapters and wrappers, on small environments.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod adapters;
mod designs;
mod moves;
mod problems;
mod restricted;
mod resume;
mod wrappers;
