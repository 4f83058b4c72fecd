//! Spaces in TOML and JSON files.

mod spaces;

use orienteer_core::space::{Clause, SpaceSpec};
use spaces::random_space;

const EXAMPLE: &str = r#"
    [parameters]
    page_policy = { choice = ["open", "closed"], doc = "What happens to a row after an access." }
    banks = { ordinal = [1, 2, 4, 8] }
    queue = { integer = [1, 128], log = true }
    even = { integer = [0, 10], step = 2 }
    rate = { real = [1e-5, 1e-1], log = true }
    scheduler = { choice = { fifo = {}, fr-fcfs = { cap = { integer = [1, 16] } } } }
    stages = { repeat = { width = { ordinal = [16, 32] } }, times = [1, 4], unordered = true }
    operators = { item = { choice = ["conv", "pool"] }, times = 3 }
    core = { product = { wide = { choice = [false, true] } } }
"#;

const FORBID: &str = r#"forbid = [
    { page_policy = "closed", banks = { above = 4 } },
    { "scheduler.cap" = { at-least = 8, below = 12 }, queue = { in = [1, 2] } },
]
"#;

fn example() -> SpaceSpec {
    SpaceSpec::builder()
        .categorical("page_policy", ["open", "closed"])
        .doc("What happens to a row after an access.")
        .ordinal("banks", [1, 2, 4, 8])
        .log_integer("queue", 1..=128)
        .stepped_integer("even", 0..=10, 2)
        .log_real("rate", 1e-5..=1e-1)
        .choice("scheduler", |c| c.arm("fifo", |f| f).arm("fr-fcfs", |f| f.integer("cap", 1..=16)))
        .repeat("stages", 1..=4, |f| f.ordinal("width", [16, 32]))
        .unordered()
        .repeat_of("operators", 3..=3, orienteer_core::space::Node::categorical(["conv", "pool"]))
        .product("core", |f| f.flag("wide"))
        .forbid(Clause::new().is("page_policy", "closed").above("banks", 4))
        .forbid(
            Clause::new()
                .at_least("scheduler.cap", 8)
                .below("scheduler.cap", 12)
                .is_in("queue", [1, 2]),
        )
        .build()
        .expect("the example is a space")
}

#[test]
fn a_file_describes_what_the_builder_does() {
    let space: SpaceSpec = toml::from_str(&format!("{FORBID}{EXAMPLE}")).unwrap();
    assert_eq!(space, example());
    assert_eq!(
        space.paths(),
        [
            "page_policy",
            "banks",
            "queue",
            "even",
            "rate",
            "scheduler",
            "scheduler.cap",
            "stages.len",
            "stages.0.width",
            "stages.1.width",
            "stages.2.width",
            "stages.3.width",
            "operators.0",
            "operators.1",
            "operators.2",
            "core.wide",
        ]
    );
    let conditions: Vec<_> =
        space.decisions().iter().map(|decision| &*decision.condition).collect();
    assert_eq!(conditions[6], "scheduler is fr-fcfs");
    assert_eq!(conditions[8], "");
    assert_eq!(conditions[11], "stages.len at least 4");
    assert_eq!(space.decisions()[0].doc, "What happens to a row after an access.");
}

#[test]
fn files_keep_every_space() {
    for space in (0..100).map(random_space).chain([example()]) {
        let json = serde_json::to_string(&space).unwrap();
        assert_eq!(serde_json::from_str::<SpaceSpec>(&json).unwrap(), space);
        let toml = toml::to_string(&space).unwrap();
        assert_eq!(toml::from_str::<SpaceSpec>(&toml).unwrap(), space, "{toml}");
        assert!(toml::to_string_pretty(&space).is_ok());
    }
}

/// What a user is told about a file with this parameter, or these lines at the top.
fn complaint(top: &str, parameter: &str) -> String {
    let text = format!("{top}\n[parameters]\nother = {{ choice = [\"a\"] }}\n{parameter}\n");
    toml::from_str::<SpaceSpec>(&text).expect_err("the file is wrong").to_string()
}

#[test]
fn errors_name_the_parameter_and_the_remedy() {
    for (parameter, message) in [
        ("x = {}", "parameter `x`: give one of choice, ordinal, integer"),
        ("x = { ordinal = [1], real = [0, 1] }", "ordinal and real exclude each other; keep one"),
        ("x = { ordinal = [1, 2], step = 2 }", "parameter `x`: `step` does not go with `ordinal`"),
        ("x = { ordinal = [] }", "parameter `x`: has no values; give at least one"),
        ("x = { ordinal = [1, 2, 1.0] }", "parameter `x`: the value 1.0 occurs twice"),
        ("x = { integer = [9, 1] }", "parameter `x`: 9 to 1 is empty; swap the two bounds"),
        ("x = { integer = [0, 9], log = true }", "parameter `x`: a log scale cannot begin at 0"),
        ("x = { integer = [0, 9], step = 0 }", "parameter `x`: a step of 0 leads nowhere"),
        (
            "x = { integer = [-9223372036854775808, 9223372036854775807] }",
            "has 2^32 values or more",
        ),
        (
            "x = { integer = [-9000000000000000000, 9000000000000000000], step = 1000 }",
            "2^32 values",
        ),
        ("x = { integer = [0, 4294967295] }", "has 2^32 values or more"),
        ("x = { real = [1.0, nan] }", "parameter `x`: 1.0 to NaN is no interval"),
        ("x = { item = { choice = [1] } }", "parameter `x`: give `times`"),
        ("x = { item = { choice = [1] }, times = [4, 2] }", "4 to 2 times is empty"),
        ("x = { item = { choice = [1, 2] }, times = 100000 }", "more than 65536 items"),
        (
            "x = { item = { item = { choice = [1, 2] }, times = 300 }, times = 300 }",
            "more than 65536 decisions",
        ),
        ("x = { repeat = {}, times = 4000000000 }", "more than 65536 items"),
        ("x = { choice = { a = { y = { ordinal = [] } } } }", "parameter `x.y`: has no values"),
        ("x = { choice = { a = { y = { ordnal = [1] } } } }", "unknown field `ordnal`, expected"),
        ("x = { choice = 3 }", "expected a list of values, or a table of arms"),
        ("\"a.b\" = { choice = [1] }", "parameter `a.b`: a name has no dots"),
    ] {
        let complaint = complaint("", parameter);
        assert!(complaint.contains(message), "{parameter}: {complaint}");
    }
}

#[test]
fn errors_name_the_clause_and_the_remedy() {
    let parameter = "cache = { choice = ['l1', 'l2'] }\npes = { integer = [1, 8] }";
    for (forbid, message) in [
        (
            "{ cach = 'l2' }",
            "forbidden clause `cach is l2`: no parameter `cach`; did you mean `cache`?",
        ),
        ("{ cache = 'l3' }", "cache: expected one of l1, l2"),
        ("{ cache = { above = 'l1' } }", "its values have no order; use `is` or `in`"),
        ("{ pes = { above = 8 } }", "pes: no value satisfies the condition"),
        ("{ pes = { above = 'x' } }", "pes: expected a whole number from 1 to 8"),
        ("{ pes = {} }", "the table is empty"),
        ("{}", "has no condition"),
        ("{ pes = { over = 3 } }", "a path with dots needs quotes"),
        ("{ pes = { at-least = 1 } }", "the forbidden clauses leave no design"),
    ] {
        let complaint = complaint(&format!("forbid = [{forbid}]"), parameter);
        assert!(complaint.contains(message), "{forbid}: {complaint}");
    }
}
