//! The best designs, and the command that evaluates each again.

use serde_json::{Map, Value};

use crate::csv;
use crate::number::exact;
use crate::study::{Problem, Run, Study, Subject, Summary};

/// The shell command that evaluates a design (or moves) again in the environment of a problem.
pub(super) fn command(problem: &Problem, subject: &Subject) -> Option<String> {
    let input = match (&subject.design, &subject.moves) {
        (Some(design), _) => design.clone(),
        (None, Some(moves)) => {
            Value::Object(Map::from_iter([("moves".into(), Value::from(moves.as_str()))]))
        }
        (None, None) => return None,
    };
    let mut command = format!(
        "echo {} | orienteer evaluate {}",
        quote(&input.to_string()),
        quote(&problem.environment)
    );
    let mut settings = Vec::new();
    flatten("", &problem.config, &mut settings);
    for setting in settings {
        command += &format!(" --set {}", quote(&setting));
    }
    // Moves need the start that they were made from; designs are judged without noise.
    match &subject.instance {
        Some(instance) if subject.moves.is_some() => {
            command += &format!(" --instance {}", quote(instance));
        }
        _ if problem.noisy => command += " --noiseless",
        _ => {}
    }
    Some(command)
}

/// A table as `key=value` lines, the keys of inner tables with dots.
fn flatten(prefix: &str, table: &Map<String, Value>, into: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{prefix}{key}");
        match value {
            Value::Null => {}
            Value::Object(inner) => flatten(&format!("{path}."), inner, into),
            // A bare word is taken as text; what reads as something else needs its quotes.
            Value::String(text) if is_word(text) => into.push(format!("{path}={text}")),
            other => into.push(format!("{path}={other}")),
        }
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
        && !["true", "false", "inf", "nan"].contains(&text)
}

/// A word for a POSIX shell.
fn quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// The best design of each agent on each problem, or its best front, with the commands.
pub(super) fn best_csv(study: &Study, summary: &Summary) -> String {
    let header = ["problem", "agent", "run", "setting", "seed", "value", "design", "command"];
    let rows = summary.entries.iter().filter_map(|entry| Some((entry, &study.runs[entry.best?])));
    let rows = rows.flat_map(|(entry, run)| {
        let problem = &study.problems[entry.problem];
        subjects(run).into_iter().map(move |subject| {
            let design = subject.design.as_ref().map(ToString::to_string);
            [
                problem.name.clone(),
                study.agents[entry.agent].name.clone(),
                run.id.clone(),
                run.setting.to_string(),
                run.seed.to_string(),
                exact(run.value()),
                design.or_else(|| subject.moves.clone()).unwrap_or_default(),
                command(problem, subject).unwrap_or_default(),
            ]
        })
    });
    csv::table(&header, rows)
}

/// What a run found: its best design, or the members of its front.
fn subjects(run: &Run) -> Vec<&Subject> {
    match run.best() {
        Some(best) => vec![&best.subject],
        None => run
            .complete()
            .map_or(vec![], |seal| seal.front.iter().map(|point| &point.subject).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(config: &str) -> Problem {
        let text = format!(
            r#"{{"name": "p", "environment": "tabular", "config": {config},
                "objective": {{"label": "x", "direction": "minimize"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn subject(text: &str) -> Subject {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_design_is_piped_into_its_environment() {
        let problem = problem(r#"{"table": "nas", "depth": {"max": 3}, "tag": "10"}"#);
        let best = subject(r#"{"instance": "17", "design": {"Op0": "none", "banks": 4}}"#);
        assert_eq!(
            command(&problem, &best).unwrap(),
            r#"echo '{"Op0":"none","banks":4}' | orienteer evaluate tabular --set table=nas --set depth.max=3 --set 'tag="10"'"#
        );
    }

    #[test]
    fn primes_in_moves_survive_the_shell() {
        let best = subject(r#"{"instance": "17", "moves": "R U'"}"#);
        assert_eq!(
            command(&problem("{}"), &best).unwrap(),
            r#"echo '{"moves":"R U'\''"}' | orienteer evaluate tabular --instance 17"#
        );
    }
}
