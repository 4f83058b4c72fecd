//! What the data sheets demand between two commands, written down by hand.
//!
//! The sources are the timing tables and command figures of JESD79-3F (DDR3), JESD79-4 (DDR4) and
//! JESD209-4 (LPDDR4), with the numbers of the three devices put in. Nothing here comes from the
//! simulator's own table of rules. Power-down is that with fast exit (tXP, not tXPDLL).
//!
//! Distances go from the last clock of one command to the last clock of another, as the figures of
//! JESD209-4 have them. With DDR3 and DDR4 a command takes one clock, which is first and last.

use Within::{Bank, Group, Rank};
use orienteer_env_dram::Command::{
    self, Activate as ACT, ActiveDown as PDEA, ActiveUp as PDXA, Precharge as PRE,
    PrechargeAll as PREA, PrechargedDown as PDEP, PrechargedUp as PDXP, Read as RD,
    ReadAuto as RDA, Refresh as REF, SelfRefresh as SRE, SelfRefreshExit as SRX, Write as WR,
    WriteAuto as WRA,
};

/// What two commands must share for a constraint to hold between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Bank,
    Group,
    Rank,
}

/// So many clocks from the last clock of one command to the last clock of another.
pub(crate) struct Constraint {
    pub(crate) name: &'static str,
    pub(crate) before: &'static [Command],
    pub(crate) after: &'static [Command],
    pub(crate) within: Within,
    pub(crate) clocks: u64,
}

const fn of(
    name: &'static str,
    before: &'static [Command],
    after: &'static [Command],
    within: Within,
    clocks: u64,
) -> Constraint {
    Constraint { name, before, after, within, clocks }
}

const READS: &[Command] = &[RD, RDA];
const WRITES: &[Command] = &[WR, WRA];
const COLUMNS: &[Command] = &[RD, RDA, WR, WRA];
/// What needs all rows closed.
const IDLE: &[Command] = &[REF, SRE];
const DOWN: &[Command] = &[PDEA, PDEP];
const UP: &[Command] = &[PDXA, PDXP];
const VALID: &[Command] = &[ACT, PRE, PREA, RD, RDA, WR, WRA, REF, SRE];

/// tCK 1.25 ns, RL 10, WL 8, a burst takes 4 clocks.
pub(crate) const DDR3_1600: &[Constraint] = &[
    of("tRCD", &[ACT], COLUMNS, Bank, 10),
    of("tRC", &[ACT], &[ACT], Bank, 38),
    of("tRAS", &[ACT], &[PRE], Bank, 28),
    of("tRAS", &[ACT], &[PREA], Rank, 28),
    of("tRAS + tRP", &[ACT], IDLE, Rank, 38),
    of("tRP", &[PRE], &[ACT], Bank, 10),
    of("tRP", &[PRE], IDLE, Rank, 10),
    of("tRP", &[PREA], &[ACT, REF, SRE], Rank, 10),
    of("tRTP", &[RD], &[PRE], Bank, 6),
    of("tRTP", READS, &[PREA], Rank, 6),
    of("tRTP + tRP", &[RDA], &[ACT], Bank, 6 + 10),
    of("tRTP + tRP", &[RDA], IDLE, Rank, 6 + 10),
    of("WL + 4 + tWR", &[WR], &[PRE], Bank, 8 + 4 + 12),
    of("WL + 4 + tWR", WRITES, &[PREA], Rank, 8 + 4 + 12),
    of("WL + 4 + tWR + tRP", &[WRA], &[ACT], Bank, 8 + 4 + 12 + 10),
    of("WL + 4 + tWR + tRP", &[WRA], IDLE, Rank, 8 + 4 + 12 + 10),
    of("tRRD", &[ACT], &[ACT], Rank, 5),
    of("tCCD", READS, READS, Rank, 4),
    of("tCCD", WRITES, WRITES, Rank, 4),
    of("RL + tCCD + 2 - WL", READS, WRITES, Rank, 10 + 4 + 2 - 8),
    of("WL + 4 + tWTR", WRITES, READS, Rank, 8 + 4 + 6),
    of("tRFC", &[REF], &[ACT, REF, SRE], Rank, 88),
    of("tACTPDEN", &[ACT], DOWN, Rank, 1),
    of("tPRPDEN", &[PRE, PREA], DOWN, Rank, 1),
    of("tREFPDEN", &[REF], DOWN, Rank, 1),
    of("RL + 4 + 1", READS, DOWN, Rank, 10 + 4 + 1),
    of("WL + 4 + tWR", &[WR], DOWN, Rank, 8 + 4 + 12),
    of("WL + 4 + tWR + 1", &[WRA], DOWN, Rank, 8 + 4 + 12 + 1),
    of("tPD", DOWN, UP, Rank, 3),
    of("tCKE", UP, DOWN, Rank, 3),
    of("tXP", UP, VALID, Rank, 6),
    of("tCKESR", &[SRE], &[SRX], Rank, 4),
    of("tXS", &[SRX], &[ACT, REF, SRE, PDEA, PDEP], Rank, 96),
    of("tXSDLL", &[SRX], COLUMNS, Rank, 512),
];

