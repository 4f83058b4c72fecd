//! From a file to a plan.

mod toy;

use orienteer_experiment::{EnvironmentEntry, Kind, Plan};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use toy::{envs, plan, plan_with, registry};

const FILE: &str = r#"
# Does a climber beat
# random search?

# (not part of the question)
name = "toy"
budget = { evaluations = 30 }
seeds = 2

[[problem]]
environment.sphere = { centre = [3, 4] }
objective.minimize = "distance"

[[problem]]
name = "stroll"
horizon = 25
environment.walk = {}
objective.minimize = "distance"

[[agent]]
name = "climber"
method.batch-climber = { rate = 0.25 }
sweep = { grid = { batch = [2, 8] } }

[[agent]]
method.walker = {}
"#;

#[test]
fn a_plan_lists_runs_in_the_order_of_the_file() {
    let plan = plan(FILE).unwrap();
    assert_eq!(plan.question, "Does a climber beat random search?");
    assert_eq!(
        plan.describe(),
        "toy: 2 problems x 2 agents (3 settings) x 2 seeds = 12 runs of 30 evaluations"
    );
    let names: Vec<_> = plan.problems().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["sphere-3-4", "stroll"]);
    assert_eq!(plan.agents()[1].name, "walker");
    assert_eq!(plan.agents()[1].kind, Kind::Moves);
    let ids: Vec<_> = plan.runs().iter().map(|run| run.id.rsplit_once('-').unwrap().0).collect();
    assert_eq!(
        ids[..5],
        [
            "sphere-3-4/climber/000-s00",
            "sphere-3-4/climber/000-s01",
            "sphere-3-4/climber/001-s00",
            "sphere-3-4/climber/001-s01",
            "sphere-3-4/walker/000-s00"
        ]
    );
}

#[test]
fn plan_json_has_what_reports_need() {
    let json = plan(FILE).unwrap().to_json();
    assert_eq!(json["format"], 1);
    assert_eq!(json["budget"], json!({ "evaluations": 30, "seconds": null }));
    let problem = &json["problems"][0];
    assert_eq!(problem["environment"], "sphere");
    assert_eq!(problem["config"], json!({ "centre": [3, 4] }));
    assert_eq!(problem["objective"]["label"], "distance");
    assert_eq!(problem["objective"]["unit"], "m");
    assert_eq!(problem["objective"]["direction"], "minimize");
    assert_eq!(problem["space"], "1681 designs");
    assert_eq!(problem["noisy"], false);
    let agent = &json["agents"][0];
    assert_eq!(
        agent["settings"],
        json!([{ "batch": 2, "rate": 0.25 }, { "batch": 8, "rate": 0.25 }])
    );
    assert_eq!(json["runs"][11]["problem"], 1);
    assert_eq!(json["runs"][11]["seed"], 1);
}

#[test]
fn a_pareto_problem_is_recorded_as_its_hypervolume() {
    let pareto = "objective.pareto = { minimize = ['distance', 'size'], ideal = [0, 0], \
                  reference = [900, 80] }\n[[problem]]\nname = \"stroll\"";
    let text = FILE.replacen(
        "objective.minimize = \"distance\"\n\n[[problem]]\nname = \"stroll\"",
        pareto,
        1,
    );
    let problem = &plan(&text).unwrap().to_json()["problems"][0];
    assert_eq!(problem["objective"]["label"], "hypervolume");
    assert_eq!(problem["objective"]["direction"], "maximize");
    assert_eq!(
        problem["pareto"],
        json!([{ "label": "distance", "unit": "m", "direction": "minimize" },
               { "label": "size", "unit": "", "direction": "minimize" }])
    );
}

/// A run keeps its key, so its records, when other runs are added around it.
#[test]
fn ids_do_not_depend_on_the_position_in_the_file() {
    let before = plan(FILE).unwrap();
    let more = FILE.replace("seeds = 2", "seeds = [7, 1, 0]").replacen(
        "[[problem]]",
        "[[problem]]\nenvironment.trap = {}\nobjective.minimize = \"distance\"\n[[problem]]",
        1,
    );
    let after = plan(&more.replace("batch = [2, 8]", "batch = [2, 8, 4]")).unwrap();
    for run in before.runs() {
        assert!(after.runs().iter().any(|other| other.id == run.id), "{}", run.id);
    }
}

#[test]
fn a_sample_is_stable_distinct_and_leaves_alone_what_is_written() {
    let sampled = |n: u32| {
        let sweep = format!("sweep = {{ settings = {n}, sample = \"documented-ranges\" }}");
        plan(&FILE.replace("sweep = { grid = { batch = [2, 8] } }", &sweep)).unwrap()
    };
    let (few, many) = (sampled(2), sampled(3));
    let values = |plan: &orienteer_experiment::Plan| {
        plan.agents()[0].settings.iter().map(|s| s.values.clone()).collect::<Vec<_>>()
    };
    assert_eq!(values(&few)[..], values(&many)[..2]);
    let mut batches: Vec<_> = values(&many).iter().map(|s| s["batch"].as_u64()).collect();
    batches.sort_unstable();
    assert_eq!(batches, [Some(2), Some(4), Some(8)]);
    assert!(values(&many).iter().all(|setting| setting["rate"] == 0.25));
}

#[test]
fn a_list_gives_one_setting_a_table() {
    let list = "sweep = { list = [ {}, { rate = 1.0 } ] }";
    let plan = plan(&FILE.replace("sweep = { grid = { batch = [2, 8] } }", list)).unwrap();
    let settings: Vec<_> =
        plan.agents()[0].settings.iter().map(|s| s.values["rate"].clone()).collect();
    assert_eq!(settings, [0.25, 1.0]);
}

#[test]
fn overrides_reach_everything_by_index_or_name() {
    let overrides = [
        "budget.evaluations=50",
        "problem.sphere-3-4.environment.sphere.noise=0.5",
        "agent.climber.sweep.grid.batch=[4]",
        "agent.1.name=rambler",
    ];
    let changed = plan_with(FILE, &overrides).unwrap();
    assert_eq!(changed.budget.evaluations, 50);
    assert!(changed.problems()[0].env.is_noisy());
    assert_eq!(changed.agents()[0].settings.len(), 1);
    assert_eq!(changed.agents()[1].name, "rambler");
    // The recorded text is that of an experiment of its own.
    let again = plan(changed.text()).unwrap();
    assert_eq!(again.to_json(), changed.to_json());
}

/// What an environment holds in memory is there once, whatever is asked of it.
#[test]
fn problems_with_the_same_environment_share_it() {
    let built = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&built);
    let mut registry = registry();
    registry.environments[0] =
        EnvironmentEntry::designs("sphere", "A bowl that counts", move |config| {
            count.fetch_add(1, Ordering::Relaxed);
            envs::sphere(config)
        });
    let problem = |name: &str, centre: u32| {
        format!(
            "[[problem]]\nname = \"{name}\"\nenvironment.sphere = {{ centre = [{centre}, 4] }}\n\
             objective.minimize = \"distance\"\n"
        )
    };
    let problems = [problem("one", 3), problem("two", 3), problem("other", 2)].concat();
    let text = format!("{FILE}{problems}");
    let plan = Plan::parse(Path::new("toy.toml"), &text, &[], &registry).unwrap();
    assert_eq!(plan.problems().len(), 5);
    assert_eq!(built.load(Ordering::Relaxed), 2);
}
