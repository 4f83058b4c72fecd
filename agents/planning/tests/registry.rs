//! Planners by name, and their settings.

#[path = "../../random/tests/toys/mod.rs"]
mod laws;
mod toys;

use orienteer_agents_planning::{
    BuildError, Method, Need, a_star, batched_a_star, beam, bidirectional, breadth_first, build,
    deferred_a_star, diverse_beam, enforced_hill_climbing, greedy_best_first, ida_star,
    lazy_q_star, planners, puct, q_beam, q_star, uniform_cost, weighted_a_star,
};
use toys::{digraph, eight, solve};

#[test]
fn settings_are_sound() {
    use laws::settings::sound;
    sound::<breadth_first::Settings>();
    sound::<bidirectional::Settings>();
    sound::<uniform_cost::Settings>();
    sound::<greedy_best_first::Settings>();
    sound::<a_star::Settings>();
    sound::<weighted_a_star::Settings>();
    sound::<batched_a_star::Settings>();
    sound::<deferred_a_star::Settings>();
    sound::<q_star::Settings>();
    sound::<lazy_q_star::Settings>();
    sound::<ida_star::Settings>();
    sound::<beam::Settings>();
    sound::<q_beam::Settings>();
    sound::<diverse_beam::Settings>();
    sound::<enforced_hill_climbing::Settings>();
    sound::<puct::Settings>();
}

#[test]
fn every_planner_is_made_by_its_name() {
    let toy = eight();
    let names: Vec<&str> = planners().iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), 16);
    for entry in planners() {
        let method = (entry.defaults)();
        assert_eq!((method.name(), method.need()), (entry.name, entry.need));
        let file = format!("{} = {{}}", entry.name);
        assert_eq!(toml::from_str::<Method>(&file).unwrap(), method, "{file}");
        let built = build(entry.name, &toy.puzzle, toy.heuristic.clone(), Some(toy.values.clone()));
        let report = solve(&toy.puzzle, &toy.starts[4], &mut *built.unwrap().unwrap());
        assert!(report.solution.is_some(), "{}", entry.name);
        assert!(!entry.is_optimal || report.is_optimal() || entry.need == Need::Nothing);
    }
    let unknown = build("a-stern", &toy.puzzle, toy.heuristic.clone(), Some(toy.values.clone()));
    assert!(unknown.is_none());
}

#[test]
fn what_does_not_fit_is_said() {
    let toy = digraph(None, true, 1);
    let make = |text: &str, values| {
        let method: Method = toml::from_str(text).unwrap();
        method.build(&toy.puzzle, toy.heuristic.clone(), values).err()
    };
    let values = || Some(toy.values.clone());
    assert_eq!(make("a-star = {}", None), None);
    assert_eq!(make("q-star = {}", None), Some(BuildError::Values("q-star")));
    assert_eq!(make("bidirectional = {}", values()), Some(BuildError::Inverses("bidirectional")));
    let refused = [
        ("weighted-a-star = { weight = 1.5 }", "`weight` is 1.5; give 0 to 1"),
        ("q-star = { batch = 0 }", "`batch` is 0; give 1 to 10000000"),
        ("lazy-q-star = { ahead = 300 }", "`ahead` is 300; give 0 to 200"),
        ("beam = { width = 0 }", "`width` is 0; give 1 to 268435456"),
        ("diverse-beam = { groups = 0 }", "`groups` is 0; give 1 or more"),
        ("diverse-beam = { penalty = -1.0 }", "`penalty` is -1; give 0 or more"),
        ("puct = { temperature = 0.0 }", "`temperature` is 0; give more than 0"),
    ];
    for (text, expected) in refused {
        let Some(BuildError::Setting { problem, .. }) = make(text, values()) else {
            panic!("`{text}` passes");
        };
        assert_eq!(problem, expected);
    }
    let typo = toml::from_str::<Method>("a-star = { tie = 'nearest' }").unwrap_err();
    assert!(typo.to_string().contains("expected `ties`"), "{typo}");
}
