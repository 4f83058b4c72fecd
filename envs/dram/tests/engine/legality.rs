//! No command of any controller on any workload violates a data sheet, and the checker that says so
//! would notice.

use crate::checker::Checker;
use crate::random::{controller, generator, workload};
use crate::served::Layout;
use crate::support::{DDR3, DDR4, LPDDR4, REFRESHED, laid_out, memory, name, order, play, trace};
use orienteer_env_dram::AddressField::{self, Bank, BankGroup, Column, Row};
use orienteer_env_dram::PowerDownPolicy::{self, NoPowerDown, Staggered};
use orienteer_env_dram::{AddressMap, Behaviour, Command, Controller, Issued, Memory, PagePolicy};
use std::collections::BTreeSet;

const CASES: u64 = 150;

/// A memory, and the order of its fields if it is not that of [`memory`].
type Mapped = (Memory, Option<&'static [AddressField]>);

/// Checks random runs, with power-down or without. Which commands occurred in them.
fn check(
    what: &str,
    (memory, fields): &Mapped,
    checker: &Checker,
    policies: &[PowerDownPolicy],
) -> BTreeSet<&'static str> {
    let (mut seen, layout) = (BTreeSet::new(), Layout::new(memory, *fields));
    for (case, policy) in (0..CASES).zip(policies.iter().cycle()) {
        let mut rng = generator(what, case);
        let controller = Controller { power_down_policy: *policy, ..controller(&mut rng) };
        let accesses = workload(&mut rng, 400);
        let (_, log) = play(memory, &controller, &accesses);
        let verdict = checker.check(&log).and_then(|()| layout.check(&log, &accesses));
        if let Err(error) = verdict {
            panic!("{what}, case {case}: {error}\n{controller:?}");
        }
        seen.extend(log.iter().map(|issued| name(issued.command)));
    }
    seen
}

fn plain(description: &str) -> Mapped {
    (memory(description), None)
}

fn mapped(description: &str, fields: &'static [AddressField]) -> Mapped {
    (laid_out(description, fields), Some(fields))
}

/// The same device as the other release of DRAMSys has it.
fn otherwise(description: &str) -> Mapped {
    let mut described = memory(description).description().clone();
    described.behaviour = match described.behaviour {
        Behaviour::Dramsys4 => Behaviour::Dramsys5,
        Behaviour::Dramsys5 => Behaviour::Dramsys4,
    };
    let fields = order(described.shape.nbr_of_bank_groups > 1);
    let map = AddressMap::layout(fields, &described.shape).unwrap();
    (Memory::new(&described, &map).unwrap(), Some(fields))
}

/// What DRAMSys 4 does: it takes rows that have closed by themselves for open, sleeps as if they
/// were, and then neither waits for tXP before a refresh nor after one before it sleeps again.
fn as_version_4(checker: Checker) -> Checker {
    let (up, down) = (Command::ActiveUp, Command::ActiveDown);
    checker.except(up, Command::Refresh).except(Command::Refresh, down)
}

