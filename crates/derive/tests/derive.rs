//! What `#[derive(Space)]` makes of types.

use std::fmt::Debug;

use orienteer_core::Space;
use orienteer_core::space::{Clause, Design, DesignSpace, Gene, Node, Size, SpaceError, SpaceSpec};

#[derive(Space, Clone, Debug, PartialEq)]
#[space(rename_all = "kebab-case", forbid("page-policy" = "Closed", banks > 4))]
#[space(forbid("stages.0.width" = 32, stages.len in [2, 3]))]
struct Controller {
    /// What happens to a row
    /// after an access.
    page_policy: PagePolicy,
    #[param(values = [1, 2, 4, 8])]
    banks: u8,
    #[param(range = 1..=128, log)]
    queue: usize,
    #[param(range = -6..=6, step = 3)]
    offset: i64,
    #[param(range = 1e-5..=1e-1, log)]
    rate: f64,
    #[param(values = [0.1, 0.2])]
    share: f32,
    r#loop: bool,
    #[param(rename = "sched")]
    scheduler: Scheduler,
    #[param(len = 1..=3, unordered)]
    stages: Vec<Stage>,
    #[param(len = 2, range = 0..=3)]
    taps: Vec<u32>,
    #[param(values = [1, 2], unordered)]
    lanes: [u16; 2],
    prefetch: Option<Stage>,
    #[param(range = 1..=2)]
    limit: Option<u32>,
    level: Level,
}

#[derive(Space, Clone, Copy, Debug, PartialEq)]
enum PagePolicy {
    Open,
    Closed,
}

