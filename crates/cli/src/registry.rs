//! Every environment, agent, puzzle and planner that the command knows: one line each.

use crate::puzzles::{planners, puzzles};
use orienteer_agents_bayes as bayes;
use orienteer_agents_colony as colony;
use orienteer_agents_evolution as evolution;
use orienteer_agents_local as local;
use orienteer_agents_mcts as mcts;
use orienteer_agents_random as random;
use orienteer_agents_rl as rl;
use orienteer_env_cube::CubeConfig;
use orienteer_env_dram::{DramConfig, Preset};
use orienteer_env_lights_out::LightsOutConfig;
use orienteer_env_sokoban::SokobanConfig;
use orienteer_env_tabular::{TabularConfig, catalogue};
use orienteer_env_tiles::TilesConfig;
use orienteer_experiment::{AgentEntry, AnyEnv, EnvironmentEntry, Registry};
use std::path::Path;

/// All of them; `tables` is the folder for tables of distances, if not the usual one.
pub(crate) fn registry(tables: Option<&Path>) -> Registry {
    Registry {
        environments: environments(),
        agents: agents(),
        puzzles: puzzles(tables),
        planners: planners(),
    }
}

fn environments() -> Vec<EnvironmentEntry> {
    vec![
        EnvironmentEntry::of(
            "cube",
            "Rubik's cube, 2x2x2 or 3x3x3: moves that solve a scramble",
            |c: CubeConfig| c.build().map(AnyEnv::Moves),
        )
        .option("size", "3", "2 or 3", "facelets along an edge")
        .option("metric", "half-turn", "half-turn or quarter-turn", "what counts as one move")
        .option("scramble", "8", "1 or more", "random turns that an episode starts with")
        .option(
            "state",
            "none",
            "turns such as R U R' U'",
            "a given start, in place of random turns",
        ),
        dram(),
        EnvironmentEntry::moves(
            "lights-out",
            "Lights Out: presses that put out all lights of a board",
            |c: LightsOutConfig| c.build(),
        )
        .option("size", "7", "2 to 8", "cells along an edge")
        .option("scramble", "10", "1 to 10000", "random presses that an episode starts with")
        .option(
            "state",
            "none",
            "cells such as 010111010, or presses such as [3, 7]",
            "a given start, in place of random presses",
        ),
        EnvironmentEntry::of(
            "sokoban",
            "Sokoban: push every box onto a goal",
            |c: SokobanConfig| c.build().map(AnyEnv::Moves),
        )
        .option("level", "0", "0 to 499, or in `file`", "the number of the level")
        .option("file", "none", "a file of XSB letters", "levels of your own")
        .option("state", "none", "rows such as ######|#@ $.#|######", "a level itself")
        .option(
            "scramble",
            "none",
            "1 to 10000",
            "random moves back from the solved level, in place of its own start",
        ),
        EnvironmentEntry::designs(
            "tabular",
            "Measured tables: every design was evaluated before",
            |c: TabularConfig| c.build(),
        )
        .option("table", "nasbench201-cifar10", &tables(), "a table that comes with the program")
        .option("path", "none", "a TOML file", "a table of your own (see envs/tabular/README.md)")
        .option(
            "repeats",
            "random",
            "random, mean or { column = k }",
            "which of several measurements an evaluation returns",
        ),
        EnvironmentEntry::of(
            "tiles",
            "Sliding tiles: the 8-, 15-, 24-, 35- and 48-puzzle",
            |c: TilesConfig| c.build().map(AnyEnv::Moves),
        )
        .option("size", "4", "3 to 7", "cells along an edge; 4 is the 15-puzzle")
        .option("scramble", "20", "1 to 10000", "random moves that an episode starts with")
        .option(
            "state",
            "none",
            "tiles row by row, or moves such as D R U",
            "a given start, in place of random moves",
        ),
    ]
}

fn dram() -> EnvironmentEntry {
    let devices: Vec<_> = orienteer_env_dram::devices().collect();
    let devices = format!("{}, or a JSON description (.json)", devices.join(", "));
    let entry = EnvironmentEntry::designs(
        "dram",
        "A DRAM memory controller, clock by clock, as DRAMSys simulates it",
        |c: DramConfig| c.build(),
    )
    .option(
        "workload",
        "stream",
        "a trace, or { pattern = ... }",
        "what is asked of the memory (see docs/dram.md)",
    )
    .option("device", "ddr3-1600", &devices, "the memory")
    .option("space", "full", &Preset::ALL.map(Preset::name).join(", "), "the part that is searched")
    .option("address-map", "none", "a JSON address map", "a given map, in place of a parameter")
    .option(
        "behaviour",
        "by standard",
        "dramsys-4 or dramsys-5",
        "the release that is followed where they differ (DDR3: 4, others: 5; LPDDR4: not its distances)",
    )
    .option(
        "beyond",
        "by format",
        "fold or error",
        "what happens to addresses beyond the memory",
    )
    .option(
        "rerun",
        "false",
        "true or false",
        "whether every design runs, even if a run has shown what it measures",
    );
    let objectives = orienteer_env_dram::objectives().into_iter();
    objectives.fold(entry, |entry, o| entry.objective(o.name, o.about, o.spec))
}

/// The names of the tables that come with the program.
fn tables() -> String {
    let entries = catalogue().unwrap_or_default();
    entries.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")
}

fn agents() -> Vec<AgentEntry> {
    vec![
        AgentEntry::designs("random", "Uniform random search", random::RandomSearch::new),
        AgentEntry::designs(
            "one-plus-one",
            "First-improvement (1+1) mutation with restarts",
            local::OnePlusOne::new,
        ),
        AgentEntry::designs(
            "simulated-annealing",
            "Simulated annealing (Kirkpatrick et al. 1983)",
            local::SimulatedAnnealing::new,
        ),
        AgentEntry::designs(
            "genetic",
            "Generational genetic algorithm (Holland 1975)",
            evolution::Genetic::new,
        ),
        AgentEntry::designs(
            "regularized-evolution",
            "Regularised evolution (Real et al. 2019)",
            evolution::RegularizedEvolution::new,
        ),
        AgentEntry::designs(
            "ant-colony",
            "Max-min ant system (Stützle and Hoos 2000)",
            colony::AntColony::new,
        ),
        AgentEntry::designs(
            "bayesian",
            "Bayesian optimisation with Gaussian processes (Jones et al. 1998)",
            bayes::Bayesian::new,
        ),
        AgentEntry::designs(
            "tpe",
            "Tree-structured Parzen estimator (Bergstra et al. 2011)",
            bayes::Tpe::new,
        ),
        AgentEntry::moves("random-walk", "Uniform random moves", random::RandomWalk::new),
        AgentEntry::moves("greedy", "The best next move, tried one by one", local::Greedy::new),
        AgentEntry::moves(
            "uct",
            "Monte Carlo tree search with UCB1 (Kocsis and Szepesvári 2006)",
            mcts::Uct::new,
        ),
        AgentEntry::moves(
            "ppo",
            "Proximal policy optimisation (Schulman et al. 2017)",
            rl::Ppo::new,
        ),
    ]
}
