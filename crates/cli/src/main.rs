//! The `orienteer` command: a gym for search and design-space exploration.

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

use args::{Command, Options};
use std::error::Error;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::read().unwrap_or_else(|error| error.exit());
    log(options.verbose);
    let done = match options.command {
        Command::Run(arguments) => run::run(arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::List(arguments) => Ok(list::list(&arguments)),
        Command::Describe(arguments) => describe::describe(&arguments),
        Command::Evaluate(arguments) => evaluate::evaluate(&arguments),
        Command::Solve(arguments) => solve::solve(&arguments),
        Command::Train(arguments) => train::train(&arguments),
        Command::Export(arguments) => export::export(&arguments),
        Command::Check(arguments) => check::check(&arguments),
    };
    done.unwrap_or_else(|error| {
        // Whoever reads the answer has enough: `orienteer evaluate … | head`.
        let kind = |cause: &(dyn Error + 'static)| Some(cause.downcast_ref::<io::Error>()?.kind());
        if error.chain().filter_map(kind).any(|kind| kind == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        text::note(&format!("error: {}", text::causes(&error)));
        ExitCode::FAILURE
    })
}

/// Diagnostics go to standard error, so that standard output stays clean for data.
fn log(verbose: u8) {
    let level = match verbose {
        0 => tracing::Level::WARN,
        1 => tracing::Level::INFO,
        _ => tracing::Level::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .without_time()
        .init();
}
