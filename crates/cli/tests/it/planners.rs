//! Experiments of planners on the command line: what their records do not depend on.

use crate::support::{orienteer, printed, records, run, text};
use std::fs;
use std::path::Path;

/// Writes an experiment on the 8-puzzle with pattern databases; its path.
fn experiment(folder: &Path) -> String {
    let path = folder.join("tiles.toml");
    let text = "name = \"tiles\"\nbudget = { nodes = 20_000 }\n[[problem]]\n\
                environment.tiles = { size = 3, heuristic = \"pattern-databases\" }\n\
                instances = { scramble = [4], count = 2 }\n[[agent]]\nmethod.a-star = {}\n";
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Where a machine keeps its tables is not what an experiment is.
#[test]
fn records_do_not_depend_on_where_tables_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = experiment(folder.path());
    let recorded = |place: &str| {
        let tables = folder.path().join(place).display().to_string();
        let out = folder.path().join(format!("out-{place}"));
        let to = out.display().to_string();
        printed(&run(&["run", &file, "--out", &to, "--tables", &tables, "--no-report"]));
        assert!(fs::read_dir(&tables).unwrap().count() > 0, "tables are in {tables}");
        records(&out)
    };
    let (here, there) = (recorded("here"), recorded("there"));
    assert_eq!(here, there);
    let set = "problem.0.environment.tiles.tables=here";
    let refused = run(&["run", &file, "--dry-run", "--set", set]);
    let message = text(&refused.stderr);
    for part in ["`tables` is no key", "`--tables FOLDER`", "`ORIENTEER_TABLES`"] {
        assert!(message.contains(part), "no {part} in:\n{message}");
    }
}

/// A folder for tables that nothing needs is a slip.
#[test]
fn tables_are_refused_where_nothing_has_some() {
    let folder = tempfile::tempdir().unwrap();
    let tiles = experiment(folder.path());
    let lights = folder.path().join("lights.toml").display().to_string();
    let text_of_lights = fs::read_to_string(&tiles)
        .unwrap()
        .replace("tiles = { size = 3, heuristic = \"pattern-databases\" }", "lights-out = {}");
    fs::write(&lights, text_of_lights).unwrap();
    for file in [&*lights, "experiments/quickstart.toml"] {
        let refused = run(&["run", file, "--dry-run", "--tables", "x"]);
        let message = text(&refused.stderr);
        assert!(!refused.status.success() && message.contains("has tables"), "{message}");
        printed(&run(&["run", file, "--dry-run"]));
    }
    printed(&run(&["run", &tiles, "--dry-run", "--tables", "x"]));
}

#[test]
fn an_export_says_what_its_rows_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = experiment(folder.path());
    let tables = folder.path().join("tables").display().to_string();
    let out = folder.path().join("out").display().to_string();
    printed(&run(&["run", &file, "--out", &out, "--tables", &tables, "--no-report"]));
    let said = printed(&run(&["export", &out]));
    assert!(said.contains(": 2 rows, one for each planner and instance"), "{said}");
}

/// What would run is known without the tables that it needs.
#[test]
fn a_dry_run_builds_no_tables() {
    let folder = tempfile::tempdir().unwrap();
    let file = experiment(folder.path());
    let tables = folder.path().join("tables");
    let mut command = orienteer();
    let command = command.args(["run", &file, "--dry-run"]).env("ORIENTEER_TABLES", &tables);
    let out = printed(&command.output().unwrap());
    assert!(out.contains("1 run"), "{out}");
    assert!(!tables.exists());
}
