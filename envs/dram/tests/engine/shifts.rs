//! What happens does not depend on when: a workload that comes later has the same commands, later.

use crate::random::{controller, generator, workload};
use crate::support::{DDR3, DDR4, LPDDR4, memory, play};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{Controller, Issued, PowerDownPolicy, RefreshPolicy};
use rand::RngExt;

/// The engine counts clocks from an epoch that it moves every so often: 2^21 is such a time.
const AROUND: [u64; 5] = [1 << 21, 1 << 22, 1 << 31, 1 << 32, 1 << 40];

#[test]
fn a_later_workload_has_the_same_commands_later() {
    for (name, device) in [("ddr3", DDR3), ("ddr4", DDR4), ("lpddr4", LPDDR4)] {
        let memory = memory(device);
        for case in 0..40 {
            let mut rng = generator(name, case);
            // Refresh and sleep count from the beginning.
            let controller = Controller {
                refresh_policy: RefreshPolicy::NoRefresh,
                power_down_policy: PowerDownPolicy::NoPowerDown,
                ..controller(&mut rng)
            };
            let accesses = workload(&mut rng, 200);
            let length = accesses.last().unwrap().clock;
            let late = |shift: u64| {
                let later = |access: &Access| Access { clock: access.clock + shift, ..*access };
                let accesses: Vec<_> = accesses.iter().map(later).collect();
                let (run, log) = play(&memory, &controller, &accesses);
                let earlier = |issued: Issued| Issued { clock: issued.clock - shift, ..issued };
                (run.clocks - shift, run.ties, log.into_iter().map(earlier).collect::<Vec<_>>())
            };
            let expected = late(1000);
            for around in AROUND {
                // So that the time passes in the midst of the workload.
                let shift = around - rng.random_range(0..=length.min(around));
                assert_eq!(late(shift), expected, "{name}, case {case}, {shift} clocks later");
            }
        }
    }
}
