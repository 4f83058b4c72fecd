//! Whether a folder's records belong to a plan.
//!
//! Adding seeds, problems, agents or settings leaves the runs that are there as they are, and so
//! does taking them away. Anything else that a run depends on must be the same.

use serde_json::Value as Json;

const WHOLE: [&str; 5] = ["format", "name", "budget", "cache", "evaluation_timeout"];
/// What a run depends on in a problem. The rest of it describes.
const PROBLEM: [&str; 7] =
    ["environment", "config", "restrict", "fingerprint", "horizon", "objective", "noisy"];

/// What differs between the plan of the records that are there and the plan here, such as
/// "budget.evaluations: 300 there, 500 here".
pub(crate) fn differences(there: &Json, here: &Json) -> Vec<String> {
    let mut found = Vec::new();
    for key in WHOLE {
        compare(key, &there[key], &here[key], &mut found);
    }
    for (name, there, here) in common(there, here, "problems") {
        for key in PROBLEM {
            compare(&format!("problem.{name}.{key}"), &there[key], &here[key], &mut found);
        }
    }
    for (name, there, here) in common(there, here, "agents") {
        compare(&format!("agent.{name}.method"), &there["method"], &here["method"], &mut found);
        let settings = |agent: &Json| agent["settings"].as_array().cloned().unwrap_or_default();
        for (i, (there, here)) in settings(there).iter().zip(&settings(here)).enumerate() {
            compare(&format!("agent.{name}.settings.{i}"), there, here, &mut found);
        }
    }
    found
}

/// The problems or agents that both have, by name.
pub(crate) fn common<'j>(
    there: &'j Json,
    here: &'j Json,
    list: &str,
) -> impl Iterator<Item = (&'j str, &'j Json, &'j Json)> {
    let there = there[list].as_array().into_iter().flatten();
    let here = here[list].as_array();
    there.filter_map(move |there| {
        let name = there["name"].as_str()?;
        let here = here?.iter().find(|here| here["name"] == name)?;
        Some((name, there, here))
    })
}

pub(crate) fn compare(path: &str, there: &Json, here: &Json, found: &mut Vec<String>) {
    if let (Json::Object(a), Json::Object(b)) = (there, here) {
        for (key, value) in a {
            compare(&format!("{path}.{key}"), value, b.get(key).unwrap_or(&Json::Null), found);
        }
        for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
            compare(&format!("{path}.{key}"), &Json::Null, value, found);
        }
    } else if there != here {
        found.push(format!("{path}: {} there, {} here", shown(there), shown(here)));
    }
}

fn shown(json: &Json) -> String {
    match json {
        Json::Null => "none".into(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_a_run_depends_on_counts() {
        let plan = |evaluations: u32, agents: Json| {
            json!({
                "format": 1, "name": "x", "budget": { "evaluations": evaluations, "seconds": null },
                "seeds": 3, "problems": [{ "name": "p", "config": { "table": "a" }, "space": "9" }],
                "agents": agents,
            })
        };
        let one = json!([{ "name": "a", "method": "m", "settings": [{ "k": 1 }] }]);
        let two = json!([{ "name": "b", "method": "m", "settings": [] },
                         { "name": "a", "method": "m", "settings": [{ "k": 1 }, { "k": 2 }] }]);
        assert_eq!(differences(&plan(300, one.clone()), &plan(300, two)), [""; 0]);
        let other = json!([{ "name": "a", "method": "n", "settings": [{ "k": 3, "l": "x" }] }]);
        assert_eq!(
            differences(&plan(300, one), &plan(500, other)),
            [
                "budget.evaluations: 300 there, 500 here",
                "agent.a.method: \"m\" there, \"n\" here",
                "agent.a.settings.0.k: 1 there, 3 here",
                "agent.a.settings.0.l: none there, \"x\" here",
            ]
        );
    }
}
