//! Samples have the distribution that they promise.

use std::collections::BTreeMap;

use orienteer_core::Rng;
use orienteer_core::space::{Clause, Design, Gene, Size, SpaceSpec};
use rand::SeedableRng;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Tests at the level 0.001 that all designs are equally likely. The seed is fixed, so that the
/// test does not fail once in a thousand times.
fn assert_uniform(space: &SpaceSpec) {
    let rng = &mut Rng::seed_from_u64(7);
    let mut counts: BTreeMap<Design, u32> =
        space.designs().into_iter().flatten().map(|design| (design, 0)).collect();
    let draws = 200 * counts.len() as u32;
    for _ in 0..draws {
        *counts.get_mut(&space.sample(rng)).expect("samples are allowed") += 1;
    }
    let expected = f64::from(draws) / counts.len() as f64;
    let statistic: f64 =
        counts.values().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    let freedom = counts.len() as f64 - 1.0;
    let quantile =
        ChiSquared::new(freedom).expect("there are designs to compare").inverse_cdf(0.999);
    assert!(statistic < quantile, "{statistic} is above {quantile}");
}

/// Arms with 1, 16 and 6 designs, and lengths with 2, 4, 8 and 16.
fn conditional() -> orienteer_core::space::SpaceBuilder {
    SpaceSpec::builder()
        .choice("scheduler", |c| {
            c.arm("fifo", |f| f)
                .arm("fr-fcfs", |f| f.integer("cap", 1..=16))
                .arm("grouped", |f| f.flag("age").ordinal("group", [1, 2, 4]))
        })
        .repeat("stages", 1..=4, |f| f.ordinal("width", [16, 32]))
}

#[test]
fn conditional_designs_are_equally_likely() {
    let space = conditional().build().unwrap();
    assert_eq!(space.size(), Size::Exact(23 * 30));
    assert_uniform(&space);
}

#[test]
fn allowed_designs_are_equally_likely() {
    let space = conditional()
        .forbid(Clause::new().is("scheduler", "fr-fcfs").at_least("stages.len", 3))
        .forbid(Clause::new().above("scheduler.cap", 3).is("stages.0.width", 16))
        .build()
        .unwrap();
    assert_uniform(&space);
}

/// So few designs are left that rejection finds none, and the exact way has to.
#[test]
fn rare_designs_are_equally_likely() {
    let space = SpaceSpec::builder()
        .integer("a", 1..=1_000)
        .choice("scheduler", |c| c.arm("fifo", |f| f).arm("fr-fcfs", |f| f.integer("cap", 1..=16)))
        .integer("b", 1..=1_000)
        .forbid(Clause::new().above("a", 1))
        .forbid(Clause::new().below("b", 999).is("scheduler", "fr-fcfs"))
        .forbid(Clause::new().below("b", 1000).is("scheduler", "fifo"))
        .build()
        .unwrap();
    assert_eq!(space.size(), Size::Exact(2 * 16 + 1));
    assert_uniform(&space);
}

#[test]
fn rare_real_designs_are_found() {
    let space = (0..12).fold(SpaceSpec::builder(), |b, at| {
        let name = format!("p{at}");
        let clause = Clause::new().above(&name, 0.05);
        b.real(name, 0.0..=1.0).forbid(clause)
    });
    let space = space.build().unwrap();
    let rng = &mut Rng::seed_from_u64(7);
    for _ in 0..20 {
        let design = space.sample(rng);
        space.allows(&design).unwrap();
        let mutant = space.mutate(&design, rng);
        space.allows(&mutant).unwrap();
        assert_ne!(mutant, design);
    }
}

#[test]
fn the_median_of_a_log_scale_is_its_geometric_middle() {
    let space = SpaceSpec::builder().log_real("rate", 1e-5..=1e-1).build().unwrap();
    let rng = &mut Rng::seed_from_u64(7);
    let mut rates: Vec<f64> = std::iter::repeat_with(|| match space.sample(rng).genes() {
        [Gene::Real(rate)] => *rate,
        genes => panic!("{genes:?} is no real number"),
    })
    .take(10_001)
    .collect();
    rates.sort_by(f64::total_cmp);
    // The standard error of the median is 0.5 / sqrt(n) of the scale, here 0.02 decades.
    assert!((rates[5_000].log10() - -3.0).abs() < 0.06);
    assert!(rates[0] >= 1e-5 && rates[10_000] <= 1e-1);
}

#[test]
fn a_mutation_of_a_real_is_a_small_step() {
    let space = SpaceSpec::builder().real("x", -2.0..=2.0).build().unwrap();
    let rng = &mut Rng::seed_from_u64(7);
    let middle = Design::new([Gene::Real(0.0)]);
    let steps: Vec<f64> = std::iter::repeat_with(|| {
        let values = space.mutate(&middle, rng);
        space.assignment(&values)[0].1.to_f64().unwrap()
    })
    .take(10_000)
    .collect();
    let variance = steps.iter().map(|step| step * step).sum::<f64>() / 10_000.0;
    // A tenth of a range of four.
    assert!((variance.sqrt() - 0.4).abs() < 0.02);
}

#[test]
fn every_decision_is_mutated_equally_often() {
    let space = SpaceSpec::builder().integer("a", 1..=50).flag("b").real("c", 0.0..=1.0);
    let space = space.build().unwrap();
    let rng = &mut Rng::seed_from_u64(7);
    let start = space.sample(rng);
    let mut counts = [0_u32; 3];
    for _ in 0..3_000 {
        let mutant = space.mutate(&start, rng);
        let changed: Vec<_> =
            (0..3).filter(|at| mutant.genes()[*at] != start.genes()[*at]).collect();
        assert_eq!(changed.len(), 1);
        counts[changed[0]] += 1;
    }
    assert!(counts.iter().all(|count| count.abs_diff(1_000) < 100), "{counts:?}");
}