/// tCK 0.833 ns, RL 16, WL 16, a burst takes 4 clocks, preambles of 1 clock.
pub(crate) const DDR4_2400: &[Constraint] = &[
    of("tRCD", &[ACT], COLUMNS, Bank, 16),
    of("tRC", &[ACT], &[ACT], Bank, 55),
    of("tRAS", &[ACT], &[PRE], Bank, 39),
    of("tRAS", &[ACT], &[PREA], Rank, 39),
    of("tRAS + tRP", &[ACT], IDLE, Rank, 55),
    of("tRP", &[PRE], &[ACT], Bank, 16),
    of("tRP", &[PRE], IDLE, Rank, 16),
    of("tRP", &[PREA], &[ACT, REF, SRE], Rank, 16),
    of("tRTP", &[RD], &[PRE], Bank, 12),
    of("tRTP", READS, &[PREA], Rank, 12),
    of("tRTP + tRP", &[RDA], &[ACT], Bank, 12 + 16),
    of("tRTP + tRP", &[RDA], IDLE, Rank, 12 + 16),
    of("WL + 4 + tWR", &[WR], &[PRE], Bank, 16 + 4 + 18),
    of("WL + 4 + tWR", WRITES, &[PREA], Rank, 16 + 4 + 18),
    of("WL + 4 + tWR + tRP", &[WRA], &[ACT], Bank, 16 + 4 + 18 + 16),
    of("WL + 4 + tWR + tRP", &[WRA], IDLE, Rank, 16 + 4 + 18 + 16),
    of("tRRD_S", &[ACT], &[ACT], Rank, 4),
    of("tRRD_L", &[ACT], &[ACT], Group, 6),
    of("tCCD_S", READS, READS, Rank, 4),
    of("tCCD_L", READS, READS, Group, 6),
    of("tCCD_S", WRITES, WRITES, Rank, 4),
    of("tCCD_L", WRITES, WRITES, Group, 6),
    of("RL + 4 - WL + 2", READS, WRITES, Rank, 16 + 4 - 16 + 2),
    of("WL + 4 + tWTR_S", WRITES, READS, Rank, 16 + 4 + 3),
    of("WL + 4 + tWTR_L", WRITES, READS, Group, 16 + 4 + 9),
    of("tRFC", &[REF], &[ACT, REF, SRE], Rank, 313),
    of("tACTPDEN", &[ACT], DOWN, Rank, 2),
    of("tPRPDEN", &[PRE, PREA], DOWN, Rank, 2),
    of("tREFPDEN", &[REF], DOWN, Rank, 2),
    of("RL + 4 + 1", READS, DOWN, Rank, 16 + 4 + 1),
    of("WL + 4 + tWR", &[WR], DOWN, Rank, 16 + 4 + 18),
    of("WL + 4 + tWR + 1", &[WRA], DOWN, Rank, 16 + 4 + 18 + 1),
    of("tPD", DOWN, UP, Rank, 6),
    of("tCKE", UP, DOWN, Rank, 6),
    of("tXP", UP, VALID, Rank, 8),
    of("tCKESR", &[SRE], &[SRX], Rank, 7),
    of("tXS", &[SRX], &[ACT, REF, SRE, PDEA, PDEP], Rank, 324),
    of("tXSDLL", &[SRX], COLUMNS, Rank, 512),
];

