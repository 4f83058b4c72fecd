//! Defaults of fields.

use orienteer_core::Space;
use orienteer_core::space::DesignSpace;

const USUAL: u32 = 32;

#[derive(Space, Clone, Debug, PartialEq)]
#[space(rename_all = "kebab-case")]
struct Controller {
    #[param(default = PagePolicy::Closed)]
    page_policy: PagePolicy,
    #[param(values = [1, 2, 4, 8], default = 4)]
    banks: u8,
    #[param(range = 1..=128, log, default = USUAL)]
    queue: u32,
    #[param(range = 1e-5..=1e-1, log, default = 1e-3)]
    rate: f64,
    #[param(default = true)]
    refresh: bool,
    #[param(range = 1..=8, default = Some(2))]
    limit: Option<u32>,
    #[param(default = None)]
    prefetch: Option<Stage>,
    #[param(default = Scheduler::FrFcfs { cap: 4 })]
    scheduler: Scheduler,
    #[param(default = Scheduler::Count(2))]
    other: Scheduler,
    stage: Stage,
    #[param(len = 2)]
    stages: Vec<Stage>,
}

#[derive(Space, Clone, Copy, Debug, PartialEq)]
enum PagePolicy {
    Open,
    Closed,
}

#[derive(Space, Clone, Debug, PartialEq)]
enum Scheduler {
    Fifo,
    FrFcfs {
        #[param(range = 1..=16)]
        cap: u32,
    },
    Count(#[param(range = 1..=3, default = 3)] u32),
}

#[derive(Space, Clone, Debug, PartialEq)]
struct Stage {
    #[param(values = [16, 32, 64], default = 32)]
    width: u32,
    #[param(default = false)]
    bypass: bool,
}

#[test]
fn the_default_design_is_the_value_of_the_defaults() {
    let stage = Stage { width: 32, bypass: false };
    let expected = Controller {
        page_policy: PagePolicy::Closed,
        banks: 4,
        queue: 32,
        rate: 1e-3,
        refresh: true,
        limit: Some(2),
        prefetch: None,
        scheduler: Scheduler::FrFcfs { cap: 4 },
        other: Scheduler::Count(2),
        stage: stage.clone(),
        stages: vec![stage.clone(), stage],
    };
    let design = Controller::spec().default_design().expect("every field has a default");
    assert_eq!(Controller::decode(&design), Ok(expected));
}

/// The type keeps its own defaults where a field that has the type says nothing.
#[test]
fn a_default_of_a_field_is_not_one_of_its_type() {
    assert_eq!(Scheduler::spec().default_design(), None, "no variant is the default");
    let space = Scheduler::spec();
    let completed = space.complete([("scheduler", Some("Count".into()))]);
    assert_eq!(completed.map(|c| c.filled), Ok(vec![("scheduler.value".to_owned(), 3.into())]));
}

const TOO_MANY: u32 = 9;

#[derive(Space, Debug)]
struct Wrong {
    #[param(range = 1..=8, default = TOO_MANY)]
    queue: u32,
}

#[test]
#[should_panic(expected = "`queue` cannot be 9: expected a whole number from 1 to 8")]
fn a_default_outside_the_domain_is_no_space() {
    let _ = Wrong::spec();
}
