//! What holds for every configuration.

use super::dram;
use orienteer_core::conformance::check_designs;
use orienteer_core::rng::rng;
use orienteer_core::space::Size;
use orienteer_core::{Design, Environment, Metrics};
use orienteer_env_dram::{Dram, Preset, devices};
use rand::RngExt;
use std::thread;

const SMALL: &str = "workload = { pattern = 'mixed', accesses = 300 }\n";

fn metrics(dram: &Dram, design: &Design) -> Metrics {
    dram.step(&mut (), design).unwrap().metrics
}

fn value(dram: &Dram, metrics: &Metrics, name: &str) -> f64 {
    metrics[dram.metrics().iter().position(|metric| &*metric.name == name).unwrap()]
}

#[test]
fn every_device_and_space_conforms() {
    for device in devices() {
        for preset in Preset::ALL {
            let dram = dram(&format!("{SMALL}device = '{device}'\nspace = '{}'", preset.name()));
            check_designs(&dram, 7).unwrap();
        }
    }
}

#[test]
fn spaces_have_the_sizes_of_archgym() {
    for (space, size) in [
        ("archgym", 28_311_552),
        ("archgym-aco", 1_769_472),
        ("archgym-rl", 442_368),
        ("archgym-exhaustive", 27_648),
    ] {
        let dram = dram(&format!("{SMALL}space = '{space}'"));
        assert_eq!(dram.space().size(), Size::Exact(size));
    }
}

/// The design that is meant when nothing is said, for every device under its first address map.
#[test]
fn every_parameter_has_a_default() {
    for (device, map) in
        [("ddr3-1600", "rbc"), ("ddr4-2400", "ro_ba_bg_co"), ("lpddr4-3200", "rbc")]
    {
        let dram = dram(&format!("{SMALL}device = '{device}'"));
        let design = dram.space().default_design().unwrap();
        let named = dram.space().assignment(&design);
        let words: Vec<String> = named.iter().map(|(_, value)| value.to_string()).collect();
        let expected = "Open FrFcfs Bankwise 8 Fifo AllBank 0 0 Simple 128 NoPowerDown";
        assert_eq!(words.join(" "), format!("{expected} {map}"));
    }
}

#[test]
fn components_add_up_and_power_is_energy_over_time() {
    let dram = dram(SMALL);
    let mut random = rng(1);
    for _ in 0..100 {
        let metrics = metrics(&dram, &dram.space().sample(&mut random));
        let value = |name: &str| value(&dram, &metrics, name);
        let parts = ["activate", "precharge", "read", "write", "refresh", "active", "precharged"];
        let parts = parts.into_iter().chain(["power_down", "self_refresh"]);
        let parts: Vec<f64> = parts.map(|part| value(&format!("{part}_energy"))).collect();
        assert!(parts.iter().all(|part| *part >= 0.0), "{parts:?}");
        let total = value("total_energy");
        assert!((parts.iter().sum::<f64>() / total - 1.0).abs() < 1e-12);
        assert_eq!(value("average_power"), total / value("total_time"));
        let bandwidth = 300.0 * 64.0 / value("total_time");
        assert!((value("bandwidth") / bandwidth - 1.0).abs() < 1e-12);
        assert!((0.0..=1.0).contains(&value("row_hit_rate")));
        assert!(value("p50_read_latency") <= value("p99_read_latency"));
        // What the workload waits for has what the controller takes in it.
        assert!(value("mean_controller_latency") <= value("mean_read_latency"));
        assert!(value("p99_controller_latency") <= value("p99_read_latency"));
    }
}

/// One request at a time keeps the controller's latency short, and the workload waiting.
#[test]
fn refusing_requests_makes_no_read_faster() {
    let dram = dram("workload = 'random'");
    let design = |active: i64| {
        let values = [("Arbiter", "Fifo".into()), ("MaxActiveTransactions", active.into())];
        dram.space().complete(values.map(|(path, value)| (path, Some(value)))).unwrap().design
    };
    let [one, many] = [1, 128].map(|active| metrics(&dram, &design(active)));
    let [one, many] = [one, many].map(|metrics| {
        ["mean_controller_latency", "mean_read_latency", "p99_read_latency"]
            .map(|name| value(&dram, &metrics, name))
    });
    assert!(one[0] < many[0], "{one:?}, {many:?}");
    assert!(one[1] > many[1] && one[2] > many[2], "{one:?}, {many:?}");
}

