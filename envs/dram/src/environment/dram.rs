//! The environment: a controller and an address map in, time, latency, bandwidth and energy out.

use super::known::Known;
use super::meaning::Merging;
use super::measure::{Sample, specs};
use super::memory::Memories;
use super::preset::{self, Preset};
use crate::engine::{Memory, Run};
use crate::policy::Controller;
use crate::truth::Truth;
use crate::workload::Workload;
use orienteer_core::rng::key_seed;
use orienteer_core::space::{DesignSpace, Restriction};
use orienteer_core::{
    Design, Designs, Environment, Fault, MetricSpec, Metrics, Objective, Outcome, Space,
};

/// The version of what designs measure. It is part of [`Environment::fingerprint`], so that records
/// and tables made before a change are not continued after it.
///
/// Raise it by one with every change of the engine, of the workloads that come with the crate or are
/// generated, or of a metric, by which any design measures something else; then `data/results.csv`
/// needs a line (a test says which), and `data/truth` has to be made again.
pub const RESULTS_VERSION: u32 = 2;

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
    merging: Merging,
    /// What is known under each memory.
    known: Vec<Known>,
    metrics: Vec<MetricSpec>,
    fingerprint: u64,
    truth: Option<Truth>,
}

impl Dram {
    pub(super) fn new(workload: Workload, memories: Memories, preset: Preset, rerun: bool) -> Self {
        let whole = preset::space(&memories.maps);
        let part = preset.part(&whole, &memories.maps);
        let merging = Merging::new(part.as_ref().map_or(&*whole, |part| part.space()));
        let version = u64::from(RESULTS_VERSION);
        let key = [version, workload.fingerprint(), memories.fingerprint];
        let key = key.map(|number| number.to_string());
        let fingerprint = key_seed(&key.each_ref().map(String::as_str));
        Self {
            truth: Truth::of(fingerprint),
            workload,
            known: memories.under.iter().map(|_| Known::new(!rerun)).collect(),
            memories: memories.under,
            maps: memories.maps,
            whole,
            part,
            merging,
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
        let (controller, map) = self.decode(design)?;
        Ok((controller, &self.memories[map]))
    }

    /// A controller, and the number of an address map.
    fn decode(&self, design: &Design) -> Result<(Controller, usize), Fault> {
        let outside = |why: &dyn ToString| Fault::Invalid(why.to_string());
        let wide = match &self.part {
            Some(part) => part.widen(design).map_err(|error| outside(&error))?,
            None => design.clone(),
        };
        let (map, controller) = wide.genes().split_last().ok_or_else(|| outside(&"no gene"))?;
        let controller = Controller::decode(&Design::from_genes(controller));
        let map = map.index().map(|map| map as usize).filter(|map| *map < self.memories.len());
        let map = map.ok_or_else(|| outside(&"the design has no such address map"))?;
        Ok((controller.map_err(|error| outside(&error))?, map))
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

    /// What a design measures, by a run or by what runs have shown.
    fn sample(&self, design: &Design) -> Result<Sample, Fault> {
        let (controller, map) = self.decode(design)?;
        let (memory, known) = (&self.memories[map], &self.known[map]);
        if let Some(sample) = known.find(&controller) {
            return Ok(sample);
        }
        let source = &mut *self.workload.source();
        let sample = if known.wants_notes() {
            memory.run_with_alike(&controller, source).map(|(run, alike)| {
                let sample = Sample::from(&run);
                known.add(alike, sample);
                sample
            })
        } else {
            memory.run(&controller, source).map(|run| Sample::from(&run))
        };
        sample.map_err(|error| Fault::Crash(error.to_string()))
    }

    /// The metrics of a run of this environment.
    pub fn measured(&self, run: &Run) -> Metrics {
        Sample::from(run).metrics()
    }
}

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
        Ok(Outcome::terminated(self.sample(design)?.metrics()))
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

    /// Of the accesses, the description, the release of DRAMSys that is followed, the maps and
    /// [`RESULTS_VERSION`].
    fn fingerprint(&self) -> Option<u64> {
        Some(self.fingerprint)
    }

    /// Merges designs that differ only where it makes no difference.
    fn canonical(&self, design: &Design) -> Design {
        self.space().canonical(&self.merging.merged(design))
    }
}
