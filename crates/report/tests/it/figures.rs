//! Every figure is there, looks the same for an agent throughout, and is written deterministically.

use std::fs;

use crate::fixture::{Agent, Experiment, Problem};
use crate::report;
use crate::tables::number;

const FIGURES: [&str; 6] = [
    "best-so-far-evaluations",
    "best-so-far-seconds",
    "final-values",
    "distributions",
    "scores",
    "fronts",
];

fn experiment() -> Experiment {
    let problems = vec![
        Problem { optimum: Some(19.0), ..Problem::new("first <problem> & co") },
        Problem { maximize: true, pareto: 2, ..Problem::new("second") },
    ];
    let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.6), Agent::new("ga", 0.5)];
    Experiment { seeds: 4, ..Experiment::new("figures", problems, agents) }
}

#[test]
fn every_figure_is_written_in_three_forms_and_shown() {
    let report = report(&[experiment()]);
    let (page, markdown) = (report.read("index.html"), report.read("report.md"));
    for id in FIGURES {
        let png = fs::read(report.folder.join(format!("{id}.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() > 5000, "{id}");
        let svg = report.read(&format!("{id}.svg"));
        assert!(svg.starts_with("<svg xmlns=") && svg.contains(" viewBox="), "{id}");
        assert!(page.contains(&svg), "{id} is not in the page");
        assert!(markdown.contains(&format!("]({id}.png)")), "{id}");
        assert!(!report.rows(&format!("{id}.csv")).is_empty(), "{id}");
    }
    for table in ["results.csv", "overall.csv", "best-designs.csv", "runs.csv"] {
        assert!(!report.rows(table).is_empty(), "{table}");
    }
}

#[test]
fn an_agent_has_one_colour_in_all_figures() {
    let report = report(&[experiment()]);
    // Okabe and Ito's blue, vermillion and bluish green, in the order of the plan.
    for id in FIGURES {
        let svg = report.read(&format!("{id}.svg"));
        for color in ["#0072B2", "#D55E00", "#009E73"] {
            assert!(svg.contains(color), "{id} lacks {color}");
        }
        assert!(!svg.contains("#CC79A7"), "{id} has the colour of a fourth agent");
    }
}

#[test]
fn the_page_needs_nothing_else_and_escapes_names() {
    let page = report(&[experiment()]).read("index.html");
    for forbidden in ["<script", "<link", "src=", "@import", "url(", "first <problem>"] {
        assert!(!page.contains(forbidden), "the page has `{forbidden}`");
    }
    assert!(page.contains("first &lt;problem&gt; &amp; co"));
    let addresses =
        page.matches("http").count() - page.matches("http://www.w3.org/2000/svg").count();
    assert_eq!(addresses, 0, "the page points to the network");
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let (one, two) = (report(&[experiment()]), report(&[experiment()]));
    let mut names: Vec<_> =
        fs::read_dir(&one.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), FIGURES.len() * 3 + 7);
    for name in names {
        let read = |folder: &std::path::Path| fs::read(folder.join(&name)).unwrap();
        assert!(read(&one.folder) == read(&two.folder), "{name:?} differs");
    }
}

#[test]
fn all_figures_show_regret_where_it_is_positive_and_tells_runs_apart() {
    let written = |optimum| {
        let problem = Problem { optimum, ..Problem::new("p") };
        let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.6)];
        report(&[Experiment::new("regret", vec![problem], agents)])
    };
    let shows_regret = |optimum| {
        let report = written(optimum);
        let figures = ["best-so-far-evaluations", "final-values", "distributions"];
        let shown = figures.map(|id| report.read(&format!("{id}.svg")).contains("regret [ns]"));
        assert!(shown.iter().all(|one| *one == shown[0]), "{shown:?} for {optimum:?}");
        shown[0]
    };
    let values = written(None).column("runs.csv", "value");
    let best = values.iter().map(|value| number(value)).fold(f64::INFINITY, f64::min);
    let worst = values.iter().map(|value| number(value)).fold(0.0, f64::max);
    assert!(shows_regret(Some(best - (worst - best) / 100.0)));
    // So far away, all are as good as equally far from it.
    assert!(!shows_regret(Some(best - (worst - best))));
    // An optimum that a run reaches, or goes beyond.
    assert!(!shows_regret(Some(best)));
    assert!(!shows_regret(Some(worst)));
    assert!(!shows_regret(None));
}

#[test]
fn fronts_have_their_ends_marked_and_of_many_agents_a_panel_each() {
    let svg = |agents: usize| {
        let problem = Problem { pareto: 2, ..Problem::new("p") };
        let agents = (0..agents).map(|i| Agent::new(&format!("agent-{i}"), 0.1 * i as f64));
        let agents = agents.collect();
        report(&[Experiment { seeds: 3, ..Experiment::new("fronts", vec![problem], agents) }])
            .read("fronts.svg")
    };
    let [few, many] = [3, 6].map(svg);
    for (svg, panels) in [(few, 1), (many, 6)] {
        for text in ["latency [pJ]", "ideal", "reference"] {
            assert_eq!(svg.matches(text).count(), panels, "{text}");
        }
    }
}

#[test]
fn curves_end_at_the_final_median() {
    let report = report(&[experiment()]);
    let rows = report.rows("best-so-far-evaluations.csv");
    let last = rows.iter().rfind(|row| row[0] == "second" && row[1] == "tpe").unwrap();
    let results = report.rows("results.csv");
    let entry = results.iter().find(|row| row[0] == "second" && row[1] == "tpe").unwrap();
    assert_eq!((last[3].as_str(), &last[5]), ("300", &entry[10]));
}
