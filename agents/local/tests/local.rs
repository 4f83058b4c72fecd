//! Behaviour of local search.

#[path = "../../random/tests/toys/mod.rs"]
mod toys;

use orienteer_agents_local::{
    Greedy, OnePlusOne, SimulatedAnnealing, greedy, one_plus_one, simulated_annealing,
};
use orienteer_core::{Designs, Moves, Settings};
use toys::{New, Uniform, designs, line, mean};

const CLIMB: New<Designs> = || Box::new(OnePlusOne::new(one_plus_one::Settings::default()));
const ANNEAL: New<Designs> =
    || Box::new(SimulatedAnnealing::new(simulated_annealing::Settings::default()));
const RESTART: New<Designs> = || {
    let settings = simulated_annealing::Settings { restarts: 2, ..Default::default() };
    Box::new(SimulatedAnnealing::new(settings))
};
const GREEDY: New<Moves> = || Box::new(Greedy::new(greedy::Settings::default()));

#[test]
fn agents_keep_the_laws() {
    toys::design_laws(CLIMB);
    toys::design_laws(ANNEAL);
    toys::design_laws(RESTART);
    toys::move_laws(GREEDY);
}

#[test]
fn one_plus_one_beats_random() {
    toys::beats_random(CLIMB, [3.0, 0.5]);
}

#[test]
fn annealing_beats_random() {
    toys::beats_random(ANNEAL, [3.0, 0.5]);
    toys::beats_random(RESTART, [2.5, 0.5]);
}

#[test]
fn greedy_beats_random() {
    let random = mean(&designs::levels(), || Box::new(Uniform), 300);
    let greedy = mean(&designs::levels().stepwise(), GREEDY, 300);
    assert!(greedy >= random + 1.0, "{greedy} against random {random}");
    assert!(mean(&line::line(), GREEDY, 300) >= 18.0);
}

#[test]
fn settings_are_checked() {
    toys::settings::sound::<one_plus_one::Settings>();
    assert!(one_plus_one::Settings { patience: 0, ..Default::default() }.check().is_err());
    toys::settings::sound::<simulated_annealing::Settings>();
    for (initial, last) in [(0.1, 0.2), (1.0, 0.0), (f64::INFINITY, 1.0), (f64::NAN, 0.1)] {
        let settings = simulated_annealing::Settings { initial, last, ..Default::default() };
        assert!(settings.check().is_err(), "{initial} to {last}");
    }
    toys::settings::sound::<greedy::Settings>();
    assert!(greedy::Settings { epsilon: 1.5, ..Default::default() }.check().is_err());
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_designs(OnePlusOne::new);
    toys::settings::harmless_for_designs(SimulatedAnnealing::new);
    toys::settings::harmless_for_moves(Greedy::new);
    let settings = simulated_annealing::Settings { restarts: u32::MAX, ..Default::default() };
    assert!(settings.check().unwrap_err().contains("`restarts` is 4294967295; give 0 to 1000000"));
}
