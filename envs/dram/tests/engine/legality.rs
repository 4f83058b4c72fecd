//! No command of any controller on any workload violates a data sheet, and the checker that says so
//! would notice.

use crate::checker::Checker;
use crate::random::{controller, generator, workload};
use crate::support::{DDR3, DDR4, LPDDR4, REFRESHED, laid_out, memory, name, play, trace};
use orienteer_env_dram::AddressField::{Bank, BankGroup, Column, Row};
use orienteer_env_dram::PowerDownPolicy::{self, NoPowerDown, Staggered};
use orienteer_env_dram::{Command, Controller, Memory};
use std::collections::BTreeSet;

const CASES: u64 = 150;

/// Checks random runs, with power-down or without. Which commands occurred in them.
fn check(
    what: &str,
    memory: &Memory,
    checker: &Checker,
    policies: &[PowerDownPolicy],
) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for (case, policy) in (0..CASES).zip(policies.iter().cycle()) {
        let mut rng = generator(what, case);
        let controller = Controller { power_down_policy: *policy, ..controller(&mut rng) };
        let (_, log) = play(memory, &controller, &workload(&mut rng, 400));
        if let Err(error) = checker.check(&log) {
            panic!("{what}, case {case}: {error}\n{controller:?}");
        }
        seen.extend(log.iter().map(|issued| name(issued.command)));
    }
    seen
}

/// What the reference for DDR3 does: it takes rows that have closed by themselves for open, sleeps as
/// if they were, and then neither waits for tXP before a refresh nor after one before it sleeps again.
fn as_the_reference(checker: Checker) -> Checker {
    let (up, down) = (Command::ActiveUp, Command::ActiveDown);
    checker.except(up, Command::Refresh).except(Command::Refresh, down)
}

#[test]
fn ddr3() {
    let checker = as_the_reference(Checker::ddr3());
    check("DDR3 awake", &memory(DDR3), &Checker::ddr3(), &[NoPowerDown]);
    let seen = check("DDR3", &memory(DDR3), &checker, &[NoPowerDown, Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
    let narrow = laid_out(DDR3, &[Bank, Row, Column]);
    check("DDR3, rows below banks", &narrow, &checker, &[NoPowerDown, Staggered]);
}

#[test]
fn ddr4() {
    check("DDR4", &memory(DDR4), &Checker::ddr4(), &[NoPowerDown]);
    let spread = laid_out(DDR4, &[Row, Bank, Column, BankGroup]);
    check("DDR4, groups below columns", &spread, &Checker::ddr4(), &[NoPowerDown]);
    let seen = check("DDR4 asleep", &memory(DDR4), &Checker::ddr4(), &[Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
}

#[test]
fn lpddr4_awake() {
    check("LPDDR4", &memory(LPDDR4), &Checker::lpddr4(), &[NoPowerDown]);
    let narrow = laid_out(LPDDR4, &[Bank, Row, Column]);
    check("LPDDR4, rows below banks", &narrow, &Checker::lpddr4(), &[NoPowerDown]);
}

#[test]
fn lpddr4_asleep() {
    let seen = check("LPDDR4 asleep", &memory(LPDDR4), &Checker::lpddr4(), &[Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
}

/// Legal logs in which a command comes a clock too early, goes to the wrong bank or is lost.
#[test]
fn the_checker_notices() {
    let of_ddr3 = "0 r 0, 0 r 2000, 0 w 40, 0 r 10000, 0 r 4000, 0 r 6000, 0 r 8000";
    notices(&memory(DDR3), &Checker::ddr3(), of_ddr3, "tRCD tRRD tRP tFAW tCCD tWTR");
    let of_lpddr4 = "0 r 0, 0 r 800, 0 w 20, 0 r 4000, 0 r 1000, 0 r 1020, 109 r 820";
    notices(&memory(LPDDR4), &Checker::lpddr4(), of_lpddr4, "tRCD tRRD tRPpb tCCD tWTR");
}

fn notices(memory: &Memory, checker: &Checker, accesses: &str, names: &str) {
    let (_, log) = play(memory, &REFRESHED, &trace(accesses));
    assert_eq!(checker.check(&log), Ok(()));
    let mut noticed = Vec::new();
    for index in 1..log.len() {
        let mut early = log.clone();
        early[index].clock -= 1;
        early.sort_by_key(|issued| issued.clock);
        noticed.push(checker.check(&early).unwrap_err());
    }
    let all = noticed.join("\n");
    for name in names.split(' ') {
        assert!(all.contains(name), "{name} in\n{all}");
    }
    for index in 0..log.len() {
        let mut lost = log.clone();
        if lost.remove(index).command == Command::Activate {
            assert!(checker.check(&lost).unwrap_err().contains("closed"));
        }
    }
}
