//! Networks that learned a puzzle: as estimates for planners, and what training them needs.

use super::adapter::Adapter;
use super::planner::{Any, Estimates, any};
use super::{cube, lights_out, tiles};
use anyhow::{Result, bail};
use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_experiment::Config;
use orienteer_learned::{Checkpoint, Estimate, Perceptron};
use std::path::PathBuf;
use std::sync::Arc;

/// What the option `network` is.
pub(super) const NETWORK: &str = "what `orienteer train` wrote, with heuristic = \"learned\"";

/// What is done with a puzzle, whatever the type of its positions.
pub(crate) trait Work {
    /// What comes of it.
    type Out;

    /// Does it. `name` is what networks for the puzzle are known by; `exact` are the true distances,
    /// where they can be had.
    fn work<P: Puzzle + 'static>(
        self,
        puzzle: &P,
        name: &str,
        exact: Option<&dyn Heuristic<P>>,
    ) -> Self::Out;
}

/// Does work with the puzzle `name` that `config` describes.
///
/// # Errors
///
/// When there is nothing to learn, or the key that is wrong.
pub(crate) fn learn<W: Work>(name: &str, config: &Config, work: W) -> Result<W::Out> {
    if name == "sokoban" {
        bail!(
            "every level of Sokoban is a puzzle of its own, with other walls, and a network learns \
             one puzzle: expected cube, lights-out or tiles"
        );
    }
    for key in ["heuristic", "network", "patterns", "symmetry"] {
        if config.to_json().get(key).is_some() {
            bail!("--set {key}: it is for planners, and changes nothing in training: leave it out");
        }
    }
    let done = match name {
        "cube" => cube::learn(&config.read()?, work),
        "lights-out" => lights_out::learn(&config.read()?, work),
        "tiles" => tiles::learn(&config.read()?, work),
        _ => bail!("`{name}` cannot be learned: expected cube, lights-out or tiles"),
    };
    Ok(done.map_err(|error| config.blame(error))?)
}

/// Refuses a network that no heuristic asks for.
pub(super) fn check(is_learned: bool, network: Option<&PathBuf>) -> Result<(), String> {
    if network.is_some() && !is_learned {
        return Err("`network` is given without `heuristic = \"learned\"`".into());
    }
    Ok(())
}

/// A puzzle whose estimates are those of a network, which is known by `name`. The network is read at
/// once, so that a file that does not fit is known before anything is solved.
pub(super) fn domain<P: Puzzle + 'static>(
    puzzle: Arc<P>,
    name: &str,
    [columns, optimum]: [&'static [&'static str]; 2],
    file: Option<&PathBuf>,
) -> Result<Adapter<P, Any<P>>, String> {
    let (estimates, digest) = estimates(&*puzzle, name, file)?;
    let open = move || Ok(estimates.clone());
    Ok(Adapter::new(puzzle, columns, optimum, open).with_fingerprint(digest))
}

/// What a network estimates: distances, and action values of its own if it learned those; and a hash of
/// the file.
fn estimates<P: Puzzle + 'static>(
    puzzle: &P,
    name: &str,
    file: Option<&PathBuf>,
) -> Result<(Estimates<P, Any<P>>, u64), String> {
    let file = file.ok_or(
        "`heuristic` is `learned`, and there is no `network`: expected the file that `orienteer \
         train` wrote",
    )?;
    let load =
        || Checkpoint::<Perceptron>::load(file).map_err(|error| format!("`network`: {error}"));
    let misfit = |error| format!("`network`: {}: {error}", file.display());
    let checkpoint = load()?;
    let (estimate, digest) = (checkpoint.settings().estimate, checkpoint.digest());
    let heuristic = any(checkpoint.heuristic(puzzle, name).map_err(misfit)?);
    let estimates = match estimate {
        Estimate::Value => Estimates::new(heuristic),
        Estimate::ActionValue => {
            let values = load()?.action_values(puzzle, name).map_err(misfit)?;
            Estimates::with_values(heuristic, values)
        }
    };
    Ok((estimates, digest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;
    use orienteer_core::path::QFunction;
    use orienteer_core::rng::rng;
    use orienteer_env_lights_out::LightsOut;
    use orienteer_learned::{Layers, Settings, Trainer};

    /// Action values are those of the network, not those of the positions that moves lead to.
    #[test]
    fn action_values_come_from_the_network() {
        let puzzle = LightsOut::new(3).unwrap();
        let settings = Settings { estimate: Estimate::ActionValue, ..Settings::default() };
        let network = Perceptron::new(puzzle.width(), &Layers::default(), 9, &mut rng(1)).unwrap();
        let mut trainer = Trainer::new(&puzzle, "lights", settings, network, 1).unwrap();
        trainer.step().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lights.net");
        trainer.save(&file).unwrap();
        let (found, _) = estimates(&puzzle, "lights", Some(&file)).unwrap();
        let checkpoint = Checkpoint::<Perceptron>::load(&file).unwrap();
        let expected = checkpoint.action_values(&puzzle, "lights").unwrap();
        let (state, moves) = (puzzle.sample(4, &mut rng(2)), (0..9).collect::<Vec<_>>());
        let (mut values, mut other) = (Vec::new(), Vec::new());
        found.values().estimate(&puzzle, &state, &moves, &mut values);
        expected.estimate(&puzzle, &state, &moves, &mut other);
        assert_eq!(values, other);
        assert!(!found.values().is_admissible());
    }
}
