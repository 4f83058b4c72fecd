//! The table of planners: one line each.

use super::{two_phase, two_sided};
use orienteer_agents_planning as planning;
use orienteer_agents_planning::Need;
use orienteer_core::Settings;
use orienteer_experiment::PlannerEntry;
use serde_json::{Map, Value as Json};

/// All planners, from those without estimates to those with the most.
pub(crate) fn planners() -> Vec<PlannerEntry> {
    let mut planners = vec![
        planner::<planning::breadth_first::Settings>("breadth-first"),
        planner::<planning::bidirectional::Settings>("bidirectional"),
        planner::<planning::uniform_cost::Settings>("uniform-cost"),
        planner::<planning::greedy_best_first::Settings>("greedy-best-first"),
        planner::<planning::a_star::Settings>("a-star"),
        planner::<planning::weighted_a_star::Settings>("weighted-a-star"),
        planner::<planning::batched_a_star::Settings>("batched-a-star"),
        planner::<planning::deferred_a_star::Settings>("deferred-a-star"),
        planner::<planning::q_star::Settings>("q-star"),
        planner::<planning::lazy_q_star::Settings>("lazy-q-star"),
        planner::<planning::ida_star::Settings>("ida-star"),
        planner::<planning::beam::Settings>("beam"),
        planner::<planning::q_beam::Settings>("q-beam"),
        planner::<planning::diverse_beam::Settings>("diverse-beam"),
        planner::<planning::enforced_hill_climbing::Settings>("enforced-hill-climbing"),
        planner::<planning::puct::Settings>("puct"),
    ];
    planners.push(of_cube::<two_phase::Settings>(
        two_phase::NAME,
        "Two-phase algorithm: short solutions of a cube, fast (Kociemba 1992)",
    ));
    planners.push(of_cube::<two_sided::Settings>(
        two_sided::NAME,
        "Two-phase solutions of a cube, then IDA* from both ends of the word",
    ));
    planners
}

/// A planner for the 3x3x3 alone, with hyperparameters `S`.
fn of_cube<S: Settings>(name: &'static str, about: &'static str) -> PlannerEntry {
    let needs = "the 3x3x3 cube";
    PlannerEntry { name, about, needs, space: S::spec, defaults: defaults::<S> }
}

/// A planner for all puzzles, with hyperparameters `S`.
fn planner<S: Settings>(name: &'static str) -> PlannerEntry {
    let known = planning::planners().iter().find(|entry| entry.name == name);
    let (about, needs) = known.map_or(("", ""), |entry| (entry.about, words(entry.need)));
    PlannerEntry { name, about, needs, space: S::spec, defaults: defaults::<S> }
}

fn words(need: Need) -> &'static str {
    match need {
        Need::Nothing => "",
        Need::Inverses => "one goal, and a move that takes back each move",
        Need::Heuristic => "a heuristic",
        Need::Values => "action values",
    }
}

fn defaults<S: Settings>() -> Map<String, Json> {
    match serde_json::to_value(S::default()) {
        Ok(Json::Object(map)) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::puzzles::planner::method;

    #[test]
    fn every_planner_is_in_the_table_with_its_own_settings() {
        let entries = planners();
        let names: Vec<_> = entries.iter().map(|entry| entry.name).collect();
        let mut expected: Vec<_> = planning::planners().iter().map(|entry| entry.name).collect();
        expected.extend([two_phase::NAME, two_sided::NAME]);
        assert_eq!(names, expected);
        for (entry, known) in entries.iter().zip(planning::planners()) {
            assert_eq!(method(entry.name, &(entry.defaults)()), Ok((known.defaults)()));
            assert_eq!((entry.space)(), (known.space)());
        }
    }
}
