//! Every agent meets every environment: designs as moves, moves as designs.

use crate::problems::{Digits, Line};
use orienteer_core::adapters::EpisodeError;
use orienteer_core::conformance::{check_designs, check_moves};
use orienteer_core::rng::rng;
use orienteer_core::session::Memory;
use orienteer_core::space::Gene;
use orienteer_core::wrappers::TimeLimit;
use orienteer_core::{
    Budget, Design, Designs, Environment, Episode, Fault, MetricSpec, Objective, Outcome, Session,
    SpaceSpec, Stepwise, Stop, Subject,
};
use rand::seq::IndexedRandom;

/// Random moves through `env` until the budget is spent.
fn random_walk<E: Environment<Space = orienteer_core::Moves>>(
    env: &E,
    goal: &str,
    budget: u64,
) -> Vec<String> {
    let objective = Objective::minimize(goal, env.metrics()).unwrap();
    let mut memory = Memory::new(env.metrics());
    let mut session =
        Session::new(env, &objective, Budget::evaluations(budget), 0, 0).with_journal(&mut memory);
    let (mut legal, mut random) = (Vec::new(), rng(1));
    loop {
        let mut node = session.reset();
        loop {
            session.legal(&node, &mut legal);
            let Some(&mv) = legal.choose(&mut random) else { break };
            if let Err(stop) = session.step(&mut node, mv) {
                assert_eq!(stop, Stop::Budget);
                return memory.lines;
            }
        }
    }
}

#[test]
fn stepwise_is_charged_and_recorded_by_the_design() {
    let env = Stepwise::new(Digits::new());
    let lines = random_walk(&env, "total", 300);
    assert_eq!(lines.len(), 300);
    assert!(lines.iter().all(|l| l.contains("\"design\":{\"d0\":") && l.contains("\"cost\":1")));
    assert!(!lines.iter().any(|l| l.contains("forbidden")), "forbidden designs are not offered");
}

#[test]
fn stepwise_with_noise_draws_afresh_for_each_evaluation() {
    let mut inner = Digits::new();
    inner.noisy = true;
    let env = Stepwise::new(inner);
    let objective = Objective::minimize("total", env.metrics()).unwrap();
    let mut session = Session::new(&env, &objective, Budget::evaluations(2), 0, 0);
    let mut totals = Vec::new();
    for _ in 0..2 {
        let mut node = session.reset();
        let steps: Vec<_> = (0..4).map(|_| session.step(&mut node, 1).unwrap()).collect();
        assert_eq!(steps[..3].iter().filter(|s| s.score.is_some()).count(), 0);
        totals.push(steps[3].metrics[0]);
    }
    assert_ne!(totals[0], totals[1]);
}

/// A space with a range of 1000, a real number and a conditional parameter.
struct Wide {
    space: Designs,
    metrics: Vec<MetricSpec>,
}

impl Wide {
    fn new() -> Self {
        let space = SpaceSpec::builder()
            .integer("big", 1..=1000)
            .real("x", 0.0..=1.0)
            .choice("kind", |c| c.arm("plain", |f| f).arm("fancy", |f| f.integer("level", 0..=4)))
            .build()
            .unwrap();
        let metrics = vec![MetricSpec::minimize("sum", "", "the sum of all genes")];
        Self { space: Designs::new(space), metrics }
    }
}

impl Environment for Wide {
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
        let position = |gene: &Gene| match gene {
            Gene::Index(i) => f64::from(*i),
            Gene::Real(x) => *x,
        };
        Ok(Outcome::terminated([design.genes().iter().map(position).sum::<f64>()]))
    }
}

#[test]
fn stepwise_reaches_both_ends_of_wide_parameters_through_few_moves() {
    let env = Stepwise::new(Wide::new());
    assert!(env.space().len() <= 32);
    let (mut legal, mut low, mut high) = (Vec::new(), env.reset(0), env.reset(0));
    for (state, last) in [(&mut low, false), (&mut high, true)] {
        let mut outcome = Outcome::decided();
        while outcome.end.is_none() {
            env.legal(state, &mut legal);
            let mv = if last { *legal.last().unwrap() } else { legal[0] };
            outcome = env.step(state, &mv).unwrap();
        }
    }
    assert_eq!(low.genes(), [Gene::Index(0), Gene::Real(0.0), Gene::Index(0)]);
    assert_eq!(high.genes(), [Gene::Index(999), Gene::Real(1.0), Gene::Index(1), Gene::Index(4)]);
}

#[test]
fn episode_is_charged_by_the_move_and_counts_the_best_state_on_the_way() {
    let env = Episode::new(TimeLimit::new(Line::new(), 6)).unwrap();
    let objective = Objective::minimize("distance", env.metrics()).unwrap();
    let mut memory = Memory::new(env.metrics());
    let mut session =
        Session::new(&env, &objective, Budget::evaluations(15), 0, 0).with_journal(&mut memory);
    let design = |moves: [u32; 6]| Design::new(moves.map(Gene::Index));
    // leap leap! (not legal on 3: stands for the 2nd of [down, up] counted round) down down ...
    let step = session.evaluate(&design([2, 1, 2, 0, 0, 0])).unwrap();
    assert_eq!(step.metrics[0], 3.0, "0 3 4 7 6 5 4: the nearest is 7");
    assert_eq!(session.spent(), 6);
    session.evaluate(&design([2, 1, 2, 1, 1, 1])).unwrap();
    assert_eq!(session.spent(), 12);
    let best = session.incumbents().best().unwrap();
    assert_eq!(best.value, 0.0);
    let path = ["leap", "up", "leap", "up", "up", "up"].map(String::from).to_vec();
    assert_eq!(best.subject, Subject::Moves(path));
    assert_eq!(session.evaluate(&design([0; 6])), Err(Stop::Budget), "6 moves do not fit into 3");
    assert_eq!(memory.lines.len(), 2);
    let expected = "\"moves\":\"leap up leap down down down\"";
    assert!(memory.lines[0].contains(expected), "{}", memory.lines[0]);
    assert!(memory.lines[0].contains("\"cost\":6,\"counted\":3}"), "{}", memory.lines[0]);
}

#[test]
fn adapted_environments_keep_the_laws() {
    check_moves(&Stepwise::new(Wide::new()), 1).unwrap();
    check_moves(&TimeLimit::new(Line::new(), 12), 1).unwrap();
    check_designs(&Episode::new(TimeLimit::new(Line::new(), 5)).unwrap(), 1).unwrap();
    check_designs(&Wide::new(), 1).unwrap();
    assert_eq!(Episode::new(Line::new()).err(), Some(EpisodeError::NoHorizon));
}

#[test]
fn the_conformance_suite_finds_what_is_wrong() {
    /// Claims to be free of noise.
    struct Liar(Digits);
    impl Environment for Liar {
        type Space = Designs;
        type State = orienteer_core::Rng;
        fn space(&self) -> &Designs {
            self.0.space()
        }
        fn metrics(&self) -> &[MetricSpec] {
            self.0.metrics()
        }
        fn reset(&self, seed: u64) -> Self::State {
            self.0.reset(seed)
        }
        fn step(&self, state: &mut Self::State, design: &Design) -> Result<Outcome, Fault> {
            let calm = Design::new([0, 1, 2, 3].map(Gene::Index));
            let _ = design;
            self.0.step(state, &calm)
        }
    }
    let mut inner = Digits::new();
    inner.noisy = true;
    let broken = check_designs(&Liar(inner), 0).unwrap_err();
    assert_eq!(broken.law, "without noise, seeds make no difference");
}