#[test]
fn ddr3() {
    let checker = as_version_4(Checker::ddr3());
    check("DDR3 awake", &plain(DDR3), &Checker::ddr3(), &[NoPowerDown]);
    let seen = check("DDR3", &plain(DDR3), &checker, &[NoPowerDown, Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
    let narrow = mapped(DDR3, &[Bank, Row, Column]);
    check("DDR3, rows below banks", &narrow, &checker, &[NoPowerDown, Staggered]);
    let wide = mapped(DDR3, &[Row, Column, Bank]);
    check("DDR3, banks below columns", &wide, &checker, &[NoPowerDown, Staggered]);
}

/// With DRAMSys 5 no distance is left out.
#[test]
fn ddr3_as_version_5() {
    let memory = otherwise(DDR3);
    let seen = check("DDR3 of 5", &memory, &Checker::ddr3(), &[NoPowerDown, Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
}

#[test]
fn ddr4() {
    check("DDR4", &plain(DDR4), &Checker::ddr4(), &[NoPowerDown]);
    let spread = mapped(DDR4, &[Row, Bank, Column, BankGroup]);
    check("DDR4, groups below columns", &spread, &Checker::ddr4(), &[NoPowerDown]);
    let seen = check("DDR4 asleep", &plain(DDR4), &Checker::ddr4(), &[Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
}

#[test]
fn ddr4_as_version_4() {
    let checker = as_version_4(Checker::ddr4());
    check("DDR4 of 4", &otherwise(DDR4), &checker, &[NoPowerDown, Staggered]);
}

#[test]
fn lpddr4_awake() {
    check("LPDDR4", &plain(LPDDR4), &Checker::lpddr4(), &[NoPowerDown]);
    let narrow = mapped(LPDDR4, &[Bank, Row, Column]);
    check("LPDDR4, rows below banks", &narrow, &Checker::lpddr4(), &[NoPowerDown]);
}

#[test]
fn lpddr4_asleep() {
    let seen = check("LPDDR4 asleep", &plain(LPDDR4), &Checker::lpddr4(), &[Staggered]);
    assert_eq!(seen.len(), Command::COUNT);
}

/// Logs with the wrong row, bank or request, and with one too few or too many.
#[test]
fn the_checker_notices_what_is_for_another_request() {
    let memory = memory(DDR3);
    let layout = Layout::new(&memory, None);
    let mut rng = generator("noticed", 0);
    let accesses = workload(&mut rng, 200);
    let closed = Controller { page_policy: PagePolicy::ClosedAdaptive, ..REFRESHED };
    let (_, log) = play(&memory, &closed, &accesses);
    assert_eq!(layout.check(&log, &accesses), Ok(()));
    let of_bank = (0..log.len()).filter(|index| log[*index].command.is_bank());
    let noticed = |index: usize, change: fn(&mut Issued)| {
        let mut changed = log.clone();
        change(&mut changed[index]);
        assert!(layout.check(&changed, &accesses).is_err(), "{:?}", changed[index]);
    };
    let mut autos = 0;
    for index in of_bank {
        noticed(index, |issued| issued.bank ^= 1);
        noticed(index, |issued| issued.request.as_mut().unwrap().row ^= 1);
        noticed(index, |issued| issued.request.as_mut().unwrap().id += 1000);
        noticed(index, |issued| issued.request = None);
        let again = log.iter().enumerate().flat_map(|(place, issued)| {
            std::iter::repeat_n(*issued, if place == index { 2 } else { 1 })
        });
        assert!(layout.check(&again.collect::<Vec<_>>(), &accesses).is_err());
        let lost: Vec<_> = [&log[..index], &log[index + 1..]].concat();
        // A precharge that is lost is noticed by the activate that follows.
        assert!(layout.check(&lost, &accesses).is_err(), "without {:?}", log[index]);
        if log[index].command.is_column() {
            noticed(index, |issued| {
                issued.command = match issued.command {
                    Command::Read => Command::Write,
                    Command::ReadAuto => Command::WriteAuto,
                    Command::Write => Command::Read,
                    _ => Command::ReadAuto,
                }
            });
        }
        if log[index].command == Command::ReadAuto {
            // The row stays open: the next activate of the bank tells.
            let mut kept = log.clone();
            kept[index].command = Command::Read;
            let later = &log[index + 1..];
            let is_next = |next: &&Issued| {
                next.bank == log[index].bank && next.command.is_bank()
                    || next.command == Command::PrechargeAll
            };
            if later.iter().find(is_next).is_some_and(|next| next.command == Command::Activate) {
                assert!(layout.check(&kept, &accesses).is_err());
                autos += 1;
            }
        }
    }
    assert!(autos > 10, "{autos}");
    // Two requests that share an address, in the wrong order.
    let accesses = trace("0 r 0, 0 w 0");
    let (_, log) = play(&memory, &REFRESHED, &accesses);
    let mut turned = log.clone();
    let columns: Vec<_> = (0..log.len()).filter(|i| log[*i].command.is_column()).collect();
    turned.swap(columns[0], columns[1]);
    assert!(layout.check(&turned, &accesses).unwrap_err().contains("came first"));
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
