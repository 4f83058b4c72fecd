//! The tree of parameters of a part of a space.

use super::{Asked, genes};
use crate::space::error::join;
use crate::space::{Arm, Domain, Gene, Node, Parameter, SpaceError, Value};

/// The parameters with what `asked` leaves of them.
pub(super) fn narrow(
    parameters: &[Parameter],
    asked: &Asked,
) -> Result<Vec<Parameter>, SpaceError> {
    let mut walk = Walk { asked, met: Vec::new() };
    let parameters = walk.fields("", parameters, "")?;
    match asked.keys().find(|path| !walk.met.contains(path)) {
        None => Ok(parameters),
        Some(path) => Err(wrong(
            path,
            "it does not exist in this part, because the choice above it keeps no arm that has it; \
             leave it out",
        )),
    }
}

struct Walk<'a> {
    asked: &'a Asked,
    /// The paths that were found.
    met: Vec<&'a String>,
}

fn wrong(path: &str, reason: impl Into<String>) -> SpaceError {
    SpaceError::Parameter { path: path.to_owned(), reason: reason.into() }
}

impl Walk<'_> {
    fn fields(
        &mut self,
        outer: &str,
        fields: &[Parameter],
        condition: &str,
    ) -> Result<Vec<Parameter>, SpaceError> {
        let narrow = |field: &Parameter| {
            let node = self.node(&join(outer, &field.name), &field.node, condition)?;
            let default = field.default.clone().filter(|default| keeps(&node, default));
            Ok(Parameter { node, default, ..field.clone() })
        };
        fields.iter().map(narrow).collect()
    }

    fn node(&mut self, path: &str, node: &Node, condition: &str) -> Result<Node, SpaceError> {
        Ok(match node {
            Node::Leaf(domain) => {
                let kept = self.kept(path, domain, condition)?;
                Node::Leaf(kept.map_or_else(|| domain.clone(), |kept| part(domain, &kept)))
            }
            Node::Product(fields) => Node::Product(self.fields(path, fields, condition)?),
            Node::Choice(arms) => self.choice(path, arms, condition)?,
            Node::Repeat { item, min, max, unordered } => {
                let (min, max) = self.length(path, (*min, *max), condition)?;
                Node::Repeat { item: item.clone(), min, max, unordered: *unordered }
            }
        })
    }

    fn choice(&mut self, path: &str, arms: &[Arm], outer: &str) -> Result<Node, SpaceError> {
        let names = arms.iter().map(|arm| Value::Text(arm.name.clone())).collect();
        let kept = self.kept(path, &Domain::Categorical(names), outer)?;
        let mut left = Vec::new();
        for (option, arm) in (0..).zip(arms) {
            if kept.as_ref().is_none_or(|kept| kept.contains(&Gene::Index(option))) {
                let condition = format!("where `{path}` is {}", arm.name);
                left.push(Arm::new(&*arm.name, self.fields(path, &arm.fields, &condition)?));
            }
        }
        Ok(Node::Choice(left))
    }

    /// What is left of the lengths of a repeat, which stay a range.
    fn length(
        &mut self,
        path: &str,
        (min, max): (u32, u32),
        condition: &str,
    ) -> Result<(u32, u32), SpaceError> {
        let below = format!("{path}.");
        let len = join(path, "len");
        if let Some(item) = self.asked.keys().find(|p| p.starts_with(&below) && **p != len) {
            let reason = format!(
                "it belongs to an item of the repeat `{path}`, whose items share one description; \
                 it cannot be restricted"
            );
            return Err(wrong(item, reason));
        }
        let (low, high) = (i64::from(min), i64::from(max));
        let domain = Domain::Integer { low, high, step: 1, log: false };
        let Some(kept) = self.kept(&len, &domain, condition)? else { return Ok((min, max)) };
        let options: Vec<u32> = kept.iter().filter_map(|gene| gene.index()).collect();
        let (first, last) = (options[0], options[options.len() - 1]);
        if (last - first) as usize + 1 != options.len() {
            return Err(wrong(
                &len,
                format!(
                    "lengths can be cut at both ends only; keep all from {} to {}, or less",
                    min + first,
                    min + last
                ),
            ));
        }
        Ok((min + first, min + last))
    }

    /// What a decision keeps, at least one; nothing if it keeps all.
    fn kept(
        &mut self,
        path: &str,
        domain: &Domain,
        condition: &str,
    ) -> Result<Option<Vec<Gene>>, SpaceError> {
        let Some((path, values)) = self.asked.get_key_value(path) else { return Ok(None) };
        self.met.push(path);
        let kept = genes(domain, values);
        if kept.as_ref().is_some_and(Vec::is_empty) {
            let reason = format!(
                "it keeps no value {condition}, where it is {domain}; restrict the choice as well"
            );
            return Err(wrong(path, reason));
        }
        Ok(kept)
    }
}

/// Whether a default of a node is one still.
fn keeps(node: &Node, default: &Value) -> bool {
    match node {
        Node::Leaf(domain) => domain.gene(default).is_some(),
        Node::Choice(arms) => arms.iter().any(|arm| default.same(&arm.name.as_str().into())),
        Node::Repeat { min, max, .. } => {
            let lengths = i64::from(*min)..=i64::from(*max);
            min < max && default.to_i64().is_some_and(|length| lengths.contains(&length))
        }
        Node::Product(_) => true,
    }
}

/// What is left of a domain.
fn part(domain: &Domain, kept: &[Gene]) -> Domain {
    let values = kept.iter().filter_map(|gene| domain.value(*gene)).collect();
    if domain.is_ordered() { Domain::Ordinal(values) } else { Domain::Categorical(values) }
}
