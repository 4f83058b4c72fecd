//! Every timing rule binds somewhere: small traces in which the distance of two commands is exactly
//! what the data sheet demands, no clock more. The log has first clocks, so that with LPDDR4 the length of
//! the earlier command comes on top and that of the later is taken away.

use crate::checker::Checker;
use crate::support::{
    DDR3, DDR4, LPDDR4, PLAIN, REFRESHED, laid_out, memory, name, play, show, trace,
};
use orienteer_env_dram::AddressField::{Bank, BankGroup, Column, Row};
use orienteer_env_dram::{Controller, Issued, Memory, PagePolicy, PowerDownPolicy, Scheduler};

/// A rule, a trace, two commands of its log (`RD(0)#2` is the second read of bank 0), and the clocks
/// between them.
type Case = (&'static str, Controller, &'static str, &'static str, &'static str, u64);

const CLOSED: Controller = Controller { page_policy: PagePolicy::Closed, ..PLAIN };
const ADAPTIVE: Controller = Controller { page_policy: PagePolicy::OpenAdaptive, ..PLAIN };
const KEEPS_HITS: Controller = Controller { page_policy: PagePolicy::ClosedAdaptive, ..PLAIN };
const FIFO: Controller = Controller { scheduler: Scheduler::Fifo, ..PLAIN };
const CLOSED_REFRESHED: Controller = Controller { page_policy: PagePolicy::Closed, ..REFRESHED };
const PULLS_IN: Controller = Controller { refresh_max_pulledin: 1, ..REFRESHED };
const SLEEPS: Controller = Controller { power_down_policy: PowerDownPolicy::Staggered, ..PLAIN };
const SLEEPS_REFRESHED: Controller =
    Controller { power_down_policy: PowerDownPolicy::Staggered, ..REFRESHED };
const SLEEPS_CLOSED: Controller = Controller { page_policy: PagePolicy::Closed, ..SLEEPS };

fn clock(log: &[Issued], command: &str) -> u64 {
    let (label, rank) = command.split_once('#').unwrap_or((command, "1"));
    let is_it = |issued: &&Issued| {
        let name = name(issued.command);
        label
            == if issued.command.is_bank() {
                format!("{name}({})", issued.bank)
            } else {
                name.to_owned()
            }
    };
    let found = log.iter().filter(is_it).nth(rank.parse::<usize>().unwrap() - 1);
    found.unwrap_or_else(|| panic!("no {command} in {}", show(log))).clock
}

fn check(memory: &Memory, checker: &Checker, cases: &[Case]) {
    for (rule, controller, accesses, before, after, clocks) in cases {
        let (_, log) = play(memory, controller, &trace(accesses));
        let distance = clock(&log, after) as i64 - clock(&log, before) as i64;
        assert_eq!(distance, *clocks as i64, "{rule}: {before} to {after} in {}", show(&log));
        checker.check(&log).unwrap();
    }
}

