//! The puzzles that the examples know by name.

use anyhow::{Result, bail};
use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_env_cube::{Exact2, ExactHeuristic, Puzzle2, Puzzle3, PuzzleConfig, TurnMetric};
use orienteer_env_lights_out::LightsOut;
use orienteer_env_tiles::{Manhattan, Tiles8, Tiles15};
use orienteer_learned::Distances;
use std::sync::Arc;

/// What is done with a puzzle, whatever its type.
pub(crate) trait Job {
    /// Does it. `exact` are the true distances, if they can be had; `plain` is a heuristic to
    /// compare with.
    fn run<P: Puzzle + 'static>(
        self,
        puzzle: &P,
        exact: Option<Arc<dyn Heuristic<P>>>,
        plain: Option<Arc<dyn Heuristic<P>>>,
    ) -> Result<()>;
}

/// The puzzle `name`.
pub(crate) fn with(name: &str, job: impl Job) -> Result<()> {
    let metric = TurnMetric::QuarterTurn;
    match name {
        "cube2" => {
            let puzzle = Puzzle2::new(PuzzleConfig { size: 2, metric, ..Default::default() })?;
            let exact = ExactHeuristic::new(Arc::new(Exact2::build(metric)?));
            job.run(&puzzle, Some(Arc::new(exact)), None)
        }
        "cube3" => {
            let puzzle = Puzzle3::new(PuzzleConfig { size: 3, metric, ..Default::default() })?;
            job.run(&puzzle, None, None)
        }
        "tiles8" => {
            let puzzle = Tiles8::new();
            let exact = Distances::new(&puzzle, 200_000)?;
            job.run(&puzzle, Some(Arc::new(exact)), Some(Arc::new(Manhattan::new())))
        }
        "tiles15" => job.run(&Tiles15::new(), None, Some(Arc::new(Manhattan::new()))),
        "lights-out4" | "lights-out5" | "lights-out7" => {
            let side = usize::from(name.as_bytes()[name.len() - 1] - b'0');
            let puzzle = LightsOut::new(side)?;
            let exact = orienteer_env_lights_out::Exact;
            job.run(&puzzle, Some(Arc::new(exact)), None)
        }
        _ => bail!("no puzzle `{name}`: cube2, cube3, tiles8, tiles15, lights-out4, -5 or -7"),
    }
}
