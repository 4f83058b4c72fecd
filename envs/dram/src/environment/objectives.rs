//! What is commonly asked of a memory controller.

use orienteer_core::ObjectiveSpec;

/// An objective with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadyObjective {
    /// Its name in experiment files.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// The objective.
    pub spec: ObjectiveSpec,
}

/// The ready objectives: three of `ArchGym`, and one-sided ones.
///
/// `ArchGym` rewards target / |x - target|, with targets of 1 W and 0.1 ms, and the product of both
/// rewards. That is infinite at the target; its learning agents are given at most 1000. Here the
/// reward is 1 / (1/r + 0.001) for its reward r: it ranks designs as theirs does, and approaches
/// their bound. Their latency, the total time, had a different unit from run to run; here it is the
/// time. A controller that is faster than the target, or needs less power, loses reward: see the
/// one-sided objectives for what is meant.
pub fn objectives() -> Vec<ReadyObjective> {
    let maximize = |name, about, formula: &str| ReadyObjective {
        name,
        about,
        spec: ObjectiveSpec { maximize: Some(formula.into()), ..ObjectiveSpec::default() },
    };
    let minimize = |name, about, formula: &str, bounds: &[&str]| ReadyObjective {
        name,
        about,
        spec: ObjectiveSpec {
            minimize: Some(formula.into()),
            subject_to: bounds.iter().map(|&bound| bound.into()).collect(),
            ..ObjectiveSpec::default()
        },
    };
    vec![
        maximize(
            "archgym-power",
            "ArchGym's reward for power: the nearer to 1 W, from either side, the better",
            "1 / (abs(average_power / 1000 - 1) + 0.001)",
        ),
        maximize(
            "archgym-latency",
            "ArchGym's reward for latency: the nearer to a total time of 0.1 ms, the better",
            "1 / (abs(total_time / 100000 - 1) + 0.001)",
        ),
        maximize(
            "archgym-both",
            "ArchGym's reward for both: the product of the two",
            "1 / (abs(average_power / 1000 - 1) * abs(total_time / 100000 - 1) + 0.001)",
        ),
        minimize("fast", "The least total time", "total_time", &[]),
        minimize(
            "tail-delay",
            "The least product of total time and the latency that 1 % of reads exceed",
            "p99_read_latency * total_time",
            &[],
        ),
        minimize("low-energy", "The least energy", "total_energy", &[]),
        minimize(
            "energy-delay",
            "The least product of energy and time",
            "total_energy * total_time",
            &[],
        ),
        minimize(
            "low-energy-in-time",
            "The least energy in at most 0.1 ms: ArchGym's latency target, one-sided",
            "total_energy",
            &["total_time <= 100000"],
        ),
        minimize(
            "fast-in-power",
            "The least time at no more than 1.5 W: a power target, one-sided",
            "total_time",
            &["average_power <= 1500"],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::measure::specs;
    use super::*;
    use orienteer_core::Objective;

    fn objective(name: &str) -> Objective {
        let all = objectives();
        let ready = all.iter().find(|ready| ready.name == name).unwrap();
        Objective::new(&ready.spec, &specs()).unwrap()
    }

    /// Metrics of which only time (ns) and power (mW) are given.
    fn metrics(time: f64, power: f64) -> Vec<f64> {
        let value = |name: &str| match name {
            "total_time" => time,
            "average_power" => power,
            "total_energy" => time * power,
            _ => 0.0,
        };
        specs().iter().map(|metric| value(&metric.name)).collect()
    }

    #[test]
    fn all_bind_to_the_metrics() {
        for ready in objectives() {
            objective(ready.name);
        }
    }

    /// From time and power to a reward.
    type Reward<'a> = &'a dyn Fn((f64, f64)) -> f64;

    /// As target / |x - target| ranks them, in watts and milliseconds.
    #[test]
    fn rewards_rank_as_those_of_archgym() {
        let times = [50_025.0, 79_000.0, 99_990.0, 100_010.0, 130_000.0, 430_895.0];
        let powers = [883.0, 990.0, 999.9, 1_001.0, 1_700.0, 3_047.0];
        let points: Vec<(f64, f64)> =
            times.iter().flat_map(|time| powers.iter().map(|power| (*time, *power))).collect();
        let theirs = |target: f64, value: f64| target / (value - target).abs();
        let latency = |(time, _): (f64, f64)| theirs(0.1, time / 1e6);
        let power = |(_, power): (f64, f64)| theirs(1.0, power / 1e3);
        let rewards: [(&str, Reward<'_>); 3] = [
            ("archgym-latency", &latency),
            ("archgym-power", &power),
            ("archgym-both", &|point| latency(point) * power(point)),
        ];
        for (name, reward) in rewards {
            let objective = objective(name);
            let ours = |(time, power)| objective.value(&metrics(time, power));
            for &a in &points {
                assert!(ours(a) <= 1000.0);
                // As 1 / (1/r + 0.001).
                let expected = 1.0 / (1.0 / reward(a) + 0.001);
                assert!((ours(a) / expected - 1.0).abs() < 1e-9, "{name} {a:?}");
                for &b in &points {
                    let apart = reward(a) / reward(b) > 1.0 + 1e-9;
                    assert!(!apart || ours(a) > ours(b), "{name}: {a:?} {b:?}");
                }
            }
        }
        assert_eq!(objective("archgym-power").value(&metrics(1.0, 1000.0)), 1000.0);
    }

    #[test]
    fn one_sided_objectives_never_punish_what_is_better() {
        for name in ["fast", "low-energy", "energy-delay", "low-energy-in-time", "fast-in-power"] {
            let objective = objective(name);
            let score = |time, power| objective.score(&metrics(time, power));
            assert!(score(80_000.0, 900.0) > score(90_000.0, 1_200.0), "{name}");
            assert!(score(90_000.0, 1_200.0) > score(400_000.0, 3_000.0), "{name}");
        }
    }
}
