//! Dependencies point one way: environments and agents know only the interface, and tools that know
//! nothing of ours.

use crate::support::workspace;
use std::fs;

/// Crates below the interface.
const TOOLS: [&str; 2] = ["orienteer-net", "orienteer-table"];

#[test]
fn environments_and_agents_know_only_the_interface() {
    let mut checked = 0;
    for family in ["envs", "agents"] {
        for entry in fs::read_dir(workspace().join(family)).unwrap() {
            let manifest = entry.unwrap().path().join("Cargo.toml");
            let text = fs::read_to_string(&manifest).unwrap();
            let ours = text.lines().filter(|line| line.starts_with("orienteer-"));
            for line in ours {
                let known = |name: &&str| line.starts_with(*name);
                let is_known = ["orienteer-core"].iter().chain(&TOOLS).any(known);
                assert!(is_known, "{}: {line}", manifest.display());
            }
            checked += 1;
        }
    }
    assert!(checked >= 7);
    for tool in TOOLS {
        let folder = tool.trim_start_matches("orienteer-");
        let manifest = workspace().join("crates").join(folder).join("Cargo.toml");
        let text = fs::read_to_string(manifest).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("orienteer-")), "{tool}");
    }
    let core = fs::read_to_string(workspace().join("crates/core/Cargo.toml")).unwrap();
    let ours: Vec<_> = core.lines().filter(|line| line.starts_with("orienteer-")).collect();
    assert_eq!(ours, ["orienteer-derive.workspace = true"]);
}
