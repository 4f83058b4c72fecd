//! Random small spaces, and a second way to enumerate them that shares no code with the first.

// Every test binary compiles this module and uses a part of it.
#![allow(dead_code)]

use orienteer_core::Rng;
use orienteer_core::space::{
    Arm, Clause, Design, Domain, Node, Parameter, Size, SpaceSpec, Test, Value,
};
use rand::{RngExt, SeedableRng};

/// The values of all active parameters, by path.
pub(crate) type Assignment = Vec<(String, Value)>;

/// A random space of 1 to 2,000 designs, nested and with clauses.
pub(crate) fn random_space(seed: u64) -> SpaceSpec {
    let mut rng = Rng::seed_from_u64(seed);
    loop {
        let parameters = random_fields(&mut rng, 2);
        let Ok(plain) = SpaceSpec::new(parameters.clone(), vec![]) else { continue };
        if !matches!(plain.raw_size(), Size::Exact(2..=2_000)) {
            continue;
        }
        let clauses = (0..rng.random_range(0..4_u32)).map(|_| random_clause(&plain, &mut rng));
        let clauses = clauses.collect();
        // The clauses may leave nothing, which is an error; that is tested elsewhere.
        if let Ok(space) = SpaceSpec::new(parameters, clauses) {
            return space;
        }
    }
}

fn random_fields(rng: &mut Rng, depth: u32) -> Vec<Parameter> {
    let count = rng.random_range(1..=3_u32);
    (0..count).map(|at| Parameter::new(format!("p{at}"), random_node(rng, depth))).collect()
}

fn random_node(rng: &mut Rng, depth: u32) -> Node {
    match rng.random_range(0..if depth == 0 { 3 } else { 6 }) {
        0 => Node::categorical((0..rng.random_range(1..=3_u32)).map(|at| format!("v{at}"))),
        1 => Node::ordinal([1, 2, 4, 8].into_iter().take(rng.random_range(1..=4_u32) as usize)),
        2 => {
            let (low, step) = (rng.random_range(-2..=2_i64), rng.random_range(1..=2_i64));
            let high = low + rng.random_range(0..=3_i64);
            Node::Leaf(Domain::Integer { low, high, step, log: false })
        }
        3 => Node::Product(random_fields(rng, depth - 1)),
        4 => {
            let arms = (0..rng.random_range(1..=3_u32)).map(|at| {
                let empty = rng.random_range(0..3_u32) == 0;
                let fields = if empty { vec![] } else { random_fields(rng, depth - 1) };
                Arm::new(format!("a{at}"), fields)
            });
            Node::Choice(arms.collect())
        }
        _ => {
            let min = rng.random_range(0..=2_u32);
            let max = min + rng.random_range(0..=2_u32);
            let item = Box::new(random_node(rng, depth - 1));
            Node::Repeat { item, min, max, unordered: rng.random() }
        }
    }
}

fn random_clause(space: &SpaceSpec, rng: &mut Rng) -> Clause {
    let mut clause = Clause::new();
    for _ in 0..rng.random_range(1..=2_u32) {
        let decisions = space.decisions();
        let decision = &decisions[rng.random_range(0..decisions.len() as u32) as usize];
        let arity = decision.domain.arity().expect("random spaces are discrete");
        let option = rng.random_range(0..arity).into();
        let value = decision.domain.value(option).expect("the option is in range");
        let path = &decision.path;
        clause = match (decision.domain.is_ordered(), rng.random_range(0..4_u32)) {
            (true, 0) => clause.above(path, value),
            (true, 1) => clause.at_most(path, value),
            (_, 2) => clause.is_in(path, [value]),
            _ => clause.is(path, value),
        };
    }
    clause
}

/// Every allowed assignment in depth-first order, straight from the description.
pub(crate) fn brute_force(space: &SpaceSpec) -> Vec<Assignment> {
    let mut all = fields("", space.parameters());
    all.retain(|assignment| !space.clauses().iter().any(|clause| holds(clause, assignment)));
    all
}

fn fields(outer: &str, parameters: &[Parameter]) -> Vec<Assignment> {
    parameters.iter().fold(vec![vec![]], |all, parameter| {
        let path = if outer.is_empty() {
            parameter.name.clone()
        } else {
            format!("{outer}.{}", parameter.name)
        };
        times(&all, &node(&path, &parameter.node))
    })
}

fn node(path: &str, node: &Node) -> Vec<Assignment> {
    let one = |value: Value| vec![vec![(path.to_owned(), value)]];
    match node {
        Node::Leaf(Domain::Categorical(values) | Domain::Ordinal(values)) => {
            values.iter().cloned().flat_map(one).collect()
        }
        Node::Leaf(Domain::Integer { low, high, step, .. }) => {
            (*low..=*high).step_by(*step as usize).flat_map(|value| one(value.into())).collect()
        }
        Node::Leaf(Domain::Real { .. }) => panic!("a real parameter has no list of values"),
        Node::Product(parameters) => fields(path, parameters),
        Node::Choice(arms) => arms
            .iter()
            .flat_map(|arm| times(&one(arm.name.as_str().into()), &fields(path, &arm.fields)))
            .collect(),
        Node::Repeat { item, min, max, .. } => {
            let lengths = (*min..=*max).flat_map(|length| {
                let start = if min < max {
                    vec![vec![(format!("{path}.len"), Value::from(length))]]
                } else {
                    vec![vec![]]
                };
                (0..length)
                    .fold(start, |all, at| times(&all, &self::node(&format!("{path}.{at}"), item)))
            });
            lengths.collect()
        }
    }
}

fn times(left: &[Assignment], right: &[Assignment]) -> Vec<Assignment> {
    let pairs = left.iter().flat_map(|a| right.iter().map(|b| [a.clone(), b.clone()].concat()));
    pairs.collect()
}

fn holds(clause: &Clause, assignment: &Assignment) -> bool {
    clause.conditions().iter().all(|(path, test)| {
        let value = assignment.iter().find(|(at, _)| at == path);
        value.is_some_and(|(_, value)| passes(test, value))
    })
}

fn passes(test: &Test, value: &Value) -> bool {
    let against = |bound: &Option<Value>, passes: fn(f64, f64) -> bool| {
        let Some(bound) = bound else { return true };
        value.to_f64().zip(bound.to_f64()).is_some_and(|(value, bound)| passes(value, bound))
    };
    test.is.as_ref().is_none_or(|is| is == value)
        && test.r#in.as_ref().is_none_or(|values| values.contains(value))
        && against(&test.above, |value, bound| value > bound)
        && against(&test.at_least, |value, bound| value >= bound)
        && against(&test.below, |value, bound| value < bound)
        && against(&test.at_most, |value, bound| value <= bound)
}

/// Panics unless a design belongs to a space and its clauses allow it.
pub(crate) fn assert_belongs(space: &SpaceSpec, design: &Design) {
    space.validate(design).expect("the design is of this space");
    space.allows(design).expect("the design is allowed");
}
