//! `orienteer solve`: instances of a puzzle in, solutions, costs and counters out.

mod answer;
mod drawing;
mod instances;
mod limits;
mod summary;
mod workers;

use crate::args::{Drawing, Solve};
use crate::filter::Filter;
use crate::input::{Writer, ahead, open};
use crate::text::{line, with_remedy};
use answer::{answered, given};
use anyhow::{Result, anyhow, bail};
use drawing::Drawn;
use orienteer_experiment::rows::Rows;
use orienteer_experiment::{Config, Domain, PlannerEntry, PuzzleEntry, Registry};
use serde_json::{Map, Value as Json};
use std::io::{self, BufWriter};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use summary::Summary;
use workers::{Answers, Planner, Solved, Unsolved};

/// So many rows are read ahead of the searches.
const AHEAD: usize = 1024;

pub(crate) fn solve(arguments: &Solve, registry: &Registry) -> Result<ExitCode> {
    let puzzle = find_puzzle(registry, &arguments.puzzle)?;
    let planner = find_planner(registry, &arguments.agent)?;
    let limits = limits::limits(&arguments.budget)?;
    let threads = limits::threads(arguments.threads, &limits)?;
    let settings = settings(planner, &arguments.with)?;
    let domain: Arc<dyn Domain> = Arc::from(domain(puzzle, arguments)?);
    let filter = Filter::new(&arguments.filter)?;
    let what = "reading instances from the keyboard, one a line; end with Ctrl-D";
    let (name, input) = open(arguments.file.as_deref(), what)?;
    let planner = Planner { domain: Arc::clone(&domain), name: planner.name, settings, limits };
    // Tables are opened, or built, and what does not fit is refused, before anything is read.
    let solvers = (0..threads).map(|_| planner.solver()).collect::<Result<Vec<_>>>()?;
    let (header, rows) = instances::read(input, &name, domain.columns())?;
    if let Some(header) = header {
        filter.check(&header)?;
        if let Some(column) = arguments.optimum.as_ref().filter(|column| !header.contains(column)) {
            bail!("--optimum {column}: {name} has no such column");
        }
    }
    let filter = Arc::new(Mutex::new(filter));
    let rows = ahead(admitted(rows, &filter), AHEAD)?;
    let answers = workers::start(rows, solvers, planner)?;
    let done = write_all(arguments, &*domain, answers, &name);
    lock(&filter).finish();
    done
}

/// The rows that are to be solved.
fn admitted(rows: Rows, filter: &Arc<Mutex<Filter>>) -> Rows {
    let filter = Arc::clone(filter);
    Box::new(rows.filter(move |row| row.as_ref().map_or(true, |row| lock(&filter).admits(row))))
}

/// A panic elsewhere leaves conditions as they are.
fn lock(filter: &Mutex<Filter>) -> MutexGuard<'_, Filter> {
    filter.lock().unwrap_or_else(PoisonError::into_inner)
}

fn find_puzzle<'a>(registry: &'a Registry, name: &str) -> Result<&'a PuzzleEntry> {
    registry.puzzle(name).map_err(|error| match registry.environment(name) {
        Ok(_) => anyhow!(
            "`{name}` is an environment and no puzzle; `orienteer list puzzles` says what there is"
        ),
        Err(_) => anyhow!(with_remedy(&error, "`orienteer list puzzles` says what there is")),
    })
}

fn find_planner<'a>(registry: &'a Registry, name: &str) -> Result<&'a PlannerEntry> {
    registry.planner(name).map_err(|error| match registry.agent(name) {
        Ok(_) => anyhow!("`{name}` is an agent of environments: a planner is wanted here (`orienteer list planners`)"),
        Err(_) => anyhow!(with_remedy(&error, "`orienteer list planners` says what there is")),
    })
}

/// The puzzle with its options.
fn domain(entry: &PuzzleEntry, arguments: &Solve) -> Result<Box<dyn Domain>> {
    let mut config = Config::empty();
    for assignment in &arguments.set {
        config.set(assignment)?;
    }
    if arguments.tables.is_some() && !entry.has_tables {
        bail!("--tables: the puzzle `{}` has no tables", entry.name);
    }
    Ok(entry.build(&config)?)
}

/// All hyperparameters of the planner.
fn settings(entry: &PlannerEntry, with: &[String]) -> Result<Map<String, Json>> {
    let mut config = Config::empty();
    for assignment in with {
        // The place that the error has is one of `--set`.
        config.set(assignment).map_err(|e| anyhow!("--with {assignment}: {}", e.message()))?;
    }
    entry.setting(&config).map_err(|e| anyhow!("--with {}: {}", with.join(" "), e.message()))
}

/// Writes each answer as soon as it is there, and those before it.
fn write_all(
    arguments: &Solve,
    domain: &dyn Domain,
    answers: Answers,
    name: &str,
) -> Result<ExitCode> {
    let mut writer = Writer::json_lines(BufWriter::new(io::stdout()));
    let mut summary = Summary::new();
    let mut drawn = Drawn::new(&arguments.draw_to);
    for solved in answers {
        let Solved { row, answer } = solved?;
        let optimum = instances::optimum(&row, arguments.optimum.as_deref(), domain);
        let optimum = optimum.map_err(Unsolved::Row);
        let (answer, optimum) = match answer.and_then(|answer| Ok((answer, optimum?))) {
            Ok(answered) => answered,
            Err(Unsolved::Row(error)) if !arguments.keep_going => {
                bail!("{name}, line {}: {error}", row.line)
            }
            Err(Unsolved::Row(error) | Unsolved::Panic(error)) => {
                summary.bad();
                let mut cells = given(&row);
                cells.insert("error".into(), format!("line {}: {error}", row.line).into());
                writer.write(&cells)?;
                writer.flush()?;
                continue;
            }
        };
        summary.add(&answer, optimum);
        let mut cells = answered(&row, &answer, optimum);
        match arguments.draw {
            Some(Drawing::Text) => {
                line(&drawing::text(domain, &row, &answer)?);
                continue;
            }
            Some(Drawing::Svg) => {
                let path = drawn.svg(domain, &row, &answer)?;
                cells.insert("drawing".into(), path.display().to_string().into());
            }
            None => {}
        }
        writer.write(&cells)?;
        writer.flush()?;
    }
    Ok(if summary.finish() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
