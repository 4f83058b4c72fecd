//! The behaviour of sessions, adapters and wrappers, on small environments.

mod adapters;
mod designs;
mod moves;
mod problems;
mod resume;
mod wrappers;