#[test]
fn ddr3_awake() {
    check(
        &memory(DDR3),
        &Checker::ddr3(),
        &[
            ("tRCD", PLAIN, "0 r 0", "ACT(0)", "RD(0)", 10),
            ("tRCD", PLAIN, "0 w 0", "ACT(0)", "WR(0)", 10),
            ("tRAS", PLAIN, "0 r 0, 0 r 10000", "ACT(0)", "PRE(0)", 28),
            ("tRP", PLAIN, "0 r 0, 0 r 10000", "PRE(0)", "ACT(0)#2", 10),
            ("tRC", CLOSED, "0 r 0, 0 r 10000", "ACT(0)", "ACT(0)#2", 38),
            ("tRRD", PLAIN, "0 r 0, 0 r 2000", "ACT(0)", "ACT(1)", 5),
            (
                "tFAW",
                PLAIN,
                "0 r 0, 0 r 2000, 0 r 4000, 0 r 6000, 0 r 8000",
                "ACT(0)",
                "ACT(4)",
                24,
            ),
            ("tCCD", PLAIN, "0 r 0, 0 r 40", "RD(0)", "RD(0)#2", 4),
            ("tCCD", PLAIN, "0 w 0, 0 w 40", "WR(0)", "WR(0)#2", 4),
            ("read to write", PLAIN, "0 r 0, 0 w 40", "RD(0)", "WR(0)", 8),
            ("tWTR", PLAIN, "0 w 0, 0 r 40", "WR(0)", "RD(0)", 18),
            ("tWTR", PLAIN, "0 w 0, 0 r 2000", "WR(0)", "RD(1)", 18),
            ("tRTP", FIFO, "0 r 0, 100 r 40, 101 r 10000", "RD(0)#2", "PRE(0)", 6),
            (
                "tRTP + tRP",
                ADAPTIVE,
                "0 r 0, 99 r 0, 99 r 40, 99 r 10000",
                "RDA(0)",
                "ACT(0)#2",
                16,
            ),
            ("tWR", PLAIN, "0 w 0, 0 w 10000", "WR(0)", "PRE(0)", 24),
            ("tWR + tRP", CLOSED, "0 w 0, 0 w 10000", "WRA(0)", "ACT(0)#2", 34),
            ("tREFI", REFRESHED, "20000 r 0", "REF#2", "REF#3", 6240),
            ("tRFC", REFRESHED, "6245 r 0", "REF", "ACT(0)", 88),
            ("tRFC", PULLS_IN, "9000 r 0", "REF", "REF#2", 88),
            ("tRP", REFRESHED, "0 r 0, 9000 r 0", "PREA", "REF", 10),
            ("tRP", REFRESHED, "0 r 0, 6236 r 10000", "PRE(0)", "REF", 10),
            ("tRAS", REFRESHED, "6220 r 0, 9000 r 0", "ACT(0)", "PREA", 28),
            ("tRAS + tRP", CLOSED_REFRESHED, "6220 r 0, 9000 r 0", "ACT(0)", "REF", 38),
            ("tRTP", REFRESHED, "0 r 0, 6238 r 0, 9000 r 0", "RD(0)#2", "PREA", 6),
            ("tWR", REFRESHED, "0 w 0, 6238 w 0, 9000 r 0", "WR(0)#2", "PREA", 24),
            ("tWR + tRP", CLOSED_REFRESHED, "6220 w 0, 9000 r 0", "WRA(0)", "REF", 34),
        ],
    );
}

#[test]
fn ddr3_asleep() {
    check(
        &memory(DDR3),
        &Checker::ddr3(),
        &[
            ("tPD", SLEEPS, "0 r 0", "PDEP", "PDXP", 3),
            ("tXP", SLEEPS, "0 r 0", "PDXP", "ACT(0)", 6),
            ("tXP", SLEEPS, "0 r 0, 100 r 40", "PDXA", "RD(0)#2", 6),
            ("tXP", SLEEPS, "0 r 0, 100 r 10000", "PDXA", "PRE(0)", 6),
            ("RL + 4 + 1", SLEEPS, "0 r 0, 100 r 40", "RD(0)", "PDEA", 15),
            ("WL + 4 + tWR", SLEEPS, "0 w 0, 100 r 40", "WR(0)", "PDEA", 24),
            ("WL + 4 + tWR + 1", SLEEPS_CLOSED, "0 w 0, 100 r 40", "WRA(0)", "PDEA", 25),
            ("tPD", SLEEPS, "0 r 0, 35 r 40", "PDEA", "PDXA", 3),
            ("tREFPDEN", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "REF", "PDEP#2", 1),
            ("tXP", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "PDXA", "PREA", 6),
            ("tXP", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "PDXP#2", "SRE", 6),
            ("tCKESR", SLEEPS_REFRESHED, "0 r 0, 12487 r 0", "SRE", "SRX", 4),
            ("tXS", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "SRX", "REF#2", 96),
            ("tXSDLL", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "SRX", "RD(0)#2", 512),
        ],
    );
    let known = Checker::ddr3()
        .except(orienteer_env_dram::Command::ActiveUp, orienteer_env_dram::Command::Refresh);
    let closed = Controller { page_policy: PagePolicy::Closed, ..SLEEPS_REFRESHED };
    check(&memory(DDR3), &known, &[("tCKE", closed, "0 r 0, 9000 r 0", "PDXA", "PDEA#2", 3)]);
}

