//! A session over moves: rewards, paths, the end of an episode.

use crate::problems::Line;
use orienteer_core::rng::rng;
use orienteer_core::wrappers::TimeLimit;
use orienteer_core::{
    AnyEnvironment, Budget, End, Environment, Move, Moves, Objective, Session, Stop, Subject,
};
use rand::seq::IndexedRandom;

fn distance(env: &Line) -> Objective {
    Objective::minimize("distance", env.metrics()).unwrap()
}

#[test]
fn the_reward_of_a_move_is_the_improvement() {
    let env = Line::new();
    let objective = distance(&env);
    let mut session = Session::new(&env, &objective, Budget::evaluations(100), 0, 0);
    let mut node = session.reset();
    let rewards: Vec<_> =
        [1, 1, 2, 0].map(|mv| session.step(&mut node, mv).unwrap().reward.unwrap()).into();
    assert_eq!(rewards, [1.0, 1.0, 3.0, -1.0]);
    assert_eq!(session.incumbents().best().unwrap().value, 5.0);
}

#[test]
fn branches_share_the_budget_and_the_incumbent_names_its_own_path() {
    let env = Line::new();
    let objective = distance(&env);
    let mut session = Session::new(&env, &objective, Budget::evaluations(100), 0, 0);
    let mut root = session.reset();
    session.step(&mut root, 1).unwrap();
    session.step(&mut root, 1).unwrap();
    let mut branch = root.clone();
    session.step(&mut root, 0).unwrap();
    session.step(&mut branch, 2).unwrap();
    assert_eq!(session.spent(), 4);
    let path = ["up", "up", "leap"].map(String::from).to_vec();
    assert_eq!(session.incumbents().best().unwrap().subject, Subject::Moves(path));
}

#[test]
fn an_episode_ends_at_the_goal_and_offers_no_more_moves() {
    let env = Line::new();
    let objective = distance(&env);
    let mut session = Session::new(&env, &objective, Budget::evaluations(100), 0, 0);
    let mut node = session.reset();
    let ends: Vec<_> = [2, 1, 2, 1, 1, 1].map(|mv| session.step(&mut node, mv).unwrap().end).into();
    assert_eq!(ends[..5], [None; 5]);
    assert_eq!(ends[5], Some(End::Terminated));
    let mut legal = vec![7];
    session.legal(&node, &mut legal);
    assert!(node.is_over() && legal.is_empty());
    assert!(matches!(session.step(&mut node, 0), Err(Stop::Agent(_))));
    assert_eq!(session.spent(), 6);
}

/// A random walk leaves the same trace whether the environment is typed or erased.
#[test]
fn erasure_changes_nothing() {
    fn walk<E: Environment<Space = Moves>>(env: &E) -> Vec<(Move, Option<f64>, Vec<f32>)> {
        let objective = Objective::minimize("distance", env.metrics()).unwrap();
        let mut session = Session::new(env, &objective, Budget::evaluations(200), 5, 5);
        let (mut node, mut other) = (session.reset(), session.reset());
        let (mut legal, mut random, mut trace) = (Vec::new(), rng(9), Vec::new());
        let mut seen = vec![0.0; session.observation_width()];
        loop {
            session.legal(&node, &mut legal);
            let Some(&mv) = legal.choose(&mut random) else {
                node = session.reset();
                continue;
            };
            other.clone_from(&node);
            let Ok(step) = session.step(&mut other, mv) else { return trace };
            node.clone_from(&other);
            session.observe(&node, &mut seen);
            trace.push((mv, step.reward, seen.clone()));
        }
    }
    let typed = walk(&TimeLimit::new(Line::new(), 15));
    let erased = walk(&AnyEnvironment::new(TimeLimit::new(Line::new(), 15)));
    assert_eq!(typed.len(), 200);
    assert_eq!(typed, erased);
}
