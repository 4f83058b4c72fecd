//! However little the clauses leave, it is known to be there, and found.

mod spaces;

use orienteer_core::Rng;
use orienteer_core::space::{Clause, Cursor, Gene, Size, SpaceBuilder, SpaceError, SpaceSpec};
use rand::SeedableRng;
use spaces::{assert_belongs, random_space};

/// Twenty samples and their mutants, all checked.
fn assert_found(space: &SpaceSpec) {
    let rng = &mut Rng::seed_from_u64(7);
    for _ in 0..20 {
        let design = space.sample(rng);
        assert_belongs(space, &design);
        assert_belongs(space, &space.mutate(&design, rng));
    }
}

/// Samples of the only parameter of a space, which is real.
fn reals(space: &SpaceSpec, count: usize) -> Vec<f64> {
    let rng = &mut Rng::seed_from_u64(7);
    let real = || match space.sample(rng).genes() {
        [Gene::Real(value)] => *value,
        genes => panic!("{genes:?} is no real number"),
    };
    std::iter::repeat_with(real).take(count).collect()
}

fn real(clause: Clause) -> Result<SpaceSpec, SpaceError> {
    SpaceSpec::builder().real("x", 0.0..=1.0).forbid(clause).build()
}

#[test]
fn a_narrow_interval_is_sampled_uniformly() {
    for bound in [1e-4, 1e-12, 1e-300] {
        let space = real(Clause::new().above("x", bound)).unwrap();
        let values = reals(&space, 2_000);
        assert!(values.iter().all(|value| (0.0..=bound).contains(value)));
        // The standard error of the mean is 0.0065 of the interval.
        let mean = values.iter().map(|value| value / bound).sum::<f64>() / 2_000.0;
        assert!((mean - 0.5).abs() < 0.03, "{mean} of {bound}");
        assert_found(&space);
    }
}

#[test]
fn what_is_left_of_a_real_is_sampled_by_its_width() {
    let middle = Clause::new().above("x", 1e-4).below("x", 1.0 - 3e-4);
    let low = reals(&real(middle).unwrap(), 2_000).iter().filter(|value| **value < 0.5).count();
    assert!(low.abs_diff(500) < 80, "{low} of 2000 in a quarter of what is left");
    // A single value beside an interval has no width.
    let but_zero = real(Clause::new().above("x", 0.0).below("x", 1.0 - 1e-4)).unwrap();
    assert!(reals(&but_zero, 100).iter().all(|value| *value > 0.5));
}

#[test]
fn a_single_real_value_is_a_design() {
    let space = real(Clause::new().above("x", 0.0)).unwrap();
    assert_eq!(reals(&space, 3), [0.0; 3]);
    assert_eq!(real(Clause::new().at_least("x", 0.0)), Err(SpaceError::Empty));
    // On a logarithmic scale two neighbouring floats lie at the same place.
    let (low, next) = (1e-5, 1e-5_f64.next_up());
    let space =
        SpaceSpec::builder().log_real("x", low..=1.0).forbid(Clause::new().above("x", next));
    assert!(reals(&space.build().unwrap(), 20).iter().all(|x| *x == low || *x == next));
}

fn many<const N: usize>(add: impl Fn(SpaceBuilder, &str) -> SpaceBuilder) -> SpaceSpec {
    let names: [String; N] = std::array::from_fn(|at| format!("p{at}"));
    let builder = names.iter().fold(SpaceSpec::builder(), |b, name| add(b, name));
    builder.build().expect("one value of each parameter is allowed")
}

/// The part of the space that is left is less than the least positive `f64`.
#[test]
fn parts_that_round_to_nothing_are_found() {
    assert_found(&many::<100>(|b, name| {
        b.real(name, 0.0..=1.0).forbid(Clause::new().above(name, 1e-4))
    }));
    let one = many::<40>(|b, name| {
        b.integer(name, 1..=1_000_000_000).forbid(Clause::new().above(name, 1))
    });
    let Size::Beyond { log10 } = one.size() else { panic!("10^360 designs fit no u128") };
    assert!(log10.abs() < 1e-6, "{log10}");
    assert_belongs(&one, &one.sample(&mut Rng::seed_from_u64(7)));
}

