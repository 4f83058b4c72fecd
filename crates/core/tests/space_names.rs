//! Designs by name, and what is said about wrong ones.

use orienteer_core::space::{
    Clause, Design, Encoding, Gene, Options, SpaceError, SpaceSpec, Value,
};

fn controller() -> SpaceSpec {
    SpaceSpec::builder()
        .categorical("page_policy", ["open", "closed"])
        .flag("refresh")
        .log_integer("queue", 1..=128)
        .choice("scheduler", |c| {
            c.arm("fifo", |f| f).arm("fr-fcfs", |f| f.integer("cap", 1..=16).real("age", 0.0..=1.0))
        })
        .forbid(Clause::new().is("page_policy", "closed").above("queue", 64))
        .build()
        .expect("the controller is a space")
}

fn given(values: &[(&'static str, &'static str)]) -> Result<Design, SpaceError> {
    controller().design(values.iter().map(|(path, value)| (*path, Value::from(*value))))
}

#[test]
fn a_row_of_text_is_a_design() {
    let space = controller();
    // As in a table where the columns of inactive parameters are filled all the same.
    let row = [
        ("scheduler", "fifo"),
        ("scheduler.cap", ""),
        ("queue", "32.0"),
        ("refresh", "True"),
        ("page_policy", "open"),
    ];
    let design = given(&row).unwrap();
    let values = space.assignment(&design);
    assert_eq!(
        values,
        [
            ("page_policy", "open".into()),
            ("refresh", true.into()),
            ("queue", 32.into()),
            ("scheduler", "fifo".into()),
        ]
    );
}

