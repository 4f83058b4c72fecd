//! Threads that take instances and hand back answers, in the order of the instances.

use super::instances;
use anyhow::{Context, Result, anyhow};
use orienteer_core::path::Limits;
use orienteer_experiment::rows::{Row, RowError};
use orienteer_experiment::{Answer, Domain, Solver, guarded};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// So many rows at most are with the workers, or answered and waiting for one before them: where an
/// instance takes hours, the answers to all that follow must not fill the memory.
const AHEAD: usize = 1024;

/// A planner with its hyperparameters and limits, for the instances of a puzzle.
pub(super) struct Planner {
    pub(super) domain: Arc<dyn Domain>,
    pub(super) name: &'static str,
    pub(super) settings: Map<String, Json>,
    pub(super) limits: Limits,
}

impl Planner {
    /// A search that is ready.
    pub(super) fn solver(&self) -> Result<Box<dyn Solver>> {
        self.domain.solver(self.name, &self.settings).map_err(|error| anyhow!(error))
    }
}

/// An instance, and what came of it.
pub(super) struct Solved {
    pub(super) row: Row,
    pub(super) answer: Result<Answer, Unsolved>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq)]
pub(super) enum Unsolved {
    /// The row is no instance.
    Row(String),
    /// The planner panicked, for which the row cannot be blamed.
    Panic(String),
}

/// Rows that somebody has to take, with their numbers.
struct Queue {
    rows: Receiver<Result<Row, RowError>>,
    next: u64,
    /// One is to be had for each row, and comes back with its answer.
    permits: Receiver<()>,
}

/// Answers, in order.
pub(super) struct Answers {
    done: Receiver<(u64, Result<Solved>)>,
    early: BTreeMap<u64, Result<Solved>>,
    next: u64,
    permits: SyncSender<()>,
}

/// Solves rows by as many threads as there are solvers.
///
/// The threads are not waited for: who has enough of the answers ends the program, and a search that
/// is under way may take hours.
pub(super) fn start(
    rows: Receiver<Result<Row, RowError>>,
    solvers: Vec<Box<dyn Solver>>,
    planner: Planner,
) -> Result<Answers> {
    let (permits, taken) = mpsc::sync_channel(AHEAD);
    for _ in 0..AHEAD {
        permits.send(())?;
    }
    let planner = Arc::new(planner);
    let queue = Arc::new(Mutex::new(Queue { rows, next: 0, permits: taken }));
    let (sender, done) = mpsc::channel();
    for solver in solvers {
        let (queue, sender, planner) = (Arc::clone(&queue), sender.clone(), Arc::clone(&planner));
        let work = move || work(&queue, solver, &planner, &sender);
        thread::Builder::new().name("solver".into()).spawn(work).context("no thread to solve")?;
    }
    Ok(Answers { done, early: BTreeMap::new(), next: 0, permits })
}

fn work(
    queue: &Mutex<Queue>,
    mut solver: Box<dyn Solver>,
    planner: &Planner,
    done: &Sender<(u64, Result<Solved>)>,
) {
    loop {
        let (number, row) = {
            let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            // Nobody gives permits any more after an error.
            let Ok(()) = queue.permits.recv() else { return };
            let Ok(row) = queue.rows.recv() else { return };
            queue.next += 1;
            (queue.next - 1, row)
        };
        let solved = row.map_err(Into::into).and_then(|row| {
            let answer = solve(&row, &mut *solver, planner);
            if matches!(answer, Err(Unsolved::Panic(_))) {
                // Nobody knows in which state the other one is.
                solver = guarded(|| planner.solver()).map_err(|panic| anyhow!(panic))??;
            }
            Ok(Solved { row, answer })
        });
        if done.send((number, solved)).is_err() {
            return;
        }
    }
}

/// Solves the instance of a row.
fn solve(row: &Row, solver: &mut dyn Solver, planner: &Planner) -> Result<Answer, Unsolved> {
    let domain = &*planner.domain;
    // A thread that dies would leave its instance without an answer, for which all wait.
    let answer = guarded(|| {
        let position = instances::position(row, domain)?;
        let answer = solver.solve(&position, planner.limits);
        answer.map_err(|error| instances::explained(row, &error.to_string(), domain))
    });
    answer.map_err(Unsolved::Panic)?.map_err(Unsolved::Row)
}

impl Iterator for Answers {
    type Item = Result<Solved>;

