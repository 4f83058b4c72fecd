//! The laws that the settings of every agent keep.

use super::{Toy, designs, line, resume};
use orienteer_core::space::Space;
use orienteer_core::{Agent, AnyEnvironment, Designs, Moves, Rng, Settings, Stop};
use rand::seq::IndexedRandom;
use toml::Value;

/// Settings have sound defaults within their documented ranges, every setting that a sweep may draw
/// makes sense, and an experiment file names them as the ranges do.
pub fn sound<S: Settings>() {
    let space = S::spec();
    assert_eq!(S::default().check(), Ok(()));
    assert_eq!(S::default().encode().map(|design| space.validate(&design)), Ok(Ok(())));
    let mut rng = orienteer_core::rng::rng(1);
    for _ in 0..100 {
        assert_eq!(S::decode(&space.sample(&mut rng)).unwrap().check(), Ok(()));
    }
    let written = toml::Table::try_from(S::default()).unwrap();
    assert_eq!(written.keys().collect::<Vec<_>>(), space.paths().iter().collect::<Vec<_>>());
}

/// Whatever `check` lets through runs: settings far outside their documented ranges neither panic
/// nor spend more than the budget.
pub fn harmless_for_designs<S: Settings + Clone, A: Agent<AnyEnvironment<Designs>>>(
    new: fn(S) -> A,
) {
    let toys = [designs::few(), designs::pipeline(), designs::hopeless(), line::short().episode()];
    harmless(&toys, new);
}

/// The same for an agent over moves.
pub fn harmless_for_moves<S: Settings + Clone, A: Agent<AnyEnvironment<Moves>>>(new: fn(S) -> A) {
    let toys = [
        designs::few().stepwise(),
        designs::pipeline().stepwise(),
        designs::hopeless().stepwise(),
        line::short(),
        line::stuck(),
    ];
    harmless(&toys, new);
}

fn harmless<K, S, A>(toys: &[Toy<K>], new: fn(S) -> A)
where
    K: Space,
    S: Settings + Clone,
    A: Agent<AnyEnvironment<K>>,
{
    let mut rng = orienteer_core::rng::rng(5);
    let (mut refused, mut tried) = (0, 0);
    // Few draws pass where there are many settings, and there is little to draw where there is one.
    while tried < 40 && refused < 100_000 {
        let Some(settings) = outlandish::<S>(&mut rng) else {
            refused += 1;
            continue;
        };
        tried += 1;
        for toy in toys {
            let run = resume(toy, &mut new(settings.clone()), 50, 1, true, vec![]);
            assert!(run.spent <= 50, "{}", toy.name);
            assert!(matches!(run.end, Ok(()) | Err(Stop::Budget)), "{}: {:?}", toy.name, run.end);
        }
    }
    assert!(tried == 40, "{tried} settings pass the check, {refused} do not");
}

/// Settings at random from values that nobody should give, if they pass the check.
fn outlandish<S: Settings>(rng: &mut Rng) -> Option<S> {
    const WHOLE: [i64; 8] = [-1, 0, 1, 2, 3, 40, 1_000_001, u32::MAX as i64];
    const REAL: [f64; 13] = [
        f64::NAN,
        f64::NEG_INFINITY,
        -1.0,
        -0.0,
        0.0,
        f64::MIN_POSITIVE / 4.0,
        1e-300,
        0.5,
        1.0 - f64::EPSILON,
        1.0,
        1e300,
        f64::MAX,
        f64::INFINITY,
    ];
    let mut table = toml::Table::try_from(S::default()).unwrap();
    for (_, value) in &mut table {
        match value {
            Value::Integer(whole) => *whole = *WHOLE.choose(rng)?,
            Value::Float(real) => *real = *REAL.choose(rng)?,
            Value::Boolean(truth) => *truth = *[false, true].choose(rng)?,
            _ => {}
        }
    }
    table.try_into().ok().filter(|settings: &S| settings.check().is_ok())
}
