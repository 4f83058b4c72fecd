//! Beams, and that diversity can be turned off.

mod toys;

use orienteer_agents_planning::{Beam, DiverseBeam, QBeam, beam, diverse_beam, q_beam};
use orienteer_core::path::{Limits, OneStep};
use toys::pancake::Gap;
use toys::{digraph, pancakes, run, solve};

#[test]
fn diverse_beam_search_is_beam_search_without_groups_or_penalty() {
    let toy = pancakes(true);
    let mut differs = 0;
    for start in &toy.starts {
        for width in [1, 2, 7, 30, 500] {
            let settings = beam::Settings { width, weight: 0.7 };
            let mut plain = solve(&toy.puzzle, start, &mut Beam::new(settings, Gap));
            plain.seconds = 0.0;
            let diverse = |groups, penalty, alike| {
                let settings =
                    diverse_beam::Settings { width, weight: 0.7, groups, penalty, alike };
                let mut report = solve(&toy.puzzle, start, &mut DiverseBeam::new(settings, Gap));
                report.seconds = 0.0;
                report
            };
            for alike in [diverse_beam::Alike::Move, diverse_beam::Alike::Parent] {
                for (groups, penalty) in [(1, 0.0), (1, 3.0), (4, 0.0), (1000, 0.0)] {
                    assert_eq!(diverse(groups, penalty, alike), plain);
                }
                differs += u32::from(diverse(5, 1.0, alike).counters != plain.counters);
            }
        }
    }
    assert!(differs > 10, "the penalty must matter: {differs}");
}

/// A beam as wide as the space misses nothing; where it ends without a path, there is none.
#[test]
fn wide_beams_are_complete() {
    for seed in 0..5 {
        let toy = digraph(Some(1), true, seed);
        for start in &toy.starts {
            let distance = toy.puzzle.distance[*start as usize];
            for width in [1, 3, 1000] {
                let settings = beam::Settings { width, weight: 1.0 };
                let q = q_beam::Settings { width, weight: 1.0 };
                let reports = [
                    solve(&toy.puzzle, start, &mut Beam::new(settings, toy.heuristic.clone())),
                    solve(&toy.puzzle, start, &mut QBeam::new(q, toy.values.clone())),
                ];
                for report in reports {
                    let cost = report.solution.as_ref().map(|solution| solution.cost);
                    assert!(!report.unsolvable || distance.is_none());
                    if width == 1000 {
                        assert_eq!(cost, distance);
                        assert_eq!(report.unsolvable, distance.is_none());
                    }
                }
            }
        }
    }
}

/// A layer of a beam takes all moves of its nodes, of a Q-beam one for each node that it keeps.
#[test]
fn q_beams_generate_less() {
    let toy = pancakes(false);
    let limits = Limits { generated: Some(100_000), ..Default::default() };
    for start in &toy.starts[3..] {
        let settings = beam::Settings { width: 20, weight: 1.0 };
        let beam = run(&toy.puzzle, start, &mut Beam::new(settings.clone(), Gap), limits);
        let q = run(&toy.puzzle, start, &mut QBeam::new(settings, OneStep(Gap)), limits);
        assert!(beam.solution.is_some() && q.solution.is_some());
        assert!(q.counters.generated <= beam.counters.generated);
    }
}
