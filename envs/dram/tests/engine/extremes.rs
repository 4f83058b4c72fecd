//! Whatever numbers a description holds: it is refused, or runs to the end. It never panics.

use crate::descriptions::{build, devices, fields, with};
use crate::random::generator;
use crate::support::{Chunks, REFRESHED, trace};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{Controller, PagePolicy, PowerDownPolicy};
use rand::RngExt;
use serde_json::Value;
use std::panic::catch_unwind;

/// A workload with pauses for refresh and sleep.
fn pauses() -> Vec<Access> {
    trace(
        "0 r 0, 0 w 40, 1 r 20000, 2 w 2000, 3 r 8000, 6230 w 0, 6235 r 4000000, 6300 r 0, \
         6310 w 10000, 7000 r 80, 7003 r c0, 20000 w 0, 20000 r 40000",
    )
}

/// What is wrong with the runs of this device, if it is not refused.
fn survey(device: &Value) -> Option<String> {
    let runs = || {
        let (memory, accesses) = (build(device).ok()?, pauses());
        for page_policy in [PagePolicy::OpenAdaptive, PagePolicy::Closed] {
            for power_down_policy in [PowerDownPolicy::NoPowerDown, PowerDownPolicy::Staggered] {
                let refresh = Controller { refresh_max_pulledin: 2, ..REFRESHED };
                let controller = Controller { page_policy, power_down_policy, ..refresh };
                let run = memory.run(&controller, &mut Chunks::new(&accesses, 16));
                let Ok(run) = run else { continue };
                let answers = run.reads.len() + run.writes.len();
                if answers != accesses.len() as u64 || !run.energy.total().is_finite() {
                    return Some(format!("{run:?}"));
                }
            }
        }
        None
    };
    catch_unwind(runs).unwrap_or_else(|_| Some("panics".to_owned()))
}

#[test]
fn one_number() {
    for device in devices() {
        for (section, field) in fields(&device) {
            let most = u64::from(u32::MAX);
            for number in [0_u64, 1, 2, 4, 64, 300, 5000, 1 << 16, 1 << 20, most, u64::MAX] {
                let wrong = survey(&with(&device, section, &field, number.into()));
                let name = &device["memspec"]["memoryId"];
                assert_eq!(wrong, None, "{name}, {field} = {number}");
            }
        }
    }
}

#[test]
fn several_numbers() {
    let (devices, mut built) = (devices(), 0);
    for case in 0..2000 {
        let mut rng = generator("descriptions", case);
        let mut device = devices[rng.random_range(0..devices.len())].clone();
        let fields = fields(&device);
        for _ in 0..rng.random_range(1..=4) {
            let (section, field) = &fields[rng.random_range(0..fields.len())];
            let bits = rng.random_range(0..14);
            let number = match *section {
                "memarchitecturespec" => 1_u64 << (bits / 2),
                _ => rng.random_range(0..1 << bits),
            };
            device = with(&device, section, field, number.into());
        }
        built += u32::from(build(&device).is_ok());
        assert_eq!(survey(&device), None, "case {case}: {device}");
    }
    assert!((500..1900).contains(&built), "{built}");
}
