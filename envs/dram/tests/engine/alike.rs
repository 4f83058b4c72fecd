//! Controllers for which a run stands do the same, command for command.

use crate::invariants::{Case, cases, outcome};
use crate::random::{controller, generator};
use crate::support::{Chunks, DDR3, DDR4, LPDDR4, order, play};
use orienteer_core::Rng;
use orienteer_env_dram::{AddressMap, Behaviour, Controller, Description, Memory, RefreshPolicy};
use rand::RngExt;
use rayon::prelude::*;

/// Each device under each release of DRAMSys.
fn memories() -> Vec<Memory> {
    let all = [DDR3, DDR4, LPDDR4].into_iter().flat_map(|text| {
        [Behaviour::Dramsys4, Behaviour::Dramsys5].map(|behaviour| {
            let mut description = Description::parse("device", text).unwrap();
            description.behaviour = behaviour;
            let order = order(text.contains("nbrOfBankGroups"));
            let map = AddressMap::layout(order, &description.shape).unwrap();
            Memory::new(&description, &map).unwrap()
        })
    });
    all.collect()
}

/// Any controller, now and then with numbers at the borders of what is told apart.
fn any(rng: &mut Rng) -> Controller {
    let mut any = controller(rng);
    let most = [126, 127, 128, u32::MAX];
    let numbers = [
        &mut any.request_buffer_size,
        &mut any.max_active_transactions,
        &mut any.refresh_max_postponed,
        &mut any.refresh_max_pulledin,
    ];
    for number in numbers {
        if rng.random_bool(0.05) {
            *number = most[rng.random_range(0..most.len())];
        }
    }
    any
}

/// Takes some parameters of a controller from another.
fn mixed(from: &Controller, other: &Controller, takes: impl Fn(usize) -> bool) -> Controller {
    let mut mixed = from.clone();
    let mut take = |parameter, set: &dyn Fn(&mut Controller)| {
        if takes(parameter) {
            set(&mut mixed);
        }
    };
    take(0, &|mixed| mixed.page_policy = other.page_policy);
    take(1, &|mixed| mixed.scheduler = other.scheduler);
    take(2, &|mixed| mixed.scheduler_buffer = other.scheduler_buffer);
    take(3, &|mixed| mixed.request_buffer_size = other.request_buffer_size);
    take(4, &|mixed| mixed.resp_queue = other.resp_queue);
    take(5, &|mixed| mixed.refresh_max_postponed = other.refresh_max_postponed);
    take(6, &|mixed| mixed.refresh_max_pulledin = other.refresh_max_pulledin);
    take(7, &|mixed| mixed.arbiter = other.arbiter);
    take(8, &|mixed| mixed.max_active_transactions = other.max_active_transactions);
    take(9, &|mixed| mixed.refresh_policy = other.refresh_policy);
    take(10, &|mixed| mixed.power_down_policy = other.power_down_policy);
    mixed
}

/// Which parameters of two controllers differ.
fn differing(one: &Controller, other: &Controller) -> Vec<usize> {
    (0..11).filter(|differs| mixed(one, other, |parameter| parameter == *differs) != *one).collect()
}

/// Each controller with one that differs in some of the parameters, if the run of the first stands
/// for the second: then both issue the same commands in the same clocks, and measure the same. Every
/// parameter is one that differs now and then; those that always matter never are.
#[test]
fn what_a_run_stands_for_does_the_same() {
    let memories = memories();
    let tried: Vec<Vec<usize>> = cases("alike", 15000)
        .enumerate()
        .par_bridge()
        .flat_map_iter(|(number, Case { controller: one, accesses })| {
            let mut rng = generator("alike others", number as u64);
            let mut memory = memories[number % memories.len()].clone();
            if rng.random_bool(0.2) {
                memory = memory.with_drawn_ties(number as u64);
            }
            let (run, alike) =
                memory.run_with_alike(&one, &mut Chunks::new(&accesses, 4096)).unwrap();
            let (same, commands) = play(&memory, &one, &accesses);
            assert_eq!(outcome(&run), outcome(&same), "taking notes changes nothing: {one:?}");
            assert!(alike.has(&one), "{one:?}");
            let mut tried = Vec::new();
            for _ in 0..24 {
                let share = [0.1, 0.3, 0.7][rng.random_range(0..3)];
                let takes: [bool; 11] = std::array::from_fn(|_| rng.random_bool(share));
                let other = mixed(&one, &any(&mut rng), |parameter| takes[parameter]);
                if other == one || !alike.has(&other) {
                    continue;
                }
                let (run, others) = play(&memory, &other, &accesses);
                assert_eq!(others, commands, "case {number}: {one:?} and {other:?}");
                assert_eq!(outcome(&run), outcome(&same), "case {number}: {one:?} and {other:?}");
                tried.push(differing(&one, &other));
            }
            tried
        })
        .collect();
    for parameter in 0..9 {
        let alone = tried.iter().filter(|differing| **differing == [parameter]).count();
        let among = tried.iter().filter(|differing| differing.contains(&parameter)).count();
        assert!(alone >= 20 && among >= 100, "parameter {parameter}: {alone} and {among} times");
    }
    assert!(tried.iter().all(|differing| !differing.contains(&9) && !differing.contains(&10)));
}

/// What a parameter without meaning is does not matter, and nothing stands for what is refused.
#[test]
fn counters_of_no_refresh_do_not_matter_and_zeros_do() {
    let memory = &memories()[0];
    for Case { controller, accesses } in cases("alike without refresh", 20) {
        let one = Controller { refresh_policy: RefreshPolicy::NoRefresh, ..controller };
        let (_, alike) = memory.run_with_alike(&one, &mut Chunks::new(&accesses, 64)).unwrap();
        let other = Controller { refresh_max_postponed: 7, refresh_max_pulledin: 3, ..one.clone() };
        assert!(alike.has(&other));
        let no_buffer = Controller { request_buffer_size: 0, ..one.clone() };
        let no_transactions = Controller { max_active_transactions: 0, ..one.clone() };
        for refused in [no_buffer, no_transactions] {
            assert!(memory.run(&refused, &mut Chunks::new(&accesses, 64)).is_err());
            assert!(!alike.has(&refused));
        }
    }
}
