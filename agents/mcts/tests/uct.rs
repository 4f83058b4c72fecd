//! Behaviour of UCT.

#[path = "../../random/tests/toys/mod.rs"]
mod toys;

use orienteer_agents_mcts::{Uct, uct};
use orienteer_core::{Moves, Settings};
use toys::{New, Uniform, designs, line, mean, run};

const UCT: New<Moves> = || Box::new(Uct::new(uct::Settings::default()));
const SMALL: New<Moves> =
    || Box::new(Uct::new(uct::Settings { max_nodes: 5, rollout: 3, ..Default::default() }));
const MAX: New<Moves> = || {
    Box::new(Uct::new(uct::Settings {
        backup: uct::Backup::Max,
        value: uct::Value::Final,
        exploration: 0.3,
        ..Default::default()
    }))
};

#[test]
fn agents_keep_the_laws() {
    toys::move_laws(UCT);
    toys::move_laws(SMALL);
    toys::move_laws(MAX);
}

#[test]
fn uct_beats_random() {
    for (toy, margin) in [(designs::levels(), 2.0), (designs::pipeline(), 0.2)] {
        let random = mean(&toy, || Box::new(Uniform), 1000);
        let uct = mean(&toy.stepwise(), UCT, 1000);
        assert!(uct >= random + margin, "{}: {uct} against random {random}", toy.name);
    }
    assert!(mean(&line::line(), UCT, 1000) >= 14.0);
    assert!(mean(&line::line(), MAX, 1000) >= 14.0);
}

/// Small trees must not loop for ever on decisions that cost nothing.
#[test]
fn an_exhausted_tree_ends_the_search() {
    let toy = designs::single().stepwise();
    let single = run(&toy, UCT, 50, 1);
    assert_eq!((single.end, single.spent, single.best), (Ok(()), 1, Some(7.0)));
    let stuck = run(&line::stuck(), UCT, 50, 1);
    assert_eq!((stuck.end, stuck.spent), (Ok(()), 0));
}

#[test]
fn settings_are_checked() {
    toys::settings::sound::<uct::Settings>();
    assert!(uct::Settings { rollout: 0, ..Default::default() }.check().is_err());
    assert!(uct::Settings { exploration: -1.0, ..Default::default() }.check().is_err());
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_moves(Uct::new);
    let settings = uct::Settings { max_nodes: u32::MAX, ..Default::default() };
    assert!(settings.check().unwrap_err().contains("`max-nodes` is 4294967295; give 1 to"));
}
