//! The environment: a controller and an address map in, time, latency, bandwidth and energy out.

use super::measure::{Sample, specs};
use super::memory::Memories;
use super::preset::{self, Preset};
use crate::engine::{Memory, Run};
use crate::policy::{Arbiter, Controller, RefreshPolicy};
use crate::truth::Truth;
use crate::workload::Workload;
use orienteer_core::rng::key_seed;
use orienteer_core::space::{DesignSpace, Gene, Restriction};
use orienteer_core::{
    Design, Designs, Environment, Fault, MetricSpec, Metrics, Objective, Outcome, Space,
};

/// A memory under one workload. A design is a memory controller and an address map.
#[derive(Debug)]
pub struct Dram {
    workload: Workload,
    memories: Vec<Memory>,
    maps: Vec<&'static str>,
    /// All designs.
    whole: Designs,
    /// Those that are searched, if not all.
    part: Option<Restriction>,
    metrics: Vec<MetricSpec>,
    fingerprint: u64,
    truth: Option<Truth>,
}

impl Dram {
    pub(super) fn new(workload: Workload, memories: Memories, preset: Preset) -> Self {
        let whole = preset::space(&memories.maps);
        let part = preset.part(&whole, &memories.maps);
        let key = [workload.fingerprint(), memories.fingerprint].map(|hash| hash.to_string());
        let fingerprint = key_seed(&[&key[0], &key[1]]);
        Self {
            truth: Truth::of(fingerprint),
            workload,
            memories: memories.under,
            maps: memories.maps,
            whole,
            part,
            metrics: specs(),
            fingerprint,
        }
    }

    /// The workload.
    pub fn workload(&self) -> &Workload {
        &self.workload
    }

    /// The memory, under its first address map.
    pub fn memory(&self) -> &Memory {
        &self.memories[0]
    }

    /// What is known about the best designs.
    pub fn truth(&self) -> Option<Truth> {
        self.truth
    }

    /// The metrics of every design of [`Preset::ArchgymExhaustive`], in the order of that space, where
    /// they are known.
    pub fn tried(&self) -> Option<Vec<Metrics>> {
        self.truth?.metrics(self, Preset::ArchgymExhaustive)
    }

    /// A part of the whole space; nothing for the whole itself.
    pub(crate) fn part_of(&self, preset: Preset) -> Option<Restriction> {
        preset.part(&self.whole, &self.maps)
    }

    /// What a design of the space stands for: a controller, and the memory under an address map.
    ///
    /// # Errors
    ///
    /// When it is no design of the space.
    pub fn parts(&self, design: &Design) -> Result<(Controller, &Memory), Fault> {
        let outside = |why: &dyn ToString| Fault::Invalid(why.to_string());
        let wide = match &self.part {
            Some(part) => part.widen(design).map_err(|error| outside(&error))?,
            None => design.clone(),
        };
        let (map, controller) = wide.genes().split_last().ok_or_else(|| outside(&"no gene"))?;
        let controller = Controller::decode(&Design::from_genes(controller));
        let memory = map.index().and_then(|map| self.memories.get(map as usize));
        let memory = memory.ok_or_else(|| outside(&"the design has no such address map"))?;
        Ok((controller.map_err(|error| outside(&error))?, memory))
    }

    /// Runs the workload under a design.
    ///
    /// # Errors
    ///
    /// When it is no design of the space, or a workload that is too long to hold cannot be read
    /// again.
    pub fn run(&self, design: &Design) -> Result<Run, Fault> {
        let (controller, memory) = self.parts(design)?;
        let run = memory.run(&controller, &mut *self.workload.source());
        run.map_err(|error| Fault::Crash(error.to_string()))
    }

    /// The metrics of a run of this environment.
    pub fn measured(&self, run: &Run) -> Metrics {
        Sample::from(run).metrics()
    }
}

/// Where the parameters are that another can make meaningless.
const POSTPONED: usize = 6;
const PULLED_IN: usize = 7;
const ACTIVE: usize = 9;

impl Environment for Dram {
    type Space = Designs;
    type State = ();

    fn space(&self) -> &Designs {
        self.part.as_ref().map_or(&self.whole, Restriction::space)
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, _: u64) {}

    fn step(&self, (): &mut (), design: &Design) -> Result<Outcome, Fault> {
        Ok(Outcome::terminated(self.measured(&self.run(design)?)))
    }

    fn optimum(&self, objective: &Objective, _: Option<u32>) -> Option<f64> {
        self.truth?.optimum(self, self.space(), objective)
    }

    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        _: Option<u32>,
    ) -> Option<f64> {
        self.truth?.optimum(self, part.space(), objective)
    }

    /// Of the accesses, the description and the maps.
    fn fingerprint(&self) -> Option<u64> {
        Some(self.fingerprint)
    }

    /// Without refresh its counters make no difference, nor the number of active transactions under
    /// an arbiter without queues: the least value stands for all.
    fn canonical(&self, design: &Design) -> Design {
        let Ok((controller, _)) = self.parts(design) else { return self.space().canonical(design) };
        let mut genes = design.genes().to_vec();
        let mut forget = |place: usize| genes[place] = Gene::Index(0);
        if controller.refresh_policy == RefreshPolicy::NoRefresh {
            forget(POSTPONED);
            forget(PULLED_IN);
        }
        if controller.arbiter == Arbiter::Simple {
            forget(ACTIVE);
        }
        Design::new(genes)
    }
}
