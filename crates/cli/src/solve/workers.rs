//! Threads that take instances and hand back answers, in the order of the instances.

use super::instances;
use crate::input::Row;
use anyhow::{Context, Result, anyhow};
use orienteer_core::path::Limits;
use orienteer_experiment::{Answer, Domain, Solver};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// An instance, and what came of it: an answer, or why the row is a bad one.
pub(super) struct Solved {
    pub(super) row: Row,
    pub(super) answer: Result<Answer, String>,
}

/// Rows that somebody has to take, with their numbers.
struct Queue {
    rows: Receiver<Result<Row>>,
    next: u64,
}

/// Answers, in order.
pub(super) struct Answers {
    done: Receiver<(u64, Result<Solved>)>,
    early: BTreeMap<u64, Result<Solved>>,
    next: u64,
}

/// Solves rows by as many threads as there are solvers.
///
/// The threads are not waited for: who has enough of the answers ends the program, and a search that
/// is under way may take hours.
pub(super) fn start(
    rows: Receiver<Result<Row>>,
    solvers: Vec<Box<dyn Solver>>,
    domain: &Arc<dyn Domain>,
    limits: Limits,
) -> Result<Answers> {
    let queue = Arc::new(Mutex::new(Queue { rows, next: 0 }));
    let (sender, done) = mpsc::channel();
    for solver in solvers {
        let (queue, sender, domain) = (Arc::clone(&queue), sender.clone(), Arc::clone(domain));
        let work = move || work(&queue, solver, &*domain, limits, &sender);
        thread::Builder::new().name("solver".into()).spawn(work).context("no thread to solve")?;
    }
    Ok(Answers { done, early: BTreeMap::new(), next: 0 })
}

fn work(
    queue: &Mutex<Queue>,
    mut solver: Box<dyn Solver>,
    domain: &dyn Domain,
    limits: Limits,
    done: &Sender<(u64, Result<Solved>)>,
) {
    loop {
        let (number, row) = {
            let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            let Ok(row) = queue.rows.recv() else { return };
            queue.next += 1;
            (queue.next - 1, row)
        };
        let solved = row.map(|row| {
            let position = instances::position(&row, domain).map_err(|error| error.to_string());
            let answer = position.and_then(|position| {
                let answer = solver.solve(&position, limits).map_err(|error| error.to_string());
                answer.map_err(|error| instances::explained(&row, &error, domain))
            });
            Solved { row, answer }
        });
        // Nobody takes answers any more after an error.
        if done.send((number, solved)).is_err() {
            return;
        }
    }
}

impl Iterator for Answers {
    type Item = Result<Solved>;

    fn next(&mut self) -> Option<Result<Solved>> {
        loop {
            if let Some(solved) = self.early.remove(&self.next) {
                self.next += 1;
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