/// tCK 0.625 ns, RL 28, WL 14, a burst of 16 takes 8 clocks, tDQSCK 6, tDQSS 1, tDQS2DQ 2, tRPST 0,
/// tWPRE 2.
///
/// A command may start when tXP is over, so that its last clock is 3 or 1 later. Power-down waits for
/// the data of a write as they arrive, with tDQSS and tDQS2DQ, and two clocks for its precharge.
pub(crate) const LPDDR4_3200: &[Constraint] = &[
    of("tRCD", &[ACT], COLUMNS, Bank, 29),
    of("tRCpb", &[ACT], &[ACT], Bank, 97),
    of("tRAS", &[ACT], &[PRE], Bank, 68),
    of("tRAS", &[ACT], &[PREA], Rank, 68),
    of("tRAS + tRPpb", &[ACT], IDLE, Rank, 97),
    of("tRPpb", &[PRE], &[ACT], Bank, 29),
    of("tRPpb", &[PRE], IDLE, Rank, 29),
    of("tRPab", &[PREA], &[ACT, REF, SRE], Rank, 34),
    of("tPPD", &[PRE, PREA], &[PRE, PREA], Rank, 4),
    of("8 + max(8, tRTP) - 8", &[RD], &[PRE], Bank, 12),
    of("8 + max(8, tRTP) - 8", READS, &[PREA], Rank, 12),
    of("8 + max(8, tRTP) - 8 + tRPpb", &[RDA], &[ACT], Bank, 12 + 29),
    of("8 + max(8, tRTP) - 8 + tRPpb", &[RDA], IDLE, Rank, 12 + 29),
    of("WL + 1 + 8 + tWR", &[WR], &[PRE], Bank, 14 + 1 + 8 + 29),
    of("WL + 1 + 8 + tWR", WRITES, &[PREA], Rank, 14 + 1 + 8 + 29),
    of("WL + 1 + 8 + tWR + tRPpb", &[WRA], &[ACT], Bank, 14 + 1 + 8 + 29 + 29),
    of("WL + 1 + 8 + tWR + tRPpb", &[WRA], IDLE, Rank, 14 + 1 + 8 + 29 + 29),
    of("tRRD", &[ACT], &[ACT], Rank, 16),
    of("tCCD", READS, READS, Rank, 8),
    of("tCCD", WRITES, WRITES, Rank, 8),
    of("RL + tDQSCK + 8 + tRPST - WL + tWPRE", READS, WRITES, Rank, 28 + 6 + 8 - 14 + 2),
    of("WL + 1 + 8 + tWTR", WRITES, READS, Rank, 14 + 1 + 8 + 16),
    of("tRFCab", &[REF], &[ACT, REF, SRE], Rank, 448),
    of("tCMDCKE", &[ACT, PRE, PREA, REF], DOWN, Rank, 3),
    of("RL + tDQSCK + 8 + tRPST + 1", READS, DOWN, Rank, 28 + 6 + 8 + 1),
    of("WL + tDQSS + tDQS2DQ + 8 + tWR", &[WR], DOWN, Rank, 14 + 1 + 2 + 8 + 29),
    of("WL + tDQSS + tDQS2DQ + 8 + tWR + 2", &[WRA], DOWN, Rank, 14 + 1 + 2 + 8 + 29 + 2),
    of("tCKE", DOWN, UP, Rank, 12),
    of("tCKE", UP, DOWN, Rank, 12),
    of("tXP", UP, &[ACT, RD, RDA, WR, WRA], Rank, 12 + 3),
    of("tXP", UP, &[PRE, PREA, REF, SRE], Rank, 12 + 1),
    of("tSR", &[SRE], &[SRX], Rank, 24),
    of("tXSR", &[SRX], &[ACT, RD, RDA, WR, WRA, REF, SRE, PDEA, PDEP], Rank, 460),
];
