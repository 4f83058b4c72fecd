//! Planners find what `pathfinding` finds, and prove it.
#![allow(clippy::unwrap_used, reason = "tests")]

mod toys;

use orienteer_agents_planning::{
    Method, Stop, Ties, a_star, batched_a_star, beam, bidirectional, breadth_first,
    deferred_a_star, enforced_hill_climbing, greedy_best_first, ida_star, lazy_q_star, puct,
    q_beam, q_star, uniform_cost, weighted_a_star,
};
use orienteer_core::path::{Limits, Puzzle, Report, Task};
use toys::tiles::Tiles;
use toys::{Suite, digraph, eight, optimum, pancakes, run, solve};

/// Those that promise the optimum, whatever moves cost.
fn optimal() -> Vec<Method> {
    let mut methods = vec![
        Method::UniformCost(uniform_cost::Settings::default()),
        Method::Bidirectional(bidirectional::Settings::default()),
        Method::Puct(puct::Settings::default()),
        Method::Puct(puct::Settings { backup: puct::Backup::Mean, ..Default::default() }),
    ];
    for ties in [Ties::FirstIn, Ties::LastIn, Ties::Nearest] {
        methods.push(Method::AStar(a_star::Settings { ties }));
        let stop = Stop::Optimum;
        methods.push(Method::WeightedAStar(weighted_a_star::Settings { weight: 0.3, stop, ties }));
    }
    for (weight, stop) in [(1.0, Stop::Bound), (0.5, Stop::Optimum)] {
        for (batch, lean) in [(1, false), (1, true), (100, false), (10_000, true)] {
            methods.push(Method::BatchedAStar(batched_a_star::Settings {
                weight,
                batch,
                stop,
                lean,
            }));
            let edges = q_star::Settings { weight, batch, stop, lean };
            methods.push(Method::DeferredAStar(edges.clone()));
            methods.push(Method::QStar(edges));
            let ahead = batch % 3;
            methods.push(Method::LazyQStar(lazy_q_star::Settings {
                weight,
                batch,
                stop,
                lean,
                ahead,
            }));
        }
    }
    methods
}

/// What holds for every report, however the search ended.
fn check<P: Puzzle>(puzzle: &P, start: &P::State, report: &Report, best: Option<u64>, what: &str) {
    assert!(!report.unsolvable || best.is_none(), "{what}: a path exists");
    assert!(best.is_none_or(|best| report.lower_bound <= best), "{what}: bound above optimum");
    let Some(solution) = &report.solution else {
        assert!(report.spent.is_some() || best.is_none() || report.improvements.is_empty());
        return;
    };
    let mut state = start.clone();
    let cost: u64 = solution
        .moves
        .iter()
        .map(|&mv| {
            puzzle.apply(&mut state, mv);
            u64::from(puzzle.cost(mv))
        })
        .sum();
    assert!(puzzle.is_goal(&state), "{what}: the path misses the goal");
    assert_eq!(cost, solution.cost, "{what}");
    assert!(best.is_some_and(|best| best <= cost), "{what}: cheaper than the optimum");
    let costs: Vec<u64> = report.improvements.iter().map(|found| found.cost).collect();
    assert!(costs.is_sorted_by(|a, b| a > b) && costs.last() == Some(&cost), "{what}");
}

fn proves_optima(toy: &impl Suite, name: &str) {
    for start in toy.starts() {
        let best = optimum(toy.puzzle(), &start);
        for method in optimal() {
            let what = format!("{method:?} on {name} from {start:?}");
            let Some(mut planner) = toy.planner(method) else { continue };
            let report = solve(toy.puzzle(), &start, &mut *planner);
            check(toy.puzzle(), &start, &report, best, &what);
            assert_eq!(report.solution.as_ref().map(|solution| solution.cost), best, "{what}");
            assert_eq!(report.spent, None, "{what}");
            assert_eq!(report.unsolvable, best.is_none(), "{what}");
            assert_eq!(report.is_optimal(), best.is_some(), "{what}: {report:?}");
        }
    }
}

