//! Every agent meets every environment: limits and adapters.

use crate::registry::{AnyEnv, Kind};
use orienteer_core::wrappers::{Deadline, TimeLimit};
use orienteer_core::{
    AnyEnvironment, Environment, Episode, MetricSpec, Objective, Space, Stepwise,
};
use std::time::Duration;

/// `env` with a limit on the length of an episode and on the time of an evaluation.
pub(crate) fn limited(env: AnyEnv, horizon: Option<u32>, timeout: Option<Duration>) -> AnyEnv {
    fn wrap<S: Space>(
        mut env: AnyEnvironment<S>,
        horizon: Option<u32>,
        timeout: Option<Duration>,
    ) -> AnyEnvironment<S> {
        if let Some(steps) = horizon {
            env = AnyEnvironment::new(TimeLimit::new(env, steps));
        }
        if let Some(limit) = timeout {
            env = AnyEnvironment::new(Deadline::new(env, limit));
        }
        env
    }
    match env {
        AnyEnv::Moves(env) => AnyEnv::Moves(wrap(env, horizon, timeout)),
        AnyEnv::Designs(env) => AnyEnv::Designs(wrap(env, horizon, timeout)),
    }
}

/// `env` as an environment of the other kind. None if it has moves and its episodes no limit.
pub(crate) fn adapt(env: &AnyEnv) -> Option<AnyEnv> {
    Some(match env.clone() {
        AnyEnv::Designs(env) => AnyEnv::Moves(AnyEnvironment::new(Stepwise::new(env))),
        AnyEnv::Moves(env) => AnyEnv::Designs(AnyEnvironment::new(Episode::new(env)?)),
    })
}

impl AnyEnv {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Moves(_) => Kind::Moves,
            Self::Designs(_) => Kind::Designs,
        }
    }

    /// See [`Environment::metrics`].
    pub fn metrics(&self) -> &[MetricSpec] {
        match self {
            Self::Moves(env) => env.metrics(),
            Self::Designs(env) => env.metrics(),
        }
    }

    /// See [`Environment::noisy`].
    pub fn is_noisy(&self) -> bool {
        match self {
            Self::Moves(env) => env.noisy(),
            Self::Designs(env) => env.noisy(),
        }
    }

    /// See [`Environment::optimum`].
    pub fn optimum(&self, objective: &Objective) -> Option<f64> {
        match self {
            Self::Moves(env) => env.optimum(objective),
            Self::Designs(env) => env.optimum(objective),
        }
    }

    /// How large its space is, in words.
    pub fn size(&self) -> String {
        match self {
            Self::Moves(env) => format!("{} moves", env.space().len()),
            Self::Designs(env) => env.space().size().to_string(),
        }
    }
}
