//! Behaviour of the evolutionary agents.

#[path = "../../random/tests/toys/mod.rs"]
mod toys;

use orienteer_agents_evolution::{Genetic, RegularizedEvolution, genetic, regularized_evolution};
use orienteer_core::{Designs, Settings};
use toys::New;

const GENETIC: New<Designs> = || Box::new(Genetic::new(genetic::Settings::default()));
const REGULARIZED: New<Designs> =
    || Box::new(RegularizedEvolution::new(regularized_evolution::Settings::default()));

#[test]
fn agents_keep_the_laws() {
    toys::design_laws(GENETIC);
    toys::design_laws(REGULARIZED);
}

#[test]
fn genetic_beats_random() {
    toys::beats_random(GENETIC, [2.5, 0.5]);
}

#[test]
fn regularized_evolution_beats_random() {
    toys::beats_random(REGULARIZED, [2.5, 0.5]);
}

#[test]
fn settings_are_checked() {
    toys::settings::sound::<genetic::Settings>();
    let too_many = genetic::Settings { elite: 30, ..Default::default() };
    assert!(too_many.check().unwrap_err().contains("`elite`"));
    assert!(genetic::Settings { crossover: 1.1, ..Default::default() }.check().is_err());
    assert!(genetic::Settings { mutations: f64::NAN, ..Default::default() }.check().is_err());
    toys::settings::sound::<regularized_evolution::Settings>();
    assert!(regularized_evolution::Settings { population: 0, sample: 1 }.check().is_err());
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_designs(Genetic::new);
    toys::settings::harmless_for_designs(RegularizedEvolution::new);
}

/// A population that no memory holds is refused, and the largest one that is not can be drawn.
#[test]
fn populations_are_bounded() {
    let message = "`population` is 4294967295; give 1 to 100000";
    let settings = genetic::Settings { population: u32::MAX, ..Default::default() };
    assert_eq!(settings.check().unwrap_err(), message);
    let settings = regularized_evolution::Settings { population: u32::MAX, ..Default::default() };
    assert_eq!(settings.check().unwrap_err(), message);
    let largest: New<Designs> =
        || Box::new(Genetic::new(genetic::Settings { population: 100_000, ..Default::default() }));
    assert_eq!(toys::run(&toys::designs::few(), largest, 50, 1).spent, 50);
}