#[test]
fn errors_say_what_was_expected() {
    let base = [("page_policy", "open"), ("refresh", "no"), ("queue", "3"), ("scheduler", "fifo")];
    for (values, message) in [
        (&base[..], "parameter `refresh` cannot be no: expected one of false, true"),
        (&[("quue", "3")], "no parameter `quue`; did you mean `queue`?"),
        (&[("nothing like it", "3")], "no parameter `nothing like it`"),
        (&[("queue", "3"), ("queue", "4")], "parameter `queue` is given twice"),
        (
            &[("page_policy", "open"), ("queue", "3"), ("scheduler", "fifo")],
            "parameter `refresh` is missing: expected one of false, true",
        ),
        (
            &[("page_policy", "open"), ("refresh", "true"), ("queue", "0")],
            "parameter `queue` cannot be 0: expected a whole number from 1 to 128 (log)",
        ),
    ] {
        assert_eq!(given(values).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_broken_clause_is_named() {
    let space = controller();
    let design = given(&[
        ("page_policy", "closed"),
        ("refresh", "true"),
        ("queue", "65"),
        ("scheduler", "fifo"),
    ]);
    assert_eq!(
        space.allows(&design.unwrap()),
        Err("forbidden: page_policy is closed and queue above 64".to_owned())
    );
}

#[test]
fn a_tape_of_another_space_is_an_error_and_no_panic() {
    let space = controller();
    let rng = &mut <orienteer_core::Rng as rand::SeedableRng>::seed_from_u64(0);
    for genes in [
        vec![],
        vec![Gene::Index(9); 4],
        vec![Gene::Real(f64::NAN); 9],
        vec![Gene::Index(1); 40],
        vec![Gene::Index(0), Gene::Index(0), Gene::Index(0), Gene::Index(7)],
    ] {
        let design = Design::new(genes);
        assert!(matches!(space.validate(&design), Err(SpaceError::Shape(_))));
        assert_eq!(space.rank(&design), None);
        // None of these promises anything for such a design, but to return.
        let _ = (space.allows(&design), space.assignment(&design), space.canonical(&design));
        let _ = (space.neighbours(&design), space.mutate(&design, rng), space.mask(&design));
        let _ = (space.mutate_each(&design, 0.5, rng), space.crossover(&design, &design, rng));
        let _ = (space.encode(&design, Encoding::OneHot), space.next_decision(design.genes()));
        let _ = space.allows_partial(design.genes());
    }
}

#[test]
fn decisions_come_one_by_one() {
    let space = controller();
    let mut cursor = space.cursor();
    assert!(cursor.choose(&space, Gene::Index(2)).is_err());
    for gene in [1, 0, 127, 1].map(Gene::Index) {
        cursor.choose(&space, gene).unwrap();
    }
    let next = cursor.next(&space).unwrap();
    assert_eq!((&*next.path, next.options), ("scheduler.cap", Options::Discrete(16)));
    // Closed, and the queue is above 64: forbidden from here on.
    assert!(!cursor.allowed(&space, Gene::Index(0)));
    assert!(!space.allows_partial(&[Gene::Index(1), Gene::Index(0), Gene::Index(64)]));
    assert!(space.allows_partial(&[Gene::Index(1), Gene::Index(0), Gene::Index(63)]));
    cursor.choose(&space, Gene::Index(0)).unwrap();
    assert_eq!(
        cursor.next(&space).unwrap().options,
        Options::Real { low: 0.0, high: 1.0, log: false }
    );
    assert!(cursor.clone().finish().is_err());
    cursor.choose(&space, Gene::Real(0.5)).unwrap();
    assert!(cursor.is_complete() && cursor.next(&space).is_none());
    space.validate(&cursor.finish().unwrap()).unwrap();
}

#[test]
fn encodings_show_order_and_activity() {
    let space = controller();
    let design = given(&[
        ("page_policy", "closed"),
        ("refresh", "false"),
        ("queue", "1"),
        ("scheduler", "fifo"),
    ])
    .unwrap();
    assert_eq!(
        space.encode(&design, Encoding::OneHot),
        [0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    );
    assert_eq!(space.encode(&design, Encoding::Ordinal), [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(space.encode(&design, Encoding::UnitCube), [0.75, 0.25, 0.0, 0.25, 0.0, 0.0]);
    assert_eq!(space.mask(&design), [true, true, true, true, false, false]);
}

#[test]
fn large_arms_meet_at_their_first_completions() {
    let space = SpaceSpec::builder()
        .choice("c", |c| {
            c.arm("small", |f| f.integer("x", 1..=3)).arm("large", |f| f.integer("x", 1..=1_000))
        })
        .build()
        .unwrap();
    let design = |arm: u32, x: u32| Design::new([Gene::Index(arm), Gene::Index(x)]);
    assert_eq!(space.neighbours(&design(0, 0)), [design(1, 0), design(0, 1)]);
    assert_eq!(space.neighbours(&design(1, 0)), [design(0, 0), design(1, 1)]);
    assert_eq!(space.neighbours(&design(1, 5)), [design(1, 4), design(1, 6)]);
    assert_eq!(space.neighbours(&design(0, 1)), [design(0, 0), design(0, 2)]);
}

#[test]
fn unordered_items_are_interchangeable() {
    let space = SpaceSpec::builder()
        .repeat("stages", 1..=3, |f| f.ordinal("width", [16, 32]).flag("bypass"))
        .unordered()
        .build()
        .unwrap();
    let values = |order: [(u32, &'static str); 2]| {
        let [(w0, b0), (w1, b1)] = order;
        let values = [
            ("stages.len", Value::from(2)),
            ("stages.0.width", w0.into()),
            ("stages.0.bypass", b0.into()),
            ("stages.1.width", w1.into()),
            ("stages.1.bypass", b1.into()),
        ];
        space.design(values).unwrap()
    };
    let (one, other) =
        (values([(32, "false"), (16, "true")]), values([(16, "true"), (32, "false")]));
    assert_ne!(one, other);
    assert_eq!(space.canonical(&one), other);
    assert!(space.is_canonical(&other) && !space.is_canonical(&one));
    let wrong = SpaceSpec::builder().flag("on").unordered().build();
    assert!(wrong.unwrap_err().to_string().contains("only a repeat can be unordered"));
}

#[test]
fn integers_reach_both_ends_of_their_type() {
    let space = SpaceSpec::builder().stepped_integer("x", i64::MIN..=i64::MAX, 1 << 33);
    let space = space.build().unwrap();
    assert_eq!(space.size().to_string(), "2147483648 designs");
    for value in [i64::MIN, 0, i64::MIN + (1 << 33), i64::MAX - (1 << 33) + 1] {
        let design = space.design([("x", Value::Int(value))]).unwrap();
        assert_eq!(space.assignment(&design), [("x", Value::Int(value))]);
    }
    assert!(space.design([("x", Value::Int(1))]).is_err());
}
