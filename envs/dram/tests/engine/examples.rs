//! Small runs whose every command, answer and picojoule is known from the reference.

use crate::support::{DDR3, DDR4, PLAIN, REFRESHED, memory, play, show, trace};
use orienteer_env_dram::{
    Arbiter, Controller, Latencies, PagePolicy, PowerDownPolicy, RespQueue, Run, Scheduler,
};

struct Example {
    device: &'static str,
    controller: Controller,
    trace: &'static str,
    commands: &'static str,
    /// For each access: when it was offered to the controller, and when its answer left.
    answers: &'static [(u64, u64)],
    end: u64,
    /// In picojoules.
    energy: f64,
}

const ALIKE: Example = Example {
    device: DDR3,
    controller: PLAIN,
    trace: "0 r 0",
    commands: "ACT@0(0) RD@10(0)",
    answers: &[(0, 24)],
    end: 24,
    energy: 32_400.0,
};

const GRP: Controller = Controller { scheduler: Scheduler::FrFcfsGrp, ..PLAIN };
const CLOSED: Controller = Controller { page_policy: PagePolicy::Closed, ..PLAIN };
const STAGGERED: Controller =
    Controller { power_down_policy: PowerDownPolicy::Staggered, ..REFRESHED };

fn check(example: &Example) -> Run {
    let accesses = trace(example.trace);
    let (run, log) = play(&memory(example.device), &example.controller, &accesses);
    assert_eq!(show(&log), example.commands, "{}", example.trace);
    let latencies = |writes: bool| {
        let answers = accesses.iter().zip(example.answers).filter(|(a, _)| a.write == writes);
        let mut all: Vec<u64> = answers.map(|(_, (offered, left))| left - offered).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(accesses.len(), example.answers.len());
    assert_eq!(all(&run.reads), latencies(false), "reads of {}", example.trace);
    assert_eq!(all(&run.writes), latencies(true), "writes of {}", example.trace);
    assert_eq!(run.clocks, example.end, "{}", example.trace);
    let total = run.energy.total();
    assert!((total / example.energy - 1.0).abs() < 1e-9, "{}: {total} pJ", example.trace);
    run
}

/// All of a few latencies, in order.
fn all(latencies: &Latencies) -> Vec<u64> {
    let count = latencies.len();
    (1..=count).map(|rank| latencies.quantile(rank as f64 / count as f64)).collect()
}

#[test]
fn one_bank() {
    let run = check(&ALIKE);
    let energy = run.energy;
    assert_eq!((energy.activate, energy.read, energy.active), (10_500.0, 5_700.0, 16_200.0));
    let run = check(&Example {
        trace: "0 r 0, 0 r 40, 0 w 80",
        commands: "ACT@0(0) RD@10(0) RD@14(0) WR@22(0)",
        answers: &[(0, 24), (1, 28), (2, 34)],
        end: 34,
        energy: 58_275.0,
        ..ALIKE
    });
    assert_eq!(run.activity.active, 45, "the account ends after the run");
}

#[test]
fn two_rows_of_a_bank() {
    let rows = Example { trace: "0 r 0, 0 r 10000, 0 r 40", ..ALIKE };
    let run = check(&Example {
        commands: "ACT@0(0) RD@10(0) RD@14(0) PRE@28(0) ACT@38(0) RD@48(0)",
        answers: &[(0, 24), (1, 62), (2, 28)],
        end: 62,
        energy: 83_700.0,
        ..rows
    });
    assert_eq!((run.activity.active, run.activity.precharged), (52, 10));
    check(&Example {
        controller: Controller { scheduler: Scheduler::Fifo, ..PLAIN },
        commands: "ACT@0(0) RD@10(0) PRE@28(0) ACT@38(0) RD@48(0) PRE@66(0) ACT@76(0) RD@86(0)",
        answers: &[(0, 24), (1, 62), (2, 100)],
        end: 100,
        energy: 123_600.0,
        ..rows
    });
    check(&Example {
        controller: Controller { resp_queue: RespQueue::Reorder, ..PLAIN },
        commands: "ACT@0(0) RD@10(0) RD@14(0) PRE@28(0) ACT@38(0) RD@48(0)",
        answers: &[(0, 24), (1, 62), (2, 63)],
        end: 63,
        energy: 83_700.0,
        ..rows
    });
    let arbiter = Arbiter::Reorder;
    check(&Example {
        controller: Controller { arbiter, max_active_transactions: 2, ..PLAIN },
        commands: "ACT@0(0) RD@10(0) RD@24(0) PRE@30(0) ACT@40(0) RD@50(0)",
        answers: &[(0, 24), (1, 64), (24, 38)],
        end: 65,
        energy: 85_050.0,
        ..rows
    });
}

#[test]
fn rows_that_close_by_themselves() {
    let run = check(&Example {
        controller: CLOSED,
        trace: "0 r 0, 0 w 2000, 5 r 10000",
        commands: "ACT@0(0) ACT@5(1) RDA@10(0) WRA@18(1) ACT@38(0) RDA@48(0)",
        answers: &[(0, 24), (1, 30), (5, 62)],
        end: 62,
        energy: 110_775.0,
        ..ALIKE
    });
    let activity = run.activity;
    assert_eq!((activity.active, activity.precharged, activity.precharges), (66, 9, 3));
    let run = check(&Example {
        controller: Controller { page_policy: PagePolicy::ClosedAdaptive, ..PLAIN },
        trace: "0 r 0, 0 r 40, 200 r 10000",
        commands: "ACT@0(0) RD@10(0) RDA@14(0) ACT@200(0) RDA@210(0)",
        answers: &[(0, 24), (1, 28), (200, 224)],
        end: 224,
        energy: 205_575.0,
        ..ALIKE
    });
    assert_eq!((run.activity.active, run.activity.precharged), (56, 181));
}

#[test]
fn places_that_are_taken() {
    let arbiter = Arbiter::Fifo;
    let run = check(&Example {
        controller: Controller { arbiter, max_active_transactions: 1, ..PLAIN },
        trace: "0 r 0, 0 r 2000",
        commands: "ACT@0(0) RD@10(0) ACT@24(1) RD@34(1)",
        answers: &[(0, 24), (24, 48)],
        end: 48,
        energy: 64_800.0,
        ..ALIKE
    });
    assert_eq!(run.read_clocks_from_arbiter, 24 + 24);
    check(&Example {
        controller: Controller { request_buffer_size: 1, ..PLAIN },
        trace: "0 r 0, 0 r 2000, 0 r 4000, 0 r 2040",
        commands: "ACT@0(0) RD@10(0) ACT@11(1) RD@21(1) ACT@22(2) RD@32(2) RD@36(1)",
        answers: &[(0, 24), (1, 35), (11, 46), (22, 50)],
        end: 50,
        energy: 88_050.0,
        ..ALIKE
    });
}

#[test]
fn groups_of_reads_and_writes() {
    check(&Example {
        controller: GRP,
        trace: "0 w 0, 0 r 40, 0 w 80, 0 r 80, 0 w c0",
        commands: "ACT@0(0) RD@10(0) WR@18(0) WR@22(0) WR@26(0) RD@44(0)",
        answers: &[(0, 30), (1, 24), (2, 34), (3, 58), (4, 38)],
        end: 58,
        energy: 79_050.0,
        ..ALIKE
    });
}

#[test]
fn five_banks() {
    check(&Example {
        trace: "0 r 0, 0 r 2000, 0 r 4000, 0 r 6000, 0 r 8000",
        commands: "ACT@0(0) ACT@5(1) RD@10(0) ACT@11(2) RD@15(1) ACT@16(3) RD@21(2) ACT@24(4) \
                   RD@26(3) RD@34(4)",
        answers: &[(0, 24), (1, 29), (2, 35), (3, 40), (4, 48)],
        end: 48,
        energy: 113_400.0,
        ..ALIKE
    });
}

#[test]
fn refreshes() {
    check(&Example {
        controller: REFRESHED,
        trace: "6230 r 0, 6242 r 40, 6400 r 10000",
        commands: "ACT@6230(0) RD@6240(0) PREA@6258 REF@6268 ACT@6356(0) RD@6366(0) PRE@6400(0) \
                   ACT@6410(0) RD@6420(0)",
        answers: &[(6230, 6254), (6242, 6380), (6400, 6434)],
        end: 6434,
        energy: 4_564_050.0,
        ..ALIKE
    });
    check(&Example {
        controller: Controller { refresh_max_postponed: 1, refresh_max_pulledin: 2, ..REFRESHED },
        trace: "0 r 0, 6239 r 40, 12478 r 80, 20000 r c0",
        commands: "ACT@0(0) RD@10(0) RD@6239(0) PREA@6245 REF@6255 REF@6343 REF@6431 \
                   ACT@12478(0) RD@12488(0) PREA@18720 REF@18730 REF@18818 ACT@20000(0) \
                   RD@20010(0)",
        answers: &[(0, 24), (6239, 6253), (12_478, 12_502), (20_000, 20_024)],
        end: 20_024,
        energy: 14_403_000.0,
        ..ALIKE
    });
}

#[test]
fn power_down() {
    let never = Controller { power_down_policy: PowerDownPolicy::Staggered, ..PLAIN };
    let run = check(&Example {
        controller: never,
        trace: "0 r 0, 100 r 40",
        commands: "PDEP@0 PDXP@3 ACT@9(0) RD@19(0) PDEA@34 PDXA@100 RD@106(0)",
        answers: &[(0, 33), (100, 120)],
        end: 120,
        energy: 91_515.0,
        ..ALIKE
    });
    let a = run.activity;
    assert_eq!((a.active, a.precharged, a.active_down, a.precharged_down), (45, 6, 66, 3));
}

#[test]
fn self_refresh() {
    let pause = Example {
        trace: "0 r 0, 20000 r 40",
        controller: STAGGERED,
        answers: &[(0, 33), (20_000, 20_526)],
        ..ALIKE
    };
    let run = check(&Example {
        commands: "PDEP@0 PDXP@3 ACT@9(0) RD@19(0) PDEA@34 PDXA@6240 PREA@6246 REF@6256 \
                   PDEP@6257 PDXP@12480 SRE@12486 SRX@20000 REF@20096 ACT@20184(0) RD@20512(0)",
        end: 20_526,
        energy: 6_287_325.0,
        ..pause
    });
    let a = run.activity;
    assert_eq!((a.active, a.precharged, a.active_down), (529, 128, 6206));
    assert_eq!((a.precharged_down, a.self_refresh), (6226, 7426));
    assert_eq!((a.entry_active, a.entry_precharged), (78, 10));
    let run = check(&Example {
        controller: Controller { page_policy: PagePolicy::Closed, ..STAGGERED },
        commands: "PDEP@0 PDXP@3 ACT@9(0) RDA@19(0) PDEA@34 PDXA@6240 REF@6241 PDEA@6243 \
                   PDXA@12480 REF@12481 PDEA@12483 PDXA@18720 REF@18721 PDEA@18723 PDXA@20000 \
                   ACT@20006(0) RDA@20016(0)",
        answers: &[(0, 33), (20_000, 20_030)],
        end: 20_030,
        energy: 24_560_790.0,
        ..pause
    });
    let a = run.activity;
    assert_eq!((a.active, a.precharged), (321, 19_750));
    assert_eq!((a.active_down, a.precharged_down), (19_957, 3));
}

#[test]
fn ddr4() {
    let run = check(&Example {
        device: DDR4,
        trace: "0 r 0, 0 r 2000, 0 r 8000, 0 w 40, 0 r 80",
        commands: "ACT@0(0) ACT@4(4) ACT@8(1) RD@16(0) RD@20(4) RD@24(1) WR@30(0) RD@59(0)",
        answers: &[(0, 36), (1, 40), (2, 44), (3, 50), (4, 79)],
        end: 79,
        energy: 74_063.5,
        ..ALIKE
    });
    assert_eq!(run.activity.active, 81);
    check(&Example {
        device: DDR4,
        controller: REFRESHED,
        trace: "4670 r 0, 4671 r 20000, 4672 r 40",
        commands: "ACT@4670(0) PREA@4709 REF@4725 ACT@5038(0) RD@5054(0) RD@5060(0) PRE@5077(0) \
                   ACT@5093(0) RD@5109(0)",
        answers: &[(4670, 5074), (4671, 5129), (4672, 5080)],
        end: 5129,
        energy: 1_819_363.5,
    });
}
