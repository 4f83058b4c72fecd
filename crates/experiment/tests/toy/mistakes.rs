//! Mistakes in an otherwise good file, and what is said of them. Users meet these texts, so tests
//! compare all of them.

use super::{errors, plan_with};

/// A file without mistakes.
const GOOD: &str = r#"name = "toy"
budget = { evaluations = 30 }
seeds = 2

[[problem]]
environment.sphere = {}
objective.minimize = "distance"

[[agent]]
method.batch-climber = {}
"#;

/// What is said when `from` is replaced by `to` in a good file.
#[track_caller]
pub(crate) fn check(from: &str, to: &str, expected: &str) {
    assert!(GOOD.contains(from));
    assert_eq!(errors(&GOOD.replace(from, to)), expected.trim());
}

/// What is said of a `--set`.
#[track_caller]
pub(crate) fn check_set(change: &str, expected: &str) {
    let text = plan_with(GOOD, &[change]).err().map(|errors| errors.to_string());
    assert_eq!(text.as_deref(), Some(expected.trim()));
}
