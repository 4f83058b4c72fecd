//! Behaviour of the agents that model the objective.

#[path = "../../random/tests/toys/mod.rs"]
mod toys;

use orienteer_agents_bayes::{Acquisition, Bayesian, Tpe, bayesian, tpe};
use orienteer_core::space::Gene;
use orienteer_core::{
    AnyEnvironment, Design, Designs, Environment, Fault, MetricSpec, Metrics, Objective, Outcome,
    Rng, Settings, Simulated, Simulator, Space,
};
use std::collections::BTreeSet;
use toys::{New, Uniform, designs, run};

const TPE: New<Designs> = || Box::new(Tpe::new(tpe::Settings::default()));

/// Small settings, because a law runs an agent hundreds of times.
fn small(acquisition: Acquisition) -> bayesian::Settings {
    bayesian::Settings { acquisition, candidates: 16, points: 24, ..Default::default() }
}

const EI: New<Designs> = || Box::new(Bayesian::new(small(Acquisition::Ei)));
const UCB: New<Designs> = || Box::new(Bayesian::new(small(Acquisition::Ucb)));
const PI: New<Designs> = || Box::new(Bayesian::new(small(Acquisition::Pi)));
const THOMPSON: New<Designs> = || Box::new(Bayesian::new(small(Acquisition::Thompson)));
const HEDGE: New<Designs> = || Box::new(Bayesian::new(small(Acquisition::Hedge)));

#[test]
fn expected_improvement_keeps_the_laws() {
    toys::design_laws(EI);
}

#[test]
fn a_portfolio_keeps_the_laws() {
    toys::design_laws(HEDGE);
}

#[test]
fn tpe_keeps_the_laws() {
    toys::design_laws(TPE);
}

/// The mean of the best reward over ten seeds; nothing feasible counts as 0.
fn mean(toy: &toys::Toy<Designs>, new: New<Designs>, evaluations: u64) -> f64 {
    (0..10).map(|seed| run(toy, new, evaluations, seed).best.unwrap_or(0.0)).sum::<f64>() / 10.0
}

/// Asserts that an agent is better than random by `margins` on the levels and on the pipeline, at
/// 60 evaluations.
fn beats_random(new: New<Designs>, margins: [f64; 2]) {
    let lead = |toy| mean(&toy, new, 60) - mean(&toy, || Box::new(Uniform), 60);
    let leads = [designs::levels(), designs::pipeline()].map(lead);
    assert!(leads[0] >= margins[0] && leads[1] >= margins[1], "{leads:?}");
}

#[test]
fn expected_improvement_beats_random() {
    beats_random(EI, [4.5, 1.4]);
}

#[test]
fn confidence_bounds_beat_random() {
    beats_random(UCB, [4.5, 1.4]);
}

#[test]
fn probability_of_improvement_beats_random() {
    beats_random(PI, [3.0, 1.2]);
}

#[test]
fn thompson_sampling_beats_random() {
    beats_random(THOMPSON, [2.0, 0.6]);
}

#[test]
fn a_portfolio_beats_random() {
    beats_random(HEDGE, [3.4, 1.3]);
}

#[test]
fn tpe_beats_random() {
    beats_random(TPE, [1.2, 1.1]);
}

/// Many designs fail or break the constraint, and the best, at 138, lie on its edge.
#[test]
fn constraints_are_learnt() {
    let toy = designs::faulty();
    let random = mean(&toy, || Box::new(Uniform), 60);
    let means = [EI, TPE].map(|new| mean(&toy, new, 60));
    assert!(means.iter().all(|mean| *mean >= random + 0.9), "{means:?} against random {random}");
}

/// No design is evaluated twice, and the search ends when none is left.
#[test]
fn no_design_is_evaluated_twice() {
    for new in [EI, UCB, PI, THOMPSON, HEDGE, TPE] {
        for (toy, evaluations) in [(designs::faulty(), 80), (designs::few(), 40)] {
            let whole = run(&toy, new, evaluations, 3);
            let design = |line: &String| {
                let design = line.split(r#""design":"#).nth(1)?.split('}').next()?;
                Some(design.to_owned())
            };
            let designs: BTreeSet<_> = whole.lines.iter().filter_map(design).collect();
            assert_eq!(designs.len() as u64, whole.spent, "{}", toy.name);
            assert!(toy.name == "faulty" || whole.end == Ok(()));
        }
    }
}

/// Four levels, of which only the first two matter; the environment knows.
#[derive(Space)]
struct Levels {
    #[param(values = [0, 1, 2, 3])]
    levels: [u32; 4],
}

struct Sum;

impl Simulator for Sum {
    type Design = Levels;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![MetricSpec::maximize("merit", "", "")]
    }

    fn simulate(&self, design: &Levels, _: &mut Rng) -> Result<Metrics, Fault> {
        Ok([f64::from(design.levels[0] + design.levels[1])].into_iter().collect())
    }
}

struct Knowing(Simulated<Sum>);

impl Environment for Knowing {
    type Space = Designs;
    type State = <Simulated<Sum> as Environment>::State;

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
        self.0.step(state, design)
    }

    fn canonical(&self, design: &Design) -> Design {
        let mut genes = design.genes().to_vec();
        genes[2..].fill(Gene::Index(0));
        Design::new(genes)
    }
}

/// An environment's word on what makes no difference is heard: of 256 designs 16 are evaluated.
#[test]
fn designs_that_are_the_same_are_evaluated_once() {
    let env = AnyEnvironment::new(Knowing(Simulated::new(Sum)));
    let objective = Box::new(Objective::maximize("merit", env.metrics()).unwrap());
    let toy = toys::Toy { name: "knowing", env, objective };
    for new in [EI, UCB, PI, THOMPSON, HEDGE] {
        let whole = run(&toy, new, 40, 3);
        assert_eq!((whole.spent, whole.end, whole.best), (16, Ok(()), Some(6.0)));
    }
}

#[test]
fn settings_are_checked() {
    toys::settings::sound::<bayesian::Settings>();
    toys::settings::sound::<tpe::Settings>();
    let none = bayesian::Settings { points: 1, ..Default::default() };
    assert_eq!(none.check().unwrap_err(), "`points` is 1; give 2 to 5000");
    assert!(bayesian::Settings { kappa: f64::NAN, ..Default::default() }.check().is_err());
    assert!(tpe::Settings { gamma: 1.0, ..Default::default() }.check().is_err());
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_designs(Bayesian::new);
    toys::settings::harmless_for_designs(Tpe::new);
}