#[test]
fn ddr4_awake() {
    let five = "0 r 0, 0 r 2000, 0 r 4000, 0 r 6000, 0 r 8000";
    check(
        &memory(DDR4),
        &Checker::ddr4(),
        &[
            ("tRCD", PLAIN, "0 r 0", "ACT(0)", "RD(0)", 16),
            ("tRAS", PLAIN, "0 r 0, 0 r 20000", "ACT(0)", "PRE(0)", 39),
            ("tRP", PLAIN, "0 r 0, 0 r 20000", "PRE(0)", "ACT(0)#2", 16),
            ("tRC", CLOSED, "0 r 0, 0 r 20000", "ACT(0)", "ACT(0)#2", 55),
            ("tRRD_S", PLAIN, "0 r 0, 0 r 2000", "ACT(0)", "ACT(4)", 4),
            ("tRRD_L", PLAIN, "0 r 0, 0 r 8000", "ACT(0)", "ACT(1)", 6),
            ("tFAW", PLAIN, five, "ACT(0)", "ACT(1)", 26),
            ("tCCD_S", PLAIN, "0 r 0, 0 r 2000", "RD(0)", "RD(4)", 4),
            ("tCCD_L", PLAIN, "0 r 0, 0 r 8000", "RD(0)", "RD(1)", 6),
            ("tCCD_S", PLAIN, "0 w 0, 0 w 2000", "WR(0)", "WR(4)", 4),
            ("tCCD_L", PLAIN, "0 w 0, 0 w 40", "WR(0)", "WR(0)#2", 6),
            ("read to write", PLAIN, "0 r 0, 0 w 2000", "RD(0)", "WR(4)", 6),
            ("read to write", PLAIN, "0 r 0, 0 w 40", "RD(0)", "WR(0)", 6),
            ("tWTR_S", PLAIN, "0 w 0, 0 r 2000", "WR(0)", "RD(4)", 23),
            ("tWTR_L", PLAIN, "0 w 0, 0 r 8000", "WR(0)", "RD(1)", 29),
            ("tRTP", FIFO, "0 r 0, 100 r 40, 101 r 20000", "RD(0)#2", "PRE(0)", 12),
            (
                "tRTP + tRP",
                ADAPTIVE,
                "0 r 0, 99 r 0, 99 r 40, 99 r 20000",
                "RDA(0)",
                "ACT(0)#2",
                28,
            ),
            ("tWR", PLAIN, "0 w 0, 0 w 20000", "WR(0)", "PRE(0)", 38),
            ("tWR + tRP", CLOSED, "0 w 0, 0 w 20000", "WRA(0)", "ACT(0)#2", 54),
            ("tREFI", REFRESHED, "20000 r 0", "REF#2", "REF#3", 4680),
            ("tRFC", REFRESHED, "4685 r 0", "REF", "ACT(0)", 313),
            ("tRFC", PULLS_IN, "9000 r 0", "REF", "REF#2", 313),
            ("tRP", REFRESHED, "0 r 0, 9000 r 0", "PREA", "REF", 16),
        ],
    );
    let spread = laid_out(DDR4, &[Row, Bank, Column, BankGroup]);
    let turns = ("tCCD_S", PLAIN, "0 r 0, 0 r 40", "RD(0)", "RD(4)", 4);
    check(&spread, &Checker::ddr4(), &[turns]);
}

#[test]
fn ddr4_asleep() {
    let closed = Controller { page_policy: PagePolicy::Closed, ..SLEEPS_REFRESHED };
    check(
        &memory(DDR4),
        &Checker::ddr4(),
        &[
            ("tCKE", SLEEPS, "0 r 0", "PDEP", "PDXP", 6),
            ("tXP", SLEEPS, "0 r 0", "PDXP", "ACT(0)", 8),
            ("tXP", SLEEPS, "0 r 0, 200 r 40", "PDXA", "RD(0)#2", 8),
            ("RL + 4 + 1", SLEEPS, "0 r 0, 200 r 40", "RD(0)", "PDEA", 21),
            ("WL + 4 + tWR", SLEEPS, "0 w 0, 200 r 40", "WR(0)", "PDEA", 38),
            ("WL + 4 + tWR + 1", SLEEPS_CLOSED, "0 w 0, 200 r 40", "WRA(0)", "PDEA", 39),
            ("tXP", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "PDXA", "PREA", 8),
            ("tXP", closed.clone(), "0 r 0, 9000 r 0", "PDXA", "REF", 8),
            ("tREFPDEN", closed, "0 r 0, 9000 r 0", "REF", "PDEA#2", 2),
            ("tREFPDEN", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "REF", "PDEP#2", 2),
            ("tXS", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "SRX", "REF#2", 324),
        ],
    );
}

