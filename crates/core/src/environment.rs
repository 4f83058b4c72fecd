//! The one trait that every problem implements.

use crate::metric::{MetricSpec, Metrics};
use crate::objective::Objective;
use crate::space::{Design, Designs, Restriction, Space, SpaceSpec, Subject};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The action type of an environment: [`crate::Move`] or [`Design`].
pub type Action<E> = <<E as Environment>::Space as Space>::Action;

/// An immutable, shareable description of a problem.
///
/// All that changes during an episode lives in [`Environment::State`], a plain value: tree search
/// clones it, lanes hold a `Vec` of them, threads share `&self`. An environment with randomness
/// keeps its generator inside the state, so that a clone is exact.
///
/// Only the first four methods are required. The others have defaults that are right for a
/// noise-free environment without observations.
pub trait Environment: Send + Sync {
    /// [`crate::Moves`] or [`crate::Designs`].
    type Space: Space;
    /// A snapshot of an episode.
    type State: Clone + Send + 'static;

    /// The actions there are.
    fn space(&self) -> &Self::Space;

    /// The names, units and directions of what a step measures.
    fn metrics(&self) -> &[MetricSpec];

    /// The start of an episode. The same seed gives the same episode for the same actions.
    fn reset(&self, seed: u64) -> Self::State;

    /// Applies `action` to `state`.
    ///
    /// # Errors
    ///
    /// The fault for which there are no metrics. It leaves the state unusable.
    fn step(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault>;

    /// Writes the actions that are legal in `state` into `out`, replacing what it held. Nothing is
    /// written for designs, which are too many to list.
    fn legal(&self, state: &Self::State, out: &mut Vec<Action<Self>>) {
        let _ = state;
        out.clear();
        self.space().list(out);
    }

    /// The number of features of an observation.
    fn observation_width(&self) -> usize {
        0
    }

    /// Writes the features of `state` into `out`, whose length is
    /// [`Environment::observation_width`].
    fn observe(&self, state: &Self::State, out: &mut [f32]) {
        let _ = (state, out);
    }

    /// The metrics of `state` as it stands, where they can be told without acting. With it, the
    /// reward of a move is the improvement that it brought.
    fn measure(&self, state: &Self::State) -> Option<Metrics> {
        let _ = state;
        None
    }

    /// The longest episode, in steps, where there is a limit.
    fn horizon(&self) -> Option<u32> {
        None
    }

    /// Whether two evaluations of the same action from the same start may differ.
    fn noisy(&self) -> bool {
        false
    }

    /// The metrics of `action` without noise, where the environment knows them. For reports only:
    /// no agent sees them.
    fn noiseless(&self, action: &Action<Self>) -> Option<Metrics> {
        let _ = action;
        None
    }

    /// The best value that `objective` can have in episodes of at most `horizon` steps (None: of any
    /// length), where it is known exactly for every instance.
    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        let _ = (objective, horizon);
        None
    }

    /// The same among the designs of a part of the space (see [`crate::wrappers::Restricted`]), where
    /// it is known: the optimum of the whole need not lie in it. A table of what was tried answers
    /// with [`Restriction::narrow`]; an environment that knows certain parts compares
    /// [`Restriction::space`] with theirs.
    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        horizon: Option<u32>,
    ) -> Option<f64> {
        let _ = (part, objective, horizon);
        None
    }

    /// Applies an action again whose outcome is recorded: as [`Environment::step`], but without a
    /// limit on time, because the record has already said that it was kept.
    fn replay(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        self.step(state, action)
    }

    /// A hash of whatever decides on outcomes beside the configuration, such as the content of a file
    /// that it names. Records of another fingerprint are not continued.
    fn fingerprint(&self) -> Option<u64> {
        None
    }

    /// The representative of all actions that are the same as `action`: what a cache is keyed by.
    fn canonical(&self, action: &Action<Self>) -> Action<Self> {
        self.space().canonical(action)
    }

    /// `action` in words, for records and people.
    fn subject(&self, action: &Action<Self>) -> Subject {
        self.space().subject(action)
    }

    /// The design that `action` completes and who evaluates it, where a move stands for the last
    /// decision of a design (see [`crate::Stepwise`]). The session then evaluates the design
    /// itself, so that it is recorded, cached and replayed like any other.
    fn completes(
        &self,
        state: &Self::State,
        action: &Action<Self>,
    ) -> Option<(Design, &dyn DesignOracle)> {
        let _ = (state, action);
        None
    }
}

/// What a session needs to evaluate designs. Every environment over designs is one.
pub trait DesignOracle: Sync {
    /// The space of the designs.
    fn spec(&self) -> &SpaceSpec;
    /// See [`Environment::metrics`].
    fn measures(&self) -> &[MetricSpec];
    /// Evaluates one design from a fresh start.
    ///
    /// # Errors
    ///
    /// As [`Environment::step`].
    fn simulate(&self, design: &Design, seed: u64) -> Result<Outcome, Fault>;
    /// See [`Environment::noisy`].
    fn is_noisy(&self) -> bool;
    /// See [`Environment::noiseless`].
    fn without_noise(&self, design: &Design) -> Option<Metrics>;
    /// See [`Environment::canonical`].
    fn representative(&self, design: &Design) -> Design;
    /// See [`Environment::subject`].
    fn name(&self, design: &Design) -> Subject;
}

