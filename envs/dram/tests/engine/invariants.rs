//! What holds for all designs on all workloads.

use crate::random::{controller, generator, workload};
use crate::support::{Chunks, DDR3, DDR4, LPDDR4, memory, play};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{Activity, Command, Controller, Memory, Run};
use rand::RngExt;
use rayon::prelude::*;

pub(crate) struct Case {
    pub(crate) controller: Controller,
    pub(crate) accesses: Vec<Access>,
}

pub(crate) fn cases(name: &'static str, number: u64) -> impl Iterator<Item = Case> {
    (0..number).map(move |index| {
        let mut rng = generator(name, index);
        let controller = controller(&mut rng);
        let length = rng.random_range(1..400);
        Case { controller, accesses: workload(&mut rng, length) }
    })
}

/// Each memory, with the clocks of its burst and from a read or write of an open row to its answer:
/// with LPDDR4 they count from the last of its four clocks.
pub(crate) fn memories() -> [(Memory, u64, [u64; 2]); 3] {
    [
        (memory(DDR3), 4, [14, 12]),
        (memory(DDR4), 4, [20, 20]),
        (memory(LPDDR4), 8, [3 + 28 + 6 + 8, 3 + 14 + 1 + 2 + 8]),
    ]
}

/// All that a run says, to compare.
pub(crate) fn outcome(run: &Run) -> (u64, [u64; Command::COUNT], Activity, Vec<u64>, f64) {
    let shares = [0.0, 0.5, 0.95, 0.99, 1.0];
    let all = [&run.reads, &run.reads_from_due, &run.writes];
    let quantiles = all.map(|all| shares.map(|share| all.quantile(share)));
    let sums = all.map(|all| all.mean().to_bits());
    let latencies =
        quantiles.concat().into_iter().chain(sums).chain([run.read_clocks_from_arbiter, run.ties]);
    (run.clocks, run.commands, run.activity, latencies.collect(), run.energy.total())
}

#[test]
fn every_request_is_served_and_answered_once() {
    for Case { controller, accesses } in cases("once", 120) {
        for (memory, ..) in memories() {
            let (run, log) = play(&memory, &controller, &accesses);
            let writes = accesses.iter().filter(|access| access.write).count() as u64;
            let reads = accesses.len() as u64 - writes;
            assert_eq!((run.reads.len(), run.writes.len()), (reads, writes), "{controller:?}");
            let of = |commands: [Command; 2]| {
                log.iter().filter(|issued| commands.contains(&issued.command)).count() as u64
            };
            assert_eq!(of([Command::Read, Command::ReadAuto]), reads, "{controller:?}");
            assert_eq!(of([Command::Write, Command::WriteAuto]), writes, "{controller:?}");
            for (kind, count) in (0..).zip(run.commands) {
                let logged = log.iter().filter(|issued| issued.command as usize == kind).count();
                assert_eq!(logged as u64, count, "{controller:?}");
            }
        }
    }
}

/// Each bank serves the requests whose addresses are in it.
#[test]
fn requests_are_served_where_they_belong() {
    for Case { controller, accesses } in cases("place", 60) {
        let (_, log) = play(&memory(DDR3), &controller, &accesses);
        for bank in 0..8 {
            let here = accesses.iter().filter(|access| access.address >> 13 & 7 == bank).count();
            let is_it = |command: Command, at: u8| command.is_column() && u64::from(at) == bank;
            let served = log.iter().filter(|issued| is_it(issued.command, issued.bank)).count();
            assert_eq!(served, here, "bank {bank}: {controller:?}");
        }
    }
}

#[test]
fn energy_is_additive_and_no_part_is_negative() {
    for Case { controller, accesses } in cases("energy", 120) {
        for (memory, ..) in memories() {
            let (run, _) = play(&memory, &controller, &accesses);
            let energy = run.energy;
            let commands = [energy.activate, energy.precharge, energy.read, energy.write];
            let states = [energy.active, energy.precharged, energy.power_down, energy.self_refresh];
            let parts = [&commands[..], &states, &[energy.refresh]].concat();
            assert!(parts.iter().all(|part| *part >= 0.0), "{energy:?} {controller:?}");
            let sum: f64 = parts.iter().sum();
            assert!((sum / energy.total() - 1.0).abs() < 1e-12, "{energy:?} {controller:?}");
            assert!(energy.total() > 0.0, "{energy:?} {controller:?}");
        }
    }
}

#[test]
fn no_more_data_than_the_bus_carries() {
    for Case { controller, accesses } in cases("bus", 120) {
        for (memory, burst, _) in memories() {
            let (run, _) = play(&memory, &controller, &accesses);
            assert!(run.clocks >= run.accesses * burst, "{controller:?}");
            let shape = &memory.description().shape;
            let transfers = f64::from(shape.data_rate) * 1e3 / run.clock_ps as f64;
            let width = f64::from(shape.width * shape.nbr_of_devices_on_dimm) / 8.0;
            assert!(run.bandwidth() <= transfers * width, "{controller:?}");
        }
    }
}

#[test]
fn no_answer_before_its_data() {
    for Case { controller, accesses } in cases("end", 120) {
        for (memory, _, shortest) in memories() {
            let (run, _) = play(&memory, &controller, &accesses);
            let last = accesses.last().unwrap();
            assert!(run.clocks >= last.clock + shortest[usize::from(last.write)], "{controller:?}");
            for (all, least) in [&run.reads, &run.writes].into_iter().zip(shortest) {
                assert!(all.is_empty() || all.quantile(0.0) >= least, "{controller:?}");
            }
        }
    }
}

#[test]
fn a_larger_buffer_loses_no_requests() {
    for Case { controller, accesses } in cases("buffer", 40) {
        for size in [1, 2, 5, 17, 128, u32::MAX] {
            let controller = Controller { request_buffer_size: size, ..controller.clone() };
            let (run, _) = play(&memory(DDR3), &controller, &accesses);
            let answered = run.reads.len() + run.writes.len();
            assert_eq!(answered, accesses.len() as u64, "{controller:?}");
        }
    }
}

#[test]
fn threads_make_no_difference() {
    let memory = memory(DDR4);
    let cases: Vec<Case> = cases("threads", 60).collect();
    let run = |case: &Case| outcome(&play(&memory, &case.controller, &case.accesses).0);
    let alone: Vec<_> = cases.iter().map(run).collect();
    let together: Vec<_> = cases.par_iter().map(run).collect();
    assert_eq!(alone, together);
}

#[test]
fn neither_do_chunks_nor_the_log() {
    for Case { controller, accesses } in cases("chunks", 60) {
        for (memory, ..) in memories() {
            let (whole, _) = play(&memory, &controller, &accesses);
            for size in [1, 7, 64] {
                let run = memory.run(&controller, &mut Chunks::new(&accesses, size)).unwrap();
                assert_eq!(outcome(&run), outcome(&whole), "chunks of {size}: {controller:?}");
            }
        }
    }
}
