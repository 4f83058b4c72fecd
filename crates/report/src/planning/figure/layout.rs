//! Tests of the layout: in every figure, no text leaves the page or touches another one.

use super::all;
use crate::planning::study::Study;
use serde_json::json;

/// Problems with long names and many planners, of which some solve nothing.
fn check(problems: usize, planners: usize) {
    let root = tempfile::tempdir().unwrap();
    let save = |path: &str, text: String| {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let instances: Vec<_> = (0..20_u64)
        .map(|i| json!({"id": i.to_string(), "start": "", "optimum": 20 + i * 7}))
        .collect();
    let problem = |p: usize| {
        json!({"name": format!("a-problem-with-a-name-that-is-rather-long-{p}"), "environment": "x",
            "group": "a-group-with-a-long-name", "axis": {"name": "actions", "value": 12_u64.pow(1 + p as u32 % 6)},
            "instances": instances})
    };
    let agent = |a: usize| {
        let name = format!("an-agent-with-a-name-that-is-much-too-long-for-a-figure-{a}");
        json!({"name": name, "method": "m", "settings": [{}]})
    };
    let mut runs = Vec::new();
    for p in 0..problems {
        for a in 0..planners {
            let line = |i: u64| {
                let solved = a % 3 != 2 && !(i + a as u64).is_multiple_of(5);
                let cost = 20 + i * 7 + [0, 300, 3][a % 3];
                let generated = 10_u64.pow(1 + i as u32 % 7);
                json!({"i": i, "cost": solved.then_some(cost), "stop": "nodes", "generated": generated,
                    "peak_bytes": generated * 100, "improvements":
                    if solved { json!([{"cost": cost, "generated": generated}]) } else { json!([]) }})
            };
            let log: String =
                (0..20).map(|i| format!("{}\n", line(i))).collect::<Vec<_>>().concat();
            save(&format!("runs/{p}-{a}/log.jsonl"), log);
            let clock: Vec<String> = (0..20).map(|i| format!("{i},0.{i:06}\n")).collect();
            save(
                &format!("runs/{p}-{a}/clock.csv"),
                format!("instance,seconds\n{}", clock.concat()),
            );
            runs.push(json!({"id": format!("{p}-{a}"), "problem": p, "agent": a, "setting": 0}));
        }
    }
    let plan = json!({"format": 1, "kind": "planners", "name": "x", "budget": {"nodes": 10_000_000},
        "problems": (0..problems).map(problem).collect::<Vec<_>>(),
        "agents": (0..planners).map(agent).collect::<Vec<_>>(), "runs": runs});
    save("plan.json", plan.to_string());
    let study = Study::load(&[root.path().to_owned()]).unwrap();
    for figure in all(&study) {
        let (id, scene) = (figure.id, &figure.scene);
        let boxes = scene.text_boxes();
        for (i, (text, left, top, right, bottom)) in boxes.iter().enumerate() {
            let inside =
                *left >= 0.0 && *top >= 0.0 && *right <= scene.width && *bottom <= scene.height;
            assert!(inside, "{id}: `{text}` leaves the page: {left} {top} {right} {bottom}");
            for (other, l, t, r, b) in &boxes[..i] {
                let apart = right <= l || r <= left || bottom <= t || b <= top;
                assert!(apart, "{id}: `{text}` touches `{other}`");
            }
        }
    }
}

#[test]
fn few_and_many() {
    for (problems, planners) in [(1, 1), (2, 3), (3, 7), (7, 16)] {
        check(problems, planners);
    }
}
