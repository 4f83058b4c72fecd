//! The `orienteer` command, for programs that add environments, agents, puzzles and planners of their
//! own to it: see [`command`].

mod args;
mod check;
mod describe;
mod evaluate;
mod export;
mod filter;
mod input;
mod list;
mod lookup;
mod progress;
mod puzzles;
mod registry;
mod report;
mod run;
mod solve;
mod text;
mod train;

use anyhow::Result;
use args::{Command, Options};
use registry::registry;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

pub use orienteer_experiment::{
    AgentEntry, AnyAgent, AnyEnv, Domain, EnvironmentEntry, NoOptions, PlannerEntry, PuzzleEntry,
    Registry,
};

/// The command: reads what was typed, does it, and says how the process ends.
///
/// `add` is given the registry of all that comes with the command, and may add to it:
///
/// ```no_run
/// use orienteer::{AgentEntry, command};
/// use orienteer_agents_random::RandomSearch;
///
/// fn main() -> std::process::ExitCode {
///     command(|registry| {
///         let about = "Random search by another name";
///         registry.agents.push(AgentEntry::designs("mine", about, RandomSearch::new));
///     })
/// }
/// ```
pub fn command(add: impl FnOnce(&mut Registry)) -> ExitCode {
    command_from(std::env::args_os(), add)
}

/// The same with other words than those that were typed, of which the first is the program's name.
pub fn command_from<W: Into<OsString> + Clone>(
    words: impl IntoIterator<Item = W>,
    add: impl FnOnce(&mut Registry),
) -> ExitCode {
    let options = Options::read(words).unwrap_or_else(|error| error.exit());
    log(options.verbose);
    let tables = match &options.command {
        Command::Run(arguments) => arguments.tables.as_deref(),
        Command::Solve(arguments) => arguments.tables.as_deref(),
        _ => None,
    };
    let mut registry = registry(tables);
    add(&mut registry);
    execute(options.command, &registry).unwrap_or_else(|error| {
        // Whoever reads the answer has enough: `orienteer evaluate … | head`.
        let kind = |cause: &(dyn Error + 'static)| Some(cause.downcast_ref::<io::Error>()?.kind());
        if error.chain().filter_map(kind).any(|kind| kind == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        text::note(&format!("error: {}", text::causes(&error)));
        ExitCode::FAILURE
    })
}

fn execute(command: Command, registry: &Registry) -> Result<ExitCode> {
    registry.check()?;
    match command {
        Command::Run(arguments) => run::run(arguments, registry),
        Command::Report(arguments) => report::report(&arguments),
        Command::List(arguments) => Ok(list::list(&arguments, registry)),
        Command::Describe(arguments) => describe::describe(&arguments, registry),
        Command::Evaluate(arguments) => evaluate::evaluate(&arguments, registry),
        Command::Solve(arguments) => solve::solve(&arguments, registry),
        Command::Train(arguments) => train::train(&arguments, registry),
        Command::Export(arguments) => export::export(&arguments),
        Command::Check(arguments) => check::check(&arguments, registry),
    }
}

/// Diagnostics go to standard error, so that standard output stays clean for data.
fn log(verbose: u8) {
    let level = match verbose {
        0 => tracing::Level::WARN,
        1 => tracing::Level::INFO,
        _ => tracing::Level::DEBUG,
    };
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .without_time();
    // A program may have a log of its own.
    let _ = log.try_init();
}