impl<E: Environment<Space = Designs>> DesignOracle for E {
    fn spec(&self) -> &SpaceSpec {
        self.space()
    }

    fn measures(&self) -> &[MetricSpec] {
        self.metrics()
    }

    fn simulate(&self, design: &Design, seed: u64) -> Result<Outcome, Fault> {
        self.step(&mut self.reset(seed), design)
    }

    fn is_noisy(&self) -> bool {
        self.noisy()
    }

    fn without_noise(&self, design: &Design) -> Option<Metrics> {
        self.noiseless(design)
    }

    fn representative(&self, design: &Design) -> Design {
        self.canonical(design)
    }

    fn name(&self, design: &Design) -> Subject {
        self.subject(design)
    }
}

/// What one action did, as the environment tells it. The objective makes a reward of it: see
/// [`crate::Step`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The metrics after the action, in the order of [`Environment::metrics`]; empty when there is
    /// nothing to measure yet.
    pub metrics: Metrics,
    /// Whether and why the episode ended.
    pub end: Option<End>,
    /// The price in evaluations: one simulator call or one transition. Zero only for a decision
    /// that does not evaluate anything yet.
    pub cost: u32,
    /// What happened on the way, where one action stands for a whole episode (see
    /// [`crate::Episode`]): the best state of it counts.
    pub along: Option<Box<Along>>,
}

/// An episode that was played as one action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Along {
    /// The names of the moves that were made.
    pub moves: Vec<String>,
    /// The metrics after each of them, as far as they were measured.
    pub metrics: Vec<Metrics>,
    /// What cut the episode short. The states before it still count.
    pub fault: Option<Fault>,
}

impl Outcome {
    /// A move: the episode goes on.
    #[inline]
    pub fn moved(metrics: impl AsRef<[f64]>) -> Self {
        let metrics = Metrics::from_slice(metrics.as_ref());
        Self { metrics, end: None, cost: 1, along: None }
    }

    /// The evaluation of a design, or a move that ends the episode.
    #[inline]
    pub fn terminated(metrics: impl AsRef<[f64]>) -> Self {
        Self { end: Some(End::Terminated), ..Self::moved(metrics) }
    }

    /// A decision that evaluates nothing yet.
    pub fn decided() -> Self {
        Self::default()
    }
}

/// Why an episode ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The problem says so: solved, lost, evaluated.
    Terminated,
    /// A limit that is not part of the problem.
    Truncated,
}

/// Why an evaluation gave no metrics. Always recorded, never a magic number.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The design breaks a declared constraint; the simulator was not called.
    #[error("infeasible: {0}")]
    Infeasible(String),
    /// The environment failed.
    #[error("crash: {0}")]
    Crash(String),
    /// The evaluation took longer than allowed.
    #[error("timeout: {0}")]
    Timeout(String),
    /// The environment answered with something that is not a measurement.
    #[error("invalid: {0}")]
    Invalid(String),
}

impl Fault {
    /// The kind of fault, as records name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Infeasible(_) => "infeasible",
            Self::Crash(_) => "crash",
            Self::Timeout(_) => "timeout",
            Self::Invalid(_) => "invalid",
        }
    }

    /// What happened, without the kind.
    pub fn reason(&self) -> &str {
        match self {
            Self::Infeasible(why) | Self::Crash(why) | Self::Timeout(why) | Self::Invalid(why) => {
                why
            }
        }
    }

    /// The fault of this kind, if there is one.
    pub fn of_kind(kind: &str, reason: String) -> Option<Self> {
        Some(match kind {
            "infeasible" => Self::Infeasible(reason),
            "crash" => Self::Crash(reason),
            "timeout" => Self::Timeout(reason),
            "invalid" => Self::Invalid(reason),
            _ => return None,
        })
    }
}

/// Runs a step so that a panic in an environment, or an answer that is no measurement of `metrics`,
/// is a fault of this evaluation and nothing more.
///
/// # Errors
///
/// The fault of the step; [`Fault::Crash`] after a panic; [`Fault::Invalid`] for metrics that are
/// too few, too many or not finite.
pub fn guarded(
    metrics: &[MetricSpec],
    step: impl FnOnce() -> Result<Outcome, Fault>,
) -> Result<Outcome, Fault> {
    let outcome = catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|panic| {
        Err(Fault::Crash(format!("the environment panicked: {}", panic_text(&*panic))))
    })?;
    let measured = outcome.along.iter().flat_map(|along| &along.metrics).chain([&outcome.metrics]);
    for values in measured.filter(|values| !values.is_empty()) {
        if values.len() != metrics.len() {
            let (found, n) = (values.len(), metrics.len());
            return Err(Fault::Invalid(format!("{found} values were measured for {n} metrics")));
        }
        if let Some(i) = values.iter().position(|value| !value.is_finite()) {
            let (name, value) = (&metrics[i].name, values[i]);
            return Err(Fault::Invalid(format!("metric `{name}` is {value}")));
        }
    }
    Ok(outcome)
}

/// The message of a panic.
pub fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}