#[test]
fn optimal_planners_agree_with_dijkstra() {
    proves_optima(&eight(), "eight");
    proves_optima(&pancakes(false), "pancakes");
    proves_optima(&pancakes(true), "weighted pancakes");
    for seed in 0..6 {
        let cost = [None, Some(1), Some(4)][seed as usize % 3];
        proves_optima(&digraph(cost, seed % 2 == 0, seed), "digraph");
    }
}

/// Two tiles swapped cannot be put right, and half of all positions show it.
#[test]
fn a_space_that_is_exhausted_has_no_path() {
    let toy = eight();
    let start = Tiles::pack(&[0, 2, 1, 3, 4, 5, 6, 7, 8]);
    let edges = q_star::Settings { weight: 1.0, batch: 100, stop: Stop::Bound, lean: true };
    for method in [
        Method::BreadthFirst(breadth_first::Settings::default()),
        Method::Bidirectional(bidirectional::Settings::default()),
        Method::AStar(a_star::Settings::default()),
        Method::QStar(edges.clone()),
        Method::DeferredAStar(edges),
        Method::EnforcedHillClimbing(enforced_hill_climbing::Settings::default()),
    ] {
        let what = format!("{method:?}");
        let report = solve(&toy.puzzle, &start, &mut *toy.planner(method).unwrap());
        assert!(report.unsolvable && report.solution.is_none(), "{what}");
        let generated = report.counters.generated;
        assert!(generated >= 181_440 - 1, "{what}: {generated}");
    }
}

/// Counts the searches that met their limit.
fn agrees<S: Suite>(toy: &S, methods: &[Method], limits: Limits, misses: &mut u32) {
    for start in toy.starts() {
        let best = optimum(toy.puzzle(), &start);
        for method in methods {
            let what = format!("{method:?} from {start:?}");
            let mut planner = toy.planner(method.clone()).unwrap();
            let report = run(toy.puzzle(), &start, &mut *planner, limits);
            check(toy.puzzle(), &start, &report, best, &what);
            if report.spent.is_some() {
                *misses += 1;
                continue;
            }
            assert_eq!(report.solution.as_ref().map(|s| s.cost), best, "{what}");
            assert_eq!(report.is_optimal(), best.is_some(), "{what}");
            assert_eq!(report.unsolvable, best.is_none(), "{what}");
        }
    }
}

/// IDA* and breadth-first search: the one needs a bound where no path goes on for ever, the other
/// equal costs.
#[test]
fn iterative_and_breadth_first_searches_agree_where_they_apply() {
    let limits = Limits { generated: Some(2_000_000), ..Default::default() };
    let ida = || Method::IdaStar(ida_star::Settings {});
    let breadth = || Method::BreadthFirst(breadth_first::Settings {});
    let mut misses = 0;
    agrees(&eight(), &[ida(), breadth()], limits, &mut misses);
    agrees(&pancakes(false), &[ida(), breadth()], limits, &mut misses);
    agrees(&pancakes(true), &[ida()], limits, &mut misses);
    assert!(misses <= 2, "{misses} searches met their limit");
    for seed in 0..6 {
        agrees(&digraph(Some(1 + seed as u32), false, seed), &[breadth()], limits, &mut misses);
        let few = Limits { generated: Some(20_000), ..Default::default() };
        agrees(&digraph(None, true, seed), &[ida()], few, &mut misses);
    }
}

