//! The forbidden clauses of a part of a space.
//!
//! A clause speaks of values that the part may not have any more. A condition on a restricted
//! parameter therefore becomes the list of the values that are left and fulfil it; a clause that
//! nothing left can break is dropped.

use super::Asked;
use crate::space::plan::Plan;
use crate::space::{Clause, Domain, SpaceError, SpaceSpec, Test, Value};

/// The clauses of `wide` that concern the part with `plan`, in its words.
pub(super) fn narrow(
    wide: &SpaceSpec,
    plan: &Plan,
    asked: &Asked,
) -> Result<Vec<Clause>, SpaceError> {
    let mut clauses = Vec::new();
    for clause in wide.clauses() {
        let mut conditions = Vec::new();
        for (path, test) in clause.conditions() {
            let left = condition(&wide.plan, plan, asked, path, test)
                .map_err(|reason| SpaceError::Clause { clause: clause.to_string(), reason })?;
            conditions.push(left.map(|test| (path.clone(), test)));
        }
        let conditions: Option<Vec<_>> = conditions.into_iter().collect();
        clauses.extend(conditions.map(Clause::of));
    }
    Ok(clauses)
}

/// A condition in the words of the part; nothing if it holds nowhere.
fn condition(
    wide: &Plan,
    plan: &Plan,
    asked: &Asked,
    path: &str,
    test: &Test,
) -> Result<Option<Test>, String> {
    let left: Vec<&Domain> = domains(plan, path).collect();
    let holds = |domain: &Domain| test.set(domain).is_ok_and(|set| !set.is_empty());
    if !asked.contains_key(path) {
        return Ok(left.iter().any(|domain| holds(domain)).then(|| test.clone()));
    }
    let Some(whole) = domains(wide, path).next() else { return Ok(None) };
    if domains(wide, path).any(|domain| domain != whole) {
        return Err(format!(
            "`{path}`, which it names, has other values under another arm; it cannot be restricted"
        ));
    }
    let set = test.set(whole)?;
    let breaks =
        |value: &Value| whole.gene(value).is_some_and(|gene| set.contains(gene.position()));
    match left.first() {
        // Only a length that has become fixed is restricted and no decision. That it is as the clause
        // says would be a condition on whatever the repeat is under.
        None => Err(format!("`{path}`, which it names, would be fixed; keep two lengths or more")),
        Some(domain) if *domain == whole => Ok(Some(test.clone())),
        Some(domain) => {
            let genes = (0..domain.arity().unwrap_or(0)).map(Into::into);
            let values = genes.filter_map(|gene| domain.value(gene));
            let values: Vec<Value> = values.filter(breaks).collect();
            let test = Test { r#in: Some(values.clone()), ..Test::default() };
            Ok((!values.is_empty()).then_some(test))
        }
    }
}

fn domains<'p>(plan: &'p Plan, path: &'p str) -> impl Iterator<Item = &'p Domain> {
    plan.decisions.iter().filter(move |decision| decision.path == path).map(|d| &d.domain)
}
