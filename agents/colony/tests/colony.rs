//! Behaviour of the ant colony.

#[path = "../../random/tests/toys/mod.rs"]
mod toys;

use orienteer_agents_colony::{AntColony, ant_colony};
use orienteer_core::{Designs, Settings};
use toys::New;

const COLONY: New<Designs> = || Box::new(AntColony::new(ant_colony::Settings::default()));
const IMPATIENT: New<Designs> = || {
    let settings = ant_colony::Settings { patience: 2, exploitation: 0.5, ..Default::default() };
    Box::new(AntColony::new(settings))
};

#[test]
fn agents_keep_the_laws() {
    toys::design_laws(COLONY);
    toys::design_laws(IMPATIENT);
}

#[test]
fn the_colony_beats_random() {
    toys::beats_random(COLONY, [2.0, 0.4]);
}

#[test]
fn settings_are_checked() {
    toys::settings::sound::<ant_colony::Settings>();
    assert!(ant_colony::Settings { ants: 0, ..Default::default() }.check().is_err());
    assert!(ant_colony::Settings { elitism: -0.1, ..Default::default() }.check().is_err());
    assert!(ant_colony::Settings { evaporation: 1.0, ..Default::default() }.check().is_err());
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_designs(AntColony::new);
    for (settings, message) in [
        (ant_colony::Settings { ants: u32::MAX, ..Default::default() }, "`ants` is 4294967295"),
        (ant_colony::Settings { bins: u32::MAX, ..Default::default() }, "`bins` is 4294967295"),
    ] {
        assert!(settings.check().unwrap_err().contains(message));
    }
}
