//! Sokoban as a puzzle and as an environment: notation, observation, configuration, errors.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::conformance::check_moves;
use orienteer_core::path::{Puzzle, PuzzleEnv, Solvable};
use orienteer_core::wrappers::TimeLimit;
use orienteer_core::{End, Environment, Fault, Objective};
use orienteer_env_sokoban::{LEFT, Level, LevelError, RIGHT, Sokoban, SokobanConfig, shipped};
use proptest::prelude::*;

fn config(toml: &str) -> SokobanConfig {
    toml::from_str(toml).unwrap()
}

fn refusal(toml: &str) -> String {
    config(toml).build().err().unwrap().to_string()
}

#[test]
fn what_is_no_level_is_refused_in_words() {
    for (text, words) in [
        ("", "there is no level here"),
        (" \n\n", "there is no level here"),
        ("#####|#@$x#|#####", "row 2, column 4 is `x`: expected `#` (wall)"),
        ("#####|# $.#|#####", "0 agents: expected one"),
        ("######|#@+$.#|######", "2 agents"),
        ("######|#@$$.#|######", "2 boxes and 1 goals"),
        ("#####|#@  #|#####", "there is no box"),
        ("#####|#@$.|#####", "can leave the level at row 2, column 5"),
        ("### #|#@$.#|#####", "can leave the level at row 1, column 4"),
        ("#######|#@$.#$#|#######", "row 2, column 6: the agent can never get to this box"),
        ("#######|#@$ #.#|#######", "row 2, column 6: the agent can never get to this goal"),
    ] {
        let error = text.parse::<Level>().unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    let many = format!(
        "{0}|#@{1}{2}#|#{3}#|{0}",
        "#".repeat(133),
        "$".repeat(65),
        ".".repeat(65),
        " ".repeat(131)
    );
    assert_eq!(many.parse::<Level>(), Err(LevelError::Large(262)));
    let many = format!("{0}|#@{1}{2}#|{0}", "#".repeat(133), "$".repeat(65), ".".repeat(65));
    assert_eq!(many.parse::<Level>(), Err(LevelError::Boxes(65)));
}

#[test]
fn a_position_belongs_to_its_level() {
    let level: Level = "  #####\n###   #\n#@$ . #\n#######\n".parse().unwrap();
    let puzzle = Sokoban::<1>::new(&level).unwrap();
    assert_eq!(puzzle.write(puzzle.start()), "  #####|###   #|#@$ . #|#######");
    let later = puzzle.read("--#####|###___#|#  @* #|#######").unwrap();
    assert!(puzzle.is_goal(&later));
    let other = puzzle.read("  #####|###   #|#@$  .#|#######").unwrap_err();
    assert_eq!(other.0, "the walls or goals are those of another level");
    assert!(puzzle.read("#####|#@$.#|#####").is_err());
    assert!(puzzle.read("#####|#@$x#|#####").unwrap_err().0.contains("`x`"));
    // A box on a goal behind the walls is decoration, and becomes a wall.
    let decorated: Level = "#####|#@$.#|#####|#*###|#####".parse().unwrap();
    assert_eq!(decorated.boxes(), 1);
}

#[test]
fn an_observation_has_four_planes() {
    let level: Level = "######|#+$ *#|#.$  #|######".parse().unwrap();
    let puzzle = Sokoban::<1>::new(&level).unwrap();
    let mut features = vec![f32::NAN; puzzle.width()];
    puzzle.observe(puzzle.start(), &mut features);
    let planes: Vec<String> = features
        .chunks(24)
        .map(|plane| plane.iter().map(|x| if *x == 1.0 { '1' } else { '0' }).collect())
        .collect();
    assert_eq!(
        planes,
        [
            "111111100001100001111111",
            "000000010010010000000000",
            "000000001010001000000000",
            "000000010000000000000000"
        ]
    );
}

#[test]
fn a_wrong_configuration_is_refused_in_words() {
    let count = "the set that comes with the program has 500 levels, numbered from 0";
    assert_eq!(refusal("level = 500"), format!("`level` is 500: {count}"));
    assert!(refusal("state = '#####|#@ .#|#####'").contains("0 boxes and 1 goals"));
    assert!(refusal("state = '#####|#@ *#|#####'").contains("solved already"));
    assert!(refusal("state = '#####|#@$##|#$..#|#####'").contains("no move is legal at the start"));
    assert!(refusal("state = '#'\nfile = 'x'").contains("expected one of them"));
    assert!(refusal("file = 'no/such/file'").starts_with("`file` is `no/such/file`: "));
    assert!(refusal("scramble = 0").contains("at least 1"));
    // There is nothing to pull here, however long one tries.
    assert!(
        refusal("state = '######|#@ $ #|#.####|######'\nscramble = 1").contains("expected more")
    );
    assert!(toml::from_str::<SokobanConfig>("levels = 3").is_err());
}

#[test]
fn levels_come_from_a_file_too() {
    let path = std::env::temp_dir().join(format!("orienteer-sokoban-{}.txt", std::process::id()));
    std::fs::write(&path, "; two\n\n#####\n#@$.#\n#####\n\n######\n#@ $.#\n######\n").unwrap();
    let text = |level: usize| format!("file = {:?}\nlevel = {level}", path.display().to_string());
    let env = config(&text(1)).build().unwrap();
    assert_ne!(env.fingerprint(), config(&text(0)).build().unwrap().fingerprint());
    assert!(env.fingerprint().is_some());
    let mut state = env.reset(0);
    let right = env.space().parse("R").unwrap();
    assert!(env.step(&mut state, &right).unwrap().end.is_none());
    assert_eq!(env.step(&mut state, &right).unwrap().metrics.as_slice(), [0.0, 2.0, 1.0]);
    let missing = refusal(&text(2));
    std::fs::remove_file(&path).unwrap();
    assert!(missing.contains("has 2 levels, numbered from 0"), "{missing}");
}

#[test]
fn an_episode_ends_when_every_box_is_on_a_goal() {
    let level: Level = "######|#@$ .#|######".parse().unwrap();
    let puzzle = Sokoban::<1>::new(&level).unwrap();
    let start = *puzzle.start();
    let env = PuzzleEnv::started(puzzle, start, Solvable::Somehow).unwrap();
    let mut state = env.reset(0);
    let fault = env.step(&mut state.clone(), &LEFT).unwrap_err();
    assert_eq!(fault, Fault::Invalid("move 2 (`L`) is not legal here".into()));
    let first = env.step(&mut state, &RIGHT).unwrap();
    assert_eq!((first.metrics.as_slice(), first.end), ([1.0, 1.0, 0.0].as_slice(), None));
    assert_eq!(env.step(&mut state, &RIGHT).unwrap().end, Some(End::Terminated));
}

#[test]
fn the_optimum_is_known_for_shipped_levels() {
    let env = config("level = 3").build().unwrap();
    let distance = Objective::minimize("distance", env.metrics()).unwrap();
    let length = shipped()[3].length;
    assert_eq!(env.optimum(&distance, Some(length)), Some(0.0));
    assert_eq!(env.optimum(&distance, Some(length - 1)), None);
    let own = config("state = '######|#@ $.#|######'").build().unwrap();
    assert_eq!(own.optimum(&distance, None), None);
}

#[test]
fn levels_keep_the_laws_of_environments() {
    check_moves(&TimeLimit::new(config("").build().unwrap(), 100), 1).unwrap();
    let scrambled = config("level = 7\nscramble = 30").build().unwrap();
    check_moves(&TimeLimit::new(scrambled, 100), 2).unwrap();
}

proptest! {
    #[test]
    fn nothing_that_is_read_panics(text in "[#@$.*+ |\\-x]{0,60}") {
        if let Ok(level) = text.parse::<Level>() {
            let puzzle = Sokoban::<4>::new(&level).unwrap();
            prop_assert_eq!(puzzle.read(&puzzle.write(puzzle.start())), Ok(*puzzle.start()));
        }
    }

    #[test]
    fn legal_moves_are_those_of_the_mask(level in 0_usize..500, depth in 0_u32..60, seed: u64) {
        let puzzle = Sokoban::<1>::new(&shipped()[level].level.parse().unwrap()).unwrap();
        let state = puzzle.sample(depth, &mut orienteer_core::rng::rng(seed));
        let mut legal = Vec::new();
        puzzle.legal(&state, &mut legal);
        let mask = legal.iter().fold(0, |mask, mv| mask | 1_u64 << mv);
        prop_assert_eq!(puzzle.legal_mask(&state), Some(mask));
        for mv in legal {
            let mut after = state;
            puzzle.apply(&mut after, mv);
            prop_assert_ne!(after, state);
            prop_assert_eq!(after.boxes.cells().count(), 4);
            prop_assert!(!after.boxes.has(after.agent));
        }
    }
}