/// The releases of DRAMSys differ where a row closes by itself before power-down, for one.
#[test]
fn a_release_is_followed_by_name() {
    let [default, version_4, version_5] =
        ["", "behaviour = 'dramsys-4'", "behaviour = 'dramsys-5'"].map(|behaviour| {
            let dram = dram(&format!("workload = 'phase'\n{behaviour}"));
            let mut random = rng(4);
            let designs = (0..20).map(|_| dram.space().sample(&mut random));
            designs.map(|design| metrics(&dram, &design)).collect::<Vec<_>>()
        });
    assert_eq!(default, version_4);
    assert_ne!(version_4, version_5);
}

/// Counters of a refresh that there is not, and a limit of a queue that there is not.
#[test]
fn what_makes_no_difference_is_one_design() {
    let dram = dram("workload = { pattern = 'phased', accesses = 2000 }\nrerun = true");
    let mut random = rng(2);
    let mut merged = 0;
    for _ in 0..300 {
        let design = dram.space().sample(&mut random);
        let canonical = dram.canonical(&design);
        assert_eq!(dram.canonical(&canonical), canonical);
        if canonical != design {
            assert_eq!(metrics(&dram, &design), metrics(&dram, &canonical));
            merged += 1;
        }
    }
    assert!(merged > 100, "{merged}");
    let design = |refresh: &str, arbiter: &str, number: i64| {
        let numbers = ["RefreshMaxPostponed", "RefreshMaxPulledin", "MaxActiveTransactions"];
        let values = numbers.map(|path| (path, Some(number.into())));
        let names = [("RefreshPolicy", Some(refresh.into())), ("Arbiter", Some(arbiter.into()))];
        dram.space().complete(values.into_iter().chain(names)).unwrap().design
    };
    let same = |refresh, arbiter| {
        let [one, other] = [2, 7].map(|number| design(refresh, arbiter, number));
        dram.canonical(&one) == dram.canonical(&other)
    };
    assert!(same("NoRefresh", "Simple"));
    assert!(!same("AllBank", "Simple") && !same("NoRefresh", "Fifo"));
}

#[test]
fn threads_make_no_difference() {
    let dram = dram("workload = 'mix'\nspace = 'archgym'\nrerun = true");
    let mut random = rng(3);
    let designs: Vec<Design> = (0..24).map(|_| dram.space().sample(&mut random)).collect();
    let alone: Vec<Metrics> = designs.iter().map(|design| metrics(&dram, design)).collect();
    let together: Vec<Metrics> = thread::scope(|scope| {
        let dram = &dram;
        let threads: Vec<_> =
            designs.iter().map(|design| scope.spawn(move || metrics(dram, design))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(alone, together);
}

/// What decides on outcomes decides on the fingerprint, and nothing else.
#[test]
fn fingerprints_tell_memories_and_workloads_apart() {
    let fingerprint = |toml: &str| dram(toml).fingerprint().unwrap();
    let base = fingerprint("workload = 'stream'");
    assert_eq!(base, fingerprint("workload = 'stream.stl'\nspace = 'archgym-rl'"));
    assert_ne!(base, fingerprint("workload = 'random'"));
    assert_ne!(base, fingerprint("workload = 'stream'\ndevice = 'lpddr4-3200'"));
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let device = format!("device = '{data}/MICRON_1Gb_DDR3-1600_8bit_G.json'\n");
    assert_eq!(base, fingerprint(&device));
    let of = |behaviour: &str| fingerprint(&format!("behaviour = 'dramsys-{behaviour}'"));
    assert_eq!((base, false), (of("4"), base == of("5")));
    let map = format!("address-map = '{data}/am_ddr3_8x1Gbx8_dimm_p1KB_brc.json'\n");
    assert_ne!(base, fingerprint(&map));
}

/// What runs have shown is what runs say, on every device, whoever asks first.
#[test]
fn what_others_measure_is_known_from_runs() {
    for device in devices() {
        let text = format!("{SMALL}device = '{device}'\nspace = 'full'\n");
        let [known, rerun] = ["", "rerun = true\n"].map(|more| dram(&format!("{text}{more}")));
        // Few values of each parameter, so that many designs are near to another.
        let mut random = rng(31);
        let some: Vec<Design> = (0..3).map(|_| known.space().sample(&mut random)).collect();
        let mut mixed = || {
            let gene = |at| some[random.random_range(0..some.len())].genes()[at];
            Design::new((0..some[0].genes().len()).map(gene).collect::<Vec<_>>())
        };
        let designs: Vec<Design> = (0..1500).map(|_| mixed()).collect();
        let answers = thread::scope(|scope| {
            let ask = || designs.iter().map(|design| metrics(&known, design)).collect::<Vec<_>>();
            [scope.spawn(ask), scope.spawn(ask)].map(|thread| thread.join().unwrap())
        });
        let expected: Vec<Metrics> = designs.iter().map(|design| metrics(&rerun, design)).collect();
        assert!(answers.iter().all(|answers| *answers == expected), "{device}");
    }
}
