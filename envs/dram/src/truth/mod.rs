//! What is known about the best designs: every design of a space was tried.
//!
//! `data/truth` has the outcomes of the grids of `ArchGym` on its four traces: of
//! [`Preset::ArchgymExhaustive`](crate::Preset), that of each of the 27,648 designs; of
//! [`Preset::ArchgymRl`](crate::Preset), the different
//! ones. An optimum is claimed only where designs were tried that measure the same as all that are
//! searched; elsewhere there is none. `data/truth/README.md` says how the files are made.

mod coverage;
mod row;
mod table;

pub use row::Row;

use crate::device::EnergyModel;
use crate::environment::{Dram, Preset};
use coverage::Coverage;
use orienteer_core::{Direction, Metrics, Objective, SpaceSpec};
use table::TABLES;

/// Trace and fingerprint of the environments whose outcomes are in the tables.
const INDEX: &str = include_str!("../../data/truth/index.csv");

/// What is known about an environment.
#[derive(Clone, Copy, Debug)]
pub struct Truth(&'static str);

impl Truth {
    /// What is known about the environment with this fingerprint.
    pub(crate) fn of(fingerprint: u64) -> Option<Self> {
        let known = |line: &&str| line.ends_with(&format!(",{fingerprint:016x}"));
        INDEX.lines().find(known)?.split(',').next().map(Self)
    }

    /// The trace.
    pub fn trace(self) -> &'static str {
        self.0
    }

    /// Of [`Preset::ArchgymExhaustive`] the outcome of each design, in the order of that space; of
    /// larger spaces each outcome that there is, once; nothing where they were not tried.
    pub fn rows(self, space: Preset) -> &'static [Row] {
        let table = TABLES.iter().find(|table| table.trace == self.0 && table.space == space);
        table.map_or(&[], |table| table.rows())
    }

    /// The metrics of these outcomes on the memory of `dram`.
    pub(crate) fn metrics(self, dram: &Dram, space: Preset) -> Option<Vec<Metrics>> {
        let description = dram.memory().description();
        let model = EnergyModel::new(description).ok()?;
        let (clock_ps, bytes) = (description.clock_ps().ok()?, description.shape.access_bytes());
        let metrics = |row: &Row| row.sample(&model, clock_ps, bytes).metrics();
        Some(self.rows(space).iter().map(metrics).collect())
    }

    /// The best value of `objective` over a part of the space of `dram`, if it is known.
    pub(crate) fn optimum(
        self,
        dram: &Dram,
        space: &SpaceSpec,
        objective: &Objective,
    ) -> Option<f64> {
        if objective.pareto().is_some() {
            return None;
        }
        let outcomes = self.outcomes(dram, space)?;
        let scores = outcomes.iter().map(|metrics| objective.score(metrics));
        let reward = scores.max()?.reward()?;
        Some(match objective.direction() {
            Direction::Minimize => -reward,
            Direction::Maximize => reward,
        })
    }

    /// What the designs of a space measure, if all were tried.
    fn outcomes(self, dram: &Dram, space: &SpaceSpec) -> Option<Vec<Metrics>> {
        let tried = dram.part_of(Preset::ArchgymExhaustive)?;
        if let Some(coverage) = Coverage::new(tried.space(), space) {
            let all = self.metrics(dram, Preset::ArchgymExhaustive)?.into_iter();
            let all = all.zip(tried.space().designs()?);
            return Some(all.filter(|(_, d)| coverage.has(d)).map(|(m, _)| m).collect());
        }
        let grid = dram.part_of(Preset::ArchgymRl)?;
        if **grid.space() == *space { self.metrics(dram, Preset::ArchgymRl) } else { None }
    }
}
