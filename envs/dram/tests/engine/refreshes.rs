//! Refreshes are as many as JEDEC allows: one an interval, less the postponed, more the pulled in.

use crate::random::{controller, generator, workload};
use crate::support::{DDR3, DDR4, LPDDR4, memory, play};
use orienteer_env_dram::{Command, Controller, PowerDownPolicy, RefreshPolicy};

/// A device, its interval, and the clocks in which a due refresh can start at the latest: open rows
/// have to be closed, and a device that sleeps has to wake.
fn devices() -> [(&'static str, u64, u64); 3] {
    [(DDR3, 6240, 100), (DDR4, 4680, 150), (LPDDR4, 6246, 200)]
}

#[test]
fn none_without_refresh() {
    for case in 0..60 {
        let mut rng = generator("no refresh", case);
        let refresh_policy = RefreshPolicy::NoRefresh;
        let controller = Controller { refresh_policy, ..controller(&mut rng) };
        let accesses = workload(&mut rng, 200);
        for (device, ..) in devices() {
            let (run, log) = play(&memory(device), &controller, &accesses);
            assert_eq!(run.refreshes(), 0, "case {case}: {controller:?}");
            let needs_idle = |command| {
                matches!(command, Command::Refresh | Command::PrechargeAll | Command::SelfRefresh)
            };
            assert!(!log.iter().any(|issued| needs_idle(issued.command)), "{controller:?}");
        }
    }
}

/// While it is awake: in self-refresh the device refreshes itself.
#[test]
fn as_many_as_intervals() {
    let (mut early, mut late) = (0, 0);
    for case in 0..150 {
        let mut rng = generator("refresh", case);
        let controller = Controller {
            refresh_policy: RefreshPolicy::AllBank,
            power_down_policy: PowerDownPolicy::NoPowerDown,
            ..controller(&mut rng)
        };
        let accesses = workload(&mut rng, 500);
        for (device, interval, slack) in devices() {
            let (run, log) = play(&memory(device), &controller, &accesses);
            let refreshes = log.iter().filter(|issued| issued.command == Command::Refresh);
            let most = u64::from(controller.refresh_max_pulledin);
            let least = u64::from(controller.refresh_max_postponed);
            // Before each refresh, and at the end, the account is in balance.
            let end = [(run.refreshes(), run.clocks)];
            for (done, clock) in (0..).zip(refreshes.map(|issued| issued.clock)).chain(end) {
                let passed = clock / interval;
                let context = format!("case {case}: {done} at {clock}: {controller:?}");
                assert!(done <= passed + most, "too many, {context}");
                assert!(
                    done + least + 1 >= clock.saturating_sub(slack) / interval,
                    "too few, {context}"
                );
                early += u64::from(done > passed);
                late += u64::from(done + 1 < passed);
            }
        }
    }
    assert!(early > 100 && late > 100, "{early} early, {late} late");
}

/// While requests wait, no refresh happens that need not.
#[test]
fn all_are_postponed_under_load() {
    for postponed in 0..=8 {
        let accesses: Vec<_> = crate::support::trace("0 r 0").repeat(20_000);
        let controller =
            Controller { refresh_max_postponed: postponed, ..crate::support::REFRESHED };
        let (run, log) = play(&memory(DDR3), &controller, &accesses);
        let first = log.iter().find(|issued| issued.command == Command::Refresh).unwrap().clock;
        let due = 6240 * (u64::from(postponed) + 1);
        assert!((due..due + 100).contains(&first), "{postponed}: {first}");
        let passed = (run.clocks - 100) / 6240;
        assert_eq!(run.refreshes(), passed - u64::from(postponed), "{postponed}: {}", run.clocks);
    }
}