#[test]
fn lpddr4_awake() {
    // tFAW is four times tRRD here: it never binds.
    check(
        &memory(LPDDR4),
        &Checker::lpddr4(),
        &[
            ("tRCD", PLAIN, "0 r 0", "ACT(0)", "RD(0)", 29),
            ("tRAS", PLAIN, "0 r 0, 0 r 4000", "ACT(0)", "PRE(0)", 68 + 2),
            ("tRPpb", PLAIN, "0 r 0, 0 r 4000", "PRE(0)", "ACT(0)#2", 29 - 2),
            ("tRCpb", CLOSED, "0 r 0, 0 r 4000", "ACT(0)", "ACT(0)#2", 97),
            ("tRRD", PLAIN, "0 r 0, 0 r 800", "ACT(0)", "ACT(1)", 16),
            ("tCCD", PLAIN, "0 r 0, 0 r 20", "RD(0)", "RD(0)#2", 8),
            ("tCCD", PLAIN, "0 w 0, 0 w 20", "WR(0)", "WR(0)#2", 8),
            ("read to write", PLAIN, "0 r 0, 0 w 20", "RD(0)", "WR(0)", 30),
            ("tWTR", PLAIN, "0 w 0, 0 r 20", "WR(0)", "RD(0)", 39),
            ("tRTP", FIFO, "0 r 0, 100 r 20, 101 r 4000", "RD(0)#2", "PRE(0)", 12 + 2),
            ("tWR", PLAIN, "0 w 0, 0 w 4000", "WR(0)", "PRE(0)", 52 + 2),
            ("tWR + tRPpb", CLOSED, "0 w 0, 0 w 4000", "WRA(0)", "ACT(0)#2", 81),
            ("tWR - tRTP", KEEPS_HITS, "0 w 0, 0 r 20", "WR(0)", "RDA(0)", 40),
            ("tPPD", PLAIN, "0 r 0, 0 r 800, 400 r 4000, 400 r 4800", "PRE(0)", "PRE(1)", 4),
            ("tREFI", REFRESHED, "20000 r 0", "REF#2", "REF#3", 6246),
            ("tRFCab", REFRESHED, "6250 r 0", "REF", "ACT(0)", 448 - 2),
            ("tRFCab", PULLS_IN, "9000 r 0", "REF", "REF#2", 448),
            ("tRPab", REFRESHED, "0 r 0, 9000 r 0", "PREA", "REF", 34),
            (
                "four clocks of an activate",
                PLAIN,
                "0 r 0, 99 r 800, 100 r 20",
                "ACT(1)",
                "RD(0)#2",
                4,
            ),
        ],
    );
}

#[test]
fn lpddr4_asleep() {
    let closed = Controller { page_policy: PagePolicy::Closed, ..SLEEPS_REFRESHED };
    check(
        &memory(LPDDR4),
        &Checker::lpddr4(),
        &[
            ("tCKE", SLEEPS, "0 r 0", "PDEP", "PDXP", 12),
            ("tXP", SLEEPS, "0 r 0", "PDXP", "ACT(0)", 12),
            ("tXP", SLEEPS, "0 r 0, 200 r 20", "PDXA", "RD(0)#2", 12),
            ("tXP", SLEEPS, "0 r 0, 200 r 4000", "PDXA", "PRE(0)", 12),
            ("end of a read", SLEEPS, "0 r 0, 200 r 20", "RD(0)", "PDEA", 43 + 3),
            ("end of a write", SLEEPS, "0 w 0, 200 r 20", "WR(0)", "PDEA", 54 + 3),
            ("end of a write", SLEEPS_CLOSED, "0 w 0, 200 r 20", "WRA(0)", "PDEA", 56 + 3),
            ("tXP", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "PDXA", "PREA", 12),
            ("tXP", closed.clone(), "0 r 0, 9000 r 0", "PDXA", "REF", 12),
            ("tCMDCKE", closed, "0 r 0, 9000 r 0", "REF", "PDEA#2", 3 + 1),
            ("tCMDCKE", SLEEPS_REFRESHED, "0 r 0, 9000 r 0", "REF", "PDEP#2", 3 + 1),
            ("tXP", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "PDXP#2", "SRE", 12),
            ("tXSR", SLEEPS_REFRESHED, "0 r 0, 20000 r 0", "SRX", "REF#2", 460),
        ],
    );
}