    fn next(&mut self) -> Option<Result<Solved>> {
        loop {
            if let Some(solved) = self.early.remove(&self.next) {
                self.next += 1;
                // All workers may be gone, because there are no rows any more.
                let _ = self.permits.try_send(());
                return Some(solved);
            }
            match self.done.recv() {
                Ok((number, solved)) => {
                    self.early.insert(number, solved);
                }
                Err(_) if self.early.is_empty() => return None,
                // All threads are gone, and an answer is missing.
                Err(_) => {
                    self.early.clear();
                    return Some(Err(anyhow!("instance {} made its planner fail", self.next + 1)));
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;
    use orienteer_core::path::{PuzzleError, Report};
    use orienteer_experiment::SolverError;
    use orienteer_experiment::rows::{Blanks, Input, rows};
    use std::io::Cursor;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A puzzle that is solved at once, but for "stuck", which waits for the other end of a channel,
    /// and "trap", which panics.
    struct Toy(Mutex<Receiver<()>>);

    impl Domain for Toy {
        fn columns(&self) -> &[&'static str] {
            &["position"]
        }

        fn optimum_columns(&self) -> &[&'static str] {
            &[]
        }

        fn sample(&self, _: u32, _: u64) -> Result<String, PuzzleError> {
            Err(PuzzleError("none".into()))
        }

        fn solver(&self, _: &str, _: &Map<String, Json>) -> Result<Box<dyn Solver>, SolverError> {
            let (_, never) = mpsc::channel();
            let wait = std::mem::replace(&mut *self.0.lock().unwrap(), never);
            Ok(Box::new(Search { wait, is_broken: false }))
        }

        fn text(&self, position: &str, _: bool) -> Result<String, PuzzleError> {
            Ok(position.into())
        }

        fn svg(&self, _: &str, _: &[String]) -> Result<String, PuzzleError> {
            Err(PuzzleError("none".into()))
        }
    }

    struct Search {
        wait: Receiver<()>,
        is_broken: bool,
    }

    impl Solver for Search {
        fn solve(&mut self, position: &str, _: Limits) -> Result<Answer, PuzzleError> {
            assert!(!self.is_broken, "a search that panicked is used again");
            self.is_broken = position == "trap";
            assert!(!self.is_broken, "it is a trap");
            if position == "stuck" {
                let _ = self.wait.recv();
            }
            let report = Report {
                solution: None,
                lower_bound: 0,
                unsolvable: false,
                spent: None,
                counters: orienteer_core::path::Counters::default(),
                improvements: Vec::new(),
                seconds: 0.0,
            };
            Ok(Answer { moves: None, report })
        }
    }

    /// Starts workers on positions; how many of these were taken, and the end that "stuck" waits for.
    fn begin(
        positions: Vec<&'static str>,
        threads: usize,
    ) -> (Answers, Arc<AtomicU64>, Sender<()>) {
        let (go, wait) = mpsc::channel();
        let domain = Arc::new(Toy(Mutex::new(wait)));
        let limits = Limits::default();
        let planner = Planner { domain, name: "toy", settings: Map::new(), limits };
        let solvers = (0..threads).map(|_| planner.solver().unwrap()).collect();
        let text = positions.iter().map(|p| format!("{{\"position\":\"{p}\"}}\n"));
        let text = Cursor::new(text.collect::<String>());
        let Input::JsonLines(rows) = rows(text, "toy", Blanks::Kept).unwrap() else { panic!() };
        let taken = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&taken);
        // A channel without room: a row is counted as soon as a worker has it.
        let (sender, receiver) = mpsc::sync_channel(0);
        thread::spawn(move || {
            for row in rows {
                if sender.send(row).is_err() {
                    break;
                }
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        (start(receiver, solvers, planner).unwrap(), taken, go)
    }

    #[test]
    fn a_panic_is_the_answer_to_its_instance_alone() {
        let (answers, ..) = begin(vec!["a", "trap", "b", "trap", "c"], 1);
        let answers: Vec<_> = answers.map(|solved| solved.unwrap().answer).collect();
        let is_panic: Vec<_> = answers.iter().map(Result::is_err).collect();
        assert_eq!(is_panic, [false, true, false, true, false]);
        let expected = Unsolved::Panic("the planner panicked: it is a trap".into());
        assert_eq!(answers[1].as_ref().unwrap_err(), &expected);
    }

    /// The first of three thousand takes long: the others are not all answered meanwhile.
    #[test]
    fn answers_that_wait_are_few() {
        let mut positions = vec!["stuck"];
        positions.resize(3000, "a");
        let (mut answers, taken, go) = begin(positions, 2);
        let most = AHEAD as u64;
        while taken.load(Ordering::SeqCst) < most {
            thread::yield_now();
        }
        // No worker can have more, however long this waits.
        for _ in 0..1000 {
            assert_eq!(taken.load(Ordering::SeqCst), most);
            thread::yield_now();
        }
        go.send(()).unwrap();
        let numbers: Vec<_> = answers.by_ref().map(|solved| solved.unwrap().row.line).collect();
        assert_eq!(numbers, (1..=3000).collect::<Vec<_>>());
    }
}
