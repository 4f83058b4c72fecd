//! Generated workloads have the statistics that were asked for.

use super::{GIB, collect};
use orienteer_env_dram::workload::{Access, Gaps, Generated, Pattern, WorkloadConfig};
use std::collections::HashSet;

fn generate(generated: Generated) -> Vec<Access> {
    collect(&WorkloadConfig::Generated(generated).open(GIB, None).unwrap())
}

/// Whether `count` of `of` trials of probability `p` is within five standard deviations.
fn likely(count: usize, of: usize, p: f64) -> bool {
    let (count, of) = (count as f64, of as f64);
    (count - of * p).abs() <= 5.0 * (of * p * (1.0 - p)).sqrt()
}

#[test]
fn rate_reads_and_locality_are_as_asked() {
    let n = 100_000;
    for pattern in Pattern::ALL {
        for (rate, reads) in [(1.0, 0.5), (0.2, 0.9), (0.003, 0.0)] {
            let asked = Generated {
                accesses: n,
                rate: Some(rate),
                reads: Some(reads),
                seed: 5,
                idle: (pattern == Pattern::Phased).then_some(0),
                ..Generated::new(pattern)
            };
            let accesses = generate(asked);
            let read = accesses.iter().filter(|access| !access.write).count();
            assert!(likely(read, n as usize, reads), "{pattern:?}: {read} reads");
            // The sum of n exponential gaps has a standard deviation of sqrt(n) gaps.
            let clocks = accesses.last().unwrap().clock as f64;
            let deviation = (clocks * rate - n as f64) / (n as f64).sqrt();
            assert!(deviation.abs() < 5.0, "{pattern:?}: {deviation} deviations");
            assert!(accesses.is_sorted_by_key(|access| access.clock));
            assert!(accesses.iter().all(|access| access.address < GIB));
            assert!(accesses.iter().all(|access| access.address % 64 == 0));
        }
    }
    for locality in [0.0, 0.3, 0.9] {
        let n = n as usize;
        let asked = |pattern| Generated {
            accesses: n as u64,
            locality: Some(locality),
            streams: (pattern != Pattern::Random).then_some(8),
            stride: Some(128),
            ..Generated::new(pattern)
        };
        let part = |access: &Access| access.address / (GIB / 8);
        let random = generate(asked(Pattern::Random));
        let follows = |pair: &&[Access]| pair[1].address == pair[0].address + 128;
        assert!(likely(random.windows(2).filter(follows).count(), n - 1, locality));
        let stream = generate(asked(Pattern::Stream));
        let stays = stream.windows(2).filter(|pair| part(&pair[0]) == part(&pair[1])).count();
        assert!(likely(stays, n - 1, locality + (1.0 - locality) / 8.0));
        // Any access may be the head of a stream; a random one rarely follows one by chance.
        let mut heads = HashSet::new();
        let follows = |access: &Access| {
            heads.insert(access.address + 128);
            heads.contains(&access.address)
        };
        let sequential = generate(asked(Pattern::Mixed)).into_iter().filter(follows).count();
        assert!((sequential as f64 / n as f64 - locality).abs() < 0.015, "{sequential}");
    }
}

#[test]
fn streams_step_through_their_parts() {
    let asked = Generated {
        accesses: 5000,
        footprint: Some(1 << 16),
        streams: Some(4),
        stride: Some(192),
        rate: Some(0.25),
        gaps: Some(Gaps::Fixed),
        ..Generated::new(Pattern::Stream)
    };
    let mut heads = [None; 4];
    for (i, access) in generate(asked).iter().enumerate() {
        assert_eq!(access.clock, 4 * i as u64);
        let head = &mut heads[(access.address >> 14) as usize];
        assert!(head.is_none_or(|head| head == access.address));
        let (part, place) = (access.address & !0x3fff, access.address & 0x3fff);
        *head = Some(part + (place + 192) % (1 << 14));
    }
}

#[test]
fn a_chase_visits_every_node_once_a_round() {
    let asked = Generated {
        accesses: 2000,
        footprint: Some(1000 * 256),
        stride: Some(256),
        ..Generated::new(Pattern::PointerChase)
    };
    let accesses = generate(asked);
    assert!(accesses.iter().all(|access| !access.write));
    assert!(accesses.iter().enumerate().all(|(i, access)| access.clock == 25 * i as u64));
    let (first, second) = accesses.split_at(1000);
    assert!(first.iter().zip(second).all(|(a, b)| a.address == b.address));
    let mut nodes: Vec<u64> = first.iter().map(|access| access.address / 256).collect();
    nodes.sort_unstable();
    assert_eq!(nodes, (0..1000).collect::<Vec<_>>());
}

#[test]
fn phases_are_separated_by_idle_clocks() {
    let asked = Generated {
        accesses: 1000,
        phase: Some(100),
        idle: Some(50_000),
        ..Generated::new(Pattern::Phased)
    };
    let accesses = generate(asked);
    let pauses: Vec<usize> =
        (1..1000).filter(|&i| accesses[i].clock - accesses[i - 1].clock >= 50_000).collect();
    assert_eq!(pauses, (1..10).map(|phase| 100 * phase).collect::<Vec<_>>());
}

#[test]
fn a_seed_is_a_workload_and_parameters_are_independent() {
    for pattern in Pattern::ALL {
        let one = |seed, reads, rate| {
            let asked =
                Generated { seed, reads: Some(reads), rate: Some(rate), ..Generated::new(pattern) };
            WorkloadConfig::Generated(asked).open(GIB, None).unwrap()
        };
        let (first, again) = (one(1, 0.5, 0.1), one(1, 0.5, 0.1));
        assert_eq!(collect(&first), collect(&again));
        assert_eq!(first.fingerprint(), again.fingerprint());
        assert_eq!(first.name(), pattern.name());
        let other = one(2, 0.5, 0.1);
        assert_ne!(collect(&first), collect(&other), "{pattern:?}");
        assert_ne!(first.fingerprint(), other.fingerprint());
        let addresses = |workload| -> Vec<u64> {
            collect(workload).iter().map(|access| access.address).collect()
        };
        assert_eq!(addresses(&first), addresses(&one(1, 0.1, 0.7)));
    }
}

#[test]
fn a_long_pattern_is_generated_as_it_is_played() {
    let asked =
        Generated { accesses: 60_000_000_000, rate: Some(1.0), ..Generated::new(Pattern::Mixed) };
    let long = WorkloadConfig::Generated(asked.clone()).open(GIB, None).unwrap();
    assert_eq!(long.len_hint(), 60_000_000_000);
    let short = generate(Generated { accesses: 10_000, ..asked });
    let mut source = long.source();
    let mut accesses = Vec::new();
    while accesses.len() < short.len() {
        let chunk = source.next_chunk().unwrap();
        assert!(chunk.len() <= 4096);
        accesses.extend_from_slice(chunk);
    }
    assert_eq!(accesses[..short.len()], short);
}
