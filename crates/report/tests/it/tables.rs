//! The numbers in tables agree with the records.

use serde_json::Value;

use crate::fixture::{Agent, Experiment, Fate, Problem};
use crate::report;

/// Final values on the first problem, by agent, of a written experiment.
fn finals(experiment: &Experiment) -> Vec<Vec<f64>> {
    let folder = tempfile::tempdir().unwrap();
    experiment.write(folder.path());
    let value = |agent: usize, seed: u64| {
        let path = folder.path().join(format!("runs/p0/a{agent}/000-s{seed:02}/run.json"));
        let seal: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        seal["best"]["value"].as_f64().unwrap()
    };
    let agents = 0..experiment.agents.len();
    agents.map(|agent| (0..experiment.seeds).map(|seed| value(agent, seed)).collect()).collect()
}

fn two_agents(problem: Problem) -> Experiment {
    let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.7)];
    Experiment::new("two", vec![problem], agents)
}

pub(crate) fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

#[test]
fn median_quartiles_and_regret_are_those_of_the_final_values() {
    let experiment = two_agents(Problem { optimum: Some(19.0), ..Problem::new("p") });
    let mut finals = finals(&experiment);
    let report = report(&[experiment]);
    for (agent, values) in finals.iter_mut().enumerate() {
        values.sort_by(f64::total_cmp);
        let column = |name| number(&report.column("results.csv", name)[agent]);
        let median = f64::midpoint(values[4], values[5]);
        assert!((column("median") - median).abs() < 1e-12);
        assert!((column("median_regret") - (median - 19.0)).abs() < 1e-12);
        // Type 7: a quarter of 9 steps is 2.25.
        let q1 = values[2] + 0.25 * (values[3] - values[2]);
        assert!((column("q1") - q1).abs() < 1e-12);
        assert_eq!(column("best"), values[0]);
        let iqm = values[2..8].iter().sum::<f64>() / 6.0;
        assert!((column("iqm") - iqm).abs() < 1e-12);
        assert!(column("iqm_low") <= iqm && iqm <= column("iqm_high"));
    }
}

#[test]
fn the_better_agent_leads_and_the_other_is_tested_against_it() {
    let report = report(&[two_agents(Problem::new("p"))]);
    assert_eq!(report.column("results.csv", "leading"), ["false", "true"]);
    assert_eq!(report.column("results.csv", "rank"), ["2", "1"]);
    assert!(number(&report.column("results.csv", "p_holm")[0]) < 0.01);
    assert_eq!(report.column("results.csv", "p_holm")[1], "");
    assert!(number(&report.column("results.csv", "probability_better_than_best")[0]) < 0.1);
    assert!(report.summary.contains("\n* tpe "), "{}", report.summary);
    assert!(report.read("index.html").contains("<b>tpe</b>"));
    assert!(!report.read("index.html").contains("<b>random</b>"));
}

#[test]
fn maximizing_turns_the_ranking_and_not_the_values() {
    let problem = Problem { maximize: true, base: 0.9, scale: 0.3, ..Problem::new("accuracy") };
    let report = report(&[two_agents(problem)]);
    assert_eq!(report.column("results.csv", "rank"), ["2", "1"]);
    let medians = report.column("results.csv", "median");
    assert!(number(&medians[0]) < number(&medians[1]) && number(&medians[1]) < 0.9);
}

#[test]
fn random_scores_zero_and_the_optimum_one() {
    let experiment = two_agents(Problem { optimum: Some(20.0), ..Problem::new("p") });
    let report = report(&[experiment]);
    let scores = report.column("scores.csv", "score");
    assert_eq!(scores[0], "0");
    let medians = report.column("results.csv", "median");
    let (random, tpe) = (number(&medians[0]), number(&medians[1]));
    assert!((number(&scores[1]) - (random - tpe) / (random - 20.0)).abs() < 1e-12);
    assert!(report.read("index.html").contains("0 is the median of random search"));
}

#[test]
fn noise_free_values_take_the_place_of_lucky_ones() {
    let clean = report(&[two_agents(Problem::new("p"))]);
    let noisy = report(&[two_agents(Problem { noisy: true, ..Problem::new("p") })]);
    let medians = |report: &crate::Written| report.column("results.csv", "median");
    assert_eq!(medians(&clean), medians(&noisy));
    assert!(noisy.read("index.html").contains("the luckiest observation is not the quality"));
    assert!(!clean.read("index.html").contains("luckiest"));
}

#[test]
fn failures_count_as_worst_and_are_reported_with_their_reasons() {
    let mut experiment = two_agents(Problem::new("p"));
    experiment.fate = |_, agent, seed| match (agent, seed) {
        (1, 0..6) => Fate::Failed,
        (1, 6) => Fate::Infeasible,
        (0, 9) => Fate::Unfinished,
        _ => Fate::Complete,
    };
    let report = report(&[experiment]);
    assert_eq!(report.column("results.csv", "failed"), ["0", "6"]);
    assert_eq!(report.column("results.csv", "infeasible_runs"), ["0", "1"]);
    assert_eq!(report.column("results.csv", "unfinished"), ["1", "0"]);
    let worst = report
        .column("runs.csv", "value")
        .iter()
        .filter(|v| !v.is_empty())
        .map(|v| number(v))
        .fold(0.0, f64::max);
    assert_eq!(number(&report.column("results.csv", "median")[1]), worst);
    let page = report.read("index.html");
    assert!(page.contains("6 runs of 20 failed"));
    assert!(page.contains("1 run of 20 ended without a feasible design"));
    assert!(page.contains("1 run of 20 is unfinished"));
    assert!(page.contains("simulator crashed: &lt;signal 11&gt; &amp; more"));
    assert!(page.contains("no feasible design in 300 evaluations"));
    let statuses = report.column("runs.csv", "status");
    assert_eq!(statuses.iter().filter(|status| *status == "failed").count(), 6);
    assert_eq!(statuses.iter().filter(|status| *status == "infeasible").count(), 1);
    assert_eq!(statuses.iter().filter(|status| *status == "unfinished").count(), 1);
}