/// The cost is at most the optimum divided by the weight.
#[test]
fn weights_bound_the_cost() {
    fn each<S: Suite>(toy: &S) {
        for start in toy.starts() {
            let best = optimum(toy.puzzle(), &start);
            for weight in [0.2, 0.5, 0.8, 1.0] {
                for batch in [1, 50] {
                    let stop = Stop::Bound;
                    let edges = q_star::Settings { weight, batch, stop, lean: false };
                    let methods = [
                        Method::WeightedAStar(weighted_a_star::Settings {
                            weight,
                            stop,
                            ..Default::default()
                        }),
                        Method::BatchedAStar(batched_a_star::Settings {
                            weight,
                            batch,
                            stop,
                            lean: false,
                        }),
                        Method::DeferredAStar(edges.clone()),
                        Method::QStar(edges),
                    ];
                    for method in methods {
                        let what = format!("{method:?} from {start:?}");
                        let report =
                            solve(toy.puzzle(), &start, &mut *toy.planner(method).unwrap());
                        check(toy.puzzle(), &start, &report, best, &what);
                        let cost = report.solution.as_ref().map(|solution| solution.cost);
                        assert_eq!(cost.is_some(), best.is_some(), "{what}");
                        if let (Some(cost), Some(best)) = (cost, best) {
                            assert!(cost as f64 * weight <= best as f64 + 1e-6, "{what}: {cost}");
                            let proved = report.lower_bound as f64;
                            assert!(cost as f64 * weight <= proved + 1.0, "{what}: {report:?}");
                        }
                    }
                }
            }
        }
    }
    each(&eight());
    each(&pancakes(true));
    (0..4).for_each(|seed| each(&digraph(None, true, seed)));
}

/// Those that promise no optimum still find a path, or all there is.
#[test]
fn the_others_find_paths() {
    fn each<S: Suite>(toy: &S) {
        let methods = [
            Method::GreedyBestFirst(greedy_best_first::Settings::default()),
            Method::EnforcedHillClimbing(enforced_hill_climbing::Settings::default()),
            Method::Beam(beam::Settings { width: 100_000, weight: 1.0 }),
            Method::QBeam(q_beam::Settings { width: 100_000, weight: 1.0 }),
            Method::BatchedAStar(batched_a_star::Settings::default()),
            Method::QStar(q_star::Settings::default()),
            Method::LazyQStar(lazy_q_star::Settings::default()),
            Method::DeferredAStar(deferred_a_star::Settings::default()),
            Method::WeightedAStar(weighted_a_star::Settings {
                stop: Stop::FirstGoal,
                ..Default::default()
            }),
        ];
        for start in toy.starts() {
            let best = optimum(toy.puzzle(), &start);
            for method in methods.clone() {
                let what = format!("{method:?} from {start:?}");
                let report = solve(toy.puzzle(), &start, &mut *toy.planner(method).unwrap());
                check(toy.puzzle(), &start, &report, best, &what);
                assert_eq!(report.solution.is_some(), best.is_some(), "{what}: {report:?}");
                assert_eq!(report.unsolvable, best.is_none(), "{what}: {report:?}");
            }
        }
    }
    each(&eight());
    each(&pancakes(true));
    (0..6).for_each(|seed| each(&digraph(None, seed % 2 == 0, seed)));
}

/// A path known beforehand is a bound: nothing as expensive is looked for, and what is proved is
/// proved about it.
#[test]
fn a_path_known_beforehand_is_improved_or_proved() {
    let toy = pancakes(true);
    let start = toy.starts()[5];
    let best = optimum(&toy.puzzle, &start).unwrap();
    let report = solve(&toy.puzzle, &start, &mut *toy.planner(optimal().remove(0)).unwrap());
    let path = report.solution.unwrap().moves;
    let detour = [&[0, 0], path.as_slice()].concat();
    for (known, improvements) in [(&path, 1), (&detour, 2)] {
        for method in optimal().into_iter().chain([Method::IdaStar(ida_star::Settings {})]) {
            let what = format!("{method:?}");
            let mut planner = toy.planner(method).unwrap();
            let mut task = Task::new(&toy.puzzle, start, Limits::default());
            assert!(task.offer(known), "{what}");
            let report = task.run(&mut *planner);
            check(&toy.puzzle, &start, &report, Some(best), &what);
            assert!(report.is_optimal(), "{what}: {report:?}");
            assert!(report.improvements.len() >= improvements, "{what}");
            if improvements == 1 {
                assert_eq!(report.improvements.len(), 1, "{what}");
            }
        }
    }
}
