//! A part of a space as an environment.

use crate::problems::Digits;
use orienteer_core::conformance::check_designs;
use orienteer_core::space::{Restriction, SpaceSpec};
use orienteer_core::wrappers::{Deadline, Restricted};
use orienteer_core::{
    AnyEnvironment, Design, Designs, Environment, Fault, MetricSpec, Metrics, Objective, Outcome,
    Value,
};
use std::time::Duration;

/// The product of `a` and `b`; `spare` means nothing, so that its representative is 0.
struct Product {
    space: Designs,
    metrics: Vec<MetricSpec>,
    fingerprint: Option<u64>,
}

impl Product {
    fn new() -> Self {
        let names = ["a", "b", "spare"];
        let space = names.into_iter().fold(SpaceSpec::builder(), |b, n| b.integer(n, 0..=9));
        let metrics = vec![MetricSpec::minimize("product", "m2", "a times b")];
        Self { space: Designs::new(space.build().unwrap()), metrics, fingerprint: None }
    }

    fn product(design: &Design) -> f64 {
        let genes: Vec<_> = design.genes().iter().filter_map(|gene| gene.index()).collect();
        f64::from(genes[0] * genes[1])
    }
}

impl Environment for Product {
    type Space = Designs;
    type State = ();

    fn space(&self) -> &Designs {
        &self.space
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, _: u64) {}

    fn step(&self, (): &mut (), design: &Design) -> Result<Outcome, Fault> {
        Ok(Outcome::terminated([Self::product(design)]))
    }

    fn noiseless(&self, design: &Design) -> Option<Metrics> {
        Some(Metrics::from_slice(&[Self::product(design)]))
    }

    fn canonical(&self, design: &Design) -> Design {
        let genes = design.genes();
        Design::from_genes(&[genes[0], genes[1], 0.into()])
    }

    fn fingerprint(&self) -> Option<u64> {
        self.fingerprint
    }

    fn optimum_within(&self, part: &Restriction, _: &Objective, _: Option<u32>) -> Option<f64> {
        let all = self.space.designs()?.filter(|design| part.narrow(design).is_some());
        all.map(|design| Self::product(&design)).min_by(f64::total_cmp)
    }
}

fn part(values: &[(&'static str, &[i64])]) -> Restricted<Product> {
    let values = values
        .iter()
        .map(|(path, values)| (*path, values.iter().map(|value| Value::from(*value)).collect()));
    Restricted::new(Product::new(), values).unwrap()
}

#[test]
fn a_part_measures_what_the_whole_does() {
    let env = part(&[("a", &[3, 7]), ("spare", &[0, 5])]);
    assert_eq!(env.space().size().to_string(), "40 designs");
    let values = [("a", 7.into()), ("b", 2.into()), ("spare", 5.into())];
    let design = env.space().design(values.clone()).unwrap();
    assert_eq!(env.step(&mut env.reset(0), &design), Ok(Outcome::terminated([14.0])));
    assert_eq!(env.noiseless(&design), Some(Metrics::from_slice(&[14.0])));
    let named = values.map(|(path, value)| (path.to_owned(), value)).to_vec();
    assert_eq!(env.subject(&design), orienteer_core::Subject::Design(named));
    assert_eq!(env.replay(&mut env.reset(0), &design), env.step(&mut env.reset(0), &design));
    check_designs(&env, 1).unwrap();
    let other = Design::new([9.into()]);
    assert!(matches!(env.step(&mut env.reset(0), &other), Err(Fault::Invalid(_))));
}

/// The representative of the whole stands for the designs of a part that has it.
#[test]
fn a_part_knows_which_designs_are_the_same() {
    let spare = |env: &Restricted<Product>, spare: u32| {
        let design = Design::new([0.into(), 1.into(), spare.into()]);
        env.canonical(&design).genes()[2].index()
    };
    let env = part(&[("spare", &[0, 5])]);
    assert_eq!((spare(&env, 0), spare(&env, 1)), (Some(0), Some(0)));
    let env = part(&[("spare", &[4, 5])]);
    assert_eq!((spare(&env, 0), spare(&env, 1)), (Some(0), Some(1)));
    check_designs(&env, 1).unwrap();
}

#[test]
fn the_optimum_is_that_of_the_part_where_it_is_known() {
    let env = part(&[("a", &[3, 7]), ("b", &[2, 9])]);
    let objective = Objective::minimize("product", env.metrics()).unwrap();
    assert_eq!(env.optimum(&objective, None), Some(6.0));
    // Through erasure and other wrappers.
    let inner = Deadline::new(AnyEnvironment::new(Product::new()), Duration::from_mins(1));
    let erased = Restricted::new(inner, [("a", vec![2.into()]), ("b", vec![4.into()])]).unwrap();
    assert_eq!(erased.optimum(&objective, None), Some(8.0));
    let env = Restricted::new(Digits::new(), [("d0", vec![1.into()])]).unwrap();
    let objective = Objective::minimize("total", env.metrics()).unwrap();
    assert_eq!(env.optimum(&objective, None), None);
}

#[test]
fn records_of_another_part_are_not_continued() {
    let whole = Product { fingerprint: Some(7), ..Product::new() };
    let other = Product { fingerprint: Some(8), ..Product::new() };
    let values = || [("a", vec![Value::from(1), 2.into()])];
    let restricted = |env| Restricted::new(env, values()).unwrap().fingerprint();
    let prints = [
        part(&[("a", &[1, 2])]).fingerprint(),
        part(&[("a", &[1, 3])]).fingerprint(),
        part(&[("b", &[1, 2])]).fingerprint(),
        part(&[("a", &[1, 2]), ("b", &[1])]).fingerprint(),
        restricted(whole),
        restricted(other),
    ];
    for (at, print) in prints.iter().enumerate() {
        assert!(print.is_some() && !prints[..at].contains(print), "{at}: {prints:?}");
    }
    assert_eq!(part(&[("a", &[2, 1])]).fingerprint(), prints[0], "the order says nothing");
}