#[test]
fn the_best_design_comes_with_its_command() {
    let report = report(&[two_agents(Problem::new("p"))]);
    let command = &report.column("best-designs.csv", "command")[1];
    assert!(command.starts_with("echo '{\"Op0\":\"none\",\"banks\":"), "{command}");
    assert!(command.ends_with("}' | orienteer evaluate tabular --set table=p"), "{command}");
    assert!(report.read("report.md").contains(command.as_str()));
}

#[test]
fn settings_of_a_sweep_are_pooled_and_listed() {
    let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.7).sweep(6)];
    let mut experiment = Experiment::new("sweep", vec![Problem::new("p")], agents);
    experiment.seeds = 3;
    let report = report(&[experiment]);
    assert_eq!(report.column("final-values.csv", "runs"), ["3", "18"]);
    let settings = report.column("hyperparameters.csv", "setting");
    assert_eq!(settings, ["0", "0", "1", "2", "3", "4", "5"]);
    let page = report.read("index.html");
    assert!(page.contains("Swept: tpe (6 settings)") && page.contains("{&quot;rate&quot;:5}"));
    assert!(page.contains("all settings of an agent pooled"));
    // A sweep is not as much as so many independent runs.
    assert!(page.contains("6 x 3") && report.summary.contains("6 x 3"), "{}", report.summary);
    assert!(page.contains("intervals resample settings"));
}

/// Width of the interval of the interquartile mean, by agent.
fn widths(report: &crate::Written) -> Vec<f64> {
    let (low, high) =
        (report.column("results.csv", "iqm_low"), report.column("results.csv", "iqm_high"));
    low.iter().zip(&high).map(|(low, high)| number(high) - number(low)).collect()
}

/// Six times the seeds of the same settings tell hardly more about other settings: with runs taken
/// for independent, the interval would be less than half as wide and the test certain.
#[test]
fn more_seeds_are_not_more_settings() {
    let sweep = |seeds| {
        let agents = vec![Agent::new("a", 0.5).sweep(6), Agent::new("b", 0.6).sweep(6)];
        let problem = Problem { maximize: true, ..Problem::new("p") };
        report(&[Experiment { seeds, ..Experiment::new("sweep", vec![problem], agents) }])
    };
    let (few, many) = (sweep(10), sweep(60));
    assert!(widths(&many)[0] > 0.6 * widths(&few)[0], "{:?} {:?}", widths(&many), widths(&few));
    assert_eq!(many.column("results.csv", "test")[0], "mann-whitney-settings");
    // Six medians against six: never below 0.2 %, however many seeds.
    assert!(number(&many.column("results.csv", "p_holm")[0]) > 0.002);
    assert!(many.read("index.html").contains("Mann-Whitney test on the medians of settings"));
}

#[test]
fn equal_seeds_are_compared_in_pairs() {
    let experiment = two_agents(Problem::new("p"));
    let finals = finals(&experiment);
    let paired = report(&[experiment]);
    assert_eq!(paired.column("results.csv", "test"), ["wilcoxon", ""]);
    // All ten pairs have the same sign: 2 / 2^10.
    assert!(finals[0].iter().zip(&finals[1]).all(|(random, tpe)| random > tpe));
    assert_eq!(paired.column("results.csv", "p_holm")[0], "0.001953125");
    assert!(paired.read("index.html").contains("Wilcoxon signed-rank test on runs paired by seed"));
    assert!(paired.summary.contains("Wilcoxon signed-rank"), "{}", paired.summary);

    // The runs of another experiment have other instances, whatever their seeds.
    let other = |name, agent: Agent| Experiment::new(name, vec![Problem::new("p")], vec![agent]);
    let apart =
        report(&[other("one", Agent::new("random", 0.3)), other("two", Agent::new("tpe", 0.7))]);
    assert_eq!(apart.column("results.csv", "test"), ["mann-whitney", ""]);
}

#[test]
fn a_design_that_is_feasible_only_by_noise_is_none() {
    let mut experiment = two_agents(Problem { noisy: true, ..Problem::new("p") });
    experiment.fate = |_, agent, _| if agent == 1 { Fate::Lucky } else { Fate::Complete };
    let report = report(&[experiment]);
    assert_eq!(report.column("results.csv", "infeasible_runs"), ["0", "10"]);
    assert_eq!(report.column("results.csv", "median")[1], "");
    assert_eq!(report.column("results.csv", "rank"), ["1", "2"]);
    assert!(report.read("index.html").contains("the best design is feasible only by noise"));
    // The first incumbent is truly feasible; from the second on there is no value.
    let rows = report.rows("best-so-far-evaluations.csv");
    let last = rows.iter().rfind(|row| row[1] == "tpe").unwrap();
    assert_eq!(last[5], "", "{last:?}");
    assert!(!rows.iter().find(|row| row[1] == "tpe").unwrap()[5].is_empty());
}
