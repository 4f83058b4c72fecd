//! Every limit stops every planner exactly, and what was found until then is kept.

mod toys;

use orienteer_agents_planning::{Method, Stop, planners, puct, weighted_a_star};
use orienteer_core::path::{Limits, Spent};
use toys::{Suite, digraph, eight, optimum, pancakes, run, solve};

/// All planners, with batches and beams that the toys can fill.
fn methods() -> Vec<Method> {
    planners()
        .iter()
        .map(|entry| match (entry.defaults)() {
            Method::BatchedAStar(mut settings) => {
                settings.batch = 7;
                Method::BatchedAStar(settings)
            }
            Method::QStar(mut settings) => {
                (settings.batch, settings.stop) = (7, Stop::Bound);
                Method::QStar(settings)
            }
            Method::LazyQStar(mut settings) => {
                (settings.batch, settings.ahead) = (7, 1);
                Method::LazyQStar(settings)
            }
            Method::Beam(mut settings) => {
                settings.width = 20;
                Method::Beam(settings)
            }
            method => method,
        })
        .collect()
}

fn stops_exactly<S: Suite>(toy: &S) {
    for start in toy.starts() {
        let best = optimum(toy.puzzle(), &start);
        for method in methods() {
            let Some(mut planner) = toy.planner(method.clone()) else { continue };
            // Not without a limit: some never end where there is no path.
            let most = Limits { generated: Some(3_000), ..Default::default() };
            let report = run(toy.puzzle(), &start, &mut *planner, most);
            let (whole, found) = (report.counters, report.solution);
            for share in [0, 1, 2, 5, 9, 10] {
                let part = |all: u64| Some(all * share / 10);
                let limits = [
                    (Spent::Generated, Limits { generated: part(whole.generated), ..most }),
                    (Spent::Expanded, Limits { expanded: part(whole.expanded), ..most }),
                    (Spent::Estimates, Limits { estimates: part(whole.estimates), ..most }),
                    (Spent::Bytes, Limits { bytes: part(whole.peak_bytes), ..most }),
                ];
                for (expected, limits) in limits {
                    let what = format!("{method:?} from {start:?} within {limits:?}");
                    let report = run(toy.puzzle(), &start, &mut *planner, limits);
                    let used = report.counters;
                    if share == 10 {
                        // What is enough is enough.
                        assert_eq!((&report.solution, used), (&found, whole), "{what}");
                        continue;
                    }
                    for (used, limit) in [
                        (used.generated, limits.generated),
                        (used.expanded, limits.expanded),
                        (used.estimates, limits.estimates),
                        (used.peak_bytes, limits.bytes),
                    ] {
                        assert!(limit.is_none_or(|limit| used <= limit), "{what}: {used:?}");
                    }
                    let all = match expected {
                        Spent::Generated => whole.generated,
                        Spent::Expanded => whole.expanded,
                        Spent::Estimates => whole.estimates,
                        _ => whole.peak_bytes,
                    };
                    // With less memory, lists grow by smaller steps and may do after all; and with
                    // a goal among the last positions, a search has nothing left to do.
                    let is_over = report.solution.is_some() && report.spent.is_none();
                    if all > 0 && expected != Spent::Bytes && !is_over {
                        assert_eq!(report.spent, Some(expected), "{what}: {used:?} of {whole:?}");
                    }
                    assert!(!report.unsolvable || best.is_none(), "{what}");
                    let cost = report.solution.as_ref().map(|solution| solution.cost);
                    let bound = report.lower_bound;
                    assert!(best.is_none_or(|best| bound <= best), "{what}: {bound}");
                    assert!(cost.is_none_or(|cost| best.is_some_and(|best| best <= cost)));
                }
            }
        }
    }
}

#[test]
fn limits_stop_every_planner() {
    stops_exactly(&eight());
    stops_exactly(&pancakes(true));
    stops_exactly(&digraph(None, true, 3));
}

/// What a budget of positions can be spent on is spent: a search that is stopped has made as many
/// positions as it may, one by one.
#[test]
fn budgets_are_used_up() {
    let toy = eight();
    let start = toy.starts()[6];
    for method in methods() {
        let mut planner = toy.planner(method.clone()).unwrap();
        for limit in 0..60 {
            let limits = Limits { generated: Some(limit), ..Default::default() };
            let report = run(&toy.puzzle, &start, &mut *planner, limits);
            if report.spent.is_some() {
                assert_eq!(report.counters.generated, limit, "{method:?}");
            }
        }
    }
}

#[test]
fn no_time_is_no_search() {
    let toy = eight();
    for method in methods() {
        let mut planner = toy.planner(method.clone()).unwrap();
        let limits = Limits { seconds: Some(0.0), ..Default::default() };
        let report = run(&toy.puzzle, &toy.starts()[6], &mut *planner, limits);
        assert_eq!((report.spent, report.counters.generated), (Some(Spent::Seconds), 0));
    }
}

/// A search that is stopped in the middle has a path and a bound below its cost.
#[test]
fn anytime_searches_have_something_to_show() {
    let toy = eight();
    let start = toy.starts()[6];
    let best = optimum(&toy.puzzle, &start).unwrap();
    for method in [
        Method::WeightedAStar(weighted_a_star::Settings {
            weight: 0.1,
            stop: Stop::Optimum,
            ..Default::default()
        }),
        Method::Puct(puct::Settings::default()),
    ] {
        let mut planner = toy.planner(method.clone()).unwrap();
        let whole = solve(&toy.puzzle, &start, &mut *planner);
        assert!(whole.is_optimal(), "{method:?}");
        assert!(whole.improvements.len() > 1, "{method:?}: {:?}", whole.improvements);
        let first = whole.improvements[0].counters.generated;
        let limits = Limits { generated: Some(first + 1), ..Default::default() };
        let part = run(&toy.puzzle, &start, &mut *planner, limits);
        assert_eq!(part.solution.map(|solution| solution.cost), Some(whole.improvements[0].cost));
        assert!((1..=best).contains(&part.lower_bound), "{method:?}");
    }
}

/// A planner has no memory of its own: the same task gives the same report.
#[test]
fn searches_repeat_themselves() {
    let toy = digraph(None, false, 5);
    let limits = Limits { generated: Some(5_000), ..Default::default() };
    for method in methods() {
        let Some(mut planner) = toy.planner(method.clone()) else { continue };
        let mut other = toy.planner(method.clone()).unwrap();
        for start in toy.starts() {
            let mut reports = [
                run(&toy.puzzle, &start, &mut *planner, limits),
                run(&toy.puzzle, &start, &mut *planner, limits),
                run(&toy.puzzle, &start, &mut *other, limits),
            ];
            for report in &mut reports {
                report.seconds = 0.0;
            }
            assert!(reports[0] == reports[1] && reports[0] == reports[2], "{method:?}");
        }
    }
}
