//! Dependencies point one way: environments and agents know only the interface.

use crate::support::workspace;
use std::fs;

#[test]
fn environments_and_agents_know_only_the_interface() {
    let mut checked = 0;
    for family in ["envs", "agents"] {
        for entry in fs::read_dir(workspace().join(family)).unwrap() {
            let manifest = entry.unwrap().path().join("Cargo.toml");
            let text = fs::read_to_string(&manifest).unwrap();
            let ours = text.lines().filter(|line| line.starts_with("orienteer-"));
            for line in ours {
                assert!(line.starts_with("orienteer-core"), "{}: {line}", manifest.display());
            }
            checked += 1;
        }
    }
    assert!(checked >= 7);
    let core = fs::read_to_string(workspace().join("crates/core/Cargo.toml")).unwrap();
    let ours: Vec<_> = core.lines().filter(|line| line.starts_with("orienteer-")).collect();
    assert_eq!(ours, ["orienteer-derive.workspace = true"]);
}