#[derive(Space, Clone, Debug, PartialEq)]
#[space(rename_all = "kebab-case", forbid(cap > 8, burst = 2))]
enum Scheduler {
    Fifo,
    FrFcfs {
        /// How many hits may overtake.
        #[param(range = 1..=16)]
        cap: u32,
        #[param(values = [1, 2])]
        burst: u32,
    },
    Staged(Stage),
    #[param(rename = "number")]
    Count(#[param(range = 1..=3)] u32),
}

#[derive(Space, Clone, Debug, PartialEq)]
#[space(forbid(width = 64, bypass = true))]
struct Stage {
    #[param(values = [16, 32, 64])]
    width: u32,
    bypass: bool,
}

#[derive(Space, Clone, Copy, Debug, PartialEq)]
#[space(ordered, rename_all = "lowercase")]
enum Level {
    Low,
    Middle,
    High,
}

fn controller() -> Controller {
    let stage = Stage { width: 16, bypass: true };
    Controller {
        page_policy: PagePolicy::Open,
        banks: 4,
        queue: 100,
        offset: -3,
        rate: 0.01,
        share: 0.2,
        r#loop: true,
        scheduler: Scheduler::FrFcfs { cap: 16, burst: 1 },
        stages: vec![stage.clone(), Stage { width: 64, bypass: false }],
        taps: vec![3, 0],
        lanes: [2, 1],
        prefetch: Some(stage),
        limit: None,
        level: Level::High,
    }
}

#[test]
fn values_and_designs_are_inverse() {
    let space = Controller::spec();
    let value = controller();
    let design = value.encode().unwrap();
    space.validate(&design).unwrap();
    space.allows(&design).unwrap();
    assert_eq!(Controller::decode(&design).unwrap(), value);
    let values: Vec<_> =
        space.assignment(&design).iter().map(|(path, value)| format!("{path} = {value}")).collect();
    let expected = "page-policy = Open, banks = 4, queue = 100, offset = -3, rate = 0.01, \
        share = 0.2, loop = true, sched = fr-fcfs, sched.cap = 16, sched.burst = 1, \
        stages.len = 2, stages.0.width = 16, stages.0.bypass = true, stages.1.width = 64, \
        stages.1.bypass = false, taps.0 = 3, taps.1 = 0, lanes.0 = 2, lanes.1 = 1, \
        prefetch = some, prefetch.width = 16, prefetch.bypass = true, limit = none, level = high";
    assert_eq!(values.join(", "), expected);
}

#[test]
fn every_sample_decodes_to_its_own_value() {
    let space = Controller::spec();
    let rng = &mut orienteer_core::rng::rng(3);
    for _ in 0..500 {
        let design = space.sample(rng);
        let value = Controller::decode(&design).unwrap();
        assert_eq!(value.encode().unwrap(), design);
        assert!(value.banks <= 4 || value.page_policy == PagePolicy::Open);
        assert!(value.stages.iter().all(|stage| stage.width != 64 || !stage.bypass));
    }
}

#[test]
fn descriptions_come_from_the_type() {
    let space = Controller::spec();
    let find = |path: &str| space.decisions().iter().find(|d| d.path == path).unwrap();
    assert_eq!(find("page-policy").doc, "What happens to a row after an access.");
    assert_eq!(find("sched.cap").doc, "How many hits may overtake.");
    assert_eq!(find("sched.width").condition, "sched is staged");
    assert_eq!(find("sched.value").condition, "sched is number");
    assert_eq!(find("limit.value").condition, "limit is some");
    assert_eq!(find("share").domain.to_string(), "one of 0.1, 0.2");
    assert!(find("level").domain.is_ordered() && !find("page-policy").domain.is_ordered());
    assert_eq!(find("stages.len").domain.to_string(), "a whole number from 1 to 3");
}

#[test]
fn clauses_come_from_every_level() {
    let stage = |path: &str| Clause::new().is("width", 64).is("bypass", true).within(path);
    let expected = [
        Clause::new().is("page-policy", "Closed").above("banks", 4),
        Clause::new().is("stages.0.width", 32).is_in("stages.len", [2, 3]),
        Clause::new().above("cap", 8).is("burst", 2).within("sched"),
        stage("sched"),
        stage("stages.0"),
        stage("stages.1"),
        stage("stages.2"),
        stage("prefetch"),
    ];
    assert_eq!(Controller::spec().clauses(), expected);
}

#[test]
fn an_enum_is_a_space_of_one_parameter() {
    let space = Scheduler::spec();
    assert_eq!(space.paths()[0], "scheduler");
    assert_eq!(space.size(), Size::Exact(1 + (16 * 2 - 8) + (6 - 1) + 3));
    for design in space.designs().unwrap() {
        assert_eq!(Scheduler::decode(&design).unwrap().encode().unwrap(), design);
    }
}

#[test]
fn values_outside_the_space_are_named() {
    let message = |change: fn(&mut Controller)| {
        let mut value = controller();
        change(&mut value);
        value.encode().unwrap_err().to_string()
    };
    assert_eq!(
        message(|c| c.banks = 3),
        "parameter `banks` cannot be 3: expected one of 1, 2, 4, 8"
    );
    assert_eq!(
        message(|c| c.stages[1].width = 8),
        "parameter `stages.1.width` cannot be 8: expected one of 16, 32, 64"
    );
    assert_eq!(
        message(|c| c.stages.clear()),
        "parameter `stages.len` cannot be 0: expected a whole number from 1 to 3"
    );
    assert_eq!(
        message(|c| c.limit = Some(9)),
        "parameter `limit.value` cannot be 9: expected a whole number from 1 to 2"
    );
    assert_eq!(
        message(|c| c.offset = -4),
        "parameter `offset` cannot be -4: expected a whole number from -6 to 6 by 3"
    );
    assert_eq!(
        message(|c| c.rate = 1.0),
        "parameter `rate` cannot be 1.0: expected a number from 1e-5 to 0.1 (log)"
    );
}

#[test]
fn tapes_of_other_spaces_do_not_decode() {
    fn fails<T: DesignSpace + Debug>(genes: &[Gene]) {
        let error = T::decode(&Design::from_genes(genes)).unwrap_err();
        assert!(matches!(error, SpaceError::Shape(_)), "{error}");
    }
    fails::<Stage>(&[]);
    fails::<Stage>(&[Gene::Index(0)]);
    fails::<Stage>(&[Gene::Index(3), Gene::Index(0)]);
    fails::<Stage>(&[Gene::Real(0.0), Gene::Index(0)]);
    fails::<Stage>(&[Gene::Index(0), Gene::Index(0), Gene::Index(0)]);
    fails::<Scheduler>(&[Gene::Index(4)]);
}

const SIZES: [u32; 3] = [1, 2, 4];
const MOST: u32 = 5;

#[derive(Space)]
struct Constants {
    #[param(values = SIZES)]
    size: u32,
    #[param(range = 1..=MOST)]
    count: u32,
}

#[derive(Space)]
struct Nothing {}

#[test]
fn attributes_take_constants() {
    let space = SpaceSpec::builder().ordinal("size", [1, 2, 4]).integer("count", 1..=5);
    assert_eq!(Constants::spec(), space.build().unwrap());
    let value = Constants { size: 4, count: 5 };
    let again = Constants::decode(&value.encode().unwrap()).unwrap();
    assert_eq!((again.size, again.count), (value.size, value.count));
    assert_eq!(Nothing::spec().size(), Size::Exact(1));
    assert!(matches!(PagePolicy::spec().parameters()[0].node, Node::Leaf(_)));
}
