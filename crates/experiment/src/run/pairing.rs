//! Every agent meets every environment: limits and adapters.

use crate::registry::AnyEnv;
use orienteer_core::adapters::{Episode, EpisodeError, Stepwise};
use orienteer_core::wrappers::{Deadline, TimeLimit};
use orienteer_core::{AnyEnvironment, Space};
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

/// `env` as an environment of the other kind. The error says why its episodes cannot be designs.
pub(crate) fn adapt(env: &AnyEnv) -> Result<AnyEnv, EpisodeError> {
    Ok(match env.clone() {
        AnyEnv::Designs(env) => AnyEnv::Moves(AnyEnvironment::new(Stepwise::new(env))),
        AnyEnv::Moves(env) => AnyEnv::Designs(AnyEnvironment::new(Episode::new(env)?)),
    })
}
