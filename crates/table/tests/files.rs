//! What is and what is not taken for a table.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_table::{BuildError, Folder, Graph, Key, Problem, Table, Width, distances};
use std::fs;

/// A line, on which an entry is next to the one before and the one behind.
struct Line(usize);

impl Graph for Line {
    fn entries(&self) -> usize {
        self.0
    }

    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        if index > 0 && !visit(index - 1) {
            return;
        }
        if index + 1 < self.0 {
            visit(index + 1);
        }
    }
}

/// A circle with one direction: the entry before `i` is the one that leads to it.
struct OneWay;

impl Graph for OneWay {
    fn entries(&self) -> usize {
        10
    }

    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        visit((index + 9) % 10);
    }

    fn is_undirected(&self) -> bool {
        false
    }
}

fn key(entries: usize) -> Key {
    Key::new("line", b"1", entries, Width::Eight)
}

fn problem(folder: &Folder, key: &Key) -> Problem {
    folder.open(key).unwrap_err().problem
}

#[test]
fn distances_are_exact_from_one_goal_or_several() {
    let table = distances(&Line(200), &[0], Width::Eight).unwrap();
    assert!((0..200).all(|i| table.get(i) == Some(i as u8)));
    let table = distances(&Line(20), &[0, 19, 0], Width::Four).unwrap();
    assert!((0..20).all(|i| table.get(i) == Some(i.min(19 - i) as u8)));
    let table = distances(&OneWay, &[0], Width::Four).unwrap();
    assert!((0..10).all(|i| table.get(i) == Some(((10 - i) % 10) as u8)));
}

#[test]
fn what_cannot_be_built_says_why() {
    let refusal = |line, goals: &[usize], width| distances(&line, goals, width).unwrap_err();
    let goal = BuildError::Goal { goal: 5, entries: 5 };
    assert_eq!(refusal(Line(5), &[5], Width::Four), goal);
    let far = BuildError::TooFar { greatest: 14, bits: 4 };
    assert_eq!(refusal(Line(16), &[0], Width::Four), far);
    assert!(distances(&Line(15), &[0], Width::Four).is_ok());
    assert!(distances(&Line(0), &[], Width::Four).unwrap().histogram().is_empty());
}

#[test]
fn a_table_is_built_once_and_read_back() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::at(place.path().join("not/there/yet"));
    let mut built = 0;
    for _ in 0..2 {
        let build = || {
            built += 1;
            distances(&Line(200), &[0], Width::Eight)
        };
        let table = folder.open_or_build(&key(200), build).unwrap();
        assert!((0..200).all(|i| table.get(i) == Some(i as u8)));
        assert_eq!(table.histogram(), [1; 200]);
        assert_eq!(table.resident().get(77), Some(77));
    }
    assert_eq!(built, 1);
    // No temporary file is left.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_missing_file_is_an_error_with_its_name() {
    let place = tempfile::tempdir().unwrap();
    let error = Folder::at(place.path()).open(&key(7)).unwrap_err();
    assert!(error.to_string().contains("line.table"), "{error}");
    assert!(matches!(error.problem, Problem::Io(_)));
}

#[test]
fn a_file_that_is_not_the_whole_table_is_never_taken_for_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::at(place.path());
    let path = folder.file(&key(200));
    let table = distances(&Line(200), &[0], Width::Eight).unwrap();
    table.save(&path, &key(200)).unwrap();
    let whole = fs::read(&path).unwrap();
    assert!(Table::open(&path, &key(200)).is_ok());

    for length in [0, 7, 8, 100, 4095, 4096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let problem = problem(&folder, &key(200));
        let expected = length == 7 || matches!(problem, Problem::Length { .. });
        assert!(expected, "{length} bytes: {problem}");
    }
    fs::write(&path, [whole.as_slice(), b"x"].concat()).unwrap();
    assert!(matches!(problem(&folder, &key(200)), Problem::Length { .. }));

    for at in [10, 20, 40, 60, 2100, 4096, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, damaged).unwrap();
        let problem = problem(&folder, &key(200));
        assert!(matches!(problem, Problem::Damaged | Problem::Version(_)), "{at}: {problem}");
    }

    fs::write(&path, [b'x'; 5000]).unwrap();
    assert!(matches!(problem(&folder, &key(200)), Problem::Foreign));
    // A file that is wrong is not replaced without asking.
    let build = || distances(&Line(200), &[0], Width::Eight);
    assert!(folder.open_or_build(&key(200), build).is_err());
}

#[test]
fn a_table_of_something_else_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::at(place.path());
    let table = distances(&Line(200), &[0], Width::Eight).unwrap();
    table.save(&folder.file(&key(200)), &key(200)).unwrap();
    let renumbered = Key::new("line", b"2", 200, Width::Eight);
    let narrow = Key::new("line", b"1", 200, Width::Four);
    for other in [key(199), renumbered, narrow] {
        assert!(matches!(problem(&folder, &other), Problem::Other { .. }), "{other:?}");
    }
}
