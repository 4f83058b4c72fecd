//! The laws of an environment over moves.

use super::{Broken, Kept, METRICS, TRIALS, ensure, measurement, metric_specs, words};
use crate::environment::{Environment, Fault, Outcome};
use crate::rng::{rng, stream_seed};
use crate::space::{Move, Moves};
use rand::seq::IndexedRandom;

const LEGAL: &str = "legal moves are moves, and none of them faults";
const DETERMINISM: &str = "the same seed and moves give the same episode";
const CLONES: &str = "a clone is exact and independent";
const OBSERVATION: &str = "an observation fills its buffer with finite numbers";
const MEASURE: &str = "a state measures what the step to it measured";
const HORIZON: &str = "no episode is longer than the horizon";

/// The longest episode that is played where there is no horizon.
const PATIENCE: u32 = 1000;

/// Tries the laws of an environment over moves by random play from `seed`.
pub fn check_moves<E: Environment<Space = Moves>>(env: &E, seed: u64) -> Result<Vec<Kept>, Broken> {
    let mut kept = vec![metric_specs(env)?];
    let mut steps = 0;
    for trial in 0..TRIALS {
        steps += episode(env, stream_seed(seed, trial))?;
    }
    let tried = format!("{TRIALS} random episodes, {steps} moves");
    let laws = [LEGAL, DETERMINISM, CLONES, OBSERVATION, MEASURE, HORIZON];
    kept.extend(laws.map(|law| Kept { law, tried: tried.clone() }));
    Ok(kept)
}

/// Plays one random episode and repeats it from a clone and from the start.
fn episode<E: Environment<Space = Moves>>(env: &E, seed: u64) -> Result<u64, Broken> {
    let mut random = rng(stream_seed(seed, u64::MAX));
    let mut state = env.reset(seed);
    let (mut legal, mut played): (Vec<Move>, Vec<(Move, String)>) = (Vec::new(), Vec::new());
    let mut snapshot = state.clone();
    let limit = env.horizon().unwrap_or(PATIENCE);
    loop {
        observation(env, &state)?;
        env.legal(&state, &mut legal);
        for (i, &mv) in legal.iter().enumerate() {
            let doing = || format!("after {played:?}, move {mv}");
            ensure(LEGAL, (mv as usize) < env.space().len(), || {
                format!("{} is out of range", doing())
            })?;
            ensure(LEGAL, !legal[..i].contains(&mv), || format!("{} is listed twice", doing()))?;
            // On a clone, so that this also tries whether clones disturb the original.
            let outcome = env.step(&mut state.clone(), &mv);
            let fine = !matches!(outcome, Err(Fault::Invalid(_) | Fault::Crash(_)));
            ensure(LEGAL, fine, || format!("{} gave {}", doing(), words(&outcome)))?;
        }
        let Some(&mv) = legal.choose(&mut random) else { break };
        if played.len() == limit as usize / 2 {
            snapshot.clone_from(&state);
        }
        let outcome = env.step(&mut state, &mv);
        played.push((mv, words(&outcome)));
        let Ok(outcome) = outcome else { break };
        measured(env, &state, &outcome, mv)?;
        ensure(
            HORIZON,
            outcome.end.is_some() || env.horizon() != Some(played.len() as u32),
            || format!("an episode goes on after {} moves", played.len()),
        )?;
        if outcome.end.is_some() || played.len() == limit as usize {
            break;
        }
    }
    repeat(env, env.reset(seed), &played, DETERMINISM)?;
    let middle = (limit as usize / 2).min(played.len());
    if middle < played.len() {
        repeat(env, snapshot, &played[middle..], CLONES)?;
    }
    Ok(played.len() as u64)
}

fn repeat<E: Environment<Space = Moves>>(
    env: &E,
    mut state: E::State,
    played: &[(Move, String)],
    law: &'static str,
) -> Result<(), Broken> {
    for (i, (mv, before)) in played.iter().enumerate() {
        let now = words(&env.step(&mut state, mv));
        ensure(law, now == *before, || {
            format!("move {mv} (number {i}) gave {before} at first and {now} when repeated")
        })?;
    }
    Ok(())
}

fn observation<E: Environment>(env: &E, state: &E::State) -> Result<(), Broken> {
    let mut out = vec![f32::NAN; env.observation_width()];
    env.observe(state, &mut out);
    let hole = out.iter().position(|x| !x.is_finite());
    ensure(OBSERVATION, hole.is_none(), || format!("feature {} is {}", hole.unwrap_or(0), f32::NAN))
}

fn measured<E: Environment>(
    env: &E,
    state: &E::State,
    outcome: &Outcome,
    mv: Move,
) -> Result<(), Broken> {
    measurement(env, &outcome.metrics, &format!("move {mv}"))?;
    ensure(METRICS, outcome.cost == 0 || !outcome.metrics.is_empty(), || {
        format!("move {mv} is charged but measures nothing")
    })?;
    let Some(metrics) = env.measure(state) else { return Ok(()) };
    ensure(MEASURE, metrics == outcome.metrics, || {
        format!("after move {mv}: {:?} and {:?}", outcome.metrics.as_slice(), metrics.as_slice())
    })
}
