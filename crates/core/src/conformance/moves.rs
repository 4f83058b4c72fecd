//! The laws of an environment over moves.

use super::{Broken, Kept, TRIALS, ensure, measurement, metric_specs, words};
use crate::environment::{Environment, Fault, Outcome, guarded};
use crate::rng::{rng, stream_seed};
use crate::space::{Move, Moves};
use crate::text::plural;
use rand::RngExt;
use rand::seq::IndexedRandom;

const NAMES: &str = "moves have different names without white space";
const LEGAL: &str = "legal moves are moves, and none of them faults";
const DETERMINISM: &str = "the same seed and moves give the same episode";
const CLONES: &str = "a clone is exact and independent";
const OBSERVATION: &str = "an observation fills its buffer with finite numbers";
const MEASURE: &str = "a state measures what the step to it measured";
const HORIZON: &str = "no episode is longer than the horizon";

/// The longest episode that is played where there is no horizon.
const PATIENCE: u32 = 1000;

/// Tries the laws of an environment over moves by random play from `seed`.
///
/// # Errors
///
/// The first law that is broken, with what was done and what came out.
pub fn check_moves<E: Environment<Space = Moves>>(env: &E, seed: u64) -> Result<Vec<Kept>, Broken> {
    let mut kept = vec![metric_specs(env)?, names(env)?];
    let mut steps = 0;
    for trial in 0..TRIALS {
        steps += episode(env, stream_seed(seed, trial))?;
    }
    let mut laws = vec![LEGAL, DETERMINISM, CLONES];
    laws.extend((env.observation_width() > 0).then_some(OBSERVATION));
    laws.extend(env.measure(&env.reset(seed)).map(|_| MEASURE));
    laws.extend(env.horizon().map(|_| HORIZON));
    let tried = format!("{TRIALS} random episodes, {}", plural(steps, "move"));
    kept.extend(laws.into_iter().map(|law| Kept { law, tried: tried.clone() }));
    Ok(kept)
}

/// Records write a path as a list of names.
fn names<E: Environment<Space = Moves>>(env: &E) -> Result<Kept, Broken> {
    let moves = env.space();
    ensure(NAMES, !moves.is_empty(), || "there are no moves".into())?;
    for (number, name) in moves.names().iter().enumerate() {
        let plain = !name.is_empty() && !name.contains(char::is_whitespace);
        ensure(NAMES, plain, || format!("move {number} is called `{name}`"))?;
        let first = moves.parse(name).is_some_and(|found| found as usize == number);
        ensure(NAMES, first, || format!("two moves are called `{name}`"))?;
    }
    Ok(Kept { law: NAMES, tried: plural(moves.len(), "move") })
}

/// Plays one random episode and repeats it from the start and from a clone made on the way.
fn episode<E: Environment<Space = Moves>>(env: &E, seed: u64) -> Result<u64, Broken> {
    let mut random = rng(stream_seed(seed, u64::MAX));
    let mut state = env.reset(seed);
    let (mut legal, mut played): (Vec<Move>, Vec<(Move, String)>) = (Vec::new(), Vec::new());
    // Any place is as likely: the n-th replaces the one before it with probability 1/n.
    let (mut snapshot, mut taken) = (state.clone(), 0);
    let limit = env.horizon().unwrap_or(PATIENCE) as usize;
    loop {
        observation(env, &state)?;
        env.legal(&state, &mut legal);
        for (i, &mv) in legal.iter().enumerate() {
            let doing = || format!("after {:?}, move {mv}", moves_of(&played));
            let is_move = (mv as usize) < env.space().len();
            ensure(LEGAL, is_move, || format!("{} is out of range", doing()))?;
            ensure(LEGAL, !legal[..i].contains(&mv), || format!("{} is listed twice", doing()))?;
            // On a clone, so that this also tries whether clones disturb the original.
            let outcome = step(env, &mut state.clone(), mv);
            measurement(&outcome, &doing())?;
            let fine = !matches!(outcome, Err(Fault::Invalid(_) | Fault::Crash(_)));
            ensure(LEGAL, fine, || format!("{} gave {}", doing(), words(&outcome)))?;
        }
        let Some(&mv) = legal.choose(&mut random) else { break };
        if random.random_range(0..=played.len() as u64) == 0 {
            snapshot.clone_from(&state);
            taken = played.len();
        }
        let outcome = step(env, &mut state, mv);
        played.push((mv, words(&outcome)));
        let Ok(outcome) = outcome else { break };
        measured(env, &state, &outcome, mv)?;
        let goes_on = outcome.end.is_none();
        ensure(HORIZON, !goes_on || env.horizon().is_none() || played.len() < limit, || {
            format!("an episode goes on after {}", plural(played.len(), "move"))
        })?;
        if !goes_on || played.len() == limit {
            break;
        }
    }
    repeat(env, env.reset(seed), &played, DETERMINISM)?;
    repeat(env, snapshot, &played[taken..], CLONES)?;
    Ok(played.len() as u64)
}

fn moves_of(played: &[(Move, String)]) -> Vec<Move> {
    played.iter().map(|(mv, _)| *mv).collect()
}

fn step<E: Environment<Space = Moves>>(
    env: &E,
    state: &mut E::State,
    mv: Move,
) -> Result<Outcome, Fault> {
    guarded(env.metrics(), || env.step(state, &mv))
}

fn repeat<E: Environment<Space = Moves>>(
    env: &E,
    mut state: E::State,
    played: &[(Move, String)],
    law: &'static str,
) -> Result<(), Broken> {
    for (i, (mv, before)) in played.iter().enumerate() {
        let now = words(&step(env, &mut state, *mv));
        ensure(law, now == *before, || {
            format!("move {mv} (number {i}) gave {before} at first and {now} when repeated")
        })?;
    }
    Ok(())
}

fn observation<E: Environment>(env: &E, state: &E::State) -> Result<(), Broken> {
    let mut out = vec![f32::NAN; env.observation_width()];
    env.observe(state, &mut out);
    match out.iter().position(|x| !x.is_finite()) {
        Some(hole) => ensure(OBSERVATION, false, || format!("feature {hole} is {}", out[hole])),
        None => Ok(()),
    }
}

fn measured<E: Environment>(
    env: &E,
    state: &E::State,
    outcome: &Outcome,
    mv: Move,
) -> Result<(), Broken> {
    let Some(metrics) = env.measure(state) else { return Ok(()) };
    ensure(MEASURE, metrics == outcome.metrics, || {
        format!("after move {mv}: {:?} and {:?}", outcome.metrics.as_slice(), metrics.as_slice())
    })
}
