//! The laws of an environment over designs.

use super::{Broken, Kept, TRIALS, ensure, measurement, metric_specs, words};
use crate::environment::{Environment, Fault, guarded};
use crate::rng::{rng, stream_seed};
use crate::space::{Design, Designs, Size};
use crate::text::plural;

const SIZE: &str = "the space has as many designs as it counts";
const ROUND_TRIP: &str = "a design survives naming and ranking";
const DETERMINISM: &str = "the same seed and design give the same metrics";
const CLONES: &str = "a clone is exact and independent";
const NOISE: &str = "without noise, seeds make no difference";
const CRASHES: &str = "no design of the space crashes";
const CANONICAL: &str = "a canonical design measures the same";

/// Spaces up to this size are enumerated.
const SMALL: u128 = 100_000;

/// Tries the laws of an environment over designs on random designs from `seed`.
///
/// # Errors
///
/// The first law that is broken, with what was done and what came out.
pub fn check_designs<E: Environment<Space = Designs>>(
    env: &E,
    seed: u64,
) -> Result<Vec<Kept>, Broken> {
    let mut kept = vec![metric_specs(env)?, size(env)?];
    let mut random = rng(seed);
    for trial in 0..TRIALS {
        let design = env.space().sample(&mut random);
        round_trip(env, &design)?;
        evaluation(env, &design, stream_seed(seed, trial))?;
    }
    let tried = format!("{TRIALS} random designs");
    let laws = [ROUND_TRIP, CRASHES, DETERMINISM, CLONES, NOISE, CANONICAL];
    // The last two say nothing of an environment with noise.
    let tried_laws = if env.noisy() { &laws[..4] } else { &laws[..] };
    kept.extend(tried_laws.iter().map(|&law| Kept { law, tried: tried.clone() }));
    Ok(kept)
}

fn size<E: Environment<Space = Designs>>(env: &E) -> Result<Kept, Broken> {
    let size = env.space().size();
    let tried = match size {
        Size::Exact(n) if n <= SMALL => {
            let count = env.space().designs().map_or(0, |designs| designs.count() as u128);
            ensure(SIZE, count == n, || format!("{count} designs enumerated, {n} counted"))?;
            format!("{} enumerated", plural(n, "design"))
        }
        _ => format!("{size}, too many to enumerate"),
    };
    Ok(Kept { law: SIZE, tried })
}

fn round_trip<E: Environment<Space = Designs>>(env: &E, design: &Design) -> Result<(), Broken> {
    let space = env.space();
    let assignment = space.assignment(design);
    let named = space.design(assignment.iter().map(|(path, value)| (&**path, value.clone())));
    ensure(ROUND_TRIP, named.as_ref() == Ok(design), || {
        format!("{design:?} is named {assignment:?}, which reads as {named:?}")
    })?;
    if let Some(rank) = space.rank(design) {
        let back = space.unrank(rank);
        ensure(ROUND_TRIP, back.as_ref() == Some(design), || {
            format!("{design:?} has rank {rank}, which is {back:?}")
        })?;
    }
    Ok(())
}

fn evaluation<E: Environment<Space = Designs>>(
    env: &E,
    design: &Design,
    seed: u64,
) -> Result<(), Broken> {
    let step =
        |state: &mut E::State, design: &Design| guarded(env.metrics(), || env.step(state, design));
    let evaluate = |design: &Design, seed| step(&mut env.reset(seed), design);
    let first = evaluate(design, seed);
    let before = words(&first);
    let state = env.reset(seed);
    let copy = words(&step(&mut state.clone(), design));
    let original = words(&step(&mut { state }, design));
    let again = words(&evaluate(design, seed));
    let name = || format!("{:?}", env.space().assignment(design));
    ensure(DETERMINISM, again == before, || format!("{}: {before}, then {again}", name()))?;
    ensure(CLONES, copy == before && original == before, || {
        format!("{}: {before}; by a clone {copy}, after it {original}", name())
    })?;
    measurement(&first, &name())?;
    let crashed = matches!(first, Err(Fault::Crash(_)));
    ensure(CRASHES, !crashed, || format!("{}: {before}", name()))?;
    if !env.noisy() {
        let other = words(&evaluate(design, seed ^ 1));
        ensure(NOISE, other == before, || {
            format!("{}: {before} with seed {seed}, {other} with seed {}", name(), seed ^ 1)
        })?;
        let canonical = env.canonical(design);
        let same = words(&evaluate(&canonical, seed));
        ensure(CANONICAL, same == before && env.canonical(&canonical) == canonical, || {
            format!("{}: {before}; its canonical form {canonical:?} gives {same}", name())
        })?;
    }
    Ok(())
}
