//! From the name of a planner and its hyperparameters to a search.
//!
//! There are sixteen planners, a dozen types of positions and several heuristics for each. The
//! planners that make millions of positions a second, A* and its kin and IDA*, are compiled for each
//! heuristic, which they carry along a path; the others ask it through a pointer, or the program would
//! be several times as large.

use super::{two_phase, two_sided};
use orienteer_agents_planning::{
    AStar, BuildError, GreedyBestFirst, IdaStar, Method, Need, WeightedAStar,
};
use orienteer_core::path::{
    Afresh, Heuristic, Incremental, OneStep, Planner, Puzzle, QFunction, Zero,
};
use orienteer_experiment::SolverError;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// A heuristic of any kind.
pub(super) type Any<P> = Afresh<Arc<dyn Heuristic<P>>>;

/// Any heuristic as one of no kind in particular.
pub(super) fn any<P: Puzzle>(heuristic: impl Heuristic<P> + 'static) -> Any<P> {
    Afresh(Arc::new(heuristic))
}

/// What guides planners.
pub(super) struct Estimates<P, H> {
    heuristic: H,
    values: Arc<dyn QFunction<P>>,
}

impl<P, H: Clone> Clone for Estimates<P, H> {
    fn clone(&self) -> Self {
        Self { heuristic: self.heuristic.clone(), values: Arc::clone(&self.values) }
    }
}

impl<P: Puzzle, H: Heuristic<P> + Clone + 'static> Estimates<P, H> {
    /// A heuristic, and the action values that follow from it.
    pub(super) fn new(heuristic: H) -> Self {
        let values = OneStep(heuristic.clone());
        Self::with_values(heuristic, values)
    }

    /// The same with action values of their own.
    pub(super) fn with_values(heuristic: H, values: impl QFunction<P> + 'static) -> Self {
        Self { heuristic, values: Arc::new(values) }
    }

    /// The action values.
    #[cfg(test)]
    pub(super) fn values(&self) -> &dyn QFunction<P> {
        &*self.values
    }
}

/// The planner of this name with these hyperparameters.
pub(super) fn method(planner: &str, settings: &Map<String, Json>) -> Result<Method, SolverError> {
    let what = match planner {
        two_phase::NAME => Some("the 3x3x3 cube"),
        two_sided::NAME => Some("the 3x3x3 cube in single turns"),
        _ => None,
    };
    if let Some(what) = what {
        let reason = format!("planner `{planner}` solves nothing but {what}");
        return Err(SolverError::Unfit(reason));
    }
    let written = Map::from_iter([(planner.to_owned(), settings.clone().into())]);
    let method = serde_json::from_value(written.into());
    method.map_err(|error| SolverError::Failed(format!("planner `{planner}`: {error}")))
}

/// Whether the planner applies to `puzzle`, whatever the estimates.
pub(super) fn fits<P: Puzzle + 'static>(method: Method, puzzle: &P) -> Result<(), SolverError> {
    make(method, puzzle, any(Zero), Some(Arc::new(OneStep(Zero)))).map(drop)
}

/// Makes a planner that is compiled for no heuristic in particular.
fn make<P: Puzzle + 'static>(
    method: Method,
    puzzle: &P,
    heuristic: Any<P>,
    values: Option<Arc<dyn QFunction<P>>>,
) -> Result<Box<dyn Planner<P>>, SolverError> {
    method.build(puzzle, heuristic, values).map_err(|error| match error {
        BuildError::Setting { .. } => SolverError::Failed(error.to_string()),
        BuildError::Inverses(_) | BuildError::Values(_) => SolverError::Unfit(error.to_string()),
    })
}

/// Makes the planner for `puzzle`. Estimates are opened only if it needs some.
pub(super) fn build<P, H>(
    method: Method,
    puzzle: &P,
    open: impl FnOnce() -> Result<Estimates<P, H>, String>,
) -> Result<Box<dyn Planner<P>>, SolverError>
where
    P: Puzzle + 'static,
    H: Incremental<P> + 'static,
{
    if matches!(method.need(), Need::Nothing | Need::Inverses) {
        return make(method, puzzle, any(Zero), None);
    }
    let planner = method.name();
    method.check().map_err(|problem| format!("planner `{planner}`: {problem}"))?;
    let Estimates { heuristic, values } = open()?;
    Ok(match method {
        Method::AStar(settings) => Box::new(AStar::new(settings, heuristic)),
        Method::WeightedAStar(settings) => Box::new(WeightedAStar::new(settings, heuristic)),
        Method::GreedyBestFirst(settings) => Box::new(GreedyBestFirst::new(settings, heuristic)),
        Method::IdaStar(_) => Box::new(IdaStar::new(heuristic)),
        other => return make(other, puzzle, any(heuristic), Some(values)),
    })
}
