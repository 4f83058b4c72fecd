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
    toys::sound_settings::<genetic::Settings>();
    let too_many = genetic::Settings { elite: 30, ..Default::default() };
    assert!(too_many.check().unwrap_err().contains("`elite`"));
    assert!(genetic::Settings { crossover: 1.1, ..Default::default() }.check().is_err());
    assert!(genetic::Settings { mutations: f64::NAN, ..Default::default() }.check().is_err());
    toys::sound_settings::<regularized_evolution::Settings>();
    assert!(regularized_evolution::Settings { population: 0, sample: 1 }.check().is_err());
}
