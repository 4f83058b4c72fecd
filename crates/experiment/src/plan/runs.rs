//! The runs of a plan.

use super::Plan;
use super::key::RunKey;

/// More than this is a slip in the file, and would only fill the memory.
const MOST: u64 = 1_000_000;

/// One run: the unit of work, of storage and of resumption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name, and its folder under `runs`.
    pub id: String,
    /// The index of its problem.
    pub problem: usize,
    /// The index of its agent.
    pub agent: usize,
    /// The index of the agent's setting.
    pub setting: usize,
    /// The seed as the file counts it; 0 for planners, whose instances take the place of seeds.
    pub seed: u64,
    /// The seed of the problem instance.
    pub(crate) instance_seed: u64,
    /// The seed of the agent's random stream.
    pub(crate) agent_seed: u64,
}

impl Run {
    /// A run of a planner, which has no seeds.
    pub(crate) fn of_planner(id: String, problem: usize, agent: usize, setting: usize) -> Self {
        Self { id, problem, agent, setting, seed: 0, instance_seed: 0, agent_seed: 0 }
    }
}

/// All runs: problem by problem, agent by agent, setting by setting, seed by seed. The error says
/// that there are too many.
pub(super) fn all(plan: &Plan) -> Result<Vec<Run>, String> {
    let settings: usize = plan.agents.iter().map(|agent| agent.settings.len()).sum();
    let n = ((plan.problems.len() * settings) as u64).saturating_mul(plan.seeds.len());
    if n > MOST {
        return Err(format!("an experiment has at most {MOST} runs, this one {n}"));
    }
    let (seeds, mut runs) = (plan.seeds.values(), Vec::new());
    for (p, problem) in plan.problems.iter().enumerate() {
        for (a, agent) in plan.agents.iter().enumerate() {
            for (s, setting) in agent.settings.iter().enumerate() {
                runs.extend(seeds.iter().map(|&seed| {
                    let key = RunKey {
                        experiment: &plan.name,
                        problem: &problem.name,
                        agent: &agent.name,
                        setting: &setting.values,
                        seed,
                    };
                    Run {
                        id: key.id(s),
                        problem: p,
                        agent: a,
                        setting: s,
                        seed,
                        instance_seed: key.instance_seed(),
                        agent_seed: key.agent_seed(),
                    }
                }));
            }
        }
    }
    Ok(runs)
}
