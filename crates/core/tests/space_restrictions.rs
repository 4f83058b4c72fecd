//! Parts of spaces, where parameters keep some of their values.

mod spaces;

use orienteer_core::Rng;
use orienteer_core::space::{
    Clause, Design, Domain, Gene, Restriction, SpaceError, SpaceSpec, Value,
};
use rand::{RngExt, SeedableRng};
use spaces::random_space;

/// Up to three parameters, each with some of its values; of a length, consecutive ones.
fn random_values(space: &SpaceSpec, rng: &mut Rng) -> Vec<(String, Vec<Value>)> {
    let mut values: Vec<(String, Vec<Value>)> = Vec::new();
    for _ in 0..rng.random_range(1..=3_u32) {
        let decisions = space.decisions();
        let decision = &decisions[rng.random_range(0..decisions.len() as u32) as usize];
        if values.iter().any(|(path, _)| *path == decision.path) {
            continue;
        }
        let all: Vec<Value> = (0..decision.domain.arity().expect("random spaces are discrete"))
            .filter_map(|option| decision.domain.value(Gene::Index(option)))
            .collect();
        let first = rng.random_range(0..all.len());
        let last = rng.random_range(first..all.len());
        // Backwards, because the order in which they are asked for means nothing.
        values.push((decision.path.clone(), all[first..=last].iter().rev().cloned().collect()));
    }
    values
}

fn restrict(space: &SpaceSpec, values: &[(String, Vec<Value>)]) -> Result<Restriction, SpaceError> {
    space.restrict(values.iter().map(|(path, values)| (path.as_str(), values.clone())))
}

#[test]
fn a_part_has_the_designs_of_the_whole_that_keep_to_the_values() {
    let (mut parts, mut empty, mut refused) = (0, 0, 0);
    for seed in 0..3_000 {
        let space = random_space(seed);
        let values = random_values(&space, &mut Rng::seed_from_u64(seed));
        let keeps = |design: &Design| {
            let assignment = space.assignment(design);
            let kept = |path: &str, value: &Value| {
                values.iter().all(|(at, values)| at != path || values.contains(value))
            };
            assignment.iter().all(|(path, value)| kept(path, value))
        };
        let expected: Vec<Design> = space.designs().unwrap().filter(keeps).collect();
        match restrict(&space, &values) {
            Ok(part) => {
                let narrow: Vec<Design> = part.space().designs().unwrap().collect();
                let wide: Vec<_> =
                    narrow.iter().map(|design| part.widen(design).unwrap()).collect();
                assert_eq!(wide, expected, "space {seed}: {space:?} with {values:?}");
                for (narrow, wide) in narrow.iter().zip(&wide) {
                    assert_eq!(part.narrow(wide).as_ref(), Some(narrow));
                }
                let outside = space.designs().unwrap().filter(|design| !keeps(design));
                outside.for_each(|design| assert_eq!(part.narrow(&design), None));
                parts += 1;
            }
            Err(SpaceError::EmptyPart) => {
                assert!(expected.is_empty(), "space {seed}");
                empty += 1;
            }
            Err(error) => {
                let known = [
                    "items share one description",
                    "it does not exist in this part",
                    "restrict the choice as well",
                    "has other values under another arm",
                    "would be fixed",
                ];
                let error = error.to_string();
                assert!(known.iter().any(|known| error.contains(known)), "space {seed}: {error}");
                refused += 1;
            }
        }
    }
    assert!(parts > 1_500 && empty > 20 && refused > 100, "{parts} {empty} {refused}");
}

fn controller() -> SpaceSpec {
    SpaceSpec::builder()
        .categorical("page_policy", ["open", "closed"])
        .default_value("open")
        .log_integer("queue", 1..=128)
        .default_value(32)
        .real("rate", 0.0..=1.0)
        .choice("scheduler", |c| {
            c.arm("fifo", |f| f)
                .arm("fr-fcfs", |f| f.integer("cap", 1..=16))
                .arm("aged", |f| f.integer("cap", 32..=64).flag("strict"))
        })
        .repeat("stages", 1..=4, |f| f.flag("bypass"))
        .forbid(Clause::new().is("page_policy", "closed").above("queue", 8))
        .build()
        .expect("the controller is a space")
}

