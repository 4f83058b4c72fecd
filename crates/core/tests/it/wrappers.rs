//! Wrappers: limits on episodes and on time, statistics.

use crate::problems::Line;
use orienteer_core::wrappers::{Deadline, Moments, Standardized, Statistics, TimeLimit};
use orienteer_core::{
    Budget, Design, Designs, End, Environment, Fault, MetricSpec, Objective, Outcome, Session,
    SpaceSpec,
};
use std::time::Duration;

/// The textbook example: mean 5, deviation 2.
#[test]
fn moments_are_those_of_the_values() {
    let mut moments = Moments::default();
    for value in [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0] {
        moments.add(value);
    }
    assert_eq!((moments.mean(), moments.deviation(), moments.count()), (5.0, 2.0, 8));
    assert_eq!(moments.range(), Some((2.0, 9.0)));
}

#[test]
fn a_time_limit_truncates() {
    let env = TimeLimit::new(Line::new(), 3);
    let mut state = env.reset(0);
    let ends: Vec<_> = [1, 1, 1].iter().map(|mv| env.step(&mut state, mv).unwrap().end).collect();
    assert_eq!(ends, [None, None, Some(End::Truncated)]);
    assert_eq!(env.horizon(), Some(3));
    assert_eq!(TimeLimit::new(env, 9).horizon(), Some(3), "the shorter limit counts");
}

/// Sleeps when asked to.
struct Sleeper {
    space: Designs,
    metrics: Vec<MetricSpec>,
}

impl Sleeper {
    fn new() -> Self {
        let space = SpaceSpec::builder().categorical("sleep", [false, true]).build().unwrap();
        Self { space: Designs::new(space), metrics: vec![MetricSpec::minimize("zero", "", "")] }
    }
}

impl Environment for Sleeper {
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
        if design.genes()[0].index() == Some(1) {
            std::thread::sleep(Duration::from_mins(1));
        }
        Ok(Outcome::terminated([0.0]))
    }
}

#[test]
fn an_evaluation_that_takes_too_long_is_a_fault_of_its_own() {
    let env = Deadline::new(Sleeper::new(), Duration::from_millis(200));
    let objective = Objective::minimize("zero", env.metrics()).unwrap();
    let mut session = Session::new(&env, &objective, Budget::evaluations(9), 0, 0);
    let design = |sleep: bool| env.space().design([("sleep", sleep.into())]).unwrap();
    let step = session.evaluate(&design(true)).unwrap();
    assert_eq!(step.fault, Some(Fault::Timeout("no answer within 0.2 s".into())));
    assert_eq!(session.evaluate(&design(false)).unwrap().reward, Some(0.0));
}

#[test]
fn standardised_observations_have_mean_zero_and_deviation_one() {
    let env = TimeLimit::new(Line::new(), 20);
    let objective = Objective::minimize("distance", env.metrics()).unwrap();
    let statistics = Statistics::gather(&env, &objective, 2000, 7);
    assert_eq!(statistics.observations[0].count(), 2000);
    assert!(statistics.lengths.count() >= 100);
    assert_eq!(statistics.rewards.range().map(|r| r.0 < 0.0 && r.1 <= 3.0), Some(true));
    let env = Standardized::new(env, &statistics);
    let again = Statistics::gather(&env, &objective, 2000, 7);
    assert!(again.observations[0].mean().abs() < 1e-5);
    assert!((again.observations[0].deviation() - 1.0).abs() < 1e-5);
    assert_eq!(again.observations[1].range(), Some((0.0, 0.0)), "a constant feature becomes 0");
    assert_eq!(again.rewards, statistics.rewards);
}
