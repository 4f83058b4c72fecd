//! Defaults of parameters, and designs completed by them.

use orienteer_core::space::{Clause, SpaceBuilder, SpaceSpec, Value};

fn controller() -> SpaceBuilder {
    SpaceSpec::builder()
        .categorical("page_policy", ["open", "closed"])
        .default_value("closed")
        .ordinal("banks", [8])
        .choice("scheduler", |c| {
            c.arm("fifo", |f| f)
                .arm("fr-fcfs", |f| f.integer("cap", 1..=16).default_value(4).integer("age", 1..=2))
        })
        .default_value("fifo")
        .repeat("stages", 1..=3, |f| f.flag("bypass").default_value(true))
        .default_value(2)
}

fn named(values: &[(&str, &str)]) -> Vec<(String, Value)> {
    values.iter().map(|(path, value)| ((*path).to_owned(), Value::from(*value))).collect()
}

#[test]
fn a_default_design_takes_defaults_and_only_options() {
    let space = controller().build().unwrap();
    let design = space.default_design().unwrap();
    space.validate(&design).unwrap();
    let values: Vec<_> =
        space.assignment(&design).iter().map(|(path, value)| format!("{path}={value}")).collect();
    assert_eq!(
        values.join(" "),
        "page_policy=closed banks=8 scheduler=fifo stages.len=2 stages.0.bypass=true \
         stages.1.bypass=true"
    );
    let age = space.decisions().iter().find(|decision| decision.path == "scheduler.age").unwrap();
    assert_eq!(age.default, None);
}

#[test]
fn without_every_default_there_is_no_default_design() {
    assert_eq!(controller().flag("on").build().unwrap().default_design(), None);
    let forbidden = controller().forbid(Clause::new().is("page_policy", "closed"));
    assert_eq!(forbidden.build().unwrap().default_design(), None, "the clauses forbid it");
    let elsewhere = controller().forbid(Clause::new().is("page_policy", "open"));
    assert!(elsewhere.build().unwrap().default_design().is_some());
}

#[test]
fn a_default_has_to_be_in_the_domain() {
    for (space, message) in [
        (
            SpaceSpec::builder().integer("queue", 1..=8).default_value(9),
            "parameter `queue`: its default cannot be 9: expected a whole number from 1 to 8",
        ),
        (
            SpaceSpec::builder().choice("c", |c| c.arm("a", |f| f.flag("x"))).default_value("b"),
            "parameter `c`: its default cannot be b: expected one of a",
        ),
        (
            SpaceSpec::builder().product("p", |f| f.real("x", 0.0..=1.0).default_value(2)),
            "parameter `p.x`: its default cannot be 2: expected a number from 0.0 to 1.0",
        ),
        (
            SpaceSpec::builder().product("p", |f| f.flag("x")).default_value(true),
            "parameter `p`: it has no default of its own: its fields may have one each",
        ),
        (
            SpaceSpec::builder().repeat("r", 2..=2, |f| f.flag("x")).default_value(2),
            "parameter `r`: it has no default of its own: its length is fixed; the fields of its \
             items may have one each",
        ),
    ] {
        assert_eq!(space.build().unwrap_err().to_string(), message);
    }
}

#[test]
fn files_keep_defaults_and_spaces_without_them_stay_as_they_were() {
    let space = controller().build().unwrap();
    let json = serde_json::to_string(&space).unwrap();
    assert_eq!(serde_json::from_str::<SpaceSpec>(&json).unwrap(), space);
    let text = r#"
        [parameters]
        page_policy = { choice = ["open", "closed"], default = "closed" }
        banks = { ordinal = [8] }
        scheduler = { choice = { fifo = {}, fr-fcfs = { cap = { integer = [1, 16], default = 4 }, age = { integer = [1, 2] } } }, default = "fifo" }
        stages = { repeat = { bypass = { choice = [false, true], default = true } }, times = [1, 3], default = 2 }
    "#;
    assert_eq!(toml::from_str::<SpaceSpec>(text).unwrap(), space);
    let other = SpaceSpec::builder().flag("on").default_value(true).build().unwrap();
    let plain = SpaceSpec::builder().flag("on").build().unwrap();
    assert_ne!(other, plain, "another default is another space");
    let json = serde_json::to_string(&plain).unwrap();
    assert_eq!(json, r#"{"parameters":{"on":{"choice":[false,true]}}}"#);
    let item = toml::from_str::<SpaceSpec>(
        "parameters.x = { item = { choice = [1, 2], default = 1 }, times = 2 }",
    );
    assert!(item.unwrap_err().to_string().contains("an item has no `default`"));
}

#[test]
fn a_design_is_completed_and_what_was_filled_is_said() {
    let space = controller().build().unwrap();
    let completed = space.complete([
        ("page_policy", Some("open".into())),
        ("scheduler", Some("fr-fcfs".into())),
        ("scheduler.age", Some("2".into())),
        ("stages.len", Some(1.into())),
    ]);
    let completed = completed.unwrap();
    let filled: Vec<_> = completed
        .filled
        .iter()
        .map(|(path, value)| (path.clone(), Value::from(value.to_string())))
        .collect();
    let expected = [("banks", "8"), ("scheduler.cap", "4"), ("stages.0.bypass", "true")];
    assert_eq!(filled, named(&expected));
    space.validate(&completed.design).unwrap();
    assert_eq!(space.assignment(&completed.design)[0], ("page_policy", "open".into()));
}

#[test]
fn what_is_left_blank_is_not_filled() {
    let space = controller().build().unwrap();
    let blank = |path| space.complete([(path, None)]).map(|c| c.filled.len());
    assert_eq!(blank("scheduler.cap"), Ok(6), "it is not active");
    assert_eq!(
        blank("page_policy").unwrap_err().to_string(),
        "parameter `page_policy` is missing: expected one of open, closed"
    );
}

/// All that is known to be active; what a missing choice would bring along is not.
#[test]
fn every_missing_parameter_is_named_at_once() {
    let space = SpaceSpec::builder()
        .flag("on")
        .choice("c", |c| c.arm("a", |f| f.flag("x").flag("y")).arm("b", |f| f.flag("x")))
        .integer("queue", 1..=8)
        .build()
        .unwrap();
    assert_eq!(
        space.complete([("on", Some(true.into()))]).unwrap_err().within("top").to_string(),
        "parameters are missing: `top.c` (one of a, b), `top.queue` (a whole number from 1 to 8)"
    );
    assert_eq!(
        space.design([("on", true.into()), ("c", "a".into())]).unwrap_err().to_string(),
        "parameters are missing: `c.x` (one of false, true), `c.y` (one of false, true), `queue` \
         (a whole number from 1 to 8)"
    );
}
