//! Several experiments in one report.

use crate::fixture::{Agent, Experiment, Fate, Problem};
use crate::report;

fn experiment(name: &str, agents: &[(&str, f64)]) -> Experiment {
    let agents = agents.iter().map(|(name, skill)| Agent::new(name, *skill)).collect();
    Experiment { seeds: 5, ..Experiment::new(name, vec![Problem::new("p")], agents) }
}

#[test]
fn problems_and_agents_meet_by_name() {
    let report = report(&[
        experiment("one", &[("random", 0.3), ("tpe", 0.6)]),
        experiment("two", &[("random", 0.3), ("ga", 0.5)]),
    ]);
    assert_eq!(report.column("results.csv", "agent"), ["random", "tpe", "ga"]);
    // The runs of random are in both folders, and count once.
    assert_eq!(report.column("results.csv", "planned"), ["5", "5", "5"]);
    let page = report.read("index.html");
    assert!(page.contains("<h1>one + two</h1>") && page.contains("each counts once"));
    assert!(page.contains("Which agent wins on two?"));
}

#[test]
fn another_budget_makes_another_competitor() {
    let longer = Experiment { evaluations: 600, ..experiment("long", &[("tpe", 0.6)]) };
    let report = report(&[experiment("short", &[("tpe", 0.6)]), longer]);
    assert_eq!(report.column("results.csv", "agent"), ["tpe", "tpe (long)"]);
    let page = report.read("index.html");
    assert!(page.contains("Budgets differ between the experiments"));
    assert!(page.contains("600 evaluations"));
}

/// What failed or is not over in one folder is complete in another, whichever comes first.
#[test]
fn a_run_that_is_complete_anywhere_is_complete() {
    let whole = || experiment("whole", &[("random", 0.3)]);
    let broken = |_, _, seed| match seed {
        0 => Fate::Failed,
        1 => Fate::Unfinished,
        _ => Fate::Complete,
    };
    let broken = || Experiment { fate: broken, ..experiment("broken", &[("random", 0.3)]) };
    let alone = report(&[broken()]);
    for column in ["failed", "unfinished"] {
        assert_eq!(alone.column("results.csv", column), ["1"]);
    }
    for both in [[whole(), broken()], [broken(), whole()]] {
        let both = report(&both);
        assert_eq!(both.column("results.csv", "planned"), ["5"]);
        for column in ["failed", "unfinished"] {
            assert_eq!(both.column("results.csv", column), ["0"]);
        }
    }
}
