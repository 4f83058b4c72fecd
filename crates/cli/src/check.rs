//! `orienteer check`: the conformance suite on one environment.

use crate::args::Check;
use crate::lookup::environment;
use crate::text::{columns, line};
use anyhow::Result;
use orienteer_core::conformance::{check_designs, check_moves};
use orienteer_experiment::{AnyEnv, Registry};
use std::process::ExitCode;

pub(crate) fn check(arguments: &Check, registry: &Registry) -> Result<ExitCode> {
    let kept =
        match environment(registry, &arguments.environment, &arguments.set, &arguments.restrict)? {
            AnyEnv::Moves(env) => check_moves(&env, arguments.seed),
            AnyEnv::Designs(env) => check_designs(&env, arguments.seed),
        };
    match kept {
        Ok(kept) => {
            let rows = kept.into_iter().map(|k| vec!["ok".into(), k.law.into(), k.tried]);
            line(&columns(&rows.collect::<Vec<_>>()));
            line(&format!("{} keeps every law.", arguments.environment));
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            line(&format!("{} breaks a law.\n  {broken}", arguments.environment));
            Ok(ExitCode::FAILURE)
        }
    }
}