/// A clause that ties all parameters together leaves one box after the other.
#[test]
fn boxes_without_width_are_found() {
    let tied = (0..12).fold(Clause::new(), |clause, at| clause.below(&format!("p{at}"), 1.0));
    let space = (0..12).fold(SpaceSpec::builder(), |b, at| b.real(format!("p{at}"), 0.0..=1.0));
    assert_found(&space.forbid(tied).build().unwrap());
}

#[test]
fn an_arm_with_a_narrow_parameter_is_found() {
    let space = SpaceSpec::builder()
        .choice("mode", |c| {
            c.arm("plain", |f| f.integer("level", 1..=9))
                .arm("tuned", |f| f.real("gain", 0.0..=1.0).real("bias", -1.0..=1.0))
        })
        .forbid(Clause::new().is("mode", "plain"))
        .forbid(Clause::new().above("mode.gain", 1e-6))
        .forbid(Clause::new().at_most("mode.gain", 1e-7).above("mode.bias", -0.999_999))
        .build()
        .unwrap();
    assert_found(&space);
}

/// Every cursor that some way of choosing leads to, if it is not complete.
fn open(space: &SpaceSpec) -> Vec<Cursor> {
    let mut cursors = vec![space.cursor()];
    let mut at = 0;
    while let Some(cursor) = cursors.get(at).cloned() {
        at += 1;
        let arity = cursor.next(space).map_or(0, |d| d.domain.arity().unwrap_or(0));
        for option in 0..arity {
            let mut then = cursor.clone();
            then.choose(space, Gene::Index(option)).expect("the option is in range");
            cursors.push(then);
        }
    }
    cursors.retain(|cursor| !cursor.is_complete());
    cursors
}

#[test]
fn a_range_of_options_is_allowed_if_one_of_them_is() {
    for seed in 0..60 {
        let space = random_space(seed);
        for cursor in open(&space).iter().step_by(7) {
            let arity = cursor.next(&space).and_then(|d| d.domain.arity()).unwrap();
            for (start, end) in (0..=arity + 1).flat_map(|end| (0..=end).map(move |s| (s, end))) {
                let one = (start..end).any(|option| cursor.allowed(&space, Gene::Index(option)));
                let genes = cursor.genes();
                assert_eq!(space.allows_any(genes, start..end), one, "{start}..{end}");
                let range = (start..end).map(Gene::Index);
                assert_eq!(space.allows_any_of(genes, range), one, "{start}..{end}");
            }
        }
        let complete = space.sample(&mut Rng::seed_from_u64(seed));
        assert!(!space.allows_any(complete.genes(), 0..1));
    }
}

#[test]
fn groups_of_millions_of_options_are_judged_at_once() {
    let space = SpaceSpec::builder()
        .flag("small")
        .integer("size", 1..=1_000_000_000)
        .forbid(Clause::new().is("small", true).above("size", 10))
        .forbid(Clause::new().below("size", 5))
        .build()
        .unwrap();
    let (large, small) = ([Gene::Index(0)], [Gene::Index(1)]);
    assert!(space.allows_any(&large, 500_000_000..1_000_000_000));
    assert!(!space.allows_any(&small, 10..1_000_000_000));
    assert!(space.allows_any(&small, 9..1_000_000_000));
    assert!(!space.allows_any(&small, 0..4));
    assert!(!space.allows_any(&small, 1_000_000_000..u32::MAX));
}

#[test]
fn values_of_a_real_are_judged_together() {
    let space = real(Clause::new().above("x", 1e-4)).unwrap();
    let any = |values: &[f64]| space.allows_any_of(&[], values.iter().copied().map(Gene::Real));
    assert!(any(&[0.5, 1e-5]));
    assert!(!any(&[0.5, 2e-4, -1.0, f64::NAN]));
    assert!(!any(&[]));
    assert!(!space.allows_any(&[], 0..1), "a real decision has no options");
}