#[test]
fn domains_narrow_and_keep_their_kind() {
    let part = controller()
        .restrict([
            ("page_policy", vec!["closed".into()]),
            ("queue", vec![16.into(), "4".into(), 1.0.into()]),
            ("rate", vec![1.into(), 0.25.into()]),
            ("scheduler", vec!["aged".into(), "fifo".into()]),
            ("stages.len", vec![2.into(), 3.into()]),
        ])
        .unwrap();
    let domain = |path: &str| {
        let decisions = part.space().decisions();
        decisions.iter().find(|decision| decision.path == path).map(|d| d.domain.clone())
    };
    assert_eq!(domain("page_policy"), Some(Domain::Categorical(vec!["closed".into()])));
    assert_eq!(domain("queue"), Some(Domain::Ordinal(vec![1.into(), 4.into(), 16.into()])));
    assert_eq!(domain("rate"), Some(Domain::Ordinal(vec![0.25.into(), 1.0.into()])));
    let lengths = Domain::Integer { low: 2, high: 3, step: 1, log: false };
    assert_eq!(domain("stages.len"), Some(lengths));
    assert_eq!(part.values()[1], ("queue".to_owned(), vec![1.into(), 4.into(), 16.into()]));
    // 3 kept values of the queue, of which 16 is forbidden while the page is closed.
    let (queues, rates, schedulers, stages) = (2, 2, 1 + 33 * 2, 4 + 8);
    assert_eq!(
        part.space().size().to_string(),
        format!("{} designs", queues * rates * schedulers * stages)
    );
    let parameters = part.space().parameters();
    assert_eq!(parameters[0].default, None, "what was the default is not kept");
    let json = serde_json::to_string(&**part.space()).unwrap();
    assert_eq!(serde_json::from_str::<SpaceSpec>(&json).unwrap(), **part.space());
}

#[test]
fn a_parameter_of_an_arm_narrows_where_it_exists() {
    let cap = |schedulers: &[&str], caps: &[i64]| {
        let names = schedulers.iter().map(|name| Value::from(*name)).collect();
        let caps = caps.iter().map(|cap| Value::from(*cap)).collect();
        controller().restrict([("scheduler", names), ("scheduler.cap", caps)])
    };
    let part = cap(&["fifo", "fr-fcfs"], &[4, 8]).unwrap();
    let part = part.space().restrict([("rate", vec![0.into()]), ("stages.len", vec![1.into()])]);
    assert_eq!(
        part.unwrap().space().raw_size().to_string(),
        (2 * 128 * 3 * 2).to_string() + " designs"
    );
    assert!(cap(&["fr-fcfs", "aged"], &[4, 40]).is_ok());
    assert_eq!(
        cap(&["fr-fcfs", "aged"], &[4, 8]).unwrap_err().to_string(),
        "parameter `scheduler.cap`: it keeps no value where `scheduler` is aged, where it is a \
         whole number from 32 to 64; restrict the choice as well"
    );
    assert_eq!(
        cap(&["fifo"], &[4]).unwrap_err().to_string(),
        "parameter `scheduler.cap`: it does not exist in this part, because the choice above it \
         keeps no arm that has it; leave it out"
    );
}

#[test]
fn errors_name_the_parameter_and_the_remedy() {
    let one = |path: &'static str, values: &[Value]| {
        controller().restrict([(path, values.to_vec())]).unwrap_err().to_string()
    };
    assert_eq!(one("quue", &[1.into()]), "no parameter `quue`; did you mean `queue`?");
    assert_eq!(
        one("queue", &[1.into(), 129.into()]),
        "parameter `queue` cannot be 129: expected a whole number from 1 to 128 (log)"
    );
    assert_eq!(
        one("page_policy", &[]),
        "parameter `page_policy`: it keeps no value; give some of: one of open, closed"
    );
    assert_eq!(
        one("stages.0.bypass", &[true.into()]),
        "parameter `stages.0.bypass`: it belongs to an item of the repeat `stages`, whose items \
         share one description; it cannot be restricted"
    );
    assert_eq!(
        one("stages.len", &[1.into(), 3.into()]),
        "parameter `stages.len`: lengths can be cut at both ends only; keep all from 1 to 3, or \
         less"
    );
    let twice = controller().restrict([("queue", vec![1.into()]), ("queue", vec![2.into()])]);
    assert_eq!(twice.unwrap_err().to_string(), "parameter `queue` is given twice");
    let nothing =
        controller().restrict([("page_policy", vec!["closed".into()]), ("queue", vec![9.into()])]);
    assert_eq!(
        nothing.unwrap_err().to_string(),
        "the forbidden clauses leave no design of this part; keep more values"
    );
}

#[test]
fn a_tape_of_another_space_is_an_error_and_no_panic() {
    let space = controller();
    let part = space.restrict([("queue", vec![1.into(), 2.into()])]).unwrap();
    for genes in
        [vec![], vec![Gene::Index(9); 4], vec![Gene::Real(0.5); 9], vec![Gene::Index(0); 40]]
    {
        let design = Design::new(genes);
        assert!(matches!(part.widen(&design), Err(SpaceError::Shape(_))), "{design:?}");
        assert_eq!(part.narrow(&design), None);
    }
}
